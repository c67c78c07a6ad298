"""The formats of the drift report by name and by suffix."""

from __future__ import annotations

from pathlib import PurePath

from msgcheck.errors import InputError
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
    for renderer in DRIFT_RENDERERS:
        if renderer.name == name:
            return renderer
    raise InputError(f'There is no report format "{name}".', hint=f"use one of {', '.join(DRIFT_FORMAT_NAMES)}")


def drift_renderer_for_file(path: str) -> DriftRenderer:
    """Return the renderer whose suffix `--output PATH` has.

    Raises:
        InputError: no format has this suffix; the hint lists those there are.
    """
    suffix = PurePath(path).suffix.lower()
    for renderer in DRIFT_RENDERERS:
        if suffix in renderer.suffixes:
            return renderer
    known = ", ".join(suffix for renderer in DRIFT_RENDERERS for suffix in renderer.suffixes)
    raise InputError(
        f'The suffix "{suffix}" names no format of a report on a period.', where=path, hint=f"use one of {known}"
    )
