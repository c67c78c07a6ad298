"""Judges that know next to nothing. A judge that does not beat them has learned nothing.

The statement-only judge sees the writers' habits and never the messaging: what it scores is what a set
gives away by its style, so what counts is the distance between it and a real judge.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from msgcheck.codes import CLEAN, Label
from msgcheck.evaluate.scores import Prediction
from msgcheck.evaluate.sets import LabelledStatement
from msgcheck.identity import normalised

_WORD = re.compile(r"[a-z0-9%€$£]+(?:['-][a-z]+)?")

Nearest = Callable[[LabelledStatement], tuple[str | None, str, float]]
"""Returns id, text and cosine of the nearest approved wording."""


def always_clean(statements: Sequence[LabelledStatement]) -> list[Prediction]:
    """Return predictions that never raise anything."""
    return [_prediction(item, Label.CONSISTENT, 0.0, None) for item in statements]


def always_raised(statements: Sequence[LabelledStatement]) -> list[Prediction]:
    """Return predictions that raise everything."""
    return [_prediction(item, Label.OVERSTATED, 1.0, None) for item in statements]


def exact_match(statements: Sequence[LabelledStatement], nearest: Nearest) -> list[Prediction]:
    """Return predictions that raise what is not to the letter the nearest approved wording."""
    found = []
    for item in statements:
        message_id, text, _ = nearest(item)
        same = normalised(item.statement) == normalised(text)
        found.append(_prediction(item, Label.CONSISTENT if same else Label.REFRAMED, 0.0 if same else 1.0, message_id))
    return found


def word_overlap(statements: Sequence[LabelledStatement], nearest: Nearest) -> list[Prediction]:
    """Return predictions that rank by the share of words not in the nearest approved wording."""
    found = []
    for item in statements:
        message_id, text, _ = nearest(item)
        ours, theirs = set(_words(item.statement)), set(_words(text))
        distance = 1.0 - len(ours & theirs) / max(1, len(ours | theirs))
        found.append(_prediction(item, _label(distance, 0.5), distance, message_id))
    return found


def cosine_only(statements: Sequence[LabelledStatement], nearest: Nearest) -> list[Prediction]:
    """Return predictions that rank by the distance to the nearest approved wording."""
    found = []
    for item in statements:
        message_id, _, cosine = nearest(item)
        distance = (1.0 - cosine) / 2
        found.append(_prediction(item, _label(distance, 0.25), distance, message_id))
    return found


class StatementOnly:
    """Naive Bayes over the statement's words and pairs of words, without the messaging.

    Args:
        training: labelled statements it learns the writers' habits from.
    """

    def __init__(self, training: Sequence[LabelledStatement]) -> None:
        counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
        for item in training:
            counts[item.label not in CLEAN].update(set(_grams(item.statement)))
        raised = sum(item.label not in CLEAN for item in training)
        totals = {True: raised + 2.0, False: len(training) - raised + 2.0}
        self._weights = {
            gram: math.log((counts[True][gram] + 1) / totals[True])
            - math.log((counts[False][gram] + 1) / totals[False])
            for gram in counts[True] | counts[False]
            if counts[True][gram] + counts[False][gram] >= 3
        }
        self._prior = math.log(totals[True] / totals[False])

    def judge(self, statements: Sequence[LabelledStatement]) -> list[Prediction]:
        """Return predictions by the writers' habits alone."""
        found = []
        for item in statements:
            grams = set(_grams(item.statement))
            logit = self._prior + sum(self._weights.get(gram, 0.0) for gram in grams) / math.sqrt(len(grams) + 1)
            probability = 1 / (1 + math.exp(-logit))
            found.append(_prediction(item, _label(probability, 0.5), probability, None))
        return found


def _prediction(item: LabelledStatement, label: Label, score: float, message_id: str | None) -> Prediction:
    """Return a prediction for one statement."""
    return Prediction(id=item.id, company=item.company, label=label, message_id=message_id, score=score)


def _label(score: float, threshold: float) -> Label:
    """Return any raised label from the threshold up."""
    return Label.REFRAMED if score >= threshold else Label.CONSISTENT


def _words(text: str) -> list[str]:
    """Return the words of a text."""
    return _WORD.findall(normalised(text))


def _grams(text: str) -> list[str]:
    """Return words and pairs of words."""
    words = ["<", *_words(text), ">"]
    return words + [f"{left} {right}" for left, right in pairwise(words)]
