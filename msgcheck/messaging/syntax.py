"""A YAML error -> what a copywriter did, how to mend it, and the text with that place mended.

YAML's own messages speak of block mappings and scalars. Nearly always the cause is one of a few: a wording
with a colon, a bracket or a quotation mark that was not quoted, a tab, a line indented by the wrong number
of spaces, a bracket that was never closed.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import yaml

from msgcheck.messaging.schema import KEY_NAMES

_BLOCK_VALUE = re.compile(r"^(?P<head>\s*(?:-\s+)*(?:[\w-]+\s*:\s+)?)(?P<value>\S.*?)\s*$")
_FLOW_VALUE = re.compile(
    r"(?P<head>[{,]\s*(?:KEYS)\s*:\s+)(?P<value>[^\s\"'{\[][^{}]*?)(?=\s*,\s*(?:KEYS)\s*:|\s*\})".replace(
        "KEYS", "|".join(KEY_NAMES)
    )
)
_INDICATORS = {
    ":": "it has a colon",
    "#": "it has a #",
    "[": "it has a bracket",
    "]": "it has a bracket",
    "{": "it has a brace",
    "}": "it has a brace",
    '"': "it has a quotation mark",
    "'": "it has a quotation mark",
    "?": "it has a question mark",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """One broken place, explained and mended."""

    line: int
    """From 1."""
    column: int
    """From 1."""
    what: str
    text: str | None
    """The whole text with the place mended; None where nothing helps."""
    lossless: bool
    """Whether all that was written is still there."""


def mend(text: str, err: yaml.YAMLError) -> Mended:
    """Return what is wrong at the place of `err`, and `text` with that place mended."""
    if isinstance(err, yaml.reader.ReaderError):
        return _mend_character(text, err)
    if not isinstance(err, yaml.MarkedYAMLError):
        return Mended(line=1, column=1, what=f"not readable as YAML: {err}", text=None, lossless=False)
    lines = text.split("\n")
    mark = err.problem_mark or err.context_mark
    line = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark else 0
    opened = min(err.context_mark.line, len(lines) - 1) if err.context_mark else line
    if "another document" in (err.problem or ""):
        lines[line] = ""
        what = "one file holds one document: remove this `---`"
        return Mended(line=line + 1, column=1, what=what, text="\n".join(lines), lossless=True)
    return (
        _mend_tab(lines, line)
        or _mend_quotation(lines, line, column, opened, err)
        or _mend_flow(lines, line, column, opened)
        or _mend_value(lines, line, column)
        or _give_up_line(lines, line, column, err)
    )


def _mend_character(text: str, err: yaml.reader.ReaderError) -> Mended:
    position = min(err.position, max(len(text) - 1, 0))
    before = text[:position]
    character = err.character if isinstance(err.character, int) else ord(err.character[:1] or "\0")
    what = f"a character no text can hold (U+{character:04X}) stands here: delete it"
    mended = text[:position] + " " + text[position + 1 :] if text else None
    return Mended(
        line=before.count("\n") + 1,
        column=position - (before.rfind("\n") + 1) + 1,
        what=what,
        text=mended,
        lossless=True,
    )


def _content_column(line: str) -> int:
    """Return the column at which the first key of a line begins, after its dashes."""
    found = re.match(r"\s*(?:-\s+)*", line)
    return found.end() if found else 0


def _mend_tab(lines: list[str], line: int) -> Mended | None:
    indent = re.match(r"[ \t]*", lines[line])
    if indent is None or "\t" not in indent.group():
        return None
    column = lines[line].index("\t") + 1
    above = next((other for other in reversed(lines[:line]) if other.strip()), "")
    depth = _content_column(above)
    if lines[line].lstrip().startswith("- ") or above.rstrip().endswith(":"):
        depth = len(above) - len(above.lstrip()) + (2 if above.rstrip().endswith(":") else 0)
    lines[line] = " " * depth + lines[line].lstrip()
    what = "a tab indents this line: use spaces"
    return Mended(line=line + 1, column=column, what=what, text="\n".join(lines), lossless=True)


def _mend_quotation(lines: list[str], line: int, column: int, opened: int, err: yaml.MarkedYAMLError) -> Mended | None:
    """Mend a text that begins with a quotation mark but does not end with it."""
    unclosed = "quoted scalar" in (err.context or "")
    place = opened if unclosed else line
    found = _BLOCK_VALUE.match(lines[place])
    if found is None or found["value"][0] not in "\"'":
        return None
    value = found["value"]
    quote = value[0]
    start = found.start("value")
    if unclosed:
        what = f"the quotation mark {quote} opened here is never closed: close it"
        body = value[1:]
    elif column > start:
        what = "quote the whole text: a quotation mark inside it ends it too early (inside '...' write it twice)"
        body = value
    else:
        return None
    lines[place] = found["head"] + json.dumps(body, ensure_ascii=False)
    return Mended(
        line=place + 1,
        column=(start if unclosed else column) + 1,
        what=what,
        text="\n".join(lines),
        lossless=not unclosed,
    )


def _mend_flow(lines: list[str], line: int, column: int, opened: int) -> Mended | None:
    """Mend a map written in one line, `{text: ..., persona: ...}`."""
    content = lines[line]
    if "{" in content[: column + 1] and opened == line:
        quoted = _FLOW_VALUE.sub(lambda found: found["head"] + _quoted_if_needed(found["value"]), content)
        if quoted != content:
            why = _INDICATORS.get(content[column : column + 1], "it holds a sign that YAML reads otherwise")
            lines[line] = quoted
            return Mended(
                line=line + 1, column=column + 1, what=f"quote the text: {why}", text="\n".join(lines), lossless=True
            )
    start = lines[opened]
    for opener, closer in ("{}", "[]"):
        if start.count(opener) > start.count(closer) and opened < line:
            at = start.rfind(opener)
            lines[opened] = start.rstrip().rstrip(",") + closer
            what = f"the {opener} opened here is not closed: end the line with {closer}"
            return Mended(line=opened + 1, column=at + 1, what=what, text="\n".join(lines), lossless=False)
    return None


def _quoted_if_needed(value: str) -> str:
    plain = not re.search(r":(?:\s|$)|[\[\]{}?]|\s#", value) and value[0] not in "@`%*&!|>"
    return value if plain else json.dumps(value, ensure_ascii=False)


def _mend_value(lines: list[str], line: int, column: int) -> Mended | None:
    """Mend `key: value` where the value holds what YAML takes for its own signs."""
    found = _BLOCK_VALUE.match(lines[line])
    if found is None or not found["head"].strip() or found["value"][0] in "\"'{":
        return None
    value, start = found["value"], found.start("value")
    if column < start:
        return None
    if column == start or value[0] in "@`%*&!|>[":
        why = f"it begins with {value[0]}"
    else:
        sign = lines[line][column : column + 1]
        why = _INDICATORS.get(sign, "it holds a sign that YAML reads otherwise")
    lines[line] = found["head"] + json.dumps(value, ensure_ascii=False)
    return Mended(line=line + 1, column=column + 1, what=f"quote the text: {why}", text="\n".join(lines), lossless=True)


def _give_up_line(lines: list[str], line: int, column: int, err: yaml.MarkedYAMLError) -> Mended:
    """Leave out a line nothing else helps with; the file cannot be used, but its other mistakes can be named."""
    place = line
    while place > 0 and not lines[place].strip():
        place -= 1
    content = lines[place]
    above = next((other.strip() for other in reversed(lines[:place]) if other.strip()), "")
    if "could not find expected ':'" in (err.problem or "") and err.context_mark:
        place, column = min(err.context_mark.line, len(lines) - 1), err.context_mark.column
        what = "a key needs a colon and a space after it, `key: value`; a text over several lines must be quoted"
    elif above.startswith("#"):
        what = "the text above is cut off at its #: quote the text, it has a #"
    elif above and content.strip() and column <= _content_column(content):
        what = "this line does not line up with the entry above: indent the keys of one entry by equally many spaces"
    else:
        what = "YAML cannot read this line: quote its text, and check brackets and indentation"
    blank = not lines[place].strip()
    lines[place] = ""
    return Mended(
        line=place + 1,
        column=column + 1,
        what=what,
        text=None if blank else "\n".join(lines),
        lossless=False,
    )
