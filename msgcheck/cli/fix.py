"""`msgcheck fix`: a copy of a deck or text with exact swaps made and comments at the rest."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from msgcheck.cli.help_options import HELP
from msgcheck.cli.options import as_of_option, audience_options, chosen_audience, messaging_options, now
from msgcheck.cli.whole_files import write_whole
from msgcheck.errors import InputError

if TYPE_CHECKING:
    from msgcheck.feedback.fix import Fixed
    from msgcheck.records import Report


@click.command(context_settings=HELP)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="COPY",
    help="Where to write the copy.  [default: FILE.fixed.pptx or FILE.fixed.docx beside FILE]",
)
@click.option("--force", is_flag=True, help="Replace the copy if it is there already.")
@click.option("--all", "show_all", is_flag=True, help="Deal with notes, too.")
@messaging_options
@as_of_option
@audience_options
def command(file: Path, *, output: Path | None, force: bool, show_all: bool, **options: Any) -> None:
    """Write a copy of FILE, a deck or a Word text, with exact swaps only and comments at the rest.

    Wrong names and retired lines found word for word are swapped, their looks kept. Everything else that was found
    gets a comment with the approved line; what is silenced or decided by marketing is left alone. FILE itself is never
    changed.
    """
    target = _copy_path(file, output, force=force)
    fixed = _fix(file, options, show_all=show_all)
    if fixed.data is None:
        click.echo(f"{file}: nothing to fix, so no copy was written.")
    else:
        write_whole(target, fixed.data)
        width = shutil.get_terminal_size().columns
        click.echo("\n".join(_shown(fixed, width)))
        click.echo(f"wrote {target}", err=True)
    if fixed.inside:
        click.echo(f"Files inside {file.name} were left as they are ({fixed.inside}).", err=True)


def _copy_path(file: Path, output: Path | None, *, force: bool) -> Path:
    """Return where the copy goes.

    Raises:
        InputError: there is no such file, or the copy would replace something, or be called what it is not.
    """
    if not file.is_file():
        raise InputError("no such file", where=str(file), hint="name a .pptx or .docx file")
    target = output or file.with_name(f"{file.stem}.fixed{file.suffix}")
    if target.suffix.lower() != file.suffix.lower():
        raise InputError(f"the copy has to end in {file.suffix} like the original", where=str(target))
    if target.exists() and target.samefile(file):
        raise InputError("the copy would replace the original", where=str(target), hint="give it another name")
    if target.exists() and not force:
        raise InputError("there is such a file already", where=str(target), hint="name another one, or use --force")
    return target


def _fix(file: Path, options: dict[str, Any], *, show_all: bool) -> Fixed:
    """Return the copy, checked by the settings that hold here."""
    from msgcheck.assembly import build_checker, build_stages, settings_for
    from msgcheck.codes import Lane
    from msgcheck.feedback.decisions_file import decisions_path, read_decisions
    from msgcheck.feedback.fix import RAISED, fix
    from msgcheck.feedback.fixing.copying import refuse_other_formats
    from msgcheck.feedback.known_decisions import mark_decided
    from msgcheck.findings.known import apply_known, read_silences
    from msgcheck.messaging.load import load_messaging
    from msgcheck.reading.files import document_id
    from msgcheck.reading.interface import FileInfo

    created, as_of = now(), options["as_of"]
    today = as_of or created.date()
    settings = settings_for(
        (file,),
        cwd=Path.cwd(),
        environ=os.environ,
        overrides={"messaging": options["messaging"]},
        audience=chosen_audience(options),
        config=options["config"],
    )
    info = FileInfo(id=document_id(file), name=file.name, limits=settings.reading)
    refuse_other_formats(info)
    messaging = load_messaging(settings.messaging)
    silences = read_silences(settings.silences)
    decisions = read_decisions(decisions_path(settings.messaging))

    def known(report: Report) -> Report:
        silenced = apply_known(report, baseline=None, silences=silences, today=today)
        return mark_decided(silenced, decisions, messaging)

    stages = build_stages(settings, use_cache=not options["no_cache"])
    return fix(
        _content(file),
        info,
        build_checker(messaging, settings, stages, today=today, as_of=as_of),
        created=created,
        known=known,
        lanes=RAISED | {Lane.NOTE} if show_all else RAISED,
    )


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as err:
        raise InputError(f"cannot be read: {err.strerror}", where=str(file)) from err


def _shown(fixed: Fixed, width: int) -> list[str]:
    """Return what was done, a heading and one entry for each."""
    from msgcheck.report.plain_text import filled

    swaps = [f'{swap.location}: "{swap.old}" became "{swap.new}"' for swap in fixed.swaps]
    remarks = [f"{remark.location}: {remark.finding.sentence}" for remark in fixed.remarks]
    lines = []
    for heading, entries in (("Swapped", swaps), ("Commented", remarks)):
        lines.append(f"{heading}: {len(entries)}")
        for entry in entries:
            lines += filled(entry, width=width, first="  ", rest="    ")
    return lines
