"""A real Thunderbird of the tests' own: a profile with one account, started without a screen, driven over Marionette."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self, TypeVar

from clients.thunderbird_marionette import Marionette

_Found = TypeVar("_Found")

SENDER = "Robin Hale <robin@ours.example>"
_START_S = 120.0
_STOP_S = 10.0
_STEP_S = 0.05
_LOG_TAIL = 4_000
"""Characters of Thunderbird's own words that a failure shows."""

_GTK = re.compile(r"\bGtk\b|gtk_|glib", re.IGNORECASE)
_CLOSE_WINDOWS = """
    for (const win of Services.wm.getEnumerator(null)) {
      if (win.document.documentElement.getAttribute("windowtype") === "mail:3pane") continue;
      if (win.gMsgCompose) win.gMsgCompose.bodyModified = win.gContentChanged = false;
      win.close();
    }
"""
_STATE = """
    const windows = [...Services.wm.getEnumerator(null)].map((win) => [
      win.document.title, win.location.href, ...[...win.document.querySelectorAll("browser")].map((b) => b.currentURI?.spec)]);
    const said = Services.console.getMessageArray().map(({ message }) => message);
    return { windows, said: said.filter((message) => /extension|compose|msgcheck/i.test(message)).slice(-20) };
"""
_ACCOUNT = {
    "mail.accountmanager.accounts": "account1,account2",
    "mail.accountmanager.defaultaccount": "account1",
    "mail.accountmanager.localfoldersserver": "server2",
    "mail.account.account1.server": "server1",
    "mail.account.account1.identities": "id1",
    "mail.account.account2.server": "server2",
    # An account that is never asked for mail.
    "mail.server.server1.type": "pop3",
    "mail.server.server1.hostname": "127.0.0.1",
    "mail.server.server1.userName": "robin",
    "mail.server.server1.name": "robin@ours.example",
    "mail.server.server1.directory-rel": "[ProfD]Mail/ours.example",
    "mail.server.server1.login_at_startup": False,
    "mail.server.server1.check_new_mail": False,
    "mail.server.server2.type": "none",
    "mail.server.server2.hostname": "Local Folders",
    "mail.server.server2.userName": "nobody",
    "mail.server.server2.name": "Local Folders",
    "mail.server.server2.directory-rel": "[ProfD]Mail/Local Folders",
    "mail.identity.id1.fullName": "Robin Hale",
    "mail.identity.id1.useremail": "robin@ours.example",
    "mail.identity.id1.valid": True,
    "mail.identity.id1.smtpServer": "smtp1",
    "mail.identity.id1.compose_html": True,
    "mail.identity.id1.fcc": False,
    "mail.smtpservers": "smtp1",
    "mail.smtp.defaultserver": "smtp1",
    "mail.smtpserver.smtp1.hostname": "127.0.0.1",
    "mail.smtpserver.smtp1.try_ssl": 0,
    "mail.smtpserver.smtp1.authMethod": 1,
}
_QUIET = {
    # A free port is chosen, and written into the profile.
    "marionette.port": 0,
    # What is not on this machine is not there: a proxy that nobody runs.
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "app.update.enabled": False,
    "app.donation.eoy.version.viewed": 999,
    "datareporting.policy.dataSubmissionEnabled": False,
    "datareporting.healthreport.uploadEnabled": False,
    "toolkit.telemetry.enabled": False,
    "extensions.update.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "mail.inappnotifications.enabled": False,
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.shell.checkDefaultClient": False,
    "mail.spotlight.firstRunDone": True,
    "mail.winsearch.firstRunDone": True,
    "mailnews.start_page.enabled": False,
    "mailnews.start_page_override.mstone": "ignore",
    "mailnews.database.global.indexer.enabled": False,
    # A window for what goes on while a mail is sent would only come and go.
    "mailnews.show_send_progress": False,
    "mail.SpellCheckBeforeSend": False,
    "mail.compose.warn_public_recipients.aggressive": False,
    "mail.compose.attachment_reminder": False,
    "mail.compose.big_attachments.notify": False,
    # In bytes; above it Thunderbird asks whether the mail is meant to be so large.
    "mailnews.message_warning_size": 1_000_000_000,
    "browser.dom.window.dump.enabled": True,
}


def thunderbird_program() -> str | None:
    """Return where Thunderbird is installed, None where it is not."""
    return shutil.which("thunderbird")


def until(asked: Callable[[], _Found], what: str, *, within_s: float = 30.0) -> _Found:
    """Return the first answer that is true; `what` names it where none comes in time."""
    give_up = time.monotonic() + within_s
    while True:
        found = asked()
        if found:
            return found
        if time.monotonic() > give_up:
            raise TimeoutError(f"not within {within_s:.0f} s: {what}")
        time.sleep(_STEP_S)


class Thunderbird:
    """A Thunderbird that runs, and can be asked to do what a person does."""

    def __init__(self, program: str, *, smtp_port: int) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="msgcheck-thunderbird-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._marionette: Marionette | None = None
        try:
            self._begin(program, smtp_port)
        except BaseException:
            self.stop()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def remote(self) -> Marionette:
        """The conversation with this Thunderbird."""
        assert self._marionette is not None, "Thunderbird is not there"
        return self._marionette

    def install(self, extension: Path) -> str:
        """Return the id of an extension, installed as from its file."""
        return str(self.remote.call("Addon:Install", {"path": str(extension), "temporary": False}))

    def close_mails(self) -> None:
        """Close every window but the main one, and ask nobody."""
        self.remote.run(_CLOSE_WINDOWS)

    def log(self) -> str:
        """Return the end of what Thunderbird wrote, without what GTK says of a screen that is missing."""
        file = self._folder / "log"
        written = file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
        return "\n".join(line for line in written.splitlines() if line and not _GTK.search(line))[-_LOG_TAIL:]

    def picture(self, page: str) -> bytes:
        """Return what the window looks like that has some page in its address, or shows it, as PNG."""
        here = """return [location.href, ...[...document.querySelectorAll("browser")].map((b) => b.currentURI?.spec)]
            .some((url) => url?.includes(given[0]));"""
        for handle in self.remote.handles():
            with self.remote.window(handle):
                if self.remote.run(here, page):
                    return base64.b64decode(self.remote.call("WebDriver:TakeScreenshot", {"full": False}))
        raise LookupError(f"no window shows {page}")

    def state(self) -> str:
        """Return what is open, what scripts complained of, and the end of the log: for whoever looks at a failure."""
        return f"{json.dumps(self.remote.run(_STATE), indent=1)}\n{self.log()}"

    def stop(self) -> None:
        """Stop Thunderbird with all its processes, and remove the profile."""
        if self._marionette is not None:
            self._marionette.close()
        if self._process is not None:
            # Nothing here is worth saving, and a question on closing would never be answered.
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(_STOP_S)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _begin(self, program: str, smtp_port: int) -> None:
        profile = self._folder / "profile"
        profile.mkdir()
        preferences = {**_QUIET, **_ACCOUNT, "mail.smtpserver.smtp1.port": smtp_port}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences.items()]
        (profile / "user.js").write_text("".join(lines), encoding="utf-8")
        options = [
            "--headless",
            "--marionette",
            "-remote-allow-system-access",
            "--no-remote",
            "--profile",
            str(profile),
        ]
        # Ends with the tests even where these are killed.
        tied = ["setpriv", "--pdeathsig=KILL"] if shutil.which("setpriv") else []
        with (self._folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [*tied, program, *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
                env={**os.environ, "HOME": str(self._folder), "LC_ALL": "C.UTF-8"},
                start_new_session=True,
            )
        told = profile / "MarionetteActivePort"
        port = until(lambda: self._port(told), "Thunderbird's remote control", within_s=_START_S)
        self._marionette = Marionette(port)
        ready = """return Services.wm.getMostRecentWindow("mail:3pane")?.document.readyState == "complete" """
        until(lambda: self.remote.run(ready), "Thunderbird's window", within_s=_START_S)

    def _port(self, told: Path) -> int:
        if self._process is not None and self._process.poll() is not None:
            raise RuntimeError(f"Thunderbird ended:\n{self.log()}")
        # An empty file is one that is being written.
        return int(told.read_text(encoding="ascii") or 0) if told.exists() else 0
