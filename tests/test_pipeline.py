"""The order of the stages, with plain stages in the place of models."""

import logging
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations

import numpy as np
import pytest

from msgcheck.codes import Label, Lane
from msgcheck.config import Thresholds
from msgcheck.embed.cache import Cache
from msgcheck.embed.hashing import HashingEmbedder
from msgcheck.judge.rules import document_rules
from msgcheck.record_json import report_to_json
from msgcheck.records import (
    Audience,
    BlockKind,
    Customer,
    DocumentId,
    Judgement,
    Reason,
    Role,
    Skipped,
    Source,
    Variant,
)
from msgcheck.report.formats import renderer_named
from msgcheck.report.interface import ReportOptions
from msgcheck.segment.plain_segmenter import PlainSegmenter
from msgcheck.wordings import vocabulary_of, wordings_of
from tests.builders_judge import (
    NOW,
    TODAY,
    CountingEmbedder,
    StubJudge,
    internal,
    mail,
    make_checker,
    message,
    messaging,
    never_say,
    retired,
    slides,
)

ONBOARDING = "Harbourlight cuts onboarding time by up to 30%."
OLD = "Harbourlight cuts onboarding time by up to 20%."
PRIVATE = "Our floor price is seventy-one euros a month for every pier."
HOUSE = messaging(
    message("onboarding", ONBOARDING),
    message("support", "Support answers within four hours on working days.", variants=(Variant(text="Four hours, on working days."),)),
    retired=(retired("onboarding-old", OLD, retired_on=date(2026, 1, 15), replaced_by="onboarding"),),
    never_say=(never_say("no-guarantee", "We guarantee that you earn the fee back.", instead="onboarding"),),
    internal_only=(internal("floor-price", PRIVATE, owner="pricing"),),
    customers=(Customer(name="Norrby", naming="none"),),
)  # fmt: skip
TOLD = {
    "Harbourlight cuts onboarding time by up to 50%.": Label.FIGURE_CHANGED,
    "You will earn the fee back, we guarantee it.": Label.FORBIDDEN,
}
DECKS = (
    slides(["Onboarding", "Harbourlight cuts onboarding time by up to 50%."], id_="a.pptx"),
    slides(
        ["Harbourlight support", "Support answers within four hours on working days.", "Norrby saves a day a week."],
        id_="b.pptx",
    ),
    mail("Hi Ana,", "You will earn the fee back, we guarantee it.", id_="c.eml", sent=NOW),
)


def checker(**more):
    more.setdefault("judge", StubJudge(TOLD))
    more.setdefault("document_rules", document_rules())
    return make_checker(HOUSE, **more)


def report(*documents, **more):
    return checker(**more).check_results(documents, created=NOW)


# --- order and repetition --------------------------------------------------------------------------


def test_pipeline_finds_the_same_in_any_order_of_files():
    found = {
        frozenset((finding.fingerprint, finding.document, finding.location) for finding in report(*order).findings)
        for order in permutations(DECKS)
    }
    assert len(found) == 1
    assert len(next(iter(found))) == 3


def test_pipeline_gives_equal_reports_twice():
    assert report_to_json(report(*DECKS)) == report_to_json(report(*DECKS))


def test_pipeline_gives_the_same_report_with_and_without_a_cache(tmp_path):
    cache = Cache(tmp_path)
    texts = [report_to_json(report(*DECKS, cache=given)) for given in (None, cache, cache)]
    cache.close()
    assert texts[0] == texts[1] == texts[2]


def test_pipeline_finds_in_a_document_what_it_finds_without_the_others():
    (alone,) = {finding.fingerprint for finding in report(DECKS[0]).findings}
    assert alone in {finding.fingerprint for finding in report(*DECKS).findings}


def test_pipeline_carries_the_location_into_the_finding():
    (finding,) = report(DECKS[0]).findings
    assert (finding.document, finding.location, finding.found) == (
        "a.pptx",
        "slide 1 bullet 1",
        "Harbourlight cuts onboarding time by up to 50%.",
    )


def test_pipeline_lists_what_was_skipped():
    lost = Skipped(id=DocumentId("broken.pptx"), format="pptx", reason="the zip is cut off")
    found = report(lost, DECKS[1])
    assert found.skipped == (lost,)
    assert [document.id for document in found.documents] == ["b.pptx"]


def test_pipeline_counts_what_is_on_message():
    found = report(DECKS[1])
    assert dict(found.used)["support"] == 1
    assert found.documents[0].on_message == 1


def test_pipeline_without_calibration_raises_notes_only():
    assert {finding.lane for finding in report(*DECKS, thresholds=Thresholds()).findings} == {Lane.NOTE}


def test_pipeline_names_what_is_not_judged():
    document = replace(
        DECKS[0], blocks=tuple(replace(block, language="de") for block in DECKS[0].blocks), language="de"
    )
    found = report(document)
    assert found.documents[0].judged == 0
    assert {entry.location for entry in found.not_judged} == {"slide 1 title", "slide 1 bullet 1"}
    assert all(entry.reason for entry in found.not_judged)


def test_pipeline_judges_no_quoted_mail():
    quoted = mail("You will earn the fee back, we guarantee it.", sent=NOW, role=Role.QUOTED)
    found = report(quoted)
    assert (found.findings, found.not_judged) == ((), ())


# --- dates -----------------------------------------------------------------------------------------


class VerbatimJudge(StubJudge):
    """Says of what repeats a candidate to the letter what that candidate is; all else is told."""

    def judge(self, statement, candidates):
        for match in candidates:
            if match.wording.text == statement.text and match.wording.source is Source.RETIRED:
                return Judgement(
                    statement=statement,
                    label=Label.OUTDATED,
                    score=0.97,
                    message_id=match.wording.id,
                    match=match,
                    reasons=(Reason(code="MC201", what="repeats it", score=0.9),),
                )
        return super().judge(statement, candidates)


def codes(*documents, **more):
    return [finding.code for finding in report(*documents, judge=VerbatimJudge(), **more).findings]


def test_retired_wording_is_outdated_in_a_deck_in_use():
    assert codes(slides(["Onboarding", OLD])) == ["MC201"]


def test_retired_wording_is_outdated_in_a_mail_sent_after_it():
    assert codes(mail(OLD, sent=datetime(2026, 3, 2, tzinfo=UTC))) == ["MC201"]


def test_retired_wording_in_a_mail_sent_before_it_was_retired_is_not_outdated():
    assert codes(mail(OLD, sent=datetime(2025, 11, 3, tzinfo=UTC))) == []


def test_retired_wording_in_an_old_mail_is_outdated_by_the_day_that_is_asked_for():
    assert codes(mail(OLD, sent=datetime(2025, 11, 3, tzinfo=UTC)), as_of=TODAY) == ["MC201"]


def test_retired_wording_on_the_day_it_was_retired_is_outdated():
    assert codes(mail(OLD, sent=datetime(2026, 1, 15, tzinfo=UTC))) == ["MC201"]


def test_draft_without_a_date_is_judged_by_today():
    assert codes(mail(OLD, sent=None)) == ["MC201"]


# --- privacy ---------------------------------------------------------------------------------------


def every_byte(folder):
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def holds_vector(folder, text):
    """Return whether any telling piece of a text's vector stands in the files; rows are cut where pages end."""
    kept, (row,) = every_byte(folder), HashingEmbedder().embed([text])
    pieces = (row[start : start + 12] for start in range(0, len(row), 12))
    return any(piece.tobytes() in kept for piece in pieces if np.count_nonzero(piece) >= 3)


def everything_printed(found):
    options = [ReportOptions(show_all=True), ReportOptions()]
    return "".join(
        renderer_named(name).render(found, option)
        for name in ("terminal", "json", "html", "markdown", "csv")
        for option in options
    )


LEAKY = (
    slides(["Prices", PRIVATE], id_="verbatim.pptx"),
    slides(["Prices", "For every pier our floor price is seventy-one euros a month."], id_="turned.pptx"),
    slides([PRIVATE, "Norrby knows."], id_="title.pptx"),
    mail(PRIVATE, id_="leak.eml", sent=NOW),
    mail("Hi Ana,", f"Between us: {PRIVATE}", id_="inside-a-sentence.eml", sent=NOW),
)


def test_internal_line_passed_on_to_outside_is_found():
    found = report(mail("Our floor price is seventy-one euros a month for every pier.", role=Role.FORWARDED)).findings
    assert [(finding.code, finding.message_id, finding.found) for finding in found] == [
        ("MC203", "floor-price", "(not shown)")
    ]


def test_internal_line_passed_on_inside_is_none_of_our_business():
    passed_on = mail("Our floor price is seventy-one euros a month for every pier.", role=Role.FORWARDED)
    assert report(passed_on, audience_of=lambda _: Audience(audience="inside")).findings == ()


@pytest.mark.parametrize("role", [Role.FORWARDED, Role.QUOTED])
def test_words_of_others_are_asked_for_nothing_but_internal_lines(role):
    text = "You will earn the fee back, we guarantee it. Harbourlight cuts onboarding time by up to 50%."
    assert report(mail(text, "Norrby saves a day a week.", role=role)).findings == ()


@pytest.mark.parametrize("audience", ["", "outside", "inside"])
@pytest.mark.parametrize("label", [None, Label.UNSUPPORTED, Label.REFRAMED, Label.CONTRADICTS])
def test_internal_text_is_in_no_report(audience, label):
    told = {} if label is None else {PRIVATE: label, LEAKY[1].blocks[1].text: label}
    found = report(*LEAKY, judge=StubJudge(told), audience_of=lambda _: Audience(audience=audience))
    printed = everything_printed(found)
    assert "seventy-one" not in printed
    assert ("internal" in printed) or audience == "inside"


def test_internal_text_that_is_not_judged_is_in_no_report():
    """A statement in a comment, in quoted mail, or taken for another language is read and not judged."""
    foreign = slides(["Prices", PRIVATE])
    foreign = replace(foreign, blocks=tuple(replace(block, language="nl") for block in foreign.blocks))
    comment = slides(["Prices", "Fine."])
    comment = replace(
        comment, blocks=(*comment.blocks, replace(comment.blocks[1], text=PRIVATE, kind=BlockKind.COMMENT))
    )
    quoted = mail(PRIVATE, sent=NOW, role=Role.QUOTED)
    assert "seventy-one" not in everything_printed(report(foreign, comment, quoted))


@pytest.mark.parametrize("audience", ["", "inside"])
def test_internal_text_is_in_no_cache(tmp_path, audience):
    cache = Cache(tmp_path)
    report(*LEAKY, cache=cache, audience_of=lambda _: Audience(audience=audience))
    cache.close()
    assert b"seventy-one" not in every_byte(tmp_path)
    assert not holds_vector(tmp_path, PRIVATE)


def test_internal_text_is_in_no_log(caplog):
    with caplog.at_level(logging.DEBUG):
        report(*LEAKY)
    assert "seventy-one" not in caplog.text


def test_mail_is_never_kept_as_a_vector(tmp_path):
    lines = (
        "You will earn the fee back, we guarantee it.",
        "Harbourlight cuts onboarding time by up to 50%.",
        "Ana, the pier is ours.",
    )
    cache = Cache(tmp_path)
    report(mail(*lines, sent=NOW), cache=cache)
    assert cache.vectors(HashingEmbedder().model, lines) == {}
    cache.close()
    assert [line for line in lines if holds_vector(tmp_path, line) or line.encode() in every_byte(tmp_path)] == []


def test_mended_sentence_of_a_mail_is_never_kept_as_a_vector(tmp_path):
    """It is the writer's own sentence but for a word."""

    embedder, cache = CountingEmbedder(), Cache(tmp_path)
    judge = StubJudge({"Ana, Harbourlight cuts onboarding time by 50% at your quay.": Label.FIGURE_CHANGED})
    found = make_checker(HOUSE, judge=_FigureJudge(judge), embedder=embedder, cache=cache).check_results(
        [mail("Ana, Harbourlight cuts onboarding time by 50% at your quay.", sent=NOW)], created=NOW
    )
    cache.close()
    written = [text for text in embedder.seen if "at your quay" in text]
    assert len(written) == 2, "the sentence was not mended, so this test shows nothing"
    assert [text for text in written if holds_vector(tmp_path, text)] == []
    assert found.findings


class _FigureJudge:
    """Adds to what the stub says which figure differs, as the rule does."""

    name = "stub@00000000"
    pair_model = None

    def __init__(self, stub):
        self.stub = stub

    def judge_all(self, items):
        return tuple(self.judge(statement, candidates) for statement, candidates in items)

    def judge(self, statement, candidates):
        from msgcheck.judge.comparison import compare
        from msgcheck.judge.rules.mc102_figure_changed import FigureChanged

        judgement = self.stub.judge(statement, candidates)
        if judgement.label is not Label.FIGURE_CHANGED:
            return judgement
        return replace(judgement, reasons=(FigureChanged().judge(compare(judgement.match)),))


@pytest.mark.parametrize("format_", ["html", "md", "docx", "pptx"])
def test_draft_is_never_kept_as_a_vector_whatever_its_format(tmp_path, format_):
    deck = slides(["Quays", "Ana, the pier is ours."])
    draft = replace(deck, id=DocumentId(f"draft.{format_}"), format=format_)
    cache = Cache(tmp_path)
    checker(cache=cache).check_results([draft], created=NOW, draft=True)
    known = cache.vectors(HashingEmbedder().model, ["Ana, the pier is ours."])
    cache.close()
    assert known == {}


def test_attachment_of_a_mail_is_never_kept_as_a_vector(tmp_path):
    outer = mail("Ana, see the attachment.", id_="m.eml", sent=NOW)
    attached = slides(["Quays", "Ana, the pier is ours."], id_="m.eml/offer.pptx", parent=DocumentId("m.eml"))
    inner = slides(["Quays", "Ana, the quay is yours."], id_="m.eml/a.zip/b.pptx", parent=attached.id)
    cache = Cache(tmp_path)
    report(outer, attached, inner, cache=cache)
    known = cache.vectors(HashingEmbedder().model, ["Ana, the pier is ours.", "Ana, the quay is yours."])
    cache.close()
    assert known == {}


def test_deck_is_kept_as_vectors(tmp_path):
    cache = Cache(tmp_path)
    report(DECKS[0], cache=cache)
    assert len(cache.vectors(HashingEmbedder().model, ["Harbourlight cuts onboarding time by up to 50%."])) == 1
    cache.close()
    assert holds_vector(tmp_path, "Harbourlight cuts onboarding time by up to 50%."), "or the tests above show nothing"


# --- the cache -------------------------------------------------------------------------------------


def test_second_run_asks_the_embedder_nothing(tmp_path):
    cache = Cache(tmp_path)
    report(*DECKS, *LEAKY, cache=cache)
    counting = CountingEmbedder()
    report(*DECKS, *LEAKY, cache=cache, embedder=counting)
    cache.close()
    assert counting.seen == []


def test_sentences_and_single_claims_of_a_draft_are_embedded_at_once():
    """Batches are of texts of like length, so two small calls cost more than one."""
    embedder = CountingEmbedder()
    checking = make_checker(HOUSE, embedder=embedder)
    checking.finder.prepare()
    calls = []
    embedder.embed = lambda texts: calls.append(list(texts)) or HashingEmbedder().embed(texts)
    both = "Harbourlight cuts onboarding time by up to 30% at your quay; support answers within four hours every single day."
    checking.check_document(mail(both, sent=NOW), draft=True)
    assert len(calls) == 1
    assert len(calls[0]) > 1, "no single claims were found, so this test shows nothing"


def test_document_without_words_asks_the_embedder_nothing():
    embedder = CountingEmbedder()
    result = make_checker(HOUSE, embedder=embedder).check_document(mail("---", "1234", sent=NOW), draft=True)
    assert (result.judgements, embedder.seen) == ((), [])


def test_other_messaging_is_not_answered_from_the_cache(tmp_path):
    cache = Cache(tmp_path)
    report(DECKS[0], cache=cache)
    other = messaging(message("else", "Harbourlight cuts onboarding time by up to 50%."), hash="mc1:other")
    found = make_checker(other, cache=cache, judge=StubJudge()).check_results([DECKS[0]], created=NOW)
    cache.close()
    assert dict(found.used) == {"else": 1}


# --- wordings --------------------------------------------------------------------------------------


def test_wordings_hold_every_text_with_its_source():
    found = [(wording.id, wording.source, wording.text) for wording in wordings_of(HOUSE, PlainSegmenter())]
    assert ("support", Source.VARIANT, "Four hours, on working days.") in found
    assert ("onboarding-old", Source.RETIRED, OLD) in found
    assert {source for _, source, _ in found} == {
        Source.MESSAGE,
        Source.VARIANT,
        Source.RETIRED,
        Source.NEVER_SAY,
        Source.INTERNAL_ONLY,
    }


def test_wordings_hold_the_single_claims_of_a_longer_line():
    house = messaging(
        message("two", "Setup takes ten days. Support is there day and night.", same=("It is set up in ten days.",))
    )
    found = [(wording.source, wording.text) for wording in wordings_of(house, PlainSegmenter())]
    assert found[1:] == [
        (Source.PART, "Setup takes ten days."),
        (Source.PART, "Support is there day and night."),
        (Source.SAME, "It is set up in ten days."),
    ]


def test_wording_never_shows_its_text_when_printed():
    assert "seventy-one" not in repr(wordings_of(HOUSE, PlainSegmenter()))
    assert "seventy-one" not in repr(HOUSE)


def test_vocabulary_holds_customers_and_products():
    assert vocabulary_of(HOUSE).customers == (("Norrby", ()),)


def test_judge_text_judges_one_statement_alone():
    assert checker().judge_text(ONBOARDING).label is Label.CONSISTENT
    assert checker().judge_text("Zebras graze.").label is Label.NOT_A_CLAIM


def test_nearest_current_passes_over_what_is_not_in_force():
    (match,) = checker().nearest_current([OLD])
    assert match.wording.id == "onboarding"


def test_line_that_was_approved_then_is_on_message_in_a_mail_of_that_time():
    """The line in its place came later: it is neither too early nor the figure changed."""
    house = messaging(
        message("onboarding", ONBOARDING, valid_from=date(2026, 1, 15)),
        retired=HOUSE.retired,
    )
    plain = make_checker(house, judge=StubJudge(), document_rules=document_rules())
    found = plain.check_document(mail(OLD, sent=datetime(2025, 11, 3, tzinfo=UTC)))
    assert found.findings == ()
    assert [(judgement.label, judgement.message_id) for judgement in found.judgements] == [
        (Label.CONSISTENT, "onboarding-old")
    ]
