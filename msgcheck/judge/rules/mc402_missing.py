"""MC402: missing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from msgcheck.codes import Label
from msgcheck.identity import normalised
from msgcheck.judge.dated import says_it
from msgcheck.judge.interface import Case
from msgcheck.records import CURRENT, Audience, Judgement, Message, MessageId, Reason, Required, Statement

MIN_SLIDES = 8
"""Shorter decks are exempt."""
MIN_LIKENESS = 80
"""Likeness in per cent from which a statement is taken for the line in slightly other words."""
MIN_LENGTH = 0.7
"""Share of the line's length below which a statement is only a part of it."""
_SLIDE = re.compile(r"\bslide (\d+)\b")


class Missing:
    """A line that is required here is absent.

    Required: the disclaimer on results, in every deck of eight slides or more; the footnote a message names in `with`.
    Found:    nowhere in the document.

    Lets pass: short decks, mail that has attachments (the line may stand there), a line that is there in other words.

    Known misses: a line that is there and cannot be read, because it is in a picture.
    """

    code = "MC402"
    label = Label.MISSING

    def check(self, case: Case) -> tuple[Judgement, ...]:
        """Return one judgement for each line that is missing."""
        if not any(statement.judged for statement in case.statements):
            return ()
        missing: dict[tuple[MessageId, str], Statement | None] = {}
        for required in case.messaging.required:
            message = case.messaging.message(required.message)
            if message and _applies(required, case) and not _present(message, case, case.statements):
                missing[message.id, _whole(case)] = None
        for footnote, statement in _footnotes(case):
            place = _slide_of(statement) or _whole(case)
            nearby = [other for other in case.statements if _slide_of(other) == _slide_of(statement)]
            if (footnote.id, _whole(case)) not in missing and not _present(footnote, case, nearby):
                missing.setdefault((footnote.id, place), statement)
        return tuple(self._judgement(case, message_id, place) for message_id, place in missing)

    def _judgement(self, case: Case, message_id: MessageId, place: str) -> Judgement:
        """Return the judgement for one missing line."""
        return Judgement(
            statement=Statement(text="", document=case.document.id, location=place),
            label=self.label,
            score=0.97,
            message_id=message_id,
            reasons=(Reason(code=self.code, what="a required line is missing", score=0.97),),
        )


def _applies(required: Required, case: Case) -> bool:
    """Return whether a line is required in this document."""
    if case.document.family not in required.in_:
        return False
    if case.document.family == "deck" and _slides(case) < MIN_SLIDES:
        return False
    if case.document.mail is not None and any(
        item.kind == "attachments" and item.found for item in case.document.unread
    ):
        return False
    return all(_holds(key, values, case) for key, values in required.when)


def _holds(key: str, values: tuple[str, ...], case: Case) -> bool:
    """Return whether one condition holds; of what is unknown nothing is required."""
    if key == "mentions":
        return any(
            re.search(rf"(?<!\w){re.escape(normalised(value))}(?!\w)", normalised(statement.text))
            for value in values
            for statement in case.statements
            if statement.judged
        )
    return getattr(case.audience, key, "") in values if key in Audience.__dataclass_fields__ else False


def _footnotes(case: Case) -> Iterable[tuple[Message, Statement]]:
    """Yield each disclaimer that a statement's message asks for, with the statement."""
    for judgement in case.judgements:
        match = judgement.match
        if match is None or match.wording.source not in CURRENT or judgement.statement.hidden or not says_it(match):
            continue
        message = case.messaging.message(judgement.message_id)
        for footnote_id in message.with_ if message else ():
            footnote = case.messaging.message(footnote_id)
            if footnote is not None:
                yield footnote, judgement.statement


def _present(message: Message, case: Case, statements: Iterable[Statement]) -> bool:
    """Return whether a line stands among these statements, judged or not, in its own words or in others."""
    said = {
        judgement.statement.ordinal
        for judgement in case.judgements
        if judgement.message_id == message.id and judgement.label is Label.CONSISTENT
    }
    texts = [
        normalised(text) for text in (message.text, *(variant.text for variant in message.variants), *message.same)
    ]
    nearby = list(statements)
    shortest = MIN_LENGTH * min(len(text) for text in texts)
    # A line of several sentences stands in as many statements.
    found = [*(normalised(statement.text) for statement in nearby), normalised(" ".join(s.text for s in nearby))]
    return any(statement.ordinal in said and len(statement.text) >= shortest for statement in nearby) or any(
        _holds_line(statement, text) for statement in found for text in texts
    )


def _holds_line(statement: str, line: str) -> bool:
    """Return whether a statement holds a line, alone or among other words, and not only a part of it."""
    if len(statement) < MIN_LENGTH * len(line):
        return False
    return fuzz.partial_ratio(line, statement) >= MIN_LIKENESS or fuzz.token_sort_ratio(line, statement) >= MIN_LIKENESS


def _slides(case: Case) -> int:
    """Return the number of slides."""
    numbers = [int(match[1]) for block in case.document.blocks if (match := _SLIDE.search(block.location))]
    return max(numbers, default=0)


def _slide_of(statement: Statement) -> str:
    """Return `slide 3` for a statement on a slide, "" elsewhere."""
    match = _SLIDE.search(statement.location)
    return match[0] if match else ""


def _whole(case: Case) -> str:
    """Return the words for a place that is no place."""
    return {"deck": "whole deck", "email": "whole mail"}.get(case.document.family, "whole document")
