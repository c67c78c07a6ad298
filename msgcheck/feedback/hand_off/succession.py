"""Which wording takes the place of another, so that both can stand side by side.

The messaging says so in three ways: another wording of the same message starts the day after one ends; a message starts
about when a line it replaces is retired; or a message of the same kind, theme and readers starts the day after another
ends and says nearly the same, as a price list of next year does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from msgcheck.feedback.hand_off.lines import (
    Line,
    day_before,
    nearest_readers,
    same_readers,
)
from msgcheck.identity import normalised
from msgcheck.records import Messaging, Retired

ABOUT_THEN_DAYS = 14
"""Between the day a line is retired and the day its replacement starts, and still one change: two weeks of a launch."""
ALIKE = 70.0
"""Likeness of words (token set ratio) from which two messages that follow one another are one line reworded: the bar
at which two sentences without vectors count as one edit elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """One wording that takes the place of another."""

    new: Line
    old: Line | Retired

    @property
    def ended(self) -> Line | None:
        """Return the approved wording that ends the day before, None where a retired line is replaced."""
        return self.old if isinstance(self.old, Line) else None

    @property
    def retired(self) -> Retired | None:
        """Return the retired line that is replaced, None where an approved wording ends."""
        return self.old if isinstance(self.old, Retired) else None


def successions(messaging: Messaging, lines: Sequence[Line]) -> tuple[Succession, ...]:
    """Return what takes the place of what, each wording in one place at most, in the order of the new ones."""
    ended: dict[date, list[Line]] = defaultdict(list)
    for line in lines:
        if line.last is not None:
            ended[line.last].append(line)
    found: dict[int, Succession] = {}
    taken: set[int] = set()
    for is_old in (_of_same_message_and_readers, _of_same_message):
        _join(lines, ended, found, taken, is_old)
    _join_retired(messaging.retired, lines, found)
    _join(lines, ended, found, taken, _says_nearly_the_same)
    return tuple(found[place] for place in sorted(found))


def _join(
    lines: Sequence[Line],
    ended: Mapping[date, Sequence[Line]],
    found: dict[int, Succession],
    taken: set[int],
    is_old: Callable[[Line, Line], bool],
) -> None:
    """Add each wording that starts the day after a fitting one ends."""
    for new in lines:
        if new.first is None or new.place in found or new.first == date.min:
            continue
        free = [old for old in ended.get(day_before(new.first), ()) if old.place not in taken and is_old(new, old)]
        old = nearest_readers(new, free)
        if old is not None:
            taken.add(old.place)
            found[new.place] = Succession(new=new, old=old)


def _join_retired(retired: Sequence[Retired], lines: Sequence[Line], found: dict[int, Succession]) -> None:
    """Add each message that starts about when a line it replaces is retired, the one retired nearest to that day."""
    for new in lines:
        if new.first is None or new.place in found or new.approved is not new.message:
            continue
        about_then = [
            (abs((entry.retired_on - new.first).days), place)
            for place, entry in enumerate(retired)
            if entry.replaced_by == new.message.id and entry.retired_on is not None
        ]
        away_days, place = min(about_then, default=(ABOUT_THEN_DAYS + 1, 0))
        if away_days <= ABOUT_THEN_DAYS:
            found[new.place] = Succession(new=new, old=retired[place])


def _of_same_message_and_readers(new: Line, old: Line) -> bool:
    return _of_same_message(new, old) and same_readers(new.approved, old.approved)


def _of_same_message(new: Line, old: Line) -> bool:
    return new.message.id == old.message.id


def _says_nearly_the_same(new: Line, old: Line) -> bool:
    """Return whether a line of another message is the same one in last year's words."""
    one, other = new.message, old.message
    alike = one.type is other.type and one.pillar == other.pillar and one.kind == other.kind
    if not alike or one.id == other.id or set(one.applies_to) != set(other.applies_to):
        return False
    return fuzz.token_set_ratio(normalised(new.approved.text), normalised(old.approved.text)) >= ALIKE
