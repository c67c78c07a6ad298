"""What the two-page summary holds: the numbers, what waits for marketing, and the few divergences to talk about.

A meeting reads two pages. So few divergences are chosen, in the order of the report, and the rest is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from msgcheck.in_words import and_list, day_in_words, number_of
from msgcheck.records import Answer, DivergenceReport, Entry, Standing
from msgcheck.report.divergences.words import answered, title_of, waits_for

MAX_ENTRIES = 5
"""Divergences on the second page, our own material among them; more do not fit, nor into half an hour."""
MAX_OWN = 2
_MAX_DECISIONS = 3
"""Decisions named one by one; more are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits for marketing."""

    what: str
    """The thing: "3 divergences without an answer"."""
    why: str = ""
    """More about it; "" where there is no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The two pages."""

    acting: tuple[Entry, ...]
    """The first of those worth acting on: at most five with our own material."""
    more_acting: int
    own_material: tuple[Entry, ...]
    more_own: int
    waiting: tuple[Waiting, ...]


def summary_of(report: DivergenceReport) -> Summary:
    """Return the summary of a report."""
    own = report.own_material[:MAX_OWN]
    acting = report.acting[: MAX_ENTRIES - len(own)]
    return Summary(
        acting=acting,
        more_acting=len(report.acting) - len(acting),
        own_material=own,
        more_own=len(report.own_material) - len(own),
        waiting=tuple(_waiting(report)),
    )


def rest_of(summary: Summary) -> str:
    """Return what the summary leaves to the full report: "4 more worth acting on", "" for nothing."""
    counts = ((summary.more_acting, "worth acting on"), (summary.more_own, "from our own material"))
    return and_list([f"{count:,} more {what}" for count, what in counts if count])


def _waiting(report: DivergenceReport) -> Iterator[Waiting]:
    unanswered = [entry for entry in report.acting if entry.divergence.standing is Standing.OPEN]
    if unanswered:
        yield Waiting(
            what=f"{number_of(len(unanswered), 'divergence')} worth acting on, without an answer",
            why="Adopt, test, watch, reject with a reason, or fix in the field.",
        )
    if report.own_material:
        copies = sum(entry.divergence.spread.copies for entry in report.own_material)
        follow = f"{number_of(copies, 'copy', 'copies')} in the field {'comes' if copies == 1 else 'come'} from there."
        yield Waiting(
            what=f"{number_of(len(report.own_material), 'sentence')} to put right in our own material",
            why=follow if copies else "",
        )
    yield from _decisions(report)
    if report.conflicts:
        yield Waiting(
            what=f"{number_of(len(report.conflicts), 'conflict')} between lines of our own", why="Which one holds?"
        )
    open_words = [told for told in report.told if not told.answer]
    if open_words:
        oldest = min(told.day for told in open_words)
        yield Waiting(
            what=f"{number_of(len(open_words), 'word')} from sellers without an answer",
            why=f"The oldest since {day_in_words(oldest)}.",
        )
    if report.never_used:
        yield Waiting(what=f"{number_of(len(report.never_used), 'message')} nobody uses", why="Mend, show, or retire.")


def _decisions(report: DivergenceReport) -> Iterator[Waiting]:
    """Yield the decisions that wait for something and the tests whose review is due."""
    named = [waiting for entry in report.decided if (waiting := _decision(entry, report)) is not None]
    yield from named[:_MAX_DECISIONS]
    if len(named) > _MAX_DECISIONS:
        yield Waiting(what=f"{number_of(len(named) - _MAX_DECISIONS, 'more decision')} to complete or review")


def _decision(entry: Entry, report: DivergenceReport) -> Waiting | None:
    decision = entry.divergence.decision
    if decision is None:
        return None
    title = title_of(entry.divergence)
    if decision.waiting_for:
        return Waiting(what=f"{title}: {answered(decision)}", why=f"Waiting for {waits_for(decision)}.")
    if decision.review_by is not None and decision.review_by <= report.as_of:
        kind = "test" if decision.answer is Answer.TEST else "decision"
        return Waiting(what=f"{title}: {kind} to be reviewed", why=f"Due on {day_in_words(decision.review_by)}.")
    return None
