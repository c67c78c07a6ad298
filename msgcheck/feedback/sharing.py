"""The shared view of a report: counts and marketing's own words, nothing the field wrote or a customer was told.

What is free text goes, unless each of its words is a figure or stands in the messaging: then marketing wrote it first.
A list of what to hide would be one reader's quirk away from a leak; a list of what may be shown is not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from msgcheck.feedback.advice import changed_sentence
from msgcheck.feedback.what_changed import what_changed
from msgcheck.identity import normalised
from msgcheck.records import (
    Approved,
    Conflict,
    ConflictSide,
    Decision,
    Divergence,
    DivergenceReport,
    DocumentId,
    Entry,
    MessageUse,
    Messaging,
    Told,
)

OTHER_THEMES = "other themes"
NOT_READ = "could not be read or judged"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FIGURE = re.compile(r"[$€£~<>±]{0,2}\d{1,3}(?:[.,]?\d{3})*(?:[.,]\d{1,2})?(?:%|k|m|bn|x)?", re.IGNORECASE)
_EDGES = "\"'“”„‘’«»()[]:;,.!?…"
_PLACE_WORDS = frozenset(
    "whole deck mail document slide title subtitle heading bullet shape group picture table row column chart smartart "
    "notes comment page line paragraph body part header footer footnote subject".split()
)
_LINKING = frozenset(
    "a an and approved are as at became by dropped for from in instead is it its less like missing more new no not "
    "of on or our over per replaced said says than the there to under was where with added > % percent at least up "
    "after before absolute always best condition figure guarantee limit may opposite word wording".split()
)
"""Words that the tool itself says around what changed."""
_UNITS = frozenset(
    "second seconds minute minutes hour hours day days week weeks month months quarter quarters year years euro euros "
    "dollar dollars pound pounds usd eur gbp user users times january february march april may june july august "
    "september october november december".split()
)
_MOST_WORDS = 14
"""More words than that are a sentence, whoever wrote them first."""


def shared_view(report: DivergenceReport, messaging: Messaging) -> DivergenceReport:
    """Return a report without sentences of the field, paths, names, subjects and customers.

    Args:
        report: whole or shared already.
        messaging: its words, without the customers' names, are the ones that may be shown.
    """
    words = _Words.of(messaging)
    return replace(
        report,
        shared=True,
        totals=replace(report.totals, unread=_one_line(NOT_READ, report.totals.unread)),
        acting=_entries(report.acting, words),
        own_material=_entries(report.own_material, words),
        single=_entries(report.single, words),
        decided=_entries(report.decided, words),
        settled=tuple(_decision(decision, words) for decision in report.settled),
        conflicts=tuple(_conflict(conflict, words) for conflict in report.conflicts),
        uncovered=_themes(report.uncovered, words),
        never_used=_uses(report.never_used, words),
        faithful=_uses(report.faithful, words),
        absent=tuple(replace(line, text=words.without_customers(line.text)) for line in report.absent),
        told=tuple(_told(told, words) for told in report.told),
        paths=(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What may be shown: the words and the whole wordings of the messaging."""

    known: frozenset[str]
    wordings: frozenset[str]
    customers: tuple[str, ...]

    @classmethod
    def of(cls, messaging: Messaging) -> _Words:
        customers = [name for entry in messaging.customers for name in (entry.name, *entry.aliases) if name.strip()]
        approved: list[Approved] = [one for message in messaging.messages for one in (message, *message.variants)]
        wordings = [text for one in approved for text in (one.text, *one.same)]
        names = [name for one in messaging.products for name in (one.name, *one.aliases, *one.wrong)]
        names += [former.name for product in messaging.products for former in product.former]
        readers = [reader for one in approved for reader in (*one.persona, *one.segment, *one.region)]
        terms = [word for term in messaging.terms for word in (term.use, *term.not_)]
        retired = [entry.text for entry in messaging.retired]
        pillars = [pillar.title for pillar in messaging.pillars]
        known = frozenset(_words_of([*wordings, *names, *readers, *terms, *retired, *pillars]))
        return cls(
            known=known - frozenset(_words_of(customers)),
            wordings=frozenset(map(normalised, wordings)),
            customers=tuple(sorted(customers, key=lambda name: (-len(name), name))),
        )

    def only(self, text: str) -> str:
        """Return a text of which each word is a figure or in the messaging, "" for any other."""
        words = [stripped for word in text.split() if (stripped := word.strip(_EDGES))]
        return text if len(words) <= _MOST_WORDS and all(map(self._may_be_shown, words)) else ""

    def without_customers(self, text: str) -> str:
        """Return what marketing wrote without names of customers: not every reader knows who may be named."""
        for name in self.customers:
            text = re.sub(rf"(?<!\w)(?:the\s+)?{re.escape(name)}(?!\w)", "a customer", text, flags=re.IGNORECASE)
        return text

    def _may_be_shown(self, word: str) -> bool:
        low = word.casefold()
        if low in self.known or low in _LINKING or low in _UNITS or _FIGURE.fullmatch(word):
            return True
        return all(part in self.known or part in _UNITS for part in _words_of([word])) and not re.search(
            r"[\d_@/\\]", low
        )


def _words_of(texts: Iterable[str]) -> list[str]:
    return [word.casefold() for text in texts for word in _WORD.findall(text)]


def _entries(entries: Sequence[Entry], words: _Words) -> tuple[Entry, ...]:
    return tuple(_entry(entry, words) for entry in entries)


def _entry(entry: Entry, words: _Words) -> Entry:
    divergence = _divergence(entry.divergence, words)
    return replace(
        entry,
        divergence=divergence,
        changed=changed_sentence(divergence),
        told=tuple(_told(told, words) for told in entry.told),
    )


def _divergence(divergence: Divergence, words: _Words) -> Divergence:
    """Return a divergence without sentence, file names and the numbers by which documents could be told apart."""
    return replace(
        divergence,
        said=None,
        what=_what(divergence, words),
        approved=words.without_customers(divergence.approved),
        change=words.only(divergence.change),
        spread=replace(divergence.spread, by_slide=_places(divergence.spread.by_slide)),
        findings=(),
        documents=(),
        template=None,
        decision=_decision(divergence.decision, words) if divergence.decision is not None else None,
    )


def _what(divergence: Divergence, words: _Words) -> str:
    """Return what changed: as it is said of the code in general, or in figures and words of the messaging."""
    return divergence.what if divergence.what == what_changed(divergence.code, "") else words.only(divergence.what)


def _decision(decision: Decision, words: _Words) -> Decision:
    """Return a decision without the person who approved it; a wording only once it stands in the messaging."""
    return replace(
        decision,
        change=words.only(decision.change),
        reason=words.without_customers(decision.reason),
        wording=decision.wording if normalised(decision.wording) in words.wordings else "",
        approved_by="",
        evidence="",
    )


def _told(told: Told, words: _Words) -> Told:
    """Return what a seller told without the seller's words and name: verdict, and marketing's answer."""
    return replace(told, text="", name="", answer=words.without_customers(told.answer))


def _conflict(conflict: Conflict, words: _Words) -> Conflict:
    sides = tuple(_side(side, words) for side in conflict.sides)
    return replace(conflict, subject=words.only(conflict.subject), sides=sides)


def _side(side: ConflictSide, words: _Words) -> ConflictSide:
    return replace(side, document=DocumentId(""), location=_place(side.location), says=words.only(side.says), text="")


def _uses(uses: Sequence[MessageUse], words: _Words) -> tuple[MessageUse, ...]:
    return tuple(replace(use, text=words.without_customers(use.text)) for use in uses)


def _places(by_slide: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Return the places without the names of attachments and sheets before them, counted anew."""
    counts: Counter[str] = Counter()
    for location, documents in by_slide:
        place = _place(location)
        if place:
            counts[place] += documents
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _place(location: str) -> str:
    """Return the longest end of a location that holds nothing but places: "slide 3 bullet 2"."""
    kept: list[str] = []
    for word in reversed(location.split()):
        if word not in _PLACE_WORDS and not re.fullmatch(r"\d{1,4}(?:\.\d{1,3})*", word):
            break
        kept.insert(0, word)
    while kept and kept[0] not in _PLACE_WORDS:
        kept.pop(0)
    return " ".join(kept)


def _themes(uncovered: Sequence[tuple[str, int]], words: _Words) -> tuple[tuple[str, int], ...]:
    """Return the themes that are named with words of the messaging, and the others as one."""
    shown = [(theme, claims) for theme, claims in uncovered if words.only(theme)]
    rest = [(theme, claims) for theme, claims in uncovered if not words.only(theme)]
    return (*shown, *_one_line(OTHER_THEMES, rest))


def _one_line(name: str, counted: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Return all counts under one name: the names could hold anything, the name of a file too."""
    total = sum(count for _, count in counted)
    return ((name, total),) if total else ()
