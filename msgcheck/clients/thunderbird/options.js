"use strict";
/* Where somebody names the service and pastes the token, and sees at once whether it answers. */
{
  const NOT_ALLOWED = "Only the address this add-on was unpacked for, or an https address you allow, can be asked.";

  const [form, fields, address, token, outcome] = ["settings", "fields", "address", "token", "outcome"].map((id) =>
    document.getElementById(id),
  );

  const pattern = ({ protocol, hostname }) => `${protocol}//${hostname}/*`;

  /** Return whether this add-on may ask an address; Thunderbird asks its user about one it was not unpacked for. */
  const isAllowed = async (url) => {
    const asked = pattern(url);
    if (asked === pattern(new URL(msgcheck.address))) return true;
    try {
      return await messenger.permissions.request({ origins: [asked] });
    } catch {
      // Not https: a mail in the clear may go no further than this computer.
      return false;
    }
  };

  const saved = async () => {
    const url = new URL(address.value.trim());
    if (!(await isAllowed(url))) return NOT_ALLOWED;
    await messenger.storage.local.set({ address: url.origin, token: token.value.trim() });
    const service = await msgcheck.pairedService();
    const { unchecked } = await service.say("hello");
    return unchecked ? `Saved, but ${unchecked}` : "Saved. msgcheck answers.";
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    outcome.textContent = "";
    outcome.textContent = await saved();
  });

  msgcheck.settings().then((settings) => {
    address.value = settings.address;
    token.value = settings.token;
    fields.disabled = false;
  });
}
