"""Conflicts among our own statements: cases that a copywriter can read, and what is kept of them."""

from datetime import date
from itertools import count
from pathlib import Path

import pytest
import yaml

from msgcheck.codes import Label
from msgcheck.feedback.conflicts import find_conflicts
from msgcheck.feedback.figure_claims import Place, figure_claims
from msgcheck.records import (
    BlockKind,
    DocumentId,
    Judgement,
    MailHeaders,
    Match,
    MessageId,
    Source,
    Statement,
    Wording,
)
from msgcheck.segment.interface import Vocabulary
from msgcheck.segment.plain_segmenter import PlainSegmenter

CASES = Path(__file__).parent / "cases"
VOCABULARY = Vocabulary(
    company=("Acme",),
    products=(("Acme Flow", ("Flow",)), ("Acme Vault", ("Vault",)), ("Acme Starter", ()), ("Acme Pro", ())),
    competitors=(("Kelvandra", ()),),
    customers=(("Norrby", ()), ("Fjordline", ())),
)


def cases(name):
    return yaml.safe_load((CASES / name).read_text(encoding="utf-8")).items()


CONFLICTS, NO_CONFLICTS = list(cases("conflicts.yaml")), list(cases("no_conflicts.yaml"))


def claims_of(entries, segmenter=None):
    """Return the claims of one case."""
    segmenter = segmenter or PlainSegmenter()
    claims = []
    for number, entry in zip(count(1), entries, strict=False):
        given_ = {"text": entry} if isinstance(entry, str) else dict(entry)
        is_mail = "mail" in given_
        text = given_["mail"] if is_mail else given_["text"]
        document = f"mail{number}.eml" if is_mail else given_.get("deck", "deck.pptx")
        (readings,) = segmenter.read_texts([text], VOCABULARY)
        statement = Statement(
            text=text,
            document=DocumentId(document),
            location=f"body line {number}" if is_mail else f"slide {number} bullet 1",
            kind=BlockKind.TABLE_CELL if given_.get("heads") else BlockKind.BULLET,
            heading=given_.get("heading", ""),
            heads=tuple(given_.get("heads", ())),
            ordinal=number,
            readings=readings,
        )
        place = Place(
            document=DocumentId(document),
            family="email" if is_mail else "deck",
            private=is_mail,
            day=given_.get("day", date(2026, 5, 1)),
            account=given_.get("account", ""),
            thread=MailHeaders(message_id=f"{number}@acme", references=(given_["thread"],))
            if is_mail and "thread" in given_
            else MailHeaders(message_id=f"{number}@acme")
            if is_mail
            else None,
        )
        claims += figure_claims([statement], judged(statement, given_), place=place)
    return claims


def judged(statement, entry):
    if "message" not in entry:
        return []
    id_ = MessageId(entry["message"])
    wording = Wording(text="the approved line", id=id_, source=Source.MESSAGE)
    label = Label.CONSISTENT if entry.get("on_message") else Label.FIGURE_CHANGED
    match = Match(statement=statement, wording=wording, cosine=0.8)
    return [Judgement(statement=statement, label=label, score=0.5, message_id=id_, match=match)]


@pytest.mark.parametrize(("name", "entries"), CONFLICTS, ids=[name for name, _ in CONFLICTS])
def test_statements_that_do_not_agree_are_one_conflict(name, entries):
    (conflict,) = find_conflicts(claims_of(entries))
    assert len(conflict.sides) == len(entries)


@pytest.mark.parametrize(("name", "entries"), NO_CONFLICTS, ids=[name for name, _ in NO_CONFLICTS])
def test_statements_that_may_both_be_true_are_none(name, entries):
    assert find_conflicts(claims_of(entries)) == ()


def test_there_are_enough_cases():
    assert len(CONFLICTS) >= 25
    assert len(NO_CONFLICTS) >= 40
