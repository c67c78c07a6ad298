"""Text of DrawingML, which decks, documents and sheets share: paragraphs, charts, SmartArt.

Charts are read from what the file caches of their data, SmartArt from its data part: both hold every word,
while the drawing kept beside SmartArt for older programs says the same once more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from msgcheck.reading.number_format import shown_text
from msgcheck.reading.ooxml import CX, DGM, MATH, A, C, Element, descend, effective_children

PARAGRAPH = A + "p"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartText:
    """One title, name, label or value of a chart."""

    text: str
    heads: tuple[str, ...] = ()
    """Series and category of a value; empty for all else."""


def paragraph_text(paragraph: Element) -> str:
    """Return the text of one `a:p`, line breaks as new lines."""
    return "".join(text for _, text in paragraph_pieces(paragraph)).strip()


def paragraph_pieces(element: Element) -> Iterator[tuple[Element, str]]:
    """Yield what the text of one `a:p` is made of, in order: (element, its text)."""
    for child in effective_children(element):
        if child.tag in (A + "t", MATH + "t"):
            yield child, child.text or ""
        elif child.tag == A + "br":
            yield child, "\n"
        else:
            yield from paragraph_pieces(child)


def paragraph_texts(element: Element) -> list[str]:
    """Return the text of every paragraph in `element` that has any, in document order."""
    return [text for paragraph in descend(element, PARAGRAPH) if (text := paragraph_text(paragraph))]


# --- charts ----------------------------------------------------------------------------------------


def chart_texts(root: Element) -> Iterator[ChartText]:
    """Yield what a chart part says in document order, values with their series and category.

    Categories are given once, although the file repeats them for every series. Understands the classic
    `c:chartSpace` and the newer `cx:chartSpace`; in both, paragraphs and cached values outside any series
    (titles, axes, drawn text boxes) are taken where they stand.
    """
    categories_given: set[tuple[str, ...]] = set()
    for element in descend(root, C + "ser", C + "v", CX + "chartData", CX + "v", CX + "tx", PARAGRAPH):
        if element.tag == C + "ser":
            yield from _series(element, categories_given)
        elif element.tag == CX + "chartData":
            yield from _extended_data(element)
        elif element.tag == CX + "tx":
            # The same title stands here formatted and as plain value.
            texts = paragraph_texts(element) or [value.text or "" for value in descend(element, CX + "v")]
            yield from (ChartText(text=text) for text in texts if text)
        elif element.tag == PARAGRAPH:
            if text := paragraph_text(element):
                yield ChartText(text=text)
        elif text := (element.text or "").strip():
            yield ChartText(text=text)


def _series(series: Element, categories_given: set[tuple[str, ...]]) -> Iterator[ChartText]:
    name = ""
    categories: dict[int, str] = {}
    for part in effective_children(series):
        if part.tag == C + "tx":
            name = " ".join([text for _, text in _points(part)] or paragraph_texts(part))
            if name:
                yield ChartText(text=name)
        elif part.tag in (C + "cat", C + "xVal"):
            points = list(_points(part))
            # Levels of a grouped axis repeat the index: the innermost, which comes first, is the category.
            categories = dict(reversed(points))
            texts = tuple(text for _, text in points)
            if texts not in categories_given:
                categories_given.add(texts)
                yield from (ChartText(text=text) for text in texts)
        elif part.tag in (C + "val", C + "yVal", C + "bubbleSize"):
            for index, text in _points(part):
                yield ChartText(text=text, heads=(name, categories.get(index, "")))
        else:
            yield from _rest_of_series(part)


def _rest_of_series(part: Element) -> Iterator[ChartText]:
    """Yield labels written by hand, names of trend lines and values of error bars."""
    for element in descend(part, PARAGRAPH, C + "v", C + "name"):
        text = paragraph_text(element) if element.tag == PARAGRAPH else (element.text or "").strip()
        if text:
            yield ChartText(text=text)


def _points(part: Element) -> Iterator[tuple[int, str]]:
    """Yield (index, text as shown) of every cached point below `part`."""
    for cache in descend(part, C + "numCache", C + "numLit", C + "strCache", C + "strLit", C + "lvl", C + "v"):
        if cache.tag == C + "v":
            if text := (cache.text or "").strip():
                yield 0, text
            continue
        is_number = cache.tag in (C + "numCache", C + "numLit")
        code = cache.findtext(C + "formatCode", "General")
        for point in cache.iterchildren(C + "pt"):
            text = (point.findtext(C + "v") or "").strip()
            if text:
                own_code = point.get("formatCode", code)
                yield _index(point), shown_text(text, own_code) if is_number else text


def _index(point: Element) -> int:
    written = point.get("idx", "")
    return int(written) if written.isdecimal() else 0


def _extended_data(data: Element) -> Iterator[ChartText]:
    for element in descend(data, CX + "pt"):
        if text := (element.text or "").strip() or " ".join(paragraph_texts(element)):
            yield ChartText(text=text)


# --- SmartArt --------------------------------------------------------------------------------------


def smartart_texts(root: Element) -> list[str]:
    """Return the paragraphs of a SmartArt data part, each node followed by the nodes below it."""
    nodes = {node.get("modelId", ""): node for node in descend(root, DGM + "pt")}
    below: dict[str, list[tuple[int, str]]] = {}
    for link in descend(root, DGM + "cxn"):
        if link.get("type", "parOf") == "parOf":
            order = link.get("srcOrd", "0")
            child = (int(order) if order.isdecimal() else 0, link.get("destId", ""))
            below.setdefault(link.get("srcId", ""), []).append(child)
    ordered: dict[str, None] = {}
    start = [node_id for node_id, node in nodes.items() if node.get("type") == "doc"]
    waiting = [*start, *nodes]
    while waiting:
        node_id = waiting.pop(0)
        if node_id not in ordered:
            ordered[node_id] = None
            waiting[:0] = [child for _, child in sorted(below.get(node_id, []))]
    texts = [text for node_id in ordered if node_id in nodes for text in paragraph_texts(nodes[node_id])]
    return texts or paragraph_texts(root)
