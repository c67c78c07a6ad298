"""What marketing has decided on: left out of the list, counted, and shown with the answer where all is asked for."""

import pytest

from msgcheck.report.formats import renderer_named
from msgcheck.report.interface import ReportOptions
from tests.builders_findings import make_finding, make_report

ANSWER = "rejected on 3 October 2026: no study backs it"
DECIDED = make_finding(found="Onboarding takes half the time.", known=True, decided=ANSWER)
OPEN = make_finding(found="Onboarding takes no time at all.", known=False)
TO_FIX = make_finding(found="Onboarding takes a day.", known=False, decided="to be fixed in the field")
FORMATS = ("terminal", "html", "markdown")


def rendered(name, *findings, show_all):
    return renderer_named(name).render(make_report(findings), ReportOptions(width=200, show_all=show_all))


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_decided_is_not_listed(name):
    out = rendered(name, DECIDED, OPEN, show_all=False)
    assert "no time at all" in out
    assert "half the time" not in out


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_decided_is_shown_with_the_answer_where_all_is_asked_for(name):
    out = rendered(name, DECIDED, show_all=True)
    assert "half" in out
    assert ANSWER in out.replace("\\", "")


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_to_be_fixed_is_listed_with_the_answer(name):
    out = rendered(name, TO_FIX, show_all=False)
    assert "a day" in out
    assert "to be fixed in the field" in out


@pytest.mark.parametrize("name", ["terminal", "html"])
def test_what_is_not_listed_is_counted(name):
    assert "decided by marketing" in rendered(name, DECIDED, OPEN, show_all=False)
