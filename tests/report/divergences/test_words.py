"""The words, the summary and the fitting behind all formats."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.in_words import and_list
from msgcheck.records import Answer, Share, Standing
from msgcheck.report.divergences.fitting import height_pt, lines_needed
from msgcheck.report.divergences.marking import cut_words, marked_pair
from msgcheck.report.divergences.shown import shown_report
from msgcheck.report.divergences.summary import rest_of, summary_of
from msgcheck.report.divergences.words import (
    answered,
    counted,
    coverage,
    days_in_words,
    how_often,
    in_short,
    percent_of,
    said_of,
    since_when,
    who_moved,
)
from tests.builders_divergences import (
    make_decision,
    make_divergence,
    make_entry,
    make_report,
    make_spread,
    sample_report,
)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 5, 4), date(2026, 11, 17), "4 May to 17 November 2026"),
        (date(2025, 5, 4), date(2026, 5, 4), "4 May 2025 to 4 May 2026"),
        (date(2026, 5, 4), date(2026, 5, 4), "4 May 2026"),
        (None, date(2026, 5, 4), ""),
    ],
)
def test_days_in_words(first, last, words):
    assert days_in_words(first, last) == words


def test_how_often_counts_one_and_many():
    spread = make_spread(1, by_kind=(("email", 1),), copies=0)
    assert how_often(spread) == "1 independent source, 1 document: 1 mail"
    assert (
        how_often(make_spread(2, sources=1, copies=1, by_kind=()))
        == "1 independent source, 2 documents; 1 of them a copy"
    )


def test_in_short_counts_documents_where_the_kinds_are_unknown():
    assert in_short(make_spread(4, sources=3, by_kind=())) == "3 sources, 4 documents, since 3 June 2026"


def test_since_when_names_one_day_once():
    day = date(2026, 6, 3)
    assert since_when(make_spread(first_seen=day, last_seen=day)) == "3 June 2026"


def test_counted_counts_what_it_leaves_out():
    assert counted((("a", 3), ("b", 2), ("c", 1)), at_most=2) == "a (3), b (2) and 1 more"


@pytest.mark.parametrize(("parts", "words"), [([], ""), (["a"], "a"), (["a", "b", "c"], "a, b and c")])
def test_and_list(parts, words):
    assert and_list(parts) == words


def test_coverage_is_silent_where_nothing_was_claimed():
    assert coverage(make_report().totals) == ""


def test_percent_of_nothing_is_a_dash():
    assert percent_of(Share(part=0, whole=0)) == "–"


def test_who_moved_is_silent_without_an_approved_line():
    assert who_moved(make_divergence(approved="", message_id=None)) == ""
    assert who_moved(make_divergence()).startswith("the field")


@pytest.mark.parametrize("answer", list(Answer))
def test_answered_has_words_for_every_answer(answer):
    assert answered(make_decision(answer=answer)).endswith("on 5 October 2026")


@pytest.mark.parametrize(("shared", "words"), [(True, "left out of a shared report"), (False, "text not kept")])
def test_said_of_tells_why_there_is_no_sentence(shared, words):
    assert words in said_of(make_divergence(said=None), shared=shared)


def test_shown_report_leaves_a_local_report_as_it_is():
    assert shown_report(sample_report()) == sample_report()


def test_shown_report_empties_a_shared_one_even_if_it_was_not_emptied_before():
    report = shown_report(sample_report(shared=True))
    assert report.paths == ()
    assert {entry.divergence.said for entry in (*report.acting, *report.single, *report.decided)} == {None}
    assert {side.document + side.text for conflict in report.conflicts for side in conflict.sides} == {""}
    assert {told.text + told.name for told in report.told} == {""}
    assert {decision.approved_by for decision in report.settled} == {""}


def what_waits(report):
    return [one.what for one in summary_of(report).waiting]


def test_summary_of_nothing_waits_for_nothing():
    assert what_waits(make_report()) == []


def test_summary_counts_only_what_has_no_answer():
    watched = make_entry(2, standing=Standing.WATCHED)
    assert what_waits(make_report((make_entry(1), watched))) == ["1 divergence worth acting on, without an answer"]


def test_summary_names_a_test_once_its_review_is_due():
    def report(review_by):
        decision = make_decision(answer=Answer.TEST, review_by=review_by)
        return make_report(decided=(make_entry(decision=decision, standing=Standing.TESTING),))

    assert what_waits(report(date(2026, 11, 20))) == ["vp-excursions: test to be reviewed"]
    assert what_waits(report(date(2026, 11, 21))) == []


def test_summary_counts_decisions_beyond_the_third():
    entry = make_entry(decision=make_decision(answer=Answer.ADOPT, waiting_for=("evidence",)))
    assert what_waits(make_report(decided=(entry,) * 9))[-1] == "6 more decisions to complete or review"


def test_summary_names_the_oldest_word_without_an_answer():
    told = sample_report().told[0]
    report = make_report(told=(told, replace(told, day=date(2026, 1, 2))))
    assert summary_of(report).waiting[0].why == "The oldest since 2 January 2026."


def test_rest_of_names_both_kinds():
    report = make_report(tuple(map(make_entry, range(9))), own_material=tuple(map(make_entry, range(9, 14))))
    assert rest_of(summary_of(report)) == "6 more worth acting on and 3 more from our own material"


@given(st.text(max_size=200), st.sampled_from([10.0, 14.0]))
def test_lines_needed_never_falls_as_text_grows(text, size):
    assert lines_needed(f"{text} more", width_pt=120, size_pt=size) >= lines_needed(text, width_pt=120, size_pt=size)


def test_lines_needed_breaks_words_longer_than_a_line():
    assert lines_needed("x" * 100, width_pt=57, size_pt=10) == 10


def test_height_counts_wide_characters_twice():
    narrow = height_pt(["word " * 20], width_pt=100, size_pt=10)
    assert height_pt(["語語語語 " * 20], width_pt=100, size_pt=10) > narrow


def test_cut_words_marks_no_word_only_because_a_line_is_cut():
    approved, said = marked_pair(
        "Support answers within four hours on working days.", "Support answers at once on working days."
    )
    assert [word.text for word in cut_words(approved, 34) if word.changed] == ["within", "four", "hours…"]
    assert [word.text for word in cut_words(said, 28) if word.changed] == ["at", "once"]


@given(st.text(max_size=60), st.integers(min_value=2, max_value=40))
def test_cut_words_keeps_to_the_room(text, room):
    words, _ = marked_pair(text, "other")
    assert len(" ".join(word.text for word in cut_words(words, room))) <= room
