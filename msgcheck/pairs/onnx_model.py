"""The pair model that comes with msgcheck, and any other in the same form: ONNX Runtime, no torch.

A folder holds `model.onnx`, `tokenizer.json` and `model.json` (`onnx_description.py`). Nothing is loaded before the
first pair that no cache knows.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from msgcheck.errors import ModelMismatch, ModelUnavailable
from msgcheck.onnx_runtime import new_session, side_by_side
from msgcheck.pairs.interface import PAIR_LABELS, Floats2d, Pair, PairLabel
from msgcheck.pairs.labels import LabelMap, label_map, tag_of
from msgcheck.pairs.onnx_description import Description, read_description
from msgcheck.pairs.probabilities import is_even
from msgcheck.pairs.texts import texts_of

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Encoding, Tokenizer

WEIGHTS = "model.onnx"
TOKENIZER = "tokenizer.json"

_PACKAGED = "weights"
_log = logging.getLogger(__name__)


def packaged_model(*, threads: int = 1) -> OnnxPairModel:
    """Return the pair model that comes with msgcheck.

    Raises:
        ModelUnavailable: it is not in this installation.
    """
    folder = Path(str(resources.files("msgcheck.pairs") / _PACKAGED))
    if not folder.is_dir():
        raise ModelUnavailable(
            "the pair model is not in this installation",
            where=str(folder),
            hint="reinstall msgcheck, or set pairs.kind to none to do without",
        )
    return OnnxPairModel(folder, threads=threads)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loaded:
    session: onnxruntime.InferenceSession
    tokenizer: Tokenizer
    inputs: frozenset[str]
    """Which of the three inputs the model wants."""
    padding_id: int


class OnnxPairModel:
    """Reads pairs with an ONNX model.

    Args:
        folder: where the three files lie.
        sha256: what `model.onnx` must hash to; empty for what `model.json` says.
        threads: processor threads.
        labels: what its labels count as, by lower-case name, where they are not usual ones.
    """

    def __init__(
        self, folder: Path, *, sha256: str = "", threads: int = 1, labels: Mapping[str, PairLabel] | None = None
    ) -> None:
        self.folder = folder
        self.threads = threads
        self._expected = sha256.lower()
        self._written = dict(labels or {})

    @cached_property
    def model(self) -> str:
        """Return the name and first 8 hex digits of the weights' sha256, as `model.json` gives them.

        Where the settings say what its labels count as, a short hash of that follows.
        """
        return f"{self._description.name}@{self._description.sha256[:8]}{tag_of(self._written)}"

    def read(self, pairs: Sequence[Pair]) -> Floats2d:
        """Return log-probabilities, float32 of shape (n, 7), in the order of `pairs`.

        A pair for which the model gives no finite number gets the same probability for every label.

        Raises:
            ModelUnavailable: a file is missing or cannot be loaded.
            ModelMismatch: the weights are not the ones described, or their labels are not.
        """
        rows = np.zeros((len(pairs), len(PAIR_LABELS)), dtype=np.float32)
        if not pairs:
            return rows
        labels, loaded = self._labels, self._loaded
        encodings = self._encoded(loaded.tokenizer, pairs)
        # The longest first, so that no thread begins a long batch when the others have nothing left.
        order = sorted(range(len(pairs)), key=lambda place: -len(encodings[place].ids))
        size = self._description.batch
        batches = [order[start : start + size] for start in range(0, len(order), size)]
        read = partial(self._logits, loaded)
        given = side_by_side(read, [[encodings[place] for place in batch] for batch in batches], threads=self.threads)
        for batch, logits in zip(batches, given, strict=True):
            rows[batch] = labels.rows(logits)
        unread = sum(is_even(row) for row in rows)
        if unread:
            _log.warning("%s gave no number for %d of %d pairs; they count as undecided", self.model, unread, len(rows))
        return rows

    @cached_property
    def _description(self) -> Description:
        """Return what `model.json` says, if it is about the weights that are expected."""
        description = read_description(self.folder)
        if self._expected and description.sha256 != self._expected:
            raise self._other_weights(description.sha256, self._expected)
        return description

    @cached_property
    def _labels(self) -> LabelMap:
        return label_map(self._description.labels, self._written, where=str(self.folder))

    @cached_property
    def _loaded(self) -> _Loaded:
        """Return session and tokenizer, loaded after the weights were found to be the ones described."""
        weights, description = self.folder / WEIGHTS, self._description
        digest = _sha256(weights)
        if digest != description.sha256:
            raise self._other_weights(digest, description.sha256)
        session = _session(weights)
        wanted = frozenset(given.name for given in session.get_inputs())
        strange = wanted - {"input_ids", "attention_mask", "token_type_ids"}
        if strange or "input_ids" not in wanted:
            raise ModelMismatch(
                f"wants the inputs {', '.join(sorted(wanted))}",
                where=str(weights),
                hint="export it with input_ids, attention_mask and token_type_ids",
            )
        tokenizer = _tokenizer(self.folder / TOKENIZER, max_tokens=description.max_tokens)
        return _Loaded(session=session, tokenizer=tokenizer, inputs=wanted, padding_id=_padding_id(tokenizer))

    def _encoded(self, tokenizer: Tokenizer, pairs: Sequence[Pair]) -> list[Encoding]:
        """Return the pairs as tokens, the approved wording first and with the mark of its kind."""
        marks = self._description.marks
        texts = [(marks.get(pair.kind, ""), *texts_of(pair)) for pair in pairs]
        encodings: list[Encoding] = tokenizer.encode_batch([(mark + approved, said) for mark, approved, said in texts])
        return encodings

    def _logits(self, loaded: _Loaded, encodings: Sequence[Encoding]) -> npt.NDArray[np.float32]:
        """Return the scores of one batch, shape (n, number of labels)."""
        shape = len(encodings), max(len(encoding.ids) for encoding in encodings)
        ids = np.full(shape, loaded.padding_id, dtype=np.int64)
        mask, types = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        for row, encoding in enumerate(encodings):
            length = len(encoding.ids)
            ids[row, :length] = encoding.ids
            mask[row, :length] = 1
            types[row, :length] = encoding.type_ids
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
        try:
            (logits, *_) = loaded.session.run(None, {name: given[name] for name in loaded.inputs})
        except Exception as err:  # ONNX Runtime has an exception class for each status, none of them public
            raise ModelMismatch(
                f"cannot read a pair: {err}", where=str(self.folder / WEIGHTS), hint="export the model anew"
            ) from err
        expected = len(encodings), len(self._description.labels)
        if np.shape(logits) != expected:
            raise ModelMismatch(
                f"gives scores of shape {np.shape(logits)} where {expected} was expected",
                where=str(self.folder / WEIGHTS),
                hint="model.json and model.onnx do not belong together; export both anew",
            )
        return np.asarray(logits, dtype=np.float32)

    def _other_weights(self, found: str, expected: str) -> ModelMismatch:
        return ModelMismatch(
            f"the weights hash to {found[:12]}..., not to {expected[:12]}...",
            where=str(self.folder / WEIGHTS),
            hint="reinstall the model, or set pairs.sha256 and model.json to the hash you trust",
        )


def _session(weights: Path) -> onnxruntime.InferenceSession:
    """Return a session with the weights."""
    _log.info("loading pair model %s", weights)
    try:
        return new_session(weights)
    except Exception as err:  # ONNX Runtime has an exception class for each status, none of them public
        raise ModelUnavailable(
            f"cannot be loaded: {err}", where=str(weights), hint="export it anew, or update onnxruntime"
        ) from err


def _tokenizer(path: Path, *, max_tokens: int) -> Tokenizer:
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from tokenizers import Tokenizer

    if not path.is_file():
        raise ModelUnavailable("the model has no tokenizer", where=str(path), hint="save tokenizer.json beside it")
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as err:  # tokenizers raises plain Exception
        raise ModelUnavailable(
            f"cannot be loaded: {err}", where=str(path), hint="save it anew, or update tokenizers"
        ) from err
    tokenizer.enable_truncation(max_tokens, strategy="longest_first")
    return tokenizer


def _padding_id(tokenizer: Tokenizer) -> int:
    """Return the token that fills up a batch; some models count positions by it. Padding itself is done in numpy."""
    settings = tokenizer.padding or {}
    tokenizer.no_padding()
    if "pad_id" in settings:
        return int(settings["pad_id"])
    named = (tokenizer.token_to_id(name) for name in ("[PAD]", "<pad>"))
    return next((token for token in named if token is not None), 0)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as err:
        raise ModelUnavailable(
            f"the weights cannot be read: {err.strerror}", where=str(path), hint="reinstall the model"
        ) from err
