"""MC401: a wrong name, found literally."""

from datetime import UTC, date, datetime

import pytest

from msgcheck.judge.rules.mc401_wrong_term import WrongTerm
from msgcheck.records import FormerName, Product, Term
from tests.builders_judge import NOWHERE, case_of, mail, message, messaging, slides

HOUSE = messaging(
    message("flow", "Harbourlight Flow is a planner."),
    products=(
        Product(
            name="Harbourlight Flow",
            aliases=("Flow",),
            wrong=("HarbourFlow", "harbourlight flow"),
            former=(FormerName(name="Tideline", until=date(2026, 1, 1), grace_until=date(2026, 6, 30)),),
        ),
        Product(name="Quay", former=(FormerName(name="Pierline", until=date(2025, 6, 30)),)),
    ),
    terms=(
        Term(use="customer", not_=("client",), where=NOWHERE),
        Term(use="Premium Care", not_=("Gold Support", "Gold"), where=NOWHERE),
    ),
)


def found(text, *, day=date(2026, 11, 16), document=None):
    case = case_of(document or slides(["Names", text]), HOUSE, as_of=day)
    return [judgement.statement.text[slice(*judgement.reasons[0].found)] for judgement in WrongTerm().check(case)]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("HarbourFlow plans your piers.", ["HarbourFlow"]),
        ("harbourflow plans your piers.", ["harbourflow"]),
        ("With harbourlight flow you plan.", ["harbourlight flow"]),
        ("Our clients like it.", ["clients"]),
        ("A client's view", ["client"]),
        ("Clients, clients!", ["Clients", "clients"]),
        ("Tideline plans your piers.", ["Tideline"]),
        ("Ring Gold Support at night.", ["Gold Support"]),
        ("Gold\u00a0Support answers.", ["Gold\u00a0Support"]),
    ],
)
def test_wrong_name_is_found_at_its_place(text, wrong):
    assert found(text) == wrong


@pytest.mark.parametrize(
    "text",
    [
        "Harbourlight Flow plans your piers.",
        "Harbourlight Flow (formerly Tideline) plans your piers.",
        "Harbourlight Flow, previously known as Tideline, plans your piers.",
        "See https://tideline.example/clients for more.",
        "Write to client@harbourlight.example.",
        "She called it “Tideline” all day.",
        "Tideline GmbH is our landlord.",
        "Set `client` in the file.",
        "The clientele of a harbour",
        "A multi-client set-up",
        "Our customers like it.",
    ],
)
def test_right_name_and_exceptions_are_let_pass(text):
    assert found(text) == []


def test_place_is_named_with_the_right_word():
    case = case_of(slides(["Names", "HarbourFlow plans."]), HOUSE)
    (judgement,) = WrongTerm().check(case)
    assert judgement.reasons[0].what == '"HarbourFlow" is called "Harbourlight Flow"'


def test_name_was_right_while_it_held():
    sent = mail("Pierline plans your piers.", sent=datetime(2025, 5, 1, tzinfo=UTC))
    assert WrongTerm().check(case_of(sent, HOUSE)) == ()


def test_former_name_after_its_end_is_found():
    assert found("Pierline plans your piers.", day=date(2025, 7, 1)) == ["Pierline"]


def test_former_name_in_its_days_of_grace_is_found():
    """It counts little then; how little is for the severity."""
    assert found("Tideline plans your piers.", day=date(2026, 3, 1)) == ["Tideline"]


def test_quoted_mail_is_let_pass():
    from msgcheck.records import Role

    assert WrongTerm().check(case_of(mail("HarbourFlow plans.", role=Role.QUOTED), HOUSE)) == ()
