"""`msgcheck check`: one draft before it is sent; soft, quick, with the line to paste."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from msgcheck.cli.help_options import HELP
from msgcheck.cli.main import EXIT_CLEAN, EXIT_FINDINGS
from msgcheck.cli.options import (
    as_of_option,
    audience_options,
    chosen_audience,
    color_option,
    messaging_options,
    now,
    wants_color,
)
from msgcheck.errors import InputError

if TYPE_CHECKING:
    from msgcheck.presend.draft_checker import Draft
    from msgcheck.report.verdict import Verdict


@click.command(context_settings=HELP)
@click.argument("draft", default="-", type=click.Path(path_type=Path, allow_dash=True), metavar="[DRAFT|-]")
@click.option("--for", "persona_for", metavar="PERSONA", help="Whom you write to; short for --persona.")
@click.option("--to", "recipients", multiple=True, metavar="ADDRESS", help="A recipient of a draft that names none.")
@click.option(
    "--stdin-name",
    default="draft.txt",
    show_default=True,
    help="Name that tells the format of what comes on stdin: mail.eml, note.html.",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for a mail client.",
)
@click.option("--all", "show_all", is_flag=True, help="Show what waits behind the quiet line, too.")
@messaging_options
@as_of_option
@audience_options
@color_option
def command(draft: Path, **options: Any) -> int:
    """Check a DRAFT before it is sent: a mail, a text, or any document; - reads stdin.

    Only what should not go out as it stands is shown first, three at most; the rest waits behind one line.
    Exit codes: 0 nothing to ask, 1 something to look at before sending, 2 could not check.
    """
    from msgcheck.report.draft_report import draft_json, draft_object, draft_text

    verdict = draft_object(_check(draft, options))
    if options["output_format"] == "json":
        click.echo(draft_json(verdict))
    else:
        width = shutil.get_terminal_size().columns
        color = wants_color(chosen=options["color"])
        click.echo(draft_text(verdict, width=width, color=color, show_all=options["show_all"]), nl=False, color=True)
    return EXIT_FINDINGS if verdict["interrupts"] else EXIT_CLEAN


def _check(draft: Path, options: dict[str, Any]) -> Verdict:
    """Return what to tell the writer of one draft."""
    from msgcheck.assembly import build_stages, settings_for
    from msgcheck.messaging.load import load_messaging
    from msgcheck.presend.draft_checker import DraftChecker

    created, as_of = now(), options["as_of"]
    values = chosen_audience(options)
    values["persona"] = options["persona_for"] or values["persona"]
    settings = settings_for(
        () if str(draft) == "-" else (draft,),
        cwd=Path.cwd(),
        environ=os.environ,
        overrides={"messaging": options["messaging"]},
        audience=values,
        config=options["config"],
    )
    messaging = load_messaging(settings.messaging)
    stages = build_stages(settings, use_cache=not options["no_cache"])
    checker = DraftChecker(messaging, settings, stages, today=as_of or created.date())
    return checker.check(_read(draft, options), created=created)


def _read(draft: Path, options: dict[str, Any]) -> Draft:
    """Return the draft in a file or on stdin.

    Raises:
        InputError: there is no such file.
    """
    from msgcheck.presend.draft_checker import Draft
    from msgcheck.records import DocumentId

    if str(draft) == "-":
        data, name, id_ = sys.stdin.buffer.read(), options["stdin_name"], options["stdin_name"]
    elif draft.is_file():
        data, name, id_ = draft.read_bytes(), draft.name, str(draft)
    else:
        raise InputError("no such draft", where=str(draft), hint="name a file, or - for stdin")
    return Draft(data=data, name=name, id=DocumentId(id_), recipients=options["recipients"])
