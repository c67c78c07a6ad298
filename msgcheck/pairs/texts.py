"""The two texts of a pair as a model can take them."""

from __future__ import annotations

from msgcheck.pairs.interface import Pair


def texts_of(pair: Pair) -> tuple[str, str]:
    """Return approved wording and statement without halves of characters, which tokenizers and JSON refuse."""
    return _whole(pair.approved), _whole(pair.said)


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
