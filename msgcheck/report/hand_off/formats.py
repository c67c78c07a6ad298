"""The formats of the hand-off sheet by name and by suffix."""

from __future__ import annotations

from pathlib import PurePath

from msgcheck.errors import InputError
from msgcheck.report.hand_off.csv_report import HandOffCsvReport
from msgcheck.report.hand_off.html_report import HandOffHtmlReport
from msgcheck.report.hand_off.ics_calendar import HandOffCalendar
from msgcheck.report.hand_off.interface import HandOffRenderer
from msgcheck.report.hand_off.json_report import HandOffJsonReport
from msgcheck.report.hand_off.markdown_report import HandOffMarkdownReport
from msgcheck.report.hand_off.terminal_report import HandOffTerminalReport

HAND_OFF_RENDERERS: tuple[HandOffRenderer, ...] = (
    HandOffTerminalReport(),
    HandOffJsonReport(),
    HandOffHtmlReport(),
    HandOffMarkdownReport(),
    HandOffCsvReport(),
    HandOffCalendar(),
)
HAND_OFF_FORMAT_NAMES = tuple(renderer.name for renderer in HAND_OFF_RENDERERS)


def hand_off_renderer_named(name: str) -> HandOffRenderer:
    """Return the renderer for `--format NAME`.

    Raises:
        InputError: there is no such format; the hint lists those there are.
    """
    for renderer in HAND_OFF_RENDERERS:
        if renderer.name == name:
            return renderer
    raise InputError(
        f'There is no format "{name}" of the hand-off sheet.', hint=f"use one of {', '.join(HAND_OFF_FORMAT_NAMES)}"
    )


def hand_off_renderer_for_file(path: str) -> HandOffRenderer:
    """Return the renderer whose suffix `--output PATH` has.

    Raises:
        InputError: no format has this suffix; the hint lists those there are.
    """
    suffix = PurePath(path).suffix.lower()
    for renderer in HAND_OFF_RENDERERS:
        if suffix in renderer.suffixes:
            return renderer
    known = ", ".join(suffix for renderer in HAND_OFF_RENDERERS for suffix in renderer.suffixes)
    raise InputError(
        f'The suffix "{suffix}" names no format of the hand-off sheet.', where=path, hint=f"use one of {known}"
    )
