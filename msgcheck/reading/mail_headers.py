"""Headers of a mail as text, addresses and dates, however they are written."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from msgcheck.reading.charset_repair import decode_text
from msgcheck.records import MailHeaders

_FOLD = re.compile(r"[ \t]*\r?\n[ \t]*|\r")
_ENCODED_WORD = re.compile(r"=\?[\w.:*-]{1,60}\?[bBqQ]\?[^?]*\?=")
_ADDRESS = re.compile(r"[^\s<>@,;:\"'()\[\]]{1,64}@[^\s<>@,;:\"'()]{1,255}")
_ID = re.compile(r"<[^<>\s]{1,400}>")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_MAX_HEADER_CHARS = 50_000
_MAX_RECIPIENT_CHARS = 2_000_000
_MAX_ADDRESSES = 50_000
"""More than any mail server takes: one recipient that is left out may be the only one outside the company."""
_MAX_VALUES = 1_000
_RECIPIENTS = frozenset({"to", "cc", "bcc"})
_MAX_REFERENCES = 200


def raw_headers(message: Message) -> dict[str, list[str]]:
    """Return the values of every header by its lower-case name, in order, decoded but not interpreted."""
    headers: dict[str, list[str]] = {}
    charset = message.get_param("charset") or ""
    for name, value in message.raw_items():
        values = headers.setdefault(name.lower(), [])
        if len(values) < _MAX_VALUES:
            most = _MAX_RECIPIENT_CHARS if name.lower() in _RECIPIENTS else _MAX_HEADER_CHARS
            values.append(_unfolded(str(value)[:most], charset if isinstance(charset, str) else ""))
    return headers


def decoded_words(value: str) -> str:
    """Return a header's value with its encoded words (`=?utf-8?q?...?=`) decoded."""
    value = value[:_MAX_HEADER_CHARS]
    if not _ENCODED_WORD.search(value):
        return _CONTROLS.sub("", value).strip()
    try:
        chunks = decode_header(value)
    except (HeaderParseError, binascii.Error, ValueError):
        return _CONTROLS.sub("", value).strip()
    text = "".join(chunk if isinstance(chunk, str) else _chunk_text(chunk, charset) for chunk, charset in chunks)
    return _CONTROLS.sub("", text).strip()


def _chunk_text(chunk: bytes, charset: str | None) -> str:
    if charset is None:
        # decode_header gives what stands between encoded words back as escaped code points.
        return chunk.decode("raw-unicode-escape", errors="replace")
    return decode_text(chunk, charset).text.replace("\n", " ")


def _unfolded(value: str, charset: str) -> str:
    """Return a header in one line; raw 8-bit bytes, which the parser keeps as surrogates, decoded as the body is."""
    if any("\udc80" <= character <= "\udcff" for character in value):
        value = decode_text(value.encode("utf-8", errors="surrogateescape"), charset).text
    return _FOLD.sub(" ", value)


def mail_headers(headers: dict[str, list[str]]) -> MailHeaders:
    """Return what the headers say of sender, recipients, subject and thread."""
    senders = addresses(headers.get("from", []) or headers.get("sender", []))
    named = (headers.get(name, []) for name in ("to", "cc", "bcc"))
    recipients = addresses(value for values in named for value in values)
    references = [*headers.get("references", []), *headers.get("in-reply-to", [])]
    found = (match for value in references for match in _ID.findall(value))
    return MailHeaders(
        sender=senders[0] if senders else "",
        recipients=recipients,
        subject=decoded_words(first(headers, "subject")),
        message_id=first(headers, "message-id").strip(),
        references=tuple(dict.fromkeys(found))[:_MAX_REFERENCES],
    )


def first(headers: dict[str, list[str]], name: str) -> str:
    """Return the first value of a header that is not empty, "" where there is none."""
    return next((value for value in headers.get(name, []) if value.strip()), "")


def addresses(values: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses in header values, lower case, none twice; what is no address is left out."""
    found: dict[str, None] = {}
    for value in values:
        for address in _parsed_addresses(value):
            if len(found) >= _MAX_ADDRESSES:
                return tuple(found)
            found.setdefault(address.lower().rstrip("."))
    return tuple(found)


def _parsed_addresses(value: str) -> list[str]:
    if len(value) > _MAX_HEADER_CHARS:
        return _ADDRESS.findall(value)
    # A name may hold an @ of its own, so the parser goes first and the pattern only mends.
    if value.count("(") < 50:
        parsed = [address for _, address in getaddresses([value]) if _ADDRESS.fullmatch(address)]
        if parsed and len(parsed) >= value.count("<"):
            return parsed
    return _ADDRESS.findall(decoded_words(value))


def sender_name(headers: dict[str, list[str]]) -> str:
    """Return the sender's name as displayed, else the address."""
    value = first(headers, "from") or first(headers, "sender")
    name, _, rest = value.partition("<")
    shown = decoded_words(name).strip(" \"'\t") if rest else ""
    if shown:
        return shown
    parsed = getaddresses([value[:_MAX_HEADER_CHARS]]) if value.count("(") < 50 else []
    return next((decoded_words(part) for pair in parsed for part in pair if part), decoded_words(value))


def mail_date(value: str) -> datetime | None:
    """Return a date with its time zone, UTC where it names none; None where it is no date."""
    try:
        date = parsedate_to_datetime(value[:200])
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None
    return date.replace(tzinfo=UTC) if date.tzinfo is None else date
