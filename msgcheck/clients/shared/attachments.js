"use strict";
/* Files and pictures as the service takes them. */
globalThis.msgcheck ??= {};

{
  /** What a mail may carry to be read here: the service takes 25 MB at once, and Base64 makes four bytes of three. */
  const MOST_BYTES = 18_000_000;

  const dataOf = (file) =>
    new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
      reader.onerror = () => resolve(null);
      reader.readAsDataURL(file);
    });

  /**
   * Return files as attachments of a mail to check; what is too large to be read goes by name and size.
   * @param {Iterable<File>} files
   * @param {number} [mostBytes] that all may hold together
   * @returns {Promise<{name: string, data: string | null, size: number}[]>} data in base64
   */
  msgcheck.attachmentsOf = async (files, mostBytes = MOST_BYTES) => {
    const attachments = [];
    let left = mostBytes;
    for (const file of files) {
      const fits = file.size <= left;
      if (fits) left -= file.size;
      attachments.push({ name: file.name, data: fits ? await dataOf(file) : null, size: file.size });
    }
    return attachments;
  };

  /**
   * Return a mail without the pictures that are written into it: they can be megabytes, and hold no text that is read.
   * @param {string} html
   * @returns {string}
   */
  msgcheck.withoutPictures = (html) => html.replace(/(\ssrc\s*=\s*)(?:"data:[^"]*"|'data:[^']*')/gi, '$1""');

  msgcheck.MOST_ATTACHED_BYTES = MOST_BYTES;
}
