import pytest

from msgcheck.config import ReadingLimits
from msgcheck.errors import DocumentError
from msgcheck.reading.mbox import MboxReader
from msgcheck.records import Document, Status
from tests.builders_mail import Nested, info, make_eml

BORDER = b"From jo@acme.example Tue Mar  3 09:12:44 2026\n"


def read(data: bytes, **values: object) -> tuple[Document, Nested]:
    nested = Nested()
    results = list(MboxReader().read(data, info("box.mbox", **values), nested))
    assert isinstance(results[0], Document)
    return results[0], nested


def test_mbox_gives_itself_and_then_each_mail() -> None:
    document, nested = read(BORDER + make_eml("One") + b"\n\n" + BORDER + make_eml("Two") + b"\n")
    assert (document.format, document.blocks, document.unread[0].found) == ("mbox", (), 2)
    assert [(handed.id, handed.parent, handed.depth) for _, handed in nested.handed] == [
        ("in/box.mbox/message 1", "in/box.mbox", 1),
        ("in/box.mbox/message 2", "in/box.mbox", 1),
    ]
    assert nested.handed[0][1].name == "message 1.eml"


def test_mbox_keeps_a_line_with_from_in_a_text() -> None:
    _, nested = read(BORDER + make_eml("One\n\nFrom now on it costs 9 euros.\nBye\n"))
    assert len(nested.handed) == 1


def test_mbox_unescapes_from_lines() -> None:
    _, nested = read(BORDER + make_eml("One\n>From now on\n>>From then\n> From you\n"))
    assert nested.handed[0][0].endswith(b"One\nFrom now on\n>From then\n> From you\n")


@pytest.mark.parametrize(
    "border",
    [
        BORDER,
        b"From - Tue Mar 03 09:12:44 2026\n",
        b"From ???@??? Tue Mar 03 09:12:44 2026\r\n",
        b"\x01\x01\x01\x01\n",
        b"\x10" * 7 + b"\x11" * 6 + b"S\r\n",
    ],
)
def test_mbox_knows_the_borders_of_several_programs(border: bytes) -> None:
    _, nested = read((border + make_eml("One") + b"\n\n") * 3)
    assert len(nested.handed) == 3


def test_mbox_reads_mails_without_headers() -> None:
    _, nested = read((BORDER + b"\nJust text\n\n") * 2)
    assert len(nested.handed) == 2


def test_mbox_keeps_a_mail_before_the_first_border() -> None:
    _, nested = read(make_eml("One") + b"\n\n" + BORDER + make_eml("Two"))
    assert len(nested.handed) == 2


@pytest.mark.parametrize("data", [b"", b"\n\n", BORDER])
def test_mbox_without_mail_says_so(data: bytes) -> None:
    with pytest.raises(DocumentError, match="no mail"):
        read(data)


def test_mbox_stops_at_the_limit_and_says_so() -> None:
    document, nested = read((BORDER + make_eml("One") + b"\n\n") * 5, limits=ReadingLimits(max_parts=2))
    assert (len(nested.handed), document.status, document.unread[0].found) == (2, Status.PARTIAL, 5)


def test_mbox_takes_linear_time_for_nothing_but_borders() -> None:
    with pytest.raises(DocumentError):
        read(b"From a\n" * 100_000)
