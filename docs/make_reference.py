"""Writes the parts of the documentation that the code itself knows: commands, settings, keys, codes, formats.

    python docs/make_reference.py            write them
    python docs/make_reference.py --check    only say which page is out of date; exit code 1 if any is

A page holds its written parts as they are, and for each made part a pair of comments:

    <!-- made: settings -->
    ...
    <!-- end -->

What stands between them is replaced. A test runs the same check, so a page cannot fall behind the code.
"""

from __future__ import annotations

import argparse
import ast
import dataclasses
import inspect
import re
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
from click.testing import CliRunner

from msgcheck import config
from msgcheck.cli.main import EXIT_CLEAN, EXIT_COULD_NOT_CHECK, EXIT_FINDINGS, cli
from msgcheck.codes import CODES
from msgcheck.config import ENVIRONMENT_PREFIX, Settings
from msgcheck.findings.severity import default_severity
from msgcheck.judge.rules import document_rules, pair_rules
from msgcheck.messaging.schema import FILE_KEYS, Key, Kind
from msgcheck.reading.registry import known_formats

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("README.md", *(f"docs/{name}.md" for name in ("codes", "commands", "messaging-files", "reading", "settings")))
HELP_WIDTH = 88

_PLACE = re.compile(r"(<!-- made: ([\w-]+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)

Table = Sequence[Sequence[str]]


def with_made_parts(text: str) -> str:
    """Return a page with its made parts made anew."""

    def made(match: re.Match[str]) -> str:
        return f"{match[1]}\n{PARTS[match[2]]().strip()}\n\n{match[4]}"

    return _PLACE.sub(made, text)


def table(heads: Sequence[str], rows: Table) -> str:
    """Return a Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


# --- commands --------------------------------------------------------------------------------------


def commands(group: click.Group = cli, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command with its names, `("messaging", "lint")`, groups before what they hold."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*before, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*before, name))


def help_of(names: Sequence[str]) -> str:
    """Return what `msgcheck NAMES --help` prints at a fixed width."""
    result = CliRunner().invoke(cli, [*names, "--help"], prog_name="msgcheck", terminal_width=HELP_WIDTH)
    if result.exception or result.exit_code:
        raise RuntimeError(f"msgcheck {' '.join(names)} --help failed: {result.output}") from result.exception
    return result.output.rstrip()


def help_line(command: click.Command) -> str:
    """Return the first sentence of a command's help."""
    return command.get_short_help_str(limit=200)


def commands_part() -> str:
    """Return the help of every command."""
    parts = [f"```\n{help_of(())}\n```"]
    for names, _ in commands():
        title = f"{'#' * (len(names) + 1)} msgcheck {' '.join(names)}"
        parts.append(f"{title}\n\n```\n{help_of(names)}\n```")
    return "\n\n".join(parts)


def command_table() -> str:
    """Return every command with its first line of help."""
    return table(
        ("command", "what it does"),
        [(f"`msgcheck {' '.join(names)}`", help_line(command)) for names, command in commands()],
    )


def exit_codes() -> str:
    """Return the table of exit codes."""
    meanings = {
        EXIT_CLEAN: "nothing at or above the bar: `--fail-on` of `scan` (default `high`); nothing to ask for `check`",
        EXIT_FINDINGS: "findings at or above the bar",
        EXIT_COULD_NOT_CHECK: "could not check: wrong usage, mistakes in the messaging, nothing readable, a crash;"
        " with `--strict` also a document of a known type that could not be read. 2 outranks 1",
    }
    return table(("exit code", "meaning"), [(str(code), meaning) for code, meaning in meanings.items()])


# --- codes -----------------------------------------------------------------------------------------


def code_table() -> str:
    """Return every code with the words people see."""
    return table(
        ("code", "shown as", "severity by default", "what it means"),
        [(entry.code, entry.shown_as, default_severity(entry.code).value, entry.meaning) for entry in CODES],
    )


def codes_part() -> str:
    """Return what each rule says of itself: what it catches, ABC beside XYZ, what it lets pass, what it misses."""
    rules = {rule.code: type(rule) for rule in (*pair_rules(), *document_rules())}
    parts = []
    for entry in CODES:
        documentation = inspect.getdoc(rules[entry.code])
        if not documentation:
            raise RuntimeError(f"{entry.code} says nothing of itself")
        parts.append(f"## {entry.code}: {entry.shown_as}\n\n{_paragraphs(documentation)}")
    return "\n\n".join(parts)


def _paragraphs(documentation: str) -> str:
    """Return a rule's docstring as Markdown: examples as code, "Lets pass" and "Known misses" in bold."""
    paragraphs = []
    for paragraph in documentation.split("\n\n"):
        first, colon, rest = paragraph.partition(":")
        if first in {"Lets pass", "Known misses"}:
            paragraphs.append(f"**{first}{colon}**{rest}")
        elif colon and re.match(r"(?:Approved|Found|Ruled out|Internal|Use|Required|Permitted|Retired)\b", first):
            paragraphs.append(f"```\n{paragraph}\n```")
        else:
            paragraphs.append(paragraph)
    return "\n\n".join(paragraphs)


# --- keys of messaging files -----------------------------------------------------------------------

_KINDS = {
    Kind.TEXT: "text",
    Kind.TEXTS: "text, or a list of texts",
    Kind.ID: "id: letters, digits, `-`, `_`, `.`",
    Kind.DATE: "date, `2026-11-16`",
    Kind.CHOICE: "one of",
    Kind.CHOICES: "one or several of",
    Kind.ENTRY: "a map",
    Kind.ENTRIES: "a list",
    Kind.FIGURES: "figures by name",
    Kind.VERSION: "`1`",
}


def keys_part() -> str:
    """Return every key of messaging files, one table for each kind of entry."""
    return "\n\n".join(_key_tables(FILE_KEYS, "At the top of a file", 3))


def _key_tables(keys: Sequence[Key], title: str, level: int) -> Iterator[str]:
    yield f"{'#' * level} {title}\n\n" + table(("key", "value", "what it is for"), [_key_row(key) for key in keys])
    for key in keys:
        if key.keys:
            yield from _key_tables(key.keys, f"In {key.entry} (`{key.name}`)", level)


def _key_row(key: Key) -> tuple[str, str, str]:
    value = _KINDS[key.kind]
    if key.choices:
        value = f"{value} {', '.join(f'`{choice}`' for choice in key.choices)}"
    return f"`{key.name}`{' (required)' if key.required else ''}", value, key.about


# --- settings --------------------------------------------------------------------------------------


def settings_part() -> str:
    """Return every setting with its default, its variable and what it is for."""
    about = _field_docs()
    nested = {
        field.name: type(field.default)
        for field in dataclasses.fields(Settings)
        if dataclasses.is_dataclass(field.default)
    }
    rows = []
    for field in dataclasses.fields(Settings):
        if field.name in nested:
            inner = nested[field.name]
            rows += [
                _setting_row(f"{field.name}.{part.name}", part, about[inner.__name__, part.name])
                for part in dataclasses.fields(inner)
            ]
        elif field.name != "documents" and not field.metadata.get("derived"):
            rows.append(_setting_row(field.name, field, about["Settings", field.name]))
    documents = [
        (f"`{part.metadata.get('key', part.name)}`", _values(part), about["DocumentSettings", part.name])
        for part in dataclasses.fields(config.DocumentSettings)
    ]
    return f"""{table(("setting", "default", "in the environment", "what it is for"), rows)}

### `documents`: for whom some documents are

A list. Of several entries that match, the last one wins, key by key. What no entry says is unknown, and what depends
on it does not fire.

{table(("key", "value", "what it is for"), documents)}"""


def _setting_row(name: str, field: dataclasses.Field[object], about: str) -> tuple[str, str, str, str]:
    default = "" if field.default in ("", None) else f"`{field.default}`"
    variable = f"`{ENVIRONMENT_PREFIX}{name.replace('.', '_').upper()}`"
    choices = field.metadata.get("choices", ())
    listed = f" One of {', '.join(f'`{choice}`' for choice in choices)}." if choices else ""
    return f"`{name}`", default, variable, about + listed


def _values(field: dataclasses.Field[object]) -> str:
    return ", ".join(f"`{choice}`" for choice in field.metadata.get("choices", ())) or "text"


def _field_docs() -> dict[tuple[str, str], str]:
    """Return what stands under each field of the settings' classes, by (class, field); "" where nothing does."""
    found: dict[tuple[str, str], str] = {}
    for node in ast.parse(inspect.getsource(config)).body:
        if not isinstance(node, ast.ClassDef):
            continue
        for field, after in zip(node.body, [*node.body[1:], None], strict=True):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                said = after.value if isinstance(after, ast.Expr) else None
                text = said.value if isinstance(said, ast.Constant) and isinstance(said.value, str) else ""
                found[node.name, field.target.id] = " ".join(text.split())
    return found


# --- formats ---------------------------------------------------------------------------------------

_FORMATS = {
    "pptx pptm potx potm ppsx ppsm": "slides: titles, bullets, text boxes, groups at any depth, tables, charts,"
    " SmartArt, notes, comments, alt text, hidden slides",
    "docx docm dotx dotm": "paragraphs, lists, tables in tables, headers, footers, footnotes, text boxes, content"
    " controls, tracked changes as accepted, comments, charts, SmartArt",
    "xlsx xlsm xltx xltm csv tsv": "every filled cell as people see it, with its row head and column head",
    "pdf": "pages and lines; broken words and ligatures mended; pages that are pictures are named as not read",
    "html htm xhtml md markdown txt text rtf": "the text a person sees; merge fields such as `{{company}}` are masked",
    "eml mbox msg tnef": "mail, mailboxes, Maildir folders, `winmail.dat`; each line told apart as own, quoted,"
    " signature, notice or forwarded; attachments by their own reader",
    "ppt pps pot odp otp doc dot odt ott": "converted by LibreOffice where it is installed, in a throw-away profile"
    " without macros; otherwise skipped",
}


def formats_part() -> str:
    """Return what is read of each format."""
    named = {suffix for suffixes in _FORMATS for suffix in suffixes.split()}
    if named != known_formats():
        raise RuntimeError(f"formats not described, or described and not read: {sorted(named ^ known_formats())}")
    return table(
        ("files", "what is read"),
        [(" ".join(f"`.{suffix}`" for suffix in suffixes.split()), text) for suffixes, text in _FORMATS.items()],
    )


PARTS: dict[str, Callable[[], str]] = {
    "codes": codes_part,
    "code-table": code_table,
    "command-table": command_table,
    "commands": commands_part,
    "exit-codes": exit_codes,
    "formats": formats_part,
    "keys": keys_part,
    "settings": settings_part,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pages, or check them; return the exit code."""
    parser = argparse.ArgumentParser(
        description=textwrap.shorten(__doc__ or "", 100), formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing, only say what is out of date")
    chosen = parser.parse_args(arguments)
    behind = []
    for name in PAGES:
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        made = with_made_parts(text)
        if made != text:
            behind.append(name)
            if not chosen.check:
                path.write_text(made, encoding="utf-8")
    for name in behind:
        print(f"{name}: {'out of date; run python docs/make_reference.py' if chosen.check else 'written'}")
    return 1 if behind and chosen.check else 0


if __name__ == "__main__":
    sys.exit(main())
