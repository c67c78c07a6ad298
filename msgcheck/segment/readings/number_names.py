"""Digits that name something and count nothing: standards, versions, product names, phone numbers, links, list marks.

They must never be taken for a changed figure of a claim. Those that name (`ISO 27001`, `TLS 1.3`, `Windows
10`, `Type II`) are kept as figures of kind `version`; the rest is only kept away from the number reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NOTHING = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|[\w.+-]+@[\w-]+\.[\w.]+"
    r"|(?<![\w.])[\w-]+\.(?:com|org|net|io|eu|co\.uk|de|fr|nl|example)(?:/\S*)?(?!\w)"
    r"|(?<![\w.+])\+\d{1,3}[\s.\-/(]{0,2}\d[\d\s().\-/]{5,}\d"
    r"|(?<!\w)\(\d{3,5}\)\s?\d{3,4}[\s-]?\d{3,4}(?!\d)"
    r"|(?<![\d.-])\d{3}[-.]\d{3}[-.]\d{4}(?!\d)"
    r"|(?<![\d.,])0\d{2,4}[\s/-]\d{3,4}[\s/-]?\d{3,6}(?![\d,.])"
    r"|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)"
    r"|(?<![\w-])[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
    r"|(?<!\w)#\d+\b"
    r"|(?<!\w)(?:[£€$]\s?)?[xX]{2,}"
    r"|\d{4,}-\d{6,}-\d+"
    r"|(?<!\d)\d{5,}[A-Za-z]+\d+(?!\w)|(?<!\w)[A-Za-z]{2,}\d+[A-Za-z-]*\d*(?=\d*\w*)(?<!\w[₂²³])"
)
_LIST_MARK = re.compile(r"^\s*[(\[]?(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)\]]|\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)\s+(?=[^\W\d_])")
_PLACE = re.compile(
    r"(?<!\w)(?:slides?|pages?|pp?\.|sections?|figures?|fig\.|tables?|appendix|annex|chapters?|step|steps|paragraph|§|footnote|note|nrs?\.|"
    r"no\.|number|item|question|part|option|phase|room|floor|gate|suite|line|ticket|invoice|order|ref\.?|case)\s?(?P<number>#?\d+(?:\.\d+)*)"
    r"(?:\s?(?:/|of|to|and|-|–)\s?\d+(?!\d|%|[.,]\d))?(?![\d%]|[.,]\d)(?!\s(?:hours?|days?|weeks?|months?|minutes?|years?)\b)",
    re.IGNORECASE,
)
_STANDARD = re.compile(
    r"(?<!\w)(?P<name>ISO(?:/IEC)?(?:/TS)?|IEC|EN(?:\sISO)?|DIN(?:\sEN)?|BS(?:\sEN)?|NIST(?:\sSP)?|FIPS|IEEE|RFC|NSF(?:/[A-Z]+)*|"
    r"ASTM|UL|SOC|SOX|SIL|TLS|SSL|SAML|OAuth|HTTP|IPv|USB|PCI(?:\sDSS)?|CMMC|WCAG|HL7|ISAE|SSAE|Tier|TRL|ATEX|IP|LM|AES|RSA|SHA|MD|"
    r"VDA|IATF|AS|EU|Regulation|Directive|Article|Art\.|Form|Forms|Schedule|Title|Class|Category|Cat|Grade|Level|Type|Euro|Phase|"
    r"Basel|Solvency|Scope|Version|version|Release|release|v|V|Part|Annex|Windows|Office|macOS|iOS|Android|Dynamics|Microsoft|Java|Python|PHP|Covid|COVID|"
    r"Group|Module|Model|Series|Mark|Mk|Gen|Generation|Building|Terminal|Zone|Route|Highway|Interstate|Exit|Band|Stage|Bar|Top|Pro|Net|Web)"
    r"(?P<gap>[\s\u00a0-]?)(?P<number>\d+(?:[.:/-]\d+)*[A-Za-z]?(?:-[A-Z])?|I{1,3}|IV|V)(?![\w%€$£]|[.,]\d)"
)
_MORE = re.compile(r"(?:\s?(?:,|/|and|or|&|\+)\s?(?:and\s)?\d{3,}(?:-[A-Z])?(?![\w%.,]\d|,\d))+")
_CODE = re.compile(
    r"(?<![\w.,])(?P<name>[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)?)-(?P<number>\d+(?:\.\d+)?)(?![\w%]|[.,]\d|-?(?:day|hour|week|month|year|minute|mile|page)s?\b)"
    r"|(?<![\w.,$€£])(?P<name2>[A-Z]{1,4}[a-z]?)(?P<number2>\d{1,4}[a-z]?)(?![\w%]|[.,]\d)"
    r"|(?<![\w.,$€£])(?P<number3>[345])G(?!\w)|(?<!\w)(?P<number4>401)\(?k\)?(?!\w)|(?<![\w.,$€£])(?P<number5>[248])K(?=\s(?:video|display|screen|resolution|camera|monitor|stream|tv)s?)"
    r"|(?<!\w)(?P<number6>[23]D)(?!\w)|(?<!\w)(?P<number7>[BD]2[BCGD]2?[BC]?)(?!\w)|(?<!\w)(?P<number8>\d[A-Z]{1,3})(?![\w%/])(?<!\dK)(?<!\dM)(?<!\dG)(?<!\dB)(?<!MB|GB|TB|PB|KB|MW|GW|KW|MP|AM|PM|MM|BN)(?<!\dW)(?<!\dV)(?<!\dL)(?<!\dA)(?<!\dC)(?<!\dF)(?<!\dH)(?<!\dJ)(?<!\dN)(?<!\dX)"
)
_NAMED = re.compile(
    r"(?<=[^\W\d_] )(?P<name>[A-Z][\w&]*(?:-[A-Z]\w*)?)[ \u00a0](?P<number>\d{1,4}(?:\.\d{1,2})?)(?![\w%€$£]|[.,:/]\d|\s?[%€$£×x–-]|-|,?\s(?:and\s|or\s|to\s)?\d)"
)
_AFTER_NAME = re.compile(r"\s+(?P<word>[^\W\d_]+)|\s*(?P<stop>$|[.,;:!?)'’])")
_NO_NAME = frozenset(
    [
        "a", "about", "above", "across", "add", "after", "all", "an", "and", "any", "approximately", "are", "around", "as", "at", "average",
        "before", "below", "between", "but", "by", "cut", "cuts", "each", "every", "exactly", "for", "from", "get", "gets", "has", "have", "if",
        "in", "into", "is", "join", "just", "last", "least", "less", "live", "max", "maximum", "median", "min", "minimum", "more", "most",
        "next", "no", "not", "of", "on", "once", "only", "or", "our", "out", "over", "past", "plus", "save", "saves", "serving", "since", "some",
        "than", "that", "the", "then", "these", "those", "through", "to", "top", "total", "trusted", "under", "until", "up", "used", "was", "we", "were", "when", "with",
        "within", "you", "your", "usd", "eur", "gbp", "chf", "aud", "cad", "nzd", "january", "february", "march", "april", "may", "june",
        "july", "august", "september", "october", "november", "december", "spring", "summer", "autumn", "winter",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
)  # fmt: skip
_NAME_GOES_ON = frozenset(
    [
        "and", "are", "at", "be", "by", "can", "carries", "comes", "costs", "cuts", "delivers", "does", "draws", "for", "from", "gives", "has",
        "helps", "in", "is", "keeps", "lets", "makes", "may", "needs", "of", "offers", "on", "or", "plus", "reports", "runs", "sends", "series", "supports",
        "takes", "to", "units", "uses", "users", "was", "while", "will", "with", "without", "works",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NumberName:
    """Digits that are no figure, with their place."""

    start: int
    end: int
    name: str = ""
    """What they name, lower case: `iso`, `windows`; empty where they name nothing to compare."""
    number: str = ""


def read_number_names(text: str, unit_follows: tuple[int, ...] = ()) -> tuple[NumberName, ...]:
    """Return the stretches of `text` whose digits are no figures, in order, not overlapping.

    Args:
        text: the whole text.
        unit_follows: ends of digits that have a unit behind them, so that `Hub 300 kW` is read as 300 kW.
    """
    found: list[NumberName] = []
    for name in _all(text, unit_follows):
        if all(name.end <= other.start or name.start >= other.end for other in found):
            found.append(name)
    return tuple(sorted(found, key=lambda name: name.start))


def _all(text: str, unit_follows: tuple[int, ...]) -> Iterator[NumberName]:
    """Yield all candidates, the surest first."""
    for pattern in (_NOTHING, _LIST_MARK):
        for match in pattern.finditer(text):
            yield NumberName(match.start(), match.end())
    for match in _STANDARD.finditer(text):
        if match.end() in unit_follows:
            continue
        more = _MORE.match(text, match.end()) if match["number"].isdigit() and len(match["number"]) >= 3 else None
        end = more.end() if more else match.end()
        yield NumberName(match.start(), end, match["name"].lower().rstrip("."), text[match.start("number") : end])
    for match in _CODE.finditer(text):
        if match.end() not in unit_follows:
            name = match["name"] or match["name2"] or ""
            yield NumberName(
                match.start(),
                match.end(),
                name.lower() or match[0].lower(),
                match["number"] or match["number2"] or match[0],
            )
    for match in _PLACE.finditer(text):
        if match.end() not in unit_follows:
            yield NumberName(match.start(), match.end())
    for match in _NAMED.finditer(text):
        if match["name"].lower() in _NO_NAME or match.end() in unit_follows:
            continue
        after = _AFTER_NAME.match(text, match.end())
        if after is not None and (after["stop"] is not None or after["word"].lower() in _NAME_GOES_ON):
            yield NumberName(match.start(), match.end(), match["name"].lower(), match["number"])
