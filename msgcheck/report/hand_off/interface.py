"""What a format of the hand-off sheet does: HandOff -> text.

Rendering is pure: clock, version and messaging are fields of the sheet. The same sheet and options give the same bytes.
"""

from __future__ import annotations

from typing import Protocol

from msgcheck.records import HandOff
from msgcheck.report.interface import ReportOptions


class HandOffRenderer(Protocol):
    """Prints the hand-off sheet in one format."""

    name: str
    """As in `--format`: terminal, json, html, markdown, csv, ics."""
    suffixes: tuple[str, ...]
    """Of `--output` files in this format, with the dot; empty where it is not written to files."""

    def render(self, report: HandOff, options: ReportOptions) -> str:
        """Return the whole sheet, ending with a line break.

        Of the options, `width` and `color` concern the terminal, `show_all` those that leave out what is long.
        """
        ...
