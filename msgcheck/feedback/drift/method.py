"""How changes are called, in plain sentences for readers of the report: the test, its correction, the least numbers."""

from __future__ import annotations

from msgcheck.feedback.drift.calls import (
    CHANCE_CALLS,
    CHANCE_SHARE,
    FOLLOWING_MONTHS,
    LEAST_DOCUMENTS,
    LEAST_SEGMENT_DOCUMENTS,
    LEAST_SOURCES,
    RISEN_MONTHS,
)
from msgcheck.feedback.drift.chance import LAST_WEIGHT
from msgcheck.feedback.drift.evidence import LEAST_DRIFTING
from msgcheck.feedback.drift.standard import LEAST_HISTORY, LONGEST_HISTORY

_TEST = (
    "A change is called drifting more, or less, only where it is larger than chance explains for the number of "
    f"documents: the period is compared with the usual share of up to {LONGEST_HISTORY} earlier ones (beta-binomial "
    "test, which allows for documents of one period that hang together; a document of the period before counts as "
    f"one in {LAST_WEIGHT:g})."
)
_CORRECTION = (
    "The more messages a report has, the more each has to show (correction for many messages): by chance alone a "
    f"report calls at most {CHANCE_CALLS:g} messages on average, or {CHANCE_SHARE:.0%} of those it calls."
)
_LEAST = (
    f"Insufficient signal is said under {LEAST_DOCUMENTS} documents in the period ({LEAST_SEGMENT_DOCUMENTS} in a "
    f"segment) or {LEAST_HISTORY} in earlier ones, and of a rise with fewer than {LEAST_DRIFTING} documents or "
    f"{LEAST_SOURCES} independent sources. However many documents one source writes, they alone make no rise. New "
    "wordings, retired lines and figures are listed with their counts all the same."
)
_FOLLOWING = (
    f"For {FOLLOWING_MONTHS} months after a message was reworded, documents that come after it are following our "
    f"change. A share that stays higher for {RISEN_MONTHS} months is the usual one from then on."
)
_JUDGES = (
    "With what another judge found, another model or version of msgcheck, nothing is compared; in the first period of "
    "a judge nothing is called new."
)


def method_in_words() -> tuple[str, ...]:
    """Return how changes are called, a sentence or two for each thing to know, with the numbers in force."""
    return _TEST, _CORRECTION, _LEAST, _FOLLOWING, _JUDGES
