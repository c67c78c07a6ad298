from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from msgcheck.records import Block, BlockKind, Document, DocumentId, Role, Skipped, Status, Unread
from msgcheck.report.read_report import document_line, overview

DECK = Document(
    id=DocumentId("decks/a.pptx"),
    format="pptx",
    status=Status.PARTIAL,
    reason="1 of 2 charts not read: it is damaged",
    language="en",
    blocks=(
        Block(text="Shipping", kind=BlockKind.TITLE, location="slide 1 title"),
        Block(text="In two days", kind=BlockKind.BULLET, location="slide 1 bullet 1", hidden=True),
    ),
    unread=(
        Unread(kind="words", found=3, read=3),
        Unread(kind="charts", found=2, read=1, reason="it is damaged"),
    ),
)
MAIL = Document(
    id=DocumentId("a.eml"),
    format="eml",
    blocks=(Block(text="Grüße", kind=BlockKind.LINE, location="body line 1", role=Role.OWN),),
)
ATTACHED = Skipped(
    id=DocumentId("a.eml/logo.png"),
    parent=DocumentId("a.eml"),
    format="png",
    reason="a picture; text in pictures is not read",
)


def test_document_line_holds_exactly_the_promised_keys():
    assert list(json.loads(document_line(DECK))) == [
        "document", "parent", "format", "status", "reason", "language", "blocks", "unread",
    ]  # fmt: skip


def test_document_line_gives_the_blocks():
    assert json.loads(document_line(DECK))["blocks"][1] == {
        "text": "In two days",
        "kind": "bullet",
        "location": "slide 1 bullet 1",
        "role": None,
        "hidden": True,
    }


def test_document_line_gives_the_unread_meter_by_kind():
    assert json.loads(document_line(DECK))["unread"] == {
        "words": {"found": 3, "read": 3, "reason": None},
        "charts": {"found": 2, "read": 1, "reason": "it is damaged"},
    }


def test_document_line_of_a_skipped_file_has_no_blocks():
    value = json.loads(document_line(ATTACHED))
    assert (value["status"], value["blocks"], value["parent"]) == ("skipped", [], "a.eml")
    assert value["reason"] == "a picture; text in pictures is not read"


def test_document_line_gives_the_role_of_a_line_of_mail():
    assert json.loads(document_line(MAIL))["blocks"][0]["role"] == "own"


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1))
def test_document_line_is_one_line(text: str):
    document = Document(
        id=DocumentId("a"), format="txt", blocks=(Block(text=text, kind=BlockKind.LINE, location="line 1"),)
    )
    line = document_line(document)
    assert "\n" not in line
    assert json.loads(line)["blocks"][0]["text"] == text


def test_overview_tells_what_was_read_and_what_was_not():
    assert overview([DECK, MAIL, ATTACHED], width=80) == (
        "decks/a.pptx\n"
        "  pptx, language en: 1 title, 1 bullet (1 of them hidden)\n"
        "  read in part: 1 of 2 charts not read: it is damaged\n"
        "  charts: 1 of 2 read (it is damaged)\n"
        "a.eml\n"
        "  eml: 1 line\n"
        "  whose words: own 1\n"
        "  a.eml/logo.png\n"
        "    not read: a picture; text in pictures is not read\n"
        "\n"
        "1 document read, 1 read in part, 1 not read.\n"
    )


def test_overview_shows_the_text_where_asked_to():
    assert "  [slide 1 bullet 1, hidden] In two days\n" in overview([DECK], show_text=True)


def test_overview_keeps_to_the_width():
    long = Skipped(id=DocumentId("a.pdf"), format="pdf", reason="one word after the other " * 12)
    assert max(map(len, overview([long], width=50).splitlines())) <= 50


def test_overview_tells_files_of_other_types_apart():
    aside = Skipped(id=DocumentId("a.bin"), format="bin", reason="files of type .bin are not read", known_type=False)
    assert overview([aside]).endswith("0 documents read, 1 file of other types left aside.\n")
