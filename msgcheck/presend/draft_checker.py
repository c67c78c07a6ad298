"""Checks drafts one after another with stages that are built once.

A draft is judged by the messaging of today, whatever date its header carries, and its words are always ours. What is
silenced is read anew for each, so that a silence counts at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePath

from msgcheck.assembly import Stages, build_checker
from msgcheck.config import Settings
from msgcheck.errors import InputError
from msgcheck.findings.known import apply_known, read_silences
from msgcheck.pipeline import Checker
from msgcheck.reading.dispatch import read_bytes
from msgcheck.reading.interface import FileInfo
from msgcheck.records import Document, DocumentId, MailHeaders, Messaging, ReadResult, Role
from msgcheck.report.verdict import Verdict, verdict_of

_TEXTS = frozenset({"txt", "html", "md", "rtf"})
_BODIES = frozenset({".txt", ""})
"""Suffixes of texts that are read as the body of a mail: without what it quotes and without its signature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody is about to send."""

    data: bytes
    name: str
    """Its suffix tells the format: mail.eml, note.html, deck.pptx."""
    id: DocumentId
    """How findings name it."""
    recipients: tuple[str, ...] = ()
    """Addresses, for a draft that names none itself."""


class DraftChecker:
    """Checks drafts against one messaging.

    Args:
        messaging: what is approved.
        settings: whose thresholds, accounts and silences hold.
        stages: models, built once; they may be shared with other checkers.
        today: the day whose messaging holds.
    """

    def __init__(self, messaging: Messaging, settings: Settings, stages: Stages, *, today: date) -> None:
        self._settings = settings
        self._today = today
        self._checker: Checker = build_checker(messaging, settings, stages, today=today, as_of=today)

    def check(self, draft: Draft, *, created: datetime) -> Verdict:
        """Return what to tell the writer.

        Args:
            draft: a mail, a text, or any document.
            created: the time of the check.

        Raises:
            InputError: nothing of the draft can be read.
        """
        results = [
            _addressed(result, draft.recipients) if isinstance(result, Document) else result
            for result in self._read(draft)
        ]
        report = self._checker.check_results(results, created=created, draft=True)
        if not report.documents:
            reason = report.skipped[0].reason if report.skipped else "it holds no text"
            raise InputError(f"the draft cannot be read: {reason}", where=draft.id)
        silences = read_silences(self._settings.silences)
        report = apply_known(report, baseline=None, silences=silences, today=self._today)
        return verdict_of(report, forwarded_lines=sum(map(_forwarded_lines, results)))

    def _read(self, draft: Draft) -> Iterable[ReadResult]:
        """Return what is read of a draft; text without headers is the body of a mail."""
        info = FileInfo(id=draft.id, name=draft.name, limits=self._settings.reading)
        as_mail = PurePath(draft.name).suffix.lower() in _BODIES
        return read_bytes(draft.data, replace(info, as_mail=as_mail), named=True)


def _forwarded_lines(result: ReadResult) -> int:
    """Return how many lines of others a document passes on."""
    if not isinstance(result, Document):
        return 0
    return sum(block.role is Role.FORWARDED and bool(block.text.strip()) for block in result.blocks)


def _addressed(document: Document, recipients: tuple[str, ...]) -> Document:
    """Return a draft with the recipients it was given, where it names none.

    A text is the body of a mail, whatever its format: of it nothing is remembered as a vector.
    """
    if document.parent is not None or not (recipients or document.format in _TEXTS):
        return document
    headers = document.mail or MailHeaders()
    if headers.recipients:
        return document
    return replace(document, mail=replace(headers, recipients=tuple(address.lower() for address in recipients)))
