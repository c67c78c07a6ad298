"""Approved wordings with their readings, remembered between runs: to read them takes longer than most drafts do.

What is remembered holds for one messaging, one segmenter and the code that reads. Internal lines are read anew each
time; nothing of them is written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any, overload

from msgcheck.embed.cache import Cache
from msgcheck.record_json import from_json_value, to_json_value
from msgcheck.records import Messaging, Readings, Source, Wording
from msgcheck.segment.interface import Segmenter
from msgcheck.wordings import vocabulary_of, wordings_of

_DAMAGES = (ValueError, TypeError, KeyError, AttributeError)
"""What is raised where something else stands than was written."""
_READERS = ("msgcheck.segment", "msgcheck.segment.readings", "msgcheck.records")


class ReadWordings(Sequence[Wording]):
    """Every text a statement can be compared with, in the order of the files.

    Of a large messaging a draft comes near a small part only: what was remembered of a wording becomes readings when
    that wording is first asked for.

    Args:
        plain: the wordings without readings.
        readings_of: what is read of one of them.
    """

    def __init__(self, plain: Sequence[Wording], readings_of: Callable[[Wording], Readings]) -> None:
        self.plain = tuple(plain)
        self._readings_of = readings_of
        self._read: dict[int, Wording] = {}

    def __len__(self) -> int:
        return len(self.plain)

    @overload
    def __getitem__(self, index: int) -> Wording: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Wording, ...]: ...

    def __getitem__(self, index: int | slice) -> Wording | tuple[Wording, ...]:
        """Return a wording with its readings, or several."""
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        found = self._read.get(index)
        if found is None:
            plain = self.plain[index]
            found = self._read[index] = replace(plain, readings=self._readings_of(plain))
        return found


def read_wordings(messaging: Messaging, segmenter: Segmenter, memory: Cache | None) -> ReadWordings:
    """Return every text a statement can be compared with, with its readings, in the order of the files.

    Args:
        messaging: what is approved, retired and ruled out.
        segmenter: reads what is not remembered.
        memory: where readings are remembered; None reads all anew.
    """
    remembering = _Remembering(segmenter, messaging, memory)
    plain = wordings_of(messaging, remembering)
    remembering.read_unknown([item.text for item in plain if item.source is not Source.INTERNAL_ONLY])
    secret = [item.text for item in plain if item.source is Source.INTERNAL_ONLY]
    secrets = dict(zip(secret, segmenter.read_texts(secret, vocabulary_of(messaging)), strict=True)) if secret else {}
    remembering.keep()

    def readings_of(item: Wording) -> Readings:
        return secrets[item.text] if item.source is Source.INTERNAL_ONLY else remembering.readings(item.text)

    return ReadWordings(plain, readings_of)


class _Remembering:
    """A segmenter for wordings, which asks the one behind it only for what no earlier run asked it."""

    def __init__(self, segmenter: Segmenter, messaging: Messaging, memory: Cache | None) -> None:
        self._segmenter = segmenter
        self._vocabulary = vocabulary_of(messaging)
        self._memory = memory
        self._key = f"{messaging.hash}/{segmenter.name}/{_code_hash()}"
        self._parts, self._kept = self._remembered()
        self._new: dict[str, Readings] = {}
        self._is_new = False

    def split_texts(self, texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """Return the single claims of each longer wording."""
        unknown = [text for text in dict.fromkeys(texts) if text not in self._parts]
        if unknown:
            self._parts.update(zip(unknown, self._segmenter.split_texts(unknown), strict=True))
            self._is_new = True
        return tuple(self._parts[text] for text in texts)

    def read_unknown(self, texts: Sequence[str]) -> None:
        """Read the texts that are not remembered, all at once."""
        unknown = [text for text in dict.fromkeys(texts) if text not in self._kept]
        if unknown:
            self._new.update(zip(unknown, self._segmenter.read_texts(unknown, self._vocabulary), strict=True))
            self._is_new = True

    def readings(self, text: str) -> Readings:
        """Return what was read of a text, now or in an earlier run; what is damaged is read anew."""
        if text in self._new:
            return self._new[text]
        try:
            found: Readings = from_json_value(Readings, self._kept[text])
        except _DAMAGES:
            (found,) = self._segmenter.read_texts([text], self._vocabulary)
        return found

    def keep(self) -> None:
        """Write what is new beside what was remembered."""
        if self._memory is None or not self._is_new:
            return
        readings = self._kept | {text: to_json_value(read) for text, read in self._new.items()}
        self._memory.keep_reading(
            self._key, json.dumps({"parts": self._parts, "readings": readings}, ensure_ascii=False)
        )

    def _remembered(self) -> tuple[dict[str, tuple[str, ...]], dict[str, Any]]:
        """Return parts, and readings as they were written, by text; what is damaged is not known."""
        kept = self._memory.reading(self._key) if self._memory is not None else None
        if kept is None:
            return {}, {}
        try:
            value: dict[str, dict[str, Any]] = json.loads(kept)
            parts = {text: from_json_value(tuple[str, ...], found) for text, found in value["parts"].items()}
            return parts, dict(value["readings"])
        except _DAMAGES:
            return {}, {}


@cache
def _code_hash() -> str:
    """Return a hash of the code that reads: another version may read otherwise."""
    digest = hashlib.blake2b(digest_size=8)
    for package in _READERS:
        for path in sorted(files(package).iterdir(), key=lambda entry: entry.name):
            if path.is_file():
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
