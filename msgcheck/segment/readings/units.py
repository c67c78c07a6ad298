"""Units of measure and currencies: what they are called and what they come to in their canonical unit.

`unit_after` and `currency_before` look at the text right beside a number. Words are looked up in lower case
and singular, symbols as they are written, for `MB` and `Mb` or `m` and `M` are not the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from msgcheck.segment.readings.unit_table import (
    AMBIGUOUS_WORDS,
    CURRENCY_CODES,
    CURRENCY_SYMBOLS,
    CURRENCY_WORDS,
    SUBUNIT_WORDS,
    SYMBOLS,
    UNITS,
    WORDS,
)

DAY_S = 86400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit as it stands in a text, and how to get to its canonical unit."""

    kind: str
    """percent, money, duration or size, as in `Figure.kind`."""
    canonical: str
    """Canonical unit, lower case: `second`, `metre`, `eur`."""
    name: str
    """The unit as written, in the singular: `minute`, `mile`, `dollar`."""
    factor: float = 1.0
    offset: float = 0.0
    """Canonical value is (written + offset) * factor."""

    def value(self, written: float) -> float:
        """Return `written` of this unit in its canonical unit."""
        return (written + self.offset) * self.factor


@dataclass(frozen=True, slots=True)
class UnitSpan:
    """A unit with its place."""

    start: int
    end: int
    unit: Unit
    scale: float = 1.0
    """A scale word glued to a currency: `MEUR`, `€m`."""


def _tables() -> tuple[dict[str, Unit], dict[str, Unit]]:
    by_word: dict[str, Unit] = {}
    by_symbol: dict[str, Unit] = {}
    for kind, canonical, rows in UNITS:
        for name, factor, offset in rows:
            unit = Unit(kind=kind, canonical=canonical, name=name, factor=factor, offset=offset)
            for word in (name, *WORDS.get(name, ())):
                by_word[word] = unit
            for symbol in SYMBOLS.get(name, ()):
                by_symbol[symbol] = unit
    return by_word, by_symbol


_BY_WORD, _BY_SYMBOL = _tables()


def _currency(code: str, name: str, factor: float = 1.0) -> Unit:
    return Unit(kind="money", canonical=code, name=name, factor=factor)


_MONEY_WORDS = {word: _currency(code, word) for word, code in CURRENCY_WORDS.items()}
_MONEY_WORDS |= {word: _currency(code, name, 0.01) for word, (code, name) in SUBUNIT_WORDS.items()}
_MONEY_SYMBOLS = {symbol: _currency(code, name) for symbol, (code, name) in CURRENCY_SYMBOLS.items()}
_CODES = {code: _currency(target, name) for code, (target, name) in CURRENCY_CODES.items()}

_CODE_PATTERN = "|".join(sorted(_CODES, key=len, reverse=True))
_SYMBOL_PATTERN = "|".join(re.escape(symbol) for symbol in sorted(_MONEY_SYMBOLS, key=len, reverse=True))
_GAP = r"[ \u00a0\u202f\u2009]?"
_BEFORE = re.compile(
    rf"(?:(?P<both>(?i:{_CODE_PATTERN})[$£€])|(?P<symbol>{_SYMBOL_PATTERN})|(?<![^\W\d_])(?P<scaled>[MmTk])?(?P<code>{_CODE_PATTERN})"
    rf"|(?<!\w)(?P<word>dollars?|euros?|pounds?))[ \u00a0\u202f\u2009]{{0,2}}[-−]?$",
)
_BEFORE_LOOSE = re.compile(_BEFORE.pattern, re.IGNORECASE)
_AFTER_MONEY = re.compile(
    rf"{_GAP}[-‑]?(?:(?P<symbol>{_SYMBOL_PATTERN})|(?P<scaled>[MmTk])?(?P<code>{_CODE_PATTERN})(?![^\W_]))"
)
_TRAILING_CODE = re.compile(rf"\s?\((?P<code>{_CODE_PATTERN})\)|\s(?P<bare>{_CODE_PATTERN})(?!\w)")
_SCALE_AFTER_SYMBOL = re.compile(r"(?:(mn|m|bn|k|M)|\s(million|billion|thousand))(?![^\W_])")
_SCALE_VALUES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "M": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_WORD_RUN = re.compile(
    r"[\s\u00a0]{0,2}[-‑]?[\s]?([^\W\d_]+\.?)(?:[\s\u00a0-]([^\W\d_]+))?(?:[\s\u00a0-]([^\W\d_]+))?(?:\s([^\W\d_]+))?"
)
_SYMBOL_RUN = re.compile(r"[ \u00a0\u202f\u2009]?[-‑]?((?:[^\s\d,;:()\[\]{}<>!?.…–—/]|/(?=[a-zA-Z])|[23](?![\w]))+)")
_BRACKETED = re.compile(r"\s?[(\[{<]\s?([^\s()\[\]{}<>]{1,8})\s?[)\]}>]")
_WEIGHT_NEAR = re.compile(
    r"\b(?:weigh\w*|weight|heav\w*|baby|lift\w*|load\w*|drop|lose|lost|payload|kg|tons?|bags?|butter|pallets?|holds?|carr(?:y|ies)|capacity)\b",
    re.IGNORECASE,
)
_DEGREE_SCALE = re.compile(r"\s?(C|F)(?:elsius|ahrenheit)?(?!\w)", re.IGNORECASE)
_UNIT_ADJECTIVES = frozenset({
    "staff", "man", "person", "extra", "full", "more", "additional", "further", "whole", "straight", "consecutive",
    "clear", "paid", "free",
})  # fmt: skip
"""Words that may stand between a number and a period: `5 staff hours`, `two full days`."""
_NEVER_SPACED = frozenset({"s", "d", "A", "V", "J", "N", "K", "'", "C", "F", "t"})
"""Symbols that count only right behind the digits."""


def unit_after(text: str, end: int, *, spelled: bool = False, fraction: bool = False) -> UnitSpan | None:
    """Return the unit that follows a number ending at `end`, or None.

    Args:
        text: the whole text.
        end: where the number ends.
        spelled: whether the number is written in words, which symbols never follow.
        fraction: whether it is a part of a whole, so that `half a day` has a unit and `5 a day` has none.
    """
    tail = text[end : end + 60]
    if not tail.strip():
        return None
    found = _money_after(text, end) or _word_unit(text, end, fraction=fraction)
    return found or (None if spelled else _symbol_unit(text, end))


def currency_before(text: str, start: int) -> UnitSpan | None:
    """Return the currency that stands right before a number starting at `start`, or None."""
    head = text[max(0, start - 10) : start]
    if not head or head[-1] in ",.;":
        return None
    match = _BEFORE.search(head) or _BEFORE_LOOSE.search(head)
    if match is None or (match["code"] or "") in AMBIGUOUS_WORDS:
        return None
    offset = start - len(head)
    if match["both"]:
        unit = _CODES[match["both"][:-1].upper()]
    elif match["symbol"]:
        unit = _MONEY_SYMBOLS.get(match["symbol"]) or _MONEY_SYMBOLS[_cased(match["symbol"])]
    elif match["code"]:
        unit = _CODES[match["code"].upper()]
    else:
        unit = _MONEY_WORDS[match["word"].lower().rstrip("s")]
    return UnitSpan(offset + match.start(), start, unit, _glued_scale(match["scaled"]))


def _cased(symbol: str) -> str:
    """Return the spelling of a currency symbol as the table has it, whatever its case."""
    return next(known for known in _MONEY_SYMBOLS if known.lower() == symbol.lower())


def _glued_scale(letter: str | None) -> float:
    return {"M": 1e6, "m": 1e6, "T": 1e3, "k": 1e3}.get(letter or "", 1.0)


def trailing_code(text: str, end: int) -> UnitSpan | None:
    """Return a currency code after an amount that already has a symbol: `$30m (AUD)`, `$5 CAD`."""
    match = _TRAILING_CODE.match(text, end)
    if match is None:
        return None
    return UnitSpan(match.start(), match.end(), _CODES[match["code"] or match["bare"]])


def scale_after(text: str, end: int) -> tuple[float, int]:
    """Return the scale glued to a currency or amount (`m` in `€5m`) and where it ends; 1 and `end` where none."""
    match = _SCALE_AFTER_SYMBOL.match(text, end)
    if match is None:
        return 1.0, end
    return _SCALE_VALUES[match[1] or match[2]], match.end()


def singular(word: str) -> str:
    """Return `word` without its plural ending, by spelling alone."""
    if len(word) <= 3 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word.removesuffix("s")


def _money_after(text: str, end: int) -> UnitSpan | None:
    match = _AFTER_MONEY.match(text, end)
    if match is not None:
        if match["symbol"]:
            following = text[match.end() : match.end() + 1]
            if following.isdigit():
                return None
            scale, stop = scale_after(text, match.end())
            return UnitSpan(end, stop, _MONEY_SYMBOLS[match["symbol"]], scale)
        scale = _glued_scale(match["scaled"])
        more, stop = scale_after(text, match.end())
        return UnitSpan(end, stop, _CODES[match["code"]], scale * more)
    return _money_word(text, end)


def _money_word(text: str, end: int) -> UnitSpan | None:
    match = _WORD_RUN.match(text, end)
    if match is None:
        return None
    words = [word for word in match.groups() if word]
    for count in (2, 1):
        if len(words) < count:
            continue
        phrase = " ".join(words[:count]).lower().rstrip(".")
        unit = _MONEY_WORDS.get(phrase) or _MONEY_WORDS.get(singular(phrase))
        if unit is None and count == 1 and phrase.upper() in _CODES and phrase not in AMBIGUOUS_WORDS:
            unit = _CODES[phrase.upper()]
        if unit is None:
            continue
        if text[match.end(count) : match.end(count) + 1].isdigit():
            return None
        if count == 1 and phrase in {"p", "c", "r"} and text[end : end + 1].isspace():
            return None
        if phrase in {"pound", "pounds"} and _is_weight(text, end):
            return None
        return UnitSpan(end, match.end(count), unit)
    return None


def _is_weight(text: str, end: int) -> bool:
    """Return whether `pounds` near `end` are pounds of weight."""
    return _WEIGHT_NEAR.search(text, max(0, end - 60), end + 60) is not None


def _word_unit(text: str, end: int, *, fraction: bool) -> UnitSpan | None:
    match = _WORD_RUN.match(text, end)
    if match is None:
        return None
    words = [word.lower().rstrip(".") for word in match.groups() if word]
    if words[0] in {"a", "an", "of", "the"}:
        return _after_article(text, end, words) if fraction else None
    for count in range(min(4, len(words)), 0, -1):
        phrase = " ".join(words[:count])
        unit = _BY_WORD.get(phrase) or _BY_WORD.get(_singular_phrase(words[:count]))
        if unit is not None:
            stop = match.end(count)
            return UnitSpan(end, stop - (text[stop - 1] == "."), unit)
    if words[0] in _UNIT_ADJECTIVES and len(words) > 1:
        unit = _BY_WORD.get(words[1]) or _BY_WORD.get(singular(words[1]))
        if unit is not None and unit.kind == "duration":
            return UnitSpan(end, match.end(2), unit)
    return None


def _after_article(text: str, end: int, words: list[str]) -> UnitSpan | None:
    """Return the unit in `half a day` and `a quarter of an hour`."""
    skip = re.compile(r"\s(?:of\s)?(?:an?|the)\s").match(text, end)
    if skip is None or len(words) < 2:
        return None
    found = _word_unit(text, skip.end() - 1, fraction=False)
    found = found or _money_word(text, skip.end() - 1) or _symbol_unit(text, skip.end() - 1)
    if found is None or (found.unit.kind == "percent" and words[0] == "of" and "of a" not in skip[0]):
        return None
    return UnitSpan(end, found.end, found.unit)


def _singular_phrase(words: list[str]) -> str:
    """Return the words with the plural taken off the word that carries it: `miles per hour`, `square feet`."""
    if len(words) > 2 and words[1] in {"per", "an", "a"}:
        return " ".join([singular(words[0]), "per", *map(singular, words[2:])])
    return " ".join([*words[:-1], singular(words[-1])])


def _symbol_unit(text: str, end: int) -> UnitSpan | None:
    bracketed = _BRACKETED.match(text, end)
    if bracketed is not None and bracketed[1] in _BY_SYMBOL:
        return UnitSpan(end, bracketed.end(), _BY_SYMBOL[bracketed[1]])
    match = _SYMBOL_RUN.match(text, end)
    if match is None:
        return None
    run = match[1].rstrip("'’*+-")
    spaced = text[end : end + 1] in " \u00a0\u202f\u2009"
    for size in range(len(run), 0, -1):
        symbol = run[:size]
        unit = _BY_SYMBOL.get(symbol)
        if unit is None:
            continue
        following = run[size : size + 1]
        if following and symbol[-1].isalnum() and following.isalnum():
            continue
        if spaced and symbol in _NEVER_SPACED:
            return None
        stop = match.start(1) + size
        if symbol == "°" and (scale := _DEGREE_SCALE.match(text, stop)) is not None:
            return UnitSpan(end, scale.end(), _BY_WORD["celsius" if scale[1].lower() == "c" else "fahrenheit"])
        return UnitSpan(end, stop, unit)
    return None
