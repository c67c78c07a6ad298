"""MC101: says the opposite."""

from __future__ import annotations

from msgcheck.codes import Label
from msgcheck.judge.comparison import Comparison
from msgcheck.judge.phrases import added_reason, dropped_reason, left_out
from msgcheck.records import Reason


class Contradicts:
    """The statement cannot be true together with the approved line, other than by a figure alone.

    Catches a "not" that was added or dropped, a word replaced by its opposite, an incompatible fact.

    Approved (ABC): "Your data is stored in the EU only."
    Found (XYZ):    "Some of your data is stored outside the EU."

    Lets pass: a scope narrowed or a promise softened (promises less), a condition denied outright
    ("monthly billing makes no difference": promises more).

    Known misses: facts that only background knowledge sets against each other (Antwerp is not Utrecht).
    """

    code = "MC101"
    label = Label.CONTRADICTS

    def judge(self, comparison: Comparison) -> Reason | None:
        """Return what stands against the approved line."""
        negations = comparison.cues["negations"]
        if comparison.opposites:
            approved, found = comparison.opposites[0]
            return Reason(code=self.code, what=f'"{approved}" became "{found}"', score=0.9)
        if len(negations.added) > len(negations.dropped):
            return added_reason(self.code, negations.added, score=0.9)
        dropped = left_out(negations.dropped, comparison)
        if len(dropped) > len(negations.added):
            return dropped_reason(self.code, dropped, score=0.9)
        return Reason(code=self.code, what="it cannot be true together with the approved line", score=0.5)
