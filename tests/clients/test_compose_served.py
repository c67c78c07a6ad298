"""The page /compose as msgcheck itself serves it, in a real Chromium: link, cookie, rules of security, real answers."""

import pytest
from playwright.sync_api import expect

from clients.conftest import wait_longer
from tests.builders_service import running_service
from tests.cli.plain_stages import FORBIDDEN, PRIVATE

pytestmark = pytest.mark.browser

APPROVED = "Setup takes up to ten days."


@pytest.fixture
def served(tmp_path):
    with running_service(tmp_path) as running:
        yield running


@pytest.fixture
def compose(request, page, served):
    problems = []
    page.on("console", lambda message: problems.append(message.text) if "Security Policy" in message.text else None)
    if "hurried" not in request.fixturenames:
        wait_longer(page)
    page.goto(served.link())
    yield page
    assert problems == []


def write(page, text):
    page.locator("#to").fill("ana@customer.example")
    page.locator("#body").fill(text)


def asks(page):
    return page.locator(".marks .ask")


def press(page, name, within="body"):
    page.locator(within).get_by_role("button", name=name, exact=True).first.click()


def test_the_link_opens_the_page_and_leaves_no_ticket_in_the_address(compose, served):
    expect(compose).to_have_url(f"{served.address}/compose")
    expect(compose.locator("#body")).to_be_visible()


def test_a_drifted_sentence_is_underlined_and_one_click_mends_it(compose):
    write(compose, f"Hi Ana,\n\n{FORBIDDEN}\n\nBest, Tom")
    expect(asks(compose)).to_have_text(FORBIDDEN)

    compose.locator("#body").press("F8")
    press(compose, "Use the approved line", within=".at-sentence")

    expect(compose.locator(".mc-calm")).to_be_visible()
    expect(asks(compose)).to_have_count(0)
    assert compose.locator("#body").input_value() == f"Hi Ana,\n\n{APPROVED}\n\nBest, Tom"


def test_clean_text_shows_nothing(compose):
    write(compose, "Hi Ana,\n\nshall we talk on Tuesday?")

    expect(compose.locator(".mc-calm")).to_be_visible()
    assert asks(compose).count() == 0


def test_say_finds_a_line_and_inserts_it(compose):
    compose.get_by_role("searchbox").fill("waiting times at the quay")
    compose.keyboard.press("Enter")

    compose.locator(".mc-said").first.get_by_role("button").click()

    expect(compose.locator("#body")).to_have_value("Harbourlight cuts waiting times at the quay by up to 30%.")


def test_a_reason_is_taken(compose):
    write(compose, FORBIDDEN)
    expect(asks(compose)).to_have_count(1)
    press(compose, "Copy")
    compose.get_by_label("agreed with deal desk").check()

    with compose.expect_event("requestfinished", lambda request: request.url.endswith("/v1/override")) as answered:
        press(compose, "Copy anyway")

    assert answered.value.response().status == 200


def test_an_internal_line_is_named_and_not_shown(compose):
    write(compose, f"Hi. {PRIVATE}")

    expect(compose.locator("#beside article")).to_contain_text("floor")
    assert "seventy-one" not in compose.locator("#beside").inner_text()


def test_a_service_that_was_stopped_is_said_and_the_text_stays(compose, served):
    write(compose, "Hi Ana,")
    expect(compose.locator(".mc-calm")).to_be_visible()
    served.stop()

    compose.locator("#body").press_sequentially(" again")

    expect(compose.locator("#state")).to_contain_text("msgcheck did not check this text: it does not answer")
    assert compose.locator("#body").input_value() == "Hi Ana, again"


def test_a_slow_service_is_not_waited_for(compose, served, hurried):
    served.hold()
    write(compose, FORBIDDEN)

    expect(compose.locator("#state")).to_contain_text("it took too long")
    assert asks(compose).count() == 0


def test_a_persona_that_nobody_knows_is_said_with_those_that_are_known(compose):
    compose.locator("#persona").fill("nobody")
    write(compose, "Hi Ana,")

    said = 'msgcheck did not check this text: the messaging names no persona "nobody" (it names cfo).'
    expect(compose.locator("#state")).to_have_text(said)
