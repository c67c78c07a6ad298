"""Canonical JSON, tagged hashes and fingerprints: what makes two things the same.

Every hash carries the version of its recipe (`mc1:`), so that a later recipe never collides with an
earlier one.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable

from msgcheck.records import Fingerprint

_MOST_ALIKE = 100
"""Equal statements of one document among which that of a finding is looked for."""
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00ad": "", "\u200b": ""})


def canonical_json(value: object) -> str:
    """Return `value` as JSON with sorted keys and no spaces, so that equal values give equal text."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def tagged_hash(tag: str, text: str) -> str:
    """Return `mc1:` and 32 hex digits of the sha256 of tag and text; other tags never collide."""
    return "mc1:" + hashlib.sha256(f"{tag}\0{text}".encode()).hexdigest()[:32]


def normalised(text: str) -> str:
    """Return `text` with compatible characters, quotes, dashes, white space and case folded.

    Two sentences that a reader would call the same to the letter have the same normalised text.
    """
    # Plain ASCII, which most sentences are, holds nothing but white space and case to fold.
    folded = text if text.isascii() else unicodedata.normalize("NFKC", text.translate(_QUOTES))
    return " ".join(folded.casefold().split())


def never_say_id(text: str) -> str:
    """Return the id of a never_say entry without one: `never-` and 8 hex digits of its normalised text's sha256."""
    return "never-" + hashlib.sha256(normalised(text).encode()).hexdigest()[:8]


def finding_fingerprint(*, code: str, message_id: str | None, statement: str, ordinal: int) -> Fingerprint:
    """Return what identifies a finding wherever its statement moves within the document.

    Args:
        code: finding code.
        message_id: id of the message it is about, or None.
        statement: the statement's text as written; it is normalised here.
        ordinal: its place among equal statements with the same code and message in the document, from 0.
    """
    return Fingerprint(tagged_hash("finding", canonical_json([code, message_id, normalised(statement), ordinal])))


def is_of_words(fingerprint: str, *, code: str, message_id: str | None, statement: str) -> bool:
    """Return whether a fingerprint is that of a finding about these words, whichever of equal statements it was.

    That of a bare "Yes." is about what it says in full: the same word says something else under the next question.

    Args:
        fingerprint: of the finding.
        code: of the finding.
        message_id: of the finding.
        statement: the words.
    """
    return any(
        fingerprint == finding_fingerprint(code=code, message_id=message_id, statement=statement, ordinal=ordinal)
        for ordinal in range(_MOST_ALIKE)
    )


def content_fingerprint(texts: Iterable[str]) -> str:
    """Return what identifies a document by its words in order, whatever its name or file date."""
    words = " ".join(word for text in texts for word in normalised(text).split())
    return tagged_hash("document", words)
