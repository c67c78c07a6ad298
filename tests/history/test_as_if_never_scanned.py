"""What is left after erase and prune is what there had been, had the rest never been scanned."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from builders_history import make_conflict, make_document, make_finding, make_mail, make_scan, make_side
from hypothesis import given, settings
from hypothesis import strategies as st

from msgcheck.history.sql_store import open_store
from msgcheck.records import DocumentId

STORES = 15
"""Examples a test: each begins two stores and writes one of them anew, which takes a second."""
AUTHORS = ("Ana", "Ben", "Cem", "")
MAIL = "box.mbox/message 1"
PLACES = ("a.pptx", "b.pptx", MAIL, f"{MAIL}/deck.pptx", "box.mbox/message 2")


@st.composite
def scanned_documents(draw):
    path = draw(st.sampled_from(PLACES))
    statements = tuple(draw(st.lists(st.sampled_from("uvwxyz"), min_size=1, max_size=6, unique=True)))
    make = make_mail if path.endswith(("1", "2")) else make_document
    found = [statement for statement in statements if statement in draw(st.sampled_from(["", "uv", "uvwx"]))]
    return make(
        path,
        author=draw(st.sampled_from(AUTHORS)),
        statements=statements,
        private=path.startswith("box"),
        findings=tuple(make_finding(statement) for statement in found),
        judged=draw(st.integers(1, 2)),
        day=date(2026, 6, draw(st.integers(1, 3))),
    )


@st.composite
def scans(draw):
    """Scans of some documents, at most one at a place, with what of them conflicts and could not be read."""
    made = []
    for number in range(draw(st.integers(1, 4))):
        documents = draw(st.lists(scanned_documents(), max_size=5, unique_by=lambda document: document.id))
        sides = [make_side(document.id, "30 %", f"{document.author} says.") for document in documents]
        made.append(
            make_scan(
                *documents,
                created=datetime(2026, 7, 1 + number, 9, tzinfo=UTC),
                as_of=date(2026, 7, 1) + timedelta(days=number),
                messaging_hash=draw(st.sampled_from(["mc1:first", "mc1:second"])),
                conflicts=(make_conflict(*sides),) if len(sides) > 1 else (),
                skipped=((DocumentId(f"{MAIL}/x.key"), "not read"),),
            )
        )
    return made


def without(scan, author):
    """Return a scan as it had been had the author's documents not been there."""
    mailed = {document.id for document in scan.documents if document.author == author and document.id == MAIL}

    def goes(path):
        return any(path.startswith(f"{mail}/") for mail in mailed)

    documents = tuple(document for document in scan.documents if document.author != author and not goes(document.id))
    left = {document.id for document in documents}
    conflicts = (
        replace(conflict, sides=tuple(side for side in conflict.sides if side.document in left))
        for conflict in scan.conflicts
    )
    return replace(
        scan,
        documents=documents,
        conflicts=tuple(conflict for conflict in conflicts if len(conflict.sides) > 1),
        skipped=tuple(entry for entry in scan.skipped if not goes(entry[0])),
    )


def without_path(scan, path):
    """Return a scan as it had been had nothing lain at or below a path."""

    def goes(other):
        return other == path or other.startswith(f"{path}/")

    conflicts = (
        replace(conflict, sides=tuple(side for side in conflict.sides if not goes(side.document)))
        for conflict in scan.conflicts
    )
    return replace(
        scan,
        documents=tuple(document for document in scan.documents if not goes(document.id)),
        conflicts=tuple(conflict for conflict in conflicts if len(conflict.sides) > 1),
        skipped=tuple(entry for entry in scan.skipped if not goes(entry[0])),
    )


def of_later_day(conflict):
    return replace(conflict, sides=tuple(replace(side, day=date(2026, 7, 20)) for side in conflict.sides))


def told_of(store):
    """Return all a store tells but for numbers, groups and versions, in an order that does not depend on these."""
    bare = {document.key: replace(document, key=0, group=0, version_of=None) for document in store.documents()}
    return (
        [replace(scan, id=0) for scan in store.scans()],
        sorted(bare.values(), key=repr),
        sorted(
            ((replace(finding, key=0, document=0), bare[finding.document]) for finding in store.findings()), key=repr
        ),
        sorted(
            (
                (replace(then.document, key=0, group=0, version_of=None), len(then.findings), then.messaging_hash)
                for then in store.documents_then()
            ),
            key=repr,
        ),
    )


@contextmanager
def two_stores():
    """Give two stores with the same key, so that the same names have the same hashes."""
    with TemporaryDirectory() as folder:
        one, other = Path(folder, "one.sqlite3"), Path(folder, "other.sqlite3")
        with open_store(str(one)) as first:
            other.with_name(f"{other.name}.key").write_bytes(one.with_name(f"{one.name}.key").read_bytes())
            with open_store(str(other)) as second:
                yield first, second


@settings(max_examples=STORES)
@given(scans(), st.sampled_from(AUTHORS[:-1]))
def test_erase_leaves_the_others_as_if_the_author_had_never_been_scanned(given_scans, author):
    with two_stores() as (erased, never):
        for scan in given_scans:
            erased.keep_scan(scan)
            never.keep_scan(without(scan, author))
        erased.erase(author=author)
        assert told_of(erased) == told_of(never)
        assert erased.export(author=author).total == 0


@settings(max_examples=STORES)
@given(scans(), st.sampled_from(PLACES))
def test_erase_leaves_the_others_as_if_the_mailbox_had_never_been_scanned(given_scans, path):
    with two_stores() as (erased, never):
        for scan in given_scans:
            erased.keep_scan(scan)
            never.keep_scan(without_path(scan, path))
        erased.erase(mailbox=path)
        assert told_of(erased) == told_of(never)
        assert erased.export(mailbox=path).total == 0


@settings(max_examples=STORES)
@given(scans(), st.integers(1, 4))
def test_prune_leaves_later_scans_as_if_there_had_been_no_earlier_ones(given_scans, first_day):
    before = date(2026, 7, first_day)
    # Documents of a later day, so that prune forgets no sentence of theirs.
    given_scans = [
        replace(scan, documents=tuple(replace(document, day=date(2026, 7, 20)) for document in scan.documents))
        for scan in given_scans
    ]
    given_scans = [replace(scan, conflicts=tuple(map(of_later_day, scan.conflicts))) for scan in given_scans]
    with two_stores() as (pruned, never):
        for scan in given_scans:
            pruned.keep_scan(scan)
            if scan.created.date() >= before:
                never.keep_scan(scan)
        pruned.prune(before)
        assert told_of(pruned) == told_of(never)
        assert pruned.prune(before).total == 0
