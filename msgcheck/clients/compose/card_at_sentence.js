"use strict";
/* The card that opens at an underlined sentence: under the mouse, under a finger, or where the caret is. */
globalThis.msgcheck ??= {};

{
  const { element } = msgcheck;

  const OPEN_MS = 150;
  /** Long enough to move the mouse from the sentence into its card. */
  const CLOSE_MS = 300;
  const GAP_PX = 6;
  const MOVES_CARET = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"]);

  class CardAtSentence {
    #field;
    #actionsFor;
    #holder;
    #shown = null;
    #timer = null;

    /**
     * @param {msgcheck.MarkedField} field
     * @param {(mark: object) => object} actionsFor the actions of a card at this mark
     */
    constructor(field, actionsFor) {
      this.#field = field;
      this.#actionsFor = actionsFor;
      this.#holder = element("div", {
        class: "at-sentence",
        "aria-live": "polite",
        hidden: true,
        onpointerenter: () => clearTimeout(this.#timer),
        onpointerleave: () => this.#later(null, CLOSE_MS),
        onkeydown: (event) => this.#keyDown(event),
      });
      // After the textarea, so that the tabulator key goes from the sentence into its card.
      field.element.append(this.#holder);
      const { area } = field;
      area.addEventListener("pointermove", (event) => this.#hover(event));
      area.addEventListener("pointerleave", () => this.#later(null, CLOSE_MS));
      area.addEventListener("click", () => this.#showAtCaret());
      area.addEventListener("keydown", (event) => this.#keyDown(event));
      area.addEventListener("keyup", (event) => {
        if (MOVES_CARET.has(event.key)) this.#showAtCaret();
      });
      field.addEventListener("change", () => this.hide());
    }

    /** Show the card of a mark at once. */
    show(mark) {
      clearTimeout(this.#timer);
      if (this.#shown === mark) return;
      this.hide();
      this.#shown = mark;
      mark.span.classList.add("is-shown");
      const card = msgcheck.findingCard(mark.finding, {
        actions: this.#actionsFor(mark),
        quiet: mark.kind === "waiting",
        settled: () => {
          this.hide();
          this.#field.area.focus();
        },
      });
      this.#holder.replaceChildren(card);
      this.#holder.hidden = false;
      this.#place(mark);
    }

    /** Take the card away. */
    hide() {
      clearTimeout(this.#timer);
      if (this.#holder.hidden) return;
      if (this.#holder.contains(document.activeElement)) this.#field.area.focus();
      this.#shown?.span.classList.remove("is-shown");
      this.#shown = null;
      this.#holder.hidden = true;
      this.#holder.replaceChildren();
    }

    #place(mark) {
      const rects = [...mark.span.getClientRects()];
      const box = this.#field.element.getBoundingClientRect();
      const left = Math.min(...rects.map((rect) => rect.left)) - box.left;
      const room = box.width - this.#holder.offsetWidth;
      this.#holder.style.left = `${Math.max(0, Math.min(left, room))}px`;
      this.#holder.style.top = `${rects.at(-1).bottom - box.top + GAP_PX}px`;
    }

    #hover(event) {
      if (event.pointerType === "touch") return; // a tap moves the caret, which shows the card
      const mark = this.#field.markAt(event.clientX, event.clientY) ?? null;
      if (mark === this.#shown) clearTimeout(this.#timer);
      else this.#later(mark, mark ? OPEN_MS : CLOSE_MS);
    }

    #showAtCaret() {
      const mark = this.#field.markAtCaret();
      if (mark) this.show(mark);
      else this.hide();
    }

    #later(mark, delayMs) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        // A text that was laid out anew meanwhile has other marks.
        if (mark && this.#field.marks.includes(mark)) this.show(mark);
        else if (!this.#holder.contains(document.activeElement)) this.hide();
      }, delayMs);
    }

    #keyDown(event) {
      if (event.key !== "Escape" || this.#holder.hidden) return;
      event.preventDefault();
      this.hide();
    }
  }

  msgcheck.CardAtSentence = CardAtSentence;
}
