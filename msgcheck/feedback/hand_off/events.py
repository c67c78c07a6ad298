"""What happens to one wording or name on one day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto

from msgcheck.feedback.known_decisions import Edit
from msgcheck.records import Approved, ComingKind, MessageId


class Cause(Enum):
    """Why something changes."""

    REPLACES = auto()
    """It takes the place of another wording."""
    EMBARGO = auto()
    """Its embargo ends."""
    VALID_FROM = auto()
    VALID_UNTIL = auto()
    RETIRED = auto()
    """It is retired, and may be used until then."""
    RETIRED_GRACE = auto()
    """Its days of grace end."""
    FORMER = auto()
    """A former product name holds until then."""
    FORMER_GRACE = auto()
    PERMISSION = auto()
    """A customer may be named until then."""
    TEST = auto()
    """It is being tested until then."""
    REVIEW = auto()
    """Its proof is to be looked at again."""


KIND_OF = {
    Cause.REPLACES: ComingKind.CHANGES,
    Cause.EMBARGO: ComingKind.STARTS,
    Cause.VALID_FROM: ComingKind.STARTS,
    Cause.VALID_UNTIL: ComingKind.ENDS,
    Cause.RETIRED: ComingKind.NAME_ENDS,
    Cause.RETIRED_GRACE: ComingKind.NAME_ENDS,
    Cause.FORMER: ComingKind.NAME_ENDS,
    Cause.FORMER_GRACE: ComingKind.NAME_ENDS,
    Cause.PERMISSION: ComingKind.PROOF_ENDS,
    Cause.TEST: ComingKind.PROOF_ENDS,
    Cause.REVIEW: ComingKind.PROOF_ENDS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days a sheet looks at."""

    as_of: date
    until: date

    def starts(self, first: date | None) -> bool:
        """Return whether a first day lies ahead."""
        return first is not None and self.as_of < first <= self.until

    def ends(self, last: date | None) -> bool:
        """Return whether a last day lies ahead; today counts: what may be used today is wrong tomorrow."""
        return last is not None and self.as_of <= last <= self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """Which documents a change makes wrong."""

    ids: frozenset[str] = frozenset()
    """Messages or retired lines they carry."""
    ending: tuple[Approved, ...] = ()
    """Wordings that end; documents for other readers do not use them. None named: documents for everybody."""
    staying: tuple[Approved, ...] = ()
    """Wordings of the same message that go on: what a document for their readers says may be one of these."""
    starting: frozenset[str] = frozenset()
    """Those of `ids` that start: documents that say them too early are right from then on."""
    edits: frozenset[Edit] = frozenset()
    """What is found in them: wrong names, and wordings under test."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happens to one wording or name on one day."""

    day: date
    cause: Cause
    message_id: MessageId | None
    title: str
    owner: str = ""
    readers: str = ""
    old: str = ""
    new: str = ""
    new_is_held_back: bool = False
    """Whether there is a new wording that others may not read yet."""
    ends_embargo: bool = False
    """Whether the new wording was under embargo until that day."""
    new_from: date | None = None
    """First day of the new wording, where that lies after the day the old one ends."""
    concerned: Concerned = field(default_factory=Concerned)
