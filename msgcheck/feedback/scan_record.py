"""What a scan leaves for the store: one `Scan`, made while the documents go by.

Each document becomes a `ScannedDocument` as soon as it was checked, so that a scan of a share holds no more than it
keeps. Of mail nothing is kept in words but the normalised statements, of which the store makes keyed hashes at once;
findings of mail carry no vector, and conflicts no sentence.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from statistics import fmean
from typing import Protocol, TypeAlias

from msgcheck.authorship import Author
from msgcheck.codes import Label
from msgcheck.embed.interface import Floats1d
from msgcheck.feedback.conflicts import find_conflicts
from msgcheck.feedback.document_days import Dated, DocumentDays
from msgcheck.feedback.figure_claims import FigureClaim, Place, figure_claims
from msgcheck.feedback.messages_in_use import SAYS_NOTHING
from msgcheck.findings.build import NOT_SHOWN
from msgcheck.findings.uncovered import uncovered_themes
from msgcheck.identity import normalised
from msgcheck.judge.dated import says_it
from msgcheck.pipeline import DocumentResult, repeats_internal_line
from msgcheck.records import (
    CURRENT,
    BlockKind,
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
_NOT_BODY = frozenset({BlockKind.COMMENT, BlockKind.ALT_TEXT})
_AROUND = frozenset({BlockKind.HEADER, BlockKind.FOOTER})
"""What stands on every slide or page: it tells none from another, and a new date in it changes none."""
_SLIDE_OR_PAGE = re.compile(r"(?:slide|page) \d+(?= |$)")
_PRODUCT = "product:"
_Raised: TypeAlias = Mapping[tuple[DocumentId, Fingerprint], Finding]


class Vectors(Protocol):
    """Turns sentences of decks and documents into vectors of length 1."""

    def __call__(self, texts: Sequence[str]) -> Mapping[str, Floats1d]:
        """Return float32 of shape (d,) for each sentence whose vector may be kept."""
        ...


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
        # A line that will be retired is said on message until then: its last days are told from it.
        retired = frozenset(entry.id for entry in messaging.retired)
        self._ids = retired | {message.id for message in messaging.messages}
        self._term = _word_pattern([term.use for term in messaging.terms])
        self._vectors = vectors
        self._days = DocumentDays(today=today, as_of=as_of, file_day=file_day)
        self._least = least
        self._documents: list[ScannedDocument] = []
        self._places: dict[DocumentId, Place] = {}
        self._claims: list[FigureClaim] = []
        self._uncovered: list[Judgement] = []

    def keep(self, result: DocumentResult) -> None:
        """Take what is kept of one document; what lies inside a mail comes after the mail."""
        document = result.document
        dated = self._days.of(document)
        self._documents.append(self._scanned(result, dated))
        if not result.private:
            self._uncovered += [entry for entry in result.judgements if entry.label is Label.UNSUPPORTED]
        place = self._place(result, dated)
        if result.author is Author.OURS:
            self._claims += figure_claims(self._speakable(result), result.judgements, place=place)

    def scan(self, report: Report, *, is_accepted: Callable[[Finding], bool] = lambda _: False) -> Scan:
        """Return the record of the whole scan; findings that people silenced are not in it, what was said still is.

        Args:
            report: of the same documents, with what is known marked and what was silenced taken out.
            is_accepted: whether a finding was silenced because its wording says the same as its message.
        """
        raised = {(finding.document, finding.fingerprint): finding for finding in report.findings}
        return Scan(
            created=report.created,
            as_of=report.as_of,
            version=report.version,
            messaging_hash=report.messaging_hash,
            model=report.model,
            judge=report.judge,
            documents=tuple(self._as_known(entry, raised, is_accepted) for entry in self._documents),
            skipped=tuple((entry.id, entry.reason) for entry in report.skipped),
            uncovered=uncovered_themes(self._uncovered, least=self._least),
            conflicts=find_conflicts(self._claims),
        )

    def _as_known(
        self, document: ScannedDocument, raised: _Raised, is_accepted: Callable[[Finding], bool]
    ) -> ScannedDocument:
        """Return a document with the findings still raised, and the messages that it says in words that were silenced.

        What somebody silenced still stands there, so it still says its message; on message where it was accepted.
        """
        used = dict(document.used)
        for finding in (entry.finding for entry in document.findings):
            message_id = finding.message_id
            is_raised = (finding.document, finding.fingerprint) in raised
            if message_id is None or message_id not in self._ids or is_raised or finding.code in SAYS_NOTHING:
                continue
            used[message_id] = used.get(message_id, 0) + (finding.count if is_accepted(finding) else 0)
        return replace(document, used=tuple(sorted(used.items())), findings=_still_raised(document.findings, raised))

    def _scanned(self, result: DocumentResult, dated: Dated) -> ScannedDocument:
        document = result.document
        judgements = [entry for entry in result.judgements if not _merely_touches(entry)]
        own = [statement for statement in result.statements if _is_own(statement)]
        claims = [entry for entry in judgements if entry.label not in {Label.NOT_A_CLAIM, Label.NOT_JUDGED}]
        named = _named(own)
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
            author_name=normalised(document.author) if document.mail is not None else "",
            account=result.account,
            day=dated.day,
            day_from=dated.day_from,
            statements=tuple(normalised(statement.text) for statement in own),
            judged=result.summary.judged,
            claims=len(claims),
            covered=sum(entry.message_id is not None for entry in claims),
            not_judged=result.summary.not_judged + _not_read(result),
            used=self._used(judgements),
            nearness=self._nearness(judgements),
            names_product=bool(named),
            uses_term=self._term is not None and any(self._term.search(normalised(entry.text)) for entry in own),
            findings=self._findings(result),
            language=document.language or "",
            named=named,
            places=_places(own),
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

    def _place(self, result: DocumentResult, dated: Dated) -> Place:
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


def _still_raised(findings: Sequence[ScannedFinding], raised: _Raised) -> tuple[ScannedFinding, ...]:
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


def _not_read(result: DocumentResult) -> int:
    """Return how many parts of a document were found and not read, pictures among them; none of somebody else's."""
    if result.author is Author.THEIRS:
        return 0
    return sum(max(line.found - line.read, 0) for line in result.document.unread)


def _named(statements: Sequence[Statement]) -> tuple[str, ...]:
    """Return the products that statements speak of, under whatever name, as the messaging writes them."""
    lemmas = {cue.lemma for statement in statements for cue in statement.readings.names}
    return tuple(sorted(lemma.removeprefix(_PRODUCT) for lemma in lemmas if lemma.startswith(_PRODUCT)))


def _places(statements: Sequence[Statement]) -> tuple[str, ...]:
    """Return the slide or page of each statement, "" for one that stands on none; nothing where all stand on none."""
    places = tuple("" if statement.kind in _AROUND else _slide_or_page(statement.location) for statement in statements)
    return places if any(places) else ()


def _slide_or_page(location: str) -> str:
    """Return the slide or page of a location, "" for none; before it may stand the name of an attachment."""
    match = _SLIDE_OR_PAGE.match(location.rpartition(": ")[2])
    return match[0] if match else ""


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
