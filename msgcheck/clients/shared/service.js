"use strict";
/* Asks the msgcheck service. Whatever happens, an answer comes in time: what cannot be checked is said, and goes. */
globalThis.msgcheck ??= {};

{
  const TIMEOUT_MS = 1500;
  /** What somebody pressed a button for, with no mail waiting. */
  const PRESSED_TIMEOUT_MS = 5000;

  /** Return in one plain sentence why a request was refused. */
  const refusal = (status, error, hasToken) => {
    const { why } = msgcheck.words;
    if (error.code === "starting") return why.starting;
    if (error.code === "unknown-persona" && error.message) return why.persona(String(error.message), String(error.hint ?? ""));
    switch (status) {
      case 401:
        return hasToken ? why.token : why.session;
      case 403:
      case 421:
        return why.origin;
      case 413:
        return why.large;
      case 422:
        return why.unreadable;
      case 429:
        return why.many;
      case 503:
        return why.busy;
      default:
        return why.failed;
    }
  };

  /** The service, as a client sees it. No method ever rejects. */
  class Service {
    #address;
    #token;
    #timeoutMs;
    #fetch;

    /**
     * @param {object} options
     * @param {string} [options.address] such as "http://127.0.0.1:8765"; "" for the page's own
     * @param {string} [options.token] "" where a cookie speaks for the page
     * @param {number} [options.timeoutMs] when a mail goes unchecked
     * @param {typeof fetch} [options.fetch] how requests are made, where the client must make them elsewhere
     */
    constructor({ address = "", token = "", timeoutMs = TIMEOUT_MS, fetch = null } = {}) {
      this.#address = address.replace(/\/+$/, "");
      this.#token = token;
      this.#timeoutMs = timeoutMs;
      this.#fetch = fetch ?? ((...request) => globalThis.fetch(...request));
    }

    /**
     * Check a mail.
     * @param {object} mail from, to, cc, bcc, subject, text or html, attachments
     * @param {{persona?: string, timeoutMs?: number}} [options] more time where nothing waits for the answer
     * @returns {Promise<{verdict: object} | {unchecked: string}>} the verdict, or in one sentence why there is none
     */
    async check(mail, { persona = "", timeoutMs = this.#timeoutMs } = {}) {
      const { body, unchecked } = await this.#post("/v1/check", { mail, persona }, { timeoutMs });
      if (unchecked) return { unchecked };
      const verdict = msgcheck.wholeVerdict(body);
      return verdict ? { verdict } : { unchecked: msgcheck.words.why.strange };
    }

    /**
     * Find approved lines that fit a question.
     * @param {string} question
     * @param {string} [persona]
     * @returns {Promise<{lines: object[], nearest: object[]} | {unchecked: string}>} `nearest` where no line answers
     */
    async say(question, persona = "") {
      const { body, unchecked } = await this.#post("/v1/say", { question, persona, most: 5 }, { timeoutMs: PRESSED_TIMEOUT_MS });
      if (unchecked) return { unchecked };
      if (!Array.isArray(body.lines)) return { unchecked: msgcheck.words.why.strange };
      return { lines: body.lines, nearest: Array.isArray(body.nearest) ? body.nearest : [] };
    }

    /**
     * Record why somebody sends past a finding; its sentence goes along only where the sender wants marketing to see it.
     * A mail may wait for this, so it settles in time; what is recorded later than that is still recorded.
     * @param {object} finding
     * @param {string} reason key of one of the verdict's reasons
     * @param {boolean} tellMarketing
     * @returns {Promise<{done: string} | {unchecked: string}>}
     */
    async override(finding, reason, tellMarketing) {
      const { code, message_id, found } = finding;
      const request = { code, message_id: message_id || null, reason, sentence: tellMarketing ? found : "" };
      const { body, unchecked } = await this.#post("/v1/override", request, { outlivesPage: true });
      return unchecked ? { unchecked } : { done: String(body.kept ?? "") };
    }

    /**
     * Propose a finding's sentence to marketing as saying the same as its message.
     * @param {object} finding
     * @returns {Promise<{done: string} | {unchecked: string}>}
     */
    async accept(finding) {
      const { code, message_id, fingerprint, found } = finding;
      const request = { code, message_id: message_id || null, fingerprint, sentence: found };
      const { body, unchecked } = await this.#post("/v1/accept", request, { timeoutMs: PRESSED_TIMEOUT_MS });
      return unchecked ? { unchecked } : { done: String(body.proposed ?? "") };
    }

    /** Return {body} or {unchecked}, at the latest after `timeoutMs`. */
    async #post(path, request, { timeoutMs = this.#timeoutMs, outlivesPage = false }) {
      const stop = new AbortController();
      let timer;
      const late = new Promise((resolve) => {
        timer = setTimeout(() => {
          resolve({ unchecked: msgcheck.words.why.slow });
          if (!outlivesPage) stop.abort();
        }, timeoutMs);
      });
      try {
        return await Promise.race([this.#answer(path, request, { signal: stop.signal, keepalive: outlivesPage }), late]);
      } catch {
        return { unchecked: msgcheck.words.why.strange };
      } finally {
        clearTimeout(timer);
      }
    }

    /** Return {body} or {unchecked}; takes as long as the service does. */
    async #answer(path, request, options) {
      let response;
      try {
        const headers = { "Content-Type": "application/json" };
        if (this.#token) headers.Authorization = `Bearer ${this.#token}`;
        response = await this.#fetch(this.#address + path, {
          method: "POST",
          headers,
          body: JSON.stringify(request),
          credentials: this.#token ? "omit" : "same-origin",
          cache: "no-store",
          redirect: "error",
          ...options,
        });
      } catch {
        return { unchecked: msgcheck.words.why.dead };
      }
      let body = null;
      try {
        body = await response.json();
      } catch {
        // Not JSON: some other program answers at this address, or a proxy did.
      }
      if (!response.ok) return { unchecked: refusal(response.status, body?.error ?? {}, Boolean(this.#token)) };
      return typeof body === "object" && body !== null ? { body } : { unchecked: msgcheck.words.why.strange };
    }
  }

  msgcheck.Service = Service;
}
