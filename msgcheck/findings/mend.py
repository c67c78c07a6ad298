"""The writer's own sentence with the smallest repair that puts it right.

Only repairs whose place is known exactly are tried: the right figure in the writer's format, "up to" put
back, the right name, a dropped condition at the end, one word of exaggeration taken out. What comes out is
a proposal: the caller judges it again and shows it only if nothing is left to raise.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from msgcheck.codes import Label
from msgcheck.findings.figure_pairs import FigurePair, changed_figures, same_figure
from msgcheck.findings.figure_writing import put_back
from msgcheck.findings.wordings import retired_entry
from msgcheck.identity import normalised
from msgcheck.records import Judgement, Messaging

_MAX_WORDS = 45
_REMOVABLE = re.compile(
    r"(?:guaranteed|always|definitely|absolutely|certainly|completely|totally|truly|easily|instantly|all)",
    re.IGNORECASE,
)
_FORMERLY = re.compile(
    r"\b(?:formerly|previously|former|once|ex-?|used to be)\s*(?:called|named|known as)?\W*$", re.IGNORECASE
)
_END = re.compile(r"\s*[.!?]*\s*$")
_PERIODS = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year"})
_CONDITION_START = re.compile(
    r"(?:on|for|with|if|when|where|while|provided|subject|excluding|except|during|only|within|as long as|after|once)\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"\s*(?:[.,;:)]|$)")
_WORD = re.compile(r"\w[\w.,%€£$-]*\w|[\w%€£$]+")


def mend(judgement: Judgement, messaging: Messaging) -> str | None:
    """Return the statement with the smallest repair, or None where no repair is certain enough to try."""
    match judgement.label:
        case Label.FIGURE_CHANGED:
            mended = _figures_put_back(judgement)
        case Label.OVERSTATED | Label.UNDERSTATED:
            mended = _strength_restored(judgement)
        case Label.WRONG_TERM:
            mended = right_names(judgement.statement.text, messaging)
        case Label.OUTDATED:
            mended = _brought_up_to_date(judgement, messaging)
        case _:
            return None
    if mended is None or normalised(mended) == normalised(judgement.statement.text):
        return None
    return mended if len(mended.split()) <= _MAX_WORDS else None


def right_names(text: str, messaging: Messaging) -> str:
    """Return `text` with every wrong or former name and term replaced by the right one."""
    renamed = [
        (wrong, product.name)
        for product in messaging.products
        for wrong in (*product.wrong, *(former.name for former in product.former))
    ]
    renamed += [(wrong, term.use) for term in messaging.terms for wrong in term.not_]
    for wrong, right in sorted(renamed, key=lambda pair: (-len(pair[0]), pair[0])):
        text = _renamed(text, wrong, right)
    return text


def _renamed(text: str, wrong: str, right: str) -> str:
    # A right name that contains the wrong one ("Acme" in "Acme Flow") is left alone where it stands whole.
    # Case tells the two apart only where nothing else does.
    flags = re.NOFLAG if wrong.casefold() == right.casefold() else re.IGNORECASE
    pattern = re.compile(rf"(?<![\w@/.])(?:(?P<right>{re.escape(right)})|{re.escape(wrong)})(?![\w@]|\.\w)", flags)

    def replacement(found: re.Match[str]) -> str:
        if found["right"] or _FORMERLY.search(text[: found.start()]):
            return found[0]
        return _in_case_of(found[0], right)

    return pattern.sub(replacement, text)


def _in_case_of(found: str, right: str) -> str:
    """Return a lower-case term capitalised where the word it replaces was."""
    return right[:1].upper() + right[1:] if found[:1].isupper() and right[:1].islower() else right


def _figures_put_back(judgement: Judgement) -> str | None:
    text = judgement.statement.text
    line = judgement.match.wording.text if judgement.match is not None else ""
    pairs = changed_figures(judgement)
    if any(_other_period(pair) for pair in pairs):
        return None
    for pair in sorted(pairs, key=lambda entry: entry.found.start, reverse=True):
        text = put_back(text, found=pair.found, approved=pair.approved, line=line)
    return text if pairs else None


def _other_period(pair: FigurePair) -> bool:
    """Return whether one figure is per month and the other per year: swapping the numbers would be wrong."""
    approved, found = set(pair.approved.per.split()) & _PERIODS, set(pair.found.per.split()) & _PERIODS
    return bool(approved and found) and approved != found


def _strength_restored(judgement: Judgement) -> str | None:
    """Return the statement with comparators, an added absolute and one dropped condition mended."""
    if judgement.match is None:
        return None
    text = judgement.statement.text
    wording = judgement.match.wording
    for found in sorted(judgement.statement.readings.figures, key=lambda figure: figure.start, reverse=True):
        approved = next((figure for figure in wording.readings.figures if same_figure(figure, found)), None)
        if approved is not None and (approved.comparator, approved.approximate) != (
            found.comparator,
            found.approximate,
        ):
            text = put_back(text, found=found, approved=approved, line=wording.text)
    if text == judgement.statement.text and judgement.label is Label.OVERSTATED:
        text = _without_added_word(judgement)
    condition = _dropped_condition(judgement)
    return _appended(text, condition) if condition is not None else text


def _without_added_word(judgement: Judgement) -> str:
    text = judgement.statement.text
    for reason in judgement.reasons:
        if reason.found is None or reason.approved is not None:
            continue
        start, end = reason.found
        if _REMOVABLE.fullmatch(text[start:end].strip()):
            before, after = text[:start].rstrip(), text[end:].lstrip()
            joined = f"{before} {after}".strip() if after[:1].isalnum() else before + after
            return joined[:1].upper() + joined[1:] if text[:1].isupper() else joined
    return text


def _dropped_condition(judgement: Judgement) -> str | None:
    """Return the one condition of the approved line that the statement lacks, if it reads well at its end.

    It has to be a whole phrase of the line, up to its next comma or end, and to hold no figure.
    """
    if judgement.match is None:
        return None
    wording = judgement.match.wording
    kept = {cue.lemma for cue in judgement.statement.readings.conditions}
    missing = [cue for cue in wording.readings.conditions if cue.lemma not in kept]
    if len(missing) != 1:
        return None
    (cue,) = missing
    whole = len(cue.text.split()) > 1 and _CONDITION_START.match(cue.text) and _CLOSED.match(wording.text[cue.end :])
    figures = any(figure.start < cue.end and cue.start < figure.end for figure in wording.readings.figures)
    return cue.text.strip(" ,.;") if whole and not figures else None


def _appended(text: str, condition: str) -> str:
    end = _END.search(text)
    cut = end.start() if end is not None else len(text)
    return f"{text[:cut]} {condition[:1].lower() + condition[1:]}{text[cut:]}"


def _brought_up_to_date(judgement: Judgement, messaging: Messaging) -> str | None:
    """Return the statement with the words that changed between the retired line and the current one swapped.

    Only where the two lines differ in words that hold a digit, and the statement says each old one once.
    """
    retired = retired_entry(judgement, messaging)
    current = messaging.message(retired.replaced_by) if retired is not None else None
    if retired is None or current is None:
        return None
    old, new = _WORD.findall(retired.text), _WORD.findall(current.text)
    swaps = []
    for tag, left, left_end, right, right_end in SequenceMatcher(None, old, new, False).get_opcodes():
        if tag == "equal":
            continue
        before, after = old[left:left_end], new[right:right_end]
        if tag != "replace" or len(before) != len(after) or not all(map(_has_digit, (*before, *after))):
            return None
        swaps += list(zip(before, after, strict=True))
    text = judgement.statement.text
    for before, after in swaps:
        pattern = re.compile(rf"(?<![\w.,]){re.escape(before)}(?!\w|[.,]\d)")
        if len(pattern.findall(text)) != 1:
            return None
        text = pattern.sub(after.replace("\\", r"\\"), text)
    return text if swaps else None


def _has_digit(word: str) -> bool:
    return any(character.isdigit() for character in word)
