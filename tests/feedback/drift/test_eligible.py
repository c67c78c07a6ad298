"""Which documents a message belongs in."""

from dataclasses import replace
from datetime import date

from msgcheck.feedback.drift.carrying import Carrier
from msgcheck.feedback.drift.eligible import Belonging, EligibleDocuments
from msgcheck.records import Audience, FormerName, MessageId, Product, Retired, Variant
from tests.builders_months import NOVEMBER, Months, message_of, report_on, with_message
from tests.builders_stored import MESSAGING, WHERE, make_stored

QUAYSIDE = Product(name="Quayside", aliases=("QS",), former=(FormerName(name="Harbour Desk"),))
FORMER = Retired(id=MessageId("quay-2025"), text="By 20%.", replaced_by=MessageId("quay"), where=WHERE)
REWORDED = replace(MESSAGING, retired=(FORMER,))
JUNE_ON = {"valid_from": date(2026, 6, 1)}


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


def test_eligible_are_documents_under_the_line_a_message_took_the_place_of():
    documents = [make_stored(key, day=date(2026, 4 + key, 15)) for key in (1, 2)]
    assert eligible(*documents, messaging=REWORDED, **JUNE_ON) == [1, 2]


def test_eligible_follows_a_line_that_was_replaced_twice():
    first = replace(FORMER, id=MessageId("quay-2024"), replaced_by=FORMER.id)
    document = make_stored(1, day=date(2026, 5, 15))
    assert eligible(document, messaging=replace(MESSAGING, retired=(first, FORMER)), **JUNE_ON) == [1]


def test_eligible_are_no_documents_before_a_message_that_another_line_was_not_replaced_by():
    gone = replace(FORMER, replaced_by=None)
    document = make_stored(1, day=date(2026, 5, 15))
    for retired in (gone, replace(FORMER, replaced_by=MessageId("setup"))):
        assert eligible(document, messaging=replace(MESSAGING, retired=(retired,)), **JUNE_ON) == []


def test_eligible_ends_with_a_reworded_message_too():
    document = make_stored(1, day=date(2026, 7, 1))
    assert eligible(document, messaging=REWORDED, **JUNE_ON, valid_until=date(2026, 6, 30)) == []


def test_eligible_waits_for_a_variant_that_came_after_its_message_was_reworded():
    documents = [
        make_stored(key, day=date(2026, month, 15), audience=Audience(segment="cargo"))
        for key, month in ((1, 5), (2, 7), (3, 8))
    ]
    later = Variant(text="Cargo waits less.", segment=("cargo",), valid_from=date(2026, 8, 1))
    assert eligible(*documents, messaging=REWORDED, segment=("ferry",), variants=(later,), **JUNE_ON) == [3]


def test_eligible_of_a_reworded_message_is_the_same_before_and_after():
    months = Months()
    for month in (9, 10, 11):
        for number in range(10):
            used = FORMER.id if month < 11 else MessageId("quay")
            months.write(date(2026, month, 1 + number), used=((used, 1),) if number < 3 else ())
    messaging = with_message(replace(MESSAGING, retired=(FORMER,)), valid_from=NOVEMBER.first)
    periods = message_of(report_on(months, messaging=messaging)).periods
    assert [(one.carrying, one.eligible) for one in periods] == [(3, 10)] * 3


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
