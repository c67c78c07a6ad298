"""MC102: figure changed."""

from __future__ import annotations

from msgcheck.codes import Label
from msgcheck.judge.comparison import Comparison
from msgcheck.records import Reason


class FigureChanged:
    """The same claim with another number, date, price, unit, count, percentage or level.

    Figures are compared as values, so that "30 percent", "30%" and "three in ten" are the same, and so are 90
    minutes and 1.5 hours.

    Approved (ABC): "Cuts onboarding time by up to 30%."
    Found (XYZ):    "Cuts onboarding time by up to 50%."

    Lets pass: a figure rounded with "about", a figure left out, figures of another subject.

    Known misses: a figure replaced by a word that is none ("dozens").
    """

    code = "MC102"
    label = Label.FIGURE_CHANGED

    def judge(self, comparison: Comparison) -> Reason | None:
        """Return which figure became which, None where the readings find no other figure."""
        changes = comparison.figures
        if changes.value_changes:
            change = changes.value_changes[0]
            return Reason(
                code=self.code,
                what=change.what,
                score=change.sure,
                found=(change.found.start, change.found.end),
                approved=(change.approved.start, change.approved.end),
            )
        if changes.added:
            figure = changes.added[0]
            return Reason(
                code=self.code,
                what=f'"{figure.text}" is not in the approved line',
                score=0.6,
                found=(figure.start, figure.end),
            )
        return None
