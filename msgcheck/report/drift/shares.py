"""Shares of documents: in words, and how exact they are for their number."""

from __future__ import annotations

from msgcheck.wilson import wilson_interval

MIN_DOCUMENTS = 5
"""Fewer documents make no share: only their number is printed, and a plot has a gap. One document more or less would
move a share of four by twenty points and more."""


def share_interval(part: int, whole: int) -> tuple[float, float] | None:
    """Return Wilson's 95 % interval of a share, 0 to 1, None where the whole is too small for a share."""
    return wilson_interval(min(max(part, 0), whole), whole) if whole >= MIN_DOCUMENTS else None


def percent_in_words(part: int, whole: int) -> str:
    """Return "60%", "all", "–" where there are too few documents to make a share of.

    All of them is a word and no figure: it holds for the documents that were read, and says no more.
    """
    if whole < MIN_DOCUMENTS:
        return "–"
    if part >= whole:
        return "all"
    return f"{min(99, round(100 * part / whole))}%"


def share_in_words(part: int, whole: int) -> str:
    """Return "60% (24 of 40)", "3 of 4" where there are too few to make a share of, "no documents"."""
    percent, parts = percent_in_words(part, whole), parts_in_words(part, whole)
    return parts if whole < MIN_DOCUMENTS else f"{percent} ({parts})"


def interval_in_words(part: int, whole: int) -> str:
    """Return "45% to 73%", "–" where there are too few documents."""
    bounds = share_interval(part, whole)
    if bounds is None:
        return "–"
    low, high = (round(100 * bound) for bound in bounds)
    return f"{low}% to {high}%" if high < 100 else f"{low}% or more"


def parts_in_words(part: int, whole: int) -> str:
    """Return "24 of 40", "no documents" where there are none."""
    return f"{part:,} of {whole:,}" if whole else "no documents"
