"""`msgcheck watch`: drafts and templates are checked as they change."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
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
    wants_color,
)

if TYPE_CHECKING:
    from msgcheck.watching.outcome import Outcome
    from msgcheck.watching.watcher import Watcher

_MIN_POLL_S = 0.1


@click.command(context_settings=HELP)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATHS...")
@click.option("--once", is_flag=True, help="Check all that is there and end, as for cron.")
@click.option("--from-now", is_flag=True, help="Leave what is there unchecked until it changes.")
@click.option(
    "--poll",
    "poll_s",
    type=click.FloatRange(min=_MIN_POLL_S),
    metavar="SECONDS",
    help="Look this often instead of waiting for events, which network folders do not send.",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or one line of JSON a file.",
)
@click.option("--all", "show_all", is_flag=True, help="Show what waits behind the quiet line, too.")
@click.option("--strict", is_flag=True, help="With --once, exit with 2 where any file could not be checked.")
@messaging_options
@as_of_option
@audience_options
@color_option
@click.option("--quiet", "-q", is_flag=True, help="No summary on stderr.")
def command(paths: tuple[Path, ...], **options: Any) -> int:
    """Check drafts and templates in PATHS whenever one changes, until Ctrl+C.

    PATHS are folders with all that is under them, Maildirs, and single files. What is there is checked first; after
    that each file a moment after it was saved, and everything when the messaging changes. In a Maildir only mail of
    your company's domains is checked. Nothing is kept. Exit codes with --once: 0 nothing to ask, 1 something to look
    at, 2 could not check.
    """
    from msgcheck.reading.dispatch import no_such_file

    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise no_such_file(missing)
    if options["once"] and options["from_now"]:
        raise click.UsageError("--once checks what is there, --from-now leaves it: choose one")
    watcher = _watcher(paths, options)
    told = _Told(write=_writer(options))
    if options["once"]:
        told.all(watcher.all_there())
        _say(told.summary(), quiet=options["quiet"])
        return _exit_code(told, strict=options["strict"])
    with suppress(KeyboardInterrupt):  # how a watch ends
        _watch(watcher, paths, told, options)
    return EXIT_CLEAN


@dataclass(slots=True, kw_only=True)
class _Told:
    """Prints outcomes and counts them."""

    write: Callable[[Outcome], str]
    checked: int = 0
    asked: int = 0
    not_checked: int = 0

    def all(self, outcomes: Iterable[Outcome]) -> None:
        """Print each outcome as it comes."""
        from msgcheck.watching.outcome import Checked

        for outcome in outcomes:
            if isinstance(outcome, Checked):
                self.checked += 1
                self.asked += outcome.verdict.interrupts
            else:
                self.not_checked += 1
            text = self.write(outcome)
            if text:
                click.echo(text, nl=False, color=True)

    def summary(self) -> str:
        """Return what it came to, in one line."""
        files = f"{self.checked} {'file' if self.checked == 1 else 'files'} checked"
        not_checked = f", {self.not_checked} not checked" if self.not_checked else ""
        return f"{files}{not_checked}; something to ask in {self.asked}."


def _watcher(paths: tuple[Path, ...], options: dict[str, Any]) -> Watcher:
    """Return the watcher of the paths, its messaging read."""
    from msgcheck.assembly import settings_for
    from msgcheck.presend.resident import Resident
    from msgcheck.watching.watcher import Watcher

    settings = settings_for(
        paths,
        cwd=Path.cwd(),
        environ=os.environ,
        overrides={"messaging": options["messaging"]},
        audience=chosen_audience(options),
        config=options["config"],
    )
    resident = Resident(settings, clock=now, use_cache=not options["no_cache"], as_of=options["as_of"])
    return Watcher(paths, resident)


def _watch(watcher: Watcher, paths: tuple[Path, ...], told: _Told, options: dict[str, Any]) -> None:
    """Print what comes of each change, for ever."""
    from msgcheck.watching.nudges import Clock, FileEvents

    if options["from_now"]:
        watcher.take_as_known()
    else:
        told.all(watcher.all_there())
        _say(told.summary(), quiet=options["quiet"])
    _say("Watching; Ctrl+C ends.", quiet=options["quiet"])
    stop = threading.Event()
    nudges = Clock(options["poll_s"], stop=stop) if options["poll_s"] else FileEvents(paths, stop=stop)
    with closing(nudges):
        told.all(watcher.changes(nudges, stop=stop))


def _writer(options: dict[str, Any]) -> Callable[[Outcome], str]:
    """Return what turns an outcome into the text that is printed."""
    from msgcheck.watching.outcome_report import outcome_json, outcome_text

    if options["output_format"] == "json":
        return outcome_json
    width, color = shutil.get_terminal_size().columns, wants_color(chosen=options["color"])
    return lambda outcome: outcome_text(outcome, width=width, color=color, show_all=options["show_all"])


def _say(line: str, *, quiet: bool) -> None:
    if not quiet:
        click.echo(line, err=True)


def _exit_code(told: _Told, *, strict: bool) -> int:
    """Return 0, 1 or 2; 2 outranks 1. A folder without a draft is fine, one of which nothing can be read is not."""
    if told.not_checked and (strict or not told.checked):
        return EXIT_COULD_NOT_CHECK
    return EXIT_FINDINGS if told.asked else EXIT_CLEAN
