"""How long an embedder takes for a text."""

from __future__ import annotations

import time

from msgcheck.embed.interface import Embedder

SENTENCE = "Harbour offices that moved to the new service cut waiting times at the quay by a third last year."
"""As long as a usual statement."""

_TEXTS = 64
_ROUNDS = 3


def measured_ms(embedder: Embedder) -> float:
    """Return milliseconds a sentence, the best of some rounds; the model is loaded before."""
    texts = [SENTENCE] * _TEXTS
    embedder.embed(texts[:1])
    taken_s = []
    for _ in range(_ROUNDS):
        begun_s = time.perf_counter()
        embedder.embed(texts)
        taken_s.append(time.perf_counter() - begun_s)
    return min(taken_s) / _TEXTS * 1000
