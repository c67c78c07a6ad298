"""One edit in a few words: "'live in two weeks' for 'live in 30 days'".

The words of both lines where they may be quoted; else what changed, as one clause, after the message by its id in words
where the clause itself names nothing; else the message and what kind of edit it is. The codes of findings are never
among them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from msgcheck.codes import BY_LABEL, Label
from msgcheck.records import DriftReport, EditCount, MessageId
from msgcheck.report.drift.quoting import Quoting, lone_percentage
from msgcheck.report.drift.shown import INTERNAL_CODE, NAMING_CODES, OUTDATED_CODE
from msgcheck.report.drift.words import kind_in_words
from msgcheck.report.plain_text import printable, shortened

MAX_PART = 44
"""Characters of either part."""
MAX_NAME = 40
_MAX_CLAUSE = 80
_MAX_OLD_FIGURE = 20
_WRONG_TERM = BY_LABEL[Label.WRONG_TERM].code
_BREAKS = re.compile(r"[-_.:/\s]+")
_HASHED = re.compile(r"never-[0-9a-f]{8}")
_TYPE_PREFIXES = frozenset("vp pp bp pos msg claim proof diff message".split())
"""With which ids often begin: "vp-saving", "claim-alarm"; they tell the owner of the messaging the type."""
_WORD = re.compile(r"[^\W_]+")
_NAMES_SOMETHING = re.compile(r"[\d“”]| became ")
"""Clauses that tell by themselves what they are about: a figure, or words in quotation marks."""
_IT = re.compile(r"^it (?:is )?")
_SOMEBODY = "a customer"
"""What stands in a line instead of a customer's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditWords:
    """Tells the edits of one report."""

    quoting: Quoting
    texts: Mapping[MessageId, str]
    """The approved line of each message."""

    @classmethod
    def of(cls, report: DriftReport) -> Self:
        """Return what tells the edits of a report."""
        texts = {message.message_id: message.text for message in (*report.launches, *report.messages)}
        return cls(quoting=Quoting.of(report), texts=texts)

    def told(self, edit: EditCount) -> str:
        """Return an edit in a few words that everybody may read, never ""."""
        if edit.code == INTERNAL_CODE or edit.code in NAMING_CODES:
            return self._kind(edit)
        if edit.code == OUTDATED_CODE:
            return self._old_line(edit)
        said, approved = (self._part(part) for part in (edit.said_part, edit.approved_part))
        if said and approved:
            return f"'{said}' for '{approved}'"
        if approved:
            return self._instead_of(approved, edit)
        if said and not edit.approved_part:
            return (
                f"'{said}' added to {self.line_of(edit)}" if edit.approved else f"'{said}', {kind_in_words(edit.code)}"
            )
        return self._clause(edit) or self._kind(edit)

    def line_of(self, edit: EditCount) -> str:
        """Return "the 30 % line" where the line has that one percentage beside what was changed, else by its name."""
        figure = lone_percentage(edit.approved)
        if figure and figure not in edit.approved_part:
            return f"the {figure} line"
        return f"the {self.name_of(edit.message_id, edit.approved)} line" if edit.message_id else "the approved line"

    def name_of(self, message_id: MessageId, text: str = "") -> str:
        """Return a message's id in words, with capitals where the approved line has them: "ISO certificate".

        An id of a line about a customer may hold the name that was left out of the line; it is told as "customer".
        """
        text = text or self.texts.get(message_id, "")
        if _SOMEBODY in text.casefold():
            return "customer"
        words = [word for word in _BREAKS.split(printable(message_id)) if word]
        if len(words) > 1 and words[0].lower() in _TYPE_PREFIXES:
            words = words[1:]
        if len(words) > 1 and words[-1].lower() == "line":
            words = words[:-1]
        written = self._as_written(text)
        return shortened(" ".join(written.get(word.casefold(), word) for word in words), MAX_NAME) or "unnamed"

    def _as_written(self, text: str) -> dict[str, str]:
        """Return words that a line writes with capitals, other than at the beginning of a sentence."""
        ours = {word.casefold(): word for word in sorted(self.quoting.ours)}
        found: dict[str, str] = {}
        for match in _WORD.finditer(text):
            word = match[0]
            begins = not text[: match.start()].rstrip() or text[: match.start()].rstrip()[-1] in ".!?:"
            if word != word.lower() and (not begins or (word.isupper() and len(word) > 1)):
                found.setdefault(word.casefold(), word)
        return {**ours, **found}

    def _part(self, part: str) -> str:
        return shortened(self.quoting.quotable(part).strip("'\"“”‘’ .,;:"), MAX_PART)

    def _instead_of(self, approved: str, edit: EditCount) -> str:
        """Return what is known where only the approved words can be quoted; missing is what nothing replaces.

        A shared report has both parts or neither, so a part that is not there was never there.
        """
        if edit.code == _WRONG_TERM:
            return f"{kind_in_words(edit.code)} for '{approved}'"
        if not edit.said_part:
            return f"'{approved}' missing from {self.line_of(edit)}"
        return self._clause(edit) or f"'{approved}' said otherwise"

    def _old_line(self, edit: EditCount) -> str:
        said = self._part(edit.said_part)
        if len(said) <= _MAX_OLD_FIGURE and any(character.isdigit() for character in said):
            return f"old {said} line"
        figure = lone_percentage(edit.said_part) or lone_percentage(edit.said)
        if figure and figure not in edit.approved:
            return f"old {figure} line"
        if not edit.message_id:
            return "old line"
        name = self.name_of(edit.message_id, edit.approved)
        return f"old {name} line" if edit.message_id in self.texts else f"retired {name}"

    def _clause(self, edit: EditCount) -> str:
        """Return what changed, after the message where nothing else is named: "live line, said before its day"."""
        clause = self.quoting.quotable(edit.what).rstrip(".")
        if not clause or len(clause) > _MAX_CLAUSE:
            return ""
        if _NAMES_SOMETHING.search(clause):
            return clause
        line = self._named_line(edit)
        return f"{line}, {_IT.sub('', clause)}" if line else ""

    def _kind(self, edit: EditCount) -> str:
        kind, line = kind_in_words(edit.code), self._named_line(edit)
        return f"{line}, {kind}" if line else kind

    def _named_line(self, edit: EditCount) -> str:
        """Return the message an edit is one of: "payroll link line"; "" where it has no name that may be told."""
        if not edit.message_id or _HASHED.fullmatch(edit.message_id) or edit.code == INTERNAL_CODE:
            return ""
        return f"{self.name_of(edit.message_id, edit.approved)} line"
