"""The value under one key: YAML node -> text, texts, date or choice, checked.

Every reader gives None (or an empty tuple) for a value that cannot be used and notes the mistake, so that
the walk goes on and finds the next one.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from datetime import date

import yaml

from msgcheck.errors import Mistake
from msgcheck.messaging.nodes import SourceFile
from msgcheck.records import Origin

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_ID = re.compile(r"\w[\w.:/+-]*")
_EMPTY = frozenset({"", "~", "null"})
_NO_TEXT = frozenset({"Cc", "Cs"})
"""Unicode categories of control characters and half surrogates, which no office file can hold."""
_STANDARD_TAG = "tag:yaml.org,2002:"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` for the nearest known word, else the empty string."""
    by_folded = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return f"; did you mean '{by_folded[near[0]]}'?" if near else ""


class FieldReader:
    """Reads single values of one file and collects what is wrong with them."""

    def __init__(self, source: SourceFile, mistakes: list[Mistake]) -> None:
        self.source = source
        self._mistakes = mistakes
        self._lines = source.text.split("\n")

    def note(self, node: yaml.Node, what: str) -> None:
        """Note a mistake at the place of `node`."""
        self._mistakes.append(self.source.mistake(node, what))

    def note_at(self, where: Origin, what: str) -> None:
        """Note a mistake at a place that is already known."""
        self._mistakes.append(Mistake(path=where.path, line=where.line, column=where.column, what=what))

    def is_empty(self, node: yaml.Node) -> bool:
        """Return whether nothing, or YAML's null, stands there."""
        return isinstance(node, yaml.ScalarNode) and not node.style and node.value in _EMPTY

    def text(self, node: yaml.Node, name: str) -> str | None:
        """Return the text as it was written, without white space at its ends."""
        if isinstance(node, yaml.MappingNode):
            colon = self._first_colon(node)
            self.note(node, f"'{name}' must be a text, not a map" + ("; quote it: it has a colon" if colon else ""))
            return None
        if isinstance(node, yaml.SequenceNode):
            bracket = "; quote it: it begins with [" if node.flow_style else ""
            self.note(node, f"'{name}' must be one text, not a list{bracket}")
            return None
        if not isinstance(node, yaml.ScalarNode) or self._cut(node, name):
            return None
        value = str(node.value).strip()
        if self.is_empty(node) or not value:
            self.note(node, f"'{name}' is empty: write its text, or leave the key out if it is optional")
            return None
        if any(unicodedata.category(letter) in _NO_TEXT and letter not in "\n\t" for letter in value):
            self.note(node, f"'{name}' holds a control character that nobody can see: delete it")
            return None
        return value

    def texts(self, node: yaml.Node, name: str) -> tuple[str, ...]:
        """Return one or several texts; a single text counts as a list of one."""
        if not isinstance(node, yaml.SequenceNode):
            value = self.text(node, name)
            return () if value is None else (value,)
        read = (self.text(item, name) for item in node.value)
        return tuple(value for value in read if value is not None)

    def identifier(self, node: yaml.Node, name: str) -> str | None:
        """Return an id: letters, digits and `-_.:/+`, without spaces."""
        value = self.text(node, name)
        if value is not None and not _ID.fullmatch(value):
            mended = re.sub(r"[^\w.:/+-]+", "-", value).strip("-.:/+").lower() or "some-id"
            self.note(node, f"'{value}' cannot be an id: use letters, digits and - only, as '{mended}'")
            return None
        return value

    def date(self, node: yaml.Node, name: str) -> date | None:
        """Return a day written as YYYY-MM-DD."""
        value = self.text(node, name)
        if value is None:
            return None
        found = _DATE.fullmatch(value)
        if found is None:
            self.note(node, f"'{value}' is not a date: write '{name}' as YYYY-MM-DD")
            return None
        year, month, day = (int(part) for part in found.groups())
        try:
            return date(year, month, day)
        except ValueError:
            self.note(node, f"there is no such day as {value}: mend '{name}'")
            return None

    def choice(self, node: yaml.Node, name: str, choices: tuple[str, ...]) -> str | None:
        """Return one of the allowed values."""
        value = self.text(node, name)
        if value is None or value in choices:
            return value
        hint = did_you_mean(value, choices) or f"; use one of {', '.join(choices)}"
        self.note(node, f"unknown {name} '{value}'{hint}")
        return None

    def choices(self, node: yaml.Node, name: str, choices: tuple[str, ...]) -> tuple[str, ...]:
        """Return one or several of the allowed values."""
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        read = (self.choice(item, name, choices) for item in items)
        return tuple(value for value in read if value is not None)

    def _first_colon(self, node: yaml.MappingNode) -> bool:
        return bool(node.value) and not self.source.text[node.start_mark.index :].startswith("{")

    def _cut(self, node: yaml.ScalarNode, name: str) -> bool:
        """Note a wording that YAML would silently shorten: by a comment, a tag or an anchor."""
        if not str(node.tag).startswith(_STANDARD_TAG):
            self.note(node, f"quote the text of '{name}': it begins with !")
            return True
        if self.source.text[node.start_mark.index : node.start_mark.index + 1] == "&":
            self.note(node, f"quote the text of '{name}': it begins with &")
            return True
        if node.style:
            return False
        line = self._lines[node.end_mark.line] if node.end_mark.line < len(self._lines) else ""
        rest = line[node.end_mark.column :]
        # Two spaces, # and a space are how a comment is set off; anything tighter is part of a sentence.
        if re.match(r"\s+#", rest) and not re.match(r"\s{2,}#+(?:\s|$)", rest) and " " in str(node.value):
            self.note(node, f"quote the text of '{name}': it has a # (or put the comment on a line of its own)")
            return True
        return False
