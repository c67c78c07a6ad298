"use strict";
/*
 * Where a sentence stands in a text, however the text is wrapped.
 *
 * A mail breaks lines, pads with hard spaces and spells a ligature as one character; the sentence the service names does
 * not. Both are compared by their visible characters alone, and the places are given in the text as it is.
 */
globalThis.msgcheck ??= {};

{
  /** White space, soft hyphens, joiners and direction marks: nothing a reader sees. */
  const UNSEEN = /[\s\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0f\ufeff]/;
  const FIRST_VISIBLE = 0x21;
  const LAST_VISIBLE = 0x7e;

  /** Return the visible characters of a text and, for each, where in the text it stands. */
  const visible = (text) => {
    const characters = [];
    const starts = [];
    const ends = [];
    for (let at = 0; at < text.length; ) {
      const code = text.codePointAt(at);
      const size = code > 0xffff ? 2 : 1;
      const character = text.slice(at, at + size);
      if (code >= FIRST_VISIBLE && code <= LAST_VISIBLE) {
        characters.push(character);
        starts.push(at);
        ends.push(at + 1);
      } else if (!UNSEEN.test(character)) {
        // One entry for each UTF-16 unit, so that indexes of the joined string are indexes here.
        for (const unit of character.normalize("NFKD").replace(/\s/g, "").split("")) {
          characters.push(unit);
          starts.push(at);
          ends.push(at + size);
        }
      }
      at += size;
    }
    return { seen: characters.join(""), starts, ends };
  };

  /**
   * A text in which sentences are looked for; made once for many sentences.
   */
  class Places {
    #visible;

    /** @param {string} text */
    constructor(text) {
      this.#visible = visible(text);
    }

    /**
     * Return where a sentence stands, in order and without overlap; white space makes no difference.
     * @param {string} sentence
     * @returns {{start: number, end: number}[]} half-open, in UTF-16 units
     */
    of(sentence) {
      const { seen, starts, ends } = this.#visible;
      const wanted = visible(sentence).seen;
      const places = [];
      if (!wanted) return places;
      for (let at = seen.indexOf(wanted); at >= 0; at = seen.indexOf(wanted, at)) {
        const last = at + wanted.length - 1;
        // A character that stands for several (a ligature, a letter with its accent) is matched as a whole or not at all.
        const whole = starts[at] !== starts[at - 1] && starts[last] !== starts[last + 1];
        if (whole) places.push({ start: starts[at], end: ends[last] });
        at += whole ? wanted.length : 1;
      }
      return places;
    }
  }

  const textNodes = (root, skip) => {
    const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT, (node) =>
      skip && node.parentElement?.closest(skip) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    const nodes = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node);
    return nodes;
  };

  /** Return the node and offset of a position in the joined text of nodes. */
  const pointAt = (nodes, position, isEnd) => {
    let before = 0;
    for (const node of nodes) {
      const after = before + node.data.length;
      if (position < after || (isEnd && position === after)) return { node, offset: position - before };
      before = after;
    }
    return null;
  };

  /**
   * Return where a sentence stands below an element, as ranges, whatever markup runs through it.
   * @param {Node} root
   * @param {string} sentence
   * @param {{skip?: string}} [options] selector of what is left out, such as the quoted part
   * @returns {Range[]}
   */
  msgcheck.rangesOf = (root, sentence, { skip = "" } = {}) => {
    const nodes = textNodes(root, skip);
    return new Places(nodes.map((node) => node.data).join("")).of(sentence).map(({ start, end }) => {
      const from = pointAt(nodes, start, false);
      const to = pointAt(nodes, end, true);
      const range = root.ownerDocument.createRange();
      range.setStart(from.node, from.offset);
      range.setEnd(to.node, to.offset);
      return range;
    });
  };

  /**
   * Replace a sentence in an editable element as if it were typed, so that undo takes it back.
   * @param {HTMLElement} root an element with contenteditable
   * @param {string} sentence
   * @param {string} replacement
   * @param {{skip?: string}} [options]
   * @returns {boolean} whether the sentence stood there
   */
  msgcheck.replaceIn = (root, sentence, replacement, options = {}) => {
    const [range] = msgcheck.rangesOf(root, sentence, options);
    if (!range) return false;
    root.focus();
    const selection = root.ownerDocument.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    // No other call keeps the editor's own undo; it is old, but every browser has it.
    if (root.ownerDocument.execCommand("insertText", false, replacement)) return true;
    range.deleteContents();
    range.insertNode(root.ownerDocument.createTextNode(replacement));
    root.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
    return true;
  };

  msgcheck.Places = Places;
}
