"""How much a finding matters, by its code and by what the approved line is about.

The table of codes and default severities, with the few things that raise or lower them. Severity says
what a wrong word could cost; how sure the judge is has no part in it, that is the lane's business.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import assert_never

from msgcheck.codes import BY_CODE, Label, Severity
from msgcheck.findings.severity_of_figures import changed_figure_severity, figures_as_written, old_figure_severity
from msgcheck.findings.severity_of_unsupported import unsupported_severity
from msgcheck.findings.topics import Topic, is_guarantee, topics_of_message, topics_of_text
from msgcheck.findings.wordings import retired_entry
from msgcheck.records import Audience, Judgement, Message, MessageType, Messaging

_OBLIGATION = frozenset({Topic.CONTRACT, Topic.SLA, Topic.CERTIFICATION, Topic.LEGAL, Topic.SECURITY, Topic.SAFETY})
_COMPETITOR_GRAVE = re.compile(
    r"\b(?:insolv\w+|bankrupt\w*|laying off|lay-?offs?|lawsuits?|sued|fined|breach\w*|hacked|solven\w+|losing money)\b",
    re.IGNORECASE,
)
_COMMITMENT = re.compile(r"\bguarant\w+|\bnever\b|\bif\b", re.IGNORECASE)
"""We vouch for it, rule something out, or say what happens if."""
_BENEFITS = frozenset(
    {MessageType.POSITIONING, MessageType.VALUE_PROPOSITION, MessageType.PROOF_POINT, MessageType.BOILERPLATE}
)
"""Types of lines that tell what somebody gains or gained; nobody can hold us to them."""
_SLOGAN_WORDS = 9
"""The longest sentence a slogan consists of."""


def severity_of(judgement: Judgement, *, messaging: Messaging, audience: Audience) -> Severity:
    """Return how much this judgement matters; `none` for what is clean or was not judged."""
    message = messaging.message(judgement.message_id)
    wording = judgement.match.wording.approved if judgement.match is not None else None
    topics = topics_of_message(message, wording)
    match judgement.label:
        case Label.CONSISTENT | Label.NOT_A_CLAIM | Label.NOT_JUDGED:
            return Severity.NONE
        case Label.CONTRADICTS:
            return _raised(bool(topics))
        case Label.FIGURE_CHANGED:
            return changed_figure_severity(judgement, message=message, wording=wording, topics=topics)
        case Label.OVERSTATED:
            return _raised(_overstates_gravely(judgement, topics))
        case Label.UNDERSTATED:
            return Severity.MEDIUM if _weakens_obligation(message, topics) else Severity.LOW
        case Label.REFRAMED:
            return Severity.MEDIUM if message is not None and _says_what_we_are(message, messaging) else Severity.LOW
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


def _overstates_gravely(judgement: Judgement, topics: frozenset[Topic]) -> bool:
    """Return whether a guarantee was added or the matter is grave.

    Of "all" and "every", which the table names as well, only "100 %" counts: people called one in seven of them high.
    """
    readings = judgement.statement.readings
    added = (
        bool(readings.guarantees)
        or is_guarantee(judgement.statement.text)
        or any(reason.approved is None and is_guarantee(reason.what) for reason in judgement.reasons)
    )
    return added or bool(topics)


def _weakens_obligation(message: Message | None, topics: frozenset[Topic]) -> bool:
    """Return whether the approved line obliges us: by what it is about, or because it commits us to something."""
    if message is None:
        return False
    if message.type is MessageType.DISCLAIMER or topics & _OBLIGATION:
        return True
    return message.type not in _BENEFITS and _COMMITMENT.search(message.text) is not None


def _says_what_we_are(message: Message, messaging: Messaging) -> bool:
    """Return whether a line places us in a category and with an audience, as no slogan does.

    It goes on after our name ("Acme is payroll software for bakers") or takes a whole sentence; a slogan stops after
    the name or does without ("Acme. Paid on time.").
    """
    if message.type is not MessageType.POSITIONING:
        return False
    names = (messaging.company.name, *messaging.company.aliases, *(product.name for product in messaging.products))
    goes_on = any(re.search(rf"\b{re.escape(name)} [a-z]", message.text) for name in names if name)
    longest_words = max(len(sentence.split()) for sentence in re.split(r"[.!?:]", message.text))
    return goes_on or longest_words > _SLOGAN_WORDS


def _outdated(judgement: Judgement, *, messaging: Messaging, day: date | None) -> Severity:
    retired = retired_entry(judgement, messaging)
    if retired is None:
        return Severity.MEDIUM
    if retired.grace_until is not None and day is not None and day <= retired.grace_until:
        return Severity.LOW
    replacement = messaging.message(retired.replaced_by)
    if replacement is None:
        return _raised(bool(topics_of_text(retired.text) - {Topic.SAFETY}))
    before = topics_of_message(replace(replacement, text=retired.text))
    topics = (before | topics_of_message(replacement)) - {Topic.SAFETY}
    if topics or figures_as_written(retired.text) <= figures_as_written(replacement.text):
        return _raised(bool(topics))
    return old_figure_severity(replacement)


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
    if any(figures_as_written(other) != figures_as_written(own) for other in others):
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
