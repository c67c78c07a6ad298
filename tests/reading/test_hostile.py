"""Whatever is in a file, reading it gives documents or reasons, never an exception and never a hang."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from builders_office import plain_deck, plain_text
from builders_pdf import make_pdf
from builders_reading import make_ole, make_zip, read_all, skipped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msgcheck.records import Document, Skipped

MAIL = (
    b"From: Ada <ada@borealis.example>\r\nTo: bo@customer.example\r\nSubject: Your order\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=XX\r\n\r\n"
    b"--XX\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nOrders ship in two days.\r\n"
    b"--XX\r\nContent-Type: text/html\r\n\r\n<p>Orders ship in two days.</p>\r\n"
    b"--XX\r\nContent-Type: application/octet-stream; name=a.txt\r\n\r\nReturns are free.\r\n--XX--\r\n"
)


def _workbook() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Plan", "Price"])
    book.active.append(["Basic", 10])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


VALID = {
    "a.pptx": plain_deck("Orders ship in two days."),
    "a.docx": plain_text("Returns are free."),
    "a.xlsx": _workbook(),
    "a.csv": b"Plan;Price\nBasic;10\n",
    "a.pdf": make_pdf(
        ["Orders ship in two days."], ["Returns are free."], comment="note", attachment=("b.txt", b"Hi all")
    ),
    "a.html": b"<html><body><h1>Prices</h1><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table></body></html>",
    "a.md": b"# Prices\n\n- one\n- two\n\n|A|B|\n|-|-|\n|1|2|\n",
    "a.txt": "Für 20 € im Monat\n".encode(),
    "a.rtf": rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0 F\'fcr {\header top}20 \u8364? im Monat\par}",
    "a.eml": MAIL,
    "a.mbox": b"From ada@borealis.example Mon Mar  3 10:00:00 2025\n" + MAIL.replace(b"\r\n", b"\n"),
    "a.msg": make_ole("__properties_version1.0", "__substg1.0_1000001F", first_stream=bytes(64)),
    "winmail.dat": b"\x78\x9f\x3e\x22\x01\x00" + bytes(range(200)),
    "a.key": make_zip({"Index/Presentation.iwa": b"x"}),
    "a.png": b"\x89PNG\r\n\x1a\n" + bytes(30),
}
NAMES = sorted({*VALID, "a.docm", "a.potx", "a.doc.html", "a", "a.unknown", "a.jpg"})
FUZZ = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def check(name: str, data: bytes) -> None:
    results = read_all(name, data)
    assert results
    for result in results:
        assert isinstance(result, Document) or result.reason


@pytest.mark.parametrize("name", sorted(VALID))
def test_read_bytes_reads_the_valid_files_of_this_test(name: str):
    (first, *_) = read_all(name, VALID[name])
    if name not in ("a.key", "a.png", "a.msg", "winmail.dat"):
        assert isinstance(first, Document), first


@FUZZ
@given(name=st.sampled_from(NAMES), data=st.binary(max_size=400))
def test_read_bytes_never_raises_for_random_bytes(name: str, data: bytes):
    check(name, data)


@FUZZ
@given(name=st.sampled_from(NAMES), text=st.text(max_size=300))
def test_read_bytes_never_raises_for_random_text(name: str, text: str):
    check(name, text.encode("utf-8", errors="surrogatepass"))


@FUZZ
@given(name=st.sampled_from(sorted(VALID)), share=st.floats(min_value=0, max_value=1))
def test_read_bytes_never_raises_for_a_file_that_is_cut_off(name: str, share: float):
    data = VALID[name]
    check(name, data[: int(len(data) * share)])


@FUZZ
@given(
    name=st.sampled_from(sorted(VALID)),
    place=st.floats(min_value=0, max_value=1),
    junk=st.binary(min_size=1, max_size=12),
)
def test_read_bytes_never_raises_for_a_file_with_a_hole(name: str, place: float, junk: bytes):
    data = VALID[name]
    start = int(len(data) * place)
    check(name, data[:start] + junk + data[start + len(junk) :])


@FUZZ
@given(name=st.sampled_from(NAMES), other=st.sampled_from(sorted(VALID)))
def test_read_bytes_never_raises_for_a_file_under_a_wrong_name(name: str, other: str):
    check(name, VALID[other])


@pytest.mark.parametrize("name", ["a.pptx", "a.docx", "a.xlsx"])
def test_read_bytes_gives_up_a_zip_bomb(name: str):
    target = io.BytesIO(VALID[name])
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as container:
        folder = {"a.pptx": "ppt/slides/slide9.xml", "a.docx": "word/bomb.xml", "a.xlsx": "xl/bomb.xml"}[name]
        container.writestr(folder, b"0" * 60_000_000)
    start = time.process_time()
    reason = skipped(name, target.getvalue()).reason
    assert "unpack" in reason
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"x" * 3_000_000),
        ("a.txt", b"-\n" * 100_000),
        ("a.md", b"[" * 20_000),
        ("a.md", b"`" * 20_000 + b"a"),
        ("a.html", b"<table><tr><td>" * 3_000),
        ("a.html", b"<" * 200_000),
        ("a.rtf", b"{\\rtf1 " + b"{" * 100_000),
        ("a.rtf", b"{\\rtf1 " + b"{\\header " * 3_000),
        ("a.rtf", b"{\\rtf1 " + b"\\'ff" * 100_000 + b"}"),
        ("a.csv", b'"' * 100_000),
        ("a.eml", b"Subject: " + b"=?utf-8?q?a?= " * 5_000 + b"\n\nhello\n"),
        ("a.pdf", b"%PDF-1.7\n" + b"1 0 obj << /A " * 20_000),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_read_bytes_is_quick_with_what_is_made_to_be_slow(name: str, data: bytes):
    start = time.process_time()
    check(name, data)
    assert time.process_time() - start < 20


def test_read_bytes_follows_no_external_entity():
    part = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><p>&e; Returns are free.</p>'
    (result,) = read_all("a.html", b"<html><body>" + part + b"</body></html>")
    assert isinstance(result, Document | Skipped)
    assert "root:" not in str(result)
