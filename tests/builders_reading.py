"""Small helpers for the tests of the reading stage."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from msgcheck.config import ReadingLimits
from msgcheck.reading.dispatch import read_bytes
from msgcheck.reading.interface import FileInfo
from msgcheck.records import Document, DocumentId, ReadResult, Skipped


def read_all(
    name: str, data: bytes, *, named: bool = False, limits: ReadingLimits = ReadingLimits(), as_mail: bool = False
) -> list[ReadResult]:
    """Return all that is read of one file."""
    info = FileInfo(id=DocumentId(name), name=name, limits=limits, as_mail=as_mail)
    return list(read_bytes(data, info, named=named))


def read_document(name: str, data: bytes) -> Document:
    """Return the document in one file."""
    result = read_all(name, data)[0]
    assert isinstance(result, Document), result
    return result


def skipped(name: str, data: bytes, *, named: bool = False, limits: ReadingLimits = ReadingLimits()) -> Skipped:
    """Return why one file was not read."""
    result = read_all(name, data, named=named, limits=limits)[0]
    assert isinstance(result, Skipped), result
    return result


def make_zip(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip container."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return target.getvalue()


def make_ole(*streams: str, first_stream: bytes = b"") -> bytes:
    """Return a compound file (the container of old Office files) with streams of these names.

    Args:
        streams: their names; all but the first are empty.
        first_stream: content of the first; it is padded to 4,096 bytes.
    """
    sector = 512
    content = first_stream.ljust(4096, b"\0")
    content_sectors = len(content) // sector
    entries = [("Root Entry", 5, 0xFFFFFFFE, 0)] + [
        (name, 2, 1 + directory_sectors(streams) if number == 0 else 0xFFFFFFFE, len(content) if number == 0 else 0)
        for number, name in enumerate(streams)
    ]
    directory = b""
    for number, (name, kind, start, size) in enumerate(entries):
        encoded = name.encode("utf-16-le")
        last = number == len(entries) - 1
        right = 0xFFFFFFFF if number == 0 or last else number + 1
        child = 1 if number == 0 and len(entries) > 1 else 0xFFFFFFFF
        directory += (
            encoded.ljust(64, b"\0")
            + (len(encoded) + 2).to_bytes(2, "little")
            + bytes([kind, 1])
            + (0xFFFFFFFF).to_bytes(4, "little")
            + right.to_bytes(4, "little")
            + child.to_bytes(4, "little")
            + bytes(16 + 4 + 8 + 8)
            + start.to_bytes(4, "little")
            + size.to_bytes(8, "little")
        )
    directory = directory.ljust(directory_sectors(streams) * sector, b"\0")
    table = [0xFFFFFFFD, *chain(1, directory_sectors(streams)), *chain(1 + directory_sectors(streams), content_sectors)]
    allocation = b"".join(entry.to_bytes(4, "little") for entry in table).ljust(sector, b"\xff")
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + (0x3E).to_bytes(2, "little")
        + (3).to_bytes(2, "little")
        + (0xFFFE).to_bytes(2, "little")
        + (9).to_bytes(2, "little")
        + (6).to_bytes(2, "little")
        + bytes(6)
        + (0).to_bytes(4, "little")
        + (1).to_bytes(4, "little")
        + (1).to_bytes(4, "little")
        + bytes(4)
        + (4096).to_bytes(4, "little")
        + (0xFFFFFFFE).to_bytes(4, "little")
        + bytes(4)
        + (0xFFFFFFFE).to_bytes(4, "little")
        + bytes(4)
        + (0).to_bytes(4, "little")
    )
    return header.ljust(sector, b"\xff") + allocation + directory + content


def directory_sectors(streams: tuple[str, ...]) -> int:
    return (len(streams) + 1 + 3) // 4


def chain(first: int, count: int) -> list[int]:
    return [*range(first + 1, first + count), 0xFFFFFFFE]
