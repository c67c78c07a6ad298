"use strict";
/*
 * Puts another text in the place of a sentence, and changes no more than the words that differ: a link, a bold word, a
 * line break in the rest of the sentence stays what it is. Needs places.js.
 */
globalThis.msgcheck ??= {};

{
  const isSpace = (character) => character !== undefined && /\s/.test(character);

  const isSame = (one, other) => one === other || (isSpace(one) && isSpace(other));

  /** Return the text nodes of a range, each with where the range begins and ends in it. */
  const piecesOf = (range) => {
    const root = range.commonAncestorContainer;
    const nodes = root.ownerDocument.createNodeIterator(root, NodeFilter.SHOW_TEXT);
    const pieces = [];
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      if (!range.intersectsNode(node)) continue;
      const start = node === range.startContainer ? range.startOffset : 0;
      const end = node === range.endContainer ? range.endOffset : node.data.length;
      if (start < end) pieces.push({ node, start, end });
    }
    return pieces;
  };

  /** Return a part of a range; where it begins between two formats, it has that of what follows. */
  const partOf = (range, start, end) => {
    const part = range.cloneRange();
    let before = 0;
    for (const piece of piecesOf(range)) {
      const after = before + piece.end - piece.start;
      if (before <= start && start < after) part.setStart(piece.node, piece.start + start - before);
      if (before < end && end <= after) part.setEnd(piece.node, piece.start + end - before);
      before = after;
    }
    return part;
  };

  /** Return how much of two texts is the same at their beginning, in whole words. */
  const sameHead = (one, other, most) => {
    let head = 0;
    while (head < most && isSame(one[head], other[head])) head += 1;
    while (head > 0 && !isSpace(one[head - 1])) head -= 1;
    return head;
  };

  /** Return how much of two texts is the same at their end, in whole words. */
  const sameTail = (one, other, most) => {
    let tail = 0;
    while (tail < most && isSame(one.at(-1 - tail), other.at(-1 - tail))) tail += 1;
    const beginsWord = () => isSpace(one.at(-1 - tail)) && isSpace(other.at(-1 - tail));
    while (tail > 0 && !isSpace(one.at(-tail)) && !beginsWord()) tail -= 1;
    return tail;
  };

  /**
   * Return the part of a range that has to change for it to read as a text, with what takes its place.
   * @param {Range} range
   * @param {string} text
   * @returns {{range: Range, text: string}} both never empty, unless the whole is
   */
  msgcheck.changeOf = (range, text) => {
    const written = range.toString();
    const most = Math.min(written.length, text.length);
    let head = sameHead(written, text, most);
    let tail = sameTail(written, text, most - head);
    const isNothing = () => head + tail === text.length || head + tail === written.length;
    // An editor types no nothing: where words only go or only come, the word beside them is written anew.
    if (isNothing() && head > 0) head = written.slice(0, head).search(/\S*\s$/);
    else if (isNothing() && tail > 0) tail -= written.slice(-tail).match(/^\s*\S*/)[0].length;
    if (isNothing()) return { range, text };
    return { range: partOf(range, head, written.length - tail), text: text.slice(head, text.length - tail) };
  };

  /** Type a text in the place of a range; no other call keeps the editor's own undo, and every browser has this one. */
  const typeOver = (range, text) => {
    const { ownerDocument } = range.startContainer;
    const selection = ownerDocument.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return ownerDocument.execCommand("insertText", false, text);
  };

  /**
   * Replace a sentence in an editable element as if it were typed, so that undo takes it back.
   * @param {HTMLElement} root an element with contenteditable, or the body of a document that is edited as a whole
   * @param {string} sentence
   * @param {string} replacement
   * @param {{skip?: string}} [options]
   * @returns {boolean} whether the sentence stood there
   */
  msgcheck.replaceIn = (root, sentence, replacement, options = {}) => {
    const [found] = msgcheck.rangesOf(root, sentence, options);
    if (!found) return false;
    const { range, text } = msgcheck.changeOf(found, replacement);
    root.focus();
    if (typeOver(range, text)) return true;
    range.deleteContents();
    range.insertNode(root.ownerDocument.createTextNode(text));
    root.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
    return true;
  };
}
