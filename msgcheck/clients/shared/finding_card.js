"use strict";
/* One finding: what is written beside what is approved, the sentence that explains it, and the clicks that settle it. */
globalThis.msgcheck ??= {};

{
  const { element, words } = msgcheck;

  /** Return a line of words, those that differ marked by a line under them as well as by colour. */
  const marked = (line, kind) =>
    element(
      "p",
      { class: "mc-line", dir: "auto" },
      line.flatMap(({ text, space, changed }) => [
        changed ? element("mark", { class: `mc-mark mc-mark-${kind}` }, text) : text,
        space || "",
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
    if (!finding.suggestion || (!finding.mended && finding.suggestion === finding.approved)) return null;
    return element(
      "div",
      { class: "mc-suggestion" },
      element("h4", { class: "mc-label" }, finding.mended ? words.mended : words.lineForHere),
      element("p", { class: "mc-line", dir: "auto" }, finding.suggestion),
    );
  };

  /** Return the buttons a finding has, first the one most will want: [label, what it does, how it ended]. */
  const choices = (finding, actions) => {
    const { found, approved, suggestion, mended } = finding;
    const found_here = actions.mendable ? actions.mendable(finding) : true;
    const chosen = [];
    const replace = (text) => () => actions.useSuggestion(finding, text);
    if (found && found_here && actions.useSuggestion) {
      if (suggestion && (mended || suggestion !== approved)) {
        chosen.push({ label: words.useThis, act: replace(suggestion), done: words.used });
      }
      if (approved && approved !== suggestion) {
        chosen.push({ label: words.useApproved, act: replace(approved), done: words.used });
      } else if (approved && !mended) {
        chosen.push({ label: words.useApproved, act: replace(suggestion), done: words.used });
      }
    }
    if (!found && (suggestion || approved) && actions.insertLine) {
      const act = () => actions.insertLine(suggestion || approved);
      chosen.push({ label: words.insertApproved, act, done: words.inserted });
    }
    if (finding.may_accept && actions.accept) {
      chosen.push({ label: words.fine, act: () => actions.accept(finding), done: words.accepted, quiet: true });
    }
    return chosen;
  };

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
    const buttons = isInternal ? [] : choices(finding, actions);
    const card = element(
      "article",
      { class: quiet ? "mc-card mc-quiet" : "mc-card", "aria-labelledby": titleId },
      element(
        "header",
        { class: "mc-head" },
        element("h3", { id: titleId, class: "mc-kind" }, finding.shown_as),
        element("span", { class: "mc-place", dir: "auto" }, finding.location),
      ),
    );

    const press = async (choice) => {
      const pressed = [...card.querySelectorAll("button")];
      for (const button of pressed) button.disabled = true;
      let outcome;
      try {
        outcome = await choice.act();
      } catch {
        outcome = { unchecked: words.failed };
      }
      if (outcome !== false && !outcome?.unchecked) {
        card.classList.add("mc-settled");
        settled(card, choice.done);
        return;
      }
      for (const button of pressed) button.disabled = false;
      status.textContent = outcome ? outcome.unchecked : words.notThere;
    };

    const styles = (choice, at) => (choice.quiet ? "mc-plain" : at === 0 && !quiet ? "mc-primary" : "mc-button");
    card.append(
      ...(isInternal
        ? internalLines(finding)
        : [
            element(
              "div",
              { class: "mc-sides" },
              side(words.youWrite, finding.found_words, "found"),
              side(words.approved, finding.approved_words, "approved"),
            ),
            finding.sentence ? element("p", { class: "mc-sentence", dir: "auto" }, finding.sentence) : "",
            suggestionOf(finding) ?? "",
          ]),
      buttons.length
        ? element(
            "div",
            { class: "mc-buttons" },
            buttons.map((choice, at) =>
              element("button", { type: "button", class: styles(choice, at), onclick: () => press(choice) }, choice.label),
            ),
          )
        : "",
      finding.may_accept && actions.accept ? element("p", { class: "mc-small" }, words.fineHint) : "",
      !isInternal && finding.found && actions.mendable && !actions.mendable(finding)
        ? element("p", { class: "mc-small" }, words.elsewhere)
        : "",
      status,
    );
    return card;
  };
}
