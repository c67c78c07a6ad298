"""The report formats by name and by suffix."""

from __future__ import annotations

from typing import cast

from msgcheck.plugins import REPORTS, load_plugins
from msgcheck.report.choosing import format_for_file, format_named
from msgcheck.report.csv_report import CsvReport
from msgcheck.report.html_report import HtmlReport
from msgcheck.report.interface import Renderer
from msgcheck.report.json_report import JsonReport
from msgcheck.report.markdown_report import MarkdownReport
from msgcheck.report.terminal_report import TerminalReport

RENDERERS: tuple[Renderer, ...] = (TerminalReport(), JsonReport(), HtmlReport(), MarkdownReport(), CsvReport())
FORMAT_NAMES = tuple(renderer.name for renderer in RENDERERS)


def renderers() -> tuple[Renderer, ...]:
    """Return the report formats, those of installed plugins last."""
    return (*RENDERERS, *cast("tuple[Renderer, ...]", load_plugins(REPORTS)))


def renderer_named(name: str) -> Renderer:
    """Return the renderer for `--format NAME`.

    Raises:
        InputError: there is no such format; the hint lists those there are.
    """
    return format_named(name, renderers(), of="report")


def renderer_for_file(path: str) -> Renderer:
    """Return the renderer whose suffix `--output PATH` has.

    Raises:
        InputError: no format has this suffix; the hint lists those there are.
    """
    return format_for_file(path, renderers(), of="report")
