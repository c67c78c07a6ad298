"""MC205: no longer valid."""

from __future__ import annotations

from msgcheck.codes import Label
from msgcheck.judge.dated import in_force, last_day, pairs_on_message, says_as_well
from msgcheck.judge.interface import Case
from msgcheck.records import CURRENT, Judgement, Reason


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
        day = case.audience.day
        if day is None:
            return ()
        found = []
        for judgement, match, others in pairs_on_message(case):
            last = last_day(match.wording, case.messaging)
            if last is None or day <= last:
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
                    score=0.97,
                    message_id=match.wording.id,
                    match=match,
                    reasons=(Reason(code=self.code, what=f"it was valid until {last:%-d %B %Y}", score=0.97),),
                )
            )
        return tuple(found)
