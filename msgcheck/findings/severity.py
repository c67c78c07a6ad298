"""How much a finding matters, by its code and by what the approved line is about.

The table of codes and default severities, with the few things that raise or lower them. Severity says
what a wrong word could cost; how sure the judge is has no part in it, that is the lane's business.
"""

from __future__ import annotations

import re
from datetime import date
from typing import assert_never

from msgcheck.codes import BY_CODE, Label, Severity
from msgcheck.findings.figure_pairs import changed_figures
from msgcheck.findings.promise import Direction, better_of, direction_of_change
from msgcheck.findings.topics import Topic, is_guarantee, topics_of_message, topics_of_text
from msgcheck.findings.wordings import retired_entry
from msgcheck.records import Approved, Audience, Judgement, Message, MessageType, Messaging

_GRAVE = frozenset(Topic)
_OBLIGATION = frozenset({Topic.CONTRACT, Topic.SLA, Topic.CERTIFICATION, Topic.LEGAL, Topic.SECURITY, Topic.SAFETY})
_COMPETITOR_GRAVE = re.compile(
    r"\b(?:insolv\w+|bankrupt\w*|laying off|lay-?offs?|lawsuits?|sued|fined|breach\w*|hacked|solven\w+|losing money)\b",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(
    r"\b(?:best|leading|number one|no\. ?1|largest|biggest|fastest|cheapest|world[- ]class|market leader"
    r"|the only|nobody else|no one else|no other|unlike|than any (?:other|rival|competitor))\b|#\s?1\b",
    re.IGNORECASE,
)
_WHEN = (
    r" (?:\w+ ){0,2}?(?:in|by|from|next|this)"
    r" (?:q[1-4]|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer"
    r"|autumn|fall|winter|year|month|quarter|20\d\d)\b"
)
_ROADMAP = re.compile(
    rf"\b(?:coming|launch\w*|available|live|ready|out|shipping|released?){_WHEN}"
    r"|\b(?:releases?|versions?|features?|updates?|integrations?|modules?|apps?|support|apis?|betas?|launch|products?)\b"
    rf"[^.!?]{{0,60}}?\bdue{_WHEN}",
    re.IGNORECASE,
)
"""When something of ours will be there. Inspections, invoices and people are due, out and available as well."""
_OF_PEOPLE = re.compile(
    r"\b(?:I|I['’](?:m|ll)|(?:inspection|meeting|visit|audit|invoice|holiday|appointment|call)s?)\b"
)
_RESULT = re.compile(r"\d\s?%|\bper ?cent\b|\b\d+(?:\.\d+)?(?:x|×| times)\b|\b(?:halv|doubl|tripl)\w+", re.IGNORECASE)
_PERSON = re.compile(r"\bfor ([\w' -]+?)(?:[.,;:]|$| (?:that|who|with|of)\b)")


def severity_of(judgement: Judgement, *, messaging: Messaging, audience: Audience) -> Severity:
    """Return how much this judgement matters; `none` for what is clean or was not judged."""
    message = messaging.message(judgement.message_id)
    wording = judgement.match.wording.approved if judgement.match is not None else None
    topics = topics_of_message(message, wording)
    match judgement.label:
        case Label.CONSISTENT | Label.NOT_A_CLAIM | Label.NOT_JUDGED:
            return Severity.NONE
        case Label.CONTRADICTS:
            return _raised(bool(topics & _GRAVE))
        case Label.FIGURE_CHANGED:
            return _figure_changed(judgement, message=message, wording=wording, topics=topics)
        case Label.OVERSTATED:
            return _raised(_overstates_gravely(judgement, topics))
        case Label.UNDERSTATED:
            return Severity.MEDIUM if _weakens_obligation(message, topics) else Severity.LOW
        case Label.REFRAMED:
            return Severity.MEDIUM if _swaps_category(judgement, message) else Severity.LOW
        case Label.OUTDATED:
            return _outdated(judgement, messaging=messaging, day=audience.day)
        case Label.FORBIDDEN | Label.INTERNAL | Label.EMBARGOED | Label.REFERENCE:
            return Severity.HIGH
        case Label.EXPIRED | Label.MISSING:
            return Severity.MEDIUM
        case Label.UNSUPPORTED:
            return unsupported_severity(judgement)
        case Label.ABOUT_COMPETITOR:
            return _about_competitor(judgement.statement.text)
        case Label.WRONG_TERM:
            return Severity.LOW if _former_name_in_grace(judgement, messaging, audience.day) else Severity.MEDIUM
        case Label.WRONG_AUDIENCE:
            return _wrong_audience(judgement, message)
        case _:
            assert_never(judgement.label)


def _raised(grave: bool) -> Severity:  # noqa: FBT001 - one positional condition reads as a sentence
    return Severity.HIGH if grave else Severity.MEDIUM


def _figure_changed(
    judgement: Judgement, *, message: Message | None, wording: Approved | None, topics: frozenset[Topic]
) -> Severity:
    better = better_of(wording, message)
    directions = {
        direction_of_change(approved=pair.approved, found=pair.found, better=better)
        for pair in changed_figures(judgement)
    }
    if directions == {Direction.LESS}:
        return Severity.LOW
    if topics & _GRAVE or Direction.MORE in directions:
        return Severity.HIGH
    # Company facts, the year it was founded or its headcount, promise nobody anything.
    is_boilerplate = message is not None and message.type is MessageType.BOILERPLATE
    return Severity.LOW if is_boilerplate else Severity.MEDIUM


def _overstates_gravely(judgement: Judgement, topics: frozenset[Topic]) -> bool:
    readings = judgement.statement.readings
    added = (
        bool(readings.guarantees)
        or is_guarantee(judgement.statement.text)
        or any(reason.approved is None and is_guarantee(reason.what) for reason in judgement.reasons)
    )
    return added or bool(topics & _GRAVE)


def _weakens_obligation(message: Message | None, topics: frozenset[Topic]) -> bool:
    if message is None:
        return False
    return message.type is MessageType.DISCLAIMER or bool(topics & _OBLIGATION) or is_guarantee(message.text)


def _swaps_category(judgement: Judgement, message: Message | None) -> bool:
    """Return whether what we are or whom it is for was replaced, not only the benefit."""
    if message is not None and message.type is MessageType.POSITIONING:
        return True
    if judgement.match is None:
        return False
    before = _PERSON.search(judgement.match.wording.text)
    after = _PERSON.search(judgement.statement.text)
    return before is not None and after is not None and before[1].lower() != after[1].lower()


def _outdated(judgement: Judgement, *, messaging: Messaging, day: date | None) -> Severity:
    retired = retired_entry(judgement, messaging)
    if retired is None:
        return Severity.MEDIUM
    if retired.grace_until is not None and day is not None and day <= retired.grace_until:
        return Severity.LOW
    replacement = messaging.message(retired.replaced_by)
    topics = topics_of_text(retired.text) | topics_of_message(replacement)
    return _raised(bool(topics & (_GRAVE - {Topic.SAFETY})) or _figures_differ(retired.text, replacement))


_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def _figures_differ(text: str, replacement: Message | None) -> bool:
    if replacement is None:
        return False
    return not set(_FIGURE.findall(text)) <= set(_FIGURE.findall(replacement.text))


def unsupported_severity(judgement: Judgement) -> Severity:
    """Return how much a claim without an approved source matters: by what it claims."""
    text, readings = judgement.statement.text, judgement.statement.readings
    named = {cue.lemma.partition(":")[0] for cue in readings.names}
    topics = topics_of_text(text)
    if (
        readings.superlatives
        or readings.guarantees
        or named & {"customer", "certification", "competitor"}
        or topics & {Topic.PRICE, Topic.CERTIFICATION, Topic.AVAILABILITY, Topic.SLA}
        or _SUPERLATIVE.search(text)
        or (_ROADMAP.search(text) and not _OF_PEOPLE.search(text))
        or is_guarantee(text)
    ):
        return Severity.HIGH
    has_result = any(figure.kind in {"percent", "multiple", "ratio"} for figure in readings.figures)
    return Severity.MEDIUM if has_result or _RESULT.search(text) else Severity.LOW


def _about_competitor(text: str) -> Severity:
    grave = {Topic.SECURITY, Topic.LEGAL, Topic.PRICE}
    return _raised(bool(_COMPETITOR_GRAVE.search(text)) or bool(topics_of_text(text) & grave))


def _former_name_in_grace(judgement: Judgement, messaging: Messaging, day: date | None) -> bool:
    if day is None:
        return False
    text = judgement.statement.text.casefold()
    return any(
        former.grace_until is not None and day <= former.grace_until and former.name.casefold() in text
        for product in messaging.products
        for former in product.former
    )


def _wrong_audience(judgement: Judgement, message: Message | None) -> Severity:
    """Return high where the two audiences are told another price, figure, availability or legal text."""
    if message is None or judgement.match is None:
        return Severity.LOW
    own = judgement.match.wording.text
    others = [message.text, *(variant.text for variant in message.variants)]
    figures = set(_FIGURE.findall(own))
    if any(set(_FIGURE.findall(other)) != figures for other in others):
        return Severity.HIGH
    grave = {Topic.PRICE, Topic.AVAILABILITY, Topic.LEGAL}
    differs = any(topics_of_text(other) != topics_of_text(own) for other in others)
    return Severity.HIGH if differs and topics_of_text(own) & grave else Severity.LOW


def default_severity(code: str) -> Severity:
    """Return the severity a code has where nothing raises or lowers it, for documentation and `explain`."""
    match BY_CODE[code].label:
        case Label.FORBIDDEN | Label.INTERNAL | Label.EMBARGOED | Label.REFERENCE:
            return Severity.HIGH
        case Label.UNDERSTATED | Label.REFRAMED | Label.UNSUPPORTED | Label.WRONG_AUDIENCE:
            return Severity.LOW
        case _:
            return Severity.MEDIUM
