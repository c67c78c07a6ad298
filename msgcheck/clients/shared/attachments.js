"use strict";
/* Files as the service takes them. */
globalThis.msgcheck ??= {};

{
  /** Larger files are named and not read; the largest mail most servers take is about this. */
  const MOST_BYTES = 20 * 1024 * 1024;

  const dataOf = (file) =>
    new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
      reader.onerror = () => resolve(null);
      reader.readAsDataURL(file);
    });

  /**
   * Return files as attachments of a mail to check: together at most 20 MB are read, the rest goes by name and size.
   * @param {Iterable<File>} files
   * @returns {Promise<{name: string, data: string | null, size: number}[]>} data in base64
   */
  msgcheck.attachmentsOf = async (files) => {
    const attachments = [];
    let left = MOST_BYTES;
    for (const file of files) {
      const fits = file.size <= left;
      if (fits) left -= file.size;
      attachments.push({ name: file.name, data: fits ? await dataOf(file) : null, size: file.size });
    }
    return attachments;
  };

  msgcheck.MOST_ATTACHED_BYTES = MOST_BYTES;
}
