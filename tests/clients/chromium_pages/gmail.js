"use strict";
/* Windows that behave like Gmail's, as far as sending goes. */

{
  const { made, send, write } = window;
  let pressed = null;
  let menuFor = null;

  const chip = (address) => made("div", { role: "option", "data-hovercard-id": address, "data-name": address.split("@")[0] }, address.split("@")[0]);

  /** Open a window; `inThread` for a reply below the thread, without a subject of its own. */
  window.openCompose = ({ text = [], to = [], cc = [], subject = "", quoted = "", inThread = false, archive = false, files = [] } = {}) => {
    const root = document.getElementById("compose").content.cloneNode(true).firstElementChild;
    if (!inThread) root.setAttribute("role", "dialog");
    const body = root.querySelector(".editable");
    const quote = quoted ? made("div", { class: "gmail_quote" }) : null;
    quote?.append(made("div", { dir: "ltr", class: "gmail_attr" }, "On Mon, 16 Nov 2026 at 09:00, Ada wrote:"), made("blockquote", {}, quoted));
    write(body, text, quote);
    root.querySelector('[name="to"] [role="listbox"]').append(...to.map(chip));
    root.querySelector('[name="cc"] [role="listbox"]').append(...cc.map(chip));
    root.querySelector(".closed-summary").append(...[...to, ...cc].map((address) => made("span", { email: address }, address)));
    root.querySelector('[name="subjectbox"]').value = subject;
    for (const { name, size } of files) {
      const file = made("div", { class: "file" });
      file.append(made("input", { type: "hidden", name: "attach" }), made("a", {}, name), made("span", {}, `(${size})`));
      root.querySelector(".attachments").append(file);
    }
    if (archive) {
      const button = made("div", { role: "button", tabindex: "1", class: "send archive", "data-tooltip": "Send & archive", "aria-label": "Send & archive" }, "Send & archive");
      root.querySelector(".send-group").before(button);
    }
    document.getElementById(inThread ? "thread" : "windows").append(root);
    return root;
  };

  /** Draw the Send button anew, as a page does that renders by itself. */
  window.drawAnew = () => {
    for (const button of document.querySelectorAll(".send")) button.replaceWith(button.cloneNode(true));
  };

  const sendFrom = (button, how) => {
    const root = button.closest(".M9");
    if (root?.isConnected) send(root, root.querySelector(".editable"), how);
  };

  // Buttons answer to the mouse going down and up again on them.
  document.addEventListener("mousedown", ({ target }) => {
    pressed = target.closest("[role=button]");
  });
  document.addEventListener("mouseup", ({ target }) => {
    const button = target.closest("[role=button]");
    if (!button || button !== pressed) return;
    if (button.matches(".send")) sendFrom(button, button.textContent.trim());
    if (button.matches(".arrow")) {
      menuFor = button;
      document.getElementById("menu").hidden = false;
    }
    if (button.matches(".discard")) button.closest(".M9").remove();
  });
  document.addEventListener("keydown", (event) => {
    const root = event.target.closest?.(".M9");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && root) send(root, root.querySelector(".editable"), "keys");
    else if (event.key === "Enter" && event.target.matches?.(".send")) sendFrom(event.target, "button by key");
  });
  document.getElementById("menu").addEventListener("click", () => {
    document.getElementById("menu").hidden = true;
    sendFrom(menuFor, "scheduled");
  });

  /** A window of its own, as Gmail's pop-out is. */
  window.popOut = (options) => {
    const popped = window.open("/mail/u/0/popout", "_blank", "width=700,height=600");
    popped.addEventListener("load", () => popped.openCompose(options));
    return popped;
  };
}
