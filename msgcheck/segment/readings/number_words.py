"""The words numbers are spelled with, as tables that can be read and extended."""

from __future__ import annotations

SMALL = {
    "zero": 0, "nought": 0, "naught": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
"""Words below twenty."""

TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip

DOZEN = 12.0

SCALES = {
    "thousand": 1e3, "grand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7,
    "dozen": DOZEN, "doz": DOZEN, "dz": DOZEN,
}  # fmt: skip
"""Words that multiply what stands before them; `hundred` has rules of its own."""

PLURAL_SCALES = {
    "thousands": 1e3, "millions": 1e6, "billions": 1e9, "trillions": 1e12, "dozens": DOZEN, "dozs": DOZEN, "dzs": DOZEN,
}  # fmt: skip
"""Only after a number: `three dozens` is 36, `dozens of teams` is no figure."""

SUFFIXES = {
    "k": 1e3, "K": 1e3, "thsd": 1e3, "M": 1e6, "MM": 1e6, "mm": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6, "mil": 1e6,
    "bn": 1e9, "b": 1e9, "B": 1e9, "bln": 1e9, "bil": 1e9, "G": 1e9, "tn": 1e12, "trn": 1e12, "tln": 1e12,
}  # fmt: skip
"""Short forms after digits: `10k`, `€2bn`. Case counts, for `5 m` is five metres until a currency says otherwise."""

_ORDINAL_STEMS = {
    "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
    "thousandth": 1000,
}  # fmt: skip

ORDINALS: dict[str, float] = {"first": 1, "second": 2, **_ORDINAL_STEMS, "millionth": 1e6}

PARTS: dict[str, float] = {
    "half": 2,
    "quarter": 4,
    "millionth": 1e6,
    "billionth": 1e9,
    "trillionth": 1e12,
    **_ORDINAL_STEMS,
}
"""What a whole is divided by, in the singular: `a third`, `one tenth`."""

PLURAL_PARTS: dict[str, float] = {
    "halves": 2,
    "firsts": 1,
    **{word + "s": by for word, by in PARTS.items() if word != "half"},
}

VULGAR = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5,
    "⅙": 1 / 6, "⅚": 5 / 6, "⅐": 1 / 7, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8, "⅑": 1 / 9, "⅒": 1 / 10,
}  # fmt: skip

MULTIPLES = {
    "twice": 2.0, "thrice": 3.0, "double": 2.0, "doubles": 2.0, "doubled": 2.0, "doubling": 2.0, "triple": 3.0,
    "triples": 3.0, "tripled": 3.0, "tripling": 3.0, "treble": 3.0, "trebles": 3.0, "trebled": 3.0, "quadruple": 4.0,
    "quadruples": 4.0, "quadrupled": 4.0, "halve": 0.5, "halves": 0.5, "halved": 0.5, "halving": 0.5, "once": 1.0,
}  # fmt: skip
"""Single words that say how many times; `once` counts only before a period (`once a day`)."""

NUMBER_WORDS = frozenset(
    {*SMALL, *TENS, *SCALES, *PLURAL_SCALES, *ORDINALS, *PARTS, *PLURAL_PARTS, *MULTIPLES, "hundred"}
)
