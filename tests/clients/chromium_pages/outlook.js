"use strict";
/* Windows that behave like Outlook's on the web, as far as sending goes: on the click, on Ctrl+Enter and on Alt+S. */

{
  const { made, send, write } = window;
  let opened = 0;

  const chip = (address) =>
    made("span", { class: "_EType_RECIPIENT_ENTITY", "aria-label": address }, address.split("@")[0]);

  const quoteOf = (quoted) => {
    const quote = made("div", { id: "mail-editor-reference-message-container" });
    const head = made("div", { id: "divRplyFwdMsg", dir: "ltr" }, "From: Ada Sent: Monday, 16 November 2026");
    quote.append(head, made("div", {}, quoted));
    return quote;
  };

  window.openCompose = ({ text = [], to = [], cc = [], typed = "", subject = "", quoted = "", files = [] } = {}) => {
    opened += 1;
    const root = document.getElementById("compose").content.cloneNode(true).firstElementChild;
    root.id = `docking_InitVisiblePart_${opened}`;
    root.querySelector(".send").id = `splitButton-r${opened}__primaryActionButton`;
    root.querySelector(".arrow").id = `splitButton-r${opened}__menuButton`;
    root.querySelector(".editor").id = `editorParent_${opened}`;
    for (const [name, addresses] of [["to", to], ["cc", cc]]) {
      const group = root.querySelector(`.${name}`);
      group.id = `MSG_${opened}_${name.toUpperCase()}`;
      const well = made("div", { contenteditable: "true", role: "textbox", "aria-label": name });
      well.append(...addresses.map(chip), name === "to" ? typed : "");
      group.append(well);
    }
    root.querySelector(".subject").id = `MSG_${opened}_SUBJECT`;
    root.querySelector(".subject").value = subject;
    for (const { name, size } of files) {
      root.append(made("div", { role: "option", "aria-label": `${name} ${size}` }, name));
    }
    const body = root.querySelector(".editable");
    write(body, text, quoted ? quoteOf(quoted) : null);
    const go = (how) => root.isConnected && send(root, body, how);
    root.addEventListener("click", (event) => {
      if (event.target.closest(".send")) go("Send");
      if (event.target.closest(".arrow")) openMenu(() => go("scheduled"));
    });
    root.addEventListener("keydown", (event) => {
      if ((event.key === "Enter" && event.ctrlKey) || (event.code === "KeyS" && event.altKey)) go("keys");
    });
    document.getElementById("ReadingPaneContainerId").append(root);
    return root;
  };

  const openMenu = (schedule) => {
    const menu = made("div", { role: "menu" });
    const item = made("button", { type: "button", role: "menuitem" }, "Schedule send");
    item.addEventListener("click", () => {
      menu.remove();
      schedule();
    });
    menu.append(item);
    document.getElementById("menus").append(menu);
  };

  /** A window of its own that is blank, and filled from here. */
  window.popOut = (options) => {
    const popped = window.open("", "_blank", "width=760,height=600");
    popped.document.body.append(window.openCompose(options));
  };

  window.drawAnew = () => {
    for (const button of document.querySelectorAll(".send")) button.replaceWith(button.cloneNode(true));
  };
}
