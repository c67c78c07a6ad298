"""Digits that name something and count nothing: standards, versions, product names, phone numbers, links, list marks.

They must never be taken for a changed figure of a claim. Those that name (`ISO 27001`, `TLS 1.3`, `Windows
10`, `Type II`) are kept as figures of kind `version`; the rest is only kept away from the number reader.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from msgcheck.segment.readings.number_words import SUFFIXES
from msgcheck.segment.readings.unit_table import CURRENCY_CODES

_LINK = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+"
    r"|(?<![\w.])[\w-]+\.(?:com|org|net|io|eu|co\.uk|de|fr|nl|example)(?:/\S*)?(?!\w)"
)
_LINK_HINTS = ("://", "www.", "@", ".com", ".org", ".net", ".io", ".eu", ".co.uk", ".de", ".fr", ".nl", ".example")
_LINE_NUMBER = re.compile(
    r"(?<![\w.+])\+\d{1,3}[\s.\-/(]{0,2}\d[\d\s().\-/]{5,}\d"  # +44 20 7946 0958
    r"|(?<!\w)\(\d{3,5}\)\s?\d{3,4}[\s-]?\d{3,4}(?!\d)"  # (020) 7946 0958
    r"|(?<![\d.-])\d{3}[-.]\d{3}[-.]\d{4}(?!\d)"  # 555-010-1234
    r"|(?<![\d.,])0\d{2,4}[\s/-]\d{3,4}[\s/-]?\d{3,6}(?![\d,.])"  # 0171 555 0199
    r"|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)"  # an IP address
    r"|(?<![\w-])[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
    r"|\d{4,}-\d{6,}-\d+|(?<!\w)#\d+\b"
)
_LINE_NUMBER_HINT = re.compile(r"[+#(]\d|\d[-.]\d+[-.]\d|\d{4,}-\d|\b0\d{2}|[\da-fA-F]{8}-")
_LIST_MARK = re.compile(
    r"^\s*[(\[]?(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)\]]\s+(?=[^\W\d_])|\d{1,2}(?:\.\d{1,2}){1,2}\s+(?=[A-Z][a-z]))"
)
_PLACE = re.compile(
    r"(?<!\w)(?:slides?|pages?|pp?\.|sections?|figures?|fig\.|tables?|appendix|annex|chapters?|steps?|paragraph|§|"
    r"footnote|note|nrs?\.|no\.|number|item|question|part|option|phase|room|floor|gate|suite|line|ticket|invoice|"
    r"order|ref\.?|case)\s?(?P<number>#?\d+(?:\.\d+)*)(?:\s?(?:/|of|to|and|-|–)\s?\d+(?!\d|%|[.,]\d))?"
    r"(?![\d%]|[.,]\d)(?!\s(?:hours?|days?|weeks?|months?|minutes?|years?)\b)",
    re.IGNORECASE,
)
_STANDARDS = (
    "ISO(?:/IEC)?(?:/TS)?", "IEC", "EN(?: ISO)?", "DIN(?: EN)?", "BS(?: EN)?", "NIST(?: SP)?", "FIPS", "IEEE", "RFC",
    "NSF(?:/[A-Z]+)*", "ASTM", "UL", "SOC", "SOX", "SIL", "TLS", "SSL", "SAML", "OAuth", "HTTP", "IPv", "USB",
    "PCI(?: DSS)?", "CMMC", "WCAG", "HL7", "ISAE", "SSAE", "Tier", "TRL", "ATEX", "IP", "AES", "RSA", "SHA", "VDA",
    "IATF", "AS", "EU", "Regulation", "Directive", "Article", r"Art\.", "Forms?", "Schedule", "Title", "Class",
    "Category", "Cat", "Grade", "Level", "Type", "Euro", "Phase", "Basel", "Solvency", "Scope", "[Vv]ersion",
    "[Rr]elease", "[Vv]", "Part", "Annex", "Windows", "Office", "macOS", "iOS", "Android", "Dynamics", "Java",
    "Python", "PHP", "Covid", "COVID", "Group", "Module", "Model", "Series", "Mark", "Mk", "Gen", "Generation",
    "Building", "Terminal", "Zone", "Route", "Highway", "Interstate", "Exit", "Band", "Stage", "Web",
)  # fmt: skip
"""Words whose number names a standard, a version, a class or a thing. A unit behind the number still wins."""
_STANDARD = re.compile(
    rf"(?<!\w)(?P<name>{'|'.join(_STANDARDS)})[\s\u00a0-]?"
    r"(?P<number>\d+(?:[.:/-]\d+)*[A-Za-z]?(?:-[A-Z])?|I{1,3}|IV|V)(?![\w%€$£]|[.,]\d)"
)
_MORE = re.compile(r"(?:\s?(?:,|/|and|or|&|\+)\s?(?:and\s)?\d{3,}(?:-[A-Z])?(?![\w%.,]\d|,\d))+")
_PERIOD_FOLLOWS = r"(?!-?(?:day|hour|week|month|year|minute|mile|page)s?\b)"
_CODE = re.compile(
    rf"(?<![\w.,])(?P<name>[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)?)-(?P<number>\d+(?:\.\d+)?)(?![\w%]|[.,]\d){_PERIOD_FOLLOWS}"
    r"|(?<![\w.,$€£])(?P<letters>[A-Za-z]{1,6})(?P<digits>\d{1,5}[A-Za-z]?\d*)(?![\w%]|[.,]\d)"
    r"|(?<![\w.,$€£-])(?P<leading>\d{1,3})(?P<behind>[A-Z]{1,3})(?![\w%/])"
    r"|(?<!\w)(?P<whole>401\(?k\)?|[23]D|[345]G|[248]K(?=\s(?:video|display|screen|resolution|camera|monitor|stream|tv)))(?!\w)"
    r"|(?<!\d)\d{5,}[A-Za-z]+\d+(?!\w)"
)
_NAMED = re.compile(
    r"(?<=[^\W\d_] )(?P<name>[A-Z][\w&]*(?:-[A-Z]\w*)?)[ \u00a0](?P<number>\d{1,4}(?:\.\d{1,2})?)"
    r"(?![\w%€$£]|[.,:/]\d|\s?[%€$£×x–-]|-|,?\s(?:and\s|or\s|to\s)?\d)"
)
_AFTER_NAME = re.compile(r"\s+(?P<word>[^\W\d_]+)|\s*(?P<stop>$|[.,;:!?)'’])")
_HAS_NAME = re.compile(r"\d|\b(?:I{1,3}|IV|V)\b")
_NO_NAME = frozenset(
    (
        "a about above across add after all an and any approximately are around as at average before below between but "
        "by cut cuts each every exactly for from get gets has have if in into is join just last least less live max "
        "maximum median min minimum more most next no not of on once only or our out over past plus save saves serving "
        "since some than that the then these those through to total trusted under until up used was we were when "
        "with within you your usd eur gbp chf aud cad nzd january february march april may june july august september "
        "october november december spring summer autumn winter monday tuesday wednesday thursday friday saturday sunday"
    ).split()
)
"""Capitalised words that name nothing: a title in capitals says `Over 200 Customers`."""
_NAME_GOES_ON = frozenset(
    (
        "and are at be by can carries comes costs cuts delivers does draws for from gives has helps in is keeps lets "
        "makes may needs of offers on or plus reports runs sends series supports takes to units uses users was while "
        "will with without works"
    ).split()
)
"""What follows a name with a number: `Bar 3 draws`, but `Fleet 200 drivers`."""
_NOT_A_CODE = re.compile(rf"[MmTk]?(?:{'|'.join(CURRENCY_CODES)})$|(?:x|X|to|by|and|or|from|c|ca)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberName:
    """Digits that are no figure, with their place."""

    start: int
    end: int
    name: str = ""
    """What they name, lower case: `iso`, `windows`; empty where they name nothing to compare."""
    number: str = ""


def read_number_names(text: str, measured: Collection[int] = ()) -> tuple[NumberName, ...]:
    """Return the stretches of `text` whose digits are no figures, in order, not overlapping.

    Args:
        text: the whole text.
        measured: ends of numbers and of units behind numbers, so that `Hub 300 kW` is read as 300 kW.
    """
    if _HAS_NAME.search(text) is None:
        return ()
    found: list[NumberName] = []
    for name in _all(text, measured):
        if all(name.end <= other.start or name.start >= other.end for other in found):
            found.append(name)
    return tuple(sorted(found, key=lambda name: name.start))


def _all(text: str, measured: Collection[int]) -> Iterator[NumberName]:
    """Yield all candidates, the surest first."""
    yield from _nameless(text)
    for match in _STANDARD.finditer(text):
        if match.end() in measured:
            continue
        more = _MORE.match(text, match.end()) if match["number"].isdigit() and len(match["number"]) >= 3 else None
        end = more.end() if more else match.end()
        yield NumberName(match.start(), end, match["name"].lower().rstrip("."), text[match.start("number") : end])
    for match in _CODE.finditer(text):
        if match.end() not in measured and _is_code(match):
            name = match["name"] or match["letters"] or ""
            number = match["number"] or match["digits"] or match[0]
            yield NumberName(match.start(), match.end(), name.lower() or match[0].lower(), number)
    for match in _PLACE.finditer(text):
        if match.end() not in measured:
            yield NumberName(match.start(), match.end())
    for match in _NAMED.finditer(text):
        if match["name"].lower() in _NO_NAME or match["name"].upper() in CURRENCY_CODES or match.end() in measured:
            continue
        if _NOT_A_CODE.match(match["name"]):
            continue
        after = _AFTER_NAME.match(text, match.end())
        if after is not None and (after["stop"] is not None or after["word"].lower() in _NAME_GOES_ON):
            yield NumberName(match.start(), match.end(), match["name"].lower(), match["number"])


def _nameless(text: str) -> Iterator[NumberName]:
    """Yield links, phone numbers, addresses and list marks, which there is nothing to compare in."""
    if any(hint in text for hint in _LINK_HINTS):
        yield from (NumberName(match.start(), match.end()) for match in _LINK.finditer(text))
    if _LINE_NUMBER_HINT.search(text) is not None:
        yield from (NumberName(match.start(), match.end()) for match in _LINE_NUMBER.finditer(text))
    if (mark := _LIST_MARK.match(text)) is not None:
        yield NumberName(mark.start(), mark.end())


def _is_code(match: re.Match[str]) -> bool:
    """Return whether letters and digits run together name something: `A4`, `3MF`, but not `USD50`, `10K`, `5X`."""
    if match["letters"]:
        return _NOT_A_CODE.match(match["letters"]) is None
    if match["behind"]:
        return match["behind"] not in SUFFIXES and match["behind"] not in {"X", "AM", "PM", "BN", "H", "S", "D"}
    return True
