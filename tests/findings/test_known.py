from datetime import date

import pytest

from msgcheck.errors import InputError
from msgcheck.findings.known import (
    ACCEPTED,
    Silence,
    add_silence,
    apply_known,
    is_accepted,
    outlasting,
    read_baseline,
    read_silences,
    silence_of,
)
from msgcheck.record_json import report_to_json
from msgcheck.records import DocumentId
from tests.builders_findings import make_finding, make_report

TODAY = date(2026, 11, 21)
FINDING = make_finding(document_fingerprint="mc1:content")
RENAMED = make_finding(document_fingerprint="mc1:content", document=DocumentId("new/name.pptx"))
EDITED = make_finding(document_fingerprint="mc1:other")
COPIED = make_finding(document_fingerprint="mc1:other", document=DocumentId("another.pptx"))


def known(finding, *silences):
    return apply_known(make_report((finding,)), baseline=silences, silences=(), today=TODAY).findings[0].known


def silenced(finding, *silences):
    return apply_known(make_report((finding,)), baseline=None, silences=silences, today=TODAY).silenced


@pytest.mark.parametrize(("finding", "expected"), [(FINDING, True), (RENAMED, True), (EDITED, True), (COPIED, False)])
def test_finding_is_known_by_content_or_by_path(finding, expected):
    assert known(finding, silence_of(FINDING, reason="", until=None)) is expected


def test_finding_is_not_known_by_another_fingerprint():
    assert not known(make_finding(1), silence_of(FINDING, reason="", until=None))


def test_path_is_known_however_it_is_written():
    assert known(EDITED, Silence(fingerprint=FINDING.fingerprint, path="./decks\\autumn.pptx"))


def test_empty_content_and_path_match_nothing():
    nowhere = make_finding(document_fingerprint="", document=DocumentId("x"))
    assert not known(nowhere, Silence(fingerprint=nowhere.fingerprint))


def test_silence_for_all_documents_holds_in_a_copy():
    assert silenced(COPIED, silence_of(FINDING, reason="", until=None, all_documents=True)) == 1


def test_silenced_finding_leaves_the_report():
    silence = silence_of(FINDING, reason="", until=None)
    report = apply_known(make_report((FINDING, make_finding(3))), baseline=(), silences=(silence,), today=TODAY)
    assert len(report.findings) == 1
    assert report.silenced == 1


@pytest.mark.parametrize(("until", "count"), [(date(2026, 11, 21), 1), (date(2026, 11, 20), 0)])
def test_silence_counts_through_its_last_day(until, count):
    assert silenced(FINDING, silence_of(FINDING, reason="", until=until)) == count


@pytest.mark.parametrize(
    ("asked", "lasts"),
    [(date(2026, 11, 30), True), (date(2026, 12, 31), True), (date(2027, 1, 1), False), (None, False)],
)
def test_silence_until_a_day_outlasts_what_is_asked_up_to_it(asked, lasts):
    silence = silence_of(make_finding(), reason="x", until=date(2026, 12, 31))
    found = outlasting([silence], make_finding(), day=date(2026, 11, 21), until=asked)
    assert found == (silence if lasts else None)


@pytest.mark.parametrize("asked", [date(2027, 1, 1), None])
def test_silence_for_good_outlasts_all(asked):
    silence = silence_of(make_finding(), reason="x", until=None)
    assert outlasting([silence], make_finding(), day=date(2026, 11, 21), until=asked) == silence


def test_silence_of_a_past_day_or_another_finding_outlasts_nothing():
    past = silence_of(make_finding(), reason="x", until=date(2026, 11, 20))
    other = silence_of(make_finding(1, found="Something else."), reason="x", until=None)
    assert outlasting([past, other], make_finding(), day=date(2026, 11, 21), until=date(2026, 11, 21)) is None


@pytest.mark.parametrize(("reason", "expected"), [(ACCEPTED, True), ("msgcheck is wrong", False)])
def test_finding_is_accepted_where_people_accepted_it(reason, expected):
    silence = silence_of(make_finding(), reason=reason, until=None)
    assert is_accepted(make_finding(), [silence], day=date(2026, 11, 21)) is expected


def test_baseline_is_every_finding_of_an_earlier_report(tmp_path):
    path = tmp_path / "last.json"
    path.write_text(report_to_json(make_report((FINDING, make_finding(1)))), encoding="utf-8")
    report = make_report((FINDING, make_finding(1), make_finding(2)))
    after = apply_known(report, baseline=read_baseline(path), silences=(), today=TODAY)
    assert [finding.known for finding in after.findings] == [True, True, False]


def test_baseline_that_is_no_report_is_refused(tmp_path):
    path = tmp_path / "last.json"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match=r"last\.json"):
        read_baseline(path)


def test_baseline_that_is_missing_is_refused(tmp_path):
    with pytest.raises(InputError):
        read_baseline(tmp_path / "none.json")


def test_silences_of_no_file_are_none(tmp_path):
    assert read_silences(tmp_path / "none.yaml") == ()


def test_silence_is_read_back_as_it_was_added(tmp_path):
    path = tmp_path / "silences.yaml"
    silence = silence_of(FINDING, reason="agreed: it's fine #1", until=date(2027, 1, 31), all_documents=True)
    add_silence(path, silence)
    assert read_silences(path) == (silence,)


def test_adding_keeps_comments_and_order(tmp_path):
    path = tmp_path / "silences.yaml"
    text = "# ours\nsilences:\n- fingerprint: mc1:zz  # agreed with Ana\n  reason: old\n  until: 2027-01-01\n"
    path.write_text(text, encoding="utf-8")
    add_silence(path, silence_of(FINDING, reason="new", until=None))
    assert path.read_text(encoding="utf-8").startswith(text)
    assert [silence.reason for silence in read_silences(path)] == ["old", "new"]


def test_adding_twice_replaces_the_earlier_one(tmp_path):
    path = tmp_path / "silences.yaml"
    add_silence(path, silence_of(FINDING, reason="first", until=date(2027, 1, 1)))
    add_silence(path, silence_of(FINDING, reason="second", until=date(2027, 2, 1)))
    assert [silence.reason for silence in read_silences(path)] == ["second"]


def test_adding_for_good_takes_an_earlier_end_away(tmp_path):
    path = tmp_path / "silences.yaml"
    add_silence(path, silence_of(FINDING, reason="first", until=date(2027, 1, 1), all_documents=True))
    add_silence(path, silence_of(FINDING, reason="second", until=None))
    assert read_silences(path) == (silence_of(FINDING, reason="second", until=None),)


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "silences:\n", "silences: []\n"])
def test_adding_to_an_empty_file_works(tmp_path, text):
    path = tmp_path / "silences.yaml"
    path.write_text(text, encoding="utf-8")
    add_silence(path, silence_of(FINDING, reason="new", until=None))
    assert len(read_silences(path)) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("silences: [", "not YAML"),
        ("- a\n", "one key"),
        ("silences:\n- 7\n", ":2:3: a silence is a mapping"),
        ("silences:\n- reason: x\n", '"fingerprint" is missing'),
        ("silences:\n- fingerprint: a\n  untill: 2027-01-01\n", 'unknown key "untill"'),
        ("silences:\n- fingerprint: a\n  until: soon\n", "2027-03-31"),
        ("silences:\n- fingerprint: a\n  all_documents: maybe\n", "true or false"),
        ("silences:\n- fingerprint: a\n  reason: 7\n", '"reason" has to be text'),
    ],
)
def test_mistakes_in_the_silences_file_are_named_by_place(tmp_path, text, says):
    path = tmp_path / "silences.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_silences(path)
    assert says in str(raised.value)
    assert "silences.yaml" in str(raised.value)


def test_a_file_with_mistakes_is_not_added_to(tmp_path):
    path = tmp_path / "silences.yaml"
    path.write_text("silences:\n- reason: x\n", encoding="utf-8")
    with pytest.raises(InputError):
        add_silence(path, silence_of(FINDING, reason="new", until=None))
    assert path.read_text(encoding="utf-8") == "silences:\n- reason: x\n"


def test_nothing_half_written_is_left_behind(tmp_path):
    add_silence(tmp_path / "silences.yaml", silence_of(FINDING, reason="x", until=None))
    assert [path.name for path in tmp_path.iterdir()] == ["silences.yaml"]
