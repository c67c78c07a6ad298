"""Counts by period as the tests take them."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from msgcheck.feedback.drift.carrying import Carrier
from msgcheck.feedback.drift.series import Among, edit_series, message_series
from msgcheck.records import Audience, MessageId
from tests.builders_stored import make_stored

QUAY = MessageId("quay")


def carrier(key, *, drifts=False, **values):
    return Carrier(document=make_stored(key, **values), codes=frozenset({"MC103"} if drifts else ()))


def counts(series):
    return [(one.drifting, one.documents) for one in series.periods]


def test_message_series_counts_each_period():
    periods = [[carrier(1), carrier(2, drifts=True)], [], [carrier(3)]]
    assert counts(message_series(QUAY, periods, changed=None)) == [(1, 2), (0, 0), (0, 1)]


def test_message_series_counts_near_copies_once_as_the_last_says_it():
    first, last = date(2026, 6, 1), date(2026, 6, 9)
    period = [carrier(1, drifts=True, group=7, day=first), carrier(2, group=7, day=last), carrier(3, drifts=True)]
    assert counts(message_series(QUAY, [period], changed=None)) == [(1, 2)]


def test_message_series_counts_copies_in_each_period_they_are_in():
    periods = [[carrier(1, group=7)], [carrier(2, group=7)]]
    assert counts(message_series(QUAY, periods, changed=None)) == [(0, 1), (0, 1)]


def test_message_series_tells_the_independent_sources_that_drift():
    period = [carrier(key, drifts=True, author="ann") for key in (1, 2)] + [carrier(3, drifts=True), carrier(4)]
    assert message_series(QUAY, [period], changed=None).sources == 2


def test_message_series_counts_segments_that_may_be_shown():
    retail = [carrier(key, drifts=key < 3, audience=Audience(segment="retail")) for key in range(1, 7)]
    hotels = [carrier(key, audience=Audience(segment="hotels")) for key in range(7, 9)]
    hotels += [carrier(key) for key in range(9, 13)]
    series = message_series(QUAY, [hotels, [*retail, *hotels]], changed=None)
    assert [(name, [(one.drifting, one.documents) for one in periods]) for name, periods in series.segments] == [
        ("retail", [(0, 0), (2, 6)])
    ]


def test_message_series_counts_no_segment_of_few_writers():
    period = [carrier(key, audience=Audience(segment="retail"), author="ann") for key in range(1, 9)]
    assert message_series(QUAY, [period], changed=None).segments == ()


def test_message_series_tells_the_independent_sources_that_drift_in_each_segment():
    ann = [carrier(key, drifts=True, author="ann", audience=Audience(segment="retail")) for key in range(1, 5)]
    others = [carrier(key, audience=Audience(segment="retail")) for key in range(5, 10)]
    hotels = [carrier(key, drifts=key > 12, audience=Audience(segment="hotels")) for key in range(10, 16)]
    series = message_series(QUAY, [[*ann, *others, *hotels]], changed=None)
    assert (series.segment_sources, series.sources) == ((("hotels", 3), ("retail", 1)), 4)


def test_series_tell_how_many_documents_of_the_last_period_one_source_makes_drift():
    ann = [carrier(key, drifts=True, author="ann") for key in range(1, 4)]
    period = [*ann, carrier(4, drifts=True), carrier(5, author="ann")]
    assert message_series(QUAY, [period, period], changed=None).periods[-1].heaviest == 3
    documents = [one.document for one in ann]
    assert edit_series("div:1", [documents], [Among.of(documents)], changed=None).periods[-1].heaviest == 3


def test_series_name_the_periods_of_another_judge():
    assert message_series(QUAY, [[], []], changed=None, other_judge=[0]).other_judge == {0}
    one = Among.of([make_stored(1)])
    assert edit_series("div:1", [[], []], [one, one], changed=None, other_judge=[0]).other_judge == {0}


def test_edit_series_counts_an_edit_among_the_documents_that_say_its_message():
    one, two, three = (make_stored(key) for key in (1, 2, 3))
    series = edit_series("div:1", [[one], [two]], [Among.of([one]), Among.of([two, three])], changed=None)
    assert counts(series) == [(1, 1), (1, 2)]


def test_edit_series_adds_documents_that_make_an_edit_and_say_no_message():
    assert counts(edit_series("div:1", [[make_stored(1)]], [Among.of([make_stored(2)])], changed=None)) == [(1, 2)]


def test_edit_series_counts_near_copies_once_as_the_last_says_it():
    first, last = make_stored(1, group=7), make_stored(2, group=7)
    among = Among.of([first, last])
    assert counts(edit_series("div:1", [[first]], [among], changed=None)) == [(0, 1)]
    assert counts(edit_series("div:1", [[first, last]], [among], changed=None)) == [(1, 1)]


@given(st.lists(st.tuples(st.integers(1, 5), st.booleans(), st.booleans()), max_size=20))
def test_edit_series_never_counts_more_than_there_are(rows):
    documents = [make_stored(key, group=group) for key, (group, _, _) in enumerate(rows, start=1)]
    saying = [document for document, (_, says, _) in zip(documents, rows, strict=True) if says]
    among = [document for document, (_, _, counts_too) in zip(documents, rows, strict=True) if counts_too]
    (found,) = counts(edit_series("div:1", [saying], [Among.of(among)], changed=None))
    assert 0 <= found[0] <= found[1] <= len({document.group for document in (*saying, *among)})
