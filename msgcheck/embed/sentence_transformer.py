"""The sentence-transformers embedder, and the only file that imports sentence-transformers and torch.

Importing them takes seconds, so nothing is imported before the first text that no cache knows.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from msgcheck.embed.interface import Floats2d
from msgcheck.embed.model_files import PACKAGED_MODEL, ModelFiles, find_model, not_on_this_machine
from msgcheck.errors import MissingDependency, ModelUnavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

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
        self._expected = sha256
        self._loaded: SentenceTransformer | None = None

    @cached_property
    def model(self) -> str:
        """Return name and first 8 hex digits of the weights' sha256; the name alone if they are not on disk."""
        files = self._files()
        return files.name if files else self.model_name

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

    def _files(self) -> ModelFiles | None:
        """Return the checked files of the model, None for a name to be looked up by sentence-transformers."""
        return find_model(self.model_name, sha256=self._expected)

    def _load(self) -> SentenceTransformer:
        """Return the loaded model; the network stays closed unless it was opened on purpose."""
        files = self._files()
        if files is None and self.offline:
            raise not_on_this_machine(self.model_name)
        if self.offline:
            os.environ["HF_HUB_OFFLINE"] = "1"
            os.environ["TRANSFORMERS_OFFLINE"] = "1"
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        try:
            import torch
            from sentence_transformers import SentenceTransformer
            from transformers.utils.logging import disable_progress_bar
        except ImportError as err:
            raise MissingDependency(
                f"a package that the embedding model needs cannot be loaded: {err}",
                hint="pip install sentence-transformers",
            ) from err

        disable_progress_bar()  # type: ignore[no-untyped-call]
        torch.set_num_threads(self.threads)
        _log.info("loading embedding model %s", self.model_name)
        source = str(files.folder) if files else self.model_name
        try:
            return SentenceTransformer(source, device="cpu", local_files_only=self.offline)
        except (OSError, ValueError) as err:
            raise ModelUnavailable(
                f'the embedding model "{self.model_name}" cannot be loaded: {err}',
                where=source,
                hint="give the folder of a sentence-transformers model as embedder.model in msgcheck.yaml",
            ) from err
