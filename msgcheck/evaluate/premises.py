"""One premise, made ready to be asked about many times: its sentences, and what of it is near to another sentence.

A premise may have thousands of words, and few of them matter to one sentence. So its sentences are found by cosine,
and of the nearest ones, their neighbourhood and the best of them together are made short passages: what a summary
says in one sentence often stands in two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from msgcheck.embed.interface import Embedder
from msgcheck.match import matches
from msgcheck.nearness import Nearness
from msgcheck.records import (
    About,
    Block,
    BlockKind,
    Document,
    DocumentId,
    Figure,
    Match,
    MessageId,
    Source,
    Statement,
    Wording,
)
from msgcheck.segment.interface import Segmenter, Vocabulary

LONG_WORDS = 60
"""A longer sentence is cut: spoken text may come without a full stop, and models read only the beginning."""
WHOLE_SENTENCES = 3
"""A premise of so many sentences is also compared as a whole."""
PAIRED_SENTENCES = 10
"""In a premise of so many sentences any two that follow each other are compared together, too."""
READ_SENTENCES = 4
"""Sentences of a premise that a pair model reads beside one sentence, nearest first."""
JOINED_SENTENCES = 3
"""Nearest sentences that it reads together, in their order."""

_NOBODY = Vocabulary()


@dataclass(frozen=True, slots=True, kw_only=True)
class Premise:
    """What is approved, as far as one row goes."""

    sentences: tuple[str, ...]
    words: frozenset[str]
    """Its words, and their base forms."""
    figures: tuple[Figure, ...]
    cues: frozenset[str]
    """Base forms of the standards, superlatives and absolutes it names."""
    nearness: Nearness

    def near(self, statements: Sequence[Statement]) -> list[tuple[Match, ...]]:
        """Return what of the premise each statement may repeat, nearest first."""
        found = self.nearness.near([statement.text for statement in statements], private=True)
        return [matches(statement, found[statement.text], self.nearness.wordings) for statement in statements]

    def passages(self, near: Sequence[Match]) -> tuple[str, ...]:
        """Return the passages a pair model should read beside a statement, nearest first, none twice."""
        places = [place for place in (_place(match.wording) for match in near) if place is not None]
        passages = [match.wording.text for match in near if _place(match.wording) is None]
        passages[:0] = [self.sentences[place] for place in places[:READ_SENTENCES]]
        if places:
            around = range(max(0, places[0] - 1), min(len(self.sentences), places[0] + 2))
            passages += [self._joined(around), self._joined(sorted(places[:JOINED_SENTENCES]))]
        return tuple(dict.fromkeys(passages))

    def _joined(self, places: Sequence[int]) -> str:
        return " ".join(self.sentences[place] for place in places)


def read_premise(text: str, *, segmenter: Segmenter, embedder: Embedder) -> Premise:
    """Return a premise ready to be asked about; an empty one backs nothing."""
    statements = read_sentences(text, segmenter)
    single = [_wording(f"{place}", statement) for place, statement in enumerate(statements)]
    sentences = tuple(statement.text for statement in statements)
    joined: list[tuple[str, str]] = []
    if 1 < len(sentences) <= PAIRED_SENTENCES:
        joined = [(f"{place}+", " ".join(sentences[place : place + 2])) for place in range(len(sentences) - 1)]
    if 2 < len(sentences) <= WHOLE_SENTENCES:
        joined.append(("whole", " ".join(sentences)))
    readings = segmenter.read_texts([passage for _, passage in joined], _NOBODY)
    wordings = [
        *single,
        *(
            Wording(
                text=passage,
                id=MessageId(name),
                source=Source.MESSAGE,
                readings=replace(read, about=About.US),
            )
            for (name, passage), read in zip(joined, readings, strict=True)
        ),
    ]
    return Premise(
        sentences=sentences,
        words=frozenset(word for statement in statements for word in words_of(statement)),
        figures=figures_of(statements),
        cues=cues_of(statements),
        nearness=Nearness(wordings, embedder=embedder, cache=None, messaging_hash=""),
    )


def read_sentences(text: str, segmenter: Segmenter) -> tuple[Statement, ...]:
    """Return the sentences of a text as statements about us, whoever they speak of."""
    document = Document(
        id=DocumentId(""),
        format="txt",
        language="en",
        blocks=(Block(text=text, kind=BlockKind.PARAGRAPH, location="paragraph 1", language="en"),),
    )
    found = [statement for statement in segmenter.segment(document, _NOBODY) if statement.text.strip()]
    texts = [piece for statement in found for piece in _pieces(statement.text)]
    if any(not statement.judged for statement in found) or len(texts) != len(found):
        read = segmenter.read_texts(texts, _NOBODY)
    else:
        read = tuple(statement.readings for statement in found)
    return tuple(
        Statement(
            text=piece,
            document=DocumentId(""),
            location=f"sentence {place}",
            readings=replace(readings, about=About.US),
        )
        for place, (piece, readings) in enumerate(zip(texts, read, strict=True), start=1)
    )


def figures_of(statements: Sequence[Statement]) -> tuple[Figure, ...]:
    """Return all figures of some sentences."""
    return tuple(figure for statement in statements for figure in statement.readings.figures)


def cues_of(statements: Sequence[Statement]) -> frozenset[str]:
    """Return the base forms of the standards, superlatives and absolutes that some sentences name."""
    return frozenset(
        cue.lemma
        for statement in statements
        for cues in (statement.readings.names, statement.readings.superlatives, statement.readings.absolutes)
        for cue in cues
    )


def words_of(statement: Statement) -> frozenset[str]:
    """Return the words of a statement as they stand and in their base form, small letters."""
    tokens = statement.readings.tokens
    return frozenset(
        word for token in tokens for word in (token.lemma, statement.text[token.start : token.end].lower())
    )


def _pieces(sentence: str) -> list[str]:
    """Return a sentence, cut where it is too long to be one."""
    words = sentence.split()
    if len(words) <= LONG_WORDS:
        return [sentence]
    return [" ".join(words[start : start + LONG_WORDS]) for start in range(0, len(words), LONG_WORDS)]


def _wording(name: str, statement: Statement) -> Wording:
    return Wording(text=statement.text, id=MessageId(name), source=Source.MESSAGE, readings=statement.readings)


def _place(wording: Wording) -> int | None:
    """Return which sentence of the premise a wording is, None for several of them together."""
    return int(wording.id) if wording.id.isdigit() else None
