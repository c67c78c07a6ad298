from __future__ import annotations

import pytest
from builders_pdf import make_pdf
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.config import ReadingLimits
from msgcheck.reading.dispatch import read_bytes
from msgcheck.reading.interface import FileInfo
from msgcheck.reading.mending import mend_lines, source_text
from msgcheck.records import BlockKind, Document, DocumentId, ReadResult, Skipped, Status


def read_all(data: bytes, **limits: float) -> list[ReadResult]:
    info = FileInfo(id=DocumentId("deck.pdf"), name="deck.pdf", limits=ReadingLimits(**limits))
    return list(read_bytes(data, info))


def read_one(data: bytes) -> Document:
    result = read_all(data)[0]
    assert isinstance(result, Document), result
    return result


def skipped_reason(data: bytes) -> str:
    result = read_all(data)[0]
    assert isinstance(result, Skipped)
    return result.reason


def test_pdf_gives_one_block_a_line_with_its_place():
    document = read_one(make_pdf(["Orders ship in two days.", "Returns are free."], ["Call us any time."]))
    assert [(block.text, block.location) for block in document.blocks] == [
        ("Orders ship in two days.", "page 1 line 1"),
        ("Returns are free.", "page 1 line 2"),
        ("Call us any time.", "page 2 line 1"),
    ]


def test_pdf_status_is_read_where_all_pages_hold_text():
    document = read_one(make_pdf(["Orders ship in two days."]))
    assert (document.format, document.status, document.reason) == ("pdf", Status.READ, None)


def test_pdf_makes_a_word_whole_that_a_line_end_breaks():
    document = read_one(make_pdf(["The assistant halves your on-", "boarding time this year."]))
    assert [block.text for block in document.blocks] == ["The assistant halves your onboarding", "time this year."]


def test_pdf_edits_give_back_the_broken_lines():
    document = read_one(make_pdf(["The assistant halves your on-", "boarding time this year."]))
    found = [source_text(block.text, block.edits) for block in document.blocks]
    assert found == ["The assistant halves your on-", "boarding time this year."]


def test_pdf_spells_out_ligatures_of_fonts_that_misname_them():
    data = make_pdf(["Connect your so~ware and grow."], to_unicode={ord("~"): "\u014c"})
    assert read_one(data).blocks[0].text == "Connect your software and grow."


def test_pdf_takes_large_lines_as_headings_of_what_follows():
    document = read_one(make_pdf([(28.0, "Our promise"), "Orders ship in two days.", "Returns are free."]))
    assert document.blocks[0].kind is BlockKind.HEADING
    assert [block.heading for block in document.blocks] == ["", "Our promise", "Our promise"]


def test_pdf_joins_the_lines_of_one_heading():
    lines = [(28.0, "Shipping that keeps"), (28.0, "its promise"), "Orders ship in two days.", "Returns are free."]
    heading = read_one(make_pdf(lines)).blocks[0]
    assert heading.text == "Shipping that keeps its promise"
    assert source_text(heading.text, heading.edits) == "Shipping that keeps\nits promise"


def test_pdf_calls_lines_that_return_on_every_page_footers():
    pages = [["Page text number one here.", f"Borealis Freight {number}"] for number in range(1, 5)]
    kinds = {block.kind for block in read_one(make_pdf(*pages)).blocks if block.text.startswith("Borealis")}
    assert kinds == {BlockKind.FOOTER}


def test_pdf_counts_pages_without_text_and_is_partial():
    document = read_one(make_pdf(["Orders ship in two days."], [], pictures=True))
    pages = next(entry for entry in document.unread if entry.kind == "pages")
    assert (document.status, pages.found, pages.read) == (Status.PARTIAL, 2, 1)
    assert "pictures" in (document.reason or "")


def test_pdf_with_pictures_only_is_skipped():
    assert "only pictures" in skipped_reason(make_pdf([], pictures=True))


def test_pdf_without_anything_is_skipped():
    assert skipped_reason(make_pdf([])) == "there is no text in it"


def test_pdf_with_a_password_is_skipped():
    assert "encrypted with a password" in skipped_reason(make_pdf(["Secret"], encrypted=True))


def test_pdf_that_is_cut_off_is_skipped_with_a_reason():
    assert "damaged" in skipped_reason(b"%PDF-1.7\n1 0 obj\n<<")


def test_pdf_with_letters_without_meaning_is_not_read():
    # Codes shifted into control characters and signs, as fonts without a Unicode table give them.
    shifted = {code: chr((code * 7) % 31 + 1) for code in range(ord("a"), ord("z") + 1)}
    data = make_pdf(["we ship all orders in two days and returns are free"], to_unicode=shifted)
    assert "Unicode table" in skipped_reason(data)


def test_pdf_reads_sticky_notes_as_comments():
    document = read_one(make_pdf(["Orders ship in two days."], comment="Please check this figure"))
    note = document.blocks[-1]
    assert (note.text, note.kind, note.location) == (
        "Please check this figure",
        BlockKind.COMMENT,
        "page 1 comment 1",
    )


def test_pdf_comments_do_not_change_the_fingerprint():
    plain = read_one(make_pdf(["Orders ship in two days."]))
    noted = read_one(make_pdf(["Orders ship in two days."], comment="Please check"))
    assert plain.fingerprint == noted.fingerprint


def test_pdf_reads_embedded_files_by_their_own_reader():
    data = make_pdf(["See the list."], attachment=("list.txt", b"Returns are free for all customers."))
    inner = read_all(data)[1]
    assert isinstance(inner, Document)
    assert (inner.id, inner.parent, inner.blocks[0].location) == ("deck.pdf/list.txt", "deck.pdf", "list.txt: line 1")


def test_pdf_keeps_title_author_and_date():
    document = read_one(make_pdf(["Orders ship in two days."], title="Shipping"))
    assert (document.title, document.author) == ("Shipping", "A. Writer")
    assert document.created is not None
    assert document.created.isoformat() == "2025-03-01T12:00:00+00:00"


def test_pdf_that_takes_too_long_names_the_pages_it_left():
    result = read_all(make_pdf(["One line."]), timeout_s=-1.0)[0]
    assert isinstance(result, Skipped)
    assert result.reason == "1 page: reading took too long"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["state-of-the-", "art"], ["state-of-the-art", ""]),
        (["Pre-", "Sales team"], ["Pre-Sales", "team"]),
        (["it is cost-", "effective. A cost is effective."], ["it is cost-effective.", "A cost is effective."]),
        (["long-", "term plans, not longterm"], ["longterm", "plans, not longterm"]),
        (["from 5-", "10 days"], ["from 5-", "10 days"]),
        (["a dash -", "then text"], ["a dash -", "then text"]),
        (["soft\u00ad", "ware"], ["software", ""]),
        (["o\ufb03ce \ufb01le"], ["office file"]),
        (["Ōsaka is a city"], ["Ōsaka is a city"]),
        (["ends in a hyphen-"], ["ends in a hyphen-"]),
        (["", "-", "--", "a-"], ["", "-", "--", "a-"]),
    ],
)
def test_mend_lines_makes_words_whole(lines: list[str], expected: list[str]):
    assert [line.text for line in mend_lines(lines)] == expected


line_texts = st.text(alphabet="ab cd-\u00ad\ufb01\u2010.E5é", max_size=24).map(lambda text: " ".join(text.split()))


@given(st.lists(line_texts, max_size=8))
def test_mend_lines_can_always_be_undone(lines: list[str]):
    assert [source_text(line.text, line.edits) for line in mend_lines(lines)] == lines


@given(st.lists(line_texts, max_size=8))
def test_mend_lines_edits_lie_in_order_inside_the_text(lines: list[str]):
    for line in mend_lines(lines):
        places = [place for edit in line.edits for place in (edit.start, edit.end)]
        assert places == sorted(places)
        assert not places or (places[0] >= 0 and places[-1] <= len(line.text))
