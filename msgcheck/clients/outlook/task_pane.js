"use strict";
/* The pane beside a mail: pairs this mailbox with the service, shows the panel, prepares the verdict as one writes. */
{
  const { words } = msgcheck;

  /** How often to look whether anything was written; Outlook tells of no change of the text. */
  const LOOK_MS = 3000;
  /** Nothing waits for these checks but the reader's eye. */
  const CHECK_MS = 10_000;

  const pairing = document.getElementById("pairing");
  const told = document.getElementById("told");

  /** The panel on one mail, kept up with what is written. */
  class Pane {
    #draft = new msgcheck.Draft();
    #service;
    #panel = null;
    #verdict = null;
    #key = "";
    #isLooking = false;

    constructor(service) {
      this.#service = service;
    }

    /** Check the mail where anything in it changed; one look at a time. */
    async look() {
      if (this.#isLooking) return;
      this.#isLooking = true;
      try {
        const key = await this.#draft.read();
        if (key !== this.#key) await this.#check(key);
      } catch {
        // The mail cannot be read just now; at the next look it may. A line can be looked for all the same.
        if (!this.#panel) this.#show({ unchecked: words.why.unreadable });
      }
      this.#isLooking = false;
    }

    async #check(key) {
      const answer = await this.#service.check(await this.#draft.request(), { timeoutMs: CHECK_MS });
      this.#verdict = answer.verdict ?? null;
      // What was not checked is tried again at the next look.
      this.#key = answer.verdict ? key : "";
      this.#show(answer);
      if (answer.verdict) await this.#draft.prepare(key, answer.verdict);
    }

    #show({ verdict = null, unchecked = "" }) {
      told.textContent = "";
      // A token that no longer holds has to be given anew.
      pairing.hidden = unchecked !== words.why.token;
      if (this.#panel) {
        this.#panel.update({ verdict, unchecked });
        return;
      }
      this.#panel = msgcheck.showPanel(document.getElementById("panel"), {
        verdict,
        unchecked,
        held: true,
        modal: false,
        actions: {
          mendable: ({ found }) => this.#draft.holds(found),
          useSuggestion: ({ found }, text) => this.#draft.replace(found, text),
          insertLine: (text) => this.#draft.insert(text),
          accept: (finding) => this.#service.accept(finding),
          say: (question) => this.#service.say(question),
          sendAnyway: (answer) => this.#sendAnyway(answer),
        },
      });
    }

    /** Send the mail; whether this Outlook lets an add-in do so. */
    async #sendAnyway({ reason, tellMarketing, findings }) {
      // Each settles in time, and one that cannot be recorded never holds the mail.
      await Promise.all(findings.map((finding) => this.#service.override(finding, reason, tellMarketing)));
      if (findings.length || this.#verdict?.unfilled.length) await this.#draft.letGo();
      const isSent = await this.#draft.send();
      if (!isSent) told.textContent = words.pressAgain;
      return isSent;
    }
  }

  let looking = 0;

  /** Show the panel, or the form where this mailbox is not paired yet. */
  const begin = () => {
    const service = msgcheck.pairedService();
    pairing.hidden = service !== null;
    clearInterval(looking);
    if (!service) return;
    const pane = new Pane(service);
    pane.look();
    looking = setInterval(() => pane.look(), LOOK_MS);
  };

  const pair = async (event) => {
    event.preventDefault();
    const outcome = document.getElementById("outcome");
    outcome.textContent = "";
    try {
      await msgcheck.keepToken(document.getElementById("token").value);
    } catch {
      outcome.textContent = words.failed;
      return;
    }
    begin();
  };

  pairing.addEventListener("submit", pair);
  Office.onReady(begin);
}
