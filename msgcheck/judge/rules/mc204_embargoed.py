"""MC204: too early."""

from __future__ import annotations

from msgcheck.codes import Label
from msgcheck.in_words import day_in_words
from msgcheck.judge.dated import out_of_force
from msgcheck.judge.interface import Case
from msgcheck.records import Judgement, Wording
from msgcheck.validity import embargoed_until, not_before


class Embargoed:
    """The statement uses a line before the day it may be used.

    Approved (ABC): "Acme Flow 3 reads invoices by itself." (from 1 March)
    Found (XYZ):    the same, in a mail of 20 February.

    Lets pass: a line that another wording already in force says as well.

    Known misses: a launch hinted at without its wording.
    """

    code = "MC204"
    label = Label.EMBARGOED

    def check(self, case: Case) -> tuple[Judgement, ...]:
        """Return the statements that are too early on the document's day."""
        return out_of_force(case, label=self.label, score=0.98, why=lambda wording: _why(wording, case))


def _why(wording: Wording, case: Case) -> str:
    """Return from which day a wording may be used, "" where that day has come.

    Of mail that was sent only an embargo counts: that a line was approved later than it was said is no leak.
    """
    day, message = case.audience.day, case.messaging.message(wording.id)
    sent = case.document.mail is not None
    first = embargoed_until(message, wording.approved) if sent else not_before(message, wording.approved)
    return f"it may be used from {day_in_words(first)}" if day and first and day < first else ""
