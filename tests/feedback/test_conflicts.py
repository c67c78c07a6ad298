"""Conflicts among our own statements: cases that a copywriter can read, and what is kept of them."""

from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.codes import Label
from msgcheck.feedback.conflicts import figures_clash, find_conflicts
from msgcheck.feedback.figure_claims import Place, figure_claims
from msgcheck.records import (
    BlockKind,
    Comparator,
    DocumentId,
    Figure,
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
            location=location(number, given_),
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


def location(number, entry):
    if "mail" in entry:
        return f"body line {number}"
    return f"slide 6 table row 2 column {number}" if entry.get("heads") else f"slide {number} bullet 1"


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


@given(data=st.data())
def test_order_of_the_documents_changes_no_conflict(data):
    claims = [claim for _, entries in CONFLICTS[:6] for claim in claims_of(entries)]
    apart = [
        replace(claim, place=replace(claim.place, document=DocumentId(f"{number // 2}.pptx")))
        for number, claim in enumerate(claims)
    ]
    assert find_conflicts(data.draw(st.permutations(apart))) == find_conflicts(apart)


@given(entries=st.lists(st.sampled_from([entry for _, entries in CONFLICTS[:8] for entry in entries]), max_size=6))
def test_sides_of_a_conflict_are_in_order_and_at_least_two(entries):
    for conflict in find_conflicts(claims_of(entries)):
        assert len(conflict.sides) >= 2
        assert list(conflict.sides) == sorted(conflict.sides, key=lambda side: (side.day, side.document))


@given(
    low=st.floats(0.1, 1e6),
    factor=st.floats(1.0, 5.0),
    comparators=st.tuples(st.sampled_from(Comparator), st.sampled_from(Comparator)),
)
def test_clash_of_two_figures_is_mutual(low, factor, comparators):
    one, other = (
        Figure(start=0, end=1, text="", kind="percent", value=value, unit="percent", comparator=comparator)
        for value, comparator in zip((low, low * factor), comparators, strict=True)
    )
    assert figures_clash(one, other) is figures_clash(other, one)


@given(value=st.floats(0.1, 1e6), comparator=st.sampled_from(Comparator))
def test_figure_never_clashes_with_itself(value, comparator):
    figure = Figure(start=0, end=1, text="", kind="percent", value=value, unit="percent", comparator=comparator)
    assert not figures_clash(figure, figure)


def test_words_of_mail_are_not_in_a_conflict():
    (conflict,) = find_conflicts(claims_of(dict(CONFLICTS)["two_mails_of_a_thread"]))
    assert conflict.scope == "thread"
    assert conflict.subject == ""
    assert [(side.text, side.says) for side in conflict.sides] == [("", "ten days"), ("", "six weeks")]


def test_sides_are_in_order_of_their_days():
    (conflict,) = find_conflicts(claims_of(dict(CONFLICTS)["deck_sent_to_an_account_and_a_mail"]))
    assert conflict.scope == "account"
    assert [side.day for side in conflict.sides] == [date(2026, 5, 1), date(2026, 5, 1), date(2026, 5, 4)]
    assert conflict.sides[2].text == ""


def test_mails_of_one_subject_to_one_account_are_a_thread():
    claims = [
        replace(claim, place=replace(claim.place, account="b.example", thread=MailHeaders(subject=subject)))
        for claim, subject in zip(
            claims_of(dict(CONFLICTS)["two_mails_to_an_account"]),
            ("Answer times at the quay", "RE: AW: Answer times at the quay"),
            strict=True,
        )
    ]
    assert [conflict.scope for conflict in find_conflicts(claims)] == ["thread"]


def test_conflict_names_the_message_both_are_about():
    (conflict,) = find_conflicts(claims_of(dict(CONFLICTS)["about_one_message_in_other_words"]))
    assert conflict.message_id == "answers"


def test_a_mailbox_of_one_customer_is_looked_through_in_no_time():
    (one,) = claims_of(["Setup takes ten days."])
    claims = [
        replace(
            one, ordinal=number, place=replace(one.place, account="b.example", document=DocumentId(f"{number}.eml"))
        )
        for number in range(5000)
    ]
    assert find_conflicts(claims) == ()


@pytest.mark.model
@pytest.mark.parametrize(("name", "entries"), CONFLICTS, ids=[name for name, _ in CONFLICTS])
def test_statements_that_do_not_agree_are_one_conflict_when_parsed(name, entries, parser):
    (conflict,) = find_conflicts(claims_of(entries, parser))
    assert len(conflict.sides) == len(entries)


@pytest.mark.model
@pytest.mark.parametrize(("name", "entries"), NO_CONFLICTS, ids=[name for name, _ in NO_CONFLICTS])
def test_statements_that_may_both_be_true_are_none_when_parsed(name, entries, parser):
    assert find_conflicts(claims_of(entries, parser)) == ()


@pytest.fixture(scope="module")
def parser():
    from msgcheck.segment.spacy_segmenter import SpacySegmenter

    return SpacySegmenter()
