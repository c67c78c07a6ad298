"""Counts by segment or team that tell nothing of a few persons.

A group is shown with at least five distinct authors. Smaller ones are merged into "other", which needs five authors,
too. Left out, they could still be had by subtraction, for the number of all documents is told: so where "other" falls
short, the smallest groups that could be shown join it until it does not. Then everything that was not named comes to
either nothing or at least five authors.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from msgcheck.records import StoredDocument

LEAST_AUTHORS = 5
"""Distinct authors a group needs to be shown: a promise to sellers, no setting."""
OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    name: str
    authors: frozenset[str]
    documents: int


def shown_groups(documents: Iterable[tuple[str, StoredDocument]]) -> tuple[tuple[str, int], ...]:
    """Return (group, documents) of the groups that may be shown, most documents first, "other" last.

    Nothing is returned where "other" alone would be left: that is the number of all documents, said once more.

    Args:
        documents: each document with the name of its group, "" where it is unknown.
    """
    rows = tuple(documents)
    if len(rows) < LEAST_AUTHORS:
        return ()
    groups = _grouped(rows)
    large = [group for group in groups if group.name not in {"", OTHER} and len(group.authors) >= LEAST_AUTHORS]
    large.sort(key=lambda group: (-len(group.authors), -group.documents, group.name))
    rest = [group for group in groups if group not in large]
    while rest and large and len(_all_authors(rest)) < LEAST_AUTHORS:
        rest.append(large.pop())
    if not large:
        return ()
    shown = sorted(((group.name, group.documents) for group in large), key=lambda row: (-row[1], row[0]))
    return (*shown, *([(OTHER, sum(group.documents for group in rest))] if rest else []))


def _grouped(documents: Iterable[tuple[str, StoredDocument]]) -> list[_Group]:
    """Return the groups by name; who is unknown counts as one author a document."""
    authors: dict[str, set[str]] = {}
    numbers: dict[str, int] = {}
    for name, document in documents:
        authors.setdefault(name, set()).add(document.author or f"unknown {document.key}")
        numbers[name] = numbers.get(name, 0) + 1
    return [_Group(name=name, authors=frozenset(authors[name]), documents=numbers[name]) for name in sorted(authors)]


def _all_authors(groups: Iterable[_Group]) -> set[str]:
    return {author for group in groups for author in group.authors}
