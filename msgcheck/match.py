"""Finds which wordings a statement may be about. numpy only, pure.

Embeddings find *which* message; they cannot tell what was done to it, because changing one figure moves a
sentence less than an honest paraphrase does. So the gate is low, and the judge decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from msgcheck.errors import ModelMismatch
from msgcheck.records import Match, Statement, Wording

Floats2d = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """One wording near a statement."""

    wording: int
    """Index in the wordings."""
    cosine: float


def cosine(statements: Floats2d, wordings: Floats2d) -> Floats2d:
    """Return the cosine of every statement with every wording.

    Args:
        statements: float32, shape (n, d), rows of length 1 (tolerance 1e-4).
        wordings: float32, shape (m, d), rows of length 1, same model as `statements`.

    Returns:
        float32, shape (n, m), in [-1, 1]; cell [i, j] is statement i with wording j. n or m may be 0.

    Raises:
        ModelMismatch: `d` differs, as when two models were mixed; the message gives both shapes.
    """
    if not len(statements) or not len(wordings):
        return np.zeros((len(statements), len(wordings)), dtype=np.float32)
    if statements.shape[1] != wordings.shape[1]:
        raise ModelMismatch(f"vectors of shape {statements.shape} cannot be compared with {wordings.shape}")
    similarities: Floats2d = np.clip(statements @ wordings.T, -1.0, 1.0)
    return similarities


def neighbours(
    similarities: Floats2d, ids: Sequence[str], *, entries: int, per_entry: int
) -> list[tuple[Neighbour, ...]]:
    """Return for every statement its nearest wordings, best first.

    Args:
        similarities: float32, shape (n, m), as `cosine` returns them.
        ids: message id of each wording, length m; a message has several wordings.
        entries: how many different ids a statement keeps at most.
        per_entry: how many wordings of one id it keeps at most.
    """
    found = []
    most = {wording_id: min(per_entry, count) for wording_id, count in Counter(ids).items()}
    order = np.argsort(-similarities, axis=1, kind="stable")
    for row, ranked in zip(similarities, order, strict=True):
        kept: list[Neighbour] = []
        seen: dict[str, int] = {}
        for index in ranked:
            wording_id = ids[index]
            if wording_id not in seen and len(seen) == entries:
                continue
            if seen.get(wording_id, 0) == per_entry:
                continue
            seen[wording_id] = seen.get(wording_id, 0) + 1
            kept.append(Neighbour(wording=int(index), cosine=round(float(row[index]), 6)))
            if len(seen) == entries and all(count == most[wording_id] for wording_id, count in seen.items()):
                break
        found.append(tuple(kept))
    return found


def matches(statement: Statement, near: Sequence[Neighbour], wordings: Sequence[Wording]) -> tuple[Match, ...]:
    """Return the statement's candidates as matches, best first."""
    return tuple(
        Match(statement=statement, wording=wordings[item.wording], cosine=item.cosine, rank=rank)
        for rank, item in enumerate(near)
    )
