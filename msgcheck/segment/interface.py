"""What a segmenter does: Blocks -> Statements, and texts -> Readings.

Approved wording and documents go through the same `read_texts`, so that both sides are compared alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from msgcheck.records import Document, Readings, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The names that readings look for, taken from the messaging."""

    company: tuple[str, ...] = ()
    """Names and aliases of the company."""
    products: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(name, other spellings: aliases, wrong and former names)."""
    competitors: tuple[tuple[str, tuple[str, ...]], ...] = ()
    customers: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Splitter(Protocol):
    """Finds the single claims of a wording."""

    def split_texts(self, texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """Return the single claims of each longer wording: its sentences and its coordinated main clauses."""
        ...


class Segmenter(Splitter, Protocol):
    """Finds statements and reads what they say."""

    @property
    def name(self) -> str:
        """Return what tells this segmenter from one that may read otherwise, with the versions of its models."""
        ...

    def segment(self, document: Document, vocabulary: Vocabulary) -> tuple[Statement, ...]:
        """Return the statements of a document in order, with readings where they are to be judged."""
        ...

    def read_texts(
        self, texts: Sequence[str], vocabulary: Vocabulary, contexts: Sequence[str] = ()
    ) -> tuple[Readings, ...]:
        """Return the readings of each text, in order.

        Args:
            texts: statements or approved wordings.
            vocabulary: the names to look for.
            contexts: the sentence before each text, which helps to tell who it is about; empty where there is none.
        """
        ...
