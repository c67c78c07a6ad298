"""What of a report may be printed at all.

Who makes a shared report leaves out what must not leave the desk. The formats do not rely on it: before a shared
report is printed, the fields that hold words of the field, names and places of files are emptied once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from msgcheck.records import Conflict, Decision, DivergenceReport, DocumentId, Entry, Told


def shown_report(report: DivergenceReport) -> DivergenceReport:
    """Return the report as it may be printed: a shared one without sentences, names and paths, another one as it is."""
    if not report.shared:
        return report
    return replace(
        report,
        acting=_entries(report.acting),
        own_material=_entries(report.own_material),
        single=_entries(report.single),
        decided=_entries(report.decided),
        settled=tuple(_decision(decision) for decision in report.settled),
        conflicts=tuple(_conflict(conflict) for conflict in report.conflicts),
        told=_told(report.told),
        paths=(),
    )


def _entries(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple(_entry(entry) for entry in entries)


def _entry(entry: Entry) -> Entry:
    decision = entry.divergence.decision
    return replace(
        entry,
        divergence=replace(entry.divergence, said=None, decision=_decision(decision) if decision is not None else None),
        told=_told(entry.told),
    )


def _decision(decision: Decision) -> Decision:
    return replace(decision, approved_by="")


def _told(told: Sequence[Told]) -> tuple[Told, ...]:
    return tuple(replace(entry, text="", name="") for entry in told)


def _conflict(conflict: Conflict) -> Conflict:
    return replace(conflict, sides=tuple(replace(side, document=DocumentId(""), text="") for side in conflict.sides))
