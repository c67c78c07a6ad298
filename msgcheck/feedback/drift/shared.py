"""The shared view of a drift report: counts and marketing's own words, nothing of the field's, and nobody's name.

A line that is not out yet on the day of the report is told by its id only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from msgcheck.feedback.shown_words import TOO_EARLY, ShownWords
from msgcheck.feedback.what_changed import what_changed
from msgcheck.records import DriftReport, EditCount, MessageId, Messaging, NewPhrase


def shared_drift(report: DriftReport, messaging: Messaging) -> DriftReport:
    """Return a report without sentences of the field, paths, names of files and customers.

    Args:
        report: whole or shared already.
        messaging: its words, without the customers' names, are the ones that may be shown.
    """
    words = ShownWords.of(messaging, report.as_of)
    report = _with_edits(_with_lines(report, words.line), lambda edit: _edit(edit, words))
    return replace(report, shared=True, phrases=_phrases(report.phrases, words), versions=(), unreadable=())


def without_customers(report: DriftReport, words: ShownWords) -> DriftReport:
    """Return a report whose approved lines name no customer: they stand on pages that many read.

    Args:
        report: any.
        words: with the names of the customers.
    """
    return _with_lines(report, lambda text, _: words.without_customers(text))


def _with_lines(report: DriftReport, shown: Callable[[str, MessageId | None], str]) -> DriftReport:
    """Return a report with every approved line of it as it may be shown."""
    report = _with_edits(report, lambda edit: replace(edit, approved=shown(edit.approved, edit.message_id)))
    return replace(
        report,
        messages=tuple(replace(one, text=shown(one.text, one.message_id)) for one in report.messages),
        launches=tuple(replace(one, text=shown(one.text, one.message_id)) for one in report.launches),
        never_used=tuple((message_id, shown(text, message_id)) for message_id, text in report.never_used),
        endings=tuple(replace(one, text=shown(one.text, one.message_id)) for one in report.endings),
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


def _edit(edit: EditCount, words: ShownWords) -> EditCount:
    """Return an edit with what changed as it is said of the code in general, or in figures and words of ours."""
    is_general = edit.what == what_changed(edit.code, "")
    if edit.code == TOO_EARLY or words.is_held_back(edit.message_id, edit.approved):
        bare = replace(edit, said="", approved_part="", said_part="", template=words.only(edit.template))
        return bare if is_general else replace(bare, what="")
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
