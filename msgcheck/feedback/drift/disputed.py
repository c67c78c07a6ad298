"""What the field said of our findings: in reviews, and by sending a mail all the same.

Both numbers are those of one period's documents. Who calls a finding wrong silences it, so the next scan of its
document does not have it; it was raised all the same, and counts among what was.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgcheck.feedback.drift.by_period import Judged
from msgcheck.records import Dispute, Disputed, DocumentKey, FindingKey, Period, StoredDocument, StoredFinding

CALLED_WRONG = "msgcheck is wrong"
"""The reason of an override that is about us and not about the customer."""


class Disputes:
    """What was called wrong, with the documents it was found in.

    Args:
        disputes: of all periods.
        findings: all that are stored, current or not.
        documents: all that count, whatever their period.
    """

    def __init__(
        self, disputes: Iterable[Dispute], findings: Iterable[StoredFinding], documents: Iterable[StoredDocument]
    ) -> None:
        self._disputes = tuple(disputes)
        about = {key for dispute in self._disputes for key in dispute.findings}
        self._document_of = {finding.key: finding.document for finding in findings if finding.key in about}
        self._day_of = {document.key: document.day for document in documents}

    def of(self, period: Period) -> tuple[Dispute, ...]:
        """Return the disputes on findings in documents of a period.

        Of a finding that no stored document has, no more is known than when it was called wrong.
        """
        return tuple(
            dispute
            for dispute in self._disputes
            if (any(map(period.holds, self._days(dispute))) if self._is_stored(dispute) else period.holds(dispute.day))
        )

    def document_of(self, finding: FindingKey) -> DocumentKey | None:
        """Return the document a disputed finding was found in."""
        return self._document_of.get(finding)

    def _is_stored(self, dispute: Dispute) -> bool:
        return any(key in self._document_of for key in dispute.findings)

    def _days(self, dispute: Dispute) -> list[date]:
        documents = {self._document_of[key] for key in dispute.findings if key in self._document_of}
        return [self._day_of[document] for document in documents if document in self._day_of]


def disputed(
    documents: Iterable[Judged],
    disputes: Disputes,
    overrides: Iterable[tuple[str, str | None, date, str, int]],
    period: Period,
) -> Disputed:
    """Return how many findings there were in a period and how many were called wrong, never more than there were.

    A mail that was sent all the same leaves nothing that could be looked at: it stays open, and counts in both numbers.

    Args:
        documents: of the period.
        disputes: of all periods.
        overrides: (code, message, first day of the month, reason, count) of all periods.
        period: the period.
    """
    named = disputes.of(period)
    sent = sum(count for _, _, month, reason, count in overrides if reason == CALLED_WRONG and period.holds(month))
    return Disputed(
        findings=_raised(tuple(documents), disputes, named) + sent,
        called_wrong=len(named) + sent,
        upheld=sum(dispute.upheld is True for dispute in named),
        open=sum(dispute.upheld is None for dispute in named) + sent,
    )


def _raised(documents: tuple[Judged, ...], disputes: Disputes, named: Iterable[Dispute]) -> int:
    """Return how many findings these documents had, with those that were called wrong and are silenced since.

    A dispute on what only a version had that was replaced within the period proves one finding more.
    """
    counted = {judged.document.key for judged in documents}
    raised = {finding.key for judged in documents for finding in judged.findings}
    elsewhere = 0
    for dispute in named:
        of_these = {key for key in dispute.findings if key in raised or disputes.document_of(key) in counted}
        raised |= of_these
        elsewhere += not of_these
    return len(raised) + elsewhere
