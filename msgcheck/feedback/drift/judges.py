"""Which periods were judged alike.

Another judge, or another version of it, finds more or less in the same documents. So what one judge found is no measure
of what another finds: a rise may be the judge's, and a wording that nobody made before may have gone unseen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from msgcheck.feedback.drift.looked_up import LookedUp
from msgcheck.records import Period

MOST = 0.9
"""Share of a period's documents that its judge has judged. Some were judged earlier, and were gone when the next judge
came; one in ten cannot make what looks like drift."""


def judged_otherwise(looked_up: LookedUp) -> tuple[Period, ...]:
    """Return the periods shown, and the one compared with, that another judge judged than the period reported.

    A period of several judges is like no other. Periods without a judged document are not among them.
    """
    reported = _judges(looked_up, looked_up.period)
    if not reported:
        return ()
    judge = _most(reported)
    others = sorted({*looked_up.shown, looked_up.compared_with} - {looked_up.period})
    judged = [(period, _judges(looked_up, period)) for period in others]
    return tuple(period for period, judges in judged if judges and (judge is None or _most(judges) != judge))


def is_first_of_judge(looked_up: LookedUp) -> bool:
    """Return whether the last period before the one reported that was judged at all was judged otherwise."""
    earlier = [period for period in looked_up.shown[:-1] if _judges(looked_up, period)]
    return bool(earlier) and earlier[-1] in judged_otherwise(looked_up)


def places_of(periods: Collection[Period], shown: Sequence[Period]) -> frozenset[int]:
    """Return the indexes of some of the periods shown."""
    return frozenset(place for place, period in enumerate(shown) if period in periods)


def _judges(looked_up: LookedUp, period: Period) -> Counter[str]:
    """Return how many documents of a period each judge judged."""
    return Counter(one.judge for one in looked_up.by_period.all_of(period) if one.document.judged)


def _most(judges: Counter[str]) -> str | None:
    """Return the judge of nearly all documents, None where there is none such."""
    ((judge, count),) = judges.most_common(1)
    return judge if count >= MOST * judges.total() else None
