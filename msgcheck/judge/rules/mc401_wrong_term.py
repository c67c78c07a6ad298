"""MC401: wrong name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from msgcheck.codes import Label
from msgcheck.judge.interface import Case
from msgcheck.records import Judgement, Messaging, Reason, Statement

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
class _Wrong:
    """A wrong name and the right one."""

    wrong: str
    right: str
    pattern: re.Pattern[str]


class WrongTerm:
    """A name or term the messaging replaces by another, found literally.

    Use:   "Acme Flow"
    Found: "AcmeFlow"

    Lets pass: "formerly X", quotes, addresses, code, names of legal entities, a former name in a mail sent
    while it held. In its days of grace it counts little.

    Known misses: misspellings nobody listed.
    """

    code = "MC401"
    label = Label.WRONG_TERM

    def check(self, case: Case) -> tuple[Judgement, ...]:
        """Return one judgement for each place a wrong name stands."""
        wrong_names = _wrong_names(case.messaging, case.audience.day)
        return tuple(
            Judgement(
                statement=statement,
                label=self.label,
                score=0.99,
                reasons=(
                    Reason(
                        code=self.code,
                        what=f'"{wrong.wrong}" is called "{wrong.right}"',
                        score=0.99,
                        found=place,
                    ),
                ),
            )
            for statement in case.statements
            if statement.judged
            for wrong, place in _found(statement, wrong_names)
        )


def _wrong_names(messaging: Messaging, day: date | None) -> tuple[_Wrong, ...]:
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
        _Wrong(wrong=wrong, right=right, pattern=_pattern(wrong, right))
        for wrong, right in sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0]))
    )


def _pattern(wrong: str, right: str) -> re.Pattern[str]:
    """Return what finds a wrong name; its case counts only where nothing else tells it from the right one."""
    flags = 0 if wrong.casefold() == right.casefold() else re.IGNORECASE
    plural = "" if wrong.endswith("s") else "s?"
    spaced = r"\s+".join(re.escape(part) for part in wrong.split())
    return re.compile(rf"(?<![\w.@/-]){spaced}{plural}(?![\w@]|\.\w|-\w)", flags)


def _found(statement: Statement, wrong_names: tuple[_Wrong, ...]) -> Iterator[tuple[_Wrong, tuple[int, int]]]:
    """Yield the wrong names of a statement with their places, none inside a longer one."""
    text = statement.text
    passed_over = [match.span() for match in _PASSED_OVER.finditer(text)]
    taken: list[tuple[int, int]] = []
    for wrong in wrong_names:
        right_places = [match.span() for match in re.finditer(re.escape(wrong.right), text)]
        for match in wrong.pattern.finditer(text):
            start, end = match.span()
            inside = any(begin <= start and end <= stop for begin, stop in (*passed_over, *taken, *right_places))
            if inside or _FORMERLY.search(text[:start]) or _LEGAL_FORM.match(text[end:]):
                continue
            taken.append((start, end))
            yield wrong, (start, end)
