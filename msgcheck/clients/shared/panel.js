"use strict";
/*
 * The panel: what to look at before sending, the way out, and the box that finds a line.
 *
 * Scripts it needs, in this order: words, verdict, elements, finding_card, say_box, send_anyway, panel; panel.css beside
 * them, or panel_styles.js where it is put below a shadow root of somebody else's page.
 */
globalThis.msgcheck ??= {};

{
  const { element, words } = msgcheck;

  const FOCUSABLE = "button:not([disabled]), input:not([disabled]), [href], [tabindex='0']";

  /** Put the panel's own styles below a shadow root; a page that links panel.css needs nothing. */
  const addStyles = (root) => {
    const isShadow = typeof ShadowRoot !== "undefined" && root instanceof ShadowRoot;
    if (!isShadow || !msgcheck.panelStyles || root.msgcheckStyled) return;
    root.msgcheckStyled = true;
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(msgcheck.panelStyles);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    } catch {
      // Where sheets cannot be shared between a page and an extension, an element carries them.
      root.append(element("style", {}, msgcheck.panelStyles));
    }
  };

  const focusedIn = (panel) => {
    const focused = panel.getRootNode().activeElement;
    return focused && panel.contains(focused) ? focused : null;
  };

  /** Return the list of fields that are not filled in. */
  const unfilledList = (unfilled) =>
    element(
      "section",
      { class: "mc-unfilled" },
      element("h3", { class: "mc-kind" }, words.unfilled),
      element(
        "ul",
        { class: "mc-fields" },
        unfilled.map(({ field, location }) =>
          element(
            "li",
            {},
            element("code", { dir: "auto" }, String(field ?? "")),
            location ? element("span", { class: "mc-place" }, location) : null,
          ),
        ),
      ),
    );

  /** Return a button that opens what stands behind it. */
  const opener = (label, cls, makeContent) => {
    const id = msgcheck.newId();
    const content = element("div", { id, class: "mc-behind", hidden: true });
    const toggle = () => {
      if (!content.childNodes.length) content.append(...makeContent());
      content.hidden = !content.hidden;
      button.setAttribute("aria-expanded", String(!content.hidden));
    };
    const properties = { type: "button", class: cls, "aria-expanded": "false", "aria-controls": id, onclick: toggle };
    const button = element("button", properties, label);
    return [button, content];
  };

  /** Return what is said where nothing is to be asked: of the whole text only where all of it was judged. */
  const calmLine = ({ judged, not_judged, forwarded_lines, unread, settled }) => {
    const whyNot = new Set(not_judged.map(({ reason }) => reason));
    if (forwarded_lines) whyNot.add(words.forwarded);
    if (unread.length) whyNot.add(words.unread);
    if (whyNot.size && judged === 0 && !settled) {
      // Without a tick: what nobody judged is not clean.
      return element("p", { class: "mc-calm mc-unjudged" }, words.noneJudged([...whyNot]));
    }
    return element("p", { class: "mc-calm" }, whyNot.size || settled ? words.nothingMore : words.nothing);
  };

  const noteLines = (verdict) => {
    const said = new Set(verdict.notes);
    for (const item of verdict.unread) {
      if (![...said].some((note) => note.includes(item))) said.add(words.notRead(item));
    }
    if (!verdict.calibrated && ![...said].some((note) => note.includes("calibrated"))) said.add(words.notCalibrated);
    return [...said].map((note) => element("li", { dir: "auto" }, note));
  };

  /** One panel below one root; see `msgcheck.showPanel`. */
  class Panel {
    #options;
    #panel;
    #title;
    #content;
    #announcer;
    #settled = new Set();
    #foot = null;

    constructor(root, options) {
      this.#options = options;
      const { modal, actions } = options;
      const titleId = msgcheck.newId();
      this.#title = element("h2", { id: titleId, class: "mc-title", tabindex: "-1" });
      this.#content = element("div", { class: "mc-content" });
      this.#announcer = element("p", { class: "mc-unseen", role: "status", "aria-live": "polite" });
      this.#panel = element(
        "section",
        {
          class: "msgcheck mc-panel",
          role: modal ? "dialog" : "region",
          "aria-modal": modal ? "true" : null,
          "aria-labelledby": titleId,
          onkeydown: (event) => this.#keyDown(event),
          onkeypress: (event) => event.stopPropagation(),
          onkeyup: (event) => event.stopPropagation(),
        },
        element(
          "header",
          { class: "mc-top" },
          this.#title,
          actions.close
            ? element(
                "button",
                { type: "button", class: "mc-close", "aria-label": words.close, onclick: () => actions.close() },
                "×",
              )
            : null,
        ),
        this.#announcer,
        this.#content,
        actions.say ? msgcheck.sayBox(actions) : null,
      );
      root.querySelector(".mc-panel")?.remove();
      addStyles(root);
      root.append(this.#panel);
      this.#fill();
      if (options.held) this.#title.focus();
    }

    /** Show another verdict; what was typed into the box stays. */
    update({ verdict = null, unchecked = "", held = this.#options.held }) {
      const hadFocus = focusedIn(this.#content) !== null;
      const isHeldNow = held && !this.#options.held;
      this.#options = { ...this.#options, verdict, unchecked, held };
      this.#settled.clear();
      this.#fill();
      if (isHeldNow) this.#title.focus();
      else if (hadFocus) (this.#content.querySelector("button") ?? this.#title).focus();
    }

    /** Take the panel away. */
    remove() {
      this.#panel.remove();
    }

    #fill() {
      const { unchecked, held } = this.#options;
      const verdict = msgcheck.wholeVerdict(this.#options.verdict);
      this.#foot = null;
      this.#title.textContent = held || verdict?.interrupts ? words.before : words.checked;
      this.#content.replaceChildren(...(verdict && !unchecked ? this.#parts(verdict) : this.#empty(unchecked)));
      this.#announcer.textContent = verdict ? words.summary(verdict.ask.length, verdict.unfilled.length) : "";
    }

    /** Return what is shown where there is no verdict. */
    #empty(unchecked) {
      if (!unchecked && this.#options.verdict === null) return [element("p", { class: "mc-small" }, words.idle)];
      return [element("p", { class: "mc-notice" }, words.unchecked(unchecked || words.why.strange))];
    }

    #parts(verdict) {
      const { ask, waiting, unfilled, first, quiet } = verdict;
      const summary = words.summary(ask.length, unfilled.length);
      const later = ask.length - first;
      const parts = [summary ? element("p", { class: "mc-summary" }, summary) : calmLine(verdict)];
      parts.push(...ask.slice(0, first).map((finding) => this.#card(finding, false)));
      if (later > 0) {
        const rest = () => ask.slice(first).map((finding) => this.#card(finding, false));
        parts.push(...opener(words.more(later), "mc-more", rest));
      }
      if (unfilled.length) parts.push(unfilledList(unfilled));
      if (waiting.length) {
        parts.push(...opener(quiet, "mc-more mc-waiting", () => waiting.map((finding) => this.#card(finding, true))));
      }
      const notes = noteLines(verdict);
      if (notes.length) parts.push(element("ul", { class: "mc-notes" }, notes));
      if (this.#options.held && this.#options.actions.sendAnyway) parts.push(this.#footOf(verdict));
      return parts;
    }

    #card(finding, quiet) {
      const settled = (card, outcome) => {
        this.#settled.add(finding);
        const line = element("p", { class: "mc-done", tabindex: "-1" }, outcome);
        const hadFocus = focusedIn(this.#panel) === null || focusedIn(card) !== null;
        if (card.isConnected) {
          card.replaceWith(line);
          if (hadFocus) line.focus();
        }
        this.#announcer.textContent = outcome;
        this.#foot?.refresh();
      };
      return msgcheck.findingCard(finding, { actions: this.#options.actions, quiet, settled });
    }

    #footOf(verdict) {
      const { actions, labels } = this.#options;
      this.#foot = msgcheck.sendAnyway({
        reasons: verdict.reasons,
        open: () => verdict.ask.filter((finding) => !this.#settled.has(finding)),
        send: actions.sendAnyway,
        close: actions.close,
        labels,
      });
      return this.#foot.foot;
    }

    #keyDown(event) {
      // The page around has shortcuts of its own, which must not hear what is typed here.
      event.stopPropagation();
      if (event.key === "Escape" && this.#options.actions.close && !event.isComposing) {
        event.preventDefault();
        this.#options.actions.close();
      } else if (event.key === "Tab" && this.#options.modal) {
        this.#keepFocus(event);
      }
    }

    /** Keep the focus in a panel that holds a mail: after the last element comes the first. */
    #keepFocus(event) {
      const seen = [...this.#panel.querySelectorAll(FOCUSABLE)].filter((item) => item.getClientRects().length > 0);
      const focused = focusedIn(this.#panel);
      const [first, last] = [seen.at(0), seen.at(-1)];
      const isAtEnd = event.shiftKey ? focused === first || focused === this.#title : focused === last;
      if (!first || !isAtEnd) return;
      event.preventDefault();
      (event.shiftKey ? last : first).focus();
    }
  }

  /**
   * Show the panel below a root, in place of one that stands there.
   * @param {Element | ShadowRoot} root
   * @param {object} options
   * @param {object | null} [options.verdict] what the service answered
   * @param {string} [options.unchecked] why there is none
   * @param {boolean} [options.held] whether a mail waits: then it takes the focus and offers to send anyway
   * @param {boolean} [options.modal] whether the focus stays within; where a mail waits it does, unless told otherwise
   * @param {object} options.actions what can be done; one that is not given shows no button:
   *   useSuggestion(finding, text) puts `text` in place of `finding.found`, false where it does not stand there;
   *   mendable(finding) whether it stands where useSuggestion can reach it;
   *   insertLine(text) puts a line at the caret; accept(finding); say(question); close();
   *   sendAnyway({reason, tellMarketing, findings}) sends, `findings` being what is to be recorded with the reason; it
   *   gives false where the mail did not go, and can be sent once more
   * @param {{send?: string, anyway?: string}} [options.labels] other words for "Send" and "Send anyway"
   * @returns {{update: (shown: {verdict?: object, unchecked?: string, held?: boolean}) => void, remove: () => void}}
   */
  msgcheck.showPanel = (
    root,
    { verdict = null, unchecked = "", held = false, modal = held, actions = {}, labels = {} },
  ) => new Panel(root, { verdict, unchecked, held, modal, actions, labels });
}
