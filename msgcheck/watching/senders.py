"""Tells mail that others wrote from our own: a Maildir holds both, and only ours is checked before it is sent."""

from __future__ import annotations

from collections.abc import Iterable
from email.parser import BytesHeaderParser

from msgcheck.reading.mail_headers import mail_headers, raw_headers

_HEADER_BYTES = 64 * 1024
"""More is no header that a mail program writes."""


def is_from_others(mail: bytes, own_domains: Iterable[str]) -> bool:
    """Return whether a mail names a sender outside the company.

    Args:
        mail: the whole mail, or its beginning.
        own_domains: mail domains of the company; without any, nobody counts as outside.
    """
    own = tuple(domain.casefold().lstrip("@") for domain in own_domains)
    sender = mail_headers(raw_headers(BytesHeaderParser().parsebytes(mail[:_HEADER_BYTES]))).sender
    domain = sender.rpartition("@")[2]
    return bool(own and domain) and not any(domain == one or domain.endswith(f".{one}") for one in own)
