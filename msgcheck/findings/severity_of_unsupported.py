"""How much a claim without an approved source matters, by what it claims.

High is what the table of severities names: superlatives, comparisons, certifications, guarantees, named customers,
prices, service levels and dates of things to come. Below that it depends on whom the claim concerns. What readers
would get (a feature, a service, another result) they will count on: medium. What is only colour about the company
(an award, an event, its people, a good cause) promises them nothing: low.

The table calls everything without one of its traits low. The people who labelled `corpora/statements/train` called
four in five of such offers medium, and an offer does say that something is available, which the table counts among
the grave. Where a claim is shown does not depend on this: `is_merely_uncovered` says what is listed by theme.
"""

from __future__ import annotations

import re

from msgcheck.codes import Severity
from msgcheck.findings.topics import Topic, is_guarantee, topics_of_text
from msgcheck.records import Judgement

_NAMED = frozenset({"customer", "certification", "competitor"})
_GRAVE = frozenset({Topic.CERTIFICATION, Topic.AVAILABILITY, Topic.SLA})
_RESULTS = frozenset({"percent", "multiple", "ratio"})
_SUPERLATIVE = re.compile(
    r"\b(?:best|leading|number one|no\. ?1|largest|biggest|fastest|cheapest|world[- ]class|market leader"
    r"|the only|(?:nobody|no one) (?:else|in (?:the|our|this))|no (?:other|rival|competitor|supplier|vendor)|unlike"
    r"|than any (?:other|rival|competitor)"
    r"|(?:above|below|ahead of|than) (?:all|every) others?)\b|#\s?1\b",
    re.IGNORECASE,
)
_AMOUNT = r"[€£$¥]\s?\d[\d.,]*"
_PRICE = re.compile(
    rf"\b(?:price[sd]?|fees?(?! earners?)|tariffs?|surcharges?|commission)\b"
    rf"|\b(?:from|for|at|costs?|flat) {_AMOUNT}|{_AMOUNT}(?:k|m)? ?(?:a\b|an\b|per\b|each\b|apiece\b|/)",
    re.IGNORECASE,
)
"""What we ask for. Credits, trade-ins, discounts of partners and insured sums are amounts as well, but no prices."""
_DATE = (
    r"(?:the )?(?:q[1-4]|january|february|march|april|may|june|july|august|september|october|november|december|spring"
    r"|summer|autumn|fall|winter|season|year|month|(?:\w+ )?quarter|20\d\d)\b"
)
_WHEN = rf" (?:\w+ ){{0,3}}?(?:in|by|from|next|this) (?:next |this )?{_DATE}"
_ROADMAP = re.compile(
    rf"\b(?:com(?:es?|ing)|launch\w*|available|live|ready|out|ship(?:s|ping)|released?|(?:will|['’]ll) \w+){_WHEN}"
    rf"|^(?:from|by) (?:next |this )?{_DATE}(?: on)?,|\bon the shel(?:f|ves){_WHEN}"
    r"|\b(?:releases?|versions?|features?|updates?|integrations?|modules?|apps?|support|apis?|betas?|launch|products?)\b"
    rf"[^.!?]{{0,60}}?\bdue{_WHEN}",
    re.IGNORECASE,
)
"""When something of ours will be there. Inspections, invoices and people are due, out and available as well."""
_OF_PEOPLE = re.compile(
    r"\b(?:I|I['’](?:m|ll)"
    r"|(?:inspection|meeting|visit|audit|invoice|holiday|appointment|call)s? (?:is|are|will|comes?|takes? place|due))\b"
)
_RESULT = re.compile(r"\d\s?%|\bper ?cent\b|\b\d+(?:\.\d+)?(?:x|×| times)\b|\b(?:halv|doubl|tripl)\w+", re.IGNORECASE)
_COLOUR = re.compile(
    r"\b(?:awards?|prizes?|medals?|winners?|shortlisted|voted|of the year"
    r"|conferences?|booth|trade (?:fairs?|shows?)|podcasts?|seminars?|webinars?|user group|summer camp|open days?"
    r"|founders?|ceo|chefs?|veterans?"
    r"|charit(?:y|ies|able)|donat(?:es?|ed|ions?)|plant(?:s|ed)? (?:\w+ )?trees?|sponsor\w*|volunteer\w*)\b",
    re.IGNORECASE,
)
"""About the company itself: honours, events, people, good causes."""


def unsupported_severity(judgement: Judgement) -> Severity:
    """Return how much a claim without an approved source matters: by what it claims."""
    if _is_grave(judgement):
        return Severity.HIGH
    if _states_result(judgement):
        return Severity.MEDIUM
    text = judgement.statement.text
    is_diary = _OF_PEOPLE.search(text) and re.search(_WHEN, text, re.IGNORECASE)
    return Severity.LOW if is_diary or _COLOUR.search(text) else Severity.MEDIUM


def is_merely_uncovered(judgement: Judgement) -> bool:
    """Return whether a claim has nothing against it but that no approved line covers its theme."""
    return not (_is_grave(judgement) or _states_result(judgement))


def _is_grave(judgement: Judgement) -> bool:
    text, readings = judgement.statement.text, judgement.statement.readings
    named = {cue.lemma.partition(":")[0] for cue in readings.names}
    return bool(
        readings.superlatives
        or readings.guarantees
        or named & _NAMED
        or topics_of_text(text) & _GRAVE
        or _SUPERLATIVE.search(text)
        or _PRICE.search(text)
        or (_ROADMAP.search(text) and not _OF_PEOPLE.search(text))
        or is_guarantee(text)
    )


def _states_result(judgement: Judgement) -> bool:
    text, readings = judgement.statement.text, judgement.statement.readings
    return any(figure.kind in _RESULTS for figure in readings.figures) or bool(_RESULT.search(text))
