"use strict";
/*
 * What Outlook calls while a mail is written, and when it is sent.
 *
 * Classic Outlook runs this one file in an engine of its own: no page, no window, no other file beside it, and in older
 * versions no JavaScript later than ES2016. The other Outlooks load it into launch_event.html; the task pane loads it,
 * too, for what it knows of a mail.
 *
 * The verdict is prepared whenever recipients or attachments change, and while the task pane is open. When the mail is
 * sent, a verdict on exactly this mail is only read; else the mail is checked at once. Whatever goes wrong, and
 * whatever takes longer than a moment, the mail goes.
 */

/** Everything this file knows; a global that also an engine without globalThis has. */
var msgcheckOutlook = (function () {
  /** How long Send may wait for an answer. */
  const SEND_MS = 1500;
  /** How much of that may go into fetching attachments; those that are late go by name and size. */
  const SEND_FILES_MS = 500;
  /** How long a check may take that nothing waits for. */
  const PREPARE_MS = 10000;
  /** After this the messaging may have changed, and a prepared verdict counts no more. */
  const FRESH_MS = 10 * 60 * 1000;
  /** Attachments together; more are named and not read. In base64 they grow by a third, and the service takes 25 MB. */
  const MOST_BYTES = 15 * 1024 * 1024;
  /** What Outlook shows at most in its dialog, and in the bar above a mail. */
  const MOST_MESSAGE_CHARS = 500;
  const MOST_NOTICE_CHARS = 150;

  const SCHEMA = "msgcheck.check/1";
  const NAME = "msgcheck";
  /** The button of the manifest that opens the task pane. */
  const PANE_COMMAND = "msgcheckOpenPane";
  const ICON = "Icon.16";

  /** What is said; classic Outlook cannot load shared/words.js. */
  const WORDS = {
    lookAtIt: "Look at it",
    internal: "A line that must stay inside the company stands in this mail.",
    internalLine: (id) => "Line: " + id,
    unfilled: (field) => field + " is not filled in.",
    more: (count) => (count === 1 ? "1 more thing to look at." : count + " more things to look at."),
    unchecked: (why) => "msgcheck did not check this mail: " + why,
    why: {
      dead: "it does not answer. Is “msgcheck serve” running?",
      slow: "it took too long.",
      strange: "its answer could not be read.",
      token: "this client is not paired. Run “msgcheck serve --pair” and paste the token it prints.",
      origin: "it does not know this page.",
      large: "the mail is too large.",
      unreadable: "nothing in it could be read.",
      many: "it is asked too often just now.",
      starting: "it is still starting.",
      busy: "it is busy.",
      failed: "it could not finish.",
    },
  };
  const WHY_OF_STATUS = {
    401: "token",
    403: "origin",
    413: "large",
    421: "origin",
    422: "unreadable",
    429: "many",
    503: "busy",
  };

  // --- small things ---

  /** Return a promise that is kept after some time; never, where the engine has no clock. */
  const later = (ms) =>
    new Promise((resolve) => {
      if (typeof setTimeout === "function") setTimeout(resolve, ms);
    });

  /** Return what a promise gives, and something else where it gives nothing. */
  const orElse = (promise, otherwise) => promise.then(null, () => otherwise);

  /** Return a promise of what a method of Office.js calls back with; it breaks where the call fails. */
  const called = (owner, method, ...args) =>
    new Promise((resolve, reject) => {
      owner[method](...args, (result) => {
        if (result.status === Office.AsyncResultStatus.Succeeded) resolve(result.value);
        else reject(new Error(method + " failed"));
      });
    });

  /** Return a text that is at most so long, cut between words. */
  const shortened = (text, most) => {
    if (text.length <= most) return text;
    const cut = text.slice(0, most - 1);
    return cut.slice(0, cut.lastIndexOf(" ") > most / 2 ? cut.lastIndexOf(" ") : most - 1) + "…";
  };

  /** Return a short key of a text; equal texts have equal keys, others almost never. */
  const hashOf = (text) => {
    let one = 0x811c9dc5;
    let two = 0x01234567;
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      one = Math.imul(one ^ unit, 0x01000193);
      two = Math.imul(two ^ unit, 0x85ebca6b) ^ (two >>> 13);
    }
    return (one >>> 0).toString(16) + "-" + (two >>> 0).toString(16) + "-" + text.length;
  };

  // --- the mail ---

  const addressesOf = (recipients) =>
    orElse(called(recipients, "getAsync"), []).then((found) =>
      (found || []).map((recipient) => recipient.emailAddress || recipient.displayName || "")
    );

  /**
   * Return the mail as it stands, without what is in its attachments. What a client cannot tell is left empty, but
   * without the text there is nothing to check, and the promise breaks.
   */
  const readMail = (item) =>
    // At most three calls at a time: Outlook on the web refuses more.
    called(item.body, "getAsync", Office.CoercionType.Html).then((html) =>
      Promise.all([addressesOf(item.to), addressesOf(item.cc), addressesOf(item.bcc)]).then((recipients) =>
        Promise.all([
          orElse(called(item.subject, "getAsync"), ""),
          orElse(called(item.from, "getAsync"), null),
          orElse(called(item, "getAttachmentsAsync"), []),
        ]).then((rest) => ({
          html: html || "",
          to: recipients[0],
          cc: recipients[1],
          bcc: recipients[2],
          subject: rest[0] || "",
          from: rest[1] ? rest[1].emailAddress || "" : "",
          // Pictures of the text, and links to files that stay where they are, are nothing to read.
          files: (rest[2] || []).filter((file) => !file.isInline && file.attachmentType !== "cloud"),
        }))
      )
    );

  /** Return what tells this very mail from one in which anything else was written. */
  const keyOf = (mail) => {
    const files = mail.files.map((file) => [file.name, file.size]);
    return hashOf(JSON.stringify([mail.html, mail.subject, mail.from, mail.to, mail.cc, mail.bcc, files]));
  };

  /** Return the attachments of a mail, those that come in time with what they hold. */
  const attachmentsOf = (item, mail, ms) => {
    const known = (file) => ({ name: file.name || "attachment", data: null, size: file.size || 0 });
    const attachments = mail.files.map(known);
    let left = MOST_BYTES;
    const fetched = (file, at) => {
      if (file.attachmentType !== "file" || attachments[at].size > left) return null;
      left -= attachments[at].size;
      const content = orElse(called(item, "getAttachmentContentAsync", file.id), null);
      return content.then((found) => {
        if (found && found.format === "base64") attachments[at].data = found.content;
      });
    };
    const all = mail.files.reduce((before, file, at) => before.then(() => fetched(file, at)), Promise.resolve());
    return Promise.race([all, later(ms)]).then(() => attachments);
  };

  /** Return a mail without the pictures that are written into it: they can be megabytes, and hold no text that is read. */
  const withoutPictures = (html) => html.replace(/(\ssrc\s*=\s*)(?:"data:[^"]*"|'data:[^']*')/gi, '$1""');

  /** Return a mail as the service takes it. */
  const requestOf = (item, mail, filesMs) =>
    attachmentsOf(item, mail, filesMs).then((attachments) => ({
      from: mail.from,
      to: mail.to,
      cc: mail.cc,
      bcc: mail.bcc,
      subject: mail.subject,
      html: withoutPictures(mail.html),
      attachments,
    }));

  // --- the service ---

  /** Return where the service is and the token for it, as the task pane keeps them; null where it was not paired. */
  const pairing = () => {
    const kept = Office.context.roamingSettings.get(NAME);
    return kept && kept.token && kept.address ? kept : null;
  };

  const failure = (why) => Object.assign(new Error(why), { why });

  const parsed = (text) => {
    try {
      return JSON.parse(text);
    } catch (error) {
      return null; // some other program answers at this address, or a proxy does
    }
  };

  const isText = (value) => typeof value === "string" && value !== "";

  /** Return what a verdict asks about; it breaks with why there is none. */
  const verdictIn = (answer) => {
    const said = parsed(answer.text) || {};
    if (answer.status !== 200) {
      const isStarting = Boolean(said.error) && said.error.code === "starting";
      throw failure(isStarting ? "starting" : WHY_OF_STATUS[answer.status] || "failed");
    }
    if (said.schema !== SCHEMA || !Array.isArray(said.ask)) throw failure("strange");
    const unfilled = (Array.isArray(said.unfilled) ? said.unfilled : []).filter((one) => one && isText(one.field));
    return { ask: said.ask.filter((one) => one && isText(sentenceOf(one))), unfilled };
  };

  const byXhr = (url, token, body, ms) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", url);
      request.timeout = ms;
      request.setRequestHeader("Content-Type", "application/json");
      request.setRequestHeader("Authorization", "Bearer " + token);
      request.onload = () => resolve({ status: request.status, text: request.responseText });
      request.onerror = () => reject(failure("dead"));
      request.ontimeout = () => reject(failure("slow"));
      request.send(body);
    });

  const byFetch = (url, token, body) => {
    const headers = { "Content-Type": "application/json", Authorization: "Bearer " + token };
    const answered = fetch(url, { method: "POST", headers, body, credentials: "omit", cache: "no-store" });
    return answered.then(
      (response) => response.text().then((text) => ({ status: response.status, text })),
      () => {
        throw failure("dead");
      }
    );
  };

  /** Return what the service says of a mail; the promise breaks with why it says nothing. */
  const verdictOn = (request, ms) => {
    const paired = pairing();
    if (!paired) return Promise.reject(failure("token"));
    const post = typeof XMLHttpRequest === "function" ? byXhr : byFetch;
    const body = JSON.stringify({ mail: request, persona: "" });
    const answered = post(paired.address + "/v1/check", paired.token, body, ms);
    const late = later(ms).then(() => {
      throw failure("slow");
    });
    return Promise.race([answered, late]).then(verdictIn);
  };

  // --- what was decided ---

  const sentenceOf = (finding) => {
    if (finding.sentence) return finding.sentence;
    if (finding.found || !finding.message_id) return finding.found || finding.shown_as || "";
    return WORDS.internal + " " + WORDS.internalLine(finding.message_id);
  };

  /** Return what Outlook shows of a verdict that holds the mail. */
  const messageOf = (verdict) => {
    const said = verdict.ask.map(sentenceOf).concat(verdict.unfilled.map((one) => WORDS.unfilled(one.field)));
    const more = said.length > 1 ? " " + WORDS.more(said.length - 1) : "";
    return shortened(said[0], MOST_MESSAGE_CHARS - more.length) + more;
  };

  /** Return what a verdict means for the mail with this key. */
  const decisionOf = (key, verdict) => {
    const holds = verdict.ask.length > 0 || verdict.unfilled.length > 0;
    return { key, at: Date.now(), holds, message: holds ? messageOf(verdict) : "" };
  };

  /** Keep a decision beside the mail, for as long as it is being written. */
  const keep = (item, decision) =>
    orElse(called(item.sessionData, "setAsync", NAME, JSON.stringify(decision)), null).then(() => decision);

  /** Return the decision that was kept for this very mail, null where there is none or it is too old. */
  const kept = (item, key) =>
    orElse(
      called(item.sessionData, "getAsync", NAME).then((text) => {
        const decision = JSON.parse(text);
        const ageMs = Date.now() - decision.at;
        return decision.key === key && ageMs >= 0 && ageMs < FRESH_MS ? decision : null;
      }),
      null
    );

  /** Return whether the mail is held: as was decided on this very mail before, or else as the service says now. */
  const decided = (item, ms, filesMs) =>
    readMail(item).then((mail) => {
      const key = keyOf(mail);
      return kept(item, key).then((decision) => {
        if (decision) return decision;
        return requestOf(item, mail, filesMs)
          .then((request) => verdictOn(request, ms))
          .then((verdict) => decisionOf(key, verdict));
      });
    });

  // --- what Outlook calls ---

  /** Return what ends an event, once, however often it is called. */
  const completing = (event) => {
    let isDone = false;
    return (options) => {
      if (isDone) return;
      isDone = true;
      event.completed(options);
    };
  };

  /** Return a promise that breaks, rather than throws, where something is wrong from the start. */
  const started = (work) => Promise.resolve().then(work);

  /** Say above the mail that it was not checked, or take that away again. */
  const notice = (item, why) => {
    const said = WORDS.unchecked(WORDS.why[why] || WORDS.why.failed);
    const type = Office.MailboxEnums.ItemNotificationMessageType.InformationalMessage;
    const message = { type, message: shortened(said, MOST_NOTICE_CHARS), icon: ICON, persistent: false };
    if (why) return orElse(called(item.notificationMessages, "replaceAsync", NAME, message), null);
    return orElse(called(item.notificationMessages, "removeAsync", NAME), null);
  };

  /** Let a mail go, or have Outlook ask its writer; whoever is asked can send it all the same. */
  const send = (event) => {
    const complete = completing(event);
    const goes = () => complete({ allowEvent: true });
    later(SEND_MS).then(goes);
    return started(() => decided(Office.context.mailbox.item, SEND_MS, SEND_FILES_MS))
      .then((decision) => {
        if (!decision.holds) return goes();
        const { message } = decision;
        return complete({
          allowEvent: false,
          errorMessage: message,
          cancelLabel: WORDS.lookAtIt,
          commandId: PANE_COMMAND,
        });
      })
      .then(null, goes);
  };

  /** Prepare the verdict on a mail that is being written. */
  const prepare = (event) => {
    const complete = completing(event);
    later(PREPARE_MS + SEND_MS).then(() => complete());
    return started(() => {
      const { item } = Office.context.mailbox;
      return decided(item, PREPARE_MS, PREPARE_MS)
        .then((decision) => keep(item, decision))
        .then(
          () => notice(item, ""),
          (error) => notice(item, error.why || "failed")
        );
    }).then(
      () => complete(),
      () => complete()
    );
  };

  return { readMail, requestOf, keyOf, decisionOf, keep, pairing, called, send, prepare, NAME, WORDS };
})();

/** The names the manifest gives. */
function onMessageSend(event) {
  return msgcheckOutlook.send(event);
}

function onMessageChanged(event) {
  return msgcheckOutlook.prepare(event);
}

if (Office.actions) {
  Office.actions.associate("onMessageSend", onMessageSend);
  Office.actions.associate("onMessageChanged", onMessageChanged);
}
