"""What a check of the messaging sees and gives.

Each check is one function, `House -> items`, in a file of `checks/`; `lint.py` runs them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from msgcheck.embed.interface import Embedder
from msgcheck.errors import Mistake
from msgcheck.records import Approved, Judgement, Message, Messaging, Origin, Readings, Variant

JudgeText = Callable[[str], Judgement]
"""Judges one sentence alone, without date and audience."""


class Level(StrEnum):
    """How much an item matters."""

    ERROR = "error"
    """The messaging contradicts itself or breaks a permission."""
    WARNING = "warning"
    """Somebody should look at it soon."""
    HINT = "hint"
    """It would be better with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LintItem:
    """One thing the house could do better."""

    level: Level
    check: str
    """Name of the check, `near-duplicate`."""
    mistake: Mistake
    """Where, what, and how to mend it."""
    message_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One approved wording: a message's own or that of a variant."""

    message: Message
    approved: Approved
    """The message itself or its variant."""
    where: Origin

    @property
    def is_variant(self) -> bool:
        """Return whether it is a variant's wording."""
        return self.approved is not self.message


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The messaging with everything the checks need."""

    messaging: Messaging
    readings: Mapping[str, Readings] = field(repr=False)
    """What was read from each approved text."""
    today: date
    soon_days: int = 30
    personas: tuple[str, ...] = ()
    """Personas that the settings or somebody else speaks of."""
    embedder: Embedder | None = None
    judge_text: JudgeText | None = None

    def lines(self) -> Iterator[Line]:
        """Yield every approved wording, messages before their variants."""
        for message in self.messaging.messages:
            yield Line(message=message, approved=message, where=message.where)
            for variant in message.variants:
                yield Line(message=message, approved=variant, where=variant.where or message.where)

    def in_force(self, approved: Message | Variant | Approved) -> bool:
        """Return whether a wording is not yet out of date today; what is still to come counts."""
        return approved.valid_until is None or approved.valid_until >= self.today


Check = Callable[[House], Iterator[LintItem]]


def item(level: Level, check: str, where: Origin, what: str, message_id: str | None = None) -> LintItem:
    """Return a lint item at a place of the messaging files."""
    mistake = Mistake(path=where.path, line=where.line, column=where.column, what=what)
    return LintItem(level=level, check=check, mistake=mistake, message_id=message_id)
