"""The formats of the drift report by name and by suffix."""

from __future__ import annotations

from msgcheck.report.choosing import format_for_file, format_named
from msgcheck.report.drift.csv_report import DriftCsvReport
from msgcheck.report.drift.html_report import DriftHtmlReport
from msgcheck.report.drift.interface import DriftRenderer
from msgcheck.report.drift.json_report import DriftJsonReport
from msgcheck.report.drift.markdown_report import DriftMarkdownReport
from msgcheck.report.drift.terminal_report import DriftTerminalReport

DRIFT_RENDERERS: tuple[DriftRenderer, ...] = (
    DriftTerminalReport(),
    DriftJsonReport(),
    DriftHtmlReport(),
    DriftMarkdownReport(),
    DriftCsvReport(),
)
DRIFT_FORMAT_NAMES = tuple(renderer.name for renderer in DRIFT_RENDERERS)


def drift_renderer_named(name: str) -> DriftRenderer:
    """Return the renderer for `--format NAME`.

    Raises:
        InputError: there is no such format; the hint lists those there are.
    """
    return format_named(name, DRIFT_RENDERERS, of="report")


def drift_renderer_for_file(path: str) -> DriftRenderer:
    """Return the renderer whose suffix `--output PATH` has.

    Raises:
        InputError: no format has this suffix; the hint lists those there are.
    """
    return format_for_file(path, DRIFT_RENDERERS, of="report")
