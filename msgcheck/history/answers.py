"""Keeps and reads what people answer: divergences and decisions, what sellers tell, what they send past a warning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from msgcheck.history.many_values import parts
from msgcheck.history.tables import Alias, DecisionRow, DivergenceFinding, DivergenceRow, Override, ToldRow
from msgcheck.records import (
    Answer,
    Decision,
    Divergence,
    DivergenceId,
    FindingKey,
    MessageId,
    Told,
    Verdict,
)

KnownDivergence = tuple[DivergenceId, tuple[DivergenceId, ...], tuple[FindingKey, ...]]
"""(id, aliases, findings)."""


def keep_divergences(session: Session, divergences: Sequence[Divergence]) -> None:
    """Keep ids, aliases and members; a divergence that is not named keeps what no other one took from it."""
    known = known_divergences(session)
    aliases = {id_: tuple(names) for id_, names, _ in known}
    owner = {finding: id_ for id_, _, findings in known for finding in findings}
    merged: dict[DivergenceId, DivergenceId] = {}
    for divergence in divergences:
        aliases[divergence.id] = tuple(sorted(set(divergence.aliases)))
        merged.update(dict.fromkeys(divergence.aliases, divergence.id))
    named = {divergence.id for divergence in divergences}
    owner = {finding: merged.get(id_, id_) for finding, id_ in owner.items() if id_ not in named}
    for divergence in divergences:
        owner.update(dict.fromkeys(divergence.findings, divergence.id))
    owning = set(owner.values())
    kept = {id_: names for id_, names in aliases.items() if id_ in named or id_ in owning}
    _write_divergences(session, known, owner, kept)


def _write_divergences(
    session: Session,
    known: Sequence[KnownDivergence],
    owner: Mapping[FindingKey, DivergenceId],
    aliases: Mapping[DivergenceId, Sequence[DivergenceId]],
) -> None:
    """Write what is not as it is known: of tens of thousands of findings, those that came with the last scan."""
    owner_before = {finding: id_ for id_, _, findings in known for finding in findings}
    aliases_before = {id_: names for id_, names, _ in known}
    moved = [finding for finding, id_ in owner_before.items() if owner.get(finding) != id_]
    renamed = [id_ for id_, names in aliases_before.items() if aliases.get(id_) != names]
    _delete(session, DivergenceFinding.finding_id, moved)
    _delete(session, Alias.divergence_id, renamed)
    _delete(session, DivergenceRow.id, aliases_before.keys() - aliases.keys())
    rows: tuple[tuple[type[Any], list[dict[str, Any]]], ...] = (
        (DivergenceRow, [{"id": id_} for id_ in sorted(aliases.keys() - aliases_before.keys())]),
        (
            Alias,
            [
                {"divergence_id": id_, "alias": alias}
                for id_, names in sorted(aliases.items())
                if aliases_before.get(id_) != names
                for alias in names
            ],
        ),
        (
            DivergenceFinding,
            [
                {"finding_id": finding, "divergence_id": id_}
                for finding, id_ in sorted(owner.items())
                if owner_before.get(finding) != id_
            ],
        ),
    )
    for table, values in rows:
        if values:
            session.connection().execute(insert(table), values)


def _delete(session: Session, column: InstrumentedAttribute[Any], values: Collection[Any]) -> None:
    """Take out the rows that have one of these values."""
    for part in parts(sorted(values)):
        session.execute(delete(column.class_).where(column.in_(part)))


def known_divergences(session: Session) -> tuple[KnownDivergence, ...]:
    """Return (id, aliases, findings), by first finding."""
    connection = session.connection()
    aliases: dict[str, list[DivergenceId]] = defaultdict(list)
    for divergence, alias in connection.execute(select(Alias.divergence_id, Alias.alias).order_by(Alias.alias)).all():
        aliases[divergence].append(DivergenceId(alias))
    findings: dict[str, list[FindingKey]] = defaultdict(list)
    members = select(DivergenceFinding.divergence_id, DivergenceFinding.finding_id)
    for divergence, finding in connection.execute(members.order_by(DivergenceFinding.finding_id)).all():
        findings[divergence].append(FindingKey(finding))
    ids = sorted(session.scalars(select(DivergenceRow.id)), key=lambda id_: (findings[id_][:1], id_))
    return tuple((DivergenceId(id_), tuple(aliases[id_]), tuple(findings[id_])) for id_ in ids)


def keep_decision(session: Session, decision: Decision) -> None:
    """Keep a decision after the ones before it, unless it is the one in force."""
    if decision not in decisions(session):
        values = asdict(decision) | {"answer": decision.answer.value, "waiting_for": list(decision.waiting_for)}
        session.execute(insert(DecisionRow), [values])


def decisions(session: Session) -> tuple[Decision, ...]:
    """Return the decision in force on each divergence, oldest first."""
    in_force = select(func.max(DecisionRow.id)).group_by(DecisionRow.divergence)
    rows = session.scalars(
        select(DecisionRow).where(DecisionRow.id.in_(in_force)).order_by(DecisionRow.decided_on, DecisionRow.id)
    )
    return tuple(_decision(row) for row in rows)


def _decision(row: DecisionRow) -> Decision:
    return Decision(
        divergence=DivergenceId(row.divergence),
        message_id=MessageId(row.message_id) if row.message_id is not None else None,
        code=row.code,
        change=row.change,
        answer=Answer(row.answer),
        reason=row.reason,
        wording=row.wording,
        persona=row.persona,
        segment=row.segment,
        decided_on=row.decided_on,
        review_by=row.review_by,
        approved_by=row.approved_by,
        evidence=row.evidence,
        sources=row.sources,
        documents=row.documents,
        waiting_for=tuple(row.waiting_for),
    )


def keep_told(session: Session, told: Told) -> None:
    """Keep a seller's word; with an answer, the answer goes to the oldest equal word that waits for one.

    Equal words of several sellers, who are unnamed as a rule, are several.
    """
    said: dict[str, Any] = {"message_id": told.message_id, "verdict": told.verdict.value, "text": told.text}
    said |= {"day": told.day, "name": told.name}
    answer = {"answer": told.answer, "answered_on": told.answered_on}
    if told.answer:
        equal = select(ToldRow.id).filter_by(**said).order_by(ToldRow.answer != "", ToldRow.id)
        waiting = session.scalars(equal).first()
        if waiting is not None:
            session.execute(update(ToldRow), [{"id": waiting, **answer}])
            return
    session.execute(insert(ToldRow), [said | answer])


def all_told(session: Session) -> tuple[Told, ...]:
    """Return what sellers told, oldest first."""
    return tuple(told for _, told in told_rows(session))


def told_rows(session: Session) -> tuple[tuple[int, Told], ...]:
    """Return what sellers told with its id in the store, oldest first."""
    return tuple(
        (
            row.id,
            Told(
                message_id=MessageId(row.message_id),
                verdict=Verdict(row.verdict),
                text=row.text,
                day=row.day,
                name=row.name,
                answer=row.answer,
                answered_on=row.answered_on,
            ),
        )
        for row in session.scalars(select(ToldRow).order_by(ToldRow.day, ToldRow.id))
    )


def keep_override(session: Session, *, code: str, message_id: str | None, month: date, reason: str) -> None:
    """Count one override."""
    at = {"code": code, "message_id": message_id or "", "month": month.replace(day=1), "reason": reason}
    row = session.get(Override, tuple(at.values()))
    if row is None:
        session.execute(insert(Override), [at | {"count": 1}])
    else:
        row.count += 1


def overrides(session: Session) -> tuple[tuple[str, str | None, date, str, int], ...]:
    """Return (code, message, first day of the month, reason, count), by month."""
    rows = session.scalars(
        select(Override).order_by(Override.month, Override.code, Override.message_id, Override.reason)
    )
    return tuple((row.code, row.message_id or None, row.month, row.reason, row.count) for row in rows)
