"""What a sheet is made from: the messaging, its wordings one by one, what follows what, and the days looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from msgcheck.feedback.hand_off.events import Window
from msgcheck.feedback.hand_off.lines import Line, day_after, lines_of, nearest_readers, readers_of, shared_readers
from msgcheck.feedback.hand_off.succession import Succession, likest, successions
from msgcheck.records import Message, MessageId, Messaging


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Everything that events are found in."""

    messaging: Messaging
    window: Window
    lines: tuple[Line, ...]
    successions: tuple[Succession, ...]
    by_message: Mapping[MessageId, tuple[Line, ...]]
    next_of: Mapping[int, Line]
    """Place of a wording that ends -> the one that takes its place."""

    @classmethod
    def of(cls, messaging: Messaging, *, as_of: date, until: date) -> Outlook:
        """Return the outlook from one day to another."""
        lines = lines_of(messaging)
        following = successions(messaging, lines)
        by_message: dict[MessageId, list[Line]] = defaultdict(list)
        for line in lines:
            by_message[line.message.id].append(line)
        return cls(
            messaging=messaging,
            window=Window(as_of=as_of, until=until),
            lines=lines,
            successions=following,
            by_message={message: tuple(several) for message, several in by_message.items()},
            next_of={one.ended.place: one.new for one in following if one.ended is not None},
        )

    @property
    def changes(self) -> Sequence[Succession]:
        """Return the successions that are changes ahead: the new wording starts within the window."""
        return [one for one in self.successions if self.window.starts(one.new.first)]

    def of_message(self, message: MessageId | None) -> tuple[Line, ...]:
        """Return the wordings of a message, in the order of the messaging."""
        return self.by_message.get(message, ()) if message is not None else ()

    def in_force(self, message: MessageId | None, day: date) -> Line | None:
        """Return the first wording of a message that may be used on a day."""
        return next((line for line in self.of_message(message) if line.holds_on(day)), None)

    def line_after(self, old: Line) -> Line | None:
        """Return what may be used once a wording has ended: its successor, else what is left of its message.

        What is left are the wordings in force on the day after; where there is none, the next that starts, else those
        of a later message that says nearly the same.
        """
        if old.place in self.next_of or old.last is None:
            return self.next_of.get(old.place)
        next_day = day_after(old.last)
        others = [line for line in self.of_message(old.message.id) if line.place != old.place]
        left = nearest_readers(old, [line for line in others if line.holds_on(next_day)])
        later = [
            (line.first, line.place, line)
            for line in others
            if line.first is not None and line.first > next_day and shared_readers(old.approved, line.approved)
        ]
        if left is not None or later:
            return left if left is not None else min(later)[-1]
        followed = self._said_by_another(old.message.id, next_day)
        return nearest_readers(old, [line for line in self.of_message(followed) if line.holds_on(next_day)])

    def _said_by_another(self, message: MessageId, day: date) -> MessageId | None:
        """Return the message that started later, replaces no other, and says nearly what one said that has ended."""
        whole = next((line for line in self.of_message(message) if line.is_whole), None)
        if whole is None:
            return None
        replacing = {one.new.place for one in self.successions}
        others = [
            line
            for line in self.lines
            if line.is_whole
            and line.message.id != message
            and line.place not in replacing
            and line.first is not None
            and (whole.first is None or line.first > whole.first)
            and line.holds_on(day)
        ]
        found = likest(whole, others)
        return found.message.id if found is not None else None

    def title(self, message: Message | None, readers: str = "") -> str:
        """Return what a message is about, "" for none; see `title_of`."""
        return title_of(message, self.messaging, readers) if message is not None else ""

    def title_of_line(self, line: Line) -> str:
        """Return what a wording is about, of a variant with the readers it is for."""
        return self.title(line.message, "" if line.is_whole else readers_of(line.approved))


def title_of(message: Message, messaging: Messaging, readers: str = "") -> str:
    """Return what a message is about: its theme, else its type, with the products and the readers it is for."""
    themes = {pillar.id: pillar.title for pillar in messaging.pillars}
    theme = themes.get(message.pillar or "") or message.type.value.replace("_", " ").capitalize()
    return ", ".join([theme, *message.applies_to, *([f"for {readers}"] if readers else [])])
