"""Everything stored that a report on one period looks at: read once, and kept by what it is asked by.

A store may hold a million statements; so each table is read once, and what is asked of many messages is answered from
dictionaries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from msgcheck.feedback.divergences import divergences
from msgcheck.feedback.drift.by_period import ByPeriod, Judged
from msgcheck.feedback.drift.carrying import Carriers, Meanings, carriers, said_otherwise
from msgcheck.feedback.drift.edits_said import SaidIn, edit_of_finding, said_in
from msgcheck.feedback.drift.recent import first_of_recent
from msgcheck.feedback.drift.sent import is_sent
from msgcheck.feedback.state import State
from msgcheck.history.interface import Store
from msgcheck.records import (
    Divergence,
    DivergenceId,
    DocumentKey,
    FindingKey,
    MessageId,
    Messaging,
    Period,
    Standing,
    StoredDocument,
    StoredFinding,
)

PERIODS_BEFORE = 12
"""Periods shown before the one reported: of months a year, so that the same month of last year is among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedUp:
    """What is stored, by what it is asked by."""

    messaging: Messaging
    meanings: Meanings
    period: Period
    compared_with: Period
    shown: tuple[Period, ...]
    """Oldest first; the last one is the period reported."""
    state: State
    by_period: ByPeriod
    divergences: tuple[Divergence, ...]
    documents: Mapping[DocumentKey, StoredDocument]
    document_of: Mapping[FindingKey, DocumentKey]
    standing: Mapping[DocumentKey, tuple[StoredFinding, ...]]
    """The findings that stand in each document now."""
    carriers: Mapping[Period, Carriers]
    """The documents of the field that say each message, of the periods shown and the one compared with."""
    said_in: Mapping[Period, SaidIn]
    """The documents of the field that make each edit, of the same periods."""

    @classmethod
    def of(
        cls,
        store: Store,
        messaging: Messaging,
        *,
        state: State,
        by_period: ByPeriod,
        period: Period,
        compared_with: Period,
        as_of: date,
    ) -> LookedUp:
        """Return what is stored, looked up for one report.

        Args:
            store: with the ids and decisions of earlier runs.
            messaging: as it is now.
            state: what the store holds.
            by_period: its documents as they were judged when they were new; the period has some.
            period: that is reported.
            compared_with: another one of its kind.
            as_of: the day on which it is asked.
        """
        meanings = Meanings(messaging)
        found = tuple(_as_on(one, as_of) for one in divergences(store, messaging, today=as_of, state=state))
        shown = _shown(period, by_period.periods()[0])
        needed = sorted({*shown, compared_with})
        edit_of = edit_of_finding(found)
        return cls(
            messaging=messaging,
            meanings=meanings,
            period=period,
            compared_with=compared_with,
            shown=shown,
            state=state,
            by_period=by_period,
            divergences=found,
            documents={document.key: document for document in state.all_documents},
            document_of={finding.key: finding.document for finding in state.all_findings},
            standing=_by_document(state.findings),
            carriers={one: carriers(by_period.fields_of(one), meanings) for one in needed},
            said_in={one: said_in(by_period.fields_of(one), edit_of) for one in needed},
        )

    def ever_said_in(self, divergence: Divergence) -> list[StoredDocument]:
        """Return all documents that ever made an edit, by key."""
        keys = {self.document_of[key] for key in divergence.findings if key in self.document_of}
        return [self.documents[key] for key in sorted(keys) if key in self.documents]

    def divergence_of(self) -> Mapping[FindingKey, Divergence]:
        """Return the divergence each finding is one of."""
        return {key: divergence for divergence in self.divergences for key in divergence.findings}

    def stock(self) -> Carriers:
        """Return the documents that say each message now, whoever wrote them; what was sent is no stock."""
        return carriers(
            (
                Judged(document=document, findings=self.standing.get(document.key, ()))
                for document in self.state.documents
                if not is_sent(document)
            ),
            self.meanings,
        )

    def used_recently(self) -> frozenset[MessageId]:
        """Return the messages that documents of the last three months say, whoever wrote them."""
        first = first_of_recent(self.period)
        recent = (
            judged
            for period in self.by_period.periods()
            if first <= period.last and period <= self.period
            for judged in self.by_period.all_of(period)
            if judged.document.day >= first
        )
        return frozenset(said for judged in recent for said in said_otherwise(judged, self.meanings))

    def edits_said(self) -> tuple[Divergence, ...]:
        """Return the edits that the field makes in the period."""
        said: Mapping[DivergenceId, tuple[StoredDocument, ...]] = self.said_in[self.period]
        return tuple(divergence for divergence in self.divergences if divergence.id in said)


def _shown(period: Period, first: Period) -> tuple[Period, ...]:
    """Return the periods to show, without those before anything was stored."""
    shown = [period]
    while len(shown) <= PERIODS_BEFORE and shown[0] > first:
        shown.insert(0, shown[0].before())
    return tuple(shown)


def _as_on(divergence: Divergence, day: date) -> Divergence:
    """Return a divergence as it stood on a day: what was decided later nobody knew then."""
    if divergence.decision is None or divergence.decision.decided_on <= day:
        return divergence
    return replace(divergence, standing=Standing.OPEN, decision=None)


def _by_document(findings: Iterable[StoredFinding]) -> Mapping[DocumentKey, tuple[StoredFinding, ...]]:
    found: dict[DocumentKey, list[StoredFinding]] = defaultdict(list)
    for finding in findings:
        found[finding.document].append(finding)
    return {key: tuple(several) for key, several in found.items()}
