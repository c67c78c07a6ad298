"""Makes the "ABC vs XYZ" report from what is stored: everything it prints, so that printing looks nothing up."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from msgcheck import __version__
from msgcheck.cycle_search import cycle_search_paused
from msgcheck.errors import InputError
from msgcheck.feedback.advice import changed_sentence, may_be_adopted, to_field, to_marketing
from msgcheck.feedback.audit import audit_numbers
from msgcheck.feedback.divergences import divergences
from msgcheck.feedback.messages_in_use import (
    absent_lines,
    most_faithful,
    never_used,
    said_as_approved,
)
from msgcheck.feedback.outcomes_report import Deals, outcome_comparison
from msgcheck.feedback.proposals import is_proposal
from msgcheck.feedback.report_totals import open_conflicts, totals, uncovered_themes
from msgcheck.feedback.sharing import shared_view
from msgcheck.feedback.standing import PATCH_TO_BE_MERGED, merged_entry
from msgcheck.feedback.state import State
from msgcheck.findings.wordings import message_meant
from msgcheck.history.interface import Store
from msgcheck.records import (
    Answer,
    Conflict,
    Decision,
    Divergence,
    DivergenceId,
    DivergenceReport,
    DocumentId,
    DocumentKey,
    Entry,
    FindingKey,
    MessageId,
    Messaging,
    Mover,
    Standing,
    StoredFinding,
    Told,
)

SEVERAL_SOURCES = 2
"""Independent sources from which a wording is worth acting on and not a single case."""
_NO_WORDING = frozenset({"MC402"})
"""A line that is missing has a section of its own; there is no wording to set against it."""
_NEVER_SHOWN = frozenset({"MC203"})
"""Neither side of an internal note is ever shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bar:
    """What makes a divergence a proposal."""

    sources: int
    days: int


@cycle_search_paused()
def divergence_report(
    store: Store,
    messaging: Messaging,
    *,
    created: datetime,
    as_of: date,
    shared: bool,
    least_sources: int = 3,
    least_days: int = 14,
) -> DivergenceReport:
    """Return the report on all that is stored.

    Args:
        store: scans, decisions, deals and what sellers told.
        messaging: as it is now.
        created: time of this run.
        as_of: day from which ages and validity are counted.
        shared: leave out what the field wrote, and names, paths, subjects and customers.
        least_sources: independent sources that make a proposal.
        least_days: days between first and last document that make a proposal.

    Raises:
        InputError: nothing was ever scanned.
        StoreError: the store cannot be read.
    """
    state = State.of(store)
    if not state.scans:
        raise InputError(
            "Nothing has been scanned yet, so there is nothing to report.",
            hint="run msgcheck scan PATHS... first, and then again each month",
        )
    found = [_with_nothing_secret(divergence) for divergence in divergences(store, messaging, today=as_of, state=state)]
    bar = _Bar(sources=least_sources, days=least_days)
    told = _by_urgency(store.told())
    entries = _Entries(
        deals=store.deals_by_document(),
        messaging=messaging,
        bar=bar,
        told=told,
        document_of={finding.key: finding.document for finding in state.all_findings},
        approved_in=said_as_approved(state.all_documents),
    )
    shown = [entries.entry(divergence) for divergence in found if _is_shown(divergence)]
    still_open = [entry for entry in shown if entry.divergence.standing is Standing.OPEN]
    own = [entry for entry in still_open if entry.divergence.mover is Mover.OWN_MATERIAL]
    field = [entry for entry in still_open if _is_the_fields(entry.divergence)]
    decided = [entry for entry in shown if entry.divergence.standing is not Standing.OPEN]
    first_scan = min(scan.created.date() for scan in state.scans)
    report = DivergenceReport(
        version=__version__,
        created=created,
        as_of=as_of,
        company=messaging.company.name,
        messaging_hash=messaging.hash,
        shared=False,
        totals=totals(state),
        audit=audit_numbers(state.documents, state.codes(), messaging, first_scan=first_scan, as_of=as_of),
        acting=_in_order(entry for entry in field if entry.divergence.spread.sources >= SEVERAL_SOURCES),
        own_material=_in_order(entry for entry in own if entry.divergence.code not in _NO_WORDING),
        single=_in_order(entry for entry in field if entry.divergence.spread.sources < SEVERAL_SOURCES),
        conflicts=tuple(_named(conflict, messaging) for conflict in open_conflicts(state)),
        uncovered=uncovered_themes(state),
        never_used=never_used(state, messaging, as_of=as_of),
        faithful=most_faithful(state, messaging),
        absent=absent_lines(state, messaging),
        decided=_in_order(decided),
        settled=_settled(store.decisions(), found, messaging),
        told=told,
        paths=_paths(state, shown),
    )
    return shared_view(report, messaging) if shared else report


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entries:
    """Makes entries: a divergence, what to do about it, what sellers told and how deals ended."""

    deals: Deals
    messaging: Messaging
    bar: _Bar
    told: Sequence[Told]
    document_of: Mapping[FindingKey, DocumentKey]
    """Of every finding ever stored."""
    approved_in: Mapping[MessageId, frozenset[DocumentKey]]
    """The documents that have ever said each message on message."""

    def entry(self, divergence: Divergence) -> Entry:
        """Return the entry of one divergence."""
        proposal = is_proposal(divergence, least_sources=self.bar.sources, least_days=self.bar.days)
        message_id = message_meant(divergence.message_id, self.messaging)
        said_in = {self.document_of[key] for key in divergence.findings if key in self.document_of}
        approved_in = self.approved_in.get(message_id, frozenset()) if message_id is not None else frozenset()
        return Entry(
            divergence=divergence,
            changed=changed_sentence(divergence),
            to_marketing=to_marketing(divergence, proposal=proposal),
            to_field=to_field(divergence),
            told=tuple(told for told in self.told if message_id is not None and told.message_id == message_id),
            proposal=proposal and may_be_adopted(divergence),
            outcome=outcome_comparison(divergence, self.deals, said_in=said_in, approved_in=approved_in),
        )


def _with_nothing_secret(divergence: Divergence) -> Divergence:
    """Return a divergence without the words that no report may show."""
    if divergence.code not in _NEVER_SHOWN:
        return divergence
    return dataclasses.replace(divergence, said=None, approved="", what="")


def _is_the_fields(divergence: Divergence) -> bool:
    return divergence.mover is not Mover.OWN_MATERIAL and divergence.code not in _NO_WORDING


def _in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries from the one most independent sources say, then the gravest, then the most documents."""

    def key(entry: Entry) -> tuple[int, int, int, str]:
        divergence = entry.divergence
        spread = divergence.spread
        return -spread.sources, -divergence.severity.rank, -spread.documents, divergence.id

    return tuple(sorted(entries, key=key))


def _settled(decisions: Sequence[Decision], found: Sequence[Divergence], messaging: Messaging) -> tuple[Decision, ...]:
    """Return the decisions on what is silent by now, the latest first."""
    told: set[DivergenceId] = set()
    silent: dict[DivergenceId, Decision] = {}
    for divergence in found:
        told |= {divergence.id, *divergence.aliases}
        if divergence.decision is not None and not _is_shown(divergence):
            silent[divergence.id] = divergence.decision
    for decision in decisions:
        if decision.divergence not in told:
            silent[decision.divergence] = _as_it_stands(decision, messaging)
    return tuple(sorted(silent.values(), key=lambda one: (-one.decided_on.toordinal(), one.divergence)))


def _is_shown(divergence: Divergence) -> bool:
    """Return whether a divergence is still to be seen: somebody says it, and it is not settled."""
    return divergence.spread.documents > 0 and divergence.standing is not Standing.SETTLED


def _as_it_stands(decision: Decision, messaging: Messaging) -> Decision:
    """Return a decision on what is no longer stored, with what it waits for now."""
    is_adopted = decision.answer in {Answer.ADOPT, Answer.ADOPT_FOR}
    waits = is_adopted and merged_entry(decision, messaging) is None
    return dataclasses.replace(decision, waiting_for=(PATCH_TO_BE_MERGED,) if waits else ())


def _by_urgency(told: Iterable[Told]) -> tuple[Told, ...]:
    """Return what sellers told, unanswered first, oldest first."""
    return tuple(sorted(told, key=lambda one: (bool(one.answer), one.day, one.message_id, one.verdict, one.text)))


def _paths(
    state: State, entries: Sequence[Entry]
) -> tuple[tuple[DivergenceId, tuple[tuple[DocumentId, str], ...]], ...]:
    """Return where each divergence stands now."""
    path_of = {document.key: document.path for document in state.documents}
    finding_of: dict[FindingKey, StoredFinding] = {finding.key: finding for finding in state.findings}
    places: dict[DivergenceId, set[tuple[DocumentId, str]]] = defaultdict(set)
    for entry in entries:
        for key in entry.divergence.findings:
            if key in finding_of:
                finding = finding_of[key]
                places[entry.divergence.id].add((path_of[finding.document], finding.location))
    return tuple((divergence, tuple(sorted(found))) for divergence, found in sorted(places.items()))


def _named(conflict: Conflict, messaging: Messaging) -> Conflict:
    """Return a conflict under the approved line it is about, which reads better than the words both sides share."""
    message = messaging.message(conflict.message_id)
    return dataclasses.replace(conflict, subject=message.text.rstrip(".")) if message is not None else conflict
