"""The two kinds of engine in which Outlook calls the add-in, and a stand-in of Office.js in each."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import IN_CI

from clients.told_service import TOKEN, ToldService
from msgcheck.clients.unpacking import client_file
from msgcheck.errors import InputError

HERE = Path(__file__).parent
OFFICE = HERE / "office_standin" / "office.js"
CLASSIC = HERE / "office_standin" / "classic.js"
LAUNCH_EVENT = HERE.parents[1] / "msgcheck" / "clients" / "outlook" / "launch_event.js"
ADDRESS = "https://localhost:8765"
NOBODY = "http://127.0.0.1:1"
OFFICE_URL = "https://appsforoffice.microsoft.com/lib/1/hosted/office.js"
PATIENCE_S = 60
_TYPES = {"html": "text/html; charset=utf-8", "css": "text/css", "js": "text/javascript", "png": "image/png"}


def node_path() -> str:
    """Return where Node.js is; without it the test fails in CI and is skipped elsewhere."""
    path = shutil.which("node")
    if path is None:
        missing = "Node.js is not installed; on Debian: apt install nodejs"
        pytest.fail(missing) if IN_CI else pytest.skip(missing)
    return path


def paired(address: str) -> dict[str, Any]:
    """Return the settings of a mailbox that is paired with the service."""
    return {"msgcheck": {"address": address, "token": TOKEN}}


@dataclass
class Classic:
    """Classic Outlook on Windows: the script alone."""

    service: ToldService
    network: str = "xhr"
    clock: bool = True

    @property
    def address(self) -> str:
        """Where the service is for this Outlook."""
        return self.service.address

    def after(self, *events: str, wait_ms: int = 0, is_down: bool = False, **state: Any) -> dict[str, Any]:
        """Return what the stand-in of Office.js wrote down after these events; `state` says what the mail holds."""
        address = NOBODY if is_down else self.address
        told = {
            "script": str(LAUNCH_EVENT),
            "office": str(OFFICE),
            "standIn": {"settings": paired(address), **state},
            "events": events,
            "network": self.network,
            "clock": self.clock,
            "waitMs": wait_ms,
        }
        done = subprocess.run(
            [node_path(), str(CLASSIC)],
            input=json.dumps(told),
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@dataclass
class InPage:
    """The other Outlooks: a page with the script, here in Chromium."""

    service: ToldService
    page: Any
    address: str = ADDRESS
    """Where the service is for this Outlook."""

    def after(self, *events: str, wait_ms: int = 0, is_down: bool = False, **state: Any) -> dict[str, Any]:
        """Return what the stand-in of Office.js wrote down after these events; `state` says what the mail holds."""
        service = None if is_down else self.service
        open_page(self.page, "launch_event.html", service, {"settings": paired(self.address), **state})
        for name in events:
            self.page.evaluate(
                """async (name) => {
                  const before = standIn.completed.length;
                  Office.actions.fire(name);
                  while (standIn.completed.length === before) await new Promise(requestAnimationFrame);
                }""",
                name,
            )
        self.page.wait_for_timeout(wait_ms)
        return self.page.evaluate("standIn")


def open_page(page: Any, name: str, service: ToldService | None, state: dict[str, Any]) -> None:
    """Open a page of the add-in as Outlook does, with the stand-in in the place of Office.js.

    Args:
        page: of Chromium.
        name: task_pane.html, launch_event.html.
        service: what answers behind the same address; None where nothing does.
        state: what the mail holds.
    """

    def answer(route: Any) -> None:
        path = route.request.url.removeprefix(f"{ADDRESS}/")
        if not path.startswith("v1/"):
            try:
                route.fulfill(body=client_file(path, address=ADDRESS), content_type=_TYPES[path.rpartition(".")[2]])
            except InputError:
                route.fulfill(status=404)
        elif service is None:
            route.abort()
        elif not service.is_silent:
            body = json.loads(route.request.post_data)
            status, said = service.answer(f"/{path}", route.request.headers.get("authorization", ""), body)
            route.fulfill(status=status, json=said)
        # A silent service: the page does not wait for it, and so need nobody else.

    office = f"var standIn = {json.dumps(state)};\n{OFFICE.read_text(encoding='utf-8')}"
    page.unroute_all()
    page.route(f"{ADDRESS}/**", answer)
    page.route(OFFICE_URL, lambda route: route.fulfill(body=office, content_type="text/javascript"))
    page.goto(f"{ADDRESS}/outlook/{name}")
