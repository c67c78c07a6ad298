"use strict";
/*
 * Asks about a mail while it is still being written: the service remembers sentences it has seen, so at Send only those
 * that changed since cost time.
 *
 * Nothing waits for the answer and nothing is shown of it: whatever goes wrong in here stays in here.
 */
globalThis.msgcheck ??= {};

{
  const { ComposeWindow } = msgcheck;

  const PAUSE_MS = 2500;
  /** From the beginning of one such check to the next; longer than any of them takes, so that never two run. */
  const BETWEEN_MS = 10_000;
  const TIMEOUT_MS = 5000;
  /** After a check that failed: a service that is down or busy is left alone until the next Send, or for so long. */
  const REST_MS = 60_000;
  /** A shorter mail that was never seen is checked at Send soon enough. */
  const FEWEST_WORDS = 40;

  /** Return the text that is not quoted. */
  const writtenIn = ({ body }, quoted) => {
    const nodes = body.ownerDocument.createNodeIterator(body, NodeFilter.SHOW_TEXT);
    const texts = [];
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      if (!node.parentElement.closest(quoted)) texts.push(node.data);
    }
    return texts.join(" ").replace(/\s+/g, " ").trim();
  };

  /** Return how many words a text has, in languages without spaces too. */
  const wordsIn = (text) =>
    [...new Intl.Segmenter(undefined, { granularity: "word" }).segment(text)].filter(({ isWordLike }) => isWordLike).length;

  const isWritten = (target) =>
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea"));

  /** Has the mail being written checked ahead whenever its writer pauses. */
  class LookAhead {
    #page;
    #service;
    #isAlive;
    #listening = new AbortController();
    #timer;
    #lastAsked = -Infinity;
    #restsUntil = -Infinity;
    #sending = 0;
    /** Text being written -> the mail as it was last asked about. */
    #asked = new WeakMap();

    /**
     * @param {object} options
     * @param {MailPage} options.page
     * @param {Service} options.service
     * @param {() => boolean} options.isAlive whether the extension is still there for this page
     */
    constructor({ page, service, isAlive }) {
      this.#page = page;
      this.#service = service;
      this.#isAlive = isAlive;
    }

    /**
     * Begin to listen.
     * @param {Window} view
     */
    listen(view) {
      const { signal } = this.#listening;
      view.addEventListener("input", ({ target }) => isWritten(target) && this.#await(target), { capture: true, signal });
    }

    /** Listen no more. */
    stop() {
      this.#listening.abort();
      clearTimeout(this.#timer);
    }

    /**
     * Begin no check while one at Send runs.
     * @template {{verdict: object} | {unchecked: string}} Answer
     * @param {Promise<Answer>} checkAtSend
     * @returns {Promise<Answer>} the same answer
     */
    async giveWayTo(checkAtSend) {
      clearTimeout(this.#timer);
      this.#sending += 1;
      try {
        const answer = await checkAtSend;
        if (answer.verdict) this.#restsUntil = -Infinity;
        return answer;
      } finally {
        this.#sending -= 1;
      }
    }

    /** Wait for a pause after something was written, and until it is time for a check again. */
    #await(target) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#paused(target), Math.max(PAUSE_MS, this.#notBefore - performance.now()));
    }

    get #notBefore() {
      return Math.max(this.#lastAsked + BETWEEN_MS, this.#restsUntil);
    }

    async #paused(target) {
      if (!this.#isAlive()) {
        this.stop();
        return;
      }
      if (this.#sending) return;
      if (performance.now() < this.#notBefore) {
        this.#await(target); // the last check failed meanwhile
        return;
      }
      let isAnswered = false;
      try {
        const compose = ComposeWindow.around(this.#page, target);
        const answer = compose && (await this.#ask(compose));
        isAnswered = !answer?.unchecked;
      } catch {
        // A mistake of ours, and nothing to bother a writer with.
      }
      if (!isAnswered) this.#restsUntil = performance.now() + REST_MS;
    }

    /** Return the answer about a mail; null where there is nothing to ask. */
    async #ask(compose) {
      const written = writtenIn(compose, this.#page.quoted);
      if (wordsIn(written) < FEWEST_WORDS) return null;
      // As the page shows it: attachments by name and size, without the files that were chosen.
      const mail = compose.mail();
      const state = JSON.stringify({ ...mail, html: written });
      if (this.#asked.get(compose.body) === state) return null;
      this.#asked.set(compose.body, state);
      this.#lastAsked = performance.now();
      return this.#service.check(mail, { timeoutMs: TIMEOUT_MS });
    }
  }

  msgcheck.LookAhead = LookAhead;
}
