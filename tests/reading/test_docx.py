from __future__ import annotations

import docx
import pytest
from builders_office import (
    NAMESPACES,
    OFFICE,
    Link,
    at,
    changed,
    holding,
    in_body,
    parts_of,
    plain_deck,
    plain_text,
    read_one,
    run,
    saved,
    texts,
    unread,
    with_parts,
    zipped,
)

from msgcheck.errors import DocumentError
from msgcheck.reading.docx import DocxReader
from msgcheck.records import BlockKind, Document, Status

MAIN = "word/document.xml"


def read(data: bytes, name: str = "text.docx") -> Document:
    return read_one(DocxReader(), data, name)


def rich_text() -> bytes:
    """Return a Word text with everything python-docx can write, each piece with a marker of its own."""
    text = docx.Document()
    text.add_heading("marker-document-title", level=0)
    text.add_paragraph("marker-lead")
    text.add_heading("marker-heading", level=1)
    text.add_paragraph("marker-item", style="List Bullet")
    text.add_paragraph("marker-numbered", style="List Number")
    table = text.add_table(rows=2, cols=2)
    for row in range(2):
        for column in range(2):
            table.cell(row, column).text = f"one-{row + 1}-{column + 1}"
    outer = text.add_table(rows=1, cols=3)
    outer.cell(0, 0).merge(outer.cell(0, 1)).text = "marker-merged"
    outer.cell(0, 2).text = "marker-outer"
    inner = outer.cell(0, 2).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = "marker-inner"
    section = text.sections[0]
    section.header.paragraphs[0].text = "marker-header"
    section.footer.paragraphs[0].text = "marker-footer"
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "marker-first-header"
    run_commented = text.add_paragraph("marker-commented").runs[0]
    text.add_comment(run_commented, text="marker-comment", author="Ada")
    return saved(text)


@pytest.fixture(scope="module")
def rich() -> Document:
    return read(rich_text())


@pytest.mark.parametrize(
    ("location", "text", "kind"),
    [
        ("paragraph 1", "marker-document-title", BlockKind.TITLE),
        ("paragraph 2", "marker-lead", BlockKind.PARAGRAPH),
        ("paragraph 3", "marker-heading", BlockKind.HEADING),
        ("paragraph 4", "marker-item", BlockKind.BULLET),
        ("paragraph 5", "marker-numbered", BlockKind.BULLET),
        ("table 1 row 2 column 2", "one-2-2", BlockKind.TABLE_CELL),
        ("table 2 row 1 column 1", "marker-merged", BlockKind.TABLE_CELL),
        ("table 2 row 1 column 3", "marker-outer", BlockKind.TABLE_CELL),
        ("table 2 row 1 column 3 table 1 row 1 column 1", "marker-inner", BlockKind.TABLE_CELL),
        ("paragraph 6", "marker-commented", BlockKind.PARAGRAPH),
        ("comment", "marker-comment", BlockKind.COMMENT),
    ],
)
def test_docx_reader_gives_each_block_its_location(rich: Document, location: str, text: str, kind: BlockKind) -> None:
    block = at(rich, location)
    assert (block.text, block.kind) == (text, kind)


@pytest.mark.parametrize(
    ("marker", "kind"),
    [
        ("marker-header", BlockKind.HEADER),
        ("marker-first-header", BlockKind.HEADER),
        ("marker-footer", BlockKind.FOOTER),
    ],
)
def test_docx_reader_reads_headers_and_footers(rich: Document, marker: str, kind: BlockKind) -> None:
    assert holding(rich, marker).kind is kind


def test_docx_reader_puts_blocks_under_the_heading_before_them(rich: Document) -> None:
    assert at(rich, "paragraph 2").heading == "marker-document-title"
    assert at(rich, "paragraph 4").heading == "marker-heading"


def test_docx_reader_gives_body_cells_their_heads(rich: Document) -> None:
    assert at(rich, "table 1 row 2 column 2").heads == ("one-2-1", "one-1-2")


def test_docx_reader_knows_headings_by_the_name_of_a_translated_style() -> None:
    data = changed(rich_text(), MAIN, 'w:val="Heading1"', 'w:val="berschrift1"')
    data = changed(data, "word/styles.xml", 'w:styleId="Heading1"', 'w:styleId="berschrift1"')
    assert holding(read(data), "marker-heading").kind is BlockKind.HEADING


def test_docx_reader_knows_headings_by_what_their_style_is_based_on() -> None:
    house_style = (
        '<w:style w:type="paragraph" w:styleId="House"><w:name w:val="House"/><w:basedOn w:val="Heading1"/></w:style>'
    )
    data = changed(rich_text(), "word/styles.xml", "</w:styles>", f"{house_style}</w:styles>")
    data = changed(data, MAIN, 'w:val="Heading1"', 'w:val="House"')
    assert holding(read(data), "marker-heading").kind is BlockKind.HEADING


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (f'{run("up to ")}<w:ins w:id="1">{run("30 %")}</w:ins>', "up to 30 %"),
        (f'{run("saves time")}<w:del w:id="1"><w:r><w:delText> always</w:delText></w:r></w:del>', "saves time"),
        (f'{run("stays")}<w:moveFrom w:id="1">{run(" went")}</w:moveFrom>', "stays"),
        (f'{run("stays")}<w:moveTo w:id="1">{run(" came")}</w:moveTo>', "stays came"),
        ('<w:r><w:instrText>DATE \\@ "d"</w:instrText></w:r>' + run("4 May"), "4 May"),
        (f'<w:fldSimple w:instr="DATE">{run("5 May")}</w:fldSimple>', "5 May"),
        (f"<w:hyperlink>{run('our page')}</w:hyperlink>", "our page"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('filled in')}</w:sdtContent></w:sdt>", "filled in"),
        ("<w:r><w:t>left</w:t><w:tab/><w:t>right</w:t><w:br/><w:t>below</w:t></w:r>", "left\tright\nbelow"),
        ("<w:r><w:t>co</w:t></w:r><w:r><w:softHyphen/><w:t>operate</w:t></w:r>", "cooperate"),
        ("<w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>known</w:t></w:r>", "well-known"),
    ],
)
def test_docx_reader_reads_a_paragraph_as_it_finally_stands(xml: str, expected: str) -> None:
    assert texts(read(in_body(plain_text("first"), f"<w:p>{xml}</w:p>")))[-1] == expected


def test_docx_reader_joins_paragraphs_whose_mark_was_deleted() -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{run('saves up to ')}</w:p>"
    document = read(in_body(in_body(plain_text("first"), first), f"<w:p>{run('30 %')}</w:p>"))
    assert texts(document) == ["first", "saves up to 30 %"]


def test_docx_reader_keeps_a_last_paragraph_whose_mark_was_deleted() -> None:
    last = f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{run('the end')}</w:p>"
    assert texts(read(in_body(plain_text("first"), last))) == ["first", "the end"]


def test_docx_reader_does_not_join_a_paragraph_across_a_table() -> None:
    before = f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{run('before')}</w:p>"
    table = f"<w:tbl><w:tr><w:tc><w:p>{run('cell')}</w:p></w:tc></w:tr></w:tbl>"
    data = in_body(in_body(in_body(plain_text("first"), before), table), f"<w:p>{run('after')}</w:p>")
    assert texts(read(data)) == ["first", "before", "cell", "after"]


def test_docx_reader_reads_block_content_controls() -> None:
    xml = f"<w:sdt><w:sdtContent><w:p>{run('in a control')}</w:p></w:sdtContent></w:sdt>"
    assert at(read(in_body(plain_text("first"), xml)), "paragraph 2").text == "in a control"


def test_docx_reader_reads_content_controls_around_rows_and_cells() -> None:
    cell = f"<w:sdt><w:sdtContent><w:tc><w:p>{run('in a cell control')}</w:p></w:tc></w:sdtContent></w:sdt>"
    xml = f"<w:tbl><w:sdt><w:sdtContent><w:tr>{cell}</w:tr></w:sdtContent></w:sdt></w:tbl>"
    assert at(read(in_body(plain_text(), xml)), "table 1 row 1 column 1").text == "in a cell control"


def test_docx_reader_counts_columns_by_the_grid() -> None:
    wide = f"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p>{run('wide')}</w:p></w:tc>"
    xml = f"<w:tbl><w:tr>{wide}<w:tc><w:p>{run('third')}</w:p></w:tc></w:tr></w:tbl>"
    assert at(read(in_body(plain_text(), xml)), "table 1 row 1 column 3").text == "third"


def test_docx_reader_reads_a_text_box_once() -> None:
    def box(text: str) -> str:
        return f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent>"

    xml = (
        f"<w:p>{run('anchor')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor>"
        f"<wp:docPr id='1' name='box' descr='a box'/><wps:txbx>{box('boxed')}</wps:txbx></wp:anchor></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box('boxed')}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    document = read(in_body(plain_text("first"), xml))
    assert [block.text for block in document.blocks] == ["first", "anchor", "a box", "boxed"]
    assert at(document, "text box").text == "boxed"
    assert at(document, "picture alt text").kind is BlockKind.ALT_TEXT


def test_docx_reader_marks_hidden_text() -> None:
    vanished = "<w:r><w:rPr><w:vanish/></w:rPr><w:t> and a secret</w:t></w:r>"
    document = read(in_body(plain_text("first"), f"<w:p>{run('for all')}{vanished}</w:p>"))
    assert [(block.text, block.hidden) for block in document.blocks[1:]] == [("for all", False), ("and a secret", True)]


@pytest.mark.parametrize("name", ["footnote", "endnote"])
def test_docx_reader_reads_notes_and_leaves_out_separators(name: str) -> None:
    separator = f'<w:{name} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:{name}>'
    notes = (
        f"<w:{name}s {NAMESPACES}>{separator}<w:{name} w:id='1'><w:p>{run('by our study')}</w:p></w:{name}></w:{name}s>"
    )
    link = Link(part=MAIN, id="rIdN", type=f"{OFFICE}/{name}s", target=f"{name}s.xml")
    document = read(with_parts(plain_text(), {f"word/{name}s.xml": notes}, [link]))
    assert (at(document, name).text, at(document, name).kind) == ("by our study", BlockKind.FOOTNOTE)


def test_docx_reader_reads_charts() -> None:
    chart = (
        f"<c:chartSpace {NAMESPACES}><c:chart><c:plotArea><c:ser><c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>Share</c:v>"
        "</c:pt></c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache><c:pt idx='0'><c:v>Retail</c:v></c:pt>"
        "</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt idx='0'><c:v>7</c:v></c:pt></c:numCache>"
        "</c:numRef></c:val></c:ser></c:plotArea></c:chart></c:chartSpace>"
    )
    xml = "<w:p><w:r><w:drawing><wp:inline><c:chart r:id='rIdC'/></wp:inline></w:drawing></w:r></w:p>"
    link = Link(part=MAIN, id="rIdC", type=f"{OFFICE}/chart", target="charts/chart1.xml")
    document = read(with_parts(in_body(plain_text("first"), xml), {"word/charts/chart1.xml": chart}, [link]))
    found = [(block.text, block.heads) for block in document.blocks if block.location == "chart"]
    assert found == [("Share", ()), ("Retail", ()), ("7", ("Share", "Retail"))]


def test_docx_reader_reads_building_blocks_as_hidden() -> None:
    glossary = (
        f"<w:glossaryDocument {NAMESPACES}><w:docParts><w:p>{run('spare part')}</w:p></w:docParts></w:glossaryDocument>"
    )
    link = Link(part=MAIN, id="rIdG", type=f"{OFFICE}/glossaryDocument", target="glossary/document.xml")
    assert holding(
        read(with_parts(plain_text(), {"word/glossary/document.xml": glossary}, [link])), "spare part"
    ).hidden


def test_docx_reader_names_a_broken_header_as_unread() -> None:
    parts = parts_of(rich_text())
    broken = next(name for name in parts if name.startswith("word/header"))
    document = read(zipped({**parts, broken: b"<w:hdr"}))
    assert document.status is Status.PARTIAL
    assert "headers not read" in (document.reason or "")


def test_docx_reader_stays_read_when_only_styles_are_broken() -> None:
    document = read(zipped({**parts_of(rich_text()), "word/styles.xml": b"<w:styles"}))
    assert document.status is Status.READ
    assert "marker-heading" in texts(document)


def test_docx_reader_reads_strict_files() -> None:
    def strict(content: bytes) -> bytes:
        for family in (b"officeDocument", b"wordprocessingml", b"drawingml"):
            old = b"http://schemas.openxmlformats.org/" + family + b"/2006/"
            content = content.replace(old, b"http://purl.oclc.org/ooxml/" + family + b"/")
        return content

    parts = parts_of(plain_text("strictly said"))
    assert texts(read(zipped({name: strict(content) for name, content in parts.items()}))) == ["strictly said"]


def test_docx_reader_counts_what_it_read(rich: Document) -> None:
    counts = unread(rich)
    assert (counts["tables"], counts["comments"]) == ((3, 3), (1, 1))
    assert counts["words"][0] == counts["words"][1] > 10


def test_docx_reader_refuses_a_deck() -> None:
    with pytest.raises(DocumentError, match="no Word text"):
        read(plain_deck())


def test_docx_reader_names_linked_documents_it_does_not_follow() -> None:
    document = read(in_body(plain_text("first"), "<w:p><w:subDoc r:id='rId99'/></w:p>"))
    assert unread(document)["linked documents"] == (1, 0)
    assert document.status is Status.READ
