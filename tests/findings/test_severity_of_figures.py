from dataclasses import replace

import pytest

from msgcheck.codes import Label, Severity
from msgcheck.findings.severity_of_figures import changed_figure_severity, figures_as_written, old_figure_severity
from msgcheck.findings.topics import Topic
from msgcheck.records import MessageType, Readings
from tests.builders_findings import SUPPORT, make_figure, make_judgement

LINE = "Checks cost €2 each and cover 140 countries."


def changed(before, after, *, kind, unit, topics, message=SUPPORT):
    found = LINE.replace(before, after)
    judgement = make_judgement(
        found,
        Label.FIGURE_CHANGED,
        wording=LINE,
        readings=Readings(figures=(make_figure(after, found, 3.0, kind=kind, unit=unit),)),
        approved_readings=Readings(figures=(make_figure(before, LINE, 2.0, kind=kind, unit=unit),)),
    )
    return changed_figure_severity(judgement, message=message, wording=None, topics=frozenset(topics))


def test_changed_price_is_high():
    assert changed("€2", "€3", kind="money", unit="eur", topics={Topic.PRICE}) is Severity.HIGH


def test_changed_count_beside_a_price_is_medium():
    assert changed("140", "160", kind="number", unit="country", topics={Topic.PRICE}) is Severity.MEDIUM


def test_changed_count_is_high_where_more_than_a_price_is_at_stake():
    assert changed("140", "160", kind="number", unit="country", topics={Topic.PRICE, Topic.LEGAL}) is Severity.HIGH


def test_changed_figure_is_high_where_nothing_says_which():
    judgement = make_judgement("Checks cost more.", Label.FIGURE_CHANGED, wording=LINE)
    topics = frozenset({Topic.PRICE})
    assert changed_figure_severity(judgement, message=SUPPORT, wording=None, topics=topics) is Severity.HIGH


def test_changed_company_fact_is_low():
    fact = replace(SUPPORT, type=MessageType.BOILERPLATE)
    assert changed("140", "160", kind="number", unit="country", topics=(), message=fact) is Severity.LOW


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, Severity.MEDIUM),
        ({"better": "higher"}, Severity.HIGH),
        ({"type": MessageType.BOILERPLATE}, Severity.LOW),
    ],
)
def test_old_figure_goes_by_the_line_in_its_place(more, expected):
    assert old_figure_severity(replace(SUPPORT, **more)) is expected


def test_figures_as_written_keeps_marks_within_a_number():
    assert figures_as_written("1,300 homes, 99.5%, in 2025.") == {"1,300", "99.5", "2025"}
