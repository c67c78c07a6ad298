"""MC302: a customer named beyond what it permitted."""

from datetime import date

import pytest

from msgcheck.judge.rules.mc302_reference import Reference
from msgcheck.records import Customer
from tests.builders_judge import case_of, mail, message, messaging, slides

NORRBY = Customer(name="Norrby Dairies", aliases=("Norrby",), naming="described")
LINE = "Norrby Dairies saved two hours a day."


def found(customer=NORRBY, *, text=LINE, document=None, day=date(2026, 11, 16), **audience):
    house = messaging(message("hours", "Customers save up to two hours a day."), customers=(customer,))
    return Reference().check(case_of(document or slides(["Who uses it", text]), house, as_of=day, **audience))


def named(**more):
    return Customer(name="Norrby Dairies", aliases=("Norrby",), naming="name", **more)


@pytest.mark.parametrize("naming", ["none", "described"])
def test_customer_that_may_not_be_named_is_found(naming):
    (judgement,) = found(Customer(name="Norrby Dairies", naming=naming))
    assert "may not be named" in judgement.reasons[0].what
    start, end = judgement.reasons[0].found
    assert judgement.statement.text[start:end] == "Norrby Dairies"


def test_customer_is_found_by_its_alias():
    assert found(text="At Norrby two hours a day were saved.")


@pytest.mark.parametrize("naming", ["name", "logo", "quote"])
def test_customer_that_may_be_named_is_let_pass(naming):
    assert found(Customer(name="Norrby Dairies", naming=naming)) == ()


def test_customer_that_may_be_named_is_not_quoted():
    text = "“We saved two hours every single day,” says Norrby Dairies."
    assert found(named(), text=text)
    assert found(Customer(name="Norrby Dairies", naming="quote"), text=text) == ()


def test_permission_ends_on_its_day():
    customer = named(until=date(2026, 8, 31))
    assert found(customer, day=date(2026, 8, 31)) == ()
    assert found(customer, day=date(2026, 9, 1))


def test_permission_holds_in_its_regions_where_the_region_is_known():
    customer = named(regions=("uk",))
    assert found(customer, region="us")
    assert found(customer, region="uk") == ()
    assert found(customer) == ()


def test_document_that_stays_inside_is_let_pass():
    assert found(audience="inside") == ()


@pytest.mark.parametrize(
    "address", ["ana@norrby.example", "ana@norrby-dairies.example", "ana@mail.norrbydairies.example"]
)
def test_mail_to_the_customer_itself_is_let_pass(address):
    assert found(document=mail("Hi Ana,", LINE, to=[address])) == ()


def test_mail_to_somebody_else_is_found():
    assert found(document=mail("Hi Ana,", LINE))


def test_mail_that_begins_with_the_customers_name_is_found():
    """The first line of a mail is not its addressee."""
    assert found(document=mail(LINE, "Would that be something for you?"))


def test_short_name_inside_another_domain_is_no_recipient():
    customer = Customer(name="Tindall & Roe", aliases=("Roe",), naming="none")
    document = mail("Hi Jo,", "Roe saved two hours a day.", to=["jo@monroe-foods.example"])
    assert found(customer, document=document)


def test_deck_made_for_the_customer_is_let_pass():
    assert found(document=slides(["Proposal for Norrby Dairies"], ["Results", LINE])) == ()
