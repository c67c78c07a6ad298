"""A pair model that remembers: a pair it has read before costs no model call.

What is remembered are seven numbers under a keyed hash, never text, so mail may be remembered too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from msgcheck.pairs.interface import PAIR_LABELS, Floats2d, Pair, PairModel
from msgcheck.pairs.probabilities import is_even

PairText = tuple[str, str, str]
"""Kind, approved wording and statement of a pair."""


class PairStore(Protocol):
    """Where rows are remembered; the cache of embeddings is one."""

    def pairs(self, model: str, pairs: Sequence[PairText]) -> Mapping[PairText, npt.NDArray[np.float32]]:
        """Return the known rows by pair."""
        ...

    def keep_pairs(self, model: str, pairs: Sequence[PairText], rows: Floats2d) -> None:
        """Keep one row a pair."""
        ...


class CachedPairModel:
    """A pair model that asks the wrapped one only for what it does not remember.

    Args:
        pair_model: what reads pairs nobody has read.
        store: where rows are remembered under the model's name.
    """

    def __init__(self, pair_model: PairModel, store: PairStore) -> None:
        self._pair_model = pair_model
        self._store = store

    @property
    def model(self) -> str:
        """Return the wrapped model's name and hash."""
        return self._pair_model.model

    def read(self, pairs: Sequence[Pair]) -> Floats2d:
        """Return log-probabilities, float32 of shape (n, 7), in the order of `pairs`.

        A pair that stands twice is read once. Rows without any answer are given but not remembered: the model may
        answer next time.
        """
        if not pairs:
            return np.zeros((0, len(PAIR_LABELS)), dtype=np.float32)
        wanted = {_text(pair): pair for pair in pairs}
        known = {
            text: row
            for text, row in self._store.pairs(self.model, list(wanted)).items()
            if row.shape == (len(PAIR_LABELS),)
        }
        unknown = [text for text in wanted if text not in known]
        if unknown:
            rows = self._pair_model.read([wanted[text] for text in unknown])
            known.update(zip(unknown, rows, strict=True))
            answered = [place for place, row in enumerate(rows) if not is_even(row)]
            self._store.keep_pairs(self.model, [unknown[place] for place in answered], rows[answered])
        return np.stack([known[_text(pair)] for pair in pairs])


def _text(pair: Pair) -> PairText:
    return pair.kind.value, pair.approved, pair.said
