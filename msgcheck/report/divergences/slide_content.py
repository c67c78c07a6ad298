"""What stands on the slides of the summary: raw text, before anything is shortened to fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from msgcheck.differing import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One audit number as it is shown."""

    percent: str
    words: str
    """Band and counts; never left out, whatever the colour."""
    color: str
    """Name of the band whose colour is used; "" for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One row of the table of audit numbers."""

    name: str
    field: Reading
    own: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """One row of the table of divergences."""

    title: str
    headline: str
    where: str
    approved: tuple[Word, ...]
    said: tuple[Word, ...]
    """The words of both sentences, or why there is none; those that differ marked."""
    to_marketing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """Both slides."""

    created: datetime
    title: str
    subtitle: str
    audit: tuple[AuditRow, ...]
    no_audit: str
    coverage: str
    waiting: tuple[tuple[str, str], ...]
    """(what waits, more about it)."""
    first_notes: tuple[str, ...]
    pairs_title: str
    pairs: tuple[PairRow, ...]
    no_pairs: str
    pairs_footer: str
    second_notes: tuple[str, ...]
