"use strict";
/* The box that hands a writer the line to use. */
globalThis.msgcheck ??= {};

{
  const { element, words } = msgcheck;

  const texts = (value) => (Array.isArray(value) ? value.filter((item) => typeof item === "string" && item) : []);

  const linesOf = (value) => (Array.isArray(value) ? value : []).filter((line) => typeof line?.text === "string");

  const lineItem = (line, insertLine, tell) => {
    const insert = async () => {
      try {
        await insertLine(line.text);
        tell(words.inserted);
      } catch {
        tell(words.failed);
      }
    };
    const asides = [
      line.proof && words.proof(line.proof),
      line.use_when && words.useWhen(line.use_when),
      texts(line.answers).length && words.answers(line.answers),
      line.valid_until && words.validUntil(line.valid_until),
      ...texts(line.beside).map(words.beside),
    ].filter(Boolean);
    return element(
      "li",
      { class: "mc-said" },
      element("p", { class: "mc-line", dir: "auto" }, line.text),
      asides.map((aside) => element("p", { class: "mc-small", dir: "auto" }, aside)),
      insertLine
        ? element(
            "button",
            { type: "button", class: "mc-button", onclick: insert, "aria-label": `${words.insert}: ${line.text}` },
            words.insert,
          )
        : null,
    );
  };

  /**
   * Return the box in which approved lines are looked for.
   * @param {object} actions
   * @param {(question: string) => Promise<{lines: object[], nearest?: object[]} | {unchecked: string}>} actions.say
   * @param {(text: string) => unknown} [actions.insertLine] without it no line has an Insert button
   * @returns {HTMLElement}
   */
  msgcheck.sayBox = ({ say, insertLine }) => {
    const id = msgcheck.newId();
    const field = element("input", {
      id,
      class: "mc-field",
      type: "search",
      placeholder: words.sayExample,
      autocomplete: "off",
      enterkeyhint: "search",
    });
    const status = element("p", { class: "mc-status", role: "status" });
    const found = element("ul", { class: "mc-lines" });
    const tell = (text) => {
      status.textContent = text;
    };
    let asked = 0;
    const look = async (event) => {
      event.preventDefault();
      const question = field.value.trim();
      if (!question) return;
      asked += 1;
      const mine = asked;
      let answer;
      try {
        answer = await say(question);
      } catch {
        answer = { unchecked: words.failed };
      }
      if (mine !== asked) return; // another question was asked meanwhile
      const [lines, nearest] = [linesOf(answer?.lines), linesOf(answer?.nearest)];
      const shown = lines.length ? lines : nearest;
      tell(answer?.unchecked ?? (lines.length ? "" : nearest.length ? words.nearest : words.noLines));
      found.replaceChildren(...shown.map((line) => lineItem(line, insertLine, tell)));
    };
    return element(
      "form",
      { class: "mc-say", role: "search", onsubmit: look },
      element("label", { for: id, class: "mc-label" }, words.sayLabel),
      element(
        "div",
        { class: "mc-ask" },
        field,
        element("button", { type: "submit", class: "mc-button" }, words.find),
      ),
      status,
      found,
    );
  };
}
