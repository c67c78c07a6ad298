"""Outlook's own file of one mail: a container of numbered properties, one stream each.

python-oxmsg opens the container. The properties are then taken by their numbers as far as they are there,
because files with one missing or damaged property are common and otherwise fine.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from email import policy
from email.parser import HeaderParser
from io import BytesIO
from typing import Any

from msgcheck.errors import DocumentError
from msgcheck.reading import mapi
from msgcheck.reading.charset_repair import decode_text
from msgcheck.reading.interface import FileInfo, ReadNested
from msgcheck.reading.mail_content import Attachment, MailContent, read_mail, safe_name
from msgcheck.reading.mail_headers import addresses, first, mail_date, mail_headers, raw_headers, sender_name
from msgcheck.records import MailHeaders, ReadResult

_STRING8, _STRING, _BINARY, _OBJECT = "001E", "001F", "0102", "000D"
_PROPERTIES = "__properties_version1.0"
_HEADER_SIZES = (32, 24, 8)
"""Bytes before the first property of a mail, a mail in a mail, and of a recipient or attachment."""
_MAX_EMBEDDED = 12
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_CLASS = "ipm.note.smime"
_SIGNED_CLASS = "ipm.note.smime.multipartsigned"


class MsgReader:
    """Reads Outlook's `.msg` by python-oxmsg."""

    formats = ("msg",)

    def accepts(self, info: FileInfo, head: bytes) -> bool:
        """Return whether the file is a compound file with the name of a mail."""
        return head.startswith(_OLE_SIGNATURE) and info.suffix == "msg"

    def read(self, data: bytes, info: FileInfo, nested: ReadNested) -> Iterable[ReadResult]:
        """Return the mail's own document, then those of its attachments and the mails in it.

        Raises:
            DocumentError: the container is damaged.
        """
        return read_mail(_content(_Properties(_opened(data), kind=0)), info, nested, mail_format="msg")


def _opened(data: bytes) -> Any:
    """Return the root of the container, an `oxmsg.storage.Storage`."""
    from olefile import OleFileIO
    from oxmsg.storage import Storage

    try:
        with OleFileIO(BytesIO(data)) as container:
            return Storage.from_ole(container)
    except (OSError, ValueError, IndexError, TypeError, AttributeError, KeyError, struct.error, RecursionError) as err:
        raise DocumentError("the Outlook file is damaged: its container cannot be opened") from err


class _Properties:
    """The properties of one mail, recipient or attachment.

    Args:
        storage: an `oxmsg.storage.Storage`.
        kind: 0 for a mail, 1 for a mail in a mail, 2 for a recipient or attachment.
        charset: of 8-bit strings, where the storage does not say.
    """

    def __init__(self, storage: Any, *, kind: int, charset: str = "") -> None:
        self.storage = storage
        self._streams: dict[str, bytes] = {stream.name.upper(): stream.bytes_ for stream in storage.streams}
        self._fixed = dict(_fixed_values(self._streams.get(_PROPERTIES.upper(), b"")[_HEADER_SIZES[kind] :]))
        named = mapi.charset_of(self.integer(mapi.CODEPAGE)) or mapi.charset_of_locale(self.integer(mapi.LOCALE))
        self.charset = named or charset

    def text(self, number: int) -> str:
        """Return a property of text, "" where it is missing."""
        wide = self._stream(number, _STRING)
        if wide is not None:
            return wide.decode("utf-16-le", errors="replace").rstrip("\x00")
        narrow = self._stream(number, _STRING8)
        return decode_text(narrow.rstrip(b"\x00"), self.charset).text if narrow else ""

    def binary(self, number: int) -> bytes:
        """Return a property of bytes, none where it is missing."""
        return self._stream(number, _BINARY) or b""

    def integer(self, number: int) -> int | None:
        """Return a property of a number, None where it is missing."""
        value = self._fixed.get(number)
        return None if value is None else struct.unpack_from("<i", value)[0]

    def time(self, number: int) -> int:
        """Return a property of a time as the number it is stored as, 0 where it is missing."""
        return int(struct.unpack("<Q", self._fixed.get(number, bytes(8)))[0])

    def inner(self, prefix: str) -> Iterator[Any]:
        """Yield the storages inside whose names begin with `prefix`."""
        return (storage for storage in self.storage.storages if storage.name.lower().startswith(prefix))

    def _stream(self, number: int, kind: str) -> bytes | None:
        return self._streams.get(f"__SUBSTG1.0_{number:04X}{kind}")


def _fixed_values(table: bytes) -> Iterator[tuple[int, bytes]]:
    for place in range(0, len(table) - 15, 16):
        yield struct.unpack_from("<H", table, place + 2)[0], table[place + 8 : place + 16]


def _content(mail: _Properties, *, depth: int = 0) -> MailContent:
    chosen = mapi.chosen_body(
        mapi.OutlookBodies(
            text=mail.text(mapi.BODY),
            html=mail.binary(mapi.HTML) or mail.text(mapi.HTML),
            rtf=mail.binary(mapi.RTF),
            charset=mapi.charset_of(mail.integer(mapi.INTERNET_CODEPAGE)) or mail.charset,
        )
    )
    headers = raw_headers(HeaderParser(policy=policy.compat32).parsestr(mail.text(mapi.TRANSPORT_HEADERS)))
    losses = list(chosen.losses)
    attachments = []
    pictures = 0
    for number, storage in enumerate(mail.inner("__attach_version1.0_"), start=1):
        attached = _Properties(storage, kind=2, charset=mail.charset)
        if _is_shown_picture(attached):
            pictures += 1
        else:
            attachments.append(_attachment(attached, number, depth=depth))
    if _is_encrypted(mail):
        losses.append(("encrypted parts", "it is encrypted"))
        attachments = []
    return MailContent(
        headers=_headers(mail, headers),
        author=sender_name(headers) or mail.text(mapi.SENDER_NAME) or mail.text(mapi.REPRESENTING_NAME),
        created=mail_date(first(headers, "date"))
        or mapi.filetime(mail.time(mapi.SUBMIT_TIME))
        or mapi.filetime(mail.time(mapi.DELIVERY_TIME)),
        bodies=chosen.bodies,
        attachments=tuple(attachments),
        pictures=max(pictures, chosen.pictures),
        losses=tuple(losses),
    )


def _is_encrypted(mail: _Properties) -> bool:
    kind = mail.text(mapi.MESSAGE_CLASS).lower()
    return kind.startswith(_ENCRYPTED_CLASS) and not kind.startswith(_SIGNED_CLASS)


def _headers(mail: _Properties, headers: dict[str, list[str]]) -> MailHeaders:
    """Return the headers the mail travelled with, filled up from the properties (a draft has no others)."""
    travelled = mail_headers(headers)
    senders = (mail.text(number) for number in (mapi.SENDER_SMTP, mapi.REPRESENTING_SMTP, mapi.SENDER_ADDRESS))
    references = f"{mail.text(mapi.REFERENCES)} {mail.text(mapi.IN_REPLY_TO)}".split()
    return MailHeaders(
        sender=travelled.sender or next((found for sender in senders for found in addresses([sender])), ""),
        recipients=travelled.recipients or addresses(_recipients(mail)),
        subject=mail.text(mapi.SUBJECT) or travelled.subject,
        message_id=travelled.message_id or mail.text(mapi.MESSAGE_ID),
        references=travelled.references or tuple(dict.fromkeys(references)),
    )


def _recipients(mail: _Properties) -> Iterator[str]:
    for storage in mail.inner("__recip_version1.0_"):
        recipient = _Properties(storage, kind=2, charset=mail.charset)
        yield recipient.text(mapi.SMTP_ADDRESS) or recipient.text(mapi.ADDRESS)


def _is_shown_picture(attached: _Properties) -> bool:
    """Return whether an attachment is a picture that the text shows."""
    shown = bool(attached.text(mapi.ATTACH_CONTENT_ID)) or bool(attached.integer(mapi.ATTACH_HIDDEN))
    return shown and attached.text(mapi.ATTACH_MIME).lower().startswith("image/")


def _attachment(attached: _Properties, number: int, *, depth: int) -> Attachment:
    name = attached.text(mapi.ATTACH_LONG_NAME) or attached.text(mapi.ATTACH_NAME)
    inner = next(attached.inner(f"__substg1.0_{mapi.ATTACH_DATA:04x}{_OBJECT.lower()}"), None)
    if inner is not None and attached.integer(mapi.ATTACH_METHOD) == mapi.EMBEDDED_MESSAGE and depth < _MAX_EMBEDDED:
        message = _content(_Properties(inner, kind=1, charset=attached.charset), depth=depth + 1)
        name = name or attached.text(mapi.DISPLAY_NAME) or message.headers.subject
        return Attachment(name=safe_name(name, f"attachment {number}.msg"), message=message)
    return Attachment(name=safe_name(name, f"attachment {number}"), data=attached.binary(mapi.ATTACH_DATA))
