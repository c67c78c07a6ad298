from __future__ import annotations

from msgcheck.reading.meter import Meter
from msgcheck.records import Block, BlockKind, Status, Unread


def test_meter_lists_words_first_and_kinds_of_which_none_was_found() -> None:
    block = Block(text="up to 30 %", kind=BlockKind.PARAGRAPH, location="paragraph 1")
    assert Meter("charts").lines([block]) == (
        Unread(kind="words", found=3, read=3),
        Unread(kind="charts", found=0, read=0),
    )


def test_meter_makes_a_document_partial_where_text_was_lost() -> None:
    meter = Meter("charts")
    meter.count("charts")
    meter.unread("charts", "it is broken")
    assert meter.status() == (Status.PARTIAL, "1 of 2 charts not read: it is broken")


def test_meter_leaves_a_document_read_where_only_pictures_were_not() -> None:
    meter = Meter()
    meter.unread("pictures", "no OCR", harmless=True)
    assert meter.status() == (Status.READ, None)
    assert meter.lines(())[1] == Unread(kind="pictures", found=1, read=0, reason="no OCR")
