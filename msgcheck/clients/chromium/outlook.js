"use strict";
/*
 * Outlook on the web, as public descriptions of it tell (read in November 2026; not tried on the real page).
 *
 * Seen in descriptions of 2022 to 2026, for outlook.live.com, outlook.office.com and outlook.cloud.microsoft:
 * - text: [id^="editorParent_"] with [contenteditable="true"][role="textbox"] in it, aria-label "Message body", earlier
 *   "Message body, press Alt+F10 to exit"
 * - Send: the left half of a split button, id "splitButton-…__primaryActionButton", title "Send (Ctrl+Enter)", within
 *   [data-testid="ComposeSendButton"]; the right half, with aria-haspopup, opens a menu
 * - recipients: [role="group"] with an id ending in _TO, _CC, _BCC; in it ._EType_RECIPIENT_ENTITY, whose aria-label is
 *   the address or the name; an address not resolved yet is plain text
 * - subject: input with an id ending in _SUBJECT, aria-label "Subject", earlier "Add a subject"
 * - quoted part: #divRplyFwdMsg or #mail-editor-reference-message-container after #appendonsend
 * - Send is Ctrl+Enter or Alt+S
 * Not seen: the menu item "Schedule send" (known by its words) and attachments (looked for by their file name in a
 * label).
 */
globalThis.msgcheck ??= {};

{
  const SEND = [
    'button[id*="primaryActionButton"]',
    '[data-testid="ComposeSendButton"] button',
    'button[title*="Ctrl+Enter"]',
    'button[title*="\u2318"]',
  ].join(", ");
  const ARROW = '[aria-haspopup], [id*="menuButton" i]';
  const WELLS = '[id$="_TO"] *, [id$="_CC"] *, [id$="_BCC"] *';
  const QUOTED = [
    ...["#divRplyFwdMsg", "#divRplyFwdMsg ~ *", "#x_divRplyFwdMsg", "#appendonsend ~ *"],
    ...["#mail-editor-reference-message-container", "blockquote"],
  ].join(", ");
  const SUBJECT = 'input[id$="_SUBJECT"], input[aria-label="Subject" i], input[aria-label="Add a subject" i]';
  const KINDS = { to: "_TO", cc: "_CC", bcc: "_BCC" };
  const ATTACHMENTS = [
    '[role="option"][aria-label*="."]',
    '[role="listitem"][aria-label*="."]',
    '[role="group"][aria-label*="."]',
    '[title*="."]',
  ].join(", ");

  const recipients = (root, ending) => {
    const found = new Set();
    for (const field of root.querySelectorAll(`[id$="${ending}"]`)) {
      for (const chip of field.querySelectorAll('[aria-label*="@"], [title*="@"], [data-lpc-hover-target-id*="@"]')) {
        const { title } = chip;
        const told = `${chip.getAttribute("aria-label")} ${title} ${chip.getAttribute("data-lpc-hover-target-id")}`;
        for (const address of msgcheck.addressesIn(told)) found.add(address);
      }
      for (const address of msgcheck.addressesIn(field.textContent)) found.add(address);
    }
    return [...found];
  };

  msgcheck.mailPage = Object.freeze({
    name: "Outlook",
    bodies: [
      '[id^="editorParent_"] [contenteditable="true"][role="textbox"]',
      `[contenteditable="true"][role="textbox"][aria-multiline="true"]:not(${WELLS})`,
      '[contenteditable="true"][aria-label^="Message body" i]',
    ],
    quoted: QUOTED,
    subject: SUBJECT,
    heads: '[id$="_TO"], [id$="_SUBJECT"]',
    buttons: 'button, [role="button"]',
    menuItems: '[role="menuitem"], [role="menu"] button',
    isSend: (element) => !element.matches(ARROW) && (element.matches(SEND) || msgcheck.callsItselfSend(element)),
    isSchedule: msgcheck.callsItselfSchedule,
    isSendKey: (event) =>
      (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.altKey) ||
      (event.code === "KeyS" && event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey),
    fields: (compose) => ({
      from: msgcheck.addressesIn(compose.root.querySelector('[id$="_FROM"]')?.textContent)[0] ?? "",
      to: recipients(compose.root, KINDS.to),
      cc: recipients(compose.root, KINDS.cc),
      bcc: recipients(compose.root, KINDS.bcc),
      subject: compose.root.querySelector(SUBJECT)?.value ?? "",
      attachments: msgcheck.attachmentsShown(compose, ATTACHMENTS),
    }),
  });
}
