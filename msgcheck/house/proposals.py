"""From a sentence of existing copy to a proposed message: an id from its words, a type from simple signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from msgcheck.records import MessageType

MAX_ID_LETTERS = 40
MIN_WORDS = 4
"""A run of fewer words is a label, not a message."""

_FILLERS = frozenset(
    "a an the and or of for in on at to by with from as is are be was were our we you your it its that this than"
    " will can has have us their they which who".split()
)
_SIGNS: tuple[tuple[MessageType, tuple[str, ...]], ...] = (
    (
        MessageType.DISCLAIMER,
        (
            r"\b(?:results|figures|savings|prices?) (?:(?:may|can|will) )?(?:vary|differ|change)",
            r"\b(?:subject to|terms (?:and conditions )?apply|without notice)\b",
            r"\b(?:no|not a) guarantee\b",
            r"\ball prices\b",
            r"\berrors? (?:and omissions )?excepted\b",
        ),
    ),
    (
        MessageType.BOILERPLATE,
        (r"\b(?:founded|established) in\b", r"\bheadquarter", r"\bemploys?\b.{0,40}\bpeople\b"),
    ),
    (
        MessageType.DIFFERENTIATOR,
        (
            r"\b(?:unlike|in contrast|compared (?:with|to)|rather than|instead of)\b",
            r"\b(?:the only|only one|no other|the first)\b",
            r"\bothers? (?:cannot|can't|do not|don't)\b",
            r"\bwhere others\b",
        ),
    ),
    (
        MessageType.PROOF_POINT,
        (
            r"\b(?:study|survey|case|audit|benchmark|award(?:ed)?|certified|certificate|rated|according to)\b",
            r"\b\d[\d,.]*\+?\s(?:\w+\s)?(?:customers|companies|users|clients|organi[sz]ations|sites|countries|teams)\b",
            r"^[\"“].{20,}[\"”]",
        ),
    ),
    (
        MessageType.POSITIONING,
        (r"^(?:\w[\w&.-]*\s){1,4}(?:is|are)\s(?:the|a|an|your)\s.*\b(?:for|that|which|where)\b",),
    ),
    (
        MessageType.VALUE_PROPOSITION,
        (
            r"\b(?:you|your|teams?|customers|users|companies|people)\b.*\b(?:save|cut|reduce|gain|grow|win|free|spend)\b",
            r"\b(?:you|your|teams?|customers|users|companies|people)\b.*\b(?:faster|sooner|easier|less|more)\b",
            r"\b(?:helps?|lets?|enables?|allows?)\b.*\b(?:you|your|teams?|customers|users|companies)\b",
            r"^(?:save|cut|reduce|free|grow)\b",
        ),
    ),
)
"""The first type of which one sign is found is proposed."""
_TYPE_NAMES = {
    "value prop": MessageType.VALUE_PROPOSITION,
    "benefit": MessageType.VALUE_PROPOSITION,
    "proof": MessageType.PROOF_POINT,
    "reference": MessageType.PROOF_POINT,
    "usp": MessageType.DIFFERENTIATOR,
    "differentiation": MessageType.DIFFERENTIATOR,
    "tagline": MessageType.POSITIONING,
    "slogan": MessageType.POSITIONING,
    "headline": MessageType.POSITIONING,
    "legal": MessageType.DISCLAIMER,
    "footnote": MessageType.DISCLAIMER,
    "about": MessageType.BOILERPLATE,
    "feature": MessageType.CLAIM,
    "message": MessageType.CLAIM,
}


def guess_type(text: str) -> MessageType:
    """Return the likely type of a sentence; `claim` where no sign speaks for another."""
    for message_type, signs in _SIGNS:
        if any(re.search(sign, text, re.IGNORECASE | re.DOTALL) for sign in signs):
            return message_type
    return MessageType.CLAIM


def named_type(written: str) -> MessageType | None:
    """Return the type a person named in their own words ("Value Prop", "USP"), None if it is none."""
    word = re.sub(r"[\s_-]+", " ", written).strip().casefold()
    for message_type in MessageType:
        name = message_type.replace("_", " ")
        if word in {name, f"{name}s"}:
            return message_type
    return next((message_type for sign, message_type in _TYPE_NAMES.items() if word.startswith(sign)), None)


def make_id(text: str, taken: Collection[str]) -> str:
    """Return an id made from the words of a text that is not among `taken`."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower().replace("'", ""))
    telling = [word for word in words if word not in _FILLERS] or words
    made = ""
    for word in telling[:6]:
        longer = f"{made}-{word}" if made else word[:MAX_ID_LETTERS]
        if len(longer) > MAX_ID_LETTERS:
            break
        made = longer
    return unused(made or "message", taken)


def unused(wanted: str, taken: Collection[str]) -> str:
    """Return `wanted`, with a number behind it where it is taken."""
    made, number = wanted, 2
    while made in taken:
        made, number = f"{wanted}-{number}", number + 1
    return made


def is_proposal(text: str) -> bool:
    """Return whether a run of text is long enough to be a message."""
    return len(re.findall(r"[^\W\d_]{2,}", text)) >= MIN_WORDS
