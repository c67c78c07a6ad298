"""What a scan leaves for the store: one `Scan`, made while the documents go by.

Each document becomes a `ScannedDocument` as soon as it was checked, so that a scan of a share holds no more than it
keeps. Of mail nothing is kept in words but the normalised statements, of which the store makes keyed hashes at once;
findings of mail carry no vector, and conflicts no sentence.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from statistics import fmean
from typing import Protocol

from msgcheck.authorship import Author
from msgcheck.codes import Label
from msgcheck.embed.interface import Floats1d
from msgcheck.feedback.conflicts import find_conflicts
from msgcheck.feedback.figure_claims import FigureClaim, Place, figure_claims
from msgcheck.findings.build import NOT_SHOWN
from msgcheck.findings.uncovered import uncovered_themes
from msgcheck.identity import normalised
from msgcheck.judge.dated import says_it
from msgcheck.pipeline import DocumentResult, repeats_internal_line
from msgcheck.records import (
    CURRENT,
    BlockKind,
    DayFrom,
    Document,
    DocumentId,
    Finding,
    Fingerprint,
    Judgement,
    MessageId,
    Messaging,
    Report,
    Role,
    Scan,
    ScannedDocument,
    ScannedFinding,
    Statement,
)

_DIGITS = 4
_EARLIEST = date(1990, 1, 1)
"""Before this day no document was written that anybody sends; broken clocks and zip tools leave such dates."""
_OF_TEMPLATES = frozenset({"2013-01-27T09:14:16", "2013-12-23T23:15:00"})
"""Times that the templates of python-pptx and python-docx bring along; they tell nothing of the document."""
_NOT_BODY = frozenset({BlockKind.COMMENT, BlockKind.ALT_TEXT})


class Vectors(Protocol):
    """Turns sentences of decks and documents into vectors of length 1."""

    def __call__(self, texts: Sequence[str]) -> Mapping[str, Floats1d]:
        """Return float32 of shape (d,) for each sentence whose vector may be kept."""
        ...


@dataclass(frozen=True, slots=True)
class _Dated:
    """The day of a document, and where it is from."""

    day: date
    day_from: DayFrom


class ScanRecorder:
    """Makes the record of a scan: `keep` is shown every document's result, `scan` gives the record at the end.

    Args:
        messaging: what is approved.
        vectors: turns sentences of decks and documents into vectors.
        today: the day of a document that tells none.
        as_of: the day of every document, where one was given.
        file_day: the day a file was last written, None where there is no such file.
        least: probability from which a claim without an approved line counts.
    """

    def __init__(
        self,
        messaging: Messaging,
        *,
        vectors: Vectors,
        today: date,
        as_of: date | None = None,
        file_day: Callable[[DocumentId], date | None] = lambda _: None,
        least: float,
    ) -> None:
        self._messaging = messaging
        self._ids = frozenset(message.id for message in messaging.messages)
        self._term = _word_pattern([term.use for term in messaging.terms])
        self._vectors = vectors
        self._today = today
        self._as_of = as_of
        self._file_day = file_day
        self._least = least
        self._documents: list[ScannedDocument] = []
        self._dates: dict[DocumentId, _Dated] = {}
        self._places: dict[DocumentId, Place] = {}
        self._claims: list[FigureClaim] = []
        self._uncovered: list[Judgement] = []

    def keep(self, result: DocumentResult) -> None:
        """Take what is kept of one document; what lies inside a mail comes after the mail."""
        document = result.document
        dated = self._dated(document)
        self._dates[document.id] = dated
        self._documents.append(self._scanned(result, dated))
        if not result.private:
            self._uncovered += [entry for entry in result.judgements if entry.label is Label.UNSUPPORTED]
        place = self._place(result, dated)
        if result.author is Author.OURS:
            self._claims += figure_claims(self._speakable(result), result.judgements, place=place)

    def scan(self, report: Report) -> Scan:
        """Return the record of the whole scan; what people silenced is not in it.

        Args:
            report: of the same documents, with what is known marked and what was silenced taken out.
        """
        raised = {(finding.document, finding.fingerprint): finding for finding in report.findings}
        return Scan(
            created=report.created,
            as_of=report.as_of,
            version=report.version,
            messaging_hash=report.messaging_hash,
            model=report.model,
            judge=report.judge,
            documents=tuple(
                replace(entry, findings=_still_raised(entry.findings, raised)) for entry in self._documents
            ),
            skipped=tuple((entry.id, entry.reason) for entry in report.skipped),
            uncovered=uncovered_themes(self._uncovered, least=self._least),
            conflicts=find_conflicts(self._claims),
        )

    def _scanned(self, result: DocumentResult, dated: _Dated) -> ScannedDocument:
        document = result.document
        judgements = [entry for entry in result.judgements if not _merely_touches(entry)]
        own = [statement for statement in result.statements if _is_own(statement)]
        claims = [entry for entry in judgements if entry.label not in {Label.NOT_A_CLAIM, Label.NOT_JUDGED}]
        return ScannedDocument(
            id=document.id,
            parent=document.parent,
            fingerprint=document.fingerprint,
            format=document.format,
            family=document.family,
            private=result.private,
            status=document.status,
            audience=result.audience,
            author=_author(document),
            account=result.account,
            day=dated.day,
            day_from=dated.day_from,
            statements=tuple(normalised(statement.text) for statement in own),
            judged=result.summary.judged,
            claims=len(claims),
            covered=sum(entry.message_id is not None for entry in claims),
            not_judged=result.summary.not_judged,
            used=self._used(judgements),
            nearness=self._nearness(judgements),
            names_product=any(
                cue.lemma.startswith("product:") for statement in own for cue in statement.readings.names
            ),
            uses_term=self._term is not None and any(self._term.search(normalised(entry.text)) for entry in own),
            findings=self._findings(result),
        )

    def _speakable(self, result: DocumentResult) -> tuple[Statement, ...]:
        """Return the statements whose figures may be told: none that repeats an internal line, inside either."""
        return tuple(
            statement
            for statement in result.statements
            if statement.readings.figures and not repeats_internal_line(statement.text, self._messaging)
        )

    def _used(self, judgements: Sequence[Judgement]) -> tuple[tuple[MessageId, int], ...]:
        """Return (message, statements on message), by id."""
        counts = Counter(
            entry.message_id for entry in judgements if entry.label is Label.CONSISTENT and entry.message_id is not None
        )
        return tuple(sorted((id_, count) for id_, count in counts.items() if id_ in self._ids))

    def _nearness(self, judgements: Sequence[Judgement]) -> tuple[tuple[MessageId, float], ...]:
        """Return (message, mean cosine of the statements about it with its nearest current wording), by id."""
        cosines: dict[MessageId, list[float]] = defaultdict(list)
        for entry in judgements:
            if entry.match is None or entry.label is Label.NOT_A_CLAIM or entry.match.wording.source not in CURRENT:
                continue
            if entry.match.wording.id in self._ids:
                cosines[entry.match.wording.id].append(entry.match.cosine)
        return tuple(sorted((id_, round(fmean(values), _DIGITS)) for id_, values in cosines.items()))

    def _findings(self, result: DocumentResult) -> tuple[ScannedFinding, ...]:
        """Return the findings, those of decks and documents with the vector of their sentence."""
        texts = {} if result.private else _texts_of(result.findings, result.statements)
        rows = self._vectors(list(texts.values()))
        packed = {text: row.astype("<f4").tobytes() for text, row in rows.items()}
        return tuple(
            ScannedFinding(finding=finding, vector=packed.get(texts.get(place, ""), b""))
            for place, finding in enumerate(result.findings)
        )

    def _dated(self, document: Document) -> _Dated:
        """Return the day of a document: as told, of a mail its header, else its metadata, its mail, its file, today."""
        if self._as_of is not None:
            return _Dated(self._as_of, DayFrom.AS_OF)
        if document.mail is not None and document.created is not None and self._can_be(document.created):
            return _Dated(document.created.date(), DayFrom.MAIL)
        written = next((time for time in (document.modified, document.created) if time and self._can_be(time)), None)
        if written is not None:
            return _Dated(written.date(), DayFrom.METADATA)
        if document.parent in self._dates:
            return self._dates[document.parent]
        of_file = self._file_day(document.id)
        if of_file is not None and _EARLIEST <= of_file <= self._today:
            return _Dated(of_file, DayFrom.FILE)
        return _Dated(self._today, DayFrom.AS_OF)

    def _can_be(self, time: datetime) -> bool:
        """Return whether a document can have been written then."""
        template = time.replace(tzinfo=None, microsecond=0).isoformat() in _OF_TEMPLATES
        return not template and _EARLIEST <= time.date() <= self._today

    def _place(self, result: DocumentResult, dated: _Dated) -> Place:
        """Return where the figures of a document stand; what lies inside a mail is part of its thread."""
        document = result.document
        around = self._places.get(document.parent) if document.parent is not None else None
        place = Place(
            document=document.id,
            family=document.family,
            private=result.private,
            day=dated.day,
            account=result.account,
            thread=document.mail if document.mail is not None else around.thread if around is not None else None,
        )
        self._places[document.id] = place
        return place


def _still_raised(
    findings: Sequence[ScannedFinding], raised: dict[tuple[DocumentId, Fingerprint], Finding]
) -> tuple[ScannedFinding, ...]:
    """Return the findings that the report still has, as it has them."""
    kept = ((raised.get((entry.finding.document, entry.finding.fingerprint)), entry.vector) for entry in findings)
    return tuple(ScannedFinding(finding=finding, vector=vector) for finding, vector in kept if finding is not None)


def _is_own(statement: Statement) -> bool:
    """Return whether a statement is of the writer's own words, judged or not."""
    return (
        statement.role in {None, Role.OWN}
        and statement.kind not in _NOT_BODY
        and any(character.isalpha() for character in statement.text)
    )


def _author(document: Document) -> str:
    """Return who wrote a document, as it says itself: the sender of a mail, else the author in its metadata."""
    return normalised(document.mail.sender if document.mail is not None else document.author)


def _merely_touches(judgement: Judgement) -> bool:
    """Return whether nothing speaks against a statement, but it names no more than the theme of its message.

    "Agree on the first ten branches" does not say how many branches we have: it is no use of that message.
    """
    match = judgement.match
    return judgement.label is Label.CONSISTENT and match is not None and not says_it(match)


def _texts_of(findings: Sequence[Finding], statements: Sequence[Statement]) -> dict[int, str]:
    """Return the text of each finding that has one that may be kept, by its place: a table cell with its heads."""
    by_place = {(statement.location, statement.text): statement.in_full for statement in statements}
    return {
        place: by_place.get((finding.location, finding.found), finding.found)
        for place, finding in enumerate(findings)
        if finding.found and finding.found != NOT_SHOWN
    }


def _word_pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    """Return what finds one of these words, or its plural, in normalised text; None where there are none."""
    if not words:
        return None
    either = "|".join(re.escape(normalised(word)) for word in sorted(words))
    return re.compile(rf"(?<!\w)(?:{either})(?:s|es)?(?!\w)")
