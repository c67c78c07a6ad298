"""Lines as they stand on a page -> lines as they read, with the way back.

Typesetting breaks words at line ends and draws some pairs of letters as one. Both hide words from a
comparison. A broken word is made whole in the line it begins in. Every change is kept as an `Edit`, so
that `source_text` gives back what stands in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgcheck.records import Edit

_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "ft", "\ufb06": "st",
}  # fmt: skip
_MISNAMED = {"Ɵ": "ti", "ƫ": "tti", "Ʃ": "tt", "Ō": "ft"}
"""What some fonts call their ligatures, in Latin text only where a small letter stands beside."""
_DRAWN_AS_ONE = re.compile("[\ufb00-\ufb06\u00ad]|(?<=[a-z])[ƟƫƩŌ]|[ƟƫƩ](?=[a-z])")
_HYPHENS = "-\u00ad\u2010"
_LETTERS = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class MendedLine:
    """One line with its words whole."""

    text: str
    edits: tuple[Edit, ...] = ()


def mend_lines(lines: Sequence[str]) -> tuple[MendedLine, ...]:
    """Return `lines` with ligatures spelt out and words that were broken at line ends made whole.

    Args:
        lines: without white space around, in reading order; a word broken at the end of a line ends in
            a hyphen.

    Returns:
        As many lines; one is empty where all of it was the rest of the word before.
    """
    vocabulary = _vocabulary(lines)
    mended: list[MendedLine] = []
    carried = ""
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else ""
        rest = line[len(carried) :].lstrip()
        taken = line[: len(line) - len(rest)]
        carried, hyphen = _rest_of_word(rest, following, vocabulary)
        mended.append(_mended_line(rest, taken=taken, joined=carried, hyphen=hyphen))
    return tuple(mended)


def source_text(text: str, edits: Iterable[Edit]) -> str:
    """Return what stands in the file where `text` was read with `edits`."""
    parts: list[str] = []
    place = 0
    for edit in edits:
        parts += (text[place : edit.start], edit.source)
        place = edit.end
    return "".join(parts) + text[place:]


def _mended_line(rest: str, *, taken: str, joined: str, hyphen: str) -> MendedLine:
    """Return one line without what went to the line before, and with what came from the line after."""
    edits: list[Edit] = [Edit(start=0, end=0, source=taken)] if taken else []
    kept = rest[:-1] if joined else rest
    parts: list[str] = []
    length = place = 0
    for match in _DRAWN_AS_ONE.finditer(kept):
        before = kept[place : match.start()]
        spelt = _LIGATURES.get(match[0]) or _MISNAMED.get(match[0], "")
        length += len(before)
        parts += (before, spelt)
        edits.append(Edit(start=length, end=length + len(spelt), source=match[0]))
        length += len(spelt)
        place = match.end()
    parts.append(kept[place:])
    length += len(kept) - place
    if joined:
        added = hyphen + _spelt_out(joined)
        parts.append(added)
        edits.append(Edit(start=length, end=length + len(added), source=rest[-1]))
    return MendedLine(text="".join(parts), edits=tuple(edits))


def _rest_of_word(line: str, following: str, vocabulary: frozenset[str]) -> tuple[str, str]:
    """Return what of the following line ends the last word of `line`, and the hyphen that belongs into it."""
    broken = _broken_word(line)
    begun = following.split(maxsplit=1)[0] if following else ""
    if not broken or not begun or not begun[0].isalpha():
        return "", ""
    return begun, "-" if _hyphen_stays(broken, line[-1], begun, vocabulary) else ""


def _broken_word(line: str) -> str:
    """Return the beginning of the word that the end of `line` breaks, "" where it breaks none."""
    if not line or line[-1] not in _HYPHENS:
        return ""
    last = line.rsplit(maxsplit=1)[-1][:-1]
    first_letter = _LETTERS.search(last)
    return last[first_letter.start() :] if first_letter and last[-1].isalpha() else ""


def _hyphen_stays(first: str, hyphen: str, second: str, vocabulary: frozenset[str]) -> bool:
    """Return whether the hyphen belongs to the word, as in `state-of-the-art`, by how the document writes it."""
    if hyphen == "\u00ad":
        return False
    word = _WORD.match(second)
    end = word[0].lower() if word else ""
    start = first.lower()
    if start + end in vocabulary:
        return False
    if f"{start}-{end}" in vocabulary or "-" in start or "-" in end or second[0].isupper():
        return True
    return len(start) > 2 and len(end) > 2 and start in vocabulary and end in vocabulary


def _spelt_out(text: str) -> str:
    return _DRAWN_AS_ONE.sub(lambda match: _LIGATURES.get(match[0]) or _MISNAMED.get(match[0], ""), text)


def _vocabulary(lines: Sequence[str]) -> frozenset[str]:
    """Return the words of the lines, lower case, but for those that a line end breaks."""
    words: set[str] = set()
    after_break = False
    for line in lines:
        broken = _broken_word(line)
        whole = line[: len(line) - len(broken) - 1] if broken else line
        found = [match[0].lower() for match in _WORD.finditer(whole)]
        words.update(found[1:] if after_break else found)
        after_break = bool(broken)
    return frozenset(words)
