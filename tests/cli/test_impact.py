"""messaging impact: documents in the store and given ones, against a folder and a branch."""

import json

import pytest
from click.testing import CliRunner

from msgcheck.cli.main import cli, run
from tests.cli.plain_stages import FORBIDDEN, HOUSE, OUTDATED, write
from tests.house.test_versions import git


def called(*arguments):
    result = CliRunner().invoke(cli, arguments, standalone_mode=False, auto_envvar_prefix="MSGCHECK")
    if result.exception is not None:
        raise result.exception
    return result.stdout


@pytest.fixture
def changed(plain):
    """A repository: in the working tree the old line is retired no more, and another line is."""
    git(plain, "init", "-q", "-b", "main")
    git(plain, "add", "messaging")
    git(plain, "commit", "-q", "-m", "Start")
    write(plain / "docs" / "old.md", OUTDATED)
    write(plain / "docs" / "setup.md", "Our harbours are quick to begin.")
    write(plain / "docs" / "both.md", FORBIDDEN)
    text = HOUSE.replace(OUTDATED, "Our harbours are quick to begin.")
    (plain / "messaging" / "house.yaml").write_text(text, encoding="utf-8")
    return plain


def test_impact_of_given_paths_against_a_branch(changed):
    out = called("messaging", "impact", "--against", "main", "docs")
    assert "1 document becomes divergent, 1 becomes clean, 1 stays as before" in " ".join(out.split())
    assert "docs/setup.md" in out


def test_impact_of_stored_documents(changed):
    called("scan", "docs")
    (changed / "docs" / "both.md").unlink()
    whole = json.loads(called("messaging", "impact", "--against", "main", "--format", "json"))
    found = {one["document"]: (len(one["divergent"]), len(one["clean"])) for one in whole["documents"]}
    assert found == {"docs/setup.md": (1, 0), "docs/old.md": (0, 1)}
    assert [one["document"] for one in whole["unread"]] == ["docs/both.md"]


def test_impact_against_a_folder(changed):
    (changed / "before").mkdir()
    (changed / "before" / "house.yaml").write_text(HOUSE, encoding="utf-8")
    out = called("messaging", "impact", "--against", "before", "docs")
    assert out.startswith("Compared with before: 1 document becomes divergent")


def test_impact_of_no_change_changes_nothing(changed):
    assert "0 documents become divergent, 0 become clean" in " ".join(
        called("messaging", "impact", "--against", "messaging", "docs").split()
    )


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["--against", "nowhere", "docs"], "no folder, branch, tag or commit"),
        (["--against", "main"], "the store holds no document"),
        (["--against", "main", "gone"], "no such file or folder: gone"),
        (["--against", "docs", "docs"], "no messaging file"),
        ([], "--against"),
    ],
)
def test_impact_refuses_what_makes_no_sense(changed, capsys, arguments, what):
    assert run(["messaging", "impact", *arguments]) == 2
    assert what in capsys.readouterr().err
