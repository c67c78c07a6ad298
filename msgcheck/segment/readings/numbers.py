"""Numbers in running text, however they are written.

A text is cut into tokens once; at each token that can begin a number a small grammar takes as many tokens
as belong to it: `1,200.50`, `1.200,50`, `1 200`, `2.5 million`, `10k`, `3/4`, `2 ½`, `twenty-one`, `one and
a half`, `three quarters`, `half a dozen`, `ninety-nine point two`. What a number counts or measures is not
decided here, see `figures.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from msgcheck.segment.readings.cardinals import Run
from msgcheck.segment.readings.number_tokens import digits_value, may_hold_number, power_value, tokens_of
from msgcheck.segment.readings.number_words import (
    PARTS,
    PLURAL_PARTS,
    PLURAL_SCALES,
    SCALES,
    SMALL,
    SUFFIXES,
    TENS,
    VULGAR,
)

_LAST_WORD = re.compile(r"([^\W\d_]+)\W*$")
_AFTER_PART = re.compile(
    r"\s*(?:$|[^\w\s'’]|(?:of|the|less|more|fewer|lower|higher|as|than|and|or|in|on|at|to|for|when|while|after|before|from|by|"
    r"their|its|your|our|his|her|that|off|over|with|\w{3,}er|million|billion|trillion|thousand|hour|century|mile|inch|acre)\b)",
    re.IGNORECASE,
)
_NO_HALF = frozenset({"first", "second", "other", "better", "latter", "former"})


@dataclass(frozen=True, slots=True)
class Number:
    """One number as it stands in the text."""

    start: int
    end: int
    """Half-open offsets in code points."""
    value: float
    spelled: bool
    """Whether it is written in words only."""
    fraction: bool = False
    """Whether it is a part of a whole: `half`, `3/4`, `two thirds`."""
    grouped: bool = False
    """Whether it has thousands separators, a decimal mark or a scale word, and so cannot be a year or a name."""


def read_numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of `text` in order, not overlapping; ordinals (`third`, `2nd`) are not among them."""
    if not may_hold_number(text):
        return ()
    return _Grammar(text).read()


class _Grammar:
    """The state of one reading: the tokens, and methods that take a number from a position on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)

    def read(self) -> tuple[Number, ...]:
        """Return all numbers."""
        numbers: list[Number] = []
        index = 0
        while index < len(self.tokens):
            found = self._number(index)
            if found is None:
                index += 1
                continue
            number, index = found
            numbers.append(number)
        return tuple(numbers)

    # --- looking at tokens -------------------------------------------------------------------------

    def _word(self, index: int) -> str:
        """Return the token at `index` in lower case, or "" past the end."""
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def _over_hyphen(self, index: int) -> int:
        """Return the index after a hyphen between two words of one number (`twenty-one`)."""
        return index + 1 if self._word(index) in {"-", "‑"} else index

    def _glued(self, index: int) -> bool:
        """Return whether the token at `index` follows the one before without space."""
        return 0 < index < len(self.tokens) and self.tokens[index - 1].end == self.tokens[index].start

    # --- the grammar -------------------------------------------------------------------------------

    def _number(self, first: int) -> tuple[Number, int] | None:
        """Return the number that begins at token `first` and the index after it, or None."""
        token = self.tokens[first]
        sign, index = self._sign(first)
        if index >= len(self.tokens):
            return None
        begin = self.tokens[index]
        if begin.kind in {"digits", "power", "vulgar"}:
            taken = self._digits(index)
        elif begin.kind == "word":
            taken = self._spelled(index)
        else:
            return None
        if taken is None:
            return None
        value, after, fraction, grouped = taken
        number = Number(
            start=token.start if sign < 0 or token.kind == "mark" else begin.start,
            end=self.tokens[after - 1].end,
            value=sign * value,
            spelled=all(part.kind != "digits" for part in self.tokens[index:after]),
            fraction=fraction,
            grouped=grouped,
        )
        return number, after

    def _sign(self, index: int) -> tuple[float, int]:
        """Return -1 and the index after a sign that belongs to the number, else 1 and `index`."""
        token = self.tokens[index]
        if token.lower in {"minus", "negative"}:
            return -1.0, index + 1
        if token.text in {"-", "−", "–"} and self._glued(index + 1):
            before = self.text[token.start - 1] if token.start else " "
            following = self.tokens[index + 1]
            if index and self.tokens[index - 1].kind == "digits" and token.text != "−":
                return 1.0, index
            if (before.isspace() or before in "(<>=:~±") and following.kind in {"digits", "power"}:
                return -1.0, index + 1
        return 1.0, index

    def _digits(self, index: int) -> tuple[float, int, bool, bool] | None:
        """Take a number that begins with digits: value, index after it, whether a fraction, whether grouped."""
        token = self.tokens[index]
        if token.kind == "power":
            return power_value(token.text), index + 1, False, True
        if token.kind == "vulgar":
            return self._scaled(VULGAR[token.text], index + 1, fraction=True)
        value = digits_value(token.text)
        if (simple := self._slashed(index)) is not None:
            return simple, index + 3, True, False
        after = index + 1
        if self._word(after) in VULGAR:
            return self._scaled(value + VULGAR[self._word(after)], after + 1, fraction=False)
        if after < len(self.tokens) and self.tokens[after].kind == "digits" and value.is_integer():
            between = self.text[token.end : self.tokens[after].start]
            part = self._slashed(after)
            if part is not None and between.isspace():
                return self._scaled(value + part, after + 3, fraction=False)
        return self._after_digits(value, index)

    def _after_digits(self, value: float, index: int) -> tuple[float, int, bool, bool]:
        """Take suffix, scale words and `and a half` after plain digits."""
        token, after = self.tokens[index], index + 1
        grouped = not token.text.isdigit()
        if after < len(self.tokens) and self.tokens[after].text in SUFFIXES and self._suffix_fits(after):
            return value * SUFFIXES[self.tokens[after].text], after + 1, False, True
        word = self._word(self._over_hyphen(after))
        if word == "hundred" or word in SCALES or word in PLURAL_SCALES:
            taken = self._cardinal(index)
            if taken is not None:
                return self._with_part(taken, fraction=False)
        if word == "and" and self._word(after + 1) in {"a", "one"} and self._word(after + 2) in {"half", "quarter"}:
            return self._with_part(Run(value=value, index=after), fraction=False)
        if word in {"half", "halves"} or (word in PLURAL_PARTS and word != "seconds" and token.text.isdigit()):
            denominator = PLURAL_PARTS.get(word, 2)
            if 0 < value < 100 and word != "half" and not (word == "quarters" and value > 3):
                return value / denominator, self._over_hyphen(after) + 1, True, True
        return value, after, False, grouped

    def _suffix_fits(self, index: int) -> bool:
        """Return whether the short form at `index` is a scale and not the start of something else."""
        token = self.tokens[index]
        glued = self._glued(index)
        following = self.text[token.end : token.end + 1]
        if following.isalnum() or following in {"/", "&", "'", "’", "²", "³"}:
            return False
        if token.text == "mm":
            return False
        if token.text in {"b", "B", "G", "M"}:
            return glued or token.text in {"M", "G"}
        return True

    def _slashed(self, index: int) -> float | None:
        """Return the value of `3/4` at `index`, or None where the slash means something else."""
        if index + 2 >= len(self.tokens) or self.tokens[index + 1].text not in {"/", "⁄"}:
            return None
        upper, lower = self.tokens[index], self.tokens[index + 2]
        glued = self._glued(index + 1) and self._glued(index + 2)
        if not glued or not (upper.text.isdigit() and lower.kind == "digits" and lower.text.isdigit()):
            return None
        top, bottom = int(upper.text), int(lower.text)
        beside = self.text[max(0, upper.start - 1) : upper.start] + self.text[lower.end : lower.end + 1]
        if not 0 < top < bottom <= 100 or any(mark.isalnum() or mark == "/" for mark in beside):
            return None
        return top / bottom

    def _spelled(self, index: int) -> tuple[float, int, bool, bool] | None:
        """Take a number that begins with a word."""
        word = self._word(index)
        if word in {"a", "an"}:
            return self._after_article(index)
        if word == "half":
            return self._half(index, index + 1)
        if word == "quarter" and self._quarter_of_something(index):
            return self._scaled(0.25, index + 1, fraction=True)
        run = self._cardinal(index)
        if run is None:
            return None
        if self._word(run.index) == "point" and (decimals := self._decimals(run.index + 1)):
            digits, after = decimals
            return self._scaled(run.value + float(f"0.{digits}"), after, fraction=False)
        return self._with_part(run, fraction=False)

    def _quarter_of_something(self, index: int) -> bool:
        """Return whether `quarter` without an article is a part: `quarter million`, `every quarter of an hour`."""
        following = self._word(self._over_hyphen(index + 1))
        return (
            following in SCALES or following == "hour" or (following == "of" and self._word(index + 2) in {"a", "an"})
        )

    def _after_article(self, index: int) -> tuple[float, int, bool, bool] | None:
        """Take `a hundred`, `a dozen`, `a half`, `a third`, `a twenty-first`; any other `a` is no number."""
        following = self._word(index + 1)
        if following == "half":
            return self._half(index + 1, index + 2)
        if following == "hundred" or following in SCALES:
            run = self._cardinal(index + 1)
            return None if run is None else self._with_part(run, fraction=False)
        part = self._part(index + 1, singular=True)
        if part is None:
            return None
        return self._scaled(1 / part[0], part[1], fraction=True)

    def _half(self, index: int, after: int) -> tuple[float, int, bool, bool] | None:
        """Take `half`, `half a million`, `half a dozen`; the second half of a year is no number."""
        before = _LAST_WORD.search(self.text, max(0, self.tokens[index].start - 12), self.tokens[index].start)
        hyphened = self._word(after) == "-" and self._glued(after)
        if (before and before[1].lower() in _NO_HALF and not hyphened) or self._word(after) == "past":
            return None
        return self._scaled(0.5, after, fraction=True)

    def _scaled(self, value: float, after: int, *, fraction: bool) -> tuple[float, int, bool, bool]:
        """Return `value` times a scale word that follows, as in `half a million` or `2½ thousand`."""
        index = after
        if self._word(index) == "of" and self._word(index + 1) == "a":
            index += 2
        elif self._word(index) == "a":
            index += 1
        word = self._word(index)
        scale = 100.0 if word == "hundred" else SCALES.get(word)
        if scale is None and index < len(self.tokens) and index == after and not fraction:
            scale = SUFFIXES.get(self.tokens[index].text) if self._suffix_fits(index) else None
        if scale is None:
            return value, after, fraction, True
        return value * scale, index + 1, False, True

    def _decimals(self, index: int) -> tuple[str, int] | None:
        """Return the digits spelled after `point` and the index after them."""
        digits = ""
        while (word := self._word(index)) in SMALL or word in TENS:
            value = SMALL.get(word, TENS.get(word, 0))
            unit = self._word(self._over_hyphen(index + 1))
            if word in TENS and 0 < SMALL.get(unit, 0) < 10:
                value += SMALL[unit]
                index = self._over_hyphen(index + 1)
            digits += str(value)
            index += 1
        return (digits, index) if digits else None

    def _cardinal(self, index: int, *, joining: bool = True) -> Run | None:
        """Take a whole number that begins at `index`, digits before scale words included; `and` joins if `joining`."""
        run = Run(first=index)
        while index < len(self.tokens):
            step = self._step(run, index, joining=joining)
            if step is None:
                break
            index = step
        return run.closed() if run.last else None

    def _step(self, run: Run, index: int, *, joining: bool) -> int | None:
        """Take one more word into `run`: the index after it, or None where the number ends."""
        here = self._over_hyphen(index) if run.last else index
        token = self.tokens[here] if here < len(self.tokens) else None
        if token is None:
            return None
        joined = False
        if (
            joining
            and token.lower == "and"
            and run.last in {"hundred", "scale"}
            and self._attaches_after_and(run, here)
        ):
            here, joined = here + 1, True
            token = self.tokens[here]
        if token.kind == "digits":
            following = self._word(here + 1)
            if run.last and not (joined or (run.last == "scale" and following in {"hundred", *SCALES})):
                return None
            return run.take(digits_value(token.text), "digits", here + 1, joined=joined)
        word = token.lower
        if word in SMALL:
            kind = "unit" if SMALL[word] < 10 else "teen"
            return run.take(float(SMALL[word]), kind, here + 1, joined=joined)
        if word in TENS:
            following = self._word(self._over_hyphen(here + 1))
            if run.last == "unit" and following in PLURAL_PARTS:
                return None
            return run.take(float(TENS[word]), "tens", here + 1, joined=joined)
        if word == "hundred" or (word == "hundreds" and run.last in {"unit", "teen"}):
            return run.take(100.0, "hundred", here + 1, joined=joined)
        if word in SCALES or (word in PLURAL_SCALES and run.last):
            return run.take(SCALES.get(word) or PLURAL_SCALES[word], "scale", here + 1, joined=joined)
        return None

    def _attaches_after_and(self, run: Run, conjunction: int) -> bool:
        """Return whether the number after `and` belongs to the one before: `two hundred and six`."""
        index = conjunction + 1
        word = self._word(index)
        token = self.tokens[index] if index < len(self.tokens) else None
        if token is None or (word == "one" and self._word(self._over_hyphen(index + 1)) in PARTS):
            return False
        if token.kind == "digits":
            small = token.text.isdigit() and len(token.text) <= 2 and run.from_digits and run.scale <= 1e3
            return small and float(token.text) > 0 and self._word(index + 1) not in {"hundred", *SCALES}
        if word not in SMALL and word not in TENS:
            return False
        following = self._cardinal(index, joining=False)
        if following is None:
            return False
        if self._word(run.first - 1) == "between" and self._word(following.index) != "and":
            return False
        if run.last == "hundred":
            return self._word(self._after_tens(index)) != "hundred"
        return following.value < run.scale

    def _after_tens(self, index: int) -> int:
        """Return the index after a number below a hundred that begins at `index`."""
        unit = self._over_hyphen(index + 1)
        return unit + 1 if self._word(index) in TENS and 0 < SMALL.get(self._word(unit), 0) < 10 else index + 1

    def _with_part(self, run: Run, *, fraction: bool) -> tuple[float, int, bool, bool]:
        """Return the number of `run` with a part after it: `three fifths`, `one and a half`, `million and a half`."""
        index = run.index
        if (part := self._part(self._over_hyphen(index), singular=run.value == 1.0)) is not None:
            return self._divided(run, *part)
        if self._word(index) == "and":
            more = self._proper_part(index + 1)
            if more is not None:
                value, after = more
                scale = run.scale if run.last == "scale" and run.scale >= 1e6 else 1.0
                word = self._word(after)
                if word in SCALES:
                    if SCALES[word] < run.scale:
                        return run.value + value * SCALES[word], after + 1, False, True
                    return (run.value + value) * SCALES[word], after + 1, False, True
                return run.value + value * scale, after, fraction, True
        return run.value, index, fraction, run.last in {"hundred", "scale"} or run.from_digits

    def _divided(self, run: Run, denominator: float, after: int) -> tuple[float, int, bool, bool]:
        """Return `run` divided: `two hundred and fifty-four hundredths` is 200.54, `thirty fifths` is 6."""
        if run.before_and is not None and run.value - run.before_and < denominator:
            scale = run.scale if run.scale >= 1e6 else 1.0
            rest = (run.value - run.before_and) / denominator
            word = self._word(after)
            if word in SCALES and SCALES[word] < run.scale:
                return run.before_and + rest * SCALES[word], after + 1, False, True
            return run.before_and + rest * scale, after, False, True
        return self._scaled(run.value / denominator, after, fraction=True)

    def _proper_part(self, index: int) -> tuple[float, int] | None:
        """Return the value of `a half`, `one fourth`, `three quarters` at `index` and the index after it."""
        word = self._word(index)
        if word in {"a", "an", "one", "half"}:
            at = index if word == "half" else self._over_hyphen(index + 1)
            by = PARTS.get(self._word(at))
            return None if by is None else (1 / by, at + 1)
        if word in SMALL and self._word(self._over_hyphen(index + 1)) in PLURAL_PARTS:
            at = self._over_hyphen(index + 1)
            return SMALL[word] / PLURAL_PARTS[self._word(at)], at + 1
        return None

    def _part(self, index: int, *, singular: bool) -> tuple[float, int] | None:
        """Return the denominator at `index` (`fifths`, `twenty-firsts`) and the index after it, or None."""
        word = self._word(index)
        if word in TENS:
            unit = self._over_hyphen(index + 1)
            small = self._word(unit)
            if small in {"first", "firsts", "second", "seconds"} or _part_below_ten(small) > 2:
                units = {"first": 1.0, "firsts": 1.0, "second": 2.0, "seconds": 2.0}.get(small) or _part_below_ten(
                    small
                )
                return TENS[word] + units, unit + 1
            return None
        if word == "hundred" and self._word(self._over_hyphen(index + 1)) in PLURAL_PARTS:
            return None
        if word in PLURAL_PARTS and word not in {"firsts", "seconds"}:
            return PLURAL_PARTS[word], index + 1
        if singular and word in PARTS and (word == "half" or _AFTER_PART.match(self.text, self.tokens[index].end)):
            return PARTS[word], index + 1
        return None


def _part_below_ten(word: str) -> float:
    """Return the denominator of `fifth` or `fifths` where it is below ten, else 0."""
    by = PARTS.get(word) or PLURAL_PARTS.get(word) or 0.0
    return by if by < 10 and word not in {"half", "halves", "quarter", "quarters"} else 0.0
