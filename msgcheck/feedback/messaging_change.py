"""What an adopted or tested wording changes in the messaging files.

Adopting puts the field's wording in the place of the approved one, which is retired with a month's grace. Adopting for
some readers, and testing, add a variant. The changed files are loaded again before anything is written, and must mean
exactly what was meant and nothing else.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from msgcheck.errors import InputError
from msgcheck.feedback.opened_house import FileChange, House, check_meaning
from msgcheck.feedback.sensitive import Read, touched
from msgcheck.feedback.standing import proof_in
from msgcheck.feedback.yaml_text import Edit, Node, Value, YamlText
from msgcheck.findings.severity_of_figures import figures_as_written
from msgcheck.identity import normalised
from msgcheck.in_words import and_list, number_of
from msgcheck.records import (
    Answer,
    Approved,
    Decision,
    Divergence,
    Message,
    MessageId,
    Messaging,
    Retired,
    Variant,
)

_Entry = TypeVar("_Entry", bound=Approved)
_Keys = dict[str, str | date | None]

GRACE_DAYS = 30
"""How long the replaced wording is only a small matter: decks that are out need a while."""
REVIEW_DAYS = 180
"""After how long an adopted wording is looked at again where no day is given."""

_NOT_TESTED = "adopted from the field, not tested"
_BEHIND = ("evidence", "owner", "text")
"""New keys of a message stand behind the first of these that it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagingChange:
    """What a decision changes in the messaging."""

    files: tuple[FileChange, ...]
    """Files that change, by path."""
    notes: tuple[str, ...] = ()
    """What a person should look at, one sentence each."""


def messaging_change(
    divergence: Divergence, decision: Decision, messaging: Messaging, *, read: Read | None = None
) -> MessagingChange:
    """Return what adopting or testing a wording changes in the messaging files; nothing is written.

    Args:
        divergence: what was decided on.
        decision: adopt, adopt-for or test, with the wording.
        messaging: the messaging as loaded from its files.
        read: what a segmenter reads from a text.

    Raises:
        InputError: the messaging was changed since the divergence was found, or cannot be changed at this place.
        MessagingError: the changed files would hold mistakes.
    """
    message = messaging.message(decision.message_id)
    if message is None:
        raise InputError(f'There is no message "{decision.message_id}" to change.')
    house = House(messaging)
    if decision.answer is Answer.ADOPT:
        notes = _adopt(house, divergence, decision, message, read)
    else:
        notes = _add_variant(house, divergence, decision, message)
    files = house.changed()
    check_meaning(files, messaging, house.wanted)
    return MessagingChange(files=files, notes=notes)


def field_evidence(divergence: Divergence) -> str:
    """Return how often the field says it: "field: 14 decks and 3 mails from 6 sources, 2026-06-01 to 2026-10-30"."""
    spread = divergence.spread
    names = {"deck": "deck", "email": "mail", "document": "document"}
    counted = [number_of(count, names.get(kind, kind)) for kind, count in spread.by_kind if count]
    said = " and ".join(counted) or number_of(spread.documents, "document")
    days = f"{spread.first_seen.isoformat()} to {spread.last_seen.isoformat()}"
    return f"field: {said} from {number_of(spread.sources, 'source')}, {days}"


def target_of(divergence: Divergence, message: Message) -> tuple[Approved, int | None]:
    """Return the wording a divergence was found against, with its place among the variants (None: the message itself).

    An example of what says the same stands for the wording it belongs to.

    Raises:
        InputError: no wording of the message says what was approved then.
    """
    wanted = normalised(divergence.approved)
    if not wanted or normalised(message.text) == wanted:
        return message, None
    for index, variant in enumerate(message.variants):
        if wanted in map(normalised, (variant.text, *variant.same)):
            return variant, index
    if wanted in map(normalised, message.same):
        return message, None
    line = divergence.approved.removesuffix(".")
    raise InputError(
        f'The messaging was changed meanwhile: "{message.id}" no longer says "{line}".',
        where=f"{message.where.path}:{message.where.line}",
        hint="scan again, then decide on what is found against the line as it is now",
    )


def _adopt(
    house: House, divergence: Divergence, decision: Decision, message: Message, read: Read | None
) -> tuple[str, ...]:
    """Put the field's wording in the place of the approved one and retire that; return what to look at."""
    target, index = target_of(divergence, message)
    yaml = house.file(message.where.path).yaml
    node = _entry_node(house, message, index)
    text = node.get("text")
    if text is None or text.kind != "scalar" or normalised(text.text) != normalised(target.text):
        raise _not_as_loaded(message)
    needs_proof = bool(
        touched(
            before=target.text,
            after=decision.wording,
            message=message,
            messaging=house.messaging,
            code=decision.code,
            change=decision.change,
            read=read,
        )
    )
    old_proof = "" if needs_proof else proof_in(target.evidence or "")
    keys = _keys_of(divergence, decision, proof=decision.evidence or old_proof)
    edits = [yaml.with_text(text, decision.wording), *_set_keys(yaml, node, keys)]
    changed = _with_keys(replace(target, text=decision.wording), keys)
    whole = changed if isinstance(changed, Message) else message
    variants = [
        changed if at == index and isinstance(changed, Variant) else variant
        for at, variant in enumerate(message.variants)
    ]
    tested = _tested_variant(message, decision, but=index)
    if tested is not None:  # it was a variant while it was tested; now it is the line itself
        edits.append(_without_variant(yaml, house.message(message.where, message.id), tested))
        del variants[tested]
    whole = replace(whole, variants=tuple(variants))
    whole = _without_drift(yaml, house.message(message.where, message.id), whole, decision.wording, edits)
    house.file(message.where.path).edits += edits
    house.put(whole)
    house.retire(_retired_entry(decision, target, message, house.messaging), near=message.where.path)
    return _notes(decision, target, whole, index=index)


def _add_variant(house: House, divergence: Divergence, decision: Decision, message: Message) -> tuple[str, ...]:
    """Add the field's wording as a variant, or decide anew on the variant it is; return what to look at."""
    target_of(divergence, message)  # refuses where the message was changed meanwhile
    opened = house.file(message.where.path)
    node = house.message(message.where, message.id)
    keys = _keys_of(divergence, decision, proof=decision.evidence)
    readers: _Keys = {"persona": decision.persona or None, "segment": decision.segment or None}
    tested = _tested_variant(message, decision)
    if tested is not None:
        opened.edits += _set_keys(opened.yaml, _entry_node(house, message, tested), {**readers, **keys})
        variants = list(message.variants)
        variants[tested] = _with_keys(variants[tested], {**readers, **keys})
        changed = _without_drift(
            opened.yaml, node, replace(message, variants=tuple(variants)), decision.wording, opened.edits
        )
    else:
        given = {name: value for name, value in {**readers, **keys}.items() if value is not None}
        opened.edits.append(opened.yaml.with_item(node, "variants", {"text": decision.wording, **given}))
        variant = _with_keys(Variant(text=decision.wording), given)
        changed = replace(message, variants=(*message.variants, variant))
        changed = _without_drift(opened.yaml, node, changed, decision.wording, opened.edits)
    house.put(changed)
    return ()


def _keys_of(divergence: Divergence, decision: Decision, *, proof: str) -> _Keys:
    """Return what an adopted or tested wording says of itself; None for a key that it must not have."""
    tested = decision.answer is Answer.TEST
    return {
        "evidence": "; ".join(part for part in (proof, field_evidence(divergence)) if part),
        "approved_by": decision.approved_by or None,
        "origin": "field",
        "test_status": f"in test since {decision.decided_on.isoformat()}" if tested else _NOT_TESTED,
        "review_by": decision.review_by or decision.decided_on + timedelta(days=REVIEW_DAYS),
    }


def _set_keys(yaml: YamlText, node: Node, keys: Mapping[str, str | date | None]) -> list[Edit]:
    """Return the edits that give a map these keys, in place where it has them; None takes a key out."""
    edits = []
    added: dict[str, Value] = {}
    for name, value in keys.items():
        there = node.get(name)
        if value is None:
            edits += [yaml.without_key(node, name)] if there is not None else []
        elif there is None:
            added[name] = value
        else:
            edits.append(yaml.with_text(there, value))
    if added:
        edits.append(yaml.with_keys(node, added, after=_BEHIND))
    return edits


def _with_keys(entry: _Entry, keys: Mapping[str, str | date | None]) -> _Entry:
    """Return an entry with the fields that these keys of the file stand for."""
    fields: dict[str, Any] = {
        name: value for name, value in keys.items() if name not in {"origin", "persona", "segment"}
    }
    readers: dict[str, Any] = {
        name: (keys[name],) if keys[name] else () for name in ("persona", "segment") if name in keys
    }
    return replace(entry, **fields, **readers, origin_field=True)


def _tested_variant(message: Message, decision: Decision, *, but: int | None = None) -> int | None:
    """Return which variant holds the same wording from the field already, as after a test."""
    wanted = normalised(decision.wording)
    return next(
        (
            index
            for index, variant in enumerate(message.variants)
            if index != but and variant.origin_field and normalised(variant.text) == wanted
        ),
        None,
    )


def _entry_node(house: House, message: Message, index: int | None) -> Node:
    """Return where a message, or one of its variants, stands."""
    node = house.message(message.where, message.id)
    if index is None:
        return node
    variants = node.get("variants")
    if variants is None or variants.kind != "list" or len(variants.items) <= index:
        raise _not_as_loaded(message)
    return variants.items[index]


def _without_variant(yaml: YamlText, node: Node, index: int) -> Edit:
    variants = node.get("variants")
    if variants is not None and len(variants.items) > 1:
        return yaml.without_item(variants, index)
    return yaml.without_key(node, "variants")


def _without_drift(yaml: YamlText, node: Node, message: Message, wording: str, edits: list[Edit]) -> Message:
    """Return the message without the wording among its examples of what must be raised, and add the edit."""
    left = tuple(text for text in message.drift if normalised(text) != normalised(wording))
    examples = node.get("examples")
    drift = examples.get("drift") if examples is not None else None
    if len(left) == len(message.drift) or examples is None or drift is None:
        return message
    if left:
        edits += [
            yaml.without_item(drift, index)
            for index, item in enumerate(drift.items)
            if normalised(item.text) == normalised(wording)
        ]
    elif len(examples.items) > 2:
        edits.append(yaml.without_key(examples, "drift"))
    else:
        edits.append(yaml.without_key(node, "examples"))
    return replace(message, drift=left)


def _retired_entry(decision: Decision, target: Approved, message: Message, messaging: Messaging) -> Retired:
    """Return the old wording as a retired entry with an id of its own."""
    taken = {
        entry.id
        for entries in (messaging.messages, messaging.retired, messaging.never_say, messaging.internal_only)
        for entry in entries
    }
    plain = f"{message.id}-until-{decision.decided_on.isoformat()}"
    retired_id = next(one for one in _numbered(plain) if one not in taken)
    return Retired(
        id=MessageId(retired_id),
        text=target.text,
        retired_on=decision.decided_on,
        grace_until=decision.decided_on + timedelta(days=GRACE_DAYS),
        replaced_by=message.id,
        because=decision.reason or "The wording of the field was adopted.",
        where=message.where,
    )


def _numbered(name: str) -> Iterator[str]:
    """Yield a name, then the same with -2, -3 and so on."""
    yield name
    for number in itertools.count(2):
        yield f"{name}-{number}"


def _notes(decision: Decision, target: Approved, message: Message, *, index: int | None) -> tuple[str, ...]:
    """Return what a person should look at once the old wording is replaced; `index` is its place among the variants."""
    notes = []
    if target.approved_by and not decision.approved_by:
        notes.append(f"approved_by was taken out: {target.approved_by} approved the old wording, not this one.")
    if index is not None:
        notes.append(f'Replaced is the variant of {message.id} that the field changed: "{target.text}"')
    new = normalised(decision.wording)
    entries = (message, *message.variants)
    others = [text for entry in entries for text in (entry.text, *entry.same) if normalised(text) != new]
    old = figures_as_written(target.text) - figures_as_written(decision.wording)
    stale = [text for text in others if figures_as_written(text) & old]
    one = len(stale or others) == 1
    counted = f"{number_of(len(stale or others), 'other wording')} of {message.id}"
    if stale:
        figures = and_list(sorted(old))
        it = "it" if one else "them"
        notes.append(f"{counted} still {'says' if one else 'say'} {figures}; change {it} too if that no longer holds:")
    elif others:
        notes.append(f"{counted} {'stands as it was; does it' if one else 'stand as they were; do they'} still hold?")
    return (*notes, *(f'  "{text}"' for text in stale or others))


def _not_as_loaded(message: Message) -> InputError:
    return InputError(
        f'The message "{message.id}" does not stand in this file as it was loaded.',
        where=f"{message.where.path}:{message.where.line}",
        hint="it may be written with an alias (*), or was changed meanwhile: write it out, then try again",
    )
