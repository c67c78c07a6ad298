"""`msgcheck tell`: a seller's word to marketing on one message, and marketing's answer to it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from msgcheck.cli.help_options import HELP
from msgcheck.cli.options import now, store_option, stored_settings
from msgcheck.errors import InputError
from msgcheck.records import Verdict

if TYPE_CHECKING:
    from msgcheck.feedback.offered import NumberedOffered, SentPast
    from msgcheck.feedback.tell import NumberedTold, ToldOfMessage

_HOW = "msgcheck tell MESSAGE --works, --does-not-land or --customers-ask-instead"


@click.command(context_settings=HELP)
@click.argument("message", required=False, default="", metavar="[MESSAGE]")
@click.argument("text", required=False, default="", metavar="[TEXT]")
@click.option("--works", "verdict", flag_value=Verdict.WORKS.value, help="Customers take it up.")
@click.option("--does-not-land", "verdict", flag_value=Verdict.DOES_NOT_LAND.value, help="Customers do not take it up.")
@click.option(
    "--customers-ask-instead",
    "verdict",
    flag_value=Verdict.CUSTOMERS_ASK_INSTEAD.value,
    help="Customers want to hear something else; say what in TEXT.",
)
@click.option("--name", default="", help="Your name, if you want marketing to have it.  [default: none is kept]")
@click.option("--list", "as_list", is_flag=True, help="List what was told, of MESSAGE or of all, with the answers.")
@click.option("--answer", "number", type=int, metavar="NUMBER", help="Answer what --list gives this number with TEXT.")
@click.option(
    "--messaging",
    type=click.Path(path_type=Path),
    help="File or folder of the approved messaging.  [default: messaging]",
)
@click.option(
    "--config",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Settings file.  [default: the nearest msgcheck.yaml or pyproject.toml]",
)
@store_option
def command(message: str, text: str, **options: Any) -> None:
    """Tell marketing how MESSAGE does with customers: it works, it does not land, or they ask something else.

    For example: msgcheck tell onboarding-time "they ask what it costs to leave" --customers-ask-instead

    TEXT may be left out. No name is kept unless you give one. Marketing answers with --answer NUMBER "..."; the
    answer stands in --list, and in the agenda of the meeting.
    """
    asked = [bool(options["verdict"]), options["as_list"], options["number"] is not None]
    if sum(asked) != 1:
        what = "say how the message does" if not any(asked) else "these options do not go together"
        raise InputError(what, hint=f"{_HOW}; msgcheck tell --list; msgcheck tell --answer NUMBER TEXT")
    if options["number"] is not None:
        _answer(options["number"], " ".join(filter(None, (message, text))), options)
    elif options["as_list"]:
        _list(message, options)
    else:
        _tell(message, text, options)


def _tell(message: str, text: str, options: dict[str, Any]) -> None:
    from msgcheck.assembly import open_store_for
    from msgcheck.feedback.tell import tell
    from msgcheck.messaging.load import load_messaging

    if not message:
        raise InputError("no message is named", hint=_HOW)
    settings = stored_settings(options)
    messaging = load_messaging(settings.messaging)
    with open_store_for(settings) as store:
        told = tell(
            store,
            messaging,
            message=message,
            verdict=Verdict(options["verdict"]),
            text=text,
            name=options["name"],
            day=now().date(),
        )
    kept = "with your name" if told.name else "without a name"
    click.echo(f"Told marketing that {told.message_id} {_said(told.verdict)}, {kept}.")


def _answer(number: int, text: str, options: dict[str, Any]) -> None:
    from msgcheck.assembly import open_store_for
    from msgcheck.feedback.tell import answer

    with open_store_for(stored_settings(options)) as store:
        answered = answer(store, number, text, day=now().date())
    click.echo(f"Answered number {number}, on {answered.message_id}.")


def _list(message: str, options: dict[str, Any]) -> None:
    from msgcheck.assembly import open_store_for
    from msgcheck.feedback.offered import offered_sentences, sent_past, still_open
    from msgcheck.feedback.tell import told_by_message
    from msgcheck.messaging.load import load_messaging

    settings = stored_settings(options)
    messaging = load_messaging(settings.messaging)
    with open_store_for(settings) as store:
        of_messages = told_by_message(store, messaging, message=message)
        given = offered_sentences(store, message=message)
        past = sent_past(store, day=now().date(), message=message)
    offered = still_open(given, messaging)
    told = [one for one in of_messages if one.items]
    if not told and not offered and not past:
        whereof = f" of {message}" if message else ""
        adopted = f"All that was given to marketing{whereof} stands in the messaging by now."
        click.echo(adopted if given else f"Nobody has told anything{whereof} yet.")
        return
    width, today = shutil.get_terminal_size().columns, now().date()
    blocks = [_shown(one, width, today) for one in (of_messages if told else ())]
    if past:
        blocks.append(_sent_past(past, width))
    if offered:
        blocks.append(_offered(offered, width, today))
    click.echo("\n\n".join("\n".join(block) for block in blocks))


def _shown(one: ToldOfMessage, width: int, today: date) -> list[str]:
    """Return what was told of one message: counts first, then each word with its number, age and answer."""
    from msgcheck.report.plain_text import filled

    counts = ", ".join(f"{verdict.value} {count}" for verdict, count in one.counts if count)
    waiting = f"; {one.unanswered} without an answer" if one.unanswered else ""
    lines = filled(f"{one.message_id}: {counts}{waiting}", width=width, rest="  ")
    lines += filled(one.text or "(no longer in the messaging)", width=width, first="  ", rest="  ")
    for item in one.items:
        lines += _item(item, width, today)
    return lines


def _item(item: NumberedTold, width: int, today: date) -> list[str]:
    from msgcheck.report.plain_text import filled

    told = item.told
    words = f': "{told.text}"' if told.text else ""
    by = f", {told.name}" if told.name else ""
    head = f"{item.number:>4}  "
    lines = filled(f"{told.verdict.value}{words} ({_age(told.day, today)}{by})", width=width, first=head, rest=" " * 6)
    if told.answer:
        when = f" ({_age(told.answered_on, today)})" if told.answered_on else ""
        lines += filled(f"marketing: {told.answer}{when}", width=width, first=" " * 6, rest=" " * 8)
    else:
        lines += filled("no answer yet", width=width, first=" " * 6)
    return lines


def _sent_past(counts: Sequence[SentPast], width: int) -> list[str]:
    """Return how often warnings were sent past, and why."""
    from msgcheck.codes import BY_CODE
    from msgcheck.feedback.offered import MONTHS_SHOWN
    from msgcheck.report.plain_text import filled

    lines = [f"Sent past a warning in the last {MONTHS_SHOWN} months:"]
    for one in counts:
        what = BY_CODE[one.code].shown_as if one.code in BY_CODE else one.code
        about = f"{one.message_id}, {what}" if one.message_id else what
        why = ", ".join(f"{reason} {count}" for reason, count in one.by_reason)
        lines += filled(f"{about}: {why}", width=width, first=f"{one.count:>4}  ", rest=" " * 6)
    return lines


def _offered(sentences: Sequence[NumberedOffered], width: int, today: date) -> list[str]:
    """Return the sentences that were given before sending, each with its number and what it was given for."""
    from msgcheck.report.plain_text import filled

    lines = ["Given to marketing before sending:"]
    for item in sentences:
        one = item.offered
        why = f"sent all the same: {one.reason.value}" if one.reason else "proposed as saying the same"
        about = f"{one.message_id}: " if one.message_id else ""
        words = f'{about}"{one.sentence}" ({why}, {_age(one.day, today)})'
        lines += filled(words, width=width, first=f"{item.number:>4}  ", rest=" " * 6)
    if any(item.is_proposal for item in sentences):
        lines += filled("Adopt a proposal with: msgcheck accept --proposed NUMBER --write", width=width)
    return lines


def _said(verdict: Verdict) -> str:
    """Return a verdict as the end of a sentence that begins with the message."""
    match verdict:
        case Verdict.WORKS:
            return "works"
        case Verdict.DOES_NOT_LAND:
            return "does not land"
        case Verdict.CUSTOMERS_ASK_INSTEAD:
            return "is not what customers ask for"


def _age(day: date, today: date) -> str:
    """Return how long ago a day was, in whole days."""
    days = (today - day).days
    match days:
        case 0:
            return "today"
        case 1:
            return "yesterday"
        case _:
            return f"{days} days ago" if days > 0 else f"on {day.isoformat()}"
