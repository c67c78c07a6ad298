"""The milter protocol, version 6 and earlier, as far as this gate speaks it: bytes to packets, replies to bytes.

Our own codec: kilter.protocol 0.6 raises on what Postfix passes on from any client (a greeting, macro value or header
name beyond ASCII, an IPv6 client, QUIT_NC), and then keeps the packet in its buffer for ever.

A packet is four bytes of length, one of command, and data. Nothing here refuses what data hold: mail is hostile, and
every reading of it gives something. Only a stream that cannot be cut into packets is an error.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntFlag, StrEnum

VERSION = 6
OLDEST_VERSION = 2

_LENGTH = struct.Struct("!I")
_NEGOTIATION = struct.Struct("!III")
_MAX_PACKET_BYTES = 1 << 20
"""Postfix sends bodies in pieces of 64 KB and headers of 100 KB at most, unless told otherwise."""
_ENHANCED_STATUS = "550 5.7.1"
_MAX_REPLY_CHARS = 400
"""Within the 512 bytes of a line of SMTP."""


class Command(StrEnum):
    """What a mail server says."""

    NEGOTIATE = "O"
    MACRO = "D"
    CONNECT = "C"
    HELO = "H"
    MAIL = "M"
    RECIPIENT = "R"
    DATA = "T"
    HEADER = "L"
    END_OF_HEADERS = "N"
    BODY = "B"
    END_OF_BODY = "E"
    ABORT = "A"
    QUIT = "Q"
    QUIT_NEW_CONNECTION = "K"
    UNKNOWN = "U"


class Action(IntFlag):
    """What a milter may do to a mail."""

    CHANGE_HEADERS = 0x10
    QUARANTINE = 0x20


class Step(IntFlag):
    """What of a session a milter does not want to hear of, or does not answer."""

    NO_CONNECT = 0x1
    NO_HELO = 0x2
    NO_UNKNOWN = 0x100
    NO_DATA = 0x200
    SKIP = 0x400
    """The milter may say that it needs no more of a body."""
    NO_REPLY_HEADER = 0x80
    NO_REPLY_MAIL = 0x4000
    NO_REPLY_RECIPIENT = 0x8000


CONTINUE_REPLY = b"\0\0\0\1c"
ACCEPT_REPLY = b"\0\0\0\1a"
SKIP_REPLY = b"\0\0\0\1s"


class BrokenProtocol(ValueError):
    """What came is not the milter protocol; holds nothing of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """One command with its data."""

    command: Command
    data: bytes = b""
    cut: bool = False
    """Its data were larger than any mail server sends, and were dropped."""

    def texts(self) -> list[bytes]:
        """Return its data as texts that each end with a zero byte; the last may lack it."""
        return self.data.removesuffix(b"\0").split(b"\0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a mail server can do, or what a milter chose of it."""

    version: int
    actions: Action
    steps: Step


class PacketReader:
    """Cuts what arrives into packets; holds at most one that is not complete.

    Args:
        most_bytes: of the data of a packet; those of a larger one are dropped while they arrive.
    """

    def __init__(self, *, most_bytes: int = _MAX_PACKET_BYTES) -> None:
        self._most_bytes = most_bytes
        self._buffer = bytearray()
        self._dropping = 0
        """Bytes of a packet that is too large, still to come."""
        self._cut: Packet | None = None

    def packets(self, arrived: bytes) -> Iterator[Packet]:
        """Yield the packets that are complete with these bytes.

        Raises:
            BrokenProtocol: what comes next has no command, or one that no mail server sends; nothing comes after it.
        """
        self._buffer += arrived
        while True:
            if self._cut is not None:
                self._drop()
                if self._dropping:
                    return
                yield self._cut
                self._cut = None
            if len(self._buffer) <= _LENGTH.size:
                return
            (length,) = _LENGTH.unpack_from(self._buffer)
            command = _command(length, self._buffer[_LENGTH.size])
            end = _LENGTH.size + length
            if length - 1 > self._most_bytes:
                del self._buffer[: _LENGTH.size + 1]
                self._cut, self._dropping = Packet(command=command, cut=True), length - 1
            elif end <= len(self._buffer):
                data = bytes(self._buffer[_LENGTH.size + 1 : end])
                # Cheap: a bytearray moves its beginning, not its bytes.
                del self._buffer[:end]
                yield Packet(command=command, data=data)
            else:
                return

    def _drop(self) -> None:
        """Drop what has arrived of a packet that is too large."""
        dropped = min(self._dropping, len(self._buffer))
        del self._buffer[:dropped]
        self._dropping -= dropped


def read_offer(packet: Packet) -> Offer:
    """Return what a mail server offers.

    Raises:
        BrokenProtocol: it offers nothing that can be read, or only a protocol too old to speak.
    """
    if len(packet.data) < _NEGOTIATION.size:
        raise BrokenProtocol("the negotiation is cut short")
    version, actions, steps = _NEGOTIATION.unpack_from(packet.data)
    if version < OLDEST_VERSION:
        raise BrokenProtocol(f"version {version} of the protocol is too old")
    # Flags that nobody here knows are left out.
    known_actions = Action(actions & sum(Action))
    return Offer(version=version, actions=known_actions, steps=Step(steps & sum(Step)))


def read_macros(packet: Packet) -> dict[bytes, bytes]:
    """Return names and values of the macros that come before a command; a name without a value has none."""
    texts = Packet(command=packet.command, data=packet.data[1:]).texts()
    return dict(zip(texts[::2], [*texts[1::2], b""], strict=False))


def packet(command: str, data: bytes = b"") -> bytes:
    """Return a packet as bytes."""
    return _LENGTH.pack(len(data) + 1) + command.encode("ascii") + data


def chosen(offer: Offer) -> bytes:
    """Return the reply that says what of an offer is chosen."""
    return packet(Command.NEGOTIATE, _NEGOTIATION.pack(offer.version, offer.actions, offer.steps))


def removed_header(name: bytes, occurrence: int) -> bytes:
    """Return the wish to remove a header.

    Args:
        name: in any case.
        occurrence: which of those with this name, from 1.
    """
    return packet("m", _LENGTH.pack(occurrence) + name + b"\0\0")


def quarantined(reason: str) -> bytes:
    """Return the wish to keep a mail back for somebody to look at; the reason stands in the server's log."""
    return packet("q", _plain(reason) + b"\0")


def refused(text: str) -> bytes:
    """Return the answer that a mail is not taken, with the line its sender is shown."""
    return packet("y", _ENHANCED_STATUS.encode("ascii") + b" " + _plain(text) + b"\0")


def _command(length: int, letter: int) -> Command:
    try:
        command = Command(chr(letter))
    except ValueError as err:
        raise BrokenProtocol("no mail server sends such a command") from err
    if length < 1:
        raise BrokenProtocol("a packet without a command")
    return command


def _plain(text: str) -> bytes:
    """Return a text for one line: ASCII, no controls, and no per cent sign, which some mail servers expand."""
    kept = "".join(character if " " <= character <= "~" and character != "%" else "?" for character in text)
    return kept[:_MAX_REPLY_CHARS].encode("ascii")
