"use strict";
/* The page where the service's address and the token are set and tried. */

{
  const { Service } = msgcheck;

  const TIMEOUT_MS = 5000;
  const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

  const addressField = document.getElementById("address");
  const tokenField = document.getElementById("token");

  const tell = (sentence) => {
    document.getElementById("outcome").textContent = sentence;
  };

  /** Return {address, token}, or {mistake} in one sentence. */
  const entered = () => {
    const { origin, protocol, hostname } = URL.parse(addressField.value) ?? {};
    if (!origin || origin === "null") return { mistake: "This is no address, such as http://127.0.0.1:8765." };
    // Mail would cross the network for all to read.
    if (protocol !== "https:" && !LOOPBACK.has(hostname)) {
      return { mistake: "A service on another machine needs https." };
    }
    return { address: origin, token: tokenField.value.trim() };
  };

  /** Ask Chromium to let the extension reach an address; false where it may not. */
  const isAllowed = async (address) => {
    const { protocol, hostname } = new URL(address);
    const asked = { origins: [`${protocol}//${hostname}/*`] };
    if (await chrome.permissions.contains({ origins: [`${address}/*`] })) return true;
    try {
      return await chrome.permissions.request(asked);
    } catch {
      return false; // not among the addresses the extension may ask for
    }
  };

  const save = async () => {
    const { address, token, mistake } = entered();
    if (mistake) {
      tell(mistake);
      return null;
    }
    if (!(await isAllowed(address))) {
      tell("The extension may not reach this address. Unpack it with the options that msgcheck serve is started with.");
      return null;
    }
    await msgcheck.keepSettings({ address, token });
    tell("Saved.");
    return { address, token };
  };

  const tryIt = async () => {
    const settings = await save();
    if (!settings) return;
    tell("Trying …");
    const service = new Service({ ...settings, timeoutMs: TIMEOUT_MS });
    const nobody = { from: "", to: [], cc: [], bcc: [] };
    const mail = { ...nobody, subject: "", text: "Thank you, see you on Tuesday.", attachments: [] };
    const { unchecked } = await service.check(mail);
    const works = "It works. Mails in Gmail and Outlook are looked at when you press Send.";
    tell(unchecked ? `Not yet: ${unchecked}` : works);
  };

  document.getElementById("settings").addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  document.getElementById("try").addEventListener("click", tryIt);

  msgcheck.settings().then(({ address, token }) => {
    addressField.value = address;
    tokenField.value = token;
  });
}
