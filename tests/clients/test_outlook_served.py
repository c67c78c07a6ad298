"""The Outlook add-in as it is unpacked and served: a real service over https, real pages, a stand-in of Office.js."""

import json
import subprocess

import pytest
from builders_service import running_service
from lxml import etree
from playwright.sync_api import expect

from clients.outlook_engines import OFFICE, OFFICE_URL
from msgcheck.clients.unpacking import unpack

pytestmark = pytest.mark.browser

FORBIDDEN = "We guarantee that you earn the fee back."


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """A service with a certificate of its own, as an administrator would make one."""
    folder = tmp_path_factory.mktemp("service")
    key, cert = folder / "own.key", folder / "own.pem"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    names = ["-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    subprocess.run([*made, *names, "-keyout", key, "-out", cert], check=True, capture_output=True)
    with running_service(folder, cert=cert, key=key) as running:
        yield running


@pytest.fixture(scope="module")
def urls(service, tmp_path_factory):
    """The addresses that the unpacked manifest names, by their id."""
    folder = unpack("outlook", tmp_path_factory.mktemp("unpacked"), address=service.address)
    root = etree.parse(str(folder / "manifest.xml"))
    return {url.get("id"): url.get("DefaultValue") for url in root.iter("{*}Url")}


@pytest.fixture
def outlook(chromium, service):
    """Open a page of the add-in beside a mail, in a browser that trusts the certificate."""
    context = chromium.new_context(ignore_https_errors=True)
    page = context.new_page()

    def opened(url, html):
        paired = {"msgcheck": {"address": service.address, "token": service.token}}
        state = json.dumps({"settings": paired, "html": html})
        script = f"var standIn = {state};\n{OFFICE.read_text(encoding='utf-8')}"
        page.route(OFFICE_URL, lambda route: route.fulfill(body=script, content_type="text/javascript"))
        page.goto(url)
        return page

    yield opened
    context.close()


def sent(page):
    """Press Send; return what the add-in told Outlook."""
    page.evaluate("Office.actions.fire('onMessageSend')")
    page.wait_for_function("standIn.completed.length")
    return page.evaluate("standIn.completed")


def test_send_is_answered_over_https(outlook, urls):
    (told,) = sent(outlook(urls["LaunchEvent.Page"], f"<p>{FORBIDDEN}</p>"))
    assert told["allowEvent"] is False
    assert told["errorMessage"]


def test_send_of_a_clean_mail_is_answered_over_https(outlook, urls):
    assert sent(outlook(urls["LaunchEvent.Page"], "<p>Hello Ana,</p>")) == [{"allowEvent": True}]


def test_script_of_classic_outlook_is_served(outlook, urls):
    page = outlook(urls["LaunchEvent.Page"], "<p>Hello Ana,</p>")
    answer = page.request.get(urls["LaunchEvent.Script"])
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "Office.actions.associate" in answer.text()


def test_pane_is_answered_over_https(outlook, urls):
    page = outlook(urls["Pane.Page"], f"<p>{FORBIDDEN}</p>")
    expect(page.locator(".mc-found .mc-line")).to_have_text(FORBIDDEN)
    page.wait_for_function("standIn.session.msgcheck")
    assert json.loads(page.evaluate("standIn.session.msgcheck"))["holds"] is True


def test_pane_keeps_a_reason_with_the_real_service(outlook, urls):
    page = outlook(urls["Pane.Page"], f"<p>{FORBIDDEN}</p>")
    page.get_by_label("agreed with deal desk").check()
    page.get_by_role("button", name="Send anyway").click()
    expect(page.get_by_text("Press Send once more.")).to_be_visible()
    # The pane has loaded the script of the events, too.
    assert sent(page) == [{"allowEvent": True}]
