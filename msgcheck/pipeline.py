"""The one file that knows the order: load, read, segment, embed, match, judge, findings.

`Checker` holds the stages; each is passed in, so that tests replace what is slow by what is plain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial

from rapidfuzz import fuzz

from msgcheck import __version__
from msgcheck.authorship import Author, author_of, counts_in_unknown
from msgcheck.candidates import CandidateFinder
from msgcheck.claims import Claim, answered, single_claims, weighed_with_claims
from msgcheck.codes import Label
from msgcheck.config import Thresholds
from msgcheck.embed.cache import Cache
from msgcheck.embed.interface import Embedder, Floats1d
from msgcheck.findings.build import NOT_SHOWN, build_findings
from msgcheck.findings.sentence import speaker_for
from msgcheck.findings.uncovered import uncovered_themes
from msgcheck.identity import normalised
from msgcheck.judge.interface import Candidates, Case, DocumentRule, Judge
from msgcheck.judge.tiers import by_tier
from msgcheck.records import (
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
    Statement,
)
from msgcheck.segment.interface import Segmenter
from msgcheck.validity import in_force, meant_for
from msgcheck.wordings import spelled_as_known

WRITER = "You write"
"""How a finding speaks to the writer of a draft."""
SURE = 0.75
"""Share of the probability that makes a note, up to which a mended sentence may be offered: one that is nearly raised
again would put a second doubtful sentence in the place of the first."""
ALIKE = 85
"""Likeness in per cent from which a text that nobody judged is taken to hold an internal line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentResult:
    """What was found in one document, and all that was known of it."""

    document: Document
    audience: Audience
    account: str
    """The customer it was sent to; "" where that is unknown."""
    author: Author
    private: bool
    """A draft, mail, or what lies inside a mail."""
    statements: tuple[Statement, ...]
    """All of them; what is somebody else's or not judged says so."""
    summary: DocumentSummary
    judgements: tuple[Judgement, ...]
    findings: tuple[Finding, ...]
    not_judged: tuple[NotJudged, ...]


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What a report says of the documents so far; the documents themselves are let go."""

    summaries: list[DocumentSummary] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    not_judged: list[NotJudged] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def add(self, result: DocumentResult) -> None:
        """Add one document."""
        self.summaries.append(result.summary)
        self.judgements.extend(result.judgements)
        self.findings.extend(result.findings)
        self.not_judged.extend(result.not_judged)


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
        account_of: the customer a document was sent to, "" where that is unknown.
        today: the day whose messaging counts for drafts and decks in use.
        as_of: judge every document by this day's messaging, sent mail too.
        cache: remembers vectors and neighbours between runs; None computes all anew.
        finder: finds candidates in this messaging; checkers of several days may share one. None makes one.
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
        account_of: Callable[[Document], str] = lambda _: "",
        today: date,
        as_of: date | None = None,
        cache: Cache | None = None,
        finder: CandidateFinder | None = None,
    ) -> None:
        self.messaging = messaging
        self.segmenter = segmenter
        self.finder = finder or CandidateFinder(messaging, segmenter=segmenter, embedder=embedder, cache=cache)
        self.judge = judge
        self.document_rules = tuple(document_rules)
        self.thresholds = thresholds
        self.audience_of = audience_of
        self.account_of = account_of
        self.today = today
        self.as_of = as_of
        self._authors: dict[DocumentId, Author] = {}
        self._private: set[DocumentId] = set()

    def check_results(
        self,
        results: Iterable[ReadResult],
        *,
        created: datetime,
        draft: bool = False,
        keep: Callable[[DocumentResult], None] | None = None,
    ) -> Report:
        """Return the report on everything that was read.

        Args:
            results: documents and what was skipped, as the reading stage gives them.
            created: the time of this scan.
            draft: whether the writer asks before sending: the words are ours, and findings speak to "you".
            keep: is shown each document's result once, as soon as it is there; a report holds less of it.
        """
        gathered = _Gathered()
        for result in results:
            if isinstance(result, Skipped):
                gathered.skipped.append(result)
                continue
            checked = self.check_document(result, draft=draft)
            gathered.add(checked)
            if keep is not None:
                keep(checked)
        return self._report(gathered, created)

    def check_document(self, document: Document, *, draft: bool = False) -> DocumentResult:
        """Return what one document does with the messaging.

        Args:
            document: as it was read.
            draft: whether the writer asks before sending: the words are ours, and findings speak to "you".
        """
        if document.parent is None:
            # What lies inside a file comes right after it. Who checks for months must not remember every mail.
            self._authors.clear()
            self._private.clear()
        audience = self._audience(document)
        author = Author.OURS if draft else self._author(document, audience)
        statements = self.segmenter.segment(document, self.finder.vocabulary)
        statements = answered(statements, self.segmenter, self.finder.vocabulary)
        if author is Author.THEIRS:
            statements = tuple(replace(statement, judged=False, role=Role.QUOTED) for statement in statements)
        private = self._is_private(document, draft=draft)
        judged = [statement for statement in statements if statement.judged]
        claims = single_claims(judged, self.segmenter, self.finder.vocabulary)
        near = self.finder.of_statements(
            [*statements, *(claim.statement for claim in claims)], private=private, day=audience.day
        )
        candidates, of_claims = near[: len(statements)], near[len(statements) :]
        judgements = self._weighed(
            [item for item in zip(statements, candidates, strict=True) if item[0].judged], claims, of_claims
        )
        counted = judgements if author is not Author.UNKNOWN else tuple(filter(counts_in_unknown, judgements))
        case = Case(
            document=document,
            audience=audience,
            messaging=self.messaging,
            statements=statements,
            candidates=candidates,
            judgements=counted,
        )
        further = tuple(judgement for rule in self.document_rules for judgement in rule.check(case))
        further += self._passed_on(case)
        if author is Author.UNKNOWN:
            further = tuple(filter(counts_in_unknown, further))
        findings = build_findings(
            (*counted, *further),
            document=document,
            audience=audience,
            messaging=self.messaging,
            thresholds=self.thresholds,
            recheck=partial(self._says_the_same, audience=audience, private=private),
            speaker=WRITER if draft else speaker_for(document),
        )
        return DocumentResult(
            document=document,
            audience=audience,
            account=self.account_of(document),
            author=author,
            private=private,
            statements=statements,
            summary=_summary(document, statements, judgements),
            judgements=counted,
            findings=findings,
            not_judged=_not_judged(statements, self.messaging),
        )

    def prepare_document(self, document: Document) -> tuple[tuple[Statement, tuple[Match, ...]], ...]:
        """Return the statements of a document that are judged, each with its candidates, not yet judged."""
        statements = self.segmenter.segment(document, self.finder.vocabulary)
        private = self._is_private(document, draft=False)
        candidates = self.finder.of_statements(statements, private=private, day=None)
        return tuple(
            (statement, near) for statement, near in zip(statements, candidates, strict=True) if statement.judged
        )

    def judge_text(
        self, text: str, *, context: str = "", kind: BlockKind = BlockKind.PARAGRAPH, heading: str = ""
    ) -> Judgement:
        """Return the judgement of one statement that stands alone."""
        return self.judge_texts([(text, context, kind, heading)])[0]

    def judge_texts(
        self, items: Sequence[tuple[str, str, BlockKind, str]], *, private: bool = False
    ) -> tuple[Judgement, ...]:
        """Return the judgement of each (text, context, kind, heading), each judged alone.

        Args:
            items: what is judged.
            private: whether it comes from mail, of which no vector is remembered.
        """
        prepared = self.prepare_texts(items, private=private)
        claims = single_claims([statement for statement, _ in prepared], self.segmenter, self.finder.vocabulary)
        near = self.finder.of_statements([claim.statement for claim in claims], private=private, day=None)
        return self._weighed(prepared, claims, near)

    def prepare_texts(
        self, items: Sequence[tuple[str, str, BlockKind, str]], *, private: bool = False
    ) -> tuple[tuple[Statement, tuple[Match, ...]], ...]:
        """Return each (text, context, kind, heading) as a statement with its candidates, not yet judged."""
        readings = self.segmenter.read_texts(
            [text for text, *_ in items], self.finder.vocabulary, [context for _, context, *_ in items]
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
        candidates = self.finder.of_statements(statements, private=private, day=None)
        return tuple(zip(statements, candidates, strict=True))

    def vectors(self, texts: Sequence[str]) -> dict[str, Floats1d]:
        """Return float32 of shape (d,) for each statement of decks and documents whose vector may be kept.

        Vectors of mail are kept nowhere, nor those of what may repeat an internal line.
        """
        return self.finder.vectors(texts)

    def nearest_current(self, texts: Sequence[str]) -> tuple[Match | None, ...]:
        """Return the nearest approved wording of each text, None where none is near."""
        return self.finder.nearest_current(texts)

    def _weighed(
        self, items: Sequence[Candidates], claims: Sequence[Claim], of_claims: Sequence[tuple[Match, ...]]
    ) -> tuple[Judgement, ...]:
        """Return the judgement of each statement, with its single claims and as the tier of its message has it.

        Args:
            items: statements with their candidates.
            claims: the single claims of these statements.
            of_claims: the candidates of each claim.
        """
        singles = [(claim.statement, near) for claim, near in zip(claims, of_claims, strict=True)]
        judged = self.judge.judge_all([*items, *singles])
        whole, parts = judged[: len(items)], judged[len(items) :]
        return tuple(
            by_tier(judgement, self.messaging.message(judgement.message_id))
            for judgement in weighed_with_claims(whole, claims, parts, sure=self.thresholds.ask)
        )

    def _says_the_same(self, mended: str, judgement: Judgement, *, audience: Audience, private: bool) -> bool:
        """Return whether a mended sentence would no longer be raised, by far, on this day and with these readers."""
        statement = judgement.statement
        item = (mended, statement.context, statement.kind, statement.heading)
        # A mended sentence is the writer's own but for a word: one of a mail is as private as the mail.
        (again,) = self.judge_texts([item], private=private)
        wording = again.match.wording if again.match is not None else None
        approved = wording.approved if wording is not None else None
        return (
            again.label is Label.CONSISTENT
            and again.score <= SURE * self.thresholds.note
            and wording is not None
            and approved is not None
            and in_force(self.messaging.message(wording.id), approved, audience.day)
            and meant_for(approved, audience)
        )

    def _is_private(self, document: Document, *, draft: bool) -> bool:
        """Return whether no vector of a document is remembered: a draft, mail, or what lies inside a mail."""
        private = draft or document.family == "email" or document.parent in self._private
        if private:
            self._private.add(document.id)
        return private

    def _passed_on(self, case: Case) -> tuple[Judgement, ...]:
        """Return the internal lines that a mail to outside passes on, of which nothing else is asked."""
        passed_on = [item for item in case.statements if item.role is Role.FORWARDED and not item.judged]
        if not passed_on or not self.messaging.internal_only or not case.audience.outward:
            return ()
        readings = self.segmenter.read_texts([item.text for item in passed_on], self.finder.vocabulary)
        statements = tuple(
            replace(item, judged=True, readings=read) for item, read in zip(passed_on, readings, strict=True)
        )
        candidates = self.finder.of_statements(statements, private=True, day=case.audience.day)
        asked = replace(case, statements=statements, candidates=candidates, judgements=())
        rules = (rule for rule in self.document_rules if rule.label is Label.INTERNAL)
        return tuple(judgement for rule in rules for judgement in rule.check(asked))

    def _author(self, document: Document, audience: Audience) -> Author:
        """Return whose words a document is; what lies inside a mail has the mail's author."""
        around = self._authors.get(document.parent) if document.parent else None
        author = author_of(document, self.messaging, audience, around=around)
        self._authors[document.id] = author
        return author

    def _audience(self, document: Document) -> Audience:
        """Return for whom a document is used, with the day whose messaging counts."""
        audience = spelled_as_known(self.audience_of(document), self.messaging)
        if self.as_of:
            return replace(audience, day=self.as_of)
        if document.mail is not None and document.created is not None:
            return replace(audience, day=document.created.date())
        return replace(audience, day=self.today)

    def _report(self, gathered: _Gathered, created: datetime) -> Report:
        """Return the report of all documents."""
        named = {finding.message_id for finding in gathered.findings if finding.message_id}
        on_message = Counter(
            str(judgement.message_id) for judgement in gathered.judgements if judgement.label is Label.CONSISTENT
        )
        return Report(
            version=__version__,
            created=created,
            as_of=self.as_of or self.today,
            messaging_hash=self.messaging.hash,
            model=self.finder.embedder.model,
            judge=self.judge.name,
            calibrated=self.thresholds.calibrated,
            documents=tuple(gathered.summaries),
            findings=tuple(gathered.findings),
            skipped=tuple(gathered.skipped),
            not_judged=tuple(gathered.not_judged),
            messages=tuple((message.id, message.text) for message in self.messaging.messages if message.id in named),
            used=tuple((message.id, on_message[message.id]) for message in self.messaging.messages),
            uncovered=uncovered_themes(gathered.judgements, least=self.thresholds.note),
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
        not_judged=sum(_undetermined(statement) for statement in statements),
        unread=document.unread,
    )


def _not_judged(statements: Sequence[Statement], messaging: Messaging) -> tuple[NotJudged, ...]:
    """Return the writer's own statements that could not be judged, without the words of internal lines."""
    return tuple(
        NotJudged(
            document=statement.document,
            location=statement.location,
            text=NOT_SHOWN if repeats_internal_line(statement.text, messaging) else statement.text,
            reason=statement.not_judged_because,
        )
        for statement in statements
        if _undetermined(statement)
    )


def repeats_internal_line(text: str, messaging: Messaging) -> bool:
    """Return whether a text that nobody judged holds an internal line, or a good part of one."""
    words = normalised(text)
    lines = (normalised(entry.text) for entry in messaging.internal_only)
    return any(2 * len(words) >= len(line) and fuzz.partial_ratio(line, words) >= ALIKE for line in lines)


def _undetermined(statement: Statement) -> bool:
    """Return whether a statement of the writer's own could not be judged, rather than was none of theirs."""
    return (
        not statement.judged
        and statement.role in {None, Role.OWN}
        and statement.kind not in {BlockKind.COMMENT, BlockKind.ALT_TEXT}
        and any(character.isalpha() for character in statement.text)
    )
