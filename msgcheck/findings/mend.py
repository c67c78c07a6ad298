"""The writer's own sentence with the smallest repair that puts it right.

Only repairs whose place is known exactly are tried: the right figure in the writer's format, "up to" put
back, the right name, a dropped condition at the end, one word of exaggeration taken out. What comes out is
a proposal: the caller judges it again and shows it only if nothing is left to raise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from msgcheck.codes import Label
from msgcheck.findings.figure_pairs import FigurePair, changed_figures, same_figure
from msgcheck.findings.figure_writing import put_back
from msgcheck.findings.wordings import retired_entry
from msgcheck.identity import normalised
from msgcheck.naming import WrongName, in_form_of, places_of, plural_of, wrong_names
from msgcheck.records import (
    Figure,
    Judgement,
    Message,
    MessageType,
    Messaging,
    Readings,
    Source,
    Tier,
    Token,
)

_MAX_WORDS = 45
_MIN_COVERS = 0.5
"""Share of the wording's content words that a statement has to say; below it the figures are about something else."""
_MIN_COVERS_NAMED = 0.3
"""The same, below which not even the approved figure is named as the one to write."""
_MIN_COVERS_STRICT = 0.8
"""The same where no condition may be lost."""
_FAR = 24
"""How many times longer one span of time may be than another, in other units, and still stand for the same thing."""
_REMOVABLE = re.compile(
    r"(?:guaranteed|always|definitely|absolutely|certainly|completely|totally|truly|easily|instantly|all)",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s)[\s\W]*$")
_END = re.compile(r"\s*[.!?]*\s*$")
_PERIODS = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year"})
_CONDITION_START = re.compile(
    r"(?:on|for|with|if|when|where|while|provided|subject|excluding|except|during|only|within|as long as|after|once)\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"\s*(?:[.,;:)]|$)")
_WORD = re.compile(r"\w[\w.,%€£$-]*\w|[\w%€£$]+")


def mend(judgement: Judgement, messaging: Messaging) -> str | None:
    """Return the statement with the smallest repair, or None where no repair is certain enough to try."""
    if judgement.label is not Label.WRONG_TERM and not _says_enough(judgement, messaging):
        return None
    match judgement.label:
        case Label.FIGURE_CHANGED:
            mended = _figures_put_back(judgement)
        case Label.OVERSTATED | Label.UNDERSTATED:
            mended = _strength_restored(judgement)
        case Label.WRONG_TERM:
            statement = judgement.statement
            mended = right_names(statement.text, messaging, statement.readings.tokens)
        case Label.OUTDATED:
            mended = _brought_up_to_date(judgement, messaging)
        case _:
            return None
    if mended is None or normalised(mended) == normalised(judgement.statement.text):
        return None
    return mended if len(mended.split()) <= _MAX_WORDS else None


def right_names(text: str, messaging: Messaging, tokens: Sequence[Token] = ()) -> str:
    """Return `text` with every wrong or former name and term replaced by the right one.

    Args:
        text: a statement.
        messaging: which names are right.
        tokens: how the statement was analysed, to know where an acronym stands for several.
    """
    places = sorted(places_of(text, wrong_names(messaging)), key=lambda entry: entry[1], reverse=True)
    for name, (start, end) in places:
        text = text[:start] + right_name_at((start, end), text, name, tokens) + text[end:]
    return text


def right_name_at(place: tuple[int, int], text: str, name: WrongName, tokens: Sequence[Token] = ()) -> str:
    """Return what to write in the place of one wrong name, in its number and case.

    Args:
        place: half-open offsets of the wrong name.
        text: the statement.
        name: the wrong name and the right one.
        tokens: how the statement was analysed.
    """
    start, end = place
    right = in_form_of(text[start:end], name, at_start=_SENTENCE_START.search(text[:start]) is not None)
    several = text[start:end].isupper() and right.islower() and _stands_for_several(start, tokens)
    return plural_of(right) if several else right


def _stands_for_several(start: int, tokens: Sequence[Token]) -> bool:
    """Return whether the noun at this place is a subject or object without an article: "we send SMS"."""
    at = next((index for index, token in enumerate(tokens) if token.start == start), None)
    if at is None or tokens[at].dep not in {"dobj", "obj", "nsubj", "nsubjpass"}:
        return False
    return not any(token.head == at and token.dep in {"det", "poss", "nummod"} for token in tokens)


def _figures_put_back(judgement: Judgement) -> str | None:
    text = judgement.statement.text
    line = judgement.match.wording.text if judgement.match is not None else ""
    pairs = changed_figures(judgement)
    if any(_other_period(pair) or _other_thing(pair.approved, pair.found) for pair in pairs):
        return None
    for pair in sorted(pairs, key=lambda entry: entry.found.start, reverse=True):
        text = put_back(text, found=pair.found, approved=pair.approved, line=line)
    return text if pairs else None


def _other_period(pair: FigurePair) -> bool:
    """Return whether one figure is per month and the other per year: swapping the numbers would be wrong."""
    approved, found = set(pair.approved.per.split()) & _PERIODS, set(pair.found.per.split()) & _PERIODS
    return bool(approved and found) and approved != found


def _other_thing(approved: Figure, found: Figure) -> bool:
    """Return whether two figures measure different things, or the same on scales far apart: minutes and days."""
    if approved.kind != found.kind or (approved.unit != found.unit and approved.unit and found.unit):
        return True
    if approved.kind != "duration" or approved.as_written[1] == found.as_written[1]:
        return False
    small, large = sorted((abs(approved.value), abs(found.value)))
    return large > _FAR * small


def about_the_same(judgement: Judgement) -> bool:
    """Return whether the changed figures stand for the approved ones: the statement speaks of the same thing."""
    pairs = changed_figures(judgement)
    if any(_other_period(pair) or _other_thing(pair.approved, pair.found) for pair in pairs):
        return False
    return _covers(judgement) >= _MIN_COVERS_NAMED


def _covers(judgement: Judgement) -> float:
    """Return the share of the wording's content words that the statement says; 1.0 where it has none."""
    if judgement.match is None:
        return 1.0
    said = set(judgement.statement.readings.content)
    asked = _claiming(judgement.match.wording.readings)
    return sum(word in said for word in asked) / len(asked) if asked else 1.0


def _says_enough(judgement: Judgement, messaging: Messaging) -> bool:
    """Return whether a statement says so much of the wording that one small repair can make it the same."""
    if judgement.match is None:
        return True
    wording = judgement.match.wording
    covers = _covers(judgement)
    message = messaging.message(wording.id)
    if message is None or not _has_to_be_kept(message):
        return covers >= _MIN_COVERS
    return covers >= _MIN_COVERS_STRICT and wording.source is not Source.PART


def _claiming(readings: Readings) -> list[str]:
    """Return the content words of a wording without figures and names."""
    named = {word for cue in readings.names for word in cue.text.lower().split()}
    return [word for word in readings.content if word.isalpha() and word not in named]


def _has_to_be_kept(message: Message) -> bool:
    """Return whether no condition, figure or scope of a message may change."""
    return message.tier in {Tier.STRICT, Tier.EXACT} or (
        message.tier is None and message.type is MessageType.DISCLAIMER
    )


def _strength_restored(judgement: Judgement) -> str | None:
    """Return the statement with comparators, an added absolute and one dropped condition mended."""
    if judgement.match is None:
        return None
    text = judgement.statement.text
    wording = judgement.match.wording
    for found in sorted(judgement.statement.readings.figures, key=lambda figure: figure.start, reverse=True):
        approved = next((figure for figure in wording.readings.figures if same_figure(figure, found)), None)
        if approved is not None and (approved.comparator, approved.approximate) != (
            found.comparator,
            found.approximate,
        ):
            text = put_back(text, found=found, approved=approved, line=wording.text)
    if text == judgement.statement.text and judgement.label is Label.OVERSTATED:
        text = _without_added_word(judgement)
    if any(added in text for added in _added_strength(judgement)):
        return None  # half mended it would read as approved and still promise more
    condition = _dropped_condition(judgement)
    return _appended(text, condition) if condition is not None else text


def _added_strength(judgement: Judgement) -> tuple[str, ...]:
    """Return the absolutes, guarantees and superlatives of the statement that the wording does not have."""
    if judgement.match is None or judgement.label is not Label.OVERSTATED:
        return ()
    ours, theirs = judgement.match.wording.readings, judgement.statement.readings
    return tuple(
        cue.text
        for group in ("absolutes", "guarantees", "superlatives")
        for cue in getattr(theirs, group)
        if cue.lemma not in {kept.lemma for kept in getattr(ours, group)}
    )


def _without_added_word(judgement: Judgement) -> str:
    text = judgement.statement.text
    for reason in judgement.reasons:
        if reason.found is None or reason.approved is not None:
            continue
        start, end = reason.found
        if _REMOVABLE.fullmatch(text[start:end].strip()):
            before, after = text[:start].rstrip(), text[end:].lstrip()
            joined = f"{before} {after}".strip() if after[:1].isalnum() else before + after
            return joined[:1].upper() + joined[1:] if text[:1].isupper() else joined
    return text


def _dropped_condition(judgement: Judgement) -> str | None:
    """Return the one condition of the approved line that the statement lacks, if it reads well at its end.

    It has to be a whole phrase of the line, up to its next comma or end, and to hold no figure.
    """
    if judgement.match is None:
        return None
    wording = judgement.match.wording
    kept = {cue.lemma for cue in judgement.statement.readings.conditions}
    missing = [cue for cue in wording.readings.conditions if cue.lemma not in kept]
    if len(missing) != 1:
        return None
    (cue,) = missing
    whole = len(cue.text.split()) > 1 and _CONDITION_START.match(cue.text) and _CLOSED.match(wording.text[cue.end :])
    figures = any(figure.start < cue.end and cue.start < figure.end for figure in wording.readings.figures)
    return cue.text.strip(" ,.;") if whole and not figures else None


def _appended(text: str, condition: str) -> str:
    end = _END.search(text)
    cut = end.start() if end is not None else len(text)
    return f"{text[:cut]} {condition[:1].lower() + condition[1:]}{text[cut:]}"


def _brought_up_to_date(judgement: Judgement, messaging: Messaging) -> str | None:
    """Return the statement with the words that changed between the retired line and the current one swapped.

    Only where the two lines differ in words that hold a digit, and the statement says each old one once.
    """
    retired = retired_entry(judgement, messaging)
    current = messaging.message(retired.replaced_by) if retired is not None else None
    if retired is None or current is None:
        return None
    old, new = _WORD.findall(retired.text), _WORD.findall(current.text)
    swaps = []
    for tag, left, left_end, right, right_end in SequenceMatcher(None, old, new, False).get_opcodes():
        if tag == "equal":
            continue
        before, after = old[left:left_end], new[right:right_end]
        if tag != "replace" or len(before) != len(after) or not all(map(_has_digit, (*before, *after))):
            return None
        swaps += list(zip(before, after, strict=True))
    text = judgement.statement.text
    for before, after in swaps:
        pattern = re.compile(rf"(?<![\w.,]){re.escape(before)}(?!\w|[.,]\d)")
        if len(pattern.findall(text)) != 1:
            return None
        text = pattern.sub(after.replace("\\", r"\\"), text)
    return text if swaps else None


def _has_digit(word: str) -> bool:
    return any(character.isdigit() for character in word)
