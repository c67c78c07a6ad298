"""An embedder without a model: hashed words and letter groups. For tests and for a first try without weights."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from msgcheck.embed.interface import Floats2d
from msgcheck.identity import normalised

_WORD = re.compile(r"\w+")


class HashingEmbedder:
    """Embeds by which words and letter groups of three occur; deterministic and instant.

    Args:
        dimensions: length of a row.
    """

    def __init__(self, *, dimensions: int = 512) -> None:
        self.dimensions = dimensions

    @property
    def model(self) -> str:
        """Return the name with its dimensions, which change every vector."""
        return f"hashing@{self.dimensions}"

    def embed(self, texts: Sequence[str]) -> Floats2d:
        """Return float32 of shape (n, dimensions), rows of length 1; a text without words is the first axis."""
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for feature, weight in _features(text):
                digest = hashlib.blake2b(feature.encode(), digest_size=8).digest()
                place = int.from_bytes(digest[:4], "little") % self.dimensions
                row[place] += weight if digest[4] & 1 else -weight
            length = float(np.linalg.norm(row))
            if length:
                np.divide(row, length, out=row)
            else:
                row[0] = 1.0
        return rows


def _features(text: str) -> list[tuple[str, float]]:
    """Return the features of a text with their weights."""
    features = []
    for word in _WORD.findall(normalised(text)):
        features.append((f"w:{word}", 1.0))
        padded = f"<{word}>"
        features.extend((f"g:{padded[i : i + 3]}", 0.4) for i in range(len(padded) - 2))
    return features
