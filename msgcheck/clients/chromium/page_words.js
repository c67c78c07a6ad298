"use strict";
/*
 * What mail pages write on their buttons.
 *
 * The last resort of the descriptions of Gmail and Outlook: they first look for what does not depend on the language.
 * English was seen in public descriptions of both pages; the other languages are the usual words for the command.
 */
globalThis.msgcheck ??= {};

{
  const SEND = new Set(
    [
      ["Send"],
      ["Senden"],
      ["Envoyer"],
      ["Enviar"],
      ["Invia"],
      ["Verzenden", "Versturen"],
      ["Skicka"],
      ["Lähetä"],
      ["Wyślij"],
      ["Odeslat"],
      ["Küldés"],
      ["Trimite"],
      ["Gönder"],
      ["Отправить"],
      ["Надіслати"],
      ["Αποστολή"],
      ["送信"],
      ["发送", "發送", "傳送", "傳送郵件"],
      ["보내기"],
      ["إرسال"],
      ["שליחה", "שלח"],
    ]
      .flat()
      .map((word) => word.toLowerCase()),
  );

  const SCHEDULE = new Set(
    [
      ["Schedule send"],
      ["Senden planen", "Versand planen"],
      ["Programmer l'envoi", "Planifier l'envoi"],
      ["Programar envío", "Programar envio", "Agendar envio"],
      ["Programma invio", "Pianifica invio"],
      ["Verzenden plannen", "Verzending plannen"],
      ["Schemalägg sändning", "Planlæg afsendelse", "Planlegg sending"],
      ["Zaplanuj wysyłkę", "Zaplanuj wysyłanie"],
      ["送信日時を設定", "送信をスケジュール"],
      ["安排发送", "定时发送", "计划发送"],
    ]
      .flat()
      .map((word) => word.toLowerCase()),
  );

  /** Marks of writing direction, with which Gmail surrounds its shortcuts. */
  const DIRECTION_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
  /** "Send (Ctrl-Enter)", "Send + archive", "Send & mark done": the command ends here. */
  const AFTER_COMMAND = /\s*[(+&:].*$/s;

  const LONGEST = 80;

  /** Return the command a label names, without its shortcut, in lower case. */
  const commandOf = (label) =>
    label
      .replace(DIRECTION_MARKS, "")
      .replaceAll("\u2019", "'")
      .replace(AFTER_COMMAND, "")
      .replace(/\s+/g, " ")
      .trim()
      .toLowerCase();

  /** Return what a button says of itself, by its label or else by its text; long texts are no labels. */
  const labelsOf = (element) => {
    const labels = ["aria-label", "data-tooltip", "title"].map((name) => element.getAttribute(name)).filter(Boolean);
    return (labels.length ? labels : [element.textContent]).filter((label) => label.length < LONGEST);
  };

  /**
   * Return whether a button calls itself "Send", in one of the languages known here.
   * @param {Element} element
   * @returns {boolean}
   */
  msgcheck.callsItselfSend = (element) => labelsOf(element).some((label) => SEND.has(commandOf(label)));

  /**
   * Return whether a menu item calls itself "Schedule send", in one of the languages known here.
   * @param {Element} element
   * @returns {boolean}
   */
  msgcheck.callsItselfSchedule = (element) => labelsOf(element).some((label) => SCHEDULE.has(commandOf(label)));

  const ADDRESS = /[^\s,;:<>()[\]"']+@[^\s,;:<>()[\]"'@]+\.[^\s,;:<>()[\]"'@.]+/g;

  /**
   * Return the mail addresses in a text, each once.
   * @param {string | null | undefined} text
   * @returns {string[]}
   */
  msgcheck.addressesIn = (text) => [...new Set((text ?? "").match(ADDRESS) ?? [])];
}
