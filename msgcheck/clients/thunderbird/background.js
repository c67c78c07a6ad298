"use strict";
/*
 * Hears Send in every compose window, and says within 1.5 s whether the mail goes or waits for its writer.
 *
 * Only findings hold a mail. Whatever else happens, a service that is down or slow or a fault in here, the mail goes,
 * and the button of msgcheck says so in the next compose window.
 */
{
  const { words, panelWindows, looksAhead } = msgcheck;

  /** How long a mail may wait; known beforehand, because to look it up could itself take long. */
  let { timeoutMs } = msgcheck.DEFAULTS;
  const learn = async () => {
    ({ timeoutMs } = await msgcheck.settings());
  };

  /** A panel that is not there by then will not come; a busy computer draws one in less. */
  const PANEL_MS = 10_000;

  /** What is known of each mail, by the tab it is written in. */
  const drafts = new Map();
  /** Mails that their writers sent anyway: the next Send of that tab is not checked. */
  const passes = new Set();

  const inTime = (promise) => {
    const late = new Promise((resolve) => setTimeout(resolve, timeoutMs, { unchecked: words.why.slow }));
    return Promise.race([promise, late]);
  };

  const checkWith = async (tabId, details) => {
    const [service, mail] = await Promise.all([msgcheck.pairedService(), msgcheck.mailOf(tabId, details)]);
    return service.check(mail);
  };

  /** Return {verdict} or {unchecked}; never rejects, and never takes longer than a mail may wait. */
  const check = async (tabId, details) => {
    try {
      return await looksAhead.giveWayTo(inTime(checkWith(tabId, details)));
    } catch (error) {
      console.error("msgcheck:", error);
      return { unchecked: words.why.failed };
    }
  };

  const checkNow = async (tabId) => check(tabId, await messenger.compose.getComposeDetails(tabId));

  /** Say quietly, at the button of this and the next mail, that one was not checked; "" takes it back. */
  const tellUnchecked = (why = "") => {
    messenger.composeAction.setBadgeText({ text: why ? "!" : "" });
    messenger.composeAction.setTitle({ title: why ? words.unchecked(why) : null });
  };

  const send = async (tabId, { checked }) => {
    if (!checked) passes.add(tabId);
    try {
      await messenger.compose.sendMessage(tabId);
    } catch (error) {
      // Thunderbird has told the writer, such as of an address that is none.
      console.info("msgcheck:", error);
    } finally {
      passes.delete(tabId);
    }
  };

  /** Take the panel away first, so that what Thunderbird may have to say about the mail is seen. */
  const sendAndClose = async (tabId, how) => {
    await panelWindows.close(tabId);
    await send(tabId, how);
  };

  /** Return whether a mail is held: one that waits for a panel nobody sees would never go. */
  const hold = async (tab, verdict) => {
    drafts.set(tab.id, { verdict, held: true });
    const late = new Promise((resolve) => setTimeout(resolve, PANEL_MS, false));
    try {
      return await Promise.race([panelWindows.show(tab).then(() => true), late]);
    } catch (error) {
      console.error("msgcheck:", error);
      return false;
    }
  };

  learn();
  messenger.storage.onChanged.addListener(learn);

  messenger.compose.onBeforeSend.addListener(async (tab, details) => {
    if (passes.delete(tab.id)) return {};
    const { verdict, unchecked } = await check(tab.id, details);
    tellUnchecked(unchecked);
    if (verdict?.interrupts) {
      if (await hold(tab, verdict)) return { cancel: true };
      tellUnchecked(words.why.failed);
    }
    drafts.delete(tab.id);
    panelWindows.close(tab.id);
    return {};
  });

  messenger.composeAction.onClicked.addListener(async (tab) => {
    if (await panelWindows.focus(tab.id)) return;
    drafts.set(tab.id, { ...(await checkNow(tab.id)), held: false });
    await panelWindows.show(tab);
  });

  messenger.runtime.onMessage.addListener(({ ask, tabId }) => {
    switch (ask) {
      case "draft":
        return Promise.resolve(drafts.get(tabId));
      case "send":
        sendAndClose(tabId, { checked: true });
        return undefined;
      case "send-anyway":
        sendAndClose(tabId, { checked: false });
        return undefined;
      default:
        return undefined;
    }
  });

  messenger.tabs.onRemoved.addListener((tabId) => {
    drafts.delete(tabId);
    passes.delete(tabId);
    panelWindows.close(tabId);
  });
}
