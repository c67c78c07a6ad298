"""What counts of documents by period allow to be said."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msgcheck.feedback.drift.calls import Counts, Series, called
from msgcheck.records import Call, PeriodKind

QUIET = (4, 5, 3, 4, 6, 2, 4, 5)
"""Of 40 documents a month, these drift by themselves."""


def counts(*drifting, documents=40):
    return tuple(Counts(drifting=part, documents=documents) for part in drifting)


def message(*drifting, key="m", documents=40, **rest):
    return Series(key=key, periods=counts(*drifting, documents=documents), **rest)


def quiet(count=10):
    """Other messages of the report, in which nothing happens."""
    return [message(*QUIET, 3 + place % 3, key=f"quiet-{place}") for place in range(count)]


def only(series, **how):
    """What is said of one message among quiet ones."""
    return called([series, *quiet()], **how)[0]


def test_called_says_nothing_of_a_quiet_message():
    assert only(message(*QUIET, 5)).call is Call.STEADY


def test_called_finds_a_jump():
    assert only(message(*QUIET, 16)).call is Call.DRIFTING


def test_called_finds_a_slow_rise_that_neither_month_shows_alone():
    assert only(message(*QUIET, 8)).call is Call.STEADY
    assert only(message(*QUIET, 4, 8)).call is Call.STEADY
    assert only(message(*QUIET, 8, 9)).call is Call.DRIFTING


def test_called_finds_a_jump_in_a_message_without_others():
    assert called([message(*QUIET, 16)])[0].call is Call.DRIFTING


def test_called_gives_the_share_that_was_usual():
    assert only(message(*QUIET, 16)).before == pytest.approx(sum(QUIET[:-1]) / (40 * (len(QUIET) - 1)))


def test_called_goes_on_calling_a_rise_that_stays():
    assert only(message(*QUIET, 16, 15, 17, 16)).call is Call.DRIFTING


def test_called_takes_a_rise_that_stays_for_long_as_usual():
    assert only(message(*QUIET, *[16] * 8)).call is Call.STEADY


def test_called_does_not_repeat_a_rise_that_is_over():
    assert only(message(*QUIET, 16, 4)).call is not Call.DRIFTING


@pytest.mark.parametrize("later", [(4,), (3, 5)], ids=["at once", "and stays so"])
def test_called_tells_of_a_rise_that_goes_back(later):
    assert only(message(*QUIET, 16, 17, 15, *later)).call is Call.RECOVERING


def test_called_tells_of_a_fall():
    one = only(message(16, 15, 17, 16, 15, 16, 4))
    assert (one.call, one.before) == (Call.RECOVERING, pytest.approx(79 / 200))


def test_called_finds_a_jump_from_a_level_that_had_fallen():
    fallen = message(16, 15, 17, 16, 15, 3, 4, 5, 4, 4, 14)
    assert only(fallen).call is Call.DRIFTING


@pytest.mark.parametrize(
    "series",
    [
        Series(key="none", periods=()),
        message(16),
        Series(key="few now", periods=(*counts(*QUIET), Counts(drifting=9, documents=9))),
        Series(key="few before", periods=(Counts(drifting=2, documents=29), Counts(drifting=30, documents=40))),
        message(0, 0, 0, documents=0),
    ],
    ids=["nothing", "no history", "few now", "few before", "no documents"],
)
def test_called_says_insufficient_where_documents_are_too_few(series):
    assert only(series).call is Call.INSUFFICIENT


def test_called_reads_over_months_without_documents():
    gap = Series(key="gap", periods=(*counts(*QUIET[:4]), *counts(0, documents=0), *counts(*QUIET[4:]), *counts(16)))
    assert only(gap).call is Call.DRIFTING


def test_called_does_not_call_two_documents_drift_however_rare_they_were():
    history = [0] * 8
    assert only(message(*history, 2, documents=400)).call is Call.STEADY


@pytest.mark.parametrize(
    ("sources", "call"), [(0, Call.INSUFFICIENT), (1, Call.INSUFFICIENT), (2, Call.DRIFTING), (None, Call.DRIFTING)]
)
def test_called_needs_two_sources_for_drift(sources, call):
    assert only(message(*QUIET, 16, sources=sources)).call is call


def segmented(*, last):
    """A message with four segments of ten documents; the last month of each as given."""
    history = {
        "banking": (1, 0, 2, 1, 1, 1, 0, 1),
        "health": (1, 2, 1, 0, 1, 1, 1, 1),
        "retail": (1, 1, 0, 1, 2, 1, 1, 1),
    }
    segments = tuple(
        (name, counts(*months, now, documents=10)) for (name, months), now in zip(history.items(), last, strict=True)
    )
    whole = [sum(parts) for parts in zip(*history.values(), strict=True)]
    return message(*whole, sum(last), documents=30, segments=segments)


def test_called_names_the_segment_that_drifts():
    one = only(segmented(last=(1, 1, 8)))
    assert (one.call, one.segment) == (Call.DRIFTING, "retail")
    assert one.before == pytest.approx(1.0 / 10, abs=0.03)


def test_called_names_no_segment_where_all_drift():
    one = only(segmented(last=(5, 4, 5)))
    assert (one.call, one.segment) == (Call.DRIFTING, "")


def test_called_holds_segments_to_more_than_a_message():
    whole = message(1, 1, 0, 1, 2, 1, 1, 1, 4, documents=10)
    assert called([whole])[0].call is Call.DRIFTING
    assert only(segmented(last=(0, 0, 4))).call is Call.STEADY


@pytest.mark.parametrize(("sources", "segment"), [(0, ""), (1, ""), (2, "retail")])
def test_called_names_a_segment_only_where_two_sources_drift_in_it(sources, segment):
    one = segmented(last=(1, 1, 8))
    one = replace(one, sources=3, segment_sources=(("banking", 1), ("health", 1), ("retail", sources)))
    assert only(one).segment == segment


def test_called_finds_no_drift_in_what_one_source_of_a_segment_says():
    one = segmented(last=(0, 0, 6))
    assert only(one).call is Call.DRIFTING
    assert only(replace(one, sources=2, segment_sources=(("retail", 1),))).call is not Call.DRIFTING


def test_called_finds_no_drift_where_one_source_makes_it_beside_the_usual():
    one = message(*QUIET, 16)
    last = one.periods[-1]

    def by_one(heaviest):
        return only(replace(one, sources=5, periods=(*one.periods[:-1], replace(last, heaviest=heaviest)))).call

    assert by_one(4) is Call.DRIFTING
    assert by_one(14) is Call.STEADY


def test_called_compares_with_no_month_of_another_judge():
    earlier = frozenset(range(len(QUIET)))
    assert only(message(*QUIET, 16)).call is Call.DRIFTING
    assert only(message(*QUIET, 16, other_judge=earlier)).call is Call.INSUFFICIENT


def test_called_compares_with_the_months_of_the_same_judge():
    others = frozenset(range(4))
    assert only(message(30, 31, 30, 29, *QUIET, 16, other_judge=others)).call is Call.DRIFTING
    assert only(message(0, 0, 0, 0, 15, 16, 17, 16, 15, other_judge=others)).call is Call.STEADY


@pytest.mark.parametrize("months", [1, 2, 3, 4])
def test_called_says_following_while_documents_follow_a_change(months):
    following = message(*QUIET, *(40, 27, 13, 4)[:months], changed=len(QUIET))
    assert only(following).call is Call.FOLLOWING


def test_called_compares_with_what_followed_once_it_has():
    assert only(message(*QUIET, 40, 27, 13, 4, 5, 4, changed=len(QUIET))).call is Call.STEADY
    assert only(message(*QUIET, 40, 27, 13, 4, 5, 18, changed=len(QUIET))).call is Call.DRIFTING


def test_called_does_not_compare_with_what_was_before_a_change():
    assert only(message(*[0] * 8, 20, 12, 12, 12, 12, 12, changed=8)).call is Call.STEADY


def test_called_calls_a_rise_above_what_followed_drift():
    assert only(message(*QUIET, 12, 2, 3, 20, changed=len(QUIET))).call is Call.DRIFTING


def test_called_says_insufficient_of_few_documents_after_a_change():
    few = Series(key="few", periods=(*counts(*QUIET), Counts(drifting=8, documents=8)), changed=len(QUIET))
    assert only(few).call is Call.INSUFFICIENT


def test_called_counts_quarters_as_three_months():
    quarters = message(4, 5, 4, 30, 28, changed=3)
    assert only(quarters, kind=PeriodKind.QUARTER).call is Call.FOLLOWING
    assert only(message(4, 5, 4, 30, 6, 7, changed=3), kind=PeriodKind.QUARTER).call is not Call.FOLLOWING


def test_called_is_harder_on_each_of_many_messages():
    some, many = message(*QUIET, 9, key="some"), quiet(300)
    assert called([some, *quiet(4)])[0].call is Call.DRIFTING
    assert called([some, *many])[0].call is Call.STEADY
    assert called([some, *many], correct=False)[0].call is Call.DRIFTING


def test_called_asks_more_where_months_differ_more_than_chance_lets_them():
    restless = [message(0, 9, 1, 10, 0, 8, 1, 9, 2, key=f"restless-{place}") for place in range(10)]
    jump = message(0, 9, 1, 10, 0, 8, 1, 9, 12)
    assert called([jump, *restless])[0].call is Call.STEADY


def test_called_of_nothing_is_nothing():
    assert called([]) == ()


def test_counts_take_the_documents_of_the_heaviest_source_for_one():
    assert Counts(drifting=16, documents=40, heaviest=12).by_several == Counts(drifting=5, documents=29)
    assert Counts(drifting=0, documents=40).by_several == Counts(drifting=0, documents=40)


def test_counts_refuse_more_drifting_than_there_are():
    with pytest.raises(ValueError, match="5 of 4 documents"):
        Counts(drifting=5, documents=4)


def test_series_refuse_a_change_in_no_period():
    with pytest.raises(ValueError, match="no period 3 among 2"):
        message(1, 2, changed=3)


def test_series_refuse_segments_of_other_periods():
    with pytest.raises(ValueError, match="retail"):
        message(1, 2, segments=(("retail", counts(1)),))


@st.composite
def reports(draw):
    """A few messages of any counts."""
    made = []
    for place in range(draw(st.integers(1, 5))):
        sizes = draw(st.lists(st.integers(0, 60), min_size=1, max_size=10))
        periods = tuple(Counts(drifting=draw(st.integers(0, size)), documents=size) for size in sizes)
        changed = draw(st.none() | st.integers(0, len(sizes) - 1))
        sources = draw(st.none() | st.integers(0, 3))
        segments = (("retail", periods),) if draw(st.booleans()) else ()
        made.append(Series(key=f"m{place}", periods=periods, segments=segments, changed=changed, sources=sources))
    return made


@settings(max_examples=50)
@given(reports())
def test_called_says_the_same_twice_and_in_any_order(series):
    found = called(series)
    assert called(series) == found
    assert called(series[::-1]) == found[::-1]


@settings(max_examples=60)
@given(reports(), st.data())
def test_called_never_turns_drift_to_steady_by_more_drift(series, data):
    first, *others = series
    last = first.periods[-1]
    more = data.draw(st.integers(last.drifting, last.documents))
    worse = Series(
        key=first.key,
        periods=(*first.periods[:-1], Counts(drifting=more, documents=last.documents)),
        changed=first.changed,
        sources=first.sources,
    )
    before = Series(key=first.key, periods=first.periods, changed=first.changed, sources=first.sources)
    if called([before, *others])[0].call is Call.DRIFTING:
        assert called([worse, *others])[0].call is Call.DRIFTING


@settings(max_examples=50)
@given(reports())
def test_called_gives_shares_and_segments_that_there_are(series):
    for one, said in zip(series, called(series), strict=True):
        assert said.before is None or 0 <= said.before <= 1
        assert said.segment in {"", *(name for name, _ in one.segments)}
        assert said.call is not Call.DRIFTING or one.periods[-1].documents >= 10


@pytest.mark.slow
def test_called_is_right_often_enough():
    random = np.random.default_rng(11)
    false, found, seeds = 0, 0, 60
    for _ in range(seeds):
        drawn = random.binomial(40, 0.1, size=(30, 8))
        drawn[0, 6:] = random.binomial(40, [0.18, 0.26])
        said = called([message(*months, key=f"m{place}") for place, months in enumerate(drawn.tolist())])
        found += said[0].call is Call.DRIFTING
        false += sum(one.call is Call.DRIFTING for one in said[1:])
    assert found >= 0.7 * seeds
    assert false <= 0.04 * 29 * seeds
