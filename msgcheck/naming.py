"""Where a text uses a name the messaging replaces by another: found and mended by one and the same pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from msgcheck.records import Messaging

_PASSED_OVER = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+|`[^`]*`|[\"“„«‘][^\"”“»’]*[\"”“»’]"
    r"|\b(?:formerly|previously|former|once|ex)\b[\s:]*(?:called|named|known as)?\s*",
    re.IGNORECASE,
)
_FORMERLY = re.compile(
    r"\b(?:formerly|previously|former|once|ex-?|used to be|(?:then|still) called)\s*(?:called|named|known as)?\W*$",
    re.IGNORECASE,
)
_LEGAL_FORM = re.compile(
    r"^,?\s*(?:Inc|Ltd|LLC|GmbH|AG|SA|SAS|S\.A|B\.?V|N\.?V|plc|Oy|AB|AS|A/S|S\.?r\.?l|KG|Limited|Corporation)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongName:
    """A wrong name and the right one."""

    wrong: str
    right: str
    pattern: re.Pattern[str]


def wrong_names(messaging: Messaging, day: date | None = None) -> tuple[WrongName, ...]:
    """Return every wrong name, longest first, without former names that still held on this day.

    In its days of grace a former name is wrong already; its severity is low then.
    """
    pairs = [(wrong, product.name) for product in messaging.products for wrong in product.wrong]
    pairs += [
        (former.name, product.name)
        for product in messaging.products
        for former in product.former
        if not (day and former.until and day <= former.until)
    ]
    pairs += [(wrong, term.use) for term in messaging.terms for wrong in term.not_]
    return tuple(
        WrongName(wrong=wrong, right=right, pattern=_pattern(wrong, right))
        for wrong, right in sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0]))
    )


def places_of(text: str, names: Sequence[WrongName]) -> Iterator[tuple[WrongName, tuple[int, int]]]:
    """Yield the wrong names in a text with their half-open places, none inside a longer one.

    Addresses, quotes, code, names of legal entities and "formerly X" are passed over.
    """
    passed_over = [match.span() for match in _PASSED_OVER.finditer(text)]
    taken: list[tuple[int, int]] = []
    for name in names:
        right_places = [match.span() for match in re.finditer(re.escape(name.right), text)]
        for match in name.pattern.finditer(text):
            start, end = match.span()
            inside = any(begin <= start and end <= stop for begin, stop in (*passed_over, *taken, *right_places))
            if inside or _FORMERLY.search(text[:start]) or _LEGAL_FORM.match(text[end:]):
                continue
            taken.append((start, end))
            yield name, (start, end)


def in_form_of(found: str, name: WrongName, *, at_start: bool) -> str:
    """Return the right name in number and case of the wrong one it replaces.

    Args:
        found: the wrong name as it stands in the text.
        name: the wrong name and the right one.
        at_start: whether it begins a sentence; the capitals of "SMS" are no sign of that.
    """
    right = name.right
    if found.lower().endswith("s") and not name.wrong.lower().endswith("s"):
        right = plural_of(right)
    capital = at_start if len(found) > 1 and found.isupper() else found[:1].isupper()
    return right[:1].upper() + right[1:] if capital and right[:1].islower() else right


def plural_of(noun: str) -> str:
    """Return the plural of a noun or of a phrase that ends in one, by spelling alone."""
    if noun.endswith("s"):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("x", "ch", "sh")) else "s")


def _pattern(wrong: str, right: str) -> re.Pattern[str]:
    """Return what finds a wrong name; its case counts only where nothing else tells it from the right one."""
    flags = 0 if wrong.casefold() == right.casefold() else re.IGNORECASE
    plural = "" if wrong.endswith("s") else "s?"
    spaced = r"\s+".join(re.escape(part) for part in wrong.split())
    return re.compile(rf"(?<![\w.@/-]){spaced}{plural}(?![\w@]|\.\w|-\w)", flags)
