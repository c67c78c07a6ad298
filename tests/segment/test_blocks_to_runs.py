import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.records import Block, BlockKind, Role
from msgcheck.segment import blocks_to_runs as blocks_to_runs_module
from msgcheck.segment.blocks_to_runs import MAX_RUN_CHARS, blocks_to_runs
from msgcheck.segment.plain_segmenter import PlainSegmenter
from tests.builders_segment import ACME, bullet, document, mail, paragraph, texts_of


def runs_of(found):
    return [run.text for run in blocks_to_runs(found.blocks)]


def test_runs_join_wrapped_lines():
    body = (
        "Acme Flow cuts the time your team spends on onboarding new people by\n"
        "up to 30 % on annual plans, as our study of 112 customers in the spring\n"
        "of last year has shown."
    )
    assert runs_of(mail(body)) == [body.replace("\n", " ")]


def test_runs_join_wrapped_line_before_a_name():
    body = (
        "Your people in the northern depots would be the first to work with\n"
        "Flow Pro, and they would be trained on site before the first shift in\n"
        "January begins."
    )
    assert len(runs_of(mail(body))) == 1


@pytest.mark.parametrize(
    "body",
    [
        "- fast set-up\n- no training needed\n- free support",
        "1. fast set-up\n2. no training needed\n3. free support",
        "* fast set-up\n* no training needed",
        "fast set-up\nno training needed\nfree support",
        "Hi Anna,\nthanks for the call",
        "Pricing:\nfrom €89 per user",
        "Starter is €20 a month\nTeam is €40 a month\nBusiness is €80 a month",
    ],
)
def test_runs_keep_list_fragments_apart(body):
    assert len(runs_of(mail(body))) == len(body.split("\n"))


def test_runs_join_wrapped_list_item_but_not_the_next():
    body = (
        "- Acme Flow connects to the payroll system that your colleagues already\n"
        "  use today, without a project\n"
        "- free support"
    )
    assert runs_of(mail(body)) == [
        "Acme Flow connects to the payroll system that your colleagues already use today, without a project",
        "free support",
    ]


def test_runs_end_at_an_empty_line():
    body = "We would be glad to show you how the new planner works with the data of\n\nyour own depots next week."
    assert len(runs_of(mail(body))) == 2


def test_runs_never_join_own_and_quoted_lines():
    own = Block(
        text="Yes, and it is free for every one of the users that",
        kind=BlockKind.LINE,
        location="body line 1",
        role=Role.OWN,
    )
    quoted = Block(text="you have in the plan", kind=BlockKind.LINE, location="body line 2", role=Role.QUOTED)
    assert len(blocks_to_runs([own, quoted])) == 2


@pytest.mark.parametrize("marker", ["- ", "• ", "* ", "1. ", "2) ", "(3) ", "a) ", "– ", "✓ "])
def test_runs_leave_out_the_bullet_marker(marker):
    found = document(bullet(f"{marker}No set-up fee"))
    (statement,) = PlainSegmenter().segment(found, ACME)
    assert statement.text == "No set-up fee"
    assert statement.spans[0].start == len(marker)


@pytest.mark.parametrize("text", ["-5 °C at the door", "3.5 hours saved", "2026 plan", "24/7 support"])
def test_runs_keep_what_only_looks_like_a_marker(text):
    assert texts_of(document(bullet(text))) == [text]


def test_runs_cut_endless_paragraphs_at_white_space():
    runs = blocks_to_runs([paragraph("word " * 20_000)])
    assert all(len(run.text) <= MAX_RUN_CHARS for run in runs)
    assert sum(run.text.count("word") for run in runs) == 20_000


def test_statement_in_a_later_line_has_that_line_as_location():
    body = (
        "Acme Flow cuts the time your team spends on onboarding new people by\n"
        "up to 30 %. It is free for the first three months of every contract\n"
        "you sign."
    )
    statements = PlainSegmenter().segment(mail(body), ACME)
    assert [(item.location, item.text.split()[0]) for item in statements] == [
        ("body line 1", "Acme"),
        ("body line 2", "It"),
    ]


def test_statement_over_two_lines_has_two_spans():
    body = "We cut the time your team spends on onboarding all of its new people by\nup to 30 % on annual plans."
    (statement,) = PlainSegmenter().segment(mail(body), ACME)
    assert [span.block for span in statement.spans] == [0, 1]


LINES = st.lists(
    st.text(alphabet=st.sampled_from("abc DE.?!,:-•1 2\t\n\v%üß'“”…"), max_size=60)
    | st.sampled_from(
        [
            "Hi Anna,",
            "Pricing:",
            "- item one",
            "1. item two. And three.",
            "Dr. Weiss has approx. 5 of them, e.g. No. 3.",
            "",
        ]
    ),
    max_size=8,
)


@given(lines=LINES, kind=st.sampled_from(list(BlockKind)))
def test_statement_text_is_its_spans_joined_by_one_space(lines, kind):
    blocks = [Block(text=line, kind=kind, location=f"body line {number}") for number, line in enumerate(lines, start=1)]
    for statement in PlainSegmenter().segment(document(*blocks), ACME):
        parts = [blocks[span.block].text[span.start : span.end] for span in statement.spans]
        assert " ".join(parts) == statement.text
        assert all(part == part.strip() and part for part in parts)


@given(lines=LINES)
def test_statements_lose_no_word_of_a_block(lines):
    blocks = [Block(text=line, kind=BlockKind.NOTES, location="slide 1 notes") for line in lines]
    words = re.findall(r"[A-Za-z]{3,}", " ".join(lines))
    found = " ".join(statement.text for statement in PlainSegmenter().segment(document(*blocks), ACME))
    assert re.findall(r"[A-Za-z]{3,}", found) == words


def test_runs_keep_indented_lines_apart_outside_a_list_item():
    assert len(runs_of(mail("  Starter for small teams\n  Team for all others\n  Business for groups"))) == 3


def test_runs_keep_the_lines_of_a_property_list_apart():
    body = (
        "Calibration: once a year at three points, certificate kept in Flow Pro\n"
        "Records: kept for seven years, to be exported at any time as one PDF\n"
        "Spare parts: in stock for ten years"
    )
    assert len(runs_of(mail(body))) == 3


def test_no_word_that_asks_for_another_is_longer_than_what_is_looked_at():
    words = re.findall(r"[a-z]+", blocks_to_runs_module._MID_PHRASE.pattern)
    assert max(map(len, words)) == blocks_to_runs_module._LONGEST_MID_PHRASE


def test_runs_join_the_one_wrapped_paragraph_of_a_mail():
    body = (
        "Hi Piet,\n\n"
        "The planner runs in every one of your depots, with a new timetable every ten\n"
        "minutes.\n\n"
        "See you soon,\nTom"
    )
    assert runs_of(mail(body))[1].endswith("with a new timetable every ten minutes.")


def test_runs_join_no_line_that_ends_a_sentence_where_nothing_is_wrapped():
    body = "The planner runs in every one of your depots, day and night, all year round.\nand it is free."
    assert len(runs_of(mail(body))) == 2
