"use strict";
/* Windows that behave like Gmail's, as far as sending goes. */

{
  const { made, send, write } = window;
  let pressed = null;
  let menuFor = null;

  const chip = (address) => {
    const [name] = address.split("@");
    return made("div", { role: "option", "data-hovercard-id": address, "data-name": name }, name);
  };

  const archiveButton = () => {
    const label = "Send & archive";
    return made("div", { role: "button", tabindex: "1", class: "send archive", "aria-label": label }, label);
  };

  const quoteOf = (quoted) => {
    const quote = made("div", { class: "gmail_quote" });
    const attribution = made("div", { dir: "ltr", class: "gmail_attr" }, "On Mon, 16 Nov 2026 at 09:00, Ada wrote:");
    quote.append(attribution, made("blockquote", {}, quoted));
    return quote;
  };

  /** Open a window; `inThread` for a reply below the thread, without a subject of its own. */
  window.openCompose = (options) => {
    const { text = [], to = [], cc = [], subject = "", quoted = "", files = [] } = options;
    const { inThread = false, archive = false } = options;
    const root = document.getElementById("compose").content.cloneNode(true).firstElementChild;
    if (!inThread) root.setAttribute("role", "dialog");
    const body = root.querySelector(".editable");
    write(body, text, quoted ? quoteOf(quoted) : null);
    root.querySelector('[name="to"] [role="listbox"]').append(...to.map(chip));
    root.querySelector('[name="cc"] [role="listbox"]').append(...cc.map(chip));
    const closed = [...to, ...cc].map((address) => made("span", { email: address }, address));
    root.querySelector(".closed-summary").append(...closed);
    root.querySelector('[name="subjectbox"]').value = subject;
    for (const { name, size } of files) {
      const file = made("div", { class: "file" });
      const known = made("input", { type: "hidden", name: "attach" });
      file.append(known, made("a", {}, name), made("span", {}, `(${size})`));
      root.querySelector(".attachments").append(file);
    }
    if (archive) root.querySelector(".send-group").before(archiveButton());
    document.getElementById(inThread ? "thread" : "windows").append(root);
    return root;
  };

  /** Draw the Send button anew, as a page does that renders by itself. */
  window.drawAnew = () => {
    for (const button of document.querySelectorAll(".send")) button.replaceWith(button.cloneNode(true));
  };

  /** Draw the first window anew: every element of it is another one. */
  window.drawWindowAnew = () => {
    const root = document.querySelector(".M9");
    const subject = root.querySelector('[name="subjectbox"]').value;
    const again = root.cloneNode(true);
    again.querySelector('[name="subjectbox"]').value = subject;
    root.replaceWith(again);
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
    if (event.key !== "Enter" || !root) return;
    if (event.ctrlKey || event.metaKey) send(root, root.querySelector(".editable"), "keys");
    else if (event.target.matches(".send")) sendFrom(event.target, "button by key");
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
