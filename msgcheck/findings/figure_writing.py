"""An approved figure written the way the writer wrote theirs.

`50 %` becomes `30 %`, `50 percent` becomes `30 percent`; where the two cannot be mixed (another currency, a
range, a number in words) the approved figure is taken as it stands. "up to" and the like come from the
approved line and are put before the figure once.
"""

from __future__ import annotations

import re

from msgcheck.records import Comparator, Figure

_NUMBER = re.compile(r"\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?")
_PHRASE = (
    r"(?:up to|as (?:much|many|few|little) as|at (?:most|least)|no (?:more|less|fewer|later) than"
    r"|(?:more|less|fewer|greater|better) than|over|under|below|above|within|a (?:maximum|minimum) of|about|around"
    r"|roughly|approximately|nearly|almost|some|from|starting at)"
)
_BEFORE = re.compile(rf"(?<!\w)({_PHRASE})\s+$", re.IGNORECASE)
_AT_START = re.compile(rf"^({_PHRASE})\s+", re.IGNORECASE)
_TAIL = r"(?:\+| ?or (?:more|less|fewer|better|above|higher)| ?and (?:more|up|above))"
_AFTER = re.compile(rf"^{_TAIL}(?!\w)", re.IGNORECASE)
_AT_END = re.compile(rf"{_TAIL}$", re.IGNORECASE)
_STARTS_AT = re.compile(r"(?<!\w)start(?:s|ing)? (?:at|from)\s+$", re.IGNORECASE)
_BETWEEN = re.compile(r"(?<!\w)between\s+$", re.IGNORECASE)
_IN = re.compile(r"(?<!\w)in\s+$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"^(['’])s(?!\w)", re.IGNORECASE)
_POSSESSIVE_OF_PLURAL = re.compile(r"^(['’])(?=\s\w)")
_OPEN_QUOTE = re.compile(r"(?<!\w)['‘]")
_DEFAULT_PHRASE = {
    Comparator.EQUAL: "",
    Comparator.AT_MOST: "up to",
    Comparator.AT_LEAST: "at least",
    Comparator.LESS: "less than",
    Comparator.MORE: "more than",
}


def put_back(text: str, *, found: Figure, approved: Figure, line: str) -> str:
    """Return `text` with the figure `found` replaced by `approved`, in the writer's format, with its "up to".

    Args:
        text: the statement; `found` holds offsets into it.
        found: the figure to replace.
        approved: the figure to put there.
        line: the approved line; `approved` holds offsets into it.
    """
    head, tail = text[: found.start], text[found.end :]
    core = _core(found.text)
    replacement = _written_like(core, found=found, approved=approved)
    if _BETWEEN.search(head):
        replacement = re.sub(r" to |\s?[–-]\s?", " and ", replacement, count=1)
    if (found.comparator, found.approximate) == (approved.comparator, approved.approximate):
        kept = found.text[: found.text.find(core)] if core in found.text else ""
        replacement += _trailing(found.text, core)
        return f"{head}{kept}{replacement}{_possessive(tail, core, replacement, head)}"
    phrase = phrase_before(approved, line)
    head, tail = _BEFORE.sub("", head), _AFTER.sub("", tail)
    tail = _possessive(tail, core, replacement, head)
    if phrase == "within":
        head = _IN.sub("", head)
    replacement = f"{phrase} {replacement}".strip()
    if head and not head[-1].isspace() and head[-1] not in "(\"'“‘[/-–—:":
        head += " "
    if not head.strip():
        replacement = replacement[:1].upper() + replacement[1:] if not text[:1].islower() else replacement
    return f"{head}{replacement}{tail}"


def phrase_before(figure: Figure, line: str) -> str:
    """Return the words that bound `figure` in its line, as they stand there in lower case: "up to", or ""."""
    inside = _AT_START.search(figure.text)
    before = inside or _BEFORE.search(line[: figure.start])
    if before is None and _STARTS_AT.search(line[: figure.start]):
        return "from"
    if before is not None:
        return before[1].lower()
    return _DEFAULT_PHRASE[figure.comparator] or ("about" if figure.approximate else "")


def bounded(figure: Figure, line: str) -> str:
    """Return the figure with the words that bound it in its line: "up to 30%"."""
    core = _core(figure.text)
    if core[:1].isupper() and core[1:].islower():
        core = core.lower()  # a number in words at the head of its sentence
    return f"{phrase_before(figure, line)} {core}".strip()


def _core(written: str) -> str:
    """Return a figure's text without bounding words at either end."""
    return _AT_END.sub("", _AT_START.sub("", written))


def _trailing(written: str, core: str) -> str:
    at = written.find(core)
    return written[at + len(core) :] if at >= 0 else ""


def _possessive(tail: str, was: str, now: str, head: str) -> str:
    """Return what follows a figure with its possessive as the new one needs it: one month's, three months' notice."""
    if now.endswith("s"):
        return _POSSESSIVE.sub(r"\1", tail)
    if was.endswith("s") and not _OPEN_QUOTE.search(head):
        return _POSSESSIVE_OF_PLURAL.sub(r"\1s", tail)
    return tail


def _written_like(core: str, *, found: Figure, approved: Figure) -> str:
    """Return the approved figure in the writer's format, or as it stands where the two cannot be mixed."""
    plain = _core(approved.text)
    numbers, approved_numbers = _NUMBER.findall(core), _NUMBER.findall(plain)
    if len(numbers) != 1 or len(approved_numbers) != 1 or (found.unit, found.per) != (approved.unit, approved.per):
        return plain
    value, unit = approved.as_written
    written_value, written_unit = found.as_written
    if unit != written_unit or _plural_differs(value, written_value):
        return plain
    if not _says(numbers[0], written_value) or not _says(approved_numbers[0], value):
        return plain
    return core.replace(numbers[0], approved_numbers[0], 1)


def _plural_differs(one: float, other: float) -> bool:
    return (one == 1) != (other == 1)


def _says(written: str, value: float) -> bool:
    """Return whether the digits alone are the value: not so in "1.2 million"."""
    try:
        return abs(float(written.replace(",", "").replace(" ", "")) - value) <= 1e-9 * max(1.0, abs(value))
    except ValueError:
        return False
