"""Who a sentence makes a statement about: us, the customer, a competitor, the market, or nobody.

Most sentences of a deck or a seller's mail are about us, and a sentence wrongly taken for somebody else's
would be let through unseen. So each rule needs a sign of its own ("you told me", "their current supplier",
"nationally", "agenda"), and nearly all give way where the sentence also names us or our products.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgcheck.records import About, Cue, Form
from msgcheck.segment.readings.about_rules import ABOUT_RULES, NOT_OURSELVES, OURSELVES
from msgcheck.segment.readings.cue_table import straightened


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
    plain = straightened(text)
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
