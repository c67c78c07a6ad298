"use strict";
/* Where the service is, and the token this client is paired with. */
globalThis.msgcheck ??= {};

{
  /** `timeoutMs`, how long a mail waits for the service, stands on no page; a very slow computer can be given more. */
  msgcheck.DEFAULTS = Object.freeze({ address: msgcheck.address, token: "", timeoutMs: 1500 });

  /**
   * Return what was set, and the defaults for what was not.
   * @returns {Promise<{address: string, token: string, timeoutMs: number}>}
   */
  msgcheck.settings = () => messenger.storage.local.get(msgcheck.DEFAULTS);

  /**
   * Return the service as the options page names it.
   * @returns {Promise<msgcheck.Service>}
   */
  msgcheck.pairedService = async () => new msgcheck.Service(await msgcheck.settings());
}
