"use strict";
/*
 * Runs in the window a mail is written in, and changes what is written there as if it were typed: undo takes it back,
 * and everything else keeps its form. Both kinds of mail, formatted and plain, are edited as a document.
 */
{
  /** What others wrote, and the signature: a sentence is looked for there last. */
  const NOT_OWN = "blockquote, [_moz_quote], .moz-cite-prefix, .moz-forward-container, .moz-signature";

  const rangeOf = (sentence) =>
    [NOT_OWN, ""].flatMap((skip) => msgcheck.rangesOf(document.body, sentence, { skip })).at(0);

  const isSame = (one, other) => one === other || (/\s/.test(one) && /\s/.test(other));

  /** Return the text nodes of a range, each with where the range begins and ends in it. */
  const piecesOf = (range) => {
    const nodes = document.createNodeIterator(range.commonAncestorContainer, NodeFilter.SHOW_TEXT);
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

  /** Return only the words of a sentence that change, with what takes their place: all others keep their form. */
  const changeOf = (range, text) => {
    const written = range.toString();
    const most = Math.min(written.length, text.length);
    let head = 0;
    while (head < most && isSame(written[head], text[head])) head += 1;
    while (head > 0 && !/\s/.test(written[head - 1])) head -= 1;
    let tail = 0;
    while (tail < most - head && isSame(written.at(-1 - tail), text.at(-1 - tail))) tail += 1;
    while (tail > 0 && !/\s/.test(written.at(-tail))) tail -= 1;
    const words = text.slice(head, text.length - tail);
    // An editor types no nothing: where words only go or only come, the whole sentence is written anew.
    if (!words || head + tail === written.length) return { range, text };
    return { range: partOf(range, head, written.length - tail), text: words };
  };

  /** Return whether a range takes all there is of the element it begins in, such as a bold word. */
  const emptiesElement = ({ startContainer, startOffset, endContainer, endOffset }) =>
    startOffset === 0 &&
    (endContainer !== startContainer || endOffset === startContainer.data.length) &&
    getComputedStyle(startContainer.parentElement).display === "inline";

  const select = (range) => {
    const selection = document.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };

  const typeOver = (range, text) => {
    document.body.focus();
    if (!emptiesElement(range)) {
      select(range);
      return document.execCommand("insertText", false, text);
    }
    // With the last word of an element goes the element, and the space after it is lost: so the new words come first.
    document.getSelection().collapse(range.endContainer, range.endOffset);
    if (!document.execCommand("insertText", false, text)) return false;
    select(range);
    return document.execCommand("delete");
  };

  const edits = {
    stands: ({ sentence }) => Boolean(rangeOf(sentence)),

    replace: ({ sentence, text }) => {
      const range = rangeOf(sentence);
      if (!range) return false;
      const change = changeOf(range, text);
      return typeOver(change.range, change.text);
    },

    insert: ({ text }) => {
      document.body.focus();
      if (!document.getSelection().rangeCount) document.getSelection().collapse(document.body, 0);
      return document.execCommand("insertText", false, text);
    },
  };

  // The panel puts this script here each time it opens; one listener is enough.
  if (!globalThis.msgcheck.isEditing) {
    globalThis.msgcheck.isEditing = true;
    messenger.runtime.onMessage.addListener((request) =>
      Object.hasOwn(edits, request.edit) ? Promise.resolve(edits[request.edit](request)) : undefined,
    );
  }
}
