"""The embedder on ONNX Runtime: any sentence-transformers model, prepared once, then run without torch.

Starting torch takes longer than reading a mail. So the model is turned into an ONNX graph by a process of its own
(`onnx_export.py`), kept in a folder named after the hash of its files, and from then on only that folder is read.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from msgcheck.embed.file_hashes import FileHashes
from msgcheck.embed.interface import Embedder, Floats2d
from msgcheck.embed.model_files import PACKAGED_MODEL, ModelFiles, find_model, not_on_this_machine
from msgcheck.embed.onnx_export import EXIT_DONE, EXIT_NOT_THIS_MODEL, REASON, NotThisModel
from msgcheck.embed.prepared_model import Damaged, Description, PreparedModel, check_prepared, load_prepared
from msgcheck.errors import EnvironmentFailure

_TIMEOUT_S = 1200.0
_OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
_log = logging.getLogger(__name__)


class NotPrepared(EnvironmentFailure):
    """The model could not be prepared on this machine, though it might be on another."""

    code = "not_prepared"


class OnnxEmbedder:
    """Embeds with a sentence-transformers model in ONNX Runtime; satisfies `Embedder`.

    Where the model cannot be prepared on this machine, because nothing can be written say, sentence-transformers
    itself takes over: the same vectors, but seconds later.

    Args:
        model_name: `all-MiniLM-L6-v2` for the packaged weights, else a folder, else a name that Hugging Face's local
            cache knows.
        folder: where prepared models lie; nothing is written there once they are made.
        hashes: file in which hashes of large files are remembered; one in `folder` where none is given.
        sha256: what the weights must hash to; the packaged model has its own.
        threads: processor threads; two can be slower than one when something else runs.
    """

    def __init__(
        self,
        model_name: str = PACKAGED_MODEL,
        *,
        folder: Path,
        hashes: Path | None = None,
        sha256: str = "",
        threads: int = 1,
    ) -> None:
        self.model_name = model_name
        self.threads = threads
        self._models = folder
        self._expected = sha256
        self._hashes = FileHashes(hashes or folder / "hashes.json")
        self._running: Embedder | PreparedModel | None = None

    @cached_property
    def model(self) -> str:
        """Return name and first 8 hex digits of the weights' sha256; the name alone if they are not on disk."""
        return self._files.name if self._files else self.model_name

    @property
    def folder(self) -> Path:
        """Return where this model lies when it is prepared.

        Raises:
            ModelUnavailable: the model is not on this machine.
            ModelMismatch: its weights do not hash to what was expected.
        """
        return self._models / self._made_from[:16]

    def embed(self, texts: Sequence[str]) -> Floats2d:
        """Return float32 of shape (n, d), rows of length 1, in the order of `texts`.

        Raises:
            ModelUnavailable: the model is not on this machine, or can run in sentence-transformers only.
            ModelMismatch: the weights do not hash to what was expected.
        """
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        if self._running is None:
            self._running = self._ready()
        return self._running.embed(texts)

    def prepared(self) -> Description | None:
        """Return what is known of the prepared model; None where it still has to be made, or made anew."""
        try:
            return check_prepared(self.folder, made_from=self._made_from, hashed=self._hashes.sha256)
        except Damaged:
            return None

    def prepare(self) -> Description:
        """Return the description of the prepared model after making it, unless it is there already.

        Raises:
            ModelUnavailable: the model is not on this machine, or can run in sentence-transformers only.
            NotPrepared: it cannot be made here.
        """
        found = self.prepared()
        if found is not None:
            return found
        self._make()
        try:
            return check_prepared(self.folder, made_from=self._made_from)
        except Damaged as err:
            raise NotPrepared(f"the embedding model was prepared, but is not whole: {err}") from err

    @cached_property
    def _files(self) -> ModelFiles | None:
        return find_model(self.model_name, sha256=self._expected, hashed=self._hashes.sha256)

    @cached_property
    def _made_from(self) -> str:
        if self._files is None:
            raise not_on_this_machine(self.model_name)
        return self._files.everything_sha256()

    def _ready(self) -> Embedder | PreparedModel:
        """Return what embeds: the prepared model, made now if need be, else sentence-transformers."""
        try:
            return self._load()
        except Damaged as err:
            _log.info("the embedding model has to be prepared: %s", err)
        try:
            self._make()
            return self._load()
        except (NotPrepared, Damaged) as err:
            _log.warning("%s; sentence-transformers takes over, which starts some seconds later", err)
        from msgcheck.embed.sentence_transformer import SentenceTransformerEmbedder

        return SentenceTransformerEmbedder(self.model_name, sha256=self._expected, threads=self.threads)

    def _load(self) -> PreparedModel:
        return load_prepared(self.folder, made_from=self._made_from, threads=self.threads, hashed=self._hashes.sha256)

    def _make(self) -> None:
        """Make the prepared model in a process of its own.

        Raises:
            NotThisModel: it can run in sentence-transformers only.
            NotPrepared: it cannot be made here.
        """
        if self._files is None:
            raise not_on_this_machine(self.model_name)
        _log.warning("preparing the embedding model, once; this takes 20 seconds or so")
        arguments = (str(self._files.folder.resolve()), str(self.folder.resolve()), self._made_from, self._files.name)
        try:
            # -P: a file torch.py among someone's documents is not to be run.
            ended = subprocess.run(
                [sys.executable, "-P", "-m", "msgcheck.embed.onnx_export", *arguments],
                env={**os.environ, **_OFFLINE, "OMP_NUM_THREADS": str(self.threads)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                errors="replace",
                timeout=_TIMEOUT_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as err:
            raise NotPrepared(f"the embedding model cannot be prepared: {err}") from err
        if ended.returncode == EXIT_NOT_THIS_MODEL:
            raise NotThisModel(_reason(ended))
        if ended.returncode != EXIT_DONE:
            raise NotPrepared(f"the embedding model cannot be prepared: {_reason(ended)}")


def _reason(ended: subprocess.CompletedProcess[str]) -> str:
    """Return why the other process failed: what it says itself, else its last word."""
    lines = [line.strip() for line in ended.stderr.splitlines() if line.strip()]
    given = [line.removeprefix(REASON) for line in lines if line.startswith(REASON)]
    if given:
        return given[-1]
    return f"it ended with code {ended.returncode}" + (f", {lines[-1]}" if lines else "")
