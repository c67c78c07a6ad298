"""Which language a text is in.

A short text says little about its language, so the language of a document is told from all its text, and
a block has one of its own only where it is long enough and says so clearly. Where nothing is clear there
is no language rather than a guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from msgcheck.records import Block, Document

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

MIN_LETTERS = 40
"""A block with fewer letters takes the language of its document."""
MIN_DOCUMENT_LETTERS = 12
"""A document with fewer letters has none."""
MIN_PROBABILITY = 0.3
"""Under this the language of a text counts as unclear."""
MIN_OTHER_PROBABILITY = 0.6
"""What a block needs to be taken for another language than its document."""
_MAX_CHARS = 20_000
"""More text of one document makes its language no clearer."""
_MAX_BLOCK_CHARS = 300
"""Nor does more text of one block; telling a language takes longer than reading most formats."""


def with_languages(document: Document) -> Document:
    """Return `document` with its language and that of each block filled in, as far as they are clear."""
    language = document.language or identify(_sample(document.blocks))
    blocks = tuple(
        block if block.language else replace(block, language=_block_language(block.text, language))
        for block in document.blocks
    )
    return replace(document, language=language, blocks=blocks)


def identify(text: str, *, min_letters: int = MIN_DOCUMENT_LETTERS) -> str | None:
    """Return the ISO 639-1 code of the language of `text`, or None where it is unclear.

    Args:
        text: any text; addresses, figures and merge fields in it do not count.
        min_letters: what is shorter is unclear.
    """
    found = _classified(text, min_letters=min_letters)
    return found[0] if found and found[1] >= MIN_PROBABILITY else None


def _block_language(text: str, document_language: str | None) -> str | None:
    """Return the language of a block: its own where that is clear, else the document's, None for mere figures."""
    if not any(map(str.isalpha, text)):
        return None
    found = _classified(text[:_MAX_BLOCK_CHARS], min_letters=MIN_LETTERS)
    if found is None:
        return document_language
    floor = MIN_OTHER_PROBABILITY if document_language else MIN_PROBABILITY
    return found[0] if found[1] >= floor else document_language


def _classified(text: str, *, min_letters: int) -> tuple[str, float] | None:
    words = " ".join([word for word in text[:_MAX_CHARS].split() if word.isalpha() or not _is_no_word(word)])
    if sum(map(str.isalpha, words)) < min_letters:
        return None
    # Capitals, as in headlines, mislead a model that was trained on running text.
    shown = words.lower() if sum(map(str.isupper, words)) > sum(map(str.islower, words)) else words
    language, probability = _identifier().classify(shown)
    return str(language), float(probability)


def _is_no_word(word: str) -> bool:
    """Return whether `word` is an address, a figure, a path or a merge field, which are alike in all languages."""
    if word.startswith(("{{", "[[")) or "://" in word or "@" in word or word.lower().startswith("www."):
        return True
    return word.isascii() and (any(map(str.isdigit, word)) or word.count("/") > 1 or "\\" in word)


def _sample(blocks: Iterable[Block]) -> str:
    """Return the text that tells a document's language."""
    texts: list[str] = []
    length = 0
    for block in blocks:
        texts.append(block.text)
        length += len(block.text)
        if length > _MAX_CHARS:
            break
    return "\n".join(texts)


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
