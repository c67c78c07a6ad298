"""What a change of the messaging means for documents."""

import json
from datetime import UTC, datetime

import pytest

from msgcheck.codes import Lane
from msgcheck.house.impact import files_of, impact
from msgcheck.house.impact_report import impact_json, impact_text
from msgcheck.records import Audience, Document, DocumentId, Skipped
from tests.builders_findings import make_finding, make_report
from tests.builders_stored import make_stored

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
OLD = make_finding(found="By up to 20 %.", code="MC201")
NEW = make_finding(found="By up to 30 %.", code="MC102")


class FixedChecker:
    """Finds in each document what it is told to."""

    def __init__(self, **found):
        self.found = found

    def check_results(self, results, *, created):
        (document,) = results
        return make_report(tuple(self.found.get(document.id, ())))

    def audience_of(self, document):
        return Audience(owner="marketing" if document.id.startswith("template") else "")


def documents(*names):
    return [Document(id=DocumentId(name), format="pptx") for name in names]


def impact_of(names, before, after, **options):
    return impact(documents(*names), before=FixedChecker(**before), after=FixedChecker(**after), created=NOW, **options)


def test_impact_lists_what_only_the_changed_messaging_finds():
    found = impact_of(["a", "b"], {"a": [OLD], "b": [OLD]}, {"a": [OLD, NEW], "b": [OLD]})
    assert [(one.document, one.divergent, one.clean) for one in found.becoming_divergent] == [("a", (NEW,), ())]
    assert found.unchanged == 1


def test_impact_lists_what_the_changed_messaging_finds_no_more():
    found = impact_of(["a"], {"a": [OLD]}, {})
    assert [one.document for one in found.becoming_clean] == ["a"]
    assert found.becoming_divergent == ()


def test_impact_counts_a_document_once_that_gains_and_loses():
    found = impact_of(["a"], {"a": [OLD]}, {"a": [NEW]})
    assert [one.document for one in found.becoming_divergent] == ["a"]
    assert found.becoming_clean == ()


def test_impact_counts_equal_sentences_as_often_as_they_stand():
    (one,) = impact_of(["a"], {"a": [NEW]}, {"a": [NEW, NEW]}).documents
    assert one.divergent == (NEW,)


def test_impact_lists_our_own_material_first():
    found = impact_of(["a", "template"], {}, {"a": [NEW], "template": [NEW]})
    assert [(one.document, one.own_material) for one in found.documents] == [("template", True), ("a", False)]


def test_impact_leaves_out_notes_and_what_is_silenced():
    note = make_finding(found="Perhaps.", lane=Lane.NOTE)
    known = make_finding(found="Agreed.", known=True)
    assert impact_of(["a"], {}, {"a": [note, known]}).unchanged == 1


def test_impact_lists_what_cannot_be_read():
    skipped = Skipped(id=DocumentId("b"), format="pptx", reason="it is locked")
    checkers = {"before": FixedChecker(), "after": FixedChecker()}
    found = impact([skipped], created=NOW, gone=(DocumentId("a"),), **checkers)
    assert found.unread == (("a", "the file is no longer where it was scanned"), ("b", "it is locked"))
    assert found.unchanged == 0


# --- the files of stored documents -----------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a.pptx", "mail.eml", "template.pptx"):
        (tmp_path / name).write_bytes(b"")
    return tmp_path


def stored(path, **values):
    return make_stored(path=DocumentId(path), **values)


def test_files_of_puts_our_own_material_first(folder):
    found = files_of([stored("a.pptx"), stored("template.pptx", audience=Audience(owner="marketing"))])
    assert [str(path) for path in found.paths] == ["template.pptx", "a.pptx"]


def test_files_of_leads_from_an_attachment_to_its_mail_once(folder):
    found = files_of([stored("mail.eml/offer.pptx"), stored("mail.eml")])
    assert [str(path) for path in found.paths] == ["mail.eml"]


def test_files_of_names_what_is_gone(folder):
    found = files_of([stored("gone.pptx")])
    assert (found.paths, found.gone) == ((), ("gone.pptx",))


def test_files_of_leaves_out_what_was_replaced(folder):
    assert files_of([stored("a.pptx", superseded=True)]).paths == ()


# --- what is printed -------------------------------------------------------------------------------


def test_impact_text_gives_numbers_then_documents():
    found = impact_of(["a", "template"], {"a": [OLD]}, {"template": [NEW]}, gone=(DocumentId("gone"),))
    text = impact_text(found, against="main", width=80)
    whole = "Compared with main: 1 document becomes divergent, 1 becomes clean, 0 stay as before, 1 could not be read"
    assert " ".join(text.split()).startswith(whole)
    assert "template (our own material)" in text
    assert '+ slide 1 bullet 2, figure changed: "By up to 30 %."' in " ".join(text.split())
    assert "gone: the file is no longer" in text


def test_impact_json_holds_every_finding():
    whole = json.loads(impact_json(impact_of(["a"], {}, {"a": [NEW]}), against="main"))
    assert whole["schema"] == "msgcheck.impact/1"
    assert whole["documents"][0]["divergent"][0]["found"] == "By up to 30 %."
    assert (whole["becomes_divergent"], whole["becomes_clean"], whole["unchanged"]) == (1, 0, 0)
