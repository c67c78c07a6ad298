"""Judges pairs of any texts: is what the second says backed by the first?

Nothing is asked of the messaging: the first text, the premise, is taken for approved text about us. Each sentence of
the second is set beside what of the premise is near to it, the best support counts, and the worst sentence decides.
(The same plan as SummaC: Laban et al., TACL 10, 2022.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from msgcheck.codes import BY_LABEL, CLEAN, Label
from msgcheck.embed.interface import Embedder
from msgcheck.evaluate.pair_changes import NEAR_COPY, Change, Texts, alike, known, surest_change
from msgcheck.evaluate.pair_rows import PairPrediction, PairRow
from msgcheck.evaluate.pair_weighing import Signs, Weighed, weigh
from msgcheck.evaluate.premises import Premise, cues_of, figures_of, read_premise, read_sentences
from msgcheck.judge.comparison import Comparison, compare
from msgcheck.judge.interface import Judge
from msgcheck.pairs.interface import PAIR_LABELS, Floats2d, Pair, PairLabel, PairModel
from msgcheck.records import Form, Judgement, Match, Statement
from msgcheck.segment.interface import Segmenter

_CONSISTENT = PAIR_LABELS.index(PairLabel.CONSISTENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """One sentence of a row, beside what of the premise is near to it."""

    row: int
    statement: Statement
    near: tuple[Match, ...]
    passages: tuple[str, ...]
    pairs: tuple[Comparison, ...]
    """Beside each of `near`, the one it has most words in common with first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Backing:
    """What the pair model made of one sentence."""

    probability: float
    """That some passage says it."""
    drift: Label
    """What the sentence does, beside the passage that backs it best, if not that."""


class PairsJudge:
    """Judges pairs with the stages of a checker.

    Args:
        segmenter: finds sentences and reads them.
        embedder: finds what of a premise is near.
        judge: weighs the readings of both sides.
        pair_model: reads each sentence beside the passages; None leaves that out.
    """

    def __init__(
        self, *, segmenter: Segmenter, embedder: Embedder, judge: Judge, pair_model: PairModel | None = None
    ) -> None:
        self._segmenter = segmenter
        self._embedder = embedder
        self._judge = judge
        self._pair_model = pair_model

    def judge_rows(self, rows: Sequence[PairRow]) -> Iterator[PairPrediction]:
        """Yield one prediction a row, in the order of `rows`; rows with one premise are judged together."""
        found: dict[int, PairPrediction] = {}
        by_premise = sorted(range(len(rows)), key=lambda place: rows[place].premise)
        for premise, places in groupby(by_premise, key=lambda place: rows[place].premise):
            here = list(places)
            predictions = self._of_one_premise(premise, [rows[place] for place in here])
            found.update(zip(here, predictions, strict=True))
        for place in range(len(rows)):
            yield found[place]

    def _of_one_premise(self, text: str, rows: Sequence[PairRow]) -> list[PairPrediction]:
        """Return the predictions of rows that share a premise."""
        premise = read_premise(text, segmenter=self._segmenter, embedder=self._embedder)
        sentences = self._sentences(premise, rows)
        judgements = self._judge.judge_all([(item.statement, item.near) for item in sentences])
        texts = [_texts(premise, [item.statement for item in sentences if item.row == row]) for row in range(len(rows))]
        weighed: list[list[tuple[Weighed, tuple[str, ...]]]] = [[] for _ in rows]
        for item, judgement, backing in zip(sentences, judgements, self._backings(sentences), strict=True):
            change = surest_change(item.pairs, texts[item.row])
            signs = _signs(item, judgement, backing, change, premise)
            result = weigh(signs)
            weighed[item.row].append((result, _reasons(result, judgement, signs)))
        return [_worst(row, found) for row, found in zip(rows, weighed, strict=True)]

    def _sentences(self, premise: Premise, rows: Sequence[PairRow]) -> list[_Sentence]:
        """Return all sentences of the rows, each with what is near to it."""
        found = [
            (place, statement)
            for place, row in enumerate(rows)
            for statement in read_sentences(row.hypothesis, self._segmenter)
        ]
        near = premise.near([statement for _, statement in found])
        return [
            _Sentence(
                row=row,
                statement=statement,
                near=matches,
                passages=premise.passages(matches),
                pairs=tuple(sorted(map(compare, matches), key=alike, reverse=True)),
            )
            for (row, statement), matches in zip(found, near, strict=True)
        ]

    def _backings(self, sentences: Sequence[_Sentence]) -> list[_Backing | None]:
        """Return what the pair model makes of each sentence beside its passages, each pair read once."""
        model = self._pair_model
        if model is None:
            return [None] * len(sentences)
        pairs = {pair: None for item in sentences if not _asks_or_greets(item) for pair in _pairs(item)}
        read = dict(zip(pairs, model.read(list(pairs)), strict=True)) if pairs else {}
        backings: list[_Backing | None] = []
        for item in sentences:
            rows = [read[pair] for pair in _pairs(item) if pair in read]
            backings.append(_backing(np.stack(rows)) if rows else None)
        return backings


def _texts(premise: Premise, said: Sequence[Statement]) -> Texts:
    return Texts(
        premise_figures=premise.figures,
        premise_cues=premise.cues,
        said_figures=figures_of(said),
        said_cues=cues_of(said),
    )


def _pairs(item: _Sentence) -> list[Pair]:
    return [Pair(approved=passage, said=item.statement.text) for passage in item.passages]


def _backing(rows: Floats2d) -> _Backing:
    """Return the best support that any passage gives."""
    best = rows[int(np.argmax(rows[:, _CONSISTENT]))]
    others = [place for place in range(len(PAIR_LABELS)) if place != _CONSISTENT]
    drift = PAIR_LABELS[max(others, key=lambda place: float(best[place]))]
    return _Backing(
        probability=float(np.exp(best[_CONSISTENT])),
        drift=Label.UNSUPPORTED if drift is PairLabel.UNRELATED else Label(drift.value),
    )


def _asks_or_greets(item: _Sentence) -> bool:
    """Return whether a sentence claims nothing: a greeting, or a question that the premise does not ask as well."""
    match item.statement.readings.form:
        case Form.GREETING:
            return True
        case Form.QUESTION:
            return _likeness(item) < NEAR_COPY
        case _:
            return False


def _likeness(item: _Sentence) -> float:
    """Return how much of a sentence and of the passage it has most words in common with is the same."""
    return alike(item.pairs[0]) if item.pairs else 0.0


def _signs(
    item: _Sentence, judgement: Judgement, backing: _Backing | None, change: Change | None, premise: Premise
) -> Signs:
    """Return what is known of one sentence."""
    readings = item.statement.readings
    names = {token.lemma for token in readings.tokens if token.pos == "PROPN"}
    content = set(readings.content)
    return Signs(
        label=judgement.label,
        judged=judgement.score,
        alike=_likeness(item),
        backed=backing.probability if backing else None,
        drift=backing.drift if backing else None,
        changed=change,
        new_figures=sum(not known(figure, premise.figures) for figure in readings.figures),
        new_names=len(names - premise.words),
        new_words=len(content - premise.words) / max(1, len(content)),
        asks_or_greets=_asks_or_greets(item),
    )


def _reasons(weighed: Weighed, judgement: Judgement, signs: Signs) -> tuple[str, ...]:
    """Return why a sentence is raised, in words that can be shown."""
    if weighed.label in CLEAN:
        return ()
    if signs.changed is not None:
        return (signs.changed.what,)
    if weighed.label is judgement.label and judgement.reasons:
        return tuple(reason.what for reason in judgement.reasons)
    if signs.new_figures:
        return ("a figure that stands nowhere in the text",)
    return (BY_LABEL[weighed.label].shown_as,)


def _worst(row: PairRow, found: Sequence[tuple[Weighed, tuple[str, ...]]]) -> PairPrediction:
    """Return the prediction of a row: that of its worst sentence. A text without any claims nothing."""
    if not found:
        return PairPrediction(id=row.id, score=0.0, label=Label.NOT_A_CLAIM)
    claims = [pair for pair in found if pair[0].label is not Label.NOT_A_CLAIM] or found
    weighed, reasons = max(claims, key=lambda pair: pair[0].score)
    return PairPrediction(id=row.id, score=round(weighed.score, 6), label=weighed.label, reasons=reasons)
