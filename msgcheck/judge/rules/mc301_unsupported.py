"""MC301: no approved source."""

from __future__ import annotations

from msgcheck.codes import Label
from msgcheck.judge.comparison import Comparison
from msgcheck.records import Reason


class Unsupported:
    """A claim about us or our product that no approved line backs, and that contradicts none.

    Found (XYZ): "More than half of our new customers come from Excel."

    Lets pass: the customer's, a competitor's and the market's own facts, questions, logistics, puffery.

    Known misses: a claim dressed as a question.
    """

    code = "MC301"
    label = Label.UNSUPPORTED

    def judge(self, comparison: Comparison) -> Reason | None:
        """Return that nothing approved says this; the nearest wording is no help."""
        return Reason(code=self.code, what="no approved line says this", score=1.0 - max(0.0, comparison.match.cosine))
