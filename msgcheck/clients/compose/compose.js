"use strict";
/* The page: fields, their checks, and what is done with a finding. Nothing typed here is stored. */
globalThis.msgcheck ??= {};

{
  const { words } = msgcheck;

  /** Nothing waits for this page: an attached deck may take longer than a mail that is being sent. */
  const ATTACHED_TIMEOUT_MS = 15_000;
  /** But whoever presses Copy waits no longer than for Send elsewhere. */
  const COPY_MS = 1500;
  const ADDRESS = /[^\s<>,;"]+@[^\s<>,;"]+/g;

  const at = (id) => document.getElementById(id);

  /** What is written, and what msgcheck says of it. */
  class ComposePage {
    #service = new msgcheck.Service();
    #to = at("to");
    #persona = at("persona");
    #subject = new msgcheck.MarkedField(at("subject-field"), { id: "subject", isOneLine: true });
    #body = new msgcheck.MarkedField(at("body-field"), { id: "body", label: "Text", placeholder: words.compose.empty });
    #attaching = new msgcheck.Attaching({ input: at("files"), list: at("attached"), target: document.body });
    #checking = new msgcheck.LatestCheck({ check: () => this.#check().catch(() => this.#brokeDown()) });
    #cards;
    #panel;
    #verdict = null;
    #settled = new Set();
    #copied = "";
    #lastField = this.#body;

    constructor() {
      this.#cards = this.#fields().map(
        (field) => new msgcheck.CardAtSentence(field, (mark) => this.#actionsAt(field, mark)),
      );
      this.#panel = msgcheck.showPanel(at("beside"), {
        modal: false,
        actions: this.#actions(),
        labels: { send: words.compose.copy, anyway: words.compose.copyAnyway },
      });
      for (const field of this.#fields()) {
        field.addEventListener("change", ({ detail }) => this.#changed(detail.isComposing));
        field.area.addEventListener("focus", () => {
          this.#lastField = field;
        });
      }
      for (const field of [this.#to, this.#persona]) field.addEventListener("input", () => this.#changed(false));
      this.#attaching.addEventListener("change", () => this.#changed(false));
      at("copy").addEventListener("click", () => this.#copy());
      document.addEventListener("keydown", (event) => this.#nextSentence(event));
      window.addEventListener("beforeunload", (event) => {
        if (this.#isUnsaved()) event.preventDefault();
      });
      this.#state("", "");
      if (this.#hasContent()) this.#checking.soon(); // a browser that came back to the page kept its fields
    }

    #fields() {
      return [this.#subject, this.#body];
    }

    #hasContent() {
      return this.#fields().some((field) => field.text.trim()) || this.#attaching.attachments.length > 0;
    }

    #isUnsaved() {
      const text = this.#body.text.trim() ? this.#body.text : "";
      return text ? text !== this.#copied : this.#subject.text.trim() !== "";
    }

    #changed(isComposing) {
      if (!this.#hasContent()) {
        this.#checking.cancel();
        this.#show(null, "");
        this.#state("", "");
        return;
      }
      this.#state("", words.compose.changed);
      // A half-composed word of an input method is not yet what will be sent.
      if (isComposing) this.#checking.cancel();
      else this.#checking.soon();
    }

    #mail() {
      return {
        from: "",
        to: this.#to.value.match(ADDRESS) ?? [],
        cc: [],
        bcc: [],
        subject: this.#subject.text,
        text: this.#body.text,
        attachments: this.#attaching.attachments,
      };
    }

    /** Check what is written now and show the answer; whether there was one. */
    async #check() {
      if (!this.#hasContent()) return true;
      this.#state("", words.compose.checking);
      const mail = this.#mail();
      const options = mail.attachments.length ? { timeoutMs: ATTACHED_TIMEOUT_MS } : {};
      const { verdict, unchecked } = await this.#service.check(mail, { persona: this.#persona.value.trim(), ...options });
      if (!this.#hasContent()) return true; // the text was taken away meanwhile
      this.#show(verdict ?? null, unchecked ?? "");
      if (unchecked) this.#state("is-unchecked", words.compose.unchecked(unchecked));
      else if (this.#checking.isBehind) this.#state("", words.compose.changed);
      else this.#state("is-checked", words.compose.checked);
      return Boolean(verdict);
    }

    /** Say that a text is not checked because of a mistake in this page; there was no answer. */
    #brokeDown() {
      this.#state("is-unchecked", words.compose.unchecked(words.why.failed));
      return false;
    }

    #show(verdict, unchecked) {
      this.#verdict = verdict && this.#withoutSettled(verdict);
      for (const card of this.#cards) card.hide();
      // Where a check failed, what was underlined before stays: it is looked for in the text as it is now.
      if (!unchecked) this.#underline();
      this.#panel.update({ verdict: this.#verdict, unchecked, held: false });
    }

    /** Return a verdict without what its writer has answered already. */
    #withoutSettled(verdict) {
      const isOpen = ({ fingerprint }) => !this.#settled.has(fingerprint);
      const [ask, waiting] = [verdict.ask.filter(isOpen), verdict.waiting.filter(isOpen)];
      const settled = Boolean(verdict.settled) || ask.length < verdict.ask.length;
      return { ...verdict, ask, waiting, settled, quiet: "" };
    }

    #underline() {
      const { ask = [], waiting = [] } = this.#verdict ?? {};
      const findings = [
        ...ask.map((finding) => ({ finding, kind: "ask" })),
        ...waiting.map((finding) => ({ finding, kind: "waiting" })),
      ];
      for (const field of this.#fields()) field.show(findings);
    }

    #state(cls, text) {
      at("state").className = `state ${cls}`;
      at("state").textContent = text;
      // Read out is what its writer must hear, not that every pause was checked; the panel tells what was found.
      at("said").textContent = cls === "is-unchecked" ? text : "";
    }

    #actions() {
      return {
        mendable: (finding) => this.#fields().some((field) => field.holds(finding.found)),
        useSuggestion: (finding, text) => {
          const isMended = this.#fields().some((field) => field.replace(finding.found, text));
          if (isMended) this.#checking.now();
          return isMended;
        },
        insertLine: (text) => {
          this.#lastField.insert(text);
          this.#checking.now();
        },
        accept: (finding) => this.#accept(finding),
        say: (question) => this.#service.say(question, this.#persona.value.trim()),
        sendAnyway: (answer) => this.#copyAnyway(answer),
        close: () => {
          this.#panel.update({ verdict: this.#verdict, held: false });
          this.#body.area.focus();
        },
      };
    }

    /** Return the actions of a card at one place, which mends that place and no twin of it. */
    #actionsAt(field, mark) {
      const useSuggestion = (_finding, text) => {
        field.replaceAt(mark, text);
        this.#checking.now();
        return true;
      };
      return { ...this.#actions(), useSuggestion };
    }

    async #accept(finding) {
      const answer = await this.#service.accept(finding);
      if (answer.unchecked) return answer;
      this.#settle([finding]);
      return answer;
    }

    /** Leave findings alone from now on. */
    #settle(findings) {
      for (const { fingerprint } of findings) this.#settled.add(fingerprint);
      this.#verdict &&= this.#withoutSettled(this.#verdict);
      this.#underline();
    }

    /** Copy the text, or first ask about what differs in it. */
    async #copy() {
      if (!(await this.#isCheckedInTime())) {
        await this.#copyText(words.unchecked(words.why.slow));
        return;
      }
      if (this.#verdict?.ask.length || this.#verdict?.unfilled.length) {
        this.#panel.update({ verdict: this.#verdict, held: true });
        return;
      }
      await this.#copyText();
    }

    /** Check what waits to be checked; whether that took no longer than somebody who copies may wait. */
    #isCheckedInTime() {
      if (!this.#checking.isPending || !this.#hasContent()) return true;
      const late = new Promise((resolve) => setTimeout(resolve, COPY_MS, false));
      return Promise.race([this.#checking.now().then(() => true), late]);
    }

    /** Copy past a warning; that the reason could not be kept holds nobody up. */
    async #copyAnyway({ reason, tellMarketing, findings }) {
      const kept = findings.map((finding) => this.#service.override(finding, reason, tellMarketing));
      await Promise.all([this.#copyText(), ...kept]);
      this.#settle(findings);
      this.#panel.update({ verdict: this.#verdict, held: false });
    }

    async #copyText(notice = "") {
      const { text } = this.#body;
      let isCopied = false;
      try {
        await navigator.clipboard.writeText(text);
        isCopied = true;
      } catch {
        // No clipboard outside secure pages, or it was not allowed: the older way still may be.
        this.#body.area.focus();
        this.#body.area.select();
        isCopied = document.execCommand("copy");
      }
      if (isCopied) this.#copied = text;
      const outcome = isCopied ? words.compose.copied : words.compose.notCopied;
      this.#state(isCopied && !notice ? "is-checked" : "is-unchecked", [outcome, notice].filter(Boolean).join(" "));
      at("said").textContent = at("state").textContent;
    }

    /** Go from one underlined sentence to the next, across the fields. */
    #nextSentence(event) {
      if (event.key !== "F8") return;
      const stops = this.#fields().flatMap((field, index) => field.marks.map((mark) => ({ field, mark, index })));
      if (!stops.length) return;
      event.preventDefault();
      const index = this.#fields().findIndex((field) => field.area === document.activeElement);
      const caret = index < 0 ? -1 : this.#fields()[index].area.selectionStart;
      const next = stops.find((stop) => stop.index > index || (stop.index === index && stop.mark.start > caret));
      const { field, mark, index: found } = next ?? stops[0];
      field.area.focus();
      field.area.setSelectionRange(mark.start, mark.start);
      this.#cards[found].show(mark);
    }
  }

  new ComposePage();
}
