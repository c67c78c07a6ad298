from __future__ import annotations

from builders_reading import read_document, skipped

from msgcheck.records import BlockKind, Status

HEAD = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 "


def test_rtf_gives_paragraphs_with_their_places():
    blocks = read_document("a.rtf", HEAD + rb"Orders ship in {\b two} days.\par Returns are free.\par}").blocks
    assert [(block.text, block.location) for block in blocks] == [
        ("Orders ship in two days.", "paragraph 1"),
        ("Returns are free.", "paragraph 2"),
    ]


def test_rtf_reads_letters_of_its_code_page_and_unicode():
    assert read_document("a.rtf", HEAD + rb"F\'fcr 20 \u8364? im Monat}").blocks[0].text == "Für 20 € im Monat"


def test_rtf_reads_bytes_that_are_not_escaped():
    assert read_document("a.rtf", HEAD + "Größe}".encode("cp1252")).blocks[0].text == "Größe"


def test_rtf_keeps_the_heads_of_table_cells():
    table = rb"\trowd\cellx100\cellx200 Plan\cell Price\cell\row\trowd\cellx100\cellx200 Basic\cell 10 euros\cell\row }"
    cell = read_document("a.rtf", HEAD + table).blocks[-1]
    assert (cell.text, cell.kind, cell.location, cell.heads) == (
        "10 euros",
        BlockKind.TABLE_CELL,
        "table 1 row 2 column 2",
        ("Basic", "Price"),
    )


def test_rtf_shows_links_by_their_words():
    link = rb'See {\field{\*\fldinst HYPERLINK "http://example.invalid"}{\fldrslt our site}} now.}'
    assert read_document("a.rtf", HEAD + link).blocks[0].text == "See our site now."


def test_rtf_reads_headers_footers_and_footnotes():
    data = HEAD + rb"{\header Always {\b free} returns\par}{\footerf Page one}Body{\footnote See the study}.\par}"
    found = {block.kind: (block.text, block.location) for block in read_document("a.rtf", data).blocks}
    assert found == {
        BlockKind.PARAGRAPH: ("Body.", "paragraph 1"),
        BlockKind.HEADER: ("Always free returns", "header 1"),
        BlockKind.FOOTER: ("Page one", "footer 1"),
        BlockKind.FOOTNOTE: ("See the study", "footnote 1"),
    }


def test_rtf_counts_pictures():
    document = read_document("a.rtf", HEAD + rb"Text {\pict\pngblip 89504e47}}")
    assert document.status is Status.READ
    assert ("pictures", 1, 0) in [(entry.kind, entry.found, entry.read) for entry in document.unread]


def test_rtf_without_text_is_skipped():
    assert skipped("a.rtf", HEAD + b"}").reason == "there is no text in it"


def test_rtf_that_is_cut_off_keeps_what_there_is():
    assert read_document("a.rtf", HEAD + rb"Orders ship in {\b two").blocks[0].text == "Orders ship in two"


def test_rtf_with_codes_without_sense_is_skipped():
    assert skipped("a.rtf", rb"{\rtf1\ansi\u99999999999 x\uc-5\par}").reason


def test_rtf_with_a_large_picture_is_read():
    picture = rb"Text {\pict\pngblip " + b"89504e470d0a1a0a" * 100_000 + b"}}"
    assert [block.text for block in read_document("a.rtf", HEAD + picture).blocks] == ["Text"]
