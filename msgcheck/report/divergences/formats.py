"""The formats of the report on divergences by name and by suffix."""

from __future__ import annotations

from pathlib import PurePath

from msgcheck.errors import InputError
from msgcheck.report.divergences.csv_report import DivergenceCsvReport
from msgcheck.report.divergences.html_report import DivergenceHtmlReport
from msgcheck.report.divergences.interface import DivergenceRenderer
from msgcheck.report.divergences.json_report import DivergenceJsonReport
from msgcheck.report.divergences.markdown_report import DivergenceMarkdownReport
from msgcheck.report.divergences.pptx_report import DivergencePptxReport
from msgcheck.report.divergences.terminal_report import DivergenceTerminalReport

DIVERGENCE_RENDERERS: tuple[DivergenceRenderer, ...] = (
    DivergenceTerminalReport(),
    DivergenceJsonReport(),
    DivergenceHtmlReport(),
    DivergenceMarkdownReport(),
    DivergenceCsvReport(),
    DivergencePptxReport(),
)
DIVERGENCE_FORMAT_NAMES = tuple(renderer.name for renderer in DIVERGENCE_RENDERERS)


def divergence_renderers() -> tuple[DivergenceRenderer, ...]:
    """Return the formats of the report on divergences."""
    return DIVERGENCE_RENDERERS


def divergence_renderer_named(name: str) -> DivergenceRenderer:
    """Return the renderer for `--format NAME`.

    Raises:
        InputError: there is no such format; the hint lists those there are.
    """
    for renderer in divergence_renderers():
        if renderer.name == name:
            return renderer
    raise InputError(
        f'There is no report format "{name}".',
        hint=f"use one of {', '.join(renderer.name for renderer in divergence_renderers())}",
    )


def divergence_renderer_for_file(path: str) -> DivergenceRenderer:
    """Return the renderer whose suffix `--output PATH` has.

    Raises:
        InputError: no format has this suffix; the hint lists those there are.
    """
    suffix = PurePath(path).suffix.lower()
    for renderer in divergence_renderers():
        if suffix in renderer.suffixes:
            return renderer
    known = ", ".join(suffix for renderer in divergence_renderers() for suffix in renderer.suffixes)
    raise InputError(f'The suffix "{suffix}" names no report format.', where=path, hint=f"use one of {known}")
