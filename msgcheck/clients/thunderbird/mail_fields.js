"use strict";
/* The mail of a compose window, as the service takes it. */
globalThis.msgcheck ??= {};

{
  /** What is not read of the attachments by then goes by name: the text must still be checked in time. */
  const ATTACHMENTS_MS = 700;

  /** A contact or list of the address book comes without its addresses; named, it still counts as somebody. */
  const recipient = (entry) => (typeof entry === "string" ? entry : `${entry.type} ${entry.id}`);

  const recipients = (field) => [field ?? []].flat().map(recipient);

  const named = ({ name, size }) => ({ name, data: null, size: Math.max(0, size ?? 0) });

  const read = async (attachment) => {
    try {
      return await messenger.compose.getAttachmentFile(attachment.id);
    } catch {
      // A file in the cloud or a mail passed on: not a file of this computer.
      return null;
    }
  };

  const readAll = async (listed) => {
    const files = await Promise.all(listed.map(read));
    const whole = await msgcheck.attachmentsOf(files.filter(Boolean));
    return listed.map((attachment, index) => (files[index] ? whole.shift() : named(attachment)));
  };

  const attachmentsOf = async (tabId, readsFiles) => {
    const listed = await messenger.compose.listAttachments(tabId);
    if (!listed.length || !readsFiles) return listed.map(named);
    let timer;
    const late = new Promise((resolve) => {
      timer = setTimeout(() => resolve(listed.map(named)), ATTACHMENTS_MS);
    });
    try {
      return await Promise.race([readAll(listed), late]);
    } finally {
      clearTimeout(timer);
    }
  };

  /**
   * Return the mail of a compose tab.
   * @param {number} tabId
   * @param {object} details as Thunderbird's `compose.getComposeDetails` gives them
   * @param {{readsFiles?: boolean}} [options] false where attachments go by name, and size where known
   * @returns {Promise<object>}
   */
  msgcheck.mailOf = async (tabId, details, { readsFiles = true } = {}) => ({
    from: recipient(details.from ?? ""),
    to: recipients(details.to),
    cc: recipients(details.cc),
    bcc: recipients(details.bcc),
    subject: details.subject ?? "",
    ...(details.isPlainText ? { text: details.plainTextBody } : { html: msgcheck.withoutPictures(details.body ?? "") }),
    attachments: await attachmentsOf(tabId, readsFiles),
  });
}
