"use strict";
/* Checks a text as its writer pauses: one check at a time, and what counts is the answer to the latest text. */
globalThis.msgcheck ??= {};

{
  const PAUSE_MS = 600;
  /** A service that was down, or still starting, is asked again: soon, then less and less often. */
  const RETRY_MS = 5000;
  const MOST_RETRY_MS = 60_000;

  class LatestCheck {
    #check;
    #pauseMs;
    #retryMs;
    #failed = 0;
    #timer = null;
    #running = null;
    #isStale = false;

    /**
     * @param {object} options
     * @param {() => Promise<boolean>} options.check checks the text as it is then and shows the answer; whether there was one
     * @param {number} [options.pauseMs]
     * @param {number} [options.retryMs]
     */
    constructor({ check, pauseMs = PAUSE_MS, retryMs = RETRY_MS }) {
      this.#check = check;
      this.#pauseMs = pauseMs;
      this.#retryMs = retryMs;
    }

    /** @returns {boolean} whether a text waits to be checked */
    get isPending() {
      return this.#timer !== null || this.#running !== null;
    }

    /** @returns {boolean} whether the text was changed after the check that runs, or ran last, began */
    get isBehind() {
      return this.#timer !== null || this.#isStale;
    }

    /** Check after a pause. */
    soon() {
      this.#failed = 0;
      this.#after(this.#pauseMs);
    }

    /** Wait for nothing: what was to be checked soon is not. */
    cancel() {
      clearTimeout(this.#timer);
      this.#timer = null;
    }

    /**
     * Check at once, or as soon as the check that runs has ended.
     * @returns {Promise<void>} settles when the latest text was checked, or could not be
     */
    now() {
      this.cancel();
      this.#isStale = true;
      this.#running ??= this.#run().finally(() => {
        this.#running = null;
      });
      return this.#running;
    }

    async #run() {
      let isAnswered = true;
      while (this.#isStale) {
        this.#isStale = false;
        isAnswered = await this.#check();
      }
      this.#failed = isAnswered ? 0 : this.#failed + 1;
      if (isAnswered || this.#timer !== null) return;
      this.#after(Math.min(this.#retryMs * 2 ** (this.#failed - 1), MOST_RETRY_MS));
    }

    #after(delayMs) {
      this.cancel();
      this.#timer = setTimeout(() => {
        this.#timer = null;
        this.now();
      }, delayMs);
    }
  }

  msgcheck.LatestCheck = LatestCheck;
}
