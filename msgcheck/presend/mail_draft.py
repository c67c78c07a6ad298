"""A mail that is still being written, as the bytes of a mail.

Mail programs hand over fields: a subject, a body, files. Put together as a mail they go through the ordinary reader,
so that quotations, signatures and HTML are understood the same way before sending as after it. Whatever a field holds,
it stays in its field: no line break of a name or subject begins a header. Attachments go along as they are, because
to encode and decode a large one takes longer than to read it.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email import policy
from email.header import Header
from email.message import Message

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

    name: str = field(repr=False)
    data: bytes | None = field(default=None, repr=False)
    """None where it was too large to be handed over."""
    size: int = 0
    """Bytes; 0 where that is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFields:
    """A mail as a mail program shows it to its writer."""

    sender: str = field(default="", repr=False)
    to: tuple[str, ...] = field(default=(), repr=False)
    """Addresses, with names or without; one entry may hold several."""
    cc: tuple[str, ...] = field(default=(), repr=False)
    bcc: tuple[str, ...] = field(default=(), repr=False)
    subject: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    html: str = field(default="", repr=False)
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
        attached=tuple((_file_name(file), file.data) for file in fields.attachments if file.data is not None),
        unread=tuple(_too_large(file) for file in fields.attachments if file.data is None),
    )


def _mail(fields: MailFields) -> Message:
    """Return the mail with its headers; the recipients stand in the draft, which knows them all."""
    mail = _body(fields)
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
    if len(parts) == 1:
        return parts[0]
    # No part but base64 stands between the boundaries, and that holds no underscore.
    mail = Message()
    mail["Content-Type"] = 'multipart/alternative; boundary="=_msgcheck"'
    for part in parts:
        mail.attach(part)
    return mail


def _text(kind: str, text: str) -> Message:
    """Return a part whose content is safe whatever characters it holds."""
    part = Message()
    part["Content-Type"] = f"text/{kind}; charset={_UTF8}"
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(base64.encodebytes(_encodable(text).encode(_UTF8)).decode("ascii"))
    return part


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
    return f"{_file_name(file)}: too large to be handed over{size}"


def _file_name(file: MailAttachment) -> str:
    return safe_name(_CONTROLS.sub("_", _encodable(file.name)), "attachment")
