"""What a change of the messaging means for what is in use: which documents diverge from it, and which no longer do.

Every document is read anew and checked twice, by the messaging as it was and as it shall be. What only one of the
two finds is the impact; nothing is stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from msgcheck.codes import Lane
from msgcheck.identity import normalised
from msgcheck.pipeline import Checker
from msgcheck.records import DocumentId, Finding, ReadResult, Report, Skipped, StoredDocument

_RAISED = frozenset({Lane.ASK, Lane.SUGGEST})
_OWN = "marketing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The files that stored documents lie in."""

    paths: tuple[Path, ...]
    """Marketing's own material first, then by name."""
    gone: tuple[DocumentId, ...]
    """Documents whose file is no longer where it was seen last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentImpact:
    """What changes for one document."""

    document: DocumentId
    own_material: bool
    """Whether marketing keeps it."""
    divergent: tuple[Finding, ...]
    """Found by the changed messaging only."""
    clean: tuple[Finding, ...]
    """Found by the messaging as it was only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What a change of the messaging means for the documents in use."""

    documents: tuple[DocumentImpact, ...]
    """Those for which something changes, marketing's own first."""
    unchanged: int
    unread: tuple[tuple[DocumentId, str], ...]
    """(document, why it could not be read any more)."""

    @property
    def becoming_divergent(self) -> tuple[DocumentImpact, ...]:
        """Return the documents in which something is newly found."""
        return tuple(document for document in self.documents if document.divergent)

    @property
    def becoming_clean(self) -> tuple[DocumentImpact, ...]:
        """Return the documents in which something is found no more, and nothing new."""
        return tuple(document for document in self.documents if not document.divergent)


def files_of(documents: Sequence[StoredDocument]) -> Found:
    """Return the files that stored documents were read from, each once.

    Documents that lie inside others lead to the file around them; what was replaced by newer words is left out.
    """
    current = sorted(
        (document for document in documents if not document.superseded),
        key=lambda document: (document.audience.owner != _OWN, document.path),
    )
    paths: dict[Path, None] = {}
    gone: list[DocumentId] = []
    for document in current:
        path = Path(document.path)
        around = next((place for place in (path, *path.parents) if place.is_file()), None)
        if around is None:
            gone.append(document.path)
        else:
            paths[around] = None
    return Found(paths=tuple(paths), gone=tuple(gone))


def impact(
    results: Iterable[ReadResult],
    *,
    before: Checker,
    after: Checker,
    created: datetime,
    gone: Sequence[DocumentId] = (),
    known: Callable[[Report], Report] = lambda report: report,
) -> Impact:
    """Return what changes for these documents from one messaging to another.

    Args:
        results: documents and what was skipped, as the reading stage gives them.
        before: checks by the messaging as it was.
        after: checks by the messaging as it shall be.
        created: the time of this run.
        gone: documents that are known to be nowhere.
        known: marks findings that are silenced; those count in neither.
    """
    changed: list[DocumentImpact] = []
    unread = [(document, "the file is no longer where it was scanned") for document in gone]
    unchanged = 0
    for result in results:
        if isinstance(result, Skipped):
            unread.append((result.id, result.reason))
            continue
        old, new = (_raised(known(checker.check_results([result], created=created))) for checker in (before, after))
        divergent, clean = _only_in(new, old), _only_in(old, new)
        if not divergent and not clean:
            unchanged += 1
            continue
        own = after.audience_of(result).owner == _OWN
        changed.append(DocumentImpact(document=result.id, own_material=own, divergent=divergent, clean=clean))
    return Impact(
        documents=tuple(sorted(changed, key=lambda one: (not one.own_material, one.document))),
        unchanged=unchanged,
        unread=tuple(sorted(unread)),
    )


def _raised(report: Report) -> tuple[Finding, ...]:
    return tuple(finding for finding in report.findings if finding.lane in _RAISED and not finding.known)


def _only_in(these: Sequence[Finding], others: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings of `these` that `others` does not have; equal sentences count as often as they stand."""
    left = Counter(map(_key, others))
    kept = []
    for finding in these:
        if left[_key(finding)]:
            left[_key(finding)] -= 1
        else:
            kept.append(finding)
    return tuple(kept)


def _key(finding: Finding) -> tuple[str, str, str]:
    """Return what makes two findings of a document the same: code and sentence, and the place where neither tells."""
    said = normalised(finding.found)
    return finding.code, said, "" if said else f"{finding.location} {finding.message_id}"
