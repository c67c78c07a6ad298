"""The parts of a MIME message, sorted into bodies, attachments, pictures and what cannot be read.

The tree is walked without recursion. Of alternatives only one text is taken, but the files and pictures in all
of them. Part numbers are those of IMAP: `1.2` is the second part of the first.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from email.generator import BytesGenerator
from email.message import Message
from io import BytesIO

from msgcheck.reading.alternatives import is_stub
from msgcheck.reading.charset_repair import decode_text
from msgcheck.reading.mail_content import Attachment, Body, BodyLine, html_lines, safe_name, text_lines
from msgcheck.reading.mail_headers import decoded_words, raw_headers
from msgcheck.reading.transfer_encoding import decode_transfer, split_uuencoded
from msgcheck.reading.visible_text import picture_count
from msgcheck.records import Role

_ENCRYPTED_TYPES = frozenset({"multipart/encrypted", "application/pgp-encrypted"})
_SMIME_TYPES = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_SIGNATURE_TYPES = frozenset(
    {
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-keys",
    }
)
_MACHINE_TYPES = frozenset({"message/delivery-status", "message/disposition-notification", "text/rfc822-headers",
                            "message/feedback-report"})  # fmt: skip
_TNEF_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_TEXT_TYPES = frozenset({"text/plain", "text/html", "text/enriched", "text/richtext"})
_PGP_MESSAGE = re.compile(r"-----BEGIN PGP MESSAGE-----.*?(?:-----END PGP MESSAGE-----|\Z)", re.DOTALL)
_ENRICHED_TAG = re.compile(r"<param>.*?</param>|<<|</?[\w-]+>", re.IGNORECASE | re.DOTALL)
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")
_MAX_PARAMETER_CHARS = 4_000
_ENCRYPTED = "it is encrypted"
_SUFFIXES = {"message/rfc822": ".eml", "application/octet-stream": ".bin", "text/calendar": ".ics"}


@dataclass(slots=True)
class SortedParts:
    """What the parts of a message hold."""

    bodies: list[Body] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    tnef: list[bytes] = field(default_factory=list)
    """Contents of `winmail.dat`."""
    picture_parts: int = 0
    pictures_shown: int = 0
    """In the HTML; most of them are among the parts."""
    losses: list[tuple[str, str]] = field(default_factory=list)

    @property
    def pictures(self) -> int:
        """Return how many pictures the mail shows."""
        return max(self.picture_parts, self.pictures_shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One part on the stack."""

    message: Message
    number: str
    related: bool = False
    """Whether it belongs to the part before it, as the pictures of a page do."""
    silent: bool = False
    """Whether its text was passed over for another version."""
    top: bool = False


def sort_parts(message: Message, *, max_parts: int) -> SortedParts:
    """Return the parts of `message`, sorted; at most `max_parts` of them are looked at."""
    found = SortedParts()
    stack = [_Part(message=message, number="1", top=True)]
    looked_at = 0
    while stack:
        part = stack.pop()
        looked_at += 1
        if looked_at > max_parts:
            found.losses.append(("parts", f"only the first {max_parts:,} parts of a mail are read"))
            break
        _shorten_parameters(part.message)
        children = _children(part.message)
        kind = _content_type(part.message)
        if kind in _ENCRYPTED_TYPES:
            found.losses.append(("encrypted parts", _ENCRYPTED))
        elif children and kind.startswith("multipart/"):
            stack.extend(reversed(list(_inner_parts(part, kind, children))))
        else:
            _sort_leaf(part, kind, found)
    return found


def _content_type(message: Message) -> str:
    """Return the media type in lower case; what is no type means plain text."""
    kind = message.get_content_type().strip("\"' ")
    return kind if _MEDIA_TYPE.fullmatch(kind) else "text/plain"


def _shorten_parameters(message: Message) -> None:
    """Cut headers whose parameters would take the parser quadratic time."""
    for name in ("content-type", "content-disposition"):
        value = str(message.get(name, ""))
        if len(value) > _MAX_PARAMETER_CHARS:
            message.replace_header(name, value[:_MAX_PARAMETER_CHARS])


def _children(message: Message) -> list[Message]:
    payload = message.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _inner_parts(part: _Part, kind: str, children: list[Message]) -> Iterator[_Part]:
    chosen = _chosen_alternative(children) if kind == "multipart/alternative" else None
    for place, child in enumerate(children, start=1):
        yield _Part(
            message=child,
            number=str(place) if part.top else f"{part.number}.{place}",
            related=part.related or (kind == "multipart/related" and place > 1),
            silent=part.silent or (chosen is not None and child is not chosen),
        )


def _chosen_alternative(children: list[Message]) -> Message | None:
    """Return the version that is read: the plain text unless it is a stub, else the last with any text."""
    plain = next((child for child in children if _content_type(child) == "text/plain"), None)
    html = next((child for child in reversed(children) if _leaf(child, "text/html") is not None), None)
    if plain is None:
        nested = next((child for child in children if _leaf(child, "text/plain") is not None), None)
        return nested or html or (children[-1] if children else None)
    page = _leaf(html, "text/html") if html is not None else None
    if page is None:
        other = next((child for child in children if _content_type(child) in _TEXT_TYPES - {"text/plain"}), None)
        return other if other is not None and not _text(plain)[0].strip() else plain
    shown = "\n".join(line.text for line in html_lines(_text(page)[0]))
    return html if is_stub(_text(plain)[0], shown) else plain


def _leaf(message: Message | None, kind: str) -> Message | None:
    """Return the first part of a type inside `message`, itself included; files are no bodies."""
    stack = [message] if message is not None else []
    for _ in range(200):
        if not stack:
            return None
        part = stack.pop()
        if _content_type(part) == kind and not _is_file(part):
            return part
        if part.get_content_maintype() == "multipart":
            stack.extend(reversed(_children(part)))
    return None


def _sort_leaf(part: _Part, kind: str, found: SortedParts) -> None:
    message = part.message
    name = _file_name(message)
    if kind in _SMIME_TYPES:
        signed = str(_parameter(message, "smime-type")).lower() == "signed-data"
        reason = "it is signed in a form that hides its text" if signed else _ENCRYPTED
        found.losses.append(("encrypted parts", reason))
    elif kind in _SIGNATURE_TYPES:
        return
    elif kind in _TNEF_TYPES or name.lower() == "winmail.dat":
        found.tnef.append(_bytes(message))
    elif kind == "message/rfc822":
        data = _nested_mail(message)
        found.attachments.append(Attachment(name=_attachment_name(message, part.number, kind), data=data))
    elif kind in _MACHINE_TYPES:
        _add_machine_text(part, found)
    elif kind.startswith("image/") and (part.related or not _is_file(message) or _is_inline(message)):
        found.picture_parts += 1
    elif (kind in _TEXT_TYPES or kind.startswith("multipart/") or (part.top and kind.startswith("text/"))) and (
        not _is_file(message) or (part.top and not name)
    ):
        _add_text(part, kind, found)
    elif part.related and kind in ("text/css", "text/javascript"):
        return
    else:
        data = _bytes(message)
        if data or name:
            found.attachments.append(Attachment(name=_attachment_name(message, part.number, kind), data=data))


def _add_text(part: _Part, kind: str, found: SortedParts) -> None:
    if part.silent or part.related:
        return
    data = _bytes(part.message)
    if kind == "text/html":
        text, noticeable = _decoded(part.message, data, html=True)
        lines: tuple[BodyLine, ...] = html_lines(text)
        found.pictures_shown += picture_count(text)
    else:
        data, files = split_uuencoded(data)
        names = (safe_name(name, f"part {part.number}.bin") for name, _ in files)
        found.attachments.extend(
            Attachment(name=name, data=content) for name, (_, content) in zip(names, files, strict=True)
        )
        text, noticeable = _decoded(part.message, data)
        text, encrypted = _PGP_MESSAGE.subn("", text)
        found.losses.extend([("encrypted parts", _ENCRYPTED)] * encrypted)
        if kind in ("text/enriched", "text/richtext"):
            text = _ENRICHED_TAG.sub(lambda match: "<" if match[0] == "<<" else "", text)
        lines = text_lines(text)
    if noticeable:
        found.losses.append(("texts", "many characters are lost: it is not encoded as the mail says"))
    if any(line.text.strip() for line in lines):
        place = f"part {part.number}" if found.bodies else "body"
        found.bodies.append(Body(place=place, lines=lines))


def _add_machine_text(part: _Part, found: SortedParts) -> None:
    """Take what a mail server says about another mail; these are nobody's own words."""
    inner = _children(part.message)
    text = "\n\n".join(child.as_string() for child in inner) if inner else _text(part.message)[0]
    lines = text_lines(decode_text(text.encode("utf-8", errors="surrogateescape")).text)
    found.bodies.append(Body(place=f"part {part.number}", lines=lines, role=Role.FORWARDED))


def _text(message: Message) -> tuple[str, bool]:
    html = _content_type(message) == "text/html"
    return _decoded(message, _bytes(message), html=html)


def _decoded(message: Message, data: bytes, *, html: bool = False) -> tuple[str, bool]:
    decoded = decode_text(data, _parameter(message, "charset"), html=html)
    return decoded.text, decoded.noticeable


def _bytes(message: Message) -> bytes:
    """Return the content of a part after its transfer encoding was undone."""
    return decode_transfer(_raw_bytes(message), _transfer_encoding(message))


def _raw_bytes(message: Message) -> bytes:
    """Return the content of a part as it stands in the mail, "" for one that holds other parts."""
    # Without a transfer encoding `email` gives the very bytes; with one it decodes less patiently than we do.
    bare = copy(message)
    del bare["content-transfer-encoding"]
    payload = bare.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _transfer_encoding(message: Message) -> str:
    return str(message.get("content-transfer-encoding", "")).partition(";")[0].strip()


def _nested_mail(message: Message) -> bytes:
    """Return a mail in a mail as the bytes of its own file."""
    inner = _children(message)
    if not inner:
        return _bytes(message)
    if not inner[0].keys():
        encoded = decode_transfer(_raw_bytes(inner[0]), _transfer_encoding(message))
        return encoded or _raw_bytes(inner[0])
    file = BytesIO()
    # Unchanged lines: neither folded anew nor escaped.
    BytesGenerator(file, mangle_from_=False, maxheaderlen=0).flatten(inner[0])
    return file.getvalue()


def _parameter(message: Message, name: str) -> str:
    """Return a parameter of Content-Type, "" where it is missing or unreadable."""
    try:
        value = message.get_param(name)
    except (ValueError, LookupError, TypeError):
        return ""
    if isinstance(value, tuple):
        value = value[2]
    return str(value or "")


def _file_name(message: Message) -> str:
    try:
        name = message.get_filename()
    except (ValueError, LookupError, TypeError):
        name = None
    return decoded_words(str(name)) if name else ""


def _disposition(message: Message) -> str:
    return raw_headers(message).get("content-disposition", [""])[0].partition(";")[0].strip().lower()


def _is_file(message: Message) -> bool:
    return _disposition(message) == "attachment" or bool(_file_name(message))


def _is_inline(message: Message) -> bool:
    """Return whether a picture is shown in the text rather than attached."""
    disposition = _disposition(message)
    return disposition == "inline" or (not disposition and "content-id" in message)


def _attachment_name(message: Message, number: str, kind: str) -> str:
    suffix = _SUFFIXES.get(kind) or mimetypes.guess_extension(kind) or ""
    default = f"part {number}{suffix}"
    if kind != "message/rfc822":
        return safe_name(_file_name(message), default)
    inner = _children(message)
    subjects = raw_headers(inner[0]).get("subject", [""]) if inner else [""]
    name = safe_name(_file_name(message) or decoded_words(subjects[0]), default)
    return name if name.lower().endswith(".eml") else f"{name}.eml"
