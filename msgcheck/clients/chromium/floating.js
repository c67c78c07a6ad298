"use strict";
/*
 * What msgcheck shows in somebody else's page: the panel beside a compose window, one quiet line, a small button at
 * Send.
 *
 * Each stands below a closed shadow root at the end of the document: the page's styles do not reach in, its scripts
 * cannot read it, and nothing is put between the page's own elements, which it draws anew as it likes.
 */
globalThis.msgcheck ??= {};

{
  const { element, words } = msgcheck;

  const SHADOW_MODE = "closed";
  const ON_TOP = "2147483647";
  const GAP_PX = 12;
  /** Wide enough for two sentences side by side, where there is room. */
  const WIDE_PX = 560;
  const NARROW_PX = 380;
  const BUTTON_PX = 22;
  const LINE_MS = 8000;
  /** Events that end here: a page has shortcuts, and closes menus when something else is clicked. */
  const KEPT = [
    ...["keydown", "keypress", "keyup", "beforeinput", "input", "change", "copy", "cut", "paste"],
    ...["pointerdown", "pointerup", "mousedown", "mouseup", "click", "dblclick", "contextmenu", "wheel"],
    ...["focusin", "focusout"],
  ];

  const STYLES = `
    :host { all: initial; }
    .msgcheck .line { display: flex; gap: 12px; align-items: center; max-width: 560px; padding: 10px 16px;
      border: 1px solid var(--line); border-radius: 10px; background: var(--page); font-size: 14px;
      box-shadow: 0 4px 16px rgb(0 0 0 / 20%); }
    .msgcheck .line .mc-plain { white-space: nowrap; margin-block: -6px; }
    .msgcheck .at-send { display: block; width: ${BUTTON_PX}px; height: ${BUTTON_PX}px; min-block-size: 0; padding: 0;
      border: 1px solid var(--line); border-radius: 50%; background: var(--card); color: var(--accent);
      font: 700 13px/1 system-ui, sans-serif; box-shadow: 0 1px 4px rgb(0 0 0 / 25%); }
  `;

  /** Return a new root above the page, and the element that holds it. */
  const floatingRoot = (document, place = {}) => {
    const host = document.createElement("div");
    Object.assign(host.style, { all: "initial", position: "fixed", zIndex: ON_TOP, ...place });
    const root = host.attachShadow({ mode: SHADOW_MODE });
    const sheets = [msgcheck.panelStyles, STYLES].map((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text ?? "");
      return sheet;
    });
    root.adoptedStyleSheets = sheets;
    root.msgcheckStyled = true;
    for (const type of KEPT) host.addEventListener(type, (event) => event.stopPropagation());
    document.documentElement.append(host);
    return { host, root };
  };

  /** Return where a panel stands beside a compose window: where there is room, else over its right side. */
  const placeBeside = (root, view) => {
    const { left, right, top, bottom } = root.getBoundingClientRect();
    const room = { left: left - 2 * GAP_PX, right: view.innerWidth - right - 2 * GAP_PX };
    const side = room.left >= NARROW_PX ? "left" : room.right >= NARROW_PX ? "right" : "over";
    const width = Math.min(WIDE_PX, side === "over" ? Math.min(NARROW_PX, view.innerWidth - 2 * GAP_PX) : room[side]);
    const x = { left: left - GAP_PX - width, right: right + GAP_PX, over: view.innerWidth - GAP_PX - width }[side];
    const isLow = (top + bottom) / 2 > view.innerHeight / 2;
    const above = isLow ? GAP_PX : Math.max(GAP_PX, top);
    const size = { width: `${width}px`, maxHeight: `${view.innerHeight - above - GAP_PX}px` };
    const y = isLow ? { top: "auto", bottom: `${GAP_PX}px` } : { top: `${above}px`, bottom: "auto" };
    return { left: `${x}px`, ...y, ...size, overflow: "auto", overscrollBehavior: "contain", scrollbarWidth: "thin" };
  };

  /**
   * Return a panel beside a compose window.
   * @param {ComposeWindow} compose
   * @param {object} options as for `msgcheck.showPanel`
   * @returns {{update: (shown: object) => void, place: () => void, remove: () => void}} `place` after the window moved
   */
  msgcheck.panelBeside = (compose, options) => {
    const { ownerDocument } = compose.body;
    const look = { borderRadius: "12px", boxShadow: "0 8px 32px rgb(0 0 0 / 28%)" };
    const { host, root } = floatingRoot(ownerDocument, look);
    const place = () => {
      const { root: beside } = compose.current ?? compose;
      if (!beside.isConnected && host.style.width) return; // the window is gone; the panel stays where it was
      Object.assign(host.style, placeBeside(beside, ownerDocument.defaultView));
    };
    place();
    const panel = msgcheck.showPanel(root, options);
    return { update: (shown) => panel.update(shown), place, remove: () => host.remove() };
  };

  let shownLine = null;

  /**
   * Say something in one quiet line, for some seconds.
   * @param {Document} document
   * @param {string} sentence
   * @param {{label: string, act: () => void} | null} [button]
   * @returns {() => void} takes the line away before its time
   */
  msgcheck.quietLine = (document, sentence, button = null) => {
    shownLine?.remove();
    const { host, root } = floatingRoot(document, { left: `${GAP_PX}px`, bottom: `${GAP_PX}px` });
    shownLine = host;
    const act = () => {
      host.remove();
      button.act();
    };
    root.append(
      element(
        "div",
        { class: "msgcheck", role: "status" },
        element(
          "p",
          { class: "line" },
          element("span", { dir: "auto" }, sentence),
          button ? element("button", { type: "button", class: "mc-plain", onclick: act }, button.label) : null,
        ),
      ),
    );
    setTimeout(() => host.remove(), LINE_MS);
    return () => host.remove();
  };

  /** The small msgcheck buttons at the Send buttons of open compose windows. */
  class SendCorner {
    #open;
    #buttons = new Map();

    /** @param {(compose: ComposeWindow) => void} open what a click does */
    constructor(open) {
      this.#open = open;
    }

    /**
     * Show a button at every compose window, and none where one has closed.
     * @param {ComposeWindow[]} composes
     */
    follow(composes) {
      const open = new Map(composes.map((compose) => [compose.body, compose]));
      for (const [body, host] of this.#buttons) {
        if (open.has(body)) continue;
        host.remove();
        this.#buttons.delete(body);
      }
      for (const [body, compose] of open) this.#place(this.#buttons.get(body) ?? this.#make(compose), compose);
    }

    #make(compose) {
      const { host, root } = floatingRoot(compose.body.ownerDocument);
      const act = () => this.#open(compose.current ?? compose);
      const button = element(
        "button",
        { type: "button", class: "at-send", title: words.open, "aria-label": words.open, onclick: act },
        "m",
      );
      root.append(element("div", { class: "msgcheck" }, button));
      this.#buttons.set(compose.body, host);
      return host;
    }

    #place(host, compose) {
      const { right, top, width } = compose.sendButtons[0]?.getBoundingClientRect() ?? {};
      Object.assign(host.style, {
        display: width ? "block" : "none",
        left: `${right - BUTTON_PX / 2}px`,
        top: `${top - BUTTON_PX / 2}px`,
      });
    }
  }

  msgcheck.SendCorner = SendCorner;
}
