"""`msgcheck check`: one draft before it is sent; soft, quick, with the line to paste."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
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
    has_fixed_clock,
    messaging_options,
    now,
    wants_color,
)
from msgcheck.errors import InputError, MsgcheckError
from msgcheck.records import OverrideReason
from msgcheck.state_folder import state_folder

if TYPE_CHECKING:
    from msgcheck.config import Settings
    from msgcheck.presend.draft_checker import Draft

_log = logging.getLogger(__name__)
_STDIN = Path("-")
_REASONS = tuple(reason.key for reason in OverrideReason)


@click.command(context_settings=HELP)
@click.argument("draft", default="-", type=click.Path(path_type=Path, allow_dash=True), metavar="[DRAFT|-]")
@click.option("--for", "persona_for", metavar="PERSONA", help="Whom you write to; short for --persona.")
@click.option("--to", "recipients", multiple=True, metavar="ADDRESS", help="A recipient, beside those the draft names.")
@click.option(
    "--attach",
    "attached",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file that goes with the draft; may be repeated.",
)
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
@click.option(
    "--override",
    type=click.Choice(_REASONS),
    help="Send all the same, and say why; counted without your name and your words.",
)
@click.option(
    "--tell-marketing", is_flag=True, help="With --override: give these sentences to marketing, not your name."
)
@click.option("--store", metavar="URL", help="Where --override is counted.  [default: the store scans go to]")
@messaging_options
@as_of_option
@audience_options
@color_option
def command(draft: Path, **options: Any) -> int:
    """Check a DRAFT before it is sent: a mail, a text, or any document; - reads stdin.

    Only what should not go out as it stands is shown first, three at most; the rest waits behind one line. An empty
    draft passes. Exit codes: 0 nothing to ask or --override, 1 something to look at before sending, 2 could not check.
    """
    from msgcheck.report.draft_report import draft_json, draft_text

    if options["tell_marketing"] and not options["override"]:
        raise click.UsageError("--tell-marketing goes with --override REASON")
    settings = _settings(draft, options)
    check = _checked(_draft(draft, settings, options), settings, options)
    if options["output_format"] == "json":
        click.echo(draft_json(check))
    else:
        width = shutil.get_terminal_size().columns
        color = wants_color(chosen=options["color"])
        click.echo(draft_text(check, width=width, color=color, show_all=options["show_all"]), nl=False, color=True)
    if options["override"]:
        _override(check["ask"], settings, options)
        return EXIT_CLEAN
    return EXIT_FINDINGS if check["interrupts"] else EXIT_CLEAN


def _settings(draft: Path, options: Mapping[str, Any]) -> Settings:
    """Return the settings that hold for one draft, whomever it speaks to."""
    from msgcheck.assembly import settings_for

    return settings_for(
        () if draft == _STDIN else (draft,),
        cwd=Path.cwd(),
        environ=os.environ,
        overrides={"messaging": options["messaging"], "store": options["store"]},
        audience=chosen_audience(options) | {"persona": None},
        config=options["config"],
    )


def _checked(draft: Draft, settings: Settings, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return what to tell the writer of one draft, as `draft_object` gives it."""
    from msgcheck.presend.resident import Resident
    from msgcheck.report.draft_report import draft_object

    persona = options["persona_for"] or options["persona"] or ""
    answered = _by_service(draft, settings, options, persona)
    if answered is not None:
        return answered
    resident = Resident(settings, clock=now, use_cache=not options["no_cache"], as_of=options["as_of"])
    return draft_object(resident.check(draft, persona=persona))


def _by_service(draft: Draft, settings: Settings, options: Mapping[str, Any], persona: str) -> dict[str, Any] | None:
    """Return what a running `msgcheck serve` says of a draft, None where it would not judge it just as we do."""
    from msgcheck.service.unix_client import ServiceSilent, ServiceSocket

    if options["no_cache"] or options["as_of"] or has_fixed_clock():
        return None
    try:
        return ServiceSocket(state_folder()).checked(draft, settings, persona=persona)
    except ServiceSilent as err:
        _log.info("checked without the service: %s", err)
        return None


def _draft(path: Path, settings: Settings, options: Mapping[str, Any]) -> Draft:
    """Return the draft in a file or on stdin, with the files that go with it.

    Raises:
        InputError: there is no such file, or it cannot be opened.
    """
    from msgcheck.presend.draft_checker import Draft
    from msgcheck.records import DocumentId

    if path == _STDIN:
        data, name, id_ = sys.stdin.buffer.read(), options["stdin_name"], options["stdin_name"]
    else:
        data, name, id_ = _content(path, "no such draft", "name a file, or - for stdin"), path.name, str(path)
    attached: list[tuple[str, bytes]] = []
    unread: list[str] = []
    for file in options["attached"]:
        if file.is_file() and file.stat().st_size > settings.reading.max_bytes:
            unread.append(f"{file.name}: it is too large ({file.stat().st_size / 1e6:,.0f} MB)")
        else:
            attached.append((file.name, _content(file, "no such file", "name a file that goes with the draft")))
    return Draft(
        data=data,
        name=name,
        id=DocumentId(id_),
        recipients=options["recipients"],
        attached=tuple(attached),
        unread=tuple(unread),
    )


def _content(path: Path, missing: str, hint: str) -> bytes:
    """Return the bytes of a file.

    Raises:
        InputError: there is none, or it cannot be opened.
    """
    if not path.is_file():
        raise InputError(missing, where=str(path), hint=hint)
    try:
        return path.read_bytes()
    except OSError as err:
        raise InputError(f"it cannot be opened: {err.strerror}", where=str(path)) from err


def _override(asked: Sequence[Mapping[str, Any]], settings: Settings, options: Mapping[str, Any]) -> None:
    """Count that each finding is sent past; the mail goes even where that cannot be kept."""
    from msgcheck.assembly import open_store_for
    from msgcheck.messaging.load import load_messaging
    from msgcheck.presend.answers import override

    reason = OverrideReason.of(options["override"])
    if reason is None or not asked:
        return
    kept: dict[str, None] = {}
    try:
        messaging = load_messaging(settings.messaging)
        with open_store_for(settings) as store:
            for finding in asked:
                sentence = finding["found"] if options["tell_marketing"] else ""
                said = override(
                    store,
                    messaging,
                    code=finding["code"],
                    message_id=finding["message_id"],
                    reason=reason,
                    day=now().date(),
                    sentence=sentence,
                )
                kept.setdefault(said)
    except MsgcheckError as err:
        click.echo(f"msgcheck: the reason is not counted: {err}", err=True)
    for said in kept:
        click.echo(said, err=True)
