"use strict";
/*
 * Runs in the window a mail is written in, and changes what is written there as if it were typed: undo takes it back, and
 * everything else keeps its form. Both kinds of mail, formatted and plain, are edited as a document.
 */
{
  /** What others wrote, and the signature: a sentence is looked for there last. */
  const NOT_OWN = "blockquote, [_moz_quote], .moz-cite-prefix, .moz-forward-container, .moz-signature";

  const selectorFor = (sentence) =>
    [NOT_OWN, ""].find((skip) => msgcheck.rangesOf(document.body, sentence, { skip }).length > 0);

  const edits = {
    stands: ({ sentence }) => selectorFor(sentence) !== undefined,

    replace: ({ sentence, text }) => {
      const skip = selectorFor(sentence);
      return skip !== undefined && msgcheck.replaceIn(document.body, sentence, text, { skip });
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
