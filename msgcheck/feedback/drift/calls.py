"""Whether a message drifts more than chance explains, from counts of documents by period.

The last period, and at a third of its weight the one before, is compared with the usual share of earlier periods. A
rise is called where chance alone brings one as large so rarely that a whole report has less than one such call, on
average, however many messages it has; where many messages move at once, where at most one call in ten is chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from msgcheck.feedback.drift.chance import Compared, chances, clustering, usual_shares
from msgcheck.feedback.drift.counts import Counts, Series, together
from msgcheck.feedback.drift.standard import Standard, standard
from msgcheck.records import Call, Called, PeriodKind

__all__ = ["Counts", "Series", "called"]

LEAST_DOCUMENTS = 10
"""Documents of the last period below which nothing is said of a message."""
LEAST_SEGMENT_DOCUMENTS = 5
"""The same of a segment, which is only looked at beside its message."""
LEAST_DRIFTING = 3
"""Documents that drift in the last period below which nothing is called drift, however rare they were."""
LEAST_SOURCES = 2
"""One source is one opinion."""
CHANCE_CALLS = 0.5
"""Calls a report on quiet messages may have on average: one false call in two reports."""
LARGEST_LEVEL = 0.02
"""What chance may bring of one message where a report has few."""
CHANCE_SHARE = 0.1
"""Of many calls in one report, the share that may be chance."""
WHOLE_WEIGHT = 0.8
"""Of the level of a message, the part for all its documents; its segments share the rest."""
UNCORRECTED_LEVEL = 0.05
"""What each test is held to where nothing is corrected."""
STILL_HIGH = 0.25
"""The last period by itself may not be more likely than this: what was high the period before is no news."""
FOLLOWING_MONTHS = 3
"""Months after a change of ours in which documents follow it."""
RISEN_MONTHS = 6
"""Months after which a higher share is the usual one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """A last period and what it is compared with."""

    last: Counts
    standard: Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """How likely chance alone brings a rise, or a fall, as large as this."""

    rise: float
    fall: float


def called(
    series: Sequence[Series], *, correct: bool = True, kind: PeriodKind = PeriodKind.MONTH
) -> tuple[Called, ...]:
    """Return what the counts of each series allow to be said, in the order given.

    Args:
        series: all that stand in one report: the correction is for as many, and they learn from each other how alike
            usual shares are and how far documents hang together.
        correct: whether to correct for many series; off only to measure what that does.
        kind: how long a period is.
    """
    wholes = [_question(one.periods, one.changed, least=LEAST_DOCUMENTS, kind=kind) for one in series]
    parts = [
        [_question(periods, one.changed, least=LEAST_SEGMENT_DOCUMENTS, kind=kind) for _, periods in one.segments]
        for one in series
    ]
    of_wholes = _evidence(wholes)
    of_parts = iter(_evidence([part for some in parts for part in some]))
    of_segments = [[next(of_parts) for _ in some] for some in parts]
    weighed = [
        None if whole is None else _weighed(whole, segments, correct=correct)
        for whole, segments in zip(of_wholes, of_segments, strict=True)
    ]
    rises = _unlikely([None if one is None else min(one) for one in weighed], correct=correct)
    falls = _unlikely([None if one is None else one.fall for one in of_wholes], correct=correct)
    found = []
    for place, one in enumerate(series):
        rows = weighed[place]
        named = _segment(one, rows) if rows else ""
        found.append(_called(one, wholes[place], rises=rises[place], falls=falls[place], segment=named, kind=kind))
    return tuple(found)


def _question(periods: Sequence[Counts], changed: int | None, *, least: int, kind: PeriodKind) -> _Question | None:
    """Return what is asked of a series, None where documents are too few."""
    if not periods or periods[-1].documents < least:
        return None
    first = 0
    if changed is not None:
        following = _periods(FOLLOWING_MONTHS, kind)
        # Documents of the period of the change are partly older than it; those that follow show no usual share, except
        # that a rise above them is none of following.
        first = changed + (1 if _follows(len(periods), changed, kind) else following)
    found = standard(periods[first:-1], risen_for=_periods(RISEN_MONTHS, kind))
    return None if found is None else _Question(last=periods[-1], standard=found)


def _periods(months: int, kind: PeriodKind) -> int:
    return -(-months // kind.months)


def _follows(periods: int, changed: int | None, kind: PeriodKind) -> bool:
    """Return whether documents may still be following a change in the last of so many periods."""
    return changed is not None and periods - 1 - changed <= _periods(FOLLOWING_MONTHS, kind)


def _evidence(questions: Sequence[_Question | None]) -> list[_Evidence | None]:
    """Return the evidence of each question; together, since they learn from each other."""
    asked = [question for question in questions if question is not None]
    if not asked:
        return [None] * len(questions)
    usual = [one.standard.usual for one in asked]
    recent = [one.standard.recent for one in asked]
    compared = [Compared(lead=one.standard.lead, last=one.last) for one in asked]
    rho = clustering(usual)
    both, alone = chances(compared, usual_shares(usual, rho=rho), rho=rho)
    drifting = np.array([one.last.drifting for one in asked])
    rises = np.where((alone <= STILL_HIGH) & (drifting >= LEAST_DRIFTING), both, 1.0)
    both, alone = chances(compared, usual_shares(recent, rho=rho), rho=rho)
    falls = np.where(alone >= 1 - STILL_HIGH, 1 - both, 1.0)
    found = iter([_Evidence(rise=rise, fall=fall) for rise, fall in zip(rises.tolist(), falls.tolist(), strict=True)])
    return [None if question is None else next(found) for question in questions]


def _weighed(whole: _Evidence, segments: Sequence[_Evidence | None], *, correct: bool) -> list[float]:
    """Return the chance of a rise in all documents and in each segment, each raised for there being others."""
    asked = sum(segment is not None for segment in segments)
    if not correct or not asked:
        return [whole.rise, *(1.0 if segment is None else segment.rise for segment in segments)]
    share = (1 - WHOLE_WEIGHT) / asked
    return [
        min(whole.rise / WHOLE_WEIGHT, 1.0),
        *(1.0 if segment is None else min(segment.rise / share, 1.0) for segment in segments),
    ]


def _unlikely(values: Sequence[float | None], *, correct: bool) -> list[bool]:
    """Return which chances are small enough to be called."""
    asked = np.array([value for value in values if value is not None])
    if not len(asked):
        return [False] * len(values)
    if correct:
        level = min(CHANCE_CALLS / len(asked), LARGEST_LEVEL)
        small = (asked <= level) | (stats.false_discovery_control(asked) <= CHANCE_SHARE)
    else:
        small = asked <= UNCORRECTED_LEVEL
    found = iter(small.tolist())
    return [value is not None and next(found) for value in values]


def _segment(one: Series, weighed: Sequence[float]) -> str:
    """Return the segment that shows a rise more clearly than all documents do, "" where none does."""
    place = min(range(len(weighed)), key=weighed.__getitem__)
    return one.segments[place - 1][0] if place else ""


def _called(
    one: Series, question: _Question | None, *, rises: bool, falls: bool, segment: str, kind: PeriodKind
) -> Called:
    follows = _follows(len(one.periods), one.changed, kind)
    if not one.periods or one.periods[-1].documents < LEAST_DOCUMENTS:
        return Called(call=Call.INSUFFICIENT)
    if question is None:
        return Called(call=Call.FOLLOWING if follows else Call.INSUFFICIENT)
    usual, recent = together(question.standard.usual).share, together(question.standard.recent).share
    if falls:
        return Called(call=Call.FOLLOWING if follows else Call.RECOVERING, before=recent)
    if rises and one.sources is not None and one.sources < LEAST_SOURCES:
        return Called(call=Call.INSUFFICIENT, before=usual)
    if rises:
        return Called(call=Call.DRIFTING, segment=segment, before=usual)
    return Called(call=Call.FOLLOWING if follows else Call.STEADY, before=usual)
