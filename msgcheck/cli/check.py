"""`msgcheck check`: one draft before it is sent; soft, quick, with the line to paste."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import replace
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
    from msgcheck.config import ReadingLimits
    from msgcheck.records import Document, ReadResult, Report


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
    from msgcheck.report.draft_report import draft_json, draft_text
    from msgcheck.report.verdict import verdict_of

    report, forwarded_lines = _check(draft, options)
    verdict = verdict_of(report, forwarded_lines=forwarded_lines)
    if options["output_format"] == "json":
        click.echo(draft_json(verdict))
    else:
        width = shutil.get_terminal_size().columns
        color = wants_color(chosen=options["color"])
        click.echo(draft_text(verdict, width=width, color=color, show_all=options["show_all"]), nl=False, color=True)
    return EXIT_FINDINGS if verdict.ask else EXIT_CLEAN


def _check(draft: Path, options: dict[str, Any]) -> tuple[Report, int]:
    """Return the report on one draft, and how many lines of others it passes on."""
    from msgcheck.assembly import build_checker, build_stages, settings_for
    from msgcheck.findings.known import apply_known, read_silences
    from msgcheck.messaging.load import load_messaging
    from msgcheck.records import Document

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
    today = as_of or created.date()
    # A draft is judged by today's messaging, whatever date its header carries.
    checker = build_checker(messaging, settings, stages, today=today, as_of=today)
    results = [
        _addressed(result, options["recipients"]) if isinstance(result, Document) else result
        for result in _read(draft, options["stdin_name"], settings.reading)
    ]
    report = checker.check_results(results, created=created, draft=True)
    if not report.documents:
        reason = report.skipped[0].reason if report.skipped else "it holds no text"
        raise InputError(f"the draft cannot be read: {reason}", where=str(draft))
    report = apply_known(report, baseline=None, silences=read_silences(settings.silences), today=today)
    return report, sum(map(_forwarded_lines, results))


def _read(draft: Path, stdin_name: str, limits: ReadingLimits) -> Iterable[ReadResult]:
    """Return what is read of a draft; text without headers is the body of a mail."""
    from msgcheck.reading.dispatch import read_bytes
    from msgcheck.reading.interface import FileInfo
    from msgcheck.records import DocumentId

    if str(draft) == "-":
        data, name = sys.stdin.buffer.read(), stdin_name
    else:
        if not draft.is_file():
            raise InputError("no such draft", where=str(draft), hint="name a file, or - for stdin")
        data, name = draft.read_bytes(), draft.name
    suffix = Path(name).suffix.lower()
    info = FileInfo(id=DocumentId(name if str(draft) == "-" else str(draft)), name=name, limits=limits)
    return read_bytes(data, replace(info, as_mail=suffix in {".txt", ""}), named=True)


def _forwarded_lines(result: ReadResult) -> int:
    """Return how many lines of others a document passes on."""
    from msgcheck.records import Document, Role

    if not isinstance(result, Document):
        return 0
    return sum(block.role is Role.FORWARDED and bool(block.text.strip()) for block in result.blocks)


_TEXTS = frozenset({"txt", "html", "md", "rtf"})


def _addressed(document: Document, recipients: tuple[str, ...]) -> Document:
    """Return a draft with the recipients named on the command line, where it names none.

    A text is the body of a mail, whatever its format: of it nothing is remembered as a vector.
    """
    from msgcheck.records import MailHeaders

    if document.parent is not None or not (recipients or document.format in _TEXTS):
        return document
    headers = document.mail or MailHeaders()
    if headers.recipients:
        return document
    return replace(document, mail=replace(headers, recipients=tuple(address.lower() for address in recipients)))
