"use strict";
/*
 * One open compose window: where its text, its Send buttons and its fields are.
 *
 * What a mail client's page looks like is told by one object a client (gmail.js, outlook.js):
 *
 * @typedef {object} MailPage
 * @property {string} name
 * @property {string[]} bodies selectors of the text being written, the surest first
 * @property {string} quoted selector of what a body quotes of others
 * @property {string} subject selector of the field of the subject
 * @property {string} heads selector of the fields above a body: recipients, subject
 * @property {string} buttons selector of everything that could be a Send button
 * @property {string} menuItems selector of everything that could be a menu item
 * @property {(element: Element) => boolean} isSend
 * @property {(element: Element) => boolean} isSchedule
 * @property {(event: KeyboardEvent) => boolean} isSendKey
 * @property {(compose: ComposeWindow) => Record<string, unknown>} fields from, to, cc, bcc, subject, attachments
 */
globalThis.msgcheck ??= {};

{
  /** Pictures written into the mail itself can be megabytes, and hold no text that is read. */
  const WRITTEN_IN = /^data:/i;

  const EDITABLE = '[contenteditable="true"]';

  /** Return the texts being written below an element: of the surest selector that finds any. */
  const bodiesIn = (page, root) => {
    for (const selector of page.bodies) {
      const found = [...root.querySelectorAll(selector)];
      if (found.length) return found.filter((body) => !found.some((other) => other !== body && other.contains(body)));
    }
    return [];
  };

  /** Return the Send buttons below an element; what stands in a text, as a quoted newsletter may, is none. */
  const sendButtonsIn = (page, root) =>
    [...root.querySelectorAll(page.buttons)].filter((button) => page.isSend(button) && !button.closest(EDITABLE));

  /**
   * Return what surrounds one text, its Send button and its fields, null where that is not plain.
   *
   * The first ancestor with a Send button and a field; without fields the mail is checked by its text alone. An
   * ancestor with a second text does not tell which of the two is sent.
   */
  const rootOf = (page, body, bodies, buttons) => {
    const others = bodies.filter((other) => other !== body);
    const isWithin = (node) => (element) => node.contains(element);
    let withSend = null;
    for (let node = body.parentElement; node && node !== body.ownerDocument.body; node = node.parentElement) {
      if (others.some(isWithin(node))) break;
      if (!buttons.some(isWithin(node))) continue;
      withSend ??= node;
      if (node.querySelector(page.heads)) return node;
    }
    return withSend;
  };

  /** A compose window that was recognised. */
  class ComposeWindow {
    #page;
    /** The mail as it was read last, by which a window drawn anew is known. */
    #lastRead = "";

    constructor(page, root, body) {
      this.#page = page;
      this.root = root;
      this.body = body;
    }

    /**
     * Return every compose window that is recognised.
     * @param {MailPage} page
     * @param {Document} document
     * @returns {ComposeWindow[]}
     */
    static all(page, document) {
      const bodies = bodiesIn(page, document);
      const buttons = bodies.length ? sendButtonsIn(page, document) : [];
      return bodies.flatMap((body) => {
        const root = rootOf(page, body, bodies, buttons);
        return root ? [new ComposeWindow(page, root, body)] : [];
      });
    }

    /**
     * Return the compose window an element stands in, null where there is none.
     * @param {MailPage} page
     * @param {Element} element
     * @returns {ComposeWindow | null}
     */
    static around(page, element) {
      return ComposeWindow.all(page, element.ownerDocument).find(({ root }) => root.contains(element)) ?? null;
    }

    /** The same window after the page drew it anew, with the same text or mail in it; null where it is gone. */
    get current() {
      if (this.body.isConnected && this.root.isConnected) return this;
      const open = ComposeWindow.all(this.#page, this.body.ownerDocument);
      // Never another mail's window: what is pressed there is sent.
      const same = this.body.isConnected
        ? open.filter(({ body }) => body === this.body)
        : open.filter((other) => this.#lastRead !== "" && JSON.stringify(other.mail()) === this.#lastRead);
      return same.length === 1 ? same[0] : null;
    }

    /** @returns {Element[]} */
    get sendButtons() {
      return sendButtonsIn(this.#page, this.root);
    }

    /**
     * Return the mail as the service takes it, with the quoted part, without pictures.
     * @returns {object}
     */
    mail() {
      const written = this.body.cloneNode(true);
      for (const picture of written.querySelectorAll("img[src]")) {
        if (WRITTEN_IN.test(picture.getAttribute("src"))) picture.removeAttribute("src");
      }
      const mail = { ...this.#page.fields(this), html: written.innerHTML };
      this.#lastRead = JSON.stringify(mail);
      return mail;
    }

    /**
     * Return whether a sentence stands in the text or the subject, rather than in an attachment.
     * @param {string} sentence
     * @returns {boolean}
     */
    holds(sentence) {
      return msgcheck.rangesOf(this.body, sentence).length > 0 || Boolean(this.#placeInSubject(sentence));
    }

    /**
     * Replace a sentence, first in what is not quoted.
     * @param {string} sentence
     * @param {string} replacement
     * @returns {boolean} whether it stood there
     */
    replaceSentence(sentence, replacement) {
      return (
        msgcheck.replaceIn(this.body, sentence, replacement, { skip: this.#page.quoted }) ||
        msgcheck.replaceIn(this.body, sentence, replacement) ||
        this.#replaceInSubject(sentence, replacement)
      );
    }

    #placeInSubject(sentence) {
      const field = this.root.querySelector(this.#page.subject);
      const [place] = new msgcheck.Places(field?.value ?? "").of(sentence);
      return place && { field, ...place };
    }

    #replaceInSubject(sentence, replacement) {
      const { field, start, end } = this.#placeInSubject(sentence) ?? {};
      if (!field) return false;
      field.focus();
      field.setSelectionRange(start, end);
      return field.ownerDocument.execCommand("insertText", false, replacement);
    }

    /**
     * Insert a line where the cursor last stood in the text, else before everything quoted.
     * @param {string} line
     * @param {Range | null} [cursor]
     */
    insertLine(line, cursor = null) {
      const document = this.body.ownerDocument;
      let range = cursor && this.body.contains(cursor.commonAncestorContainer) ? cursor : null;
      if (!range) {
        range = document.createRange();
        range.selectNodeContents(this.body);
        const quoted = this.body.querySelector(this.#page.quoted);
        if (quoted) range.setEndBefore(quoted);
        range.collapse(false);
      }
      this.body.focus();
      const selection = document.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      if (document.execCommand("insertText", false, line)) return;
      range.insertNode(document.createTextNode(line));
      this.body.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
    }
  }

  msgcheck.ComposeWindow = ComposeWindow;

  const SUFFIXES = "pptx? potx ppsx docx? dotx xlsx? csv pdf html? md txt rtf eml msg odp odt key".replaceAll(" ", "|");
  const FILE_NAME = new RegExp(`[^\\\\/:*?"<>|\\s][^\\\\/:*?"<>|\\n]{0,200}?\\.(?:${SUFFIXES})\\b`, "i");
  const SIZE = /([\d.,]+)\s*([KMG])i?B?\b/i;
  const BYTES = { K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

  /** Return a size as a page writes it ("1,024K", "2 MB") in bytes; 0 where it writes none. */
  const bytesOf = (text) => {
    const [, number, unit] = text.match(SIZE) ?? [];
    if (!number) return 0;
    const plain = /[.,]\d{3}(?!\d)/.test(number) ? number.replace(/[.,]/g, "") : number.replace(",", ".");
    return Math.round(Number(plain) * BYTES[unit.toUpperCase()]) || 0;
  };

  /**
   * Return what the page shows as attached, by name and size: a page keeps the bytes to itself.
   * @param {ComposeWindow} compose
   * @param {string} selector of attachments as the page shows them
   * @returns {{name: string, data: null, size: number}[]}
   */
  msgcheck.attachmentsShown = (compose, selector) => {
    const shown = new Map();
    for (const element of compose.root.querySelectorAll(selector)) {
      if (compose.body.contains(element)) continue;
      const text = `${element.getAttribute("aria-label") ?? ""}\n${element.textContent}`;
      const name = text.match(FILE_NAME)?.[0];
      if (name) shown.set(name, Math.max(shown.get(name) ?? 0, bytesOf(text)));
    }
    return [...shown].map(([name, size]) => ({ name, data: null, size }));
  };
}
