"""The Chromium extension and the service itself, together: what one says, the other understands."""

import pytest

from clients.chromium_mail import (
    GMAIL,
    HURRIED,
    OUTLOOK,
    compose,
    line,
    mail_browser,
    nothing_sent,
    pair,
    panel,
    press_send,
    sent,
    wait_until,
)
from msgcheck.assembly import open_store_for
from tests.builders_service import running_service
from tests.cli.plain_stages import FORBIDDEN

pytestmark = pytest.mark.browser

INSTEAD = "Setup takes up to ten days."
CLEAN = "See you on Tuesday at ten."


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with running_service(tmp_path_factory.mktemp("service")) as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright, service, tmp_path_factory):
    with mail_browser(playwright, tmp_path_factory.mktemp("chromium"), service.address) as context:
        yield context


@pytest.fixture(params=[GMAIL, OUTLOOK], ids=["gmail", "outlook"])
def client(request, browser, service):
    """A page of each client in turn, with an extension that is paired."""
    assert pair(browser, service.address, service.token).startswith("It works")
    page = browser.new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(request.param)
    yield page
    service.hold_no_more()
    page.close()


def test_a_clean_mail_goes(client):
    compose(client, CLEAN, subject="Tuesday", quoted=f"You wrote: {FORBIDDEN}")
    press_send(client)
    sent(client)
    assert client.locator(".mc-panel").count() == 0


def test_a_line_never_to_be_said_is_held_mended_and_sent(client):
    compose(client, "Dear Ada,", FORBIDDEN, "Best, Kim", subject="Quays")
    press_send(client)
    assert FORBIDDEN in panel(client).inner_text()
    assert nothing_sent(client)
    panel(client).locator(".mc-card .mc-primary").click()
    panel(client).get_by_role("button", name="Send", exact=True).click()
    text = sent(client)[0]["text"]
    assert INSTEAD in text
    assert FORBIDDEN not in text


def test_a_mail_sent_anyway_is_counted(client, service):
    before = _overrides(service)
    compose(client, FORBIDDEN)
    press_send(client)
    panel(client).get_by_label("the customer's own words").check()
    panel(client).get_by_role("button", name="Send anyway").click()
    sent(client)
    wait_until(lambda: _overrides(service) == before + 1)


def test_a_line_is_found(client):
    compose(client, "Dear Ada,")
    client.locator(".at-send").click()
    panel(client).get_by_role("searchbox").fill("how long does the setup take")
    panel(client).get_by_role("button", name="Find").click()
    panel(client).get_by_text(INSTEAD).wait_for()


def test_a_wrong_token_lets_the_mail_go_with_a_notice(browser, client, service):
    assert pair(browser, service.address, "another").startswith("Not yet: this client is not paired")
    compose(client, FORBIDDEN)
    press_send(client)
    sent(client)
    assert "this client is not paired" in line(client)


def test_a_slow_service_lets_the_mail_go_with_a_notice(client, service):
    client.goto(client.url + HURRIED)
    service.hold()
    compose(client, FORBIDDEN)
    press_send(client)
    sent(client)
    assert "it took too long" in line(client)


def test_a_service_that_is_down_lets_the_mail_go_with_a_notice(playwright, tmp_path):
    with (
        running_service(tmp_path / "service") as stopped,
        mail_browser(playwright, tmp_path, stopped.address) as context,
    ):
        pair(context, stopped.address, stopped.token)
        stopped.stop()
        page = context.new_page()
        page.goto(GMAIL)
        compose(page, FORBIDDEN)
        press_send(page)
        sent(page)
        assert "msgcheck did not check this mail: it does not answer" in line(page)


def _overrides(service) -> int:
    """Return how often somebody sent past a finding."""
    with open_store_for(service.resident.settings) as store:
        return sum(times for *_, times in store.overrides())
