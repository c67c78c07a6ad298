"""What of a drift report may be printed at all.

Who makes a shared report leaves out what must not leave the desk. The formats do not rely on it: before a report is
printed, a shared one is emptied once more of what only the local view may hold, and every one of the words of internal
notes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from msgcheck.codes import BY_LABEL, Label
from msgcheck.records import DriftReport, EditCount, MessageDrift
from msgcheck.report.drift.quoting import Quoting, is_place, lone_percentage

OUTDATED_CODE = BY_LABEL[Label.OUTDATED].code
INTERNAL_CODE = BY_LABEL[Label.INTERNAL].code
NAMING_CODES = frozenset({BY_LABEL[Label.REFERENCE].code, BY_LABEL[Label.ABOUT_COMPETITOR].code})
"""Edits that are about somebody's name."""
OTHER = "other"
"""What a correction is about where that is no word of ours."""
_MAX_ABOUT = 24
_KNOWN_ABOUT = frozenset(
    {"SLA", *(BY_LABEL[label].shown_as for label in (Label.FORBIDDEN, Label.EMBARGOED, Label.INTERNAL))}
)
"""What corrections are about that is no single word in small letters."""


def shown_report(report: DriftReport) -> DriftReport:
    """Return the report as it may be printed: without words of internal notes, a shared one also without the field's.

    A shared report keeps the few words of an edit only where none of them could be a name.
    """
    quoting = Quoting.of(report)
    new, growing, counted, own_material, settled = (
        tuple(_edit(edit, quoting, shared=report.shared) for edit in edits)
        for edits in (report.new, report.growing, report.counted, report.own_material, report.settled)
    )
    report = replace(
        report,
        corrections=tuple(replace(one, about=_about(one.about)) for one in report.corrections),
        new=new,
        growing=growing,
        counted=counted,
        own_material=own_material,
        settled=settled,
    )
    if not report.shared:
        return report
    return replace(
        report,
        messages=_unowned(report.messages),
        launches=_unowned(report.launches),
        phrases=(),
        versions=(),
        unreadable=(),
    )


def _edit(edit: EditCount, quoting: Quoting, *, shared: bool) -> EditCount:
    if edit.code == INTERNAL_CODE:
        return replace(edit, what="", approved="", said="", approved_part="", said_part="")
    template = "" if is_place(edit.template) else edit.template
    if not shared:
        return replace(edit, template=template)
    if edit.code in NAMING_CODES:
        return replace(edit, what="", said="", approved_part="", said_part="", template=template)
    return replace(
        edit,
        template=template,
        said="",
        what=quoting.quotable(edit.what),
        approved_part=quoting.quotable(edit.approved_part),
        said_part=quoting.quotable(edit.said_part) or _old_figure(edit),
    )


def _old_figure(edit: EditCount) -> str:
    """Return the figure of an old line, which was ours."""
    return lone_percentage(edit.said) if edit.code == OUTDATED_CODE else ""


def _about(about: str) -> str:
    """Return what a correction is about where it is one word or known; anything else could be somebody's name."""
    is_word = about.isascii() and about.isalpha() and about.islower() and len(about) <= _MAX_ABOUT
    return about if is_word or about in _KNOWN_ABOUT else OTHER


def _unowned(messages: Sequence[MessageDrift]) -> tuple[MessageDrift, ...]:
    """Return messages without their owners, who may be named."""
    return tuple(replace(message, owner="") for message in messages)
