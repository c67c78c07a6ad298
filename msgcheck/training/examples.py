"""Turns labelled statements and clean documents into rows of features.

Labelled statements teach what drift is. Whole clean documents teach what decks and mail are otherwise full of:
greetings, agendas, labels, the customer's own affairs. What the judge settles without the trees (bare labels,
wording repeated to the letter) gives no row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from msgcheck.codes import Label, Severity
from msgcheck.evaluate.documents import ReadBytes, read_set_document
from msgcheck.evaluate.sets import CHANNELS, LabelledStatement, companies, read_statements
from msgcheck.judge.combine import settled
from msgcheck.judge.features import Picture, matrix, picture, row
from msgcheck.messaging.load import load_messaging
from msgcheck.pipeline import Checker
from msgcheck.records import Document, Match, Messaging, Statement

DOCUMENT = "document"
"""Channel of a statement that comes from a clean document; its id begins with the document's name."""
ON_MESSAGE_COSINE = 0.5
"""A clean statement nearer than this to an approved wording is taken to be on message, others claim nothing. Only
that both are clean matters: the bars rest on the two together."""

Floats2d = npt.NDArray[np.float64]
MakeChecker = Callable[[Messaging], Checker]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Statements with what they are, as rows of features."""

    gold: tuple[LabelledStatement, ...]
    features: tuple[str, ...]
    rows: Floats2d
    """Shape (n, features)."""


def examples(folder: Path, make_checker: MakeChecker, *, clean: Path | None = None, read: ReadBytes) -> Examples:
    """Return the rows of a set, and of the clean documents of its companies.

    Args:
        folder: labelled set, one folder a company.
        make_checker: makes a checker for one messaging.
        clean: folder of clean documents, one folder a company; None for none.
        read: reads the bytes of a file with this name.
    """
    gold: list[LabelledStatement] = []
    rows: list[dict[str, float]] = []
    for company in companies(folder):
        checker = make_checker(load_messaging(company / "messaging.yaml"))
        statements = read_statements(company)
        prepared = checker.prepare_texts(
            [(item.statement, item.context, CHANNELS[item.channel], "") for item in statements]
        )
        for item, (statement, candidates) in zip(statements, prepared, strict=True):
            gold.append(item)
            rows.append(row(picture(statement, candidates)))
        for item, seen in _of_documents(clean / company.name if clean else None, checker, read):
            gold.append(item)
            rows.append(row(seen))
    names = tuple(sorted(rows[0]))
    return Examples(gold=tuple(gold), features=names, rows=matrix(rows, names))


def _of_documents(
    folder: Path | None, checker: Checker, read: ReadBytes
) -> Iterator[tuple[LabelledStatement, Picture]]:
    """Yield the statements of a company's clean documents that the trees will see."""
    if folder is None or not folder.is_dir():
        return
    for path in sorted(folder.glob("*")):
        prepared = [
            pair
            for result in read_set_document(path, read)
            if isinstance(result, Document)
            for pair in checker.prepare_document(result)
        ]
        for number, (statement, candidates) in enumerate(prepared):
            seen = picture(statement, candidates)
            if settled(seen, candidates) is None:
                yield _clean(path, number, statement, candidates, company=folder.name), seen


def _clean(
    path: Path, number: int, statement: Statement, candidates: Sequence[Match], *, company: str
) -> LabelledStatement:
    """Return a clean statement in the form of a labelled one."""
    near = max((match.cosine for match in candidates), default=-1.0)
    return LabelledStatement(
        id=f"{path.name}#{number}",
        company=company,
        statement=statement.text,
        context=statement.context,
        channel=DOCUMENT,
        message_id=None,
        label=Label.CONSISTENT if near >= ON_MESSAGE_COSINE else Label.NOT_A_CLAIM,
        severity=Severity.NONE,
        why="",
        hard=False,
        form="",
    )
