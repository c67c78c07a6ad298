"""How the report was counted, in plain sentences; the same in every format."""

from __future__ import annotations

from msgcheck.in_words import number_of
from msgcheck.records import DriftReport
from msgcheck.report.drift.shares import MIN_DOCUMENTS

_DATED = (
    "A document counts in the period of its day, as it was judged then by the messaging in force on that day. "
    "What ends, and what is retired and still in use, is counted over decks and documents of any month, not over mail."
)
_ELIGIBLE = (
    "Eligible for a message are documents about its product and for its audience; near copies and documents of one "
    "author are one source. Shares are those of the field; marketing's own documents are part of no share."
)
_CALLED = (
    "A change is called drifting more, or less, only where it is larger than chance explains for the number of "
    "documents, corrected for how many messages are looked at together."
)
_TOO_FEW = (
    "Where there are too few documents to tell, the report says insufficient signal; new wordings, retired lines and "
    "figures are listed with their counts all the same."
)
_FOLLOWING = "Where a message was reworded not long ago, documents that come after it are following our change."
_DISTANCE = (
    "Distance tells how freely a message is worded: 0 is the approved wording itself, larger is further from it "
    "(1 - cosine of sentence vectors, mean of documents with its 95% interval). It does not tell what is wrong: one "
    "changed figure hardly moves it."
)
_DOCS = "docs/monthly-report.md explains each line and number."


def method_lines(report: DriftReport) -> tuple[str, ...]:
    """Return how documents were dated and counted, how changes were called, and what to be careful about."""
    return tuple(
        line
        for line in (
            _dates(report),
            _DATED,
            _ELIGIBLE,
            *(report.method or (_CALLED, _TOO_FEW, _FOLLOWING)),
            f"Shares are printed from {MIN_DOCUMENTS} documents up.",
            _DISTANCE,
            _DOCS,
            _judges(report),
        )
        if line
    )


def _dates(report: DriftReport) -> str:
    dated = ", ".join(f"{where} ({count:,})" for where, count in report.material.dated_by if count)
    return f"The day of a document is from: {dated}." if dated else ""


def _judges(report: DriftReport) -> str:
    """Return the warning that periods were not judged alike, "" where they were."""
    judges = report.material.judges
    if judges <= 1:
        return ""
    return (
        f"Careful: the periods shown were judged by {number_of(judges, 'different judge')} (another model or version "
        "of msgcheck). Those of another judge than this one's are shown, and nothing is compared with them."
    )


def judged_differently(report: DriftReport) -> bool:
    """Return whether the periods shown were judged by more than one judge."""
    return report.material.judges > 1
