"""Checks drafts one after another with stages that are built once.

A draft is judged by the messaging of today, whatever date its header carries, and its words are always ours. What is
silenced is read anew for each, so that a silence counts at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import PurePath

from msgcheck.assembly import Stages, build_checker
from msgcheck.candidates import CandidateFinder
from msgcheck.config import Settings
from msgcheck.errors import DocumentError
from msgcheck.findings.build import NOT_SHOWN
from msgcheck.findings.known import apply_known, read_silences
from msgcheck.pipeline import Checker
from msgcheck.presend.unfilled import unfilled_fields
from msgcheck.reading.dispatch import read_bytes
from msgcheck.reading.interface import FileInfo
from msgcheck.reading.mail_content import unique_names
from msgcheck.records import (
    Block,
    Document,
    DocumentId,
    MailHeaders,
    MessageId,
    Messaging,
    ReadResult,
    Report,
    Role,
    Skipped,
)
from msgcheck.report.verdict import Verdict, verdict_of

_TEXTS = frozenset({"txt", "html", "md", "rtf"})
_BODIES = frozenset({".txt", ""})
"""Suffixes of texts that are read as the body of a mail: without what it quotes and without its signature."""
_MAILS = frozenset({".eml", ".msg"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody is about to send."""

    data: bytes = field(repr=False)
    name: str
    """Its suffix tells the format: mail.eml, note.html, deck.pptx."""
    id: DocumentId
    """How findings name it."""
    recipients: tuple[str, ...] = field(default=(), repr=False)
    """Addresses, beside those that the draft names itself."""
    attached: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    """(name, content) of files that go with it, beside those that it holds itself."""
    unread: tuple[str, ...] = field(default=(), repr=False)
    """What belongs to the draft and was not handed over, each with the reason."""
    template: bool = False
    """Whether its fields are filled in later, for each recipient."""


class DraftChecker:
    """Checks drafts against one messaging.

    Args:
        messaging: what is approved.
        settings: whose thresholds, accounts and silences hold.
        stages: models, built once; they may be shared with other checkers.
        today: the day whose messaging holds.
        finder: finds candidates in this messaging; checkers of several days and personas may share one.
    """

    def __init__(
        self,
        messaging: Messaging,
        settings: Settings,
        stages: Stages,
        *,
        today: date,
        finder: CandidateFinder | None = None,
    ) -> None:
        self._settings = settings
        self._today = today
        self._messaging = messaging
        self._checker: Checker = build_checker(messaging, settings, stages, today=today, as_of=today, finder=finder)

    def check(self, draft: Draft, *, created: datetime) -> Verdict:
        """Return what to tell the writer; a mail that says nothing is clean.

        Args:
            draft: a mail, a text, or any document.
            created: the time of the check.

        Raises:
            DocumentError: nothing of the draft can be read.
        """
        results = list(_as_sent(self._read(draft), draft))
        outward: list[bool] = []
        report = self._checker.check_results(
            results, created=created, draft=True, keep=lambda checked: outward.append(checked.audience.outward)
        )
        if not report.documents:
            reason = report.skipped[0].reason if report.skipped else "it holds no text"
            raise DocumentError(f"the draft cannot be read: {reason}", where=draft.id)
        silences = read_silences(self._settings.silences)
        report = apply_known(report, baseline=None, silences=silences, today=self._today)
        documents = [result for result in results if isinstance(result, Document)]
        return verdict_of(
            _without_marks(report),
            forwarded_lines=sum(map(_forwarded_lines, documents)),
            unfilled=unfilled_fields(documents) if _is_being_sent(draft) else (),
            unread=draft.unread,
            outward=any(outward),
            owners=_owners(self._messaging),
        )

    def _read(self, draft: Draft) -> Iterator[ReadResult]:
        """Yield what is read of a draft, then of the files that go with it; text without headers is a mail's body."""
        suffix = PurePath(draft.name).suffix.lower()
        info = FileInfo(id=draft.id, name=draft.name, limits=self._settings.reading, as_mail=suffix in _BODIES)
        if suffix in _BODIES | _MAILS and not draft.data.strip():
            yield Document(id=draft.id, format="eml", mail=MailHeaders())
        else:
            yield from read_bytes(draft.data, info, named=True)
        names = unique_names(name for name, _ in draft.attached)
        for name, (_, data) in zip(names, draft.attached, strict=True):
            inside = DocumentId(f"{draft.id}/{name}")
            yield from read_bytes(
                data, replace(info, id=inside, name=name, parent=draft.id, depth=1, prefix=f"{name}: ", as_mail=False)
            )


def _is_being_sent(draft: Draft) -> bool:
    """Return whether a draft goes out as it stands: a mail, or whatever is addressed to somebody."""
    is_mail = PurePath(draft.name).suffix.lower() in _BODIES | _MAILS
    return not draft.template and (is_mail or bool(draft.recipients))


def _as_sent(results: Iterable[ReadResult], draft: Draft) -> Iterator[ReadResult]:
    """Yield what was read of a draft as it will be sent: all of it to the recipients of the whole.

    A mail inside the draft, and what that holds, is passed on: it is not its sender's own.
    """
    recipients: tuple[str, ...] = ()
    passed_on: set[DocumentId] = set()
    for result in results:
        if isinstance(result, Skipped):
            yield result
        elif result.parent is None:
            addressed = _addressed(result, draft)
            recipients = addressed.mail.recipients if addressed.mail is not None else ()
            yield addressed
        elif result.mail is not None or result.parent in passed_on:
            passed_on.add(result.id)
            mail = replace(result.mail, recipients=recipients) if result.mail is not None else None
            yield replace(result, mail=mail, blocks=tuple(map(_forwarded, result.blocks)))
        else:
            yield result


def _addressed(document: Document, draft: Draft) -> Document:
    """Return a draft with the recipients it was given beside those it names.

    A text is the body of a mail, whatever its format: of it nothing is remembered as a vector.
    """
    if not (draft.recipients or draft.attached or document.mail or document.format in _TEXTS):
        return document
    headers = document.mail or MailHeaders()
    given = (address.lower().rstrip(".") for address in draft.recipients)
    return replace(document, mail=replace(headers, recipients=tuple(dict.fromkeys((*headers.recipients, *given)))))


def _forwarded(block: Block) -> Block:
    return replace(block, role=Role.FORWARDED)


def _forwarded_lines(document: Document) -> int:
    """Return how many lines of others a document passes on."""
    return sum(block.role is Role.FORWARDED and bool(block.text.strip()) for block in document.blocks)


def _owners(messaging: Messaging) -> Iterator[tuple[MessageId, str]]:
    """Yield who answers for each message and each internal line, where the messaging says so."""
    yield from ((message.id, message.owner) for message in messaging.messages if message.owner)
    yield from ((line.id, line.owner) for line in messaging.internal_only if line.owner)


def _without_marks(report: Report) -> Report:
    """Return the report with nothing in the place of words that repeat an internal line."""
    findings = (replace(finding, found="") if finding.found == NOT_SHOWN else finding for finding in report.findings)
    return replace(report, findings=tuple(findings))
