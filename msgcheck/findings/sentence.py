"""The sentence under a finding: what changed, since when or by which source, what to do.

At most 30 words, without code, score or linguists' term. It is built of short parts: the change and the
action are always there, the source joins them while there is room.
"""

from __future__ import annotations

import re
from datetime import date
from typing import assert_never

from msgcheck.codes import Label
from msgcheck.findings.figure_pairs import changed_figures
from msgcheck.findings.figure_writing import bounded
from msgcheck.findings.mend import about_the_same
from msgcheck.findings.own_terms import OwnTerms
from msgcheck.findings.severity_of_unsupported import is_merely_uncovered
from msgcheck.findings.wordings import never_say_entry, retired_entry
from msgcheck.records import BlockKind, Document, InternalOnly, Judgement, Message, Messaging, Source, Statement
from msgcheck.validity import last_day, not_before

MAX_WORDS = 30
_SLIDE = "This slide says"
_WHAT_WORDS = 14
_SOURCE_WORDS = 9
_START_WORDS = 7
_SAID_ALREADY = re.compile(r"(?:it|no approved line|a required line|repeats it)\b[^(\"]*(?:\((?P<words>[^)]*)\))?$")
"""Reasons that only repeat what the code means; what they name in brackets is worth showing."""
_APPROVED_FOR = "it is approved for "
_MONTHS = "January February March April May June July August September October November December".split()


def speaker_for(document: Document) -> str:
    """Return how a report begins its sentence about this document: "This slide says" and the like."""
    return {"deck": _SLIDE, "email": "This mail says"}.get(document.family, "This document says")


def sentence_for(judgement: Judgement, messaging: Messaging, *, speaker: str) -> str:
    """Return the sentence under a finding, at most 30 words.

    Args:
        judgement: what was found; the `what` of its first reason is shown.
        messaging: where sources, dates and owners are looked up.
        speaker: how it begins: "You write" before sending, "This slide says" in a report.
    """
    change, source, action = _parts(judgement, messaging, _speaker_at(judgement.statement, speaker))
    return _joined(change, source, action)


def held_back_sentence(judgement: Judgement, messaging: Messaging, *, speaker: str) -> str:
    """Return the sentence under a finding whose approved line may not be used today either."""
    change, source, _ = _parts(judgement, messaging, _speaker_at(judgement.statement, speaker))
    return _joined(change, source, "The approved line may not be used today either")


def other_readers_sentence(judgement: Judgement, *, speaker: str) -> str:
    """Return the sentence under a figure that is approved neither so nor, as compared with, for these readers."""
    who = _speaker_at(judgement.statement, speaker)
    return _joined(f"{who} a figure that is not approved for these readers", "", "Use the line that is")


def own_terms_sentence(terms: OwnTerms) -> str:
    """Return the sentence under an offer to one customer: what the list says, and which limit is passed."""
    listed = ", ".join(terms.listed)
    if terms.broken is None:
        return _joined("These are your own terms", "", f"List is {listed}")
    name, limit = terms.broken
    passed = {"min": "Below what", "max": "Above what", "max_discount": "A larger discount than"}.get(
        name, "Beyond what"
    )
    return _joined(f"{passed} you may offer ({limit}); list is {listed}", "", f"Ask {terms.owner or 'marketing'} first")


def long_date(day: date) -> str:
    """Return a day as people write it: 1 March 2027."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _speaker_at(statement: Statement, speaker: str) -> str:
    """Return how a sentence about this statement begins: a slide's notes are not the slide."""
    return "These notes say" if statement.kind is BlockKind.NOTES and speaker == _SLIDE else speaker


def _using(speaker: str) -> str:
    """Return the speaker with what it does with a line rather than with what it says: "You use"."""
    who, verb = speaker.rsplit(" ", 1)
    return f"{who} {'uses' if verb == 'says' else 'use'}"


def _parts(judgement: Judgement, messaging: Messaging, speaker: str) -> tuple[str, str, str]:
    """Return (what changed, source or date, what to do); the middle may be empty."""
    message = messaging.message(judgement.message_id)
    what = _what(judgement)
    source = _source(message)
    match judgement.label:
        case Label.CONTRADICTS:
            return f"{speaker} the opposite of the approved line{what}", source, "Use the approved line"
        case Label.FIGURE_CHANGED:
            return _figure_parts(judgement, message, speaker, source)
        case Label.OVERSTATED:
            return f"{speaker} more than is approved{what}", source, "Say it as approved"
        case Label.UNDERSTATED:
            return f"{speaker} less than is approved{what}", source, "You may use the full line"
        case Label.REFRAMED:
            return f"{speaker} something other than the approved line{what}", source, "Make the approved point"
        case Label.OUTDATED:
            return _outdated_parts(judgement, messaging, speaker)
        case Label.FORBIDDEN:
            return _forbidden_parts(judgement, messaging, speaker)
        case Label.INTERNAL:
            return _internal_parts(judgement, messaging)
        case Label.EMBARGOED | Label.EXPIRED:
            return _dated_parts(judgement, message, speaker)
        case Label.UNSUPPORTED:
            if is_merely_uncovered(judgement):
                return "Our messaging does not cover this yet", "", "Marketing may have a line for it"
            change = f"{speaker} something no approved line backs{what}"
            return change, "", "Leave it out, or ask marketing for a source"
        case Label.REFERENCE:
            change = f"{speaker} more about a customer than it has cleared{what}"
            return change, "", "Leave the name out, or ask for permission first"
        case Label.ABOUT_COMPETITOR:
            change = f"{speaker} something about a competitor that is not approved{what}"
            return change, "", "Leave it out, or say whose view it is"
        case Label.WRONG_TERM:
            return f"A name we do not use{what}", "", "Use the right name throughout"
        case Label.MISSING:
            name = f'The line "{_short(message.text, _START_WORDS)}"' if message is not None else "A required line"
            return f"{name} has to stand here and is missing", source, "Add the approved line"
        case Label.WRONG_AUDIENCE:
            return _audience_parts(judgement, speaker)
        case Label.CONSISTENT | Label.NOT_A_CLAIM:
            return f"{speaker} what is approved", "", "Nothing to do"
        case Label.NOT_JUDGED:
            return "This could not be judged", "", "Have somebody read it"
        case _:
            assert_never(judgement.label)


def _figure_parts(judgement: Judgement, message: Message | None, speaker: str, source: str) -> tuple[str, str, str]:
    pairs = changed_figures(judgement)
    if not pairs:
        return f"{speaker} another figure than is approved{_what(judgement)}", source, "Use the approved figure"
    pair = pairs[0]
    line = judgement.match.wording.text if judgement.match is not None else ""
    approved = bounded(pair.approved, line)
    found = bounded(pair.found, judgement.statement.text)
    if found == approved:  # only what it is counted per was changed
        return f"{speaker} another figure than is approved{_what(judgement)}", source, "Use the approved figure"
    if not about_the_same(judgement):
        return f"{speaker} {found}; the approved line says {approved}", source, "Check which one is meant"
    evidence = f"our source ({_short(message.evidence, _SOURCE_WORDS)})" if message and message.evidence else ""
    backing = f"{evidence} supports" if evidence else "the approved figure is"
    change = f"{speaker} {found}; {backing} {approved}"
    return change, "" if evidence else source, f'Write "{approved}" instead'


def _outdated_parts(judgement: Judgement, messaging: Messaging, speaker: str) -> tuple[str, str, str]:
    retired = retired_entry(judgement, messaging)
    change = f"{_using(speaker)} a line that was retired"
    if retired is None:
        return change + _what(judgement), "", "Use the current line"
    if retired.retired_on is not None:
        change += f" on {long_date(retired.retired_on)}"
    because = f"The reason: {_short(retired.because, _SOURCE_WORDS)}" if retired.because else ""
    current = messaging.message(retired.replaced_by)
    return change + _what(judgement), because, "Use the current line" if current is not None else "Take it out"


def _forbidden_parts(judgement: Judgement, messaging: Messaging, speaker: str) -> tuple[str, str, str]:
    entry = never_say_entry(judgement, messaging)
    change = f"{speaker} what we must never say"
    if entry is None:
        return change + _what(judgement), "", "Take it out"
    why = f"The reason: {_short(entry.because, _WHAT_WORDS)}" if entry.because else ""
    return change, why, "Use the approved line instead" if messaging.message(entry.instead) else "Take it out"


def _audience_parts(judgement: Judgement, speaker: str) -> tuple[str, str, str]:
    """Return parts that name the readers a line is approved for."""
    what = judgement.reasons[0].what if judgement.reasons else ""
    if what.startswith(_APPROVED_FOR):
        change = f"{_using(speaker)} wording {what.removeprefix('it is ')}"
    else:
        change = f"{_using(speaker)} wording meant for someone else{_what(judgement)}"
    return change, "", "Use the line for these readers"


def _internal_parts(judgement: Judgement, messaging: Messaging) -> tuple[str, str, str]:
    """Return parts that name id and owner only: the text and the writer's words stay unsaid."""
    entry = _internal_entry(judgement, messaging)
    name = f'"{entry.id}"' if entry is not None else f'"{judgement.message_id}"' if judgement.message_id else "a note"
    owner = entry.owner if entry is not None else None
    change = f"This repeats {name}, which must not leave the company"
    return change, "", f"Take it out, or ask {owner}" if owner else "Take it out"


def _internal_entry(judgement: Judgement, messaging: Messaging) -> InternalOnly | None:
    entry_id = judgement.message_id
    if judgement.match is not None and judgement.match.wording.source is Source.INTERNAL_ONLY:
        entry_id = judgement.match.wording.id
    return next((entry for entry in messaging.internal_only if entry.id == entry_id), None)


def _dated_parts(judgement: Judgement, message: Message | None, speaker: str) -> tuple[str, str, str]:
    wording = judgement.match.wording.approved if judgement.match is not None else None
    owner = (wording.owner if wording is not None else None) or (message.owner if message is not None else None)
    if judgement.label is Label.EMBARGOED:
        first = not_before(message, wording)
        if first is None:
            return f"{_using(speaker)} a line that may not be used yet", "", "Keep it back for now"
        return f"{_using(speaker)} a line that may not be used before {long_date(first)}", "", "Keep it back until then"
    until = last_day(message, wording)
    change = f"{_using(speaker)} a line that is no longer valid"
    if until is not None:
        change = f"{_using(speaker)} a line that was valid until {long_date(until)}"
    return change, "", f"Take it out, or ask {owner} for the current one" if owner else "Take it out"


def _what(judgement: Judgement) -> str:
    """Return ": what changed" from the strongest reason, shortened, or ""."""
    if not judgement.reasons:
        return ""
    reason = max(judgement.reasons, key=lambda entry: entry.score)
    what = reason.what.strip().rstrip(".")
    said = _SAID_ALREADY.match(what)
    if said is not None:
        what = said["words"] or ""
    return f": {_short(what, _WHAT_WORDS)}" if what else ""


def _source(message: Message | None) -> str:
    if message is None:
        return ""
    if message.evidence:
        return f"Source: {_short(message.evidence, _SOURCE_WORDS)}"
    if message.valid_from is not None:
        return f"Approved since {long_date(message.valid_from)}"
    return ""


def _short(text: str, max_words: int) -> str:
    words = text.strip().rstrip(".").split()
    return " ".join(words) if len(words) <= max_words else " ".join(words[:max_words]) + " …"


def _joined(change: str, source: str, action: str) -> str:
    """Return the parts as sentences within the limit: the source goes first, then words of the change."""
    room = MAX_WORDS - len(action.split())
    if source and len(change.split()) + len(source.split()) <= room:
        change = f"{change}. {source}"
    if len(change.split()) > room:
        change = _short(change, room - 1)
    return f"{_sentence(change)} {_sentence(action)}"


def _sentence(text: str) -> str:
    text = text.rstrip()
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
