"""MC104: promises less."""

from __future__ import annotations

from msgcheck.codes import Label
from msgcheck.judge.comparison import Comparison
from msgcheck.judge.phrases import added_reason, dropped_reason, left_out
from msgcheck.records import Reason


class Understated:
    """The statement is weaker than the approved line.

    Catches a softened promise, a narrowed scope, an added condition, a reduced benefit.

    Approved (ABC): "Support answers within one hour, day and night."
    Found (XYZ):    "Support usually tries to answer within one hour."

    Lets pass: politeness ("I would say"), a shortened line that leaves out a side point.

    Known misses: a scope narrowed by examples ("for instance in Berlin").
    """

    code = "MC104"
    label = Label.UNDERSTATED

    def judge(self, comparison: Comparison) -> Reason | None:
        """Return what was added or dropped to promise less."""
        cues = comparison.cues
        for group in ("softeners", "limits", "conditions"):
            if cues[group].added:
                return added_reason(self.code, cues[group].added, score=0.9)
        for group in ("absolutes", "guarantees", "superlatives"):
            dropped = left_out(cues[group].dropped, comparison)
            if dropped:
                return dropped_reason(self.code, dropped, score=0.8)
        return Reason(code=self.code, what="it promises less than the approved line", score=0.5)
