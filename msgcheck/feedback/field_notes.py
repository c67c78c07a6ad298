"""Back to the field: a short note for each decision, ready to send.

Marketing answers what the field said, so that people see that it was heard: what they said, what holds from now on,
and why. The notes speak to all of sales or to a team, never of a person. They go to many, so a line that is not out yet
is neither handed on nor quoted: until its day it is to be kept back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from msgcheck.feedback.decision_words import as_sentence, readers_of
from msgcheck.feedback.groups_shown import OTHER
from msgcheck.feedback.public_lines import text_key
from msgcheck.feedback.sensitive import names_in
from msgcheck.feedback.shown_words import TOO_EARLY, ShownWords
from msgcheck.feedback.standing import merged_entry
from msgcheck.in_words import day_in_words
from msgcheck.records import Answer, Decision, Divergence, Messaging
from msgcheck.validity import not_before

_INTERNAL = "MC203"
_NEVER_QUOTED = frozenset({_INTERNAL, "MC302", "MC303"})
"""Internal lines, and what is said of customers and competitors."""
_FEWEST_SOURCES = 2
"""What only one says would tell everybody who it was."""
_KEEP_TELLING = 'Keep telling us what customers say: msgcheck tell MESSAGE "...".'


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldNote:
    """What marketing tells the field about one decision."""

    title: str
    decided_on: date
    you_said: str
    """XYZ; "" where no text is kept or it must not be shown."""
    answer: str
    """What holds from now on, and why."""
    line: str
    """The wording to use from now on; "" where there is none."""
    answers_for: str
    """Who answers questions: the owner of the message; "" where the messaging names nobody."""


def field_notes(
    decisions: Iterable[Decision],
    divergences: Sequence[Divergence],
    messaging: Messaging,
    *,
    today: date,
    since: date | None = None,
    team: str = "",
) -> tuple[FieldNote, ...]:
    """Return a note for each decision that the field has to know of, latest first.

    What is only watched is left out: nothing changes for anybody.

    Args:
        decisions: in force.
        divergences: what they were decided on; a decision on one that is not there is told without its sentence.
        messaging: as it is now.
        today: day of the notes; lines that are not out yet on it are left out.
        since: first day of decision to tell; None for all.
        team: a decision on what is known to be said in other teams only is left out.
    """
    by_id = {name: divergence for divergence in divergences for name in (divergence.id, *divergence.aliases)}
    told = [
        (decision, by_id.get(decision.divergence))
        for decision in decisions
        if decision.answer is not Answer.WATCH and (since is None or decision.decided_on >= since)
    ]
    words = ShownWords.of(messaging, today)
    notes = [
        _note(decision, divergence, messaging, words, today=today)
        for decision, divergence in told
        if _concerns(divergence, team)
    ]
    return tuple(sorted(notes, key=lambda note: (-note.decided_on.toordinal(), note.title, note.you_said)))


def notes_as_markdown(notes: Sequence[FieldNote], *, team: str = "") -> str:
    """Return the notes as one message to send, which reads well as plain text too."""
    greeting = f"Hello {team} team," if team else "Hello everybody,"
    if not notes:
        return f"{greeting}\n\nnothing new was decided on our wording.\n"
    counted = "one wording" if len(notes) == 1 else f"{len(notes)} wordings"
    lines = [
        greeting,
        "",
        f"marketing looked at how you say things, and decided on {counted}. Thank you for what you showed us.",
        "",
    ]
    for note in notes:
        lines += [f"## {note.title}", ""]
        lines += [f"You said: “{note.you_said}”", ""] if note.you_said else []
        lines += [note.answer, ""]
        lines += [f"> {note.line}", ""] if note.line else []
        owner = f"Questions? Ask {note.answers_for}. " if note.answers_for else ""
        lines += [f"{owner}Decided on {day_in_words(note.decided_on)}.", ""]
    return "\n".join([*lines, _KEEP_TELLING]) + "\n"


def _concerns(divergence: Divergence | None, team: str) -> bool:
    """Return whether a note is for a team; where it is not known who says it, it is for all."""
    if not team or divergence is None or not divergence.spread.by_team:
        return True
    names = {name.casefold() for name, _ in divergence.spread.by_team}
    return team.casefold() in names or OTHER in names


def _note(
    decision: Decision, divergence: Divergence | None, messaging: Messaging, words: ShownWords, *, today: date
) -> FieldNote:
    secret = decision.code == _INTERNAL
    message = messaging.message(decision.message_id)
    said = divergence.said if divergence is not None else None
    approved = (divergence.approved if divergence is not None else "") or (message.text if message else "")
    merged = merged_entry(decision, messaging)
    line = merged.text if merged is not None and decision.answer is Answer.ADOPT else approved
    starts = _first_days_ahead(decision, line, messaging, today=today)
    too_early = decision.code == TOO_EARLY and (bool(starts) or message is None)
    is_held_back = too_early or words.is_held_back(decision.message_id, line)
    decision = decision if words.prose(decision.reason) else replace(decision, reason="")
    if is_held_back:
        answer, line = _kept_back(decision, max(starts, default=None), is_old=message is None and not too_early), ""
    else:
        answer, line = _answer(decision, "" if secret else approved, merged=merged is not None)
    quoted = decision.wording or (said if said and _may_be_quoted(said, divergence, messaging) else "")
    owner = divergence.owner if divergence is not None else (message.owner or "" if message else "")
    return FieldNote(
        title=decision.message_id or "Not covered by our messaging",
        decided_on=decision.decided_on,
        you_said="" if is_held_back or words.is_held_back(None, quoted) else quoted,
        answer=answer,
        line=line,
        answers_for=owner,
    )


def _first_days_ahead(decision: Decision, line: str, messaging: Messaging, *, today: date) -> list[date]:
    """Return the days from which a line may be used, where they are still to come.

    Of what was said too early it is not known which wording of the message it was, so all of them count.
    """
    entries = [(message, one) for message in messaging.messages for one in (message, *message.variants)]
    concerned = [
        (message, one)
        for message, one in entries
        if text_key(line) in map(text_key, (one.text, *one.same))
        or (decision.code == TOO_EARLY and message.id == decision.message_id)
    ]
    days = [not_before(message, one) for message, one in concerned]
    return [day for day in days if day is not None and day > today]


def _may_be_quoted(said: str, divergence: Divergence | None, messaging: Messaging) -> bool:
    """Return whether a sentence of the field may go round: not an internal one, one's alone, or one on a customer."""
    if divergence is None or divergence.code in _NEVER_QUOTED or divergence.spread.sources < _FEWEST_SOURCES:
        return False
    names = [name for customer in messaging.customers for name in (customer.name, *customer.aliases)]
    return not names_in(said, names)


def _answer(decision: Decision, approved: str, *, merged: bool) -> tuple[str, str]:
    """Return (what holds from now on and why, the line to use)."""
    because = f" {_sentence(decision.reason)}" if decision.reason else ""
    readers = readers_of(decision)
    use = "Please use this line:" if approved else "Please leave it out."
    match decision.answer:
        case Answer.ADOPT | Answer.ADOPT_FOR if not merged:
            for_whom = f" for {readers}" if readers else ""
            return f"Marketing has taken it up{for_whom}; please wait until it is approved.{because}", ""
        case Answer.ADOPT:
            return f"From now on that is the approved line for everybody.{because}", ""
        case Answer.ADOPT_FOR:
            return (
                f"From now on that is approved for {readers}.{because} Elsewhere, please keep to this line:",
                approved,
            )
        case Answer.TEST:
            until = f" until {day_in_words(decision.review_by)}" if decision.review_by else ""
            for_whom = f" with {readers}" if readers else ""
            return f"You may try it{for_whom}{until}; tell us how it lands.{because}", ""
        case Answer.REJECT:
            return f"We looked at it and decided not to take it up.{because} {use}", approved
        case Answer.FIX | Answer.WATCH:
            return f"This needs putting right in decks and templates.{because} {use}", approved
        case _:
            assert_never(decision.answer)


def _kept_back(decision: Decision, starts: date | None, *, is_old: bool) -> str:
    """Return what holds until a line is out.

    Args:
        decision: on a line that is not out yet, or on one it takes the place of.
        starts: first day of the line; None where it is not known.
        is_old: whether what is said is an old line or one ruled out, and the line to say instead is not out yet.
    """
    because = f" {_sentence(decision.reason)}" if decision.reason else ""
    until = day_in_words(starts) if starts is not None else "marketing hands it out"
    if is_old:
        from_then = f"comes on {until}" if starts is not None else "is not out yet"
        return f"{_seen(decision)}{because} Please leave it out; the line to say instead {from_then}."
    return f"{_seen(decision)}{because} Keep it back until {until}."


def _seen(decision: Decision) -> str:
    """Return what marketing decided, without saying that it may be used."""
    readers = readers_of(decision)
    match decision.answer:
        case Answer.ADOPT | Answer.ADOPT_FOR:
            return f"Marketing has taken it up{f' for {readers}' if readers else ''}."
        case Answer.TEST:
            return f"Marketing wants to try it{f' with {readers}' if readers else ''}."
        case Answer.REJECT:
            return "We looked at it and decided not to take it up."
        case Answer.FIX | Answer.WATCH:
            return "This needs putting right in decks and templates."
        case _:
            assert_never(decision.answer)


def _sentence(text: str) -> str:
    """Return a reason as a sentence of its own."""
    return as_sentence(text[:1].upper() + text[1:])
