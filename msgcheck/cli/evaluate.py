"""`msgcheck evaluate`: how well the judge agrees with labelled statements and documents."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from msgcheck.cli.help_options import HELP
from msgcheck.cli.options import now
from msgcheck.cli.whole_files import write_whole
from msgcheck.errors import InputError

if TYPE_CHECKING:
    from msgcheck.evaluate.documents import DocumentScore
    from msgcheck.evaluate.harness import Evaluation, MakeChecker
    from msgcheck.evaluate.scores import Prediction


@click.command(context_settings=HELP)
@click.argument("labelled_set", required=False, type=click.Path(path_type=Path), metavar="[SET]")
@click.option(
    "--pairs",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Instead of a SET, judge pairs of texts, the second by the first (.jsonl or .jsonl.gz); needs no messaging.",
)
@click.option(
    "--predictions",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT",
    help="Also write one JSON line a statement: id, company, label, message_id, score, severity.",
)
@click.option("--docs", is_flag=True, help="Scan the documents of the set for what was planted in them, instead.")
@click.option(
    "--output",
    "outputs",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Also write the whole report, statements and documents, to FILE; its suffix names the format (.md .json)."
    " Repeatable.",
)
@click.option(
    "--training",
    type=click.Path(path_type=Path, file_okay=False),
    help="Set the statement-only judge learns from.  [default: the folder train beside SET]",
)
@click.option("--parts", is_flag=True, help="Also by channel, form and company.")
@click.option("--misses", default=0, metavar="N", help="Print N statements that were got wrong, or what documents hid.")
@click.option("--config", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Settings file.")
@click.option("--no-cache", is_flag=True, help="Compute everything anew and remember nothing.")
def command(labelled_set: Path | None, **options: Any) -> None:
    """Judge a labelled SET (one folder a company) and print the figures beside judges that know nothing."""
    if (labelled_set is None) == (options["pairs"] is None):
        raise click.UsageError("name a labelled SET, or a file of pairs with --pairs; one of the two")
    of_a_set = ("docs", "outputs", "training", "parts", "misses")
    if labelled_set is None and any(options[name] for name in of_a_set):
        raise click.UsageError("--docs, --output, --training, --parts and --misses go with a SET, not with --pairs")
    if labelled_set is None:
        _pairs(options["pairs"], options)
    else:
        _set(labelled_set, options)


def _set(labelled_set: Path, options: dict[str, Any]) -> None:
    """Print the figures for a labelled set."""
    from msgcheck.assembly import build_stages, checker_maker, settings_for
    from msgcheck.evaluate.accuracy import measure
    from msgcheck.evaluate.accuracy_formats import renderer_for_accuracy
    from msgcheck.evaluate.held_out import held_out_for

    writers = [(path, renderer_for_accuracy(str(path))) for path in options["outputs"]]
    settings = settings_for((), cwd=Path.cwd(), environ=os.environ, overrides={}, audience={}, config=options["config"])
    stages = build_stages(settings, use_cache=not options["no_cache"])
    today = now().date()
    make_checker = checker_maker(settings, stages, today=today)
    evaluation = documents = None
    if options["docs"]:
        documents = _documents(labelled_set, make_checker, options)
    else:
        evaluation = _statements(labelled_set, make_checker, options)
    if not writers:
        return
    evaluation = evaluation or _evaluated(labelled_set, make_checker, options)
    accuracy = measure(
        evaluation,
        set_name=labelled_set.as_posix(),
        day=today,
        documents=_scored(labelled_set, make_checker) if documents is None else documents,
        held_out=held_out_for(evaluation.judge.name) if settings.judge == "default" else None,
    )
    for path, render in writers:
        write_whole(path, render(accuracy))
        click.echo(f"wrote {path}", err=True)


def _pairs(path: Path, options: dict[str, Any]) -> None:
    """Write what is said of pairs of texts, to stdout where no file is named."""
    from msgcheck.assembly import build_stages, calibration_in_use, settings_for
    from msgcheck.codes import CLEAN
    from msgcheck.evaluate.pair_rows import read_pair_rows
    from msgcheck.evaluate.pairs import PairsJudge

    rows = read_pair_rows(path)
    settings = settings_for((), cwd=Path.cwd(), environ=os.environ, overrides={}, audience={}, config=options["config"])
    stages = build_stages(settings, use_cache=not options["no_cache"])
    judge = PairsJudge(
        segmenter=stages.segmenter,
        embedder=stages.embedder,
        judge=calibration_in_use(settings, stages)[0],
        pair_model=stages.pair_model,
    )
    predictions = list(judge.judge_rows(rows))
    lines = "".join(f"{prediction.as_line()}\n" for prediction in predictions)
    if options["predictions"]:
        write_whole(options["predictions"], lines)
    else:
        click.echo(lines, nl=False)
    raised = sum(prediction.label not in CLEAN for prediction in predictions)
    click.echo(f"{len(predictions):,} pairs judged, {raised:,} raised", err=True)


def _evaluated(labelled_set: Path, make_checker: MakeChecker, options: dict[str, Any]) -> Evaluation:
    """Return what the judge says of the statements of a set."""
    from msgcheck.evaluate.harness import evaluate_set

    beside = labelled_set.resolve().parent / "train"
    training = options["training"] or (beside if beside.is_dir() else None)
    return evaluate_set(labelled_set, make_checker, training=training)


def _scored(labelled_set: Path, make_checker: MakeChecker) -> tuple[DocumentScore, ...]:
    """Return what is found in the documents of a set."""
    from msgcheck.evaluate.documents import score_documents
    from msgcheck.reading.dispatch import read_named

    return score_documents(labelled_set, make_checker, read_named)


def _statements(labelled_set: Path, make_checker: MakeChecker, options: dict[str, Any]) -> Evaluation:
    """Print the figures for the statements of a set, and return what was said of them."""
    from msgcheck.evaluate.tables import judges_table, labels_table, misses, parts_table

    evaluation = _evaluated(labelled_set, make_checker, options)
    blocks = [judges_table(evaluation), labels_table(evaluation.rows[0].scores)]
    if options["parts"]:
        blocks.append(parts_table(evaluation))
    if options["misses"]:
        blocks.append(misses(evaluation, options["misses"]))
    click.echo("\n\n".join(blocks))
    if options["predictions"]:
        _write_predictions(options["predictions"], evaluation.predictions)
    if evaluation.not_judged:
        click.echo(f"{evaluation.not_judged} not judged, counted as not a claim", err=True)
    return evaluation


def _documents(labelled_set: Path, make_checker: MakeChecker, options: dict[str, Any]) -> tuple[DocumentScore, ...]:
    """Print what was found of what was planted in the documents of a set, and return it."""
    from msgcheck.evaluate.tables import documents_table, hidden_and_wrong

    scores = _scored(labelled_set, make_checker)
    if not scores:
        raise InputError("holds no documents", where=str(labelled_set), hint="expected <company>/docs/")
    click.echo(documents_table(scores))
    if options["misses"]:
        click.echo("\n" + hidden_and_wrong(scores, options["misses"]))
    return scores


def _write_predictions(path: Path, predictions: Iterable[Prediction]) -> None:
    """Write one line a statement."""
    lines = [
        json.dumps(
            {
                "id": item.id,
                "company": item.company,
                "label": item.label.value,
                "message_id": item.message_id,
                "score": item.score,
                "severity": item.severity.value if item.severity else "none",
            },
            ensure_ascii=False,
            sort_keys=True,
        )
        for item in predictions
    ]
    write_whole(path, "\n".join(lines) + "\n")
