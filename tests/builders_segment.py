"""Documents and vocabularies for the tests of segmenting and reading."""

from msgcheck.records import Block, BlockKind, Document, DocumentId, Role
from msgcheck.segment.interface import Vocabulary
from msgcheck.segment.plain_segmenter import PlainSegmenter, plain_tokens

ACME = Vocabulary(
    company=("Acme", "Acme Inc."),
    products=(("Acme Flow", ("Flow", "AcmeFlow")), ("Acme Flow Pro", ("Flow Pro",))),
    competitors=(("Globex", ("Globex Suite",)),),
    customers=(("Initech", ("Initech Holdings",)),),
)


def document(*blocks: Block, language: str | None = "en") -> Document:
    return Document(id=DocumentId("sample"), format="pptx", language=language, blocks=blocks)


def mail(body: str, *, role: Role = Role.OWN) -> Document:
    """A mail of these lines; empty lines count in the numbering and make no block."""
    blocks = [
        Block(text=line, kind=BlockKind.LINE, location=f"body line {number}", role=role)
        for number, line in enumerate(body.split("\n"), start=1)
        if line.strip()
    ]
    return document(*blocks)


def bullet(text: str, *, heading: str = "", location: str = "slide 2 bullet 1", **more) -> Block:
    return Block(text=text, kind=BlockKind.BULLET, location=location, heading=heading, **more)


def paragraph(text: str, **more) -> Block:
    return Block(text=text, kind=BlockKind.PARAGRAPH, location="paragraph 1", **more)


def texts_of(found: Document) -> list[str]:
    """The statements a document is cut into, by rules alone."""
    return [statement.text for statement in PlainSegmenter().segment(found, ACME)]


def readings_of(text: str, *, context: str = ""):
    (readings,) = PlainSegmenter().read_texts([text], ACME, [context])
    return readings


def lemmas(cues) -> list[str]:
    return [cue.lemma for cue in cues]


__all__ = ["ACME", "bullet", "document", "lemmas", "mail", "paragraph", "plain_tokens", "readings_of", "texts_of"]
