"""Turns labelled statements into pairs a pair model learns from.

Every statement is read beside its own message and beside the nearest other one; retired and never_say lines are
kinds of their own. Four things keep the model from learning who wrote a sentence instead of what it says: a
statement beside an honest paraphrase in the place of the approved text, pairs read backwards, changes made by rule,
and statements beside no message at all.

Where it is known only in part what a pair is, several labels are allowed: a sentence of a clean document is on
message or about something else.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from msgcheck.codes import Label
from msgcheck.pairs.interface import PAIR_LABELS, Pair, PairKind, PairLabel
from msgcheck.pairs.said import said
from msgcheck.records import CURRENT, Messaging, Source, Statement
from msgcheck.training.material import Company, Prepared
from msgcheck.training.rule_changes import INVERSE, Side, changes

PARAPHRASE_SHARE = 0.3
BACKWARDS_SHARE = 0.2
CHANGED_SHARE = 0.8
OLD_LINE_SHARE = 0.35
REMOVED_SHARE = 0.02
"""Shares of the statements that also become a pair of this sort."""
OTHER_SHARE = 0.5
CLEAN_SHARE = 0.4
"""Shares of the pairs with another message, and of the clean documents' sentences, an epoch takes: they are learnt
soon, and there are many."""
WHOLE = 0.7
"""Words a paraphrase must have beside the approved text to stand in for it: a shorter one says but a part."""
SURELY_OTHER = 0.45
"""Cosine under which a sentence of a clean document is about something else than the wording."""

_PAIR_LABELS = {label.value: label for label in PAIR_LABELS}
_ANYTHING_ELSE = frozenset(PAIR_LABELS) - {PairLabel.CONSISTENT}
_CLEAN = frozenset({PairLabel.CONSISTENT, PairLabel.UNRELATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class PairExample:
    """A pair with the labels it may have."""

    pair: Pair
    allowed: frozenset[PairLabel]
    made: str
    """`written` for a pair as people wrote it, else how it was made."""


def pair_examples(company: Company, *, seed: int, with_clean: bool = True) -> tuple[PairExample, ...]:
    """Return the pairs of one company.

    Args:
        company: its labelled statements and clean documents.
        seed: what is drawn depends on it and on the company's name only.
        with_clean: whether sentences of its clean documents are among them.
    """
    messaging, prepared = company.messaging, company.statements
    chance = random.Random(f"{seed}/{messaging.company.name}")  # noqa: S311  reproducible, not secret
    honest = _honest_paraphrases(messaging, prepared)
    made: list[PairExample] = []
    for item in prepared:
        made.extend(_own(item, messaging, chance))
        made.extend(_beside_paraphrase(item, honest, chance))
        made.extend(_backwards(item, messaging, chance))
        made.extend(_others(item, messaging, chance))
        made.extend(_old_lines(item, messaging, chance))
        made.extend(_changed(item, messaging, chance))
        if chance.random() < REMOVED_SHARE:
            made.append(_example("", said(item.statement), {PairLabel.UNRELATED}, made="removed"))
    for item in company.clean if with_clean else ():
        if chance.random() < CLEAN_SHARE:
            made.extend(_of_clean(item))
    return tuple(made)


def _own(item: Prepared, messaging: Messaging, chance: random.Random) -> Iterator[PairExample]:
    """Yield the statement beside the message it is about, in its base wording or the nearest variant."""
    label = _PAIR_LABELS.get(item.gold.label.value)
    message = messaging.message(item.gold.message_id)
    if label is None or message is None:
        return
    near = [
        match.wording.text
        for match in item.candidates
        if match.wording.id == message.id and match.wording.source in {Source.MESSAGE, Source.VARIANT}
    ]
    wording = near[0] if near and chance.random() < 0.5 else message.text
    yield _example(wording, said(item.statement), {label})


def _beside_paraphrase(
    item: Prepared, honest: dict[str, list[Statement]], chance: random.Random
) -> Iterator[PairExample]:
    """Yield the statement beside an honest paraphrase of its message."""
    label = _PAIR_LABELS.get(item.gold.label.value)
    others = [other for other in honest.get(item.gold.message_id or "", ()) if other.text != item.statement.text]
    if label is not None and others and chance.random() < PARAPHRASE_SHARE:
        yield _example(chance.choice(others).text, said(item.statement), {label}, made="paraphrase")


def _backwards(item: Prepared, messaging: Messaging, chance: random.Random) -> Iterator[PairExample]:
    """Yield the pair with its sides exchanged; a consistent one is left out, it may say but a part."""
    label = _PAIR_LABELS.get(item.gold.label.value)
    message = messaging.message(item.gold.message_id)
    if label in {None, PairLabel.CONSISTENT} or label is None or message is None or item.statement.context:
        return
    if chance.random() < BACKWARDS_SHARE:
        yield _example(item.statement.text, message.text, {INVERSE.get(label, label)}, made="backwards")


def _others(item: Prepared, messaging: Messaging, chance: random.Random) -> Iterator[PairExample]:
    """Yield the statement beside the nearest messages it is not about."""
    if item.gold.label in {Label.OUTDATED, Label.FORBIDDEN} or chance.random() >= OTHER_SHARE:
        return
    wanted = 1 if item.gold.label.value in _PAIR_LABELS else 2
    seen: set[str] = {item.gold.message_id or ""}
    for match in item.candidates:
        if match.wording.source not in CURRENT or match.wording.id in seen or len(seen) > wanted:
            continue
        seen.add(match.wording.id)
        message = messaging.message(match.wording.id)
        text = message.text if message is not None and chance.random() < 0.6 else match.wording.text
        yield _example(text, said(item.statement), {PairLabel.UNRELATED})


def _old_lines(item: Prepared, messaging: Messaging, chance: random.Random) -> Iterator[PairExample]:
    """Yield the statement beside a retired or ruled-out line: its own, else now and then the nearest."""
    own = {str(entry.id): (entry.text, PairKind.RETIRED) for entry in messaging.retired}
    own |= {str(entry.id): (entry.text, PairKind.NEVER_SAY) for entry in messaging.never_say}
    if item.gold.label in {Label.OUTDATED, Label.FORBIDDEN}:
        meant = [str(entry.id) for entry in messaging.never_say if item.gold.message_id in {entry.id, entry.instead}]
        ranked = [str(match.wording.id) for match in item.candidates if match.wording.id in meant]
        found = own.get(item.gold.message_id or "") or own.get((ranked or meant or [""])[0])
        if found:
            yield _example(found[0], said(item.statement), {PairLabel.CONSISTENT}, kind=found[1])
        return
    near = [str(match.wording.id) for match in item.candidates if match.wording.id in own][:2]
    if near and chance.random() < OLD_LINE_SHARE:
        text, kind = own[chance.choice(near)]
        yield _example(text, said(item.statement), _ANYTHING_ELSE, kind=kind)


def _changed(item: Prepared, messaging: Messaging, chance: random.Random) -> Iterator[PairExample]:
    """Yield a pair that is on message with one side changed by rule."""
    message = messaging.message(item.gold.message_id)
    near = [match.wording for match in item.candidates if message and match.wording.id == message.id]
    if item.gold.label is not Label.CONSISTENT or not near or chance.random() >= CHANGED_SHARE:
        return
    approved = Side(text=near[0].text, readings=near[0].readings)
    spoken = Side(text=item.statement.text, readings=item.statement.readings)
    if chance.random() < 0.6:
        made = changes(approved, spoken, chance)
        if made:
            change = chance.choice(made)
            yield _example(change.text, said(item.statement), {INVERSE.get(change.label, change.label)}, made="changed")
        return
    made = changes(spoken, approved, chance)
    if made:
        change = chance.choice(made)
        changed = said(replace(item.statement, text=change.text))
        yield _example(approved.text, changed, {change.label}, made="changed")


def _of_clean(item: Prepared) -> Iterator[PairExample]:
    """Yield a sentence of a clean document beside the nearest wording."""
    near = next((match for match in item.candidates if match.wording.source in CURRENT), None)
    if near is None:
        return
    allowed = frozenset({PairLabel.UNRELATED}) if near.cosine < SURELY_OTHER else _CLEAN
    yield _example(near.wording.text, said(item.statement), allowed, made="clean")


def _honest_paraphrases(messaging: Messaging, prepared: Sequence[Prepared]) -> dict[str, list[Statement]]:
    """Return by message the statements on message that are long enough to say all of it."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for item in prepared:
        message = messaging.message(item.gold.message_id)
        if item.gold.label is Label.CONSISTENT and message and not item.statement.context:
            least = WHOLE * min(len(text.split()) for text in (message.text, *(v.text for v in message.variants)))
            if len(item.statement.text.split()) >= least:
                found[message.id].append(item.statement)
    return found


def _example(
    approved: str,
    spoken: str,
    allowed: frozenset[PairLabel] | set[PairLabel],
    *,
    kind: PairKind = PairKind.CURRENT,
    made: str = "written",
) -> PairExample:
    """Return an example."""
    return PairExample(pair=Pair(approved=approved, said=spoken, kind=kind), allowed=frozenset(allowed), made=made)
