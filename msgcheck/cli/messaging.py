"""`msgcheck messaging`: look after the approved messaging itself."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from msgcheck.cli.help_options import HELP
from msgcheck.cli.options import Day, as_of_option, messaging_options, now, store_option
from msgcheck.errors import InputError, MessagingError

if TYPE_CHECKING:
    from datetime import date

    from msgcheck.config import Settings
    from msgcheck.house.impact import Impact
    from msgcheck.house.interface import LintItem
    from msgcheck.records import DocumentId, Messaging


@click.group(context_settings=HELP)
def command() -> None:
    """Look after the approved messaging itself."""


@command.command(context_settings=HELP)
@click.argument("path", required=False, type=click.Path(path_type=Path))
@messaging_options
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="One line for each item, or one JSON object.",
)
@click.option("--strict", is_flag=True, help="Fail on warnings, too.")
@click.option("--quick", is_flag=True, help="Load no model: compare messages by letters, leave examples untried.")
@click.option("--today", type=Day(), metavar="YYYY-MM-DD", help="Compare dates with this day.  [default: today]")
@click.pass_context
def lint(
    ctx: click.Context, /, path: Path | None, *, output_format: str, strict: bool, quick: bool, **options: Any
) -> None:
    """Say what is wrong or missing in the messaging (PATH, or --messaging), with its place.

    The exit code is 0, or 2 where there is an error, with --strict also where there is a warning.
    """
    from msgcheck.house.interface import Level
    from msgcheck.house.lint_report import items_of_mistakes, lint_json, lint_lines, lint_summary

    settings = _settings(options, path)
    try:
        items = _lint(_load(settings), settings, options["today"] or now().date(), quick=quick)
    except MessagingError as err:
        items = items_of_mistakes(err.mistakes)
    click.echo(lint_json(items) if output_format == "json" else lint_lines(items), nl=False)
    click.echo(f"{settings.messaging}: {lint_summary(items)}", err=True)
    failing = {Level.ERROR, Level.WARNING} if strict else {Level.ERROR}
    if any(item.level in failing for item in items):
        ctx.exit(2)


@command.command(context_settings=HELP)
@click.argument("entry_id", required=False, metavar="[ID]")
@messaging_options
@click.option("--internal", is_flag=True, help="Show the text of internal_only entries, too.")
def show(entry_id: str | None, *, internal: bool, **options: Any) -> None:
    """Show the messaging, or the entry with this ID, with variants, proof, validity and owner."""
    from msgcheck.house.show import show as show_messaging

    click.echo(show_messaging(_load(_settings(options)), entry_id, internal=internal), nl=False)


@command.command(context_settings=HELP)
def schema() -> None:
    """Print the JSON Schema of messaging files, for editors that check while you type."""
    from msgcheck.messaging.json_schema import json_schema

    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


@command.command(context_settings=HELP)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@messaging_options
@click.option("--format", "_format", type=click.Choice(["xlsx"]), default="xlsx", show_default=True, help="Of FILE.")
@click.option("--with-internal", is_flag=True, help="Put internal_only entries in, too.")
@click.option("--force", is_flag=True, help="Replace FILE if it is there already.")
def export(file: Path, *, _format: str, with_internal: bool, force: bool, **options: Any) -> None:
    """Write the messaging to FILE, one sheet a section; `init --from FILE` makes a folder of it again."""
    from msgcheck.house.export import export_xlsx

    messaging = _load(_settings(options))
    export_xlsx(messaging, file, with_internal=with_internal, force=force)
    click.echo(f"wrote {file}", err=True)
    if messaging.internal_only and not with_internal:
        click.echo(f"left out {len(messaging.internal_only)} internal_only entries (--with-internal)", err=True)


@command.command(context_settings=HELP)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATHS...]")
@click.option(
    "--against",
    required=True,
    metavar="FOLDER|REF",
    help="The messaging before the change: a folder, or a branch, tag or commit of its git repository.",
)
@messaging_options
@store_option
@as_of_option
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or one JSON object.",
)
def impact(paths: tuple[Path, ...], *, against: str, output_format: str, **options: Any) -> None:
    """Show which documents become divergent, or clean, by a change of the messaging.

    The documents in the store are read anew, marketing's own first, or those in PATHS; each is checked by the
    messaging as it was (--against main) and as it is in your working folder. Nothing is stored.
    """
    from msgcheck.house.impact_report import impact_json, impact_text

    found = _impact(paths, against, options)
    if output_format == "json":
        click.echo(impact_json(found, against=against), nl=False)
    else:
        click.echo(impact_text(found, against=against, width=shutil.get_terminal_size().columns), nl=False)


def _impact(paths: tuple[Path, ...], against: str, options: dict[str, Any]) -> Impact:
    """Return the impact of the messaging in the working folder."""
    from msgcheck.assembly import build_checker, build_stages, own_files
    from msgcheck.findings.known import apply_known, read_silences
    from msgcheck.house.impact import impact as impact_of
    from msgcheck.house.versions import messaging_at
    from msgcheck.reading.dispatch import no_such_file, read_files
    from msgcheck.reading.files import find_files

    created, as_of = now(), options["as_of"]
    today = as_of or created.date()
    settings = _settings(options)
    after = _load(settings)
    before = messaging_at(against, settings.messaging)
    chosen, gone = (paths, ()) if paths else _stored_files(settings)
    found = find_files(chosen)
    if found.missing:
        raise no_such_file(found.missing)
    ours = own_files(settings, after)
    files = [file for file in found.files if file.path.resolve() not in ours]
    stages = build_stages(settings, use_cache=not options["no_cache"])
    silences = read_silences(settings.silences)
    return impact_of(
        read_files(files, limits=settings.reading, own_domains=after.company.domains),
        before=build_checker(before, settings, stages, today=today, as_of=as_of),
        after=build_checker(after, settings, stages, today=today, as_of=as_of),
        created=created,
        gone=gone,
        known=lambda report: apply_known(report, baseline=None, silences=silences, today=today),
    )


def _stored_files(settings: Settings) -> tuple[tuple[Path, ...], tuple[DocumentId, ...]]:
    """Return the files of the documents in the store, and the documents whose files are gone.

    Raises:
        InputError: there is no document in the store.
    """
    from msgcheck.assembly import open_store_for
    from msgcheck.house.impact import files_of

    with open_store_for(settings) as store:
        found = files_of(store.documents())
    if not found.paths and not found.gone:
        raise InputError("the store holds no document", hint="run msgcheck scan first, or name PATHS")
    return found.paths, found.gone


def _settings(options: dict[str, Any], path: Path | None = None) -> Settings:
    from msgcheck.config import load_settings

    named = path or options["messaging"]
    overrides = {"messaging": named, "store": options.get("store")}
    return load_settings(Path.cwd(), os.environ, overrides, config=options["config"])


def _load(settings: Settings) -> Messaging:
    from msgcheck.messaging.load import load_messaging

    return load_messaging(settings.messaging)


def _lint(messaging: Messaging, settings: Settings, today: date, *, quick: bool) -> tuple[LintItem, ...]:
    """Return the lint items, with the models of the settings unless it shall be quick."""
    from msgcheck.house.lint import lint as lint_messaging
    from msgcheck.segment.interface import Segmenter

    personas = tuple(dict.fromkeys(entry.persona for entry in settings.documents if entry.persona))
    segmenter: Segmenter
    if quick:
        from msgcheck.segment.plain_segmenter import PlainSegmenter

        segmenter = PlainSegmenter()
        return lint_messaging(
            messaging, segmenter=segmenter, today=today, soon_days=settings.soon_days, personas=personas
        )
    from msgcheck.assembly import build_checker, build_stages

    stages = build_stages(settings, use_cache=False)
    checker = build_checker(messaging, settings, stages, today=today)
    return lint_messaging(
        messaging,
        segmenter=stages.segmenter,
        today=today,
        soon_days=settings.soon_days,
        personas=personas,
        embedder=stages.embedder,
        judge_text=checker.judge_text,
    )
