"""Scans of made-up decks and mails, as many as wanted, without any model: random words, the same ones each time.

A year of a company: 30 messages, 400 authors, decks that are copied and changed a little, mails. One statement in
twenty says something otherwise, as in real mail: some hundred edits, few of them common and most of them rare. Each is
told by a figure or a dropped word, or by nothing but its words; then its wordings have vectors near one another, as a
model would give. So what costs time with real documents costs time here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import numpy.typing as npt

from msgcheck.codes import Lane, Severity
from msgcheck.identity import content_fingerprint, finding_fingerprint, tagged_hash
from msgcheck.records import (
    Audience,
    DayFrom,
    DocumentId,
    Finding,
    MessageId,
    Period,
    PeriodKind,
    Scan,
    ScannedDocument,
    ScannedFinding,
    Status,
)

STATEMENTS = 40
"""A document."""
MESSAGES = 30
AUTHORS = 400
FIRST_MONTH = Period.of(date(2025, 12, 1), PeriodKind.MONTH)
LAST_MONTH = Period.of(date(2026, 11, 1), PeriodKind.MONTH)
VECTOR = 384
"""Numbers in a vector of the packaged model."""

_DECKS = 0.4
_COPIED = 0.4
"""Share of decks that were made from an earlier deck."""
_OTHERWISE = 0.05
"""Share of statements that raise a finding."""
_WORDINGS = 6
_PASSED_ON = 0.7
"""Share of statements with an edit in one of its wordings that are known already; the others are worded anew."""
_LACKING = 0.1
"""Share of documents in which a line that has to be there is missing."""
_POOL = 400
"""Sentences that stand in many documents: "Thank you for your time." """
_POOLED = 0.2
_RARE = 1.1
"""Edits are as common as words: the second is said half as often as the first, and so on (Zipf)."""
_TEAMS = ("north", "south", "east", "west", "partners")
_SEGMENTS = ("retail", "food", "pharma", "")

Floats1d = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """What is said instead of a message."""

    message_id: MessageId | None
    code: str
    change: str
    """Empty where nothing but the words tells."""
    core: str
    """The words all wordings of it share."""
    middle: Floats1d
    """What the vectors of its wordings lie around."""
    passed_on: tuple[str, ...]
    """Wordings that people take from one another."""


class MadeUpCompany:
    """Makes the documents of a company.

    Args:
        statements: how many all documents have, about.
        seed: another one gives other documents.
    """

    def __init__(self, statements: int, *, seed: int = 7) -> None:
        self.documents = max(1, statements // STATEMENTS)
        self._random = np.random.default_rng(seed)
        self._words = [
            f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in ("ven", "lor", "mish", "tak", "rin")
        ]
        self.approved = {MessageId(f"line-{place:02d}"): f"{self._sentence()}." for place in range(MESSAGES)}
        self._edits = [*self._edits_of_messages(), *self._unsupported()]
        weights = 1.0 / np.arange(1, len(self._edits) + 1) ** _RARE
        self._chosen_edits = iter(self._draws(len(self._edits), self._random.permutation(weights / weights.sum())))
        self._pool = [self._sentence() for _ in range(_POOL)]
        self._decks: list[ScannedDocument] = []

    def messaging(self) -> str:
        """Return the messaging as YAML."""
        lines = ["version: 1", "company:", "  name: Bavenmar", "messages:"]
        for place, (message_id, text) in enumerate(self.approved.items()):
            lines += [f"  - id: {message_id}", "    type: claim", f'    text: "{text}"', f"    owner: team-{place % 4}"]
        return "\n".join(lines) + "\n"

    def months(self) -> Iterator[tuple[Period, tuple[ScannedDocument, ...]]]:
        """Yield each month with its documents, oldest first."""
        months = [FIRST_MONTH]
        while months[-1] != LAST_MONTH:
            months.append(months[-1].next())
        for place, month in enumerate(months):
            first, end = (self.documents * part // len(months) for part in (place, place + 1))
            yield month, tuple(self.document(f"{place:02d}/{number:05d}", month) for number in range(end - first))

    def document(self, name: str, month: Period) -> ScannedDocument:
        """Return a new document of a month: a deck, new or copied, or a mail."""
        day = month.first + timedelta(days=int(self._random.integers((month.last - month.first).days + 1)))
        if self._random.random() >= _DECKS:
            return self._new(f"mail/{name}.eml", day, private=True)
        if self._decks and self._random.random() < _COPIED:
            deck = self._copied(f"decks/{name}.pptx", day)
        else:
            deck = self._new(f"decks/{name}.pptx", day, private=False)
        self._decks.append(deck)
        return deck

    def _edits_of_messages(self) -> Iterator[_Edit]:
        for message_id in self.approved:
            middle = self._vector()
            for number in range(8):
                key = (
                    f"figure {10 + number} percent > {20 + number} percent" if number % 2 else f"dropped limit {number}"
                )
                yield self._edit(message_id, "MC102" if number % 2 else "MC103", key, middle)
            yield self._edit(message_id, "MC103", "added superlative", middle)
            for number in range(4):
                yield self._edit(message_id, ("MC101", "MC105")[number % 2], "", middle)

    def _unsupported(self) -> Iterator[_Edit]:
        middle = self._vector()
        for _ in range(120):
            yield self._edit(None, "MC301", "", middle)

    def _edit(self, message_id: MessageId | None, code: str, change: str, middle: Floats1d) -> _Edit:
        core = self._sentence(4)
        return _Edit(
            message_id=message_id,
            code=code,
            change=change,
            core=core,
            middle=middle + self._vector(),
            passed_on=tuple(f"{core} {self._sentence(4)}" for _ in range(_WORDINGS)),
        )

    def _wording(self, edit: _Edit) -> str:
        if self._random.random() < _PASSED_ON:
            return edit.passed_on[int(self._random.integers(_WORDINGS))]
        return f"{edit.core} {self._sentence(4)}"

    def _new(self, path: str, day: date, *, private: bool) -> ScannedDocument:
        """Return a document of its own words."""
        author = int(self._random.integers(AUTHORS))
        pooled = self._random.random(STATEMENTS) < _POOLED
        statements = [self._pool[self._random.integers(_POOL)] if known else self._sentence() for known in pooled]
        findings: list[ScannedFinding] = []
        for place in np.flatnonzero(self._random.random(STATEMENTS) < _OTHERWISE):
            edit = self._edits[next(self._chosen_edits)]
            statements[place] = self._wording(edit)
            findings.append(self._finding(edit, statements[place], path, int(place), private=private))
        if self._random.random() < _LACKING:
            findings.append(self._lacking(path))
        messages = list(self.approved)
        near = [messages[place] for place in np.flatnonzero(self._random.random(MESSAGES) < 0.25)]
        return ScannedDocument(
            id=DocumentId(path),
            parent=None,
            fingerprint=content_fingerprint(statements),
            format="eml" if private else "pptx",
            family="email" if private else "deck",
            private=private,
            status=Status.READ,
            audience=Audience(
                segment=_SEGMENTS[author % len(_SEGMENTS)], team=_TEAMS[author % len(_TEAMS)], owner="field"
            ),
            author=f"author {author}",
            account=f"account {int(self._random.integers(2000))}" if private else "",
            day=day,
            day_from=DayFrom.MAIL if private else DayFrom.METADATA,
            statements=tuple(statements),
            judged=STATEMENTS,
            claims=STATEMENTS // 4,
            covered=STATEMENTS // 8,
            not_judged=int(self._random.integers(2)),
            used=tuple((message_id, 1) for message_id in near[::2]),
            nearness=tuple((message_id, round(0.4 + 0.5 * float(self._random.random()), 4)) for message_id in near),
            names_product=True,
            uses_term=False,
            findings=tuple(findings),
            language="en",
            places=tuple(f"slide {place // 4 + 1}" for place in range(STATEMENTS)) if not private else (),
        )

    def _copied(self, path: str, day: date) -> ScannedDocument:
        """Return an earlier deck, one or two of its statements changed."""
        deck = self._decks[int(self._random.integers(len(self._decks)))]
        statements = list(deck.statements)
        found = {scanned.finding.found for scanned in deck.findings}
        for place in self._random.integers(STATEMENTS, size=2):
            if statements[place] not in found:
                statements[place] = self._sentence()
        findings = tuple(
            replace(scanned, finding=replace(scanned.finding, document=DocumentId(path))) for scanned in deck.findings
        )
        return replace(
            deck,
            id=DocumentId(path),
            fingerprint=content_fingerprint(statements),
            author=f"author {int(self._random.integers(AUTHORS))}",
            day=max(day, deck.day),
            statements=tuple(statements),
            findings=findings,
        )

    def _finding(self, edit: _Edit, said: str, path: str, place: int, *, private: bool) -> ScannedFinding:
        wording = edit.middle + self._vector() * np.float32(0.5)
        approved = self.approved[edit.message_id] if edit.message_id is not None else ""
        finding = Finding(
            fingerprint=finding_fingerprint(code=edit.code, message_id=edit.message_id, statement=said, ordinal=0),
            code=edit.code,
            severity=Severity.MEDIUM,
            lane=Lane.SUGGEST,
            probability=0.9,
            message_id=edit.message_id,
            document=DocumentId(path),
            location=f"body line {place}" if private else f"slide {place // 4 + 1} bullet {place % 4 + 1}",
            found=said,
            approved=approved,
            sentence="This slide says it otherwise than what is approved; take the line as it is, or ask its owner.",
            suggestion=approved,
            change=edit.change or f"wording {tagged_hash('wording', said).partition(':')[2][:16]}",
        )
        vector = (wording / np.linalg.norm(wording)).astype("<f4").tobytes()
        return ScannedFinding(finding=finding, vector=b"" if private else vector)

    def _lacking(self, path: str) -> ScannedFinding:
        message_id = next(iter(self.approved))
        finding = Finding(
            fingerprint=finding_fingerprint(code="MC402", message_id=message_id, statement="", ordinal=0),
            code="MC402",
            severity=Severity.MEDIUM,
            lane=Lane.SUGGEST,
            probability=0.9,
            message_id=message_id,
            document=DocumentId(path),
            location="",
            found="",
            approved=self.approved[message_id],
            sentence="A line that has to be there is missing.",
            change="missing",
        )
        return ScannedFinding(finding=finding)

    def _sentence(self, words: int = 8) -> str:
        return " ".join(self._words[place] for place in self._random.integers(len(self._words), size=words))

    def _vector(self) -> Floats1d:
        """Return a direction of its own, of length 1."""
        vector = self._random.standard_normal(VECTOR).astype(np.float32)
        return vector / np.float32(np.linalg.norm(vector))

    def _draws(self, count: int, weights: npt.NDArray[np.float64]) -> Iterator[int]:
        while True:
            yield from self._random.choice(count, size=1000, p=weights).tolist()


def scan_of(documents: Sequence[ScannedDocument], day: date, *, messaging_hash: str) -> Scan:
    """Return a scan of these documents on a day."""
    return Scan(
        created=datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
        as_of=day,
        version="bench",
        messaging_hash=messaging_hash,
        model="none",
        judge="none",
        documents=tuple(documents),
        skipped=(),
        uncovered=(),
    )
