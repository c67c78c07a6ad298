"""Words, digit runs and marks of a text, and what a run of digits is worth in any of the usual styles."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SPACES = " \u00a0\u202f\u2009"
_TOKEN = re.compile(
    r"(?P<power>\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2}(?!\w)|\s?[x×*]\s?10\^[+-]?\d{1,2}|\^[+-]?\d{1,3}))"
    r"|(?P<digits>"
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,]\d)"  # 1,200.50
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?(?!\d)"  # 12,34,567.89
    rf"|\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?:[.,]\d+)?(?![{_SPACES}]?\d)"  # 1 200
    r"|\d{1,3}(?:['’]\d{3})+(?:\.\d+)?(?!\d)"  # 1'200
    r"|\d{1,3}(?:\.\d{3})+,\d+(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?![\d.])"  # 1.200,50
    r"|\d+\.\d+|(?<!\d,)\d+,\d{1,2}(?![\d,])|\.\d+|\d+"
    r")"
    r"|(?P<vulgar>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒])"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<mark>\S)"
)
_LONGEST = 40
_MAY_HOLD_NUMBER = re.compile(
    r"\d|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒]|(?i:\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|hal[fv]"
    r"|thirt|twent|fort|fift|sixt|sevent|eight|ninet|hundred|thousand|million|billion|trillion|dozen|zero|n[oa]ught"
    r"|quarter|third|fourth|fifth|sixth|seventh|ninth|tenth|lakh|crore|grand))"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, digit run or mark, with its place."""

    start: int
    end: int
    kind: str
    """power, digits, vulgar, word or mark."""
    text: str
    lower: str


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of `text` in order; white space is between them."""
    return [
        Token(match.start(), match.end(), _kind(match), match[0], match[0].lower()) for match in _TOKEN.finditer(text)
    ]


def _kind(match: re.Match[str]) -> str:
    """Return the kind of a token; longer runs of digits than any figure has are marks."""
    return "mark" if match.end() - match.start() > _LONGEST and match[0][0].isdigit() else str(match.lastgroup)


def may_hold_number(text: str) -> bool:
    """Return False where a quick look is enough to know that there is no number in `text`."""
    return _MAY_HOLD_NUMBER.search(text) is not None


def digits_value(written: str) -> float:
    """Return the value of a run of digits with separators in any of the usual styles.

    A single comma before exactly three digits separates thousands; a single point is a decimal mark, as in
    English; with both, the last one is the decimal mark.
    """
    plain = re.sub(rf"['’{_SPACES}]", "", written)
    if "," in plain and "." in plain:
        decimal = "," if plain.rfind(",") > plain.rfind(".") else "."
        plain = plain.replace("." if decimal == "," else ",", "").replace(",", ".")
    elif plain.count(".") > 1:
        plain = plain.replace(".", "")
    elif "," in plain:
        head, _, tail = plain.rpartition(",")
        plain = plain.replace(",", "") if len(tail) == 3 and head != "0" else f"{head}.{tail}"
    return float(plain)


def power_value(written: str) -> float:
    """Return the value of `1e6`, `1.3x10^6` or `1.1^23`; infinite powers come back as 0."""
    plain = re.sub(r"\s", "", written).lower()
    try:
        if match := re.fullmatch(r"(.+)[x×*]10\^(.+)", plain):
            return float(match[1]) * 10.0 ** int(match[2])
        if "^" in plain:
            base, exponent = plain.split("^")
            return float(base) ** int(exponent)
        return float(plain)
    except (OverflowError, ZeroDivisionError):
        return 0.0
