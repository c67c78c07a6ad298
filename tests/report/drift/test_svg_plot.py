"""The plots: where points stand, what is left out, and what is written beside them."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.report.drift.shares import (
    interval_in_words,
    parts_in_words,
    percent_in_words,
    share_in_words,
    share_interval,
)
from msgcheck.report.drift.svg_plot import Place, Plot, latest, svg

COUNTS = st.integers(0, 2000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


def make_plot(*counts, **values):
    places = tuple(
        Place(label=f"M{number}", year=2026, part=part, whole=whole) for number, (part, whole) in enumerate(counts)
    )
    plot = {
        "anchor": "a",
        "title": "Carried",
        "description": "In words.",
        "value_axis": "% of documents",
        "time_axis": "month",
        "places": places,
        "css": "carry",
    }
    return Plot(**(plot | values))


def path_of(text, css):
    return re.search(rf'<path class="{css}" d="([^"]*)"', text)[1]


def test_svg_leaves_a_gap_where_there_are_too_few_documents():
    text = svg(make_plot((5, 10), (2, 4), (6, 10), (7, 10)))
    assert text.count("<circle") == 3
    assert path_of(text, "line").count("M") == 2
    assert path_of(text, "line").count("L") == 1
    assert ">4<" in text, "the number of documents is there all the same"


def test_svg_says_where_there_is_nothing_to_draw():
    text = svg(make_plot((1, 2), (0, 0)))
    assert "too few documents to make a share of" in text
    assert "<circle" not in text


def test_svg_fills_the_point_of_the_period_reported_only():
    text = svg(make_plot((5, 10), (6, 10)))
    assert text.count('class="reported"') == 1


def test_svg_draws_series_with_other_shapes_too():
    assert svg(make_plot((5, 10), square=True)).count("<rect") == 1


@pytest.mark.parametrize(
    ("counts", "top"), [([(0, 100)], "25"), ([(30, 100)], "50"), ([(80, 100)], "100"), ([(10, 10)], "100")]
)
def test_svg_scales_the_value_axis_from_zero(counts, top):
    ticks = re.findall(r'class="tick end">(\d+)<', svg(make_plot(*counts)))
    assert (ticks[0], ticks[-1]) == ("0", top)


def test_svg_marks_where_the_line_changed():
    text = svg(make_plot((5, 10), (6, 10), mark=1.5, mark_label="our change, 12 October"))
    assert "our change, 12 October" in text
    assert "changed-at" in text
    assert "changed-at" not in svg(make_plot((5, 10)))


def test_svg_draws_what_was_to_be_expected_where_it_is_on_the_scale():
    assert 'class="expected"' in svg(make_plot((5, 10), (6, 10), expected=0.2))
    assert 'class="expected"' not in svg(make_plot((0, 100), expected=0.9))
    assert 'class="expected"' not in svg(make_plot((5, 10)))


def test_svg_escapes_its_texts():
    nasty = '<script>"&'
    text = svg(make_plot((5, 10), title=nasty, description=nasty, value_axis=nasty, mark=0.5, mark_label=nasty))
    assert "<script" not in text
    ET.fromstring(text)  # noqa: S314 - our own text


@given(counts=st.lists(COUNTS, min_size=1, max_size=12))
def test_svg_is_well_formed_and_keeps_everything_inside(counts):
    root = ET.fromstring(svg(make_plot(*counts)))  # noqa: S314 - our own text
    for element in root.iter():
        for key in ("cx", "x"):
            assert 0 <= float(element.get(key, 0)) <= 480
        for key in ("cy", "y"):
            assert 0 <= float(element.get(key, 0)) <= 250


def test_latest_keeps_the_last_twelve():
    places = [Place(label=str(number), year=2026, part=1, whole=1) for number in range(30)]
    assert [place.label for place in latest(places)] == [str(number) for number in range(18, 30)]


@given(counts=COUNTS)
def test_share_interval_holds_the_share(counts):
    part, whole = counts
    bounds = share_interval(part, whole)
    assert (bounds is None) == (whole < 5)
    if bounds is not None:
        assert 0 <= bounds[0] <= part / whole + 1e-9
        assert part / whole - 1e-9 <= bounds[1] <= 1


def test_share_interval_is_wilsons():
    low, high = share_interval(15, 50)
    assert (round(low, 4), round(high, 4)) == (0.191, 0.4375)


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(0, 0, "–"), (3, 4, "–"), (0, 5, "0%"), (199, 200, "99%"), (1999, 2000, "99%"), (40, 40, "all"), (1, 3000, "0%")],
)
def test_percent_in_words_never_rounds_to_all(part, whole, words):
    assert percent_in_words(part, whole) == words


@pytest.mark.parametrize(("part", "whole", "words"), [(2, 4, "–"), (15, 50, "19% to 44%"), (50, 50, "93% or more")])
def test_interval_in_words_has_both_ends(part, whole, words):
    assert interval_in_words(part, whole) == words


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(0, 0, "no documents"), (3, 4, "3 of 4"), (24, 40, "60% (24 of 40)"), (9, 9, "all (9 of 9)")],
)
def test_share_in_words_has_a_percentage_only_of_enough_documents(part, whole, words):
    assert share_in_words(part, whole) == words


def test_parts_in_words_says_where_there_is_no_whole():
    assert (parts_in_words(0, 0), parts_in_words(24, 1040)) == ("no documents", "24 of 1,040")
