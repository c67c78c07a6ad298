"""The extension in a real Thunderbird, which sends through a mail server of the tests' own."""

import json
import logging
import time
from functools import partial

import pytest
from builders_service import running_service
from conftest import IN_CI

from clients.fake_service import fake_service_running
from clients.thunderbird_app import Thunderbird, thunderbird_program, until
from clients.thunderbird_mail_sink import MailSink
from clients.thunderbird_windows import EXTENSION, Mail, Page, pair
from clients.verdicts import finding
from msgcheck.assembly import open_store_for
from msgcheck.clients.unpacking import unpack
from tests.cli.plain_stages import APPROVED as REAL_APPROVED
from tests.cli.plain_stages import FORBIDDEN, PRIVATE

pytestmark = pytest.mark.thunderbird

FOUND = "For you our service cuts onboarding time by 50 %."
MENDED = "For you our service cuts onboarding time by up to 30 %."
APPROVED = "Our service cuts onboarding time by up to 30 %."
LINE = "Setup takes up to ten days."
FIGURE = finding(FOUND, APPROVED, suggestion=MENDED, message_id="onboarding-time")
CLEAN = "<p>Hi Kim,</p><p>See you on <b>Tuesday</b>.</p>"
DRIFTED = "<p>Hi <i>Kim</i>,</p><p>For you our service cuts <b>onboarding</b> time by 50 %.</p><p>Best, Robin</p>"
GIF = "R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
DRIFTED_PLAIN = f"Hi Kim,\n\n{FOUND}\n\nBest, Robin\n"
SHIPPED_MS = 1_500


@pytest.fixture(scope="module")
def sink():
    with MailSink() as mail_sink:
        yield mail_sink


@pytest.fixture(scope="module")
def listening():
    with fake_service_running() as service:
        yield service


@pytest.fixture(scope="module")
def app(sink, listening, tmp_path_factory):
    program = thunderbird_program()
    if program is None:
        missing = "Thunderbird is not installed; on Debian: apt install thunderbird"
        pytest.fail(missing) if IN_CI else pytest.skip(missing)
    extension = unpack("thunderbird", tmp_path_factory.mktemp("extension") / "msgcheck", address=listening.url)
    with Thunderbird(program, smtp_port=sink.port) as running:
        assert running.install(extension) == EXTENSION
        pair(running, listening.url, "token")
        yield running


@pytest.fixture(autouse=True)
def service(app, sink, listening, request):
    """A service that asks about a mail as long as its sentence stands in it; whatever a test leaves open is closed."""
    sink.forget()
    listening.drifts, listening.extra, listening.status = [FIGURE], {}, 200
    listening.lines = [{"text": LINE, "message_id": "setup"}]
    listening.hold_no_more()
    listening.requests, listening.answered = [], []
    failed_before = request.session.testsfailed
    yield listening
    if request.session.testsfailed > failed_before:
        logging.getLogger(__name__).error(app.state())
    app.close_mails()


@pytest.fixture
def panel(app):
    return Page(app, "panel.html")


def body_of(mail):
    """Return the body of a mail, each white space one blank; Thunderbird sends what has no formatting as plain text."""
    return " ".join(mail.get_body(("html", "plain")).get_content().replace("&nbsp;", " ").split())


def test_thunderbird_clean_mail_goes_whole(app, sink, service, panel):
    Mail.written(app, body=CLEAN, subject="Tuesday").press_send()
    mail = sink.next_mail()
    assert (mail["To"], mail["Subject"]) == ("kim@bank.example", "Tuesday")
    assert "<b>Tuesday</b>" in body_of(mail)
    assert not panel.is_open()
    (asked,) = service.asked("/v1/check")
    assert asked["mail"]["from"] == "Robin Hale <robin@ours.example>"
    assert asked["mail"]["to"] == ["kim@bank.example"]


def test_thunderbird_drifted_mail_waits_beside_a_panel_with_both_sentences(app, sink, panel):
    mail = Mail.written(app, body=DRIFTED)
    mail.press_send()
    shown = panel.wait_for("Before you send")
    assert FOUND in shown
    assert APPROVED in shown
    assert sink.nothing_came()
    assert mail.is_open()


def test_thunderbird_mended_mail_keeps_its_formatting_and_goes(app, sink, panel):
    mail = Mail.written(app, body=DRIFTED)
    mail.press_send()
    panel.wait_for(FOUND)
    panel.click("Use this")
    panel.wait_for("Mended in your text.")
    assert "Hi <i>Kim</i>," in mail.html()
    assert "For you our service cuts <b>onboarding</b> time by up to 30 %." in mail.html()
    panel.click("Send")
    sent = body_of(sink.next_mail())
    assert "up to 30 %" in sent
    assert "50" not in sent
    assert "<i>Kim</i>" in sent


def test_thunderbird_mending_can_be_undone(app, panel):
    mail = Mail.written(app, body=DRIFTED)
    mail.press_send()
    panel.wait_for(FOUND)
    panel.click("Use this")
    panel.wait_for("Mended in your text.")
    mail.undo()
    assert FOUND in mail.text()


@pytest.mark.parametrize(
    ("suggestion", "mended"),
    [
        (MENDED, "For you our service cuts <b>onboarding</b> time by <i>up to 30</i> %. Next."),
        (
            "For you our service cuts waiting time by 50 %.",
            "For you our service cuts <b>waiting</b> time by <i>50</i> %. Next.",
        ),
        ("Our service cuts onboarding time by 50 %.", "Our service cuts <b>onboarding</b> time by <i>50</i> %. Next."),
        ("For you set-up takes two days.", "For you set-up takes two days. Next."),
    ],
    ids=["a figure", "a word", "a word less", "most of it"],
)
def test_thunderbird_mending_leaves_all_words_but_those_that_change(app, service, panel, suggestion, mended):
    service.drifts = [finding(FOUND, APPROVED, suggestion=suggestion)]
    mail = Mail.written(app, body="<p>For you our service cuts <b>onboarding</b> time by <i>50</i> %. Next.</p>")
    mail.press_send()
    panel.wait_for(FOUND)
    panel.click("Use this")
    panel.wait_for("Mended in your text.")
    assert mail.html().replace("&nbsp;", " ") == f"<p>{mended}</p>"


@pytest.mark.parametrize("body", [f"<p>Hi. <b>{FOUND}</b> Next.</p>", f"<p>Hi.<br><b>{FOUND}</b><br>Next.</p>"])
def test_thunderbird_mending_keeps_what_stands_around(app, service, panel, body):
    service.drifts = [finding(FOUND, APPROVED, suggestion="Wholly other words.")]
    mail = Mail.written(app, body=body)
    mail.press_send()
    panel.wait_for(FOUND)
    panel.click("Use this")
    panel.wait_for("Mended in your text.")
    assert mail.html().replace("&nbsp;", " ") == body.replace(FOUND, "Wholly other words.")


def test_thunderbird_plain_mail_is_mended_and_goes(app, sink, service, panel):
    mail = Mail.written(app, body=DRIFTED_PLAIN, is_html=False)
    mail.press_send()
    panel.wait_for(FOUND)
    assert FOUND in service.asked("/v1/check")[0]["mail"]["text"]
    panel.click("Use this")
    panel.wait_for("Mended in your text.")
    panel.click("Send")
    sent = sink.next_mail()
    assert sent.get_content_type() == "text/plain"
    assert sent.get_content().splitlines()[:3] == ["Hi Kim,", "", MENDED]


def test_thunderbird_mended_mail_is_checked_once_more(app, sink, service, panel):
    mail = Mail.written(app, body=DRIFTED)
    mail.press_send()
    panel.wait_for(FOUND)
    panel.click("Use this")
    panel.wait_for("Mended in your text.")
    panel.click("Send")
    sink.next_mail()
    first, second = service.asked("/v1/check")
    assert "50 %" in first["mail"]["html"]
    assert "50 %" not in second["mail"]["html"]


def test_thunderbird_subject_is_mended(app, panel):
    mail = Mail.written(app, body=CLEAN, subject=FOUND)
    mail.press_send()
    panel.wait_for(FOUND)
    panel.click("Use this")
    panel.wait_for("Mended in your text.")
    assert mail.subject() == MENDED


def test_thunderbird_mail_sent_anyway_goes_with_its_reason_recorded(app, sink, service, panel):
    Mail.written(app, body=DRIFTED).press_send()
    panel.wait_for(FOUND)
    panel.click("The customer's own words")
    panel.click("Send anyway")
    assert "50 %" in body_of(sink.next_mail())
    (recorded,) = service.asked("/v1/override")
    assert recorded == {
        "code": "MC102",
        "message_id": "onboarding-time",
        "reason": "customers-words",
        "sentence": "",
    }
    assert len(service.asked("/v1/check")) == 1
    assert not panel.is_open()


def test_thunderbird_mail_sent_anyway_goes_though_its_reason_cannot_be_recorded(app, sink, service, panel):
    Mail.written(app, body=DRIFTED).press_send()
    panel.wait_for(FOUND)
    service.status = 500
    panel.click("Agreed with deal desk")
    panel.click("Send anyway")
    assert sink.next_mail()["Subject"] == "Your question"


def test_thunderbird_next_mail_after_one_sent_anyway_is_held(app, sink, panel):
    Mail.written(app, body=DRIFTED).press_send()
    panel.wait_for(FOUND)
    panel.click("Msgcheck is wrong")
    panel.click("Send anyway")
    sink.next_mail()
    Mail.written(app, body=DRIFTED).press_send()
    panel.wait_for(FOUND)
    assert sink.nothing_came()


def test_thunderbird_escape_leaves_the_mail_unsent_and_as_it_was(app, sink, panel):
    mail = Mail.written(app, body=DRIFTED)
    before = mail.html()
    mail.press_send()
    panel.wait_for(FOUND)
    panel.press_escape()
    until(lambda: not panel.is_open(), "the panel to close")
    assert sink.nothing_came()
    assert mail.html() == before


def test_thunderbird_panel_goes_with_its_mail(app, panel):
    mail = Mail.written(app, body=DRIFTED)
    mail.press_send()
    panel.wait_for(FOUND)
    mail.throw_away()
    until(lambda: not panel.is_open(), "the panel to close")


def test_thunderbird_held_mail_sent_again_shows_what_is_left(app, service, panel):
    mail = Mail.written(app, body=DRIFTED)
    mail.press_send()
    panel.wait_for(FOUND)
    service.drifts = []
    service.extra = {"interrupts": True, "unfilled": [{"field": "{{first_name}}", "location": "body line 1"}]}
    mail.press_send()
    assert FOUND not in panel.wait_for("{{first_name}}")


def test_thunderbird_attachment_is_checked_and_arrives(app, sink, service, tmp_path):
    file = tmp_path / "offer.txt"
    file.write_text("Our offer.\n", encoding="utf-8")
    Mail.written(app, body=CLEAN, files=[file]).press_send()
    (attached,) = sink.next_mail().iter_attachments()
    assert attached.get_content() == "Our offer.\n"
    (checked,) = service.asked("/v1/check")[0]["mail"]["attachments"]
    assert checked == {"name": "offer.txt", "data": "T3VyIG9mZmVyLgo=", "size": 11}


def test_thunderbird_large_attachment_is_named_and_not_read(app, service, panel, tmp_path):
    file = tmp_path / "film.bin"
    size = 21 * 1024 * 1024
    with file.open("wb") as film:
        film.truncate(size)
    # Held, because so large a mail takes long to go.
    Mail.written(app, body=DRIFTED, files=[file]).press_send()
    panel.wait_for(FOUND)
    (checked,) = service.asked("/v1/check")[0]["mail"]["attachments"]
    assert checked == {"name": "film.bin", "data": None, "size": size}


def test_thunderbird_hands_over_no_pictures(app, sink, service):
    Mail.written(app, body=f'{CLEAN}<img src="data:image/gif;base64,{GIF}">').press_send()
    sink.next_mail()
    html = service.asked("/v1/check")[0]["mail"]["html"]
    assert "<img" in html
    assert GIF not in html


def test_thunderbird_sentence_in_an_attachment_has_no_button_that_mends_it(app, service, panel):
    service.extra = {"interrupts": True, "ask": [finding("It stands elsewhere.", document="offer.txt")]}
    Mail.written(app, body=CLEAN).press_send()
    assert "Use this" not in panel.wait_for("It stands elsewhere.")


@pytest.fixture
def pairing(app, listening):
    """A function that pairs the extension otherwise; at the end it is paired as before."""
    yield partial(pair, app)
    pair(app, listening.url, "token")


def test_thunderbird_mail_goes_where_the_service_is_down(app, sink, pairing, nobody):
    pairing(nobody, "token")
    Mail.written(app, body=DRIFTED).press_send()
    assert "50 %" in body_of(sink.next_mail())


def test_thunderbird_mail_goes_where_the_token_is_wrong(app, sink, service):
    service.status = 401
    Mail.written(app, body=DRIFTED).press_send()
    assert "50 %" in body_of(sink.next_mail())


def test_thunderbird_next_window_tells_quietly_of_a_mail_that_was_not_checked(app, sink, pairing, nobody):
    pairing(nobody, "token")
    Mail.written(app, body=DRIFTED).press_send()
    sink.next_mail()
    mail = Mail.written(app, body=CLEAN)
    until(lambda: mail.badge() == "!", "a badge that tells of the mail before")
    said = "msgcheck did not check this mail: it does not answer"
    until(lambda: said in mail.tooltip(), f"a button that says why: {said}")


def test_thunderbird_notice_goes_with_the_next_mail_that_is_checked(app, sink, pairing, nobody, service):
    pairing(nobody, "token")
    Mail.written(app, body=DRIFTED).press_send()
    sink.next_mail()
    pairing(service.url, "token")
    Mail.written(app, body=CLEAN).press_send()
    sink.next_mail()
    mail = Mail.written(app, body=CLEAN)
    until(lambda: mail.tooltip() == "msgcheck" and not mail.badge(), "a button of msgcheck without a notice")


@pytest.mark.parametrize(
    "answer",
    [
        "a text",
        [],
        {"schema": "msgcheck.check/1"},
        {"schema": "another/9", "ask": []},
        {"schema": "msgcheck.check/1", "ask": {}},
    ],
    ids=json.dumps,
)
def test_thunderbird_mail_goes_where_the_answer_makes_no_sense(app, sink, service, monkeypatch, answer):
    monkeypatch.setattr(service, "answer", lambda *_: answer)
    Mail.written(app, body=DRIFTED).press_send()
    assert sink.next_mail()["Subject"] == "Your question"


def test_thunderbird_mail_goes_where_the_service_is_slow(app, sink, service, pairing):
    pairing(service.url, "token", timeout_ms=SHIPPED_MS)
    service.hold()
    Mail.written(app, body=DRIFTED).press_send()
    assert sink.next_mail()["Subject"] == "Your question"


def test_thunderbird_button_opens_the_panel_that_hands_over_a_line(app, sink, panel):
    mail = Mail.written(app, body=CLEAN)
    mail.put_caret_after("Hi Kim,")
    mail.press_button()
    panel.wait_for("What do we say about")
    panel.type_into("input[type=search]", "how long does it take")
    panel.click("Find")
    panel.wait_for(LINE)
    panel.click("Insert")
    until(lambda: f"Hi Kim,{LINE}" in mail.text(), "the line in the mail")
    assert sink.nothing_came()


def test_thunderbird_button_leaves_the_panel_of_a_held_mail_as_it_stands(app, panel):
    mail = Mail.written(app, body=DRIFTED)
    mail.press_send()
    panel.wait_for(FOUND)
    panel.click("Use this")
    panel.wait_for("Mended in your text.")
    mail.press_button()
    assert "Mended in your text." in panel.wait_for("Send")


def test_thunderbird_options_say_that_the_service_answers(app, service):
    assert "Saved. msgcheck answers." in pair(app, service.url, "token")


PAUSE_MS = 300
APART_MS = 600
QUIET_S = 2.0
"""Far more than a pause, and enough for what follows it to come."""
LONG = f"<p>{FOUND}</p><p>{'We look forward to hear from you. ' * 6}</p>"


@pytest.fixture
def soon(app, sink, pairing, service):
    """The service of these tests, asked after short pauses in the writing of mails opened from now on; no notice is left."""
    pairing(service.url, "token", pause_ms=PAUSE_MS, apart_ms=APART_MS)
    Mail.written(app, body=CLEAN).press_send()
    sink.next_mail()
    service.requests, service.answered = [], []
    return service


def checks(service):
    return service.asked("/v1/check")


def test_thunderbird_pause_in_a_long_mail_causes_one_check_that_shows_nothing(soon, panel, app, sink, tmp_path):
    attached = tmp_path / "offer.txt"
    attached.write_text("Our offer.\n", encoding="utf-8")
    mail = Mail.written(app, body=LONG, files=[attached])
    mail.type("See you.")
    until(lambda: checks(soon), "a check while the mail is written")
    time.sleep(QUIET_S)
    (checked,) = checks(soon)
    assert FOUND in checked["mail"]["html"]
    assert "See you." in checked["mail"]["html"]
    assert [(file["name"], file["data"]) for file in checked["mail"]["attachments"]] == [("offer.txt", None)]
    assert not panel.is_open()
    assert mail.badge() == ""
    assert sink.nothing_came()


def test_thunderbird_each_pause_is_checked_only_where_the_text_changed(soon, app):
    mail = Mail.written(app, body=LONG)
    mail.type("A")
    until(lambda: len(checks(soon)) == 1, "a check of the first text")
    mail.type_and_take_back("B")
    time.sleep(QUIET_S)
    assert len(checks(soon)) == 1
    mail.type("C")
    until(lambda: len(checks(soon)) == 2, "a check of the changed text")


def test_thunderbird_short_mail_is_not_checked_while_it_is_written(soon, app):
    Mail.written(app, body=DRIFTED).type("See you.")
    time.sleep(QUIET_S)
    assert checks(soon) == []


def test_thunderbird_service_that_refuses_is_left_alone_and_nothing_shown(soon, app, sink):
    soon.status = 500
    mail = Mail.written(app, body=LONG)
    mail.type("A")
    until(lambda: soon.answered, "an answer to a check while the mail is written")
    mail.type("B")
    time.sleep(QUIET_S)
    assert len(checks(soon)) == 1
    assert (mail.badge(), mail.tooltip()) == ("", "msgcheck")
    mail.press_send()
    assert "50 %" in body_of(sink.next_mail())


@pytest.mark.usefixtures("soon")
def test_thunderbird_service_that_is_down_while_a_mail_is_written_shows_nothing(app, sink, pairing, nobody):
    pairing(nobody, "token", pause_ms=PAUSE_MS, apart_ms=APART_MS)
    mail = Mail.written(app, body=LONG)
    mail.type("See you.")
    time.sleep(QUIET_S)
    assert (mail.badge(), mail.tooltip()) == ("", "msgcheck")
    mail.press_send()
    assert "50 %" in body_of(sink.next_mail())


def test_thunderbird_check_at_send_is_the_only_one_while_it_lasts(soon, app, sink):
    soon.drifts = []
    held = soon.hold()
    mail = Mail.written(app, body=LONG)
    mail.type_and_send("See you.")
    until(lambda: checks(soon), "a check at Send")
    time.sleep(QUIET_S)
    assert len(checks(soon)) == 1
    held.set()
    sink.next_mail()
    assert len(checks(soon)) == 1


@pytest.fixture(scope="module")
def real_service(tmp_path_factory):
    with running_service(tmp_path_factory.mktemp("service")) as running:
        yield running


def test_thunderbird_and_the_service_let_a_clean_mail_go(app, sink, real_service, pairing):
    assert "msgcheck answers" in pairing(real_service.address, real_service.token)
    Mail.written(app, body=f"<p>Hi Kim,</p><p>{REAL_APPROVED}</p>").press_send()
    assert REAL_APPROVED in body_of(sink.next_mail())


def test_thunderbird_and_the_service_hold_a_drifted_mail_and_mend_it(app, sink, real_service, pairing, panel):
    pairing(real_service.address, real_service.token)
    Mail.written(app, body=f"<p>Hi Kim,</p><p>{FORBIDDEN}</p>").press_send()
    shown = panel.wait_for("Before you send")
    assert FORBIDDEN in shown
    assert LINE in shown
    panel.click("Use the approved line")
    panel.wait_for("Mended in your text.")
    panel.click("Send")
    assert body_of(sink.next_mail()) == f"Hi Kim, {LINE}"


def test_thunderbird_and_the_service_ask_nothing_about_what_others_wrote(app, sink, real_service, pairing):
    pairing(real_service.address, real_service.token)
    cited = f'<div class="moz-cite-prefix">On Monday, Kim wrote:<br></div><blockquote type="cite"><p>{FORBIDDEN}</p></blockquote>'
    Mail.written(app, body=f"<p>Hi Kim,</p><p>see you on Tuesday.</p>{cited}").press_send()
    assert FORBIDDEN in body_of(sink.next_mail())


def test_thunderbird_and_the_service_never_show_what_must_stay_inside(app, sink, real_service, pairing, panel):
    pairing(real_service.address, real_service.token)
    Mail.written(app, body=f"<p>Hi Kim,</p><p>{PRIVATE}</p>").press_send()
    shown = panel.wait_for("floor")
    assert PRIVATE not in shown
    assert sink.nothing_came()


def test_thunderbird_and_the_service_let_a_mail_go_anyway_and_count_it(app, sink, real_service, pairing, panel):
    pairing(real_service.address, real_service.token)
    Mail.written(app, body=f"<p>Hi Kim,</p><p>{FORBIDDEN}</p>").press_send()
    panel.wait_for(FORBIDDEN)
    panel.click("Agreed with deal desk")
    panel.click("Send anyway")
    assert FORBIDDEN in body_of(sink.next_mail())
    with open_store_for(real_service.resident.settings) as store:
        ((code, message_id, _, reason, count),) = store.overrides()
    assert (code, message_id, reason, count) == ("MC202", "refund", "agreed with deal desk", 1)
