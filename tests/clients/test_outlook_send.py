"""Outlook's Send: a prepared verdict is read, a missing one is asked for, and whatever goes wrong, the mail goes."""

import json
import subprocess
from pathlib import Path

import pytest
from builders_service import running_service
from conftest import IN_CI

from clients.outlook_engines import LAUNCH_EVENT, Classic, InPage, node_path
from clients.told_service import ToldService
from clients.verdicts import finding, internal, verdict

pytestmark = pytest.mark.browser

GOES = {"allowEvent": True}
DRIFTED = "<html><body><p>We cut costs by 50%.</p></body></html>"
SENTENCE = finding()["sentence"]
NODE_MODULES = Path(__file__).parent / "node" / "node_modules"


@pytest.fixture
def service():
    """A service that asks about 50%."""
    stand_in = ToldService()
    stand_in.verdict_of = lambda mail: verdict(finding()) if "50%" in mail["html"] else verdict()
    with stand_in.running():
        yield stand_in


@pytest.fixture(scope="module")
def one_page(chromium):
    """One page for all tests of this file; each loads it anew."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def classic(service):
    """Classic Outlook, for what does not depend on where the script runs."""
    return Classic(service)


@pytest.fixture(params=["classic", "page"])
def outlook(request, service):
    """Both kinds of Outlook, one after the other."""
    return Classic(service) if request.param == "classic" else InPage(service, request.getfixturevalue("one_page"))


def prepared(state):
    """Return what is kept beside a mail."""
    return json.loads(state["session"]["msgcheck"])


# --- what is decided -------------------------------------------------------------------------------


def test_send_lets_a_clean_mail_go(outlook):
    assert outlook.after("onMessageSend")["completed"] == [GOES]


def test_send_holds_a_drifted_mail_and_leads_to_the_pane(outlook):
    assert outlook.after("onMessageSend", html=DRIFTED)["completed"] == [
        {
            "allowEvent": False,
            "errorMessage": SENTENCE,
            "cancelLabel": "Look at it",
            "commandId": "msgcheckOpenPane",
        }
    ]


@pytest.mark.parametrize("html", [DRIFTED, "<p>Hello</p>"])
def test_send_ends_once(outlook, html):
    assert len(outlook.after("onMessageSend", html=html, wait_ms=1800, patience=1)["completed"]) == 1


def test_send_tells_of_one_thing_and_counts_the_rest(classic, service):
    service.verdict_of = lambda mail: verdict(finding(), finding(), unfilled=[{"field": "{{name}}", "location": ""}])
    message = classic.after("onMessageSend")["completed"][0]["errorMessage"]
    assert message == f"{SENTENCE} 2 more things to look at."


def test_send_names_a_field_that_is_not_filled_in(classic, service):
    service.verdict_of = lambda mail: verdict(unfilled=[{"field": "{{first_name}}", "location": "body line 1"}])
    assert classic.after("onMessageSend")["completed"][0]["errorMessage"] == "{{first_name}} is not filled in."


def test_send_never_shows_an_internal_line(outlook, service):
    service.verdict_of = lambda mail: verdict(internal())
    message = outlook.after("onMessageSend")["completed"][0]["errorMessage"]
    assert message == "A line that must stay inside the company stands in this mail. Line: internal-roadmap"


def test_send_keeps_to_the_length_outlook_shows(classic, service):
    long = finding(sentence="You write much more than anybody reads. " * 40)
    service.verdict_of = lambda mail: verdict(long, long)
    message = classic.after("onMessageSend")["completed"][0]["errorMessage"]
    assert len(message) <= 500
    assert message.endswith("… 1 more thing to look at.")


def test_send_is_not_held_by_smaller_things(outlook, service):
    service.verdict_of = lambda mail: verdict(waiting=[finding()])
    assert outlook.after("onMessageSend")["completed"] == [GOES]


# --- what is asked ---------------------------------------------------------------------------------


def test_send_hands_over_the_whole_mail(outlook, service):
    outlook.after(
        "onMessageSend",
        cc=[{"emailAddress": "jo@customer.example", "displayName": "Jo"}],
        bcc=[{"emailAddress": "", "displayName": "The list"}],
    )
    assert service.mails == [
        {
            "from": "tom@harbourlight.example",
            "to": ["ana@customer.example"],
            "cc": ["jo@customer.example"],
            "bcc": ["The list"],
            "subject": "Quay",
            "html": "<html><body><p>Hello Ana,</p></body></html>",
            "attachments": [],
        }
    ]


def file(name, *, size=9, type_="file", inline=False):
    return {"id": f"id-{name}", "name": name, "size": size, "attachmentType": type_, "isInline": inline}


def test_send_hands_over_attachments(outlook, service):
    outlook.after(
        "onMessageSend",
        attachments=[
            file("deck.pptx"),
            file("logo.png", inline=True),
            file("linked.docx", type_="cloud"),
            file("huge.zip", size=30_000_000),
            file("A mail", type_="item"),
            file("lost.pdf"),
        ],
        contents={"id-deck.pptx": {"format": "base64", "content": "RGVjaw=="}},
    )
    assert service.mails[0]["attachments"] == [
        {"name": "deck.pptx", "data": "RGVjaw==", "size": 9},
        {"name": "huge.zip", "data": None, "size": 30_000_000},
        {"name": "A mail", "data": None, "size": 9},
        {"name": "lost.pdf", "data": None, "size": 9},
    ]


def test_send_hands_over_no_more_than_the_service_takes(classic, service):
    files = [file(f"{name}.pdf", size=8_000_000) for name in "ab"]
    contents = {one["id"]: {"format": "base64", "content": "UERG"} for one in files}
    classic.after("onMessageSend", attachments=files, contents=contents)
    assert [one["data"] for one in service.mails[0]["attachments"]] == ["UERG", None]


def test_send_does_not_wait_long_for_attachments(outlook, service):
    state = outlook.after(
        "onMessageSend",
        html=DRIFTED,
        attachments=[file("deck.pptx")],
        silent=["getAttachmentContentAsync"],
        patience=5,
    )
    assert state["completed"][0]["allowEvent"] is False
    assert service.mails[0]["attachments"] == [{"name": "deck.pptx", "data": None, "size": 9}]


def test_send_hands_over_no_pictures(classic, service):
    html = "<p>Hello <img alt='a' src='data:image/png;base64,iVBO'><IMG SRC = \"data:image/gif;base64,R0lG\"> Ana</p>"
    classic.after("onMessageSend", html=html)
    assert service.mails[0]["html"] == '<p>Hello <img alt=\'a\' src=""><IMG SRC = ""> Ana</p>'


def test_send_asks_outlook_three_things_at_a_time(outlook):
    assert outlook.after("onMessageSend", attachments=[file("deck.pptx")])["most"] <= 3


def test_send_is_answered_by_the_real_service(tmp_path):
    with running_service(tmp_path) as real:
        settings = {"msgcheck": {"address": real.address, "token": real.token}}
        attachments, contents = [file("note.txt")], {"id-note.txt": {"format": "base64", "content": "SGVsbG8="}}
        held, let_go = (
            Classic(ToldService()).after(
                "onMessageSend", settings=settings, html=html, attachments=attachments, contents=contents
            )["completed"][0]["allowEvent"]
            for html in ("<p>We guarantee that you earn the fee back.</p>", "<p>Hello Ana,</p>")
        )
    assert (held, let_go) == (False, True)


# --- what was prepared -----------------------------------------------------------------------------


def test_send_reads_what_was_prepared(outlook, service):
    state = outlook.after("onMessageChanged", "onMessageSend", html=DRIFTED)
    assert [options and options["allowEvent"] for options in state["completed"]] == [None, False]
    assert len(service.mails) == 1


def test_send_checks_a_text_that_changed_since(outlook, service):
    earlier = outlook.after("onMessageChanged", html=DRIFTED)
    state = outlook.after("onMessageSend", html="<p>Mended.</p>", session=earlier["session"])
    assert state["completed"] == [GOES]
    assert len(service.mails) == 2


@pytest.mark.parametrize("changed", [{"to": []}, {"subject": "Berths"}, {"attachments": [file("deck.pptx")]}])
def test_send_checks_a_mail_of_which_anything_changed(classic, service, changed):
    earlier = classic.after("onMessageChanged")
    classic.after("onMessageSend", session=earlier["session"], **changed)
    assert len(service.mails) == 2


@pytest.mark.parametrize("age_minutes", [11, -5])
def test_send_does_not_believe_what_was_prepared_long_ago(classic, service, age_minutes):
    decision = prepared(classic.after("onMessageChanged", html=DRIFTED))
    decision["at"] -= age_minutes * 60_000
    classic.after("onMessageSend", html=DRIFTED, session={"msgcheck": json.dumps(decision)})
    assert len(service.mails) == 2


@pytest.mark.parametrize("kept", ["", "{", "null", "[]", '"text"', "{}"])
def test_send_asks_where_what_was_kept_makes_no_sense(classic, service, kept):
    state = classic.after("onMessageSend", html=DRIFTED, session={"msgcheck": kept})
    assert state["completed"][0]["allowEvent"] is False


def test_send_reads_what_was_prepared_though_the_service_is_down_now(outlook):
    earlier = outlook.after("onMessageChanged", html=DRIFTED)
    state = outlook.after("onMessageSend", html=DRIFTED, session=earlier["session"], is_down=True)
    assert state["completed"][0]["allowEvent"] is False


def test_what_is_kept_holds_nothing_of_the_mail_but_the_sentence(outlook):
    decision = prepared(outlook.after("onMessageChanged", html=DRIFTED))
    assert set(decision) == {"key", "at", "holds", "message"}
    assert decision["message"] == SENTENCE


# --- fail open -------------------------------------------------------------------------------------


def test_send_goes_when_the_service_is_down(outlook):
    assert outlook.after("onMessageSend", html=DRIFTED, is_down=True)["completed"] == [GOES]


def test_send_goes_when_the_service_is_slow(outlook, service):
    service.is_silent = True
    assert outlook.after("onMessageSend", html=DRIFTED, patience=1)["completed"] == [GOES]


@pytest.mark.parametrize(
    "odd", [{"ask": ["x", None, 5, {}, {"sentence": 7}]}, {"unfilled": [{}, "x", {"field": 7}]}, {"unfilled": "x"}]
)
def test_send_goes_where_nothing_that_is_asked_makes_sense(classic, service, odd):
    service.verdict_of = lambda mail: verdict() | odd
    assert classic.after("onMessageSend")["completed"] == [GOES]


def test_send_goes_with_a_token_that_does_not_hold(outlook):
    settings = {"msgcheck": {"address": outlook.address, "token": "another"}}
    assert outlook.after("onMessageSend", html=DRIFTED, settings=settings)["completed"] == [GOES]


@pytest.mark.parametrize("settings", [{}, {"msgcheck": None}, {"msgcheck": "nonsense"}, {"msgcheck": {"token": "t"}}])
def test_send_goes_where_nobody_paired_it(classic, settings):
    assert classic.after("onMessageSend", html=DRIFTED, settings=settings)["completed"] == [GOES]


@pytest.mark.parametrize(
    "answer", [None, [], "text", {}, {"schema": "other/1", "ask": []}, {"schema": "msgcheck.check/1"}]
)
def test_send_goes_when_the_answer_makes_no_sense(classic, service, answer):
    service.verdict_of = lambda mail: answer
    assert classic.after("onMessageSend", html=DRIFTED)["completed"] == [GOES]


def test_send_goes_where_the_text_cannot_be_read(outlook):
    assert outlook.after("onMessageSend", html=DRIFTED, fails=["body.getAsync"])["completed"] == [GOES]


def test_send_goes_where_outlook_does_not_answer(outlook):
    assert outlook.after("onMessageSend", html=DRIFTED, silent=["body.getAsync"], patience=1)["completed"] == [GOES]


@pytest.mark.parametrize(
    "call",
    ["to.getAsync", "bcc.getAsync", "subject.getAsync", "from.getAsync", "getAttachmentsAsync", "sessionData.getAsync"],
)
def test_send_checks_what_can_be_read(classic, call):
    assert classic.after("onMessageSend", html=DRIFTED, fails=[call])["completed"][0]["allowEvent"] is False


# --- while the mail is written ---------------------------------------------------------------------


def test_preparing_ends_and_holds_nothing(outlook):
    assert outlook.after("onMessageChanged", html=DRIFTED)["completed"] == [None]


def test_preparing_says_above_the_mail_why_it_was_not_checked(outlook):
    state = outlook.after("onMessageChanged", is_down=True)
    notice = state["notices"]["msgcheck"]
    assert state["completed"] == [None]
    assert notice["message"].startswith("msgcheck did not check this mail: it does not answer.")
    assert notice["type"] == "informationalMessage"


@pytest.mark.parametrize(
    ("refusal", "why"),
    [
        ((401, "bad-token"), "this client is not paired."),
        ((403, "bad-origin"), "it does not know this page."),
        ((413, "too-large"), "the mail is too large."),
        ((422, "unreadable"), "nothing in it could be read."),
        ((429, "too-many"), "it is asked too often just now."),
        ((500, "failed"), "it could not finish."),
        ((503, "starting"), "it is still starting."),
        ((503, "busy"), "it is busy."),
    ],
)
def test_preparing_says_why_the_service_refused(classic, service, refusal, why):
    service.refusal = refusal
    notice = classic.after("onMessageChanged")["notices"]["msgcheck"]["message"]
    assert notice.startswith(f"msgcheck did not check this mail: {why}")


def test_preparing_takes_the_notice_away_again(outlook):
    notices = {"msgcheck": {"message": "msgcheck did not check this mail: it is busy."}}
    assert outlook.after("onMessageChanged", notices=notices)["notices"] == {}


@pytest.mark.parametrize("call", ["body.getAsync", "sessionData.setAsync", "notificationMessages.replaceAsync"])
def test_preparing_ends_whatever_fails(classic, call):
    assert classic.after("onMessageChanged", html=DRIFTED, fails=[call])["completed"] == [None]


# --- the engine of classic Outlook -----------------------------------------------------------------


def test_classic_outlook_may_have_only_fetch(service):
    assert Classic(service, network="fetch").after("onMessageSend", html=DRIFTED)["completed"][0]["allowEvent"] is False


@pytest.mark.parametrize("network", ["fetch", "none"])
def test_classic_outlook_lets_the_mail_go_where_nothing_can_be_asked(service, network):
    classic = Classic(service, network=network)
    assert classic.after("onMessageSend", html=DRIFTED, is_down=True)["completed"] == [GOES]


@pytest.mark.parametrize("html", [DRIFTED, "<p>Hello</p>"])
def test_classic_outlook_may_have_no_clock(service, html):
    state = Classic(service, clock=False).after("onMessageSend", html=html)
    assert state["completed"][0]["allowEvent"] is (html != DRIFTED)


def test_script_keeps_to_the_javascript_of_classic_outlook():
    if not (NODE_MODULES / "acorn").is_dir():
        missing = "npm ci was not run in tests/clients/node"
        pytest.fail(missing) if IN_CI else pytest.skip(missing)
    program = "require('acorn').parse(require('fs').readFileSync(process.argv[1], 'utf8'), {ecmaVersion: 2016})"
    command = [node_path(), "-e", program, str(LAUNCH_EVENT)]
    done = subprocess.run(command, cwd=NODE_MODULES.parent, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
