"""Comments on slides, in the form that every version of PowerPoint and LibreOffice reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from msgcheck.feedback.fixing.copy_parts import CopyParts
from msgcheck.reading.ooxml import A, Element, P

AUTHOR, INITIALS = "msgcheck", "mc"
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml"
_NAMES = {"p": P.strip("{}"), "a": A.strip("{}")}
_EMU_PER_UNIT = 1587.5
"""Comments are placed in units of 1/576 inch."""
_MARGIN, _STEP = 10, 40
"""Where a comment stands whose shape has no place of its own, and how far below the one before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideComment:
    """One comment to be made."""

    slide: str
    """Name of the slide's part."""
    shape: Element | None
    text: str


def add_slide_comments(copy: CopyParts, comments: Sequence[SlideComment], *, created: datetime) -> int:
    """Add comments to a deck, and return how many: one that stands on its slide already is not made again."""
    standing = {comment.slide: _texts_on(copy, comment.slide) for comment in comments}
    new = [comment for comment in comments if comment.text not in standing[comment.slide]]
    if not new:
        return 0
    author = _author(copy, comments=len(new))
    first = int(author.get("lastIdx", "0")) - len(new) + 1
    by_slide: dict[str, int] = {}
    for number, comment in enumerate(new, start=first):
        root = _comment_list(copy, comment.slide)
        row = by_slide[comment.slide] = by_slide.get(comment.slide, -1) + 1
        made = etree.SubElement(
            root,
            P + "cm",
            authorId=author.get("id", "0"),
            dt=created.strftime("%Y-%m-%dT%H:%M:%S.000"),
            idx=str(number),
        )
        x, y = _place(comment.shape, row)
        etree.SubElement(made, P + "pos", x=str(x), y=str(y))
        etree.SubElement(made, P + "text").text = comment.text
    return len(new)


def _author(copy: CopyParts, *, comments: int) -> Element:
    """Return msgcheck as an author of comments, with this many more comments counted."""
    main = copy.package.main_part()
    part = next(iter(copy.related(main, "commentAuthors")), None)
    if part is None:
        part = copy.free_name("ppt/commentAuthors")
        copy.add(part, etree.Element(P + "cmAuthorLst", nsmap=_NAMES), f"{_MAIN}.commentAuthors+xml")
        copy.link(main, part, "commentAuthors")
    authors = copy.root(part)
    copy.mark(part)
    author = next((known for known in authors.iterchildren(P + "cmAuthor") if known.get("name") == AUTHOR), None)
    if author is None:
        ids = [_number(known.get("id")) for known in authors.iterchildren(P + "cmAuthor")]
        colour = str(len(ids) % 10)
        values = {"id": str(max(ids, default=-1) + 1), "name": AUTHOR, "initials": INITIALS, "clrIdx": colour}
        author = etree.SubElement(authors, P + "cmAuthor", values)
    author.set("lastIdx", str(_number(author.get("lastIdx")) + comments))
    return author


def _comment_list(copy: CopyParts, slide: str) -> Element:
    """Return the list of comments of a slide, a new one where it has none of this form."""
    part = _comment_part(copy, slide)
    if part is None:
        part = copy.free_name("ppt/comments/comment")
        copy.add(part, etree.Element(P + "cmLst", nsmap=_NAMES), f"{_MAIN}.comments+xml")
        copy.link(slide, part, "comments")
    copy.mark(part)
    return copy.root(part)


def _comment_part(copy: CopyParts, slide: str) -> str | None:
    return next((part for part in copy.related(slide, "comments") if copy.root(part).tag == P + "cmLst"), None)


def _texts_on(copy: CopyParts, slide: str) -> frozenset[str]:
    part = _comment_part(copy, slide)
    return frozenset(text.text or "" for text in copy.root(part).iter(P + "text")) if part is not None else frozenset()


def _place(shape: Element | None, row: int) -> tuple[int, int]:
    """Return where a comment stands: at its shape, where that says where it is."""
    offset = shape.find(f"{P}spPr/{A}xfrm/{A}off") if shape is not None else None
    offset = shape.find(f"{P}xfrm/{A}off") if offset is None and shape is not None else offset
    in_group = shape is not None and next(shape.iterancestors(P + "grpSp"), None) is not None
    if offset is None or in_group:  # the places inside a group count from the group
        return _MARGIN, _MARGIN + _STEP * row
    x, y = (round(_number(offset.get(axis)) / _EMU_PER_UNIT) for axis in ("x", "y"))
    return max(x, 0), max(y, 0)


def _number(written: str | None) -> int:
    return int(written) if written and written.lstrip("-").isdecimal() else 0
