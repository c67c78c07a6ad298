from __future__ import annotations

import pytest
from builders_reading import read_document, skipped
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.reading.text_encoding import decoded, decoded_html
from msgcheck.records import BlockKind


def test_plain_text_gives_one_block_a_line_with_its_number():
    blocks = read_document("a.txt", b"First line\r\n\r\n  Third line \rFourth").blocks
    assert [(block.text, block.location) for block in blocks] == [
        ("First line", "line 1"),
        ("Third line", "line 3"),
        ("Fourth", "line 4"),
    ]
    assert {block.kind for block in blocks} == {BlockKind.LINE}


def test_plain_text_keeps_merge_fields():
    text = "Dear {first_name}, [[deal]] at %COMPANY% for {{company}}"
    assert read_document("a.txt", text.encode()).blocks[0].text == text


def test_plain_text_without_text_is_skipped():
    assert skipped("a.txt", b"\n \n\t\n").reason == "there is no text in it"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "cp1252"])
def test_decoded_finds_the_encoding_of_western_text(encoding: str):
    text = "Wir liefern in zwei Tagen, für 20 € – überall."
    assert decoded(text.encode(encoding)) == text


def test_decoded_takes_utf8_with_one_bad_byte_for_utf8():
    text = "Über den größten Häusern fällt schöner Schnee, für zwölf Nächte übrigens" * 2
    assert decoded(text.encode() + b"\xff").startswith(text)


@given(st.binary(max_size=300))
def test_decoded_never_fails(data: bytes):
    assert "\r" not in decoded(data) + decoded_html(data)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\x00\ufeff"), max_size=80))
def test_decoded_gives_back_marked_utf8(text: str):
    assert decoded(text.encode("utf-8-sig")) == text
