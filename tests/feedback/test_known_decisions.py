"""What is decided is known in the next scan, with the reason."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from msgcheck.feedback.known_decisions import edits_of, mark_decided, reopened_among
from msgcheck.records import Answer, DivergenceId, FindingKey, MessageId, Standing
from tests.builders_decisions import ABC, XYZ, make_decision, make_divergence, write_house
from tests.builders_findings import make_finding, make_report

CHANGE = "figure 30 percent > 50 percent"
FINDING = make_finding(
    code="MC102", message_id=MessageId("onboarding-time"), found=XYZ, approved=ABC, change=CHANGE, known=False
)
REPORT = make_report((FINDING,))


@pytest.fixture
def house(tmp_path):
    return write_house(tmp_path / "messaging")


def marked(decision, house, finding=FINDING, **more):
    report = mark_decided(make_report((finding,)), [decision], house, **more)
    return report.findings[0]


def test_rejected_is_known_with_the_reason(house):
    decision = make_decision(answer=Answer.REJECT, reason="no study backs it", decided_on=date(2026, 10, 3))
    finding = marked(decision, house)
    assert finding.known
    assert finding.decided == "rejected on 3 October 2026: no study backs it"


def test_reason_stands_before_what_is_waited_for_and_keeps_no_full_stop(house):
    decided = marked(make_decision(answer=Answer.ADOPT, reason="Operations confirmed it."), house).decided
    assert ": Operations confirmed it; waiting for the patch to be merged" in decided


@pytest.mark.parametrize("answer", [Answer.WATCH, Answer.ADOPT])
def test_watched_and_adopted_are_known(house, answer):
    assert marked(make_decision(answer=answer), house).known


def test_adopted_tells_that_it_waits_for_its_patch(house):
    assert "waiting for the patch to be merged" in marked(make_decision(), house).decided


def test_to_be_fixed_is_told_until_it_is(house):
    finding = marked(make_decision(answer=Answer.FIX), house)
    assert (finding.known, finding.decided[:12]) == (False, "to be fixed ")


def test_adopted_for_some_is_told_to_all_with_whom_it_is_for(house):
    finding = marked(make_decision(answer=Answer.ADOPT_FOR, segment="retail"), house)
    assert not finding.known
    assert "adopted for retail" in finding.decided


@pytest.mark.parametrize(("days", "known"), [(0, True), (-1, False)])
def test_tested_is_known_until_its_review_date(house, days, known):
    decision = make_decision(answer=Answer.TEST, review_by=REPORT.as_of + timedelta(days=days))
    assert marked(decision, house).known is known


@pytest.mark.parametrize(
    "change", [{"change": "figure 30 percent > 40 percent"}, {"code": "MC103"}, {"message_id": MessageId("b")}]
)
def test_another_edit_is_not_known(house, change):
    finding = marked(make_decision(answer=Answer.REJECT), house, replace(FINDING, **change))
    assert (finding.known, finding.decided) == (False, "")


@pytest.mark.parametrize("change", ["", "not named"])
def test_findings_whose_change_is_not_told_are_left_alone(house, change):
    decision = make_decision(make_divergence(change=change), Answer.REJECT)
    assert not marked(decision, house, replace(FINDING, change=change)).known


def test_edits_of_the_same_divergence_are_known_too(house):
    other = replace(FINDING, change="wording 22")
    edits = {make_divergence().id: {(FINDING.message_id, "MC102", "wording 22")}}
    assert marked(make_decision(answer=Answer.REJECT), house, other, edits=edits).known


def test_reopened_is_told_again(house):
    decision = make_decision(answer=Answer.REJECT)
    divergence = make_divergence(standing=Standing.OPEN, decision=decision)
    assert not marked(decision, house, reopened=reopened_among([divergence])).known


def test_known_for_another_reason_stays_known(house):
    finding = marked(make_decision(answer=Answer.FIX), house, replace(FINDING, known=True))
    assert finding.known


def test_report_without_decisions_is_the_same(house):
    assert mark_decided(REPORT, [], house) is REPORT


def test_edits_are_those_of_the_members_under_every_id():
    class Store:
        def findings(self):
            return tuple(
                type("Stored", (), {"key": key, "message_id": "m", "code": "MC105", "change": f"wording {key}"})
                for key in (1, 2, 3)
            )

        def known_divergences(self):
            return ((DivergenceId("div:a"), (DivergenceId("div:b"),), (FindingKey(1), FindingKey(3), FindingKey(9))),)

    both = frozenset({("m", "MC105", "wording 1"), ("m", "MC105", "wording 3")})
    assert edits_of(Store()) == {"div:a": both, "div:b": both}
