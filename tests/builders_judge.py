"""Messaging, documents and whole checkers for the tests of judging: plain stages, nothing that has to be loaded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from msgcheck.codes import Label
from msgcheck.config import Thresholds
from msgcheck.embed.hashing import HashingEmbedder
from msgcheck.judge.interface import Case
from msgcheck.pipeline import Checker
from msgcheck.records import (
    CURRENT,
    Audience,
    Block,
    BlockKind,
    Company,
    Document,
    DocumentId,
    InternalOnly,
    Judgement,
    MailHeaders,
    Match,
    Message,
    MessageId,
    MessageType,
    Messaging,
    NeverSay,
    Origin,
    Reason,
    Retired,
    Role,
    Source,
    Statement,
    Variant,
    Wording,
)
from msgcheck.segment.plain_segmenter import PlainSegmenter
from msgcheck.wordings import vocabulary_of

NOWHERE = Origin(path="messaging.yaml", line=1, column=1)
TODAY = date(2026, 11, 16)
NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
ALL_LANES = Thresholds(ask=0.9, suggest=0.6, note=0.4, calibrated=True)


def message(id_: str, text: str, *, variants: Sequence[Variant] = (), **more: Any) -> Message:
    more.setdefault("type", MessageType.CLAIM)
    return Message(id=MessageId(id_), text=text, variants=tuple(variants), where=NOWHERE, **more)


def retired(id_: str, text: str, **more: Any) -> Retired:
    return Retired(id=MessageId(id_), text=text, where=NOWHERE, **more)


def never_say(id_: str, text: str, **more: Any) -> NeverSay:
    return NeverSay(id=MessageId(id_), text=text, named=True, where=NOWHERE, **more)


def internal(id_: str, text: str, **more: Any) -> InternalOnly:
    return InternalOnly(id=MessageId(id_), text=text, where=NOWHERE, **more)


def messaging(*messages: Message, **more: Any) -> Messaging:
    more.setdefault("company", Company(name="Harbourlight", domains=("harbourlight.example",)))
    more.setdefault("hash", "mc1:" + str(abs(hash((messages, tuple(sorted(map(str, more.items()))))))))
    return Messaging(messages=messages, **more)


def slides(*slides_: Sequence[str], id_: str = "deck.pptx", title: str = "", **more: Any) -> Document:
    """A deck: of each slide the title, then its bullets."""
    blocks = []
    for number, (head, *bullets) in enumerate(slides_, start=1):
        blocks.append(Block(text=head, kind=BlockKind.TITLE, location=f"slide {number} title"))
        blocks.extend(
            Block(text=text, kind=BlockKind.BULLET, location=f"slide {number} bullet {place}", heading=head)
            for place, text in enumerate(bullets, start=1)
        )
    return Document(
        id=DocumentId(id_), format="pptx", language="en", blocks=tuple(blocks), title=title, fingerprint=id_, **more
    )


def mail(
    *lines: str,
    id_: str = "mail.eml",
    sent: datetime | None = None,
    to: Sequence[str] = ("ana@customer.example",),
    role: Role = Role.OWN,
    **more: Any,
) -> Document:
    """A mail with these lines, each a paragraph of its own."""
    blocks = tuple(
        Block(text=text, kind=BlockKind.LINE, location=f"body line {2 * place + 1}", role=role)
        for place, text in enumerate(lines)
    )
    headers = MailHeaders(sender="tom@harbourlight.example", recipients=tuple(to))
    return Document(
        id=DocumentId(id_),
        format="eml",
        language="en",
        blocks=blocks,
        mail=headers,
        created=sent,
        fingerprint=id_,
        **more,
    )


class StubJudge:
    """Says of a statement what it was told to; else that it is on message with what it nearly repeats."""

    name = "stub@00000000"
    pair_model = None

    def __init__(self, labels: dict[str, Label] | None = None, *, near: float = 0.5) -> None:
        self.labels = labels or {}
        self.near = near

    def judge_all(self, items: Sequence[tuple[Statement, Sequence[Match]]]) -> tuple[Judgement, ...]:
        return tuple(self.judge(statement, candidates) for statement, candidates in items)

    def judge(self, statement: Statement, candidates: Sequence[Match]) -> Judgement:
        told = self.labels.get(statement.text)
        source = {Label.OUTDATED: {Source.RETIRED}, Label.FORBIDDEN: {Source.NEVER_SAY}}.get(told, CURRENT)
        match = next((match for match in candidates if match.wording.source in source), None)
        if told is None:
            told = Label.CONSISTENT if match is not None and match.cosine >= self.near else Label.NOT_A_CLAIM
        if told in {Label.NOT_A_CLAIM, Label.UNSUPPORTED}:
            match = None
        raised = told not in {Label.CONSISTENT, Label.NOT_A_CLAIM}
        return Judgement(
            statement=statement,
            label=told,
            score=0.97 if raised else 0.02,
            message_id=match.wording.id if match else None,
            match=match,
            reasons=(Reason(code="MC000", what="as told", score=0.9),) if raised else (),
        )


class CountingEmbedder(HashingEmbedder):
    """The embedder without a model, which remembers every text it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def embed(self, texts: Sequence[str]) -> Any:
        self.seen.extend(texts)
        return super().embed(texts)


class CaseKeeper:
    """A document rule that finds nothing and keeps what it was shown."""

    code = "MC000"
    label = Label.NOT_JUDGED
    case: Case | None = None

    def check(self, case: Case) -> tuple[Judgement, ...]:
        self.case = case
        return ()


def make_checker(house: Messaging, **more: Any) -> Checker:
    values: dict[str, Any] = {
        "segmenter": PlainSegmenter(),
        "embedder": HashingEmbedder(),
        "judge": StubJudge(),
        "thresholds": ALL_LANES,
        "today": TODAY,
    } | more
    return Checker(house, **values)


def case_of(
    document: Document,
    house: Messaging,
    *,
    labels: dict[str, Label] | None = None,
    near: float = 0.5,
    as_of: date | None = None,
    **audience: Any,
) -> Case:
    """Return one document as document rules see it, judged by the stub."""
    keeper = CaseKeeper()
    checker = make_checker(
        house,
        judge=StubJudge(labels, near=near),
        document_rules=(keeper,),
        audience_of=lambda _: Audience(**audience),
        as_of=as_of,
    )
    checker.check_document(document)
    assert keeper.case is not None
    return keeper.case


def matched(
    text: str, wording: str, *, cosine: float = 0.8, id_: str = "m-1", source: Source = Source.MESSAGE
) -> Match:
    """Return a statement and one wording, read by rules alone."""
    segmenter = PlainSegmenter()
    house = messaging(message(id_, wording))
    vocabulary = vocabulary_of(house)
    found, approved = segmenter.read_texts([text, wording], vocabulary)
    statement = Statement(text=text, document=DocumentId("deck.pptx"), location="slide 1 bullet 1", readings=found)
    return Match(
        statement=statement,
        wording=Wording(
            text=wording,
            id=MessageId(id_),
            source=source,
            approved=house.messages[0] if source in CURRENT else None,
            readings=approved,
        ),
        cosine=cosine,
    )
