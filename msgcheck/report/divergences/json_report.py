"""The report on divergences as JSON, whole; every other format can be made from it again without a scan."""

from __future__ import annotations

from msgcheck.record_json import divergences_to_json
from msgcheck.records import DivergenceReport
from msgcheck.report.divergences.shown import shown_report
from msgcheck.report.interface import ReportOptions


class DivergenceJsonReport:
    """Prints every field of the report, so that loading it gives an equal one."""

    name = "json"
    suffixes: tuple[str, ...] = (".json",)

    def render(self, report: DivergenceReport, options: ReportOptions) -> str:  # noqa: ARG002 - machines get everything
        """Return the report as JSON with sorted keys, whatever the options."""
        return divergences_to_json(shown_report(report))
