"""Whether letters that were read mean anything.

Where a font carries no Unicode table, the numbers of its glyphs come out as if they were letters: control
characters, signs in the middle of words, accented letters in a row. Judging such text would be noise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_MAX_MEANINGLESS = 0.05
"""Share of characters without a meaning; figures of 0 in sound files, 0.1 and more in garbled ones."""
_MAX_ODD_WORDS = 0.4
_MIN_CHARS = 20
_MEANINGLESS = frozenset({"Cc", "Co", "Cn", "Cs"})
_ORDINARY_WORD = re.compile(
    r"""[(\[{"'“”‘’„‚«‹¿¡<*#@+~-]*
    (?: [^\W\d_]+ (?: [-'’./&_–@:+] [^\W_]+ )* [®™©]?
      | [+±−-]? [$€£¥]? \d [\w.,:/%°€$£²³–—-]* )
    [)\]}"'“”‘’»›.,;:!?…%*>-]*""",
    re.VERBOSE,
)


def is_garbled(lines: Sequence[str]) -> bool:
    """Return whether the text of one page is noise; a page of a few characters never is."""
    text = "\n".join(line.lstrip("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf020 ") for line in lines)
    visible = [character for character in text if not character.isspace()]
    if len(visible) < _MIN_CHARS:
        return False
    meaningless = sum(unicodedata.category(character) in _MEANINGLESS or character == "\ufffd" for character in visible)
    if meaningless > _MAX_MEANINGLESS * len(visible):
        return True
    words = [word for word in text.split() if len(word) > 2 and any(map(str.isalnum, word)) and _is_latin(word)]
    odd = sum(not _ORDINARY_WORD.fullmatch(word) or _is_mostly_accented(word) for word in words)
    return len(words) >= 5 and odd > _MAX_ODD_WORDS * len(words)


def _is_latin(word: str) -> bool:
    """Return whether all its letters are Latin; how other scripts join words is not judged."""
    return all(ord(character) < 0x250 or not character.isalpha() for character in word)


def _is_mostly_accented(word: str) -> bool:
    """Return whether most letters of a Latin word are accented, as in no language."""
    latin = [character for character in word if character.isalpha() and ord(character) < 0x250]
    accented = sum(ord(character) > 0x7F for character in latin)
    return len(latin) > 3 and accented > len(latin) // 2
