"""The other end of the protocol: what a mail server says to a milter, and what it reads of the answers."""

from __future__ import annotations

import struct
from collections.abc import Iterable

ALL_ACTIONS = 0x1FF
ALL_STEPS = 0x1FFFFF
OURS = b"<tom@harbourlight.example>"
CUSTOMER = b"<ana@customer.example>"
HEADERS = ((b"From", b"tom@harbourlight.example"), (b"Subject", b"Quay"))


def said(command: bytes, data: bytes = b"") -> bytes:
    """Return a packet."""
    return struct.pack("!I", len(data) + 1) + command + data


def negotiation(*, version: int = 6, actions: int = ALL_ACTIONS, steps: int = ALL_STEPS) -> bytes:
    """Return how Postfix begins."""
    return said(b"O", struct.pack("!III", version, actions, steps))


def macros(stage: bytes, *values: bytes) -> bytes:
    """Return macros: names and values by turns."""
    return said(b"D", stage + b"".join(value + b"\0" for value in values))


def envelope(sender: bytes = OURS, recipients: Iterable[bytes] = (CUSTOMER,)) -> bytes:
    """Return MAIL and every RCPT as Postfix passes them on."""
    mail = macros(b"M", b"i", b"4F31A33298C") + said(b"M", sender + b"\0SIZE=100\0")
    return mail + b"".join(said(b"R", recipient + b"\0ORCPT=rfc822;x\0") for recipient in recipients)


def header(name: bytes, value: bytes) -> bytes:
    """Return one header."""
    return said(b"L", name + b"\0" + value + b"\0")


def whole_mail(
    body: bytes = b"Hello.\r\n",
    *,
    sender: bytes = OURS,
    recipients: Iterable[bytes] = (CUSTOMER,),
    headers: Iterable[tuple[bytes, bytes]] = HEADERS,
) -> bytes:
    """Return all that is said of one mail."""
    named = b"".join(header(name, value) for name, value in headers)
    return envelope(sender, recipients) + named + said(b"N") + said(b"B", body) + macros(b"E") + said(b"E")


def answers(data: bytes) -> list[tuple[str, bytes]]:
    """Return the packets of a milter: (what it says, data)."""
    found = []
    while data:
        (length,) = struct.unpack_from("!I", data)
        assert length <= len(data) - 4, "an answer that is cut short"
        found.append((chr(data[4]), data[5 : 4 + length]))
        data = data[4 + length :]
    return found
