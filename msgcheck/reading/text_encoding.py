"""Bytes -> text for files that do not say reliably how they are encoded.

A byte-order mark is believed first, then what the file declares if the bytes agree, then UTF-8 if they
are valid, then the shape of UTF-16 and UTF-32, and last Windows-1252, in which every byte has a meaning.
"""

from __future__ import annotations

import codecs
import re

from msgcheck.config import ReadingLimits
from msgcheck.errors import DocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HTML_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})["']""")


def refuse_large_text(data: bytes, limits: ReadingLimits) -> None:
    """Do nothing, unless a text is longer than can be read in good time.

    Raises:
        DocumentError: it is; the message gives its size and the limit.
    """
    if len(data) > limits.max_text_bytes:
        most = limits.max_text_bytes / 1e6
        raise DocumentError(f"it is too large for a text: {len(data) / 1e6:,.0f} MB, the limit is {most:,.0f} MB")


def decoded(data: bytes) -> str:
    """Return `data` as text, with every line end a line feed; nothing in it makes this fail."""
    return _decoded(data).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def decoded_html(data: bytes) -> str:
    """Return an HTML page as text, by the encoding it declares where the bytes agree with it."""
    declared = _HTML_CHARSET.search(data[:4096]) or _XML_ENCODING.match(data[:200])
    if declared and not _marked(data):
        text = _as(data, declared[1].decode("ascii", errors="replace"))
        if text is not None:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    return decoded(data)


def _decoded(data: bytes) -> str:
    encoding = _marked(data)
    if encoding:
        return data.decode(encoding, errors="replace").removeprefix("\ufeff")
    wide = _wide_encoding(data)
    if wide:
        return data.decode(wide, errors="replace")
    text = _as(data, "utf-8")
    if text is not None:
        return text
    # A file cut in the middle of a character, or with one bad byte, is still UTF-8 rather than another encoding.
    text = data.decode("utf-8", errors="replace")
    if text.count("\ufffd") * 20 <= sum(character > "\x7f" for character in text):
        return text
    return data.decode("cp1252", errors="replace")


def _marked(data: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")


def _as(data: bytes, encoding: str) -> str | None:
    """Return `data` decoded, or None where the encoding is unknown, is no text encoding or does not fit."""
    try:
        codec = codecs.lookup(encoding)
        # Browsers read what calls itself Latin-1 as Windows-1252, and so do those who wrote it.
        name = "cp1252" if codec.name in ("iso8859-1", "ascii") else codec.name
        return data.decode(name, errors="strict")
    except (LookupError, UnicodeError, ValueError):
        return None


def _wide_encoding(data: bytes) -> str:
    """Return utf-16 or utf-32 with its byte order where the zeros of western text show it, else ""."""
    sample = data[:4096]
    sample = sample[: len(sample) // 4 * 4]
    if not sample or sample.count(0) * 5 < len(sample):
        return ""
    zeros = [sample[place::4].count(0) * 4 / len(sample) for place in range(4)]
    if zeros[1] > 0.8 and zeros[2] > 0.8 and zeros[3] > 0.8:
        return "utf-32-le"
    if zeros[0] > 0.8 and zeros[1] > 0.8 and zeros[2] > 0.8:
        return "utf-32-be"
    return "utf-16-le" if zeros[1] + zeros[3] > zeros[0] + zeros[2] else "utf-16-be"
