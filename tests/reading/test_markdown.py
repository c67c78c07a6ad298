from __future__ import annotations

from builders_reading import read_document, skipped

from msgcheck.records import Block, BlockKind

TEXT = b"""---
title: not shown
---
# Why *Borealis*

We ship every order
in [two days](https://example.invalid) for {{company}}.
![A map of our depots](map.png)

- Free returns
  - within 30&nbsp;days
- Free support

  by phone and mail

1. Order, `track`, receive

| Plan | Price |
|------|-------|
| Basic | 10 euros |

<p>Shown <b>as well</b></p>

```
secret = program()
```

> Quoted words
"""


def blocks() -> dict[str, Block]:
    return {block.text: block for block in read_document("page.md", TEXT).blocks}


def test_markdown_gives_the_text_without_its_marks():
    found = list(blocks())
    assert found[:5] == [
        "Why Borealis",
        "We ship every order in two days for {{company}}.",
        "A map of our depots",
        "Free returns",
        "within 30 days",
    ]


def test_markdown_tells_lines_by_their_number_in_the_file():
    assert blocks()["Why Borealis"].location == "line 4"
    assert blocks()["within 30 days"].location == "line 11"


def test_markdown_tells_headings_bullets_and_paragraphs_apart():
    found = blocks()
    assert found["Why Borealis"].kind is BlockKind.HEADING
    assert found["Free support"].kind is BlockKind.BULLET
    assert found["by phone and mail"].kind is BlockKind.PARAGRAPH
    assert found["Order, track, receive"].kind is BlockKind.BULLET


def test_markdown_keeps_the_heads_of_table_cells():
    cell = blocks()["10 euros"]
    assert (cell.location, cell.heads) == ("table 1 row 2 column 2", ("Basic", "Price"))


def test_markdown_reads_the_html_in_it():
    assert blocks()["Shown as well"].location == "line 22"


def test_markdown_leaves_out_program_text_and_says_so():
    document = read_document("page.md", TEXT)
    assert not any("secret" in block.text for block in document.blocks)
    assert ("code blocks", 1, 0) in [(entry.kind, entry.found, entry.read) for entry in document.unread]


def test_markdown_leaves_out_front_matter():
    assert not any("not shown" in text for text in blocks())


def test_markdown_puts_text_under_its_heading():
    assert blocks()["Free returns"].heading == "Why Borealis"


def test_markdown_without_text_is_skipped():
    assert skipped("page.md", b"```\nx\n```\n").reason == "there is no text in it"


def test_markdown_reads_deeply_nested_text():
    assert [block.text for block in read_document("page.md", b"> " * 40 + b"deep").blocks] == ["deep"]


def test_markdown_nested_without_end_does_no_harm():
    assert skipped("page.md", b"> " * 20_000 + b"deep").reason == "there is no text in it"


def test_markdown_with_many_open_marks_is_quick():
    assert read_document("page.md", b"*a _b " * 5_000 + b"[" * 5_000).blocks
