"use strict";
/*
 * A field in which sentences can be underlined.
 *
 * It is a plain textarea, so that typing, pasting, undo, spelling and input methods are the browser's own. Below it lies
 * a layer with the same text, laid out alike and invisible but for the lines under its sentences; the layer also gives
 * the field its height, so that nothing in it ever scrolls and the two cannot part.
 */
globalThis.msgcheck ??= {};

{
  const { element } = msgcheck;

  /** @typedef {{start: number, end: number, finding: object, kind: "ask" | "waiting", span: HTMLElement}} Mark */

  class MarkedField extends EventTarget {
    #area;
    #layer;
    #findings = [];
    #marks = [];
    #isDue = false;

    /**
     * Fires "change" when the text changed, with `detail.isComposing` while an input method is at work.
     * @param {HTMLElement} root where the field is put
     * @param {{id?: string, label?: string, placeholder?: string, isOneLine?: boolean}} options
     */
    constructor(root, { id, label, placeholder, isOneLine = false }) {
      super();
      this.#layer = element("div", { class: "marks", "aria-hidden": "true", dir: "auto" });
      this.#area = element("textarea", {
        id,
        "aria-label": label,
        placeholder,
        dir: "auto",
        rows: 1,
        autocomplete: "off",
        spellcheck: "true",
        oninput: (event) => this.#changed(event.isComposing),
        oncompositionend: () => this.#changed(false),
        onkeydown: (event) => {
          if (isOneLine && event.key === "Enter") event.preventDefault();
        },
      });
      this.element = element("div", { class: "marked" }, this.#layer, this.#area);
      root.append(this.element);
      this.#draw();
    }

    /** @returns {HTMLTextAreaElement} */
    get area() {
      return this.#area;
    }

    /** @returns {string} */
    get text() {
      return this.#area.value;
    }

    /** @returns {Mark[]} in order */
    get marks() {
      return this.#marks;
    }

    /**
     * Underline the sentences of findings wherever they stand, now and as the text is changed.
     * @param {{finding: object, kind: "ask" | "waiting"}[]} findings those that matter most first
     */
    show(findings) {
      this.#findings = findings;
      this.#draw();
    }

    /** @returns {boolean} whether a sentence stands in the text */
    holds(sentence) {
      return new msgcheck.Places(this.text).of(sentence).length > 0;
    }

    /**
     * Replace the first place of a sentence as if it were typed; undo takes it back.
     * @returns {boolean} whether it stood there
     */
    replace(sentence, replacement) {
      const [place] = new msgcheck.Places(this.text).of(sentence);
      if (place) this.replaceAt(place, replacement);
      return Boolean(place);
    }

    /** Replace a part of the text as if it were typed. */
    replaceAt({ start, end }, replacement) {
      this.#area.focus();
      this.#area.setSelectionRange(start, end);
      this.insert(replacement);
    }

    /** Put a text at the caret as if it were typed, in place of what is selected. */
    insert(text) {
      this.#area.focus();
      // No other call keeps the browser's own undo; it is old, but every browser has it.
      if (document.execCommand("insertText", false, text)) return;
      this.#area.setRangeText(text, this.#area.selectionStart, this.#area.selectionEnd, "end");
      this.#changed(false);
    }

    /** @returns {Mark | undefined} the mark under a point of the window */
    markAt(x, y) {
      const isUnder = ({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom;
      return this.#marks.find(({ span }) => [...span.getClientRects()].some(isUnder));
    }

    /** @returns {Mark | undefined} the mark in which the caret stands */
    markAtCaret() {
      const { selectionStart: from, selectionEnd: to } = this.#area;
      return this.#marks.find(({ start, end }) => from >= start && to <= end);
    }

    #changed(isComposing) {
      if (!this.#isDue) {
        this.#isDue = true;
        requestAnimationFrame(() => {
          this.#isDue = false;
          this.#draw();
        });
      }
      this.dispatchEvent(new CustomEvent("change", { detail: { isComposing } }));
    }

    /** Lay the marks out anew below the text as it is now. */
    #draw() {
      const text = this.text;
      this.#marks = this.#findings.length ? marksIn(text, this.#findings) : [];
      const parts = [];
      let at = 0;
      for (const mark of this.#marks) {
        mark.span = element("span", { class: mark.kind }, text.slice(mark.start, mark.end));
        parts.push(text.slice(at, mark.start), mark.span);
        at = mark.end;
      }
      // The last line needs something on it to have a height, as it has in a textarea.
      this.#layer.replaceChildren(...parts, `${text.slice(at)}\u200b`);
    }
  }

  /** Return the places of findings in a text, in order; of two that overlap, the one that matters more. */
  const marksIn = (text, findings) => {
    const places = new msgcheck.Places(text);
    const marks = [];
    for (const { finding, kind } of findings) {
      for (const { start, end } of places.of(finding.found)) {
        if (marks.every((mark) => end <= mark.start || start >= mark.end)) marks.push({ start, end, finding, kind });
      }
    }
    return marks.sort((one, other) => one.start - other.start);
  };

  msgcheck.MarkedField = MarkedField;
}
