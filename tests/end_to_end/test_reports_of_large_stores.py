"""Reports read each table once, however much is stored."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from msgcheck.feedback.drift.report_of import drift_report
from msgcheck.feedback.report_of import divergence_report
from msgcheck.history.sql_store import open_store
from msgcheck.messaging.load import load_messaging
from msgcheck.records import Deal, Period, PeriodKind, Result
from tests.builders_history import APPROVED, ONBOARDING, make_document, make_finding, make_scan
from tests.builders_statements import sql_statements

CREATED = datetime(2026, 7, 1, 9, tzinfo=UTC)
AS_OF = date(2026, 6, 30)
JUNE = Period.of(AS_OF, PeriodKind.MONTH)


def whole(store, messaging):
    return divergence_report(store, messaging, created=CREATED, as_of=AS_OF, shared=False)


def of_june(store, messaging):
    return drift_report(store, messaging, period=JUNE, compared_with=None, created=CREATED, as_of=AS_OF, shared=False)


@pytest.fixture
def messaging(tmp_path):
    text = f'version: 1\ncompany: {{name: Harbourlight}}\nmessages:\n  - {{id: {ONBOARDING}, type: claim, text: "{APPROVED}"}}\n'
    (tmp_path / "messaging.yaml").write_text(text, encoding="utf-8")
    return load_messaging(tmp_path / "messaging.yaml")


def keep(store, documents):
    """Keep so many documents of May and June, each with an edit of its own and one that all share."""
    made = [
        make_document(
            f"decks/{number}.pptx",
            statements=(f"Deck {number} says.", f"In the year {number} it began."),
            findings=(make_finding(), make_finding(f"Deck {number} says.", change="", code="MC105")),
            author=f"author {number}",
            account=f"account {number}",
            day=date(2026, 5, 1) + timedelta(days=number % 60),
        )
        for number in range(documents)
    ]
    store.keep_scan(make_scan(*(replace(one, findings=()) for one in made), as_of=date(2026, 5, 31)))
    store.keep_scan(make_scan(*made, as_of=AS_OF, messaging_hash="mc1:second"))
    store.keep_deals([Deal(account=f"account {number}", result=Result.WON) for number in range(documents)])


@pytest.mark.parametrize("report", [whole, of_june])
def test_report_takes_no_more_statements_for_more_documents(report, messaging, tmp_path):
    counts = []
    for documents in (40, 120):
        with open_store(str(tmp_path / f"{documents}.sqlite3")) as store:
            keep(store, documents)
            report(store, messaging)  # the first one keeps ids
            with sql_statements() as statements:
                report(store, messaging)
        counts.append(len(statements))
    assert counts[0] == counts[1]
