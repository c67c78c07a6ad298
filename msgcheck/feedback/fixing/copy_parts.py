"""The parts of a copy: those of the original, some of them changed, and the few that comments need."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from itertools import count

from lxml import etree

from msgcheck.reading.ooxml import Element, Package

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONSHIPS = f"{{{_PACKAGE}/relationships}}"
_NO_LINKS = f'<Relationships xmlns="{_PACKAGE}/relationships"/>'
_TYPES = f"{{{_PACKAGE}/content-types}}"
_CONTENT_TYPES = "[Content_Types].xml"
OFFICE_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class CopyParts:
    """Collects what changes in the copy of a container.

    Args:
        package: the original.
        roots: parts that are parsed already, by name; what is changed in them is written when they are marked.
    """

    def __init__(self, package: Package, roots: Mapping[str, Element]) -> None:
        self.package = package
        self._roots = dict(roots)
        self._changed: dict[str, None] = {}
        self._new_links: list[tuple[str, str, str]] = []

    def root(self, part: str) -> Element:
        """Return the root of a part of the original or of one that was added."""
        if part not in self._roots:
            self._roots[part] = self.package.xml(part)
        return self._roots[part]

    def mark(self, part: str) -> None:
        """Take note that a part was changed."""
        self._changed[part] = None

    def add(self, part: str, root: Element, content_type: str) -> None:
        """Add a new part."""
        self._roots[part] = root
        self.mark(part)
        types = self.package.find(_CONTENT_TYPES) or _CONTENT_TYPES
        etree.SubElement(self.root(types), _TYPES + "Override", PartName=f"/{part}", ContentType=content_type)
        self.mark(types)

    def link(self, part: str, target: str, kind: str) -> None:
        """Let `part` refer to `target` by a relationship of Office of this kind."""
        folder, _, name = part.rpartition("/")
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        links = self.package.find(path) or path
        if links not in self._roots and self.package.find(path) is None:
            self._roots[links] = etree.fromstring(_NO_LINKS)
        root = self.root(links)
        etree.SubElement(
            root,
            _RELATIONSHIPS + "Relationship",
            Id=_free_id(root),
            Type=f"{OFFICE_LINK}/{kind}",
            Target=posixpath.relpath(target, folder or "."),
        )
        self.mark(links)
        self._new_links.append((part, kind, target))

    def related(self, part: str, kind: str) -> list[str]:
        """Return the parts that `part` refers to by a relationship of this kind, new ones last."""
        new = [target for source, known, target in self._new_links if (source, known) == (part, kind)]
        return [*self.package.related(part, kind), *new]

    def free_name(self, stem: str) -> str:
        """Return the name of an XML part that is not in use: `stem.xml`, `stem2.xml`, ..."""
        names = (f"{stem}{number if number > 1 else ''}.xml" for number in count(1))
        return next(name for name in names if self.package.find(name) is None and name not in self._roots)

    def data(self) -> bytes:
        """Return the copy as a file."""
        changes = {
            part: etree.tostring(self._roots[part], xml_declaration=True, encoding="UTF-8", standalone=True)
            for part in self._changed
        }
        return self.package.rewritten(changes)


def _free_id(links: Element) -> str:
    taken = {link.get("Id") for link in links.iterchildren("*")}
    return next(name for number in count(1) if (name := f"rId{number}") not in taken)
