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


UNTIL = ("--reason", "agreed", "--until", "2027-01-31")


def in_decks(*names, **more):
    """Return the same finding in several decks, each of other content."""
    return [
        renumbered(make_finding(document=DocumentId(name), document_fingerprint=f"mc1:{name}", **more), "abcd1234")
        for name in names
    ]


def silenced(folder):
    return [silence.path for silence in read_silences(folder / "msgcheck-silences.yaml")]


def test_silence_asks_which_document_where_several_have_the_words(folder, capsys):
    keep_last_scan(make_report(in_decks("north/a.pptx", "south/a.pptx")))
    says = failed("silence", "abcd", *UNTIL, capsys=capsys)
    assert "stand in 2 documents: north/a.pptx, slide 1 bullet 2; south/a.pptx, slide 1 bullet 2." in says
    assert "--document PATH" in says
    assert "--all-documents" in says
    assert not (folder / "msgcheck-silences.yaml").exists()


def test_silence_names_the_first_few_documents_of_many(capsys):
    keep_last_scan(make_report(in_decks(*(f"{number}.pptx" for number in range(8)))))
    assert "4.pptx, slide 1 bullet 2; and 3 more." in failed("silence", "abcd", *UNTIL, capsys=capsys)


@pytest.mark.parametrize("name", ["south/a.pptx", "./south/a.pptx", "south\\a.pptx"])
def test_silence_counts_in_the_document_that_is_named(folder, name):
    keep_last_scan(make_report(in_decks("north/a.pptx", "south/a.pptx")))
    assert "in south/a.pptx" in called("silence", "abcd", *UNTIL, "--document", name).stdout
    assert silenced(folder) == ["south/a.pptx"]


def test_silence_takes_the_end_of_a_path_where_one_document_ends_so(folder):
    keep_last_scan(make_report(in_decks("decks/north/a.pptx", "decks/south/b.pptx", "decks/south/ab.pptx")))
    called("silence", "abcd", *UNTIL, "--document", "b.pptx")
    assert silenced(folder) == ["decks/south/b.pptx"]


@pytest.mark.parametrize(("name", "says"), [("a.pptx", "give more of the path"), ("c.pptx", "do not stand in")])
def test_silence_refuses_a_name_that_is_not_one_documents(folder, capsys, name, says):
    keep_last_scan(make_report(in_decks("north/a.pptx", "south/a.pptx")))
    assert says in failed("silence", "abcd", *UNTIL, "--document", name, capsys=capsys)
    assert not (folder / "msgcheck-silences.yaml").exists()


def test_silence_refuses_one_document_and_all(capsys):
    says = failed("silence", "abcd", *UNTIL, "--document", "a.pptx", "--all-documents", capsys=capsys)
    assert "cannot both be meant" in says


def test_silence_takes_the_one_document_that_is_left(folder):
    keep_last_scan(make_report(in_decks("a.pptx", "b.pptx")))
    called("silence", "abcd", *UNTIL, "--document", "a.pptx")
    called("silence", "abcd", *UNTIL)
    assert silenced(folder) == ["a.pptx", "b.pptx"]


def test_silence_of_copies_of_one_file_needs_no_choice(folder):
    keep_last_scan(make_report([replace(one, document_fingerprint="mc1:same") for one in in_decks("a.pptx", "b.pptx")]))
    called("silence", "abcd", *UNTIL)
    assert silenced(folder) == ["a.pptx"]
    assert "Already silenced" in called("silence", "abcd", *UNTIL, "--document", "b.pptx").stdout


@pytest.mark.parametrize("again", [(), ("--document", "a.pptx")])
def test_silence_says_what_is_silenced_already_and_counts_it_once(folder, again):
    keep_last_scan(make_report(in_decks("a.pptx")))
    called("silence", "abcd", "--reason", "it says the same", "--wrong")
    written = (folder / "msgcheck-silences.yaml").read_bytes()
    out = called("silence", "abcd", "--reason", "again", "--wrong", *again).stdout
    assert out.startswith("Already silenced for good in a.pptx")
    assert "Counted" not in out
    assert (folder / "msgcheck-silences.yaml").read_bytes() == written
    assert len(disputes()) == 1


def test_silence_in_all_documents_is_already_there_only_where_it_is_for_all(folder):
    keep_last_scan(make_report(in_decks("a.pptx")))
    called("silence", "abcd", *UNTIL)
    assert "Already" not in called("silence", "abcd", *UNTIL, "--all-documents").stdout
    assert "Already silenced until 2027-01-31 in all" in called("silence", "abcd", *UNTIL, "--all-documents").stdout
    assert [silence.all_documents for silence in read_silences(folder / "msgcheck-silences.yaml")] == [True]


def test_silence_can_be_prolonged(folder):
    called("silence", "abcd", *UNTIL)
    called("silence", "abcd", "--reason", "agreed", "--until", "2027-03-31")
    (silence,) = read_silences(folder / "msgcheck-silences.yaml")
    assert silence.until.isoformat() == "2027-03-31"


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
def test_accepted_words_are_known_wherever_they_stand(folder):
    called("accept", "abcd")
    (silence,) = read_silences(folder / "msgcheck-silences.yaml")
    assert silence.all_documents


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
        ({"code": "MC103", "found": "Yes."}, "under every question"),
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
