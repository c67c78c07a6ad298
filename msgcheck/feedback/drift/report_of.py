"""Makes the report on a month or quarter from what is stored: everything it prints, so that printing looks nothing up.

Documents count in the period of their day, as they were judged when they were new. Shares are those of the field:
marketing's own documents are part of the material, and of what stands now, but what they say is told apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from msgcheck import __version__
from msgcheck.cycle_search import cycle_search_paused
from msgcheck.errors import InputError
from msgcheck.feedback.drift.by_period import ByPeriod
from msgcheck.feedback.drift.changes import MessageChanges
from msgcheck.feedback.drift.corrections import Corrections
from msgcheck.feedback.drift.disputed import Disputes, disputed
from msgcheck.feedback.drift.edit_calls import called_edits
from msgcheck.feedback.drift.edit_counts import EditCounts
from msgcheck.feedback.drift.edits import EditSections, EditsOfPeriod
from msgcheck.feedback.drift.eligible import Belonging, EligibleDocuments
from msgcheck.feedback.drift.few_words import FewWords
from msgcheck.feedback.drift.judges import is_first_of_judge, judged_otherwise
from msgcheck.feedback.drift.known import is_never_used_known, is_new_known
from msgcheck.feedback.drift.lifetimes import endings, launches, never_used
from msgcheck.feedback.drift.looked_up import LookedUp
from msgcheck.feedback.drift.material import material, unreadable_in
from msgcheck.feedback.drift.method import method_in_words
from msgcheck.feedback.drift.over_time import MessagesOverTime
from msgcheck.feedback.drift.shared import shared_drift, without_customers
from msgcheck.feedback.drift.waiting import Bar, is_waiting, waiting
from msgcheck.feedback.lineage import version_changes
from msgcheck.feedback.phrases import new_phrases
from msgcheck.feedback.shown_words import ShownWords
from msgcheck.feedback.state import State
from msgcheck.history.interface import Store
from msgcheck.in_words import and_list
from msgcheck.records import DocumentThen, DriftReport, Messaging, Period, PeriodKind, Waiting

_MOST_NAMED = 6
"""Periods named in a hint; of more, the first and the last."""


@cycle_search_paused()
def drift_report(
    store: Store,
    messaging: Messaging,
    *,
    period: Period,
    compared_with: Period | None,
    created: datetime,
    as_of: date,
    shared: bool,
    least_sources: int = 3,
    least_days: int = 14,
) -> DriftReport:
    """Return the report on one month or quarter.

    Args:
        store: scans, decisions, and what the field called wrong.
        messaging: as it is now.
        period: to report.
        compared_with: another one of the same length; None for the one before.
        created: time of this run.
        as_of: day from which ages and validity are counted; what was written after it does not count.
        shared: counts and marketing-side text only.
        least_sources: independent sources that make a proposal.
        least_days: days between first and last document that make a proposal.

    Raises:
        InputError: nothing was ever scanned, no document lies in the period, it had not begun, or the two periods
            differ in length.
        StoreError: the store cannot be read or written.
    """
    state = State.of(store)
    _check_scanned(state)
    _check_begun(period, as_of)
    compared_with = compared_with if compared_with is not None else period.before()
    _check_alike(period, compared_with)
    findings = {finding.key: finding for finding in state.all_findings}
    then = store.documents_then(state.all_documents)
    by_period = ByPeriod.of(_known_then(then, compared_with, as_of), findings, period.kind)
    _check_holds_documents(period, by_period, state, as_of)
    looked_up = LookedUp.of(
        store,
        messaging,
        state=state,
        by_period=by_period,
        period=period,
        compared_with=compared_with,
        as_of=as_of,
    )
    bar = Bar(sources=least_sources, days=least_days)
    report = _report(store, looked_up, created=created, as_of=as_of, bar=bar)
    report = without_customers(report, ShownWords.of(messaging))
    return shared_drift(report, messaging) if shared else report


def _report(store: Store, looked_up: LookedUp, *, created: datetime, as_of: date, bar: Bar) -> DriftReport:
    messaging, period, state = looked_up.messaging, looked_up.period, looked_up.state
    until = min(period.last, as_of)
    written = looked_up.by_period.all_of(period)
    so_far = [document for document in state.all_documents if document.day <= as_of]
    disputes = [dispute for dispute in store.disputes() if dispute.day <= as_of]
    changes = MessageChanges(messaging, state)
    unreadable = unreadable_in(period, _tried_by(state, period, as_of))
    never_used_known = is_never_used_known(looked_up.by_period, period)
    over_time = _over_time(looked_up, changes, until=until)
    messages = over_time.messages()
    edits = _edits(looked_up, changes, until=until)
    corrections = Corrections(
        messaging=messaging,
        meanings=looked_up.meanings,
        standing=looked_up.standing,
        edit_of=looked_up.divergence_of(),
    )
    return DriftReport(
        version=__version__,
        created=created,
        as_of=as_of,
        company=messaging.company.name,
        messaging_hash=messaging.hash,
        shared=False,
        period=period,
        compared_with=looked_up.compared_with,
        material=material(written, unreadable=len(unreadable), judges=len(_judges(looked_up))),
        messages=messages,
        corrections=corrections.of(written),
        waiting=_waiting(looked_up, bar, as_of=as_of),
        new=edits.new,
        growing=edits.growing,
        counted=edits.counted,
        own_material=edits.own_material,
        settled=edits.settled,
        launches=launches(messages, messaging, period, until=until),
        never_used=never_used(messaging, looked_up.used_recently(), period) if never_used_known else (),
        endings=endings(messaging, over_time.stock, period, until=until),
        phrases=new_phrases(state.all_findings, {one.key: one for one in so_far}, messaging, period=period),
        disputed=disputed(written, Disputes(disputes, state.all_findings, so_far), store.overrides(), period),
        versions=version_changes(store, so_far, period=period),
        unreadable=unreadable,
        other_judge=judged_otherwise(looked_up),
        method=method_in_words(),
        new_known=_is_new_known(looked_up),
        never_used_known=never_used_known,
    )


def _over_time(looked_up: LookedUp, changes: MessageChanges, *, until: date) -> MessagesOverTime:
    belonging = Belonging(looked_up.messaging)
    return MessagesOverTime(
        messaging=looked_up.messaging,
        shown=looked_up.shown,
        compared_with=looked_up.compared_with,
        until=until,
        eligible={
            period: EligibleDocuments([judged.document for judged in looked_up.by_period.fields_of(period)], belonging)
            for period in looked_up.carriers
        },
        carriers=looked_up.carriers,
        stock=looked_up.stock(),
        changes=changes,
        other_judge=judged_otherwise(looked_up),
    )


def _edits(looked_up: LookedUp, changes: MessageChanges, *, until: date) -> EditSections:
    counts = EditCounts(
        said_now=looked_up.said_in[looked_up.period],
        said_before=looked_up.said_in[looked_up.compared_with],
        called=called_edits(looked_up, changes, until=until),
        few_words=FewWords(looked_up.messaging),
    )
    edits = EditsOfPeriod(
        counts=counts,
        customers=[name for one in looked_up.messaging.customers for name in (one.name, *one.aliases)],
        period=looked_up.period,
        until=until,
        documents=looked_up.documents,
        ever_said_in=looked_up.ever_said_in,
        first_known=not _is_new_known(looked_up),
    )
    return edits.sections(looked_up.divergences)


def _is_new_known(looked_up: LookedUp) -> bool:
    return is_new_known(looked_up.by_period, looked_up.period) and not is_first_of_judge(looked_up)


def _waiting(looked_up: LookedUp, bar: Bar, *, as_of: date) -> Waiting:
    proposals = [
        (divergence, looked_up.ever_said_in(divergence))
        for divergence in looked_up.divergences
        if is_waiting(divergence, bar)
    ]
    return waiting(proposals, bar, as_of=as_of)


def _judges(looked_up: LookedUp) -> frozenset[str]:
    """Return the judges that the periods shown were judged by."""
    return frozenset(
        judged.judge
        for period in looked_up.carriers
        for judged in looked_up.by_period.all_of(period)
        if judged.document.judged
    )


def _known_then(documents: Iterable[DocumentThen], compared_with: Period, as_of: date) -> Iterator[DocumentThen]:
    """Yield the documents written by a day, and where an old period is compared with a later one, all of the later."""
    for then in documents:
        day = then.document.day
        if day <= as_of or (compared_with.first > as_of and compared_with.holds(day)):
            yield then


def _tried_by(state: State, period: Period, as_of: date) -> State:
    """Return what is stored without the scans after a day inside a period, which may have met later files.

    The first scans after the end of a period are the ones that read its last documents, so they count.
    """
    if as_of >= period.last:
        return state
    return replace(state, scans=tuple(scan for scan in state.scans if scan.as_of <= as_of))


def _check_scanned(state: State) -> None:
    if not state.scans:
        raise InputError(
            "Nothing has been scanned yet, so there is nothing to report.",
            hint="run msgcheck scan PATHS... first, and then again each month",
        )


def _check_alike(period: Period, compared_with: Period) -> None:
    if period.kind is not compared_with.kind:
        raise InputError(
            f"A {period.kind} cannot be compared with a {compared_with.kind}.",
            hint=f"name another {period.kind}: counts of other spans do not compare",
        )


def _check_begun(period: Period, as_of: date) -> None:
    if as_of < period.first:
        raise InputError(
            f"{_as_asked(period)} had not begun on {as_of}.",
            hint=f"ask for a {period.kind} that had, or for how things stood on a later day",
        )


def _check_holds_documents(period: Period, by_period: ByPeriod, state: State, as_of: date) -> None:
    if by_period.all_of(period):
        return
    stored = sorted({Period.of(document.day, period.kind) for document in state.all_documents})
    names = [_as_asked(one) for one in stored]
    if len(names) > _MOST_NAMED:
        names = [f"{names[0]} to {names[-1]}"]
    so_far = f" up to {as_of}" if as_of < period.last else ""
    raise InputError(
        f"No document that was scanned is of {_as_asked(period)}{so_far}.",
        hint=f"there are documents of {and_list(names)}" if names else "run msgcheck scan PATHS... first",
    )


def _as_asked(period: Period) -> str:
    """Return a period as options name it: 2026-11, 2026-Q4."""
    match period.kind:
        case PeriodKind.MONTH:
            return f"{period.first.year}-{period.first.month:02}"
        case PeriodKind.QUARTER:
            return f"{period.first.year}-Q{(period.first.month + 2) // 3}"
