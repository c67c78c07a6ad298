"""What a report format does: Report -> str.

Rendering is pure: clock, version and model are fields of the `Report`. The same report and options give
the same text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from msgcheck.records import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """How a report is printed. Formats for machines hold everything and pass over what does not concern them."""

    width: int = 80
    """Columns of the terminal."""
    color: bool = False
    show_all: bool = False
    """Everything, notes too, instead of the summary."""
    new_only: bool = False
    """Leave out findings that are known."""
    conflicts: int = 0
    """How often our own statements do not agree with each other; the summary on a terminal says where to read more."""


class Renderer(Protocol):
    """Prints a report in one format."""

    name: str
    """As in `--format`: terminal, json, html, markdown, csv."""
    suffixes: tuple[str, ...]
    """Of `--output` files in this format, with the dot; empty where it is not written to files."""

    def render(self, report: Report, options: ReportOptions) -> str:
        """Return the whole report as text that ends with a line break."""
        ...
