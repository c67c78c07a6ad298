"""`msgcheck init` on the command line: what it tells a newcomer to do next."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from msgcheck.cli.main import cli


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    path = tmp_path / "claims.csv"
    path.write_text("Claim,Source\nFlow cuts onboarding time by up to 30%.,2025 study\n", encoding="utf-8")
    return path


def test_init_asks_for_the_name_of_the_company(claims: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["init", str(tmp_path / "house"), "--from", str(claims)])
    assert result.exit_code == 0
    assert 'in place of "Your company"' in result.stderr


def test_init_does_not_ask_for_a_name_it_was_given(claims: Path, tmp_path: Path) -> None:
    arguments = ["init", str(tmp_path / "house"), "--from", str(claims), "--company", "Acme"]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0
    assert "Your company" not in result.stderr
