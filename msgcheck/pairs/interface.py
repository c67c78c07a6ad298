"""What a pair model does: it reads an approved wording and a statement together and says what became of the first.

Embeddings see each text alone; a pair model sees both at once, and so can tell a dropped condition from a free
paraphrase. It gives probabilities only: readings explain, the combination decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats2d = npt.NDArray[np.float32]
"""float32, two axes."""


class PairLabel(StrEnum):
    """What a statement can be to one wording, in the order of the columns."""

    CONSISTENT = "consistent"
    CONTRADICTS = "contradicts"
    FIGURE_CHANGED = "figure_changed"
    OVERSTATED = "overstated"
    UNDERSTATED = "understated"
    REFRAMED = "reframed"
    UNRELATED = "unrelated"


PAIR_LABELS = tuple(PairLabel)


class PairKind(StrEnum):
    """What the approved side of a pair is; "consistent" with a retired line means that it is still said."""

    CURRENT = "current"
    RETIRED = "retired"
    NEVER_SAY = "never_say"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One wording of the messaging and one statement."""

    approved: str = field(repr=False)
    said: str = field(repr=False)
    """The statement, with the sentence before it where it needs that one."""
    kind: PairKind = PairKind.CURRENT


class PairModel(Protocol):
    """Reads pairs with one model."""

    @property
    def model(self) -> str:
        """Return name and hash of the model, `drift-minilm@1a2b3c4d`; known without loading it."""
        ...

    def read(self, pairs: Sequence[Pair]) -> Floats2d:
        """Return log-probabilities, float32 of shape (n, 7), columns as PAIR_LABELS, in the order of `pairs`.

        A model that does not know a label gives it `NEVER`, not minus infinity.

        Raises:
            ModelUnavailable: the model cannot be found or loaded, or its service does not answer.
            ModelMismatch: its weights or labels are not the ones expected.
        """
        ...


NEVER = -20.0
"""Log-probability of a label a model cannot give."""
