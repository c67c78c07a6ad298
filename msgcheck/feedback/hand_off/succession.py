"""Which wording takes the place of another, so that both can stand side by side.

The messaging says so in three ways: another wording of the same message starts the day after one ends; a message starts
about when a line it replaces is retired; or a message of the same kind, theme and readers starts the day after another
ends and says nearly the same, as a price list of next year does; its variants follow those of the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from msgcheck.feedback.hand_off.lines import (
    Line,
    day_before,
    nearest_readers,
    same_readers,
    shared_readers,
)
from msgcheck.identity import normalised
from msgcheck.records import Approved, Message, MessageId, Messaging, Retired

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
    pairing = _Pairing(lines)
    own = {line.message.id: line.message.id for line in lines}
    pairing.join(own, same_readers)
    pairing.join(own, shared_readers)
    pairing.join_retired(messaging.retired)
    pairing.join(pairing.join_alike(), shared_readers)
    return tuple(pairing.found[place] for place in sorted(pairing.found))


class _Pairing:
    """Which new wording was given which old one, so far."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._starting = [line for line in lines if line.first is not None and line.first > date.min]
        self._ended: dict[tuple[date, MessageId], list[Line]] = defaultdict(list)
        self._whole_ended: dict[tuple[object, ...], list[tuple[Line, str]]] = defaultdict(list)
        """(day, kind) -> the messages that end, with their words."""
        for line in lines:
            if line.last is not None:
                self._ended[line.last, line.message.id].append(line)
                if line.is_whole:
                    said = (line, normalised(line.approved.text))
                    self._whole_ended[line.last, *_kind_of(line.message)].append(said)
        self._taken: set[int] = set()
        self.found: dict[int, Succession] = {}

    def join(self, followed: Mapping[MessageId, MessageId], fits: Callable[[Approved, Approved], bool]) -> None:
        """Give each wording the one of a message it follows that ends the day before and has the most alike readers.

        Args:
            followed: message -> the one whose wordings its own may follow.
            fits: whether the readers of two wordings fit.
        """
        for new in self._starting:
            message = followed.get(new.message.id)
            if new.place in self.found or new.first is None or message is None:
                continue
            ended = self._ended.get((day_before(new.first), message), ())
            free = [old for old in ended if old.place not in self._taken and fits(new.approved, old.approved)]
            old = nearest_readers(new, free)
            if old is not None:
                self._give(new, old)

    def join_retired(self, retired: Sequence[Retired]) -> None:
        """Give each message the line it replaces that is retired about when it starts, the nearest to that day."""
        for new in self._starting:
            if new.place in self.found or not new.is_whole or new.first is None:
                continue
            about_then = [
                (abs((entry.retired_on - new.first).days), place)
                for place, entry in enumerate(retired)
                if entry.replaced_by == new.message.id and entry.retired_on is not None
            ]
            away_days, place = min(about_then, default=(ABOUT_THEN_DAYS + 1, 0))
            if away_days <= ABOUT_THEN_DAYS:
                self.found[new.place] = Succession(new=new, old=retired[place])

    def join_alike(self) -> Mapping[MessageId, MessageId]:
        """Give each message the one in nearly the same words, the likest first; return which follows which."""
        pairs = sorted(
            (-likeness, -closeness, new.place, old.place, new, old)
            for new in self._starting
            if new.is_whole and new.place not in self.found
            for likeness, closeness, old in self._alike(new)
        )
        followed: dict[MessageId, MessageId] = {}
        for *_, new, old in pairs:
            if new.place not in self.found and old.place not in self._taken:
                self._give(new, old)
                followed[new.message.id] = old.message.id
        return followed

    def _alike(self, new: Line) -> Iterator[tuple[float, float, Line]]:
        """Yield the messages that end the day before and say nearly the same, with how alike their words are."""
        words = normalised(new.approved.text)
        day = day_before(new.first) if new.first is not None else None
        for old, other in self._whole_ended.get((day, *_kind_of(new.message)), ()):
            if old.place not in self._taken and shared_readers(new.approved, old.approved):
                likeness = fuzz.token_set_ratio(words, other, score_cutoff=ALIKE)
                if likeness:
                    yield likeness, fuzz.ratio(words, other), old

    def _give(self, new: Line, old: Line) -> None:
        self._taken.add(old.place)
        self.found[new.place] = Succession(new=new, old=old)


def likest(old: Line, others: Iterable[Line]) -> Line | None:
    """Return the message of the same kind and readers that says nearly the same as another, None where none does."""
    words = normalised(old.approved.text)
    alike = [
        (-fuzz.token_set_ratio(words, normalised(other.approved.text)), other.place, other)
        for other in others
        if _kind_of(other.message) == _kind_of(old.message) and shared_readers(old.approved, other.approved)
    ]
    return min((found for found in alike if -found[0] >= ALIKE), default=(0.0, 0, None))[-1]


def _kind_of(message: Message) -> tuple[object, ...]:
    """Return what two messages have in common where one can follow on the other."""
    return message.type, message.pillar, message.kind, frozenset(message.applies_to)
