"""What came of one file that is watched."""

from __future__ import annotations

from dataclasses import dataclass

from msgcheck.records import DocumentId
from msgcheck.report.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A file that was checked."""

    document: DocumentId
    verdict: Verdict
    awaited: bool
    """Whether a good answer is news, too: the file was changed, or there was something to ask about it before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotChecked:
    """A file that could not be checked."""

    document: DocumentId
    reason: str


Outcome = Checked | NotChecked
