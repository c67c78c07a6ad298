"""Adds up what came out for whole documents: all together, mail and decks apart, and by label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgcheck.codes import STATEMENT_LABELS, Label, Lane
from msgcheck.evaluate.documents import MAIL, DocumentScore


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsTotal:
    """Sums over some documents."""

    documents: int
    planted: int
    found: int
    """With a listed finding of any code at their place."""
    right_code: int
    noted: int
    """Not listed, but noted, so that `--all` shows them."""
    false_alarms: int
    not_judged: int
    """Statements that were read but could not be judged."""
    skipped: int
    """Documents that could not be read, or hold something that could not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedLabel:
    """What became of the planted divergences of one label."""

    label: Label
    planted: int
    found: int
    right_code: int
    noted: int


def documents_total(scores: Sequence[DocumentScore]) -> DocumentsTotal:
    """Return the sums over documents."""
    return DocumentsTotal(
        documents=len(scores),
        planted=sum(item.planted for item in scores),
        found=sum(item.found for item in scores),
        right_code=sum(item.right_code for item in scores),
        noted=sum(outcome.lane is Lane.NOTE for item in scores for outcome in item.outcomes),
        false_alarms=sum(item.false_alarms for item in scores),
        not_judged=sum(item.not_judged for item in scores),
        skipped=sum(bool(item.skipped) for item in scores),
    )


def totals_by_kind(scores: Sequence[DocumentScore]) -> tuple[tuple[str, DocumentsTotal], ...]:
    """Return the sums over mails and over decks, and over all of them last; a kind that the set lacks is left out."""
    mails = [item for item in scores if item.document.endswith(MAIL)]
    decks = [item for item in scores if not item.document.endswith(MAIL)]
    kinds = (("mails", mails), ("decks", decks), ("all", scores))
    return tuple((name, documents_total(members)) for name, members in kinds if members)


def planted_by_label(scores: Sequence[DocumentScore]) -> tuple[PlantedLabel, ...]:
    """Return what became of the planted divergences of each label that occurs."""
    found = []
    for label in STATEMENT_LABELS:
        outcomes = [outcome for item in scores for outcome in item.outcomes if outcome.planted.label is label]
        if outcomes:
            found.append(
                PlantedLabel(
                    label=label,
                    planted=len(outcomes),
                    found=sum(outcome.found for outcome in outcomes),
                    right_code=sum(outcome.right_code for outcome in outcomes),
                    noted=sum(outcome.lane is Lane.NOTE for outcome in outcomes),
                )
            )
    return tuple(found)
