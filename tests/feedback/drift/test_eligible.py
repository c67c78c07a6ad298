"""Which documents a message belongs in."""

from dataclasses import replace
from datetime import date

from msgcheck.feedback.drift.carrying import Carrier
from msgcheck.feedback.drift.eligible import Belonging, EligibleDocuments
from msgcheck.records import Audience, FormerName, Product, Variant
from tests.builders_months import with_message
from tests.builders_stored import MESSAGING, make_stored

QUAYSIDE = Product(name="Quayside", aliases=("QS",), former=(FormerName(name="Harbour Desk"),))


def eligible(*documents, messaging=MESSAGING, saying=(), **values):
    """Return the keys of the documents that `quay`, changed by `values`, belongs in."""
    messaging = with_message(replace(messaging, products=(QUAYSIDE,)), **values)
    message = messaging.message("quay")
    carriers = [Carrier(document=document) for document in documents if document.key in saying]
    found = EligibleDocuments(documents, Belonging(messaging))
    keys = [document.key for document in found.documents(message, carriers)]
    assert found.count(message, carriers) == len(keys)
    return keys


def test_eligible_are_documents_that_make_claims_where_a_message_is_about_the_company():
    assert eligible(make_stored(1), make_stored(2, claims=0)) == [1]


def test_eligible_are_documents_about_the_product_of_a_message():
    about = make_stored(1, named=("Quayside",))
    assert eligible(about, make_stored(2, named=("Other",)), make_stored(3), applies_to=("Quayside",)) == [1]


def test_eligible_are_documents_about_a_product_whatever_they_claim():
    assert eligible(make_stored(1, named=("Quayside",), claims=0), applies_to=("Quayside",)) == [1]


def test_eligible_are_documents_whose_audience_is_for_the_product():
    document = make_stored(1, audience=Audience(products=("Quayside",)))
    assert eligible(document, applies_to=("Quayside",)) == [1]


def test_eligible_knows_a_product_by_its_other_names():
    documents = (make_stored(1, named=("Quayside",)), make_stored(2, named=("harbour desk",)))
    assert eligible(*documents, applies_to=("QS",)) == [1, 2]


def test_eligible_are_documents_that_say_a_message_whatever_they_are_about():
    documents = make_stored(1, claims=0), make_stored(2, claims=0)
    assert eligible(*documents, saying={2}, applies_to=("Quayside",)) == [2]


def test_eligible_counts_a_document_that_says_a_message_once():
    assert eligible(make_stored(1), saying={1}) == [1]


def test_eligible_are_documents_for_the_readers_of_a_message():
    documents = [make_stored(key, audience=Audience(segment=segment)) for key, segment in enumerate(("ferry", "cargo"))]
    assert eligible(*documents, segment=("ferry",)) == [0]


def test_eligible_are_documents_of_whose_readers_nothing_is_known():
    assert eligible(make_stored(1), persona=("cfo",)) == [1]


def test_eligible_are_documents_for_the_readers_of_a_variant():
    document = make_stored(1, audience=Audience(segment="cargo"))
    variant = Variant(text="Cargo waits less.", segment=("cargo",))
    assert eligible(document, segment=("ferry",), variants=(variant,)) == [1]


def test_eligible_are_documents_of_days_on_which_a_message_holds():
    days = (date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 30), date(2026, 7, 1))
    documents = [make_stored(key, day=day) for key, day in enumerate(days, start=1)]
    assert eligible(*documents, valid_from=date(2026, 6, 1), valid_until=date(2026, 6, 30)) == [2, 3]


def test_eligible_waits_for_the_end_of_an_embargo():
    documents = [make_stored(key, day=date(2026, 6, key)) for key in (9, 10)]
    assert eligible(*documents, valid_from=date(2026, 6, 1), embargo_until=date(2026, 6, 10)) == [10]


def test_eligible_counts_a_day_on_which_two_variants_hold_once():
    variants = (
        Variant(text="One", valid_from=date(2026, 6, 1), valid_until=date(2026, 6, 20)),
        Variant(text="Other", valid_from=date(2026, 6, 10), valid_until=date(2026, 6, 30)),
    )
    documents = [make_stored(1, day=date(2026, 6, 15))]
    assert eligible(*documents, valid_from=date(2026, 1, 1), valid_until=date(2026, 1, 2), variants=variants) == [1]


def test_eligible_leaves_out_what_nobody_could_judge():
    assert eligible(make_stored(1, judged=0)) == []


def test_eligible_of_no_documents_is_nothing():
    assert eligible() == []
