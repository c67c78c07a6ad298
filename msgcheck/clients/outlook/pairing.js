"use strict";
/*
 * Where the service is, and the token this client is paired with.
 *
 * Roaming settings are the one place that the task pane and the script of classic Outlook both read. They lie in the
 * mailbox; the token opens a service that only this machine reaches, and holds no longer once another is made.
 */
globalThis.msgcheck ??= {};

{
  const { called, NAME } = msgcheckOutlook;

  /**
   * Return the service as this mailbox is paired with it, null where it is not.
   * @returns {msgcheck.Service | null}
   */
  msgcheck.pairedService = () => {
    const kept = msgcheckOutlook.pairing();
    return kept ? new msgcheck.Service({ address: kept.address, token: kept.token }) : null;
  };

  /**
   * Keep a token for the service that this page came from.
   * @param {string} token as `msgcheck serve --pair outlook` printed it
   * @returns {Promise<void>} breaks where Outlook cannot keep it
   */
  msgcheck.keepToken = async (token) => {
    const settings = Office.context.roamingSettings;
    settings.set(NAME, { address: location.origin, token: token.trim() });
    await called(settings, "saveAsync");
  };
}
