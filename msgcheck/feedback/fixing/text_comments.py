"""Comments in Word texts, each at the paragraph it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from msgcheck.feedback.fixing.copy_parts import CopyParts
from msgcheck.feedback.fixing.deck_comments import AUTHOR, INITIALS
from msgcheck.reading.ooxml import Element, W

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_PROPERTIES = W + "pPr"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphComment:
    """One comment to be made."""

    paragraph: Element | None
    """Where it belongs; None, or a paragraph outside the body, puts it at the beginning of the text."""
    location: str
    text: str


def add_paragraph_comments(copy: CopyParts, comments: Sequence[ParagraphComment], *, created: datetime) -> int:
    """Add comments to a Word text, and return how many: one that stands there already is not made again.

    Word allows none in headers, footers, notes and text boxes: those stand at the paragraph around the text box, or
    at the beginning of the text, and say what they are about.
    """
    main = copy.package.main_part()
    body = copy.root(main)
    placed = [(_anchor(comment, body), comment) for comment in comments]
    texts = [(anchor, _words(comment, at_home=anchor is comment.paragraph)) for anchor, comment in placed]
    part = next(iter(copy.related(main, "comments")), None)
    standing = {_text(known) for known in copy.root(part).iter(W + "comment")} if part is not None else set()
    new = [(anchor, text) for anchor, text in texts if text not in standing]
    if not new:
        return 0
    if part is None:
        part = copy.free_name("word/comments")
        copy.add(part, etree.Element(W + "comments", nsmap={"w": W.strip("{}")}), _CONTENT_TYPE)
        copy.link(main, part, "comments")
    root = copy.root(part)
    first = max((int(known.get(W + "id", "0")) for known in root.iter(W + "comment")), default=-1) + 1
    for number, (anchor, text) in enumerate(new, start=first):
        _add_comment(root, number, text, created)
        _mark(anchor, number)
    copy.mark(part)
    copy.mark(main)
    return len(new)


def _anchor(comment: ParagraphComment, body: Element) -> Element:
    """Return the paragraph of the body to which a comment is tied."""
    paragraph = comment.paragraph
    if paragraph is not None and paragraph.getroottree().getroot() is body:
        around = list(paragraph.iterancestors(W + "p"))
        return around[-1] if around else paragraph
    first = next(body.iter(W + "p"), None)
    if first is not None:
        return first
    inside = body.find(W + "body")
    made = etree.Element(W + "p")
    (inside if inside is not None else body).insert(0, made)
    return made


def _words(comment: ParagraphComment, *, at_home: bool) -> str:
    """Return the words of a comment, its place before them where it does not stand there."""
    return comment.text if at_home or not comment.location else f"{comment.location}: {comment.text}"


def _text(comment: Element) -> str:
    paragraphs = comment.iter(W + "p")
    return "\n".join("".join(text.text or "" for text in paragraph.iter(W + "t")) for paragraph in paragraphs)


def _add_comment(root: Element, number: int, text: str, created: datetime) -> None:
    comment = etree.SubElement(root, W + "comment")
    comment.set(W + "id", str(number))
    comment.set(W + "author", AUTHOR)
    comment.set(W + "date", created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    comment.set(W + "initials", INITIALS)
    for line in text.split("\n"):
        run = etree.SubElement(etree.SubElement(comment, W + "p"), W + "r")
        written = etree.SubElement(run, W + "t")
        written.text = line
        written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _mark(paragraph: Element, number: int) -> None:
    """Tie a comment to a whole paragraph."""
    properties = paragraph.find(_PROPERTIES)
    start = etree.Element(W + "commentRangeStart")
    start.set(W + "id", str(number))
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, start)
    end = etree.SubElement(paragraph, W + "commentRangeEnd")
    end.set(W + "id", str(number))
    reference = etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "commentReference")
    reference.set(W + "id", str(number))
