"use strict";
/*
 * Has a long mail checked in the pauses of its writing, and throws the answers away: the service remembers the
 * sentences it judged, so that at Send only those that changed since take time. Nothing is held and nothing shown.
 */
globalThis.msgcheck ??= {};

{
  /** A mail of fewer words is checked in a moment anyway. */
  const FEWEST_WORDS = 40;
  /** Nobody waits for the answer. */
  const TIMEOUT_MS = 10_000;
  /** How long a service is left alone that is down, slow or busy. */
  const REST_MS = 60_000;

  /** What each mail said when it was last looked at, by the tab it is written in. */
  const looked = new Map();
  let running = 0;
  let restsUntil = 0;

  const countWords = (text) => text.match(/\S+/g)?.length ?? 0;

  const noting = (answer) => {
    if (answer.unchecked) restsUntil = performance.now() + REST_MS;
    return answer;
  };

  const look = async (tabId) => {
    if (running || performance.now() < restsUntil) return;
    const details = await messenger.compose.getComposeDetails(tabId);
    const text = details.plainTextBody;
    if (text === looked.get(tabId) || countWords(text) < FEWEST_WORDS) return;
    looked.set(tabId, text);
    const [service, mail] = await Promise.all([
      msgcheck.pairedService(),
      msgcheck.mailOf(tabId, details, { readsFiles: false }),
    ]);
    const { unchecked } = noting(await service.check(mail, { timeoutMs: TIMEOUT_MS }));
    if (unchecked) looked.delete(tabId);
  };

  /**
   * Return what a check gives that somebody waits for; until then no mail is looked at.
   * @param {Promise<{verdict: object} | {unchecked: string}>} check
   * @returns {Promise<{verdict: object} | {unchecked: string}>}
   */
  const giveWayTo = async (check) => {
    running += 1;
    try {
      return noting(await check);
    } finally {
      running -= 1;
    }
  };

  messenger.runtime.onMessage.addListener(({ tell }, { tab }) => {
    // A window that closes meanwhile has no mail to look at.
    if (tell === "paused" && tab) look(tab.id).catch((error) => console.info("msgcheck:", error));
  });

  // Another address or token: it may well answer.
  messenger.storage.onChanged.addListener(() => {
    restsUntil = 0;
  });

  messenger.tabs.onRemoved.addListener((tabId) => looked.delete(tabId));

  // In each window that is opened from now on.
  messenger.composeScripts
    .register({ js: [{ file: "writing.js" }] })
    .catch((error) => console.error("msgcheck looks at mails at Send only:", error));

  msgcheck.looksAhead = Object.freeze({ giveWayTo });
}
