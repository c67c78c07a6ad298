"""A sentence-transformers model as ONNX Runtime runs it: one folder, checked before it is believed.

    model.onnx       the whole model: transformer, pooling and the layers behind it
    tokenizer.json   its tokenizer, cutting off where the model does
    model.json       what it was made from, how to feed it, and what both files hash to

Only what is needed to run it is imported, ONNX Runtime and tokenizers; `onnx_export.py` makes the folder.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from msgcheck.embed.interface import Floats2d
from msgcheck.embed.model_files import sha256_of
from msgcheck.errors import ModelUnavailable
from msgcheck.onnx_runtime import new_session, side_by_side

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

SCHEMA = "msgcheck.embedder/1"
GRAPH, TOKENIZER, DESCRIPTION = "model.onnx", "tokenizer.json", "model.json"
INPUTS = {"input_ids": "ids", "attention_mask": "attention_mask", "token_type_ids": "type_ids"}
"""Inputs a model may have, and where a tokenizer's encoding holds them."""

_MAX_TEXTS = 4
"""Of one batch. All of it are filled up to its longest, so that small batches of texts of like length cost least; and
the sentences of one mail are shared out evenly among threads. 8 at once are no quicker on one (300 sentences of mail,
November 2026)."""
_MAX_TOKENS = 4096
"""Of one batch, padding counted: bounds the memory, which grows with the square of the length."""
_SMALLEST = 1e-12
_log = logging.getLogger(__name__)

Tokens = Mapping[str, Sequence[int]]
"""One text by name of the input."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What `model.json` says."""

    name: str
    """Of the model it was made from, `all-MiniLM-L6-v2@53aa5117`."""
    made_from: str
    """Hash of all files it was made from."""
    inputs: tuple[str, ...]
    dimensions: int
    padding_id: int
    padding_left: bool
    prompt: str
    """Stands before each text."""
    graph_sha256: str
    tokenizer_sha256: str
    largest_difference: float
    """From the vectors of sentence-transformers, over the sentences it was checked with."""
    made_with: str
    """Names and versions of what made it."""

    def written(self) -> str:
        """Return it as JSON."""
        return json.dumps({"schema": SCHEMA, **asdict(self)}, indent=1) + "\n"


class Damaged(Exception):
    """The folder does not hold a whole prepared model of the one that is meant; it is to be made anew."""


class PreparedModel:
    """Runs a prepared model. Made by `load_prepared`, or from its parts while it is being made."""

    def __init__(
        self, session: InferenceSession, tokenizer: Tokenizer, description: Description, *, threads: int = 1
    ) -> None:
        self._session = session
        self._threads = threads
        self._tokenizer = tokenizer
        self._description = description

    def embed(self, texts: Sequence[str]) -> Floats2d:
        """Return float32 of shape (n, d), rows of length 1, in the order of `texts`.

        Raises:
            ModelUnavailable: the model stops with an error, or gives rows without numbers.
        """
        encoded = self._encoded(texts)
        rows = np.zeros((len(texts), self._description.dimensions), dtype=np.float32)
        parted = list(batches([len(tokens["input_ids"]) for tokens in encoded]))
        given = side_by_side(
            self._run, [[encoded[place] for place in places] for places in parted], threads=self._threads
        )
        for places, vectors in zip(parted, given, strict=True):
            rows[places] = vectors
        if not np.isfinite(rows).all():
            raise ModelUnavailable("the embedding model gives rows without numbers", hint="try another model")
        lengths: Floats2d = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), _SMALLEST)
        np.divide(rows, lengths, out=rows)
        return rows

    def _encoded(self, texts: Sequence[str]) -> list[Tokens]:
        """Return each text as tokens; half a surrogate pair, which no tokenizer takes, becomes a question mark."""
        prompt = self._description.prompt
        whole = [prompt + text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        return [
            {name: getattr(encoding, INPUTS[name]) for name in self._description.inputs}
            for encoding in self._tokenizer.encode_batch(whole)
        ]

    def _run(self, batch: Sequence[Tokens]) -> Floats2d:
        feed = {name: self._padded(name, [tokens[name] for tokens in batch]) for name in self._description.inputs}
        try:
            (rows, *_) = self._session.run(None, feed)
        except Exception as err:  # ONNX Runtime has one class of exception a status, none of them public
            raise ModelUnavailable(
                f"the embedding model stopped: {err}", hint="delete the folder that msgcheck optimize names; try again"
            ) from err
        return np.asarray(rows, dtype=np.float32)

    def _padded(self, name: str, rows: Sequence[Sequence[int]]) -> npt.NDArray[np.int64]:
        """Return rows of tokens filled up to the longest of them."""
        filler = self._description.padding_id if name == "input_ids" else 0
        padded = np.full((len(rows), max(map(len, rows))), filler, dtype=np.int64)
        for line, tokens in zip(padded, rows, strict=True):
            place = slice(len(line) - len(tokens), None) if self._description.padding_left else slice(len(tokens))
            line[place] = tokens
        return padded


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Return the places of texts in batches of similar length, the longest first.

    Args:
        lengths: number of tokens of each text.
    """
    batch: list[int] = []
    longest = 0
    for place in sorted(range(len(lengths)), key=lambda place: -lengths[place]):
        longest = longest if batch else lengths[place]
        if batch and (len(batch) == _MAX_TEXTS or (len(batch) + 1) * longest > _MAX_TOKENS):
            yield batch
            batch, longest = [], lengths[place]
        batch.append(place)
    if batch:
        yield batch


def load_prepared(
    folder: Path, *, made_from: str, threads: int, hashed: Callable[[Path], str] = sha256_of
) -> PreparedModel:
    """Return the prepared model of a folder.

    Args:
        folder: where it lies.
        made_from: hash of all files it must have been made from.
        threads: processor threads.
        hashed: gives the sha256 of a file.

    Raises:
        Damaged: files are missing, were changed, or belong to another model.
    """
    description = check_prepared(folder, made_from=made_from, hashed=hashed)
    _log.info("loading embedding model %s", folder)
    try:
        return PreparedModel(
            new_session(folder / GRAPH), read_tokenizer(folder / TOKENIZER), description, threads=threads
        )
    except Exception as err:  # neither library has public exceptions of its own
        raise Damaged(f"{folder}: {err}") from err


def check_prepared(folder: Path, *, made_from: str, hashed: Callable[[Path], str] = sha256_of) -> Description:
    """Return the description of a prepared model whose files are the ones described; nothing is loaded.

    Raises:
        Damaged: files are missing, were changed, or belong to another model.
    """
    try:
        description = _description(json.loads((folder / DESCRIPTION).read_text(encoding="utf-8")))
        found = hashed(folder / GRAPH), hashed(folder / TOKENIZER)
    except (OSError, ValueError, KeyError, TypeError) as err:
        raise Damaged(f"{folder}: {err}") from err
    if description.made_from != made_from:
        raise Damaged(f"{folder}: made from other files")
    if found != (description.graph_sha256, description.tokenizer_sha256):
        raise Damaged(f"{folder}: the files are not the ones that were made")
    return description


def read_tokenizer(path: Path) -> Tokenizer:
    """Return a tokenizer that stays in its thread."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(path))


def _description(found: Any) -> Description:
    """Return a description as it was written."""
    if found["schema"] != SCHEMA:
        raise ValueError(f"schema {found['schema']}")
    given = {field.name: found[field.name] for field in fields(Description)}
    return Description(**{**given, "inputs": tuple(given["inputs"])})
