"use strict";
/* Every sentence that clients show, in one place. */
globalThis.msgcheck ??= {};

msgcheck.words = Object.freeze({
  before: "Before you send",
  checked: "Your text beside the messaging",
  summary: (sentences, fields) => {
    const parts = [];
    if (sentences === 1) parts.push("One sentence says something other than what is approved.");
    if (sentences > 1) parts.push(`${sentences} sentences say something other than what is approved.`);
    if (fields === 1) parts.push("One field is not filled in.");
    if (fields > 1) parts.push(`${fields} fields are not filled in.`);
    return parts.join(" ");
  },
  idle: "What differs from the messaging appears here as you write.",
  nothing: "Nothing to ask about this text.",
  nothingMore: "Nothing to ask about the rest.",
  noneJudged: (reasons) => `Nothing in this text was judged (${reasons.join(", ")}).`,
  forwarded: "forwarded lines",
  unread: "not read",
  unclear: "unclear why",
  unchecked: (why) => `msgcheck did not check this mail: ${why}`,
  close: "Close",
  back: "Back to the text",

  youWrite: "You write",
  approved: "Approved",
  mended: "Your sentence, mended",
  lineForHere: "The line for here",
  useThis: "Use this",
  useApproved: "Use the approved line",
  insertApproved: "Insert the approved line",
  fine: "This is fine",
  fineHint: "proposes your sentence to marketing",
  internal: "A line that must stay inside the company stands in this mail.",
  internalLine: (id) => `Line: ${id}`,
  owner: (owner) => `Owner: ${owner}`,
  elsewhere: "This stands in an attachment: mend it there.",
  used: "Mended in your text.",
  inserted: "Inserted.",
  accepted: "Proposed to marketing.",
  notThere: "This sentence is not in your text any more.",
  failed: "That did not work. Your text is as it was.",

  more: (count) => `and ${count} more`,
  waiting: (count) =>
    count === 1
      ? "1 smaller thing could be said closer to the messaging."
      : `${count} smaller things could be said closer to the messaging.`,
  unfilled: "Still to fill in",
  notRead: (item) => `Not read: ${item}`,
  notCalibrated: "This model is not calibrated: findings are notes only.",

  because: "Or leave it as it stands, because …",
  reasons: Object.freeze([
    { key: "agreed", shown_as: "agreed with deal desk" },
    { key: "does-not-work", shown_as: "the approved line does not work here" },
    { key: "customers-words", shown_as: "the customer's own words" },
    { key: "wrong", shown_as: "msgcheck is wrong" },
  ]),
  chooseReason: "Choose one reason first; one click is enough.",
  tellMarketing: "Tell marketing",
  tellMarketingHint: "sends these sentences, not your name",
  sendAnyway: "Send anyway",
  send: "Send",

  sayLabel: "What do we say about …",
  sayExample: "roi for a retail cfo",
  find: "Find",
  noLines: "Nothing approved about that. Try other words.",
  nearest: "Nothing approved about that; nearest:",
  insert: "Insert",
  proof: (proof) => `Proof: ${proof}`,
  validUntil: (day) => `Valid until ${day}`,
  useWhen: (when) => `When to use it: ${when}`,
  answers: (objections) => `Answers: ${objections.join(" · ")}`,
  beside: (line) => `Beside it: ${line}`,

  compose: Object.freeze({
    empty: "Write or paste your text; it is checked as you pause.",
    checking: "Checking …",
    checked: "Checked just now.",
    changed: "Changed since the last check.",
    unchecked: (why) => `msgcheck did not check this text: ${why}`,
    copied: "Copied. Paste it where you send it.",
    notCopied: "The browser did not allow copying: select the text and copy it yourself.",
    copy: "Copy",
    copyAnyway: "Copy anyway",
    attachment: (name, size) => `${name}, ${size}`,
    tooLarge: "too large to be read here",
    remove: (name) => `Remove ${name}`,
    size: (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`),
  }),

  checking: "msgcheck is looking at this mail …",
  show: "Show",
  open: "msgcheck: look at this mail, and find a line",
  unrecognised: "msgcheck does not recognise this page: mails are not checked here.",
  pressAgain: "Checked. Press Send once more.",

  why: Object.freeze({
    dead: "it does not answer. Is “msgcheck serve” running?",
    slow: "it took too long.",
    strange: "its answer could not be read.",
    token: "this client is not paired. Run “msgcheck serve --pair” and paste the token it prints.",
    session: "the link that opened this page has run out. Run “msgcheck serve --link” and open the new one beside it.",
    origin: "it does not know this page.",
    large: "the mail is too large.",
    unreadable: "nothing in it could be read.",
    persona: (what, known) => (known ? `${what.replace(/\.$/, "")} (${known}).` : what),
    many: "it is asked too often just now.",
    starting: "it is still starting.",
    busy: "it is busy.",
    failed: "it could not finish.",
    replaced: "it was updated. Reload this page.",
  }),
});
