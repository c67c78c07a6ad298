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
from msgcheck.feedback.phrase_words import LONGEST, Phrase, PhraseReader, own_words
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A phrase of the period that is worth telling."""

    phrase: Phrase
    z: float
    groups: frozenset[int]
    """Of near copies, that hold it."""
    sources: int
    before: int
    written: str


@dataclass(slots=True)
class _Corpus:
    """What some texts say, counted by group of near copies."""

    groups: dict[Phrase, set[int]] = field(default_factory=lambda: defaultdict(set))
    documents: dict[Phrase, set[DocumentKey]] = field(default_factory=lambda: defaultdict(set))
    written: dict[Phrase, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, phrases: Mapping[Phrase, str], document: StoredDocument) -> None:
        """Count the phrases of one text."""
        for phrase, written in phrases.items():
            self.groups[phrase].add(document.group)
            self.documents[phrase].add(document.key)
            self.written[phrase].add(written)


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
    said = list(_said_until(period, findings, documents))
    texts = _approved_texts(messaging)
    reader = PhraseReader(messaging, [*texts, *(text for text, _ in said)])
    now, earlier = _Corpus(), _Corpus()
    for text, document in said:
        if document.audience.owner != MARKETING:
            (now if period.holds(document.day) else earlier).add(reader.phrases(text), document)
    approved = Counter(phrase for text in texts for phrase in reader.phrases(text))
    internal = {phrase for entry in messaging.internal_only for phrase in reader.phrases(entry.text)}
    weights = _Weights(_group_counts(now), approved + _group_counts(earlier))
    found = [
        _Found(
            phrase=phrase,
            z=weights.z(phrase),
            groups=frozenset(groups),
            sources=len(independent_sources([documents[key] for key in now.documents[phrase]])),
            before=len(earlier.groups.get(phrase, ())),
            written=_as_written(now.written[phrase]),
        )
        for phrase, groups in now.groups.items()
        if len(groups) >= MIN_DOCUMENTS and reader.is_telling(phrase) and not (phrase in approved or phrase in internal)
    ]
    telling = [one for one in found if one.z >= MIN_Z and one.sources >= MIN_SOURCES]
    told = sorted(_once_each(telling), key=lambda one: (-one.z, one.phrase))[:most]
    return tuple(
        NewPhrase(phrase=one.written, documents=len(one.groups), sources=one.sources, before=one.before) for one in told
    )


class _Weights:
    """Weighs phrases of each length against each other.

    Args:
        now: how often each phrase is said.
        other: how often it is said in the texts that it is compared with.
    """

    def __init__(self, now: Mapping[Phrase, int], other: Mapping[Phrase, int]) -> None:
        self._now, self._other = now, other
        self._all_now, self._all_other = _by_length(now), _by_length(other)

    def z(self, phrase: Phrase) -> float:
        """Return the log-odds of a phrase, divided by their standard deviation."""
        now, other = self._now.get(phrase, 0), self._other.get(phrase, 0)
        all_now, all_other = self._all_now[len(phrase)], self._all_other[len(phrase)]
        if now + other == all_now + all_other:
            return 0.0  # nothing else is said, here or there
        prior, all_prior = PRIOR * (now + other), PRIOR * (all_now + all_other)
        log_odds = _log_odds(now + prior, all_now + all_prior) - _log_odds(other + prior, all_other + all_prior)
        return round(log_odds / math.sqrt(1 / (now + prior) + 1 / (other + prior)), _DECIMALS)


def _log_odds(count: float, total: float) -> float:
    return math.log(count / (total - count))


def _by_length(counts: Mapping[Phrase, int]) -> dict[int, int]:
    """Return how often phrases of each length are said."""
    totals = dict.fromkeys(range(1, LONGEST + 1), 0)
    for phrase, count in counts.items():
        totals[len(phrase)] += count
    return totals


def _group_counts(corpus: _Corpus) -> Counter[Phrase]:
    return Counter({phrase: len(groups) for phrase, groups in corpus.groups.items()})


def _said_until(
    period: Period, findings: Iterable[StoredFinding], documents: Mapping[DocumentKey, StoredDocument]
) -> Iterator[tuple[str, StoredDocument]]:
    """Yield (sentence, document) of what was said up to the end of a period, as far as its words are kept."""
    for finding in findings:
        document = documents.get(finding.document)
        if finding.text and document and document.day <= period.last:
            yield finding.text, document


def _approved_texts(messaging: Messaging) -> list[str]:
    """Return what is or was approved, and the terms to use."""
    approved = [one for message in messaging.messages for one in (message, *message.variants)]
    texts = [text for one in approved for text in (one.text, *one.same)]
    return [*texts, *(entry.text for entry in messaging.retired), *(term.use for term in messaging.terms)]


def _as_written(spellings: Iterable[str]) -> str:
    """Return the spelling with the fewest capitals: names keep theirs, what only began a sentence does not."""
    return min(spellings, key=lambda written: (sum(map(str.isupper, written)), written))


def _once_each(found: Iterable[_Found]) -> Iterator[_Found]:
    """Yield the phrases but for those that tell no more than a longer one of the same documents."""
    longer: dict[tuple[frozenset[int], int], list[frozenset[str]]] = defaultdict(list)
    for one in sorted(found, key=lambda one: (-len(one.phrase), -one.z, one.phrase)):
        told, words = longer[one.groups, one.before], own_words(one.phrase)
        if not any(words & others for others in told):
            told.append(words)
            yield one
