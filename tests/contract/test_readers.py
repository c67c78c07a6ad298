"""What every built-in reader promises; a plugin's reader can be put through the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from builders_office import plain_deck, plain_text
from builders_pdf import make_pdf
from builders_reading import make_ole

from msgcheck.errors import DocumentError, MissingDependency
from msgcheck.reading.interface import FileInfo, Reader
from msgcheck.reading.registry import built_in_reader, known_formats
from msgcheck.records import Block, BlockKind, Document, DocumentId, ReadResult

MAIL = b"From: ada@borealis.example\nTo: bo@customer.example\nSubject: Order\n\nOrders ship in two days.\n"


def workbook() -> bytes:
    import io

    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Orders ship in two days.", "Returns are free."])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


EXAMPLES = {
    "pptx": plain_deck("Orders ship in two days."),
    "docx": plain_text("Orders ship in two days."),
    "xlsx": workbook(),
    "csv": b"Orders ship in two days.,Returns are free.\n",
    "pdf": make_pdf(["Orders ship in two days."]),
    "html": b"<p>Orders ship in two days.</p>",
    "md": b"Orders ship in two days.\n",
    "txt": b"Orders ship in two days.\n",
    "rtf": rb"{\rtf1\ansi Orders ship in two days.}",
    "eml": MAIL,
    "mbox": b"From ada@borealis.example Mon Mar  3 10:00:00 2025\n" + MAIL,
}
"""One small valid file for each reader that needs no other program."""
HEADS = {"msg": make_ole("__properties_version1.0"), "tnef": b"\x78\x9f\x3e\x22"}
"""What files begin with that are told by their content."""


def by_format(suffix: str) -> Reader:
    reader = built_in_reader(suffix)
    assert reader is not None
    return reader


def nothing(data: bytes, info: FileInfo) -> Iterable[ReadResult]:
    return ()


def info_for(suffix: str, *, prefix: str = "") -> FileInfo:
    return FileInfo(id=DocumentId(f"folder/a.{suffix}"), name=f"a.{suffix}", prefix=prefix)


def results(suffix: str, *, prefix: str = "") -> list[ReadResult]:
    return list(by_format(suffix).read(EXAMPLES[suffix], info_for(suffix, prefix=prefix), nothing))


def blocks(suffix: str, *, prefix: str = "") -> tuple[Block, ...]:
    return tuple(
        block for result in results(suffix, prefix=prefix) if isinstance(result, Document) for block in result.blocks
    )


@pytest.mark.parametrize("suffix", sorted(known_formats()))
def test_reader_names_the_formats_it_reads(suffix: str):
    assert suffix in by_format(suffix).formats


@pytest.mark.parametrize("suffix", sorted(known_formats()))
def test_reader_accepts_its_own_formats(suffix: str):
    head = {**EXAMPLES, **HEADS}.get(suffix, b"")[:4096]
    assert by_format(suffix).accepts(info_for(suffix), head)


@pytest.mark.parametrize("suffix", sorted(known_formats()))
def test_reader_does_not_accept_what_nobody_knows(suffix: str):
    assert not by_format(suffix).accepts(info_for("unknown"), b"\x01\x02\x03\x04")


@pytest.mark.parametrize("suffix", sorted(EXAMPLES))
def test_reader_gives_the_document_first_with_its_id(suffix: str):
    first = results(suffix)[0]
    assert isinstance(first, Document)
    assert (first.id, first.parent, first.format) == (f"folder/a.{suffix}", None, suffix)


@pytest.mark.parametrize("suffix", sorted(EXAMPLES.keys() - {"mbox"}))
def test_reader_reads_the_sentence_in_the_file(suffix: str):
    assert "Orders ship in two days." in [block.text for block in blocks(suffix)]


@pytest.mark.parametrize("suffix", sorted(EXAMPLES.keys() - {"mbox"}))
def test_reader_gives_blocks_with_text_and_place(suffix: str):
    for block in blocks(suffix):
        assert block.text == block.text.strip() != ""
        assert block.location
        assert isinstance(block.kind, BlockKind)


@pytest.mark.parametrize("suffix", sorted(EXAMPLES.keys() - {"mbox"}))
def test_reader_puts_the_prefix_before_every_location(suffix: str):
    plain = [block.location for block in blocks(suffix)]
    assert [block.location for block in blocks(suffix, prefix="offer.x: ")] == [f"offer.x: {place}" for place in plain]


@pytest.mark.parametrize("suffix", sorted(EXAMPLES))
def test_reader_counts_no_more_read_than_found(suffix: str):
    for result in results(suffix):
        assert isinstance(result, Document)
        assert all(0 <= entry.read <= entry.found for entry in result.unread)


@pytest.mark.parametrize("suffix", sorted(EXAMPLES))
def test_reader_gives_the_same_twice(suffix: str):
    assert results(suffix) == results(suffix)


@pytest.mark.parametrize("suffix", ["pptx", "docx", "xlsx", "pdf"])
@pytest.mark.parametrize("data", [b"", b"not what it should be", b"PK\x03\x04", b"%PDF-1.7"])
def test_reader_raises_a_document_error_for_what_it_cannot_read(suffix: str, data: bytes):
    with pytest.raises((DocumentError, MissingDependency)) as error:
        list(by_format(suffix).read(data, replace(info_for(suffix)), nothing))
    assert error.value.message
