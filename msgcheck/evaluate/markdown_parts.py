"""Tables, figures and words of a report on accuracy in Markdown."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from msgcheck.codes import BY_LABEL, Label
from msgcheck.report.markdown_report import escaped

_SHOWN_CHARACTERS = 400


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, text_columns: int = 1) -> str:
    """Return a table; the first `text_columns` columns are set left, the others, figures, right.

    Args:
        heads: one a column.
        rows: cells that are Markdown already.
        text_columns: how many columns hold text.
    """
    rules = ["---" if number < text_columns else "---:" for number in range(len(heads))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, rules, *rows))


def number(value: float, *, digits: int = 3) -> str:
    """Return a figure with its digits, "-" where there was nothing to count."""
    return "-" if math.isnan(value) else f"{value:.{digits}f}"


def signed(value: float) -> str:
    """Return a difference with its sign, "-" where there is none."""
    return "-" if math.isnan(value) else f"{value:+.3f}"


def percent(value: float, *, digits: int = 0) -> str:
    """Return a share as `12 %`."""
    return f"{value * 100:.{digits}f} %"


def share(part: int, whole: int) -> str:
    """Return `12 of 40 (30 %)`."""
    return f"{part} of {whole} ({percent(part / whole)})" if whole else "0 of 0"


def quoted(text: str) -> str:
    """Return foreign text for a cell, cut where it is very long; "-" for none."""
    if not text:
        return "-"
    cut = text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS].rstrip()} …"
    return escaped(cut)


def words(label: Label) -> str:
    """Return the words people see for a label."""
    return BY_LABEL[label].shown_as if label in BY_LABEL else _CLEAN_WORDS[label]


_CLEAN_WORDS = {
    Label.CONSISTENT: "on message",
    Label.NOT_A_CLAIM: "no claim",
    Label.NOT_JUDGED: "not judged",
}
