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

  const ENDS_IN_WORD = /[\p{L}\p{N}]$|\d[.,]$/u;
  const BEGINS_WITH_WORD = /^[\p{L}\p{N}]/u;
  /** The longest that either of these looks at, in UTF-16 units. */
  const LOOK = 2;

  /** Return whether a place begins or ends within a word or number, as "30% off" does in "130% off". */
  const cutsWord = (text, { start, end }) => {
    const before = text.slice(Math.max(0, start - LOOK), start);
    const after = text.slice(end, end + LOOK);
    return (
      (ENDS_IN_WORD.test(before) && BEGINS_WITH_WORD.test(text.slice(start, start + LOOK))) ||
      (BEGINS_WITH_WORD.test(after) && ENDS_IN_WORD.test(text.slice(end - LOOK, end)))
    );
  };

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
    #text;
    #visible;

    /** @param {string} text */
    constructor(text) {
      this.#text = text;
      this.#visible = visible(text);
    }

    /**
     * Return where a sentence stands, in order and without overlap; white space makes no difference. A place within
     * other words counts only where there is none that stands for itself.
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
      const apart = places.filter((place) => !cutsWord(this.#text, place));
      return apart.length ? apart : places;
    }
  }

  /** Elements that stand for themselves: what is written before them and in them are two texts. */
  const BLOCK =
    "address, article, blockquote, body, center, dd, div, dl, dt, h1, h2, h3, h4, h5, h6, hr, li, ol, p, pre, section, " +
    "table, td, th, tr, ul";

  /** Return the text below an element with its text nodes and where in the text each begins. */
  const textBelow = (root, skip) => {
    const isLeftOut = (node) => skip !== "" && Boolean(node.parentElement?.closest(skip));
    const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    const pieces = [];
    let text = "";
    let block = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeName === "BR") text += "\n";
      if (node.nodeType !== Node.TEXT_NODE || isLeftOut(node)) continue;
      const within = node.parentElement?.closest(BLOCK) ?? null;
      if (within !== block) text += "\n";
      block = within;
      pieces.push({ node, start: text.length });
      text += node.data;
    }
    return { text, pieces };
  };

  /** Return the node and offset of a position in a text, from the last piece that begins at or before it. */
  const pointAt = (pieces, position) => {
    const { node, start } = pieces.findLast((piece) => piece.start <= position);
    return [node, Math.min(position - start, node.data.length)];
  };

  /**
   * Return where a sentence stands below an element, as ranges, whatever markup runs through it.
   * @param {Node} root
   * @param {string} sentence
   * @param {{skip?: string}} [options] selector of what is left out, such as the quoted part
   * @returns {Range[]}
   */
  msgcheck.rangesOf = (root, sentence, { skip = "" } = {}) => {
    const { text, pieces } = textBelow(root, skip);
    const wanted = visible(sentence).seen;
    const ranges = new Places(text).of(sentence).map(({ start, end }) => {
      const range = root.ownerDocument.createRange();
      range.setStart(...pointAt(pieces, start));
      const [node, offset] = pointAt(pieces, end - 1);
      range.setEnd(node, offset + 1);
      return range;
    });
    // One with something between its words that is left out holds more than the sentence.
    return ranges.filter((range) => visible(range.toString()).seen === wanted);
  };

  msgcheck.Places = Places;
}
