"""Text for terminals and tables: made harmless, shortened, and filled to a width.

What stands in a document is foreign: control characters could move the cursor, colour the screen or turn
the reading direction, so they never get through.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from msgcheck.differing import Word

_BOLD_UNDERLINE = "\033[1;4m"
_RESET = "\033[0m"
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_KEPT = frozenset("\u200d")
"""Joins the parts of an emoji."""


def printable(text: str) -> str:
    """Return `text` on one line without control and direction characters."""
    if text.isascii() and text.isprintable():
        return text
    spaced = " ".join(text.split())
    return "".join(
        character for character in spaced if character in _KEPT or unicodedata.category(character) not in _UNSAFE
    )


def shortened(text: str, max_characters: int) -> str:
    """Return `text` cut at a word with "…" where it is longer than `max_characters`."""
    if len(text) <= max_characters:
        return text
    cut = text[: max_characters - 1]
    head, _, _ = cut.rpartition(" ")
    return f"{(head if len(head) > max_characters // 2 else cut).rstrip()}…"


def columns(text: str) -> int:
    """Return how many columns of a terminal `text` takes; wide East Asian characters take two."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def filled(text: str, *, width: int, first: str = "", rest: str = "") -> list[str]:
    """Return the lines of `text` filled to `width`, begun with `first` and then `rest`."""
    return marked_lines([Word(text=word) for word in printable(text).split()], width=width, first=first, rest=rest)


def marked_lines(
    words: Sequence[Word], *, width: int, first: str = "", rest: str = "", color: bool = False
) -> list[str]:
    """Return the lines of `words` filled to `width`, the changed ones in [brackets], or bold and underlined."""
    lines: list[str] = []
    line, used = first, columns(first)
    empty = True
    for text, shown in _marked(words, color=color):
        size = columns(text)
        if not empty and used + 1 + size > width:
            lines.append(line)
            line, used, empty = rest, columns(rest), True
        if not empty:
            line, used = line + " ", used + 1
        room = width - used
        if size > room > 0 and not color:
            *full, last = _chopped(shown, room, max(1, width - columns(rest)))
            lines += [(line if index == 0 else rest) + piece for index, piece in enumerate(full)]
            line, used, empty = rest + last, columns(rest) + columns(last), False
        else:
            line, used, empty = line + shown, used + size, False
    return [*lines, line] if not empty or not lines else lines


def _chopped(text: str, room: int, width: int) -> list[str]:
    """Return a word longer than a line in pieces: the first fits `room`, the others `width`."""
    pieces = [text[:room]]
    pieces += [text[at : at + width] for at in range(room, len(text), width)]
    return [piece for piece in pieces if piece]


def _marked(words: Sequence[Word], *, color: bool) -> list[tuple[str, str]]:
    """Return (text as measured, text as printed) of each word; neighbours that differ share their marks."""
    marked = []
    for index, word in enumerate(words):
        text = printable(word.text)
        if not text:
            continue
        if color:
            marked.append((text, f"{_BOLD_UNDERLINE}{text}{_RESET}" if word.changed else text))
            continue
        opens = word.changed and not (index > 0 and words[index - 1].changed)
        closes = word.changed and not (index + 1 < len(words) and words[index + 1].changed)
        shown = f"{'[' if opens else ''}{text}{']' if closes else ''}"
        marked.append((shown, shown))
    return marked
