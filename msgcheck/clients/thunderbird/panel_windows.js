"use strict";
/* One small window for each mail, beside the window it is written in: it stays while the writer reads and mends. */
globalThis.msgcheck ??= {};

{
  const WIDTH = 480;
  const HEIGHT = 800;
  const MARGIN = 24;

  const opened = new Map();

  const placeOver = ({ left, top, width }) => ({
    left: Math.max(0, left + width - WIDTH - MARGIN),
    top: top + MARGIN,
  });

  const open = async (tab) => {
    const mail = await messenger.windows.get(tab.windowId);
    return messenger.windows.create({
      type: "popup",
      url: `panel.html?tab=${tab.id}`,
      width: WIDTH,
      height: Math.min(HEIGHT, screen.availHeight),
      ...placeOver(mail),
      allowScriptsToClose: true,
    });
  };

  const openAnew = async (tab) => {
    const opening = open(tab);
    opened.set(tab.id, opening);
    try {
      await opening;
    } catch (error) {
      opened.delete(tab.id);
      throw error;
    }
  };

  /**
   * Bring the panel of a mail to the front, as it stands.
   * @param {number} tabId
   * @returns {Promise<boolean>} whether there is one
   */
  const focus = async (tabId) => {
    const shown = opened.get(tabId);
    if (!shown) return false;
    try {
      await messenger.windows.update((await shown).id, { focused: true });
      return true;
    } catch {
      // Closed just now.
      opened.delete(tabId);
      return false;
    }
  };

  const tellChanged = async (tabId) => {
    try {
      await messenger.runtime.sendMessage({ tell: "changed", tabId });
    } catch {
      // Still loading: it asks by itself.
    }
  };

  /**
   * Show the panel of a mail, in front, with what is now known of it.
   * @param {object} tab of the mail
   * @returns {Promise<void>} rejected where no window can be had
   */
  const show = async (tab) => {
    if (await focus(tab.id)) await tellChanged(tab.id);
    else await openAnew(tab);
  };

  /**
   * Close the panel of a mail, where there is one.
   * @param {number} tabId
   * @returns {Promise<void>}
   */
  const close = async (tabId) => {
    const shown = opened.get(tabId);
    if (!shown) return;
    opened.delete(tabId);
    try {
      await messenger.windows.remove((await shown).id);
    } catch {
      // Its writer was quicker.
    }
  };

  messenger.windows.onRemoved.addListener(async (windowId) => {
    for (const [tabId, shown] of opened) {
      if ((await shown).id === windowId) opened.delete(tabId);
    }
  });

  msgcheck.panelWindows = Object.freeze({ show, focus, close });
}
