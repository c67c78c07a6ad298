"use strict";
/*
 * Runs in the mail client's page: puts the gate at Send, the desk behind it, and a small button at each Send, and looks
 * ahead while a mail is written.
 *
 * A page may not reach a service on this machine; the extension's background may, and makes the requests.
 */
globalThis.msgcheck ??= {};

{
  const { ChosenFiles, ComposeWindow, LookAhead, MailDesk, SendCorner, SendGate, Service, words } = msgcheck;

  const page = msgcheck.mailPage;
  const FOLLOW_MS = 500;
  /** A page draws its compose window in steps. */
  const DRAWN_MS = 4000;
  /** Lower fields are those of recipients, a search, a chat. */
  const TALL_PX = 100;

  /** False once the extension was replaced or removed: this script then runs on in pages that stay open. */
  const isAlive = () => Boolean(globalThis.chrome?.runtime?.id);

  /** Make a request through the background, in the shape of fetch. */
  const throughBackground = async (path, { body }) => {
    const { status, text } = await chrome.runtime.sendMessage({ path, body });
    if (!status) throw new TypeError("no answer");
    return { ok: status >= 200 && status < 300, status, json: async () => JSON.parse(text) };
  };

  const tell = (sentence, button = null) => msgcheck.quietLine(document, sentence, button);

  const told = new Set();
  const tellOnce = (sentence) => {
    if (told.has(sentence)) return;
    told.add(sentence);
    tell(sentence);
  };

  /** Say once where a text is written that is not recognised. */
  const watchForUnknown = ({ target }) => {
    if (!(target instanceof HTMLElement) || !target.isContentEditable) return;
    setTimeout(() => {
      const isText = target.isConnected && target.getBoundingClientRect().height >= TALL_PX;
      if (isText && isAlive() && !ComposeWindow.all(page, document).length) tellOnce(words.unrecognised);
    }, DRAWN_MS);
  };

  // The token itself never comes near a page; the background adds it.
  const service = new Service({ token: "kept by the background", fetch: throughBackground });
  const chosen = new ChosenFiles();
  const desk = new MailDesk({ service, chosen, tell });
  const ahead = new LookAhead({ page, service, isAlive });
  const check = (compose) => ahead.giveWayTo(desk.check(compose));
  const mayGo = (compose, answer) => desk.mayGo(compose, answer);
  const corner = new SendCorner((compose) => desk.look(compose));

  const following = setInterval(() => {
    if (!isAlive()) {
      clearInterval(following);
      ahead.stop();
      corner.follow([]);
      return;
    }
    if (document.visibilityState === "visible") corner.follow(ComposeWindow.all(page, document));
    desk.tidy();
  }, FOLLOW_MS);

  chosen.listen(window);
  ahead.listen(window);
  new SendGate({ page, check, mayGo, tell, tellOnce, isAlive }).listen(window);
  window.addEventListener("focusin", watchForUnknown, true);
}
