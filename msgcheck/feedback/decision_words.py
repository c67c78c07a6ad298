"""Decisions in words for people: what was decided, when and why."""

from __future__ import annotations

from msgcheck.in_words import and_list, day_in_words
from msgcheck.records import Answer, Decision

_WORDS = {
    Answer.ADOPT: "adopted on {day}",
    Answer.ADOPT_FOR: "adopted for {readers} on {day}",
    Answer.TEST: "being tested{for_readers} until {review_by}, decided on {day}",
    Answer.WATCH: "being watched, decided on {day}",
    Answer.REJECT: "rejected on {day}",
    Answer.FIX: "to be fixed in the field, decided on {day}",
}

_KEYS = {"approved_by": "an approval"}
"""Keys of the messaging files that are no words."""


def readers_of(decision: Decision) -> str:
    """Return for whom an answer holds, "retail" or "cfo in retail"; "" where it holds for everybody."""
    return " in ".join(part for part in (decision.persona, decision.segment) if part)


def decision_in_words(decision: Decision) -> str:
    """Return what was decided, when and why: "rejected on 3 October 2026: no study backs it"."""
    readers = readers_of(decision)
    words = _WORDS[decision.answer].format(
        day=day_in_words(decision.decided_on),
        readers=readers,
        for_readers=f" for {readers}" if readers else "",
        review_by=day_in_words(decision.review_by) if decision.review_by else "further notice",
    )
    waiting = f"; waiting for {waiting_in_words(decision)}" if decision.waiting_for else ""
    reason = decision.reason.removesuffix(".")  # the sentence it stands in has a full stop of its own
    return f"{words}{f': {reason}' if reason else ''}{waiting}"


def waiting_in_words(decision: Decision) -> str:
    """Return what an adopted wording still waits for: "the patch to be merged and an approval"; "" for nothing."""
    return and_list([_KEYS.get(what, what) for what in decision.waiting_for])


def as_sentence(text: str) -> str:
    """Return a text with a full stop, unless it ends in a mark of its own."""
    return text if text.endswith((".", "!", "?")) else f"{text}."
