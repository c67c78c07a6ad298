"""Links and cookies hold for their time."""

from __future__ import annotations

import pytest

from msgcheck.service.tickets import SESSION_S, TICKET_S, Tickets


def test_a_ticket_gives_one_session(clock):
    tickets = Tickets(clock)
    ticket = tickets.new_ticket()
    assert tickets.knows(tickets.new_session(ticket))
    assert tickets.new_session(ticket) == ""


def test_a_ticket_holds_ten_minutes(clock):
    tickets = Tickets(clock)
    ticket, other = tickets.new_ticket(), tickets.new_ticket()
    clock.now += TICKET_S - 1
    assert tickets.new_session(ticket)
    clock.now += 2
    assert tickets.new_session(other) == ""


def test_a_session_holds_a_working_day(clock):
    tickets = Tickets(clock)
    session = tickets.new_session(tickets.new_ticket())
    clock.now += SESSION_S - 1
    assert tickets.knows(session)
    clock.now += 2
    assert not tickets.knows(session)


@pytest.mark.parametrize("made_up", ["", "x", "\ud83d"])
def test_what_was_never_given_out_does_not_hold(clock, made_up):
    tickets = Tickets(clock)
    tickets.new_session(tickets.new_ticket())
    assert (tickets.new_session(made_up), tickets.knows(made_up)) == ("", False)


def test_a_ticket_is_no_session(clock):
    tickets = Tickets(clock)
    assert not tickets.knows(tickets.new_ticket())
