"""`msgcheck say`: approved lines that fit, with proof, validity and the objection answered."""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING, Any

import click

from msgcheck.cli.help_options import HELP
from msgcheck.cli.options import as_of_option, messaging_options, now, stored_settings
from msgcheck.errors import InputError
from msgcheck.in_words import day_in_words

if TYPE_CHECKING:
    from msgcheck.house.say import Line


@click.command(context_settings=HELP)
@click.argument("question", nargs=-1, required=True, metavar="QUESTION...")
@click.option("--for", "persona", default="", metavar="PERSONA", help="Whom the line is for.")
@click.option("--most", default=5, show_default=True, type=click.IntRange(1, 50), help="How many lines to show.")
@messaging_options
@as_of_option
def command(question: tuple[str, ...], **options: Any) -> None:
    """Show approved lines that fit QUESTION, ready to paste.

    For example: msgcheck say "roi for a retail cfo"

    Only lines that answer are shown as answers. Where none does, that is said, and the nearest follow.
    """
    from msgcheck.assembly import build_stages
    from msgcheck.embed.cache import CachedEmbedder
    from msgcheck.house.say import say
    from msgcheck.messaging.load import load_messaging

    asked = " ".join(question)
    if not asked.strip():
        raise InputError("there is no question", hint='for example: msgcheck say "roi for a retail cfo"')
    settings = stored_settings(options)
    messaging = load_messaging(settings.messaging)
    stages = build_stages(settings, use_cache=not options["no_cache"])
    said = say(
        asked,
        messaging,
        stages.embedder,
        approved_embedder=CachedEmbedder(stages.embedder, stages.cache) if stages.cache is not None else None,
        day=options["as_of"] or now().date(),
        persona=options["persona"],
        most=options["most"],
    )
    width = shutil.get_terminal_size().columns
    if not said.lines:
        click.echo("Nothing approved about that; nearest:\n" if said.nearest else "Nothing approved about that.")
    for line in (*said.lines, *said.nearest):
        click.echo("\n".join(_shown(line, width)) + "\n")
    if not said.lines:
        click.echo("If customers ask for it, tell marketing: msgcheck tell MESSAGE TEXT --customers-ask-instead")


def _shown(line: Line, width: int) -> list[str]:
    """Return one line as text: the wording first, what backs it beneath."""
    approved, message = line.approved, line.message
    rows = [
        ("proof", approved.evidence or message.evidence or ""),
        ("answers", "; ".join(approved.answers or message.answers)),
        ("use when", approved.use_when or message.use_when or ""),
        ("for", ", ".join((*approved.persona, *approved.segment, *approved.region))),
        ("until", day_in_words(message.valid_until) if message.valid_until else ""),
        ("beside it", " / ".join(line.disclaimers)),
        ("source", f"{message.id}{f', owner {message.owner}' if message.owner else ''}"),
    ]
    shown = textwrap.wrap(line.text, width)
    for label, text in rows:
        if text:
            first = f"    {label:<10}"
            shown.extend(textwrap.wrap(text, width, initial_indent=first, subsequent_indent=" " * len(first)))
    return shown
