"""explain, accept and silence, from the last scan and from a report."""

from dataclasses import replace

import pytest
import yaml
from click.testing import CliRunner

from msgcheck.assembly import open_store_for
from msgcheck.cli.main import cli, run
from msgcheck.codes import CODES
from msgcheck.config import Settings
from msgcheck.findings.known import read_silences
from msgcheck.findings.last_scan import keep_last_scan
from msgcheck.record_json import report_to_json
from msgcheck.records import DocumentId
from tests.builders_findings import make_finding, make_report, make_summary, renumbered

HOUSE = """\
version: 1
company: {name: Harbourlight}
products:
  - {name: Harbourlight Flow}
messages:
  # the one everybody quotes
  - id: onboarding-time
    type: claim
    text: Harbourlight cuts onboarding time by up to 30%.
"""
FINDING = renumbered(make_finding(found="Up to 30% off onboarding, thanks to Harbourlight."), "abcd1234")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MSGCHECK_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("MSGCHECK_NOW", "2026-11-21T09:00:00")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "messaging").mkdir()
    (tmp_path / "messaging" / "house.yaml").write_text(HOUSE, encoding="utf-8")
    keep_last_scan(make_report((FINDING,)))
    return tmp_path


def called(*arguments):
    result = CliRunner().invoke(cli, arguments, standalone_mode=False, auto_envvar_prefix="MSGCHECK")
    if result.exception is not None:
        raise result.exception
    return result


def failed(*arguments, capsys):
    assert run(arguments) == 2
    return capsys.readouterr().err


@pytest.mark.parametrize("entry", CODES, ids=lambda entry: entry.code)
def test_explain_code_says_what_it_means_and_lets_pass(entry):
    out = called("explain", entry.code.lower()).stdout
    assert entry.shown_as in out
    assert "Lets pass:" in out


def test_explain_unknown_code_names_the_codes(capsys):
    assert "MC101" in failed("explain", "MC999", capsys=capsys)


def test_explain_finding_shows_both_sentences_and_the_reasons():
    out = called("explain", "abcd").stdout
    assert "ABC " in out
    assert "XYZ " in out
    assert "up to 30% became 50 %" in out
    assert "mc1:abcd1234" in out


def test_explain_says_where_a_text_was_not_kept():
    mail = renumbered(make_finding(document=DocumentId("a.eml"), location="body line 2"), "abcd1234")
    keep_last_scan(make_report((mail,), documents=(make_summary("a.eml", format="eml"),)))
    assert "(text not kept)" in called("explain", "abcd").stdout


def test_explain_reads_a_given_report(folder):
    (folder / "old.json").write_text(report_to_json(make_report((renumbered(make_finding(), "ffff0000"),))), "utf-8")
    assert "mc1:ffff0000" in called("explain", "ffff", "--report", "old.json").stdout


def test_explain_unknown_finding_is_an_error(capsys):
    assert "--report" in failed("explain", "9999", capsys=capsys)


def test_silence_is_written_with_its_reason_and_last_day(folder):
    called("silence", "abcd", "--reason", "agreed with Ana", "--until", "2027-01-31")
    (silence,) = read_silences(folder / "msgcheck-silences.yaml")
    assert (silence.fingerprint, silence.reason, silence.until.isoformat()) == (
        "mc1:abcd1234",
        "agreed with Ana",
        "2027-01-31",
    )


def test_silence_for_all_documents_is_written(folder):
    called("silence", "abcd", "--reason", "agreed", "--until", "2027-01-31", "--all-documents")
    assert read_silences(folder / "msgcheck-silences.yaml")[0].all_documents


def test_silence_says_where_else_the_words_stand():
    keep_last_scan(make_report((FINDING, renumbered(make_finding(document=DocumentId("b.pptx")), "abcd1234"))))
    result = called("silence", "abcd", "--reason", "agreed", "--until", "2027-01-31")
    assert "--all-documents" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--until", "2027-01-31"), "--reason"),
        (("--reason", "x"), "--until"),
        (("--reason", " ", "--until", "2027-01-31"), "empty"),
        (("--reason", "x", "--until", "2026-11-20"), "has passed"),
        (("--reason", "x", "--until", "soon"), "not a day"),
    ],
)
def test_silence_without_a_reason_or_day_to_come_is_refused(folder, capsys, arguments, says):
    assert says in failed("silence", "abcd", *arguments, capsys=capsys)
    assert not (folder / "msgcheck-silences.yaml").exists()


def disputes():
    with open_store_for(Settings()) as store:
        return [(kept.code, kept.message_id, kept.day.isoformat(), kept.upheld) for kept in store.disputes()]


def test_silence_of_a_wrong_finding_counts_for_good_and_is_counted(folder):
    out = called("silence", "abcd", "--reason", "it says the same", "--wrong").stdout
    (silence,) = read_silences(folder / "msgcheck-silences.yaml")
    assert silence.until is None
    assert "called wrong" in out
    assert disputes() == [("MC102", "onboarding-time", "2026-11-01", None)]


def test_silence_for_another_reason_is_not_counted():
    called("silence", "abcd", "--reason", "agreed", "--until", "2027-01-31")
    assert disputes() == []


def test_silence_counts_nothing_where_told_so(folder):
    called("silence", "abcd", "--reason", "x", "--wrong", "--no-store")
    assert read_silences(folder / "msgcheck-silences.yaml")
    assert disputes() == []


def test_silence_counts_where_it_is_told_to(folder):
    place = folder / "elsewhere.sqlite"
    called("silence", "abcd", "--reason", "x", "--wrong", "--store", str(place))
    assert place.exists()
    assert disputes() == []


def test_silence_is_written_though_nothing_can_be_counted(folder):
    (folder / "broken.sqlite").write_text("this is no database " * 100)
    result = called("silence", "abcd", "--reason", "x", "--wrong", "--store", str(folder / "broken.sqlite"))
    assert result.exit_code == 0
    assert "not counted" in result.stderr
    assert "Counted" not in result.stdout
    assert read_silences(folder / "msgcheck-silences.yaml")


@pytest.mark.usefixtures("reworded")
def test_accepted_finding_counts_as_called_wrong_and_was(folder):
    called("silence", "abcd", "--reason", "x", "--wrong")
    called("accept", "abcd")
    assert disputes() == [("MC104", "onboarding-time", "2026-11-01", True)]


@pytest.mark.usefixtures("reworded")
def test_accept_counts_nothing_where_told_so():
    called("accept", "abcd", "--no-store")
    assert disputes() == []


def keep(code):
    keep_last_scan(make_report((replace(FINDING, code=code),)))


@pytest.fixture
def reworded():
    keep("MC104")


@pytest.mark.usefixtures("reworded")
def test_accept_prints_the_yaml_and_records_it_as_known(folder):
    out = called("accept", "abcd").stdout
    assert 'same:\n        - "Up to 30% off onboarding, thanks to Harbourlight."' in out
    assert (folder / "messaging" / "house.yaml").read_text("utf-8") == HOUSE
    assert read_silences(folder / "msgcheck-silences.yaml")[0].until is None


@pytest.mark.usefixtures("reworded")
def test_accept_write_adds_the_example_and_keeps_comments(folder):
    called("accept", "abcd", "--write")
    text = (folder / "messaging" / "house.yaml").read_text("utf-8")
    assert text.startswith(HOUSE)
    assert yaml.safe_load(text)["messages"][0]["examples"]["same"] == [FINDING.found]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"code": "MC202"}, "not another wording"),
        *(({"code": code}, "decide with marketing") for code in ("MC101", "MC102", "MC201", "MC301", "MC401", "MC403")),
        ({"code": "MC104", "message_id": None}, "not another wording"),
        ({"code": "MC105", "found": ""}, "not kept"),
    ],
)
def test_accept_refuses_what_is_no_wording_of_a_message(folder, capsys, change, says):
    keep_last_scan(make_report((renumbered(make_finding(**change), "abcd1234"),)))
    assert says in failed("accept", "abcd", capsys=capsys)
    assert not (folder / "msgcheck-silences.yaml").exists()


def test_accept_warns_where_a_sentence_promises_more():
    keep("MC103")
    assert "Have marketing agree" in called("accept", "abcd").stderr


@pytest.mark.usefixtures("reworded")
def test_accept_does_not_warn_where_it_promises_less():
    assert called("accept", "abcd").stderr == ""


def test_refused_wording_is_not_written(folder, capsys):
    failed("accept", "abcd", "--write", capsys=capsys)
    assert (folder / "messaging" / "house.yaml").read_text("utf-8") == HOUSE
