"""Pairs to learn from: which labels each sort of pair may have, and that the seed alone decides what is drawn."""

from dataclasses import replace

import pytest

from msgcheck.codes import Label
from msgcheck.pairs.interface import PAIR_LABELS, PairKind, PairLabel
from msgcheck.training import pair_examples as drawn
from msgcheck.training.pair_examples import pair_examples
from msgcheck.training.rule_changes import INVERSE
from tests.builders_training import CLEAN_MAIL, QUAY_MESSAGE, SAID, read_companies, write_clean, write_set

SHARES = ("PARAPHRASE", "BACKWARDS", "CHANGED", "OLD_LINE", "REMOVED", "OTHER", "CLEAN")
NAME = "harbourlight"
OLD = f"{NAME} cuts waiting times at the quay by up to 20%."
NEVER = "We guarantee that you earn the fee back."


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    folder = tmp_path_factory.mktemp("set")
    write_set(folder / "labelled", [NAME], times=2)
    return read_companies(folder / "labelled", clean=write_clean(folder / "clean", [NAME]))[0]


@pytest.fixture
def everything(monkeypatch):
    """Every sort of pair is drawn."""
    for share in SHARES:
        monkeypatch.setattr(drawn, f"{share}_SHARE", 1.0)


@pytest.fixture
def nothing_else(monkeypatch):
    """A statement's own pair is all that is drawn."""
    for share in SHARES:
        monkeypatch.setattr(drawn, f"{share}_SHARE", 0.0)


def said_of(label):
    return SAID[label][1].format(name=NAME)


def of(examples, made, *, label=None, kind=PairKind.CURRENT):
    """Return the pairs made in a way, of one statement where its label is given."""
    return [
        example
        for example in examples
        if (example.made, example.pair.kind) == (made, kind) and label in {None, _label_of(example.pair.said)}
    ]


def _label_of(said):
    return next((label for label in SAID if said == said_of(label)), None)


def test_every_pair_has_a_label_and_only_known_ones(company, everything):
    for example in pair_examples(company, seed=1):
        assert example.allowed
        assert example.allowed <= set(PAIR_LABELS)


@pytest.mark.parametrize("label", [label for label in SAID if label.value in set(PAIR_LABELS)])
def test_statement_beside_its_own_message_has_its_own_label(company, nothing_else, label):
    (example,) = of(pair_examples(company, seed=1, with_clean=False), "written", label=label)
    assert example.allowed == {PairLabel(label.value)}
    assert example.pair.approved in {
        QUAY_MESSAGE.format(name=NAME),
        "Up to 30% less waiting at the quay for most boats.",
        "Setup takes ten days and is not charged.",
    }


@pytest.mark.parametrize("label", [Label.UNSUPPORTED, Label.NOT_A_CLAIM])
def test_statement_about_no_message_is_unrelated_to_all(company, everything, label):
    found = of(pair_examples(company, seed=1), "written", label=label)
    assert len({example.pair.approved for example in found}) == len(found) == 2
    assert all(example.allowed == {PairLabel.UNRELATED} for example in found)


def test_statement_beside_another_message_is_unrelated(company, everything):
    found = of(pair_examples(company, seed=1), "written", label=Label.OVERSTATED)
    beside_setup = [example for example in found if example.pair.approved.startswith("Setup")]
    assert [example.allowed for example in beside_setup] == [{PairLabel.UNRELATED}]


@pytest.mark.parametrize(
    ("label", "kind", "line"),
    [(Label.OUTDATED, PairKind.RETIRED, OLD), (Label.FORBIDDEN, PairKind.NEVER_SAY, NEVER)],
)
def test_old_line_that_is_still_said_is_consistent_with_its_own_line(company, everything, label, kind, line):
    (example,) = of(pair_examples(company, seed=1), "written", label=label, kind=kind)
    assert (example.pair.approved, example.allowed) == (line, {PairLabel.CONSISTENT})
    assert not of(pair_examples(company, seed=1), "written", label=label)


@pytest.mark.parametrize("kind", [PairKind.RETIRED, PairKind.NEVER_SAY])
def test_any_other_statement_is_not_consistent_with_an_old_line(company, everything, kind):
    told = {said_of(Label.OUTDATED), said_of(Label.FORBIDDEN)}
    found = [
        example
        for seed in range(4)
        for example in pair_examples(company, seed=seed, with_clean=False)
        if example.pair.kind is kind and not any(text in example.pair.said for text in told)
    ]
    assert found
    assert all(example.allowed == set(PAIR_LABELS) - {PairLabel.CONSISTENT} for example in found)


def test_statement_beside_nothing_is_unrelated(company, everything):
    found = of(pair_examples(company, seed=1), "removed")
    assert len(found) == len(company.statements)
    assert all((example.pair.approved, example.allowed) == ("", {PairLabel.UNRELATED}) for example in found)


def test_honest_paraphrase_stands_in_for_the_approved_text(company, everything):
    (example,) = of(pair_examples(company, seed=1), "paraphrase", label=Label.OVERSTATED)
    assert example.pair.approved.endswith(said_of(Label.CONSISTENT))
    assert example.allowed == {PairLabel.OVERSTATED}


@pytest.mark.parametrize(
    ("label", "inverse"),
    [
        (Label.OVERSTATED, PairLabel.UNDERSTATED),
        (Label.UNDERSTATED, PairLabel.OVERSTATED),
        (Label.CONTRADICTS, PairLabel.CONTRADICTS),
        (Label.FIGURE_CHANGED, PairLabel.FIGURE_CHANGED),
    ],
)
def test_pair_read_backwards_promises_less_where_it_promised_more(company, everything, label, inverse):
    found = [
        example
        for example in of(pair_examples(company, seed=1), "backwards")
        if example.pair.approved == said_of(label)
    ]
    assert [example.allowed for example in found] == [{inverse}]


def test_consistent_pair_is_not_read_backwards(company, everything):
    found = of(pair_examples(company, seed=1), "backwards")
    assert not [example for example in found if said_of(Label.CONSISTENT) in example.pair.approved]


def test_pair_changed_by_rule_has_one_side_as_it_was_written(company, everything):
    approved = {match.wording.text for item in company.statements for match in item.candidates}
    said = {item.statement.text for item in company.statements if item.gold.label is Label.CONSISTENT}
    found = [example for seed in range(8) for example in of(pair_examples(company, seed=seed), "changed")]
    assert {example.pair.approved in approved for example in found} == {True, False}
    for example in found:
        assert (example.pair.approved in approved) is not (example.pair.said in said)
        assert PairLabel.CONSISTENT not in example.allowed


def test_bound_dropped_from_the_approved_side_makes_the_statement_promise_less(company, everything):
    found = [
        example
        for seed in range(40)
        for example in of(pair_examples(company, seed=seed), "changed")
        if "by 30%" in example.pair.approved
    ]
    assert found
    assert {label for example in found for label in example.allowed} == {PairLabel.UNDERSTATED}


def test_sentence_of_a_clean_document_is_on_message_or_about_something_else(company, everything):
    found = of(pair_examples(company, seed=1), "clean")
    assert {example.pair.said for example in found} >= {CLEAN_MAIL[1]}
    for example in found:
        assert example.allowed in (
            frozenset({PairLabel.UNRELATED}),
            frozenset({PairLabel.CONSISTENT, PairLabel.UNRELATED}),
        )
    near = next(example for example in found if CLEAN_MAIL[1] in example.pair.said)
    assert PairLabel.CONSISTENT in near.allowed


def test_clean_documents_can_be_left_out(company, everything):
    assert not of(pair_examples(company, seed=1, with_clean=False), "clean")


def test_same_seed_gives_the_same_pairs(company):
    assert pair_examples(company, seed=5) == pair_examples(company, seed=5)
    assert pair_examples(company, seed=5) != pair_examples(company, seed=6)


def test_pairs_without_clean_documents_are_the_same_pairs(company):
    with_clean, without = (pair_examples(company, seed=5, with_clean=clean) for clean in (True, False))
    assert tuple(example for example in with_clean if example.made != "clean") == without


def test_statement_that_answers_is_read_with_its_question(company, nothing_else):
    item = next(item for item in company.statements if item.gold.label is Label.OVERSTATED)
    answer = replace(item, statement=replace(item.statement, context="How much waiting is cut?"))
    (example,) = pair_examples(replace(company, statements=(answer,)), seed=1, with_clean=False)
    assert example.pair.said == f"How much waiting is cut? | {item.statement.text}"


def test_company_without_statements_gives_no_pairs(company):
    assert pair_examples(replace(company, statements=(), clean=()), seed=1) == ()


def test_inverse_of_the_inverse_is_the_label_itself():
    assert all(INVERSE[INVERSE[label]] is label for label in INVERSE)
