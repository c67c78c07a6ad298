"use strict";
/* Elements made from text, never from markup: what stands in a mail is shown and never run. */
globalThis.msgcheck ??= {};

{
  /**
   * Return a new element.
   * @param {string} tag
   * @param {Record<string, unknown>} [properties] attributes; a function under "onclick" listens; false and null are left out
   * @param {...(Node | string | null | undefined | Array)} children strings become text
   * @returns {HTMLElement}
   */
  msgcheck.element = (tag, properties = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (value === null || value === undefined || value === false) continue;
      if (typeof value === "function") made.addEventListener(name.replace(/^on/, ""), value);
      else made.setAttribute(name, value === true ? "" : String(value));
    }
    made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
    return made;
  };

  let made = 0;

  /**
   * Return an id that no other element of this script has.
   * @returns {string}
   */
  msgcheck.newId = () => `msgcheck-${(made += 1)}`;
}
