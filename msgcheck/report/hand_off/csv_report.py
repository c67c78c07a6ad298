"""The hand-off sheet as CSV, one row a wording, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from msgcheck.records import Coming, HandOff
from msgcheck.report.csv_report import cell
from msgcheck.report.hand_off.shown import shown_sheet
from msgcheck.report.hand_off.words import kind_of
from msgcheck.report.interface import ReportOptions

HAND_OFF_COLUMNS = (
    "day",
    "what",
    "message",
    "about",
    "readers",
    "old",
    "new",
    "because",
    "to_do",
    "owner",
    "decks",
    "other_documents",
)


class HandOffCsvReport:
    """Prints one line a change, and one for each further wording of the same message."""

    name = "csv"
    suffixes: tuple[str, ...] = (".csv",)

    def render(self, report: HandOff, options: ReportOptions) -> str:  # noqa: ARG002 - a table has all rows
        """Return a header line and the changes by day."""
        out = io.StringIO()
        writer = csv.DictWriter(out, HAND_OFF_COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        for coming in shown_sheet(report).coming:
            for row in _rows(coming):
                writer.writerow({name: cell(value) for name, value in row.items()})
        return out.getvalue()


def _rows(coming: Coming) -> Iterator[dict[str, str]]:
    """Yield the main wording with everything, the others with what is theirs: counts added up stay right."""
    counts = dict(coming.families)
    decks = counts.pop("deck", 0)
    common = {
        "day": coming.day.isoformat(),
        "what": kind_of(coming).lower(),
        "message": coming.message_id or "",
        "about": coming.title,
    }
    yield {
        **common,
        "old": coming.old,
        "new": coming.new,
        "because": coming.because,
        "to_do": coming.to_do,
        "owner": coming.owner,
        "decks": str(decks),
        "other_documents": str(sum(counts.values())),
    }
    for one in coming.also:
        yield {**common, "readers": one.readers, "old": one.old, "new": one.new}
