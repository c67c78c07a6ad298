"use strict";
/*
 * Runs in the mail client's page: puts the gate at Send, the service behind it, and the panel beside the text.
 *
 * A page may not reach a service on this machine; the extension's background may, and makes the requests.
 */
globalThis.msgcheck ??= {};

{
  const { ComposeWindow, SendCorner, SendGate, Service, words } = msgcheck;

  const page = msgcheck.mailPage;
  /** A check before anybody sends: nothing waits for it. */
  const LOOK_TIMEOUT_MS = 5000;
  const FOLLOW_MS = 500;
  /** A check that takes longer than this is shown to go on. */
  const PATIENCE_MS = 400;
  /** A page draws its compose window in steps. */
  const DRAWN_MS = 4000;
  const TALL_PX = 100;

  /** False once the extension was replaced or removed: this script then runs on in pages that stay open. */
  const isAlive = () => Boolean(globalThis.chrome?.runtime?.id);

  /** Make a request through the background, in the shape of fetch. */
  const throughBackground = async (path, { body }) => {
    const { status, text } = await chrome.runtime.sendMessage({ path, body });
    if (!status) throw new TypeError("no answer");
    return { ok: status >= 200 && status < 300, status, json: async () => JSON.parse(text) };
  };

  // The token itself never comes near a page; the background adds it.
  const service = new Service({ token: "kept by the background", fetch: throughBackground });
  /** Text being written -> the panel beside it, and for a held mail how it is decided. */
  const panels = new Map();

  const tell = (sentence, button = null) => msgcheck.quietLine(document, sentence, button);

  const told = new Set();
  const tellOnce = (sentence) => {
    if (told.has(sentence)) return;
    told.add(sentence);
    tell(sentence);
  };

  /** Close what is open beside a text; a mail that was held there goes or stays. */
  const closePanel = (body, goes = false) => {
    const open = panels.get(body);
    panels.delete(body);
    open?.panel.remove();
    open?.decide?.(goes);
  };

  /** Return what can be done from a panel, whether or not it holds the mail. */
  const actionsFor = (compose) => {
    const selection = document.getSelection();
    const inText = selection.rangeCount && compose.body.contains(selection.getRangeAt(0).commonAncestorContainer);
    const cursor = inText ? selection.getRangeAt(0).cloneRange() : null;
    const now = () => compose.current ?? compose;
    return {
      useSuggestion: (finding, text) => now().replaceSentence(finding.found, text),
      mendable: (finding) => msgcheck.rangesOf(now().body, finding.found).length > 0,
      insertLine: (text) => now().insertLine(text, cursor),
      accept: (finding) => service.accept(finding),
      say: (question) => service.say(question),
      close: () => {
        closePanel(compose.body);
        compose.body.focus();
      },
    };
  };

  const show = (compose, options, decide = null) => {
    closePanel(compose.body);
    const panel = msgcheck.panelBeside(compose, options);
    panels.set(compose.body, { panel, decide });
    return panel;
  };

  /** Hold a mail with its panel; the promise tells whether it goes. */
  const hold = (compose, verdict) =>
    new Promise((decide) => {
      const sendAnyway = async ({ reason, tellMarketing, findings }) => {
        // Recorded without being waited for: what cannot be recorded keeps no mail.
        for (const finding of findings) service.override(finding, reason, tellMarketing);
        if (!findings.length && verdict.ask.length) {
          // All was settled by clicks, and perhaps by hand: look once more.
          const again = await service.check((compose.current ?? compose).mail());
          if (again.verdict?.ask.length) {
            panel.update(again);
            return;
          }
        }
        closePanel(compose.body, true);
      };
      const panel = show(compose, { verdict, held: true, actions: { ...actionsFor(compose), sendAnyway } }, decide);
    });

  /** After a mail went: what can wait, in one line, for those who want to see it. */
  const sayAfter = (compose, { verdict, unchecked }) => {
    if (unchecked) return tell(words.unchecked(unchecked));
    const quiet = verdict.quiet || verdict.notes[0];
    if (!quiet) return undefined;
    const actions = { say: (question) => service.say(question), accept: (finding) => service.accept(finding) };
    const open = () => show(compose, { verdict, actions: { ...actions, close: () => closePanel(compose.body) } });
    return tell(quiet, { label: words.show, act: open });
  };

  const check = async (compose) => {
    const patience = setTimeout(() => tell(words.checking), PATIENCE_MS);
    try {
      return await service.check(compose.mail());
    } finally {
      clearTimeout(patience);
    }
  };

  const mayGo = (compose, answer) => {
    closePanel(compose.body);
    if (answer.verdict?.interrupts) return hold(compose, answer.verdict);
    sayAfter(compose, answer);
    return true;
  };

  /** Show beside a text what would be said at Send, and the box that finds a line. */
  const look = async (compose) => {
    const answer = await service.check(compose.mail(), { timeoutMs: LOOK_TIMEOUT_MS });
    show(compose, { ...answer, actions: actionsFor(compose) });
  };

  /** Say once where a text is written that is not recognised. */
  const watchForUnknown = (event) => {
    const text = event.target;
    if (!(text instanceof HTMLElement) || !text.isContentEditable) return;
    setTimeout(() => {
      const isText = text.isConnected && text.getBoundingClientRect().height >= TALL_PX;
      if (isText && isAlive() && !ComposeWindow.all(page, document).length) tellOnce(words.unrecognised);
    }, DRAWN_MS);
  };

  const corner = new SendCorner(look);
  const following = setInterval(() => {
    if (!isAlive()) {
      clearInterval(following);
      corner.follow([]);
      return;
    }
    if (document.visibilityState === "visible") corner.follow(ComposeWindow.all(page, document));
    for (const [body, { decide }] of panels) {
      // A held mail whose window was closed, and not drawn anew, is not sent any more.
      if (decide && !body.isConnected) closePanel(body);
    }
  }, FOLLOW_MS);

  new SendGate({ page, check, mayGo, tell, tellOnce, isAlive }).listen(window);
  window.addEventListener("focusin", watchForUnknown, true);
}
