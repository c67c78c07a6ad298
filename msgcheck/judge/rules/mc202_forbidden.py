"""MC202: do not say."""

from __future__ import annotations

from msgcheck.codes import Label
from msgcheck.judge.comparison import Comparison
from msgcheck.records import Reason


class Forbidden:
    """The statement says what the messaging rules out, in its text or its meaning.

    Ruled out:      "guaranteed return on investment"
    Found (XYZ):    "You will earn the fee back, we guarantee it."

    Lets pass: a sentence that denies the ruled-out line ("we cannot guarantee a return").

    Known misses: a wink ("your CFO will not lose sleep over it").
    """

    code = "MC202"
    label = Label.FORBIDDEN

    def judge(self, comparison: Comparison) -> Reason | None:
        """Return that the line is ruled out."""
        text = comparison.match.wording.text
        return Reason(code=self.code, what=f'it says "{text}", which is ruled out', score=comparison.likeness)
