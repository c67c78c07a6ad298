"""What the Thunderbird extension asks for, and whether all it names is there. Needs no Thunderbird."""

import json
import re

import pytest

from msgcheck.clients.unpacking import client_files

ADDRESS = "http://127.0.0.1:8765"


@pytest.fixture(scope="module")
def files():
    return {path: data.decode() for path, data in client_files("thunderbird", address=ADDRESS).items()}


@pytest.fixture(scope="module")
def manifest(files):
    return json.loads(files["manifest.json"])


def test_manifest_asks_for_no_more_than_the_check_needs(manifest):
    assert manifest["permissions"] == ["compose", "compose.send", "storage", "http://127.0.0.1/*"]


def test_manifest_reaches_others_only_if_allowed_and_never_in_the_clear(manifest):
    assert manifest["optional_permissions"] == ["https://*/*"]


def test_manifest_follows_the_address_of_the_service():
    manifest = json.loads(client_files("thunderbird", address="https://check.ours.example:8443")["manifest.json"])
    assert manifest["permissions"][-1] == "https://check.ours.example/*"


def test_manifest_names_scripts_that_are_there(files, manifest):
    assert set(manifest["background"]["scripts"]) <= set(files)


def test_scripts_put_files_into_compose_windows_that_are_there(files):
    own = "".join(text for path, text in files.items() if path.endswith(".js") and "/" not in path)
    put = set(re.findall(r'{ file: "([^"]+)" }', own))
    assert put == {"writing.js"}
    assert put <= set(files)


@pytest.mark.parametrize("page", ["panel.html", "options.html"])
def test_page_names_files_that_are_there(files, page):
    named = re.findall(r'(?:src|href)="([^"]+)"', files[page])
    assert named
    assert set(named) <= set(files)


@pytest.mark.parametrize("page", ["panel.html", "options.html"])
def test_page_has_no_script_of_its_own(files, page):
    assert not re.search(r"<script(?![^>]*\bsrc=)|\bon\w+=|<style", files[page])


def test_scripts_never_make_markup_of_text(files):
    own = {path: text for path, text in files.items() if path.endswith(".js") and "/" not in path}
    assert not [
        path for path, text in own.items() if re.search(r"innerHTML|insertAdjacentHTML|outerHTML|\beval\(", text)
    ]
