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
      const change = msgcheck.changeOf(range, text);
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
