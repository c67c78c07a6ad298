"use strict";
/* The mail beside the task pane: what stands in it, and what is put into it. */
globalThis.msgcheck ??= {};

{
  const { called, readMail, requestOf, keyOf, decisionOf, keep } = msgcheckOutlook;

  /** What Outlook puts above the mail that is answered, and all that follows it. */
  const QUOTED = "blockquote, [id$='divRplyFwdMsg'], [id$='divRplyFwdMsg'] ~ *, [id$='appendonsend'] ~ *";
  /** Nobody waits for the attachments while a mail is written. */
  const FILES_MS = 10_000;

  /** Return what a mail reads, the subject as a text of its own. */
  const readingOf = ({ html, subject }) => `${documentOf(html).body.textContent}\n${subject}`;

  const documentOf = (html) => new DOMParser().parseFromString(html, "text/html");

  /** The mail that is being written. */
  class Draft {
    #item = Office.context.mailbox.item;
    #mail = null;
    #places = new msgcheck.Places("");

    /**
     * Read the mail anew.
     * @returns {Promise<string>} a key that is another one as soon as anything in the mail is
     */
    async read() {
      this.#mail = await readMail(this.#item);
      this.#places = new msgcheck.Places(readingOf(this.#mail));
      return keyOf(this.#mail);
    }

    /**
     * Return the mail as it was read, with its attachments, as the service takes it.
     * @returns {Promise<object>}
     */
    request() {
      return requestOf(this.#item, this.#mail, FILES_MS);
    }

    /**
     * Return whether a sentence stands in the text or the subject, rather than in an attachment.
     * @param {string} sentence
     * @returns {boolean}
     */
    holds(sentence) {
      return this.#places.of(sentence).length > 0;
    }

    /**
     * Put another text in the place of a sentence, of one between the lines of what is quoted only where it stands
     * nowhere else.
     * @param {string} sentence
     * @param {string} text
     * @returns {Promise<boolean>} whether the sentence stood there
     */
    async replace(sentence, text) {
      return (await this.#replaceInBody(sentence, text)) || this.#replaceInSubject(sentence, text);
    }

    async #replaceInBody(sentence, text) {
      const { body } = this.#item;
      const type = await called(body, "getTypeAsync");
      const isHtml = type === Office.CoercionType.Html;
      const before = await called(body, "getAsync", type);
      const after = isHtml ? replacedInHtml(before, sentence, text) : replacedInText(before, sentence, text);
      if (after === null) return false;
      await called(body, "setAsync", after, { coercionType: type });
      return true;
    }

    async #replaceInSubject(sentence, text) {
      const { subject } = this.#item;
      const after = replacedInText((await called(subject, "getAsync")) || "", sentence, text);
      if (after === null) return false;
      await called(subject, "setAsync", after);
      return true;
    }

    /**
     * Put a line where the caret stands.
     * @param {string} text
     */
    async insert(text) {
      await called(this.#item.body, "setSelectedDataAsync", text, { coercionType: Office.CoercionType.Text });
    }

    /**
     * Keep what was found, so that Send only reads it.
     * @param {string} key of the mail that was checked
     * @param {object} verdict
     */
    async prepare(key, verdict) {
      await keep(this.#item, decisionOf(key, verdict));
    }

    /** Let the mail go as it stands now when it is sent next. */
    async letGo() {
      const mail = await readMail(this.#item);
      await keep(this.#item, { key: keyOf(mail), at: Date.now(), holds: false, message: "" });
    }

    /**
     * Send the mail, where this Outlook lets an add-in do so.
     * @returns {Promise<boolean>} whether it did
     */
    async send() {
      if (typeof this.#item.sendAsync !== "function") return false;
      try {
        await called(this.#item, "sendAsync");
      } catch {
        return false;
      }
      return true;
    }
  }

  const replacedInHtml = (html, sentence, text) => {
    const read = documentOf(html);
    const found = [QUOTED, ""].flatMap((skip) => msgcheck.rangesOf(read.body, sentence, { skip })).at(0);
    if (!found) return null;
    const change = msgcheck.changeOf(found, text);
    change.range.deleteContents();
    change.range.insertNode(read.createTextNode(change.text));
    return read.documentElement.outerHTML;
  };

  const replacedInText = (before, sentence, text) => {
    const [place] = new msgcheck.Places(before).of(sentence);
    return place ? before.slice(0, place.start) + text + before.slice(place.end) : null;
  };

  msgcheck.Draft = Draft;
}
