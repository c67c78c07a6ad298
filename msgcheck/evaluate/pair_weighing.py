"""How far the signs about one sentence, taken together, say that nothing in the premise backs it.

The signs are added up as log-odds. The readings know best where a sentence nearly repeats the premise and one thing was
changed; where it was put into other words only the pair model can tell, and what is left without it is coarse: figures,
names and words that the premise has nowhere. All weights stand here, so that they can be fitted in one place.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from msgcheck.codes import CLEAN, Label
from msgcheck.evaluate.pair_changes import Change, ChangeKind

BIAS_FAR = 0.0
BIAS_NEAR = -1.25
"""Where a sentence repeats a passage it takes a sign to doubt it."""
PAIR_WEIGHT_NEAR = 0.0
PAIR_WEIGHT_FAR = 1.0
"""Of the pair model's log-odds that the best passage does not say it. Of near copies the judge has asked it already."""
JUDGE_WEIGHT_NEAR = 0.4
JUDGE_WEIGHT_FAR = 0.15
"""Of the judge's log-odds: where the sentence repeats a passage word for word, and where it shares none."""
FIGURE_WEIGHT = 1.5
NAME_WEIGHT = 0.8
"""For each figure, and for each name, that stands nowhere in the premise; three of them say no more than two."""
CHANGE_WEIGHT = 2.5
"""Where the readings see one thing changed in a near copy."""
LEAST_FOR_CHANGE = {ChangeKind.FIGURE: 0.9, ChangeKind.STANDARD: 0.7}
"""Score of a near copy in which a figure or a standard became another, whatever the models say: here the readings are
exact, and models are not."""
WORD_WEIGHT = 2.0
"""For the share of content words that stand nowhere in the premise, beyond what is usual."""
USUAL_NEW_WORDS = 0.15
COARSE_BESIDE_MODEL = 0.25
"""How much of the weight of new names and words is left where a pair model reads along, which sees what they mean."""
MOST = 4.0
"""Bound of the log-odds that one sign may give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What is known of one sentence beside its premise."""

    label: Label
    """What the judge said of it."""
    judged: float
    """The judge's probability that it should be raised."""
    alike: float
    """Words it has in common with the passage the judge chose, of those of both (F1), in [0, 1]."""
    backed: float | None = None
    """The pair model's probability that some passage says it; None without a pair model."""
    drift: Label | None = None
    """What the pair model takes the change to be, beside the passage that backs it best."""
    changed: Change | None = None
    """What the readings see changed in a near copy; None where they see nothing, or it is none."""
    new_figures: int = 0
    """Figures that stand nowhere in the premise."""
    new_names: int = 0
    new_words: float = 0.0
    """Share of its content words that do."""
    asks_or_greets: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What the signs come to."""

    score: float
    """Probability that nothing backs the sentence."""
    label: Label


def weigh(signs: Signs) -> Weighed:
    """Return probability and label of one sentence."""
    if signs.asks_or_greets:
        return Weighed(score=0.0, label=Label.NOT_A_CLAIM)
    if signs.label is Label.CONSISTENT and signs.judged <= 0:
        # The judge is that sure only of what repeats the premise to the letter.
        return Weighed(score=0.0, label=Label.CONSISTENT)
    judged = _log_odds(signs.judged)
    if signs.label is Label.NOT_A_CLAIM:
        # Who it is about does not count here: what the judge sets aside for that is unknown, not clean.
        judged = max(judged, 0.0)
    near = min(1.0, max(0.0, signs.alike))
    log_odds = _between(BIAS_FAR, BIAS_NEAR, near) + judged * _between(JUDGE_WEIGHT_FAR, JUDGE_WEIGHT_NEAR, near)
    coarse = NAME_WEIGHT * min(signs.new_names, 2) + WORD_WEIGHT * (signs.new_words - USUAL_NEW_WORDS)
    log_odds += FIGURE_WEIGHT * min(signs.new_figures, 2)
    log_odds += coarse if signs.backed is None else COARSE_BESIDE_MODEL * coarse
    if signs.changed is not None:
        log_odds += CHANGE_WEIGHT
    if signs.backed is not None:
        log_odds -= _between(PAIR_WEIGHT_FAR, PAIR_WEIGHT_NEAR, near) * _log_odds(signs.backed)
    score = 1 / (1 + math.exp(-log_odds))
    if signs.changed is not None:
        score = max(score, LEAST_FOR_CHANGE.get(signs.changed.kind, 0.0))
    return Weighed(score=score, label=_label(signs) if score >= 0.5 else Label.CONSISTENT)


def _between(far: float, near: float, share: float) -> float:
    """Return a weight between the one of far and the one of near wordings."""
    return far + (near - far) * share


def _label(signs: Signs) -> Label:
    """Return what to call a sentence that nothing backs: as who sees a change calls it, the surest first."""
    for label in (signs.changed.label if signs.changed else None, signs.label, signs.drift):
        if label is not None and label not in CLEAN:
            return label
    return Label.UNSUPPORTED


def _log_odds(probability: float) -> float:
    """Return the log-odds of a probability, bounded."""
    if not 0 < probability < 1:
        return MOST if probability >= 1 else -MOST
    return min(MOST, max(-MOST, math.log(probability / (1 - probability))))
