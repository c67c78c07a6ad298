"use strict";
/* Sending a held mail as it stands: one of four reasons, and a tick for whoever wants marketing to hear of it. */
globalThis.msgcheck ??= {};

{
  const { element, words } = msgcheck;

  /** Return the group of reasons, with what was chosen in it. */
  const reasonGroup = (reasons) => {
    const name = msgcheck.newId();
    const tick = element("input", { type: "checkbox", class: "mc-tick" });
    const choices = reasons.map(({ key, shown_as }) => ({
      key,
      label: shown_as,
      radio: element("input", { type: "radio", name, value: key }),
    }));
    const group = element(
      "fieldset",
      { class: "mc-reasons" },
      element("legend", { class: "mc-label" }, words.because),
      choices.map(({ radio, label }) =>
        element("label", { class: "mc-reason" }, radio, element("span", { dir: "auto" }, label)),
      ),
      element(
        "label",
        { class: "mc-tell" },
        tick,
        element("span", {}, words.tellMarketing, " ", element("small", {}, `(${words.tellMarketingHint})`)),
      ),
    );
    return {
      group,
      focus: () => choices[0]?.radio.focus(),
      chosen: () => choices.find(({ radio }) => radio.checked)?.key ?? "",
      isTold: () => tick.checked,
    };
  };

  /**
   * Return the foot of a held mail.
   * @param {object} options
   * @param {{key: string, shown_as: string}[]} options.reasons
   * @param {() => object[]} options.open findings of the ask lane that no click has settled yet
   * @param {(answer: {reason: string, tellMarketing: boolean, findings: object[]}) => unknown} options.send gives false where
   *   the mail did not go, and can be sent once more
   * @param {() => void} [options.close]
   * @param {{send?: string, anyway?: string}} [options.labels] where the client does not send but copy
   * @returns {{foot: HTMLElement, refresh: () => void}} `refresh` after a finding was settled
   */
  msgcheck.sendAnyway = ({ reasons, open, send, close, labels = {} }) => {
    const reason = reasonGroup(reasons);
    const status = element("p", { class: "mc-status", role: "alert" });
    const go = async () => {
      const findings = open();
      const chosen = findings.length ? reason.chosen() : "";
      if (findings.length && !chosen) {
        status.textContent = words.chooseReason;
        reason.focus();
        return;
      }
      // A mail that is on its way stays so: the second click of a double click sends nothing more.
      button.disabled = true;
      status.textContent = "";
      try {
        const outcome = await send({ reason: chosen, tellMarketing: findings.length > 0 && reason.isTold(), findings });
        button.disabled = outcome !== false;
      } catch {
        button.disabled = false;
        status.textContent = words.failed;
      }
    };
    const button = element("button", { type: "button", class: "mc-button", onclick: go });
    const foot = element(
      "div",
      { class: "mc-foot" },
      reason.group,
      status,
      element(
        "div",
        { class: "mc-buttons" },
        button,
        close ? element("button", { type: "button", class: "mc-plain", onclick: close }, words.back) : null,
      ),
    );
    const refresh = () => {
      const isOpen = open().length > 0;
      reason.group.hidden = !isOpen;
      button.textContent = isOpen ? (labels.anyway ?? words.sendAnyway) : (labels.send ?? words.send);
      button.className = isOpen ? "mc-button" : "mc-primary";
    };
    refresh();
    return { foot, refresh };
  };
}
