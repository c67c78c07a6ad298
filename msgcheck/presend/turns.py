"""Who uses the models: a mail at once, and what is being prepared a piece at a time, whenever no mail wants them.

A messaging with a thousand wordings takes many seconds to read and embed. Done a few wordings at a time, between mails,
it holds none of them for longer than one piece takes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import numpy as np

from msgcheck.embed.interface import Embedder, Floats2d
from msgcheck.records import Document, Readings, Statement
from msgcheck.segment.interface import Segmenter, Vocabulary

_T = TypeVar("_T")
_PIECE = 16
"""Texts prepared in one go: a fraction of a second."""


class TurnsEnded(Exception):
    """Nothing needs to be prepared any more."""


class Turns:
    """Lets one thread at a time use the models; who prepares steps back for who is in a hurry."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._holder: int | None = None
        self._in_a_hurry = 0
        self._ended = False

    @property
    def is_mine(self) -> bool:
        """Return whether it is this thread's turn now."""
        return self._holder == threading.get_ident()

    @property
    def is_wanted(self) -> bool:
        """Return whether somebody in a hurry waits for a turn."""
        return self._in_a_hurry > 0

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Use the models as soon as whoever uses them now is done."""
        with self._changed:
            self._in_a_hurry += 1
            self._changed.wait_for(lambda: self._holder is None)
            self._in_a_hurry -= 1
            self._holder = threading.get_ident()
        try:
            yield
        finally:
            self._give_up()

    @contextmanager
    def when_free(self) -> Iterator[None]:
        """Use the models once nobody else wants them.

        Raises:
            TurnsEnded: it was said that nothing needs to be prepared any more.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._ended or (self._holder is None and not self.is_wanted))
            if self._ended:
                raise TurnsEnded
            self._holder = threading.get_ident()
        try:
            yield
        finally:
            self._give_up()

    def end(self) -> None:
        """Let nobody prepare anything from now on."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def in_pieces(self, call: Callable[[Sequence[str]], Sequence[_T]], texts: Sequence[str]) -> tuple[_T, ...]:
        """Return what a call gives for texts: a piece at a time, but all at once where it is our turn anyhow.

        Raises:
            TurnsEnded: it was said that nothing needs to be prepared any more.
        """
        if self.is_mine:
            return tuple(call(texts))
        found: list[_T] = []
        for start in range(0, len(texts), _PIECE):
            with self.when_free():
                found += call(texts[start : start + _PIECE])
        return tuple(found)

    def _give_up(self) -> None:
        with self._changed:
            self._holder = None
            self._changed.notify_all()


class PiecewiseSegmenter:
    """A segmenter that reads approved wordings a piece at a time.

    Args:
        segmenter: reads them.
        turns: says when.
    """

    def __init__(self, segmenter: Segmenter, turns: Turns) -> None:
        self._segmenter = segmenter
        self._turns = turns

    @property
    def name(self) -> str:
        """Return the name of the segmenter that reads."""
        return self._segmenter.name

    def segment(self, document: Document, vocabulary: Vocabulary) -> tuple[Statement, ...]:
        """Return the statements of a document in order."""
        return self._segmenter.segment(document, vocabulary)

    def split_texts(self, texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """Return the single claims of each longer wording."""
        return self._turns.in_pieces(self._segmenter.split_texts, texts)

    def read_texts(
        self, texts: Sequence[str], vocabulary: Vocabulary, contexts: Sequence[str] = ()
    ) -> tuple[Readings, ...]:
        """Return the readings of each text, in order."""
        if contexts:
            return self._segmenter.read_texts(texts, vocabulary, contexts)
        return self._turns.in_pieces(lambda piece: self._segmenter.read_texts(piece, vocabulary), texts)


class PiecewiseEmbedder:
    """An embedder that embeds approved wordings a piece at a time.

    Args:
        embedder: embeds them.
        turns: says when.
    """

    def __init__(self, embedder: Embedder, turns: Turns) -> None:
        self._embedder = embedder
        self._turns = turns

    @property
    def model(self) -> str:
        """Return name and hash of the model."""
        return self._embedder.model

    def embed(self, texts: Sequence[str]) -> Floats2d:
        """Return float32 of shape (n, d), rows of length 1, in the order of `texts`."""
        if self._turns.is_mine or not texts:
            return self._embedder.embed(texts)
        return np.stack(self._turns.in_pieces(lambda piece: tuple(self._embedder.embed(piece)), texts))
