"""`msgcheck scan`: decks, documents and mail against the approved messaging."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from msgcheck.cli.help_options import HELP
from msgcheck.cli.main import EXIT_CLEAN, EXIT_COULD_NOT_CHECK, EXIT_FINDINGS
from msgcheck.cli.options import (
    as_of_option,
    audience_options,
    chosen_audience,
    color_option,
    messaging_options,
    now,
    store_options,
    wants_color,
    wants_progress,
)
from msgcheck.cli.whole_files import write_whole
from msgcheck.codes import Severity
from msgcheck.errors import InputError, StoreError
from msgcheck.records import DocumentId, Report, Scan, Skipped

if TYPE_CHECKING:
    from msgcheck.config import Settings
    from msgcheck.reading.files import FoundFile, FoundFiles
    from msgcheck.records import Messaging

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scanned:
    """What a scan came to."""

    report: Report
    record: Scan
    settings: Settings


@click.command(context_settings=HELP)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATHS...")
@messaging_options
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["terminal", "json", "html", "markdown", "csv"]),
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
    help="Also write the report to FILE; its suffix names the format (.html .json .md .csv). Repeatable.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["high", "medium", "low", "none"]),
    help="Exit with 1 from this severity up.  [default: high]",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    help="An earlier JSON report; what stands in it is known and does not count for --fail-on.",
)
@click.option("--new-only", is_flag=True, help="Leave out findings that are known from --baseline or silenced.")
@as_of_option
@click.option("--all", "show_all", is_flag=True, help="List everything, notes too, instead of the summary.")
@click.option("--strict", is_flag=True, help="Exit with 2 where a document of a known type could not be read.")
@audience_options
@store_options
@color_option
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary on stderr.")
def command(paths: tuple[Path, ...], **options: Any) -> int:
    """Check decks, documents and mail in PATHS against the approved messaging.

    PATHS are files, and folders with all that is under them. What was found is kept for msgcheck report: of decks and
    documents the sentences found, of mail no words. Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could
    not check, or not keep it where --store or the settings name the place.
    """
    from msgcheck.reading.dispatch import no_such_file
    from msgcheck.reading.files import find_files
    from msgcheck.report.formats import renderer_for_file, renderer_named
    from msgcheck.report.interface import ReportOptions

    writers = [(path, renderer_for_file(str(path))) for path in options["outputs"]]
    found = find_files(paths)
    scanned = _scan(paths, found, options)
    report = scanned.report
    shown = ReportOptions(
        width=shutil.get_terminal_size().columns,
        color=wants_color(chosen=options["color"]),
        show_all=options["show_all"],
        new_only=options["new_only"],
        conflicts=len(scanned.record.conflicts),
    )
    click.echo(renderer_named(options["output_format"]).render(report, shown), nl=False, color=True)
    for path, renderer in writers:
        write_whole(path, renderer.render(report, shown))
        if not options["quiet"]:
            click.echo(f"wrote {path}", err=True)
    # The report is out by now: nothing that happens to the store can lose it.
    if not options["no_store"]:
        _keep(scanned)
    if found.missing:
        raise no_such_file(found.missing)
    return exit_code(report, fail_on=scanned.settings.fail_on, strict=options["strict"])


def exit_code(report: Report, *, fail_on: str, strict: bool) -> int:
    """Return 0, 1 or 2 for a report; 2 outranks 1."""
    unreadable = [skipped for skipped in report.skipped if skipped.known_type]
    if strict and unreadable:
        return EXIT_COULD_NOT_CHECK
    if fail_on == "none":
        return EXIT_CLEAN
    bar = Severity(fail_on).rank
    raised = (finding for finding in report.findings if not finding.known and finding.lane in {"ask", "suggest"})
    return EXIT_FINDINGS if any(finding.severity.rank >= bar for finding in raised) else EXIT_CLEAN


def _scan(paths: tuple[Path, ...], found: FoundFiles, options: dict[str, Any]) -> _Scanned:
    """Return the report, with what is known marked, and what is kept of the scan."""
    from msgcheck.assembly import build_checker, build_stages, own_files, settings_for
    from msgcheck.feedback.decisions_file import decisions_path, read_decisions
    from msgcheck.feedback.scan_record import ScanRecorder
    from msgcheck.findings.known import apply_known, is_accepted, read_baseline, read_silences
    from msgcheck.findings.last_scan import keep_last_scan
    from msgcheck.messaging.load import load_messaging
    from msgcheck.reading.dispatch import read_files

    created = now()
    as_of: date | None = options["as_of"]
    settings = settings_for(
        paths,
        cwd=Path.cwd(),
        environ=os.environ,
        overrides={key: options[key] for key in ("messaging", "fail_on", "baseline", "store")},
        audience=chosen_audience(options),
        config=options["config"],
    )
    messaging = load_messaging(settings.messaging)
    baseline = read_baseline(settings.baseline) if settings.baseline else None
    silences = read_silences(settings.silences)
    read_decisions(decisions_path(settings.messaging))  # a mistake in it is told before anything is read
    stages = build_stages(settings, use_cache=not options["no_cache"])
    checker = build_checker(messaging, settings, stages, today=as_of or created.date(), as_of=as_of)
    recorder = ScanRecorder(
        messaging,
        vectors=checker.vectors,
        today=as_of or created.date(),
        as_of=as_of,
        file_day=_file_days(found.files, created),
        least=checker.thresholds.note,
    )
    ours = own_files(settings, messaging)
    files = [file for file in found.files if file.named or file.path.resolve() not in ours]
    with _progress(quiet=options["quiet"]) as observer:
        results = read_files(files, limits=settings.reading, own_domains=messaging.company.domains, observer=observer)
        report = checker.check_results(chain(_missing(found), results), created=created, keep=recorder.keep)
    if not report.documents:
        raise InputError(
            "nothing could be read", where=", ".join(str(path) for path in paths), hint=_why_nothing(report)
        )
    today = as_of or created.date()
    report = apply_known(report, baseline=baseline, silences=silences, today=today)
    record = recorder.scan(report, is_accepted=partial(is_accepted, silences=silences, day=today))
    report = _with_decisions(report, messaging, settings, use_store=not options["no_store"])
    keep_last_scan(report, words=settings.keep_text != "none")
    return _Scanned(report=report, record=record, settings=settings)


def _with_decisions(report: Report, messaging: Messaging, settings: Settings, *, use_store: bool) -> Report:
    """Return the report with what marketing decided; a store that cannot be opened leaves decisions.yaml to say so."""
    from msgcheck.assembly import open_store_for
    from msgcheck.feedback.decisions_file import decisions_path
    from msgcheck.feedback.known_decisions import with_decisions

    path = decisions_path(settings.messaging)
    if use_store:
        try:
            with open_store_for(settings) as store:
                return with_decisions(report, messaging, path=path, store=store)
        except StoreError as err:
            _log.info("decisions are read from %s alone: %s", path.name, err)
    return with_decisions(report, messaging, path=path, store=None)


def _keep(scanned: _Scanned) -> None:
    """Keep a scan in the store; where nobody named one, a store that cannot be written is no failure of the scan.

    Raises:
        StoreError: the store that the settings or the command line name cannot be written.
    """
    from msgcheck.assembly import open_store_for

    try:
        with open_store_for(scanned.settings) as store:
            store.keep_scan(scanned.record)
    except StoreError as err:
        if scanned.settings.store:
            raise
        click.echo(f"msgcheck: this scan is not kept for msgcheck report: {err}", err=True)


def _file_days(files: tuple[FoundFile, ...], created: datetime) -> Callable[[DocumentId], date | None]:
    """Return what tells the day a file was last written."""
    paths = {file.id: file.path for file in files}

    def day(document: DocumentId) -> date | None:
        try:
            written_s = paths[document].stat().st_mtime
        except (KeyError, OSError):
            return None
        return datetime.fromtimestamp(written_s, tz=created.tzinfo).date()

    return day


def _missing(found: FoundFiles) -> tuple[Skipped, ...]:
    """Return what to say of paths that do not exist; the others are scanned all the same."""
    return tuple(
        Skipped(id=DocumentId(path), format="", reason="there is no such file or folder") for path in found.missing
    )


def _why_nothing(report: Report) -> str:
    """Return what stood in the way, in one line."""
    if not report.skipped:
        return "the folder holds no file"
    first = report.skipped[0]
    more = f", and {len(report.skipped) - 1} more" if len(report.skipped) > 1 else ""
    return f"{first.id}: {first.reason}{more}"


class _Bar:
    """Shows on stderr how many files are done."""

    def __init__(self) -> None:
        self._bar: Any = None

    def started(self, files: int) -> None:
        """Draw the empty bar."""
        self._bar = click.progressbar(length=files, label="checking", file=sys.stderr)
        self._bar.__enter__()

    def finished(self, file: object) -> None:  # noqa: ARG002
        """Move on by one file."""
        self._bar.update(1)

    def close(self) -> None:
        """Leave the bar as it is and end its line."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)


@contextmanager
def _progress(*, quiet: bool) -> Iterator[_Bar | None]:
    """Give an observer that shows progress, None where nobody looks."""
    if not wants_progress(quiet=quiet):
        yield None
        return
    bar = _Bar()
    try:
        yield bar
    finally:
        bar.close()
