"""The report formats by name and by suffix."""

from __future__ import annotations

from pathlib import PurePath
from typing import cast

from msgcheck.errors import InputError
from msgcheck.plugins import REPORTS, load_plugins
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
    for renderer in renderers():
        if renderer.name == name:
            return renderer
    raise InputError(
        f'There is no report format "{name}".',
        hint=f"use one of {', '.join(renderer.name for renderer in renderers())}",
    )


def renderer_for_file(path: str) -> Renderer:
    """Return the renderer whose suffix `--output PATH` has.

    Raises:
        InputError: no format has this suffix; the hint lists those there are.
    """
    suffix = PurePath(path).suffix.lower()
    for renderer in renderers():
        if suffix in renderer.suffixes:
            return renderer
    known = ", ".join(suffix for renderer in renderers() for suffix in renderer.suffixes)
    raise InputError(f'The suffix "{suffix}" names no report format.', where=path, hint=f"use one of {known}")
