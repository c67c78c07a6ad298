from __future__ import annotations

import pytest
from builders_office import at, read_one, texts
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.config import ReadingLimits
from msgcheck.errors import DocumentError
from msgcheck.reading.delimited import DelimitedReader
from msgcheck.records import BlockKind, Document


def read(data: bytes, name: str = "list.csv", **options: object) -> Document:
    return read_one(DelimitedReader(), data, name, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_delimited_reader_finds_the_separator(separator: str) -> None:
    data = "\n".join(separator.join(row) for row in (("Plan", "Price"), ("Flow", "89"))).encode()
    assert texts(read(data)) == ["Plan", "Price", "Flow", "89"]


def test_delimited_reader_leaves_decimal_commas_alone() -> None:
    assert texts(read(b"Plan;Price, EUR\nFlow;89,00\n")) == ["Plan", "Price, EUR", "Flow", "89,00"]


def test_delimited_reader_gives_cells_place_kind_and_heads() -> None:
    block = at(read(b"Plan,Price\nFlow,89\n"), "row 2 column 2")
    assert (block.text, block.kind, block.heads) == ("89", BlockKind.TABLE_CELL, ("Flow", "Price"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimited_reader_finds_the_encoding(encoding: str) -> None:
    data = "Größe,Preis\nklein,89 €\n".encode(encoding)
    assert texts(read(data)) == ["Größe", "Preis", "klein", "89 €"]


def test_delimited_reader_keeps_line_breaks_inside_quotes() -> None:
    assert texts(read(b'Plan,Text\nFlow,"two\nlines"\n'))[-1] == "two\nlines"


def test_delimited_reader_reads_lines_without_separator_as_one_column() -> None:
    assert texts(read(b"first line\nsecond line\n")) == ["first line", "second line"]


def test_delimited_reader_refuses_an_empty_file() -> None:
    with pytest.raises(DocumentError, match="is empty"):
        read(b"")


def test_delimited_reader_refuses_a_file_above_the_limit() -> None:
    with pytest.raises(DocumentError, match="larger than"):
        read(b"a,b\n" * 100, limits=ReadingLimits(max_bytes=10))


def test_delimited_reader_refuses_a_cell_without_end() -> None:
    with pytest.raises(DocumentError, match="cannot be read as a table"):
        read(b'a,"' + b"x" * 200_000)


@given(st.binary(min_size=1, max_size=300))
def test_delimited_reader_reads_any_bytes_or_says_why_not(data: bytes) -> None:
    try:
        document = read(data)
    except DocumentError:
        return
    assert all(block.text.strip() == block.text != "" for block in document.blocks)
