"use strict";
/* What the stand-ins share: what was sent, and pieces of a mail, made without innerHTML as Gmail's own rules demand. */

window.sent = [];
window.keptOpen = false;
window.keysHeard = [];

/** Note a mail as sent and close its window. */
window.send = (root, body, how) => {
  window.sent.push({ how, text: body.innerText, html: body.outerHTML, at: performance.now() });
  if (!window.keptOpen) root.remove();
};

/** Return an element with a text. */
window.made = (tag, properties, text = "") => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
};

/** Put paragraphs into a body, then what is quoted. */
window.write = (body, paragraphs, quoted = null) => {
  body.replaceChildren(...paragraphs.map((text) => window.made("div", { dir: "ltr" }, text)));
  if (quoted) body.append(quoted);
};

document.addEventListener("keydown", (event) => window.keysHeard.push(event.key));
