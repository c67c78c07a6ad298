"""What is prepared steps back for a mail after each piece."""

import threading

import pytest

from msgcheck.presend.turns import Turns, TurnsEnded

_LONG_S = 30.0
TEXTS = [f"wording {number}" for number in range(100)]


@pytest.fixture
def turns():
    return Turns()


def test_in_pieces_gives_what_the_call_gives_in_order(turns):
    calls = []
    found = turns.in_pieces(lambda piece: calls.append(len(piece)) or [text.upper() for text in piece], TEXTS)
    assert found == tuple(text.upper() for text in TEXTS)
    assert len(calls) > 1


def test_in_pieces_is_one_piece_for_who_has_the_turn(turns):
    calls = []
    with turns.at_once():
        turns.in_pieces(lambda piece: calls.append(len(piece)) or piece, TEXTS)
    assert calls == [len(TEXTS)]
    assert not turns.is_mine


def test_mail_has_its_turn_between_two_pieces(turns):
    order, begun, may_go_on = [], threading.Event(), threading.Event()

    def call(piece):
        order.append("piece")
        begun.set()
        assert may_go_on.wait(_LONG_S)
        return piece

    def check():
        with turns.at_once():
            order.append("mail")

    preparing = threading.Thread(target=turns.in_pieces, args=(call, TEXTS))
    preparing.start()
    assert begun.wait(_LONG_S)
    mail = threading.Thread(target=check)
    mail.start()
    while not turns.is_wanted:
        pass
    may_go_on.set()
    mail.join(_LONG_S)
    preparing.join(_LONG_S)
    assert order[:3] == ["piece", "mail", "piece"]


def test_turn_is_given_up_where_something_breaks(turns):
    with pytest.raises(ZeroDivisionError), turns.at_once():
        _ = 1 / 0
    with pytest.raises(ZeroDivisionError), turns.when_free():
        _ = 1 / 0
    with turns.at_once():
        assert turns.is_mine


def test_end_ends_what_is_being_prepared_and_no_mail(turns):
    done = []

    def call(piece):
        done.append(piece)
        turns.end()
        return piece

    with pytest.raises(TurnsEnded):
        turns.in_pieces(call, TEXTS)
    assert len(done) == 1
    with turns.at_once():
        assert turns.is_mine
