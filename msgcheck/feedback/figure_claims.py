"""The figures that we claim of ourselves, each with what it is about: what conflicts are looked for among.

Of a statement only the stretch around the figure counts, between commas and conjunctions. Its words say what is
measured; what narrows the claim (a plan, a place, a year, a phase, a named customer) is kept apart, because two figures
with different qualifiers are no conflict. A statement with two figures of one kind ("from 40 to 28 minutes", a price
list in one line) tells a development or a list, and none of the two is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from msgcheck.codes import Label
from msgcheck.feedback.claim_words import (
    ASKED_OF_DATES,
    DIRECTIONS,
    NEGOTIATED,
    NO_TOPIC,
    QUALIFIERS,
    SOMEBODY_ELSES,
    SUMMARIES,
    bare_stem,
    stem,
)
from msgcheck.identity import normalised
from msgcheck.judge.figure_points import points_of
from msgcheck.records import (
    CURRENT,
    About,
    BlockKind,
    DocumentId,
    Figure,
    Form,
    Judgement,
    MailHeaders,
    MessageId,
    Readings,
    Statement,
)

_COMPARED = frozenset({"percent", "ratio", "money", "duration", "multiple", "number", "size", "date"})
_DATE_UNITS = frozenset({"day", "month", "quarter", "day of year"})
_NOT_OURS = frozenset({"customer", "competitor"})
_NARROWING = frozenset({"product", "place", "name"})
_LEFT_OUT = frozenset({BlockKind.CHART, BlockKind.HEADER, BlockKind.FOOTER, BlockKind.ALT_TEXT, BlockKind.COMMENT})
_BREAK = re.compile(r"[,;!?](?=\s|$)|\.(?=\s|$)|\b(?:and|but|while|whereas|or|versus|vs)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_TIME, _PRICE = bare_stem("time"), "cost"
_LONGEST_HEADING = 4
"""Words up to which a heading names what the lines under it are about; longer ones are sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The document in which a figure stands, and what it belongs to."""

    document: DocumentId
    family: str
    private: bool
    day: date
    account: str = ""
    thread: MailHeaders | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureClaim:
    """One figure that we claim of ourselves."""

    place: Place
    location: str
    ordinal: int
    says: str
    """The figure as written, with what it counts."""
    text: str
    """The sentence; "" where its text is not kept."""
    subject: str
    """Words of the stretch that say what is measured, as written; "" where its text is not kept."""
    message_id: MessageId | None
    """The message it is about, None where there is none."""
    approved: bool
    """Whether it is on message."""
    figure: Figure
    measure: tuple[str, str]
    """Scale with the unit of counts and the currency, and what it holds per: only equal ones are compared."""
    words: frozenset[str]
    """Stems of what is measured."""
    nouns: frozenset[str]
    """Of these, the ones that are no verbs."""
    direction: str
    """less, more, faster or "": which way the figure goes."""
    names: frozenset[str]
    """Products and other names."""
    qualifiers: frozenset[str]
    """What else narrows the claim."""
    headings: frozenset[str]
    """Stems of the heading it stands under that may narrow it, too."""
    table: str
    """The table it stands in, `slide 6 table`; "" outside of tables."""


def figure_claims(
    statements: Sequence[Statement], judgements: Sequence[Judgement], *, place: Place
) -> tuple[FigureClaim, ...]:
    """Return the figures that the statements of one document claim of us.

    Args:
        statements: of one document of ours, in order.
        judgements: of those that were judged.
        place: the document.
    """
    by_ordinal = {judgement.statement.ordinal: judgement for judgement in judgements}
    claims: list[FigureClaim] = []
    for statement in statements:
        if not _may_claim(statement):
            continue
        judgement = by_ordinal.get(statement.ordinal)
        claims += [
            claim
            for figure in _lone_figures(statement.readings.figures)
            if (claim := _claim(statement, figure, judgement, place)) is not None
        ]
    return tuple(claims)


def _may_claim(statement: Statement) -> bool:
    """Return whether a statement may claim a figure of us as a fact that holds for everybody."""
    readings = statement.readings
    heading = set(normalised(statement.heading).split())
    return (
        statement.judged
        and bool(readings.figures)
        and statement.kind not in _LEFT_OUT
        and readings.form is Form.STATEMENT
        and readings.about is About.US
        and not readings.offer
        and not any(cue.lemma.partition(":")[0] in _NOT_OURS for cue in readings.names)
        and not heading & SOMEBODY_ELSES
    )


def _lone_figures(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the figures that can be compared and are the only ones of their kind."""
    kinds = Counter(_scale(figure) for figure in figures)
    return tuple(figure for figure in figures if _is_compared(figure) and kinds[_scale(figure)] == 1)


def _is_compared(figure: Figure) -> bool:
    if figure.kind == "number":
        return bool(figure.unit)
    return figure.kind in _COMPARED and (figure.kind != "date" or figure.unit in _DATE_UNITS)


def _scale(figure: Figure) -> str:
    points = points_of([figure])
    scale = points[0].scale if points else figure.kind
    return f"{scale} {stem(figure.unit)}" if scale == "count" else scale


def _claim(statement: Statement, figure: Figure, judgement: Judgement | None, place: Place) -> FigureClaim | None:
    """Return the claim of one figure, None where nothing says what is measured."""
    start, end = _stretch(statement.text, figure)
    words, nouns, said = _words(statement.readings, statement.text, start, end)
    for head in statement.heads:
        found = {stem(word) for word in _WORD.findall(head) if not _says_no_topic(word)}
        words, nouns = words | found, nouns | found
    counted = {stem(figure.unit)} if figure.kind == "number" else set()
    if figure.kind == "money" and figure.per:
        words |= {_PRICE}  # €19 per user and month is a price, whatever verb stands before it
    if not words | counted or words & NEGOTIATED:
        return None
    if figure.kind == "date" and not words & ASKED_OF_DATES:
        return None
    about = judgement is not None and judgement.match is not None and judgement.match.wording.source in CURRENT
    return FigureClaim(
        place=place,
        location=statement.location,
        ordinal=statement.ordinal,
        says=_as_written(figure),
        text="" if place.private else statement.text,
        subject="" if place.private else " ".join(said),
        message_id=judgement.message_id if judgement is not None and about else None,
        approved=judgement is not None and judgement.label is Label.CONSISTENT,
        figure=figure,
        measure=(f"{_scale(figure)} {figure.unit if figure.kind == 'money' else ''}".strip(), figure.per),
        words=words | counted,
        nouns=nouns | counted,
        direction=_direction(statement.readings, statement.text, figure, (start, end)),
        names=_names(statement.readings),
        qualifiers=_qualifiers(statement, figure, (start, end)),
        headings=_heading_words(statement.heading),
        table=statement.location.rpartition(" row ")[0] if statement.kind is BlockKind.TABLE_CELL else "",
    )


def _stretch(text: str, figure: Figure) -> tuple[int, int]:
    """Return where the stretch of text around a figure begins and ends."""
    start, end = 0, len(text)
    for found in _BREAK.finditer(text):
        if found.end() <= figure.start:
            start = found.end()
        elif found.start() >= figure.end:
            end = found.start()
            break
    return start, end


def _words(readings: Readings, text: str, start: int, end: int) -> tuple[frozenset[str], frozenset[str], list[str]]:
    """Return stems of what a stretch is about, those of them that are no verbs, and the words as written."""
    passed_over = [(figure.start, figure.end) for figure in readings.figures]
    passed_over += [(cue.start, cue.end) for cue in readings.names if not cue.lemma.startswith("certification:")]
    passed_over += [found.span() for found in _BRACKETS.finditer(text)]
    words: set[str] = set()
    nouns: set[str] = set()
    said: list[str] = []
    for token in readings.tokens:
        written = text[token.start : token.end]
        inside = any(begin <= token.start < stop for begin, stop in passed_over)
        if not start <= token.start < end or inside or not written[:1].isalpha():
            continue
        if _says_no_topic(token.lemma) or _says_no_topic(written) or written.lower() in QUALIFIERS:
            if bare_stem(written) == _TIME and said:
                said.append(written.lower())
            continue
        words.add(stem(written))
        if token.pos not in {"VERB", "AUX", "ADV"}:
            nouns.add(stem(written))
        said.append(written.lower())
    return frozenset(words), frozenset(nouns), said


def _says_no_topic(word: str) -> bool:
    bare = bare_stem(word)
    return bare in NO_TOPIC or bare in DIRECTIONS


def _direction(readings: Readings, text: str, figure: Figure, stretch: tuple[int, int]) -> str:
    """Return which way a figure goes: "cut by 30 %" less, "30 % more" more; "more than 30 %" goes no way."""
    for token in readings.tokens:
        bounds = token.end <= figure.start and text[token.end : figure.start].strip().lower() in {"than", "or"}
        if stretch[0] <= token.start < stretch[1] and not bounds:
            direction = DIRECTIONS.get(bare_stem(text[token.start : token.end]), "")
            if direction:
                return direction
    return ""


def _names(readings: Readings) -> frozenset[str]:
    """Return the products, places and unknown names of a statement."""
    return frozenset(cue.lemma for cue in readings.names if cue.lemma.partition(":")[0] in _NARROWING)


def _qualifiers(statement: Statement, figure: Figure, stretch: tuple[int, int]) -> frozenset[str]:
    """Return what narrows a claim, but for remarks in brackets: conditions, years, phases, other figures, "not"."""
    readings, text = statement.readings, statement.text
    brackets = [found.span() for found in _BRACKETS.finditer(text)]
    figures = [(other.start, other.end) for other in readings.figures]
    cues = [*readings.conditions, *readings.negations]
    found = {cue.lemma for cue in cues if _counts(cue.start, cue.end, [*brackets, (figure.start, figure.end)])}
    words = [word for word in _WORD.finditer(text) if _counts(*word.span(), [*brackets, *figures])]
    per = set(figure.per.split())
    found |= {word[0].lower() for word in words if word[0].lower() in QUALIFIERS - per}
    for other in readings.figures:
        near = stretch[0] <= other.start < stretch[1]
        told = near or other.kind in {"date", "ordinal", "version"} or not other.unit
        if told and _counts(other.start, other.end, [*brackets, (figure.start, figure.end)]):
            found.add(f"{other.kind} {other.value:g} {other.unit}")
    for head in map(normalised, statement.heads):
        found |= {word for word in head.split() if word in QUALIFIERS - per or any(map(str.isdigit, word))}
    return frozenset(found)


def _counts(start: int, end: int, left_out: Iterable[tuple[int, int]]) -> bool:
    """Return whether what stands at a place overlaps none of the places that are left out."""
    return not any(begin < end and start < stop for begin, stop in left_out)


def _heading_words(heading: str) -> frozenset[str]:
    """Return the stems of a short heading that may narrow the lines under it."""
    words = [word for word in _WORD.findall(normalised(heading)) if word not in SUMMARIES]
    return frozenset(map(stem, words)) if len(words) <= _LONGEST_HEADING else frozenset()


def _as_written(figure: Figure) -> str:
    text = figure.text.strip()
    return f"{text} {figure.unit}" if figure.kind == "number" and figure.unit not in text.lower() else text
