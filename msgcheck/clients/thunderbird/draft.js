"use strict";
/* A mail that is being written, as the panel changes it. */
globalThis.msgcheck ??= {};

{
  const EDITOR_SCRIPTS = ["shared/places.js", "shared/mending.js", "draft_editor.js"];

  /** The draft in one compose tab. */
  class Draft {
    #tabId;
    #editor = null;

    /** @param {number} tabId */
    constructor(tabId) {
      this.#tabId = tabId;
    }

    /**
     * Return the sentences that stand in the text or the subject, and so can be mended here.
     * @param {string[]} sentences
     * @returns {Promise<Set<string>>}
     */
    async standing(sentences) {
      const here = await Promise.all(
        sentences.map(async (sentence) => (await this.#edit("stands", { sentence })) || this.#isInSubject(sentence)),
      );
      return new Set(sentences.filter((_, index) => here[index]));
    }

    /**
     * Put a text in place of a sentence.
     * @param {string} sentence
     * @param {string} text
     * @returns {Promise<boolean>} whether the sentence stood there
     */
    async replace(sentence, text) {
      return (await this.#edit("replace", { sentence, text })) || this.#replaceInSubject(sentence, text);
    }

    /**
     * Put a line where the caret stands.
     * @param {string} text
     * @returns {Promise<void>} rejected where it cannot be put
     */
    async insert(text) {
      if (!(await this.#edit("insert", { text }))) throw new Error("no line can be put into this mail");
    }

    async #edit(edit, request) {
      this.#editor ??= this.#putEditor();
      await this.#editor;
      return messenger.tabs.sendMessage(this.#tabId, { edit, ...request });
    }

    async #putEditor() {
      for (const file of EDITOR_SCRIPTS) {
        try {
          await messenger.tabs.executeScript(this.#tabId, { file });
        } catch {
          // Thunderbird runs a script whose last value is a function, and then says that this cannot be handed back.
          // Where a script did not run at all, the message that follows finds nobody.
        }
      }
    }

    async #placesInSubject(sentence) {
      const { subject } = await messenger.compose.getComposeDetails(this.#tabId);
      return { subject, places: new msgcheck.Places(subject).of(sentence) };
    }

    async #isInSubject(sentence) {
      return (await this.#placesInSubject(sentence)).places.length > 0;
    }

    async #replaceInSubject(sentence, text) {
      const { subject, places } = await this.#placesInSubject(sentence);
      if (!places.length) return false;
      const [{ start, end }] = places;
      await messenger.compose.setComposeDetails(this.#tabId, {
        subject: subject.slice(0, start) + text + subject.slice(end),
      });
      return true;
    }
  }

  msgcheck.Draft = Draft;
}
