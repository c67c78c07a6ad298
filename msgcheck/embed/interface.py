"""What an embedder does: texts -> rows of numbers in which near means alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats1d = npt.NDArray[np.float32]
Floats2d = npt.NDArray[np.float32]
"""float32, two axes."""


class Embedder(Protocol):
    """Embeds texts with one model."""

    @property
    def model(self) -> str:
        """Return name and hash of the model, `all-MiniLM-L6-v2@53aa5117`; known without loading it."""
        ...

    def embed(self, texts: Sequence[str]) -> Floats2d:
        """Return float32 of shape (n, d), rows of length 1 (tolerance 1e-4), in the order of `texts`.

        Raises:
            ModelUnavailable: the model cannot be found or loaded.
            ModelMismatch: its weights are not the ones expected.
        """
        ...
