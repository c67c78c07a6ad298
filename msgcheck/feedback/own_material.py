"""Which of marketing's own documents an edit stands in: the template that the field copied it from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgcheck.feedback.clustering import Cluster
from msgcheck.records import DocumentKey, StoredDocument

MARKETING = "marketing"


def template_of(cluster: Cluster, documents: Mapping[DocumentKey, StoredDocument]) -> StoredDocument | None:
    """Return the document of marketing's that an edit comes from; None where it stands in none.

    Dates do not decide: a template is opened and saved long after it was copied. One that still has the sentence goes
    before one that was mended, then the one with the earliest day.
    """
    own = [finding for finding in cluster if documents[finding.document].audience.owner == MARKETING]
    if not own:
        return None
    first = min(own, key=lambda finding: _order(documents[finding.document], is_there=finding.current))
    return documents[first.document]


def _order(document: StoredDocument, *, is_there: bool) -> tuple[bool, date, DocumentKey]:
    return document.superseded or not is_there, document.day, document.key
