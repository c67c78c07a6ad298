"""`msgcheck divergences`: what the field says otherwise, and marketing's answer to it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from msgcheck.cli.help_options import HELP
from msgcheck.cli.options import Day, color_option, messaging_options, now, store_option, stored_settings, wants_color
from msgcheck.cli.whole_files import write_whole
from msgcheck.errors import InputError
from msgcheck.records import Answer, Decision, Divergence, Messaging, Standing

if TYPE_CHECKING:
    from msgcheck.config import Settings
    from msgcheck.feedback.messaging_change import MessagingChange
    from msgcheck.history.interface import Store

_F = TypeVar("_F", bound=Callable[..., Any])

_ID = "ID is div: and 12 hex digits, as `list` shows it, or its first four digits or more."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """Everything a decision is made with."""

    settings: Settings
    messaging: Messaging
    store: Store
    decisions_file: Path
    decisions: tuple[Decision, ...]
    """All in force, of file and store."""
    divergences: tuple[Divergence, ...]
    today: date


@click.group(context_settings=HELP)
def command() -> None:
    """See what the field says otherwise, and answer it: adopt, test, watch, reject or have it fixed.

    Decisions are kept in the store and in decisions.yaml beside the messaging, so that they travel with it.
    """


def _format_option(command: _F) -> _F:
    """Add --format."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(["terminal", "json"]),
        default="terminal",
        show_default=True,
        help="Text for people, or one JSON object.",
    )(command)


@command.command("list", context_settings=HELP)
@click.option("--all", "show_all", is_flag=True, help="List what is settled or no longer said, too.")
@click.option("--message", metavar="MESSAGE", help="Only divergences from this message.")
@_format_option
@messaging_options
@store_option
def list_divergences(*, show_all: bool, message: str | None, output_format: str, **options: Any) -> None:
    """List what is said otherwise: open divergences first, those of most sources first."""
    from msgcheck.report.divergences.listing import divergence_list, divergences_as_json
    from msgcheck.report.interface import ReportOptions

    with _desk(options) as desk:
        wanted = [one for one in desk.divergences if message is None or one.message_id == message]
        if message is not None and not wanted:
            _check_message(message, desk)
    listed = [one for one in wanted if show_all or (one.spread.documents and one.standing is not Standing.SETTLED)]
    if output_format == "json":
        click.echo(divergences_as_json(listed), nl=False)
        return
    shown = ReportOptions(width=shutil.get_terminal_size().columns)
    click.echo(divergence_list(listed, shown, left_out=len(wanted) - len(listed)), nl=False)


@command.command(context_settings=HELP, epilog=_ID)
@click.argument("name", metavar="ID")
@_format_option
@messaging_options
@store_option
@color_option
def show(name: str, *, output_format: str, color: bool | None, **options: Any) -> None:
    """Show one divergence with both wordings, side by side.

    How often and where it is said, since when, who moved, who owns the message, and all that was decided on it.
    """
    from msgcheck.feedback.decide import find_divergence
    from msgcheck.feedback.decisions_file import history_of
    from msgcheck.report.divergences.listing import divergence_as_json, divergence_at_length
    from msgcheck.report.interface import ReportOptions

    with _desk(options) as desk:
        divergence = find_divergence(name, desk.divergences)
        history = history_of(divergence, desk.decisions_file, desk.decisions)
    if output_format == "json":
        click.echo(divergence_as_json(divergence, history), nl=False)
        return
    shown = ReportOptions(width=shutil.get_terminal_size().columns, color=wants_color(chosen=color))
    click.echo(divergence_at_length(divergence, history, shown), nl=False, color=True)


@command.command(context_settings=HELP, epilog=_ID)
@click.argument("name", metavar="ID")
@click.argument("answer", metavar="ANSWER", type=click.Choice([answer.value for answer in Answer]))
@click.option("--reason", default="", help="Why; the field will read it. Needed to reject.")
@click.option("--wording", default="", help="Text to adopt or test.  [default: the sentence said most often]")
@click.option("--persona", default="", help="adopt-for, test: the readers it holds for.")
@click.option("--segment", default="", help="adopt-for, test: the kind of customer it holds for.")
@click.option("--review-by", type=Day(), metavar="YYYY-MM-DD", help="Day to look at it again. Needed to test.")
@click.option("--approved-by", default="", help="Who approved the wording, where it needs approval.")
@click.option("--evidence", default="", help="What proves it, where it needs proof: a study, a contract.")
@click.option(
    "--patch",
    type=click.Path(path_type=Path, dir_okay=False),
    help="adopt, adopt-for, test: write the change of the messaging to this file.  [default: ID.patch]",
)
@click.option("--branch", metavar="NAME", help="adopt, adopt-for, test: commit the change on a new git branch instead.")
@click.option("--again", is_flag=True, help="Put this answer in the place of an earlier one.")
@click.option("--even-so", is_flag=True, help="Take up what too few say, or for readers the messaging does not name.")
@messaging_options
@store_option
def decide(name: str, answer: str, **options: Any) -> None:
    """Answer the divergence ID with ANSWER.

    \b
    adopt      the field's wording becomes the approved line; the old one is retired
    adopt-for  it becomes a variant for a persona or segment
    test       it may be used until a review date
    watch      nothing yet; it stays listed
    reject     it is not taken up, for a reason; scans are silent on it
    fix        it has to be put right in the field; scans go on raising it

    The messaging itself is not touched: adopt, adopt-for and test write a patch, or a commit on a branch, for its
    owner to merge.
    """  # noqa: D301  click takes the letter itself
    from msgcheck.feedback.decide import Choice, Rules, find_divergence
    from msgcheck.feedback.decide import decide as decision_on
    from msgcheck.feedback.decisions_file import add_decision
    from msgcheck.feedback.messaging_change import messaging_change

    choice = Choice(
        answer=Answer(answer),
        **{key: options[key] for key in ("reason", "wording", "persona", "segment", "review_by")},
        **{key: options[key] for key in ("approved_by", "evidence", "again", "even_so")},
    )
    patch, branch = _target(choice.answer, options)
    with _desk(options) as desk:
        divergence = find_divergence(name, desk.divergences)
        proposals = desk.settings.proposals
        decision = decision_on(
            divergence,
            choice,
            decisions=desk.decisions,
            messaging=desk.messaging,
            today=desk.today,
            rules=Rules(least_sources=proposals.sources, least_days=proposals.days),
            found_against=_found_against(divergence, desk.store),
        )
        if decision.wording:
            change = messaging_change(divergence, decision, desk.messaging)
            written = _write(change, divergence, decision, patch=patch, branch=branch)
        add_decision(desk.decisions_file, decision)
        desk.store.keep_decision(decision)
    _say(divergence, decision, desk)
    if decision.wording:
        for line in (*written, *change.notes):
            click.echo(line)


@command.command(context_settings=HELP)
@click.option("--since", type=Day(), metavar="YYYY-MM-DD", help="Only decisions of this day and later.")
@click.option("--team", default="", help="Speak to this team, and leave out what only others say.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the notes to this file.")
@messaging_options
@store_option
def notes(*, since: date | None, team: str, output: Path | None, **options: Any) -> None:
    """Write a note to sales on what was decided.

    It says what holds from now on, and why, and is ready to send. It is Markdown that reads well as plain text, names
    no person, and quotes a sentence only where it is kept.
    """
    from msgcheck.feedback.field_notes import field_notes, notes_as_markdown

    with _desk(options) as desk:
        made = field_notes(
            desk.decisions, desk.divergences, desk.messaging, today=desk.today, since=since, team=team.strip()
        )
    text = notes_as_markdown(made, team=team.strip())
    if output is None:
        click.echo(text, nl=False)
        return
    write_whole(output, text)
    click.echo(f"wrote {output}", err=True)


@contextmanager
def _desk(options: dict[str, Any]) -> Iterator[_Desk]:
    """Give messaging, store, decisions and divergences, as they are now."""
    from msgcheck.assembly import open_store_for
    from msgcheck.feedback.decisions_file import decisions_path, kept_in_step
    from msgcheck.feedback.divergences import divergences
    from msgcheck.messaging.load import load_messaging

    settings = stored_settings(options)
    today = now().date()
    messaging = load_messaging(settings.messaging)
    decisions_file = decisions_path(settings.messaging)
    with open_store_for(settings) as store:
        decisions = kept_in_step(store, decisions_file)
        yield _Desk(
            settings=settings,
            messaging=messaging,
            store=store,
            decisions_file=decisions_file,
            decisions=decisions,
            divergences=divergences(store, messaging, today=today),
            today=today,
        )


def _check_message(name: str, desk: _Desk) -> None:
    """Refuse a message that neither the messaging nor a divergence names."""
    known = {message.id for message in desk.messaging.messages}
    if name not in known:
        raise InputError(f'There is no message "{name}".', hint="msgcheck messaging show lists all ids")


def _target(answer: Answer, options: dict[str, Any]) -> tuple[Path | None, str | None]:
    """Return where the change of the messaging goes.

    Raises:
        click.UsageError: both a patch and a branch are asked for, or the answer changes nothing.
    """
    patch: Path | None = options["patch"]
    branch: str | None = options["branch"]
    if patch is not None and branch is not None:
        raise click.UsageError("--patch and --branch do not go together.")
    if (patch is not None or branch is not None) and answer in {Answer.WATCH, Answer.REJECT, Answer.FIX}:
        raise click.UsageError(f"{answer.value} changes nothing in the messaging; leave out --patch and --branch.")
    return patch, branch


def _found_against(divergence: Divergence, store: Store) -> frozenset[str]:
    """Return the approved lines that the findings of a divergence were compared with when they were last found."""
    members = set(divergence.findings)
    findings = [finding for finding in store.findings() if finding.key in members and finding.approved]
    current = [finding for finding in findings if finding.current]
    return frozenset(finding.approved for finding in current or findings)


def _write(
    change: MessagingChange, divergence: Divergence, decision: Decision, *, patch: Path | None, branch: str | None
) -> Sequence[str]:
    """Write the change as a patch or a commit and return how to go on."""
    from msgcheck.feedback.git_branch import commit_on_branch, repository_of
    from msgcheck.feedback.messaging_patch import patch_of

    if branch is not None:
        said = f"{decision.answer.value} {decision.message_id} from the field\n\n{divergence.id}: {divergence.what}\n"
        commit = commit_on_branch(change.files, branch, message=said[:1].upper() + said[1:])
        return (
            f"Committed as {commit[:10]} on the branch {branch}; nothing else in the repository was touched.",
            f"Once its owner agrees, merge it with: git merge {branch}",
        )
    first = change.files[0].path.resolve()
    root = repository_of(first) or _common_folder(change)
    target = patch or Path(f"{divergence.id.removeprefix('div:')}.patch")
    if target.exists():
        raise InputError("There is such a file already.", where=str(target), hint="name another one with --patch")
    write_whole(target, patch_of(change.files, root).decode("utf-8"))
    return (f"Wrote {target}; apply it with: git -C {root} apply {target.resolve()}",)


def _common_folder(change: MessagingChange) -> Path:
    """Return the folder that holds the folder of the changed files."""
    return Path(os.path.commonpath([file.path.resolve().parent for file in change.files])).parent


def _say(divergence: Divergence, decision: Decision, desk: _Desk) -> None:
    """Say what was decided, who owns the message, and what is still to come."""
    from msgcheck.feedback.decision_words import as_sentence, decision_in_words, waiting_in_words
    from msgcheck.feedback.standing import standing_of

    click.echo(as_sentence(f"{divergence.id} {decision_in_words(decision)}"))
    if decision.wording:
        click.echo(f'The new wording: "{decision.wording}"')
    click.echo(f"Kept in {desk.decisions_file} and in the store.")
    _, told = standing_of(divergence, [decision], desk.messaging, today=desk.today)
    if told is not None and told.waiting_for:
        click.echo(f"It is waiting for {waiting_in_words(told)}.")
    if divergence.owner:
        click.echo(f"{divergence.message_id or 'It'} belongs to {divergence.owner}: let them know.")
