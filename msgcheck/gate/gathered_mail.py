"""What is kept of a mail while it passes: enough to check it, and never more than there is room for.

Recipients are those of the envelope; the headers that name some are left out, because a mail goes where its envelope
says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

MARK = b"x-msgcheck-"
"""How headers begin that only msgcheck may write; it writes none on mail, so none is to be believed."""

_MOST_RECIPIENTS = 1_000
"""Recipients that decide on whom a mail speaks to; whether it is outward is decided by all."""
_MOST_MARKS = 1_000
_RECIPIENT_HEADERS = frozenset({b"to", b"cc", b"bcc", b"resent-to", b"resent-cc", b"resent-bcc"})
_AUTOMATIC_PRECEDENCE = frozenset({b"bulk", b"list", b"junk", b"auto_reply"})


class Room:
    """The bytes that all mails together may take while they pass.

    Args:
        most_bytes: of all mails together.
    """

    def __init__(self, most_bytes: int) -> None:
        self._free = most_bytes

    def take(self, size: int) -> bool:
        """Return whether so many bytes were free; they are taken then."""
        if size > self._free:
            return False
        self._free -= size
        return True

    def give_back(self, size: int) -> None:
        """Free bytes that were taken."""
        self._free += size


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMail:
    """A mail to be checked, complete."""

    sender: str = field(repr=False)
    recipients: tuple[str, ...] = field(repr=False)
    data: bytes = field(repr=False)
    queue_id: str = ""
    """What the mail server calls it, for its log."""


@dataclass(slots=True, kw_only=True)
class GatheredMail:
    """A mail that is passing."""

    room: Room
    most_bytes: int
    sender: str = field(default="", repr=False)
    ours: bool = False
    """Its sender is ours."""
    outward: bool = False
    """One of its recipients is not ours."""
    automatic: bool = False
    """A mailing list or a program sends it."""
    too_large: bool = False
    settled: bool = False
    """The mail server was told to take it before its body came."""
    queue_id: str = ""
    _recipients: dict[str, None] = field(default_factory=dict, repr=False)
    _marks: Counter[bytes] = field(default_factory=Counter, repr=False)
    _pieces: list[bytes] = field(default_factory=list, repr=False)
    _size: int = 0

    @property
    def wanted(self) -> bool:
        """Return whether it is to be checked, as far as is known by now."""
        return self.ours and self.outward and not self.automatic and not self.too_large

    @property
    def marked(self) -> bool:
        """Return whether it carries headers that are to be removed."""
        return bool(self._marks)

    def add_recipient(self, address: str, *, ours: bool) -> None:
        """Add a recipient of the envelope."""
        self.outward = self.outward or not ours
        if len(self._recipients) < _MOST_RECIPIENTS:
            self._recipients[address] = None

    def add_header(self, name: bytes, value: bytes) -> None:
        """Add a header; several lines of it are separated by line feeds."""
        key = name.strip().lower()
        if key.startswith(MARK):
            if key in self._marks or len(self._marks) < _MOST_MARKS:
                self._marks[key] += 1
            return
        self.automatic = self.automatic or _automatic(key, value)
        if key not in _RECIPIENT_HEADERS:
            lines = value.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
            self._keep(name + b": " + lines + b"\r\n")

    def end_headers(self) -> None:
        """Begin the body."""
        self._keep(b"\r\n")

    def add_body(self, piece: bytes) -> None:
        """Add a piece of the body."""
        self._keep(piece)

    def marks(self) -> Iterator[tuple[bytes, int]]:
        """Yield (name, occurrence) of headers to remove; the last of a name first, so that the others keep theirs."""
        for name, count in sorted(self._marks.items()):
            for occurrence in range(count, 0, -1):
                yield name, occurrence

    def complete(self) -> OutgoingMail:
        """Return the mail as it is checked."""
        return OutgoingMail(
            sender=self.sender,
            recipients=tuple(self._recipients),
            data=b"".join(self._pieces),
            queue_id=self.queue_id,
        )

    def drop(self) -> None:
        """Keep nothing more of it."""
        self.room.give_back(self._size)
        self._pieces.clear()
        self._size = 0

    def give_up(self) -> None:
        """Keep nothing more of it, because it is too large to be checked."""
        self.too_large = True
        self.drop()

    def _keep(self, piece: bytes) -> None:
        if not self.wanted:
            self.drop()
        elif self._size + len(piece) > self.most_bytes or not self.room.take(len(piece)):
            self.give_up()
        else:
            self._pieces.append(piece)
            self._size += len(piece)


def _automatic(key: bytes, value: bytes) -> bool:
    """Return whether a header says that no person wrote this mail to its recipients."""
    word = value.strip().lower()
    match key:
        case b"auto-submitted":
            return not word.startswith(b"no")
        case b"precedence":
            return word in _AUTOMATIC_PRECEDENCE
        case b"list-id":
            return True
        case b"content-type":
            return word.startswith(b"multipart/report")
        case _:
            return False
