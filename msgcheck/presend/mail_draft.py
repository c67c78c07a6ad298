"""A mail that is still being written, as the bytes of a mail.

Mail programs hand over fields: a subject, a body, files. Put together as a mail they go through the ordinary reader,
so that quotations, signatures, HTML and attachments are understood the same way before sending as after it.
Whatever a field holds, it stays in its field: no line break of a name or subject begins a header.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email import policy
from email.header import Header
from email.message import Message
from email.utils import quote

from msgcheck.presend.draft_checker import Draft
from msgcheck.reading.mail_content import safe_name
from msgcheck.records import DocumentId

NAME = "draft.eml"
"""What findings call a mail that has no file yet."""

_ADDRESS = re.compile(r"[^\s<>,;:\"'()\[\]@]{1,64}@[^\s<>@,;:\"'()\[\]]{1,255}")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
_MAX_SUBJECT_CHARS = 10_000
_UTF8 = "utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAttachment:
    """A file that goes with a mail."""

    name: str
    data: bytes | None = field(default=None, repr=False)
    """None where it was too large to be handed over."""
    size: int = 0
    """Bytes; 0 where that is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFields:
    """A mail as a mail program shows it to its writer."""

    sender: str = ""
    to: tuple[str, ...] = ()
    """Addresses, with names or without; one entry may hold several."""
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    subject: str = ""
    text: str = ""
    html: str = ""
    """Goes with `text` as another version of the same words; mostly there is one of them."""
    attachments: tuple[MailAttachment, ...] = ()


def mail_draft(fields: MailFields) -> Draft:
    """Return the draft of a mail; what was too large to be handed over is named in it as unread.

    A recipient without an address, such as the name of a list, is kept: nobody knows whom it reaches, so it counts
    as outside.
    """
    recipients = tuple(_recipients((*fields.to, *fields.cc, *fields.bcc)))
    return Draft(
        data=_mail(fields).as_bytes(policy=policy.compat32.clone(linesep="\r\n", max_line_length=0)),
        name=NAME,
        id=DocumentId(NAME),
        recipients=recipients,
        unread=tuple(_too_large(file) for file in fields.attachments if file.data is None),
    )


def _mail(fields: MailFields) -> Message:
    """Return the mail with its headers; the recipients stand in the draft, which knows them all."""
    mail = _body(fields)
    files = [file for file in fields.attachments if file.data is not None]
    if files:
        mail = _multipart("mixed", [mail, *map(_file, files)])
    for sender in _ADDRESS.findall(fields.sender)[-1:]:  # a name may hold an address, too; its own stands last
        mail["From"] = _header(sender)
    subject = _CONTROLS.sub(" ", _encodable(fields.subject)).strip()[:_MAX_SUBJECT_CHARS]
    mail["Subject"] = _header(subject)
    mail["MIME-Version"] = "1.0"
    return mail


def _header(text: str) -> str:
    """Return a header's value in ASCII."""
    return text if text.isascii() else Header(text, _UTF8).encode(linesep="\r\n")


def _body(fields: MailFields) -> Message:
    versions = [(kind, text) for kind, text in (("plain", fields.text), ("html", fields.html)) if text.strip()]
    parts = [_text(kind, text) for kind, text in versions or [("plain", "")]]
    return parts[0] if len(parts) == 1 else _multipart("alternative", parts)


def _text(kind: str, text: str) -> Message:
    return _encoded(f"text/{kind}; charset={_UTF8}", _encodable(text).encode(_UTF8))


def _file(file: MailAttachment) -> Message:
    part = _encoded("application/octet-stream", file.data or b"")
    name = safe_name(_CONTROLS.sub("_", _encodable(file.name)), "attachment")
    if name.isascii():
        part["Content-Disposition"] = f'attachment; filename="{quote(name)}"'
    else:
        part.add_header("Content-Disposition", "attachment", filename=(_UTF8, "", name))
    return part


def _encoded(content_type: str, data: bytes) -> Message:
    """Return a part whose content is safe whatever bytes it holds."""
    part = Message()
    part["Content-Type"] = content_type
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(base64.encodebytes(data).decode("ascii"))
    return part


def _multipart(kind: str, parts: Iterable[Message]) -> Message:
    # No part but base64 stands between the boundaries, and that holds no underscore.
    mail = Message()
    mail["Content-Type"] = f'multipart/{kind}; boundary="=_{kind}"'
    for part in parts:
        mail.attach(part)
    return mail


def _recipients(entries: Iterable[str]) -> Iterator[str]:
    """Yield the addresses of every entry, and an entry as it stands where it holds none."""
    for entry in entries:
        addresses = _ADDRESS.findall(entry)
        if addresses:
            yield from addresses
        elif entry.strip():
            yield _CONTROLS.sub(" ", entry).strip()


def _encodable(text: str) -> str:
    """Return a text without lone halves of surrogate pairs, which no mail can carry."""
    return text.encode(_UTF8, errors="replace").decode(_UTF8)


def _too_large(file: MailAttachment) -> str:
    size = f" ({file.size / 1e6:,.0f} MB)" if file.size else ""
    return f"{_CONTROLS.sub(' ', file.name).strip() or 'attachment'}: too large to be handed over{size}"
