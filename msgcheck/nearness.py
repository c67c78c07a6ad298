"""What is near a text among the wordings of one messaging, with the memory between runs.

Vectors count as text. Those of approved wording and of statements in decks and documents are remembered; those of
mail, of internal lines and of statements that may repeat one are not. Which wordings were near is neither text nor
vector and is remembered for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from msgcheck import __version__
from msgcheck.embed.cache import Cache, CachedEmbedder
from msgcheck.embed.interface import Embedder, Floats1d, Floats2d
from msgcheck.match import Neighbour, cosine, neighbours
from msgcheck.records import CURRENT, Source, Wording

CURRENT_ENTRIES = 6
RETIRED_ENTRIES = 2
NEVER_SAY_ENTRIES = 3
INTERNAL_ENTRIES = 1
"""Different entries of each kind a statement is compared with. Each kind has its own places: a line that must not be
said is mostly further away than the approved lines about the same thing, which would crowd it out."""
CANDIDATE_WORDINGS = 2
"""Wordings of one entry a statement is compared with."""
MAY_BE_INTERNAL = 0.6
"""Cosine from which a statement may repeat an internal line, so that its vector is not remembered."""

_KINDS: tuple[tuple[frozenset[Source], int], ...] = (
    (CURRENT, CURRENT_ENTRIES),
    (frozenset({Source.RETIRED}), RETIRED_ENTRIES),
    (frozenset({Source.NEVER_SAY}), NEVER_SAY_ENTRIES),
    (frozenset({Source.INTERNAL_ONLY}), INTERNAL_ENTRIES),
)
_RECIPE = 2
"""Counts up when what is remembered as near would come out otherwise."""


class Nearness:
    """The wordings of one messaging, and what is near them.

    Args:
        wordings: what statements are compared with.
        embedder: turns texts into vectors.
        cache: remembers between runs; None computes all anew.
        messaging_hash: what is remembered holds for this messaging only.
    """

    def __init__(
        self, wordings: Sequence[Wording], *, embedder: Embedder, cache: Cache | None, messaging_hash: str
    ) -> None:
        self.wordings = tuple(wordings)
        self.embedder = embedder
        self.cache = cache
        self._key = f"{messaging_hash}/{__version__}/{_RECIPE}"

    def prepare(self) -> None:
        """Embed every wording now, rather than with the first statement."""
        _ = self._wording_rows

    def near(self, texts: Sequence[str], *, private: bool) -> dict[str, tuple[Neighbour, ...]]:
        """Return the nearest wordings of each text, best first, from the cache where it knows them.

        Args:
            texts: statements.
            private: whether they come from mail.
        """
        known = self._remembered(texts)
        unknown = [text for text in dict.fromkeys(texts) if text not in known]
        if not unknown:
            return known
        rows = self._statement_rows(unknown, private=private)
        similarities = cosine(rows, self._wording_rows)
        known.update(zip(unknown, self._of_each_kind(similarities), strict=True))
        if self.cache is not None:
            pairs = ((text, [(item.wording, item.cosine) for item in known[text]]) for text in unknown)
            self.cache.keep_near(self.embedder.model, self._key, pairs)
            if not private:
                self._keep_rows(self.cache, unknown, rows, similarities)
        return known

    def vectors(self, texts: Sequence[str]) -> dict[str, Floats1d]:
        """Return float32 of shape (d,) for each statement of decks and documents whose vector may be kept.

        What may repeat an internal line has none: the cache, where there is one, never took it.
        """
        unique = list(dict.fromkeys(texts))
        if not unique:
            return {}
        if self.cache is not None:
            return dict(self.cache.vectors(self.embedder.model, unique))
        rows = self._statement_rows(unique, private=False)
        return {unique[place]: rows[place] for place in self._may_be_kept(cosine(rows, self._wording_rows))}

    def _of_each_kind(self, similarities: Floats2d) -> list[tuple[Neighbour, ...]]:
        """Return the nearest wordings of each kind for every row, merged, best first."""
        merged: list[list[Neighbour]] = [[] for _ in similarities]
        for sources, entries in _KINDS:
            columns = [place for place, wording in enumerate(self.wordings) if wording.source in sources]
            ids = [self.wordings[place].id for place in columns]
            found = neighbours(similarities[:, columns], ids, entries=entries, per_entry=CANDIDATE_WORDINGS)
            for near, here in zip(merged, found, strict=True):
                near.extend(Neighbour(wording=columns[item.wording], cosine=item.cosine) for item in here)
        return [tuple(sorted(near, key=lambda item: (-item.cosine, item.wording))) for near in merged]

    def _remembered(self, texts: Sequence[str]) -> dict[str, tuple[Neighbour, ...]]:
        """Return what the cache knows; what points to no wording is damaged and not known."""
        if self.cache is None:
            return {}
        return {
            text: tuple(Neighbour(wording=index, cosine=value) for index, value in found)
            for text, found in self.cache.near(self.embedder.model, self._key, texts).items()
            if all(0 <= index < len(self.wordings) for index, _ in found)
        }

    @cached_property
    def _wording_rows(self) -> Floats2d:
        """Return float32 of shape (number of wordings, d); internal wording is never cached."""
        shared: Embedder = self.embedder if self.cache is None else CachedEmbedder(self.embedder, self.cache)
        known: dict[bool, dict[str, Floats1d]] = {}
        for internal, embedder in ((False, shared), (True, self.embedder)):
            texts = [wording.text for wording in self.wordings if _is_internal(wording) is internal]
            known[internal] = dict(zip(texts, embedder.embed(texts), strict=True)) if texts else {}
        rows = [known[_is_internal(wording)][wording.text] for wording in self.wordings]
        return np.stack(rows) if rows else np.zeros((0, 0), dtype=np.float32)

    def _statement_rows(self, texts: Sequence[str], *, private: bool) -> Floats2d:
        """Return float32 of shape (n, d), from the cache where it knows them; what is private is not asked for."""
        known = {} if self.cache is None or private else dict(self.cache.vectors(self.embedder.model, texts))
        unknown = [text for text in texts if text not in known]
        if unknown:
            known.update(zip(unknown, self.embedder.embed(unknown), strict=True))
        return np.stack([known[text] for text in texts])

    def _keep_rows(self, cache: Cache, texts: Sequence[str], rows: Floats2d, similarities: Floats2d) -> None:
        """Remember the vectors of statements, but of none that may repeat an internal line."""
        kept = self._may_be_kept(similarities)
        cache.keep_vectors(self.embedder.model, [texts[place] for place in kept], rows[kept])

    def _may_be_kept(self, similarities: Floats2d) -> list[int]:
        """Return the places of the rows that are near no internal line."""
        internal = [_is_internal(wording) for wording in self.wordings]
        nearest = similarities[:, internal].max(axis=1, initial=-1.0)
        return [place for place, value in enumerate(nearest) if value < MAY_BE_INTERNAL]


def _is_internal(wording: Wording) -> bool:
    """Return whether a wording must not leave the company."""
    return wording.source is Source.INTERNAL_ONLY
