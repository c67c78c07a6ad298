"""outcomes import: counts, a dry run, and nothing kept of a bad table."""

import pytest
from click.testing import CliRunner

from msgcheck.cli.main import cli, run
from tests.cli.plain_stages import mail_bytes, write

DEALS = "Account Name,Domain,Stage\nPort,customer.example,Closed Won\nQuay,,Closed Lost\nPier,,Demo\n"


def called(*arguments):
    result = CliRunner().invoke(cli, arguments, standalone_mode=False, auto_envvar_prefix="MSGCHECK")
    if result.exception is not None:
        raise result.exception
    return result


@pytest.fixture
def deals(plain):
    path = plain / "deals.csv"
    path.write_text(DEALS, encoding="utf-8")
    return path


def test_outcomes_import_says_how_the_deals_ended(deals):
    assert "Imported 3 deals (1 won, 1 lost, 1 open).\n" in called("outcomes", "import", "deals.csv").stdout


def test_outcomes_import_says_how_many_join_documents(deals, plain):
    write(plain / "docs" / "offer.md", "Setup takes up to ten days.")
    (plain / "docs" / "mail.eml").write_bytes(mail_bytes("Harbourlight here."))
    called("scan", "docs")
    assert "1 join documents" in called("outcomes", "import", "deals.csv").stdout


def test_outcomes_dry_run_keeps_nothing(deals, plain):
    assert called("outcomes", "import", "deals.csv", "--dry-run").stdout == (
        "3 deals (1 won, 1 lost, 1 open) would be imported.\n"
    )
    assert not (plain / "state").exists()


def test_outcomes_import_takes_mapped_columns(deals):
    deals.write_text("Reederei;Ausgang\nPort;won\n", encoding="utf-8")
    out = called("outcomes", "import", "deals.csv", "--map", "Reederei=account", "--map", "Ausgang=result").stdout
    assert "Imported 1 deal (1 won, 0 lost, 0 open)" in out


def test_outcomes_import_lists_mistakes_and_keeps_nothing(deals, plain, capsys):
    deals.write_text("account,result\nPort,maybe\nQuay,won\n,won\n", encoding="utf-8")
    assert run(["outcomes", "import", "deals.csv"]) == 2
    err = capsys.readouterr().err
    assert err.startswith('deals.csv:2: "maybe" is no result: write won, lost or open\ndeals.csv:4: ')
    assert not (plain / "state").exists()


def test_outcomes_import_refuses_a_map_that_maps_nothing(deals, capsys):
    assert run(["outcomes", "import", "deals.csv", "--map", "Port"]) == 2
    assert "write COLUMN=FIELD" in capsys.readouterr().err
