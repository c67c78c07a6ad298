"""The one file that knows the order: load, read, segment, embed, match, judge, findings.

`Checker` holds the stages; each is passed in, so that tests replace what is slow by what is plain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

import numpy as np

from msgcheck import __version__
from msgcheck.codes import Label
from msgcheck.config import Thresholds
from msgcheck.embed.cache import Cache, CachedEmbedder
from msgcheck.embed.interface import Embedder, Floats2d
from msgcheck.findings.build import build_findings
from msgcheck.findings.sentence import speaker_for
from msgcheck.judge.interface import Case, DocumentRule, Judge
from msgcheck.match import Neighbour, cosine, matches, neighbours
from msgcheck.records import (
    CURRENT,
    Approved,
    Audience,
    BlockKind,
    Document,
    DocumentId,
    DocumentSummary,
    Finding,
    Judgement,
    Match,
    Messaging,
    NotJudged,
    ReadResult,
    Report,
    Role,
    Skipped,
    Source,
    Statement,
    Wording,
)
from msgcheck.segment.interface import Segmenter, Vocabulary

CANDIDATE_ENTRIES = 8
"""Different messages a statement is compared with."""
CANDIDATE_WORDINGS = 2
"""Wordings of one message a statement is compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentResult:
    """What was found in one document."""

    summary: DocumentSummary
    judgements: tuple[Judgement, ...]
    findings: tuple[Finding, ...]
    not_judged: tuple[NotJudged, ...]


class Checker:
    """Checks documents against the messaging.

    Args:
        messaging: what is approved, retired and ruled out.
        segmenter: finds statements and reads what they say.
        embedder: turns texts into vectors.
        judge: decides what a statement does with the messaging.
        document_rules: what only shows in a whole document.
        thresholds: probabilities from which a finding gets its lane.
        audience_of: for whom a document is used.
        today: the day whose messaging counts for drafts and decks in use.
        as_of: judge every document by this day's messaging, sent mail too.
        cache: remembers vectors and neighbours between runs; None computes all anew.
    """

    def __init__(
        self,
        messaging: Messaging,
        *,
        segmenter: Segmenter,
        embedder: Embedder,
        judge: Judge,
        document_rules: Sequence[DocumentRule] = (),
        thresholds: Thresholds,
        audience_of: Callable[[Document], Audience] = lambda _: Audience(),
        today: date,
        as_of: date | None = None,
        cache: Cache | None = None,
    ) -> None:
        self.messaging = messaging
        self.segmenter = segmenter
        self.embedder = embedder
        self.judge = judge
        self.document_rules = tuple(document_rules)
        self.thresholds = thresholds
        self.audience_of = audience_of
        self.today = today
        self.as_of = as_of
        self.cache = cache

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the names that readings look for."""
        return vocabulary_of(self.messaging)

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """Return every text a statement can be compared with, with its readings."""
        plain = wordings_of(self.messaging, self.segmenter)
        readings = self.segmenter.read_texts([wording.text for wording in plain], self.vocabulary)
        return tuple(replace(wording, readings=read) for wording, read in zip(plain, readings, strict=True))

    @cached_property
    def _wording_rows(self) -> Floats2d:
        """Return float32 of shape (number of wordings, d); internal wording is never cached."""
        texts = [wording.text for wording in self.wordings]
        private = [wording.source is Source.INTERNAL_ONLY for wording in self.wordings]
        return self._embed(texts, private)

    def check_results(self, results: Iterable[ReadResult], *, created: datetime, speaker: str = "") -> Report:
        """Return the report on everything that was read.

        Args:
            results: documents and what was skipped, as the reading stage gives them.
            created: the time of this scan.
            speaker: how the sentence under a finding begins, "You write"; empty speaks of the slide or mail.
        """
        checked: list[DocumentResult] = []
        skipped: list[Skipped] = []
        for result in results:
            if isinstance(result, Skipped):
                skipped.append(result)
            else:
                checked.append(self.check_document(result, speaker=speaker))
        return self._report(checked, skipped, created)

    def check_document(self, document: Document, *, speaker: str = "") -> DocumentResult:
        """Return what one document does with the messaging.

        Args:
            document: as it was read.
            speaker: how the sentence under a finding begins, "You write"; empty speaks of the slide or mail.
        """
        audience = self._audience(document)
        statements = self.segmenter.segment(document, self.vocabulary)
        candidates = self._candidates(statements, private=document.family == "email", audience=audience)
        judgements = tuple(
            self.judge.judge(statement, near)
            for statement, near in zip(statements, candidates, strict=True)
            if statement.judged
        )
        case = Case(
            document=document,
            audience=audience,
            messaging=self.messaging,
            statements=statements,
            candidates=candidates,
            judgements=judgements,
        )
        further = tuple(judgement for rule in self.document_rules for judgement in rule.check(case))
        findings = build_findings(
            (*judgements, *further),
            document=document,
            audience=audience,
            messaging=self.messaging,
            thresholds=self.thresholds,
            recheck=self._says_the_same,
            speaker=speaker or speaker_for(document),
        )
        return DocumentResult(
            summary=_summary(document, statements, judgements),
            judgements=judgements,
            findings=findings,
            not_judged=_not_judged(statements),
        )

    def judge_text(
        self, text: str, *, context: str = "", kind: BlockKind = BlockKind.PARAGRAPH, heading: str = ""
    ) -> Judgement:
        """Return the judgement of one statement that stands alone."""
        return self.judge_texts([(text, context, kind, heading)])[0]

    def judge_texts(self, items: Sequence[tuple[str, str, BlockKind, str]]) -> tuple[Judgement, ...]:
        """Return the judgement of each (text, context, kind, heading), each judged alone."""
        return tuple(self.judge.judge(statement, near) for statement, near in self.prepare_texts(items))

    def prepare_texts(
        self, items: Sequence[tuple[str, str, BlockKind, str]]
    ) -> tuple[tuple[Statement, tuple[Match, ...]], ...]:
        """Return each (text, context, kind, heading) as a statement with its candidates, not yet judged."""
        readings = self.segmenter.read_texts(
            [text for text, *_ in items], self.vocabulary, [context for _, context, *_ in items]
        )
        statements = tuple(
            Statement(
                text=text,
                document=DocumentId(""),
                location="",
                kind=kind,
                context=context,
                heading=heading,
                readings=read,
            )
            for (text, context, kind, heading), read in zip(items, readings, strict=True)
        )
        candidates = self._candidates(statements, private=False, audience=Audience())
        return tuple(zip(statements, candidates, strict=True))

    def nearest_current(self, texts: Sequence[str]) -> tuple[Match | None, ...]:
        """Return the nearest approved wording of each text, None where none is near."""
        near = self._near(texts, private=False)
        found = []
        for text in texts:
            statement = Statement(text=text, document=DocumentId(""), location="")
            current = (
                match for match in matches(statement, near[text], self.wordings) if match.wording.source in CURRENT
            )
            found.append(next(current, None))
        return tuple(found)

    def _says_the_same(self, mended: str, judgement: Judgement) -> bool:
        """Return whether a mended sentence would no longer be raised."""
        statement = judgement.statement
        again = self.judge_text(mended, context=statement.context, kind=statement.kind, heading=statement.heading)
        return again.label is Label.CONSISTENT

    def _audience(self, document: Document) -> Audience:
        """Return for whom a document is used, with the day whose messaging counts."""
        audience = self.audience_of(document)
        if self.as_of:
            return replace(audience, day=self.as_of)
        if document.mail is not None and document.created is not None:
            return replace(audience, day=document.created.date())
        return replace(audience, day=self.today)

    def _candidates(
        self, statements: Sequence[Statement], *, private: bool, audience: Audience
    ) -> tuple[tuple[Match, ...], ...]:
        """Return the nearest wordings of each statement, none for those that are not judged."""
        near = self._near([statement.in_full for statement in statements if statement.judged], private=private)
        return tuple(
            tuple(
                match
                for match in matches(statement, near[statement.in_full], self.wordings)
                if not _still_current(match.wording, self.messaging, audience.day)
            )
            if statement.judged
            else ()
            for statement in statements
        )

    def _near(self, texts: Sequence[str], *, private: bool) -> dict[str, tuple[Neighbour, ...]]:
        """Return the nearest wordings of each text, from the cache where it knows them."""
        key = f"{self.messaging.hash}/{__version__}"
        known: dict[str, tuple[Neighbour, ...]] = {}
        if self.cache is not None:
            for text, found in self.cache.near(self.embedder.model, key, texts).items():
                known[text] = tuple(Neighbour(wording=index, cosine=value) for index, value in found)
        unknown = [text for text in dict.fromkeys(texts) if text not in known]
        if unknown:
            similarities = cosine(self._embed(unknown, [private] * len(unknown)), self._wording_rows)
            ids = [f"{wording.source is Source.INTERNAL_ONLY}{wording.id}" for wording in self.wordings]
            found_now = neighbours(similarities, ids, entries=CANDIDATE_ENTRIES, per_entry=CANDIDATE_WORDINGS)
            known.update(zip(unknown, found_now, strict=True))
            if self.cache is not None:
                self.cache.keep_near(
                    self.embedder.model,
                    key,
                    ((text, [(item.wording, item.cosine) for item in known[text]]) for text in unknown),
                )
        return known

    def _embed(self, texts: Sequence[str], private: Sequence[bool]) -> Floats2d:
        """Return float32 of shape (n, d); only what is not private may be remembered as a vector."""
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        if self.cache is None:
            return self.embedder.embed(texts)
        rows: list[np.ndarray[tuple[int], np.dtype[np.float32]] | None] = [None] * len(texts)
        for embedder, wanted in ((CachedEmbedder(self.embedder, self.cache), False), (self.embedder, True)):
            places = [place for place, hidden in enumerate(private) if hidden is wanted]
            if places:
                for place, row in zip(places, embedder.embed([texts[place] for place in places]), strict=True):
                    rows[place] = row
        return np.stack([row for row in rows if row is not None])

    def _report(self, checked: Sequence[DocumentResult], skipped: Sequence[Skipped], created: datetime) -> Report:
        """Return the report of all documents."""
        findings = tuple(finding for result in checked for finding in result.findings)
        named = {finding.message_id for finding in findings if finding.message_id}
        on_message = [
            str(judgement.message_id)
            for result in checked
            for judgement in result.judgements
            if judgement.label is Label.CONSISTENT
        ]
        return Report(
            version=__version__,
            created=created,
            as_of=self.as_of or self.today,
            messaging_hash=self.messaging.hash,
            model=self.embedder.model,
            judge=self.judge.name,
            calibrated=self.thresholds.calibrated,
            documents=tuple(result.summary for result in checked),
            findings=findings,
            skipped=tuple(skipped),
            not_judged=tuple(item for result in checked for item in result.not_judged),
            messages=tuple((message.id, message.text) for message in self.messaging.messages if message.id in named),
            used=tuple((message.id, on_message.count(message.id)) for message in self.messaging.messages),
        )


def vocabulary_of(messaging: Messaging) -> Vocabulary:
    """Return the names a messaging knows, with their other spellings."""
    return Vocabulary(
        company=(messaging.company.name, *messaging.company.aliases),
        products=tuple(
            (product.name, (*product.aliases, *product.wrong, *(former.name for former in product.former)))
            for product in messaging.products
        ),
        competitors=tuple((competitor.name, competitor.aliases) for competitor in messaging.competitors),
        customers=tuple((customer.name, customer.aliases) for customer in messaging.customers),
    )


def wordings_of(messaging: Messaging, segmenter: Segmenter) -> tuple[Wording, ...]:
    """Return every text a statement can be compared with, without readings, in the order of the files."""
    wordings: list[Wording] = []
    for message in messaging.messages:
        wordings.append(Wording(text=message.text, id=message.id, source=Source.MESSAGE, approved=message))
        approved_texts: list[Approved] = [message, *message.variants]
        wordings.extend(
            Wording(text=variant.text, id=message.id, source=Source.VARIANT, approved=variant)
            for variant in message.variants
        )
        for approved in approved_texts:
            parts = segmenter.split(approved.text)
            if len(parts) > 1:
                wordings.extend(
                    Wording(text=part, id=message.id, source=Source.PART, approved=approved) for part in parts
                )
            wordings.extend(
                Wording(text=same, id=message.id, source=Source.SAME, approved=approved) for same in approved.same
            )
    wordings.extend(Wording(text=entry.text, id=entry.id, source=Source.RETIRED) for entry in messaging.retired)
    wordings.extend(Wording(text=entry.text, id=entry.id, source=Source.NEVER_SAY) for entry in messaging.never_say)
    wordings.extend(
        Wording(text=entry.text, id=entry.id, source=Source.INTERNAL_ONLY) for entry in messaging.internal_only
    )
    return tuple(wordings)


def _still_current(wording: Wording, messaging: Messaging, day: date | None) -> bool:
    """Return whether a retired wording was not yet retired on this day."""
    if wording.source is not Source.RETIRED or day is None:
        return False
    return any(
        entry.id == wording.id and entry.retired_on is not None and day < entry.retired_on
        for entry in messaging.retired
    )


def _summary(document: Document, statements: Sequence[Statement], judgements: Sequence[Judgement]) -> DocumentSummary:
    """Return what a report says of one document."""
    return DocumentSummary(
        id=document.id,
        parent=document.parent,
        format=document.format,
        status=document.status,
        reason=document.reason,
        language=document.language,
        fingerprint=document.fingerprint,
        statements=len(statements),
        judged=len(judgements),
        on_message=sum(judgement.label is Label.CONSISTENT for judgement in judgements),
        not_judged=len(_not_judged(statements)),
        unread=document.unread,
    )


def _not_judged(statements: Sequence[Statement]) -> tuple[NotJudged, ...]:
    """Return the writer's own statements that could not be judged."""
    return tuple(
        NotJudged(
            document=statement.document,
            location=statement.location,
            text=statement.text,
            reason=statement.not_judged_because,
        )
        for statement in statements
        if _undetermined(statement)
    )


def _undetermined(statement: Statement) -> bool:
    """Return whether a statement of the writer's own could not be judged, rather than was none of theirs."""
    return (
        not statement.judged
        and statement.role in {None, Role.OWN}
        and statement.kind not in {BlockKind.COMMENT, BlockKind.ALT_TEXT}
        and any(character.isalpha() for character in statement.text)
    )
