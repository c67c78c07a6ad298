"""The formats of the report on divergences by name and by suffix."""

from __future__ import annotations

from msgcheck.report.choosing import format_for_file, format_named
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
    return format_named(name, divergence_renderers(), of="report")


def divergence_renderer_for_file(path: str) -> DivergenceRenderer:
    """Return the renderer whose suffix `--output PATH` has.

    Raises:
        InputError: no format has this suffix; the hint lists those there are.
    """
    return format_for_file(path, divergence_renderers(), of="report")
