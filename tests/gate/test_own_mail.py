"""Whose addresses are ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.gate.own_mail import OwnDomains, envelope_address

OURS = OwnDomains.of(["@Acme.example", "müller.example"])


@pytest.mark.parametrize(
    "address",
    ["a@acme.example", "a@ACME.example.", "a@mail.acme.example", "a@müller.example", "a@xn--mller-kva.example", "root"],
)
def test_own_domains_hold_what_is_ours(address):
    assert OURS.hold(address)


@pytest.mark.parametrize(
    "address", ["", "a@example", "a@notacme.example", "a@acme.example.evil.example", '"x@acme.example"@evil.example']
)
def test_own_domains_hold_nothing_else(address):
    assert not OURS.hold(address)


def test_own_domains_hold_no_domain_longer_than_any_can_be():
    assert not OURS.hold("a@" + "a." * 200_000 + "acme.example")
    assert not OURS.hold("a@" + "é" * 200_000)


def test_own_domains_hold_nothing_where_nobody_said_which_they_are():
    assert not OwnDomains.of([]).hold("a@acme.example")
    assert not OwnDomains.of([]).hold("root")


@pytest.mark.parametrize(
    ("written", "address"), [(b"<a@b>", "a@b"), (b"a@b", "a@b"), (b"<>", ""), (b"<a\xff@b>", "a\ufffd@b")]
)
def test_envelope_address_is_read_from_any_bytes(written, address):
    assert envelope_address(written) == address


@given(written=st.binary(max_size=300))
def test_own_domains_answer_for_any_address(written):
    assert OURS.hold(envelope_address(written)) in {True, False}
