"use strict";
/* Where the service is, and the token this client is paired with. */
globalThis.msgcheck ??= {};

{
  /**
   * Return what the options page keeps.
   * @returns {Promise<{address: string, token: string}>}
   */
  msgcheck.settings = () => messenger.storage.local.get({ address: msgcheck.address, token: "" });

  /**
   * Return the service as the options page names it.
   * @returns {Promise<msgcheck.Service>}
   */
  msgcheck.pairedService = async () => new msgcheck.Service(await msgcheck.settings());
}
