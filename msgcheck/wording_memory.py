"""Approved wordings with their readings, remembered between runs: to read them takes longer than most drafts do.

What is remembered holds for one messaging, one segmenter and the code that reads. Internal lines are read anew each
time; nothing of them is written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from msgcheck.embed.cache import Cache
from msgcheck.record_json import from_json_value, to_json_value
from msgcheck.records import Document, Messaging, Readings, Source, Statement, Wording
from msgcheck.segment.interface import Segmenter, Vocabulary
from msgcheck.wordings import vocabulary_of, wordings_of

_READERS = ("msgcheck.segment", "msgcheck.segment.readings", "msgcheck.records")


def read_wordings(messaging: Messaging, segmenter: Segmenter, memory: Cache | None) -> tuple[Wording, ...]:
    """Return every text a statement can be compared with, with its readings, in the order of the files.

    Args:
        messaging: what is approved, retired and ruled out.
        segmenter: reads what is not remembered.
        memory: where readings are remembered; None reads all anew.
    """
    remembering = _Remembering(segmenter, messaging, memory)
    plain = wordings_of(messaging, remembering)
    vocabulary = vocabulary_of(messaging)
    readings: dict[bool, dict[str, Readings]] = {}
    for internal, reader in ((False, remembering), (True, segmenter)):
        texts = [item.text for item in plain if (item.source is Source.INTERNAL_ONLY) is internal]
        readings[internal] = dict(zip(texts, reader.read_texts(texts, vocabulary), strict=True)) if texts else {}
    remembering.keep()
    return tuple(replace(item, readings=readings[item.source is Source.INTERNAL_ONLY][item.text]) for item in plain)


class _Remembering:
    """A segmenter for wordings, which asks the one behind it only for what no earlier run asked it."""

    def __init__(self, segmenter: Segmenter, messaging: Messaging, memory: Cache | None) -> None:
        self.name = segmenter.name
        self._segmenter = segmenter
        self._memory = memory
        self._key = f"{messaging.hash}/{segmenter.name}/{_code_hash()}"
        self._parts, self._readings = self._remembered()
        self._is_new = False

    def segment(self, document: Document, vocabulary: Vocabulary) -> tuple[Statement, ...]:
        """Return the statements of a document; these are not remembered."""
        return self._segmenter.segment(document, vocabulary)

    def split_texts(self, texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """Return the single claims of each longer wording."""
        unknown = [text for text in dict.fromkeys(texts) if text not in self._parts]
        if unknown:
            self._parts.update(zip(unknown, self._segmenter.split_texts(unknown), strict=True))
            self._is_new = True
        return tuple(self._parts[text] for text in texts)

    def read_texts(
        self, texts: Sequence[str], vocabulary: Vocabulary, contexts: Sequence[str] = ()
    ) -> tuple[Readings, ...]:
        """Return the readings of each text; with a context they are not remembered."""
        if any(contexts):
            return self._segmenter.read_texts(texts, vocabulary, contexts)
        unknown = [text for text in dict.fromkeys(texts) if text not in self._readings]
        if unknown:
            self._readings.update(zip(unknown, self._segmenter.read_texts(unknown, vocabulary), strict=True))
            self._is_new = True
        return tuple(self._readings[text] for text in texts)

    def keep(self) -> None:
        """Write what is new."""
        if self._memory is None or not self._is_new:
            return
        value = {"parts": self._parts, "readings": {text: to_json_value(read) for text, read in self._readings.items()}}
        self._memory.keep_reading(self._key, json.dumps(value, ensure_ascii=False))

    def _remembered(self) -> tuple[dict[str, tuple[str, ...]], dict[str, Readings]]:
        """Return parts and readings by text; what is damaged is not known."""
        kept = self._memory.reading(self._key) if self._memory is not None else None
        if kept is None:
            return {}, {}
        try:
            value: dict[str, dict[str, Any]] = json.loads(kept)
            parts = {text: from_json_value(tuple[str, ...], found) for text, found in value["parts"].items()}
            readings = {text: from_json_value(Readings, found) for text, found in value["readings"].items()}
        except (ValueError, TypeError, KeyError, AttributeError):
            return {}, {}
        return parts, readings


@cache
def _code_hash() -> str:
    """Return a hash of the code that reads: another version may read otherwise."""
    digest = hashlib.blake2b(digest_size=8)
    for package in _READERS:
        for path in sorted(files(package).iterdir(), key=lambda entry: entry.name):
            if path.is_file():
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
