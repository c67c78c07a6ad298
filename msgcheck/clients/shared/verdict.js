"use strict";
/* What the service answered, made whole, so that nothing that shows it can stumble over a key that is missing. */
globalThis.msgcheck ??= {};

{
  const SCHEMA = "msgcheck.check/1";
  const AT_FIRST = 3;

  const text = (value) => (typeof value === "string" ? value : "");
  const list = (value) => (Array.isArray(value) ? value : []);
  const objects = (value) => list(value).filter((item) => typeof item === "object" && item !== null);
  const texts = (value) => list(value).filter((item) => typeof item === "string" && item);

  const words = (marked, whole) => {
    const known = objects(marked)
      .filter((word) => typeof word.text === "string")
      .map((word) => ({ text: word.text, space: text(word.space), changed: word.changed === true }));
    return known.length ? known : whole ? [{ text: whole, space: "", changed: false }] : [];
  };

  /** Return reasons that can be chosen: a mail that is held always has a way out. */
  const wholeReasons = (reasons) => {
    const known = objects(reasons).filter(({ key, shown_as }) => text(key) && text(shown_as));
    return known.length ? known : msgcheck.words.reasons;
  };

  const wholeFinding = (finding) => {
    const found = text(finding.found);
    const approved = text(finding.approved);
    return {
      ...finding,
      fingerprint: text(finding.fingerprint),
      code: text(finding.code),
      shown_as: text(finding.shown_as),
      severity: text(finding.severity),
      document: text(finding.document),
      location: text(finding.location),
      found,
      approved,
      sentence: text(finding.sentence),
      suggestion: text(finding.suggestion),
      mended: finding.mended === true,
      message_id: text(finding.message_id),
      owner: text(finding.owner),
      found_words: words(finding.found_words, found),
      approved_words: words(finding.approved_words, approved),
      may_accept: finding.may_accept === true,
    };
  };

  /** Return whether a finding can be shown at all: nobody could tell why a mail waits for one that cannot. */
  const saysSomething = ({ found, sentence, message_id, shown_as }) => Boolean(found || sentence || message_id || shown_as);

  /**
   * Return a verdict with every key present, null where it is no verdict of msgcheck.
   * @param {unknown} answer what the service sent
   * @returns {object | null}
   */
  msgcheck.wholeVerdict = (answer) => {
    if (typeof answer !== "object" || answer === null || answer.schema !== SCHEMA || !Array.isArray(answer.ask)) {
      return null;
    }
    const ask = objects(answer.ask).map(wholeFinding).filter(saysSomething);
    const waiting = objects(answer.waiting).map(wholeFinding).filter(saysSomething);
    const unfilled = objects(answer.unfilled)
      .filter(({ field }) => text(field))
      .map(({ field, location }) => ({ field, location: text(location) }));
    return {
      ...answer,
      interrupts: ask.length > 0 || unfilled.length > 0,
      ask,
      waiting,
      unfilled,
      first: Number.isInteger(answer.first) && answer.first > 0 ? answer.first : AT_FIRST,
      quiet: text(answer.quiet) || (waiting.length ? msgcheck.words.waiting(waiting.length) : ""),
      judged: Number.isInteger(answer.judged) ? answer.judged : null,
      not_judged: objects(answer.not_judged).map((part) => ({ ...part, reason: text(part.reason) || msgcheck.words.unclear })),
      unread: texts(answer.unread),
      notes: texts(answer.notes),
      calibrated: answer.calibrated !== false,
      outward: answer.outward !== false,
      reasons: wholeReasons(answer.reasons),
    };
  };
}
