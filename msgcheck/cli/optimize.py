"""`msgcheck optimize`: prepare the embedding model now, so that no draft waits for it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import click

from msgcheck.cli.help_options import HELP


@click.command(context_settings=HELP)
@click.option(
    "--config",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Settings file.  [default: the nearest msgcheck.yaml or pyproject.toml]",
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where prepared models lie, embedder.folder in the settings.  [default: models in the cache folder]",
)
def command(config: Path | None, folder: Path | None) -> int:
    """Prepare the embedding model of the settings now, for ONNX Runtime.

    It happens by itself with the first text, once for a model. Do it beforehand in an image, in CI, or for a folder
    that several people share. Exit codes: 0 it is ready, 2 it cannot be prepared.
    """
    from msgcheck.assembly import build_stages, settings_for
    from msgcheck.embed.onnx_embedder import OnnxEmbedder
    from msgcheck.embed.prepared_model import GRAPH
    from msgcheck.embed.speed import SENTENCE, measured_ms

    settings = settings_for(
        (), cwd=Path.cwd(), environ=os.environ, overrides={"embedder.folder": folder}, audience={}, config=config
    )
    embedder = build_stages(settings, use_cache=False).embedder
    if not isinstance(embedder, OnnxEmbedder):
        click.echo(f"embedder.kind is {settings.embedder.kind}: there is nothing to prepare.")
        return 0
    begun_s = time.monotonic()
    was_ready = embedder.prepared() is not None
    description = embedder.prepare()
    taken = "was ready" if was_ready else f"is ready, after {time.monotonic() - begun_s:.0f} s"
    size_mb = (embedder.folder / GRAPH).stat().st_size / 1e6
    click.echo(f"{description.name} {taken}.")
    click.echo(f"  folder      {embedder.folder}")
    click.echo(f"  size        {size_mb:.1f} MB")
    click.echo(f"  speed       {measured_ms(embedder):.1f} ms a sentence of {len(SENTENCE.split())} words")
    click.echo(f"  difference  {description.largest_difference:.1e} at most, from sentence-transformers")
    click.echo(f"  made with   {description.made_with}")
    return 0
