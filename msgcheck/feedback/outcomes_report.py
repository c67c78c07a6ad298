"""Deals whose documents carry the field's wording beside deals whose documents carry the approved one.

Counts and an interval, nothing more: who wins with a wording may win for many other reasons.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgcheck.records import Divergence, DocumentKey, NumberedResult, OutcomeComparison, OutcomeCount, Result
from msgcheck.wilson import wilson_interval

Deals = Mapping[DocumentKey, Sequence[NumberedResult]]
"""The deals each document belongs to."""
_DIGITS = 4
LEAST_CLOSED = 20
"""Closed deals on either side below which the counts say nothing."""


def outcome_comparison(
    divergence: Divergence, deals: Deals, *, said_in: Collection[DocumentKey], approved_in: Collection[DocumentKey]
) -> OutcomeComparison | None:
    """Return the deals on both sides of a divergence, None where no deal belongs to either.

    A document that holds both wordings counts for the field's only.

    Args:
        divergence: what is compared.
        deals: the deals each document belongs to.
        said_in: every document that has carried the field's wording, also earlier versions: deals look back.
        approved_in: every document that has carried the approved one.
    """
    field_keys = frozenset(said_in)
    field_results = _results(deals, field_keys)
    approved_results = _results(deals, (key for key in approved_in if key not in field_keys)) if deals else ()
    if not field_results and not approved_results:
        return None
    field, approved = outcome_count(field_results), outcome_count(approved_results)
    return OutcomeComparison(
        divergence=divergence.id,
        field=field,
        approved=approved,
        open_deals=(*field_results, *approved_results).count(Result.OPEN),
        sufficient=min(field.closed, approved.closed) >= LEAST_CLOSED,
    )


def _results(deals: Deals, documents: Iterable[DocumentKey]) -> tuple[Result, ...]:
    """Return the result of each deal that one of these documents belongs to, each deal once."""
    return tuple(result for _, result in sorted({deal for key in documents for deal in deals.get(key, ())}))


def outcome_count(results: Sequence[Result]) -> OutcomeCount:
    """Return how many deals were won and lost, with the interval of the share won; open deals are left out."""
    won, lost = results.count(Result.WON), results.count(Result.LOST)
    low, high = (round(end, _DIGITS) for end in wilson_interval(won, won + lost))
    return OutcomeCount(won=won, lost=lost, low=low, high=high)
