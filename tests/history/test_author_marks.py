"""One person is one author, by name in a deck and by address in a mail."""

from dataclasses import replace

import pytest

from msgcheck.feedback.sources import independent_sources
from tests.builders_history import make_document, make_mail, make_scan

BEN = "ben@tillwise.example"
DECK = make_document("decks/ben.pptx", author="Ben Ode", statements=("Of the deck.",))
MAIL = make_mail("mail/1.eml", author=BEN, author_name="ben ode", statements=("Of the mail.",))


def sources(store):
    return len(independent_sources(store.documents()))


def test_name_of_a_deck_and_address_of_a_mail_that_shows_it_are_one_author(store):
    store.keep_scan(make_scan(DECK, MAIL))
    assert sources(store) == 1


def test_mail_of_a_later_scan_tells_whose_name_it_is(store):
    store.keep_scan(make_scan(DECK))
    store.keep_scan(make_scan(MAIL))
    assert sources(store) == 1


@pytest.mark.parametrize("author", ["Ben@Tillwise.example", "Ben Ode <BEN@tillwise.example>"])
def test_address_in_a_deck_is_the_address_of_a_mail(store, author):
    store.keep_scan(make_scan(replace(DECK, author=author), replace(MAIL, author_name="")))
    assert sources(store) == 1


def test_name_that_two_addresses_show_is_neither_of_them(store):
    other = make_mail("mail/2.eml", author="ode@tillwise.example", author_name="ben ode", statements=("Of another.",))
    store.keep_scan(make_scan(DECK, MAIL, other))
    assert sources(store) == 3


def test_other_name_is_another_author(store):
    store.keep_scan(make_scan(replace(DECK, author="Ben Odeon"), MAIL))
    assert sources(store) == 2


def test_address_shown_as_a_name_tells_of_no_other_address(store):
    mail = replace(MAIL, author_name="kim@tillwise.example")
    store.keep_scan(make_scan(replace(DECK, author="kim@tillwise.example"), mail))
    assert sources(store) == 2


def test_mail_that_was_kept_without_the_name_gains_it_and_is_no_new_one(store):
    store.keep_scan(make_scan(DECK, replace(MAIL, author_name="")))
    assert sources(store) == 2
    store.keep_scan(make_scan(DECK, MAIL))
    assert (sources(store), len(store.documents())) == (1, 2)


def test_mail_keeps_the_name_that_it_showed_once(store):
    store.keep_scan(make_scan(DECK, MAIL))
    store.keep_scan(make_scan(DECK, replace(MAIL, author_name="")))
    assert sources(store) == 1


@pytest.mark.parametrize(("author", "documents"), [("Ben Ode", 1), (BEN, 1), (f"Ben Ode <{BEN}>", 2)])
def test_erase_finds_what_stands_under_the_name_and_under_the_address(store, author, documents):
    store.keep_scan(make_scan(DECK, MAIL))
    assert store.erase(author=author).documents == documents


def test_erased_mail_tells_no_longer_whose_name_it_was(store):
    other = make_mail("mail/2.eml", author=BEN, statements=("Of another.",))
    store.keep_scan(make_scan(DECK, MAIL))
    store.erase(author=BEN)
    store.keep_scan(make_scan(DECK, other))
    assert sources(store) == 2
