"""The pre-send check as JSON for mail clients, and on the terminal."""

import json

import pytest

from msgcheck.codes import Lane
from msgcheck.identity import finding_fingerprint
from msgcheck.records import MAX_SENTENCE
from msgcheck.report.draft_report import draft_json, draft_object, draft_text
from msgcheck.report.verdict import Unfilled, verdict_of
from tests.report.test_verdict import finding, judged, not_judged, report


def shown(verdict, *, show_all=False, color=False):
    return draft_text(draft_object(verdict), width=100, color=color, show_all=show_all)


def test_draft_object_holds_what_clients_read():
    check = draft_object(verdict_of(report(finding(), finding("MC104", lane=Lane.NOTE)), outward=False))
    assert set(check) == {
        "schema", "interrupts", "ask", "waiting", "first", "quiet", "unfilled", "judged", "not_judged", "forwarded_lines",
        "unread", "notes", "calibrated", "outward", "reasons",
    }  # fmt: skip
    assert (check["schema"], check["first"], check["interrupts"], check["outward"]) == (
        "msgcheck.check/1",
        3,
        True,
        False,
    )
    assert [reason["key"] for reason in check["reasons"]] == ["agreed", "does-not-work", "customers-words", "wrong"]


def test_draft_object_of_a_finding_holds_what_clients_show():
    (item,) = draft_object(verdict_of(report(finding()), owners=[("quay", "product")]))["ask"]
    assert set(item) == {
        "fingerprint", "code", "shown_as", "severity", "document", "location", "found", "approved", "sentence", "suggestion",
        "mended", "message_id", "owner", "found_words", "approved_words", "may_accept",
    }  # fmt: skip
    assert (item["shown_as"], item["owner"], item["message_id"]) == ("figure changed", "product", "quay")


def test_draft_object_marks_the_words_that_differ():
    (item,) = draft_object(verdict_of(report(finding())))["ask"]
    assert [word["text"] for word in item["found_words"] if word["changed"]] == ["9"]
    assert [word["text"] for word in item["approved_words"] if word["changed"]] == ["10"]
    assert "".join(word["text"] + word["space"] for word in item["found_words"]) == item["found"]


@pytest.mark.parametrize(
    ("values", "may_accept"),
    [
        ({"code": "MC103"}, True),
        ({"code": "MC104"}, True),
        ({"code": "MC105"}, True),
        ({"code": "MC102"}, False),
        ({"code": "MC103", "message": ""}, False),
        ({"code": "MC103", "found": ""}, False),
    ],
)
def test_draft_object_says_what_may_be_accepted(values, may_accept):
    (item,) = draft_object(verdict_of(report(finding(**values))))["ask"]
    assert item["may_accept"] is may_accept


def test_draft_object_offers_no_bare_answer_to_be_accepted():
    said = finding_fingerprint(
        code="MC103", message_id="quay", statement="It takes 9 days, whatever the harbour.", ordinal=0
    )
    (item,) = draft_object(verdict_of(report(finding("MC103", found="Yes.", fingerprint=said))))["ask"]
    assert item["may_accept"] is False


@pytest.mark.parametrize(("length", "may_accept"), [(MAX_SENTENCE, True), (MAX_SENTENCE + 1, False)])
def test_draft_object_offers_no_more_than_a_sentence_to_be_accepted(length, may_accept):
    (item,) = draft_object(verdict_of(report(finding("MC103", found="x" * length))))["ask"]
    assert item["may_accept"] is may_accept


def test_draft_json_is_the_same_whatever_the_order_of_keys():
    check = draft_object(verdict_of(report(finding())))
    assert draft_json(check) == draft_json(dict(reversed(check.items())))
    assert json.loads(draft_json(check)) == check


def test_draft_text_shows_three_and_how_many_more():
    text = shown(verdict_of(report(*[finding(found=f"Sentence {number}.") for number in range(5)])))
    assert text.count("figure changed") == 3
    assert "and 2 more to look at; --all shows them." in text


def test_draft_text_shows_both_sentences_and_what_to_do():
    text = shown(verdict_of(report(finding(suggestion="It takes 10 days.", mended=True))))
    assert "you write It takes 9 days." in text
    assert "approved  It takes 10 days." in text
    assert "make it   It takes 10 days." in text


def test_draft_text_shows_fields_nobody_filled_in():
    text = shown(verdict_of(report(), unfilled=[Unfilled(field="{{name}}", location="body line 1")]))
    assert text == "Before you send:\n  {{name}} is not filled in · body line 1\n"


def test_draft_text_of_nothing_is_one_line():
    assert shown(verdict_of(report())) == "Nothing to ask about this draft.\n"


def test_draft_text_does_not_call_clean_what_was_not_judged():
    text = shown(verdict_of(report(not_judged=(not_judged(),), documents=(judged(1),))))
    assert text == "Not judged: 1 sentence (in German).\nNothing to ask about the rest.\n"


def test_draft_text_says_why_nothing_was_judged():
    text = shown(verdict_of(report(not_judged=(not_judged(), not_judged()), documents=(judged(0),)), forwarded_lines=1))
    assert text.splitlines()[-1] == "Nothing in this draft was judged (in German, forwarded lines)."


@pytest.mark.parametrize("show_all", [True, False])
def test_draft_text_shows_what_waits_only_where_wanted(show_all):
    text = shown(verdict_of(report(finding("MC104", lane=Lane.NOTE))), show_all=show_all)
    assert ("If you have a minute:" in text) is show_all
    assert ("1 smaller thing could be said closer to the messaging; --all shows them." in text) is not show_all


def test_draft_text_is_colored_only_where_wanted():
    assert "\033[1m" in shown(verdict_of(report(finding())), color=True)
    assert "\033[" not in shown(verdict_of(report(finding())))
