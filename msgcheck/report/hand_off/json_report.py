"""The hand-off sheet as JSON, whole; every other format can be made from it again without the store."""

from __future__ import annotations

from msgcheck.record_json import hand_off_to_json
from msgcheck.records import HandOff
from msgcheck.report.hand_off.shown import shown_sheet
from msgcheck.report.interface import ReportOptions


class HandOffJsonReport:
    """Prints every field of the sheet, so that loading it gives an equal one."""

    name = "json"
    suffixes: tuple[str, ...] = (".json",)

    def render(self, report: HandOff, options: ReportOptions) -> str:  # noqa: ARG002 - machines get everything
        """Return the sheet as JSON with sorted keys, whatever the options."""
        return hand_off_to_json(shown_sheet(report))
