"""Which words of the field may be quoted where everybody reads them: on the first page and in shared views.

The report does not know the names of customers and persons, so it goes the other way: a word is quoted only if it
cannot well be a name. Words in small letters can not, nor can words that the messaging itself writes in small
letters somewhere, nor our own products and the names of months and currencies. Whatever else has a capital letter,
and whatever looks like a place of a file or an address, is told in other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from msgcheck.records import DriftReport
from msgcheck.report.plain_text import printable

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PLACE = re.compile(r"[\\@_]|(?<!\d)/|\w\.[A-Za-z][A-Za-z0-9]+\b|\d{7}")
"""Of a path, an address, a file name or a telephone number; "€89/user" and "24/7" are none."""
_PERCENTAGE = re.compile(r"\d+(?:[.,]\d+)?\s?%")
_ALWAYS = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday eur usd gbp chf sek dkk nok pln iso soc gdpr sla eu api roi tco kpi crm erp saas "
    "gb tb mb kb kw kwh mw hz ghz ai".split()
)
"""Words that are written with capitals and are nobody's name."""

_TITLES = frozenset(
    "template deck pitch slide slides master presentation keynote talk roadshow webinar training onboarding kit "
    "playbook guide handbook manual brochure flyer leaflet poster banner booklet one two pager sheet factsheet "
    "datasheet facts battlecard battle card script story stories case study studies paper whitepaper report release "
    "notes press launch campaign newsletter mail email letter invitation reply answers faq price prices list overview "
    "summary introduction company corporate product products solution solutions service services feature features "
    "demo offer proposal quote tender contract agreement terms sales marketing partner partners customer customers "
    "team general standard basic short long full new old final draft version rev update our the a an and for of to "
    "with in on by from quarter".split()
)
"""Words that documents of marketing's are called by."""


def is_place(text: str) -> bool:
    """Return whether a text looks like the place or name of a file, an address or a telephone number."""
    return bool(_PLACE.search(text))


def lone_percentage(text: str) -> str:
    """Return the one percentage in a text as written, "" where there is none or there are several."""
    figures = set(_PERCENTAGE.findall(printable(text)))
    return figures.pop() if len(figures) == 1 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoting:
    """What may be quoted of one report."""

    small: frozenset[str]
    """Words that the messaging writes in small letters somewhere."""
    ours: frozenset[str]
    """Words of the names of our company and products, as written."""

    @classmethod
    def of(cls, report: DriftReport) -> Self:
        """Return what the messaging in a report allows to be quoted."""
        words = set(_words(set(_messaging_texts(report))))
        names = {report.company, *(product for message in report.messages for product in message.products)}
        return cls(
            small=frozenset(word for word in words if word == word.lower()),
            ours=frozenset(_words(names)),
        )

    def allows(self, text: str) -> bool:
        """Return whether a text holds no word that could be a name, and no place of a file."""
        return not is_place(text) and all(map(self._is_no_name, _words([text])))

    def quotable(self, text: str) -> str:
        """Return `text` on one line where it may be quoted, else ""."""
        line = printable(text).strip()
        return line if line and self.allows(line) else ""

    def title(self, text: str) -> str:
        """Return what a document is called on one line where no word of it can be a name, else "".

        It comes from the name of a file, where names of persons stand in small letters as well; so small letters say
        nothing, and a word has to be known.
        """
        line = printable(text).strip()
        known = not is_place(line) and all(map(self._is_of_titles, _words([line])))
        return line if known else ""

    def _is_of_titles(self, word: str) -> bool:
        low = word.casefold()
        ours = {one.casefold() for one in self.ours}
        return len(word) == 1 or low in _TITLES or low in _ALWAYS or low in self.small or low in ours

    def _is_no_name(self, word: str) -> bool:
        if word in self.ours or word.casefold() in _ALWAYS or word.lower() in self.small:
            return True
        return word == word.lower() != word.upper()  # a script without small letters tells nothing


def _messaging_texts(report: DriftReport) -> Iterable[str]:
    edits = (*report.new, *report.growing, *report.counted, *report.own_material, *report.settled)
    yield from (message.text for message in (*report.messages, *report.launches))
    yield from (edit.approved for edit in edits)
    yield from (text for _, text in report.never_used)
    yield from (ending.text for ending in report.endings)


def _words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in _WORD.findall(text)]
