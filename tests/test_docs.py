"""The documentation says what the code does: commands, codes, keys, formats, links, and the words people never see."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import make_reference
import pytest
from click.testing import CliRunner

from msgcheck.cli.main import cli
from msgcheck.codes import CODES
from msgcheck.config import load_settings
from msgcheck.evaluate.figures import FIGURES, Figure
from msgcheck.judge.calibration import packaged_calibration
from msgcheck.judge.rules import document_rules, pair_rules
from msgcheck.messaging.load import load_messaging
from msgcheck.messaging.schema import all_keys
from msgcheck.reading.registry import known_formats

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "corpora/*.md")
    for path in ROOT.glob(pattern)
    if not path.name.startswith(".")
)
COMMANDS = [pytest.param(names, command, id="-".join(names)) for names, command in make_reference.commands()]
NEVER_SHOWN = re.compile(
    r"\b(?:hedg(?:e|es|ed|ing)|judge?ments?|hypothes[ie]s|violat(?:e|es|ed|ion|ions)|offenders?|compliance scores?)\b",
    re.IGNORECASE,
)
FOR_DEVELOPERS = {"architecture.md", "CONTRIBUTING.md"}


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


# --- what is made from the code --------------------------------------------------------------------


@pytest.mark.parametrize("name", make_reference.PAGES)
def test_page_is_up_to_date_with_the_code(name: str) -> None:
    text = page(name)
    assert "<!-- made: " in text
    assert make_reference.with_made_parts(text) == text, "run python docs/make_reference.py"


@pytest.mark.parametrize("name", make_reference.PAGES)
def test_page_closes_every_made_part(name: str) -> None:
    assert page(name).count("<!-- made: ") == page(name).count("<!-- end -->")


@pytest.mark.parametrize(("names", "command"), COMMANDS)
def test_readme_has_command_with_its_help_line(names: tuple[str, ...], command: click.Command) -> None:
    line = command.get_short_help_str(limit=200)
    assert f"| `msgcheck {' '.join(names)}` | {line} |" in README


@pytest.mark.parametrize(("names", "command"), COMMANDS)
def test_commands_page_shows_help_as_printed(names: tuple[str, ...], command: click.Command) -> None:
    width = make_reference.HELP_WIDTH
    printed = CliRunner().invoke(cli, [*names, "--help"], prog_name="msgcheck", terminal_width=width)
    assert printed.exit_code == 0
    assert f"```\n{printed.stdout.rstrip()}\n```" in page("docs/commands.md")


@pytest.mark.parametrize(("names", "command"), COMMANDS)
def test_option_has_help(names: tuple[str, ...], command: click.Command) -> None:
    silent = [option.opts for option in command.params if isinstance(option, click.Option) and not option.help]
    assert not silent


@pytest.mark.parametrize("code", ["0", "1", "2"])
def test_readme_has_exit_code(code: str) -> None:
    assert re.search(rf"^\| {code} \| \w", README, re.MULTILINE)


@pytest.mark.parametrize("entry", CODES, ids=lambda entry: entry.code)
def test_code_is_documented(entry: object) -> None:
    code, shown_as = entry.code, entry.shown_as  # type: ignore[attr-defined]
    text = page("docs/codes.md")
    assert f"\n## {code}: {shown_as}\n" in text
    assert f"| {code} | {shown_as} |" in text


def test_every_code_has_one_rule() -> None:
    assert sorted(rule.code for rule in (*pair_rules(), *document_rules())) == [entry.code for entry in CODES]


@pytest.mark.parametrize("rule", [*pair_rules(), *document_rules()], ids=lambda rule: rule.code)
@pytest.mark.parametrize("part", ["Found", "Lets pass:", "Known misses:"])
def test_rule_documents(rule: object, part: str) -> None:
    assert part in (type(rule).__doc__ or "")


@pytest.mark.parametrize("suffix", sorted(known_formats()))
def test_format_is_named_among_what_is_read(suffix: str) -> None:
    assert f"`.{suffix}`" in README
    assert f"`.{suffix}`" in page("docs/reading.md")


@pytest.mark.parametrize("name", sorted({key.name for _, key in all_keys()}))
def test_key_of_messaging_files_is_documented(name: str) -> None:
    assert re.search(rf"^\| `{name}`", page("docs/messaging-files.md"), re.MULTILINE)


# --- what was measured -----------------------------------------------------------------------------


def test_accuracy_page_was_made_with_the_packaged_models() -> None:
    models = packaged_calibration().models
    text = page("docs/accuracy.md")
    made_with_others = [
        name for name in (models.judge, models.embedder, models.pair_model) if name and f"`{name}`" not in text
    ]
    assert made_with_others == [], "run make accuracy"


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_accuracy_page_has_figure(figure: Figure) -> None:
    assert re.search(rf"^\| {figure.title} \| \*\*[01]\.\d", page("docs/accuracy.md"), re.MULTILINE)


@pytest.mark.parametrize(
    "section",
    [
        "Figures",
        "Distance to the judge that sees the statement alone",
        "Where drift is rare",
        "Calibration",
        "By label",
        "What was taken for what",
        "Severity",
        "By channel",
        "By company",
        "Whole documents",
        "False alarms shown",
        "Misses shown",
        "Not judged",
    ],
)
def test_accuracy_page_has_section(section: str) -> None:
    assert f"\n## {section}\n" in page("docs/accuracy.md")


# --- examples people copy --------------------------------------------------------------------------


def yaml_examples() -> Iterator[tuple[str, str]]:
    for path in PAGES:
        for place, text in enumerate(
            re.findall(r"^```yaml\n(.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
        ):
            yield f"{path.name}-{place}", text


MESSAGING_EXAMPLES = [pytest.param(text, id=name) for name, text in yaml_examples() if text.startswith("version:")]
SETTINGS_EXAMPLES = [pytest.param(text, id=name) for name, text in yaml_examples() if "documents:" in text]


@pytest.mark.parametrize("text", MESSAGING_EXAMPLES)
def test_messaging_example_loads(text: str, tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(text, encoding="utf-8")
    assert load_messaging(path).messages


@pytest.mark.parametrize("text", SETTINGS_EXAMPLES)
def test_settings_example_loads(text: str, tmp_path: Path) -> None:
    (tmp_path / "msgcheck.yaml").write_text(text, encoding="utf-8")
    assert load_settings(tmp_path, {}).documents


def test_examples_of_messaging_and_settings_are_found() -> None:
    assert len(MESSAGING_EXAMPLES) >= 2
    assert len(SETTINGS_EXAMPLES) >= 2


GROUPS = {names[0] for names, _ in make_reference.commands() if len(names) > 1}


def called(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the command and the options of each `msgcheck ...` line in a code block or in backticks."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in re.sub(r"\s*\n +(?=--)", " ", block).splitlines()]
    lines += re.findall(r"`(msgcheck [^`]+)`", text)
    for line in lines:
        match = re.match(r"(?:\$ |- run: )?msgcheck ([a-z]+)(?: ([a-z]+))?(.*)", line.partition("#")[0])
        if match:
            first, second, rest = match[1], match[2] or "", match[3]
            name = f"{first} {second}" if first in GROUPS and second else first
            yield name, re.findall(r"(--[a-z-]+)", rest)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_command_lines_in_page_name_what_exists(path: Path) -> None:
    known = {" ".join(names): command for names, command in make_reference.commands()}
    for name, options in called(path.read_text(encoding="utf-8")):
        assert name in known
        offered = {opt for option in known[name].params for opt in (*option.opts, *option.secondary_opts)}
        assert set(options) <= offered | {"--help"}, name


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_make_targets_in_page_exist(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", page("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", path.read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= targets


def test_readme_begins_with_the_two_commands() -> None:
    first_block = README.partition("```")[2].partition("```")[0]
    assert [line.split("#")[0].strip() for line in first_block.strip().splitlines()] == ["make demo", "make test"]


# --- links -----------------------------------------------------------------------------------------


def anchors(text: str) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).strip().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_relative_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        there = (path.parent / name).resolve() if name else path
        assert there.exists(), target
        assert not anchor or anchor in anchors(there.read_text(encoding="utf-8")), target


# --- words -----------------------------------------------------------------------------------------


def shown_texts(path: Path) -> Iterator[str]:
    """Yield the string constants of a module that may be shown: those with a space that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in silent and " " in node.value:
            yield node.value


MODULES = [
    path
    for folder in ("cli", "doctor", "findings", "house", "judge/rules", "messaging", "reading", "report")
    for path in sorted((ROOT / "msgcheck" / folder).rglob("*.py"))
]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_module_shows_no_word_that_is_never_shown(path: Path) -> None:
    assert [text for text in shown_texts(path) if NEVER_SHOWN.search(text)] == []


@pytest.mark.parametrize(("names", "command"), COMMANDS)
def test_help_shows_no_word_that_is_never_shown(names: tuple[str, ...], command: click.Command) -> None:
    assert not NEVER_SHOWN.search(make_reference.help_of(names))


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "golden").iterdir()), ids=lambda path: path.name)
def test_report_shows_no_word_that_is_never_shown(path: Path) -> None:
    assert not NEVER_SHOWN.search(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "path", [path for path in PAGES if path.name not in FOR_DEVELOPERS], ids=lambda path: path.name
)
def test_page_for_users_shows_no_word_that_is_never_shown(path: Path) -> None:
    assert not NEVER_SHOWN.search(path.read_text(encoding="utf-8"))


# --- housekeeping ----------------------------------------------------------------------------------

HOSTS = tuple(
    ".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"))
)
MACHINE = re.compile(r"(?<![\w.:/~-])/(?:work|root|opt/pypi|etc/xdg|home/\w+/\w+)/")


def own_files() -> list[Path]:
    """Return the files git knows, or would know after `git add`; all of the source where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = listed.stdout.splitlines() if listed.returncode == 0 else []
    paths = [ROOT / name for name in names] or list((ROOT / "msgcheck").rglob("*.py"))
    kept = {".py", ".md", ".toml", ".txt", ".yaml", ".css", "", ".editorconfig"}
    return [path for path in paths if path.is_file() and path.suffix in kept and "statements" not in path.parts]


def test_no_file_names_a_registry_or_a_folder_of_one_machine() -> None:
    found = []
    for path in own_files():
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{path.relative_to(ROOT)}: {host}" for host in HOSTS if host in text]
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in MACHINE.finditer(text)]
    assert found == []


def test_ci_script_is_valid_bash() -> None:
    assert subprocess.run(["bash", "-n", ROOT / ".ci" / "run"], check=False).returncode == 0
