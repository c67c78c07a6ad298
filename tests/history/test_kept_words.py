"""Which words reach the disk: a marker is planted and looked for in all bytes of the store's folder, or all rows."""

from pathlib import Path

import pytest
from builders_history import make_conflict, make_document, make_finding, make_mail, make_scan, make_side
from sqlalchemy import create_engine, select, text

from msgcheck.errors import InputError
from msgcheck.history.places import store_place
from msgcheck.history.sql_store import open_store
from msgcheck.history.tables import Base
from msgcheck.identity import finding_fingerprint
from msgcheck.records import DocumentId

MARKER = "zanzibarquokka"
SENTENCE = f"Our {MARKER} halves onboarding."


def bytes_of(folder: Path) -> bytes:
    return b"\0".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def planted(**changes):
    """A finding with the marker in everything that holds words of the writer."""
    given = {
        "found": SENTENCE,
        "code": "MC103",
        "sentence": f"This says {MARKER}; drop it.",
        "suggestion": f"Our {MARKER} shortens onboarding.",
        "mended": True,
    }
    return make_finding(**(given | changes))


def rows_of(store) -> bytes:
    """Return every value of every table."""
    with store._database.reading() as session:
        rows = [row for table in Base.metadata.sorted_tables for row in session.execute(select(table))]
    return b"\0".join(value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row)


def everything_in(url: str, store) -> bytes:
    file = store_place(url).file
    return rows_of(store) if file is None else bytes_of(file.parent)


def is_kept(url: str, scan, *, keep_text: str) -> bool:
    with open_store(url, keep_text=keep_text) as store:
        store.keep_scan(scan)
        while_open = everything_in(url, store)
    with open_store(url, keep_text=keep_text) as store:
        return MARKER.encode() in while_open + everything_in(url, store)


@pytest.mark.parametrize(
    ("document", "keep_text", "kept"),
    [
        (make_document, "documents", True),
        (make_document, "all", True),
        (make_document, "none", False),
        (make_mail, "documents", False),
        (make_mail, "all", True),
        (make_mail, "none", False),
    ],
)
def test_sentence_is_kept_as_set(store_url, document, keep_text, kept):
    scan = make_scan(document(statements=(SENTENCE,), findings=(planted(),)))
    assert is_kept(store_url, scan, keep_text=keep_text) is kept


@pytest.mark.parametrize("code", ["MC101", "MC102", "MC203", "MC301", "MC401", "XX999"])
def test_mended_sentence_of_mail_is_not_kept(store_url, code):
    finding = planted(code=code, sentence="Says what it must not.")
    assert not is_kept(store_url, make_scan(make_mail(findings=(finding,))), keep_text="documents")


def test_deck_in_a_mail_is_mail(store_url):
    attached = make_document("a.eml/deck.pptx", private=True, findings=(planted(),))
    assert not is_kept(store_url, make_scan(attached), keep_text="documents")


@pytest.mark.parametrize("keep_text", ["documents", "all", "none"])
def test_internal_line_is_never_kept(store_url, keep_text):
    internal = planted(code="MC203", approved=SENTENCE, change="internal floor-price")
    beside = planted(code="MC102", change="not named")
    scan = make_scan(
        make_document(findings=(internal, beside)),
        conflicts=(
            make_conflict(make_side("decks/a.pptx", MARKER, SENTENCE, location="slide 3 bullet 2"), subject=MARKER),
        ),
    )
    assert not is_kept(store_url, scan, keep_text=keep_text)


@pytest.mark.parametrize("keep_text", ["documents", "all", "none"])
def test_author_and_account_are_never_kept(store_url, keep_text):
    scan = make_scan(make_document(author=MARKER, account=MARKER), make_mail(author=MARKER, account=MARKER))
    assert not is_kept(store_url, scan, keep_text=keep_text)


@pytest.mark.parametrize("keep_text", ["documents", "all", "none"])
def test_statement_without_finding_is_never_kept(store_url, keep_text):
    scan = make_scan(make_document(statements=(SENTENCE,), findings=()))
    assert not is_kept(store_url, scan, keep_text=keep_text)


@pytest.mark.parametrize(("keep_text", "kept"), [("documents", False), ("all", True), ("none", False)])
def test_conflict_within_mail_is_kept_as_set(store_url, keep_text, kept):
    sides = (make_side("a.eml", MARKER, SENTENCE), make_side("b.eml", "35 %", SENTENCE))
    scan = make_scan(make_mail("a.eml"), make_mail("b.eml"), conflicts=(make_conflict(*sides, subject=MARKER),))
    assert is_kept(store_url, scan, keep_text=keep_text) is kept


def test_conflict_with_a_document_the_scan_does_not_hold_keeps_no_words(store_url):
    scan = make_scan(conflicts=(make_conflict(make_side("gone.pptx", "30 %", SENTENCE), subject=MARKER),))
    assert not is_kept(store_url, scan, keep_text="documents")


@pytest.mark.parametrize(("keep_text", "kept"), [("documents", True), ("none", False)])
def test_themes_are_words_of_documents(store_url, keep_text, kept):
    assert is_kept(store_url, make_scan(uncovered=((MARKER, 2),)), keep_text=keep_text) is kept


def test_words_given_up_are_overwritten(store_url):
    scan = make_scan(make_document(findings=(planted(),)))
    assert is_kept(store_url, scan, keep_text="documents")
    with open_store(store_url, keep_text="none") as store:
        store.keep_scan(scan)
    with open_store(store_url) as store:
        assert MARKER.encode() not in everything_in(store_url, store)


def test_words_come_once_they_may_be_kept(store_url):
    scan = make_scan(make_document(findings=(planted(),)))
    assert not is_kept(store_url, scan, keep_text="none")
    assert is_kept(store_url, scan, keep_text="documents")


def test_finding_of_mail_keeps_what_was_changed(store):
    store.keep_scan(make_scan(make_mail(findings=(make_finding(), planted(location="body line 9")))))
    figure, wording = store.findings()
    assert (figure.text, figure.vector, figure.change) == (None, b"", "figure 30 percent > 50 percent")
    assert figure.sentence == "This slide says 50 %; our study supports up to 30 %."
    assert (wording.sentence, wording.suggestion) == ("Promises more.", "")


def test_finding_of_mail_has_no_hash_that_can_be_guessed(store, store_file):
    mail = make_mail()
    store.keep_scan(make_scan(mail))
    guessed = finding_fingerprint(
        code="MC102", message_id="onboarding-time", statement=mail.findings[0].finding.found, ordinal=0
    )
    assert store.findings()[0].fingerprint.startswith("mk1:")
    assert store.documents()[0].fingerprint.startswith("mk1:")
    assert guessed.encode() not in bytes_of(store_file.parent)
    assert mail.fingerprint.encode() not in bytes_of(store_file.parent)


def test_outcome_of_mail_has_no_hash_that_can_be_guessed(tmp_path):
    digests = []
    for name in ("one", "two"):
        with open_store(str(tmp_path / name / "s.sqlite3")) as store:
            store.keep_scan(make_scan(make_mail()))
        engine = create_engine(f"sqlite:///{tmp_path / name / 's.sqlite3'}")
        with engine.connect() as connection:
            digests.append(
                set(connection.execute(text("select digest from assessments union select digest from contents")))
            )
        engine.dispose()
    assert len(digests[0]) == 2
    assert not digests[0] & digests[1]


def test_internal_line_keeps_its_id(store):
    store.keep_scan(make_scan(make_document(findings=(planted(code="MC203", message_id="floor-price"),))))
    (kept,) = store.findings()
    assert (kept.message_id, kept.sentence, kept.approved, kept.text) == ("floor-price", "Internal note.", "", None)


def test_conflict_of_deck_and_mail_keeps_the_words_of_the_deck(store):
    sides = (make_side("a.pptx", "30 %", "Up to 30 %."), make_side("b.eml", "40 %", SENTENCE))
    documents = (make_document("a.pptx", findings=()), make_mail("b.eml", findings=()))
    store.keep_scan(make_scan(*documents, conflicts=(make_conflict(*sides),)))
    (conflict,) = store.scans()[0].conflicts
    assert conflict.subject == "onboarding time"
    assert [(side.says, side.text) for side in conflict.sides] == [("30 %", "Up to 30 %."), ("40 %", "")]


def test_pseudonyms_are_equal_within_a_store_and_differ_between_stores(tmp_path):
    seen = []
    for name in ("one", "two"):
        with open_store(str(tmp_path / name / "s.sqlite3")) as store:
            store.keep_scan(make_scan(make_document("a.pptx"), make_mail("b.eml", author="KIM  example")))
            seen.append([document.author for document in store.documents()])
    assert seen[0][0] == seen[0][1]
    assert not set(seen[0]) & set(seen[1])


def test_unknown_author_and_account_stay_unknown(store):
    store.keep_scan(make_scan(make_document(author="", account="")))
    assert (store.documents()[0].author, store.documents()[0].account) == ("", "")


def test_documents_that_are_known_are_so_whatever_is_kept(store_url):
    for keep_text in ("documents", "none", "all"):
        with open_store(store_url, keep_text=keep_text) as store:
            store.keep_scan(make_scan(make_document(), make_mail()))
            assert (len(store.documents()), len(store.findings())) == (2, 2)


def test_setting_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(InputError, match="some") as caught:
        open_store(str(tmp_path / "s.sqlite3"), keep_text="some")
    assert "documents, all, none" in caught.value.hint


def test_path_of_a_document_is_kept_for_local_views(store):
    store.keep_scan(make_scan(make_mail("mail/a.eml")))
    assert store.documents()[0].path == DocumentId("mail/a.eml")


def test_other_sentence_of_a_paragraph_with_an_internal_line_is_kept(store):
    here = {"location": "paragraph 4"}
    internal = make_finding("Our floor price is 71.", code="MC203", **here)
    store.keep_scan(make_scan(make_document(findings=(internal, make_finding(**here)))))
    assert [finding.text for finding in store.findings()] == [None, "Onboarding takes 50 % less time."]


def test_edit_of_mail_that_only_its_words_tell_has_no_hash_that_can_be_guessed(store, store_file):
    change = "wording 00112233445566ff"
    store.keep_scan(make_scan(make_mail(findings=(make_finding(change=change),))))
    assert store.findings()[0].change.startswith("wording ")
    assert change.encode() not in bytes_of(store_file.parent)


def test_same_words_in_mail_and_deck_are_the_same_edit(store):
    change = "wording 00112233445566ff"
    mail = make_mail(findings=(make_finding(change=change),))
    store.keep_scan(make_scan(mail, make_document(findings=(make_finding(change=change),))))
    assert [finding.change for finding in store.findings()] == [change, change]
