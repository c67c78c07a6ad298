"""The page /compose, in a real Chromium, with a stand-in of the service."""

import re

import pytest
from playwright.sync_api import expect

from clients.chromium_mail import pass_time, wait_until
from clients.conftest import PATIENCE_MS, wait_longer
from clients.fake_service import fake_service_running
from clients.verdicts import finding, internal, reworded
from msgcheck.clients.unpacking import client_file

pytestmark = pytest.mark.browser

DRIFTED = "We cut costs by 50%."
MENDED = "We cut your costs by up to 30%."
WAITS = "It helps teams."
CLEAN = "Hi Jo,\n\nshall we talk on Tuesday?\n"
MODIFIER = "Control"


@pytest.fixture(scope="module")
def context(chromium):
    opened = chromium.new_context(viewport={"width": 1200, "height": 800})
    opened.grant_permissions(["clipboard-read", "clipboard-write"])
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def module_service():
    """One stand-in for all tests, so that the browser need not fetch the page's files anew for each."""
    with fake_service_running() as running:
        yield running


@pytest.fixture
def service(module_service):
    module_service.begin_anew()
    return module_service


@pytest.fixture
def compose(request, context, service):
    """The page, opened; a script of it that fails, or a rule of its security that is broken, fails the test."""
    service.drifts = [finding(DRIFTED, suggestion=MENDED)]
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    if "hurried" not in request.fixturenames:
        wait_longer(page)
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if "Security Policy" in message.text else None)
    page.goto(f"{service.url}/compose")
    yield page
    page.close()
    assert problems == []


def write(page, text):
    page.locator("#body").fill(text)


def body(page):
    return page.locator("#body").input_value()


def asks(page):
    return page.locator(".marks .ask")


def waits(page):
    return page.locator(".marks .waiting")


def card(page):
    return page.locator(".at-sentence article")


def hover(page, mark):
    """Move the mouse over the first line of an underlined sentence, once no check is to come that draws it anew."""
    state(page, "Checked just now")
    x, y = mark.evaluate(
        """(span) => {
          span.scrollIntoView({block: 'center'});
          const first = span.getClientRects()[0];
          return [first.left + first.width / 2, first.top + 5];
        }"""
    )
    page.mouse.move(x - 1, y)
    page.mouse.move(x, y)


def state(page, text):
    expect(page.locator("#state")).to_contain_text(text)


def press(page, name, within="body"):
    page.locator(within).get_by_role("button", name=name, exact=True).first.click()


def test_a_drifted_sentence_is_underlined_as_one_pauses(compose):
    compose.locator("#body").press_sequentially(f"Hi. {DRIFTED} Bye.")

    expect(asks(compose)).to_have_text(DRIFTED)
    state(compose, "Checked just now")


def test_clean_text_shows_nothing(compose):
    write(compose, CLEAN)

    state(compose, "Checked just now")
    assert compose.locator(".marks span, article").count() == 0
    expect(compose.locator(".mc-calm")).to_have_text("Nothing to ask about this text.")


def test_an_empty_page_asks_nothing(compose, service):
    write(compose, " \n ")
    pass_time(compose, 900)

    assert service.requests == []


def test_hover_shows_the_approved_line_beside_the_writers(compose):
    write(compose, f"Hi. {DRIFTED}")

    hover(compose, asks(compose))

    expect(card(compose).locator(".mc-found .mc-line")).to_have_text(DRIFTED)
    expect(card(compose).locator(".mc-approved .mc-line")).to_have_text("We cut costs by up to 30%.")


def test_the_card_goes_as_the_mouse_does(compose):
    write(compose, f"Hi. {DRIFTED}")
    hover(compose, asks(compose))
    card(compose).wait_for()

    compose.mouse.move(5, 5)

    expect(card(compose)).to_have_count(0)


def test_one_click_mends_and_the_line_goes(compose, service):
    write(compose, f"Hi. {DRIFTED} Bye.")
    hover(compose, asks(compose))

    press(compose, "Use this", within=".at-sentence")

    expect(asks(compose)).to_have_count(0)
    assert body(compose) == f"Hi. {MENDED} Bye."
    state(compose, "Checked just now")
    assert service.asked("/v1/check")[-1]["mail"]["text"] == f"Hi. {MENDED} Bye."


def test_undo_takes_the_mended_sentence_back(compose):
    write(compose, f"Hi. {DRIFTED} Bye.")
    hover(compose, asks(compose))
    press(compose, "Use this", within=".at-sentence")
    expect(asks(compose)).to_have_count(0)

    compose.keyboard.press(f"{MODIFIER}+z")

    assert body(compose) == f"Hi. {DRIFTED} Bye."
    expect(asks(compose)).to_have_text(DRIFTED)


def test_the_approved_line_can_be_used_instead(compose):
    write(compose, DRIFTED)

    press(compose, "Use the approved line", within="#beside")

    expect(asks(compose)).to_have_count(0)
    assert body(compose) == "We cut costs by up to 30%."


def test_what_waits_is_underlined_another_way(compose, service):
    service.waiting = [finding(WAITS, "It helps logistics teams.", shown_as="different point")]
    write(compose, f"{DRIFTED} {WAITS}")

    expect(waits(compose)).to_have_text(WAITS)
    styles = [
        mark.evaluate("(span) => getComputedStyle(span).textDecorationStyle")
        for mark in (asks(compose), waits(compose))
    ]
    assert styles == ["solid", "dotted"]
    expect(compose.locator(".mc-waiting")).to_have_text("1 smaller thing could be said closer to the messaging.")


def test_the_same_sentence_is_underlined_wherever_it_stands(compose):
    write(compose, f"{DRIFTED} Hi.\n\n{DRIFTED}")

    expect(asks(compose)).to_have_count(2)


def test_the_card_mends_the_place_it_was_opened_at(compose):
    write(compose, f"{DRIFTED} Hi. {DRIFTED}")
    expect(asks(compose)).to_have_count(2)

    hover(compose, asks(compose).nth(1))
    press(compose, "Use this", within=".at-sentence")

    expect(asks(compose)).to_have_count(1)
    assert body(compose) == f"{DRIFTED} Hi. {MENDED}"


def test_odd_white_space_of_pasted_text_makes_no_difference(compose):
    pasted = "We\u00a0cut  costs\n   by\t50%."
    write(compose, f"Hi. {pasted} Bye.")
    hover(compose, asks(compose))

    press(compose, "Use this", within=".at-sentence")

    expect(asks(compose)).to_have_count(0)
    assert body(compose) == f"Hi. {MENDED} Bye."


def test_the_subject_is_underlined_and_mended_too(compose):
    compose.locator("#subject").fill(DRIFTED)
    write(compose, CLEAN)
    hover(compose, asks(compose))

    press(compose, "Use this", within=".at-sentence")

    expect(asks(compose)).to_have_count(0)
    assert compose.locator("#subject").input_value() == MENDED
    assert body(compose) == CLEAN


def test_recipients_subject_and_persona_are_sent_along(compose, service):
    compose.locator("#to").fill("Jo <jo@customer.example>, ana@customer.example")
    compose.locator("#persona").fill("cfo")
    compose.locator("#subject").fill("Our call")
    write(compose, CLEAN)
    state(compose, "Checked just now")

    sent = service.asked("/v1/check")[-1]
    assert sent["persona"] == "cfo"
    assert sent["mail"]["to"] == ["jo@customer.example", "ana@customer.example"]
    assert sent["mail"]["subject"] == "Our call"


def test_an_edited_sentence_loses_its_line_at_once(compose, service):
    write(compose, DRIFTED)
    asks(compose).wait_for(state="attached")
    service.hold()

    compose.locator("#body").press("Home")
    compose.keyboard.press("x")
    compose.keyboard.press("ArrowRight")
    compose.keyboard.type("yz")

    expect(asks(compose)).to_have_count(0)


def test_half_composed_words_are_not_checked(compose, service):
    write(compose, CLEAN)
    state(compose, "Checked just now")
    count = len(service.requests)

    compose.locator("#body").focus()
    session = compose.context.new_cdp_session(compose)
    session.send("Input.imeSetComposition", {"text": "に", "selectionStart": 1, "selectionEnd": 1})
    pass_time(compose, 1000)
    assert len(service.requests) == count

    session.send("Input.insertText", {"text": "日本"})
    state(compose, "Checked just now")
    assert "日本" in service.asked("/v1/check")[-1]["mail"]["text"]


def test_a_slow_answer_counts_as_none_and_is_passed_over_when_it_comes(compose, service, hurried):
    slow = service.hold()
    write(compose, DRIFTED)

    state(compose, "did not check this text: it took too long")
    service.hold()  # what is asked next
    slow.set()
    wait_until(lambda: service.answered)
    pass_time(compose, 500)

    assert asks(compose).count() == 0
    assert body(compose) == DRIFTED


def test_the_answer_to_the_latest_text_counts(compose, service):
    first = service.hold()
    write(compose, DRIFTED)
    wait_until(lambda: service.asked("/v1/check"))
    service.hold_no_more()

    write(compose, CLEAN)
    first.set()

    expect(compose.locator(".mc-calm")).to_be_visible()
    state(compose, "Checked just now")
    assert asks(compose).count() == 0


@pytest.mark.parametrize(
    ("status", "error", "why"),
    [
        (401, "bad-token", "the link that opened this page has run out"),
        (413, "too-large", "the mail is too large"),
        (429, "too-many", "it is asked too often"),
        (500, "failed", "it could not finish"),
        (503, "starting", "it is still starting"),
    ],
)
def test_a_refusal_is_said_and_nothing_is_lost(status, error, why, compose, service):
    service.status, service.error = status, error
    write(compose, DRIFTED)

    state(compose, why)
    expect(compose.locator(".mc-notice")).to_contain_text("msgcheck did not check this mail")
    assert body(compose) == DRIFTED


def test_a_dead_service_is_said_and_the_text_can_be_copied(compose, service):
    compose.route("**/v1/check", lambda route: route.abort())
    write(compose, DRIFTED)
    state(compose, "msgcheck did not check this text: it does not answer")

    press(compose, "Copy")

    state(compose, "Copied")
    assert compose.evaluate("navigator.clipboard.readText()") == DRIFTED


def test_a_mistake_of_the_page_is_said_and_nothing_is_lost(compose):
    compose.evaluate("() => { msgcheck.Places = class { of() { throw new Error('our own mistake'); } }; }")
    compose.locator("#body").evaluate(
        "(area, text) => { area.value = text; area.dispatchEvent(new CompositionEvent('compositionend')); }", DRIFTED
    )

    state(compose, "did not check this text")
    assert body(compose) == DRIFTED


def test_a_service_that_came_back_is_asked_again(compose, service):
    service.status = 503
    write(compose, DRIFTED)
    state(compose, "did not check this text")

    service.status = 200

    expect(asks(compose)).to_have_text(DRIFTED)


def test_only_what_matters_is_read_out(compose, service):
    write(compose, CLEAN)
    state(compose, "Checked just now")
    said = compose.locator("#said")
    expect(said).to_have_text("")

    service.status = 500
    write(compose, f"{CLEAN} Bye.")

    expect(said).to_contain_text("did not check this text")


def test_an_answer_to_an_older_text_is_not_called_checked(compose, service):
    first = service.hold()
    write(compose, CLEAN)
    wait_until(lambda: service.asked("/v1/check"))
    service.hold()  # what is asked next

    write(compose, f"{CLEAN} Bye.")
    first.set()

    expect(compose.locator(".mc-calm")).to_be_visible()
    assert "Checked" not in compose.locator("#state").inner_text()


def test_copy_of_clean_text_copies_at_once(compose):
    write(compose, CLEAN)
    state(compose, "Checked just now")

    press(compose, "Copy")

    state(compose, "Copied")
    assert compose.evaluate("navigator.clipboard.readText()") == CLEAN


def test_copy_asks_first_where_a_sentence_drifts(compose, service):
    write(compose, DRIFTED)
    press(compose, "Copy")

    compose.get_by_label("agreed with deal desk").check()
    compose.get_by_label("Tell marketing").check()
    press(compose, "Copy anyway")

    state(compose, "Copied")
    expect(asks(compose)).to_have_count(0)
    expect(compose.locator(".mc-calm")).to_have_text("Nothing to ask about the rest.")
    assert compose.evaluate("navigator.clipboard.readText()") == DRIFTED
    assert service.asked("/v1/override") == [
        {"code": "MC102", "message_id": "claim-costs", "reason": "agreed", "sentence": DRIFTED}
    ]


def test_a_reason_is_kept_without_the_sentence_unless_ticked(compose, service):
    write(compose, DRIFTED)
    press(compose, "Copy")

    compose.get_by_label("msgcheck is wrong").check()
    press(compose, "Copy anyway")

    expect(asks(compose)).to_have_count(0)
    assert service.asked("/v1/override")[0]["sentence"] == ""


def test_a_reason_that_cannot_be_kept_holds_nobody_up(compose, service):
    write(compose, DRIFTED)
    press(compose, "Copy")
    reason = compose.get_by_label("msgcheck is wrong")
    reason.wait_for()
    service.status = 500

    reason.check()
    press(compose, "Copy anyway")

    state(compose, "Copied")


def test_this_is_fine_proposes_and_stays_quiet(compose, service):
    service.drifts = [reworded(DRIFTED)]
    write(compose, DRIFTED)

    press(compose, "This is fine", within="#beside")

    expect(asks(compose)).to_have_count(0)
    assert service.asked("/v1/accept")[0]["sentence"] == DRIFTED
    compose.locator("#body").press("End")
    compose.keyboard.type(" Bye.")
    state(compose, "Checked just now")
    assert asks(compose).count() == 0


def test_say_inserts_a_line_at_the_caret(compose, service):
    service.lines = [{"text": "We cut costs by up to 30%.", "proof": "Study 2025"}]
    write(compose, "Hi. Bye.")
    compose.locator("#body").evaluate("(area) => area.setSelectionRange(4, 4)")

    compose.get_by_role("searchbox").fill("roi")
    compose.keyboard.press("Enter")
    press(compose, "Insert: We cut costs by up to 30%.")

    expect(compose.locator("#body")).to_have_value("Hi. We cut costs by up to 30%.Bye.")


def test_internal_lines_are_named_and_not_shown(compose, service):
    service.extra = {"ask": [internal()]}
    write(compose, "Secret roadmap: dragons.")

    expect(compose.locator("#beside article")).to_contain_text("internal-roadmap")
    assert "dragons" not in compose.locator("#beside").inner_text()


def test_fields_not_filled_in_are_raised(compose, service):
    service.extra = {"unfilled": [{"field": "{{first_name}}", "location": "body line 1"}]}
    write(compose, "Hi {{first_name}},")

    expect(compose.locator(".mc-unfilled")).to_contain_text("{{first_name}}")


def test_text_of_a_mail_is_never_markup(compose, service):
    bad = '<img src=x onerror="globalThis.hurt = true">'
    service.drifts = [finding(f"{bad} cuts 50%.", f"{bad} cuts 30%.", suggestion=bad, sentence=bad)]
    write(compose, f"{bad} cuts 50%.")
    hover(compose, asks(compose))

    expect(card(compose).locator(".mc-found .mc-line")).to_have_text(f"{bad} cuts 50%.")
    assert compose.locator("img").count() == 0
    assert compose.evaluate("globalThis.hurt") is None


def test_attachments_are_read_here_and_can_be_taken_away(compose, service):
    write(compose, CLEAN)
    file = {"name": "deck.pptx", "mimeType": "application/octet-stream", "buffer": b"abc"}
    compose.locator("#files").set_input_files([file])
    expect(compose.locator("#attached li")).to_contain_text("deck.pptx")
    state(compose, "Checked just now")
    assert service.asked("/v1/check")[-1]["mail"]["attachments"] == [{"name": "deck.pptx", "data": "YWJj", "size": 3}]

    press(compose, "Remove deck.pptx")

    state(compose, "Checked just now")
    expect(compose.locator("#attached li")).to_have_count(0)


def test_a_dropped_file_is_attached_and_does_not_leave_the_page(compose):
    compose.evaluate(
        """() => {
          const given = new DataTransfer();
          given.items.add(new File(['abc'], 'dropped.txt'));
          document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: given, bubbles: true, cancelable: true}));
        }"""
    )

    expect(compose.locator("#attached li")).to_contain_text("dropped.txt")


def test_files_dropped_one_after_the_other_are_all_attached(compose, service):
    compose.evaluate(
        """() => {
          for (const [name, bytes] of [['a.txt', 10e6], ['b.txt', 10e6], ['c.txt', 3]]) {
            const given = new DataTransfer();
            given.items.add(new File([new Uint8Array(bytes)], name));
            document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: given, bubbles: true, cancelable: true}));
          }
        }"""
    )

    expect(compose.locator("#attached li")).to_have_count(3)
    state(compose, "Checked just now")
    attachments = service.asked("/v1/check")[-1]["mail"]["attachments"]
    assert [(given["name"], given["data"] is None) for given in attachments] == [
        ("a.txt", False),
        ("b.txt", True),
        ("c.txt", False),
    ]


def test_copy_does_not_wait_for_an_attachment_to_be_checked(compose, service, hurried):
    service.hold()
    compose.locator("#files").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"abc"})
    state(compose, "Checking")
    write(compose, DRIFTED)

    press(compose, "Copy")

    expect(compose.locator("#state")).to_have_text(re.compile("Copied.*it took too long"))
    assert compose.evaluate("navigator.clipboard.readText()") == DRIFTED


def test_a_service_that_stays_down_is_asked_less_and_less_often(shared_page):
    shared_page.add_script_tag(content=client_file("compose/latest_check.js").decode())

    waits_ms = shared_page.evaluate(
        """async () => {
          const waits = [];
          const own = globalThis.setTimeout;
          globalThis.setTimeout = (work, ms) => { waits.push(ms); return waits.length < 7 ? own(work, 0) : 0; };
          new msgcheck.LatestCheck({check: async () => false}).soon();
          while (waits.length < 7) await new Promise((resolve) => own(resolve, 1));
          globalThis.setTimeout = own;
          return waits;
        }"""
    )

    assert waits_ms == [600, 5000, 10_000, 20_000, 40_000, 60_000, 60_000]


def test_a_large_attachment_goes_by_name_and_size(compose, service):
    compose.evaluate(
        """() => {
          const given = new DataTransfer();
          given.items.add(new File([new Uint8Array(19e6)], 'film.mp4'));
          document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: given, bubbles: true, cancelable: true}));
        }"""
    )

    expect(compose.locator("#attached li")).to_contain_text("too large to be read here")
    state(compose, "Checked just now")
    assert service.asked("/v1/check")[-1]["mail"]["attachments"] == [
        {"name": "film.mp4", "data": None, "size": 19_000_000}
    ]


def test_a_finding_in_an_attachment_is_said_to_be_mended_there(compose, service):
    service.extra = {"ask": [finding("Only in the deck.", location="deck.pptx slide 3", suggestion=MENDED)]}
    write(compose, CLEAN)

    expect(compose.locator("#beside article")).to_contain_text("mend it there")
    assert compose.locator("#beside article").get_by_role("button", name="Use this").count() == 0


def test_the_keyboard_alone_writes_finds_and_mends(compose):
    compose.locator("#to").focus()
    for _ in range(3):
        compose.keyboard.press("Tab")
    compose.keyboard.type(f"Hi. {DRIFTED}")
    asks(compose).wait_for(state="attached")

    compose.keyboard.press("F8")
    card(compose).wait_for()
    compose.keyboard.press("Tab")
    compose.keyboard.press("Enter")

    expect(asks(compose)).to_have_count(0)
    assert body(compose) == f"Hi. {MENDED}"
    assert compose.evaluate("document.activeElement.id") == "body"


def test_escape_closes_the_card_and_goes_back_to_the_text(compose):
    write(compose, f"Hi. {DRIFTED}")
    asks(compose).wait_for(state="attached")
    compose.keyboard.press("F8")
    compose.keyboard.press("Tab")

    compose.keyboard.press("Escape")

    expect(card(compose)).to_have_count(0)
    assert compose.evaluate("document.activeElement.id") == "body"


def test_a_tap_shows_the_card(compose):
    write(compose, DRIFTED)
    asks(compose).wait_for(state="attached")
    x, y = asks(compose).evaluate("(span) => { const r = span.getClientRects()[0]; return [r.left + 40, r.top + 5]; }")

    compose.mouse.click(x, y)

    expect(card(compose)).to_be_visible()


def test_typing_is_not_interrupted_by_a_card(compose):
    write(compose, "")
    compose.locator("#body").press_sequentially(DRIFTED)
    asks(compose).wait_for(state="attached")

    assert card(compose).count() == 0
    assert compose.evaluate("document.activeElement.id") == "body"


def test_marks_lie_under_their_words_on_every_line(compose):
    before = (
        "A line that goes on, with\ttabs and   spaces and Wörter, for as long as it takes to be wrapped twice. " * 5
    )
    write(compose, f"{before}{DRIFTED}\n\n\nEnd")
    asks(compose).wait_for(state="attached")

    heights = compose.evaluate(
        "[document.querySelector('#body').scrollHeight, document.querySelector('#body').clientHeight]"
    )
    assert heights[0] <= heights[1]
    hover(compose, asks(compose))
    x, y = asks(compose).evaluate("(span) => { const r = span.getClientRects()[0]; return [r.left + 3, r.top + 5]; }")
    compose.mouse.click(x, y)
    assert abs(compose.evaluate("document.querySelector('#body').selectionStart") - len(before)) <= 1


def test_ten_thousand_words_stay_responsive(compose):
    compose.set_default_timeout(60_000)
    text = " ".join(f"word{number % 97}" for number in range(10_000))
    compose.locator("#body").fill(f"{text} {DRIFTED}")
    asks(compose).wait_for(state="attached")
    compose.locator("#body").press(f"{MODIFIER}+End")

    compose.keyboard.type(" typed at the end")

    assert body(compose).endswith(f"{DRIFTED} typed at the end")
    expect(asks(compose)).to_have_text(DRIFTED)


def test_leaving_with_text_is_asked_about(compose):
    compose.locator("#body").press_sequentially("Hi")
    asked = []
    compose.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    compose.goto("about:blank")

    assert asked == ["beforeunload"]


def test_leaving_with_copied_text_is_not_asked_about(compose):
    compose.locator("#body").press_sequentially("Hi")
    state(compose, "Checked just now")
    press(compose, "Copy")
    state(compose, "Copied")
    asked = []
    compose.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    compose.goto("about:blank")

    assert asked == []


def test_nothing_is_stored_in_the_browser(compose):
    write(compose, DRIFTED)
    state(compose, "Checked just now")

    kept = compose.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert kept == [0, 0, ""]


def test_dark_is_followed(compose):
    compose.emulate_media(color_scheme="dark")
    write(compose, DRIFTED)
    asks(compose).wait_for(state="attached")

    colors = compose.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('#body')).color]"
    )
    assert colors == ["rgb(22, 25, 28)", "rgb(232, 230, 225)"]


@pytest.mark.parametrize("width", [320, 700, 1600])
def test_nothing_is_cut_off_at_any_width(width, compose):
    compose.set_viewport_size({"width": width, "height": 700})
    write(compose, f"{'Verylongword' * 30} {DRIFTED}")
    compose.locator("#subject").fill("Verylongword" * 30)
    hover(compose, asks(compose))
    card(compose).wait_for()

    assert compose.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_field_has_a_name(compose):
    for name in ("To", "For", "Subject", "Text", re.compile("What do we say")):
        assert compose.get_by_label(name).count() >= 1
