"""`msgcheck report`: what is approved against what is said, over all that was scanned, in a month, or ahead of it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

import click

from msgcheck.cli.help_options import HELP
from msgcheck.cli.main import EXIT_CLEAN, EXIT_FINDINGS
from msgcheck.cli.options import Day, color_option, messaging_options, store_option, stored_settings, wants_color
from msgcheck.cli.period_types import PeriodType
from msgcheck.cli.report_kinds import Ahead, Divergences, Drift, Printer, ReportKind, kind_written
from msgcheck.cli.span_command import SpanCommand
from msgcheck.cli.whole_files import write_whole
from msgcheck.codes import Severity
from msgcheck.errors import InputError
from msgcheck.records import DivergenceReport, PeriodKind
from msgcheck.report.interface import ReportOptions


@click.command(cls=SpanCommand, context_settings=HELP)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["terminal", "html", "markdown", "json", "csv"]),
    default="terminal",
    show_default=True,
    help="What goes to stdout.",
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Also write the report to FILE; its suffix names the format (.html .md .json .csv .pptx .ics). Repeatable.",
)
@click.option(
    "--from",
    "earlier",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="REPORT.json",
    help="Print an earlier JSON report of any kind anew instead of reading the store.",
)
@click.option(
    "--month",
    type=PeriodType(PeriodKind.MONTH),
    metavar="YYYY-MM",
    help="The drift report of a month: 2026-11, last or this.",
)
@click.option(
    "--quarter",
    type=PeriodType(PeriodKind.QUARTER),
    metavar="YYYY-Qn",
    help="The drift report of a quarter: 2026-Q4, last or this.",
)
@click.option(
    "--compare",
    type=PeriodType(PeriodKind.MONTH, PeriodKind.QUARTER),
    metavar="PERIOD",
    help="Compare the month or quarter with this one.  [default: the one before]",
)
@click.option(
    "--ahead",
    metavar="6w",
    help="The hand-off sheet instead: what changes in the coming time (10d, 6w, 3m, 1y); .ics too.",
)
@click.option(
    "--share",
    is_flag=True,
    help="For others to read: no sentence of the field, no path, name, subject or customer.",
)
@click.option("--agenda", is_flag=True, help="Print a half-hour agenda for sales and marketing (Markdown) instead.")
@click.option("--all", "show_all", is_flag=True, help="List everything instead of the summary.")
@click.option(
    "--as-of",
    type=Day(),
    metavar="YYYY-MM-DD",
    help="Count ages and validity from this day.  [default: today; of a past month its last day]",
)
@click.option(
    "--fail-on",
    type=click.Choice(["high", "medium", "low", "none"]),
    default="none",
    show_default=True,
    help="Exit with 1 where an open divergence is of this severity or above.",
)
@messaging_options
@store_option
@color_option
@click.option("--quiet", "-q", is_flag=True, help="Do not say on stderr what was written.")
def command(**options: Any) -> int:
    """Show what is said against what is approved, over all that was scanned.

    Per message the approved line (ABC) and what is said instead (XYZ), how often, where and since when, and what both
    sides can do; with the five audit numbers, conflicts, and what nobody uses. Scan first: msgcheck scan PATHS...

    With --month or --quarter the drift report: what was written or changed then, what moved beyond chance, and what
    waits for whom. With --ahead the hand-off sheet for the field: which lines start, change and end soon.

    Exit codes: 0 nothing open at or above --fail-on, 1 something is, 2 could not report.
    """
    source = _from_file(options) if options["earlier"] is not None else _Source(kind=_kind_asked(options))
    _check_together(source.kind, options)
    printer, writers = _printers(source.kind, options)
    report = source.kind.made(options) if source.report is None else source.report
    shown = ReportOptions(
        width=shutil.get_terminal_size().columns,
        color=wants_color(chosen=options["color"]),
        show_all=options["show_all"],
    )
    click.echo(printer.render(report, shown), nl=False, color=True)
    for path, writer in writers:
        write_whole(path, writer.render(report, shown))
        if not options["quiet"]:
            click.echo(f"wrote {path}", err=True)
    return exit_code(report, fail_on=options["fail_on"]) if isinstance(report, DivergenceReport) else EXIT_CLEAN


def exit_code(report: DivergenceReport, *, fail_on: str) -> int:
    """Return 1 where a divergence that nobody has answered is as severe as `fail_on`, else 0."""
    if fail_on == "none":
        return EXIT_CLEAN
    bar = Severity(fail_on).rank
    entries = (*report.acting, *report.own_material, *report.single)
    return EXIT_FINDINGS if any(entry.divergence.severity.rank >= bar for entry in entries) else EXIT_CLEAN


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """Where the report comes from."""

    kind: ReportKind
    report: Any = None
    """One that was written before; None where it is still to be made."""


def _kind_asked(options: dict[str, Any]) -> ReportKind:
    """Return the kind of report the options ask for.

    Raises:
        click.UsageError: they ask for several.
    """
    asked = [name for name in ("month", "quarter", "ahead", "agenda") if options[name]]
    if len(asked) > 1:
        names = " and ".join(f"--{name}" for name in asked)
        raise click.UsageError(f"{names} do not go together: each is a report of its own.")
    period, compared_with = options["month"] or options["quarter"], options["compare"]
    if period is None:
        if compared_with is not None:
            raise click.UsageError("--compare goes with --month or --quarter.")
        return Ahead(options["ahead"]) if options["ahead"] else Divergences()
    if compared_with is not None and compared_with.kind is not period.kind:
        raise click.UsageError(f"--compare needs a {period.kind} here: counts of other spans do not compare.")
    if compared_with == period:
        raise click.UsageError("--compare names the period that is reported; name another one.")
    return Drift(period, compared_with)


def _check_together(kind: ReportKind, options: dict[str, Any]) -> None:
    """Refuse options that the report on divergences alone knows.

    Raises:
        click.UsageError: one of them was given for another.
    """
    if isinstance(kind, Divergences):
        return
    if options["agenda"]:
        raise click.UsageError("--agenda is made from the report on divergences only.")
    if options["fail_on"] != "none":
        raise click.UsageError("--fail-on does not go with --month, --quarter or --ahead: they end with 0.")


def _printers(kind: ReportKind, options: dict[str, Any]) -> tuple[Printer, Sequence[tuple[Path, Printer]]]:
    """Return what prints to stdout, and what writes to each file, before anything is read.

    Raises:
        InputError: a suffix names no format, or another format than Markdown is asked for an agenda.
    """
    outputs: tuple[Path, ...] = options["outputs"]
    if not options["agenda"]:
        return kind.named(options["output_format"]), [(path, kind.for_file(str(path))) for path in outputs]
    from msgcheck.report.divergences.agenda import DivergenceAgenda

    agenda = DivergenceAgenda()
    others = [str(path) for path in outputs if PurePath(path).suffix.lower() not in agenda.suffixes]
    if others or options["output_format"] not in {"terminal", "markdown"}:
        raise InputError(
            "an agenda is Markdown only", where=", ".join(others), hint="write it to a file that ends in .md"
        )
    return agenda, [(path, agenda) for path in outputs]


def _from_file(options: dict[str, Any]) -> _Source:
    """Return a report that was written as JSON, of whatever kind; shared, where that is asked for.

    Raises:
        click.UsageError: an option says again what the file holds.
        InputError: the file cannot be read or holds no report.
    """
    for name in ("as_of", "month", "quarter", "compare", "ahead"):
        if options[name] is not None:
            option = name.replace("_", "-")
            raise click.UsageError(f"--{option} does not go with --from: a report has the day it was made of.")
    path: Path = options["earlier"]
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as err:
        reason = err.strerror if isinstance(err, OSError) else "it is not UTF-8"
        raise InputError(
            f"the report cannot be read: {reason}",
            where=str(path),
            hint="name a file that msgcheck report --output FILE.json has written",
        ) from err
    kind = kind_written(text)
    report = kind.loaded(text, where=str(path))
    if options["share"] and not report.shared:
        from msgcheck.messaging.load import load_messaging

        report = kind.shared(report, load_messaging(stored_settings(options).messaging))
    return _Source(kind=kind, report=report)
