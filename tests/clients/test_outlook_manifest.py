"""Outlook's manifest: what it names is there, and every text and picture is as long and as large as documented."""

import json
import os
import re
import struct
import subprocess
import uuid
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from builders_service import running_service
from conftest import IN_CI
from lxml import etree

from clients.outlook_engines import node_path
from msgcheck.clients.unpacking import client_file, client_files

ADDRESS = "https://localhost:8765"
MANIFEST = client_file("outlook/manifest.xml", address=ADDRESS)
ROOT = etree.fromstring(MANIFEST)
SCRIPT = client_file("outlook/launch_event.js").decode()
FILES = client_files("outlook", address=ADDRESS)
TOOL = Path(__file__).parent / "node" / "node_modules" / ".bin" / "office-addin-manifest"
PNG = b"\x89PNG\r\n\x1a\n"


def elements(name):
    """Return the elements of this name, in whatever version of the schema."""
    return [element for element in ROOT.iter() if etree.QName(element).localname == name] if name else list(ROOT.iter())


@pytest.fixture(autouse=True)
def no_comments():
    """Comments have no name, and would stand in the way."""
    etree.strip_tags(ROOT, etree.Comment)


def attribute(name):
    return [element.get(name) for element in ROOT.iter() if element.get(name) is not None]


def resources(kind=None):
    """Return the resources by their id."""
    kinds = (kind,) if kind else ("Image", "Url", "String")
    return [element for one in kinds for element in elements(one) if element.get("id")]


def size_of(name):
    """Return width and height of a picture."""
    data = FILES[name]
    assert data.startswith(PNG)
    return struct.unpack(">II", data[16:24])


def path_of(url):
    return urlsplit(url).path.removeprefix("/outlook/")


def test_manifest_id_is_a_guid():
    assert str(uuid.UUID(elements("Id")[0].text)) == elements("Id")[0].text


def test_manifest_has_a_version_of_four_numbers():
    assert re.fullmatch(r"[1-9]\d*(\.\d+){3}", elements("Version")[0].text)


def test_manifest_leads_only_to_the_service_over_https():
    urls = [value for value in attribute("DefaultValue") if "://" in value]
    urls += [element.text for element in elements("AppDomain")]
    assert len(urls) > 5
    assert {f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" for url in urls} == {ADDRESS}


def test_manifest_names_only_files_that_are_there():
    named = {path_of(value) for value in attribute("DefaultValue") if "://" in value}
    assert named <= set(FILES)


def test_every_resource_is_defined_once():
    ids = [element.get("id") for element in resources()]
    assert sorted(ids) == sorted(set(ids))


def test_every_resource_that_is_used_is_defined_and_the_other_way_round():
    assert set(attribute("resid")) == {element.get("id") for element in resources()}


def test_ids_are_as_short_as_documented():
    assert all(len(element.get("id")) <= 32 for element in resources())


@pytest.mark.parametrize(("container", "most"), [("ShortStrings", 125), ("LongStrings", 250)])
def test_texts_are_as_short_as_documented(container, most):
    texts = [text.get("DefaultValue") for text in elements(container)[0]]
    assert texts
    assert all(0 < len(text) <= most for text in texts)


@pytest.mark.parametrize(("name", "most"), [("DisplayName", 125), ("Description", 250), ("ProviderName", 125)])
def test_name_and_description_are_as_short_as_documented(name, most):
    element = elements(name)[0]
    assert 0 < len(element.get("DefaultValue") or element.text) <= most


@pytest.mark.parametrize(("name", "pixels"), [("IconUrl", 64), ("HighResolutionIconUrl", 128)])
def test_icon_of_the_add_in_has_its_size(name, pixels):
    assert size_of(path_of(elements(name)[0].get("DefaultValue"))) == (pixels, pixels)


def test_icons_of_the_button_have_the_sizes_that_are_asked_for():
    urls = {image.get("id"): image.get("DefaultValue") for image in resources("Image")}
    icons = [image for image in elements("Image") if image.get("size")]
    assert {int(icon.get("size")) for icon in icons} == {16, 32, 80}
    for icon in icons:
        assert size_of(path_of(urls[icon.get("resid")])) == (int(icon.get("size")),) * 2


def test_send_asks_the_user_and_nothing_else():
    events = {event.get("Type"): event.get("SendMode") for event in elements("LaunchEvent")}
    assert events == {
        "OnMessageSend": "PromptUser",
        "OnMessageRecipientsChanged": None,
        "OnMessageAttachmentsChanged": None,
    }


def test_every_event_has_its_function():
    named = {event.get("FunctionName") for event in elements("LaunchEvent")}
    assert named == set(re.findall(r'Office\.actions\.associate\("(\w+)"', SCRIPT))
    assert all(f"function {name}(event)" in SCRIPT for name in named)


def test_send_leads_to_the_button_that_opens_the_pane():
    (command,) = re.findall(r'PANE_COMMAND = "(\w+)"', SCRIPT)
    (control,) = [control for control in elements("Control") if control.get("id") == command]
    (action,) = [child for child in control.iter() if etree.QName(child).localname == "Action"]
    assert list(action.attrib.values()) == ["ShowTaskpane"]


def test_notice_has_an_icon_of_the_manifest():
    (icon,) = re.findall(r'ICON = "([\w.]+)"', SCRIPT)
    assert icon in {image.get("id") for image in resources("Image")}


def test_button_in_the_dialog_is_as_short_as_documented():
    (label,) = re.findall(r'lookAtIt: "([^"]+)"', SCRIPT)
    assert len(label) <= 20


def test_events_need_an_outlook_that_has_them():
    sets = [element for element in elements("Sets") if element.get("DefaultMinVersion")]
    assert [element.get("DefaultMinVersion") for element in sets] == ["1.12"]


def test_page_and_script_of_the_events_are_one_runtime():
    (runtime,) = elements("Runtime")
    (override,) = elements("Override")
    urls = {url.get("id"): path_of(url.get("DefaultValue")) for url in resources("Url")}
    assert urls[runtime.get("resid")] == "launch_event.html"
    assert (override.get("type"), urls[override.get("resid")]) == ("javascript", "launch_event.js")


@pytest.mark.parametrize("page", ["launch_event.html", "task_pane.html"])
def test_page_names_only_files_that_are_there(page):
    named = re.findall(r'(?:src|href)="([^"]+)"', FILES[page].decode())
    assert {name for name in named if not name.startswith("https://appsforoffice.microsoft.com/")} <= set(FILES)


@pytest.mark.parametrize("page", ["launch_event.html", "task_pane.html"])
def test_page_has_no_script_of_its_own(page):
    text = FILES[page].decode()
    assert re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|javascript:", text) is None


def test_what_classic_outlook_says_is_what_the_other_clients_say():
    shared = client_file("outlook/shared/words.js").decode()
    own = SCRIPT.partition("const WORDS = {")[2].partition("\n  };")[0]
    whys = re.findall(r'^ {6}(\w+): ("[^"]+"),', own, re.MULTILINE)
    assert len(whys) == 11
    assert [why for why, text in whys if f"{why}: {text}," not in shared] == []
    assert re.search(r'internal: ("[^"]+"),', own)[1] in shared


def test_manifest_is_read_by_the_tool_for_manifests(tmp_path):
    if not TOOL.exists():
        missing = "npm ci was not run in tests/clients/node"
        pytest.fail(missing) if IN_CI else pytest.skip(missing)
    (tmp_path / "manifest.xml").write_bytes(MANIFEST)
    command = [node_path(), str(TOOL.resolve()), "info", str(tmp_path / "manifest.xml")]
    # A home of its own: the tool keeps settings there.
    environment = {**os.environ, "HOME": str(tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    said = {name.strip(): value for name, _, value in (line.partition(": ") for line in done.stdout.splitlines())}
    assert said["Id"] == elements("Id")[0].text
    assert (said["Type"], said["Hosts"], said["Permissions"]) == ("MailApp", "Mailbox", "ReadWriteItem")


def test_lock_of_the_tools_names_no_place_they_came_from():
    lock = json.loads((TOOL.parents[2] / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
    assert all("integrity" in package for name, package in lock["packages"].items() if name)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Return the headers under which the service gives a file of the add-in."""
    with running_service(tmp_path_factory.mktemp("service")) as service:

        def headers(name):
            with urlopen(f"{service.address}/outlook/{name}") as answer:  # noqa: S310
                return answer.headers

        yield headers


def test_icons_are_served_as_office_can_keep_them(served):
    headers = served("icon-64.png")
    assert headers["content-type"] == "image/png"
    assert "no-" not in headers["cache-control"]


def test_pages_may_load_office_js_and_send_nothing_elsewhere(served):
    policy = served("task_pane.html")["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    scripts = set(re.findall(r'src="(https://[^"/]+)', FILES["task_pane.html"].decode()))
    # What Office.js loads in turn, where it does not bring it along.
    scripts.add("https://ajax.aspnetcdn.com/ajax/3.5/MicrosoftAjax.js")
    assert set(rules["script-src"].split()) == {"'self'", *scripts}
    assert (rules["default-src"], "connect-src" in rules) == ("'self'", False)
