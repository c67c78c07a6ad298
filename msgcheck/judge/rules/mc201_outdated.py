"""MC201: old line."""

from __future__ import annotations

from msgcheck.codes import Label
from msgcheck.judge.comparison import Comparison
from msgcheck.records import Reason


class Outdated:
    """The statement repeats wording that was retired, in its text or its meaning.

    Approved (ABC): "Cuts onboarding time by up to 30%."  Retired: "Cuts onboarding time by up to 20%."
    Found (XYZ):    "Onboarding takes up to 20% less time."

    Lets pass: wording that was not yet retired when the mail was sent, a current line in words near the old one.

    Known misses: an old line of which only a word is left.
    """

    code = "MC201"
    label = Label.OUTDATED

    def judge(self, comparison: Comparison) -> Reason | None:
        """Return that the line is retired, with the figure that gives it away where there is one."""
        if comparison.figures.equal:
            _, kept = comparison.figures.equal[0]
            return Reason(
                code=self.code,
                what=f'"{kept.text}" is from a retired line',
                score=0.9,
                found=(kept.start, kept.end),
            )
        return Reason(code=self.code, what="it repeats a retired line", score=comparison.likeness)
