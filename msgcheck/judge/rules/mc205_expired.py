"""MC205: no longer valid."""

from __future__ import annotations

from msgcheck.codes import Label
from msgcheck.in_words import day_in_words
from msgcheck.judge.dated import last_day, out_of_force
from msgcheck.judge.interface import Case
from msgcheck.records import Judgement, Wording


class Expired:
    """The statement uses a line after the last day it was valid.

    Approved (ABC): "Certified to ISO 27001." (until 31 December 2025)
    Found (XYZ):    the same, in a deck in use in February.

    Lets pass: mail sent while the line was valid, a line that another wording in force says as well.

    Known misses: a line whose end nobody wrote down.
    """

    code = "MC205"
    label = Label.EXPIRED

    def check(self, case: Case) -> tuple[Judgement, ...]:
        """Return the statements that are no longer valid on the document's day."""
        return out_of_force(case, label=self.label, score=0.97, why=lambda wording: _why(wording, case))


def _why(wording: Wording, case: Case) -> str:
    """Return until which day a wording was valid, "" where it still is."""
    day, last = case.audience.day, last_day(wording, case.messaging)
    return f"it was valid until {day_in_words(last)}" if day and last and day > last else ""
