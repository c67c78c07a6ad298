"use strict";
/*
 * Files while they are being attached: a page shows later only their names, so they are read when they are chosen or
 * dropped.
 *
 * Where a page takes files in a way that is not seen here, they are named as not read.
 */
globalThis.msgcheck ??= {};

{
  /** Together, of one page; a mail waits while they are handed on, and must go in time. */
  const MOST_BYTES = 4 * 1024 * 1024;
  /** A page rounds the sizes it shows, to kilobytes of 1,000 or of 1,024 bytes. */
  const ROUNDING = 0.06;
  const SMALLEST_UNIT_BYTES = 1024;

  /** Remembers what was chosen in a page, as base64. */
  class ChosenFiles {
    #chosen = [];

    /**
     * Begin to listen.
     * @param {Window} view
     */
    listen(view) {
      const read = (files) => {
        for (const file of files ?? []) this.#read(file);
      };
      view.addEventListener("change", ({ target }) => target instanceof HTMLInputElement && read(target.files), true);
      view.addEventListener("drop", ({ dataTransfer }) => read(dataTransfer?.files), true);
    }

    async #read(file) {
      if (file.size > MOST_BYTES) return;
      const [read] = await msgcheck.attachmentsOf([file]);
      this.#chosen = [read, ...this.#chosen.filter(({ name, size }) => name !== read.name || size !== read.size)];
      this.#forget();
    }

    /** Keep the latest that are not too large together. */
    #forget() {
      let left = MOST_BYTES;
      this.#chosen = this.#chosen.filter(({ size }) => (left -= size) >= 0);
    }

    /**
     * Return attachments with the bytes of those that were chosen here.
     * @param {{name: string, data: null, size: number}[]} shown as the page shows them
     * @returns {{name: string, data: string | null, size: number}[]}
     */
    fill(shown) {
      return shown.map((attachment) => this.#chosen.find((file) => isSame(file, attachment)) ?? attachment);
    }
  }

  const isSame = (file, { name, size }) =>
    file.name === name && (!size || Math.abs(file.size - size) <= Math.max(SMALLEST_UNIT_BYTES, size * ROUNDING));

  msgcheck.ChosenFiles = ChosenFiles;
}
