"""`msgcheck train`: the weights from scratch."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import click

from msgcheck.cli.help_options import HELP
from msgcheck.cli.options import now

_FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)


@click.command(context_settings=HELP)
@click.option("--set", "labelled", type=_FOLDER, required=True, help="Labelled set, one folder a company.")
@click.option(
    "--inference",
    type=_FOLDER,
    required=True,
    help="Public sets, .jsonl.gz: two texts and whether the second follows from the first.",
)
@click.option("--written", type=_FOLDER, help="Further statements of the same companies, COMPANY.jsonl.")
@click.option("--clean", type=_FOLDER, help="Clean documents of the same companies, one folder each.")
@click.option(
    "--start", type=_FOLDER, help="Folder of the encoder to begin with.  [default: the packaged all-MiniLM-L6-v2]"
)
@click.option(
    "--work",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("out/training"),
    show_default=True,
    help="Folder for checkpoints; a run that was stopped goes on from there, with other data it begins anew.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("out/trained"),
    show_default=True,
    help="Where to write pairs/weights and judge.",
)
@click.option("--threads", type=click.IntRange(1, 64), default=2, show_default=True, help="Processor threads.")
def command(
    *,
    labelled: Path,
    inference: Path,
    written: Path | None,
    clean: Path | None,
    start: Path | None,
    work: Path,
    output: Path,
    threads: int,
) -> None:
    """Train the pair model and fit the judge anew, from scratch.

    The same data give the same figures within a point. On two cores it takes about two hours; progress goes to
    stderr. To use what comes out, write into msgcheck.yaml: `pairs: {kind: onnx, model: out/trained/pairs/weights}` and
    `judge: out/trained/judge`. With --output msgcheck the packaged weights themselves are replaced.

    Needs the extra packages of pip install 'msgcheck[train]'.
    """
    from msgcheck.assembly import build_stages, settings_for
    from msgcheck.embed.model_files import PACKAGED_MODEL, find_model, not_on_this_machine
    from msgcheck.reading.dispatch import read_named
    from msgcheck.training.run import check_training_is_possible, train
    from msgcheck.training.tables import fit_table

    check_training_is_possible()
    if start is None:
        packaged = find_model(PACKAGED_MODEL)
        if packaged is None:
            raise not_on_this_machine(PACKAGED_MODEL)
        start = packaged.folder
    logging.getLogger("msgcheck.training").setLevel(logging.INFO)
    settings = settings_for((), cwd=Path.cwd(), environ=os.environ, overrides={"pairs.kind": "none"}, audience={})
    fitted, calibration = train(
        labelled,
        inference=inference,
        written=written,
        clean=clean,
        start=start,
        work=work,
        output=output,
        settings=settings,
        stages=build_stages(settings),
        read=read_named,
        today=now().date(),
        threads=threads,
    )
    click.echo(fit_table(fitted, calibration, clean_documents=clean is not None))
    click.echo(f"wrote {output}", err=True)
