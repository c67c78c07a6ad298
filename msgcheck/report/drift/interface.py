"""What a format of the drift report does: DriftReport -> text.

Rendering is pure: period, clock, version and messaging are fields of the report, and every number in it is counted
already. The same report and options give the same bytes.
"""

from __future__ import annotations

from typing import Protocol

from msgcheck.records import DriftReport
from msgcheck.report.interface import ReportOptions


class DriftRenderer(Protocol):
    """Prints the drift report in one format."""

    name: str
    """As in `--format`: terminal, json, html, markdown, csv."""
    suffixes: tuple[str, ...]
    """Of `--output` files in this format, with the dot; empty where it is not written to files."""

    def render(self, report: DriftReport, options: ReportOptions) -> str:
        """Return the whole report as text that ends with a line break.

        Of the options, `width` and `color` concern the terminal, `show_all` those that leave out what is long.
        """
        ...
