"""`winmail.dat`: the wrapping in which Outlook sends rich text and attachments.

The file is a row of objects; two of them hold tables of the same numbered properties as `.msg`. Every count and
length is checked against what is there, because a wrong one makes naive readers run for hours.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from msgcheck.errors import DocumentError
from msgcheck.reading import mapi
from msgcheck.reading.charset_repair import decode_text
from msgcheck.reading.interface import FileInfo, ReadNested
from msgcheck.reading.mail_content import Attachment, MailContent, read_mail, safe_name
from msgcheck.records import MailHeaders, ReadResult

_SIGNATURE = b"\x78\x9f\x3e\x22"
_FROM, _SUBJECT, _DATE_SENT, _BODY = 0x8000, 0x8004, 0x8005, 0x800C
_ATTACH_DATA, _ATTACH_TITLE = 0x800F, 0x8010
_ATTACH_START, _MESSAGE_PROPERTIES, _ATTACH_PROPERTIES, _CODEPAGE = 0x9002, 0x9003, 0x9005, 0x9007
_ATTACH_LEVEL = 2
_MAX_OBJECTS = 20_000
_MAX_PROPERTIES = 5_000
_MAX_EMBEDDED = 6
_OLE_MESSAGE = bytes.fromhex("0703020000000000c000000000000046")
"""Stands before a mail that is attached to a mail."""

_FIXED_SIZES = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
"""Bytes of a value by property type, padding included."""
_STRING8, _STRING, _BINARY, _OBJECT = 0x1E, 0x1F, 0x102, 0x0D
_MULTIPLE = 0x1000

Properties = dict[int, bytes | str]


@dataclass(slots=True)
class _Attached:
    title: str = ""
    data: bytes = b""
    properties: Properties = field(default_factory=dict)


class TnefReader:
    """Reads `winmail.dat`."""

    formats = ("tnef",)

    def accepts(self, info: FileInfo, head: bytes) -> bool:  # noqa: ARG002 - the name does not tell
        """Return whether the file is TNEF by its first bytes."""
        return head.startswith(_SIGNATURE)

    def read(self, data: bytes, info: FileInfo, nested: ReadNested) -> Iterable[ReadResult]:
        """Return the mail's own document, then those of its attachments.

        Raises:
            DocumentError: the file is damaged.
        """
        return read_mail(tnef_content(data), info, nested, mail_format="tnef")


def tnef_content(data: bytes, *, depth: int = 0) -> MailContent:
    """Return what `winmail.dat` holds.

    Raises:
        DocumentError: it is damaged, or no such file at all.
    """
    if not data.startswith(_SIGNATURE):
        raise DocumentError("the winmail.dat file is damaged")
    message: Properties = {}
    attached: list[_Attached] = []
    values: dict[int, bytes] = {}
    for level, name, value in _objects(data):
        if level == _ATTACH_LEVEL:
            if name == _ATTACH_START or not attached:
                attached.append(_Attached())
            _take_attachment(attached[-1], name, value, _oem_charset(values))
        elif name == _MESSAGE_PROPERTIES:
            message.update(_properties(value, _oem_charset(values)))
        else:
            values.setdefault(name, value)
    return _content(message, values, attached, depth=depth)


def _objects(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield level, number and value of every object; a file that was cut off ends early."""
    place = 6
    for _ in range(_MAX_OBJECTS):
        if place + 9 > len(data):
            return
        level, name, _, length = struct.unpack_from("<BHHI", data, place)
        yield level, name, data[place + 9 : place + 9 + length]
        place += 9 + length + 2


def _oem_charset(values: dict[int, bytes]) -> str:
    value = values.get(_CODEPAGE, b"")
    return mapi.charset_of(struct.unpack_from("<I", value)[0]) if len(value) >= 4 else ""


def _take_attachment(attached: _Attached, name: int, value: bytes, charset: str) -> None:
    if name == _ATTACH_TITLE:
        attached.title = _string(value, charset)
    elif name == _ATTACH_DATA:
        attached.data = value
    elif name == _ATTACH_PROPERTIES:
        attached.properties.update(_properties(value, charset))


def _properties(data: bytes, charset: str) -> Properties:
    """Return the properties of one table; what comes after a damaged one is lost."""
    found: Properties = {}
    try:
        (count,) = struct.unpack_from("<I", data)
        place = 4
        for _ in range(min(count, _MAX_PROPERTIES)):
            if place >= len(data):
                break
            kind, number = struct.unpack_from("<HH", data, place)
            place = _after_name(data, place + 4) if number >= 0x8000 else place + 4
            values, place = _values(data, place, kind)
            if values:
                found.setdefault(number, _value(values[0], kind & ~_MULTIPLE, charset))
    except struct.error:
        pass  # cut off: what was read so far is all there is
    return found


def _after_name(data: bytes, place: int) -> int:
    """Return the place after the name of a named property."""
    (is_text,) = struct.unpack_from("<I", data, place + 16)
    if not is_text:
        return place + 24
    length: int = struct.unpack_from("<I", data, place + 20)[0]
    return place + 24 + length + -length % 4


def _values(data: bytes, place: int, kind: int) -> tuple[list[bytes], int]:
    """Return the first value of a property as a list of at most one, and the place after all of them."""
    plain = kind & ~_MULTIPLE
    has_length = plain in (_STRING8, _STRING, _BINARY, _OBJECT)
    count = 1
    if has_length or kind & _MULTIPLE:
        (count,) = struct.unpack_from("<I", data, place)
        place += 4
    values: list[bytes] = []
    for _ in range(count):
        if has_length:
            (size,) = struct.unpack_from("<I", data, place)
            place += 4
        else:
            size = _FIXED_SIZES.get(plain, 0)
        if not size and not has_length:
            raise struct.error  # a type that does not exist: the table is damaged
        if place >= len(data):
            break
        if not values:
            values.append(data[place : place + size])
        place += size + -size % 4
    return values, place


def _value(value: bytes, kind: int, charset: str) -> bytes | str:
    if kind == _STRING:
        return value.decode("utf-16-le", errors="replace").rstrip("\x00")
    return _string(value, charset) if kind == _STRING8 else value


def _string(value: bytes, charset: str) -> str:
    return decode_text(value.rstrip(b"\x00"), charset).text


def _content(message: Properties, values: dict[int, bytes], attached: list[_Attached], *, depth: int) -> MailContent:
    charset = mapi.charset_of(_integer(message, mapi.INTERNET_CODEPAGE)) or _oem_charset(values)
    text = message.get(mapi.BODY) or values.get(_BODY, b"").rstrip(b"\x00")
    rtf = message.get(mapi.RTF, b"")
    chosen = mapi.chosen_body(
        mapi.OutlookBodies(
            text=text if isinstance(text, str) else decode_text(text, charset).text,
            html=message.get(mapi.HTML, b""),
            rtf=rtf if isinstance(rtf, bytes) else b"",
            charset=charset,
        )
    )
    return MailContent(
        headers=_headers(message, values),
        author=_text(message, mapi.SENDER_NAME),
        created=_date(message, values),
        bodies=chosen.bodies,
        attachments=tuple(
            _attachment(item, number, depth=depth)
            for number, item in enumerate(attached, start=1)
            if not _is_shown_picture(item)
        ),
        pictures=max(chosen.pictures, sum(map(_is_shown_picture, attached))),
        losses=chosen.losses,
    )


def _is_shown_picture(attached: _Attached) -> bool:
    """Return whether an attachment is a picture that the text shows."""
    kind = _text(attached.properties, mapi.ATTACH_MIME).lower()
    return kind.startswith("image/") and bool(_text(attached.properties, mapi.ATTACH_CONTENT_ID))


def _attachment(attached: _Attached, number: int, *, depth: int) -> Attachment:
    long_name = _text(attached.properties, mapi.ATTACH_LONG_NAME) or _text(attached.properties, mapi.ATTACH_NAME)
    name = safe_name(long_name or attached.title, f"attachment {number}")
    value = attached.properties.get(mapi.ATTACH_DATA, b"")
    data = value if isinstance(value, bytes) and value else attached.data
    inner = data.removeprefix(_OLE_MESSAGE)
    if inner.startswith(_SIGNATURE) and depth < _MAX_EMBEDDED:
        return Attachment(name=name, message=tnef_content(inner, depth=depth + 1))
    return Attachment(name=name, data=inner)


def _headers(message: Properties, values: dict[int, bytes]) -> MailHeaders:
    sender = _text(message, mapi.SENDER_SMTP) or _text(message, mapi.SENDER_ADDRESS)
    references = tuple(_text(message, mapi.REFERENCES).split()) or tuple(_text(message, mapi.IN_REPLY_TO).split())
    return MailHeaders(
        sender=sender.lower() if "@" in sender else "",
        subject=_text(message, mapi.SUBJECT) or _string(values.get(_SUBJECT, b""), _oem_charset(values)),
        message_id=_text(message, mapi.MESSAGE_ID),
        references=references,
    )


def _date(message: Properties, values: dict[int, bytes]) -> datetime | None:
    value = message.get(mapi.SUBMIT_TIME, b"")
    if isinstance(value, bytes) and len(value) == 8:
        return mapi.filetime(struct.unpack("<Q", value)[0])
    sent = values.get(_DATE_SENT, b"")
    try:
        year, month, day, hour, minute, second = struct.unpack_from("<6H", sent)
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except (struct.error, ValueError):
        return None


def _text(properties: Properties, number: int) -> str:
    value = properties.get(number, "")
    return value.strip() if isinstance(value, str) else ""


def _integer(properties: Properties, number: int) -> int | None:
    value = properties.get(number, b"")
    return int.from_bytes(value[:4], "little") if isinstance(value, bytes) and len(value) >= 4 else None
