"""Blocks -> runs of text in which sentences can be found, with the map back to the blocks.

A paragraph that a mail program or a PDF wrapped into lines becomes one run again; list fragments, greeting
lines and labels stay on their own. Bullet markers are left out by offsets, never by changing the text, so
that every character of a run but the joining spaces lies at a known place of a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from msgcheck.records import Block, BlockKind, Span

MAX_RUN_CHARS = 20_000
"""A longer paragraph is cut at white space; no sentence is that long."""

_LINE_BREAK = re.compile(r"[\n\r\v\f\u2028\u2029\x85]+")
_MARKER = re.compile(
    r"\s*(?:[-*+•‣◦⁃∙·●○▪▫■□►▶➢➤✓✔✗→»–—o]\s+|\(?(?:\d{1,2}[.)]|[a-z]\)|[A-Z]\))\s+(?=\S)|[•‣◦⁃●▪■►➢✓✔])"
)
_NUMBERED = re.compile(r"\A(.*\D)(\d+)\Z", re.DOTALL)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\Z")
_LABEL_END = re.compile(r"[:;]\Z")
_LABELLED = re.compile(r"[A-Z][\w/&-]*(?: [\w/&-]+){0,3}: \S")
"""A line of a list of properties: "Records: kept for seven years"."""
_GREETING_LINE = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|best|best regards|kind regards|regards|thanks|"
    r"many thanks|cheers|sincerely)\b.{0,40}[,!]\Z",
    re.IGNORECASE,
)
_MID_PHRASE = re.compile(
    r"(?:[,(/&]|(?<=\w)-|(?<![\w-])(?:a|an|the|and|or|but|of|to|for|with|in|on|at|by|from|as|than|that|which|who|your|our|"
    r"their|its|is|are|was|were|be|"
    r"up|no|not|about|within|per|into|over|under|we|you|it|they|will|can|may|if|when|because|so|between|without|"
    r"every|each|any|all))\Z",
    re.IGNORECASE,
)
_LONGEST_MID_PHRASE = len("without")
_MIN_WRAP_WIDTH = 40
_MAX_WRAP_WIDTH = 130
_MIN_SURE_WIDTH = 60
"""From this width on, a line too long for the next word was wrapped, whatever the next word is; where no width is
known, a line this long goes on in one that begins small."""
_MIN_SOFT_BREAK = 20
"""A shorter line inside one paragraph ends on purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text in which sentences may span several lines: its pieces joined by one space."""

    text: str
    pieces: tuple[Span, ...]
    marked: bool = False
    """Whether it stood behind a bullet marker."""

    @property
    def block(self) -> int:
        """Return the index of the block it begins in."""
        return self.pieces[0].block

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return where text[start:end] lies in the blocks; its parts joined by one space give it back.

        Args:
            start: offset in `text`, not at a joining space.
            end: half-open end, not right behind a joining space.
        """
        found, at = [], 0
        for piece in self.pieces:
            length = piece.end - piece.start
            first, last = max(start, at), min(end, at + length)
            if first < last:
                found.append(Span(block=piece.block, start=piece.start + first - at, end=piece.start + last - at))
            at += length + 1
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One line of a block, without white space and marker."""

    span: Span
    text: str
    marked: bool
    indented: bool
    number: int | None
    """Its number in the location, for lines of mail and pages."""
    place: str
    """The location without its number."""


def blocks_to_runs(blocks: Sequence[Block]) -> tuple[Run, ...]:
    """Return the runs of the blocks, in order."""
    runs: list[Run] = []
    for (is_line, _), group in groupby(enumerate(blocks), key=_stretch):
        members = list(group)
        if is_line:
            lines = [line for place, block in members for line in _lines(place, block)]
            runs += _joined(lines, _wrap_widths(lines))
        else:
            for place, block in members:
                runs += _joined(list(_lines(place, block)), {})
    return tuple(runs)


def _stretch(entry: tuple[int, Block]) -> tuple[bool, object]:
    """Return what neighbouring blocks must share to be lines of one text."""
    _, block = entry
    is_line = block.kind is BlockKind.LINE
    return is_line, (block.role, block.hidden, block.language, _numbered(block.location)[0]) if is_line else None


def _numbered(location: str) -> tuple[str, int | None]:
    found = _NUMBERED.match(location)
    return (found.group(1), int(found.group(2))) if found else (location, None)


def _lines(block_place: int, block: Block) -> Iterator[_Line]:
    place, number = _numbered(block.location)
    start = 0
    for found in [*_LINE_BREAK.finditer(block.text), None]:
        end = found.start() if found else len(block.text)
        yield from _line(block, Span(block=block_place, start=start, end=end), place, number)
        start = found.end() if found else end


def _line(block: Block, span: Span, place: str, number: int | None) -> Iterator[_Line]:
    raw = block.text[span.start : span.end]
    marker = _MARKER.match(raw)
    if marker and not raw[marker.end() :].strip():
        marker = None
    start = span.start + (marker.end() if marker else 0)
    text = block.text[start : span.end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    while text:
        part = text
        if len(text) > MAX_RUN_CHARS:
            cut = text.rfind(" ", 1, MAX_RUN_CHARS)
            part = text[: cut if cut > 0 else MAX_RUN_CHARS].rstrip()
        yield _Line(
            span=Span(block=span.block, start=start, end=start + len(part)),
            text=part,
            marked=marker is not None,
            indented=raw[:1].isspace(),
            number=number,
            place=place,
        )
        rest = text[len(part) :]
        start += len(part) + len(rest) - len(rest.lstrip())
        text, marker = rest.strip(), None


def _wrap_widths(lines: Sequence[_Line]) -> dict[str, int]:
    """Return the width each text seems to be wrapped at, by place; absent where it is not wrapped."""
    widths: dict[str, int] = {}
    for place, group in groupby(sorted(lines, key=lambda line: line.place), key=lambda line: line.place):
        lengths = sorted((len(line.text) for line in group), reverse=True)
        likely = [length for length in lengths if _MIN_WRAP_WIDTH <= length <= _MAX_WRAP_WIDTH]
        if len(likely) > 1:
            widths[place] = likely[0]
    return widths


def _joined(lines: Sequence[_Line], widths: dict[str, int]) -> list[Run]:
    if not lines:
        return []
    groups: list[list[_Line]] = [[lines[0]]]
    for before, after in pairwise(lines):
        length = sum(len(line.text) + 1 for line in groups[-1])
        fits = length + len(after.text) <= MAX_RUN_CHARS
        hangs = groups[-1][0].marked and after.indented and not after.marked and _adjacent(before, after)
        if fits and (hangs or _continues(before, after, widths.get(after.place, 0))):
            groups[-1].append(after)
        else:
            groups.append([after])
    return [
        Run(
            text=" ".join(line.text for line in group),
            pieces=tuple(line.span for line in group),
            marked=group[0].marked,
        )
        for group in groups
    ]


def _continues(before: _Line, after: _Line, width: int) -> bool:
    """Return whether `after` goes on with the paragraph of `before`.

    Args:
        before: the line above, in the same text.
        after: the line below.
        width: the width the text seems wrapped at; 0 where it is not.
    """
    if after.marked or not _adjacent(before, after) or _stands_alone(before.text):
        return False
    if _LABELLED.match(before.text) and _LABELLED.match(after.text):
        return False
    too_long_to_fit = bool(width) and len(before.text) + 1 + len(after.text.split(maxsplit=1)[0]) > width
    if _SENTENCE_END.search(before.text):
        return too_long_to_fit and not before.marked
    begins_small = after.text[0].islower() or after.text[0] in ",;)&/+"
    if _MID_PHRASE.search(before.text, len(before.text) - _LONGEST_MID_PHRASE):
        return begins_small or too_long_to_fit or not width
    if begins_small:
        if not width:
            # One wrapped paragraph alone tells no width: its only full line has to be as long as lines mostly are.
            least = _MIN_SOFT_BREAK if before.span.block == after.span.block else _MIN_SURE_WIDTH
            return len(before.text) >= least
        return too_long_to_fit or len(before.text) >= 0.8 * width
    return too_long_to_fit and width >= _MIN_SURE_WIDTH


def _adjacent(before: _Line, after: _Line) -> bool:
    if before.span.block == after.span.block:
        return True
    return before.number is not None and after.number == before.number + 1


def _stands_alone(text: str) -> bool:
    """Return whether a line is a greeting or a label, which nothing continues."""
    return _LABEL_END.search(text) is not None or _GREETING_LINE.match(text) is not None
