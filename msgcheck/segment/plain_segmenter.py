"""A segmenter without a model: sentences by rule, words by pattern.

Quick and dependable for tests and for machines without the language model. Without a parse, negation is
taken to deny the next content word, and longer wordings are split at semicolons and clear main clauses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgcheck.records import Document, Readings, Statement, Token
from msgcheck.segment.blocks_to_runs import blocks_to_runs
from msgcheck.segment.interface import Vocabulary
from msgcheck.segment.readings.cue_table import straightened
from msgcheck.segment.readings.merge_fields import mask_merge_fields
from msgcheck.segment.readings.read import read_text
from msgcheck.segment.sentence_bounds import sentence_spans
from msgcheck.segment.statements import Sentence, statements_of

_WORD = re.compile(r"n't(?!\w)|[^\W\d_]+?(?=n't(?!\w))|[^\W\d_](?:[\w.&-]*\w)?|\d(?:[\d.,]*\d)?|[^\w\s]")
_CLOSED = {
    "DET": "the a an this that these those every each all any some no both either neither which what",
    "PRON": "i you he she it we they me him her us them who whom your our my his its their mine yours ours theirs "
    "myself yourself itself",
    "ADP": "of in on at by for with from to into over under within without during after before until per as than "
    "about between through across",
    "CCONJ": "and or but nor",
    "SCONJ": "if when while because unless since whether though although once",
    "AUX": "be am is are was were been being have has had do does did will would shall should can could may might "
    "must 's 're 've 'll 'd",
    "PART": "not n't to",
    "ADV": "also very so too then there here just even still yet only now",
}
_POS = {word: pos for pos, words in _CLOSED.items() for word in words.split()}
_STOP = frozenset(_POS)
_BASE_FORMS = {
    "be": "is are was were been being am",
    "have": "has had",
    "do": "does did done",
    "not": "n't",
    "a": "an",
    "pay": "paid",
    "give": "gave given",
    "get": "got gotten",
    "keep": "kept",
    "run": "ran",
    "go": "went gone",
    "make": "made",
    "take": "took taken",
    "say": "said",
    "sell": "sold",
    "build": "built",
    "hold": "held",
    "send": "sent",
    "cost": "costs",
}
_IRREGULAR = {form: base for base, forms in _BASE_FORMS.items() for form in forms.split()}
_CLAUSE = re.compile(
    r";\s+|,?\s+(?:and|but|while|whereas)\s+(?=(?:we|you|it|they|there|no|our|your|all|every|the)\s+\w+)|"
    r"\s+[–—]\s+(?=(?:we|you|it|they|there|no|our|your)\s)",
    re.IGNORECASE,
)
_MIN_CLAUSE_WORDS = 4


class PlainSegmenter:
    """Segments by rules alone; satisfies `Segmenter`."""

    name = "plain"

    def segment(self, document: Document, vocabulary: Vocabulary) -> tuple[Statement, ...]:
        """Return the statements of a document in order, with readings where they are to be judged."""
        runs = blocks_to_runs(document.blocks)
        sentences = [
            [
                Sentence(start=start, end=end, tokens=plain_tokens(run.text[start:end]))
                for start, end in sentence_spans(mask_merge_fields(run.text))
            ]
            for run in runs
        ]
        return statements_of(document, runs, sentences, vocabulary)

    def read_texts(
        self, texts: Sequence[str], vocabulary: Vocabulary, contexts: Sequence[str] = ()
    ) -> tuple[Readings, ...]:
        """Return the readings of each text, in order."""
        padded = contexts or [""] * len(texts)
        return tuple(
            read_text(text, plain_tokens(text), vocabulary, context=context)
            for text, context in zip(texts, padded, strict=True)
        )

    def split_texts(self, texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """Return the single claims of each longer wording: its sentences and clear main clauses."""
        return tuple(
            tuple(
                claim for start, end in sentence_spans(mask_merge_fields(text)) for claim in _clauses(text[start:end])
            )
            for text in texts
        )


def plain_tokens(text: str) -> tuple[Token, ...]:
    """Return the words of `text` with a lemma and part of speech as good as endings tell."""
    masked = straightened(mask_merge_fields(text))
    tokens = []
    for place, found in enumerate(_WORD.finditer(masked)):
        word = found.group()
        lower = word.lower()
        tokens.append(
            Token(
                start=found.start(),
                end=found.end(),
                lemma=_lemma(lower),
                pos=_part_of_speech(word, first=place == 0),
                head=place,
                stop=lower in _STOP,
            )
        )
    return tuple(tokens)


def _part_of_speech(word: str, *, first: bool) -> str:
    if not word[0].isalnum() and word != "n't":
        return "PUNCT"
    if word[0].isdigit():
        return "NUM"
    if word.lower() in _POS:
        return _POS[word.lower()]
    if word.endswith("ly"):
        return "ADV"
    return "PROPN" if word[0].isupper() and not first else "NOUN"


def _lemma(word: str) -> str:
    """Return a crude base form: irregular ones by table, then plural and verb endings."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + instead
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 3:
            doubled = stem[-1] == stem[-2] and stem[-1] not in "lsz"
            return stem[:-1] if doubled else stem
    return word


def _clauses(sentence: str) -> list[str]:
    """Return the sentence cut where a new main clause begins, unless a part would be too short to mean anything."""
    parts = [part.strip(" ,;–—") for part in _CLAUSE.split(sentence)]
    if len(parts) < 2 or any(len(part.split()) < _MIN_CLAUSE_WORDS for part in parts):
        return [sentence]
    return parts
