"""MC204: too early."""

from __future__ import annotations

from msgcheck.codes import Label
from msgcheck.judge.dated import in_force, not_before, pairs_on_message, says_as_well
from msgcheck.judge.interface import Case
from msgcheck.records import CURRENT, Judgement, Reason


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
        day = case.audience.day
        if day is None:
            return ()
        found = []
        for judgement, match, others in pairs_on_message(case):
            first = not_before(match.wording, case.messaging)
            if first is None or first <= day:
                continue
            if any(
                other.wording.source in CURRENT
                and in_force(other.wording, case.messaging, day)
                and says_as_well(match, other)
                for other in others
            ):
                continue
            found.append(
                Judgement(
                    statement=judgement.statement,
                    label=self.label,
                    score=0.98,
                    message_id=match.wording.id,
                    match=match,
                    reasons=(Reason(code=self.code, what=f"it may be used from {first:%-d %B %Y}", score=0.98),),
                )
            )
        return tuple(found)
