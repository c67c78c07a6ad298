"""Whether a message drifts more than chance explains, from counts of documents by period.

The last period, and at a third of its weight the one before, is compared with the usual share of earlier periods. A
rise is called where chance alone brings one as large so rarely that a whole report has less than one such call on
average, however many messages it has. Messages that were reworded are given time to be followed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from msgcheck.feedback.drift.counts import NOTHING, Counts, Series
from msgcheck.feedback.drift.evidence import Evidence, Question, evidence
from msgcheck.feedback.drift.false_discovery import false_discovery_rates
from msgcheck.feedback.drift.standard import history
from msgcheck.records import Call, Called, PeriodKind

__all__ = ["Counts", "Series", "called"]

LEAST_DOCUMENTS = 10
"""Documents of the last period below which nothing is said of a message."""
LEAST_SEGMENT_DOCUMENTS = 5
"""The same of a segment, which is only looked at beside its message."""
LEAST_SOURCES = 2
"""One source is one opinion."""
CHANCE_CALLS = 0.75
"""Messages that a report may call by chance, on average, if nothing drifts; each is held to this by their number."""
LARGEST_LEVEL = 0.025
"""What each is held to where a report has few messages."""
CHANCE_SHARE = 0.05
"""Of many calls in one report, the share that may be chance: nothing is ever held to less than this."""
WHOLE_WEIGHT = 0.65
"""Of what a message is held to, the part for all its documents; its segments divide the rest."""
UNCORRECTED_LEVEL = 0.05
"""What each test is held to where nothing is corrected."""
FOLLOWING_MONTHS = 3
"""Months after a change of ours in which documents follow it."""
RISEN_MONTHS = 6
"""Months after which a higher share is the usual one; a lower one is after half as many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tested:
    """The evidence on a message, and on each of its segments."""

    whole: Evidence | None
    """None where its documents are too few; nothing is said of its segments then."""
    segments: tuple[tuple[str, Evidence], ...]
    """Those with enough documents."""

    @property
    def most(self) -> tuple[str, Evidence] | None:
        """Return the segment that rises most clearly, None where there is none."""
        return min(self.segments, key=lambda named: (named[1].rise, named[0]), default=None)


def called(
    series: Sequence[Series], *, correct: bool = True, kind: PeriodKind = PeriodKind.MONTH
) -> tuple[Called, ...]:
    """Return what the counts of each series allow to be said, in the order given.

    Args:
        series: all that stand in one report: the correction is for as many, and they learn from each other.
        correct: whether to correct for many series and segments; off only to measure what that does.
        kind: how long a period is.
    """
    tested = _tested(series, kind=kind)
    rises = _unlikely([_rise(one, correct=correct) for one in tested], correct=correct)
    falls = _unlikely([None if one.whole is None else one.whole.fall for one in tested], correct=correct)
    return tuple(
        _said(one, test, rises=rise, falls=fall, kind=kind)
        for one, test, rise, fall in zip(series, tested, rises, falls, strict=True)
    )


def _tested(series: Sequence[Series], *, kind: PeriodKind) -> list[_Tested]:
    wholes = _answered([_question(one, one.periods, least=LEAST_DOCUMENTS, kind=kind) for one in series], kind=kind)
    parts = [(one, name, periods) for one in series for name, periods in one.segments]
    answers = iter(
        _answered(
            [_question(one, periods, least=LEAST_SEGMENT_DOCUMENTS, kind=kind) for one, _, periods in parts], kind=kind
        )
    )
    of_segments = [[(name, next(answers)) for name, _ in one.segments] for one in series]
    return [
        _Tested(
            whole=whole,
            segments=tuple((name, _of_several(one, name, found)) for name, found in some if found is not None),
        )
        for one, whole, some in zip(series, wholes, of_segments, strict=True)
    ]


def _of_several(one: Series, segment: str, found: Evidence) -> Evidence:
    """Return the evidence on a segment, without a rise where it is one source that drifts there."""
    sources = dict(one.segment_sources).get(segment)
    return found if sources is None or sources >= LEAST_SOURCES else replace(found, rise=1.0)


def _question(one: Series, periods: Sequence[Counts], *, least: int, kind: PeriodKind) -> Question | None:
    """Return what is asked of a message or a segment of it, None where its documents are too few."""
    if not periods or periods[-1].documents < least:
        return None
    alike = [NOTHING if place in one.other_judge else period for place, period in enumerate(periods)]
    before = history(alike[_first(one, kind) : -1])
    return None if before is None else Question(last=periods[-1], before=before)


def _first(one: Series, kind: PeriodKind) -> int:
    """Return the index of the first period that may show what is usual."""
    if one.changed is None:
        return 0
    # Documents of the period of a change are partly older than it. Those that follow it show nothing usual; yet while
    # they do, there is nothing else, and a rise above them is not following.
    return one.changed + (1 if _follows(one, kind) else _periods(FOLLOWING_MONTHS, kind))


def _follows(one: Series, kind: PeriodKind) -> bool:
    """Return whether documents may still be following a change of ours in the last period."""
    return one.changed is not None and len(one.periods) - 1 - one.changed <= _periods(FOLLOWING_MONTHS, kind)


def _periods(months: int, kind: PeriodKind) -> int:
    """Return how many periods so many months are, rounded up."""
    return -(-months // kind.months)


def _answered(questions: Sequence[Question | None], *, kind: PeriodKind) -> list[Evidence | None]:
    asked = [question for question in questions if question is not None]
    answers = iter(evidence(asked, risen_for=_periods(RISEN_MONTHS, kind)))
    return [None if question is None else next(answers) for question in questions]


def _rise(test: _Tested, *, correct: bool) -> float | None:
    """Return how likely chance alone brings the clearest rise of a message or one of its segments."""
    if test.whole is None:
        return None
    if test.most is None:
        return test.whole.rise
    _, most = test.most
    if not correct:
        return min(test.whole.rise, most.rise)
    # Bonferroni's correction with unequal weights.
    return min(test.whole.rise / WHOLE_WEIGHT, most.rise * len(test.segments) / (1 - WHOLE_WEIGHT), 1.0)


def _unlikely(values: Sequence[float | None], *, correct: bool) -> list[bool]:
    """Return which of these chances are small enough to be called; never the missing ones."""
    asked = np.array([value for value in values if value is not None])
    if not len(asked):
        return [False] * len(values)
    if correct:
        level = min(CHANCE_CALLS / len(asked), LARGEST_LEVEL)
        small = (asked <= level) | (false_discovery_rates(asked) <= CHANCE_SHARE)
    else:
        small = asked <= UNCORRECTED_LEVEL
    found = iter(small.tolist())
    return [value is not None and next(found) for value in values]


def _said(one: Series, test: _Tested, *, rises: bool, falls: bool, kind: PeriodKind) -> Called:
    if not one.periods or one.periods[-1].documents < LEAST_DOCUMENTS:
        return Called(call=Call.INSUFFICIENT)
    follows = _follows(one, kind)
    if test.whole is None:
        return Called(call=Call.FOLLOWING if follows else Call.INSUFFICIENT)
    if falls:
        return Called(call=Call.FOLLOWING if follows else Call.RECOVERING, before=test.whole.recent)
    if rises and one.sources is not None and one.sources < LEAST_SOURCES:
        return Called(call=Call.INSUFFICIENT, before=test.whole.usual)
    if rises:
        # The segment is named where it alone shows the rise more clearly than all documents together.
        if test.most is not None and test.most[1].rise < test.whole.rise:
            return Called(call=Call.DRIFTING, segment=test.most[0], before=test.most[1].usual)
        return Called(call=Call.DRIFTING, before=test.whole.usual)
    return Called(call=Call.FOLLOWING if follows else Call.STEADY, before=test.whole.usual)
