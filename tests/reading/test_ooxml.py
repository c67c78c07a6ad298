from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import UTC, datetime

import pytest
from builders_office import changed, parts_of, plain_deck, zipped
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.config import ReadingLimits
from msgcheck.errors import DocumentError
from msgcheck.reading.ooxml import effective_children, open_package

LIMITS = ReadingLimits()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"\xff\xd8\xff\xe0 rest of a photo", "begins like a JPEG picture"),
        (b"%PDF-1.7", "begins like a PDF"),
        (b"<html>", "begins like a web page"),
        (b"no office file at all", "no Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "is encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old binary Office file"),
        (plain_deck()[:-300], "cut off or broken"),
        (b"PK\x03\x04 and no more", "cut off or broken"),
    ],
)
def test_open_package_says_why_a_file_is_no_container(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        open_package(data, LIMITS)


def test_open_package_refuses_a_file_above_the_limit() -> None:
    with pytest.raises(DocumentError, match="larger than 0 MB"):
        open_package(plain_deck(), ReadingLimits(max_bytes=1000))


def test_open_package_refuses_what_unpacks_beyond_the_limit() -> None:
    with pytest.raises(DocumentError, match="unpacks to more than"):
        open_package(plain_deck(), ReadingLimits(max_unpacked_bytes=1000))


def test_open_package_refuses_a_zip_bomb() -> None:
    bomb = zipped({**parts_of(plain_deck()), "ppt/slides/slide9.xml": bytes(30_000_000)})
    with pytest.raises(DocumentError, match="zip bomb"):
        open_package(bomb, LIMITS)


def test_open_package_lets_a_blank_bitmap_pass() -> None:
    package = open_package(zipped({**parts_of(plain_deck()), "ppt/media/image1.bmp": bytes(30_000_000)}), LIMITS)
    assert package.main_part() == "ppt/presentation.xml"


def test_open_package_refuses_too_many_parts() -> None:
    with pytest.raises(DocumentError, match="more than 5 parts"):
        open_package(plain_deck(), ReadingLimits(max_parts=5))


def test_open_package_refuses_parts_with_a_password() -> None:
    data = bytearray(zipped({"ppt/presentation.xml": b"<p/>"}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(DocumentError, match="is encrypted"):
        open_package(bytes(data), LIMITS)


def test_package_refuses_a_part_that_is_too_large_to_parse() -> None:
    package = open_package(plain_deck(), ReadingLimits(max_part_bytes=10))
    with pytest.raises(DocumentError, match="larger than"):
        package.xml("ppt/presentation.xml")


def test_package_names_the_part_that_is_damaged() -> None:
    data = bytearray(zipped({"ppt/presentation.xml": b"<p>" + b"text" * 50 + b"</p>"}))
    data[60] ^= 0xFF
    with pytest.raises(DocumentError, match=r"ppt/presentation\.xml is damaged"):
        open_package(bytes(data), LIMITS).data("ppt/presentation.xml")


def test_package_says_that_a_zip_is_no_office_file() -> None:
    with pytest.raises(DocumentError, match="no PowerPoint, Word or Excel file"):
        open_package(zipped({"hello.txt": b"hello"}), LIMITS).main_part()


def test_package_finds_the_main_part_without_relationships() -> None:
    parts = {name: content for name, content in parts_of(plain_deck()).items() if name != "_rels/.rels"}
    assert open_package(zipped(parts), LIMITS).main_part() == "ppt/presentation.xml"


@pytest.mark.parametrize("written", ["SLIDES/Slide1.XML", "slides\\slide1.xml", "/ppt/slides/slide1.xml", "./slides/slide%31.xml"])  # fmt: skip
def test_package_finds_parts_however_their_names_are_written(written: str) -> None:
    data = changed(plain_deck(), "ppt/_rels/presentation.xml.rels", 'Target="slides/slide1.xml"', f'Target="{written}"')
    assert open_package(data, LIMITS).related("ppt/presentation.xml", "slide") == ["ppt/slides/slide1.xml"]


def test_package_follows_no_external_link() -> None:
    old = 'Target="slides/slide1.xml"'
    data = changed(
        plain_deck(), "ppt/_rels/presentation.xml.rels", old, 'Target="http://x.example/a" TargetMode="External"'
    )
    assert open_package(data, LIMITS).related("ppt/presentation.xml", "slide") == []


def test_package_reaches_no_layouts_or_masters() -> None:
    reached = list(open_package(plain_deck(), LIMITS).reachable("ppt/presentation.xml"))
    assert "ppt/slides/slide1.xml" in reached
    assert not any("Layout" in part or "Master" in part for part in reached)


def test_package_takes_dates_without_a_zone_for_utc() -> None:
    core = (
        b'<p:coreProperties xmlns:p="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        b'xmlns:t="http://purl.org/dc/terms/"><t:created>2026-03-04T05:06:07</t:created><t:modified>soon</t:modified>'
        b"</p:coreProperties>"
    )
    properties = open_package(zipped({"docProps/core.xml": core}), LIMITS).properties()
    assert properties.created == datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert properties.modified is None


def test_package_does_not_expand_nested_entities() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE p [<!ENTITY e0 "ha">{entities}]><p>&e11;</p>'.encode()
    package = open_package(zipped({"ppt/presentation.xml": bomb}), LIMITS)
    with contextlib.suppress(DocumentError):  # newer parsers refuse it, older ones leave the reference as it stands
        assert not package.xml("ppt/presentation.xml").text


def test_effective_children_takes_the_fallback_where_there_is_no_choice() -> None:
    namespace = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    xml = f'<p xmlns:mc="{namespace}"><mc:AlternateContent><mc:Fallback><old/></mc:Fallback></mc:AlternateContent></p>'
    package = open_package(zipped({"ppt/presentation.xml": xml.encode()}), LIMITS)
    assert [child.tag for child in effective_children(package.xml("ppt/presentation.xml"))] == ["old"]


@given(st.data())
def test_open_package_only_ever_raises_a_document_error(data: st.DataObject) -> None:
    content = bytearray(zipped({"_rels/.rels": b"<r/>", "ppt/presentation.xml": b"<p>" + b"words " * 40 + b"</p>"}))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        package = open_package(bytes(content), LIMITS)
        package.xml(package.main_part())
        package.properties()
    except DocumentError as err:
        assert err.message  # noqa: PT017 - either outcome is right, any other error is not


def test_package_reads_a_zip_with_text_before_it() -> None:
    stream = io.BytesIO(b"#!/bin/sh\n")
    stream.seek(0, io.SEEK_END)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("ppt/presentation.xml", "<p/>")
    assert open_package(stream.getvalue(), LIMITS).xml("ppt/presentation.xml").tag == "p"
