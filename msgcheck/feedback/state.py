"""What the store holds as of now: the documents that count, and what is found in them.

A file that was changed is two documents in the store; only its present words count. What a deal was won with, and when
a wording was first seen, look back at all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from msgcheck.history.interface import Store
from msgcheck.records import DocumentKey, StoredDocument, StoredFinding, StoredScan


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Everything stored, and the part of it that holds now."""

    scans: tuple[StoredScan, ...]
    all_documents: tuple[StoredDocument, ...]
    documents: tuple[StoredDocument, ...]
    """Those whose words still stand in their file."""
    all_findings: tuple[StoredFinding, ...]
    findings: tuple[StoredFinding, ...]
    """Those that the latest assessment of such a document still has."""

    @classmethod
    def of(cls, store: Store) -> State:
        """Return the state of a store."""
        all_documents, all_findings = store.documents(), store.findings()
        documents = tuple(document for document in all_documents if not document.superseded)
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
