"""What has to hold so that a store of a million statements stays small and is read in seconds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders_history import (
    SCAN_DAY,
    make_conflict,
    make_decision,
    make_divergence,
    make_document,
    make_finding,
    make_mail,
    make_scan,
    make_side,
)
from builders_statements import sql_statements
from sqlalchemy import func, select

from msgcheck.history.tables import Base
from msgcheck.records import Deal, DocumentId, Result

READINGS = {
    "scans": lambda store: store.scans(),
    "documents": lambda store: store.documents(),
    "documents then": lambda store: store.documents_then(),
    "findings": lambda store: store.findings(),
    "known divergences": lambda store: store.known_divergences(),
    "deals": lambda store: store.deals_by_document(),
}
LINES = tuple(f"Line {number} of our deck." for number in range(10))


def rows_of(store):
    with store._database.reading() as session:
        tables = Base.metadata.sorted_tables
        return {table.name: session.scalar(select(func.count()).select_from(table)) for table in tables}


def everything():
    """A scan with all that a scan can hold: copies, versions, the same words twice, mail, slides, conflicts."""
    places = tuple(f"slide {number}" for number in range(1, len(LINES) + 1))
    deck = make_document("decks/a.pptx", statements=LINES, places=places, language="en", named=("Core",))
    version = replace(
        make_document("decks/a v2.pptx", statements=(*LINES[:-1], "Another end."), day=deck.day + timedelta(days=2)),
        places=places,
        findings=(make_finding(), make_finding("Twice as fast.", change="", code="MC105")),
    )
    sides = make_side("decks/a.pptx", "30 %", "Up to 30 %."), make_side("mail/a.eml", "35 %")
    return make_scan(
        deck,
        version,
        replace(deck, id=DocumentId("decks/the same.pptx")),
        make_mail(),
        make_document("decks/empty.pptx", statements=(), findings=()),
        uncovered=(("security", 4), ("hiring", 2)),
        skipped=((DocumentId("decks/b.key"), "Keynote files are not read."),),
        conflicts=(make_conflict(*sides),),
    )


def many(store, documents):
    """Keep so many documents, in three scans by two messagings, with deals and divergences."""
    made = [
        make_document(f"decks/{number}.pptx", statements=(f"Deck {number}.",), account=f"account {number}")
        for number in range(documents)
    ]
    for day, messaging in ((5, "mc1:first"), (8, "mc1:second"), (40, "mc1:third")):
        as_of = date(2026, 6, 1) + timedelta(days=day)
        store.keep_scan(make_scan(*made, as_of=as_of, messaging_hash=messaging))
    store.keep_deals([Deal(account=f"account {number}", result=Result.WON) for number in range(documents)])
    for finding in store.findings():
        store.keep_divergences([make_divergence(f"div:{finding.key:012x}", finding.key)])
    return store


def test_unchanged_rescan_of_everything_writes_the_scan_alone(store):
    scan = everything()
    store.keep_scan(scan)
    store.keep_divergences([make_divergence("div:0123456789ab", store.findings()[0].key)])
    store.keep_decision(make_decision())
    before = rows_of(store)
    store.keep_scan(replace(scan, as_of=SCAN_DAY + timedelta(days=30)))
    assert rows_of(store) == before | {"scans": 2}


def test_unchanged_rescan_after_a_change_and_back_writes_the_scan_alone(store):
    scan = everything()
    for messaging in ("mc1:first", "mc1:second"):
        store.keep_scan(replace(scan, messaging_hash=messaging))
    before = rows_of(store)
    store.keep_scan(scan)
    assert rows_of(store) == before | {"scans": 3}


def test_divergences_that_are_known_are_not_written_again(store):
    store.keep_scan(everything())
    divergences = [make_divergence(f"div:{finding.key:012x}", finding.key) for finding in store.findings()]
    store.keep_divergences(divergences)
    with sql_statements() as statements:
        store.keep_divergences(divergences)
    assert [one for one in statements if one.lower().startswith(("insert", "update", "delete"))] == []


@pytest.mark.parametrize("reading", READINGS)
def test_reading_takes_no_more_statements_for_more_documents(store, reading):
    counts = []
    for documents in (2, 12):
        many(store, documents)
        with sql_statements() as statements:
            READINGS[reading](store)
        counts.append(len(statements))
    assert counts[0] == counts[1]
