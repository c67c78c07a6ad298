"""Mails built in code: MIME, mailboxes, Outlook's container and winmail.dat, the latter two byte by byte."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msgcheck.reading.interface import FileInfo
from msgcheck.records import Document, DocumentId, ReadResult, Skipped

HEADERS = (
    "From: Jo Doe <Jo@Acme.example>\n"
    "To: Al Ray <al@customer.example>\n"
    "Subject: Our offer\n"
    "Date: Tue, 3 Mar 2026 09:12:44 +0100\n"
    "Message-ID: <1@acme.example>\n"
    "MIME-Version: 1.0\n"
)


def make_eml(body: str | bytes, *, content: str = "text/plain; charset=utf-8", encoding: str = "8bit") -> bytes:
    """Return a mail with one part."""
    head = f"{HEADERS}Content-Type: {content}\nContent-Transfer-Encoding: {encoding}\n\n"
    return head.encode() + (body if isinstance(body, bytes) else body.encode())


def make_multipart(kind: str, *parts: tuple[str, str | bytes], boundary: str = "frontier") -> bytes:
    """Return a mail of several parts, each given as (its headers, its content)."""
    return f"{HEADERS}".encode() + multipart(kind, *parts, boundary=boundary)


def multipart(kind: str, *parts: tuple[str, str | bytes], boundary: str = "frontier") -> bytes:
    """Return a multipart with its own Content-Type header, to be a mail's or another part's."""
    lines = [f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'.encode()]
    for headers, content in parts:
        data = content if isinstance(content, bytes) else content.encode()
        lines.append(f"--{boundary}\n{headers}".encode() + (b"\n\n" if headers else b"") + data + b"\n")
    return b"".join(lines) + f"--{boundary}--\n".encode()


@dataclass(slots=True)
class Nested:
    """Stands in for the readers of attachments: notes what it was handed and reads nothing."""

    handed: list[tuple[bytes, FileInfo]] = field(default_factory=list)

    def __call__(self, data: bytes, info: FileInfo) -> Iterable[ReadResult]:
        self.handed.append((data, info))
        return (Skipped(id=info.id, parent=info.parent, format=info.suffix, reason="not read here"),)


def info(name: str = "mail.eml", **values: object) -> FileInfo:
    return FileInfo(id=DocumentId(f"in/{name}"), name=name, **values)  # type: ignore[arg-type]


def places(document: Document) -> list[tuple[str, str]]:
    """Return (location, text) of every block but the subject."""
    return [(block.location, block.text) for block in document.blocks if block.location != "subject"]


def texts(document: Document) -> list[str]:
    return [text for _, text in places(document)]


# --- Outlook ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage:
    """A folder of a compound file."""

    name: str
    streams: dict[str, bytes] = field(default_factory=dict)
    storages: tuple[Storage, ...] = ()


def text_property(number: int, text: str) -> tuple[str, bytes]:
    return f"__substg1.0_{number:04X}001F", text.encode("utf-16-le")


def narrow_property(number: int, data: bytes) -> tuple[str, bytes]:
    return f"__substg1.0_{number:04X}001E", data


def binary_property(number: int, data: bytes) -> tuple[str, bytes]:
    return f"__substg1.0_{number:04X}0102", data


def property_table(header_bytes: int, integers: dict[int, int] | None = None) -> tuple[str, bytes]:
    rows = [struct.pack("<HHIq", 3, number, 6, value) for number, value in (integers or {}).items()]
    return "__properties_version1.0", bytes(header_bytes) + b"".join(rows)


def outlook_mail(
    *properties: tuple[str, bytes],
    integers: dict[int, int] | None = None,
    storages: Sequence[Storage] = (),
    name: str = "Root Entry",
    header_bytes: int = 32,
) -> Storage:
    return Storage(
        name=name, streams=dict([*properties, property_table(header_bytes, integers)]), storages=tuple(storages)
    )


def outlook_attachment(
    number: int, *properties: tuple[str, bytes], method: int = 1, storages: Sequence[Storage] = ()
) -> Storage:
    return Storage(
        name=f"__attach_version1.0_#{number:08X}",
        streams=dict([*properties, property_table(8, {0x3705: method})]),
        storages=tuple(storages),
    )


def outlook_recipient(number: int, address: str) -> Storage:
    streams = dict([text_property(0x39FE, address), property_table(8)])
    return Storage(name=f"__recip_version1.0_#{number:08X}", streams=streams)


_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound_file(root: Storage) -> bytes:
    """Return a compound file (version 3) that holds `root`; streams must be smaller than 4,096 bytes."""
    entries: list[bytearray] = []
    mini_stream, mini_fat = bytearray(), []

    def add(name: str, kind: int, *, start: int = _END, size: int = 0) -> int:
        label = name.encode("utf-16-le") + b"\0\0"
        entry = bytearray(128)
        entry[: len(label)] = label
        struct.pack_into("<HBB3I", entry, 64, len(label), kind, 1, _FREE, _FREE, _FREE)
        struct.pack_into("<IQ", entry, 116, start, size)
        entries.append(entry)
        return len(entries) - 1

    def add_storage(storage: Storage, kind: int) -> int:
        place = add(storage.name, kind)
        children = []
        for name, data in storage.streams.items():
            assert len(data) < 4096
            start, count = len(mini_fat), -(-len(data) // 64)
            mini_fat.extend([*range(start + 1, start + count), _END] if count else [])
            mini_stream.extend(data + bytes(-len(data) % 64))
            children.append(add(name, 2, start=start if count else _END, size=len(data)))
        children.extend(add_storage(inner, 1) for inner in storage.storages)
        previous = None
        for child in children:  # a list of right-hand neighbours is a tree, too
            struct.pack_into("<I", entries[place], 76, child) if previous is None else struct.pack_into(
                "<I", entries[previous], 72, child
            )
            previous = child
        return place

    add_storage(root, 5)
    entries.extend(bytearray(128) for _ in range(-len(entries) % 4))
    directory = b"".join(entries)
    tables = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    tables += struct.pack("<I", _FREE) * (-len(mini_fat) % 128)
    mini_stream.extend(bytes(-len(mini_stream) % 512))
    sizes = [len(directory) // 512, len(tables) // 512, len(mini_stream) // 512]
    fat, starts = [_FAT], []
    for size in sizes:
        starts.append(len(fat))
        fat.extend([*range(len(fat) + 1, len(fat) + size), _END] if size else [])
    assert len(fat) <= 128
    struct.pack_into("<IQ", entries[0], 116, starts[2] if sizes[2] else _END, len(mini_stream))
    directory = b"".join(entries)
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6), 0, 1, starts[0], 0, 4096,
        starts[1] if sizes[1] else _END, sizes[1], _END, 0, 0,
    )  # fmt: skip
    header += struct.pack("<108I", *([_FREE] * 108))
    fat.extend([_FREE] * (128 - len(fat)))
    return header[:512].ljust(512, b"\xff") + struct.pack("<128I", *fat) + directory + tables + bytes(mini_stream)


# --- winmail.dat -----------------------------------------------------------------------------------


def tnef_object(level: int, name: int, value: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, 6, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def tnef_properties(*properties: tuple[int, int, bytes]) -> bytes:
    """Return a table of properties with values of variable length, each as (type, number, value)."""
    rows = [
        struct.pack("<HHII", kind, number, 1, len(value)) + value + bytes(-len(value) % 4)
        for kind, number, value in properties
    ]
    return struct.pack("<I", len(rows)) + b"".join(rows)


def make_tnef(*objects: bytes) -> bytes:
    return b"\x78\x9f\x3e\x22\x01\x00" + b"".join(objects)
