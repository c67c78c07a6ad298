"""Applies gradient-boosted decision trees on a linear base, fitted elsewhere: numpy only, no training code.

Trees are flat arrays in one `.npz`: a node either splits (`feature`, `threshold`, `left`, `right`) or is a leaf
(`feature` -1, `value`). Fitting is in `msgcheck.training`; see Friedman, "Greedy function approximation: a
gradient boosting machine", Annals of Statistics 29 (2001), for the method.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from msgcheck.errors import ModelMismatch, ModelUnavailable

Floats1d = npt.NDArray[np.float64]
Floats2d = npt.NDArray[np.float64]
Ints1d = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoostedTrees:
    """Trees for several classes, with what they expect and what they were fitted to."""

    classes: tuple[str, ...]
    features: tuple[str, ...]
    baseline: Floats1d
    """Shape (classes,), log-odds before any tree."""
    roots: npt.NDArray[np.int32]
    """Shape (rounds, classes), index of each tree's first node."""
    feature: Ints1d
    """Shape (nodes,), which feature a node splits by; -1 for a leaf."""
    threshold: Floats1d
    left: Ints1d
    right: Ints1d
    value: Floats1d
    slopes: Floats2d | None = None
    """Shape (features, classes), what a unit of each feature adds to the log-odds beside the trees; None: nothing."""
    temperature: float = 1.0
    """Divides the log-odds; fitted on companies the trees have not seen."""

    def probabilities(self, rows: Floats2d) -> Floats2d:
        """Return the probability of every class for every row.

        Args:
            rows: float64, shape (n, features), in the order of `features`.

        Returns:
            float64, shape (n, classes), rows summing to 1.

        Raises:
            ModelMismatch: the rows have another number of features than the trees were fitted to.
        """
        if rows.shape[1] != len(self.features):
            raise ModelMismatch(f"the trees read {len(self.features)} features, not {rows.shape[1]}")
        logits = np.tile(self.baseline, (len(rows), 1))
        samples = (len(self.features) * np.arange(len(rows)))[:, None, None]
        flat = rows.ravel()  # `take` from one axis is several times as quick as an index of two
        nodes = np.broadcast_to(self.roots, (len(rows), *self.roots.shape)).copy()
        while True:
            feature = self.feature.take(nodes)
            inner = feature >= 0
            if not inner.any():
                break
            goes_left = flat.take(samples + np.maximum(feature, 0)) <= self.threshold.take(nodes)
            nodes = np.where(inner, np.where(goes_left, self.left.take(nodes), self.right.take(nodes)), nodes)
        logits += self.value[nodes].sum(axis=1)
        if self.slopes is not None:
            logits += rows @ self.slopes
        logits /= self.temperature
        logits -= logits.max(axis=1, keepdims=True)
        exponentials: Floats2d = np.exp(logits)
        probabilities: Floats2d = exponentials / exponentials.sum(axis=1, keepdims=True)
        return probabilities

    def save(self, path: Path) -> None:
        """Write the trees to one file."""
        np.savez_compressed(
            path,
            classes=np.array(self.classes),
            features=np.array(self.features),
            baseline=self.baseline,
            roots=self.roots,
            feature=self.feature.astype(np.int16),
            threshold=self.threshold.astype(np.float32),
            left=self.left,
            right=self.right,
            value=self.value.astype(np.float32),
            slopes=np.zeros((0, 0)) if self.slopes is None else self.slopes,
            temperature=np.array(self.temperature),
        )


def load_trees(path: Path) -> tuple[BoostedTrees, str]:
    """Return the trees of a file and the first 8 hex digits of its sha256.

    Raises:
        ModelUnavailable: the file cannot be read.
        ModelMismatch: it holds no trees.
    """
    try:
        data = path.read_bytes()
    except OSError as err:
        raise ModelUnavailable(
            f"the judge's weights cannot be read: {err.strerror}",
            where=str(path),
            hint="leave out judge in the settings",
        ) from err
    try:
        trees = _trees(data)
    except (ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error, OSError, AttributeError) as err:
        raise ModelMismatch(
            "this file holds no weights of a judge", where=str(path), hint="fit them with msgcheck calibrate --set"
        ) from err
    return trees, hashlib.sha256(data).hexdigest()[:8]


def _trees(data: bytes) -> BoostedTrees:
    """Return the trees that the bytes of a file hold."""
    with zipfile.ZipFile(io.BytesIO(data)), np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        return BoostedTrees(
            classes=tuple(str(name) for name in arrays["classes"]),
            features=tuple(str(name) for name in arrays["features"]),
            baseline=arrays["baseline"].astype(np.float64),
            roots=arrays["roots"].astype(np.int32),
            feature=arrays["feature"].astype(np.int32),
            threshold=arrays["threshold"].astype(np.float64),
            left=arrays["left"].astype(np.int32),
            right=arrays["right"].astype(np.int32),
            value=arrays["value"].astype(np.float64),
            slopes=arrays["slopes"].astype(np.float64) if arrays["slopes"].size else None,
            temperature=float(arrays["temperature"]),
        )
