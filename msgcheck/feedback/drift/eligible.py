"""Which documents a message belongs in: those about its product, for its readers, on a day on which it holds.

A message without `applies_to` is about the company, and belongs in every document that makes a claim. A document that
says a message belongs to it whatever it is about. Of what could not be judged nobody knows, so it does not count.

A message that took the place of a retired line also belongs in what was written under that line: whoever said the line
counts as saying the message, so those who did not say it count as well.

Thousands of documents have the same readers and products; so the question is answered once for all that are alike.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from msgcheck.feedback.drift.carrying import Carrier
from msgcheck.feedback.drift.changes import replacing
from msgcheck.identity import normalised
from msgcheck.records import Approved, Audience, Message, MessageId, Messaging, StoredDocument
from msgcheck.validity import last_day, meant_for, not_before

_Span = tuple[date, date]


@dataclass(frozen=True, slots=True, eq=False)
class _Profile:
    """What documents have in common for which the same messages are meant; there is one of each kind."""

    audience: Audience
    products: frozenset[str]
    claims: bool


class Belonging:
    """Knows which messages belong in which documents.

    Args:
        messaging: with products, readers, days, and the lines that messages replaced.
    """

    def __init__(self, messaging: Messaging) -> None:
        self._names = {
            normalised(name): product.name
            for product in messaging.products
            for name in (*product.aliases, *(former.name for former in product.former), product.name)
        }
        self._replacing = replacing(messaging)
        self._profiles: dict[tuple[object, ...], _Profile] = {}
        self._spans: dict[tuple[MessageId, _Profile], tuple[_Span, ...]] = {}

    def profile(self, document: StoredDocument) -> _Profile:
        """Return what tells which messages are meant for a document; the same object for all that are alike."""
        audience = document.audience
        readers = audience.persona, audience.segment, audience.region
        products, claims = self._products((*document.named, *audience.products)), document.claims > 0
        key = *readers, products, claims
        if key not in self._profiles:
            persona, segment, region = readers
            known = Audience(persona=persona, segment=segment, region=region)
            self._profiles[key] = _Profile(known, products, claims)
        return self._profiles[key]

    def spans(self, message: Message, profile: _Profile) -> tuple[_Span, ...]:
        """Return the spans of days, ends included, in which a message belongs in documents; none where it never does.

        Args:
            message: with its variants; any of them will do.
            profile: of the documents.
        """
        key = (message.id, profile)
        if key not in self._spans:
            self._spans[key] = self._made_spans(message, profile)
        return self._spans[key]

    def _made_spans(self, message: Message, profile: _Profile) -> tuple[_Span, ...]:
        if message.applies_to:
            if profile.products.isdisjoint(self._products(message.applies_to)):
                return ()
        elif not profile.claims:
            return ()
        return _joined(
            (self._first_day(message, wording), last_day(message, wording) or date.max)
            for wording in (message, *message.variants)
            if meant_for(wording, profile.audience)
        )

    def _first_day(self, message: Message, wording: Approved) -> date:
        """Return the first day on which a message, or the line it took the place of, belongs in documents.

        A variant with a first day of its own came later, whatever its message replaced.
        """
        began = not_before(message, wording)
        if began is None or (message.id in self._replacing and began == not_before(message, message)):
            return date.min
        return began

    def _products(self, names: Iterable[str]) -> frozenset[str]:
        return frozenset(self._names.get(normalised(name), normalised(name)) for name in names)


class EligibleDocuments:
    """The documents of a period that messages belong in.

    Args:
        documents: all of the period that count.
        belonging: of the messaging.
    """

    def __init__(self, documents: Sequence[StoredDocument], belonging: Belonging) -> None:
        self._belonging = belonging
        self._profiles = {document.key: belonging.profile(document) for document in documents if document.judged}
        alike: dict[_Profile, list[StoredDocument]] = defaultdict(list)
        for document in documents:
            if document.key in self._profiles:
                alike[self._profiles[document.key]].append(document)
        for group in alike.values():
            group.sort(key=lambda document: (document.day, document.key))
        self._alike = dict(alike)
        self._days = {profile: [document.day for document in group] for profile, group in alike.items()}

    def count(self, message: Message, carriers: Sequence[Carrier]) -> int:
        """Return how many documents a message belongs in, those that say it included.

        Args:
            message: asked about.
            carriers: the documents of the period that say it.
        """
        belong = sum(last - first for _, first, last in self._places(message))
        return belong + sum(not self._holds(message, carrier.document) for carrier in carriers)

    def documents(self, message: Message, carriers: Sequence[Carrier]) -> list[StoredDocument]:
        """Return these documents, by key."""
        belong = [
            document for profile, first, last in self._places(message) for document in self._alike[profile][first:last]
        ]
        others = [carrier.document for carrier in carriers if not self._holds(message, carrier.document)]
        return sorted((*belong, *others), key=lambda document: document.key)

    def _holds(self, message: Message, document: StoredDocument) -> bool:
        """Return whether a message belongs in a document, whether or not it says it."""
        profile = self._profiles.get(document.key)
        if profile is None:
            return False
        spans = self._belonging.spans(message, profile)
        return any(first <= document.day <= last for first, last in spans)

    def _places(self, message: Message) -> Iterable[tuple[_Profile, int, int]]:
        """Yield where, among the documents that are alike, those stand that a message belongs in."""
        for profile, days in self._days.items():
            for first, last in self._belonging.spans(message, profile):
                yield profile, bisect_left(days, first), bisect_right(days, last)


def _joined(spans: Iterable[_Span]) -> tuple[_Span, ...]:
    """Return spans without overlap, in order."""
    joined: list[_Span] = []
    for first, last in sorted(span for span in spans if span[0] <= span[1]):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)
