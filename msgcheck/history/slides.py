"""What stands on each slide or page of a document, as keyed hashes: enough to tell which slide changed, and no word.

Each statement takes 12 bytes: its place in 4 and its keyed hash in 8, little endian. A place is the number of a slide
or, with `_PAGE` added, of a page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from msgcheck.history.keyed_hashes import KeyedHashes
from msgcheck.history.many_values import parts
from msgcheck.history.tables import DocumentRow
from msgcheck.records import DocumentKey, ScannedDocument, SlideKeys

_ENTRY = np.dtype([("place", "<u4"), ("statement", "<u8")])
_PAGE = 1 << 31
_PLACE = re.compile(r"(slide|page) (\d{1,9})")


def packed_slides(document: ScannedDocument, hashes: KeyedHashes) -> bytes:
    """Return the statements of each slide or page as the store keeps them, nothing for a document without any."""
    texts: dict[int, list[str]] = defaultdict(list)
    for text, place in zip(document.statements, document.places, strict=False):
        number = _number(place)
        if number is not None:
            texts[number].append(text)
    statements = {number: hashes.statements(texts[number]) for number in sorted(texts)}
    packed = np.zeros(sum(map(len, statements.values())), dtype=_ENTRY)
    packed["place"] = np.repeat(list(statements), [len(keys) for keys in statements.values()])
    packed["statement"] = np.concatenate([np.zeros(0, dtype="<u8"), *statements.values()])
    return packed.tobytes()


def stored_slides(session: Session, documents: Sequence[DocumentKey]) -> Mapping[DocumentKey, tuple[SlideKeys, ...]]:
    """Return what stands on the slides or pages of each document, in order; no entry for one without."""
    packed = {
        DocumentKey(row.id): row.slides
        for part in parts(sorted(set(documents)))
        for row in session.execute(select(DocumentRow.id, DocumentRow.slides).where(DocumentRow.id.in_(part)))
        if row.slides
    }
    return {key: unpacked_slides(packed[key]) for key in sorted(packed)}


def unpacked_slides(packed: bytes) -> tuple[SlideKeys, ...]:
    """Return the slides that were packed, slides before pages, by number."""
    entries = np.frombuffer(packed, dtype=_ENTRY)
    return tuple(
        SlideKeys(
            place=_place(int(number)),
            statements=frozenset(entries["statement"][entries["place"] == number].tolist()),
        )
        for number in np.unique(entries["place"])
    )


def _number(place: str) -> int | None:
    """Return what a slide or page is kept as, None for any other place."""
    match = _PLACE.fullmatch(place)
    if match is None:
        return None
    return int(match[2]) + (_PAGE if match[1] == "page" else 0)


def _place(number: int) -> str:
    return f"page {number - _PAGE}" if number >= _PAGE else f"slide {number}"
