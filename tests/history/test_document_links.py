"""Which document is taken for the version before another one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders_history import make_document, make_mail, make_scan
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select, update

from msgcheck.history.sql_store import open_store
from msgcheck.history.tables import DocumentRow

WORDS = tuple(f"Statement number {number}." for number in range(20))
JUNE, JULY, AUGUST = date(2026, 6, 3), date(2026, 7, 3), date(2026, 8, 3)


def edited(*changed: int) -> tuple[str, ...]:
    """Return the words with these statements changed."""
    return tuple(f"Changed {at}." if at in changed else text for at, text in enumerate(WORDS))


def deck(path: str, statements: tuple[str, ...] = WORDS, **changes):
    return make_document(path, statements=statements, findings=(), **changes)


def kept(store) -> dict[str, str | None]:
    """Return the path of each document with that of the version before it."""
    rows, paths = rows_of(store), {document.key: document.path for document in store.documents()}
    return {paths[row.id]: paths.get(row.version_of_id) for row in rows}


def rows_of(store):
    with store._database.reading() as session:
        return session.execute(
            select(
                DocumentRow.id,
                DocumentRow.version_of_id,
                DocumentRow.copy_of_id,
                DocumentRow.language,
                DocumentRow.named,
                DocumentRow.slides,
            ).order_by(DocumentRow.id)
        ).all()


def forget(store):
    """Make the store one that was kept before languages, products, slides and versions were."""
    with store._database.writing() as session:
        session.execute(update(DocumentRow).values(language=None, named=None, slides=None, version_of_id=None))


# --- near copies -----------------------------------------------------------------------------------


def test_near_copy_of_an_earlier_scan_is_the_version_before(store):
    store.keep_scan(make_scan(deck("a.pptx")))
    store.keep_scan(make_scan(deck("b.pptx", edited(0), day=JULY)))
    assert kept(store) == {"a.pptx": None, "b.pptx": "a.pptx"}


def test_nearest_of_several_is_the_version_before(store):
    store.keep_scan(make_scan(deck("a.pptx"), deck("b.pptx", edited(0), day=JULY)))
    store.keep_scan(make_scan(deck("c.pptx", edited(0, 1), day=AUGUST)))
    assert kept(store)["c.pptx"] == "b.pptx"


def test_copies_of_a_template_follow_the_template(store):
    template = deck("template.pptx", author="Marketing", day=JUNE)
    copies = [
        deck(f"{at}.pptx", (f"For harbour {at}.", *WORDS[1:]), author=f"Seller {at}", day=JULY) for at in (1, 2, 3)
    ]
    store.keep_scan(make_scan(template, *copies))
    assert {earlier for path, earlier in kept(store).items() if path != "template.pptx"} == {"template.pptx"}


def test_of_equally_near_versions_the_authors_own_goes_before(store):
    store.keep_scan(
        make_scan(deck("sam.pptx", edited(1), author="Sam", day=JUNE), deck("kim.pptx", edited(2), day=JULY))
    )
    store.keep_scan(make_scan(deck("new.pptx", edited(3), day=AUGUST)))
    assert kept(store)["new.pptx"] == "kim.pptx"


@pytest.mark.parametrize("june_first", [True, False])
def test_two_versions_in_one_scan_follow_their_days(store, june_first):
    versions = [deck("old.pptx", day=JUNE), deck("new.pptx", edited(0), day=JULY)]
    store.keep_scan(make_scan(*(versions if june_first else reversed(versions))))
    assert kept(store) == {"old.pptx": None, "new.pptx": "old.pptx"}


def test_older_material_that_comes_late_is_put_before_what_it_became(store):
    store.keep_scan(make_scan(deck("july.pptx", edited(0), day=JULY)))
    store.keep_scan(make_scan(deck("june.pptx", day=JUNE)))
    assert kept(store) == {"july.pptx": "june.pptx", "june.pptx": None}


def test_older_material_is_put_before_its_nearest_successor_only(store):
    store.keep_scan(make_scan(deck("august.pptx", edited(0, 1), day=AUGUST)))
    store.keep_scan(make_scan(deck("june.pptx", day=JUNE), deck("july.pptx", edited(0), day=JULY)))
    assert kept(store) == {"august.pptx": "july.pptx", "june.pptx": None, "july.pptx": "june.pptx"}


def test_older_material_does_not_come_between_two_versions(store):
    store.keep_scan(make_scan(deck("june.pptx", day=JUNE), deck("august.pptx", edited(0), day=AUGUST)))
    store.keep_scan(make_scan(deck("july.pptx", edited(0, 1), day=JULY)))
    assert kept(store)["august.pptx"] == "june.pptx"


def test_no_document_comes_before_itself(store):
    store.keep_scan(make_scan(deck("a.pptx", day=AUGUST)))
    # An older version is put back in its place: it follows what stood there, so that one cannot follow it too.
    store.keep_scan(make_scan(deck("a.pptx", edited(0), day=JUNE)))
    assert [row.version_of_id for row in rows_of(store)] == [None, rows_of(store)[0].id]


def test_same_words_of_another_author_are_a_version_too(store):
    store.keep_scan(make_scan(deck("a.pptx")))
    store.keep_scan(make_scan(deck("b.pptx", author="Sam Example", day=JULY)))
    assert kept(store)["b.pptx"] == "a.pptx"


def test_pdf_follows_the_pdf_rather_than_the_text_it_was_made_of(store):
    store.keep_scan(make_scan(deck("v1.pdf", family="document", format="pdf")))
    word = deck("v2.docx", edited(0), family="document", format="docx", day=JULY)
    pdf = replace(deck("v2.pdf", edited(0), family="document", format="pdf"), day=AUGUST)
    store.keep_scan(make_scan(word, pdf))
    assert kept(store)["v2.pdf"] == "v1.pdf"


def test_mail_with_the_words_of_a_deck_is_no_version_of_it(store):
    store.keep_scan(make_scan(deck("a.pptx")))
    store.keep_scan(make_scan(make_mail("a.eml", statements=edited(0), findings=(), day=JULY)))
    assert kept(store)["a.eml"] is None


def test_version_before_does_not_change_when_documents_come(store):
    store.keep_scan(make_scan(deck("a.pptx"), deck("b.pptx", edited(0), day=JULY)))
    before = rows_of(store)
    store.keep_scan(make_scan(deck("c.pptx", edited(1), day=JULY)))
    assert rows_of(store)[:2] == before


# --- changed in place ------------------------------------------------------------------------------


def test_file_that_was_changed_in_place_is_a_version_however_much_was_changed(store):
    store.keep_scan(make_scan(deck("a.pptx")))
    store.keep_scan(make_scan(deck("a.pptx", edited(*range(12)), day=JULY)))
    first, second = rows_of(store)
    assert (second.version_of_id, second.copy_of_id) == (first.id, None)


def test_file_at_the_same_path_goes_before_a_nearer_copy(store):
    store.keep_scan(make_scan(deck("kim.pptx", edited(0, 1)), deck("template.pptx", edited(0), day=JUNE)))
    store.keep_scan(make_scan(deck("kim.pptx", edited(0, 3), day=JULY)))
    rows = rows_of(store)
    assert rows[2].version_of_id == rows[0].id


def test_last_file_at_a_path_counts(store):
    for changed, day in (((), JUNE), ((0, 1, 2, 3, 4, 5), JULY), (range(12), AUGUST)):
        store.keep_scan(make_scan(deck("a.pptx", edited(*changed), day=day)))
    first, second, third = rows_of(store)
    assert (second.version_of_id, third.version_of_id) == (first.id, second.id)


def test_words_a_file_had_before_are_the_same_document_again(store):
    for words in (WORDS, edited(*range(9)), WORDS):
        store.keep_scan(make_scan(deck("a.pptx", words)))
    first, second = rows_of(store)
    assert (first.version_of_id, second.version_of_id) == (None, first.id)


def test_file_that_has_nothing_of_what_it_was_is_no_version_of_it(store):
    store.keep_scan(make_scan(deck("a.pptx")))
    store.keep_scan(make_scan(deck("a.pptx", ("Quite another text.",), day=JULY)))
    assert [row.version_of_id for row in rows_of(store)] == [None, None]


def test_another_kind_of_document_at_the_same_path_is_no_version(store):
    store.keep_scan(make_scan(deck("a")))
    store.keep_scan(make_scan(deck("a", edited(*range(9)), format="pdf", family="document", day=JULY)))
    assert [row.version_of_id for row in rows_of(store)] == [None, None]


def test_number_in_a_mailbox_makes_no_version(store):
    store.keep_scan(make_scan(make_mail("in.mbox/1", statements=WORDS, findings=())))
    store.keep_scan(make_scan(make_mail("in.mbox/1", statements=edited(*range(9)), findings=(), day=JULY)))
    assert [row.version_of_id for row in rows_of(store)] == [None, None]


def test_odd_path_is_found_again(store):
    path = "decks/\udcff\0.pptx"
    store.keep_scan(make_scan(deck(path)))
    store.keep_scan(make_scan(deck(path, edited(*range(9)), day=JULY)))
    first, second = rows_of(store)
    assert second.version_of_id == first.id


# --- stores of before ------------------------------------------------------------------------------


def test_documents_of_before_are_brought_up_to_date_when_they_are_scanned_again(store):
    decks = (
        deck("a.pptx", language="en", named=("Flow",), places=("slide 1",) * 20),
        deck("b.pptx", edited(0), day=JULY, language="de", places=("slide 2",) * 20),
    )
    store.keep_scan(make_scan(*decks))
    expected = rows_of(store)
    forget(store)
    store.keep_scan(make_scan(*decks))
    assert rows_of(store) == expected
    assert [(row.language, tuple(row.named)) for row in expected] == [("en", ("Flow",)), ("de", ())]
    assert expected[1].version_of_id == expected[0].id


def test_document_of_before_that_is_not_scanned_again_stays_unknown(store):
    store.keep_scan(make_scan(deck("a.pptx", language="en"), deck("b.pptx", ("Other words.",), language="en")))
    forget(store)
    store.keep_scan(make_scan(deck("b.pptx", ("Other words.",), language="en")))
    assert [row.language for row in rows_of(store)] == [None, "en"]


def test_products_are_brought_up_to_date_when_the_messaging_knows_more_of_them(store):
    store.keep_scan(make_scan(deck("a.pptx", named=("Core",))))
    store.keep_scan(make_scan(deck("a.pptx", named=("Core", "Flow")), messaging_hash="mc1:second"))
    assert [tuple(row.named) for row in rows_of(store)] == [("Core", "Flow")]


def test_each_document_is_brought_up_to_date_by_what_is_new_of_it(store):
    store.keep_scan(make_scan(deck("a.pptx", day=JULY), deck("b.pptx", ("Other words.",)), deck("c.pptx", ("More.",))))
    again = (deck("a.pptx", day=JUNE), deck("b.pptx", ("Other words.",), named=("Flow",)), deck("c.pptx", ("More.",)))
    store.keep_scan(make_scan(*again))
    by_path = {document.path: document for document in store.documents()}
    assert (by_path["a.pptx"].day, by_path["b.pptx"].named) == (JUNE, ("Flow",))
    assert (by_path["b.pptx"].day, by_path["a.pptx"].named, by_path["c.pptx"].named) == (again[1].day, (), ())


def test_unchanged_rescan_updates_no_document(store):
    decks = (deck("a.pptx", named=("Core",), places=("slide 1",) * 20), deck("b.pptx", edited(0), day=JULY))
    store.keep_scan(make_scan(*decks))
    statements: list[str] = []

    def note(connection, cursor, statement, *_):
        statements.append(statement)

    event.listen(store._database._engine, "before_cursor_execute", note)
    store.keep_scan(make_scan(*decks, as_of=decks[0].day + timedelta(days=60)))
    writing = [statement.split()[:3] for statement in statements if statement.split()[0] not in {"SELECT", "BEGIN"}]
    assert [" ".join(words) for words in writing if words[0].upper() in {"INSERT", "UPDATE", "DELETE"}] == [
        "INSERT INTO scans"
    ]


# --- any order -------------------------------------------------------------------------------------


@settings(max_examples=12)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a.pptx", "b.pptx", "c.pptx"]),
            st.frozensets(st.integers(0, 5), max_size=4),
            st.integers(0, 9),
            st.booleans(),
        ),
        max_size=9,
    )
)
def test_versions_never_go_round_in_a_circle(versions):
    scans, documents = [], []
    for path, changed, day, is_last in versions:
        documents.append(deck(path, edited(*changed), day=JUNE + timedelta(days=day)))
        if is_last:
            scans.append(make_scan(*documents))
            documents = []
    with open_store("sqlite://") as store:
        for scan in [*scans, make_scan(*documents)]:
            store.keep_scan(scan)
        before = {row.id: row.version_of_id for row in rows_of(store)}
    for key in before:
        line = [key]
        while (earlier := before[line[-1]]) is not None:
            assert earlier not in line
            line.append(earlier)
