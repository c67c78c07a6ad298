"""A PDF of plain text lines from its description in `source/documents/*.yaml`, without any library.

One font, uncompressed pages, a table of offsets: what a PDF needs and no more.
"""

from __future__ import annotations

from typing import Any

_SIZE_PT = 11
_LEFT_PT, _TOP_PT = 64, 770
_LEADING = 1.45


def pdf_bytes(document: dict[str, Any]) -> bytes:
    """Return the PDF that `document` describes, one line of text for each line given."""
    pages = [_page_stream(lines) for lines in document["pages"]]
    first_page = 4
    kids = " ".join(f"{first_page + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, stream in enumerate(pages):
        content = first_page + 2 * number + 1
        page = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {content} 0 R >>"
        )
        objects.append(page.encode())
        objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
    information = f"<< /Title ({document['title']}) /Author ({document['author']}) /CreationDate (D:20260615090000Z) >>"
    objects.append(information.encode())
    return _file(objects)


def _page_stream(lines: list[str | dict[str, Any]]) -> bytes:
    """Return the drawing commands of one page; `{gap: points}` leaves room."""
    commands = [b"BT"]
    height = float(_TOP_PT)
    for line in lines:
        entry = {"text": line} if isinstance(line, str) else line
        if "gap" in entry:
            height -= entry["gap"]
            continue
        size = entry.get("size", _SIZE_PT)
        text = entry["text"].replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        commands.append(f"/F1 {size} Tf 1 0 0 1 {_LEFT_PT} {height:.1f} Tm ({text}) Tj".encode("cp1252"))
        height -= size * _LEADING
    commands.append(b"ET")
    return b"\n".join(commands)


def _file(objects: list[bytes]) -> bytes:
    """Return the file: the objects, where each begins, and where to start reading."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)
