"""What the store holds as of now: the documents that count, and what is found in them.

A file that was changed is two documents in the store; only its present words count. What a deal was won with, and when
a wording was first seen, look back at all of them. Mail is stored whoever wrote it, and so is the mailbox it lies in;
what holds no words of ours is none of our documents, and its writers none of our authors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from msgcheck.history.interface import Store
from msgcheck.records import DocumentKey, StoredDocument, StoredFinding, StoredScan


def is_ours(document: StoredDocument, *, has_findings: bool) -> bool:
    """Return whether a document is one of ours, as far as is known.

    Nothing of a customer's mail is ours to judge, nor of a mailbox or of a mail that only quotes; a mail that passes on
    an internal line and says nothing itself has a finding. A file in which nothing could be judged counts all the same,
    for nobody knows what it says.
    """
    return not document.private or has_findings or document.judged > 0 or document.not_judged > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Everything stored, and the part of it that holds now."""

    scans: tuple[StoredScan, ...]
    all_documents: tuple[StoredDocument, ...]
    documents: tuple[StoredDocument, ...]
    """Those of ours whose words still stand in their file."""
    all_findings: tuple[StoredFinding, ...]
    findings: tuple[StoredFinding, ...]
    """Those that the latest assessment of such a document still has."""

    @classmethod
    def of(cls, store: Store) -> State:
        """Return the state of a store."""
        all_documents, all_findings = store.documents(), store.findings()
        found_in = {finding.document for finding in all_findings if finding.current}
        documents = tuple(
            one for one in all_documents if not one.superseded and is_ours(one, has_findings=one.key in found_in)
        )
        keys = {document.key for document in documents}
        return cls(
            scans=store.scans(),
            all_documents=all_documents,
            documents=documents,
            all_findings=all_findings,
            findings=tuple(finding for finding in all_findings if finding.current and finding.document in keys),
        )

    def codes(self) -> Mapping[DocumentKey, frozenset[str]]:
        """Return the codes found now in each document that has findings."""
        codes: dict[DocumentKey, set[str]] = defaultdict(set)
        for finding in self.findings:
            codes[finding.document].add(finding.code)
        return {document: frozenset(found) for document, found in codes.items()}
