"""Takes out of the store what is older than a day, and the words that are not to be kept any longer.

Scans go by the day they were kept, documents with the last scan that found them, sentences by the day of their
document, whether or not it is still scanned. What marketing decided stays: it belongs to no document.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from sqlalchemy import ColumnElement, delete, true
from sqlalchemy.orm import Session

from msgcheck.history.forgotten_words import forget_words, wordless_places
from msgcheck.history.kept_words import KeepText
from msgcheck.history.keyed_hashes import KeyedHashes
from msgcheck.history.removal import remove_unused
from msgcheck.history.rows_by_key import delete_counted
from msgcheck.history.tables import DisputeRow, OfferedRow, Override, ScanRow, ToldRow
from msgcheck.records import Pruned


def prune(session: Session, *, before: date, keep: KeepText, hashes: KeyedHashes) -> Pruned:
    """Remove what is from before a day, forget words that are not to be kept, and return what it came to."""
    begins = datetime.combine(before, time.min, tzinfo=UTC)
    scans = delete_counted(session, delete(ScanRow).where(ScanRow.created < begins))
    removed = remove_unused(session, hashes=hashes)
    wordless = wordless_places(session, before=before, keep=keep)
    return Pruned(
        before=before,
        scans=scans,
        documents=removed.documents,
        findings=removed.findings,
        sentences=forget_words(session, before=before, keep=keep, hashes=hashes),
        told=delete_counted(session, delete(ToldRow).where(ToldRow.day < before)),
        # Both are counted by the month, so the month that the day lies in is kept whole.
        overrides=delete_counted(session, delete(Override).where(Override.month < before.replace(day=1))),
        disputes=delete_counted(session, delete(DisputeRow).where(DisputeRow.day < before.replace(day=1))),
        deals=removed.deals,
        offered=delete_counted(session, delete(OfferedRow).where(_no_longer_offered(before, keep))),
        places=tuple(sorted({*removed.places, *wordless})),
    )


def _no_longer_offered(before: date, keep: KeepText) -> ColumnElement[bool]:
    """Return the condition under which a sentence given to marketing is not kept any longer."""
    return true() if keep is KeepText.NONE else OfferedRow.day < before
