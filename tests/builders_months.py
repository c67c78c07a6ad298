"""A store of several months, made by hand: documents of a month with what they say of the message `quay`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from msgcheck.feedback.drift.report_of import drift_report
from msgcheck.records import (
    DriftReport,
    MessageId,
    Messaging,
    Period,
    PeriodKind,
    StoredDocument,
    StoredFinding,
)
from tests.builders_stored import MESSAGING, FakeStore, make_scan, make_stored, make_stored_finding

NOVEMBER = Period(first=date(2026, 11, 1), kind=PeriodKind.MONTH)
OCTOBER = NOVEMBER.before()
LAST_DAY = date(2026, 11, 30)
QUAY = MessageId("quay")


@dataclass
class Months:
    """Gathers documents and findings; each document is of another author unless told otherwise."""

    documents: list[StoredDocument] = field(default_factory=list)
    findings: list[StoredFinding] = field(default_factory=list)

    def write(self, day: date, *, on_message: bool = False, edit: str = "", **values: Any) -> StoredDocument:
        """Add one document, that says `quay` on message, with an edit (its change key), or not at all."""
        key = len(self.documents) + 1
        finding = {
            name: values.pop(name) for name in list(values) if name in {"code", "message_id", "severity", "text"}
        }
        settings = {
            "day": day,
            "first_seen": day,
            "last_seen": day,
            "author": f"author-{key}",
            "used": ((QUAY, 1),) if on_message else (),
            **values,
        }
        document = make_stored(key, **settings)
        self.documents.append(document)
        if edit:
            self.find(document, change=edit, **finding)
        return document

    def find(self, document: StoredDocument, **values: Any) -> StoredFinding:
        """Add one finding of a document."""
        finding = make_stored_finding(len(self.findings) + 1, document.key, **{"first_seen": document.day, **values})
        self.findings.append(finding)
        return finding

    def store(self, **values: Any) -> FakeStore:
        """Return a store that holds them, with one scan a month."""
        months = sorted({document.day.replace(day=1) for document in self.documents})
        scans = tuple(make_scan(number, as_of=month) for number, month in enumerate(months, start=1))
        return FakeStore(
            **{
                "stored_scans": scans or (make_scan(),),
                "stored_documents": tuple(self.documents),
                "stored_findings": tuple(self.findings),
                **values,
            }
        )


def report_on(
    months: Months | FakeStore,
    period: Period = NOVEMBER,
    *,
    messaging: Messaging = MESSAGING,
    compared_with: Period | None = None,
    as_of: date | None = None,
    shared: bool = False,
    **more: Any,
) -> DriftReport:
    """Return the report on a period, by default November on its last day."""
    return drift_report(
        months.store() if isinstance(months, Months) else months,
        messaging,
        period=period,
        compared_with=compared_with,
        created=datetime(2026, 11, 30, 9, 0, tzinfo=UTC),
        as_of=as_of or period.last,
        shared=shared,
        **more,
    )


def message_of(report: DriftReport, message_id: str = "quay"):
    """Return one message of a report."""
    return next(message for message in report.messages if message.message_id == message_id)


def with_message(messaging: Messaging = MESSAGING, message_id: str = "quay", **values: Any) -> Messaging:
    """Return a messaging with one message changed."""
    return replace(
        messaging,
        messages=tuple(
            replace(message, **values) if message.id == message_id else message for message in messaging.messages
        ),
    )
