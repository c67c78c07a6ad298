"""Bytes of a mail -> text, whatever the mail says of their charset.

Labels are often missing, unknown or wrong. What the label promises is tried first, in the wider encoding
people mean by it (Latin-1 means Windows-1252); then UTF-8, which wrong bytes hardly ever happen to be; then the
label again with the undecodable bytes lost. Text that was encoded twice is mended line by line.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "cp950",
    "iso2022_jp": "iso2022_jp_ext",
    "utf-8": "utf-8-sig",
}
"""What is meant where a narrower encoding is named; names as Python knows them."""

_ALIASES = {
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "x-big5": "cp950",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601-1989": "cp949",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-6-i": "iso8859-6",
    "utf8mb4": "utf-8",
    "utf-8-strict": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "windows-874": "cp874",
    "iso-8859-1-windows-3.1-latin-1": "cp1252",
    "ansi_x3.110-1983": "cp1252",
    "unicode": "utf-16",
}
_NOT_TEXT = frozenset({"base64", "hex", "bz2", "zlib", "quopri", "uu", "rot13", "punycode", "idna", "undefined"})
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_TWICE = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d"
    "\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]"
)
"""A UTF-8 lead byte and a following byte, both shown as Windows-1252."""
_NOTICEABLE_SHARE = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedText:
    """Text with how much of it was lost."""

    text: str
    lost: int = 0
    """Characters that became U+FFFD."""

    @property
    def noticeable(self) -> bool:
        """Return whether so much was lost that a reader would notice."""
        return self.lost > max(1, _NOTICEABLE_SHARE * len(self.text))


def decode_text(data: bytes, charset: str = "", *, html: bool = False) -> DecodedText:
    """Return `data` as text with Unix line ends, by its label where that fits, else by what fits.

    Args:
        data: bytes after the transfer encoding was undone.
        charset: the label, empty where there is none.
        html: whether a charset may be declared inside.
    """
    found = _decoded(data, charset, html=html)
    text = found.text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").removeprefix("\ufeff")
    if _TWICE.search(text):
        text = "\n".join(_mended_line(line) for line in text.split("\n"))
    return DecodedText(text=text, lost=found.lost)


def _decoded(data: bytes, charset: str, *, html: bool) -> DecodedText:
    declared = _META_CHARSET.search(data[:4096]) if html and not charset else None
    label = _codec(charset) or (_codec(declared[1].decode("ascii", "replace")) if declared else "")
    for encoding in _candidates(data, label):
        try:
            return DecodedText(text=data.decode(encoding))
        except (UnicodeError, ValueError):
            continue
    return _with_losses(data, label or "utf-8-sig")


def _candidates(data: bytes, label: str) -> list[str]:
    """Return encodings in the order in which they are tried strictly."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf-16", label or "utf-8-sig"]
    is_utf8_likely = any(byte > 0x7F for byte in data[:100_000])
    if label in ("cp1252", "cp1254", "mac_roman", "") and is_utf8_likely:
        # Western text is next to never valid UTF-8 by chance, so this label is wrong where it is.
        return ["utf-8-sig", label] if label else ["utf-8-sig"]
    if label in ("cp1252", "") and b"\x1b$" in data:
        return ["iso2022_jp_ext", "cp1252"]
    return [label or "utf-8-sig", "utf-8-sig"]


def _with_losses(data: bytes, label: str) -> DecodedText:
    """Return the better of the label with losses and Windows-1252, in which nearly every byte means something."""
    text = data.decode(label, errors="replace")
    lost = text.count("\ufffd")
    if lost and label in ("utf-8-sig", "cp1252"):
        beyond_ascii = sum(character > "\x7f" for character in text)
        if label == "cp1252" or lost * 2 > beyond_ascii:
            text = data.decode("cp1252", errors="replace")
            lost = text.count("\ufffd")
    return DecodedText(text=text, lost=lost)


def _codec(charset: str) -> str:
    """Return Python's name of the encoding a label means, "" where it names none."""
    name = charset.strip().strip("\"'").strip().lower().replace(" ", "-")
    try:
        codec = codecs.lookup(_ALIASES.get(name, name)).name
    except (LookupError, ValueError, UnicodeError):
        return ""
    return "" if codec in _NOT_TEXT else _WIDER.get(codec, codec)


def _mended_line(line: str) -> str:
    """Return a line of UTF-8 that was once taken for Windows-1252 as it was meant."""
    if not _TWICE.search(line):
        return line
    try:
        return b"".join(_as_cp1252(character) for character in line).decode("utf-8")
    except (UnicodeError, ValueError):
        return line


def _as_cp1252(character: str) -> bytes:
    """Return the byte a character stands for; the five undefined ones stand for themselves."""
    if character in "\x81\x8d\x8f\x90\x9d":
        return character.encode("latin-1")
    return character.encode("cp1252")
