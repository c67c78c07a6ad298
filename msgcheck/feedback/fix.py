"""`msgcheck fix`: a copy of a document in which what is known to the letter is put right, the rest commented.

The copy is made in memory, read again with the same readers and checked again before anybody gets it: what was
swapped must be gone, and every other word must stand where it stood.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from msgcheck.codes import Lane
from msgcheck.errors import DocumentError
from msgcheck.feedback.fixing.copying import OpenedFile, expected_texts, refuse_other_formats
from msgcheck.feedback.fixing.plan import WRONG_NAME, Plan, Remark, Swap, plan_of
from msgcheck.identity import normalised
from msgcheck.naming import wrong_names
from msgcheck.pipeline import Checker
from msgcheck.reading.dispatch import read_bytes
from msgcheck.reading.interface import FileInfo
from msgcheck.records import BlockKind, Document, Finding, Report

RAISED = frozenset({Lane.ASK, Lane.SUGGEST})
"""Lanes that are dealt with where nobody asks for notes, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A copy and what was done in it."""

    data: bytes | None
    """The copy; None where there was nothing to do."""
    swaps: tuple[Swap, ...]
    remarks: tuple[Remark, ...]
    inside: int
    """Files inside the document, which were left alone."""


def fix(
    data: bytes,
    info: FileInfo,
    checker: Checker,
    *,
    created: datetime,
    known: Callable[[Report], Report] = lambda report: report,
    lanes: frozenset[Lane] = RAISED,
) -> Fixed:
    """Return a copy of a deck or Word text with exact swaps made and comments at every other finding.

    Args:
        data: the whole file; it is not changed.
        info: its name and place.
        checker: checks the file and its copy.
        created: the time the comments carry.
        known: marks findings that are silenced; those are left alone.
        lanes: which findings are dealt with.

    Raises:
        UnsupportedDocument: the file is neither a deck nor a Word text.
        DocumentError: it cannot be read or written, or the copy does not read as it should.
    """
    refuse_other_formats(info)
    document, inside = _read(data, info)
    opened = OpenedFile(data, info, document)
    report = known(checker.check_results([document], created=created))
    findings = [finding for finding in report.findings if finding.lane in lanes and not finding.known]
    plan = plan_of(
        findings,
        checker.segmenter.segment(document, checker.finder.vocabulary),
        names=wrong_names(checker.messaging, checker.as_of or checker.today),
        retired=checker.messaging.retired,
        can_swap=opened.can_swap,
    )
    if not findings:
        return Fixed(data=None, swaps=(), remarks=(), inside=inside)
    copy = opened.copy(plan, created=created)
    again, _ = _read(copy, info)
    _compare_words(document, again, plan)
    swapped = [swap.finding for swap in plan.swaps]
    left = [*(finding for finding in report.findings if finding not in swapped), *(one.finding for one in plan.remarks)]
    _compare_findings(swapped, left, checker.check_results([again], created=created).findings)
    return Fixed(data=copy, swaps=plan.swaps, remarks=plan.remarks, inside=inside)


def _read(data: bytes, info: FileInfo) -> tuple[Document, int]:
    """Return the document, and how many others lie inside it."""
    first, *others = read_bytes(data, info, named=True)
    if isinstance(first, Document):
        return first, len(others)
    raise DocumentError(first.reason, where=info.id)


def _compare_words(document: Document, again: Document, plan: Plan) -> None:
    """Do nothing if a copy says what its original says, but for the swaps.

    Raises:
        DocumentError: it does not; the message names the first place.
    """
    wanted = zip(document.blocks, expected_texts(document, plan.swaps), strict=True)
    expected = [(block.location, text) for block, text in wanted if block.kind is not BlockKind.COMMENT]
    found = [(block.location, block.text) for block in again.blocks if block.kind is not BlockKind.COMMENT]
    if expected == found:
        return
    differing = next(
        (one[0] for one, other in zip(expected, found, strict=False) if one != other), "the end of the document"
    )
    raise DocumentError(
        f"the copy would not read like the original at {differing}, so none was written",
        where=document.id,
        hint="fix it by hand: msgcheck scan lists what was found",
    )


def _compare_findings(swapped: Sequence[Finding], left: Sequence[Finding], found: Sequence[Finding]) -> None:
    """Do nothing if what was swapped is found no more, unless it was left standing elsewhere.

    Raises:
        DocumentError: it is; the message gives the words.
    """
    may_stay = {_key(finding) for finding in left}
    still = {_key(finding) for finding in found}
    for finding in swapped:
        if _key(finding) in still - may_stay:
            words = finding.reasons[0].what if finding.code == WRONG_NAME else f'"{finding.found}"'
            raise DocumentError(
                f"the copy would still be found to have {words}, so none was written", where=finding.document
            )


def _key(finding: Finding) -> tuple[str, str, str]:
    """Return what tells a swapped finding from others, wherever it stands."""
    if finding.code == WRONG_NAME:
        what = finding.reasons[0].what if finding.reasons else ""
        return finding.code, "", what
    return finding.code, str(finding.message_id), normalised(finding.found)
