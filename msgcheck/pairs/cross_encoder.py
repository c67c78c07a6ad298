"""Any Hugging Face cross-encoder as a pair model, and the only file here that imports sentence-transformers and torch.

The approved wording is the first text of a pair and the statement the second, as models for textual entailment
expect premise and hypothesis. Importing takes seconds, so nothing is imported before the first pair.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from msgcheck.errors import MissingDependency, ModelMismatch, ModelUnavailable
from msgcheck.pairs.interface import PAIR_LABELS, Floats2d, Pair, PairLabel
from msgcheck.pairs.labels import LabelMap, label_map, tag_of
from msgcheck.pairs.texts import texts_of

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_BATCH = 32
_WEIGHTS = ("model*.safetensors", "pytorch_model*.bin")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _OnDisk:
    folder: Path
    sha256: str
    """Of the weights, all their parts in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loaded:
    encoder: CrossEncoder
    labels: LabelMap


class CrossEncoderPairModel:
    """Reads pairs with a cross-encoder that gives labels.

    Args:
        model_name: a folder, else a name that Hugging Face's local cache knows.
        sha256: what its weights must hash to; empty for no check.
        labels: what its labels count as, by lower-case name, where they are not usual ones.
        threads: processor threads.
        offline: whether the network stays closed; False allows a download by name.
    """

    def __init__(
        self,
        model_name: str,
        *,
        sha256: str = "",
        labels: Mapping[str, PairLabel] | None = None,
        threads: int = 1,
        offline: bool = True,
    ) -> None:
        self.model_name = model_name
        self.threads = threads
        self.offline = offline
        self._expected = sha256.lower()
        self._written = dict(labels or {})
        self._found: _OnDisk | None = None

    @property
    def model(self) -> str:
        """Return the name and first 8 hex digits of the weights' sha256; the name alone if they are not on disk.

        Where the settings say what its labels count as, a short hash of that follows.
        """
        found = self._on_disk()
        name = f"{Path(self.model_name).name}@{found.sha256[:8]}" if found else self.model_name
        return name + tag_of(self._written)

    def read(self, pairs: Sequence[Pair]) -> Floats2d:
        """Return log-probabilities, float32 of shape (n, 7), in the order of `pairs`.

        Raises:
            MissingDependency: sentence-transformers is not installed.
            ModelUnavailable: the model is not on this machine, or cannot be loaded.
            ModelMismatch: the weights are not the ones expected, or a label of the model is not known.
        """
        if not pairs:
            return np.zeros((0, len(PAIR_LABELS)), dtype=np.float32)
        encoder, labels = self._loaded.encoder, self._loaded.labels
        from torch.nn import Identity

        logits = encoder.predict(
            [texts_of(pair) for pair in pairs],
            batch_size=_BATCH,
            activation_fn=Identity(),
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return labels.rows(np.asarray(logits, dtype=np.float32).reshape(len(pairs), -1))

    def _on_disk(self) -> _OnDisk | None:
        """Return where the model lies and what its weights hash to, None where it is not on this machine.

        Raises:
            ModelUnavailable: it is a folder without weights.
            ModelMismatch: the weights are not the ones expected.
        """
        if self._found is None:
            named = Path(self.model_name).expanduser()
            folder = named if named.is_dir() else self._remembered_by_hub()
            if folder is not None:
                self._found = _OnDisk(folder=folder, sha256=self._weights_hash(folder))
        return self._found

    def _remembered_by_hub(self) -> Path | None:
        """Return the folder in Hugging Face's local cache, None where the model is not whole there."""
        self._set_network()
        try:
            from huggingface_hub import snapshot_download

            folder = Path(snapshot_download(self.model_name, local_files_only=True))
        except (ImportError, OSError, ValueError):  # not installed, not in the cache, or no name of a model at all
            return None
        return folder if _weights(folder) else None

    def _weights_hash(self, folder: Path) -> str:
        """Return the sha256 of the weights, checked against what is expected."""
        parts = _weights(folder)
        if not parts:
            raise ModelUnavailable(
                "the folder holds no model weights", where=str(folder), hint="expected model.safetensors"
            )
        digest = hashlib.sha256()
        for part in parts:
            with part.open("rb") as stream:
                while chunk := stream.read(1 << 20):
                    digest.update(chunk)
        found = digest.hexdigest()
        if self._expected and found != self._expected:
            raise ModelMismatch(
                f"the weights hash to {found[:12]}..., not to {self._expected[:12]}...",
                where=str(parts[0]),
                hint="fetch the model anew, or set pairs.sha256 to the hash you trust",
            )
        return found

    @cached_property
    def _loaded(self) -> _Loaded:
        """Return the model and what its labels count as; its weights are checked before, or right after a download."""
        self._set_network()
        before = self._on_disk()
        encoder = self._encoder(before.folder if before else None)
        if self._expected and self._on_disk() is None:
            raise ModelUnavailable(
                "its weights are nowhere to be checked", where=self.model_name, hint="name the folder it lies in"
            )
        return _Loaded(encoder=encoder, labels=label_map(_label_names(encoder), self._written, where=self.model_name))

    def _encoder(self, folder: Path | None) -> CrossEncoder:
        try:
            import torch
            from sentence_transformers import CrossEncoder
            from transformers.utils.logging import disable_progress_bar
        except ImportError as err:
            raise MissingDependency(
                "a cross-encoder needs sentence-transformers", hint="pip install sentence-transformers"
            ) from err
        disable_progress_bar()  # type: ignore[no-untyped-call]
        torch.set_num_threads(self.threads)
        _log.info("loading pair model %s", self.model_name)
        try:
            encoder: CrossEncoder = CrossEncoder(
                str(folder or self.model_name), device="cpu", local_files_only=self.offline
            )
        except Exception as err:  # a foreign model can fail to load in any way; which one, its reason tells
            reason = str(err).partition("\n")[0] or type(err).__name__
            raise ModelUnavailable(
                f'the pair model "{self.model_name}" cannot be loaded: {reason}',
                hint="give the folder it lies in as pairs.model; set pairs.allow_remote to fetch it by name once",
            ) from err
        return encoder

    def _set_network(self) -> None:
        """Keep model hubs switched off, unless they were opened on purpose."""
        if self.offline:
            os.environ["HF_HUB_OFFLINE"] = "1"
            os.environ["TRANSFORMERS_OFFLINE"] = "1"
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


def _weights(folder: Path) -> list[Path]:
    """Return the files of the weights in their order; safetensors go before what has to be unpickled."""
    return next((found for pattern in _WEIGHTS if (found := sorted(folder.glob(pattern)))), [])


def _label_names(encoder: CrossEncoder) -> tuple[str, ...]:
    """Return the model's own names of its columns; one column is one name whatever it is called."""
    config: Any = encoder.config
    names = {int(place): str(name) for place, name in (getattr(config, "id2label", None) or {}).items()}
    return tuple(names.get(place, f"LABEL_{place}") for place in range(encoder.num_labels))
