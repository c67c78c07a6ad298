"""MC105: different point."""

from __future__ import annotations

from msgcheck.codes import Label
from msgcheck.judge.comparison import Comparison
from msgcheck.records import Reason


class Reframed:
    """The statement keeps the subject of the approved line and makes another point.

    Catches another benefit, category, audience or reason to buy.

    Approved (ABC): "Acme Flow is the onboarding platform for hospitals."
    Found (XYZ):    "Acme Flow is a document archive for hospitals."

    Lets pass: a paraphrase, a line fitted to a persona, an example beside the point.

    Known misses: a new point said in the words of the approved one.
    """

    code = "MC105"
    label = Label.REFRAMED

    def judge(self, comparison: Comparison) -> Reason | None:
        """Return which words make another point."""
        added = [word for word in comparison.added if word.isalpha() and len(word) > 2]
        if added:
            words = ", ".join(dict.fromkeys(added[:3]))
            return Reason(code=self.code, what=f"it makes another point ({words})", score=0.6)
        return Reason(code=self.code, what="it makes another point", score=0.5)
