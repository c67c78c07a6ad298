"""Names: the company, its products, customers and competitors, certifications, and names nobody told us.

Names from the messaging are found as they are spelt there. A name of one ordinary-looking word ("Flow",
"Recover") counts only with its capital; longer and unusual ones in any case. Lemmas: `company:Acme`,
`product:Acme Flow` (also for aliases and wrong spellings: compare the cue's text), `customer:X`,
`competitor:X`, `certification:iso 27001`, `place:germany` and `name:Xxx` for an unknown capitalised name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgcheck.records import Cue, Token
from msgcheck.segment.interface import Vocabulary
from msgcheck.segment.readings.cue_table import CueTable, straightened, without_overlaps
from msgcheck.segment.readings.merge_fields import mask_merge_fields

_Known = tuple[tuple[re.Pattern[str], str], ...]

_CERTIFICATIONS: tuple[tuple[str, str], ...] = (
    (
        r"(?:(?:din|bs|ns|uni|ilac)\s)?(?:en\s)?iso(?:\s?/\s?(?:iec|sae|astm|ts|tr))?[\s-]?(?P<number>\d{3,5}(?:-\d+)?)(?::\d{4})?",
        "iso",
    ),
    (r"(?:din\s)?en[\s-](?P<number>\d{2,5}(?:-\d+)*)(?::\d{4})?", "en"),
    (r"bs[\s-](?P<number>\d{4,5}(?:-\d+)*)(?::\d{4})?", "bs"),
    (r"iec[\s-](?P<number>\d{4,5}(?:-\d+)*)", "iec"),
    (r"soc[\s-]?(?P<number>[123])(?:[\s-]type[\s-](?P<more>i{1,2}|[12]))?", "soc"),
    (r"pci(?:[\s-]?dss)?(?:\s?v?\d\.\d)?(?:[\s-]level[\s-](?P<more>[1-4]))?", "pci dss"),
    (r"fedramp(?:[\s-](?P<more>high|moderate|low|ready|authori[sz]ed))?", "fedramp"),
    (r"wcag(?:\s(?P<number>\d\.\d))?(?:[\s-](?:level[\s-])?(?P<more>a{1,3}))?", "wcag"),
    (r"(?:gdpr|dsgvo|general data protection regulation)", "gdpr"),
    (r"(?:uk gdpr)", "uk gdpr"),
    (r"hipaa", "hipaa"),
    (r"hitrust", "hitrust"),
    (r"ccpa", "ccpa"),
    (r"tisax", "tisax"),
    (r"fips(?:[\s-](?P<number>\d{3}-\d))?", "fips"),
    (r"nist(?:[\s-](?:sp[\s-])?(?P<number>\d{3}-\d+))?", "nist"),
    (r"cyber essentials(?:[\s-](?P<more>plus))?", "cyber essentials"),
    (r"(?:bsi[\s-])?(?:c5|it-grundschutz)", "bsi c5"),
    (r"haccp", "haccp"),
    (r"brc(?:gs)?(?:[\s-](?P<more>aa?\+?))?", "brcgs"),
    (r"gmp", "gmp"),
    (r"mdr", "mdr"),
    (r"ce[\s-](?:mark(?:ed|ing)?|certified)", "ce"),
    (r"ukca", "ukca"),
    (r"tüv(?:[\s-](?P<more>süd|rheinland|nord|austria))?", "tüv"),
    (r"ul[\s-](?:listed|certified|(?P<number>\d{2,5}))", "ul"),
    (r"fsc", "fsc"),
    (r"pefc", "pefc"),
    (r"msc[\s-]certified", "msc"),
    (r"fair[\s-]?trade", "fairtrade"),
    (r"b[\s-]corp(?:oration)?", "b corp"),
    (r"leed(?:[\s-](?P<more>platinum|gold|silver))?", "leed"),
    (r"breeam(?:[\s-](?P<more>outstanding|excellent|very good))?", "breeam"),
    (r"fca[\s-](?:regulated|authori[sz]ed)", "fca"),
    (r"fscs", "fscs"),
    (r"fda[\s-](?:approved|cleared|registered|clearance|approval)", "fda"),
    (r"oeko[\s-]?tex", "oeko-tex"),
    (r"gots", "gots"),
    (r"atex", "atex"),
    (r"nfpa(?:\s(?P<number>\d+))?", "nfpa"),
    (r"astm(?:\s(?P<number>[a-z]\d+))?", "astm"),
    (r"kosher", "kosher"),
    (r"halal", "halal"),
    (r"sox", "sox"),
    (r"dora", "dora"),
    (r"nis[\s-]?2", "nis 2"),
    (r"eidas", "eidas"),
    (r"mifid(?:\sii)?", "mifid"),
)
_CERTIFICATION = re.compile(
    "|".join(
        rf"(?P<c{place}>(?<!\w)(?:"
        + pattern.replace("(?P<number>", f"(?P<n{place}>").replace("(?P<more>", f"(?P<m{place}>")
        + r")(?![\w]|-\d))"
        for place, (pattern, _) in enumerate(_CERTIFICATIONS)
    ),
    re.IGNORECASE,
)
_MORE = {"1": "i", "2": "ii"}
_ALWAYS_CAPITAL = frozenset({"sox", "dora", "mdr", "gots", "atex", "fsc", "gmp", "msc", "leed", "bsi c5", "en", "bs"})

_PLACES = CueTable(
    {
        place.lower(): place
        for place in (
            "EU,EEA,UK,USA,EMEA,APAC,DACH,Europe,European Union,United States,United Kingdom,Germany,Austria,Switzerland,France,Belgium,"
            "Netherlands,Luxembourg,Italy,Spain,Portugal,Ireland,Northern Ireland,Scotland,Wales,England,Great Britain,Britain,Denmark,Sweden,"
            "Norway,Finland,Iceland,Poland,Czechia,Hungary,Romania,Greece,Turkey,Canada,Mexico,Brazil,Australia,New Zealand,Japan,China,India,"
            "Singapore,Asia,Africa,North America,South America,Latin America,Nordics,Benelux,Baltics"
        ).split(",")
    },
    keep_case=True,
)
_NOT_NAMES = frozenset(
    "i january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday "
    "wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun english german french dutch spanish italian welsh european american "
    "british irish swiss austrian danish swedish norwegian polish canadian christmas easter q1 q2 q3 q4 eur usd gbp chf ceo cfo cto cio coo ciso cmo vp hr it pr qa "
    "kpi roi tco sla faq pdf api ai ml crm erp sso saml url csv xml json html usb wifi gps led tv id ok pm am asap fyi eta po poc rfp rfi nda msa sow dpa vat gmt "
    "utc cet est pst bst mr mrs ms dr prof sir no yes ps re fw hi hello dear thanks".split()
)
_CAPITALISED = re.compile(
    r"(?<![\w@/.])(?:[A-ZÄÖÜÉÅØ][\w&'’-]*[\w]|[A-Z])(?:\s+(?:(?:of|de|van|von|der|and|&)\s+)?[A-ZÄÖÜÉÅØ][\w&'’-]*\w)*"
)
_SENTENCE_OPENING = re.compile(r"(?:\A|[.!?:…]\s+|[\"'“‘(]\s*|\A\W+|[-–—]\s+)\Z")


def read_names(text: str, tokens: Sequence[Token], vocabulary: Vocabulary) -> tuple[Cue, ...]:
    """Return the names in `text`, in order; what the messaging knows wins over what only looks like a name."""
    masked = mask_merge_fields(text)
    found: tuple[Cue, ...] = ()
    for pattern, lemma in _known(vocabulary):
        cues = tuple(_cue(text, *match.span(), lemma) for match in pattern.finditer(masked))
        found += without_overlaps(cues, found)
    for cues in (
        _certifications(text, masked),
        tuple(_cue(text, cue.start, cue.end, f"place:{cue.lemma}") for cue in _PLACES.find(masked)),
        _unknown(text, masked, tokens),
    ):
        found += without_overlaps(cues, found)
    return tuple(sorted(found, key=lambda cue: cue.start))


def name_pattern(spelling: str) -> re.Pattern[str]:
    """Return the pattern that finds one spelling of a name; one plain word must keep its capital."""
    words = spelling.split()
    plain_word = len(words) == 1 and re.fullmatch(r"[A-Z]?[a-z]+", spelling) is not None
    body = r"\s+".join(re.escape(word) for word in words)
    return re.compile(rf"(?<![\w-]){body}(?!\w)", 0 if plain_word else re.IGNORECASE)


@lru_cache(maxsize=64)
def _known(vocabulary: Vocabulary) -> _Known:
    """Return patterns with lemmas, longest spelling first so that "Acme Flow" wins over "Acme"."""
    spellings = [(spelling, f"company:{vocabulary.company[0]}") for spelling in vocabulary.company]
    for kind, entries in (
        ("product", vocabulary.products),
        ("competitor", vocabulary.competitors),
        ("customer", vocabulary.customers),
    ):
        spellings += [(spelling, f"{kind}:{name}") for name, others in entries for spelling in (name, *others)]
    spellings.sort(key=lambda pair: (-len(pair[0]), pair))
    return tuple((name_pattern(spelling), lemma) for spelling, lemma in spellings if spelling.strip())


def _cue(text: str, start: int, end: int, lemma: str) -> Cue:
    return Cue(start=start, end=end, text=text[start:end], lemma=lemma)


def _certifications(text: str, masked: str) -> tuple[Cue, ...]:
    cues = []
    for match in _CERTIFICATION.finditer(straightened(masked)):
        place = int((match.lastgroup or "c0")[1:])
        name = _CERTIFICATIONS[place][1]
        groups = match.groupdict()
        more = (groups.get(f"m{place}") or "").lower()
        parts = [
            name,
            groups.get(f"n{place}") or "",
            ("type " if name == "soc" and more else "") + _soc_type(name, more),
        ]
        if name in _ALWAYS_CAPITAL and match.group() != match.group().upper():
            continue
        cues.append(_cue(text, *match.span(), "certification:" + " ".join(part for part in parts if part)))
    return tuple(cues)


def _soc_type(name: str, more: str) -> str:
    return _MORE.get(more, more) if name == "soc" else more


def _unknown(text: str, masked: str, tokens: Sequence[Token]) -> tuple[Cue, ...]:
    """Return capitalised names nobody told us, unless the whole text is written with capitals."""
    words = re.findall(r"[^\W\d_]{3,}", masked)
    capitals = sum(word[0].isupper() for word in words)
    if len(words) > 2 and capitals > 0.6 * len(words):
        return ()
    proper = {token.start for token in tokens if token.pos == "PROPN"}
    cues = []
    for match in _CAPITALISED.finditer(masked):
        start, end = match.span()
        parts = match.group().split()
        if (
            _SENTENCE_OPENING.search(masked, 0, start)
            and (len(parts) == 1 or parts[0].lower() in _NOT_NAMES)
            and start not in proper
        ):
            start += len(parts[0])
            parts = parts[1:]
        while parts and parts[0].lower() in _NOT_NAMES:
            start += len(parts[0])
            parts = parts[1:]
        start += len(masked[start:end]) - len(masked[start:end].lstrip())
        name = masked[start:end]
        if len(name) >= 3 and name.lower() not in _NOT_NAMES and not name.isdigit():
            cues.append(_cue(text, start, end, f"name:{name}"))
    return tuple(cues)
