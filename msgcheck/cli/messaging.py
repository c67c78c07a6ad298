"""`msgcheck messaging`: look after the approved messaging itself."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from msgcheck.cli.help_options import HELP
from msgcheck.cli.options import Day, messaging_options, now
from msgcheck.errors import MessagingError

if TYPE_CHECKING:
    from datetime import date

    from msgcheck.config import Settings
    from msgcheck.house.interface import LintItem
    from msgcheck.records import Messaging


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


def _settings(options: dict[str, Any], path: Path | None = None) -> Settings:
    from msgcheck.config import load_settings

    named = path or options["messaging"]
    return load_settings(Path.cwd(), os.environ, {"messaging": named}, config=options["config"])


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
