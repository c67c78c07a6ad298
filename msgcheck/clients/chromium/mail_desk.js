"use strict";
/* What happens to one mail after another: it is checked, held with a panel beside it, or let go with a quiet line. */
globalThis.msgcheck ??= {};

{
  const { words } = msgcheck;

  /** A check before anybody sends: nothing waits for it. */
  const LOOK_TIMEOUT_MS = 5000;
  /** A check that takes longer than this is shown to go on. */
  const PATIENCE_MS = 400;

  /** Return where the cursor stands in a text, to come back to after the panel was used. */
  const cursorIn = ({ body }) => {
    const selection = body.ownerDocument.getSelection();
    const range = selection.rangeCount ? selection.getRangeAt(0) : null;
    return range && body.contains(range.commonAncestorContainer) ? range.cloneRange() : null;
  };

  /** Checks mails and keeps the panels beside them, at most one a text. */
  class MailDesk {
    #service;
    #chosen;
    #tell;
    /** Text being written -> the panel beside it, and for a held mail how it is decided. */
    #open = new Map();

    /**
     * @param {object} options
     * @param {Service} options.service
     * @param {ChosenFiles} options.chosen
     * @param {(sentence: string, button?: object) => () => void} options.tell says something in a quiet line
     */
    constructor({ service, chosen, tell }) {
      this.#service = service;
      this.#chosen = chosen;
      this.#tell = tell;
    }

    /**
     * Check a mail, and say so where that takes a while.
     * @param {ComposeWindow} compose
     * @param {{timeoutMs?: number}} [options] more time where no mail waits for the answer
     * @returns {Promise<{verdict: object} | {unchecked: string}>}
     */
    async check(compose, options = {}) {
      let done = () => {};
      const patience = setTimeout(() => {
        done = this.#tell(words.checking);
      }, PATIENCE_MS);
      try {
        return await this.#service.check(this.#mailOf(compose), options);
      } finally {
        clearTimeout(patience);
        done();
      }
    }

    /**
     * Return whether a checked mail goes: at once, or when its sender has decided at the panel.
     * @param {ComposeWindow} compose
     * @param {{verdict: object} | {unchecked: string}} answer
     * @returns {Promise<boolean> | boolean}
     */
    mayGo(compose, answer) {
      this.close(compose.body);
      if (answer.verdict?.interrupts) return this.#hold(compose, answer.verdict);
      this.#sayAfter(compose, answer);
      return true;
    }

    /**
     * Show beside a text what would be said at Send, and the box that finds a line.
     * @param {ComposeWindow} compose
     */
    async look(compose) {
      const answer = await this.check(compose, { timeoutMs: LOOK_TIMEOUT_MS });
      this.#show(compose, { ...answer, actions: this.#actionsFor(compose) });
    }

    /** Follow compose windows that moved; close the panels of held mails whose window is gone: nobody sends these. */
    tidy() {
      for (const [body, { panel, decide }] of this.#open) {
        if (body.isConnected) panel.place();
        else if (decide) this.close(body);
      }
    }

    /**
     * Close what is open beside a text; a mail that was held there goes or stays.
     * @param {Element} body
     * @param {boolean} [goes]
     */
    close(body, goes = false) {
      const open = this.#open.get(body);
      this.#open.delete(body);
      open?.panel.remove();
      open?.decide?.(goes);
    }

    #mailOf(compose) {
      const mail = (compose.current ?? compose).mail();
      return { ...mail, attachments: this.#chosen.fill(mail.attachments) };
    }

    #show(compose, options, decide = null) {
      this.close(compose.body);
      const panel = msgcheck.panelBeside(compose, options);
      this.#open.set(compose.body, { panel, decide });
      return panel;
    }

    /** Hold a mail with its panel; the promise tells whether it goes. */
    #hold(compose, verdict) {
      return new Promise((decide) => {
        const sendAnyway = async ({ reason, tellMarketing, findings }) => {
          // Recorded without being waited for: what cannot be recorded keeps no mail.
          for (const finding of findings) this.#service.override(finding, reason, tellMarketing);
          if (!findings.length && verdict.ask.length) {
            // All was settled by clicks, and perhaps by hand: look once more.
            const again = await this.#service.check(this.#mailOf(compose));
            if (again.verdict?.ask.length) {
              panel.update(again);
              return;
            }
          }
          this.close(compose.body, true);
        };
        const panel = this.#show(
          compose,
          { verdict, held: true, actions: { ...this.#actionsFor(compose), sendAnyway } },
          decide,
        );
      });
    }

    /** After a mail went: what can wait, in one line, for those who want to see it. */
    #sayAfter(compose, { verdict, unchecked }) {
      if (unchecked) {
        this.#tell(words.unchecked(unchecked));
        return;
      }
      const notRead = verdict.unread.length ? words.notRead(verdict.unread[0]) : "";
      const quiet = verdict.quiet || verdict.notes[0] || notRead;
      if (!quiet) return;
      const { say, accept, close } = this.#actionsFor(compose);
      const act = () => this.#show(compose, { verdict, actions: { say, accept, close } });
      this.#tell(quiet, { label: words.show, act });
    }

    /** Return what can be done from a panel, whether or not it holds the mail. */
    #actionsFor(compose) {
      const cursor = cursorIn(compose);
      const now = () => compose.current ?? compose;
      return {
        useSuggestion: (finding, text) => now().replaceSentence(finding.found, text),
        mendable: (finding) => now().holds(finding.found),
        insertLine: (text) => now().insertLine(text, cursor),
        accept: (finding) => this.#service.accept(finding),
        say: (question) => this.#service.say(question),
        close: () => {
          this.close(compose.body);
          compose.body.focus();
        },
      };
    }
  }

  msgcheck.MailDesk = MailDesk;
}
