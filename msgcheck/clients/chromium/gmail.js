"use strict";
/*
 * Gmail's page, as public descriptions of it tell (read in November 2026; not tried on the real page).
 *
 * Seen in captures and descriptions of 2021 to 2026:
 * - text: div[contenteditable][g_editable="true"][role="textbox"][aria-multiline="true"], aria-label "Message Body" in
 *   English
 * - Send: div[role="button"] with data-tooltip "Send (Ctrl-Enter)", right before the arrow "More send options", also a
 *   div[role="button"], with aria-haspopup="true", all in a table[role="group"]. With "Send & archive" there are two
 *   Sends. It answers to the press of the mouse, not to the click alone.
 * - Schedule send: div[role="menuitem"][selector="scheduledSend"], in a menu outside of the compose window
 * - recipients: div[role="option"][data-hovercard-id="address"], while the fields are closed span[email="address"];
 *   each field has an input or textarea with the name to, cc or bcc, or a label of that kind
 * - subject: input[name="subjectbox"]; in a reply below the thread input[name="subject"]
 * - sender: input[name="from"], empty where the account has one address; the account button's label has it too
 * - quoted part: .gmail_quote; while it is folded away ("…") it is not in the text at all
 * Not seen: how attachments are marked up; they are looked for by their file name in a label, a link or beside a field.
 */
globalThis.msgcheck ??= {};

{
  const KINDS = ["to", "cc", "bcc"];
  /** Labels of recipient fields, for pages whose fields have no name. */
  const LABELS = { bcc: /\bbcc\b|\bcci\b|\bblind\b/i, cc: /\bcc\b|\bcarbon\b/i, to: /\bto\b|\brecipients\b/i };
  const ARROW = '[aria-haspopup="true"]';
  const SEND_BEFORE_ARROW = `[role="group"] [role="button"]:not(${ARROW}):has(+ [role="button"]${ARROW})`;
  const ATTACHMENTS = [
    '[aria-label*="."][role="link"]',
    '[aria-label*="."][role="listitem"]',
    'a[aria-label*="."]',
    ':has(> input[name="attach"])',
  ].join(", ");

  const kindOf = (chip, root) => {
    for (let node = chip.parentElement; node && node !== root; node = node.parentElement) {
      const label = node.getAttribute("aria-label") ?? "";
      const isOf = (kind) => node.getAttribute("name") === kind || node.querySelector(`[name="${kind}"]`) !== null;
      const named = KINDS.filter(isOf);
      if (named.length === 1) return named[0];
      if (named.length > 1) return "to";
      for (const [kind, words] of Object.entries(LABELS)) if (words.test(label)) return kind;
    }
    return "to";
  };

  const recipients = ({ root, body }) => {
    const found = { to: [], cc: [], bcc: [] };
    const known = new Set();
    const add = (kind, address) => {
      if (known.has(address.toLowerCase())) return;
      known.add(address.toLowerCase());
      found[kind].push(address);
    };
    // Chips first: only they tell in which field they stand.
    for (const selector of ['[role="option"][data-hovercard-id*="@"]', '[email*="@"]']) {
      for (const chip of root.querySelectorAll(selector)) {
        if (body.contains(chip)) continue;
        add(kindOf(chip, root), chip.getAttribute("data-hovercard-id") ?? chip.getAttribute("email"));
      }
    }
    for (const kind of KINDS) {
      for (const field of root.querySelectorAll(`[name="${kind}"], [name="${kind}"] input`)) {
        for (const address of msgcheck.addressesIn(field.value)) add(kind, address);
      }
    }
    return found;
  };

  const valueOf = ({ root }, selector) => root.querySelector(selector)?.value ?? "";

  const sender = (compose) => {
    const chosen = valueOf(compose, 'input[name="from"]');
    const account = compose.root.ownerDocument.querySelector('a[href*="accounts.google."][aria-label*="@"]');
    return msgcheck.addressesIn(chosen || account?.getAttribute("aria-label"))[0] ?? "";
  };

  msgcheck.mailPage = Object.freeze({
    name: "Gmail",
    bodies: [
      '[contenteditable="true"][g_editable="true"]',
      '[contenteditable="true"][role="textbox"][aria-multiline="true"]',
      '[contenteditable="true"][role="textbox"][aria-label="Message Body" i]',
    ],
    quoted: ".gmail_quote, blockquote",
    subject: '[name="subjectbox"], [name="subject"]',
    heads: '[name="to"], [name="subjectbox"], [name="subject"]',
    buttons: '[role="button"], button',
    menuItems: '[role="menuitem"]',
    isSend: (element) =>
      element.matches(SEND_BEFORE_ARROW) || (!element.matches(ARROW) && msgcheck.callsItselfSend(element)),
    isSchedule: (element) => element.matches('[selector="scheduledSend"]') || msgcheck.callsItselfSchedule(element),
    isSendKey: (event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.altKey,
    fields: (compose) => ({
      from: sender(compose),
      ...recipients(compose),
      subject: valueOf(compose, '[name="subjectbox"]') || valueOf(compose, '[name="subject"]'),
      attachments: msgcheck.attachmentsShown(compose, ATTACHMENTS),
    }),
  });
}
