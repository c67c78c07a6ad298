"""The shared view of a drift report: counts and marketing's own words, nothing of the field's, and nobody's name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from msgcheck.feedback.shown_words import ShownWords
from msgcheck.feedback.what_changed import what_changed
from msgcheck.records import DriftReport, EditCount, MessageDrift, Messaging, NewPhrase


def shared_drift(report: DriftReport, messaging: Messaging) -> DriftReport:
    """Return a report without sentences of the field, paths, names of files and customers.

    Args:
        report: whole or shared already.
        messaging: its words, without the customers' names, are the ones that may be shown.
    """
    words = ShownWords.of(messaging)
    report = _with_edits(without_customers(report, words), lambda edit: _edit(edit, words))
    return replace(report, shared=True, phrases=_phrases(report.phrases, words), versions=(), unreadable=())


def without_customers(report: DriftReport, words: ShownWords) -> DriftReport:
    """Return a report whose approved lines name no customer: they stand on pages that many read.

    Args:
        report: any.
        words: with the names of the customers.
    """
    report = _with_edits(report, lambda edit: replace(edit, approved=words.without_customers(edit.approved)))
    return replace(
        report,
        messages=_messages(report.messages, words),
        launches=_messages(report.launches, words),
        never_used=tuple((message_id, words.without_customers(text)) for message_id, text in report.never_used),
        endings=tuple(replace(ending, text=words.without_customers(ending.text)) for ending in report.endings),
    )


def _with_edits(report: DriftReport, change: Callable[[EditCount], EditCount]) -> DriftReport:
    """Return a report with every edit of it changed."""
    return replace(
        report,
        new=tuple(map(change, report.new)),
        growing=tuple(map(change, report.growing)),
        counted=tuple(map(change, report.counted)),
        own_material=tuple(map(change, report.own_material)),
        settled=tuple(map(change, report.settled)),
    )


def _messages(messages: Sequence[MessageDrift], words: ShownWords) -> tuple[MessageDrift, ...]:
    return tuple(replace(message, text=words.without_customers(message.text)) for message in messages)


def _edit(edit: EditCount, words: ShownWords) -> EditCount:
    """Return an edit with what changed as it is said of the code in general, or in figures and words of ours."""
    is_general = edit.what == what_changed(edit.code, "")
    said_part = words.only(edit.said_part)
    return replace(
        edit,
        what=edit.what if is_general else words.only(edit.what),
        said=words.only(edit.said),
        approved_part=words.only(edit.approved_part) if said_part == edit.said_part else "",
        said_part=said_part,
        template=words.only(edit.template),
    )


def _phrases(phrases: Sequence[NewPhrase], words: ShownWords) -> tuple[NewPhrase, ...]:
    return tuple(phrase for phrase in phrases if words.only(phrase.phrase))
