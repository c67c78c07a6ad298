"""The formats of the hand-off sheet by name and by suffix."""

from __future__ import annotations

from msgcheck.report.choosing import format_for_file, format_named
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
    return format_named(name, HAND_OFF_RENDERERS, of="hand-off sheet")


def hand_off_renderer_for_file(path: str) -> HandOffRenderer:
    """Return the renderer whose suffix `--output PATH` has.

    Raises:
        InputError: no format has this suffix; the hint lists those there are.
    """
    return format_for_file(path, HAND_OFF_RENDERERS, of="hand-off sheet")
