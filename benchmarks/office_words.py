"""Every word an Office file holds, found without the readers of msgcheck.

A raw walk over the zip: parts reachable from the document by relationships, and in them the text of `a:t`,
`w:t`, `c:v` and comments, joined by paragraph. Not counted: deleted and moved-away text, field codes,
fallbacks beside a choice, layouts, masters and the drawing that repeats a SmartArt.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from pathlib import Path

from lxml import etree

WORD = re.compile(r"\w+")
NOT_COUNTED_KINDS = {"slideLayout", "slideMaster", "notesMaster", "handoutMaster", "theme", "diagramDrawing"}
KINDS = {
    "notesSlide": "notes",
    "footnotes": "notes",
    "endnotes": "notes",
    "chart": "charts",
    "diagramData": "smartart",
    "comments": "comments",
    "header": "headers",
    "footer": "footers",
    "slide": "slides",
}
"""Kind of relationship -> kind of content as the unread meter names it; all else is `text`."""
GONE = {"del", "moveFrom", "delText", "instrText"}


def words(text: str) -> list[str]:
    """Return the words of three or more characters that are no pure digits."""
    return [word for word in WORD.findall(text) if len(word) >= 3 and not word.isdigit()]


def words_by_kind(path: Path) -> dict[str, Counter[str]]:
    """Return the words of a .pptx or .docx by kind of content.

    A chart repeats its categories for every series: its words are counted once a chart.

    Raises:
        zipfile.BadZipFile, etree.XMLSyntaxError, OSError: what the zip or XML parser refuses.
    """
    found: dict[str, Counter[str]] = {}
    with zipfile.ZipFile(path) as archive:
        for part, kind in _reachable(archive):
            part_words = words(_text(etree.fromstring(archive.read(part))))
            found.setdefault(kind, Counter()).update(set(part_words) if kind == "charts" else part_words)
    return found


def _reachable(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    names = set(archive.namelist())
    main = [target for target, kind in _links(archive, "") if kind == "officeDocument"]
    reached = {target: "text" for target in main if target in names}
    waiting = list(reached)
    while waiting:
        for target, kind in _links(archive, waiting.pop()):
            if kind not in NOT_COUNTED_KINDS and target not in reached and target in names and target.endswith(".xml"):
                reached[target] = KINDS.get(kind, "text")
                waiting.append(target)
    return list(reached.items())


def _links(archive: zipfile.ZipFile, part: str) -> list[tuple[str, str]]:
    folder, name = posixpath.split(part)
    links = posixpath.join(folder, "_rels", f"{name}.rels")
    if links not in archive.namelist():
        return []
    return [
        (posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/"), kind)
        for link in etree.fromstring(archive.read(links))
        if link.get("TargetMode") != "External" and (kind := link.get("Type", "").rpartition("/")[2])
    ]


def _text(element: etree._Element) -> str:
    pieces: list[str] = []
    _collect(element, pieces)
    return "".join(pieces)


def _collect(element: etree._Element, pieces: list[str]) -> None:
    for child in element.iterchildren("*"):
        name = etree.QName(child).localname
        space = etree.QName(child).namespace or ""
        if name in GONE and "wordprocessingml" in space:
            continue
        if name == "Fallback" and child.getprevious() is not None:
            continue
        is_text = name == "t" and space.endswith("/main") and ("drawingml" in space or "wordprocessingml" in space)
        is_value = name == "v" and space.endswith("/chart")
        is_comment = name == "text" and "presentationml" in space
        if is_text or is_value or is_comment:
            pieces.append(child.text or "")
            if not is_text:
                pieces.append(" ")
            continue
        if name in {"p", "br", "tab", "cr", "txBody", "ptab", "drawing", "pict", "noBreakHyphen"}:
            pieces.append(" ")
        _collect(child, pieces)
        if name == "p":
            pieces.append(" ")
