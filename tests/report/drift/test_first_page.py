"""The ten lines of the first page: the whole of them, their quiet forms, and one and many."""

from dataclasses import replace
from datetime import date

import pytest

from msgcheck.records import (
    Call,
    Called,
    Correction,
    Disputed,
    Ending,
    MessageId,
    Period,
    PeriodKind,
    Share,
    Waiting,
)
from msgcheck.report.drift.first_page import first_page
from tests.builders_drift import (
    OCTOBER,
    make_adoption,
    make_drift_report,
    make_edit,
    make_launch,
    make_material,
    make_message_drift,
)
from tests.report.drift.full_month import TEN_LINES, full_month, quiet_month


def test_first_page_is_the_golden_ten_lines():
    assert first_page(full_month()) == TEN_LINES


def test_first_page_of_a_quiet_month_says_so_without_praise():
    assert first_page(quiet_month()) == (
        "3 decks written or changed in November.",
        "Correct with customers: nothing known.",
        "Waiting for marketing: nothing.",
        "New: no wording that was not there before.",
        "Growing: nothing beyond chance.",
        "From our own material: nothing found.",
        "Settled: nothing that has become rarer since it was answered.",
        "Launch: none in the last three months.",
        "Nobody used for three months: no line. Ending: nothing soon.",
        "The field called no finding wrong; none was raised.",
    )


@pytest.mark.parametrize("report", [make_drift_report(), make_drift_report(shared=True), full_month(), quiet_month()])
def test_first_page_has_ten_lines_each_a_sentence(report):
    lines = first_page(report)
    assert len(lines) == 10
    assert all(line.endswith(".") and ".." not in line and "\n" not in line for line in lines)


@pytest.mark.parametrize(
    ("values", "line"),
    [
        (
            {"decks": 1, "mails": 1, "unreadable": 1},
            "1 deck and 1 mail written or changed in November; 1 unreadable: not judged.",
        ),
        (
            {"decks": 1200, "mails": 0, "documents": 2},
            "1,200 decks and 2 other documents written or changed in November.",
        ),
        (
            {"documents": 7, "not_judged": 3, "partly": 2},
            "7 documents written or changed in November; 3 for other reasons: not judged; 2 judged in part.",
        ),
        ({"unreadable": 4}, "No documents written or changed in November; 4 unreadable: not judged."),
        ({}, "No documents written or changed in November."),
    ],
)
def test_first_line_tells_what_was_read_and_what_was_not(values, line):
    nothing = dict.fromkeys(("decks", "mails", "documents", "unreadable", "other_language", "not_judged", "partly"), 0)
    report = make_drift_report(material=make_material(**(nothing | values)))
    assert first_page(report)[0] == line


@pytest.mark.parametrize(
    ("period", "as_of", "words"),
    [
        (Period(first=date(2026, 10, 1), kind=PeriodKind.QUARTER), date(2026, 12, 31), "in the fourth quarter;"),
        (Period(first=date(2025, 11, 1), kind=PeriodKind.MONTH), date(2026, 1, 4), "in November 2025;"),
        (
            Period(first=date(2025, 1, 1), kind=PeriodKind.QUARTER),
            date(2026, 1, 4),
            "in the first quarter of 2025;",
        ),
    ],
)
def test_first_line_names_the_period_with_the_year_where_it_is_another(period, as_of, words):
    assert words in first_page(make_drift_report(period=period, as_of=as_of))[0]


@pytest.mark.parametrize(
    ("corrections", "words"),
    [
        ([("price", 1, 0, True)], "1 price mail; its writer was told."),
        ([("price", 1, 0, False)], "1 price mail; its writer is still to be told."),
        ([("contract", 0, 2, False)], "2 contract documents; their writers are still to be told."),
        (
            [("price", 2, 1, True), ("contract", 1, 0, False)],
            "2 price mails, 1 price document and 1 contract mail; the writers of 3 were told, of 1 not yet.",
        ),
        (
            [("a", 1, 0, True), ("b", 1, 0, True), ("c", 1, 0, True), ("d", 1, 0, True)],
            "1 a mail, 1 b mail, 1 c mail and 1 other document; their writers were told.",
        ),
        ([("price", 0, 0, True)], "nothing known."),
        ([("SLA", 2, 0, True)], "2 SLA mails; their writers were told."),
        (
            [("price", 2, 0, True), ("do not say", 1, 0, False), ("claim", 2, 1, False)],
            "2 price mails, 1 'do not say' mail, 2 claim mails and 1 claim document; the writers of 2 were told, of 4 not yet.",
        ),
        ([("too early", 0, 1, True)], "1 'too early' document; its writer was told."),
        ([("internal note", 1, 0, True)], "1 'internal note' mail; its writer was told."),
        ([("Ines Okonkwo", 1, 0, True)], "1 other mail; its writer was told."),
    ],
)
def test_second_line_tells_what_to_correct_and_who_knows(corrections, words):
    report = make_drift_report(
        corrections=tuple(
            Correction(about=about, mails=mails, documents=documents, told=told)
            for about, mails, documents, told in corrections
        )
    )
    assert first_page(report)[1] == f"Correct with customers: {words}"


@pytest.mark.parametrize(
    ("proposals", "days", "words"),
    [(1, 19, "1 field wording, for 19 days."), (1, 0, "1 field wording, since today."), (2, 1, "2 field wordings, the oldest 1 day.")],
)  # fmt: skip
def test_third_line_counts_one_and_many(proposals, days, words):
    report = make_drift_report(waiting=Waiting(proposals=proposals, oldest_days=days))
    assert first_page(report)[2] == f"Waiting for marketing: {words}"


def test_first_line_says_where_the_period_is_not_over():
    assert " written or changed in November so far; " in first_page(make_drift_report(as_of=date(2026, 11, 12)))[0]


def new_line(**values):
    return first_page(make_drift_report(new=(make_edit(**values),)))[3].removeprefix("New: ")


def test_new_line_names_several_kinds_of_documents_and_counts_the_other_edits():
    report = make_drift_report(
        new=(
            make_edit(families=(("deck", 1), ("email", 4)), sources=1, segment=""),
            make_edit(2),
            make_edit(3),
        )
    )
    assert first_page(report)[3].endswith(": 1 deck and 4 mails, 1 source; and 2 more.")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"approved_part": "", "said_part": "", "what": "30 days became two weeks"}, "30 days became two weeks: 14"),
        ({"approved_part": "", "said_part": "", "what": ""}, "live line, figure changed: 14"),
        ({"approved_part": "", "said_part": "", "what": "", "message_id": None}, "figure changed: 14"),
        ({"approved_part": "", "said_part": "always", "approved": "Cuts costs by 5%."}, "'always' added to the 5% line: 14"),
        ({"approved_part": "in 30 days", "said_part": "", "said": ""}, "'in 30 days' missing from the live line: 14"),
        ({"approved_part": "in 30 days", "said_part": "At Once", "what": ""}, "'in 30 days' said otherwise: 14"),
        ({"code": "MC401", "approved_part": "shops", "said_part": "ShopBox"}, "wrong name for 'shops': 14"),
        ({"code": "MC302", "approved_part": "a shop", "said_part": "an oil firm"}, "live line, customer not cleared: 14"),
        ({"code": "XX999", "approved_part": "", "said_part": "", "what": "", "message_id": None}, "said differently: 14"),
        ({"code": "MC202", "approved_part": "", "said_part": "", "what": "", "message_id": MessageId("never-0a1b2c3d")},
         "do not say: 14"),
        ({"code": "MC201", "said_part": "for ever", "message_id": MessageId("claim-live")}, "old live line: 14"),
        ({"code": "MC201", "said_part": "for ever", "message_id": None}, "old line: 14"),
        ({"code": "MC201", "said_part": "by 20% in the first year of use"}, "old 20% line: 14"),
    ],
)  # fmt: skip
def test_new_line_tells_an_edit_in_the_few_words_there_are(values, words):
    assert new_line(**values).startswith(words)


@pytest.mark.parametrize(
    ("code", "what", "words"),
    [
        ("MC204", "it is said before its day", "live line, said before its day: 14"),
        ("MC101", "it says the opposite", "live line, says the opposite: 14"),
        ("MC104", "a limit was added", "live line, a limit was added: 14"),
        ("MC103", "“up to” is missing", "“up to” is missing: 14"),
        ("MC102", "a month became a year", "a month became a year: 14"),
    ],
)
def test_new_line_names_the_message_where_the_clause_names_nothing(code, what, words):
    assert new_line(code=code, what=what, approved_part="", said_part="").startswith(words)


@pytest.mark.parametrize(
    ("code", "message_id", "what", "words"),
    [
        ("MC202", MessageId("never-0a1b2c3d"), "it says what we never say", "do not say: 14"),
        ("MC301", None, "no approved line says it", "no approved source: 14"),
    ],
)
def test_new_line_tells_the_kind_of_what_is_of_no_message(code, message_id, what, words):
    line = new_line(code=code, message_id=message_id, what=what, approved_part="", said_part="", said="")
    assert line.startswith(words)


def test_new_line_shortens_long_words():
    line = new_line(said_part="very " * 60, approved_part="quite " * 60, segment="retail " * 40)
    assert len(line) < 200
    assert "…' for 'quite" in line


def test_new_line_of_a_shared_report_tells_no_words_that_the_report_leaves_empty():
    edit = make_edit(said="", said_part="", what="", approved_part="")
    line = first_page(make_drift_report(new=(edit,), shared=True))[3]
    assert line == "New: live line, figure changed: 14 decks, 6 sources, mostly retail."


def test_new_line_says_where_nothing_is_known_of_earlier_periods():
    line = first_page(make_drift_report(new=(), new_known=False))[3]
    assert line == "New: cannot be told; nothing is known of earlier periods."


def test_growing_line_names_the_segment_it_holds_for():
    edit = make_edit(before=3, documents=8, called=Called(call=Call.DRIFTING, segment="hotels"))
    line = first_page(make_drift_report(growing=(edit, edit)))[4]
    assert line == "Growing: 'live in two weeks' for 'live in 30 days': 3 -> 8, most clearly in hotels; and 1 more."


def test_growing_line_tells_a_message_where_no_single_edit_grows():
    line = first_page(make_drift_report(growing=(), messages=(make_message_drift(),)))[4]
    assert line == "Growing: saving line said otherwise: 9 of 50 -> 17 of 52."


def growing_line(message, **values):
    messages = message if isinstance(message, tuple) else (message,)
    return first_page(make_drift_report(growing=(), messages=messages, **values))[4].removeprefix("Growing: ")


def compared_with(drifting, carrying=50, **values):
    """A message that drifts in 17 of 52 documents, 13% being usual, and was said so in October."""
    message = make_message_drift(**values)
    compared = replace(message.compared, carrying=carrying, on_message=carrying - drifting, drifting=drifting)
    return replace(message, compared=compared)


@pytest.mark.parametrize(
    "message", [compared_with(30), compared_with(0, carrying=0)], ids=["fewer now", "nothing to compare with"]
)
def test_growing_line_tells_the_usual_share_where_a_message_did_not_rise_since_the_period_compared_with(message):
    assert growing_line(message) == "saving line said otherwise: 17 of 52, 13% was usual."


def test_growing_line_compares_shares_and_no_counts():
    assert "20 of 80 -> 17 of 52" in growing_line(compared_with(20, carrying=80))


def test_growing_line_names_first_what_also_rose_since_the_period_compared_with():
    fewer, more = compared_with(30), compared_with(9, message_id=MessageId("claim-live"))
    assert growing_line((fewer, more)) == "live line said otherwise: 9 of 50 -> 17 of 52; and 1 more."


RETAIL = Called(call=Call.DRIFTING, segment="retail", before=0.05)


def test_growing_line_gives_the_counts_of_all_documents_beside_a_segment_as_such():
    line = growing_line(make_message_drift(called=RETAIL))
    assert line == "saving line said otherwise, most clearly in retail; all together 9 of 50 -> 17 of 52."


def test_growing_line_gives_no_counts_beside_a_segment_where_all_documents_together_did_not_rise():
    assert growing_line(compared_with(30, called=RETAIL)) == "saving line said otherwise, most clearly in retail."


def test_growing_line_tells_no_name_of_a_segment_that_is_a_place():
    line = growing_line(compared_with(30, called=replace(RETAIL, segment="decks/Pellworm")))
    assert line == "saving line said otherwise, most clearly in one segment."


def test_growing_line_says_where_nothing_is_known_of_the_period_compared_with():
    message = compared_with(0, carrying=0)
    message = replace(message, compared=replace(message.compared, eligible=0))
    line = first_page(make_drift_report(growing=(make_edit(before=0, documents=16),), messages=(message,)))[4]
    assert line == "Growing: 'live in two weeks' for 'live in 30 days': -> 16 (nothing known of October)."


def test_growing_line_compares_with_no_period_of_another_judge():
    edit = make_edit(before=3, documents=8)
    line = first_page(make_drift_report(growing=(edit,), other_judge=(OCTOBER,)))[4]
    assert line.endswith(": -> 8 (October was judged by another judge: not compared).")
    assert growing_line(make_message_drift(), other_judge=(OCTOBER,)).endswith(": 17 of 52, 13% was usual.")


def test_growing_and_new_lines_say_where_another_judge_judged_the_period_before():
    message = make_message_drift(called=Called(call=Call.INSUFFICIENT))
    page = first_page(
        make_drift_report(new=(), new_known=False, growing=(), messages=(message,), other_judge=(OCTOBER,))
    )
    assert page[3] == "New: cannot be told; judged by another judge than October."
    assert page[4] == "Growing: judged by another judge than October: not compared."


def test_growing_line_of_the_first_month_of_a_judge_says_so_whatever_it_is_compared_with():
    message = make_message_drift(called=Called(call=Call.INSUFFICIENT))
    following = make_message_drift(2, called=Called(call=Call.FOLLOWING))
    values = {"other_judge": (OCTOBER,), "compared_with": OCTOBER.next().next()}
    line = growing_line((message, following), **values)
    assert line == "judged by another judge than October: not compared."
    assert growing_line((message, following)) == "nothing beyond chance."


def test_growing_line_says_where_there_is_too_little_to_tell():
    message = make_message_drift(called=Called(call=Call.INSUFFICIENT))
    line = first_page(make_drift_report(growing=(), messages=(message,)))[4]
    assert line == "Growing: insufficient signal, too few documents to tell."


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"copies": 1}, "old 20% line in pitch template v7; 1 of 15 uses is a copy."),
        ({"copies": 0}, "old 20% line in pitch template v7; none of 15 uses is a copy."),
        ({"copies": 0, "documents": 1}, "old 20% line in pitch template v7; 1 use, no copy."),
        ({"template": ""}, "old 20% line; 12 of 15 uses are copies."),
        ({"template": "decks/pitch-v7.pptx"}, "old 20% line; 12 of 15 uses are copies."),
        ({"template": "Pitch Kim Okonkwo for Orbital Bank"}, "old 20% line; 12 of 15 uses are copies."),
        ({"template": "pitch kim okonkwo"}, "old 20% line; 12 of 15 uses are copies."),
    ],
)
def test_own_material_line_counts_copies_and_names_no_file(values, words):
    edit = replace(make_drift_report().own_material[0], **values)
    assert first_page(make_drift_report(own_material=(edit,)))[5] == f"From our own material: {words}"


@pytest.mark.parametrize("shared", [True, False])
def test_own_material_line_tells_an_old_line_by_its_figure_in_every_view(shared):
    edit = replace(make_drift_report().own_material[0], said="It cuts costs by up to 20%.", said_part="")
    line = first_page(make_drift_report(own_material=(edit,), shared=shared))[5]
    assert line == "From our own material: old 20% line in pitch template v7; 12 of 15 uses are copies."


def test_own_material_line_tells_no_figure_that_the_approved_line_has_too():
    edit = replace(make_drift_report().own_material[0], said="It cuts costs by 30%.", said_part="")
    assert "retired saving 2024" in first_page(make_drift_report(own_material=(edit,)))[5]


@pytest.mark.parametrize(
    ("since", "words"), [(None, "11 -> 2."), (date(2025, 12, 4), "11 -> 2 since the note of 4 December 2025.")]
)
def test_settled_line_says_since_when_where_it_is_known(since, words):
    edit = replace(make_drift_report().settled[0], since=since)
    assert first_page(make_drift_report(settled=(edit,)))[6].endswith(words)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"adoption": None}, "Flow balance line in 70 of 130 documents about Marlowick Flow."),
        ({"products": ()}, "Flow balance line in 38 of 61 decks, day 24."),
        ({"products": ("A", "B", "C")}, "38 of 61 decks about A and B and more, day 24."),
        (
            {"adoption": make_adoption(by_family=(("deck", Share(part=1, whole=2)),))},
            "in 70 of 130 documents about Marlowick Flow, day 24.",
        ),
    ],
)
def test_launch_line_tells_how_far_a_line_has_come(values, words):
    assert words in first_page(make_drift_report(launches=(make_launch(**values),)))[7]


@pytest.mark.parametrize(("is_known", "words"), [(False, "not known yet"), (True, "no line")])
def test_never_used_line_is_told_only_where_three_months_are_known(is_known, words):
    line = first_page(make_drift_report(never_used=(), never_used_known=is_known))[8]
    assert line.startswith(f"Nobody used for three months: {words}. ")


@pytest.mark.parametrize(
    ("families", "last_day", "words"),
    [
        ((), date(2026, 12, 31), "ISO line, 31 December, in no document."),
        ((("email", 1),), date(2027, 1, 15), "ISO line, 15 January 2027, 1 mail."),
    ],
)
def test_ending_line_says_when_and_in_how_many(families, last_day, words):
    ending = Ending(message_id=MessageId("claim-iso"), text="Certified to ISO.", last_day=last_day, families=families)
    line = first_page(make_drift_report(endings=(ending,), never_used=((MessageId("a"), "A."),)))[8]
    assert line == f"Nobody used for three months: 1 line. Ending: {words}"


def test_ending_line_tells_no_id_of_a_line_about_a_customer():
    ending = Ending(
        message_id=MessageId("proof-pellworm"),
        text="A customer used 26% less electricity.",
        last_day=date(2026, 12, 31),
        families=(("deck", 2),),
    )
    assert first_page(make_drift_report(endings=(ending,)))[8].endswith("Ending: customer line, 31 December, 2 decks.")


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((48, 0, 0, 0), "The field called none of 48 findings wrong."),
        ((1, 0, 0, 0), "The field called none of 1 finding wrong."),
        ((1, 1, 1, 0), "The field called 1 of 1 finding wrong; it was."),
        ((48, 1, 0, 0), "The field called 1 of 48 findings wrong; it was not."),
        ((48, 1, 0, 1), "The field called 1 of 48 findings wrong; nobody has looked at it yet."),
        ((48, 6, 0, 0), "The field called 6 of 48 findings wrong; none was."),
        ((48, 6, 1, 2), "The field called 6 of 48 findings wrong; 1 was, 2 not looked at yet."),
        ((48, 6, 0, 6), "The field called 6 of 48 findings wrong; nobody has looked at them yet."),
        ((1048, 6, 5, 0), "The field called 6 of 1,048 findings wrong; 5 were."),
    ],
)
def test_last_line_counts_one_many_and_what_is_open(counts, words):
    findings, called_wrong, upheld, still_open = counts
    disputed = Disputed(findings=findings, called_wrong=called_wrong, upheld=upheld, open=still_open)
    assert first_page(make_drift_report(disputed=disputed))[9] == words
