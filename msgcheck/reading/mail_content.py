"""What a mail holds, whichever format it came in, and the documents that come of it.

`.eml`, `.msg` and `winmail.dat` differ only in how they are unpacked. Each is unpacked into a `MailContent`;
from there on all mail goes one way: roles for the lines, one block a line, attachments to their own readers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from msgcheck.reading.interface import FileInfo, ReadNested
from msgcheck.reading.mail_roles import label_lines
from msgcheck.reading.meter import NO_OCR, Meter
from msgcheck.reading.visible_text import VisibleLine, visible_lines
from msgcheck.records import Block, BlockKind, Document, DocumentId, MailHeaders, ReadResult, Role, Skipped

_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\]+")
_MAX_NAME_CHARS = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLine:
    """One line of a mail's body; empty ones count."""

    text: str
    kind: BlockKind = BlockKind.LINE
    heads: tuple[str, ...] = ()
    quoted: bool = False
    """Whether the mail's HTML shows it as a quotation."""
    signature: bool = False


_EMPTY = BodyLine(text="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One text of a mail."""

    place: str
    """`body` for the first, `part 1.2` for further ones."""
    lines: tuple[BodyLine, ...]
    role: Role | None = None
    """The role of all lines where the part's type tells it, None to find it line by line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file or mail inside a mail."""

    name: str
    data: bytes = field(default=b"", repr=False)
    message: MailContent | None = None
    """Set instead of `data` for a mail that its container holds unpacked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailContent:
    """A mail, unpacked."""

    headers: MailHeaders = field(default_factory=MailHeaders)
    author: str = ""
    created: datetime | None = None
    bodies: tuple[Body, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    pictures: int = 0
    """Pictures shown in the body."""
    losses: tuple[tuple[str, str], ...] = ()
    """What was not read: kind in the plural, reason."""


def text_lines(text: str) -> tuple[BodyLine, ...]:
    """Return the lines of a plain text body."""
    return tuple(BodyLine(text=line.rstrip()) if line and not line.isspace() else _EMPTY for line in text.split("\n"))


def html_lines(html: str) -> tuple[BodyLine, ...]:
    """Return the lines a person sees of an HTML body, with empty ones between its paragraphs."""
    lines: list[BodyLine] = []
    for seen in visible_lines(html):
        if seen.kind is BlockKind.ALT_TEXT:
            continue
        if seen.new_paragraph and lines:
            lines.append(BodyLine(text="", quoted=seen.quoted and lines[-1].quoted, signature=seen.signature))
        lines.append(_html_line(seen))
    return tuple(lines)


def _html_line(seen: VisibleLine) -> BodyLine:
    kind = BlockKind.LINE if seen.kind is BlockKind.PARAGRAPH else seen.kind
    return BodyLine(text=seen.text, kind=kind, heads=seen.heads, quoted=seen.quoted, signature=seen.signature)


def read_mail(content: MailContent, info: FileInfo, nested: ReadNested, *, mail_format: str) -> Iterator[ReadResult]:
    """Yield the mail's own document, then those of its attachments, each with its parent.

    Args:
        content: the mail, unpacked.
        info: its place.
        nested: reads the attachments.
        mail_format: `eml`, `msg` or `tnef`.
    """
    attachments = content.attachments[: info.limits.max_parts]
    meter = Meter("attachments", "pictures")
    meter.count("attachments", len(attachments))
    for _ in content.attachments[info.limits.max_parts :]:
        meter.unread("attachments", f"only the first {info.limits.max_parts:,} attachments are read")
    for _ in range(content.pictures):
        meter.unread("pictures", NO_OCR, harmless=True)
    for kind, reason in content.losses:
        meter.unread(kind, reason)
    content = _within_limits(content, meter, max_lines=info.limits.max_blocks)
    blocks = tuple(_blocks(content, info))
    status, why = meter.status()
    yield Document(
        id=info.id,
        parent=info.parent,
        format=mail_format,
        status=status,
        reason=why,
        blocks=blocks,
        unread=meter.lines(blocks),
        title=content.headers.subject,
        author=content.author,
        created=content.created,
        modified=content.created,
        mail=content.headers,
    )
    for name, attachment in zip(unique_names(item.name for item in attachments), attachments, strict=True):
        inner = FileInfo(
            id=DocumentId(f"{info.id}/{name}"),
            name=attachment.name,
            parent=info.id,
            depth=info.depth + 1,
            prefix=f"{info.prefix}{name}: ",
            own_domains=info.own_domains,
            limits=info.limits,
        )
        yield from _read_attachment(attachment, inner, nested, mail_format=mail_format)


def _within_limits(content: MailContent, meter: Meter, *, max_lines: int) -> MailContent:
    """Return the mail with its bodies cut to so many lines together, empty ones counted."""
    if sum(len(body.lines) for body in content.bodies) <= max_lines:
        return content
    meter.unread("lines", f"only the first {max_lines:,} lines are read")
    bodies = []
    left = max_lines
    for body in content.bodies:
        bodies.append(replace(body, lines=body.lines[:left]))
        left = max(0, left - len(body.lines))
    return replace(content, bodies=tuple(bodies))


def _read_attachment(
    attachment: Attachment, info: FileInfo, nested: ReadNested, *, mail_format: str
) -> Iterable[ReadResult]:
    if attachment.message is None:
        return nested(attachment.data, info)
    if info.depth > info.limits.max_depth:
        reason = f"it lies more than {info.limits.max_depth} levels deep inside other files"
        return (Skipped(id=info.id, parent=info.parent, format=mail_format, reason=reason),)
    return read_mail(attachment.message, info, nested, mail_format=mail_format)


def _blocks(content: MailContent, info: FileInfo) -> Iterator[Block]:
    subject = content.headers.subject.strip()
    if subject:
        yield Block(text=subject, kind=BlockKind.TITLE, location=f"{info.prefix}subject", role=Role.HEADER)
    for body in content.bodies:
        roles = (body.role,) * len(body.lines) if body.role else label_body(body.lines)
        for number, (line, role) in enumerate(zip(body.lines, roles, strict=True), start=1):
            if line.text.strip():
                yield Block(
                    text=line.text,
                    kind=line.kind,
                    location=f"{info.prefix}{body.place} line {number}",
                    role=role,
                    heads=line.heads,
                )


def label_body(lines: tuple[BodyLine, ...]) -> tuple[Role, ...]:
    """Return the role of each line of a body, by its words and by what its HTML shows."""
    return label_lines(
        [line.text for line in lines],
        quoted=[line.quoted for line in lines],
        signature=[line.signature for line in lines],
    )


def safe_name(name: str, default: str) -> str:
    """Return an attachment's name without path separators and control characters, shortened at its middle."""
    name = _UNSAFE.sub("_", name).strip(" ._") or default
    if len(name) <= _MAX_NAME_CHARS:
        return name
    stem, dot, suffix = name.rpartition(".")
    return f"{stem[: _MAX_NAME_CHARS - 12]}.{suffix}" if dot and len(suffix) <= 10 else name[:_MAX_NAME_CHARS]


def unique_names(names: Iterable[str]) -> Iterator[str]:
    """Yield the names in order; one that was there before gets ` (2)` before its suffix, and so on."""
    seen: Counter[str] = Counter()
    given: set[str] = set()
    for name in names:
        unique = name
        while unique in given:
            seen[name] += 1
            stem, dot, suffix = name.rpartition(".")
            number = f" ({seen[name] + 1})"
            unique = f"{stem}{number}.{suffix}" if dot and stem else f"{name}{number}"
        given.add(unique)
        yield unique
