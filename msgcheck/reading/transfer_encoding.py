"""Undoing base64, quoted-printable and uuencode, also where the mail does not keep to them.

Mailing lists append plain text to encoded parts, gateways cut them off, and labels are wrong. What can be
decoded is decoded, what is evidently not encoded is taken as it stands.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re

_BASE64 = re.compile(rb"[A-Za-z0-9+/]*={0,2}")
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]*={0,2}\s*\Z")
_UU_BEGIN = re.compile(rb"begin [0-7]{3,4} ([^\r\n]+)\r?\n")


def decode_transfer(data: bytes, encoding: str) -> bytes:
    """Return the bytes that `data` encodes; an unknown encoding leaves them as they are."""
    match encoding.strip().strip("\"'").lower():
        case "base64" | "base-64":
            return _base64(data)
        case "quoted-printable" | "quoted printable" | "quotedprintable":
            return quopri.decodestring(data)
        case "x-uuencode" | "uuencode" | "uue" | "x-uue":
            begin = _UU_BEGIN.search(data)
            return _uudecoded(data, begin.end()) if begin else data
        case _:
            return data


def _base64(data: bytes) -> bytes:
    """Return decoded base64; lines after it that are no base64 are kept as they are."""
    joined = data.translate(None, b"\r\n")
    if _BASE64.fullmatch(joined):  # as nearly always; line by line takes seconds for a large file
        return _joined(joined, b"")
    lines = data.splitlines(keepends=True)
    encoded: list[bytes] = []
    ended = False
    for number, line in enumerate(lines):
        stripped = line.strip()
        if not _BASE64_LINE.match(stripped) or (ended and stripped):
            # Prose of one word looks like base64 too, but is no multiple of four behind the padding.
            return _joined(b"".join(encoded), b"".join(lines[number:])) if encoded else data
        encoded.append(stripped)
        ended = ended or stripped.endswith(b"=")
    return _joined(b"".join(encoded), b"")


def _joined(encoded: bytes, rest: bytes) -> bytes:
    """Return the decoded part and what follows it; a part that was cut off loses its last letters."""
    whole = encoded.rstrip(b"=")
    if len(whole) % 4 == 1:
        whole = whole[:-1]
    try:
        decoded = base64.b64decode(whole + b"=" * (-len(whole) % 4))
    except (binascii.Error, ValueError):
        return encoded + rest
    return decoded + (b"\n" + rest if rest.strip() else b"")


def _uudecoded(data: bytes, start: int) -> bytes:
    decoded: list[bytes] = []
    for line in data[start:].splitlines():
        if line.strip() in (b"end", b"`", b""):
            break
        try:
            decoded.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Broken encoders write more letters than the length in front asks for.
            length = ((line[0] - 32) & 63) * 4 // 3 + 1 + 4
            try:
                decoded.append(binascii.a2b_uu(line[:length]))
            except binascii.Error:
                break
    return b"".join(decoded)


def split_uuencoded(text: bytes) -> tuple[bytes, tuple[tuple[str, bytes], ...]]:
    """Return a text without the files uuencoded in it, and those as (name, bytes)."""
    kept: list[bytes] = []
    files: list[tuple[str, bytes]] = []
    place = 0
    for begin in _UU_BEGIN.finditer(text):
        if begin.start() < place or (begin.start() and text[begin.start() - 1 : begin.start()] != b"\n"):
            continue
        end = re.compile(rb"^end\s*$", re.MULTILINE).search(text, begin.end())
        if end is None:
            break
        kept.append(text[place : begin.start()])
        files.append((begin[1].decode("utf-8", errors="replace").strip(), _uudecoded(text[: end.end()], begin.end())))
        place = end.end()
    return b"".join(kept) + text[place:], tuple(files)
