"""Reads pairs of texts, one JSON object a line, and writes what was said of each."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgcheck.codes import Label
from msgcheck.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """One pair: is the second text backed by the first?"""

    id: str | int
    """As given; the number of the line where the row has none."""
    premise: str
    """Approved text about "us", whatever its subject and length."""
    hypothesis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPrediction:
    """What was said of one pair."""

    id: str | int
    score: float
    """Probability that the second text is not backed by the first."""
    label: Label
    reasons: tuple[str, ...] = ()

    def as_line(self) -> str:
        """Return one JSON object without a line end."""
        values = {"id": self.id, "score": self.score, "label": self.label.value, "reasons": list(self.reasons)}
        return json.dumps(values, ensure_ascii=False)


def read_pair_rows(path: Path) -> tuple[PairRow, ...]:
    """Return the pairs of a .jsonl or .jsonl.gz file in their order.

    Raises:
        InputError: the file or a line cannot be read; the message names file and line.
    """
    return tuple(_pair_row(row, number, where) for number, where, row in _objects(path))


def _objects(path: Path) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Yield the objects of a file, each with the number and the place of its line."""
    try:
        data = path.read_bytes()
        # Told by its first bytes, not by its name: a file is often unpacked and keeps its suffix, or the other way.
        text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as err:
        raise InputError(f"cannot be read: {err}", where=str(path)) from err
    # Lines end with a line feed only: a text may hold any other separator.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as err:
            raise InputError(f"is not JSON: {err}", where=where) from err
        if not isinstance(row, dict):
            raise InputError("is not a JSON object", where=where)
        yield number, where, row


def _pair_row(row: dict[str, Any], number: int, where: str) -> PairRow:
    """Return one pair."""
    for key in ("premise", "hypothesis"):
        if not isinstance(row.get(key), str):
            raise InputError(f"has no text {key!r}", where=where, hint='a row is {"premise": ..., "hypothesis": ...}')
    given: Any = row.get("id")
    known = isinstance(given, str | int) and not isinstance(given, bool)
    id_: str | int = given if known else number
    return PairRow(id=id_, premise=row["premise"], hypothesis=row["hypothesis"])
