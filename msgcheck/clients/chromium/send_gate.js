"use strict";
/*
 * Stands between a press of Send and the mail client's page: holds the press, asks, and presses again.
 *
 * Listens on the window, where an event comes by first, and from the start of the page, before the page's own scripts.
 * Whatever goes wrong in here, the mail goes: what is not recognised is never held, and an answer is waited for 1.5 s
 * at most.
 */
globalThis.msgcheck ??= {};

{
  const { ComposeWindow, words } = msgcheck;

  const DEADLINE_MS = 1500;
  /** A second click of the same hand comes within this time; the window is about to close. */
  const CLOSING_MS = 1000;
  /** Gmail answers to the press of the mouse, others to the click: a press is held, and given back, as a whole. */
  const PRESS = ["pointerdown", "mousedown", "touchstart", "pointerup", "mouseup", "touchend", "click"];
  const GIVEN_BACK = ["pointerover", "mouseover", "pointerdown", "mousedown", "pointerup", "mouseup", "click"];
  const MOUSE_BUTTON_MAIN = 0;

  const within = (promise, milliseconds, late) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, milliseconds, late);
      promise.then(resolve, reject).finally(() => clearTimeout(timer));
    });

  const isSeen = (element) => element.isConnected && element.getClientRects().length > 0;

  /** Press a button the way a mouse does, at its middle. */
  const press = (control) => {
    const { left, top, width, height } = control.getBoundingClientRect();
    const [clientX, clientY] = [left + width / 2, top + height / 2];
    const hit = control.ownerDocument.elementFromPoint(clientX, clientY);
    const target = hit && control.contains(hit) ? hit : control;
    for (const type of GIVEN_BACK) {
      const Kind = type.startsWith("pointer") ? PointerEvent : MouseEvent;
      const buttons = type.endsWith("down") ? 1 : 0;
      const view = control.ownerDocument.defaultView;
      const common = { bubbles: true, cancelable: true, composed: true, view, clientX, clientY };
      const pointer = Kind === PointerEvent ? { pointerId: 1, pointerType: "mouse", isPrimary: true } : {};
      target.dispatchEvent(new Kind(type, { ...common, ...pointer, button: MOUSE_BUTTON_MAIN, buttons, detail: 1 }));
    }
  };

  const nameOf = (button) =>
    button.getAttribute("aria-label") ?? button.getAttribute("data-tooltip") ?? button.textContent.trim();

  /** Return the Send button of the same name as another, else the one that names its keys: "Send (Ctrl-Enter)". */
  const defaultButton = ({ sendButtons }, like = null) =>
    sendButtons.find((button) => like && nameOf(button) === nameOf(like)) ??
    sendButtons.find((button) => nameOf(button).includes("(")) ??
    sendButtons[0];

  /** Return what a press sends: {compose, control}, compose null where it is not plain; null where it sends nothing. */
  const sendingOf = (page, target, lastUsed) => {
    const button = target.closest(page.buttons);
    if (button && page.isSend(button)) {
      const compose = ComposeWindow.around(page, button);
      if (compose?.sendButtons.includes(button)) return { compose, control: button };
      return { compose: null, control: button };
    }
    const item = target.closest(page.menuItems);
    if (!item || !page.isSchedule(item)) return null;
    // A menu stands outside of every compose window: it belongs to the one that was used last, or is the only one.
    const open = ComposeWindow.all(page, target.ownerDocument);
    const compose = open.find(({ body }) => body === lastUsed) ?? (open.length === 1 ? open[0] : null);
    return { compose, control: item };
  };

  /** Holds what is sent until it was asked about. */
  class SendGate {
    #page;
    #check;
    #mayGo;
    #tell;
    #tellOnce;
    #isAlive;
    #lastUsed = null;
    #isPressing = false;
    #checking = new Set();
    /** Text -> the mail that was found to be fine to go: where it could not be sent from here, the next press sends it. */
    #passes = new WeakMap();
    /** Text -> when it was let go. */
    #closing = new WeakMap();

    /**
     * @param {object} options
     * @param {MailPage} options.page
     * @param {(compose: ComposeWindow) => Promise<object>} options.check gives a verdict, or why there is none
     * @param {(compose: ComposeWindow, answer: object) => Promise<boolean> | boolean} options.mayGo whether it goes now
     * @param {(sentence: string) => void} options.tell says something in one quiet line
     * @param {(sentence: string) => void} options.tellOnce says what holds for the whole page
     * @param {() => boolean} options.isAlive whether the extension is still there for this page
     */
    constructor({ page, check, mayGo, tell, tellOnce, isAlive }) {
      this.#page = page;
      this.#check = check;
      this.#mayGo = mayGo;
      this.#tell = tell;
      this.#tellOnce = tellOnce;
      this.#isAlive = isAlive;
    }

    /**
     * Begin to listen.
     * @param {Window} view
     */
    listen(view) {
      for (const type of PRESS) view.addEventListener(type, (event) => this.#safely(event, this.#pressed), true);
      for (const type of ["keydown", "keyup", "keypress"]) {
        view.addEventListener(type, (event) => this.#safely(event, this.#typed), true);
      }
      view.addEventListener("focusin", (event) => this.#safely(event, this.#used), true);
    }

    /** A mistake of ours never keeps an event from the page. */
    #safely(event, handle) {
      if (this.#isPressing || !(event.target instanceof Element)) return;
      try {
        handle.call(this, event);
      } catch {
        this.#tell(words.unchecked(words.why.failed));
      }
    }

    #used(event) {
      const compose = ComposeWindow.around(this.#page, event.target);
      if (compose) this.#lastUsed = compose.body;
    }

    #pressed(event) {
      if (event.type === "pointerdown" || event.type === "click") this.#used(event);
      if (event.button > MOUSE_BUTTON_MAIN) return;
      const sending = sendingOf(this.#page, event.target, this.#lastUsed);
      if (sending) this.#meet(event, sending, event.type === "click");
    }

    #typed(event) {
      const isSendKey = this.#page.isSendKey(event);
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
      const pressesButton = isPlain && (event.key === "Enter" || event.key === " ");
      if (!isSendKey && !pressesButton) return;
      let sending = sendingOf(this.#page, event.target, this.#lastUsed);
      if (!sending && isSendKey) {
        const compose = ComposeWindow.around(this.#page, event.target);
        if (compose) sending = { compose, control: defaultButton(compose) };
        else if (event.target.isContentEditable) this.#notRecognised(event.target.ownerDocument);
      }
      if (sending) this.#meet(event, sending, event.type === "keydown" && !event.repeat);
    }

    #notRecognised(document) {
      if (!ComposeWindow.all(this.#page, document).length) this.#tellOnce(words.unrecognised);
    }

    /** Hold an event that sends, or is part of sending; `isBegin` where this is the one that does it. */
    #meet(event, { compose, control }, isBegin) {
      if (!compose) return;
      if (!this.#isAlive()) {
        this.#tellOnce(words.unchecked(words.why.replaced));
        return;
      }
      if (this.#isClosing(compose)) {
        // The page itself may press its button once more when ours was pressed; a hand that does so clicked twice.
        if (event.isTrusted) this.#keep(event);
        return;
      }
      if (this.#passes.has(compose.body) && this.#passes.get(compose.body) === JSON.stringify(compose.mail())) {
        if (isBegin) this.#passes.delete(compose.body);
        return;
      }
      this.#keep(event);
      if (isBegin && !this.#checking.has(compose.body)) this.#consider(compose, control);
    }

    /** Keep an event from the page. */
    #keep(event) {
      event.stopImmediatePropagation();
      if (event.type === "click" || event.type.startsWith("key")) event.preventDefault();
    }

    #isClosing({ body }) {
      return performance.now() - (this.#closing.get(body) ?? -Infinity) < CLOSING_MS;
    }

    async #consider(compose, control) {
      this.#checking.add(compose.body);
      let answer = { unchecked: words.why.failed };
      try {
        answer = await within(this.#check(compose), DEADLINE_MS, { unchecked: words.why.slow });
      } catch {
        // A mistake of ours, and no reason to keep a mail.
      }
      this.#checking.delete(compose.body);
      let goes = true;
      try {
        goes = await this.#mayGo(compose, answer);
      } catch {
        this.#tell(words.unchecked(words.why.failed));
      }
      if (!goes) return;
      try {
        this.#letGo(compose, control);
      } catch {
        this.#leaveToHand(compose);
      }
    }

    /** Let the next press of a hand pass, where it could not be pressed from here. */
    #leaveToHand(compose) {
      this.#letPass(compose);
      this.#tell(words.pressAgain);
    }

    #letPass(compose) {
      this.#passes.set(compose.body, JSON.stringify(compose.mail()));
    }

    /** Press again, on what stands there now: pages draw their buttons anew as they like. */
    #letGo(compose, control) {
      const now = compose.current;
      const target = now && this.#standsFor(control, now);
      if (!target) {
        // Where no window is left, the mail was discarded.
        if (now || ComposeWindow.all(this.#page, compose.body.ownerDocument).length) this.#leaveToHand(now ?? compose);
        return;
      }
      // A page may take no press but a hand's: then the window stays, and the next one passes.
      this.#letPass(now);
      this.#closing.set(now.body, performance.now());
      this.#isPressing = true;
      try {
        press(target);
      } finally {
        this.#isPressing = false;
      }
    }

    /** Return what to press in place of what was pressed; a menu that was closed meanwhile cannot be. */
    #standsFor(control, now) {
      if (!control.matches(this.#page.buttons) || !this.#page.isSend(control)) return isSeen(control) ? control : null;
      return now.sendButtons.includes(control) ? control : (defaultButton(now, control) ?? null);
    }
  }

  msgcheck.SendGate = SendGate;
}
