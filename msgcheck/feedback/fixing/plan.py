"""What to do about each finding of a document: swap what is known to the letter, comment on all else.

Only two things are swapped: a wrong name or term where it stands, and a sentence that repeats a retired line word
for word, for which the messaging has a current line for these readers. Everything else takes a writer's judgement,
so it becomes a remark at its place.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from msgcheck.findings.mend import right_name_at
from msgcheck.identity import normalised
from msgcheck.naming import WrongName, places_of
from msgcheck.records import Finding, Retired, Statement

WRONG_NAME = "MC401"
OLD_LINE = "MC201"
_END = re.compile(r"[.!\s]*\Z")
_ARTICLE = re.compile(r"\b(an?)\s+\Z", re.IGNORECASE)
_VOWELS = frozenset("aeiou")

CanSwap = Callable[[int, int, int], bool]
"""Whether the text of a block between two offsets can be written back to the file: (block, start, end)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """One text to be put in the place of another."""

    block: int
    start: int
    end: int
    """Half-open offsets in the text of the block."""
    old: str
    new: str
    location: str
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One comment to be made."""

    block: int | None
    """The block it belongs to; None for the whole document."""
    location: str
    finding: Finding

    @property
    def text(self) -> str:
        """Return the words of the comment: what is the matter, then the line to use."""
        lines = [self.finding.sentence]
        if self.finding.approved:
            lines.append(f"Approved: {self.finding.approved}")
        if self.finding.suggestion and self.finding.suggestion != self.finding.approved:
            lines.append(f"Suggested: {self.finding.suggestion}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything to be done to one document."""

    swaps: tuple[Swap, ...]
    """In order of block and offset, none over another."""
    remarks: tuple[Remark, ...]


def plan_of(
    findings: Sequence[Finding],
    statements: Sequence[Statement],
    *,
    names: Sequence[WrongName],
    retired: Sequence[Retired],
    can_swap: CanSwap,
) -> Plan:
    """Return what to swap and what to remark.

    Args:
        findings: what was found in the document, in reading order.
        statements: the statements of the document.
        names: the wrong names that count on the document's day.
        retired: the retired lines.
        can_swap: whether a text can be written back; where it cannot, its finding becomes a remark.
    """
    home = _Statements(statements)
    swaps: list[Swap] = []
    remarks: list[Remark] = []
    for finding in findings:
        statement = home.of(finding)
        if finding.code == WRONG_NAME and (name := _name_of(finding, names)) is not None:
            wanted = list(_name_swaps(finding, name, names, statements))
        elif statement is not None and _repeats_retired(finding, retired):
            wanted = [_line_swap(finding, statement)]
        else:
            wanted = [None]
        done = [swap for swap in wanted if swap is not None and can_swap(swap.block, swap.start, swap.end)]
        swaps += done
        if len(done) < len(wanted):
            left = next((swap for swap in wanted if swap is not None and swap not in done), None)
            remarks.append(_remark(finding, statement, left))
    return Plan(swaps=_apart(swaps), remarks=tuple(remarks))


class _Statements:
    """Finds the statement of each finding; equal sentences at one place are given out in order."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._by_place: defaultdict[tuple[str, str], list[Statement]] = defaultdict(list)
        self._at: dict[str, Statement] = {}
        for statement in statements:
            self._by_place[statement.location, statement.text].append(statement)
            self._at.setdefault(statement.location, statement)
        self._waiting: dict[tuple[str, str | None, str, str], deque[Statement]] = {}

    def of(self, finding: Finding) -> Statement | None:
        """Return the statement a finding is about, the first at its place where its words are not shown."""
        same = self._by_place.get((finding.location, finding.found))
        if same is None:
            return self._at.get(finding.location)
        key = (finding.code, finding.message_id, finding.location, finding.found)
        waiting = self._waiting.setdefault(key, deque(same))
        return waiting.popleft() if len(waiting) > 1 else waiting[0]


def _name_of(finding: Finding, names: Sequence[WrongName]) -> WrongName | None:
    """Return the wrong name a finding is about, None where its words are not shown."""
    places = {reason.found for reason in finding.reasons if reason.found is not None}
    return next((name for name, place in places_of(finding.found, names) if place in places), None)


def _name_swaps(
    finding: Finding, name: WrongName, names: Sequence[WrongName], statements: Sequence[Statement]
) -> Iterator[Swap | None]:
    """Yield a swap for each place the name stands, None for a place that takes more than a swap."""
    for statement in statements:
        if not statement.judged:
            continue
        for wrong, (start, end) in places_of(statement.text, names):
            if wrong != name:
                continue
            new = right_name_at((start, end), statement.text, name, statement.readings.tokens)
            yield None if _article_breaks(statement.text, start, new) else _swap(finding, statement, start, end, new)


def _article_breaks(text: str, start: int, new: str) -> bool:
    """Return whether the article before a name would have to change with it: "a client", "an account"."""
    article = _ARTICLE.search(text[:start])
    if article is None:
        return False
    was_vowel, is_vowel = text[start].lower() in _VOWELS, new[:1].lower() in _VOWELS
    return was_vowel != is_vowel


def _repeats_retired(finding: Finding, retired: Sequence[Retired]) -> bool:
    """Return whether a finding is a retired line word for word, and there is a current line to use."""
    if finding.code != OLD_LINE or not finding.approved or not finding.suggestion:
        return False
    said = _plain(finding.found)
    return any(entry.id == finding.message_id and _plain(entry.text) == said for entry in retired)


def _plain(text: str) -> str:
    """Return a line by which it is told from others: bullets end without the full stop of the messaging."""
    return _END.sub("", normalised(text))


def _line_swap(finding: Finding, statement: Statement) -> Swap | None:
    """Return the swap of a whole statement, which ends with a full stop only where the writer's does."""
    text = statement.text
    ends = text[len(_END.sub("", text)) :].strip()
    new = finding.approved.strip() if ends else _END.sub("", finding.approved)
    return _swap(finding, statement, 0, len(text), new)


def _swap(finding: Finding, statement: Statement, start: int, end: int, new: str) -> Swap | None:
    """Return the swap of a part of a statement, None where it runs over several blocks."""
    place = _in_block(statement, start, end)
    if place is None:
        return None
    block, first, last = place
    return Swap(
        block=block,
        start=first,
        end=last,
        old=statement.text[start:end],
        new=new,
        location=statement.location,
        finding=finding,
    )


def _in_block(statement: Statement, start: int, end: int) -> tuple[int, int, int] | None:
    """Return (block, start, end) of a part of a statement, whose text is its spans joined by one space."""
    places: list[tuple[int, int]] = []
    for span in statement.spans:
        places += [(span.block, span.start + offset) for offset in range(span.end - span.start)]
        places.append((span.block, span.end))  # the joining space
    if end > len(places) or start >= end:
        return None
    (block, first), (last_block, last) = places[start], places[end - 1]
    return (block, first, last + 1) if block == last_block else None


def _remark(finding: Finding, statement: Statement | None, left: Swap | None) -> Remark:
    """Return the remark of a finding: at the first place that could not be swapped, else at its statement."""
    if left is not None:
        return Remark(block=left.block, location=left.location, finding=finding)
    block = statement.spans[0].block if statement is not None and statement.spans else None
    return Remark(block=block, location=finding.location, finding=finding)


def _apart(swaps: Sequence[Swap]) -> tuple[Swap, ...]:
    """Return the swaps in order; of two over each other the longer one, which says more."""
    kept: list[Swap] = []
    for swap in sorted(swaps, key=lambda one: (one.block, one.start - one.end, one.start)):
        if all(swap.block != other.block or swap.end <= other.start or other.end <= swap.start for other in kept):
            kept.append(swap)
    return tuple(sorted(kept, key=lambda one: (one.block, one.start)))
