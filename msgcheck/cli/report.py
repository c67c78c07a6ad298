"""`msgcheck report`: what is approved against what is said, over all that was scanned."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import click

from msgcheck.cli.help_options import HELP
from msgcheck.cli.main import EXIT_CLEAN, EXIT_FINDINGS
from msgcheck.cli.options import Day, color_option, messaging_options, now, store_option, stored_settings, wants_color
from msgcheck.cli.whole_files import write_whole
from msgcheck.codes import Severity
from msgcheck.errors import InputError
from msgcheck.records import DivergenceReport, Messaging

if TYPE_CHECKING:
    from msgcheck.config import Settings
    from msgcheck.report.divergences.interface import DivergenceRenderer


@click.command(context_settings=HELP)
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
    help="Also write the report to FILE; its suffix names the format (.html .md .json .csv .pptx). Repeatable.",
)
@click.option(
    "--from",
    "earlier",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="REPORT.json",
    help="Print an earlier JSON report anew instead of reading the store.",
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
    help="Count ages and validity from this day.  [default: today]",
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

    Exit codes: 0 nothing open at or above --fail-on, 1 something is, 2 could not report.
    """
    from msgcheck.report.interface import ReportOptions

    printer, writers = _renderers(options)
    earlier: Path | None = options["earlier"]
    report = _stored_report(options) if earlier is None else _earlier_report(earlier, options)
    shown = ReportOptions(
        width=shutil.get_terminal_size().columns,
        color=wants_color(chosen=options["color"]),
        show_all=options["show_all"],
    )
    click.echo(printer.render(report, shown), nl=False, color=True)
    for path, renderer in writers:
        write_whole(path, renderer.render(report, shown))
        if not options["quiet"]:
            click.echo(f"wrote {path}", err=True)
    return exit_code(report, fail_on=options["fail_on"])


def exit_code(report: DivergenceReport, *, fail_on: str) -> int:
    """Return 1 where a divergence that nobody has answered is as severe as `fail_on`, else 0."""
    if fail_on == "none":
        return EXIT_CLEAN
    bar = Severity(fail_on).rank
    entries = (*report.acting, *report.own_material, *report.single)
    return EXIT_FINDINGS if any(entry.divergence.severity.rank >= bar for entry in entries) else EXIT_CLEAN


def _renderers(
    options: dict[str, Any],
) -> tuple[DivergenceRenderer, Sequence[tuple[Path, DivergenceRenderer]]]:
    """Return what prints to stdout, and what writes to each file, before anything is read.

    Raises:
        InputError: a suffix names no format, or another format than Markdown is asked for an agenda.
    """
    from msgcheck.report.divergences.agenda import DivergenceAgenda
    from msgcheck.report.divergences.formats import divergence_renderer_for_file, divergence_renderer_named

    outputs: tuple[Path, ...] = options["outputs"]
    if not options["agenda"]:
        files = [(path, divergence_renderer_for_file(str(path))) for path in outputs]
        return divergence_renderer_named(options["output_format"]), files
    agenda = DivergenceAgenda()
    others = [str(path) for path in outputs if PurePath(path).suffix.lower() not in agenda.suffixes]
    if others or options["output_format"] not in {"terminal", "markdown"}:
        raise InputError(
            "an agenda is Markdown only", where=", ".join(others), hint="write it to a file that ends in .md"
        )
    return agenda, [(path, agenda) for path in outputs]


def _earlier_report(path: Path, options: dict[str, Any]) -> DivergenceReport:
    """Return a report that was written as JSON; shared, where that is asked for."""
    from msgcheck.feedback.sharing import shared_view
    from msgcheck.record_json import divergences_from_json

    if options["as_of"] is not None:
        raise click.UsageError("--as-of does not go with --from: a report has the day it was made of.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as err:
        reason = err.strerror if isinstance(err, OSError) else "it is not UTF-8"
        raise InputError(
            f"the report cannot be read: {reason}",
            where=str(path),
            hint="name a file that msgcheck report --output FILE.json has written",
        ) from err
    report = divergences_from_json(text, where=str(path))
    if options["share"] and not report.shared:
        return shared_view(report, _messaging(stored_settings(options)))
    return report


def _stored_report(options: dict[str, Any]) -> DivergenceReport:
    """Return the report on what is stored."""
    from msgcheck.assembly import open_store_for
    from msgcheck.feedback.decisions_file import decisions_path, kept_in_step
    from msgcheck.feedback.report_of import divergence_report

    created = now()
    as_of: date | None = options["as_of"]
    settings = stored_settings(options)
    messaging = _messaging(settings)
    with open_store_for(settings) as store:
        kept_in_step(store, decisions_path(settings.messaging))
        return divergence_report(
            store,
            messaging,
            created=created,
            as_of=as_of or created.date(),
            shared=options["share"],
            least_sources=settings.proposals.sources,
            least_days=settings.proposals.days,
        )


def _messaging(settings: Settings) -> Messaging:
    from msgcheck.messaging.load import load_messaging

    return load_messaging(settings.messaging)
