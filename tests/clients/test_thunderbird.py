"""The extension in a real Thunderbird, which sends through a mail server of the tests' own."""

import json

import pytest
from conftest import IN_CI

from msgcheck.clients.unpacking import unpack
from tests.clients.thunderbird_app import Thunderbird, thunderbird_program, until
from tests.clients.thunderbird_mail_sink import MailSink, free_port
from tests.clients.thunderbird_service import APPROVED, FOUND, LINE, MENDED, TOKEN, ToldService, finding, verdict, wait_s
from tests.clients.thunderbird_windows import EXTENSION, Mail, Page

pytestmark = pytest.mark.thunderbird

CLEAN = "<p>Hi Kim,</p><p>See you on <b>Tuesday</b>.</p>"
DRIFTED = "<p>Hi <i>Kim</i>,</p><p>For you our service cuts <b>onboarding</b> time by 50 %.</p><p>Best, Robin</p>"
DRIFTED_PLAIN = f"Hi Kim,\n\n{FOUND}\n\nBest, Robin\n"
LATE_S = 6.0
"""Far beyond what a mail waits, also on a slow machine."""


@pytest.fixture(scope="module")
def sink():
    with MailSink() as mail_sink:
        yield mail_sink


@pytest.fixture(scope="module")
def told_service():
    with ToldService() as running:
        yield running


@pytest.fixture(scope="module")
def app(sink, told_service, tmp_path_factory):
    program = thunderbird_program()
    if program is None:
        missing = "Thunderbird is not installed; on Debian: apt install thunderbird"
        pytest.fail(missing) if IN_CI else pytest.skip(missing)
    extension = unpack("thunderbird", tmp_path_factory.mktemp("extension") / "msgcheck", address=told_service.address)
    with Thunderbird(program, smtp_port=sink.port) as running:
        assert running.install(extension) == EXTENSION
        pair(running, told_service.address, TOKEN)
        yield running


@pytest.fixture(autouse=True)
def tidy(app, told_service):
    """A service that behaves; whatever a test leaves open is closed."""
    told_service.forget()
    yield
    app.close_mails()


@pytest.fixture
def paired_again(app, told_service):
    """For tests that pair the extension otherwise: at the end it is paired as before."""
    yield
    pair(app, told_service.address, TOKEN)


@pytest.fixture
def panel(app):
    return Page(app, "panel.html")


def pair(app, address, token):
    """Save address and token on the options page, and give what it says."""
    page = Page.opened(app, "options.html")
    page.type_into("#address", address)
    page.type_into("#token", token)
    page.click("Save and try it")
    said = page.wait_for("Saved")
    Page.close_tabs(app)
    return said


def test_thunderbird_clean_mail_goes_whole(app, sink, told_service, panel):
    Mail.written(app, body=CLEAN, subject="Tuesday").press_send()
    mail = sink.next_mail()
    assert (mail["To"], mail["Subject"]) == ("kim@bank.example", "Tuesday")
    assert "<b>Tuesday</b>" in mail.get_body(("html",)).get_content()
    assert not panel.is_open()
    (asked,) = told_service.bodies("/v1/check")
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
    panel.click("Send")
    sent = sink.next_mail().get_body(("html",)).get_content()
    assert "up to 30 %" in sent.replace("&nbsp;", " ")
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


def test_thunderbird_plain_mail_is_mended_and_goes(app, sink, told_service, panel):
    mail = Mail.written(app, body=DRIFTED_PLAIN, is_html=False)
    mail.press_send()
    panel.wait_for(FOUND)
    assert FOUND in told_service.bodies("/v1/check")[0]["mail"]["text"]
    panel.click("Use this")
    panel.wait_for("Mended in your text.")
    panel.click("Send")
    sent = sink.next_mail()
    assert sent.get_content_type() == "text/plain"
    assert sent.get_content().splitlines()[:3] == ["Hi Kim,", "", MENDED]


def test_thunderbird_mended_mail_is_checked_once_more(app, sink, told_service, panel):
    mail = Mail.written(app, body=DRIFTED)
    mail.press_send()
    panel.wait_for(FOUND)
    panel.click("Use this")
    panel.wait_for("Mended in your text.")
    panel.click("Send")
    sink.next_mail()
    first, second = told_service.bodies("/v1/check")
    assert "50 %" in first["mail"]["html"]
    assert "50 %" not in second["mail"]["html"]


def test_thunderbird_subject_is_mended(app, panel):
    mail = Mail.written(app, body=CLEAN, subject=FOUND)
    mail.press_send()
    panel.wait_for(FOUND)
    panel.click("Use this")
    panel.wait_for("Mended in your text.")
    assert mail.subject() == MENDED


def test_thunderbird_mail_sent_anyway_goes_with_its_reason_recorded(app, sink, told_service, panel):
    Mail.written(app, body=DRIFTED).press_send()
    panel.wait_for(FOUND)
    panel.click("The customer's own words")
    panel.click("Send anyway")
    assert "50 %" in sink.next_mail().get_body(("html",)).get_content().replace("&nbsp;", " ")
    (recorded,) = told_service.bodies("/v1/override")
    assert recorded == {
        "code": "MC102",
        "message_id": "onboarding-time",
        "reason": "customers-words",
        "sentence": "",
    }
    assert len(told_service.bodies("/v1/check")) == 1
    assert not panel.is_open()


def test_thunderbird_mail_sent_anyway_goes_though_its_reason_cannot_be_recorded(app, sink, told_service, panel):
    Mail.written(app, body=DRIFTED).press_send()
    panel.wait_for(FOUND)
    told_service.wait = wait_s(LATE_S)
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


def test_thunderbird_held_mail_sent_again_shows_what_is_left(app, told_service, panel):
    mail = Mail.written(app, body=DRIFTED)
    mail.press_send()
    panel.wait_for(FOUND)
    told_service.judge = lambda _: verdict(unfilled=[{"field": "{{first_name}}", "location": "body line 1"}])
    mail.press_send()
    assert FOUND not in panel.wait_for("{{first_name}}")


def test_thunderbird_attachment_is_checked_and_arrives(app, sink, told_service, tmp_path):
    file = tmp_path / "offer.txt"
    file.write_text("Our offer.\n", encoding="utf-8")
    Mail.written(app, body=CLEAN, files=[file]).press_send()
    (attached,) = sink.next_mail().iter_attachments()
    assert attached.get_content() == "Our offer.\n"
    (checked,) = told_service.bodies("/v1/check")[0]["mail"]["attachments"]
    assert checked == {"name": "offer.txt", "data": "T3VyIG9mZmVyLgo=", "size": 11}


def test_thunderbird_large_attachment_is_named_and_goes(app, sink, told_service, tmp_path):
    file = tmp_path / "film.bin"
    size = 21 * 1024 * 1024
    with file.open("wb") as film:
        film.truncate(size)
    Mail.written(app, body=CLEAN, files=[file]).press_send()
    sink.next_mail()
    (checked,) = told_service.bodies("/v1/check")[0]["mail"]["attachments"]
    assert checked == {"name": "film.bin", "data": None, "size": size}


def test_thunderbird_sentence_in_an_attachment_has_no_button_that_mends_it(app, told_service, panel):
    told_service.judge = lambda _: verdict(finding(document="offer.txt", found="It stands elsewhere."))
    Mail.written(app, body=CLEAN).press_send()
    assert "Use this" not in panel.wait_for("It stands elsewhere.")


@pytest.mark.parametrize(
    ("address", "token", "why"),
    [(f"http://127.0.0.1:{free_port()}", TOKEN, "does not answer"), (None, "another-token", "not paired")],
    ids=["service down", "wrong token"],
)
def test_thunderbird_mail_goes_where_it_cannot_be_checked(app, sink, told_service, paired_again, address, token, why):
    assert why in pair(app, address or told_service.address, token)
    Mail.written(app, body=DRIFTED).press_send()
    assert "50 %" in sink.next_mail().get_body(("html",)).get_content().replace("&nbsp;", " ")
    next_mail = Mail.written(app, body=CLEAN)
    until(lambda: next_mail.badge() == "!", "a badge that tells of the mail before")
    assert why in next_mail.tooltip()


@pytest.mark.parametrize(
    "answer",
    ["a text", [], {"schema": "msgcheck.check/1"}, {"schema": "another/9", "ask": []}, {"schema": "msgcheck.check/1", "ask": {}}],
    ids=json.dumps,
)
def test_thunderbird_mail_goes_where_the_answer_makes_no_sense(app, sink, told_service, answer):
    told_service.judge = lambda _: answer
    Mail.written(app, body=DRIFTED).press_send()
    assert sink.next_mail()["Subject"] == "Your question"


def test_thunderbird_mail_goes_where_the_service_is_slow(app, sink, told_service):
    told_service.wait = wait_s(LATE_S)
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


def test_thunderbird_options_say_that_the_service_answers(app, told_service):
    assert "Saved. msgcheck answers." in pair(app, told_service.address, TOKEN)
