"use strict";
/* One finding: what is written beside what is approved, the sentence that explains it, and the clicks that settle it. */
globalThis.msgcheck ??= {};

{
  const { element, words } = msgcheck;

  /** Return words as runs that differ or do not: words that differ side by side are one mark. */
  const runsOf = (line) => {
    const runs = [];
    for (const { text, space = "", changed } of line) {
      const last = runs.at(-1);
      if (last && last.changed === Boolean(changed)) Object.assign(last, { text: last.text + last.space + text, space });
      else runs.push({ text, space, changed: Boolean(changed) });
    }
    return runs;
  };

  /** Return a line of words, those that differ marked by a line under them as well as by colour. */
  const marked = (line, kind) =>
    element(
      "p",
      { class: "mc-line", dir: "auto" },
      runsOf(line).flatMap(({ text, space, changed }) => [
        changed ? element("mark", { class: `mc-mark mc-mark-${kind}` }, text) : text,
        space,
      ]),
    );

  const side = (label, line, kind) =>
    line.length
      ? element("div", { class: `mc-side mc-${kind}` }, element("h4", { class: "mc-label" }, label), marked(line, kind))
      : null;

  const internalLines = (finding) => [
    element("p", { class: "mc-sentence" }, finding.sentence || words.internal),
    element(
      "p",
      { class: "mc-small" },
      finding.message_id ? element("span", { class: "mc-id" }, words.internalLine(finding.message_id)) : null,
      finding.owner ? element("span", { class: "mc-id" }, words.owner(finding.owner)) : null,
    ),
  ];

  const suggestionOf = (finding) => {
    if (!finding.suggestion || finding.suggestion === finding.approved) return null;
    return element(
      "div",
      { class: "mc-suggestion" },
      element("h4", { class: "mc-label" }, finding.mended ? words.mended : words.lineForHere),
      element("p", { class: "mc-line", dir: "auto" }, finding.suggestion),
    );
  };

  /** Return the clicks that settle a finding, first the one most will want. */
  const choicesOf = (finding, actions) => {
    const { found, approved, suggestion, may_accept } = finding;
    const choices = [];
    if (found && actions.useSuggestion && isMendable(finding, actions)) {
      const replace = (label, text) => ({ label, act: () => actions.useSuggestion(finding, text), done: words.used });
      if (suggestion && suggestion !== approved) choices.push(replace(words.useThis, suggestion));
      if (approved) choices.push(replace(words.useApproved, approved));
    }
    if (!found && (suggestion || approved) && actions.insertLine) {
      const act = () => actions.insertLine(suggestion || approved);
      choices.push({ label: words.insertApproved, act, done: words.inserted });
    }
    if (may_accept && actions.accept) {
      choices.push({ label: words.fine, act: () => actions.accept(finding), done: words.accepted, isAside: true });
    }
    return choices;
  };

  const isMendable = (finding, actions) => !actions.mendable || actions.mendable(finding);

  const styleOf = (choice, at, quiet) => {
    if (choice.isAside) return "mc-plain";
    return at === 0 && !quiet ? "mc-primary" : "mc-button";
  };

  /** Return a button with what it does beside it; the two stay together. */
  const withHint = (button, hint) => {
    const id = msgcheck.newId();
    button.setAttribute("aria-describedby", id);
    return element("span", { class: "mc-hinted" }, button, element("small", { id, class: "mc-small" }, hint));
  };

  const bodyOf = (finding) => [
    element(
      "div",
      { class: "mc-sides" },
      side(words.youWrite, finding.found_words, "found"),
      side(words.approved, finding.approved_words, "approved"),
    ),
    finding.sentence ? element("p", { class: "mc-sentence", dir: "auto" }, finding.sentence) : null,
    suggestionOf(finding),
  ];

  /**
   * Return a card that shows a finding.
   * @param {object} finding of a whole verdict
   * @param {object} options
   * @param {object} options.actions useSuggestion, insertLine, accept, mendable; one that is not given shows no button
   * @param {boolean} [options.quiet] whether it can wait
   * @param {(card: HTMLElement, outcome: string) => void} [options.settled] called when a click has settled it
   * @returns {HTMLElement}
   */
  msgcheck.findingCard = (finding, { actions, quiet = false, settled = () => {} }) => {
    const titleId = msgcheck.newId();
    const status = element("p", { class: "mc-status", role: "status" });
    const isInternal = !finding.found && !finding.approved;
    const choices = isInternal ? [] : choicesOf(finding, actions);
    const isFar = !isInternal && finding.found !== "" && !isMendable(finding, actions);

    const press = async (choice) => {
      for (const button of buttons) button.disabled = true;
      let outcome;
      try {
        outcome = await choice.act();
      } catch {
        outcome = { unchecked: words.failed };
      }
      if (outcome !== false && !outcome?.unchecked) {
        settled(card, choice.done);
        return;
      }
      for (const button of buttons) button.disabled = false;
      status.textContent = outcome ? outcome.unchecked : words.notThere;
    };

    const buttonOf = (choice, at) =>
      element(
        "button",
        { type: "button", class: styleOf(choice, at, quiet), onclick: () => press(choice) },
        choice.label,
      );
    const buttons = choices.map(buttonOf);
    const card = element(
      "article",
      { class: quiet ? "mc-card mc-quiet" : "mc-card", "aria-labelledby": titleId },
      element(
        "header",
        { class: "mc-head" },
        element("h3", { id: titleId, class: "mc-kind" }, finding.shown_as),
        element("span", { class: "mc-place", dir: "auto" }, finding.location),
      ),
      isInternal ? internalLines(finding) : bodyOf(finding),
      buttons.length
        ? element(
            "div",
            { class: "mc-buttons" },
            buttons.map((button, at) => (choices[at].isAside ? withHint(button, words.fineHint) : button)),
          )
        : null,
      isFar ? element("p", { class: "mc-small" }, words.elsewhere) : null,
      status,
    );
    return card;
  };
}
