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
from msgcheck.segment.readings.certifications import read_certifications
from msgcheck.segment.readings.cue_table import CueTable, without_overlaps
from msgcheck.segment.readings.merge_fields import mask_merge_fields

_Known = tuple[tuple[re.Pattern[str], str], ...]

_PLACES = CueTable(
    {
        place.lower(): place
        for place in (
            "EU,EEA,UK,USA,EMEA,APAC,DACH,Europe,European Union,United States,United "
            "Kingdom,Germany,Austria,Switzerland,France,Belgium,"
            "Netherlands,Luxembourg,Italy,Spain,Portugal,Ireland,Northern Ireland,Scotland,Wales,England,Great "
            "Britain,Britain,Denmark,Sweden,"
            "Norway,Finland,Iceland,Poland,Czechia,Hungary,Romania,Greece,Turkey,Canada,Mexico,Brazil,Australia,New "
            "Zealand,Japan,China,India,"
            "Singapore,Asia,Africa,North America,South America,Latin America,Nordics,Benelux,Baltics"
        ).split(",")
    },
    keep_case=True,
)
_NOT_NAMES = frozenset(
    "i january february march april may june july august september october november december jan feb mar apr jun "
    "jul aug sep sept oct nov dec monday tuesday "
    "wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun english german french "
    "dutch spanish italian welsh european american "
    "british irish swiss austrian danish swedish norwegian polish canadian christmas easter q1 q2 q3 q4 eur usd gbp "
    "chf ceo cfo cto cio coo ciso cmo vp hr it pr qa "
    "kpi roi tco sla faq pdf api ai ml crm erp sso saml url csv xml json html usb wifi gps led tv id ok pm am asap "
    "fyi eta po poc rfp rfi nda msa sow dpa vat gmt "
    "utc cet est pst bst mr mrs ms dr prof sir no yes ps re fw hi hello dear thanks".split()
)
_MIN_NAME = 3
_HEADLINE_SHARE = 0.6
"""Where more words than this have a capital, capitals say nothing."""
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
        read_certifications(masked),
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


def _unknown(text: str, masked: str, tokens: Sequence[Token]) -> tuple[Cue, ...]:
    """Return capitalised names nobody told us, unless the whole text is written with capitals."""
    words = re.findall(r"[^\W\d_]{3,}", masked)[1:]
    capitals = sum(word[0].isupper() for word in words)
    if len(words) > 1 and capitals > _HEADLINE_SHARE * len(words):
        return ()
    proper = frozenset(token.start for token in tokens if token.pos == "PROPN")
    cues = []
    for match in _CAPITALISED.finditer(masked):
        words_of_name = list(re.finditer(r"\S+", match.group()))
        opens = _SENTENCE_OPENING.search(masked, 0, match.start()) is not None
        if opens and len(words_of_name) == 1 and match.start() not in proper:
            continue
        while words_of_name and words_of_name[0].group().lower() in _NOT_NAMES:
            words_of_name.pop(0)
        if not words_of_name:
            continue
        start = match.start() + words_of_name[0].start()
        if match.end() - start >= _MIN_NAME:
            cues.append(_cue(text, start, match.end(), f"name:{masked[start : match.end()]}"))
    return tuple(cues)
