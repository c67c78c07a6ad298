"""Back to the field: a short note for each decision, ready to send.

Marketing answers what the field said, so that people see that it was heard: what they said, what holds from now on,
and why. The notes speak to all of sales or to a team, never of a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from msgcheck.feedback.decision_words import as_sentence, readers_of
from msgcheck.feedback.groups_shown import OTHER
from msgcheck.feedback.sensitive import names_in
from msgcheck.feedback.standing import merged_entry
from msgcheck.in_words import day_in_words
from msgcheck.records import Answer, Decision, Divergence, Messaging

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
    since: date | None = None,
    team: str = "",
) -> tuple[FieldNote, ...]:
    """Return a note for each decision that the field has to know of, latest first.

    What is only watched is left out: nothing changes for anybody.

    Args:
        decisions: in force.
        divergences: what they were decided on; a decision on one that is not there is told without its sentence.
        messaging: as it is now.
        since: first day of decision to tell; None for all.
        team: a decision on what is known to be said in other teams only is left out.
    """
    by_id = {name: divergence for divergence in divergences for name in (divergence.id, *divergence.aliases)}
    told = [
        (decision, by_id.get(decision.divergence))
        for decision in decisions
        if decision.answer is not Answer.WATCH and (since is None or decision.decided_on >= since)
    ]
    notes = [_note(decision, divergence, messaging) for decision, divergence in told if _concerns(divergence, team)]
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


def _note(decision: Decision, divergence: Divergence | None, messaging: Messaging) -> FieldNote:
    secret = decision.code == _INTERNAL
    message = messaging.message(decision.message_id)
    said = divergence.said if divergence is not None else None
    approved = (divergence.approved if divergence is not None else "") or (message.text if message else "")
    answer, line = _answer(decision, "" if secret else approved, merged=merged_entry(decision, messaging) is not None)
    owner = divergence.owner if divergence is not None else (message.owner or "" if message else "")
    return FieldNote(
        title=decision.message_id or "Not covered by our messaging",
        decided_on=decision.decided_on,
        you_said=decision.wording or (said if said and _may_be_quoted(said, divergence, messaging) else ""),
        answer=answer,
        line=line,
        answers_for=owner,
    )


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


def _sentence(text: str) -> str:
    """Return a reason as a sentence of its own."""
    return as_sentence(text[:1].upper() + text[1:])
