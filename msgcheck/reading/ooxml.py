"""Office Open XML containers, opened as the hostile zip files they may be.

A .pptx, .docx or .xlsx is a zip of XML parts tied together by relationships. `open_package` refuses what is
no such container, is encrypted or unpacks beyond the limits; a `Package` then hands out parsed parts. Nothing
here looks at declared content types: a macro-enabled or template file, and one with a wrong or missing
declaration, is read by following its relationships like any other. Strict files are turned into
transitional ones while parsing, so that readers know one set of names.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias
from urllib.parse import unquote

from lxml import etree

from msgcheck.config import ReadingLimits
from msgcheck.errors import DocumentError

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no public name for it

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_BEGINNINGS = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "an RTF document"),
    (b"<", "a web page or other XML"),
)
_MEDIA = frozenset("bmp dib emf gif jpeg jpg mov mp3 mp4 png svg tif tiff wav wdp wma wmf wmv".split())
"""Parts that are never unpacked: a blank bitmap packs a thousandfold and is no bomb."""
_MIN_BOMB_BYTES = 10_000_000
_MAIN_PARTS = ("ppt/presentation.xml", "word/document.xml", "xl/workbook.xml")
_NOT_OURS = frozenset(
    {
        "slideLayout", "slideMaster", "notesMaster", "handoutMaster", "theme", "themeOverride", "styles",
        "diagramDrawing", "diagramLayout", "diagramQuickStyle", "diagramColors",
    }
)  # fmt: skip
"""Kinds of relationship behind which stands design, or the text of another part once more."""

_READ_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """One link from a part to another part or out of the file."""

    id: str
    kind: str
    """Last segment of its type: `slide`, `chart`, `notesSlide`, `comments`."""
    target: str
    """Name of a part as the zip spells it, else the target as written."""
    external: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What a document says of itself."""

    title: str = ""
    author: str = ""
    created: datetime | None = None
    modified: datetime | None = None


def open_package(data: bytes, limits: ReadingLimits) -> Package:
    """Return the opened container, its sizes checked, nothing unpacked yet.

    Raises:
        DocumentError: empty, too large, encrypted, no zip container, or beyond a limit once unpacked.
    """
    if not data:
        raise DocumentError("the file is empty")
    if len(data) > limits.max_bytes:
        raise DocumentError(f"the file is larger than {limits.max_bytes // 1_000_000} MB")
    if data.startswith(_OLE):
        if _ENCRYPTED_STREAM in data:
            raise DocumentError("the file is encrypted with a password; save a copy without one")
        raise DocumentError("the file is an old binary Office file under a new suffix; open it and save it anew")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _READ_ERRORS as err:
        raise DocumentError(_no_zip(data)) from err
    _check_sizes(archive, limits)
    return Package(archive, limits)


def _no_zip(data: bytes) -> str:
    if data.startswith(b"PK"):
        return "the file is damaged: its zip container is cut off or broken"
    looks = next((f"; it begins like {name}" for beginning, name in _BEGINNINGS if data.startswith(beginning)), "")
    return f"the file is no Office file, whatever its suffix says{looks}"


def _check_sizes(archive: zipfile.ZipFile, limits: ReadingLimits) -> None:
    parts = archive.infolist()
    if len(parts) > limits.max_parts:
        raise DocumentError(f"the file holds more than {limits.max_parts:,} parts")
    if any(part.flag_bits & 1 for part in parts):
        raise DocumentError("the file is encrypted with a password; save a copy without one")
    if sum(part.file_size for part in parts) > limits.max_unpacked_bytes:
        raise DocumentError(f"the file unpacks to more than {limits.max_unpacked_bytes // 1_000_000:,} MB")
    for part in parts:
        if part.file_size < _MIN_BOMB_BYTES or part.filename.rpartition(".")[2].lower() in _MEDIA:
            continue
        if part.file_size > limits.max_ratio * max(part.compress_size, 1):
            raise DocumentError(
                f"a part of the file unpacks to more than {limits.max_ratio} times its size, as a zip bomb does"
            )


class Package:
    """An open container: parts by name, parsed on demand.

    Args:
        archive: the zip file, already checked against the limits.
        limits: how much of it may be parsed.
    """

    def __init__(self, archive: zipfile.ZipFile, limits: ReadingLimits) -> None:
        self._archive = archive
        self._limits = limits
        self._names = {_folded(name): name for name in archive.namelist()}
        self._relationships: dict[str, tuple[Relationship, ...]] = {}
        self.broken_links: list[str] = []
        """Parts whose relationships could not be read, so that what hangs on them is lost."""

    def parts(self) -> Iterator[str]:
        """Yield the names of all parts as the zip spells them."""
        yield from self._names.values()

    def size(self, part: str) -> int:
        """Return how many bytes a part takes once unpacked."""
        return self._archive.getinfo(part).file_size

    def find(self, name: str) -> str | None:
        """Return the name of a part as the zip spells it, or None where there is no such part."""
        return self._names.get(_folded(name)) or self._names.get(_folded(unquote(name)))

    def data(self, name: str) -> bytes:
        """Return the bytes of one part.

        Raises:
            DocumentError: the part is missing, damaged or too large.
        """
        found = self.find(name)
        if found is None:
            raise DocumentError(f"{name} is missing from the file")
        if self.size(found) > self._limits.max_part_bytes:
            raise DocumentError(f"{name} is larger than {self._limits.max_part_bytes // 1_000_000} MB")
        try:
            return self._archive.read(found)
        except _READ_ERRORS as err:
            raise DocumentError(f"{name} is damaged and cannot be unpacked") from err

    def xml(self, name: str) -> Element:
        """Return the root element of one part.

        Raises:
            DocumentError: the part is missing, damaged or not well-formed.
        """
        return _parse(self.data(name), name)

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """Return the links that go out from a part; "" stands for the container itself."""
        if part not in self._relationships:
            self._relationships[part] = tuple(self._read_relationships(part))
        return self._relationships[part]

    def related(self, part: str, *kinds: str) -> list[str]:
        """Return the names of the parts that a part links to by one of these kinds, in file order."""
        return [link.target for link in self.relationships(part) if link.kind in kinds and not link.external]

    def target(self, part: str, relationship_id: str | None) -> str | None:
        """Return the name of the part that a relationship id of `part` leads to, None where it leads nowhere."""
        links = self.relationships(part)
        return next((link.target for link in links if link.id == relationship_id and not link.external), None)

    def rewritten(self, changes: Mapping[str, bytes]) -> bytes:
        """Return the container as a new file, some parts replaced, parts it did not have added, all else as it was.

        Args:
            changes: new content by the name of the part.

        Raises:
            DocumentError: a part of the file is damaged and cannot be copied.
        """
        stream = io.BytesIO()
        waiting = dict(changes)
        with zipfile.ZipFile(stream, "w") as copy:
            for entry in self._archive.infolist():
                content = waiting.pop(entry.filename, None)
                same = zipfile.ZipInfo(entry.filename, entry.date_time)
                same.external_attr = entry.external_attr
                packing = zipfile.ZIP_STORED if entry.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
                copy.writestr(same, self._unpacked(entry) if content is None else content, packing)
            for name, content in waiting.items():
                copy.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        return stream.getvalue()

    def _unpacked(self, entry: zipfile.ZipInfo) -> bytes:
        try:
            return self._archive.read(entry)
        except _READ_ERRORS as err:
            raise DocumentError(f"{entry.filename} is damaged and cannot be unpacked") from err

    def main_part(self) -> str:
        """Return the name of the presentation, document or workbook part.

        Raises:
            DocumentError: the container holds none of them.
        """
        for candidate in (*self.related("", "officeDocument"), *_MAIN_PARTS):
            found = self.find(candidate)
            if found:
                return found
        raise DocumentError("the file is a zip file, but no PowerPoint, Word or Excel file")

    def reachable(self, start: str) -> Iterator[str]:
        """Yield the XML parts that can be reached from a part, without layouts, masters, themes and twins."""
        seen = {start}
        waiting = [start]
        while waiting:
            part = waiting.pop(0)
            yield part
            for link in self.relationships(part):
                is_xml = link.target.lower().endswith(".xml")
                if not link.external and is_xml and link.kind not in _NOT_OURS and link.target not in seen:
                    seen.add(link.target)
                    waiting.append(link.target)

    def properties(self) -> Properties:
        """Return title, author and dates from the core properties; empty where there are none to be read."""
        for part in (*self.related("", "core-properties"), "docProps/core.xml"):
            try:
                root = self.xml(part)
            except DocumentError:
                continue
            texts = {etree.QName(child).localname: (child.text or "").strip() for child in root.iterchildren("*")}
            return Properties(
                title=texts.get("title", ""),
                author=texts.get("creator", ""),
                created=_moment(texts.get("created", "")),
                modified=_moment(texts.get("modified", "")),
            )
        return Properties()

    def _read_relationships(self, part: str) -> Iterator[Relationship]:
        folder, _, name = part.rpartition("/")
        links = self.find(posixpath.join(folder, "_rels", f"{name}.rels"))
        if links is None:
            return
        try:
            root = self.xml(links)
        except DocumentError:
            self.broken_links.append(part)
            return
        for link in root.iterchildren("{*}Relationship"):
            written = link.get("Target", "")
            external = link.get("TargetMode") == "External"
            target = posixpath.normpath(posixpath.join("/", folder, written.replace("\\", "/"))).lstrip("/")
            yield Relationship(
                id=link.get("Id", ""),
                kind=link.get("Type", "").rpartition("/")[2],
                target=written if external else self.find(target) or target,
                external=external,
            )


def effective_children(element: Element) -> Iterator[Element]:
    """Yield the child elements, with every choice between alternatives already made.

    `mc:AlternateContent` offers the same content for newer and older programs; the first choice is taken,
    the fallback only where there is no choice.
    """
    for child in element.iterchildren("*"):
        if child.tag == MC + "AlternateContent":
            branch = next(child.iterchildren(MC + "Choice", MC + "Fallback"), None)
            if branch is not None:
                yield from effective_children(branch)
        else:
            yield child


def descend(element: Element, *tags: str) -> Iterator[Element]:
    """Yield the nearest descendants with one of these tags in document order, not looking inside them."""
    for child in effective_children(element):
        if child.tag in tags:
            yield child
        else:
            yield from descend(child, *tags)


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _parse(data: bytes, name: str) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(_STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data), parser)
    except (etree.XMLSyntaxError, ValueError) as err:
        raise DocumentError(f"{name} is not well-formed XML") from err


def _moment(text: str) -> datetime | None:
    """Return the moment written in ISO 8601, in UTC where no zone is given, None where it is no date."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
