"""Text of one file -> a tree of YAML nodes with places, and the mistakes found on the way.

The tree is composed, not constructed, so that YAML's own typing never touches a wording: `1.10`, `NO` and
`12:30` arrive as they were written. Where the syntax is broken, the mistake is noted, the place mended in
memory and the file composed again, so that one missing quotation mark does not hide the other mistakes.
"""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from msgcheck.errors import Mistake
from msgcheck.messaging.syntax import mend
from msgcheck.records import Origin

MAX_MENDS = 50
"""Broken places mended in one file before the rest of it is given up."""

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One messaging file as text."""

    path: str
    text: str

    def origin(self, node: yaml.Node) -> Origin:
        """Return where `node` begins."""
        return Origin(path=self.path, line=node.start_mark.line + 1, column=node.start_mark.column + 1)

    def mistake(self, node: yaml.Node, what: str) -> Mistake:
        """Return a mistake at the place of `node`."""
        where = self.origin(node)
        return Mistake(path=where.path, line=where.line, column=where.column, what=what)


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """The tree of one file."""

    source: SourceFile
    """With the text the tree was composed from: mended where it was broken."""
    root: yaml.Node | None
    """None for a file without content, or one that could not be mended."""
    mistakes: tuple[Mistake, ...] = ()
    complete: bool = True
    """False where a part of the file was lost: then nothing can be said to be missing."""


def compose(source: SourceFile) -> Composed:
    """Return the tree of nodes of one file; broken syntax is a mistake, never an exception."""
    mistakes: list[Mistake] = []
    text, complete = source.text, True
    for _ in range(MAX_MENDS):
        try:
            root = yaml.compose(text, Loader=_LOADER)
        except yaml.YAMLError as err:
            mended = mend(text, err)
            mistakes.append(Mistake(path=source.path, line=mended.line, column=mended.column, what=mended.what))
            complete = complete and mended.lossless
            if mended.text is None:
                return Composed(source=source, root=None, mistakes=tuple(mistakes), complete=False)
            text = mended.text
        except RecursionError:
            what = "the file is nested far too deep to be messaging; write plain lists of entries"
            mistakes.append(Mistake(path=source.path, line=1, column=1, what=what))
            return Composed(source=source, root=None, mistakes=tuple(mistakes), complete=False)
        else:
            kept = SourceFile(path=source.path, text=text)
            return Composed(source=kept, root=root, mistakes=tuple(mistakes), complete=complete)
    return Composed(source=source, root=None, mistakes=tuple(mistakes), complete=False)
