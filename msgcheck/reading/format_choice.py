"""Which format a file is to be read as, or why it is not read.

Content goes before the name. Where they differ the reader gets a name that fits, so that a deck saved
under the wrong suffix is read as what it is; where the content cannot be read, the reason says both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from msgcheck.errors import DocumentError
from msgcheck.reading.interface import FileInfo
from msgcheck.reading.registry import known_formats
from msgcheck.reading.sniffing import PICTURES, Content, sniff
from msgcheck.records import Skipped

_PICTURE_REASON = "a picture; text in pictures is not read"
_PICTURE_SUFFIXES = PICTURES | {"jpeg", "jpe", "tif", "heif", "avif", "dib"}

_NAMES = {
    "png": "a PNG picture", "jpg": "a JPEG picture", "gif": "a GIF picture", "tiff": "a TIFF picture",
    "bmp": "a BMP picture", "webp": "a WebP picture", "heic": "a HEIC picture", "wmf": "a WMF drawing",
    "emf": "an EMF drawing", "svg": "an SVG drawing",
    "zip": "a zip archive", "gz": "a gzip archive", "7z": "a 7-Zip archive", "rar": "a RAR archive",
    "bz2": "a bzip2 archive", "xz": "an xz archive", "program": "a program", "mp3": "an audio file",
    "ogg": "an audio file", "wav": "an audio file", "mp4": "a video", "avi": "a video", "sqlite": "a database",
    "pst": "an Outlook data file; export the mails as .msg or .eml", "epub": "an e-book",
    "xls": "an old Excel file; save it as .xlsx", "ods": "an OpenDocument table; save it as .xlsx",
    "key": "a Keynote file; export it as .pptx or PDF", "iwork": "a Pages or Numbers file; export it as .docx or PDF",
    "html": "a web page", "eml": "a mail", "mbox": "a mailbox", "text": "a plain text file",
}  # fmt: skip
"""What is said of a content that is not read as such."""

_EXPECTED = {
    "pptx": "PowerPoint", "pptm": "PowerPoint", "potx": "PowerPoint", "potm": "PowerPoint", "ppsx": "PowerPoint",
    "ppsm": "PowerPoint", "ppt": "PowerPoint", "pps": "PowerPoint", "pot": "PowerPoint",
    "docx": "Word", "docm": "Word", "dotx": "Word", "dotm": "Word", "doc": "Word", "dot": "Word",
    "xlsx": "Excel", "xlsm": "Excel", "xltx": "Excel", "xltm": "Excel",
    "pdf": "PDF", "odp": "OpenDocument", "otp": "OpenDocument", "odt": "OpenDocument", "ott": "OpenDocument",
    "msg": "Outlook", "tnef": "winmail.dat", "rtf": "RTF", "key": "Keynote",
}  # fmt: skip
"""How the file that a suffix promises is called."""

_SAME_CONTENT = (
    frozenset({"pptx", "pptm", "potx", "potm", "ppsx", "ppsm"}),
    frozenset({"docx", "docm", "dotx", "dotm"}),
    frozenset({"xlsx", "xlsm", "xltx", "xltm"}),
    frozenset({"ppt", "pps", "pot"}),
    frozenset({"doc", "dot"}),
)
_TEXT_FORMATS = frozenset({"html", "htm", "xhtml", "md", "markdown", "txt", "text", "csv", "tsv", "eml", "mbox", "mbx"})
_ALIASES = {"htm": "html", "xhtml": "html", "markdown": "md", "text": "txt", "mbx": "mbox"}
_KNOWN_SUFFIXES = _TEXT_FORMATS | frozenset(_EXPECTED) | _PICTURE_SUFFIXES
_ZIP_FORMATS = frozenset(
    {"pptx", "pptm", "potx", "potm", "ppsx", "ppsm", "docx", "docm", "dotx", "dotm", "xlsx", "xlsm", "xltx", "xltm"}
)
_OPEN_DOCUMENT = frozenset({"odp", "otp", "odt", "ott"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How a file is to be read."""

    info: FileInfo
    """With a name whose suffix is `format`."""
    format: str


def choose(data: bytes, info: FileInfo, *, named: bool) -> Choice | Skipped:
    """Return the format to read `data` as, or why it is not read.

    Args:
        data: the whole file.
        info: its name and place.
        named: whether the user named the file itself.

    Raises:
        DocumentError: the file is encrypted, or not what its name says.
    """
    suffix = "tnef" if info.name.lower() == "winmail.dat" else info.suffix
    if not data:
        known = named or info.as_mail or suffix in _KNOWN_SUFFIXES
        return _skip(info, "the file is empty", known_type=known)
    content = sniff(data)
    if content.is_text:
        wanted = _text_format(content, suffix, info)
        if not wanted and suffix in _EXPECTED:
            raise DocumentError(_not_what_it_says(content.format, suffix))
    else:
        wanted = _binary_format(content, suffix)
    if wanted:
        return Choice(info=_named_as(info, wanted), format=wanted)
    return _not_read(content, suffix, info, named=named)


def _text_format(content: Content, suffix: str, info: FileInfo) -> str:
    """Return the format of a text, which its name has to tell; "" where it is none of ours."""
    if suffix in _TEXT_FORMATS:
        plain = _ALIASES.get(suffix, suffix)
        return "eml" if info.as_mail and plain == "txt" else plain
    if content.format in ("eml", "mbox") and suffix not in _EXPECTED:
        # Mail programs keep mail without a suffix, or with a number as one.
        return content.format if not suffix.isalpha() else ""
    if content.format == "html" and suffix in ("doc", "dot", "xls"):
        return "html"  # web pages saved for Word
    return "eml" if info.as_mail and suffix not in _EXPECTED else ""


def _binary_format(content: Content, suffix: str) -> str:
    """Return the format of a file that is no text, by its content; "" where it cannot be read."""
    if content.format == "broken zip":
        return suffix if suffix in _ZIP_FORMATS | _OPEN_DOCUMENT else ""
    if content.format not in known_formats():
        return ""
    return suffix if any(content.format in same and suffix in same for same in _SAME_CONTENT) else content.format


def _named_as(info: FileInfo, wanted: str) -> FileInfo:
    if info.suffix == wanted:
        return info
    known = info.suffix in known_formats() or info.suffix in _PICTURE_SUFFIXES
    stem = info.name.rpartition(".")[0] if known and "." in info.name else info.name
    return replace(info, name=f"{stem}.{wanted}")


def _not_read(content: Content, suffix: str, info: FileInfo, *, named: bool) -> Skipped:
    """Return why a file is not read although nothing is wrong with it."""
    promised = suffix in _EXPECTED or suffix in _TEXT_FORMATS
    if content.format in PICTURES or (suffix in _PICTURE_SUFFIXES and not content.format):
        reason = _not_what_it_says(content.format, suffix) if promised else _PICTURE_REASON
        return _skip(info, reason, known_type=True)
    if content.format == "key":
        return _skip(info, "a Keynote file is not read; export it as .pptx or PDF", known_type=True)
    if content.format == "broken zip":
        return _skip(info, "the zip archive is damaged", known_type=named or suffix == "key")
    if promised:
        return _skip(info, _not_what_it_says(content.format, suffix), known_type=True)
    if content.format in _NAMES and content.format != "text":
        return _skip(info, f"{_NAMES[content.format]} is not read", known_type=named)
    what = f"files of type .{suffix} are not read" if suffix.isalnum() else "its type is unknown"
    return _skip(info, what, known_type=named)


def _not_what_it_says(found: str, suffix: str) -> str:
    expected = f"{_EXPECTED.get(suffix, 'text')} file"
    article = "an" if expected[0] in "OE" else "a"
    return f"it is {_NAMES[found]}, not {article} {expected}" if found in _NAMES else f"it is not {article} {expected}"


def _skip(info: FileInfo, reason: str, *, known_type: bool) -> Skipped:
    return Skipped(id=info.id, parent=info.parent, format=info.suffix, reason=reason, known_type=known_type)
