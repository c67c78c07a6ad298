"""What a session answers to what a mail server says; one answer to everything that wants one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.gate.gathered_mail import Room
from msgcheck.gate.milter_protocol import BrokenProtocol, Command, Packet, PacketReader
from msgcheck.gate.outcome import Happened
from msgcheck.gate.own_mail import OwnDomains
from msgcheck.gate.session import Limits, Session
from tests.gate.mail_server import (
    CUSTOMER,
    HEADERS,
    OURS,
    answers,
    envelope,
    header,
    macros,
    negotiation,
    said,
    whole_mail,
)

DOMAINS = OwnDomains.of(["harbourlight.example"])
_ANNA, _BEN = b"<anna@harbourlight.example>", b"<ben@berth.harbourlight.example>"


class Conversation:
    """A session with all that came of it."""

    def __init__(self, *, most_bytes=1_000_000, room=10_000_000, negotiated=True, **options):
        self.room = Room(room)
        self.session = Session(Limits(room=self.room, most_bytes=most_bytes), lambda: DOMAINS, **options)
        self.mails, self.happened, self.replies, self.ended = [], [], [], False
        self._reader = PacketReader()
        if negotiated:
            self.hear(negotiation())
            self.replies.clear()

    def hear(self, data):
        """Take packets; every mail that is to be weighed is accepted."""
        for one in self._reader.packets(data):
            reaction = self.session.take(one)
            self.ended = self.ended or reaction.ended
            if reaction.happened is not None:
                self.happened.append(reaction.happened)
            reply = reaction.reply
            if reaction.mail is not None:
                self.mails.append(reaction.mail)
                reply = self.session.accepted()
            self.replies += answers(reply)
        return self

    @property
    def said(self):
        return "".join(letter for letter, _ in self.replies)


def test_session_negotiates_only_what_is_offered():
    heard = Conversation(negotiated=False, quarantines=True).hear(negotiation(version=4, actions=0x1, steps=0x1))
    assert heard.replies == [("O", b"\0\0\0\4" + b"\0\0\0\0" + b"\0\0\0\1")]
    assert not heard.session.may_quarantine


def test_session_asks_to_quarantine_only_where_it_is_wanted():
    asked = Conversation(negotiated=False, quarantines=True).hear(negotiation())
    assert asked.session.may_quarantine
    assert asked.replies[0][1][4:8] == b"\0\0\0\x30"
    assert Conversation(negotiated=False).hear(negotiation()).replies[0][1][4:8] == b"\0\0\0\x10"


def test_session_weighs_outward_mail_of_ours():
    heard = Conversation().hear(whole_mail(b"Words.\r\n"))
    (mail,) = heard.mails
    assert mail.data == b"From: tom@harbourlight.example\r\nSubject: Quay\r\n\r\nWords.\r\n"
    assert mail.recipients == ("ana@customer.example",)
    assert mail.sender == "tom@harbourlight.example"
    assert mail.queue_id == "4F31A33298C"


def test_session_takes_recipients_from_the_envelope_alone():
    headers = (*HEADERS, (b"To", b"other@elsewhere.example"), (b"CC", b"x@y.example"), (b"bcc", b"z@y.example"))
    (mail,) = Conversation().hear(whole_mail(headers=headers)).mails
    assert b"elsewhere" not in mail.data
    assert b"y.example" not in mail.data


def test_session_weighs_mail_with_one_recipient_outside():
    assert Conversation().hear(whole_mail(recipients=[_ANNA, CUSTOMER, _BEN])).mails


@pytest.mark.parametrize(
    ("options", "happened"),
    [
        ({"recipients": [_ANNA, _BEN]}, Happened.INWARD),
        ({"recipients": [b"<anna>"]}, Happened.INWARD),
        ({"sender": CUSTOMER, "recipients": [_ANNA]}, Happened.NOT_OURS),
        ({"sender": b"<>"}, Happened.NOT_OURS),
        ({"sender": b"<tom@notharbourlight.example>"}, Happened.NOT_OURS),
        ({"headers": [(b"Auto-Submitted", b"auto-replied")]}, Happened.AUTOMATIC),
        ({"headers": [(b"precedence", b"List")]}, Happened.AUTOMATIC),
        ({"headers": [(b"List-Id", b"<all.harbourlight.example>")]}, Happened.AUTOMATIC),
        ({"headers": [(b"Content-Type", b"multipart/report; report-type=delivery-status")]}, Happened.AUTOMATIC),
    ],
)
def test_session_accepts_what_is_not_checked_once_its_headers_are_over(options, happened):
    heard = Conversation().hear(whole_mail(**options).partition(said(b"N"))[0] + said(b"N"))
    assert heard.said == "a"
    assert heard.happened == [happened]
    assert not heard.mails


@pytest.mark.parametrize(
    "named", [(b"Auto-Submitted", b"no"), (b"Precedence", b"first-class"), (b"Content-Type", b"text/plain")]
)
def test_session_weighs_mail_that_a_person_wrote(named):
    assert Conversation().hear(whole_mail(headers=[named])).mails


def test_session_counts_a_mail_once_though_the_server_goes_on_with_it():
    heard = Conversation().hear(whole_mail(recipients=[_ANNA]))
    assert heard.said == "aaa"
    assert heard.happened == [Happened.INWARD]


@pytest.mark.parametrize("recipients", [[CUSTOMER], [_ANNA]], ids=["outward", "inward"])
def test_session_removes_every_header_that_only_msgcheck_may_write(recipients):
    headers = [
        (b"X-Msgcheck-Verdict", b"clean"),
        (b"Subject", b"x"),
        (b"x-msgcheck-verdict", b"clean"),
        (b"X-MSGCHECK-B", b""),
        (b"X-Msgchecked", b"kept"),
    ]
    heard = Conversation().hear(whole_mail(headers=headers, recipients=recipients))
    assert [(letter, data) for letter, data in heard.replies if letter == "m"] == [
        ("m", b"\0\0\0\1x-msgcheck-b\0\0"),
        ("m", b"\0\0\0\2x-msgcheck-verdict\0\0"),
        ("m", b"\0\0\0\1x-msgcheck-verdict\0\0"),
    ]
    assert heard.said.endswith("a")
    assert heard.said.count("a") == 1


def test_session_shows_the_checker_no_header_that_it_removes():
    (mail,) = Conversation().hear(whole_mail(headers=[(b"X-Msgcheck-A", b"secret")])).mails
    assert b"secret" not in mail.data


def test_session_changes_nothing_where_it_may_not():
    heard = Conversation(negotiated=False).hear(negotiation(actions=0))
    heard.hear(whole_mail(headers=[(b"X-Msgcheck-A", b"1")]))
    assert "m" not in heard.said


def test_session_answers_each_command_where_the_server_wants_answers():
    heard = Conversation(negotiated=False).hear(negotiation(version=2, steps=0))
    heard.replies.clear()
    heard.hear(said(b"C", b"x\x004\0\x19127.0.0.1\0") + said(b"H", b"\xff\0") + whole_mail() + said(b"U", b"FOO\0"))
    # CONNECT, HELO, MAIL, RCPT, two headers, EOH and the body go on; then the mail is accepted; UNKNOWN goes on.
    assert heard.said == "cccccccc" + "a" + "c"


def test_session_keeps_silent_where_that_was_agreed():
    assert Conversation().hear(whole_mail()).said == "cc" + "a"


def test_session_needs_no_more_of_a_body_that_is_too_large():
    heard = Conversation(most_bytes=1000)
    heard.hear(envelope() + said(b"N") + said(b"B", b"x" * 900) + said(b"B", b"x" * 900) + said(b"E"))
    assert heard.said == "c" + "c" + "s" + "a"
    assert heard.happened == [Happened.TOO_LARGE]
    assert heard.room.take(10_000_000)


def test_session_gives_up_where_all_mails_together_take_too_much_room():
    heard = Conversation(room=500)
    heard.hear(envelope() + said(b"N") + said(b"B", b"x" * 900) + said(b"E"))
    assert heard.happened == [Happened.TOO_LARGE]


@pytest.mark.parametrize("command", [Command.HEADER, Command.BODY])
def test_session_gives_up_a_mail_of_which_a_packet_was_cut(command):
    heard = Conversation().hear(envelope())
    heard.session.take(Packet(command=command, cut=True))
    heard.hear(said(b"N") + said(b"E"))
    assert Happened.TOO_LARGE in heard.happened
    assert not heard.mails


def test_session_frees_the_room_of_each_mail():
    heard = Conversation(room=100_000)
    for _ in range(20):
        heard.hear(whole_mail(b"x" * 20_000))
    assert len(heard.mails) == 20


def test_session_forgets_an_aborted_mail():
    heard = Conversation().hear(envelope() + header(b"X-Msgcheck-A", b"1") + said(b"A"))
    assert heard.session.between_mails
    heard.hear(whole_mail())
    assert len(heard.mails) == 1
    assert "m" not in heard.said


def test_session_takes_several_mails_of_a_connection():
    heard = Conversation().hear(whole_mail(b"One") + whole_mail(b"Two", recipients=[_ANNA]) + whole_mail(b"Three"))
    assert [mail.data.rpartition(b"\n")[2] for mail in heard.mails] == [b"One", b"Three"]
    assert heard.happened == [Happened.INWARD]


def test_session_ends_at_quit():
    assert Conversation().hear(said(b"Q")).ended


def test_session_goes_on_with_a_new_connection_where_the_server_says_so():
    heard = Conversation().hear(envelope() + said(b"K"))
    assert not heard.ended
    assert heard.session.between_mails
    heard.hear(negotiation() + whole_mail())
    assert len(heard.mails) == 1


def test_session_hears_a_mail_whose_beginning_it_missed():
    heard = Conversation().hear(said(b"B", b"x") + said(b"E"))
    assert heard.happened == [Happened.NOT_OURS]


def test_session_takes_no_queue_id_that_could_forge_the_log():
    heard = Conversation().hear(macros(b"M", b"i", b"4F31\nmsgcheck: ready"))
    heard.hear(said(b"M", OURS + b"\0") + said(b"R", CUSTOMER + b"\0") + said(b"N") + said(b"E"))
    assert heard.mails[0].queue_id == ""


def test_session_keeps_a_mail_back_and_lets_it_stand_in_the_queue():
    heard = Conversation(quarantines=True).hear(envelope() + header(b"X-Msgcheck-A", b"1"))
    assert answers(heard.session.kept_back("msgcheck: MC203 floor")) == [
        ("m", b"\0\0\0\1x-msgcheck-a\0\0"),
        ("q", b"msgcheck: MC203 floor\0"),
        ("a", b""),
    ]


def test_session_refuses_with_one_answer():
    heard = Conversation().hear(envelope() + header(b"X-Msgcheck-A", b"1"))
    assert [letter for letter, _ in answers(heard.session.refused("No."))] == ["y"]


_UNANSWERED = {"M", "R", "L", "D", "A", "Q", "K"}


@given(
    packets=st.lists(
        st.builds(Packet, command=st.sampled_from(list(Command)), data=st.binary(max_size=80), cut=st.booleans()),
        max_size=30,
    )
)
def test_session_gives_one_answer_to_any_command_in_any_order(packets):
    heard = Conversation(most_bytes=200, room=400)
    for one in packets:
        if one.command is Command.NEGOTIATE:
            continue
        reaction = heard.session.take(one)
        reply = heard.session.accepted() if reaction.mail else reaction.reply
        final = [letter for letter, _ in answers(reply) if letter != "m"]
        assert len(final) == (0 if one.command.value in _UNANSWERED else 1)
    heard.session.close()
    assert heard.room.take(400)


def test_session_refuses_a_negotiation_that_it_cannot_read():
    with pytest.raises(BrokenProtocol):
        Conversation(negotiated=False).hear(said(b"O", b"short"))
