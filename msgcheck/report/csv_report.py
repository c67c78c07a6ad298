"""The findings as CSV, one line each, for a spreadsheet.

A cell that a spreadsheet would run as a formula gets an apostrophe in front: the text comes from foreign
documents.
"""

from __future__ import annotations

import csv
import io

from msgcheck.records import Finding, Report
from msgcheck.report.grouping import listed, shown_as
from msgcheck.report.interface import ReportOptions
from msgcheck.report.plain_text import printable

COLUMNS = (
    "document",
    "location",
    "what",
    "code",
    "severity",
    "lane",
    "message",
    "approved",
    "found",
    "sentence",
    "suggestion",
    "count",
    "known",
    "probability",
    "fingerprint",
)
_FORMULA = ("=", "+", "-", "@")


class CsvReport:
    """Prints one line a finding."""

    name = "csv"
    suffixes: tuple[str, ...] = (".csv",)

    def render(self, report: Report, options: ReportOptions) -> str:
        """Return a header line and the findings that are listed, in report order."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for finding in listed(report, options):
            writer.writerow([cell(value) for value in _row(finding)])
        return out.getvalue()


def _row(finding: Finding) -> tuple[str, ...]:
    return (
        finding.document,
        finding.location,
        shown_as(finding),
        finding.code,
        finding.severity.value,
        finding.lane.value,
        finding.message_id or "",
        finding.approved,
        finding.found,
        finding.sentence,
        finding.suggestion,
        str(finding.count),
        "yes" if finding.known else "no",
        f"{finding.probability:.4f}",
        finding.fingerprint,
    )


def cell(value: str) -> str:
    """Return foreign text as a cell that no spreadsheet runs."""
    text = printable(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
