"""Lint items as text for people and as JSON for machines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from msgcheck.errors import Mistake
from msgcheck.house.interface import Level, LintItem

SCHEMA = "msgcheck.lint/1"


def items_of_mistakes(mistakes: Sequence[Mistake]) -> tuple[LintItem, ...]:
    """Return the mistakes that kept the messaging from loading as lint items."""
    return tuple(LintItem(level=Level.ERROR, check="load", mistake=mistake) for mistake in mistakes)


def lint_lines(items: Sequence[LintItem]) -> str:
    """Return one line for each item: `path:line:column: level: [id] what, and how to mend it`."""
    return "".join(f"{_place(item)}: {item.level}: {_named(item)}{item.mistake.what}\n" for item in items)


def lint_summary(items: Sequence[LintItem]) -> str:
    """Return how many items of each level there are, in one line."""
    counts = Counter(item.level for item in items)
    parts = [f"{counts[level]} {level}{'s' if counts[level] != 1 else ''}" for level in Level if counts[level]]
    return ", ".join(parts) or "nothing to mend"


def lint_json(items: Sequence[LintItem]) -> str:
    """Return all items as one JSON object."""
    report = {
        "schema": SCHEMA,
        "items": [
            {
                "level": item.level.value,
                "check": item.check,
                "path": item.mistake.path,
                "line": item.mistake.line,
                "column": item.mistake.column,
                "id": item.message_id,
                "what": item.mistake.what,
            }
            for item in items
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _place(item: LintItem) -> str:
    return f"{item.mistake.path}:{item.mistake.line}:{item.mistake.column}"


def _named(item: LintItem) -> str:
    return f"{item.message_id}: " if item.message_id else ""
