"""The figures of one message in one period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgcheck.feedback.counting import counted
from msgcheck.feedback.drift.carrying import RETIRED, Carrier
from msgcheck.feedback.drift.intervals import interval
from msgcheck.feedback.sources import independent_sources
from msgcheck.records import Interval, MessageId, Period, PeriodFigures, StoredDocument

_DIGITS = 4
_LARGEST_DISTANCE = 2.0


def figures_of(message_id: MessageId, period: Period, *, eligible: int, carriers: Sequence[Carrier]) -> PeriodFigures:
    """Return the figures of one message in one period.

    Args:
        message_id: the message.
        period: the period.
        eligible: documents it belongs in.
        carriers: of these, the ones that say it, in order of day.
    """
    drifting = [carrier for carrier in carriers if carrier.drifts]
    return PeriodFigures(
        period=period,
        eligible=eligible,
        carrying=len(carriers),
        on_message=sum(carrier.is_on_message for carrier in carriers),
        drifting=len(drifting),
        by_code=counted(code for carrier in drifting for code in carrier.codes),
        retired=sum(RETIRED in carrier.codes for carrier in drifting),
        sources=len(independent_sources([carrier.document for carrier in drifting])),
        distance=_distance(message_id, carriers),
    )


def last_copies(documents: Iterable[StoredDocument]) -> dict[int, StoredDocument]:
    """Return the last document of each group of near copies: thirty copies of a deck tell what one does.

    Args:
        documents: in order of day.
    """
    return {document.group: document for document in documents}


def _distance(message_id: MessageId, carriers: Sequence[Carrier]) -> Interval | None:
    """Return how far the mentions are from the nearest approved wording; near copies count once, as the last says it.

    An interval over copies would be too narrow: they are one wording, not many.
    """
    found = [
        min(max(1 - cosine, 0.0), _LARGEST_DISTANCE)
        for document in last_copies(carrier.document for carrier in carriers).values()
        for message, cosine in document.nearness
        if message == message_id
    ]
    mean = interval(sorted(found))
    if mean is None:
        return None
    return Interval(
        mean=round(mean.mean, _DIGITS), low=round(mean.low, _DIGITS), high=round(mean.high, _DIGITS), count=mean.count
    )
