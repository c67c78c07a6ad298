"use strict";
/*
 * A stand-in of Office.js, written to its documented behaviour, as far as the add-in uses it.
 *
 * `standIn` says what the mail holds and which calls fail or never answer; what the add-in did is written down in it.
 * It runs in a page, and in an engine that has nothing but JavaScript, as classic Outlook's. So that no busy machine
 * makes a test fail, the add-in waits `patience` times as long as it means to.
 */
var standIn = Object.assign(
  {
    html: "<html><body><p>Hello Ana,</p></body></html>",
    type: "html",
    subject: "Quay",
    from: { emailAddress: "tom@harbourlight.example", displayName: "Tom" },
    to: [{ emailAddress: "ana@customer.example", displayName: "Ana" }],
    cc: [],
    bcc: [],
    attachments: [],
    contents: {},
    settings: {},
    session: {},
    fails: [],
    silent: [],
    canSend: false,
    completed: [],
    tookMs: [],
    notices: {},
    inserted: [],
    saved: [],
    sent: 0,
    ready: 0,
    most: 0,
    patience: 20,
  },
  typeof standIn === "object" ? standIn : {},
);

if (typeof setTimeout === "function") {
  const soon = setTimeout;
  setTimeout = (work, ms) => soon(work, ms * standIn.patience);
}
if (typeof XMLHttpRequest === "function") {
  const own = Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, "timeout");
  Object.defineProperty(XMLHttpRequest.prototype, "timeout", {
    set(ms) {
      own.set.call(this, ms * standIn.patience);
    },
  });
}

var Office = (function () {
  const AsyncResultStatus = { Succeeded: "succeeded", Failed: "failed" };
  const CoercionType = { Text: "text", Html: "html" };
  let open = 0;

  /** Answer a call some time later, as Outlook does: with a value, with an error, or never. */
  const answer = (name, args, work) => {
    const callback = args[args.length - 1];
    if (typeof callback !== "function") throw new TypeError(name + " was called without a callback");
    open += 1;
    standIn.most = Math.max(standIn.most, open);
    if (standIn.silent.includes(name)) return;
    Promise.resolve().then(() => {
      open -= 1;
      const failed = { status: AsyncResultStatus.Failed, error: { code: 9000, name, message: name + " failed" } };
      if (standIn.fails.includes(name)) return callback(failed);
      try {
        return callback({ status: AsyncResultStatus.Succeeded, value: work() });
      } catch (error) {
        return callback(Object.assign(failed, { error }));
      }
    });
  };

  const recipients = (field) => ({
    getAsync: (...args) => answer(field + ".getAsync", args, () => standIn[field]),
  });

  const known = (object, key) => {
    if (!(key in object)) throw new Error("there is nothing of this name");
    return object[key];
  };

  const item = {
    body: {
      getAsync: (type, ...args) => answer("body.getAsync", args, () => standIn.html),
      getTypeAsync: (...args) => answer("body.getTypeAsync", args, () => standIn.type),
      setAsync: (data, options, ...args) =>
        answer("body.setAsync", args, () => {
          standIn.html = data;
        }),
      setSelectedDataAsync: (data, options, ...args) =>
        answer("body.setSelectedDataAsync", args, () => {
          standIn.inserted.push([data, options.coercionType]);
        }),
    },
    to: recipients("to"),
    cc: recipients("cc"),
    bcc: recipients("bcc"),
    subject: {
      getAsync: (...args) => answer("subject.getAsync", args, () => standIn.subject),
      setAsync: (subject, ...args) =>
        answer("subject.setAsync", args, () => {
          standIn.subject = subject;
        }),
    },
    from: { getAsync: (...args) => answer("from.getAsync", args, () => standIn.from) },
    getAttachmentsAsync: (...args) => answer("getAttachmentsAsync", args, () => standIn.attachments),
    getAttachmentContentAsync: (id, ...args) =>
      answer("getAttachmentContentAsync", args, () => known(standIn.contents, id)),
    sessionData: {
      getAsync: (name, ...args) => answer("sessionData.getAsync", args, () => known(standIn.session, name)),
      setAsync: (name, value, ...args) =>
        answer("sessionData.setAsync", args, () => {
          if (typeof value !== "string" || value.length > 50000) throw new Error("this cannot be kept");
          standIn.session[name] = value;
        }),
    },
    notificationMessages: {
      replaceAsync: (key, message, ...args) =>
        answer("notificationMessages.replaceAsync", args, () => {
          if (message.message.length > 150 || key.length > 32) throw new Error("this is too long");
          standIn.notices[key] = message;
        }),
      removeAsync: (key, ...args) =>
        answer("notificationMessages.removeAsync", args, () => {
          known(standIn.notices, key);
          delete standIn.notices[key];
        }),
    },
  };
  if (standIn.canSend) {
    item.sendAsync = (...args) =>
      answer("sendAsync", args, () => {
        standIn.sent += 1;
      });
  }

  const associated = {};
  return {
    AsyncResultStatus,
    CoercionType,
    MailboxEnums: { ItemNotificationMessageType: { InformationalMessage: "informationalMessage" } },
    onReady: (callback) => {
      standIn.ready += 1;
      const info = { host: "Outlook", platform: "OfficeOnline" };
      return Promise.resolve().then(() => callback && callback(info));
    },
    actions: {
      associate: (name, handler) => {
        associated[name] = handler;
      },
      /** The stand-in's own: call what was associated, as Outlook does when something happens. */
      fire: (name) =>
        associated[name]({
          completed: (options) => {
            standIn.completed.push(options === undefined ? null : options);
          },
        }),
      names: () => Object.keys(associated),
    },
    context: {
      mailbox: { item },
      roamingSettings: {
        get: (name) => standIn.settings[name],
        set: (name, value) => {
          standIn.settings[name] = value;
        },
        saveAsync: (...args) =>
          answer("roamingSettings.saveAsync", args, () => {
            standIn.saved.push(JSON.stringify(standIn.settings));
          }),
      },
    },
  };
})();
