"use strict";
/* Files that go with the text: chosen or dropped, read here, named in a list. */
globalThis.msgcheck ??= {};

{
  const { element, words } = msgcheck;

  class Attaching extends EventTarget {
    #list;
    #attachments = [];
    #reading = Promise.resolve();

    /**
     * Fires "change" when files came or went.
     * @param {{input: HTMLInputElement, list: HTMLElement, target: HTMLElement}} places
     */
    constructor({ input, list, target }) {
      super();
      this.#list = list;
      input.addEventListener("change", async () => {
        await this.add([...input.files]);
        input.value = "";
      });
      const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
      window.addEventListener("dragover", (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        target.classList.add("is-over");
      });
      window.addEventListener("dragleave", (event) => {
        if (!event.relatedTarget) target.classList.remove("is-over");
      });
      window.addEventListener("drop", (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault(); // a browser would leave the page for the file
        target.classList.remove("is-over");
        this.add([...event.dataTransfer.files]);
      });
    }

    /** @returns {{name: string, data: string | null, size: number}[]} */
    get attachments() {
      return this.#attachments;
    }

    /**
     * Read files after those that came before them, so that all share the room there is and none is lost.
     * @param {File[]} files
     * @returns {Promise<void>}
     */
    add(files) {
      this.#reading = this.#reading.then(() => this.#read(files));
      return this.#reading;
    }

    async #read(files) {
      const room = msgcheck.MOST_ATTACHED_BYTES - this.#attachments.reduce((sum, { data, size }) => sum + (data ? size : 0), 0);
      const read = await msgcheck.attachmentsOf(files, room);
      this.#attachments = [...this.#attachments, ...read];
      this.#changed();
    }

    #remove(attachment) {
      this.#attachments = this.#attachments.filter((other) => other !== attachment);
      this.#changed();
    }

    #changed() {
      const page = words.compose;
      this.#list.replaceChildren(
        ...this.#attachments.map((attachment) => {
          const { name, data, size } = attachment;
          const label = page.attachment(name, data === null ? page.tooLarge : page.size(size));
          const properties = { type: "button", "aria-label": page.remove(name), onclick: () => this.#remove(attachment) };
          return element("li", {}, element("span", { dir: "auto" }, label), element("button", properties, "×"));
        }),
      );
      this.dispatchEvent(new Event("change"));
    }
  }

  msgcheck.Attaching = Attaching;
}
