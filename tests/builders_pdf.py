"""PDF files written by hand, byte by byte, so that tests know what stands where."""

from __future__ import annotations

from collections.abc import Sequence


def make_pdf(
    *pages: Sequence[tuple[float, str]] | Sequence[str],
    encoding: str = "/WinAnsiEncoding",
    to_unicode: dict[int, str] | None = None,
    encrypted: bool = False,
    pictures: bool = False,
    comment: str = "",
    attachment: tuple[str, bytes] | None = None,
    title: str = "",
) -> bytes:
    """Return a PDF.

    Args:
        pages: each a sequence of lines from top to bottom, a text or (font size, text).
        encoding: of the one font.
        to_unicode: what single byte codes mean, for letters outside the encoding.
        encrypted: with a password nobody knows.
        pictures: whether every page shows a picture besides.
        comment: text of a sticky note on the first page.
        attachment: name and content of an embedded file.
        title: of the document.
    """
    objects: list[bytes] = [b"", b""]  # catalogue and page tree, filled in last

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    unicode_map = ""
    if to_unicode:
        unicode_map = f" /ToUnicode {add(_stream(_cmap(to_unicode)))} 0 R"
    font = add(f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding {encoding}{unicode_map} >>".encode())
    picture = add(
        _stream(
            b"\x7f", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
        )
    )
    kids = []
    for number, lines in enumerate(pages):
        content = _page_content(lines)
        if pictures:
            content += b"\nq 200 0 0 200 50 50 cm /Im0 Do Q"
        annotations = ""
        if comment and number == 0:
            note = add(f"<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /Contents ({comment}) >>".encode())
            annotations = f" /Annots [{note} 0 R]"
        stream = add(_stream(content))
        kids.append(
            add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {stream} 0 R{annotations} "
                f"/Resources << /Font << /F1 {font} 0 R >> /XObject << /Im0 {picture} 0 R >> >> >>".encode()
            )
        )
    names = ""
    if attachment:
        name, content = attachment
        file = add(_stream(content, "/Type /EmbeddedFile"))
        spec = add(f"<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F {file} 0 R >> >>".encode())
        names = f" /Names << /EmbeddedFiles << /Names [({name}) {spec} 0 R] >> >>"
    info = add(f"<< /Title ({title}) /Author (A. Writer) /CreationDate (D:20250301120000Z) >>".encode())
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R{names} >>".encode()
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>".encode()
    trailer = f"/Root 1 0 R /Info {info} 0 R"
    if encrypted:
        junk = "00112233445566778899aabbccddeeff" * 2
        trailer += f" /ID [<{junk[:32]}> <{junk[:32]}>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <{junk}> /U <{junk}> /P -4 >>"
    return _file(objects, trailer)


def _page_content(lines: Sequence[tuple[float, str]] | Sequence[str]) -> bytes:
    parts = []
    height = 740.0
    for line in lines:
        size, text = line if isinstance(line, tuple) else (11.0, line)
        parts.append(b"BT /F1 %g Tf 50 %g Td (%s) Tj ET" % (size, height, _escaped(text)))
        height -= size * 1.4
    return b"\n".join(parts)


def _escaped(text: str) -> bytes:
    raw = text.encode("cp1252")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _stream(content: bytes, entries: str = "") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries.encode(), len(content), content)


def _cmap(to_unicode: dict[int, str]) -> bytes:
    rows = "\n".join(f"<{code:02X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in to_unicode.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Custom def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(to_unicode)} beginbfchar\n{rows}\nendbfchar\nendcmap end end"
    ).encode()


def _file(objects: Sequence[bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer << /Size {len(objects) + 1} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
