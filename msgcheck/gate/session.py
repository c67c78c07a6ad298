"""One conversation with a mail server: which packet is answered with what, without any input or output.

A session hears the envelope and the headers of each mail. A mail that is not to be checked is accepted as soon as
its headers are over, so that its body is never sent. Of the others the whole is gathered, and whoever runs the session
is asked to weigh it. Every command gets exactly one answer, or none where that was agreed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from msgcheck.gate.gathered_mail import GatheredMail, OutgoingMail, Room
from msgcheck.gate.milter_protocol import (
    ACCEPT_REPLY,
    CONTINUE_REPLY,
    SKIP_REPLY,
    VERSION,
    Action,
    Command,
    Offer,
    Packet,
    Step,
    chosen,
    quarantined,
    read_macros,
    read_offer,
    refused,
    removed_header,
)
from msgcheck.gate.outcome import Happened
from msgcheck.gate.own_mail import OwnDomains, envelope_address

_WANTED_STEPS = (
    Step.NO_CONNECT
    | Step.NO_HELO
    | Step.NO_UNKNOWN
    | Step.NO_DATA
    | Step.SKIP
    | Step.NO_REPLY_HEADER
    | Step.NO_REPLY_MAIL
    | Step.NO_REPLY_RECIPIENT
)
_UNANSWERED = {
    Command.HEADER: Step.NO_REPLY_HEADER,
    Command.MAIL: Step.NO_REPLY_MAIL,
    Command.RECIPIENT: Step.NO_REPLY_RECIPIENT,
}
_QUEUE_ID = re.compile(rb"[0-9A-Za-z]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """What to do about a packet: reply, and perhaps weigh a mail, note what happened to one, or end."""

    reply: bytes = b""
    mail: OutgoingMail | None = None
    """To be weighed; what came of it goes to `Session.decided`, which gives the reply."""
    happened: Happened | None = None
    """What became of a mail that is not weighed."""
    ended: bool = False


_NOTHING = Reaction()
_CONTINUE = Reaction(reply=CONTINUE_REPLY)
_ACCEPT = Reaction(reply=ACCEPT_REPLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a session may use."""

    room: Room
    """Shared by all sessions."""
    most_bytes: int
    """Of one mail."""


class Session:
    """The state of one connection.

    Args:
        limits: what it may use.
        own_domains: gives those that are ours now.
        quarantines: whether mail is to be quarantined, so that the mail server is told.
    """

    def __init__(self, limits: Limits, own_domains: Callable[[], OwnDomains], *, quarantines: bool = False) -> None:
        self._limits = limits
        self._own_domains = own_domains
        self._wanted_actions = Action.CHANGE_HEADERS | (Action.QUARANTINE if quarantines else Action(0))
        self._agreed = Offer(version=VERSION, actions=Action(0), steps=Step(0))
        self._mail: GatheredMail | None = None
        self._queue_id = ""

    @property
    def between_mails(self) -> bool:
        """Return whether no mail is passing now."""
        return self._mail is None or self._mail.settled

    @property
    def may_quarantine(self) -> bool:
        """Return whether the mail server can keep a mail back."""
        return Action.QUARANTINE in self._agreed.actions

    def take(self, packet: Packet) -> Reaction:
        """Return what to do about a packet.

        Raises:
            BrokenProtocol: it cannot be understood.
        """
        match packet.command:
            case Command.NEGOTIATE:
                return self._negotiate(packet)
            case Command.MACRO:
                self._note_macros(packet)
                return _NOTHING
            case Command.MAIL:
                self._begin(packet)
            case Command.RECIPIENT:
                self._add_recipient(packet)
            case Command.HEADER:
                self._add_header(packet)
            case Command.END_OF_HEADERS:
                return self._end_headers()
            case Command.BODY:
                return self._add_body(packet)
            case Command.END_OF_BODY:
                return self._end(packet)
            case Command.ABORT:
                self._forget()
                return _NOTHING
            case Command.QUIT:
                self._forget()
                return Reaction(ended=True)
            case Command.QUIT_NEW_CONNECTION:
                self._forget()
                return _NOTHING
            case Command.CONNECT | Command.HELO | Command.DATA | Command.UNKNOWN:
                pass
        unanswered = _UNANSWERED.get(packet.command)
        return _NOTHING if unanswered is not None and unanswered in self._agreed.steps else _CONTINUE

    def accepted(self) -> bytes:
        """Return the reply that lets the mail pass, without the headers that only msgcheck may write."""
        return self._with_removals(ACCEPT_REPLY)

    def kept_back(self, reason: str) -> bytes:
        """Return the reply that has the mail server keep the mail for somebody to look at."""
        return self._with_removals(quarantined(reason) + ACCEPT_REPLY)

    def refused(self, text: str) -> bytes:
        """Return the reply that sends the mail back to its sender with a line of text."""
        self._forget()
        return refused(text)

    def close(self) -> None:
        """Keep nothing more."""
        self._forget()

    def _negotiate(self, packet: Packet) -> Reaction:
        offer = read_offer(packet)
        self._agreed = Offer(
            version=min(offer.version, VERSION),
            actions=offer.actions & self._wanted_actions,
            steps=offer.steps & _WANTED_STEPS,
        )
        return Reaction(reply=chosen(self._agreed))

    def _note_macros(self, packet: Packet) -> None:
        queue_id = read_macros(packet).get(b"i", b"")
        if _QUEUE_ID.fullmatch(queue_id):
            self._queue_id = queue_id.decode("ascii")

    def _begin(self, packet: Packet) -> None:
        self._forget(besides_queue_id=True)
        mail = self._passing()
        mail.sender = envelope_address(packet.texts()[0])
        mail.ours = self._own_domains().hold(mail.sender)

    def _add_recipient(self, packet: Packet) -> None:
        address = envelope_address(packet.texts()[0])
        self._passing().add_recipient(address, ours=self._own_domains().hold(address))

    def _add_header(self, packet: Packet) -> None:
        name, _, value = packet.data.partition(b"\0")
        mail = self._passing()
        mail.add_header(name, value.removesuffix(b"\0"))
        if packet.cut:
            mail.give_up()

    def _end_headers(self) -> Reaction:
        mail = self._passing()
        if mail.settled:
            return _ACCEPT
        mail.end_headers()
        if mail.wanted or mail.marked:
            return _CONTINUE
        # A server that speaks of this mail nonetheless is answered, and the mail is not counted again.
        mail.settled = True
        return Reaction(reply=ACCEPT_REPLY, happened=_why_unchecked(mail))

    def _add_body(self, packet: Packet) -> Reaction:
        mail = self._passing()
        if mail.settled:
            return _ACCEPT
        mail.add_body(packet.data)
        if packet.cut:
            mail.give_up()
        return _CONTINUE if mail.wanted or Step.SKIP not in self._agreed.steps else Reaction(reply=SKIP_REPLY)

    def _end(self, packet: Packet) -> Reaction:
        mail = self._passing()
        if mail.settled:
            self._forget()
            return _ACCEPT
        if packet.data:
            mail.add_body(packet.data)
        mail.queue_id = self._queue_id
        if mail.wanted:
            return Reaction(mail=mail.complete())
        happened = _why_unchecked(mail)
        return Reaction(reply=self.accepted(), happened=happened)

    def _with_removals(self, answer: bytes) -> bytes:
        removals = b""
        if self._mail is not None and Action.CHANGE_HEADERS in self._agreed.actions:
            removals = b"".join(removed_header(name, occurrence) for name, occurrence in self._mail.marks())
        self._forget()
        return removals + answer

    def _passing(self) -> GatheredMail:
        """Return the mail that is passing; a new one where the mail server began in the middle."""
        if self._mail is None:
            self._mail = GatheredMail(room=self._limits.room, most_bytes=self._limits.most_bytes)
        return self._mail

    def _forget(self, *, besides_queue_id: bool = False) -> None:
        if self._mail is not None:
            self._mail.drop()
            self._mail = None
        if not besides_queue_id:
            self._queue_id = ""


def _why_unchecked(mail: GatheredMail) -> Happened:
    if not mail.ours:
        return Happened.NOT_OURS
    if not mail.outward:
        return Happened.INWARD
    return Happened.AUTOMATIC if mail.automatic else Happened.TOO_LARGE
