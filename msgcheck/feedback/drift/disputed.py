"""What the field said of our findings: in reviews, and by sending a mail all the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgcheck.feedback.drift.by_period import Judged
from msgcheck.records import Dispute, Disputed, Period

CALLED_WRONG = "msgcheck is wrong"
"""The reason of an override that is about us and not about the customer."""


def disputed(
    documents: Iterable[Judged],
    disputes: Iterable[Dispute],
    overrides: Iterable[tuple[str, str | None, date, str, int]],
    period: Period,
) -> Disputed:
    """Return how many findings there were in a period and how many were called wrong.

    A mail that was sent all the same leaves nothing that could be looked at: it stays open.

    Args:
        documents: of the period.
        disputes: of all periods.
        overrides: (code, message, first day of the month, reason, count) of all periods.
        period: the period.
    """
    named = [dispute for dispute in disputes if period.holds(dispute.day)]
    sent = sum(count for _, _, month, reason, count in overrides if reason == CALLED_WRONG and period.holds(month))
    return Disputed(
        findings=sum(len(judged.findings) for judged in documents) + sent,
        called_wrong=len(named) + sent,
        upheld=sum(dispute.upheld is True for dispute in named),
        open=sum(dispute.upheld is None for dispute in named) + sent,
    )
