"""What was read and what was not: JSON lines for programs, an overview for people."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgcheck.in_words import number_of
from msgcheck.records import Block, BlockKind, Document, DocumentId, ReadResult, Role, Skipped, Status

_KIND_NAMES = {
    BlockKind.TITLE: ("title", "titles"),
    BlockKind.HEADING: ("heading", "headings"),
    BlockKind.BULLET: ("bullet", "bullets"),
    BlockKind.PARAGRAPH: ("paragraph", "paragraphs"),
    BlockKind.TABLE_CELL: ("table cell", "table cells"),
    BlockKind.CHART: ("chart label", "chart labels"),
    BlockKind.SMARTART: ("SmartArt text", "SmartArt texts"),
    BlockKind.NOTES: ("paragraph of notes", "paragraphs of notes"),
    BlockKind.ALT_TEXT: ("alternative text", "alternative texts"),
    BlockKind.COMMENT: ("comment", "comments"),
    BlockKind.HEADER: ("header", "headers"),
    BlockKind.FOOTER: ("footer", "footers"),
    BlockKind.FOOTNOTE: ("footnote", "footnotes"),
    BlockKind.LINE: ("line", "lines"),
}
_MIN_WIDTH = 40
_INDENT = "  "


def document_line(result: ReadResult) -> str:
    """Return one line of JSON, without its line end, for what was read of one file, mail or attachment.

    Keys: document, parent, format, status, reason, language, blocks, unread.
    """
    if isinstance(result, Skipped):
        value: dict[str, object] = {
            "document": result.id,
            "parent": result.parent,
            "format": result.format,
            "status": Status.SKIPPED.value,
            "reason": result.reason,
            "language": None,
            "blocks": [],
            "unread": {},
        }
    else:
        value = {
            "document": result.id,
            "parent": result.parent,
            "format": result.format,
            "status": result.status.value,
            "reason": result.reason,
            "language": result.language,
            "blocks": [_block_value(block) for block in result.blocks],
            "unread": {
                entry.kind: {"found": entry.found, "read": entry.read, "reason": entry.reason}
                for entry in result.unread
            },
        }
    return json.dumps(value, ensure_ascii=False)


def overview(results: Sequence[ReadResult], *, width: int = 80, show_text: bool = False) -> str:
    """Return an overview for people: for each document what was read and what was not, totals at the end.

    Args:
        results: in the order they were read; what lies inside a file is indented under it.
        width: columns of the terminal.
        show_text: whether every block is shown with its location.
    """
    parents = {result.id: result.parent for result in results}
    lines: list[str] = []
    for result in results:
        indent = _INDENT * _depth(result, parents)
        told = _skipped_lines(result) if isinstance(result, Skipped) else _document_lines(result)
        if isinstance(result, Document) and show_text:
            told = (*told, *(f"{_INDENT}{_block_line(block)}" for block in result.blocks))
        for line in told:
            lines += _wrapped(line, indent, width)
    lines += ["", *_wrapped(totals(results), "", width)]
    return "\n".join(lines) + "\n"


def totals(results: Sequence[ReadResult]) -> str:
    """Return one sentence saying how many documents were read, read in part and not read."""
    documents = [result for result in results if isinstance(result, Document)]
    partial = sum(document.status is Status.PARTIAL for document in documents)
    skipped = [result for result in results if isinstance(result, Skipped)]
    unknown = sum(not result.known_type for result in skipped)
    parts = [f"{number_of(len(documents) - partial, 'document')} read"]
    if partial:
        parts.append(f"{partial:,} read in part")
    if len(skipped) > unknown:
        parts.append(f"{len(skipped) - unknown:,} not read")
    if unknown:
        parts.append(f"{number_of(unknown, 'file')} of other types left aside")
    return ", ".join(parts) + "."


def _block_value(block: Block) -> dict[str, object]:
    return {
        "text": block.text,
        "kind": block.kind.value,
        "location": block.location,
        "role": block.role.value if block.role else None,
        "hidden": block.hidden,
    }


def _depth(result: ReadResult, parents: Mapping[DocumentId, DocumentId | None]) -> int:
    depth = 0
    parent = result.parent
    while parent is not None and depth < len(parents):
        depth += 1
        parent = parents.get(parent)
    return depth


def _skipped_lines(skipped: Skipped) -> tuple[str, ...]:
    how = "not read" if skipped.known_type else "left aside"
    return (skipped.id, f"{_INDENT}{how}: {skipped.reason}")


def _document_lines(document: Document) -> tuple[str, ...]:
    language = f", language {document.language}" if document.language else ""
    lines = [document.id, f"{_INDENT}{document.format}{language}: {_read_kinds(document)}"]
    roles = _roles(document)
    if roles:
        lines.append(f"{_INDENT}whose words: {roles}")
    if document.status is Status.PARTIAL and document.reason:
        lines.append(f"{_INDENT}read in part: {document.reason}")
    lines += [f"{_INDENT}{line}" for line in _unread_lines(document)]
    return tuple(lines)


def _read_kinds(document: Document) -> str:
    counts = Counter(block.kind for block in document.blocks)
    told = [number_of(counts[kind], *names) for kind, names in _KIND_NAMES.items() if counts[kind]]
    hidden = sum(block.hidden for block in document.blocks)
    return (", ".join(told) or "no text") + (f" ({hidden:,} of them hidden)" if hidden else "")


def _roles(document: Document) -> str:
    counts = Counter(block.role for block in document.blocks if block.role)
    return ", ".join(f"{role.value} {counts[role]:,}" for role in Role if counts[role])


def _unread_lines(document: Document) -> Iterator[str]:
    """Yield one line for each kind of content that was not read in full."""
    for entry in document.unread:
        if entry.read < entry.found:
            because = f" ({entry.reason})" if entry.reason else ""
            yield f"{entry.kind}: {entry.read:,} of {entry.found:,} read{because}"


def _block_line(block: Block) -> str:
    role = f", {block.role.value}" if block.role else ""
    hidden = ", hidden" if block.hidden else ""
    return f"[{block.location}{role}{hidden}] {' '.join(block.text.split())}"


def _wrapped(line: str, indent: str, width: int) -> list[str]:
    """Return a line folded to the width; what goes over into the next line is indented further."""
    own = line[: len(line) - len(line.lstrip(" "))]
    return textwrap.wrap(
        line.strip(),
        width=max(width, _MIN_WIDTH),
        initial_indent=indent + own,
        subsequent_indent=indent + own + _INDENT,
        break_on_hyphens=False,
        break_long_words=False,
    ) or [""]
