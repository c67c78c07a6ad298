import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msgcheck.errors import DocumentError
from msgcheck.reading.tnef import TnefReader
from msgcheck.records import Document, ReadResult
from tests.builders_mail import Nested, info, make_tnef, texts, tnef_object, tnef_properties

TEXT, STRING8, BINARY = 0x1F, 0x1E, 0x102


def read_all(data: bytes) -> tuple[list[ReadResult], Nested]:
    nested = Nested()
    return list(TnefReader().read(data, info("winmail.dat"), nested)), nested


def read(data: bytes) -> Document:
    document = read_all(data)[0][0]
    assert isinstance(document, Document)
    return document


def wide(text: str) -> bytes:
    return text.encode("utf-16-le") + b"\0\0"


def test_tnef_gives_subject_and_body() -> None:
    properties = tnef_properties((TEXT, 0x0037, wide("Our offer")), (TEXT, 0x1000, wide("One\r\nTwo")))
    document = read(make_tnef(tnef_object(1, 0x9003, properties)))
    assert (document.format, document.title, texts(document)) == ("tnef", "Our offer", ["One", "Two"])


def test_tnef_reads_the_old_body_in_its_code_page() -> None:
    codepage = tnef_object(1, 0x9007, struct.pack("<II", 1251, 0))
    document = read(make_tnef(codepage, tnef_object(1, 0x800C, "Привет".encode("cp1251") + b"\0")))
    assert texts(document) == ["Привет"]


def test_tnef_reads_html() -> None:
    properties = tnef_properties((BINARY, 0x1013, "<p>Größe</p>".encode()))
    assert texts(read(make_tnef(tnef_object(1, 0x9003, properties)))) == ["Größe"]


def test_tnef_hands_on_attachments_by_their_long_names() -> None:
    attachment = tnef_properties((TEXT, 0x3707, wide("Our offer.pdf")))
    data = make_tnef(
        tnef_object(2, 0x9002, bytes(14)),
        tnef_object(2, 0x8010, b"OUROFF~1.PDF\0"),
        tnef_object(2, 0x800F, b"%PDF"),
        tnef_object(2, 0x9005, attachment),
    )
    _, nested = read_all(data)
    assert [(content, handed.name) for content, handed in nested.handed] == [(b"%PDF", "Our offer.pdf")]


def test_tnef_gives_mails_in_mails_as_documents() -> None:
    inner = make_tnef(tnef_object(1, 0x9003, tnef_properties((TEXT, 0x1000, wide("Inner")))))
    marked = bytes.fromhex("0703020000000000c000000000000046") + inner
    data = make_tnef(
        tnef_object(2, 0x9002, bytes(14)),
        tnef_object(2, 0x8010, b"mail\0"),
        tnef_object(2, 0x9005, tnef_properties((0x0D, 0x3701, marked))),
    )
    results, _ = read_all(data)
    assert isinstance(results[1], Document)
    assert texts(results[1]) == ["Inner"] or [block.text for block in results[1].blocks] == ["Inner"]


def test_tnef_with_a_wrong_signature_is_refused() -> None:
    with pytest.raises(DocumentError, match="damaged"):
        read(b"nothing of the kind")


def test_tnef_does_not_believe_a_count_of_properties() -> None:
    table = struct.pack("<I", 0xFFFFFFFF) + tnef_properties((TEXT, 0x1000, wide("One")))[4:]
    assert texts(read(make_tnef(tnef_object(1, 0x9003, table)))) == ["One"]


def test_tnef_does_not_believe_a_count_of_values() -> None:
    table = struct.pack("<IHHI", 1, 0x1003, 0x0001, 0xFFFFFFFF) + bytes(40)
    assert texts(read(make_tnef(tnef_object(1, 0x9003, table)))) == []


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 200), st.binary(max_size=12))
def test_tnef_never_fails_on_damaged_files(place: int, value: bytes) -> None:
    properties = tnef_properties((TEXT, 0x0037, wide("Our offer")), (BINARY, 0x1013, b"<p>x</p>"))
    data = bytearray(make_tnef(tnef_object(1, 0x9003, properties), tnef_object(2, 0x9005, properties)))
    data[6 + place : 6 + place + len(value)] = value
    assert read(bytes(data)).format == "tnef"
