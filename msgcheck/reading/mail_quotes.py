"""Where in the body of a mail the words of others begin.

Three signs: marks before each line (`> `), an attribution (`On Monday Jo wrote:`), and a block of headers
(`From: ... Sent: ...`), with or without a rule above it. Each is recognised by its shape first and by words of
a language second, so that a language missing from the tables is mostly still understood.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from msgcheck.reading.mail_phrases import (
    FORWARDED_MESSAGE,
    HEADER_KINDS,
    ON_DAY,
    ORIGINAL_MESSAGE,
    QUOTING,
    REPLY_ABOVE,
    WEEKDAY_OR_DATE,
    WROTE,
)

_ANGLE_MARK = re.compile(r"\s{0,4}>")
_OTHER_MARK = re.compile(r"\s{0,2}([|}»›])(?:\s|\Z)")
_NAME_MARK = re.compile(r"\s{0,2}([A-Z][\w.-]{0,14})>(?:\s|\Z)")
_MARKS = re.compile(r"(?:\s{0,4}[>|}»›])+ ?")
_MORE_THAN = re.compile(r"\s{0,4}>\s?[€$£]?\d(?!\d*[.)]\s)")
"""`> 50 berths`; but `> 3) What does it cost?` is a numbered question that is quoted."""
_BARE_END = re.compile(r"\s*>[\s>]*(?:\w{3,12}\s?)?:\s*\Z")
_DECORATION = " \t*_\u00a0\u200b\ufeff"

_ADDRESS = re.compile(r"[^\s<>@\"']{1,64}@[^\s<>@\"']{1,255}")
_TIME = re.compile(r"(?<!\d)\d{1,2}[:.h]\d{2}(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SENTENCE_END = re.compile(r"[^\W\d_]{5,}(?<!nachm)(?<!vorm)[.!?]\s+[A-ZÄÖÜ]")
_MAX_ATTRIBUTION_LINES = 6
_MAX_ATTRIBUTION_CHARS = 320
_MAX_LINE_CHARS = 500
_MAX_ATTRIBUTIONS = 2_000
"""Lines that are looked at as the end of an attribution; no thread has as many."""

_HEADER_LINE = re.compile(r"[\s>*_|]*([^\W\d][^:：\n]{0,28}?)[\s*_]*[:：][\s*_]*(.*)\Z")
_RULE = re.compile(r"\s*[_=\-–—*]{5,}\s*\Z")
_DASHED_TEXT = re.compile(r"\s*(?:[-–—_=*]\s?){2,}\s*([^-–—_=*\s].{1,80}?)\s*(?:[-–—_=*]\s?){2,}\s*\Z")
_MAX_HEADER_BLOCK_LINES = 24


class OpeningKind(StrEnum):
    """How the words of others are introduced."""

    ATTRIBUTION = "attribution"
    ORIGINAL = "original"
    """A block of headers, or a rule that says "original message"."""
    FORWARD = "forward"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Lines that introduce the words of others."""

    kind: OpeningKind
    start: int
    end: int
    """Half-open line indexes."""


def unmarked(line: str) -> str:
    """Return `line` without the quotation marks before it."""
    return _MARKS.sub("", line, count=1) if _MARKS.match(line) else line


def quote_marks(lines: Sequence[str]) -> list[bool]:
    """Return for each line whether marks before it show that it is quoted.

    `>` always counts, unless it says "more than" in a text without any quotation. `|` and `}` count from
    two lines on, when they are no table; so do names and initials (`Jo> `).
    """
    others = Counter(match[1] for line in lines if (match := _OTHER_MARK.match(line)) and not _is_table_row(line))
    names = Counter(match[1] for line in lines if (match := _NAME_MARK.match(line)))
    marks: list[bool] = []
    for line in lines:
        other, name = _OTHER_MARK.match(line), _NAME_MARK.match(line)
        marks.append(
            bool(_ANGLE_MARK.match(line))
            or bool(other and others[other[1]] >= 2 and not _is_table_row(line))
            or bool(name and (names[name[1]] >= 2 or _follows_attribution(lines, len(marks))))
        )
    if all(_MORE_THAN.match(line) for line, mark in zip(lines, marks, strict=True) if mark):
        return [False] * len(lines)
    return [mark and not _ends_attribution(lines, place, marks) for place, mark in enumerate(marks)]


def _is_table_row(line: str) -> bool:
    return line.count("|") >= 2


def _follows_attribution(lines: Sequence[str], place: int) -> bool:
    above = next((line for line in reversed(lines[max(0, place - 3) : place]) if line.strip()), "")
    return bool(above.rstrip().endswith((":", "：")) and WROTE.search(above[:_MAX_LINE_CHARS]))


def _ends_attribution(lines: Sequence[str], place: int, marks: Sequence[bool]) -> bool:
    """Return whether a `>` closes an address whose line was wrapped."""
    if not _BARE_END.match(lines[place]) or place == 0 or marks[place - 1]:
        return False
    return "<" in lines[place - 1] or "<" in "".join(lines[max(0, place - 3) : place])


class OpeningFinder:
    """Finds what introduces the words of others in one body.

    Args:
        lines: the lines of the body.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._plain = [unmarked(line)[:_MAX_LINE_CHARS] for line in lines]
        self._kinds = [_header_kind(line) for line in self._plain]
        self._attributions_left = _MAX_ATTRIBUTIONS

    def attribution_ending_at(self, end: int, *, before: int, marked_next: bool) -> Opening | None:
        """Return the attribution whose last line is that with index `end`, or None.

        Args:
            end: index of the line that may be its last.
            before: index below which it may not begin.
            marked_next: whether the next line with text is quoted, which makes weaker evidence enough.
        """
        last = self._lines[end].strip(_DECORATION)
        if not last.endswith((":", "：")) and not _ends_without_colon(last, marked_next=marked_next):
            return None
        self._attributions_left -= 1
        if self._attributions_left < 0:
            return None
        text = ""
        shortest = longest = None
        for start in range(end, max(before, end - _MAX_ATTRIBUTION_LINES) - 1, -1):
            line = self._lines[start].strip()
            if not line:
                if not text.lstrip("> ").startswith(("<", "mailto:")):
                    break
                continue
            text = f"{line} {text}".strip()
            if len(text) > _MAX_ATTRIBUTION_CHARS:
                break
            if _is_attribution(text, marked_next=marked_next):
                shortest = start if shortest is None else shortest
                # A line that begins with a day reaches back further than one that begins with a name.
                longest = start if _opens_with_day(text) else longest
        first = shortest if longest is None else longest
        return None if first is None else Opening(kind=OpeningKind.ATTRIBUTION, start=first, end=end + 1)

    def separator_at(self, place: int) -> Opening | None:
        """Return what begins at `place` where a header block or a rule introduces the words of others, or None."""
        line = self._plain[place]
        if not line.strip():
            return None
        if REPLY_ABOVE.match(line):
            return Opening(kind=OpeningKind.ORIGINAL, start=place, end=place + 1)
        for phrase, kind, min_kinds in (
            (FORWARDED_MESSAGE, OpeningKind.FORWARD, 2),
            (ORIGINAL_MESSAGE, OpeningKind.ORIGINAL, 1),
        ):
            if _announces(line, phrase):
                end = self._header_block_end(self._next_text(place + 1), min_kinds=min_kinds) or place + 1
                return Opening(kind=kind, start=place, end=end)
        ruled = bool(_RULE.match(line) or _DASHED_TEXT.match(line))
        first = self._next_text(place + 1) if ruled else place
        end = self._header_block_end(first, min_kinds=2 if ruled else 3)
        return Opening(kind=OpeningKind.ORIGINAL, start=place, end=end) if end else None

    def _next_text(self, place: int) -> int:
        last = min(len(self._lines), place + _MAX_HEADER_BLOCK_LINES)
        return next((below for below in range(place, last) if self._plain[below].strip()), last)

    def _header_block_end(self, start: int, *, min_kinds: int) -> int:
        """Return the index after a block of mail headers that starts at `start`, 0 where there is none.

        Values may be wrapped. Without a rule above it, a block needs a subject or an address in it:
        `From: Berlin, To: Munich, Date: 3 May` is a journey.
        """
        if start >= len(self._lines) or self._kinds[start] in (None, "cc", "other"):
            return 0
        kinds: set[str] = set()
        end = continued = 0
        for place in range(start, min(len(self._lines), start + _MAX_HEADER_BLOCK_LINES)):
            kind = self._kinds[place]
            if kind is not None:
                kinds.add(kind)
                end, continued = place + 1, 0
                continue
            # A wrapped value goes on for two lines at most; an empty line may stand between two headers.
            continued += 1
            wrapped = bool(self._plain[place].strip()) and continued <= 2
            if not (wrapped or self._is_spaced_block(place, kinds)):
                break
        if "from" not in kinds or len(kinds - {"other", "cc"}) < min_kinds:
            return 0
        sure = min_kinds < 3 or "subject" in kinds or any(_ADDRESS.search(line) for line in self._plain[start:end])
        return end if sure else 0

    def _is_spaced_block(self, place: int, kinds: set[str]) -> bool:
        """Return whether the header block goes on after one empty line, as some programs space it out."""
        if "subject" in kinds or self._plain[place].strip() or place + 1 >= len(self._lines):
            return False
        return self._kinds[place + 1] not in (None, "other")


def _ends_without_colon(line: str, *, marked_next: bool) -> bool:
    """Return whether an attribution may end here although no colon says so: it needs a quotation below or a rule."""
    if not (marked_next or line.endswith("--")) or len(line) > _MAX_ATTRIBUTION_CHARS:
        return False
    return bool(WROTE.search(line[-40:])) or (line.endswith(">") and bool(_ADDRESS.search(line)))


def _opens_with_day(text: str) -> bool:
    text = text.strip(_DECORATION + "-[(")
    return bool(ON_DAY.match(text) or WEEKDAY_OR_DATE.match(text))


def _is_attribution(text: str, *, marked_next: bool) -> bool:
    address = _ADDRESS.search(text)
    dated = _TIME.search(text) or _YEAR.search(text)
    if not (marked_next or address or dated):
        return False
    verb = WROTE.search(text)
    if _SENTENCE_END.search(text) or (not verb and not address):
        return False
    if QUOTING.match(text) and address:
        return True
    if not verb:
        # `2016-10-24 15:36 GMT+02:00 Jo Doe <jo@acme.example>:`
        closed = text.endswith((">:", "：", ">：", "):")) or (marked_next and text.endswith(">"))
        return bool(WEEKDAY_OR_DATE.match(text) and address and dated and closed)
    if marked_next:
        return True
    if address:
        return bool(dated) or _ADDRESS.sub("", text[verb.end() :]).strip(" <>:：\"'()") == ""
    return bool(_TIME.search(text)) and (_opens_with_day(text) or text[:1].isupper()) and len(text) <= 200


def _announces(line: str, phrase: re.Pattern[str]) -> bool:
    """Return whether the line says only the phrase, between rules or before a colon."""
    stripped = line.strip(_DECORATION)
    if len(stripped) > 160 or not (stripped.startswith(("-", "–", "—", "=", "~")) or stripped.endswith((":", "："))):
        return False
    match = phrase.search(line)
    if not match:
        return False
    before, after = line[: match.start()].strip(_DECORATION), line[match.end() :].strip(_DECORATION)
    if before.strip("-–—=_*~<> "):
        return False
    return bool(before) or (after in (":", "：") and len(stripped) <= 80)


def _header_kind(line: str) -> str | None:
    match = _HEADER_LINE.match(line)
    return HEADER_KINDS.get(match[1].strip(_DECORATION).casefold()) if match else None
