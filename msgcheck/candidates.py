"""Finds, for each statement, the wordings of one messaging that it may be about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from msgcheck.embed.cache import Cache
from msgcheck.embed.interface import Embedder, Floats1d
from msgcheck.match import matches
from msgcheck.nearness import Nearness
from msgcheck.records import CURRENT, DocumentId, Match, Messaging, Statement
from msgcheck.segment.interface import Segmenter, Vocabulary
from msgcheck.wording_memory import ReadWordings, read_wordings
from msgcheck.wordings import as_of_day, vocabulary_of


class CandidateFinder:
    """Finds the nearest wordings of statements.

    Args:
        messaging: what is approved, retired and ruled out.
        segmenter: reads the wordings as it reads statements.
        embedder: turns texts into vectors.
        cache: remembers vectors and neighbours between runs; None computes all anew.
    """

    def __init__(self, messaging: Messaging, *, segmenter: Segmenter, embedder: Embedder, cache: Cache | None) -> None:
        self.messaging = messaging
        self.segmenter = segmenter
        self.embedder = embedder
        self._cache = cache

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the names that readings look for."""
        return vocabulary_of(self.messaging)

    @cached_property
    def wordings(self) -> ReadWordings:
        """Return every text a statement can be compared with, with its readings."""
        return read_wordings(self.messaging, self.segmenter, self._cache)

    @cached_property
    def _nearness(self) -> Nearness:
        return Nearness(
            self.wordings.plain, embedder=self.embedder, cache=self._cache, messaging_hash=self.messaging.hash
        )

    def prepare(self) -> None:
        """Read and embed every wording now, rather than with the statements that come near it first."""
        _ = self.vocabulary
        for _wording in self.wordings:
            pass  # each is put together when it is first asked for
        self._nearness.prepare()

    def of_statements(
        self, statements: Sequence[Statement], *, private: bool, day: date | None
    ) -> tuple[tuple[Match, ...], ...]:
        """Return the nearest wordings of each statement, best first, none for those that are not judged.

        Args:
            statements: in the order of their document.
            private: whether they come from mail, of which no vector is remembered.
            day: retired wording that was not yet retired on this day was current.
        """
        near = self._nearness.near([statement.in_full for statement in statements if statement.judged], private=private)
        return tuple(
            tuple(self._of_day(match, day) for match in matches(statement, near[statement.in_full], self.wordings))
            if statement.judged
            else ()
            for statement in statements
        )

    def _of_day(self, match: Match, day: date | None) -> Match:
        """Return a match with its wording as it stood on a day."""
        wording = as_of_day(match.wording, self.messaging, day)
        return match if wording is match.wording else replace(match, wording=wording)

    def vectors(self, texts: Sequence[str]) -> dict[str, Floats1d]:
        """Return float32 of shape (d,) for each statement of decks and documents whose vector may be kept."""
        return self._nearness.vectors(texts)

    def nearest_current(self, texts: Sequence[str]) -> tuple[Match | None, ...]:
        """Return the nearest approved wording of each text, None where none is near."""
        near = self._nearness.near(texts, private=False)
        found = []
        for text in texts:
            statement = Statement(text=text, document=DocumentId(""), location="")
            current = (
                match for match in matches(statement, near[text], self.wordings) if match.wording.source in CURRENT
            )
            found.append(next(current, None))
        return tuple(found)
