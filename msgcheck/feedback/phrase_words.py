"""The words that phrases are made of: what is written in one breath, without names and addresses of anybody.

A phrase never reaches over a comma, a customer, an address or a name. Whoever it is that is named, a new wording is
told without them: a word that is only ever written with a capital, and is neither a name that the messaging knows nor
a usual one to begin a line with, may be somebody's name, so it is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from msgcheck.feedback.claim_words import bare_stem
from msgcheck.identity import normalised
from msgcheck.records import Cue, Messaging
from msgcheck.segment.readings.merge_fields import merge_fields
from msgcheck.segment.readings.names import read_names
from msgcheck.wordings import vocabulary_of

LONGEST = 4
"""Words of a phrase."""

_ADDRESS = re.compile(
    r"[\w.+-]{0,64}@\S+"  # e-mail addresses, handles
    r"|\b[a-z]+://\S+"
    r"|(?:[\w-]+[./\\])*[\w-]+\.[a-z]{2,}\b[^\s,;!?]*"  # host names, files with their folders
    r"|(?<!\w)\+?\d[\d\s()./-]{5,}\d(?!\w)",  # telephone numbers
    re.IGNORECASE,
)
_WORD = re.compile(r"[€$£]?\w+(?:[.,:/&+’'-]\w+)*(?:\s?%|\+(?!\w))?")
_RUN = re.compile(rf"{_WORD.pattern}(?:\s+{_WORD.pattern})*")
"""Words that are written in one breath."""
_PART = re.compile(r"[^\W\d_]+")
_WHOLE = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
"""A word that is no part of an address."""
_AROUND_WORDS = ".,;:!?()[]\"'“”‘’…"
_SOMEBODYS = frozenset({"name", "customer"})
"""Kinds of names that are not told; those of companies, products, competitors, places and certificates are."""
_ABBREVIATIONS = frozenset(
    "ai api b2b b2c capex ceo cfo cio coo crm cto eco erp esg eu faq gdpr hr iot it kpi ml nps opex p&l poc pr roi "
    "saas sdk sla smb sso tco uk uptime usa ux vat vpn".split()
)
"""What is written with capitals without being anybody's name."""
_FUNCTION_WORDS = frozenset(
    "a an the this that these those i you he she it we they me him her us them my your his its our their mine yours "
    "ours theirs who whom whose which what of in on at by for with from to into onto over under within during after "
    "before until till per as than about between through across via and or but nor so if when while because since "
    "whether though although once be am is are was were been being have has had do does did will would shall should "
    "can could may might must 's 're 've 'll 'd 'm let also very too then there here just even still yet now how why "
    "where it's we're you're they're that's we'll you'll we've you've i'm i'll i've let's please".split()
)
"""Words that carry no claim of their own. Those that deny, count or bound one are not among them."""
_BEGINNINGS = frozenset(
    map(
        bare_stem,
        "no not never none without all every each any some only always more less most least fewer up down one two "
        "three four five six seven eight nine ten twelve hundred thousand half double first next new now today day "
        "week month year hour minute free fast quick easy simple safe secure sure low high full complete whole real "
        "true instant immediate unlimited guaranteed proven trusted leading best better cheaper cheapest smart modern "
        "save cut reduce lower raise increase boost grow earn win get go live start begin launch install set build "
        "make take give keep run work use see know plan manage control track measure check find show send ask call "
        "book order buy sell pay try choose switch move change add connect replace protect prevent avoid stop end "
        "deliver support serve help train learn offer discount price cost fee saving result return payback success "
        "service quality risk energy money time team customer client partner people business company market".split(),
    )
) | frozenset(map(bare_stem, _FUNCTION_WORDS))
"""Stems of what lines of sales text begin with, so with a capital, without being a name."""
_LONGEST_TEXT = 2000
"""Characters of a sentence that are looked at; what is longer is none."""

Phrase = tuple[str, ...]
"""The keys of its words, by which it is compared."""
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a phrase stands in a text."""

    phrase: Phrase
    written: str
    is_public: bool
    """Whether none of its words may be somebody's name or address."""


def phrases_of(text: str) -> set[Phrase]:
    """Return every run of up to `LONGEST` words of a text that is written in one breath."""
    found: set[Phrase] = set()
    for run in _RUN.findall(text[:_LONGEST_TEXT]):
        keys = tuple(map(_key, _WORD.findall(run)))
        found.update([keys[place] for place in _places(len(keys))])
    return found


class PhraseReader:
    """Tells which phrases may be told, and how they are written.

    Args:
        messaging: knows the names that may be told, and those that may not.
        texts: a word that is written small in any of them is nobody's name.
    """

    def __init__(self, messaging: Messaging, texts: Iterable[str]) -> None:
        self._vocabulary = vocabulary_of(messaging)
        self._customers = _either(name for name, others in self._vocabulary.customers for name in (name, *others))
        products = [name for product, others in self._vocabulary.products for name in (product, *others)]
        names = (*self._vocabulary.company, *products)
        self._ours = frozenset(_key(match.group()) for name in names for match in _WORD.finditer(name))
        words = {word.strip(_AROUND_WORDS) for word in {word for text in texts for word in text.split()}}
        small = (word for word in words if word[:1].islower() and _WHOLE.fullmatch(word))
        self._small = _BEGINNINGS.union(bare_stem(part) for word in small for part in _PART.findall(word))

    def is_telling(self, phrase: Phrase) -> bool:
        """Return whether a phrase may be a wording: it begins and ends with words that say something.

        Our own names alone, and numbers of nothing, are none.
        """
        if phrase[0] in _FUNCTION_WORDS or phrase[-1] in _FUNCTION_WORDS:
            return False
        if all(word in self._ours for word in phrase):
            return False
        return len(phrase) > 1 or any(character.isalpha() or character in "%€$£" for character in phrase[0])

    def spellings(self, text: str) -> Iterator[Spelling]:
        """Yield every phrase of a text as it is written there."""
        text = text[:_LONGEST_TEXT]
        addresses = [match.span() for match in _ADDRESS.finditer(text)]
        addresses += [match.span() for match in self._customers.finditer(text)]
        addresses += [match.span() for field in merge_fields(text) for match in re.finditer(re.escape(field), text)]
        names = read_names(text, (), self._vocabulary)
        for written in _RUN.finditer(text):
            run = list(_WORD.finditer(text, *written.span()))
            words = [self._written(match, addresses, names) for match in run]
            keys = tuple(_key(match.group()) for match in run)
            for place in _places(len(run)):
                shown = [word for word in words[place] if word is not None]
                yield Spelling(keys[place], " ".join(shown), len(shown) == len(words[place]))

    def _written(self, match: re.Match[str], addresses: Sequence[Span], names: Sequence[Cue]) -> str | None:
        """Return how a word is told, small where its capital only began a sentence; None where it is not told."""
        start, end = match.span()
        kinds = {cue.lemma.partition(":")[0] for cue in names if cue.start < end and start < cue.end}
        if kinds & _SOMEBODYS or any(first < end and start < last for first, last in addresses):
            return None
        word = re.sub(r"\s", "", match.group())
        if kinds:
            return word
        parts = _PART.findall(word)
        if not all(bare_stem(part) in self._small or part.lower() in _ABBREVIATIONS for part in parts):
            return None
        return word.lower() if word[1:].islower() else word


def own_words(phrase: Phrase) -> frozenset[str]:
    """Return the words of a phrase that say something."""
    return frozenset(phrase) - _FUNCTION_WORDS


@lru_cache
def _places(words: int) -> tuple[slice, ...]:
    """Return where each phrase of so many words stands."""
    lengths = range(1, LONGEST + 1)
    return tuple(slice(start, start + length) for length in lengths for start in range(words - length + 1))


@lru_cache(maxsize=100_000)
def _key(word: str) -> str:
    """Return by what a word is compared."""
    return normalised(word).replace(" ", "")


def _either(names: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of these names, however it is written; nothing where there are none."""
    longest_first = sorted({tuple(name.split()) for name in names} - {()}, key=lambda words: (-len(words), words))
    either = "|".join(r"\s+".join(map(re.escape, words)) for words in longest_first)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)" if either else r"(?!)", re.IGNORECASE)
