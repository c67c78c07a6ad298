"use strict";
/* Makes the requests of the extension: the only part that knows the address of the service and the token. */
importScripts("shared/address.js", "settings.js");

{
  const PATHS = new Set(["/v1/check", "/v1/say", "/v1/override", "/v1/accept"]);
  const TIMEOUT_MS = 5000;
  const UNPAIRED = 401;
  const UNREACHED = 0;

  // What is kept here is for the extension's own pages, not for scripts that run in others.
  chrome.storage.local.setAccessLevel({ accessLevel: "TRUSTED_CONTEXTS" });

  /** Return the status and text of an answer; status 0 where there is none. */
  const request = async ({ path, body }) => {
    const { address, token } = await msgcheck.settings();
    if (!token) return { status: UNPAIRED, text: "{}" };
    const response = await fetch(address + path, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
      body,
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, text: await response.text() };
  };

  chrome.runtime.onMessage.addListener((message, sender, answer) => {
    if (sender.id !== chrome.runtime.id || !PATHS.has(message?.path)) return false;
    request(message).then(answer, () => answer({ status: UNREACHED, text: "" }));
    return true; // the answer comes later
  });

  chrome.runtime.onInstalled.addListener(async ({ reason }) => {
    const { token } = await msgcheck.settings();
    if (reason === "install" && !token) chrome.runtime.openOptionsPage();
  });

  chrome.action.onClicked.addListener(() => chrome.runtime.openOptionsPage());
}
