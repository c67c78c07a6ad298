"""`msgcheck calibrate`: thresholds for your own statements, or for other models than the packaged ones."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from msgcheck.cli.help_options import HELP
from msgcheck.cli.options import messaging_options, now
from msgcheck.config import CALIBRATION_FILE

if TYPE_CHECKING:
    from msgcheck.config import Settings

JUDGE_FOLDER = "msgcheck-judge"
_HAS_LEARNT = (
    "note: the packaged pair model has learnt from the companies of corpora/statements/train; fitted to them again, "
    "the judge trusts it too much and the figures below flatter it. Take a set of other companies, or msgcheck train."
)


@click.command(context_settings=HELP)
@click.argument("rows", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@click.option(
    "--set",
    "labelled_set",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Fit the judge anew to a labelled set, one folder a company, with the models of the settings.",
)
@click.option(
    "--clean",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="With --set: clean documents of the same companies, which fix what may be raised in a clean deck or mail.",
)
@click.option(
    "--written",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="With --set: further statements of the same companies, COMPANY.jsonl.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Where to write.  [default: msgcheck-calibration.json, with --set the folder msgcheck-judge, beside the"
    " settings]",
)
@messaging_options
def command(rows: Path | None, labelled_set: Path | None, **options: Any) -> None:
    """Fix the thresholds by labelled statements.

    FILE holds 30 statements or more, one JSON object a line, or is a folder of such files: statement, channel,
    message_id, label, ... as in the labelled sets. They are judged against your messaging. Probabilities and
    thresholds are fitted to them as far as that many rows allow, and printed as they were and as they are.

    With --set the judge itself is fitted anew: after another embedding model was chosen, say, for which no
    thresholds are known.
    """
    from msgcheck.assembly import settings_for

    if (rows is None) == (labelled_set is None):
        raise click.UsageError("name a FILE of labelled statements, or a labelled set with --set; one of the two")
    for name in ("clean", "written"):
        if options[name] and labelled_set is None:
            raise click.UsageError(f"--{name} goes with --set")
    settings = settings_for(
        (),
        cwd=Path.cwd(),
        environ=os.environ,
        overrides={"messaging": options["messaging"]},
        audience={},
        config=options["config"],
    )
    if rows is not None:
        _by_rows(rows, settings, options)
    elif labelled_set is not None:
        _by_set(labelled_set, settings, options)


def _by_rows(rows: Path, settings: Settings, options: dict[str, Any]) -> None:
    """Fit probabilities and thresholds to labelled statements."""
    from msgcheck.assembly import build_checker, build_stages, calibration_in_use, models_in_use
    from msgcheck.evaluate.sets import CHANNELS, read_rows
    from msgcheck.messaging.load import load_messaging
    from msgcheck.training.recalibrate import check_enough, recalibrate
    from msgcheck.training.tables import recalibration_table

    messaging = load_messaging(settings.messaging)
    ids = {entry.id for entries in (messaging.messages, messaging.retired, messaging.never_say) for entry in entries}
    gold = read_rows(rows, company=messaging.company.name, message_ids=ids)
    check_enough(gold)
    stages = build_stages(settings, use_cache=not options["no_cache"])
    # What was fitted to rows before does not count: each calibration begins with the judge's own.
    judge, own = calibration_in_use(replace(settings, calibration=None), stages)
    checker = build_checker(messaging, settings, stages, today=now().date(), judge=judge)
    prepared = checker.prepare_texts([(item.statement, item.context, CHANNELS[item.channel], "") for item in gold])
    outcome = recalibrate(
        gold,
        [judgement.score for judgement in judge.judge_all(prepared)],
        own=own,
        models=models_in_use(judge, stages),
    )
    path = options["output"] or _beside_settings(settings, CALIBRATION_FILE)
    if path.is_dir():
        path = path / CALIBRATION_FILE
    outcome.calibration.save(path)
    click.echo(recalibration_table(outcome))
    click.echo(f"wrote {path}", err=True)
    _say_how_to_use("calibration", path, _beside_settings(settings, CALIBRATION_FILE))


def _by_set(labelled_set: Path, settings: Settings, options: dict[str, Any]) -> None:
    """Fit the judge anew to a labelled set."""
    from msgcheck.assembly import build_stages
    from msgcheck.reading.dispatch import read_named
    from msgcheck.training.refit import check_fitting_is_possible, refit, write_judge
    from msgcheck.training.tables import fit_table

    check_fitting_is_possible()
    if settings.pairs.kind == "packaged":
        click.echo(_HAS_LEARNT, err=True)
    stages = build_stages(settings, use_cache=not options["no_cache"])
    fitted = refit(
        labelled_set,
        written=options["written"],
        clean=options["clean"],
        settings=settings,
        stages=stages,
        read=read_named,
        today=now().date(),
    )
    folder = options["output"] or _beside_settings(settings, JUDGE_FOLDER)
    calibration = write_judge(folder, fitted, stages)
    click.echo(fit_table(fitted, calibration, clean_documents=options["clean"] is not None))
    click.echo(f"wrote {folder}", err=True)
    _say_how_to_use("judge", folder, None if settings.judge == "default" else Path(settings.judge))


def _beside_settings(settings: Settings, name: str) -> Path:
    """Return a path beside the settings file; in the current folder where there is none."""
    return (settings.source.parent if settings.source else Path()) / name


def _say_how_to_use(key: str, path: Path, found_at: Path | None) -> None:
    """Say what to write into the settings, unless what was written is found anyway."""
    if found_at is None or path.resolve() != found_at.resolve():
        click.echo(f"to use it, write into msgcheck.yaml:  {key}: {path}", err=True)
