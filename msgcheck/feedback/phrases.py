"""Words that tell what the field says in a period from the approved text and from what it said before.

Each phrase of one to four words gets its log-odds against the other texts, with an informative Dirichlet prior: what
is said about as often in both has odds near 1, and what is rare is trusted little. The odds are divided by their
standard deviation (z). After Monroe, Colaresi and Quinn, "Fightin' Words" (Political Analysis 16, 2008), section 3.5.
Phrases are counted by the documents that hold them, near copies once, so that no single document makes a phrase; those
of each length are weighed against each other.

It is a way to order what is worth reading and no test: nothing is called growing for being listed.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgcheck.feedback.own_material import MARKETING
from msgcheck.feedback.phrase_words import Phrase, PhraseReader, own_words, phrases_of
from msgcheck.feedback.sources import independent_sources
from msgcheck.records import DocumentKey, Messaging, NewPhrase, Period, StoredDocument, StoredFinding

MIN_Z = 1.96
"""From here on a phrase is listed: log-odds of zero lie outside the 95 % interval."""
MIN_DOCUMENTS = 3
MIN_SOURCES = 2
PRIOR = 0.25
"""Weight of the prior: all that is said in either, again, at a quarter of its weight. A share and no fixed number, so
that small and large stores are treated alike: where four times as much is known from elsewhere as is said in the
period, a phrase that was never said before is listed from four documents on. At 0.1 and at 0.5 it would be four too."""
_DECIMALS = 6
"""Of z. The last digits must not decide an order."""


_Said = Sequence[tuple[str, StoredDocument]]
"""Sentences, each with the document it stands in."""


@dataclass(slots=True, kw_only=True)
class _Found:
    """A phrase of the period that stands out."""

    phrase: Phrase
    z: float
    before: int
    documents: dict[DocumentKey, StoredDocument] = field(default_factory=dict)
    spellings: set[str] = field(default_factory=set)
    """How it is written where it is nobody's name or address."""

    @property
    def groups(self) -> frozenset[int]:
        """Return the groups of near copies that hold it."""
        return frozenset(document.group for document in self.documents.values())

    @property
    def sources(self) -> int:
        """Return how many independent ones say it."""
        return len(independent_sources(tuple(self.documents.values())))


def new_phrases(
    findings: Sequence[StoredFinding],
    documents: Mapping[DocumentKey, StoredDocument],
    messaging: Messaging,
    *,
    period: Period,
    most: int = 15,
) -> tuple[NewPhrase, ...]:
    """Return the phrases that are new in what the field says in a period, those that stand out most first.

    Only sentences that are kept are looked at: those of findings, and of mail only where the store keeps them. What is
    told is the field's words, so it has no place in a shared report. What stands in an approved or retired line is not
    new, and what stands in an internal one is not told. Names of customers, and what may be anybody's name, address or
    number, are in no phrase; names of competitors may be.

    Args:
        findings: all that are stored.
        documents: all that are stored, by key.
        messaging: what is and was approved.
        period: the days of the documents looked at.
        most: phrases returned at most.

    Returns:
        `documents` and `before` count near copies once.
    """
    said = [(text, document) for text, document in _kept(findings, documents) if document.day <= period.last]
    of_field = [(text, document) for text, document in said if document.audience.owner != MARKETING]
    now = [(text, document) for text, document in of_field if period.holds(document.day)]
    earlier = [(text, document) for text, document in of_field if document.day < period.first]
    approved = _approved_texts(messaging)
    reader = PhraseReader(messaging, [*approved, *(text for text, _ in said)])

    held_now = Counter(phrase for held in _by_group(now) for phrase in held)
    held_approved = Counter(phrase for text in approved for phrase in phrases_of(text))
    internal = {phrase for entry in messaging.internal_only for phrase in phrases_of(entry.text)}
    candidates = {
        phrase
        for phrase, count in held_now.items()
        if count >= MIN_DOCUMENTS and reader.is_telling(phrase) and not (phrase in held_approved or phrase in internal)
    }
    held_earlier: Counter[Phrase] = Counter()
    lengths_other = Counter(map(len, held_approved.elements()))
    for held in _by_group(earlier):
        lengths_other.update(map(len, held))
        held_earlier.update(held & candidates)

    weights = _Weights(now=Counter(map(len, held_now.elements())), other=lengths_other)
    weighed = ((phrase, weights.z(len(phrase), held_now[phrase], held_earlier[phrase])) for phrase in candidates)
    standing_out = {
        phrase: _Found(phrase=phrase, z=z, before=held_earlier[phrase]) for phrase, z in weighed if z >= MIN_Z
    }
    _look_up(standing_out, now, reader)
    found = _once_each(one for one in standing_out.values() if one.spellings and one.sources >= MIN_SOURCES)
    told = sorted(((one.z, _new_phrase(one)) for one in found), key=lambda pair: (-pair[0], pair[1].phrase))
    return tuple(phrase for _, phrase in told[:most])


class _Weights:
    """Weighs phrases of one length against each other.

    Args:
        now: how many phrases of each length are said in the period.
        other: how many in what it is compared with.
    """

    def __init__(self, *, now: Mapping[int, int], other: Mapping[int, int]) -> None:
        self._now, self._other = now, other

    def z(self, length: int, now: int, other: int) -> float:
        """Return the log-odds of a phrase that is said so often, divided by their standard deviation."""
        all_now, all_other = self._now.get(length, 0), self._other.get(length, 0)
        if now + other == all_now + all_other:
            return 0.0  # nothing else is said, here or there
        prior, all_prior = PRIOR * (now + other), PRIOR * (all_now + all_other)
        log_odds = _log_odds(now + prior, all_now + all_prior) - _log_odds(other + prior, all_other + all_prior)
        return round(log_odds / math.sqrt(1 / (now + prior) + 1 / (other + prior)), _DECIMALS)


def _log_odds(count: float, total: float) -> float:
    return math.log(count / (total - count))


def _kept(
    findings: Iterable[StoredFinding], documents: Mapping[DocumentKey, StoredDocument]
) -> Iterator[tuple[str, StoredDocument]]:
    """Yield (sentence, document) of the findings whose words are kept."""
    for finding in findings:
        document = documents.get(finding.document)
        if finding.text and document is not None:
            yield finding.text, document


def _by_group(said: _Said) -> Iterator[set[Phrase]]:
    """Yield the phrases of each group of near copies."""
    texts: dict[int, set[str]] = defaultdict(set)
    for text, document in said:
        texts[document.group].add(text)
    for several in texts.values():
        yield set().union(*map(phrases_of, several))


def _look_up(standing_out: Mapping[Phrase, _Found], now: _Said, reader: PhraseReader) -> None:
    """Add to each phrase which documents hold it, and how it is written where it is nobody's name."""
    for text, document in now if standing_out else ():
        for spelling in reader.spellings(text):
            found = standing_out.get(spelling.phrase)
            if found is not None:
                found.documents[document.key] = document
                found.spellings.update([spelling.written] if spelling.is_public else [])


def _new_phrase(found: _Found) -> NewPhrase:
    """Return a phrase as it is told, in the spelling with the fewest capitals: names keep theirs."""
    return NewPhrase(
        phrase=min(found.spellings, key=lambda words: (sum(map(str.isupper, words)), words)),
        documents=len(found.groups),
        sources=found.sources,
        before=found.before,
    )


def _approved_texts(messaging: Messaging) -> list[str]:
    """Return what is or was approved, and the terms to use."""
    approved = [one for message in messaging.messages for one in (message, *message.variants)]
    texts = [text for one in approved for text in (one.text, *one.same)]
    return [*texts, *(entry.text for entry in messaging.retired), *(term.use for term in messaging.terms)]


def _once_each(found: Iterable[_Found]) -> Iterator[_Found]:
    """Yield the phrases but for those that tell no more than a longer one of the same documents."""
    longer: dict[tuple[frozenset[int], int], list[frozenset[str]]] = defaultdict(list)
    for one in sorted(found, key=lambda one: (-len(one.phrase), -one.z, one.phrase)):
        told, words = longer[one.groups, one.before], own_words(one.phrase)
        if not any(words & others for others in told):
            told.append(words)
            yield one
