"""How sure the judge has to be before something happens, fixed on clean statements and documents it did not see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from msgcheck.codes import CLEAN
from msgcheck.evaluate.sets import LabelledStatement
from msgcheck.training.material import DOCUMENT

RAISE_MOST = 0.1
"""Share of the clean labelled statements, hard ones in plenty, that may be raised."""
ASK_MOST_SENTENCES = 0.0025
ASK_MOST_MAILS = 0.03
"""Share of sentences in clean documents, and of clean mails, that may interrupt."""
SUGGEST_MOST_DECKS = 0.1
"""Share of clean decks that may have more than one suggestion."""
NOTE_MOST_SENTENCES = 0.05
"""Share of sentences in clean documents that may be noted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Probabilities from which something happens."""

    raise_at: float
    ask: float
    suggest: float
    note: float


def fix_bars(
    gold: Sequence[LabelledStatement],
    probabilities: npt.NDArray[np.float64],
    weighed: npt.NDArray[np.float64] | None = None,
) -> Bars:
    """Return the lowest bars that trouble clean statements and documents no more than people bear.

    Args:
        gold: statements, those of clean documents among them.
        probabilities: shape (n,), that each should be raised, by trees that did not see its company.
        weighed: the same weighed by gravity, by which it is raised; None for the same.
    """
    labelled = [
        float(p)
        for item, p in zip(gold, probabilities if weighed is None else weighed, strict=True)
        if item.channel != DOCUMENT and item.label in CLEAN
    ]
    documents: dict[tuple[str, str], list[float]] = defaultdict(list)
    for item, probability in zip(gold, probabilities, strict=True):
        if item.channel == DOCUMENT:
            documents[item.company, item.id.partition("#")[0]].append(float(probability))
    raise_at = _quantile(labelled, 1 - RAISE_MOST)
    if not documents:
        return Bars(
            raise_at=raise_at, ask=_quantile(labelled, 0.9975), suggest=_quantile(labelled, 0.975), note=raise_at
        )
    sentences = [value for values in documents.values() for value in values]
    mails = [max(values) for (_, name), values in documents.items() if name.endswith(".eml")]
    seconds = [
        sorted(values)[-2] for (_, name), values in documents.items() if name.endswith(".json") and len(values) > 1
    ]
    ask = max(_quantile(sentences, 1 - ASK_MOST_SENTENCES), _quantile(mails, 1 - ASK_MOST_MAILS))
    suggest = min(_quantile(seconds, 1 - SUGGEST_MOST_DECKS), ask)
    note = min(_quantile(sentences, 1 - NOTE_MOST_SENTENCES), suggest)
    return Bars(raise_at=raise_at, ask=ask, suggest=suggest, note=note)


def _quantile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of the values does not pass; 1 where there are none."""
    return round(float(np.quantile(np.array(values), share)), 4) if values else 1.0
