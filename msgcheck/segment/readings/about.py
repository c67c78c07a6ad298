"""Who a sentence makes a statement about: us, the customer, a competitor, the market, or nobody.

Most sentences of a deck or a seller's mail are about us, and a sentence wrongly taken for somebody else's
would be let through unseen. So each rule needs a sign of its own ("you told me", "their current supplier",
"nationally", "agenda"), and nearly all give way where the sentence also names us or our products.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgcheck.records import About, Cue, Form
from msgcheck.segment.readings.about_rules import ABOUT_RULES, NOT_OURSELVES, OURSELVES
from msgcheck.segment.readings.cue_table import lowered, straightened

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".replace(" ", "|")
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\.?\s)?(?:{_MONTHS})[a-z]*\.?(?:\s\d{{1,2}}(?:st|nd|rd|th)?)?(?:,?\s\d{{4}})?"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|q[1-4]\s\d{4}"
)
_FURNITURE = re.compile(
    rf"\W*(?:(?:page|slide|p\.)\s*\d+(?:\s*(?:of|/)\s*\d+)?|{_DATE}|(?:version|draft|v\.?)\s?[\d.]*"
    r"|(?:strictly\s)?(?:private\s(?:and|&)\s)?confidential(?:ity notice)?|internal use only|all rights reserved"
    r"|(?:©|\(c\)|copyright)[^.]{0,60}(?:\.?\s*all rights reserved)?|click to (?:add|edit)\s[\w\s]*|lorem ipsum.*"
    r"|(?:https?://|www\.)\S+|[\w.+-]+@[\w.-]+|tbd|tba|tbc|placeholder|insert\s[\w\s]{1,30}here)\W*\Z"
)
"""Page numbers, dates, notices and what a template left standing."""
_MAX_LABEL_WORDS = 12
_PUFFERY = frozenset(
    "easy simple great amazing awesome fantastic wonderful beautiful brilliant superb excellent lovely nice cool "
    "powerful smart modern better wow love exciting excited proud happy magic delightful effortless neat "
    "easily simply beautifully greatly".split()
)
_FILLERS = frozenset(
    "it it's that that's this is so very really just truly and the a an as be with for we we're you you'll to all our "
    "your can how such what makes made life things stuff more even".split()
)


def read_about(text: str, names: Sequence[Cue], form: Form, *, context: str = "") -> About:
    """Return who `text` makes a statement about.

    Args:
        text: statement or wording.
        names: what `read_names` found in it.
        form: what kind of sentence it is.
        context: the sentence or heading before it, or "".
    """
    return explain_about(text, names, form, context=context)[0]


def explain_about(text: str, names: Sequence[Cue], form: Form, *, context: str = "") -> tuple[About, str]:
    """Return who `text` makes a statement about, and the name of the rule that decided, "" for none."""
    if form is Form.GREETING:
        return About.NOBODY, "greeting"
    if _FURNITURE.match(lowered(text)):
        return About.NOBODY, "page furniture"
    if _is_puffery(text):
        return About.NOBODY, "puffery"
    plain = straightened(text)
    if plain.endswith(":") and len(plain.split()) <= _MAX_LABEL_WORDS and not any(letter.isdigit() for letter in plain):
        return About.NOBODY, "label"
    kinds = {cue.lemma.partition(":")[0] for cue in names}
    named = not kinds.isdisjoint({"company", "product"})
    us = named or OURSELVES.search(NOT_OURSELVES.sub("", plain)) is not None
    before = straightened(context)
    for rule in ABOUT_RULES:
        if us and not (rule.despite_us and not named):
            continue
        if rule.pattern.search(before if rule.in_context else plain):
            return rule.about, rule.name
    if "competitor" in kinds and not us:
        return About.COMPETITOR, "named competitor"
    return About.US, ""


def _is_puffery(text: str) -> bool:
    """Return whether a sentence praises without saying what: "It's that easy!"."""
    words = re.findall(r"[^\W_]+(?:'[a-z]+)?", lowered(text))
    return bool(words) and not _PUFFERY.isdisjoint(words) and _PUFFERY.union(_FILLERS).issuperset(words)
