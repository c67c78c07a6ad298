"""The drift report as JSON, whole; every other format can be made from it again without the store."""

from __future__ import annotations

from msgcheck.record_json import drift_to_json
from msgcheck.records import DriftReport
from msgcheck.report.drift.shown import shown_report
from msgcheck.report.interface import ReportOptions


class DriftJsonReport:
    """Prints every field of the report, so that loading it gives an equal one."""

    name = "json"
    suffixes: tuple[str, ...] = (".json",)

    def render(self, report: DriftReport, options: ReportOptions) -> str:  # noqa: ARG002 - machines get everything
        """Return the report as JSON with sorted keys, whatever the options."""
        return drift_to_json(shown_report(report))
