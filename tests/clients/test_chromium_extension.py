"""The Chromium extension, in a real Chromium, on pages built as those of Gmail and Outlook are described."""

import base64
import json
import time
from dataclasses import fields
from importlib.resources import files

import pytest

from clients.chromium_mail import (
    BETWEEN_MS,
    GMAIL,
    HURRIED,
    OUTLOOK,
    PAUSE_MS,
    TO,
    compose,
    line,
    mail_browser,
    nothing_sent,
    options_page,
    pair,
    panel,
    pass_time,
    press_send,
    sent,
    wait_until,
)
from clients.fake_service import FakeService, fake_service_running
from clients.verdicts import finding, internal

pytestmark = pytest.mark.browser

CLEAN = "See you on Tuesday at ten."
DRIFTED = "We cut costs by 50%."
MENDED = "We cut costs by up to 30%."
APPROVED = "Our customers cut their costs by up to 30%."
LINE = {"text": "Setup takes up to ten days.", "message_id": "setup", "answers": [], "beside": []}
TOKEN = "any"  # noqa: S105  the stand-in asks for none


@pytest.fixture(scope="module")
def running():
    with fake_service_running() as service:
        yield service


@pytest.fixture(scope="module")
def browser(playwright, running, tmp_path_factory):
    with mail_browser(playwright, tmp_path_factory.mktemp("chromium"), running.url) as context:
        assert pair(context, running.url, TOKEN).startswith("It works")
        yield context


@pytest.fixture
def service(running):
    """The service behind the extension: it holds what drifted."""
    fresh = FakeService(url=running.url, drifts=[drifted()], lines=[LINE])
    for field in fields(fresh):
        setattr(running, field.name, getattr(fresh, field.name))
    return running


@pytest.fixture
def mail(browser, service):
    """Open a page of a mail client."""
    opened = []

    def open_page(address):
        page = browser.new_page()
        page.set_viewport_size({"width": 1280, "height": 900})
        opened.append(page)
        page.goto(address)
        return page

    yield open_page
    for page in opened:
        page.close()


@pytest.fixture
def gmail(mail):
    """A page of Gmail, for what does not depend on the page."""
    return mail(GMAIL)


@pytest.fixture(params=[GMAIL, OUTLOOK], ids=["gmail", "outlook"])
def client(request, mail):
    """A page of each client in turn."""
    return mail(request.param)


def drifted(**changes):
    return finding(DRIFTED, APPROVED, **{"suggestion": MENDED, **changes})


def checked(service):
    """Return the mails that were checked."""
    return [body["mail"] for body in service.asked("/v1/check")]


# What goes at once


def test_a_clean_mail_goes_at_once(client, service):
    compose(client, CLEAN)
    press_send(client)
    assert CLEAN in sent(client)[0]["text"]
    assert client.locator(".mc-panel, .line").count() == 0
    assert len(checked(service)) == 1


def test_a_mail_is_read_with_its_fields_and_its_quoted_part(client, service):
    compose(client, CLEAN, cc=["bo@partner.example"], subject="Quays", quoted="Is it dear?")
    press_send(client)
    sent(client)
    (read,) = checked(service)
    assert read["to"] == [TO]
    assert read["cc"] == ["bo@partner.example"]
    assert read["subject"] == "Quays"
    assert CLEAN in read["html"]
    assert "Is it dear?" in read["html"]


def test_an_attachment_is_named_and_not_read(client, service):
    compose(client, CLEAN, files=[{"name": "offer 2026.pptx", "size": "1,024K"}])
    press_send(client)
    sent(client)
    assert checked(service)[0]["attachments"] == [{"name": "offer 2026.pptx", "data": None, "size": 1024 * 1024}]


def test_a_file_that_is_chosen_is_read(client, service, tmp_path):
    offer = tmp_path / "offer.txt"
    offer.write_text(DRIFTED, encoding="utf-8")
    compose(client, CLEAN, files=[{"name": "offer.txt", "size": "1K"}])
    client.locator("input[type=file]").set_input_files(offer)

    def is_read():
        before = len(checked(service))
        client.locator(".at-send").click()
        wait_until(lambda: len(checked(service)) > before, client)
        return checked(service)[-1]["attachments"][0]["data"] is not None

    wait_until(is_read, client)
    press_send(client)
    sent(client)
    data = base64.b64encode(DRIFTED.encode()).decode()
    assert checked(service)[-1]["attachments"] == [{"name": "offer.txt", "data": data, "size": len(DRIFTED)}]


def test_a_file_that_was_taken_off_again_is_not_handed_on(gmail, service, tmp_path):
    offer = tmp_path / "offer.txt"
    offer.write_text(DRIFTED, encoding="utf-8")
    compose(gmail, CLEAN)
    gmail.locator("input[type=file]").set_input_files(offer)
    press_send(gmail)
    sent(gmail)
    assert checked(service)[0]["attachments"] == []


def test_what_was_not_read_is_said_after_the_mail_went(gmail, service):
    service.extra = {"unread": ["offer.key: not read here"]}
    compose(gmail, CLEAN)
    press_send(gmail)
    sent(gmail)
    assert "Not read: offer.key" in line(gmail)


def test_gmail_names_the_sender_of_its_account(gmail, service):
    compose(gmail, CLEAN)
    press_send(gmail)
    sent(gmail)
    assert checked(service)[0]["from"] == "kim@harbourlight.example"


def test_outlook_reads_an_address_that_is_still_text(mail, service):
    page = mail(OUTLOOK)
    compose(page, CLEAN, to=[], typed="ada@customer.example;")
    press_send(page)
    sent(page)
    assert checked(service)[0]["to"] == [TO]


def test_pictures_within_a_mail_are_not_sent_along(gmail, service):
    compose(gmail, CLEAN)
    gmail.evaluate(
        "document.querySelector('.editable').append(Object.assign(new Image(), {src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw='}))"
    )
    press_send(gmail)
    sent(gmail)
    assert "base64" not in checked(service)[0]["html"]


def test_what_can_wait_is_said_in_one_line_after_the_mail_went(gmail, service):
    service.waiting = [finding(CLEAN, severity="low")]
    compose(gmail, CLEAN)
    press_send(gmail)
    sent(gmail)
    assert "1 smaller thing could be said closer" in line(gmail)
    gmail.locator(".line button").click()
    panel(gmail).get_by_role("button", name="1 smaller thing").wait_for()


# What is held


def test_a_drifted_mail_is_held_with_both_sentences(client):
    compose(client, DRIFTED)
    press_send(client)
    shown = panel(client)
    assert shown.locator("h2").inner_text() == "Before you send"
    assert DRIFTED in shown.inner_text()
    assert APPROVED in shown.inner_text()
    assert nothing_sent(client)


def test_use_this_mends_the_text_and_then_send_goes(client):
    compose(client, f"Dear Ada, {DRIFTED} Best, Kim", quoted=f"You said: {DRIFTED}")
    press_send(client)
    panel(client).get_by_role("button", name="Use this").click()
    panel(client).get_by_role("button", name="Send", exact=True).wait_for()
    text = client.locator(".editable").inner_text()
    assert f"Dear Ada, {MENDED} Best, Kim" in text
    assert f"You said: {DRIFTED}" in text, "what others wrote stays"


def test_send_in_the_panel_goes_once_all_is_mended(gmail):
    compose(gmail, DRIFTED)
    press_send(gmail)
    panel(gmail).get_by_role("button", name="Use this").click()
    panel(gmail).get_by_role("button", name="Send", exact=True).click()
    assert sent(gmail)[0]["text"].strip() == MENDED
    assert gmail.locator(".mc-panel").count() == 0


def test_send_in_the_page_goes_once_all_is_mended(gmail):
    compose(gmail, DRIFTED)
    press_send(gmail)
    panel(gmail).get_by_role("button", name="Use this").click()
    press_send(gmail)
    assert sent(gmail)[0]["text"].strip() == MENDED
    assert gmail.locator(".mc-panel").count() == 0


def test_what_was_mended_can_be_undone(gmail):
    compose(gmail, DRIFTED)
    press_send(gmail)
    panel(gmail).get_by_role("button", name="Use this").click()
    panel(gmail).locator(".mc-done").wait_for()
    gmail.locator(".mc-close").click()
    gmail.locator(".editable").focus()
    gmail.keyboard.press("Control+z")
    assert gmail.locator(".editable").inner_text().strip() == DRIFTED


def test_a_sentence_with_markup_in_it_is_mended(gmail):
    compose(gmail, "")
    gmail.evaluate(
        """() => {
          const body = document.querySelector(".editable");
          body.replaceChildren("We cut", made("b", {}, "\\u00a0costs"), " by 5", made("i", {}, "0%"), ".");
        }"""
    )
    press_send(gmail)
    panel(gmail).get_by_role("button", name="Use this").click()
    wait_until(lambda: " ".join(gmail.locator(".editable").inner_text().split()) == MENDED, gmail)


def test_a_link_in_a_mended_sentence_stays(gmail):
    link = '<a href="https://harbourlight.example/">We <b>cut</b> costs</a>'
    compose(gmail, "")
    gmail.evaluate(
        """() => {
          const link = made("a", {href: "https://harbourlight.example/"});
          link.append("We ", made("b", {}, "cut"), " costs");
          document.querySelector(".editable").replaceChildren(link, " by 50%.");
        }"""
    )
    press_send(gmail)
    panel(gmail).get_by_role("button", name="Use this").click()
    wait_until(lambda: f"{link} by up to 30%." in gmail.locator(".editable").inner_html(), gmail)


def test_a_sentence_in_the_subject_is_mended(client, service):
    compose(client, CLEAN, subject=DRIFTED)
    press_send(client)
    panel(client).get_by_role("button", name="Use this").click()
    panel(client).get_by_role("button", name="Send", exact=True).click()
    sent(client)
    assert checked(service)[-1]["subject"] == MENDED


def test_send_anyway_asks_for_a_reason_first(gmail, service):
    compose(gmail, DRIFTED)
    press_send(gmail)
    panel(gmail).get_by_role("button", name="Send anyway").click()
    assert "Choose one reason" in panel(gmail).inner_text()
    assert nothing_sent(gmail)
    assert service.asked("/v1/override") == []


def test_send_anyway_with_a_reason_goes_and_is_recorded_without_the_sentence(client, service):
    compose(client, DRIFTED)
    press_send(client)
    panel(client).get_by_label("agreed with deal desk").check()
    panel(client).get_by_role("button", name="Send anyway").click()
    assert DRIFTED in sent(client)[0]["text"]
    recorded = {"code": "MC102", "message_id": "claim-costs", "reason": "agreed", "sentence": ""}
    wait_until(lambda: service.asked("/v1/override") == [recorded])


def test_tell_marketing_records_the_sentence_too(gmail, service):
    compose(gmail, DRIFTED)
    press_send(gmail)
    panel(gmail).get_by_label("the customer's own words").check()
    panel(gmail).get_by_label("Tell marketing").check()
    panel(gmail).get_by_role("button", name="Send anyway").click()
    sent(gmail)
    wait_until(lambda: [body["sentence"] for body in service.asked("/v1/override")] == [DRIFTED])


def test_a_closed_panel_sends_nothing_and_leaves_the_text(gmail):
    compose(gmail, DRIFTED)
    press_send(gmail)
    panel(gmail).get_by_role("button", name="Close").click()
    gmail.locator(".mc-panel").wait_for(state="detached")
    assert nothing_sent(gmail)
    assert gmail.locator(".editable").inner_text().strip() == DRIFTED


def test_escape_closes_the_panel_and_sends_nothing(gmail):
    compose(gmail, DRIFTED)
    press_send(gmail)
    panel(gmail)
    gmail.keyboard.press("Escape")
    gmail.locator(".mc-panel").wait_for(state="detached")
    assert nothing_sent(gmail)


def test_an_internal_line_is_shown_by_its_id_and_owner(gmail, service):
    service.extra = {"ask": [internal()]}
    compose(gmail, "We can go down to seventy-one.")
    press_send(gmail)
    text = panel(gmail).inner_text()
    assert "internal-roadmap" in text
    assert "Product" in text


def test_unfilled_fields_alone_are_held_and_go_without_a_reason(gmail, service):
    service.extra = {"unfilled": [{"field": "{{first_name}}", "location": "body line 1"}]}
    compose(gmail, "Dear {{first_name}},")
    press_send(gmail)
    assert "{{first_name}}" in panel(gmail).inner_text()
    panel(gmail).get_by_role("button", name="Send", exact=True).click()
    sent(gmail)


def test_markup_in_a_sentence_is_shown_as_text(gmail, service):
    attack = '<img src=x onerror="window.attacked = true"> We cut costs by 50%.'
    service.extra = {"ask": [finding(attack, sentence=attack)]}
    compose(gmail, attack)
    press_send(gmail)
    assert "<img src=x" in panel(gmail).inner_text()
    assert panel(gmail).locator("img").count() == 0
    assert gmail.evaluate("window.attacked") is None


# Ways to send


def test_ctrl_enter_in_the_text_is_held(client):
    compose(client, DRIFTED)
    client.locator(".editable").click()
    client.keyboard.press("Control+Enter")
    panel(client)
    assert nothing_sent(client)


def test_ctrl_enter_sends_a_clean_mail(gmail):
    compose(gmail, CLEAN)
    gmail.locator(".editable").click()
    gmail.keyboard.press("Control+Enter")
    sent(gmail)


def test_ctrl_enter_in_the_subject_is_held(client):
    compose(client, DRIFTED)
    client.locator('[aria-label="Subject"]').click()
    client.keyboard.press("Control+Enter")
    panel(client)
    assert nothing_sent(client)


def test_outlook_sends_with_alt_s_too(mail):
    page = mail(OUTLOOK)
    compose(page, DRIFTED)
    page.locator(".editable").click()
    page.keyboard.press("Alt+s")
    panel(page)
    assert nothing_sent(page)


def test_enter_on_the_send_button_is_held(client):
    compose(client, DRIFTED)
    client.locator(".send").focus()
    client.keyboard.press("Enter")
    panel(client)
    assert nothing_sent(client)


def test_a_double_click_sends_once(client, service):
    client.evaluate("window.keptOpen = true")
    held = service.hold()
    compose(client, CLEAN)
    client.locator(".send").dblclick()
    held.set()
    sent(client)
    pass_time(client, 300)
    assert len(client.evaluate("window.sent")) == 1
    assert len(checked(service)) == 1


def test_a_page_that_presses_send_once_more_by_itself_is_let(gmail):
    gmail.evaluate("window.keptOpen = true")
    compose(gmail, CLEAN)
    press_send(gmail)
    sent(gmail)
    gmail.evaluate(
        """() => {
          const button = document.querySelector(".send");
          for (const type of ["mousedown", "mouseup", "click"]) button.dispatchEvent(new MouseEvent(type, { bubbles: true }));
        }"""
    )
    sent(gmail, count=2)


PRESSES_OF_HANDS_ALONE = """() => {
  const pass = (event) => {
    if (event.isTrusted) return;
    event.stopImmediatePropagation();
    window.letGo ||= event.type === "click";
  };
  for (const type of ["pointerdown", "mousedown", "mouseup", "click"]) window.addEventListener(type, pass, true);
}"""
CLOSED_MS = 1200


def wait_until_let_go(page):
    """Wait until the extension let a mail go and no longer takes its window for one that is about to close."""
    wait_until(lambda: page.evaluate("window.letGo"), page)
    pass_time(page, CLOSED_MS)


def test_a_page_that_takes_only_presses_of_a_hand_sends_at_the_second(client, service):
    client.evaluate(PRESSES_OF_HANDS_ALONE)
    compose(client, CLEAN)
    press_send(client)
    wait_until_let_go(client)
    assert nothing_sent(client)
    press_send(client)
    sent(client)


def test_a_mail_that_stayed_is_checked_anew_once_anything_in_it_changed(gmail, service):
    gmail.evaluate(PRESSES_OF_HANDS_ALONE)
    compose(gmail, CLEAN)
    press_send(gmail)
    wait_until_let_go(gmail)
    gmail.locator('[name="subjectbox"]').fill(DRIFTED)
    press_send(gmail)
    panel(gmail)
    assert nothing_sent(gmail)


def test_send_and_archive_is_held_and_goes_as_what_it_is(gmail, service):
    compose(gmail, DRIFTED, archive=True, inThread=True)
    gmail.locator(".archive").click()
    panel(gmail).get_by_label("msgcheck is wrong").check()
    panel(gmail).get_by_role("button", name="Send anyway").click()
    assert sent(gmail)[0]["how"] == "Send & archive"


def test_schedule_send_is_held_too(client):
    compose(client, DRIFTED)
    client.locator(".arrow").click()
    client.get_by_role("menuitem", name="Schedule send").click()
    panel(client)
    assert nothing_sent(client)


def test_schedule_send_of_a_clean_mail_goes(gmail):
    compose(gmail, CLEAN)
    gmail.locator(".arrow").click()
    gmail.get_by_role("menuitem", name="Schedule send").click()
    assert sent(gmail)[0]["how"] == "scheduled"


def test_a_menu_that_was_closed_meanwhile_is_chosen_once_more(gmail, service):
    held = service.hold()
    compose(gmail, CLEAN)
    gmail.locator(".arrow").click()
    gmail.get_by_role("menuitem", name="Schedule send").click()
    gmail.evaluate("document.getElementById('menu').hidden = true")
    held.set()
    gmail.get_by_text("Checked. Press Send once more.").wait_for()
    gmail.locator(".arrow").click()
    gmail.get_by_role("menuitem", name="Schedule send").click()
    assert sent(gmail)[0]["how"] == "scheduled"
    assert len(checked(service)) == 1


def test_a_send_button_that_was_drawn_anew_is_pressed(client, service):
    held = service.hold()
    compose(client, CLEAN)
    press_send(client)
    client.evaluate("drawAnew()")
    held.set()
    sent(client)


def test_a_window_that_was_drawn_anew_as_a_whole_is_sent(gmail, service):
    held = service.hold()
    compose(gmail, CLEAN)
    compose(gmail, "Another mail, not finished.")
    press_send(gmail)
    gmail.evaluate("drawWindowAnew()")
    held.set()
    assert CLEAN in sent(gmail)[0]["text"]


def test_another_window_is_never_sent_in_place_of_one_that_was_discarded(client, service):
    held = service.hold()
    compose(client, CLEAN)
    compose(client, "Another mail, not finished.")
    press_send(client)
    client.evaluate("document.querySelector('.M9, .part').remove()")
    held.set()
    client.get_by_text("Checked. Press Send once more.").wait_for()
    assert nothing_sent(client)


def test_a_reply_below_its_thread_is_held(gmail):
    compose(gmail, DRIFTED, inThread=True, quoted="What does it cost?")
    press_send(gmail)
    panel(gmail)
    assert nothing_sent(gmail)


def test_a_window_of_its_own_is_held(gmail):
    with gmail.expect_popup() as opening:
        gmail.evaluate("text => { popOut({text: [text], to: ['ada@customer.example']}) }", DRIFTED)
    popped = opening.value
    press_send(popped)
    panel(popped)
    assert nothing_sent(popped)
    popped.close()


def test_a_blank_window_that_the_page_fills_is_held(mail):
    page = mail(OUTLOOK)
    with page.expect_popup() as opening:
        page.evaluate("text => { popOut({text: [text], to: ['ada@customer.example']}) }", DRIFTED)
    popped = opening.value
    popped.locator(".at-send").wait_for()  # the extension comes to a blank window after the page
    press_send(popped)
    panel(popped)
    assert nothing_sent(page)
    popped.close()


def test_two_windows_are_held_apart(client):
    client.set_viewport_size({"width": 1800, "height": 1100})
    compose(client, DRIFTED)
    compose(client, CLEAN)
    press_send(client, 0)
    panel(client)
    press_send(client, 1)
    assert CLEAN in sent(client)[0]["text"]
    assert panel(client).count() == 1, "the first is still held"
    panel(client).get_by_label("msgcheck is wrong").check()
    panel(client).get_by_role("button", name="Send anyway").click()
    assert DRIFTED in sent(client, count=2)[1]["text"]


def test_discard_and_other_buttons_are_not_held(gmail, service):
    compose(gmail, DRIFTED)
    gmail.locator(".discard").click()
    assert gmail.locator(".M9").count() == 0
    assert checked(service) == []


def test_send_in_a_mail_that_is_read_is_not_held_and_nothing_is_said(gmail, service):
    gmail.evaluate(
        """() => {
          const button = made("a", { role: "button", href: "#", class: "elsewhere" }, "Send");
          button.addEventListener("click", () => { window.clicked = true; });
          document.getElementById("thread").append(button);
        }"""
    )
    gmail.locator(".elsewhere").click()
    assert gmail.evaluate("window.clicked")
    assert gmail.locator(".line").count() == 0
    assert checked(service) == []


def test_a_button_named_send_within_the_text_is_no_send_button(gmail, service):
    compose(gmail, CLEAN)
    gmail.evaluate("document.querySelector('.editable').append(made('button', {}, 'Send'))")
    gmail.locator(".editable button").click()
    assert checked(service) == []
    press_send(gmail)
    sent(gmail)


def test_a_page_in_a_language_that_is_not_known_is_recognised(client):
    compose(client, DRIFTED)
    client.evaluate(
        """() => {
          const labels = { ".send": "Hantar", ".arrow": "Lagi", ".editable": "Isi mesej", '[aria-label="Subject"]': "Subjek" };
          for (const [selector, label] of Object.entries(labels)) {
            const element = document.querySelector(selector);
            for (const name of ["aria-label", "data-tooltip", "title"]) {
              if (element.hasAttribute(name)) element.setAttribute(name, label);
            }
            if (element.matches(".send")) element.textContent = label;
          }
        }"""
    )
    press_send(client)
    panel(client)
    assert nothing_sent(client)


def test_a_send_button_between_two_texts_is_not_held(client, service):
    compose(client, DRIFTED)
    client.evaluate(
        """() => {
          const body = document.querySelector(".editable");
          body.parentElement.append(body.cloneNode(true));
        }"""
    )
    press_send(client)
    sent(client)
    assert checked(service) == []


# When msgcheck is not there


def test_a_slow_service_lets_the_mail_go(mail, service):
    page = mail(GMAIL + HURRIED)
    service.hold()
    compose(page, DRIFTED)
    press_send(page)
    sent(page)
    assert "it took too long" in line(page)


@pytest.mark.parametrize(
    ("status", "error", "why"),
    [
        (401, "bad-token", "this client is not paired"),
        (413, "too-large", "the mail is too large"),
        (429, "too-many", "asked too often"),
        (503, "starting", "it is still starting"),
        (500, "failed", "it could not finish"),
    ],
)
def test_a_refusal_lets_the_mail_go_with_a_notice(gmail, service, status, error, why):
    service.status, service.error = status, error
    compose(gmail, DRIFTED)
    press_send(gmail)
    sent(gmail)
    notice = line(gmail)
    assert notice.startswith("msgcheck did not check this mail: ")
    assert why in notice


def test_an_answer_that_cannot_be_read_lets_the_mail_go(gmail, service):
    service.extra = {"schema": "another/1"}
    compose(gmail, DRIFTED)
    press_send(gmail)
    sent(gmail)
    assert "its answer could not be read" in line(gmail)


def test_a_page_that_is_not_recognised_is_left_alone_and_said_once(mail, service):
    page = mail(GMAIL + "unknown.html")
    page.locator(".editable").click()
    page.keyboard.type(DRIFTED)
    page.keyboard.press("Control+Enter")
    assert DRIFTED in sent(page)[0]["text"]
    assert "does not recognise this page" in line(page)
    assert checked(service) == []


@pytest.mark.parametrize(
    "background",
    ["throw new Error('dead');", "chrome.runtime.onMessage.addListener(() => true);"],
    ids=["dead", "hanging"],
)
def test_a_background_that_does_not_work_lets_the_mail_go(playwright, service, tmp_path, background):
    with mail_browser(playwright, tmp_path, service.url, background=background) as context:
        page = context.new_page()
        page.goto(GMAIL + HURRIED)
        compose(page, DRIFTED)
        press_send(page)
        sent(page)
        assert line(page).startswith("msgcheck did not check this mail: ")
        assert checked(service) == []


def test_an_extension_that_was_removed_lets_the_mail_go(playwright, service, tmp_path):
    with mail_browser(playwright, tmp_path, service.url) as context:
        page = context.new_page()
        page.goto(GMAIL)
        compose(page, DRIFTED)
        page.locator(".at-send").wait_for()
        options_page(context).evaluate("void setTimeout(() => chrome.runtime.reload())")
        page.bring_to_front()
        page.locator(".at-send").wait_for(state="detached")
        press_send(page)
        sent(page)
        assert "it was updated. Reload this page." in line(page)


# While a mail is written

LONG = "We look forward to the visit of your crew on the second Tuesday of the coming month. " * 3
"""Long enough for a check ahead of Send, of some fifty words."""
SETTLED_MS = PAUSE_MS + 700
GONE_ON_MS = PAUSE_MS + BETWEEN_MS
WRITING = """() => {
  document.querySelector(".editable").focus();
  window.writing = setInterval(() => document.execCommand("insertText", false, "again "), 50);
}"""
WRITTEN_AND_TAKEN_BACK = """() => {
  document.execCommand("insertText", false, "!");
  document.execCommand("delete");
}"""
"""At once, so that no pause comes between the two."""


def write(page, text, *, at=0):
    """Write at the end of a compose window, as a hand does."""
    page.locator(".editable").nth(at).click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(text)


def test_a_pause_while_writing_causes_one_check(client, service):
    compose(client, LONG)
    write(client, DRIFTED)
    wait_until(lambda: checked(service), client)
    pass_time(client, GONE_ON_MS)
    (read,) = checked(service)
    assert DRIFTED in read["html"]
    assert client.locator(".mc-panel, .line").count() == 0
    assert nothing_sent(client)


def test_no_file_is_handed_on_while_writing(gmail, service, tmp_path):
    offer = tmp_path / "offer.txt"
    offer.write_text(DRIFTED, encoding="utf-8")
    compose(gmail, LONG, files=[{"name": "offer.txt", "size": "1K"}])
    gmail.locator("input[type=file]").set_input_files(offer)
    write(gmail, CLEAN)
    wait_until(lambda: checked(service), gmail)
    assert checked(service)[0]["attachments"] == [{"name": "offer.txt", "data": None, "size": 1024}]


def test_writing_on_causes_no_check_before_a_pause(gmail, service):
    compose(gmail, LONG)
    gmail.evaluate(WRITING)
    pass_time(gmail, GONE_ON_MS)
    assert checked(service) == []
    gmail.evaluate("clearInterval(window.writing)")
    wait_until(lambda: checked(service), gmail)


def test_a_text_that_is_as_it_was_is_not_checked_ahead_again(gmail, service):
    compose(gmail, LONG)
    write(gmail, CLEAN)
    wait_until(lambda: checked(service), gmail)
    gmail.evaluate(WRITTEN_AND_TAKEN_BACK)
    pass_time(gmail, GONE_ON_MS)
    assert len(checked(service)) == 1
    write(gmail, DRIFTED)
    wait_until(lambda: len(checked(service)) == 2, gmail)


def test_pauses_shortly_after_one_another_wait_for_the_next_check(gmail, service):
    compose(gmail, LONG)
    begin = time.monotonic()
    write(gmail, CLEAN)
    wait_until(lambda: checked(service), gmail)
    write(gmail, DRIFTED)
    wait_until(lambda: len(checked(service)) == 2, gmail)
    assert time.monotonic() - begin > 0.95 * GONE_ON_MS / 1000


@pytest.mark.parametrize("quoted", [None, LONG], ids=["alone", "above-a-quote"])
def test_a_short_text_is_not_checked_ahead(gmail, service, quoted):
    compose(gmail, "Dear Ada,", quoted=quoted)
    gmail.locator(".editable").click()
    gmail.keyboard.press("Control+Home")
    gmail.keyboard.insert_text(CLEAN)
    pass_time(gmail, SETTLED_MS)
    assert checked(service) == []


def test_send_does_not_wait_for_a_check_ahead(gmail, service):
    service.hold()
    compose(gmail, LONG)
    write(gmail, CLEAN)
    wait_until(lambda: checked(service), gmail)
    service.hold_no_more()
    press_send(gmail)
    sent(gmail)
    assert len(checked(service)) == 2
    assert gmail.locator(".line").count() == 0, "it was checked in time"


def test_nothing_is_checked_ahead_while_a_mail_waits_at_send(gmail, service):
    held = service.hold()
    gmail.set_viewport_size({"width": 1800, "height": 1100})
    compose(gmail, CLEAN)
    compose(gmail, LONG)
    press_send(gmail)
    write(gmail, CLEAN, at=1)
    pass_time(gmail, SETTLED_MS)
    held.set()
    sent(gmail)
    assert len(checked(service)) == 1


def test_a_check_ahead_that_fails_is_silent_and_the_next_waits(gmail, service):
    service.status = 503
    compose(gmail, LONG)
    write(gmail, CLEAN)
    wait_until(lambda: service.answered, gmail)
    write(gmail, DRIFTED)
    pass_time(gmail, GONE_ON_MS)
    assert len(checked(service)) == 1
    assert gmail.locator(".line").count() == 0


def test_after_a_send_that_was_checked_it_looks_ahead_again(gmail, service):
    service.status = 503
    compose(gmail, LONG)
    write(gmail, CLEAN)
    wait_until(lambda: service.answered, gmail)
    service.status = 200
    write(gmail, DRIFTED)
    press_send(gmail)
    panel(gmail).get_by_role("button", name="Use this").click()
    wait_until(lambda: len(checked(service)) == 3, gmail)
    assert MENDED in checked(service)[-1]["html"]


def test_without_a_service_writing_is_not_disturbed_and_the_mail_goes(playwright, tmp_path, nobody):
    with mail_browser(playwright, tmp_path, nobody) as context:
        assert pair(context, nobody, TOKEN).startswith("Not yet: it does not answer")
        page = context.new_page()
        page.goto(GMAIL)
        compose(page, LONG)
        write(page, CLEAN)
        pass_time(page, SETTLED_MS)
        assert page.locator(".line").count() == 0
        press_send(page)
        assert CLEAN in sent(page)[0]["text"]
        assert "it does not answer" in line(page)


# The panel in the page


def test_the_button_at_send_opens_what_would_be_said_and_the_box(gmail, service):
    compose(gmail, DRIFTED)
    gmail.locator(".at-send").click()
    shown = panel(gmail)
    assert DRIFTED in shown.inner_text()
    assert shown.get_by_role("button", name="Send anyway").count() == 0
    assert nothing_sent(gmail)


def test_a_line_that_was_found_is_inserted_before_the_quoted_part(client):
    compose(client, "Dear Ada,", quoted="How long does it take?")
    client.locator(".at-send").click()
    panel(client).get_by_role("searchbox").fill("setup")
    panel(client).get_by_role("button", name="Find").click()
    panel(client).get_by_role("button", name="Insert").click()
    wait_until(lambda: LINE["text"] in client.locator(".editable").inner_text(), client)
    text = client.locator(".editable").inner_text()
    assert text.index("Setup takes") < text.index("How long")


def test_keys_typed_in_the_panel_do_not_reach_the_page(gmail):
    compose(gmail, DRIFTED)
    press_send(gmail)
    panel(gmail).get_by_role("searchbox").fill("")
    gmail.evaluate("window.keysHeard.length = 0")
    panel(gmail).get_by_role("searchbox").press_sequentially("roi e#")
    assert gmail.evaluate("window.keysHeard") == []


def test_the_panel_stays_in_sight_when_the_browser_is_made_smaller(gmail):
    compose(gmail, DRIFTED)
    press_send(gmail)
    panel(gmail)
    gmail.set_viewport_size({"width": 700, "height": 600})

    def is_in_sight():
        box = panel(gmail).bounding_box()
        return box["x"] >= 0 and box["x"] + box["width"] <= 700

    wait_until(is_in_sight, gmail)


def test_the_panel_goes_with_its_window(gmail):
    compose(gmail, DRIFTED)
    press_send(gmail)
    panel(gmail)
    gmail.evaluate("document.querySelector('.M9').remove()")
    gmail.locator(".mc-panel, .at-send").first.wait_for(state="detached")


# The options


def test_a_service_on_another_machine_needs_https(browser):
    assert pair(browser, "http://msgcheck.customer.example", TOKEN) == "A service on another machine needs https."


def test_an_address_the_extension_was_not_unpacked_for_is_refused(browser):
    assert "may not reach this address" in pair(browser, "https://msgcheck.customer.example", TOKEN)


def test_what_was_entered_is_kept(browser, running):
    page = options_page(browser)
    wait_until(lambda: page.input_value("#token") == TOKEN, page)
    assert page.input_value("#address") == running.url
    page.close()


# What is shipped


def test_the_manifest_asks_for_no_more_than_it_needs():
    manifest = json.loads((files("msgcheck.clients") / "chromium" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["permissions"] == ["storage"]
    assert manifest["host_permissions"] == ["{{address}}/*"]
    matches = {match for entry in manifest["content_scripts"] for match in entry["matches"]}
    assert matches == {
        "https://mail.google.com/*",
        "https://outlook.office.com/*",
        "https://outlook.office365.com/*",
        "https://outlook.live.com/*",
        "https://outlook.cloud.microsoft/*",
    }
    assert "web_accessible_resources" not in manifest
    assert "'unsafe" not in manifest["content_security_policy"]["extension_pages"]
