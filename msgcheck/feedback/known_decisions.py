"""What marketing has answered is known in the next scan: it stays silent, and says why where it is shown.

A rejected, watched, tested or adopted edit need not be told again. One to be fixed in the field is told until it is
fixed, and an answer for some readers only is told to all, since a finding does not say for whom its document is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from msgcheck.feedback.decision_words import decision_in_words, readers_of
from msgcheck.feedback.decisions_file import in_force, kept_in_step, read_decisions
from msgcheck.feedback.divergences import divergences
from msgcheck.feedback.standing import PATCH_TO_BE_MERGED, merged_entry
from msgcheck.findings.change_key import NOT_NAMED
from msgcheck.history.interface import Store
from msgcheck.records import Answer, Decision, Divergence, DivergenceId, Finding, Messaging, Report, Standing

Edit = tuple[str | None, str, str]
"""(message, code, change key): what a divergence is made of."""


def with_decisions(report: Report, messaging: Messaging, *, path: Path, store: Store | None) -> Report:
    """Return a scan's report with the findings marked on which marketing has decided.

    Args:
        report: a scan.
        messaging: as it is now.
        path: `decisions.yaml`; it need not exist.
        store: keeps decisions too, and knows which edits count as the same; None where there is none to ask.

    Raises:
        InputError: the file holds a mistake; the message names the line.
        StoreError: the store cannot be read or written.
    """
    if store is None:
        return mark_decided(report, in_force(read_decisions(path)), messaging)
    decisions = kept_in_step(store, path)
    if not decisions:
        return report
    reopened = reopened_among(divergences(store, messaging, today=report.as_of))
    return mark_decided(report, decisions, messaging, edits=edits_of(store), reopened=reopened)


def mark_decided(
    report: Report,
    decisions: Sequence[Decision],
    messaging: Messaging,
    *,
    edits: Mapping[DivergenceId, Collection[Edit]] | None = None,
    reopened: Collection[DivergenceId] = (),
) -> Report:
    """Return the report with the findings marked on which marketing has decided.

    Args:
        report: a scan; its day is compared with review dates.
        decisions: from file or store.
        messaging: as it is now; tells whether an adopted wording is merged.
        edits: of each divergence, all edits that count as the same; see `edits_of`. Without it only those count that
            are equal to the decided one.
        reopened: divergences whose decision no longer holds; see `reopened_among`.
    """
    words: dict[Edit, tuple[bool, str]] = {}
    for decision in in_force(decisions):
        if decision.divergence in reopened or not _holds(decision, report.as_of):
            continue
        told = replace(decision, waiting_for=_still_waiting(decision, messaging))
        marked = (_is_silent(decision), decision_in_words(told))
        own = (decision.message_id, decision.code, decision.change)
        for edit in (*(edits or {}).get(decision.divergence, ()), own):
            words[edit] = marked
    if not words:
        return report
    return replace(report, findings=tuple(_marked(finding, words) for finding in report.findings))


def edits_of(store: Store) -> Mapping[DivergenceId, frozenset[Edit]]:
    """Return the edits that make up each stored divergence, under its own id and those merged into it."""
    by_key = {finding.key: (finding.message_id, finding.code, finding.change) for finding in store.findings()}
    edits: defaultdict[DivergenceId, set[Edit]] = defaultdict(set)
    for divergence, aliases, members in store.known_divergences():
        for name in (divergence, *aliases):
            edits[name].update(by_key[member] for member in members if member in by_key)
    return {name: frozenset(made) for name, made in edits.items()}


def reopened_among(divergences: Iterable[Divergence]) -> frozenset[DivergenceId]:
    """Return the divergences that are open although they were decided: their scans speak again."""
    return frozenset(
        divergence.decision.divergence
        for divergence in divergences
        if divergence.decision is not None and divergence.standing is Standing.OPEN
    )


def _marked(finding: Finding, words: Mapping[Edit, tuple[bool, str]]) -> Finding:
    # Where the change may not be named, another edit may hide behind the same key.
    told_apart = finding.change not in {"", NOT_NAMED}
    found = words.get((finding.message_id, finding.code, finding.change)) if told_apart else None
    if found is None:
        return finding
    silent, decided = found
    return replace(finding, known=finding.known or silent, decided=decided)


def _holds(decision: Decision, day: date) -> bool:
    """Return whether a decision still holds on a day: a test does until its review date."""
    return decision.answer is not Answer.TEST or decision.review_by is None or day <= decision.review_by


def _is_silent(decision: Decision) -> bool:
    """Return whether what was decided on need not be raised again, whoever the document is for."""
    return decision.answer is not Answer.FIX and not readers_of(decision)


def _still_waiting(decision: Decision, messaging: Messaging) -> tuple[str, ...]:
    if decision.answer not in {Answer.ADOPT, Answer.ADOPT_FOR} or merged_entry(decision, messaging) is not None:
        return ()
    return (PATCH_TO_BE_MERGED,)
