"use strict";
/* Where the service listens, and what this client is known by there. */
globalThis.msgcheck ??= {};

/**
 * Return what was set: where nothing was, the address the extension was unpacked for, and no token.
 * @returns {Promise<{address: string, token: string}>}
 */
msgcheck.settings = () => chrome.storage.local.get({ address: msgcheck.address, token: "" });

/**
 * Keep an address and a token.
 * @param {{address: string, token: string}} settings
 * @returns {Promise<void>}
 */
msgcheck.keepSettings = ({ address, token }) => chrome.storage.local.set({ address, token });
