"""A whole number while its words are taken in one by one: `two`, `hundred`, `and`, `six`, `thousand`."""

from __future__ import annotations

from dataclasses import dataclass

from msgcheck.segment.readings.number_words import DOZEN


@dataclass(slots=True)
class Run:
    """What was taken so far."""

    value: float = 0.0
    first: int = 0
    index: int = 0
    last: str = ""
    """What was taken last: unit, teen, tens, digits, hundred or scale."""
    scale: float = 1.0
    """The last hundred or scale word."""
    before_and: float | None = None
    from_digits: bool = False
    current: float | None = None
    """The group below the next scale word, None where there is none."""

    def take(self, value: float, kind: str, after: int, *, joined: bool) -> int | None:
        """Take one word: return `after`, or None where it does not fit what was taken before."""
        if not self._fits(kind, value):
            return None
        if joined:
            self.before_and = self.value + (self.current or 0.0)
        if kind == "hundred":
            self.current = (1.0 if self.current is None else self.current) * value
            self.scale = value
        elif value == DOZEN and kind == "scale":
            before = self.before_and or 0.0
            self.value = before + (self.value + (self.current or 0.0) - before or 1.0) * value
            self.current = None
            self.scale = value
        elif kind == "scale":
            if self.current is None and self.last:
                self.value *= value
            else:
                self.value += (1.0 if self.current is None else self.current) * value
            self.current = None
            self.scale = value
        else:
            self.current = (self.current or 0.0) + value
            self.from_digits = self.from_digits or kind == "digits"
        self.last, self.index = kind, after
        return after

    def _fits(self, kind: str, value: float) -> bool:
        match kind:
            case "hundred":
                return self.last in {"", "unit", "teen", "tens", "digits"}
            case "scale":
                return not (self.last == "scale" and value < 1e3)
            case "unit":
                return self.last in {"", "hundred", "scale"} or (self.last == "tens" and value > 0)
            case _:
                return self.last in {"", "hundred", "scale"}

    def closed(self) -> Run:
        """Return the run with its last group added."""
        self.value += self.current or 0.0
        self.current = None
        return self
