"""`msgcheck accept`: a found wording is fine; it is known from now on, and proposed as an example."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from msgcheck.cli.disputes import count_as_wrong, dispute_options
from msgcheck.cli.explain import chosen_finding
from msgcheck.cli.help_options import HELP
from msgcheck.cli.options import stored_settings
from msgcheck.codes import OTHER_WORDING
from msgcheck.errors import InputError
from msgcheck.records import Finding, Message
from msgcheck.segment.bare_answers import is_bare_answer

_PROMISES_MORE = "MC103"


@click.command(context_settings=HELP)
@click.argument("finding", required=False, default="", metavar="[FINDING]")
@click.option(
    "--proposed", type=int, metavar="NUMBER", help="Adopt what a sender proposed, as msgcheck tell --list numbers it."
)
@click.option("--write", is_flag=True, help="Add the example to the messaging file instead of printing it.")
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="JSON report the finding stands in.  [default: the last scan]",
)
@click.option(
    "--messaging",
    type=click.Path(path_type=Path),
    help="File or folder of the approved messaging.  [default: messaging]",
)
@click.option(
    "--config",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Settings file.  [default: the nearest msgcheck.yaml or pyproject.toml]",
)
@dispute_options
def command(finding: str, *, report: Path | None, write: bool, **options: Any) -> None:
    """Accept the wording of FINDING as saying what its message says.

    It is recorded as known wherever the same words stand, and proposed as one of the message's examples, so that
    the same wording is on message everywhere. Only what promises more or less, or makes another point, can be
    accepted: a changed figure or an old line is for marketing to decide. It counts as called wrong, and as wrong
    indeed, by code, message and month, without a name. FINDING is its fingerprint from the JSON report, or the
    first four digits or more of it. With --proposed NUMBER it is a sentence that its sender proposed before sending.
    """
    if bool(finding) == (options["proposed"] is not None):
        raise InputError(
            "say which wording to accept", hint="msgcheck accept FINDING, or msgcheck accept --proposed NUMBER"
        )
    if options["proposed"] is not None:
        _adopt(options["proposed"], options, write=write)
        return
    from msgcheck.config import load_settings
    from msgcheck.findings.known import ACCEPTED, add_silence, silence_of
    from msgcheck.messaging.load import load_messaging

    chosen = chosen_finding(finding, report)
    settings = load_settings(Path.cwd(), os.environ, {"messaging": options["messaging"]}, config=options["config"])
    message = _message_of(chosen, load_messaging(settings.messaging).message(chosen.message_id))
    if chosen.code == _PROMISES_MORE:
        click.echo("This sentence was found to promise more than is approved. Have marketing agree to it.\n", err=True)
    _add_example(message, chosen.found, write=write)
    add_silence(settings.silences, silence_of(chosen, reason=ACCEPTED, until=None, all_documents=True))
    click.echo(f"\nRecorded as known in {settings.silences}.")
    count_as_wrong(chosen, options, upheld=True)


def _adopt(number: int, options: dict[str, Any], *, write: bool) -> None:
    """Make a sentence that was proposed before sending an example of its message."""
    from msgcheck.assembly import open_store_for
    from msgcheck.feedback.offered import is_adopted, proposal
    from msgcheck.messaging.load import load_messaging

    settings = stored_settings(options)
    with open_store_for(settings) as store:
        proposed = proposal(store, number)
    message = load_messaging(settings.messaging).message(proposed.message_id)
    if message is None:
        raise InputError(f'the message "{proposed.message_id}" is no longer in the messaging')
    if is_adopted(proposed, message):
        click.echo(f"{message.id} has this wording already.")
        return
    _add_example(message, proposed.sentence, write=write)


def _add_example(message: Message, sentence: str, *, write: bool) -> None:
    """Add a sentence to the examples of a message, or show what to add."""
    from msgcheck.findings.examples import example_to_add, write_example

    if write:
        path = Path(message.where.path)
        write_example(path, message.id, sentence)
        click.echo(f"Added to the examples of {message.id} in {path}.")
    else:
        click.echo(f"Add to {message.where.path}, or run again with --write:\n")
        click.echo(example_to_add(message.id, sentence), nl=False)


def _message_of(finding: Finding, message: Message | None) -> Message:
    """Return the message whose example the sentence becomes.

    Raises:
        InputError: the finding is about no current message, or its sentence is not there to be accepted.
    """
    hint = (
        "decide with marketing and change the messaging, "
        "or silence it with a reason: msgcheck silence FINDING --reason TEXT --until DATE"
    )
    if message is None or finding.code not in OTHER_WORDING:
        raise InputError("This finding is not another wording of an approved message.", hint=hint)
    if not finding.found:
        raise InputError(
            "The sentence was not kept: it stands in a mail, or the setting keep_text keeps none.",
            hint="give the report it stands in with --report FILE.json",
        )
    if is_bare_answer(finding.found):
        raise InputError("A bare yes or no says something else under every question.", hint=hint)
    return message
