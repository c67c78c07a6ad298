"""What a sheet is made from: the messaging, its wordings one by one, what follows what, and the days looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from msgcheck.feedback.hand_off.events import Window
from msgcheck.feedback.hand_off.lines import Line, lines_of, readers_of
from msgcheck.feedback.hand_off.succession import Succession, successions
from msgcheck.records import Message, Messaging


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Everything that events are found in."""

    messaging: Messaging
    window: Window
    lines: tuple[Line, ...]
    successions: tuple[Succession, ...]

    @classmethod
    def of(cls, messaging: Messaging, *, as_of: date, until: date) -> Outlook:
        """Return the outlook from one day to another."""
        lines = lines_of(messaging)
        return cls(
            messaging=messaging,
            window=Window(as_of=as_of, until=until),
            lines=lines,
            successions=successions(messaging, lines),
        )

    @property
    def changes(self) -> Sequence[Succession]:
        """Return the successions that are changes ahead: the new wording starts within the window."""
        return [one for one in self.successions if self.window.starts(one.new.first)]

    def title(self, message: Message | None, readers: str = "") -> str:
        """Return what a message is about: its theme, else its type, with the products and the readers it is for."""
        if message is None:
            return ""
        themes = {pillar.id: pillar.title for pillar in self.messaging.pillars}
        theme = themes.get(message.pillar or "") or message.type.value.replace("_", " ").capitalize()
        parts = [theme, *message.applies_to, *([f"for {readers}"] if readers else [])]
        return ", ".join(parts)

    def title_of_line(self, line: Line) -> str:
        """Return what a wording is about, of a variant with the readers it is for."""
        is_variant = line.approved is not line.message
        return self.title(line.message, readers_of(line.approved) if is_variant else "")
