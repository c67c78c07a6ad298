from __future__ import annotations

import pytest
from builders_reading import read_document, skipped

from msgcheck.records import BlockKind

PAGE = """<!doctype html><html><head><title>Our  prices</title><style>p{color:red}</style></head><body>
<h1>Prices</h1><p>Every plan includes <b>free</b> support.<br>No set-up fee.</p>
<script>alert("not shown")</script><p style="display:none">not shown</p>
<ul><li>Cancel monthly</li></ul>
<table><tr><th>Plan</th><th>Price</th></tr><tr><td>Basic</td><td>10 euros</td></tr></table>
<img src="http://example.invalid/x.png" alt="A rising line of sales">
</body></html>"""


def test_html_page_gives_what_a_person_sees():
    texts = [block.text for block in read_document("page.html", PAGE.encode()).blocks]
    assert texts[:4] == ["Prices", "Every plan includes free support.", "No set-up fee.", "Cancel monthly"]
    assert not any("not shown" in text for text in texts)


def test_html_page_numbers_its_lines():
    blocks = read_document("page.html", PAGE.encode()).blocks
    assert [block.location for block in blocks[:3]] == ["line 1", "line 2", "line 3"]


def test_html_page_keeps_the_heads_of_table_cells():
    cell = next(block for block in read_document("page.html", PAGE.encode()).blocks if block.text == "10 euros")
    assert (cell.kind, cell.location, cell.heads) == (
        BlockKind.TABLE_CELL,
        "table 1 row 2 column 2",
        ("Basic", "Price"),
    )


def test_html_page_puts_lines_under_their_heading():
    assert read_document("page.html", PAGE.encode()).blocks[3].heading == "Prices"


def test_html_page_keeps_its_title():
    assert read_document("page.html", PAGE.encode()).title == "Our prices"


def test_html_page_counts_its_pictures():
    unread = {entry.kind: (entry.found, entry.read) for entry in read_document("page.html", PAGE.encode()).unread}
    assert unread["pictures"] == (1, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_html_page_is_read_in_any_encoding(encoding: str):
    page = "<html><body><p>Grüße aus Köln, für 20 € im Monat</p></body></html>"
    assert read_document("page.html", page.encode(encoding)).blocks[0].text == "Grüße aus Köln, für 20 € im Monat"


def test_html_page_believes_the_encoding_it_declares():
    page = '<html><head><meta charset="iso-8859-2"></head><body>Łódź</body></html>'
    assert read_document("page.html", page.encode("iso-8859-2")).blocks[0].text == "Łódź"


def test_html_page_survives_an_encoding_nobody_knows():
    page = b'<html><head><meta charset="klingon-8"></head><body>plain words</body></html>'
    assert read_document("page.html", page).blocks[0].text == "plain words"


def test_html_page_without_visible_text_is_skipped():
    assert skipped("page.html", b"<html><script>x</script></html>").reason == "there is no visible text in it"


def test_html_page_nested_without_end_does_no_harm():
    deep = b"<div>" * 50_000 + b"At the bottom" + b"</div>" * 50_000
    assert read_document("page.html", deep).blocks[0].text == "At the bottom"
