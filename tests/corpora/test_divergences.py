"""The labelled divergences hold what the benchmark needs of them."""

import json
from collections import Counter
from pathlib import Path

import pytest

from msgcheck.codes import BY_CODE
from msgcheck.messaging.load import load_messaging

SET = Path(__file__).parents[2] / "corpora" / "divergences"
COMPANIES = ("kelderwick", "osmarrow", "vantolm")


def rows_of(company):
    return [json.loads(line) for line in (SET / company / "findings.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("company", COMPANIES)
def test_divergences_rows_have_their_own_id_and_a_known_code(company):
    rows = rows_of(company)
    assert len({row["id"] for row in rows}) == len(rows)
    assert {row["code"] for row in rows} <= set(BY_CODE)


@pytest.mark.parametrize("company", COMPANIES)
def test_divergences_rows_name_entries_of_the_messaging(company):
    messaging = load_messaging(SET / company / "messaging.yaml")
    ids = {entry.id for entry in (*messaging.messages, *messaging.retired, *messaging.never_say)}
    assert {row["message_id"] for row in rows_of(company)} - {None} <= ids


@pytest.mark.parametrize("company", COMPANIES)
def test_divergences_keep_no_text_of_mail(company):
    assert all(row["text_kept"] is (row["family"] != "email") for row in rows_of(company))


@pytest.mark.parametrize("company", COMPANIES)
def test_divergences_of_one_sentence_are_one(company):
    """The same words cannot be two edits, or the labels contradict themselves."""
    homes = {(row["text"], row["divergence"]) for row in rows_of(company)}
    assert max(Counter(text for text, _ in homes).values()) == 1


def test_divergences_are_as_many_as_the_figures_need():
    rows = [row for company in COMPANIES for row in rows_of(company)]
    assert len(rows) >= 330
    assert len({row["divergence"] for row in rows}) >= 44
