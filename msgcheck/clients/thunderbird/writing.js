"use strict";
/*
 * Runs in the window a mail is written in, and tells when its writer paused: only that, and nothing of what is written.
 */
{
  /** How long nothing is typed in a pause, and how far apart pauses are told; no page shows these times either. */
  const DEFAULTS = { pauseMs: 2500, apartMs: 10_000 };

  const tell = async () => {
    try {
      await messenger.runtime.sendMessage({ tell: "paused" });
    } catch {
      // Nobody listens: the add-on is being replaced. Nothing waits for this.
    }
  };

  /** Each key puts it off: however far apart pauses are told, it is always in one. */
  const follow = ({ pauseMs, apartMs }) => {
    let pause;
    let toldAt = -Infinity;
    document.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(
        () => {
          toldAt = performance.now();
          tell();
        },
        Math.max(pauseMs, toldAt + apartMs - performance.now()),
      );
    });
  };

  messenger.storage.local.get(DEFAULTS).then(follow);
}
