"""Reports with any numbers, sensible or not: every format prints them, and the first page keeps its ten lines."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msgcheck.records import (
    Adoption,
    Call,
    Called,
    Correction,
    Disputed,
    Ending,
    Interval,
    MessageId,
    Period,
    PeriodKind,
    Share,
    Waiting,
)
from msgcheck.report.drift.first_page import LINES, first_page
from msgcheck.report.drift.formats import DRIFT_RENDERERS
from msgcheck.report.interface import ReportOptions
from tests.builders_drift import make_drift_report, make_edit, make_figures, make_material, make_message_drift

COUNTS = st.integers(0, 5000)
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
WORDS = st.text(max_size=40)
SHARES = st.builds(Share, part=COUNTS, whole=COUNTS)
CALLED = st.builds(
    Called, call=st.sampled_from(Call), segment=WORDS, before=st.none() | st.floats(0, 1, allow_nan=False)
)
FAMILIES = st.lists(st.tuples(st.sampled_from(["deck", "email", "document", "sheet"]), COUNTS), max_size=3).map(tuple)
DISTANCES = st.none() | st.builds(
    Interval, mean=st.floats(0, 2), low=st.floats(0, 2), high=st.floats(0, 2), count=COUNTS
)
PERIODS = st.builds(Period.of, DAYS, st.sampled_from(PeriodKind))


@st.composite
def messages(draw):
    """A message with any history, also none."""
    first = draw(PERIODS)
    periods = [first]
    for _ in range(draw(st.integers(0, 14))):
        periods.append(periods[-1].next())
    figures = tuple(
        make_figures(
            period,
            eligible=draw(COUNTS),
            carrying=draw(COUNTS),
            on_message=draw(COUNTS),
            drifting=draw(COUNTS),
            distance=draw(DISTANCES),
        )
        for period in periods
    )
    adoption = st.builds(
        Adoption,
        approved_on=DAYS,
        days=COUNTS,
        days_to_half=st.none() | COUNTS,
        days_to_most=st.none() | COUNTS,
        share=SHARES,
        by_family=st.lists(st.tuples(st.sampled_from(["deck", "email"]), SHARES), max_size=2).map(tuple),
    )
    return make_message_drift(
        message_id=MessageId(draw(WORDS)),
        text=draw(WORDS),
        products=tuple(draw(st.lists(WORDS, max_size=3))),
        periods=figures if draw(st.booleans()) else (),
        compared=figures[0],
        called=draw(CALLED),
        changed_on=draw(st.none() | DAYS),
        adoption=draw(st.none() | adoption),
    )


@st.composite
def edits(draw):
    """An edit of any kind, with any words."""
    return make_edit(
        message_id=draw(st.none() | WORDS.map(MessageId)),
        code=draw(st.sampled_from(["MC101", "MC102", "MC201", "MC202", "MC203", "MC302", "MC401", "MC402", "XX9"])),
        what=draw(WORDS),
        approved=draw(WORDS),
        said=draw(WORDS),
        approved_part=draw(WORDS),
        said_part=draw(WORDS),
        families=draw(FAMILIES),
        documents=draw(COUNTS),
        before=draw(COUNTS),
        segment=draw(WORDS),
        since=draw(st.none() | DAYS),
        copies=draw(COUNTS),
        template=draw(WORDS),
    )


@st.composite
def reports(draw):
    """Any report."""
    period = draw(PERIODS)
    lists = {
        name: tuple(draw(st.lists(edits(), max_size=2)))
        for name in ("new", "growing", "counted", "own_material", "settled")
    }
    own = tuple(draw(st.lists(messages(), max_size=2)))
    ending = st.builds(Ending, message_id=WORDS.map(MessageId), text=WORDS, last_day=DAYS, families=FAMILIES)
    correction = st.builds(Correction, about=WORDS, mails=COUNTS, documents=COUNTS, told=st.booleans())
    return make_drift_report(
        shared=draw(st.booleans()),
        company=draw(WORDS),
        period=period,
        compared_with=period.before(),
        as_of=draw(DAYS),
        material=make_material(decks=draw(COUNTS), unreadable=draw(COUNTS), judges=draw(COUNTS)),
        messages=own,
        launches=own[:1],
        corrections=tuple(draw(st.lists(correction, max_size=4))),
        waiting=draw(st.builds(Waiting, proposals=COUNTS, oldest_days=COUNTS)),
        endings=tuple(draw(st.lists(ending, max_size=2))),
        disputed=draw(st.builds(Disputed, findings=COUNTS, called_wrong=COUNTS, upheld=COUNTS, open=COUNTS)),
        **lists,
    )


@given(report=reports())
@settings(max_examples=40)
def test_first_page_of_any_report_has_ten_lines(report):
    lines = first_page(report)
    assert len(lines) == LINES
    assert all(line.strip() and "\n" not in line and len(line) < 300 for line in lines)


@given(report=reports(), show_all=st.booleans())
@settings(max_examples=25)
@pytest.mark.parametrize("renderer", DRIFT_RENDERERS, ids=lambda renderer: renderer.name)
def test_render_prints_any_report(renderer, report, show_all):
    assert renderer.render(report, ReportOptions(show_all=show_all)).endswith("\n")


@given(report=reports())
@settings(max_examples=25)
def test_first_page_of_a_shared_report_has_the_same_lines_and_counts(report):
    local, shared = first_page(replace(report, shared=False)), first_page(replace(report, shared=True))
    assert [line.partition(":")[0] for line in local[1:9]] == [line.partition(":")[0] for line in shared[1:9]]
    assert local[0] == shared[0]
    assert local[9] == shared[9]
