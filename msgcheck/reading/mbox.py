"""Mailboxes: many mails in one file, each after a line that begins with `From `.

Programs differ in how they write that line and in whether they escape such lines inside a mail, so a line
counts as a border only where it stands first or after an empty line, and ends with a date or has headers below.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgcheck.errors import DocumentError
from msgcheck.reading.interface import FileInfo, ReadNested
from msgcheck.records import Document, DocumentId, ReadResult, Status, Unread

_BORDER = re.compile(rb"^(?:From [^\r\n]*|\x01{4}|\x10{4,}\x11{4,}S?)\r?$", re.MULTILINE)
"""The line of mbox, of MMDF and of Foxmail."""
_DATED = re.compile(rb"From \S.* \d{1,2}:\d\d(?::\d\d)? .*\d{4}\s*\Z")
_HEADER = re.compile(rb"[ \t]*\r?\n(?:>?From [^\r\n]*\r?\n){0,3}[!-9;-~]{2,76}[ \t]*:")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


class MboxReader:
    """Reads mailboxes of any dialect."""

    formats = ("mbox",)

    def accepts(self, info: FileInfo, head: bytes) -> bool:
        """Return whether the file is a mailbox by its name or its first line."""
        return info.suffix in ("mbox", "mbx") or bool(_BORDER.match(head.lstrip()) and info.suffix != "eml")

    def read(self, data: bytes, info: FileInfo, nested: ReadNested) -> Iterable[ReadResult]:
        """Return the mailbox without blocks, then each mail as `box.mbox/message 3`, in order.

        Raises:
            DocumentError: no mail is in it.
        """
        spans = list(message_spans(data))
        if not spans:
            raise DocumentError("there is no mail in it")
        read = spans[: info.limits.max_parts]
        reason = f"only the first {len(read):,} mails are read" if len(read) < len(spans) else None
        yield Document(
            id=info.id,
            parent=info.parent,
            format="mbox",
            status=Status.PARTIAL if reason else Status.READ,
            reason=reason,
            unread=(Unread(kind="messages", found=len(spans), read=len(read), reason=reason),),
        )
        for number, (start, end) in enumerate(read, start=1):
            inner = FileInfo(
                id=DocumentId(f"{info.id}/message {number}"),
                name=f"message {number}.eml",
                parent=info.id,
                depth=info.depth + 1,
                prefix=info.prefix,
                own_domains=info.own_domains,
                limits=info.limits,
            )
            yield from nested(_ESCAPED.sub(rb"\1", data[start:end]), inner)


def message_spans(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where each mail of a mailbox starts and ends, without its `From ` line.

    A file that begins without such a line is taken for one mail up to the first.
    """
    start: int | None = None if _BORDER.match(data.lstrip(b"\r\n\xef\xbb\xbf")) else 0
    for border in _BORDER.finditer(data):
        follows = _HEADER.match(data, border.end()) or _DATED.match(border[0])
        if not follows or not (_stands_alone(data, border.start()) or not border[0].startswith(b"From ")):
            continue
        if start is not None and data[start : border.start()].strip():
            yield start, border.start()
        start = border.end() + 1
    if start is not None and data[start:].strip():
        yield start, len(data)


def _stands_alone(data: bytes, place: int) -> bool:
    """Return whether the line at `place` is the first or follows an empty one."""
    above = data[max(0, place - 4) : place]
    return not data[:place].strip() if place < 8 else above.endswith((b"\n\n", b"\n\r\n", b"\n \n", b"\n\t\n"))
