import pytest
from click.testing import CliRunner

from msgcheck.cli.init import command
from msgcheck.cli.main import run


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_init_starts_a_folder_named_messaging(here):
    result = CliRunner().invoke(command, [], catch_exceptions=False)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "wrote messaging/company.yaml",
        "wrote messaging/messages.yaml",
        "wrote messaging/internal.yaml",
        "wrote messaging/msgcheck.yaml",
    ]
    assert result.stderr == "Next: msgcheck messaging lint messaging\n"


def test_init_twice_ends_with_2_and_says_what_to_do(here, capsys):
    assert run(["init"]) == 0
    assert run(["init"]) == 2
    assert "there already: messaging/company.yaml" in capsys.readouterr().err


def test_init_from_csv_says_what_it_proposed_and_left_out(here):
    (here / "claims.csv").write_text("text,valid until\nAcme is quick,3/4/27\n")
    result = CliRunner().invoke(command, ["house", "--from", "claims.csv"], catch_exceptions=False)
    assert "1 messages; look through them" in result.stdout
    assert "note: claims row 2: 'valid_until' left out" in result.stderr


def test_init_from_a_file_that_is_not_there_ends_with_2(capsys):
    assert run(["init", "--from", "nothing.csv"]) == 2
    assert "nothing.csv" in capsys.readouterr().err


def test_init_from_a_house_edited_into_a_mistake_says_so(here):
    (here / "messaging").mkdir()
    (here / "claims.csv").write_text("id,text\na,Acme is quick to use\n")
    (here / "messaging" / "x.yaml").write_text("mesages: []\n")
    assert run(["init", "--from", "claims.csv"]) == 2


@pytest.mark.parametrize(("options", "asks"), [([], True), (["--company", "Acme"], False)])
def test_init_asks_for_the_company_only_where_it_was_not_named(here, options, asks):
    (here / "claims.csv").write_text("text\nFlow cuts onboarding time by up to 30%.\n")
    result = CliRunner().invoke(command, ["house", "--from", "claims.csv", *options], catch_exceptions=False)
    assert ('in place of "Your company"' in result.stderr) is asks
