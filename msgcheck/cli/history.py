"""`msgcheck history`: what the store keeps, for how long, and of whom."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from msgcheck.cli.help_options import HELP
from msgcheck.cli.options import now, store_option, stored_settings
from msgcheck.cli.span_command import SpanCommand
from msgcheck.cli.whole_files import write_whole
from msgcheck.errors import InputError
from msgcheck.in_words import and_list, day_in_words, number_of
from msgcheck.records import Erased, Pruned

_F = TypeVar("_F", bound=Callable[..., Any])


def _config_option(command: _F) -> _F:
    return click.option(
        "--config",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        help="Settings file.  [default: the nearest msgcheck.yaml or pyproject.toml]",
    )(command)


def _source_options(command: _F) -> _F:
    """Add --author and --mailbox."""
    for option in (
        click.option("--mailbox", metavar="PATH", help="Mailbox or folder as it was scanned, and all below it."),
        click.option("--author", metavar="NAME", help="Name or address as the documents have it."),
    ):
        command = option(command)
    return command


@click.group(context_settings=HELP)
def command() -> None:
    """Look after what is kept of scans: for how long, and of whom."""


@command.command(cls=SpanCommand, context_settings=HELP)
@click.option(
    "--keep",
    default="18m",
    show_default=True,
    metavar="18m",
    help="How long is kept: days, weeks, months or years (90d, 26w, 18m, 2y).",
)
@click.option("--dry-run", is_flag=True, help="Say what would go, and remove nothing.")
@_config_option
@store_option
def prune(*, keep: str, dry_run: bool, **options: Any) -> None:
    """Remove what is older than --keep.

    Scans go after that time, and documents that none of the later scans found, with all that was found in them.
    Sentences go by the day of their document, also where the document stays; those the setting keep_text no longer
    keeps go at once. Words to marketing, warnings sent past and findings called wrong go too. What marketing decided
    stays. The last scan and the cache forget the same words.
    """
    from msgcheck.feedback.retention import first_day_kept
    from msgcheck.feedback.retention import prune as prune_all

    before = first_day_kept(keep, now().date())
    pruned = prune_all(stored_settings(options), before=before, dry_run=dry_run)
    day = day_in_words(before)
    if not pruned.total:
        click.echo(f"Nothing is kept from before {day}.")
        return
    if went := _what_went(pruned):
        click.echo(f"{'Would remove' if dry_run else 'Removed'} what is from before {day}: {went}.")
    if pruned.sentences:
        sentences = number_of(pruned.sentences, "sentence of a finding", "sentences of a finding")
        click.echo(f"{'Would forget' if dry_run else 'Forgot'} {sentences} in documents that stay.")


@command.command(context_settings=HELP)
@_source_options
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.json",
    help="Write it to FILE.json.  [default: stdout]",
)
@_config_option
@store_option
def export(*, author: str | None, mailbox: str | None, output: Path | None, **options: Any) -> None:
    """Give all that is kept of one author or one mailbox, as JSON.

    A person may stand under a name in documents and under an address in mail: "Kim Example <kim@company.example>" asks
    for both. What is kept as a hash only is named, and cannot be given. Where nothing is kept, the file says so and the
    exit code is 0.
    """
    from msgcheck.assembly import open_store_for
    from msgcheck.record_json import export_to_json

    with open_store_for(stored_settings(options)) as store:
        kept = store.export(author=author, mailbox=mailbox)
    if not kept.total:
        click.echo(_nothing_kept(author, mailbox), err=True)
    if output is None:
        click.echo(export_to_json(kept), nl=False)
        return
    write_whole(output, export_to_json(kept))
    click.echo(f"wrote {output}", err=True)


@command.command(context_settings=HELP)
@_source_options
@click.option("--yes", is_flag=True, help="Do not ask.")
@_config_option
@store_option
def erase(*, author: str | None, mailbox: str | None, yes: bool, **options: Any) -> None:
    """Remove all that is kept of one author or one mailbox.

    Documents go with all that was found in them; so does what their author told marketing by name. Everything else
    stays. The last scan and the vectors in the cache are forgotten as a whole. It cannot be undone, and a scan that
    finds the documents again keeps them again. Where nothing is kept, it says so and the exit code is 0.
    """
    from msgcheck.feedback.retention import erase as erase_all

    settings = stored_settings(options)
    if not yes:
        would_go = erase_all(settings, author=author, mailbox=mailbox, dry_run=True)
        if would_go.total and not _agreed(would_go):
            click.echo("Nothing was removed.")
            return
    erased = erase_all(settings, author=author, mailbox=mailbox)
    click.echo(f"Removed {_what_went(erased)}." if erased.total else _nothing_kept(author, mailbox))


def _agreed(would_go: Erased) -> bool:
    """Return whether the user agrees that this goes.

    Raises:
        InputError: nobody is there to be asked.
    """
    if not sys.stdin.isatty():
        raise InputError(f"this would remove {_what_went(would_go)}", hint="say --yes where nobody can be asked")
    return click.confirm(f"This removes {_what_went(would_go)}, for good. Go on?", err=True)


def _what_went(gone: Pruned | Erased) -> str:
    """Return "2 scans, 3 documents and 7 findings"; "" where none of these went."""
    counts: list[tuple[int, str, str]]
    match gone:
        case Pruned():
            counts = [
                (gone.scans, "scan", ""),
                (gone.documents, "document", ""),
                (gone.findings, "finding", ""),
                (gone.told, "word to marketing", "words to marketing"),
                (gone.overrides, "count of warnings sent past", "counts of warnings sent past"),
                (gone.offered, "sentence given to marketing", "sentences given to marketing"),
            ]
        case Erased():
            counts = [
                (gone.documents, "document", ""),
                (gone.places, "place", ""),
                (gone.findings, "finding", ""),
                (gone.conflict_sides, "side of a conflict", "sides of a conflict"),
                (gone.unread, "note of what could not be read", "notes of what could not be read"),
                (gone.told, "word to marketing", "words to marketing"),
            ]
    counts += [(gone.disputes, "finding called wrong", "findings called wrong"), (gone.deals, "deal", "")]
    return and_list([number_of(count, one, many) for count, one, many in counts if count])


def _nothing_kept(author: str | None, mailbox: str | None) -> str:
    if author is not None:
        return f'Nothing is kept under the author "{author}"; write the name or address as the documents have it.'
    return f'Nothing is kept under the mailbox "{mailbox}"; write the path as it was scanned.'
