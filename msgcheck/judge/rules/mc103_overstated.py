"""MC103: promises more."""

from __future__ import annotations

from msgcheck.codes import Label
from msgcheck.judge.comparison import Comparison
from msgcheck.judge.phrases import added_reason, dropped_reason, left_out
from msgcheck.records import Reason


class Overstated:
    """The statement is stronger than the approved line.

    Catches a dropped "up to", "can" or condition, an added guarantee, absolute or superlative, a widened scope.

    Approved (ABC): "Setup is free for annual plans."
    Found (XYZ):    "Setup is always free."

    Lets pass: puffery without a claim ("easy", "great"), a condition that stands elsewhere in the sentence.

    Known misses: a scope widened by naming what is not listed ("ships, too").
    """

    code = "MC103"
    label = Label.OVERSTATED

    def judge(self, comparison: Comparison) -> Reason | None:
        """Return what was added or dropped to promise more."""
        cues = comparison.cues
        for group in ("guarantees", "absolutes", "superlatives"):
            if cues[group].added:
                return added_reason(self.code, cues[group].added, score=0.9)
        bounds = comparison.figures.bound_changes
        if bounds:
            return Reason(
                code=self.code,
                what=bounds[0].what,
                score=bounds[0].sure,
                found=(bounds[0].found.start, bounds[0].found.end),
                approved=(bounds[0].approved.start, bounds[0].approved.end),
            )
        for group in ("softeners", "conditions", "limits"):
            dropped = left_out(cues[group].dropped, comparison)
            if dropped:
                return dropped_reason(self.code, dropped, score=0.8)
        return Reason(code=self.code, what="it promises more than the approved line", score=0.5)
