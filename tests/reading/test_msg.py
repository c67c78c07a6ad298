import struct
from datetime import UTC, datetime

import pytest

from msgcheck.errors import DocumentError
from msgcheck.reading.msg import MsgReader
from msgcheck.records import Document, ReadResult, Status
from tests.builders_mail import (
    Nested,
    Storage,
    binary_property,
    compound_file,
    info,
    narrow_property,
    outlook_attachment,
    outlook_mail,
    outlook_recipient,
    text_property,
    texts,
)

SUBJECT = text_property(0x0037, "Our offer")
BODY = text_property(0x1000, "One\r\n\r\nTwo")
RICH = b"{\\rtf1\\ansi\\ansicpg1252 Gr\\'f6\\'dfe\\par zwei\\par}"
UNCOMPRESSED = struct.pack("<II4sI", len(RICH) + 12, len(RICH), b"MELA", 0) + RICH


def read_all(root: Storage | bytes, **values: object) -> tuple[list[ReadResult], Nested]:
    nested = Nested()
    data = root if isinstance(root, bytes) else compound_file(root)
    return list(MsgReader().read(data, info("mail.msg", **values), nested)), nested


def read(root: Storage | bytes) -> Document:
    document = read_all(root)[0][0]
    assert isinstance(document, Document)
    return document


def test_msg_gives_subject_and_lines_of_the_body() -> None:
    document = read(outlook_mail(SUBJECT, BODY))
    assert document.format == "msg"
    assert [(block.location, block.text) for block in document.blocks] == [
        ("subject", "Our offer"),
        ("body line 1", "One"),
        ("body line 3", "Two"),
    ]


def test_msg_gives_the_headers_it_travelled_with() -> None:
    headers = "From: Jo <Jo@Acme.example>\r\nTo: al@b.example\r\nDate: Tue, 3 Mar 2026 09:12:44 +0000\r\n"
    document = read(outlook_mail(SUBJECT, BODY, text_property(0x007D, headers)))
    assert document.mail is not None
    assert (document.mail.sender, document.mail.recipients) == ("jo@acme.example", ("al@b.example",))
    assert (document.author, document.created) == ("Jo", datetime(2026, 3, 3, 9, 12, 44, tzinfo=UTC))


def test_msg_of_a_draft_takes_addresses_from_its_properties() -> None:
    document = read(
        outlook_mail(
            SUBJECT,
            BODY,
            text_property(0x0C1A, "Jo Doe"),
            text_property(0x5D01, "Jo@Acme.example"),
            storages=[outlook_recipient(0, "AL@b.example"), outlook_recipient(1, "bo@b.example")],
        )
    )
    assert document.mail is not None
    assert (document.author, document.mail.sender) == ("Jo Doe", "jo@acme.example")
    assert document.mail.recipients == ("al@b.example", "bo@b.example")


def test_msg_reads_html_where_there_is_no_text() -> None:
    page = "<p>Größe</p><p>zwei</p>".encode("cp1252")
    document = read(outlook_mail(SUBJECT, binary_property(0x1013, page), integers={0x3FDE: 1252}))
    assert texts(document) == ["Größe", "zwei"]


def test_msg_reads_rich_text_where_there_is_nothing_else() -> None:
    document = read(outlook_mail(SUBJECT, binary_property(0x1009, UNCOMPRESSED)))
    assert texts(document) == ["Größe", "zwei"]


def test_msg_says_that_its_rich_text_is_damaged() -> None:
    document = read(outlook_mail(SUBJECT, binary_property(0x1009, b"\x00" * 30)))
    assert document.status is Status.PARTIAL
    assert "damaged" in (document.reason or "")


@pytest.mark.parametrize("integers", [{0x3FFD: 1251}, {0x3FF1: 1049}])
def test_msg_reads_narrow_strings_in_their_code_page(integers: dict[int, int]) -> None:
    document = read(outlook_mail(narrow_property(0x1000, "Привет".encode("cp1251")), integers=integers))
    assert texts(document) == ["Привет"]


def test_msg_hands_attachments_to_their_readers() -> None:
    attached = outlook_attachment(0, text_property(0x3707, "offer.pdf"), binary_property(0x3701, b"%PDF"))
    _, nested = read_all(outlook_mail(SUBJECT, BODY, storages=[attached]))
    data, handed = nested.handed[0]
    assert (data, handed.id, handed.prefix, handed.depth) == (b"%PDF", "in/mail.msg/offer.pdf", "offer.pdf: ", 1)


def test_msg_counts_pictures_in_its_text() -> None:
    shown = outlook_attachment(
        0, text_property(0x3707, "a.png"), text_property(0x370E, "image/png"), text_property(0x3712, "cid1")
    )
    results, nested = read_all(outlook_mail(SUBJECT, BODY, storages=[shown]))
    assert isinstance(results[0], Document)
    assert nested.handed == []
    assert [(line.found, line.read) for line in results[0].unread if line.kind == "pictures"] == [(1, 0)]


def inner_mail(*, attachments: tuple[Storage, ...] = ()) -> Storage:
    inner = outlook_mail(
        text_property(0x0037, "Inner"),
        text_property(0x1000, "Inner text"),
        name="__substg1.0_3701000D",
        header_bytes=24,
        storages=attachments,
    )
    return outlook_attachment(0, method=5, storages=[inner])


def test_msg_gives_mails_in_mails_as_documents() -> None:
    results, _ = read_all(outlook_mail(SUBJECT, BODY, storages=[inner_mail()]))
    inner = results[1]
    assert isinstance(inner, Document)
    assert (inner.id, inner.parent) == ("in/mail.msg/Inner", "in/mail.msg")
    assert [block.location for block in inner.blocks] == ["Inner: subject", "Inner: body line 1"]


def test_msg_stops_at_the_depth_limit() -> None:
    results, _ = read_all(outlook_mail(SUBJECT, BODY, storages=[inner_mail()]), depth=6)
    assert "levels deep" in (results[1].reason or "")


def test_msg_says_that_it_is_encrypted() -> None:
    attached = outlook_attachment(0, text_property(0x3707, "smime.p7m"), binary_property(0x3701, b"x"))
    mail = outlook_mail(SUBJECT, text_property(0x001A, "IPM.Note.SMIME"), storages=[attached])
    results, nested = read_all(mail)
    assert "encrypted" in (results[0].reason or "")
    assert nested.handed == []


def test_msg_reads_what_is_there_where_properties_are_missing() -> None:
    document = read(Storage(name="Root Entry", streams=dict([BODY])))
    assert texts(document) == ["One", "Two"]


def test_msg_that_was_cut_off_is_refused_with_a_reason() -> None:
    with pytest.raises(DocumentError, match="damaged"):
        read(compound_file(outlook_mail(SUBJECT, BODY))[:600])
