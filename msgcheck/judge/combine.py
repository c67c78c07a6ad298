"""The judge: readings of both sides compared, weighed together with the cosine, and explained.

Boosted trees over the features give a probability for each of the ten labels; the rules say why. The trees are
fitted on labelled statements (`msgcheck train`, `msgcheck calibrate --set`) and are bound to the embedder they
were fitted with. Not left to the trees: wording that is repeated to the letter is what it repeats, a bare label and
somebody else's words in quotation marks claim nothing, a near copy of a line with a figure or a "not" changed has
drifted, a line that says the same by an opposite ("stays" for "does not leave") contradicts nothing, a figure is never
called changed where the readings find none, and a label needs some ground (`grounds.py`): a line that is far away is
not spoken of, nor a ruled-out one that the pair model has read and does not find said.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path

from msgcheck.codes import BY_LABEL, CLEAN, STATEMENT_LABELS, Label
from msgcheck.errors import InputError
from msgcheck.identity import normalised
from msgcheck.judge.boosted_trees import BoostedTrees, load_trees
from msgcheck.judge.comparison import Comparison
from msgcheck.judge.features import Picture, matrix, picture, row
from msgcheck.judge.gravity import likeliest_drift, weighed_by_gravity
from msgcheck.judge.grounds import grounded
from msgcheck.judge.interface import Candidates, Rule
from msgcheck.judge.near_copies import near_copy_sign, says_the_same
from msgcheck.judge.pair_reading import with_pairs_read
from msgcheck.judge.quoted_words import repeats_others_words
from msgcheck.judge.rules import pair_rules
from msgcheck.pairs.interface import PairModel
from msgcheck.records import CURRENT, BlockKind, Judgement, Match, Reason, Source, Statement

WEIGHTS = "combination.npz"

BARE_LABEL_COSINE = 0.55
"""A verbless line nearer than this to a wording is taken for a shortened claim. Of those further away half claim
nothing in the training statements (22 of 42 in every second company), which were all written to be judged; whole
decks are full of headings and labels that claim nothing."""

SHORTENED_COSINE = 0.75
"""From here on a verbless line is a shortened claim even if it shares but one word with the wording."""

_BY_SOURCE = {Source.RETIRED: Label.OUTDATED, Source.NEVER_SAY: Label.FORBIDDEN}


class ReadingsJudge:
    """Judges a statement by its readings beside those of the nearest wordings.

    Args:
        trees: the fitted combination.
        digest: first hex digits of the weights' sha256, for the judge's name.
        pair_model: reads the pairs that matter; None where the trees were fitted without one.
        rules: what explains each label.
        raise_at: probability, weighed by gravity, from which a statement is raised.
    """

    def __init__(
        self,
        trees: BoostedTrees,
        *,
        digest: str,
        pair_model: PairModel | None = None,
        rules: Sequence[Rule] | None = None,
        raise_at: float,
    ) -> None:
        self.trees = trees
        self.pair_model = pair_model
        self.raise_at = raise_at
        self._digest = digest
        self._rules = {rule.label: rule for rule in (rules if rules is not None else pair_rules())}

    @property
    def name(self) -> str:
        """Return name and hash, `readings@1a2b3c4d`."""
        return f"readings@{self._digest}"

    def judge_all(self, items: Sequence[Candidates]) -> tuple[Judgement, ...]:
        """Return the judgement of each statement; one without candidates is judged by itself."""
        pictures = [picture(statement, candidates) for statement, candidates in items]
        judgements = [settled(seen, candidates) for seen, (_, candidates) in zip(pictures, items, strict=True)]
        open_ = [place for place, judgement in enumerate(judgements) if judgement is None]
        weighed = self._weighed_all([pictures[place] for place in open_])
        for place, (seen, probabilities, score) in zip(open_, weighed, strict=True):
            judgements[place] = self._judgement(seen, probabilities, score)
        return tuple(judgement for judgement in judgements if judgement is not None)

    def _judgement(self, seen: Picture, probabilities: Mapping[str, float], score: float) -> Judgement:
        """Return the judgement that the probabilities and the signs of a statement allow."""
        statement = seen.statement
        raised = weighed_by_gravity(score, likeliest_drift(probabilities)) >= self.raise_at
        for label in self._ranked(probabilities, raised=raised):
            pair = _pair_for(label, seen)
            reason = self._reason(label, pair)
            if pair is None and label not in {Label.UNSUPPORTED, Label.NOT_A_CLAIM}:
                continue
            if not probabilities.get(label.value) or (label is Label.FIGURE_CHANGED and reason is None):
                continue
            return Judgement(
                statement=statement,
                label=label,
                score=round(score, 6),
                message_id=pair.match.wording.id if pair else None,
                match=pair.match if pair else None,
                reasons=(reason,) if reason else (),
            )
        return Judgement(statement=statement, label=Label.NOT_A_CLAIM, score=round(score, 6))

    def _weighed_all(self, pictures: Sequence[Picture]) -> list[tuple[Picture, dict[str, float], float]]:
        """Return each picture with the probability of each label by name, and that its statement should be raised."""
        if not pictures:
            return []
        if self.pair_model is not None:
            pictures = with_pairs_read(pictures, self.pair_model)
        rows = [row(seen) for seen in pictures]
        names = tuple(rows[0])
        weighed = grounded(
            self.trees.probabilities(matrix(rows, self.trees.features)), self.trees.classes, matrix(rows, names), names
        )
        return [
            (seen, *self._signed(seen, dict(zip(self.trees.classes, values, strict=True))))
            for seen, values in zip(pictures, weighed.tolist(), strict=True)
        ]

    def _signed(self, seen: Picture, probabilities: dict[str, float]) -> tuple[dict[str, float], float]:
        """Return the probabilities, and that the statement should be raised, with its clear signs.

        A clear sign in a near copy is averaged with what the trees say, in log-odds, where it is surer than they are.
        It takes the label, too, unless they see an old line or one that is ruled out. What says the same by an
        opposite contradicts nothing.
        """
        wordings = [seen.current, *seen.siblings] if seen.current else []
        if says_the_same(wordings):
            contradicts = probabilities.pop(Label.CONTRADICTS.value, 0.0)
            probabilities[Label.CONSISTENT.value] = probabilities.get(Label.CONSISTENT.value, 0.0) + contradicts
        score = float(sum(value for name, value in probabilities.items() if Label(name) not in CLEAN))
        sign = near_copy_sign(wordings)
        if sign is not None and sign.probability > score:
            score = _between(score, sign.probability)
            likeliest = self._ranked(probabilities, raised=True)[0]
            if likeliest not in {Label.OUTDATED, Label.FORBIDDEN}:
                probabilities[sign.label.value] = 1.0
        return probabilities, score

    def _ranked(self, probabilities: Mapping[str, float], *, raised: bool) -> list[Label]:
        """Return labels most probable first, those on the chosen side of the bar before the others."""
        return sorted(
            STATEMENT_LABELS,
            key=lambda label: ((label not in CLEAN) is not raised, -float(probabilities.get(label.value, 0.0))),
        )

    def _reason(self, label: Label, pair: Comparison | None) -> Reason | None:
        """Return why a label holds, None for clean ones and where its rule sees nothing."""
        rule = self._rules.get(label)
        if rule is None:
            return None
        if pair is None:
            return Reason(code=rule.code, what="no approved line says this", score=1.0)
        return rule.judge(pair)


def _between(one: float, other: float) -> float:
    """Return the probability half way between two in log-odds; none counts as surer than one in a hundred."""
    odds = [value / (1 - value) for value in (min(max(one, 0.01), 0.99), min(max(other, 0.01), 0.99))]
    middle = math.sqrt(odds[0] * odds[1])
    return middle / (1 + middle)


def packaged_judge(
    *, raise_at: float, weights: Path | None = None, pair_model: PairModel | None = None
) -> ReadingsJudge:
    """Return the judge with the weights that come with the package, or with those of a file.

    Raises:
        InputError: the weights were fitted with a pair model, and there is none.
    """
    if weights is not None:
        trees, digest = load_trees(weights)
    else:
        with resources.as_file(resources.files("msgcheck.judge") / WEIGHTS) as path:
            trees, digest = load_trees(path)
    reads_pairs = any(name.startswith("pair.") for name in trees.features)
    if reads_pairs and pair_model is None:
        raise InputError(
            "the judge was fitted with a pair model, and pairs.kind is none",
            hint="leave pairs.kind out, or fit a judge without: msgcheck calibrate --set corpora/statements/train",
        )
    return ReadingsJudge(trees, digest=digest, raise_at=raise_at, pair_model=pair_model if reads_pairs else None)


def settled(seen: Picture, candidates: Sequence[Match]) -> Judgement | None:
    """Return the judgement where no weighing is needed, else None.

    That is wording repeated to the letter, bare labels, and somebody else's words in quotation marks.
    """
    verbatim = _verbatim(seen.statement, candidates)
    if verbatim is None and (is_bare_label(seen) or repeats_others_words(seen.statement)):
        return Judgement(statement=seen.statement, label=Label.NOT_A_CLAIM, score=0.0)
    return verbatim


def is_bare_label(seen: Picture) -> bool:
    """Return whether a statement only names something: a heading, a head of a table, a label in a chart.

    It has no verb, no figure, nothing that promises or denies, and it is near no wording; or it is nothing but names.
    """
    readings = seen.statement.readings
    if seen.current is not None and not (seen.current.shared or seen.current.added):
        return True
    if any(token.pos in {"VERB", "AUX"} for token in readings.tokens):
        return False
    if seen.statement.kind in {BlockKind.TABLE_CELL, BlockKind.CHART} and not seen.statement.heads:
        return True
    says_something = (
        any(figure.kind not in {"version", "ordinal"} for figure in readings.figures)
        or seen.unknown_certifications
        or any(
            getattr(readings, group)
            for group in ("guarantees", "superlatives", "absolutes", "negations", "softeners", "conditions", "limits")
        )
    )
    if says_something:
        return False
    pairs = [pair for pair in (seen.current, seen.retired, seen.never_say) if pair]
    nearest = max((pair.match.cosine for pair in pairs), default=-1.0)
    shared = max((len(pair.shared) for pair in pairs), default=0)
    return nearest < BARE_LABEL_COSINE or (shared < 2 and nearest < SHORTENED_COSINE)


def _verbatim(statement: Statement, candidates: Sequence[Match]) -> Judgement | None:
    """Return the judgement of a statement that repeats a wording to the letter, None for all others."""
    text = _bare(statement.text)
    same = [match for match in candidates if _bare(match.wording.text) == text]
    for match in sorted(same, key=lambda match: match.wording.source not in CURRENT):
        source = match.wording.source
        if source is Source.INTERNAL_ONLY:
            continue
        label = Label.CONSISTENT if source in CURRENT else _BY_SOURCE[source]
        reasons = (
            ()
            if label is Label.CONSISTENT
            else (Reason(code=BY_LABEL[label].code, what="repeats it to the letter", score=1.0),)
        )
        return Judgement(
            statement=statement,
            label=label,
            score=0.0 if label is Label.CONSISTENT else 0.999,
            message_id=match.wording.id,
            match=match,
            reasons=reasons,
        )
    return None


def _bare(text: str) -> str:
    """Return a text without what differs between a sentence and a bullet."""
    return normalised(text).rstrip(".!;: ")


def _pair_for(label: Label, seen: Picture) -> Comparison | None:
    """Return the pair a label speaks of."""
    match label:
        case Label.OUTDATED:
            return seen.retired
        case Label.FORBIDDEN:
            return seen.never_say
        case Label.UNSUPPORTED | Label.NOT_A_CLAIM:
            return None
        case _:
            return seen.current
