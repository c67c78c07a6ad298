"""The words that phrases are made of: what is written in one breath, without names and addresses of anybody.

A phrase never reaches over a comma, a customer, an address or a name. Whoever it is that is named, a new wording is
told without them: a word that is only ever written with a capital, and is neither a name that the messaging knows nor
a usual one to begin a line with, may be somebody's name, so it is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgcheck.feedback.claim_words import bare_stem
from msgcheck.identity import normalised
from msgcheck.records import Messaging
from msgcheck.segment.readings.merge_fields import merge_fields
from msgcheck.segment.readings.names import read_names
from msgcheck.wordings import vocabulary_of

LONGEST = 4
"""Words of a phrase."""

_BREAK = " | "
_ADDRESS = re.compile(
    r"\S*@\S+"  # e-mail addresses, handles
    r"|\b[a-z]+://\S+"
    r"|(?:[\w-]+[./\\])*[\w-]+\.[a-z]{2,}\b[^\s,;!?]*"  # host names, files with their folders
    r"|(?<!\w)\+?\d[\d\s()./-]{5,}\d(?!\w)",  # telephone numbers
    re.IGNORECASE,
)
_WORD = re.compile(r"[€$£]?\w+(?:[.,:/&+’'-]\w+)*(?:\s?%|\+(?!\w))?")
_PART = re.compile(r"[^\W\d_]+")
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
)
"""Stems of what lines of sales text begin with, so with a capital, without being a name."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text."""

    key: str
    """By which it is compared."""
    written: str


Run = tuple[Word, ...]
Phrase = tuple[str, ...]
"""The keys of its words."""


class PhraseReader:
    """Reads the phrases of texts.

    Args:
        messaging: knows the names that may be told, and those that may not.
        texts: all that is going to be read: a word that is written small in any of them is nobody's name.
    """

    def __init__(self, messaging: Messaging, texts: Iterable[str]) -> None:
        self._vocabulary = vocabulary_of(messaging)
        self._customers = _either(name for name, others in self._vocabulary.customers for name in (name, *others))
        ours = (*self._vocabulary.company, *_names(self._vocabulary.products))
        self._ours = frozenset(_keys(ours))
        self._small = frozenset(
            bare_stem(part) for text in texts for part in _PART.findall(self._public(text)) if part[0].islower()
        ).union(_BEGINNINGS, map(bare_stem, _FUNCTION_WORDS))

    def phrases(self, text: str) -> dict[Phrase, str]:
        """Return every run of up to `LONGEST` words of a text, with how it is written there first."""
        found: dict[Phrase, str] = {}
        for run in self._runs(text):
            for start in range(len(run)):
                for end in range(start + 1, min(start + LONGEST, len(run)) + 1):
                    words = run[start:end]
                    found.setdefault(tuple(word.key for word in words), " ".join(word.written for word in words))
        return found

    def is_telling(self, phrase: Phrase) -> bool:
        """Return whether a phrase may be a wording: it begins and ends with words that say something.

        Our own names alone, and numbers of nothing, are none.
        """
        if phrase[0] in _FUNCTION_WORDS or phrase[-1] in _FUNCTION_WORDS:
            return False
        if all(word in self._ours for word in phrase):
            return False
        return len(phrase) > 1 or any(character.isalpha() or character in "%€$£" for character in phrase[0])

    def _runs(self, text: str) -> Iterator[Run]:
        """Yield the words that are written in one breath."""
        text = self._public(text)
        names = read_names(text, (), self._vocabulary)
        run: list[Word] = []
        end = 0
        for match in _WORD.finditer(text):
            of = {cue.lemma.partition(":")[0] for cue in names if cue.start < match.end() and match.start() < cue.end}
            is_shown = not of & _SOMEBODYS and (bool(of) or self._is_nobodys_name(match.group()))
            if run and (not is_shown or text[end : match.start()].strip()):
                yield tuple(run)
                run = []
            if is_shown:
                run.append(_word(match.group(), keep_case=bool(of)))
            end = match.end()
        if run:
            yield tuple(run)

    def _public(self, text: str) -> str:
        """Return a text without addresses, telephone numbers, merge fields and customers."""
        for field in merge_fields(text):
            text = text.replace(field, _BREAK)
        text = _ADDRESS.sub(_BREAK, text)
        return self._customers.sub(_BREAK, text) if self._customers else text

    def _is_nobodys_name(self, word: str) -> bool:
        """Return whether a word that is no known name is surely none of anybody's."""
        return all(bare_stem(part) in self._small or part.lower() in _ABBREVIATIONS for part in _PART.findall(word))


def own_words(phrase: Phrase) -> frozenset[str]:
    """Return the words of a phrase that say something."""
    return frozenset(phrase) - _FUNCTION_WORDS


def _word(written: str, *, keep_case: bool) -> Word:
    """Return a word, written small where its capital only began a sentence."""
    joined = re.sub(r"\s", "", written)
    is_plain = joined[1:].islower() and not keep_case
    return Word(normalised(joined), joined.lower() if is_plain else joined)


def _names(entries: Sequence[tuple[str, tuple[str, ...]]]) -> list[str]:
    return [spelling for name, others in entries for spelling in (name, *others)]


def _keys(texts: Iterable[str]) -> list[str]:
    return [normalised(match.group()) for text in texts for match in _WORD.finditer(text)]


def _either(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds any of these names, however it is written; None where there are none."""
    longest_first = sorted({" ".join(name.split()) for name in names} - {""}, key=lambda name: (-len(name), name))
    if not longest_first:
        return None
    either = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
