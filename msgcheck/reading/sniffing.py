"""What a file is by its content, whatever its name says.

Names lie: pictures are called .pptx, rich text is called .doc, mail has no suffix at all. So the content
decides, and the name only where text could be anything. Formats are named by their usual suffix.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from msgcheck.errors import DocumentError

_HEAD_BYTES = 4096
_MAX_MANIFEST_BYTES = 1_000_000

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x78\x9f\x3e\x22", "tnef"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"\xd7\xcd\xc6\x9a", "wmf"),
    (b"\x1f\x8b", "gz"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"ID3", "mp3"),
    (b"OggS", "ogg"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"!BDN", "pst"),
)
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

PICTURES = frozenset({"png", "jpg", "gif", "tiff", "bmp", "webp", "heic", "wmf", "emf", "svg"})

_MEDIA_TYPES = {
    "application/vnd.oasis.opendocument.presentation": "odp",
    "application/vnd.oasis.opendocument.presentation-template": "otp",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "ott",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/epub+zip": "epub",
}
_OFFICE_FOLDERS = (("ppt/", "pptx"), ("word/", "docx"), ("xl/", "xlsx"))
_OLE_STREAMS = (
    ("__properties_version1.0", "msg"),
    ("PowerPoint Document", "ppt"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
_PASSWORD = "the file is encrypted with a password; save a copy without one"  # noqa: S105 - a sentence, not a password

_MAIL_HEADER = re.compile(
    rb"^(?:from|to|cc|subject|date|received|message-id|return-path|delivered-to|mime-version|reply-to|x-[\w-]+)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_MBOX_START = re.compile(rb"From \S[^\r\n]*\d{1,2}:\d\d[^\r\n]*\r?\n[!-9;-~]+:")
_HTML_START = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TEXT_CONTROLS = frozenset(b"\t\n\v\f\r\x1b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What the bytes of a file say it is."""

    format: str
    """`pdf`, `pptx`, `jpg`, ...; `html`, `eml`, `mbox`, `text` for text; "" where nothing is known."""

    @property
    def is_text(self) -> bool:
        """Return whether it is plain text of some sort, which its name has to tell apart."""
        return self.format in {"html", "eml", "mbox", "text"}


def sniff(data: bytes) -> Content:
    """Return what `data` is.

    Raises:
        DocumentError: it is encrypted with a password, or a broken container.
    """
    head = data[:_HEAD_BYTES]
    if head.startswith(_ZIP_SIGNATURES):
        return Content(format=_zip_format(data))
    if head.startswith(_OLE_SIGNATURE):
        return Content(format=_ole_format(data))
    if b"%PDF-" in head[:1024]:
        return Content(format="pdf")
    return Content(format=_signature_format(head) or _text_format(head))


def _signature_format(head: bytes) -> str:
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"AVI ": "avi", b"WAVE": "wav"}.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return "heic" if head[8:12] in (b"heic", b"heix", b"mif1", b"avif") else "mp4"
    if head[:4] == b"\x01\x00\x00\x00" and head[40:44] == b" EMF":
        return "emf"
    if head[:2] == b"BM" and head[6:10] == b"\x00\x00\x00\x00":
        return "bmp"
    return ""


def _zip_format(data: bytes) -> str:
    """Return what a zip container is, by the names of its parts and its media type."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            names = container.namelist()
            media_type = _start_of_part(container, "mimetype", 200)
            encrypted = b"encryption-data" in _start_of_part(container, "META-INF/manifest.xml", _MAX_MANIFEST_BYTES)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        # The reader its name asks for says what is broken, or mends it.
        return "broken zip"
    if encrypted:
        raise DocumentError(_PASSWORD)
    open_document = _MEDIA_TYPES.get(media_type.decode("ascii", errors="replace").strip())
    if open_document:
        return open_document
    plain = [name.replace("\\", "/").lstrip("/").lower() for name in names]
    if any(name in ("index.apxl", "index/presentation.iwa", "index/slide.iwa") for name in plain):
        return "key"
    if "[content_types].xml" in plain or "_rels/.rels" in plain:
        for folder, name in _OFFICE_FOLDERS:
            if any(part.startswith(folder) for part in plain):
                return name
    if any(name.startswith("index/") and name.endswith(".iwa") for name in plain) or "index.zip" in plain:
        return "iwork"
    return "zip"


def _start_of_part(container: zipfile.ZipFile, name: str, max_bytes: int) -> bytes:
    """Return the first bytes of a part, none where it is missing."""
    try:
        with container.open(name) as part:
            return part.read(max_bytes)
    except KeyError:
        return b""


def _ole_format(data: bytes) -> str:
    """Return what a compound file (the container of old Office files) is, by the names of its streams."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            names = {entry[0] for entry in container.listdir() if entry}
            encrypted = bool(names & {"EncryptedPackage", "EncryptedSummary"}) or _is_encrypted_word(container, names)
    except (OSError, ValueError, IndexError, TypeError, OverflowError, MemoryError, RecursionError) as err:
        raise DocumentError("the file is damaged: its container cannot be opened") from err
    if encrypted:
        raise DocumentError(_PASSWORD)
    return next((name for stream, name in _OLE_STREAMS if stream in names), "")


def _is_encrypted_word(container: object, names: set[str]) -> bool:
    """Return whether the header of a Word 97 file has its flag for encryption set."""
    if "WordDocument" not in names:
        return False
    with container.openstream("WordDocument") as stream:  # type: ignore[attr-defined]  # olefile has no types
        start: bytes = stream.read(12)
    return len(start) == 12 and bool(start[11] & 0x01)


def _text_format(head: bytes) -> str:
    """Return what sort of text it is, "" where it is none."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "html" if _HTML_START.search(head.replace(b"\x00", b"")) else "text"
    if _is_binary(head):
        return ""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _MBOX_START.match(start):
        return "mbox"
    if start[:1] == b"<":
        if _HTML_START.search(start[:1024]):
            return "html"
        return "svg" if b"<svg" in start[:1024] else "text"
    block = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    names = {match[0].lower() for match in _MAIL_HEADER.finditer(block)}
    return "eml" if len(names) >= 2 and _MAIL_HEADER.match(start) else "text"


def _is_binary(head: bytes) -> bool:
    """Return whether too many control characters stand in it for a text, UTF-16 and UTF-32 apart."""
    if not head:
        return False
    controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in head)
    nulls = head.count(0)
    if nulls > len(head) // 5 and controls - nulls <= len(head) // 100:
        # Every second byte (or three of four) is zero in western UTF-16 (UTF-32) without a mark.
        wide = max(head[0::2].count(0), head[1::2].count(0)) > 0.8 * (len(head) // 2)
        return not wide
    return controls > len(head) // 50
