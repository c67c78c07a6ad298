"""Trees fitted to rows, with figures of companies they did not see."""

import numpy as np
import pytest

from msgcheck.codes import STATEMENT_LABELS, Label
from msgcheck.errors import InputError
from msgcheck.training.combination import FOLDS, check_enough_to_fit, fit, fold_of
from msgcheck.training.examples import Examples
from tests.builders_training import TWO_COMPANIES
from tests.training.test_bars import statement

LABELS = STATEMENT_LABELS
PER_LABEL = 40
FEATURES = (
    "label",
    *(f"{pair}.{name}" for pair in ("current", "retired", "never_say") for name in ("cosine", "covers")),
)


def examples_of(companies, labels_of=lambda _: LABELS):
    """Return rows near every kind of line, in which one feature gives the label away."""
    gold = [
        statement(number, label=label, company=company, name=label.value)
        for company in companies
        for label in labels_of(company)
        for number in range(PER_LABEL)
    ]
    rows = np.full((len(gold), len(FEATURES)), 0.9)
    rows[:, 0] = [LABELS.index(item.label) for item in gold]
    return Examples(gold=tuple(gold), features=FEATURES, rows=rows)


@pytest.fixture(scope="module")
def fitted():
    return fit(examples_of(TWO_COMPANIES), rounds=3)


def test_companies_of_the_builder_are_held_out_apart():
    assert len({fold_of(name) for name in TWO_COMPANIES}) == 2


def test_folds_are_numbered_and_stay_the_same():
    assert [fold_of(name) for name in ("acme", "harbourlight", "quaystone")] == [
        fold_of(name) for name in ("acme", "harbourlight", "quaystone")
    ]
    assert {fold_of(f"company-{number}") for number in range(200)} == set(range(FOLDS))


def test_fit_ranks_companies_it_did_not_see(fitted):
    assert fitted.held_out.n == 2 * len(LABELS) * PER_LABEL
    assert fitted.held_out.auroc > 0.95
    assert set(fitted.trees.classes) == {label.value for label in LABELS}


def test_label_that_only_one_company_has_is_unknown_where_that_company_is_held_out():
    def labels_of(company):
        return [label for label in LABELS if company == TWO_COMPANIES[0] or label is not Label.REFRAMED]

    fitted = fit(examples_of(TWO_COMPANIES, labels_of), rounds=3)
    assert Label.REFRAMED.value in fitted.trees.classes
    assert fitted.held_out.auroc > 0.7


def test_same_examples_give_the_same_trees(fitted):
    again = fit(examples_of(TWO_COMPANIES), rounds=3)
    assert np.array_equal(again.trees.value, fitted.trees.value)
    assert again.bars == fitted.bars


def test_one_company_is_too_few_to_be_held_out():
    with pytest.raises(InputError, match="too few") as caught:
        check_enough_to_fit(examples_of(TWO_COMPANIES[:1]).gold)
    assert "ten companies" in caught.value.hint


def test_labels_no_statement_has_are_named():
    gold = examples_of(TWO_COMPANIES, lambda _: [label for label in LABELS if label is not Label.OUTDATED]).gold
    with pytest.raises(InputError, match="no statement is labelled outdated"):
        check_enough_to_fit(gold)


def test_every_label_is_missing_where_there_is_no_statement():
    with pytest.raises(InputError, match="labelled consistent, "):
        check_enough_to_fit([])
