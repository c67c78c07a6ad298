"""What a format of the "ABC vs XYZ" report does: DivergenceReport -> text or bytes.

Rendering is pure: clock, version and messaging are fields of the report. The same report and options give
the same bytes, also in a slide deck.
"""

from __future__ import annotations

from typing import Protocol

from msgcheck.records import DivergenceReport
from msgcheck.report.interface import ReportOptions


class DivergenceRenderer(Protocol):
    """Prints the report on divergences in one format."""

    name: str
    """As in `--format`: terminal, json, html, markdown, csv, pptx."""
    suffixes: tuple[str, ...]
    """Of `--output` files in this format, with the dot; empty where it is not written to files."""

    def render(self, report: DivergenceReport, options: ReportOptions) -> str | bytes:
        """Return the whole report: text that ends with a line break, or the bytes of a file.

        Of the options, `width` and `color` concern the terminal, `show_all` those that leave out what is long.
        """
        ...
