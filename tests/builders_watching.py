"""A resident that knows nothing but a forbidden word, and clocks that tests move."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from msgcheck.codes import Lane, Severity
from msgcheck.config import Settings
from msgcheck.presend.draft_checker import Draft
from msgcheck.records import Company, Messaging
from msgcheck.report.verdict import Verdict
from tests.builders_findings import make_finding

FORBIDDEN = b"guarantee"
DAY = date(2026, 11, 16)
MESSAGING = Messaging(company=Company(name="Harbourlight", domains=("harbourlight.example",)), hash="mc1:one")


@dataclass
class WordResident:
    """Asks about every draft that holds one word; remembers what it was asked."""

    folder: Path
    forbidden: bytes = FORBIDDEN
    drafts: list[Draft] = field(default_factory=list)
    failure: Exception | None = None
    day: date = DAY
    house: Messaging = MESSAGING

    @property
    def settings(self) -> Settings:
        return Settings(silences=self.folder / "msgcheck-silences.yaml")

    def messaging(self) -> Messaging:
        return self.house

    def today(self) -> date:
        return self.day

    def change_messaging(self, forbidden: bytes) -> None:
        self.forbidden = forbidden
        self.house = replace(self.house, hash="mc1:" + forbidden.decode())

    def check(self, draft: Draft, *, persona: str = "") -> Verdict:
        self.drafts.append(draft)
        if self.failure is not None:
            raise self.failure
        ask = (make_finding(lane=Lane.ASK, severity=Severity.HIGH),) if self.forbidden in draft.data else ()
        return Verdict(ask=ask, waiting=(), not_judged=(), unread=(), calibrated=True)

    def asked(self) -> list[str]:
        """Return the names of what was checked since this was last called."""
        names = [draft.name for draft in self.drafts]
        self.drafts.clear()
        return names


class HandClock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s
