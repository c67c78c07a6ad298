"""Which documents of a period say which edit, as they were judged when they were new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgcheck.feedback.drift.by_period import Judged
from msgcheck.records import Divergence, DivergenceId, FindingKey, StoredDocument

SaidIn = Mapping[DivergenceId, tuple[StoredDocument, ...]]
"""Documents of each edit that anybody makes, in order of day."""


def edit_of_finding(divergences: Iterable[Divergence]) -> Mapping[FindingKey, DivergenceId]:
    """Return the edit each finding is one of."""
    return {key: divergence.id for divergence in divergences for key in divergence.findings}


def said_in(documents: Iterable[Judged], edit_of: Mapping[FindingKey, DivergenceId]) -> SaidIn:
    """Return the documents that make each edit.

    Args:
        documents: of one period, in order of day.
        edit_of: the edit each finding is one of.
    """
    saying: dict[DivergenceId, list[StoredDocument]] = defaultdict(list)
    for judged in documents:
        for edit in sorted({edit_of[finding.key] for finding in judged.findings if finding.key in edit_of}):
            saying[edit].append(judged.document)
    return {edit: tuple(found) for edit, found in saying.items()}
