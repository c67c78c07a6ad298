from dataclasses import replace
from datetime import timedelta

import pytest

from msgcheck.errors import InputError
from msgcheck.findings.last_scan import (
    find_finding,
    forget_last_scan,
    forget_words_of_last_scan,
    keep_last_scan,
    read_last_scan,
    without_mail_text,
)
from msgcheck.record_json import report_to_json
from msgcheck.records import DocumentId, Fingerprint, NotJudged, Reason
from tests.builders_findings import make_finding, make_report, make_summary, renumbered, sample_report

MAIL = DocumentId("inbox/offer.eml")


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("MSGCHECK_STATE_DIR", str(tmp_path / "state"))
    return tmp_path / "state"


def test_last_scan_that_cannot_be_kept_ends_nothing(tmp_path, monkeypatch, caplog):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("MSGCHECK_STATE_DIR", str(tmp_path / "file"))
    assert keep_last_scan(sample_report()) is None
    assert "--report" in caplog.text


def mail_report():
    return make_report(
        (
            make_finding(0, document=MAIL, location="body line 5", found="My private sentence"),
            make_finding(1, document=DocumentId(f"{MAIL}/deck.pptx"), location="deck.pptx: slide 1 title"),
        ),
        documents=(make_summary(MAIL, format="eml"), make_summary(f"{MAIL}/deck.pptx", parent=MAIL)),
        not_judged=(NotJudged(document=MAIL, location="body line 6", text="Mon secret", reason="other language (fr)"),),
    )


def test_last_scan_is_read_back():
    keep_last_scan(sample_report())
    assert read_last_scan() == sample_report()


def test_last_scan_is_for_its_owner_only():
    path = keep_last_scan(sample_report())
    assert path.stat().st_mode & 0o077 == 0


def test_last_scan_holds_no_sentence_of_mail(state):
    text = keep_last_scan(mail_report()).read_text(encoding="utf-8")
    assert "private" not in text
    assert "Mon secret" not in text


def test_without_mail_text_takes_out_what_stands_in_an_attached_deck():
    assert without_mail_text(mail_report()).findings[1].found == ""


def test_without_mail_text_takes_out_what_stands_in_an_archive_of_a_mail():
    inner = DocumentId(f"{MAIL}/all.zip/deck.pptx")
    report = make_report(
        (make_finding(0, document=inner),),
        documents=(
            make_summary(MAIL, format="eml"),
            make_summary(f"{MAIL}/all.zip", parent=MAIL, format="zip"),
            make_summary(inner, parent=DocumentId(f"{MAIL}/all.zip")),
        ),
    )
    assert without_mail_text(report).findings[0].found == ""


def test_without_mail_text_keeps_a_document_whatever_its_places_are_called():
    finding = make_finding(0, location="body line 5")
    assert without_mail_text(make_report((finding,))).findings == (finding,)


def reworded(code):
    reason = Reason(code=code, what="it makes another point (joost, van)", score=0.9)
    return make_finding(
        0, code=code, document=MAIL, sentence="This mail says more about Norrby: joost, van.", reasons=(reason,)
    )


@pytest.mark.parametrize("code", ["MC101", "MC103", "MC105", "MC201", "MC301", "MC302", "MC401"])
def test_without_mail_text_keeps_no_single_word_either(code):
    report = make_report((reworded(code),), documents=(make_summary(MAIL, format="eml"),))
    text = report_to_json(without_mail_text(report))
    assert "joost" not in text
    assert "Norrby" not in text


def test_without_mail_text_keeps_changed_figures():
    report = make_report((make_finding(0, document=MAIL),), documents=(make_summary(MAIL, format="eml"),))
    assert without_mail_text(report).findings[0].reasons == make_finding().reasons


def test_without_mail_text_keeps_no_theme_of_mail():
    report = make_report((), documents=(make_summary(MAIL, format="eml"),), uncovered=(("joost", 2),))
    assert without_mail_text(report).uncovered == ()


def test_without_mail_text_takes_out_the_mended_sentence_too():
    finding = without_mail_text(mail_report()).findings[0]
    assert (finding.found, finding.suggestion) == ("", "")


def test_no_last_scan_says_what_to_do():
    with pytest.raises(InputError, match="msgcheck scan"):
        read_last_scan()


def report_of(*digits):
    return make_report(tuple(renumbered(make_finding(number), entry) for number, entry in enumerate(digits)))


@pytest.mark.parametrize("prefix", ["abcd", "mc1:abcd", "ABCD", " abcd1 "])
def test_find_finding_takes_the_start_of_a_fingerprint(prefix):
    assert find_finding(report_of("abcd1234", "abff0000"), prefix).fingerprint == Fingerprint("mc1:abcd1234")


@pytest.mark.parametrize(("prefix", "says"), [("abcd", "2 findings"), ("ffff", "No finding"), ("ab", "too short")])
def test_find_finding_refuses_what_names_none_or_several(prefix, says):
    with pytest.raises(InputError, match=says):
        find_finding(report_of("abcd1234", "abcd5678"), prefix)


def test_find_finding_takes_the_first_of_equal_fingerprints():
    report = report_of("abcd1234", "abcd1234")
    assert find_finding(report, "abcd") == report.findings[0]


def two_decks():
    """A report on two decks with a sentence each, and a theme of both."""
    findings = tuple(
        make_finding(
            place, document=DocumentId(name), found=f"Sentence of {name}", suggestion=f"Mended {name}", mended=True
        )
        for place, name in enumerate(("a.pptx", "b.pptx"))
    )
    return replace(make_report(findings), uncovered=(("pricing", 2),))


def test_last_scan_without_words_keeps_what_was_found():
    keep_last_scan(two_decks(), words=False)
    kept = read_last_scan()
    assert [finding.fingerprint for finding in kept.findings] == [one.fingerprint for one in two_decks().findings]
    assert {(finding.found, finding.suggestion) for finding in kept.findings} == {("", "")}
    assert kept.uncovered == ()


def test_words_of_one_document_are_forgotten_and_the_others_stay():
    report = two_decks()
    keep_last_scan(report)
    forget_words_of_last_scan({DocumentId("a.pptx")}, before=report.created.date())
    assert [finding.found for finding in read_last_scan().findings] == ["", "Sentence of b.pptx"]


def test_last_scan_stays_as_it_is_where_it_has_none_of_the_documents(state):
    keep_last_scan(two_decks())
    before = (state / "last-scan.json").stat()
    forget_words_of_last_scan({DocumentId("c.pptx")}, before=two_decks().created.date())
    assert (state / "last-scan.json").stat().st_mtime_ns == before.st_mtime_ns


def test_last_scan_from_before_the_day_is_removed(state):
    keep_last_scan(two_decks())
    forget_words_of_last_scan((), before=two_decks().created.date() + timedelta(days=1))
    assert list(state.iterdir()) == []


@pytest.mark.parametrize("content", ["", "{}", "no json"])
def test_damaged_last_scan_is_removed(state, content):
    state.mkdir()
    (state / "last-scan.json").write_text(content)
    forget_words_of_last_scan((), before=two_decks().created.date())
    assert list(state.iterdir()) == []


def test_last_scan_is_forgotten_where_there_is_one(state):
    forget_last_scan()
    keep_last_scan(two_decks())
    forget_last_scan()
    forget_words_of_last_scan((), before=two_decks().created.date())
    assert list(state.iterdir()) == []
