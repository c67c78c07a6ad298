"""Outlook's task pane: pairs, shows the panel, mends the mail beside it, and prepares what Send reads."""

import json
import re

import pytest
from playwright.sync_api import expect

from clients.chromium_mail import pass_time
from clients.outlook_engines import ADDRESS, open_page, paired
from clients.told_service import TOKEN, ToldService
from clients.verdicts import finding, internal, reworded, verdict

pytestmark = pytest.mark.browser

DRIFTED = "<html><body><p>We <b>cut</b> costs by&nbsp;50%. Yours, Tom</p></body></html>"
SUGGESTION = "We cut your costs by up to 30%."
FINDING = finding(suggestion=SUGGESTION)


@pytest.fixture
def service():
    """A service that asks about 50%."""
    told = ToldService()
    told.verdict_of = lambda mail: verdict(FINDING) if "50%" in mail["html"] + mail["subject"] else verdict()
    return told


@pytest.fixture
def pane(page, service):
    """Open the task pane beside a mail that holds this."""

    def opened(*, is_down=False, **state):
        open_page(
            page,
            "task_pane.html",
            None if is_down else service,
            {"settings": paired(ADDRESS), "html": DRIFTED, **state},
        )
        return page

    return opened


def stand_in(page, key):
    return page.evaluate("(key) => standIn[key]", key)


def prepared(page):
    """Return what is kept beside the mail, once there is something."""
    page.wait_for_function("standIn.session.msgcheck")
    return json.loads(stand_in(page, "session")["msgcheck"])


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


# --- the panel -------------------------------------------------------------------------------------


def test_pane_shows_both_sentences(pane):
    page = pane()
    expect(page.get_by_role("heading", name="Before you send")).to_be_visible()
    expect(page.locator(".mc-found .mc-line")).to_have_text("We cut costs by 50%.")
    expect(page.locator(".mc-approved .mc-line")).to_have_text("We cut costs by up to 30%.")


def test_pane_never_shows_an_internal_line(pane, service):
    service.verdict_of = lambda mail: verdict(internal())
    page = pane(html="<p>We can go down to seventy-one euros.</p>")
    expect(page.get_by_text("Line: internal-roadmap")).to_be_visible()
    expect(page.get_by_text("seventy-one")).to_have_count(0)


def test_pane_says_when_the_service_is_down(pane):
    expect(pane(is_down=True).get_by_text("msgcheck did not check this mail: it does not answer.")).to_be_visible()


def test_pane_finds_lines_though_outlook_gives_no_text(pane):
    page = pane(fails=["body.getAsync"])
    expect(page.get_by_text("msgcheck did not check this mail: nothing in it could be read.")).to_be_visible()
    page.get_by_role("searchbox").fill("setup")
    press(page, "Find")
    expect(page.get_by_text("Setup takes up to ten days.")).to_be_visible()


def test_pane_mends_the_sentence_and_leaves_the_rest(pane):
    page = pane()
    press(page, "Use this")
    page.wait_for_function("!standIn.html.includes('50%')")
    assert f"{SUGGESTION} Yours, Tom" in re.sub(r"<[^>]+>", "", stand_in(page, "html"))


QUOTED = '<div id="divRplyFwdMsg">From: Ana</div><div>We cut costs by 50%.</div>'


def test_pane_leaves_what_is_quoted(pane):
    page = pane(html=f"<html><body><p>We cut costs by 50%.</p>{QUOTED}</body></html>")
    press(page, "Use this")
    page.wait_for_function(f"standIn.html.includes('{SUGGESTION}')")
    assert QUOTED in stand_in(page, "html")


def test_pane_mends_an_answer_between_quoted_lines(pane):
    page = pane(html=f"<html><body><p>See below.</p>{QUOTED}</body></html>")
    press(page, "Use this")
    page.wait_for_function(f"standIn.html.includes('<div>{SUGGESTION}</div>')")


def test_pane_leaves_links_and_bold_words_as_they_are(pane):
    link = '<a href="https://harbourlight.example/study">We <b>cut</b> costs</a>'
    page = pane(html=f"<html><body><p>{link} by 50%.</p></body></html>")
    press(page, "Use the approved line")
    page.wait_for_function("!standIn.html.includes('50%')")
    assert f"<p>{link} by up to 30%.</p>" in stand_in(page, "html")


def test_pane_mends_the_subject(pane):
    page = pane(html="<p>Hello Ana</p>", subject="We cut costs by 50%.")
    press(page, "Use this")
    page.wait_for_function(f"standIn.subject === '{SUGGESTION}'")


def test_pane_mends_a_plain_text(pane):
    page = pane(type="text", html="Hello,\nwe ship. We cut costs\nby 50%. Tom")
    press(page, "Use this")
    page.wait_for_function("!standIn.html.includes('50%')")
    assert stand_in(page, "html") == f"Hello,\nwe ship. {SUGGESTION} Tom"


def test_pane_mends_nothing_that_stands_in_an_attachment(pane, service):
    service.verdict_of = lambda mail: verdict(FINDING)
    page = pane(html="<p>See the deck.</p>")
    expect(page.get_by_text("This stands in an attachment: mend it there.")).to_be_visible()
    expect(page.get_by_role("button", name="Use this", exact=True)).to_have_count(0)


def test_pane_says_when_outlook_takes_no_change(pane):
    page = pane(fails=["body.setAsync"])
    press(page, "Use this")
    expect(page.get_by_text("That did not work.")).to_be_visible()
    assert stand_in(page, "html") == DRIFTED


def test_pane_inserts_a_line_at_the_caret(pane):
    page = pane()
    page.get_by_role("searchbox").fill("setup")
    press(page, "Find")
    press(page, "Insert: Setup takes up to ten days.")
    page.wait_for_function("standIn.inserted.length")
    assert stand_in(page, "inserted") == [["Setup takes up to ten days.", "text"]]


def test_pane_proposes_a_sentence_that_is_fine(pane, service):
    service.verdict_of = lambda mail: verdict(reworded("We cut costs by 50%."))
    page = pane()
    page.get_by_role("button", name="This is fine").click()
    expect(page.locator(".mc-done")).to_have_text("Proposed to marketing.")
    assert service.bodies("/v1/accept")[0]["sentence"] == "We cut costs by 50%."


# --- what Send reads -------------------------------------------------------------------------------


def test_pane_prepares_the_verdict(pane):
    decision = prepared(pane())
    assert (decision["holds"], decision["message"]) == (True, finding()["sentence"])


def test_pane_checks_again_when_something_was_written(pane, service):
    page = pane()
    prepared(page)
    page.evaluate("standIn.html = '<p>Hello Ana</p>'")
    expect(page.get_by_text("Nothing to ask about this text.")).to_be_visible()
    page.wait_for_function("JSON.parse(standIn.session.msgcheck).holds === false")


def test_pane_does_not_check_again_what_did_not_change(pane, service):
    page = pane()
    prepared(page)
    pass_time(page, 3500)
    assert len(service.mails) == 1


def test_pane_records_the_reason_and_lets_the_mail_go(pane, service):
    page = pane()
    page.get_by_label("agreed with deal desk").check()
    press(page, "Send anyway")
    expect(page.get_by_text("Press Send once more.")).to_be_visible()
    (said,) = service.bodies("/v1/override")
    assert said == {"code": "MC102", "message_id": "claim-costs", "reason": "agreed", "sentence": ""}
    assert prepared(page)["holds"] is False


def test_pane_asks_for_a_reason_first(pane, service):
    page = pane()
    press(page, "Send anyway")
    expect(page.get_by_text("Choose one reason first")).to_be_visible()
    assert service.bodies("/v1/override") == []


def test_pane_sends_where_outlook_lets_it(pane):
    page = pane(canSend=True)
    page.get_by_label("msgcheck is wrong").check()
    press(page, "Send anyway")
    page.wait_for_function("standIn.sent === 1")


def test_pane_gives_the_box_that_finds_a_line_the_whole_width(pane):
    page = pane()
    left = "(found) => found.getBoundingClientRect().left"
    assert page.get_by_role("searchbox").evaluate(left) == page.locator(".mc-foot").evaluate(left)


# --- pairing ---------------------------------------------------------------------------------------


def test_pane_asks_for_the_token_where_it_is_not_paired(pane, service):
    page = pane(settings={})
    page.get_by_label("Token, printed by").fill(f" {TOKEN} ")
    press(page, "Save and try it")
    expect(page.get_by_role("heading", name="Before you send")).to_be_visible()
    assert json.loads(stand_in(page, "saved")[0]) == {"msgcheck": {"address": ADDRESS, "token": TOKEN}}


def test_pane_asks_again_where_the_token_does_not_hold(pane):
    page = pane(settings={"msgcheck": {"address": ADDRESS, "token": "old"}})
    expect(page.get_by_label("Token, printed by")).to_be_visible()
    expect(page.get_by_text("this client is not paired")).to_be_visible()


def test_pane_says_when_outlook_cannot_keep_the_token(pane):
    page = pane(settings={}, fails=["roamingSettings.saveAsync"])
    page.get_by_label("Token, printed by").fill(TOKEN)
    press(page, "Save and try it")
    expect(page.locator("#outcome")).to_have_text("That did not work. Your text is as it was.")
