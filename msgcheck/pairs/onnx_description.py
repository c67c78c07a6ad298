"""What the file `model.json` beside an ONNX pair model says about it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from msgcheck.errors import ModelMismatch, ModelUnavailable
from msgcheck.pairs.interface import PairKind

DESCRIPTION = "model.json"
_BATCH = 4
"""Pairs of like length, since all of a batch are filled up to its longest: on one core, batches of 64 take 1.65 times
as long (432 pairs of mail, November 2026). 8 are no quicker than 4, with which the pairs of one mail are shared out
evenly among threads. A row is the same in any batch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """One pair model, as its maker describes it."""

    name: str
    labels: tuple[str, ...]
    """Names of the columns, in their order."""
    max_tokens: int
    """Tokens of a pair, with the special ones; longer pairs are shortened at the longer side."""
    sha256: str
    """Of `model.onnx`, 64 hex digits in lower case."""
    marks: Mapping[PairKind, str]
    """What is put before the approved wording of a kind of pair."""
    batch: int = _BATCH
    """How many pairs are read at once."""


def read_description(folder: Path) -> Description:
    """Return what `model.json` in a folder says.

    Raises:
        ModelUnavailable: there is no such file, or it cannot be opened.
        ModelMismatch: it does not hold what it should; the message says what.
    """
    path = folder / DESCRIPTION
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as err:
        raise ModelUnavailable(
            "no pair model lies here", where=str(path), hint="expected model.onnx, tokenizer.json and model.json"
        ) from err
    try:
        return _described(json.loads(text))
    except (ValueError, KeyError, TypeError, RecursionError) as err:
        missing = f"'{err.args[0]}' is missing" if isinstance(err, KeyError) else str(err)
        raise ModelMismatch(
            f"does not describe a pair model: {missing}",
            where=str(path),
            hint='expected {"name", "labels": [...], "max_tokens", "sha256", and if wanted "marks" and "batch"}',
        ) from err


def _described(values: Any) -> Description:
    if not isinstance(values, dict):
        raise TypeError("it is no map with keys")
    return Description(
        name=_text(values["name"], "name"),
        labels=tuple(_text(label, "labels") for label in _typed(values["labels"], list, "labels")),
        max_tokens=_count(values["max_tokens"], "max_tokens", least=8),
        sha256=_digest(values["sha256"]),
        marks=_marks(values.get("marks", {})),
        batch=_count(values.get("batch", _BATCH), "batch", least=1),
    )


def _marks(values: Any) -> Mapping[PairKind, str]:
    marks = {PairKind(kind): _typed(mark, str, "marks") for kind, mark in _typed(values, dict, "marks").items()}
    return MappingProxyType(marks)


def _digest(value: Any) -> str:
    digest = _text(value, "sha256").lower()
    if len(digest) != 64 or set(digest) - set("0123456789abcdef"):
        raise ValueError("'sha256' is not 64 hex digits")
    return digest


def _text(value: Any, key: str) -> str:
    text: str = _typed(value, str, key)
    if not text.strip():
        raise ValueError(f"'{key}' is empty")
    return text


def _count(value: Any, key: str, *, least: int) -> int:
    number: int = _typed(value, int, key)
    if isinstance(value, bool) or number < least:
        raise ValueError(f"'{key}' must be a whole number from {least} up")
    return number


def _typed(value: Any, kind: type, key: str) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"'{key}' is not as expected")
    return value
