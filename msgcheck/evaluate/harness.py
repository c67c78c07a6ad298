"""Runs a judge, and the trivial ones beside it, over a labelled set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgcheck.codes import CLEAN, Label
from msgcheck.config import Thresholds
from msgcheck.evaluate import trivial
from msgcheck.evaluate.breakdown import Pairs
from msgcheck.evaluate.scores import Prediction, Scores, score
from msgcheck.evaluate.sets import CHANNELS, LabelledStatement, companies, read_statements
from msgcheck.findings.severity import severity_of
from msgcheck.messaging.load import load_messaging
from msgcheck.pipeline import Checker
from msgcheck.records import Audience, Judgement, Messaging

MakeChecker = Callable[[Messaging], Checker]
STATEMENT_ONLY = "statement only"
"""Name of the judge that has seen the writers' habits and never the messaging."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One judge's figures."""

    name: str
    scores: Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What came out for one set."""

    gold: tuple[LabelledStatement, ...]
    predictions: tuple[Prediction, ...]
    """Of the judge under test, in the order of `gold`."""
    rows: tuple[Row, ...]
    """The judge under test first, the trivial ones after it."""
    models: tuple[tuple[str, str], ...]
    """(what it is, name and hash) of everything that was learnt."""
    thresholds: Thresholds
    """The bars of the lanes."""
    lines: Mapping[tuple[str, str], str]
    """The wording of each message, retired line and ruled-out line, by (company, id)."""

    @property
    def pairs(self) -> Pairs:
        """Return each labelled statement with what the judge under test said of it."""
        return list(zip(self.gold, self.predictions, strict=True))

    @property
    def judge(self) -> Row:
        """Return the judge under test."""
        return self.rows[0]

    @property
    def statement_only(self) -> Row | None:
        """Return the judge that sees the statement alone; None where it had nothing to learn from."""
        return next((row for row in self.rows[1:] if row.name == STATEMENT_ONLY), None)

    @property
    def not_judged(self) -> int:
        """Return how many statements could not be judged; they count as `not_a_claim`."""
        return sum(prediction.not_judged for prediction in self.predictions)


def evaluate_set(folder: Path, make_checker: MakeChecker, *, training: Path | None = None) -> Evaluation:
    """Return the figures of a judge on a set, each statement judged alone against its company's messaging.

    Args:
        folder: one folder a company.
        make_checker: makes a checker for one messaging; its stages may be shared.
        training: set the statement-only judge learns from; None leaves that row out.

    Raises:
        InputError: the set holds no labelled company, or a line of it cannot be read.
    """
    gold: list[LabelledStatement] = []
    predictions: list[Prediction] = []
    near: dict[tuple[str, str], tuple[str | None, str, float]] = {}
    lines: dict[tuple[str, str], str] = {}
    for company in companies(folder):
        checker = make_checker(load_messaging(company / "messaging.yaml"))
        lines.update(((company.name, id_), text) for id_, text in _lines(checker.messaging))
        statements = read_statements(company)
        judgements = checker.judge_texts(
            [(item.statement, item.context, CHANNELS[item.channel], "") for item in statements]
        )
        nearest = checker.nearest_current([item.statement for item in statements])
        for item, judgement, match in zip(statements, judgements, nearest, strict=True):
            gold.append(item)
            predictions.append(prediction_of(item, judgement, checker.messaging))
            near[item.company, item.id] = (
                (match.wording.id, match.wording.text, match.cosine) if match else (None, "", -1.0)
            )
    rows = [Row(name=checker.judge.name, scores=score(list(zip(gold, predictions, strict=True))))]
    rows.extend(_trivial_rows(gold, lambda item: near[item.company, item.id], training))
    return Evaluation(
        gold=tuple(gold),
        predictions=tuple(predictions),
        rows=tuple(rows),
        models=models_of(checker),
        thresholds=checker.thresholds,
        lines=lines,
    )


def models_of(checker: Checker) -> tuple[tuple[str, str], ...]:
    """Return what of a checker was learnt from data: (what it is, name and hash)."""
    judge = checker.judge
    reader = judge.pair_model
    return (
        ("judge", judge.name),
        *((("pair model", reader.model),) if reader is not None else ()),
        ("embedding model", checker.finder.embedder.model),
        ("segmenter", checker.segmenter.name),
    )


def prediction_of(item: LabelledStatement, judgement: Judgement, messaging: Messaging) -> Prediction:
    """Return a judgement as a prediction; `not_judged` is written as `not_a_claim` with score 0."""
    not_judged = judgement.label is Label.NOT_JUDGED
    label = Label.NOT_A_CLAIM if not_judged else judgement.label
    return Prediction(
        id=item.id,
        company=item.company,
        label=label,
        message_id=None if label in {Label.UNSUPPORTED, Label.NOT_A_CLAIM} else bench_id(judgement, messaging),
        score=0.0 if not_judged else judgement.score,
        severity=None if label in CLEAN else severity_of(judgement, messaging=messaging, audience=Audience()),
        not_judged=not_judged,
    )


def bench_id(judgement: Judgement, messaging: Messaging) -> str | None:
    """Return the id a labelled set uses: a never_say entry without an id of its own goes by its `instead`."""
    for entry in messaging.never_say:
        if entry.id == judgement.message_id and not entry.named:
            return entry.instead or entry.id
    return judgement.message_id


def _lines(messaging: Messaging) -> Iterator[tuple[str, str]]:
    """Yield id and wording of what a labelled set may name; internal lines are never shown."""
    yield from ((entry.id, entry.text) for entry in messaging.never_say)
    yield from ((entry.id, entry.text) for entry in messaging.retired)
    yield from ((message.id, message.text) for message in messaging.messages)


def _trivial_rows(gold: Sequence[LabelledStatement], nearest: trivial.Nearest, training: Path | None) -> Iterable[Row]:
    """Yield the figures of the judges that know next to nothing."""
    judged = {
        "always clean": trivial.always_clean(gold),
        "always raised": trivial.always_raised(gold),
        "exact match": trivial.exact_match(gold, nearest),
        "word overlap": trivial.word_overlap(gold, nearest),
        "cosine": trivial.cosine_only(gold, nearest),
    }
    if training is not None:
        learned = trivial.StatementOnly([item for company in companies(training) for item in read_statements(company)])
        judged[STATEMENT_ONLY] = learned.judge(gold)
    for name, predictions in judged.items():
        yield Row(name=name, scores=score(list(zip(gold, predictions, strict=True))))
