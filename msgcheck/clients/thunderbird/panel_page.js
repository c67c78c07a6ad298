"use strict";
/* The window that shows the panel of one mail, and does in that mail what its writer clicks. */
{
  const root = document.getElementById("panel");
  const tabId = Number(new URLSearchParams(location.search).get("tab"));
  const draft = new msgcheck.Draft(tabId);
  const ask = (what) => messenger.runtime.sendMessage({ ask: what, tabId });

  /** Return a test for what can be mended in the mail itself; what stands in an attachment cannot. */
  const mendableIn = async (verdict) => {
    const findings = [...(verdict?.ask ?? []), ...(verdict?.waiting ?? [])];
    try {
      const here = await draft.standing(findings.map(({ found }) => found).filter(Boolean));
      return ({ found }) => here.has(found);
    } catch {
      // Not to be known: whoever clicks is told.
      return () => true;
    }
  };

  /** Send the mail; it is checked once more only where everything asked about has been mended. */
  const sendAnyway = async (service, verdict, { reason, tellMarketing, findings }) => {
    // Each settles in time, and one that cannot be recorded never holds the mail.
    await Promise.all(findings.map((finding) => service.override(finding, reason, tellMarketing)));
    await ask(findings.length || verdict.unfilled.length ? "send-anyway" : "send");
  };

  const show = async () => {
    const { verdict, unchecked, held } = (await ask("draft")) ?? {};
    const service = await msgcheck.pairedService();
    const mendable = await mendableIn(verdict);
    msgcheck.showPanel(root, {
      verdict,
      unchecked,
      held,
      actions: {
        mendable,
        useSuggestion: ({ found }, text) => draft.replace(found, text),
        insertLine: (text) => draft.insert(text),
        accept: (finding) => service.accept(finding),
        say: (question) => service.say(question),
        sendAnyway: (answer) => sendAnyway(service, verdict, answer),
        close: () => window.close(),
      },
    });
  };

  messenger.runtime.onMessage.addListener((message) => {
    if (message.tell === "changed" && message.tabId === tabId) show();
  });
  // The panel hears Esc itself; here it is heard where nothing in it has the focus.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") window.close();
  });
  show();
}
