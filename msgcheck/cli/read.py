"""`msgcheck read`: what is read of documents and what is not, with nothing judged."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import click

from msgcheck.cli.help_options import HELP
from msgcheck.errors import InputError
from msgcheck.reading.dispatch import no_such_file, read_files
from msgcheck.reading.files import FoundFiles, find_files
from msgcheck.records import Document, DocumentId, ReadResult, Skipped
from msgcheck.report.read_report import document_line, overview


@click.command(context_settings=HELP)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATHS...")
@click.option("--as", "read_as", type=click.Choice(["mail"]), help="Read texts without headers as bodies of mails.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="An overview for people, or one line of JSON for each document.",
)
@click.option("--text", "show_text", is_flag=True, help="Show the text as well, piece by piece with its location.")
@click.option("--own-domain", "own_domains", multiple=True, metavar="DOMAIN", help="A mail domain of ours; repeatable.")
def command(
    paths: tuple[Path, ...],
    *,
    read_as: str | None,
    output_format: str,
    show_text: bool,
    own_domains: tuple[str, ...],
) -> None:
    """Show what is read of PATHS and what is not; nothing is judged.

    PATHS are files, and folders with all that is under them. The exit code is 0, or 2 where a path does
    not exist or nothing could be read.
    """
    found = find_files(paths)
    read = read_files(found.files, as_mail=read_as == "mail", own_domains=own_domains)
    results = chain(_missing(found), read)
    as_json = output_format == "json"
    anything = _write_json(results) if as_json else _write_overview(results, show_text=show_text)
    if found.missing:
        raise no_such_file(found.missing)
    if not anything:
        raise InputError(_nothing(found))


def _missing(found: FoundFiles) -> Iterator[Skipped]:
    """Yield what to say of paths that do not exist, so that the report has a line for every path."""
    for path in found.missing:
        suffix = Path(path).suffix.removeprefix(".").lower()
        yield Skipped(id=DocumentId(path), format=suffix, reason="there is no such file or folder")


def _write_json(results: Iterable[ReadResult]) -> bool:
    """Write the documents line by line, then what lies inside them; return whether anything was read."""
    inside: list[str] = []
    anything = False
    for result in results:
        anything = anything or isinstance(result, Document)
        line = document_line(result)
        if result.parent is None:
            click.echo(line)
        else:
            inside.append(line)
    for line in inside:
        click.echo(line)
    return anything


def _write_overview(results: Iterable[ReadResult], *, show_text: bool) -> bool:
    """Write the overview; return whether anything was read."""
    shown = tuple(results)
    click.echo(overview(shown, width=shutil.get_terminal_size().columns, show_text=show_text), nl=False)
    return any(isinstance(result, Document) for result in shown)


def _nothing(found: FoundFiles) -> str:
    if found.empty and not found.files:
        return f"there is no file to read in {', '.join(found.empty)}"
    return "none of the files could be read"
