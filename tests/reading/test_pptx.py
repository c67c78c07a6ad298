from __future__ import annotations

from datetime import datetime

import pytest
from builders_office import (
    MICROSOFT,
    NAMESPACES,
    OFFICE,
    Link,
    at,
    changed,
    frame,
    holding,
    on_slide,
    parts_of,
    plain_deck,
    plain_text,
    read_one,
    rich_deck,
    shape,
    texts,
    unread,
    with_parts,
    zipped,
)

from msgcheck.errors import DocumentError
from msgcheck.reading.interface import FileInfo
from msgcheck.reading.pptx import PptxReader
from msgcheck.records import BlockKind, Document, DocumentId, Skipped, Status

SLIDE = "ppt/slides/slide1.xml"
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
CHARTEX = "http://schemas.microsoft.com/office/drawing/2014/chartex"


def read(data: bytes, name: str = "deck.pptx", **options: object) -> Document:
    return read_one(PptxReader(), data, name, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def rich() -> Document:
    return read(rich_deck())


@pytest.mark.parametrize(
    ("location", "text", "kind"),
    [
        ("slide 1 title", "marker-title", BlockKind.TITLE),
        ("slide 1 bullet 1", "marker-bullet-1", BlockKind.BULLET),
        ("slide 1 bullet 2", "marker-bullet-2", BlockKind.BULLET),
        ("slide 1 shape 3", "marker-box-1", BlockKind.PARAGRAPH),
        ("slide 1 shape 3 paragraph 2", "marker-box-2", BlockKind.PARAGRAPH),
        ("slide 1 shape 3 alt text", "marker-alt", BlockKind.ALT_TEXT),
        ("slide 1 shape 4", "marker-deep", BlockKind.PARAGRAPH),
        ("slide 2 table row 2 column 3", "one-2-3", BlockKind.TABLE_CELL),
        ("slide 2 table 2 row 2 column 3", "two-2-3", BlockKind.TABLE_CELL),
        ("slide 3 title", "marker-hidden-title", BlockKind.TITLE),
    ],
)
def test_pptx_reader_gives_each_block_its_location(rich: Document, location: str, text: str, kind: BlockKind) -> None:
    block = at(rich, location)
    assert (block.text, block.kind) == (text, kind)


@pytest.mark.parametrize("marker", ["marker-chart-title", "marker-axis", "marker-series", "marker-south", "30%"])
def test_pptx_reader_reads_charts(rich: Document, marker: str) -> None:
    block = holding(rich, marker)
    assert (block.location, block.kind) == ("slide 2 chart", BlockKind.CHART)


def test_pptx_reader_gives_chart_values_their_series_and_category(rich: Document) -> None:
    assert holding(rich, "45%").heads == ("marker-series", "marker-south")


def test_pptx_reader_reads_each_paragraph_of_the_notes(rich: Document) -> None:
    notes = [block.text for block in rich.blocks if block.location == "slide 1 notes"]
    assert notes == ["marker-notes-1", "marker-notes-2"]


def test_pptx_reader_gives_body_cells_row_and_column_head(rich: Document) -> None:
    assert at(rich, "slide 2 table row 2 column 3").heads == ("one-2-1", "one-1-3")


def test_pptx_reader_gives_heads_no_heads(rich: Document) -> None:
    assert at(rich, "slide 2 table row 1 column 2").heads == ()


def test_pptx_reader_reads_merged_cells_once(rich: Document) -> None:
    assert [text for text in texts(rich) if "two-3-1" in text] == ["two-3-1"]


def test_pptx_reader_marks_hidden_slides(rich: Document) -> None:
    assert {block.location for block in rich.blocks if block.hidden} == {"slide 3 title"}


def test_pptx_reader_puts_blocks_under_their_slide_title(rich: Document) -> None:
    assert {block.heading for block in rich.blocks if block.location.startswith("slide 1 b")} == {"marker-title"}


def test_pptx_reader_leaves_out_layouts_and_masters(rich: Document) -> None:
    assert not any("Click to edit" in text for text in texts(rich))


def test_pptx_reader_counts_what_it_read(rich: Document) -> None:
    counts = unread(rich)
    assert (counts["tables"], counts["charts"], counts["notes"]) == ((2, 2), (1, 1), (1, 1))
    assert counts["comments"] == counts["smartart"] == (0, 0)


def test_pptx_reader_reads_the_properties(rich: Document) -> None:
    assert (rich.title, rich.author) == ("Deck of markers", "Ada Writer")
    assert isinstance(rich.created, datetime)
    assert rich.created.tzinfo is not None


def test_pptx_reader_puts_the_prefix_before_every_location() -> None:
    document = read(plain_deck(), prefix="offer.pptx: ")
    assert all(block.location.startswith("offer.pptx: slide 1 ") for block in document.blocks)


def test_pptx_reader_joins_the_lines_of_a_title() -> None:
    data = changed(plain_deck("Cut costs by 30 %"), SLIDE, "Cut costs by 30 %</a:t></a:r>", "Cut costs</a:t></a:r><a:br/><a:r><a:t>by 30 %</a:t></a:r>")  # fmt: skip
    assert at(read(data), "slide 1 title").text == "Cut costs by 30 %"


def test_pptx_reader_takes_the_choice_and_not_its_fallback() -> None:
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="p14">{shape("newer twin")}</mc:Choice>'
        f"<mc:Fallback>{shape('older twin')}</mc:Fallback></mc:AlternateContent>"
    )
    found = texts(read(on_slide(plain_deck(), both)))
    assert "newer twin" in found
    assert "older twin" not in found


def test_pptx_reader_reads_text_of_connectors() -> None:
    xml = (
        '<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="7" name="c"/><p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr/>'
        "<p:txBody><a:bodyPr/><a:p><a:r><a:t>on the line</a:t></a:r></a:p></p:txBody></p:cxnSp>"
    )
    assert at(read(on_slide(plain_deck(), xml)), "slide 1 shape 3").text == "on the line"


@pytest.mark.parametrize("role", ["ftr", "dt", "sldNum"])
def test_pptx_reader_calls_footer_placeholders_footers(role: str) -> None:
    xml = shape("small print").replace("<p:nvPr/>", f'<p:nvPr><p:ph type="{role}"/></p:nvPr>')
    block = holding(read(on_slide(plain_deck(), xml)), "small print")
    assert (block.kind, block.location) == (BlockKind.FOOTER, "slide 1 footer")


def test_pptx_reader_marks_hidden_shapes() -> None:
    xml = shape("behind the curtain").replace('name="box"', 'name="box" hidden="1"')
    assert holding(read(on_slide(plain_deck(), xml)), "behind the curtain").hidden


def smartart_deck(data_part: str | bytes) -> bytes:
    deck = on_slide(plain_deck(), frame('<dgm:relIds r:dm="rIdData"/>', DIAGRAM))
    drawing = f"<x {NAMESPACES}><a:p><a:r><a:t>node one drawn once more</a:t></a:r></a:p></x>"
    return with_parts(
        deck,
        {"ppt/diagrams/data1.xml": data_part, "ppt/diagrams/drawing1.xml": drawing},
        [
            Link(part=SLIDE, id="rIdData", type=f"{OFFICE}/diagramData", target="../diagrams/data1.xml"),
            Link(
                part=SLIDE,
                id="rIdDrawing",
                type=f"{MICROSOFT}/2007/relationships/diagramDrawing",
                target="../diagrams/drawing1.xml",
            ),
        ],
    )


def node(number: int, text: str) -> str:
    return f'<dgm:pt modelId="{number}"><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>'


SMARTART = (
    f'<dgm:dataModel {NAMESPACES}><dgm:ptLst><dgm:pt modelId="0" type="doc"/>{node(2, "node two")}{node(1, "node one")}'
    f'{node(3, "below one")}</dgm:ptLst><dgm:cxnLst><dgm:cxn srcId="0" destId="1" srcOrd="0"/>'
    '<dgm:cxn srcId="0" destId="2" srcOrd="1"/><dgm:cxn srcId="1" destId="3" srcOrd="0"/></dgm:cxnLst></dgm:dataModel>'
)


def test_pptx_reader_reads_smartart_in_its_order_and_only_once() -> None:
    document = read(smartart_deck(SMARTART))
    found = [block.text for block in document.blocks if block.location == "slide 1 smartart"]
    assert found == ["node one", "below one", "node two"]
    assert not any("once more" in text for text in texts(document))


def test_pptx_reader_names_a_broken_smartart_as_unread() -> None:
    document = read(smartart_deck("<dgm:dataModel"))
    assert document.status is Status.PARTIAL
    assert "1 of 1 smartart not read" in (document.reason or "")
    assert unread(document)["smartart"] == (1, 0)


def test_pptx_reader_reads_classic_comments() -> None:
    comments = (
        f"<p:cmLst {NAMESPACES}><p:cm><p:text>too bold?</p:text></p:cm><p:cm><p:text>no</p:text></p:cm></p:cmLst>"
    )
    link = Link(part=SLIDE, id="rIdC", type=f"{OFFICE}/comments", target="../comments/comment1.xml")
    document = read(with_parts(plain_deck(), {"ppt/comments/comment1.xml": comments}, [link]))
    assert (at(document, "slide 1 comment").text, at(document, "slide 1 comment 2").text) == ("too bold?", "no")
    assert at(document, "slide 1 comment").kind is BlockKind.COMMENT


def test_pptx_reader_reads_threaded_comments_with_replies() -> None:
    body = "<p188:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></p188:txBody>"
    comments = (
        f"<p188:cmLst {NAMESPACES}><p188:cm><p188:replyLst><p188:reply>{body.format('my reply')}</p188:reply>"
        f"</p188:replyLst>{body.format('my remark')}</p188:cm></p188:cmLst>"
    )
    kind = f"{MICROSOFT}/2018/10/relationships/comments"
    link = Link(part=SLIDE, id="rIdC", type=kind, target="../comments/modernComment_1.xml")
    document = read(with_parts(plain_deck(), {"ppt/comments/modernComment_1.xml": comments}, [link]))
    assert [block.text for block in document.blocks if block.kind is BlockKind.COMMENT] == ["my reply", "my remark"]


def test_pptx_reader_reads_the_newer_kind_of_chart() -> None:
    chart = (
        f"<cx:chartSpace {NAMESPACES}><cx:chartData><cx:data><cx:strDim><cx:lvl><cx:pt>won deals</cx:pt></cx:lvl>"
        "</cx:strDim></cx:data></cx:chartData><cx:chart><cx:title><cx:tx><cx:rich><a:p><a:r><a:t>funnel of deals</a:t>"
        "</a:r></a:p></cx:rich></cx:tx></cx:title></cx:chart></cx:chartSpace>"
    )
    deck = on_slide(plain_deck(), frame('<cx:chart r:id="rIdX"/>', CHARTEX))
    kind = f"{MICROSOFT}/2014/relationships/chartEx"
    link = Link(part=SLIDE, id="rIdX", type=kind, target="../charts/chartEx1.xml")
    document = read(with_parts(deck, {"ppt/charts/chartEx1.xml": chart}, [link]))
    assert [b.text for b in document.blocks if b.location == "slide 1 chart"] == ["won deals", "funnel of deals"]


def test_pptx_reader_stays_with_what_it_can_read_when_a_slide_is_broken() -> None:
    parts = parts_of(plain_deck("first", "second"))
    document = read(zipped({**parts, "ppt/slides/slide1.xml": b"<p:sld"}))
    assert at(document, "slide 2 title").text == "second"
    assert document.status is Status.PARTIAL
    assert unread(document)["slides"] == (2, 1)


def test_pptx_reader_counts_a_slide_that_is_nowhere() -> None:
    data = changed(
        plain_deck("lost", "kept"), "ppt/_rels/presentation.xml.rels", "slides/slide1.xml", "slides/gone.xml"
    )
    document = read(data)
    assert unread(document)["slides"] == (2, 1)
    assert at(document, "slide 2 title").text == "kept"


def test_pptx_reader_reads_slides_dropped_from_the_show_as_hidden() -> None:
    data = plain_deck("shown", "dropped")
    entry = parts_of(data)["ppt/presentation.xml"].decode().split("<p:sldId ")[2].split("/>")[0]
    document = read(changed(data, "ppt/presentation.xml", f"<p:sldId {entry}/>", ""))
    assert at(document, "slide 2 title").hidden


def test_pptx_reader_reads_what_hangs_on_a_slide_unasked() -> None:
    part = f"<x {NAMESPACES}><a:p><a:r><a:t>loose end</a:t></a:r></a:p></x>"
    link = Link(part=SLIDE, id="rIdY", type="http://example.com/later/kind", target="../later/part1.xml")
    assert "loose end" in texts(read(with_parts(plain_deck(), {"ppt/later/part1.xml": part}, [link])))


@pytest.mark.parametrize("suffix", ["pptm", "potx", "ppsx"])
def test_pptx_reader_reads_sister_formats_whatever_type_they_declare(suffix: str) -> None:
    data = changed(plain_deck("kept"), "[Content_Types].xml", "presentation.main+xml", "slideshow.unheard-of+xml")
    document = read(data, f"deck.{suffix}")
    assert at(document, "slide 1 title").text == "kept"
    assert document.format == suffix


def test_pptx_reader_counts_pictures_without_calling_the_deck_partial() -> None:
    xml = (
        '<p:pic><p:nvPicPr><p:cNvPr id="8" name="pic"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill/><p:spPr/></p:pic>'
    )
    document = read(on_slide(plain_deck(), xml))
    assert unread(document)["pictures"] == (1, 0)
    assert document.status is Status.READ


def test_pptx_reader_hands_embedded_documents_to_their_reader() -> None:
    ole = frame('<p:oleObj r:id="rIdE"/>', "http://schemas.openxmlformats.org/presentationml/2006/ole")
    link = Link(part=SLIDE, id="rIdE", type=f"{OFFICE}/package", target="../embeddings/offer.docx")
    data = with_parts(on_slide(plain_deck(), ole), {"ppt/embeddings/offer.docx": plain_text("inside")}, [link])
    asked: list[tuple[FileInfo, bytes]] = []

    def nested(data: bytes, info: FileInfo) -> list[Document]:
        asked.append((info, data[:2]))
        return []

    list(PptxReader().read(data, FileInfo(id=DocumentId("a/deck.pptx"), name="deck.pptx"), nested))
    (info, head), *_ = asked
    assert (info.id, info.parent, info.depth, head) == ("a/deck.pptx/offer.docx", "a/deck.pptx", 1, b"PK")
    assert info.prefix == "offer.docx: "


def test_pptx_reader_says_which_embedded_document_is_missing() -> None:
    ole = frame('<p:oleObj r:id="rIdE"/>', "http://schemas.openxmlformats.org/presentationml/2006/ole")
    link = Link(part=SLIDE, id="rIdE", type=f"{OFFICE}/package", target="../embeddings/gone.docx")
    data = with_parts(on_slide(plain_deck(), ole), {}, [link])
    info = FileInfo(id=DocumentId("deck.pptx"), name="deck.pptx")
    _, embedded = PptxReader().read(data, info, lambda _data, _info: ())
    assert isinstance(embedded, Skipped)
    assert (embedded.id, "missing" in embedded.reason) == ("deck.pptx/gone.docx", True)


def test_pptx_reader_refuses_a_word_text() -> None:
    with pytest.raises(DocumentError, match="no PowerPoint deck"):
        read(plain_text())


def test_pptx_reader_reads_groups_as_deep_as_the_parser_allows() -> None:
    depth = 150
    header = "<p:nvGrpSpPr><p:cNvPr id='9' name='g'/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>"
    nest = f"<p:grpSp>{header}" * depth + shape("at the bottom") + "</p:grpSp>" * depth
    assert "at the bottom" in texts(read(on_slide(plain_deck(), nest)))


def test_pptx_reader_reads_nothing_of_an_external_entity(tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("secret") / "secret.txt"
    secret.write_text("private words")
    parts = parts_of(plain_deck())
    slide = parts[SLIDE].decode().replace("First point", "First point &stolen;")
    declared = slide.replace("<p:sld ", f'<!DOCTYPE p:sld [<!ENTITY stolen SYSTEM "{secret.as_uri()}">]><p:sld ', 1)
    document = read(zipped({**parts, SLIDE: declared.encode()}))
    assert "private words" not in "\n".join(texts(document))
    assert at(document, "slide 1 bullet 2").text == "Second point"
