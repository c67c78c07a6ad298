"""What there is to learn from: labelled statements and clean documents, by company, each with its candidates.

Labelled statements teach what drift is. Whole clean documents teach what decks and mail are otherwise full of:
greetings, agendas, labels, the customer's own affairs. Both the pair model and the trees learn from this.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from msgcheck.codes import Label, Severity
from msgcheck.errors import InputError
from msgcheck.evaluate.documents import ReadBytes, read_set_document
from msgcheck.evaluate.sets import CHANNELS, LabelledStatement, companies, read_rows, read_statements
from msgcheck.messaging.load import load_messaging
from msgcheck.pipeline import Checker
from msgcheck.records import Document, Match, Messaging, Statement

_log = logging.getLogger(__name__)

DOCUMENT = "document"
"""Channel of a statement that comes from a clean document; its id begins with the document's name."""
ON_MESSAGE_COSINE = 0.5
"""A clean statement nearer than this to an approved wording is taken to be on message, others claim nothing. Only
that both are clean matters: the bars rest on the two together."""

MakeChecker = Callable[[Messaging], Checker]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A labelled statement with its candidates."""

    gold: LabelledStatement
    statement: Statement
    candidates: tuple[Match, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """All that is known of one company of a set."""

    name: str
    """Of its folder."""
    messaging: Messaging
    statements: tuple[Prepared, ...]
    """Labelled statements, those of the set before those written later."""
    clean: tuple[Prepared, ...]
    """Statements of its clean documents."""


def read_material(
    folder: Path, make_checker: MakeChecker, *, read: ReadBytes, written: Path | None = None, clean: Path | None = None
) -> tuple[Company, ...]:
    """Return the companies of a labelled set with everything written for them.

    Args:
        folder: labelled set, one folder a company.
        make_checker: makes a checker for one messaging.
        read: reads the bytes of a file with this name.
        written: folder of further statements, `<company>.jsonl`; None for none.
        clean: folder of clean documents, one folder a company; None for none.

    Raises:
        InputError: a file cannot be read; the message names it. Or there is no labelled statement, or no clean
            document of any of these companies.
    """
    found: list[Company] = []
    for path in companies(folder):
        checker = make_checker(load_messaging(path / "messaging.yaml"))
        gold = read_statements(path)
        later = written / f"{path.name}.jsonl" if written else None
        if later is not None and later.is_file():
            gold += read_rows(later, company=path.name, message_ids=_ids(checker.messaging))
        found.append(
            Company(
                name=path.name,
                messaging=checker.messaging,
                statements=_prepared(gold, checker),
                clean=tuple(_of_documents(clean / path.name, checker, read)) if clean else (),
            )
        )
        _log.info("%s: %d statements, %d clean", path.name, len(found[-1].statements), len(found[-1].clean))
    if not any(company.statements for company in found):
        raise InputError("holds no labelled statement", where=str(folder), hint="expected <company>/statements.jsonl")
    if clean and not any(company.clean for company in found):
        raise InputError(
            "holds no clean document of the labelled companies",
            where=str(clean),
            hint="expected <company>/*.json or *.eml with the names of the labelled companies, or leave out --clean",
        )
    return tuple(found)


def _ids(messaging: Messaging) -> set[str]:
    """Return every id a labelled row may name."""
    groups = (messaging.messages, messaging.retired, messaging.never_say)
    return {str(entry.id) for group in groups for entry in group}


def _prepared(gold: tuple[LabelledStatement, ...], checker: Checker) -> tuple[Prepared, ...]:
    """Return labelled statements with their candidates."""
    texts = [(item.statement, item.context, CHANNELS[item.channel], "") for item in gold]
    return tuple(
        Prepared(gold=item, statement=statement, candidates=candidates)
        for item, (statement, candidates) in zip(gold, checker.prepare_texts(texts), strict=True)
    )


def _of_documents(folder: Path, checker: Checker, read: ReadBytes) -> Iterator[Prepared]:
    """Yield the statements of a company's clean documents."""
    for path in sorted(folder.glob("*")):
        prepared = [
            pair
            for result in read_set_document(path, read)
            if isinstance(result, Document)
            for pair in checker.prepare_document(result)
        ]
        for number, (statement, candidates) in enumerate(prepared):
            near = max((match.cosine for match in candidates), default=-1.0)
            gold = LabelledStatement(
                id=f"{path.name}#{number}",
                company=folder.name,
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
            yield Prepared(gold=gold, statement=statement, candidates=candidates)
