"""Runs and their sentences -> Statements: place, context, and whether each is to be judged.

What analyses the text is passed in, so that the model-free and the spaCy segmenter agree on everything
else: which blocks are read, what counts as context, and why something is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from msgcheck.records import About, Block, BlockKind, Document, Form, Readings, Role, Statement, Token
from msgcheck.segment.bare_answers import is_bare_answer
from msgcheck.segment.blocks_to_runs import Run
from msgcheck.segment.interface import Vocabulary
from msgcheck.segment.readings.read import read_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a run, as it was analysed."""

    start: int
    end: int
    """Half-open offsets in the run's text."""
    tokens: tuple[Token, ...] = ()
    """Offsets count from `start`."""


LANGUAGES = {
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
    "pl": "Polish",
    "sv": "Swedish",
    "da": "Danish",
    "no": "Norwegian",
    "nb": "Norwegian",
    "nn": "Norwegian",
    "fi": "Finnish",
    "cs": "Czech",
    "hu": "Hungarian",
    "ro": "Romanian",
    "tr": "Turkish",
    "ru": "Russian",
    "uk": "Ukrainian",
    "el": "Greek",
    "ja": "Japanese",
    "zh": "Chinese",
    "ko": "Korean",
    "ar": "Arabic",
    "he": "Hebrew",
    "hi": "Hindi",
}
BARE_ANSWER = "a bare yes or no"
"""Why an answer is not judged whose question is not there, or does not tell what the answer says."""
_LONGEST_CHARS = 3_000
"""Of a statement. What is longer is a table or a list without its marks, or was made to keep a check busy: readings of
one such line take seconds."""
_READ_NOT_JUDGED = {
    BlockKind.COMMENT: "comments are read, not judged",
    BlockKind.ALT_TEXT: "alt text is read, not judged",
}
_MARGINS = frozenset({BlockKind.HEADER, BlockKind.FOOTER})
_PROMISING_FIGURES = frozenset({"percent", "money", "duration", "multiple", "ratio"})
_CLOSING = re.compile(
    r"(?:with )?(?:many |kind |kindest |best |warm )?(?:regards|wishes|thanks|greetings)\b|thank you|cheers\b|"
    r"best\b|sincerely\b|"
    r"yours\b|ta\b|see you|all the best|talk soon|speak soon|looking forward|x+\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"(?:x+ )?[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){0,2}[,.]?\Z")
_LETTER = re.compile(r"[^\W\d_]")
_INTRODUCES = re.compile(r"[:?][\"')\]]*\Z")


def statements_of(
    document: Document,
    runs: Sequence[Run],
    sentences: Sequence[Sequence[Sentence]],
    vocabulary: Vocabulary,
) -> tuple[Statement, ...]:
    """Return the statements of a document in order, with readings where they are to be judged.

    Args:
        document: what was read.
        runs: the runs of its blocks.
        sentences: for each run, its sentences.
        vocabulary: the names readings look for.
    """
    found: list[Statement] = []
    run_before: Run | None = None
    for place, (run, parts) in enumerate(zip(runs, sentences, strict=True)):
        block = document.blocks[run.block]
        context = _context_of_run(document, run_before, run, found)
        for part in parts:
            said_by = found[-1].role if found and context == found[-1].text else block.role
            if is_bare_answer(run.text[part.start : part.end]) and not _asks(context):
                question = _quoted_question(document, runs, sentences, place)
                context, said_by = (question, Role.QUOTED) if question else (context, said_by)
            statement = _statement(document, block, run, part, (context, said_by), ordinal=len(found))
            if statement.judged:
                readings = read_text(statement.text, part.tokens, vocabulary, context=context or block.heading)
                if block.kind in _MARGINS:
                    readings = _of_margin(readings)
                elif _signs_off(found, statement):
                    readings = replace(readings, about=About.NOBODY, form=Form.GREETING)
                statement = replace(statement, readings=readings)
            found.append(statement)
            context = statement.text
        run_before = run
    return tuple(found)


def may_be_judged(document: Document, block: Block) -> bool:
    """Return whether a statement of a block can be judged at all: one of another writer's, say, is only read."""
    language = block.language or document.language
    return block.kind not in _READ_NOT_JUDGED and block.role in {None, Role.OWN} and language in {None, "en"}


def _statement(
    document: Document, block: Block, run: Run, part: Sentence, introduced: tuple[str, Role | None], *, ordinal: int
) -> Statement:
    """Return a sentence as a statement, not read yet; `introduced` holds its context and whose words that is."""
    text = run.text[part.start : part.end]
    context, said_by = introduced
    spans = run.spans(part.start, part.end)
    because = _not_judged_because(document, block, text, context)
    return Statement(
        text=text,
        document=document.id,
        location=document.blocks[spans[0].block].location,
        spans=spans,
        kind=block.kind,
        role=block.role,
        hidden=block.hidden,
        context=context,
        context_role=said_by,
        heading=block.heading,
        heads=block.heads,
        language=block.language or document.language,
        judged=not because,
        not_judged_because=because,
        ordinal=ordinal,
    )


def _signs_off(found: Sequence[Statement], statement: Statement) -> bool:
    """Return whether a line of mail is only the writer's name under a closing."""
    return (
        statement.kind is BlockKind.LINE
        and bool(found)
        and _CLOSING.match(found[-1].text) is not None
        and _PERSON.match(statement.text) is not None
    )


def _of_margin(readings: Readings) -> Readings:
    """Return the readings of a header or footer, which is about nobody unless it promises something."""
    promises = (
        readings.superlatives
        or readings.guarantees
        or readings.absolutes
        or any(figure.kind in _PROMISING_FIGURES for figure in readings.figures)
        or any(name.lemma.startswith("certification:") for name in readings.names)
    )
    return readings if promises else replace(readings, about=About.NOBODY)


def _context_of_run(document: Document, before: Run | None, run: Run, found: Sequence[Statement]) -> str:
    """Return the context of a run's first sentence: what introduces it, else the heading of a bullet.

    What stands directly above in the same text introduces it: a sentence of the same notes, a label
    ("Pricing:"), or the question, quoted perhaps, that the line answers.
    """
    block = document.blocks[run.block]
    if before is not None and found:
        above = document.blocks[before.pieces[-1].block]
        same_text = above.kind is block.kind and above.location == block.location
        same_mail = above.kind is BlockKind.LINE and block.kind is BlockKind.LINE
        if same_text and block.kind is not BlockKind.TABLE_CELL:
            return found[-1].text
        if (
            same_mail
            and (above.role is block.role or found[-1].text.endswith("?"))
            and _INTRODUCES.search(found[-1].text)
        ):
            return found[-1].text
    return block.heading if block.kind is BlockKind.BULLET or run.marked else ""


def _quoted_question(
    document: Document, runs: Sequence[Run], sentences: Sequence[Sequence[Sentence]], place: int
) -> str:
    """Return the question that a bare answer in a mail quotes right above or below it; "" unless it is just one."""
    roles = [document.blocks[run.block].role for run in runs]
    if roles[place] is not Role.OWN:
        return ""
    above = range(place - 1, -1, -1)
    # Below, what the writer signs with may stand between the answer and the mail it quotes.
    below = (at for at in range(place + 1, len(runs)) if not _is_closing(runs[at], roles[at]))
    for places in (above, below):
        quoted = takewhile(lambda at: roles[at] is Role.QUOTED, places)
        texts = [runs[at].text[part.start : part.end] for at in quoted for part in sentences[at]]
        questions = [text for text in texts if _asks(text)]
        if len(questions) == 1:
            return questions[0]
    return ""


def _is_closing(run: Run, role: Role | None) -> bool:
    """Return whether a run only ends a mail: its closing, its writer's name, its signature."""
    if role in {Role.SIGNATURE, Role.DISCLAIMER}:
        return True
    return role is Role.OWN and (_CLOSING.match(run.text) or _PERSON.match(run.text)) is not None


def _asks(text: str) -> bool:
    return text.rstrip("\"')] ").endswith("?")


def _not_judged_because(document: Document, block: Block, text: str, context: str) -> str:
    """Return why a statement is read but not judged, in words that can be shown; "" where it is judged."""
    if block.kind in _READ_NOT_JUDGED:
        return _READ_NOT_JUDGED[block.kind]
    if block.role not in {None, Role.OWN}:
        return "not your own words"
    if _LETTER.search(text) is None:
        return "no words"
    language = block.language or document.language
    if language not in {None, "en"}:
        return f"in {LANGUAGES.get(language, f'another language ({language})')}"
    if len(text) > _LONGEST_CHARS:
        return "too long for one sentence"
    if is_bare_answer(text) and not _asks(context):
        return BARE_ANSWER
    return ""
