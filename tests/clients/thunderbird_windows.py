"""The windows of Thunderbird that the tests use: a mail being written, and pages of the extension."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

from clients.thunderbird_app import Thunderbird, until

EXTENSION = "msgcheck@msgcheck.example"
PATIENT_MS = 20_000
"""How long a mail waits in tests that hold it: the machine may be busy."""
SHIPPED_PAUSE_MS = 2_500
SHIPPED_APART_MS = 10_000
_OPEN_MAIL = """
    const [to, subject, body, isHtml, files] = given;
    const fields = Cc["@mozilla.org/messengercompose/composefields;1"].createInstance(Ci.nsIMsgCompFields);
    Object.assign(fields, { to, subject, body, forcePlainText: !isHtml });
    for (const { url, name } of files) {
      const attachment = Cc["@mozilla.org/messengercompose/attachment;1"].createInstance(Ci.nsIMsgAttachment);
      Object.assign(attachment, { url, name });
      fields.addAttachment(attachment);
    }
    const params = Cc["@mozilla.org/messengercompose/composeparams;1"].createInstance(Ci.nsIMsgComposeParams);
    params.composeFields = fields;
    params.format = isHtml ? Ci.nsIMsgCompFormat.HTML : Ci.nsIMsgCompFormat.PlainText;
    const page = "chrome://messenger/content/messengercompose/messengercompose.xhtml";
    const win = Services.ww.openWindow(null, page, "_blank", "all,chrome,dialog=no,status,toolbar", params);
    // The second comes once the extension hears the keys of this window.
    const events = ["compose-editor-ready", "extension-scripts-added"];
    await Promise.all(events.map((name) => new Promise((resolve) => win.addEventListener(name, resolve, { once: true }))));
    return win.docShell.outerWindowID;
"""
_IN_PAGE = """
    const [wanted, script, handed] = given;
    const browsers = [...Services.wm.getEnumerator(null)].flatMap((win) => [...win.document.querySelectorAll("browser")]);
    const browser = browsers.find((one) => one.currentURI?.spec.includes(wanted) && one.messageManager);
    if (!browser) return { missing: true };
    const channel = `msgcheck-test:${Math.random()}`;
    const code = `(async () => {
        const document = content.document;
        const given = ${JSON.stringify(handed)};
        ${script}
      })().then((value) => sendAsyncMessage("${channel}", { value: value ?? null }),
                (error) => sendAsyncMessage("${channel}", { error: String(error) }));`;
    const { setInterval, clearInterval } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");
    return new Promise((resolve) => {
      // A page that closes takes its answer with it.
      const looking = setInterval(() => {
        if (!browser.isConnected || (browser.ownerDocument.defaultView?.closed ?? true)) told({ missing: true });
      }, 50);
      const { messageManager } = browser;
      const told = (data) => {
        clearInterval(looking);
        messageManager.removeMessageListener(channel, heard);
        resolve(data);
      };
      const heard = ({ data }) => told(data);
      messageManager.addMessageListener(channel, heard);
      messageManager.loadFrameScript(`data:application/javascript,${encodeURIComponent(code)}`, false);
    });
"""
_TYPE = """
    const { contentWindow } = win.document.getElementById("messageEditor");
    contentWindow.focus();
    contentWindow.getSelection().selectAllChildren(contentWindow.document.body);
    contentWindow.getSelection().collapseToEnd();
    const keyboard = Cc["@mozilla.org/text-input-processor;1"].createInstance(Ci.nsITextInputProcessor);
    keyboard.beginInputTransactionForTests(contentWindow);
    for (const key of given[0]) {
      const event = new contentWindow.KeyboardEvent("", { key });
      keyboard.keydown(event);
      keyboard.keyup(event);
    }
"""
_PRESS_SEND = """
    const button = win.document.getElementById("button-send");
    if (button.hasAttribute("disabled") || win.gWindowLocked) return false;
    WRITE_FIRST
    button.click();
    return true;
"""
_OPEN_TAB = f"""
    const {{ policy }} = WebExtensionPolicy.getByID("{EXTENSION}").extension;
    Services.wm.getMostRecentWindow("mail:3pane").document.getElementById("tabmail").openTab("contentTab", {{
      url: policy.getURL(given[0]),
      linkHandler: "single-page",
      initialBrowsingContextGroupId: policy.browsingContextGroupId,
      triggeringPrincipal: policy.extension.principal,
    }});
"""
_CLOSE_TABS = """
    const tabmail = Services.wm.getMostRecentWindow("mail:3pane").document.getElementById("tabmail");
    tabmail.closeOtherTabs(tabmail.tabInfo[0]);
"""


class Mail:
    """A mail that is being written in a window of its own."""

    def __init__(self, app: Thunderbird, window_id: int) -> None:
        self._app = app
        self._window_id = window_id

    @classmethod
    def written(
        cls,
        app: Thunderbird,
        *,
        body: str,
        to: str = "kim@bank.example",
        subject: str = "Your question",
        is_html: bool = True,
        files: Iterable[Path] = (),
    ) -> Self:
        """Return a mail, ready to send."""
        attached = [{"url": file.as_uri(), "name": file.name} for file in files]
        return cls(app, app.remote.run(_OPEN_MAIL, to, subject, body, is_html, attached))

    def run(self, script: str, *arguments: Any) -> Any:
        """Return what a function body gives that has this window as `win`."""
        found = "const win = Services.wm.getOuterWindowWithId(given.shift());"
        return self._app.remote.run(f"{found}\n{script}", self._window_id, *arguments)

    def press_send(self) -> None:
        """Press Send, as soon as it can be pressed."""
        press = _PRESS_SEND.replace("WRITE_FIRST", "")
        until(lambda: self.run(press), "a Send button that can be pressed")

    def text(self) -> str:
        """Return what is written, as it is seen."""
        return str(self.run("""return win.document.getElementById("messageEditor").contentDocument.body.innerText"""))

    def html(self) -> str:
        """Return what is written, with its formatting."""
        return str(self.run("""return win.document.getElementById("messageEditor").contentDocument.body.innerHTML"""))

    def subject(self) -> str:
        """Return the subject."""
        return str(self.run("""return win.document.getElementById("msgSubject").value"""))

    def type(self, text: str) -> None:
        """Press the keys of some text, with the caret at its end."""
        self.run(_TYPE, text)

    def type_and_send(self, text: str) -> None:
        """Press the keys of some text and at once Send: no pause comes between."""
        press = _PRESS_SEND.replace("WRITE_FIRST", _TYPE)
        until(lambda: self.run(press, text), "a Send button that can be pressed")

    def type_and_take_back(self, text: str) -> None:
        """Press the keys of some text and at once take it back: no pause comes between."""
        self.run(f"{_TYPE}\nwin.GetCurrentEditor().undo(1);", text)

    def undo(self) -> None:
        """Take the last change of the text back."""
        self.run("win.GetCurrentEditor().undo(1);")

    def put_caret_after(self, text: str) -> None:
        """Put the caret behind a piece of the text that stands in one node."""
        self.run(
            """
            const { contentDocument: page } = win.document.getElementById("messageEditor");
            const walker = page.createTreeWalker(page.body, 4);
            while (walker.nextNode()) {
              const at = walker.currentNode.data.indexOf(given[0]);
              if (at >= 0) page.getSelection().collapse(walker.currentNode, at + given[0].length);
            }
            """,
            text,
        )

    def press_button(self) -> None:
        """Press the button of msgcheck."""
        press = """
            const button = win.document.querySelector(".webextension-action");
            button?.dispatchEvent(new win.MouseEvent("mousedown", { button: 0, bubbles: true }));
            return Boolean(button);
        """
        until(lambda: self.run(press), "the button of msgcheck")

    def badge(self) -> str:
        """Return the badge of the button of msgcheck, "" where it has none."""
        return str(
            self.run("""return win.document.querySelector(".webextension-action")?.getAttribute("badge") ?? "" """)
        )

    def tooltip(self) -> str:
        """Return what the button of msgcheck says of itself."""
        asked = """return win.document.querySelector(".webextension-action")?.getAttribute("tooltiptext") ?? "" """
        return str(self.run(asked))

    def is_open(self) -> bool:
        """Return whether the window is there: it goes when its mail has gone."""
        return bool(self.run("return Boolean(win) && !win.closed;"))

    def throw_away(self) -> None:
        """Close the window without being asked whether to keep the mail."""
        self.run("if (win) { win.gContentChanged = false; win.gMsgCompose.bodyModified = false; win.close(); }")


class Page:
    """A page of the extension, wherever it is shown."""

    def __init__(self, app: Thunderbird, name: str) -> None:
        self._app = app
        self._name = name

    @classmethod
    def opened(cls, app: Thunderbird, name: str) -> Self:
        """Return a page, opened in a tab."""
        app.remote.run(_OPEN_TAB, name)
        return cls(app, name)

    def run(self, script: str, *arguments: Any) -> Any:
        """Return what a function body gives that has this page as `document`; None where the page is not there."""
        told = self._app.remote.run(_IN_PAGE, self._name, script, json.loads(json.dumps(arguments)))
        if "error" in told:
            raise RuntimeError(told["error"])
        return told.get("value")

    def is_open(self) -> bool:
        """Return whether the page is there."""
        return self.run("return true") is True

    def close_tab(self) -> None:
        """Close the tab that shows the page, and wait until it is gone: the next one must not be taken for it."""
        self._app.remote.run(_CLOSE_TABS)
        until(lambda: not self.is_open(), f"the tab of {self._name} to close")

    def text(self) -> str:
        """Return what can be read on the page, "" where there is none."""
        return str(self.run("return document.body?.innerText") or "")

    def wait_for(self, text: str) -> str:
        """Return what can be read once some text is on the page."""
        until(lambda: text in self.text(), f"“{text}” on {self._name}; it says: {self.text()!r}")
        return self.text()

    def click(self, label: str) -> None:
        """Click a button, or a choice with its label, as a person does."""
        script = """
            const all = [...document.querySelectorAll("button, label")];
            const wanted = all.find((one) => one.innerText.trim().toLowerCase() === given[0].toLowerCase());
            if (!wanted || wanted.matches(":disabled")) return false;
            const asked = content.windowUtils.setHandlingUserInput(true);
            wanted.click();
            asked.destruct();
            return true;
        """
        until(lambda: self.run(script, label), f"a button “{label}” on {self._name}")

    def type_into(self, selector: str, text: str) -> None:
        """Write into a field."""
        script = """
            const field = document.querySelector(given[0]);
            if (!field || field.matches(":disabled")) return false;
            field.value = given[1];
            return true;
        """
        until(lambda: self.run(script, selector, text), f"a field {selector} on {self._name}")

    def press_escape(self) -> None:
        """Press Esc where the focus is."""
        self.run(
            """const where = document.activeElement ?? document.body;
            where.dispatchEvent(new content.KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));"""
        )


def pair(
    app: Thunderbird,
    address: str,
    token: str,
    *,
    timeout_ms: int = PATIENT_MS,
    pause_ms: int = SHIPPED_PAUSE_MS,
    apart_ms: int = SHIPPED_APART_MS,
) -> str:
    """Save address and token on the options page, and give what it says; the times hold for mails opened from now on."""
    page = Page.opened(app, "options.html")
    page.type_into("#address", address)
    page.type_into("#token", token)
    page.run(
        "content.wrappedJSObject.messenger.storage.local.set(Cu.cloneInto(given[0], content));",
        {"timeoutMs": timeout_ms, "pauseMs": pause_ms, "apartMs": apart_ms},
    )
    page.click("Save and try it")
    said = page.wait_for("Saved")
    page.close_tab()
    return said
