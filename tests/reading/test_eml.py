import base64
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msgcheck.config import ReadingLimits
from msgcheck.errors import DocumentError
from msgcheck.reading.eml import EmlReader, has_headers
from msgcheck.records import BlockKind, Document, Role, Skipped, Status
from tests.builders_mail import (
    HEADERS,
    Nested,
    info,
    make_eml,
    make_multipart,
    make_tnef,
    multipart,
    places,
    texts,
    tnef_object,
    tnef_properties,
)


def read(data: bytes, **values: object) -> tuple[Document, Nested]:
    nested = Nested()
    results = list(EmlReader().read(data, info(**values), nested))
    assert isinstance(results[0], Document)
    return results[0], nested


def names(nested: Nested) -> list[str]:
    return [handed.name for _, handed in nested.handed]


def unread(document: Document, kind: str) -> tuple[int, int]:
    return next((line.found, line.read) for line in document.unread if line.kind == kind)


# --- headers ---------------------------------------------------------------------------------------


def test_eml_gives_headers_of_the_mail() -> None:
    document, _ = read(make_eml("Hello"))
    assert document.mail is not None
    assert document.mail.sender == "jo@acme.example"
    assert document.mail.recipients == ("al@customer.example",)
    assert document.mail.message_id == "<1@acme.example>"
    assert (document.author, document.title, document.family) == ("Jo Doe", "Our offer", "email")
    assert document.created == datetime(2026, 3, 3, 9, 12, 44, tzinfo=timezone(timedelta(hours=1)))


def test_eml_gives_the_subject_as_header_block() -> None:
    document, _ = read(make_eml("Hello"))
    block = document.blocks[0]
    assert (block.text, block.kind, block.location, block.role) == (
        "Our offer",
        BlockKind.TITLE,
        "subject",
        Role.HEADER,
    )


def test_eml_decodes_encoded_words_and_raw_bytes_in_headers() -> None:
    data = b"From: =?iso-8859-1?q?J=F6rg?= <j@a.example>\nTo: b@c.example\nSubject: gr\xc3\xbcn =?utf-8?b?4oKs?=\n\nx"
    document, _ = read(data)
    assert (document.author, document.title) == ("Jörg", "grün €")


def test_eml_reads_raw_header_bytes_in_the_charset_of_the_body() -> None:
    head = "From: j@a.example\nSubject: Привет\nContent-Type: text/plain; charset=koi8-r\n\nПривет"
    document, _ = read(head.encode("koi8-r"))
    assert (document.title, texts(document)) == ("Привет", ["Привет"])


@pytest.mark.parametrize("date", ["", "yesterday", "99 Foo 20262 99:99:99 +9999", "9" * 3000, "Tue, 31 Feb 2026 00:00"])
def test_eml_survives_malformed_dates(date: str) -> None:
    document, _ = read(f"From: a@b.example\nTo: c@d.example\nDate: {date}\n\nHello".encode())
    assert document.created is None


def test_eml_takes_a_date_without_zone_for_utc() -> None:
    document, _ = read(b"From: a@b.example\nTo: c@d.example\nDate: Tue, 3 Mar 2026 09:12:44\n\nHello")
    assert document.created == datetime(2026, 3, 3, 9, 12, 44, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("undisclosed-recipients:;", ()),
        ("Al <AL@B.example>, <al@b.example>", ("al@b.example",)),
        ('"Ray, Al" <al@b.example>; bo@b.example', ("al@b.example", "bo@b.example")),
        ("<<al@b.example>>", ("al@b.example",)),
        ("team: al@b.example, bo@b.example;", ("al@b.example", "bo@b.example")),
        ("(" * 20_000, ()),
    ],
)
def test_eml_reads_addresses_however_they_are_written(value: str, expected: tuple[str, ...]) -> None:
    document, _ = read(f"From: a@b.example\nSubject: x\nTo: {value}\n\nHello".encode())
    assert document.mail is not None
    assert document.mail.recipients == expected


def test_eml_gathers_references() -> None:
    document, _ = read(b"From: a@b.c\nSubject: x\nReferences: <1@a>\n <2@a>\nIn-Reply-To: <2@a>\n\nHello")
    assert document.mail is not None
    assert document.mail.references == ("<1@a>", "<2@a>")


# --- bodies ----------------------------------------------------------------------------------------


def test_eml_gives_one_block_a_line_and_counts_empty_ones() -> None:
    document, _ = read(make_eml("One\n\nTwo\r\nThree\n"))
    assert places(document) == [("body line 1", "One"), ("body line 3", "Two"), ("body line 4", "Three")]


def test_eml_gives_each_line_its_role() -> None:
    document, _ = read(make_eml("Yes.\n\nOn 3 Mar 2026, at 09:12, Al wrote:\n> Really?\n\n-- \nJo\n"))
    roles = [block.role for block in document.blocks[1:]]
    assert roles == [Role.OWN, Role.QUOTED, Role.QUOTED, Role.SIGNATURE, Role.SIGNATURE]


PLAIN = ("Content-Type: text/plain; charset=utf-8", "Our plan costs 9 euros.")
HTML = ("Content-Type: text/html; charset=utf-8", "<p>Our <b>plan</b> costs 9 euros.</p>")


def test_eml_reads_alternatives_once() -> None:
    document, _ = read(make_multipart("alternative", PLAIN, HTML))
    assert places(document) == [("body line 1", "Our plan costs 9 euros.")]


@pytest.mark.parametrize(
    "stub",
    [
        "",
        " \n",
        "Your e-mail client does not support HTML.",
        "This message requires an HTML viewer.",
        "Ihr Mailprogramm kann kein HTML anzeigen.",
        "View this email in your browser",
    ],
)
def test_eml_reads_html_where_the_plain_text_is_a_stub(stub: str) -> None:
    page = "<p>Our plan costs 9 euros.</p><p>It is the best of all plans that we have had so far.</p>"
    document, _ = read(make_multipart("alternative", ("Content-Type: text/plain", stub), (HTML[0], page)))
    assert texts(document)[0] == "Our plan costs 9 euros."


def test_eml_reads_html_where_the_plain_text_is_far_shorter() -> None:
    page = "".join(f"<p>Reason {number} is a good one to buy our plan today.</p>" for number in range(10))
    document, _ = read(make_multipart("alternative", ("Content-Type: text/plain", "Ten reasons."), (HTML[0], page)))
    assert len(texts(document)) == 10


def test_eml_reads_html_alone_and_leaves_out_hidden_text() -> None:
    page = '<style>p{}</style><div style="display:none">secret</div><p>One</p><p>Two<br>Three</p>'
    document, _ = read(make_eml(page, content="text/html; charset=utf-8"))
    assert places(document) == [("body line 1", "One"), ("body line 3", "Two"), ("body line 4", "Three")]


def test_eml_takes_quotations_from_html() -> None:
    page = "<p>Yes.</p><div>Al said:</div><blockquote><p>Really?</p></blockquote><p>Sure.</p>"
    document, _ = read(make_eml(page, content="text/html"))
    assert [(block.text, block.role) for block in document.blocks[1:]] == [
        ("Yes.", Role.OWN),
        ("Al said:", Role.OWN),
        ("Really?", Role.QUOTED),
        ("Sure.", Role.OWN),
    ]


def test_eml_numbers_further_texts_by_their_part() -> None:
    inner = multipart("alternative", PLAIN, HTML, boundary="inner")
    headers, _, rest = inner.partition(b"\n\n")
    document, _ = read(make_multipart("mixed", PLAIN, (headers.decode(), rest), ("Content-Type: text/plain", "End")))
    assert [place for place, _ in places(document)] == ["body line 1", "part 2.1 line 1", "part 3 line 1"]


def test_eml_reads_a_bare_body_as_mail() -> None:
    document, _ = read(b"Yes.\n\nOn 3 Mar 2026, at 09:12, Al wrote:\n> Really?\n", as_mail=True)
    assert [(block.location, block.role) for block in document.blocks] == [
        ("body line 1", Role.OWN),
        ("body line 3", Role.QUOTED),
        ("body line 4", Role.QUOTED),
    ]


def test_eml_reads_headers_also_where_a_bare_body_may_come() -> None:
    document, _ = read(make_eml("Hello"), as_mail=True)
    assert document.title == "Our offer"


def test_has_headers_is_not_fooled_by_a_colon() -> None:
    assert not has_headers(b"Dear all: this is it\nPS: thanks\n")


# --- charsets and transfer encodings ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "data", "expected"),
    [
        ("utf-8", "Größe – 9 €".encode(), "Größe – 9 €"),
        ("", "Größe".encode(), "Größe"),
        ("x-unknown", "Größe".encode(), "Größe"),
        ("x-unknown", "Größe".encode("cp1252"), "Größe"),
        ("ansi_x3.110-1983", "Größe".encode("cp1252"), "Größe"),
        ("iso-8859-1", "Größe – €".encode(), "Größe – €"),
        ("iso-8859-1", "Größe – €".encode("cp1252"), "Größe – €"),
        ("us-ascii", "Größe".encode("cp1252"), "Größe"),
        ("utf-8", "Größe und Güte für alle".encode("cp1252"), "Größe und Güte für alle"),
        ("utf-8", "für alle – 9 €".encode().decode("cp1252").encode(), "für alle – 9 €"),
        ("utf-8", "fÃ¼r â€œalleâ€\x9d".encode(), "für “alle”"),
        ("utf-8", "SÃO PAULO, Â 9".encode(), "SÃO PAULO, Â 9"),
        ("gb2312", "价格是九欧元镕".encode("gb18030"), "价格是九欧元镕"),
        ("iso-2022-jp", "価格は9ユーロ".encode("iso-2022-jp"), "価格は9ユーロ"),
        ("shift_jis", "①価格".encode("cp932"), "①価格"),
        ("utf-16", "Größe".encode("utf-16"), "Größe"),
        ('"koi8-r"', "Привет".encode("koi8-r"), "Привет"),
        ("base64", b"plain", "plain"),
        ("utf-8", b"\xef\xbb\xbfmarked", "marked"),
    ],
)
def test_eml_repairs_charsets(label: str, data: bytes, expected: str) -> None:
    content = f"text/plain; charset={label}" if label else "text/plain"
    document, _ = read(make_eml(data, content=content))
    assert (texts(document), document.status) == ([expected], Status.READ)


def test_eml_reads_the_charset_an_html_body_declares() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>Привет</p>'
    document, _ = read(make_eml(page.encode("cp1251"), content="text/html"))
    assert texts(document) == ["Привет"]


def test_eml_is_partial_where_many_characters_are_lost() -> None:
    document, _ = read(
        make_eml(b"\x81\x8d\x8f\x90\x9d" * 20 + "价格".encode("gb18030"), content="text/plain; charset=big5")
    )
    assert document.status is Status.PARTIAL
    assert "characters are lost" in (document.reason or "")


def test_eml_stays_read_where_one_character_is_lost() -> None:
    document, _ = read(
        make_eml(("价格是九欧元" * 30).encode("gb18030") + b"\xff", content="text/plain; charset=gb18030")
    )
    assert document.status is Status.READ
    assert "\ufffd" in texts(document)[0]


BASE64 = base64.encodebytes("Our plan costs 9 € a month.".encode()).decode()


@pytest.mark.parametrize(
    ("encoding", "data", "expected"),
    [
        ("base64", BASE64, ["Our plan costs 9 € a month."]),
        ("BASE64 ", BASE64, ["Our plan costs 9 € a month."]),
        ("base64", BASE64[:18], ["Our plan cost"]),
        (
            "base64",
            BASE64 + "\n_____\nFooter of the list\n",
            ["Our plan costs 9 € a month.", "_____", "Footer of the list"],
        ),
        ("base64", "This is no base64 at all.", ["This is no base64 at all."]),
        ("quoted-printable", "9 =E2=82=AC a =\nmonth, 5=\n", ["9 € a month, 5"]),
        ("quoted-printable", "9 =E2=82=AC, 100 = all =Z", ["9 €, 100 = all =Z"]),
        ("x-unheard-of", "as it stands", ["as it stands"]),
        ("", "as it stands", ["as it stands"]),
    ],
)
def test_eml_undoes_transfer_encodings(encoding: str, data: str, expected: list[str]) -> None:
    document, _ = read(make_eml(data, encoding=encoding))
    assert texts(document) == expected


# --- attachments -----------------------------------------------------------------------------------


def test_eml_hands_attachments_to_their_readers() -> None:
    mail = EmailMessage()
    mail.set_content("See the file.")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="offer.pdf")
    document, nested = read(HEADERS.encode() + mail.as_bytes(), depth=2, prefix="outer.eml: ")
    data, handed = nested.handed[0]
    assert data == b"%PDF"
    assert (handed.id, handed.name, handed.parent) == ("in/mail.eml/offer.pdf", "offer.pdf", "in/mail.eml")
    assert (handed.depth, handed.prefix) == (3, "outer.eml: offer.pdf: ")
    assert unread(document, "attachments") == (1, 1)


def test_eml_prefixes_its_own_locations() -> None:
    document, _ = read(make_eml("Hello"), prefix="inner.eml: ")
    assert [block.location for block in document.blocks] == ["inner.eml: subject", "inner.eml: body line 1"]


def test_eml_gives_attachments_of_one_name_different_ids() -> None:
    part = ("Content-Type: application/pdf; name=offer.pdf", "x")
    _, nested = read(make_multipart("mixed", part, part, part))
    assert [str(handed.id) for _, handed in nested.handed] == [
        "in/mail.eml/offer.pdf",
        "in/mail.eml/offer (2).pdf",
        "in/mail.eml/offer (3).pdf",
    ]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ('Content-Disposition: attachment; filename="../../etc/x.pdf"', "etc_x.pdf"),
        ("Content-Disposition: attachment; filename*=utf-8''Gr%C3%B6%C3%9Fe.pdf", "Größe.pdf"),
        ('Content-Disposition: attachment; filename="=?utf-8?q?Gr=C3=B6=C3=9Fe=2Epdf?="', "Größe.pdf"),
        ("Content-Disposition: attachment\nContent-Type: application/pdf", "part 1.pdf"),
        ('Content-Disposition: attachment; filename="a\x01b.pdf"', "ab.pdf"),
    ],
)
def test_eml_names_attachments_safely(headers: str, expected: str) -> None:
    _, nested = read(make_multipart("mixed", (headers, "x")))
    assert names(nested) == [expected]


def test_eml_counts_pictures_in_the_text() -> None:
    related = multipart(
        "related",
        ("Content-Type: text/html", '<p>Look</p><img src="cid:1">'),
        ("Content-Type: image/png\nContent-ID: <1>", "x"),
        boundary="inner",
    )
    headers, _, rest = related.partition(b"\n\n")
    document, nested = read(make_multipart("mixed", (headers.decode(), rest)))
    assert (unread(document, "pictures"), names(nested), document.status) == ((1, 0), [], Status.READ)


def test_eml_reads_files_in_a_version_it_passes_over() -> None:
    inner = multipart("mixed", HTML, ("Content-Type: application/pdf; name=offer.pdf", "x"), boundary="inner")
    headers, _, rest = inner.partition(b"\n\n")
    document, nested = read(make_multipart("alternative", PLAIN, (headers.decode(), rest)))
    assert (texts(document), names(nested)) == ([PLAIN[1]], ["offer.pdf"])


def test_eml_hands_on_mails_in_mails() -> None:
    inner = make_eml("Inner text")
    _, nested = read(make_multipart("mixed", PLAIN, ("Content-Type: message/rfc822", inner)))
    data, handed = nested.handed[0]
    document, _ = read(data)
    assert (handed.name, texts(document)) == ("Our offer.eml", ["Inner text"])


def test_eml_hands_on_mails_that_were_encoded_against_the_rules() -> None:
    inner = base64.encodebytes(make_eml("Inner text")).decode()
    headers = "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64"
    _, nested = read(make_multipart("mixed", PLAIN, (headers, inner)))
    document, _ = read(nested.handed[0][0])
    assert texts(document) == ["Inner text"]


def test_eml_takes_what_mail_servers_say_for_no_own_text() -> None:
    report = ("Content-Type: message/delivery-status", "Reporting-MTA: dns; a.example\n\nAction: failed\n")
    document, _ = read(make_multipart("report", PLAIN, report))
    assert {block.role for block in document.blocks if block.location.startswith("part 2")} == {Role.FORWARDED}


def test_eml_takes_uuencoded_files_out_of_the_text() -> None:
    document, nested = read(make_eml("See this:\nbegin 644 a.txt\n#86)C\n`\nend\nDone.\n"))
    assert (texts(document), nested.handed[0][0]) == (["See this:", "Done."], b"abc")


def test_eml_reads_winmail_dat_as_its_own() -> None:
    winmail = make_tnef(
        tnef_object(1, 0x9003, tnef_properties((0x1F, 0x1000, "Twice".encode("utf-16-le")))),
        tnef_object(2, 0x9002, bytes(14)),
        tnef_object(2, 0x8010, b"offer.pdf\0"),
        tnef_object(2, 0x800F, b"%PDF"),
    )
    encoded = base64.encodebytes(winmail).decode()
    headers = 'Content-Type: application/ms-tnef; name="winmail.dat"\nContent-Transfer-Encoding: base64'
    document, nested = read(make_multipart("mixed", PLAIN, (headers, encoded)))
    assert (texts(document), names(nested)) == ([PLAIN[1]], ["offer.pdf"])


# --- what cannot be read ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        make_multipart("encrypted", ("Content-Type: application/pgp-encrypted", "Version: 1"), PLAIN),
        make_eml("MIIB", content="application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m"),
        make_eml("-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n"),
    ],
)
def test_eml_says_that_a_mail_is_encrypted(data: bytes) -> None:
    document, nested = read(data)
    assert (document.status, texts(document), nested.handed) == (Status.PARTIAL, [], [])
    assert "encrypted" in (document.reason or "")


def test_eml_passes_over_detached_signatures() -> None:
    signature = ("Content-Type: application/pkcs7-signature; name=smime.p7s", "x")
    document, nested = read(make_multipart("signed", PLAIN, signature))
    assert (document.status, texts(document), nested.handed) == (Status.READ, [PLAIN[1]], [])


# --- broken and hostile ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        HEADERS.encode() + b"Content-Type: multipart/mixed; boundary=zz\n\nHello\n",
        HEADERS.encode() + b"Content-Type: multipart/mixed\n\nHello\n",
        HEADERS.encode() + b'Content-Type: "text/plain\n\nHello\n',
        HEADERS.encode() + b"Content-Type: text\n\nHello\n",
        HEADERS.encode() + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHello\n",
        HEADERS.encode() + b"Content-Type: text/plain; charset=\n\nHello\n",
        b">From x\n" + make_eml("Hello"),
        b"\n\n" + make_eml("Hello"),
    ],
)
def test_eml_reads_broken_mime(data: bytes) -> None:
    document, _ = read(data)
    assert texts(document) == ["Hello"]


def nested_parts(levels: int) -> bytes:
    opening = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(levels)
    )
    return HEADERS.encode() + opening + b"Content-Type: text/plain\n\nHello\n"


def test_eml_reads_a_hundred_levels_of_parts() -> None:
    document, _ = read(nested_parts(100))
    assert texts(document) == ["Hello"]


def test_eml_gives_up_on_thousands_of_levels_with_a_reason() -> None:
    with pytest.raises(DocumentError, match="nested too deeply"):
        read(nested_parts(3_000))


def test_eml_reads_thousands_of_parts() -> None:
    document, _ = read(make_multipart("mixed", *[("Content-Type: text/plain", "Hello")] * 2_000))
    assert len(document.blocks) == 2_001


def test_eml_stops_at_the_limit_of_parts_and_says_so() -> None:
    data = make_multipart("mixed", *[("Content-Type: text/plain", "Hello")] * 50)
    document, _ = read(data, limits=ReadingLimits(max_parts=10))
    assert document.status is Status.PARTIAL
    assert "only the first 10 parts" in (document.reason or "")


def test_eml_stops_at_the_limit_of_lines_and_says_so() -> None:
    document, _ = read(make_eml("a\n" * 50), limits=ReadingLimits(max_blocks=10))
    assert (len(texts(document)), document.status) == (10, Status.PARTIAL)


def test_eml_survives_header_bombs() -> None:
    headers = "".join(f"X-Filler-{number}: value\n" for number in range(5_000))
    parameters = "Content-Type: text/plain; " + "a=b; " * 20_000
    document, _ = read(f"{headers}{HEADERS}Cc: {'x@y.example, ' * 50_000}\n{parameters}\n\nHello".encode())
    assert texts(document) == ["Hello"]


def test_eml_of_mails_in_mails_hands_on_one_level_at_a_time() -> None:
    data = b"".join([b"From: a@b.example\nSubject: x\nContent-Type: message/rfc822\n\n"] * 100) + make_eml("Hello")
    results = list(EmlReader().read(data, info(), Nested()))
    assert [type(result) for result in results] == [Document, Skipped]


MAILS = (
    make_eml("Hello"),
    make_multipart("alternative", PLAIN, HTML),
    make_multipart("mixed", PLAIN, ("Content-Type: message/rfc822", make_eml("Inner"))),
    make_eml(BASE64, encoding="base64"),
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(MAILS), st.lists(st.tuples(st.integers(0, 900), st.binary(max_size=6)), max_size=8))
def test_eml_never_fails_on_damaged_mails(mail: bytes, damage: list[tuple[int, bytes]]) -> None:
    damaged = bytearray(mail)
    for place, value in damage:
        damaged[place : place + len(value)] = value
    results = list(EmlReader().read(bytes(damaged), info(), Nested()))
    assert results[0].id == "in/mail.eml"
