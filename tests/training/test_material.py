"""What is learnt from: read by company, and as rows of features."""

from dataclasses import replace

import numpy as np
import pytest

from msgcheck.codes import CLEAN
from msgcheck.errors import InputError
from msgcheck.pairs.interface import PAIR_LABELS
from msgcheck.training.examples import examples
from msgcheck.training.material import DOCUMENT
from tests.builders_training import (
    TWO_COMPANIES,
    read_companies,
    rows,
    write_clean,
    write_rows,
    write_set,
)


@pytest.fixture(scope="module")
def companies(tmp_path_factory):
    folder = tmp_path_factory.mktemp("set")
    write_set(folder / "labelled")
    write_rows(folder / "written" / "quaystone.jsonl", rows("quaystone", hard=True)[:3])
    return read_companies(
        folder / "labelled", written=folder / "written", clean=write_clean(folder / "clean", ["quaystone"])
    )


class EvenModel:
    """Gives every pair the same row, and counts what it read."""

    model = "even@00000000"

    def __init__(self):
        self.pairs = []

    def read(self, pairs):
        self.pairs.extend(pairs)
        return np.full((len(pairs), len(PAIR_LABELS)), -2.0, dtype=np.float32)


def test_companies_are_named_by_their_folders(companies):
    assert tuple(company.name for company in companies) == TWO_COMPANIES


def test_statements_written_later_follow_those_of_the_set(companies):
    without, with_three = companies
    assert len(without.statements) + 3 == len(with_three.statements)
    assert [item.gold.hard for item in with_three.statements[-3:]] == [True] * 3


def test_sentences_of_clean_mails_and_decks_are_clean(companies):
    clean = companies[1].clean
    assert {item.gold.id.partition("#")[0] for item in clean} == {"call.eml", "plan.json"}
    assert {item.gold.channel for item in clean} == {DOCUMENT}
    assert all(item.gold.label in CLEAN for item in clean)


def test_company_without_clean_documents_has_none(companies):
    assert companies[0].clean == ()


def test_written_row_about_an_unknown_message_is_named_by_its_line(tmp_path):
    write_set(tmp_path / "set")
    write_rows(tmp_path / "written" / "quaystone.jsonl", rows("quaystone", message_id="quai"))
    with pytest.raises(InputError, match="did you mean 'quay'") as caught:
        read_companies(tmp_path / "set", written=tmp_path / "written")
    assert caught.value.where.endswith("quaystone.jsonl:1")


def test_set_without_any_statement_is_refused(tmp_path):
    folder = write_set(tmp_path / "set", times=0)
    with pytest.raises(InputError, match="no labelled statement"):
        read_companies(folder)


def test_clean_documents_of_other_companies_are_refused(tmp_path):
    folder = write_set(tmp_path / "set")
    with pytest.raises(InputError, match="no clean document of the labelled companies"):
        read_companies(folder, clean=write_clean(tmp_path / "clean", ["elsewhere"]))


def test_every_labelled_statement_is_a_row_with_finite_numbers(companies):
    found = examples(companies, lambda _: None)
    labelled = [item for item in found.gold if item.channel != DOCUMENT]
    assert labelled == [item.gold for company in companies for item in company.statements]
    assert found.rows.shape == (len(found.gold), len(found.features))
    assert np.isfinite(found.rows).all()
    assert not [name for name in found.features if name.startswith("pair.")]


def test_clean_sentence_that_is_settled_without_weighing_is_no_row(companies):
    found = examples(companies, lambda _: None)
    read = {item.statement.text for item in companies[1].clean}
    documents = {item.statement for item in found.gold if item.channel == DOCUMENT}
    assert "Agenda" in read - documents
    assert documents


def test_pairs_of_each_company_are_read_by_its_own_model(companies):
    models = {company.name: EvenModel() for company in companies}
    found = examples(companies, models.__getitem__)
    assert "pair.current.consistent" in found.features
    for company in companies:
        own = {item.statement.text for item in (*company.statements, *company.clean)}
        read = {pair.said for pair in models[company.name].pairs}
        assert read
        assert read <= own


def test_rows_are_in_the_order_of_the_statements(companies):
    backwards = [replace(company, clean=()) for company in reversed(companies)]
    found = examples(backwards, lambda _: None)
    one = examples(backwards[1:], lambda _: None)
    assert np.array_equal(found.rows[-len(one.gold) :], one.rows)
