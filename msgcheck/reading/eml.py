"""Mail as it travels: RFC 822 with MIME, also broken, and bodies without headers.

`email` takes the message apart without ever refusing one; what it leaves undone (charsets, transfer encodings,
headers with raw bytes) is done here with more patience for what mail programs really send.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from email import policy
from email.message import Message
from email.parser import BytesParser

from msgcheck.errors import DocumentError
from msgcheck.reading.charset_repair import decode_text
from msgcheck.reading.interface import FileInfo, ReadNested
from msgcheck.reading.mail_content import Body, MailContent, read_mail, text_lines
from msgcheck.reading.mail_headers import first, mail_date, mail_headers, raw_headers, sender_name
from msgcheck.reading.mime_parts import SortedParts, sort_parts
from msgcheck.reading.tnef import tnef_content
from msgcheck.records import ReadResult

_HEADER = re.compile(rb"([!-9;-~]{2,76})[ \t]*:")
_KNOWN_HEADERS = frozenset(
    b"from to subject date received message-id mime-version content-type return-path delivered-to reply-to cc sender"
    b" x-mailer user-agent references in-reply-to x-original-to dkim-signature content-transfer-encoding"
    b" authentication-results x-received arc-seal".split()
)
_FROM_LINE = re.compile(rb">?From .*\r?\n")
_MAX_HEAD_BYTES = 100_000


class EmlReader:
    """Reads single mails by `email`."""

    formats = ("eml",)

    def accepts(self, info: FileInfo, head: bytes) -> bool:
        """Return whether the file is a mail by its name, its place or its headers."""
        return info.suffix == "eml" or info.as_mail or has_headers(head)

    def read(self, data: bytes, info: FileInfo, nested: ReadNested) -> Iterable[ReadResult]:
        """Return the mail's own document, then those of its attachments and nested mails.

        Raises:
            DocumentError: it is nested too deeply for any mail program.
        """
        is_mail = has_headers(data) or (not info.as_mail and _HEADER.match(_start(data)))
        content = mail_content(data, max_parts=info.limits.max_parts) if is_mail else headerless_content(data)
        return read_mail(content, info, nested, mail_format="eml")


def has_headers(data: bytes) -> bool:
    """Return whether `data` begins with mail headers: two known ones before the first empty line."""
    head = _start(data[:_MAX_HEAD_BYTES])
    names: set[bytes] = set()
    for line in head.splitlines():
        if line[:1] in (b" ", b"\t"):
            if not names:
                return False
            continue
        match = _HEADER.match(line)
        if not match:
            break
        names.add(match[1].lower())
    return len(names & _KNOWN_HEADERS) >= 2 or (bool(names & _KNOWN_HEADERS) and len(names) >= 3)


def _start(data: bytes) -> bytes:
    """Return `data` without a byte-order mark, empty lines and the line of a mailbox before the headers."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    line = _FROM_LINE.match(data)
    return data[line.end() :] if line else data


def headerless_content(data: bytes) -> MailContent:
    """Return a bare body as a mail."""
    decoded = decode_text(data)
    losses = (("texts", "many characters are lost: its encoding is unknown"),) if decoded.noticeable else ()
    return MailContent(bodies=(Body(place="body", lines=text_lines(decoded.text)),), losses=losses)


def mail_content(data: bytes, *, max_parts: int) -> MailContent:
    """Return a mail with headers, unpacked.

    Raises:
        DocumentError: it is nested too deeply for any mail program.
    """
    message = _parsed(data)
    headers = raw_headers(message)
    parts = sort_parts(message, max_parts=max_parts)
    _take_tnef(parts)
    return MailContent(
        headers=mail_headers(headers),
        author=sender_name(headers),
        created=mail_date(first(headers, "date")),
        bodies=tuple(parts.bodies),
        attachments=tuple(parts.attachments),
        pictures=parts.pictures,
        losses=tuple(parts.losses),
    )


def _parsed(data: bytes) -> Message:
    try:
        return BytesParser(policy=policy.compat32).parsebytes(_start(data))
    except RecursionError as err:
        raise DocumentError("its parts are nested too deeply") from err


def _take_tnef(parts: SortedParts) -> None:
    """Take body and attachments out of `winmail.dat`; its body is read where the mail has none of its own."""
    for data in parts.tnef:
        try:
            content = tnef_content(data)
        except DocumentError as err:
            parts.losses.append(("attachments", f"winmail.dat: {err.message}"))
            continue
        if not parts.bodies:
            parts.bodies.extend(content.bodies)
            parts.pictures_shown += content.pictures
        parts.attachments.extend(content.attachments)
        parts.losses.extend(content.losses)
