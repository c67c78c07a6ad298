import pytest

from msgcheck.records import About, Block, BlockKind, Form, Role
from msgcheck.segment.plain_segmenter import PlainSegmenter
from tests.builders_segment import ACME, bullet, document, mail, paragraph


def statements(found):
    return PlainSegmenter().segment(found, ACME)


def test_bullet_has_its_heading_as_context():
    (found,) = statements(document(bullet("No set-up fee", heading="Pricing")))
    assert (found.context, found.heading) == ("Pricing", "Pricing")


def test_second_sentence_has_the_first_as_context():
    _, second = statements(document(paragraph("It is fast. It is free.")))
    assert second.context == "It is fast."


def test_notes_keep_context_over_paragraphs():
    notes = [
        Block(text=text, kind=BlockKind.NOTES, location="slide 1 notes") for text in ("Price slide.", "Say it is free.")
    ]
    assert statements(document(*notes))[1].context == "Price slide."


def test_label_line_introduces_the_next_line():
    assert statements(mail("Pricing:\nfrom €89 per user"))[1].context == "Pricing:"


def test_table_cell_keeps_its_heads_and_no_context():
    cells = [
        Block(
            text=text,
            kind=BlockKind.TABLE_CELL,
            location=f"slide 6 table row 2 column {column}",
            heads=("Price", "Pro"),
        )
        for column, text in enumerate(("€89", "per user"), start=1)
    ]
    second = statements(document(*cells))[1]
    assert (second.heads, second.context) == (("Price", "Pro"), "")


def test_ordinals_count_the_statements():
    assert [item.ordinal for item in statements(mail("It is fast. It is free.\n\nSee you Thursday!"))] == [0, 1, 2]


@pytest.mark.parametrize(
    ("block", "because"),
    [
        (Block(text="Nice slide.", kind=BlockKind.COMMENT, location="c"), "comments are read, not judged"),
        (Block(text="A bar chart.", kind=BlockKind.ALT_TEXT, location="a"), "alt text is read, not judged"),
        (Block(text="Wir sparen Zeit.", kind=BlockKind.PARAGRAPH, location="p", language="de"), "in German"),
        (
            Block(text="We save time.", kind=BlockKind.LINE, location="body line 1", role=Role.QUOTED),
            "not your own words",
        ),
        (Block(text="Regards", kind=BlockKind.LINE, location="body line 1", role=Role.SIGNATURE), "not your own words"),
        (Block(text="12 / 24", kind=BlockKind.FOOTER, location="f"), "no words"),
        (Block(text="Yes, we do.", kind=BlockKind.LINE, location="body line 1", role=Role.OWN), "a bare yes or no"),
    ],
)
def test_statement_not_judged_says_why(block, because):
    (found,) = statements(document(block))
    assert (found.judged, found.not_judged_because) == (False, because)


def test_document_language_counts_where_the_block_has_none():
    (found,) = statements(document(paragraph("Wir sparen Zeit."), language="de"))
    assert found.not_judged_because == "in German"


def test_bare_answer_is_judged_under_its_question():
    question = Block(text="Is SSO included?", kind=BlockKind.LINE, location="body line 1", role=Role.QUOTED)
    answer = Block(text="Yes.", kind=BlockKind.LINE, location="body line 2", role=Role.OWN)
    found = statements(document(question, answer))[1]
    assert (found.judged, found.context, found.context_role) == (True, "Is SSO included?", Role.QUOTED)


def test_readings_are_made_only_for_what_is_judged():
    own, quoted = statements(
        document(
            Block(text="How fast is it?", kind=BlockKind.LINE, location="body line 1", role=Role.OWN),
            Block(text="How fast is it?", kind=BlockKind.LINE, location="body line 4", role=Role.QUOTED),
        )
    )
    assert own.readings.form is Form.QUESTION
    assert not quoted.readings.tokens


def test_merge_fields_keep_offsets():
    text = "Hi {{first_name}}, with Acme Flow {company} saves 30 %."
    (found,) = statements(document(paragraph(text)))
    assert found.text == text
    assert [cue.text for cue in found.readings.names] == ["Acme Flow"]


def test_split_cuts_sentences_and_main_clauses():
    (claims,) = PlainSegmenter().split_texts(
        ["We collect every empty box, and your labs throw nothing away. Returns are free of charge."]
    )
    assert claims == ("We collect every empty box", "your labs throw nothing away.", "Returns are free of charge.")


@pytest.mark.parametrize(
    ("text", "about"),
    [("Acme Inc. | Sales kick-off", About.NOBODY), ("Acme: guaranteed 99.9 % uptime", About.US)],
)
def test_footer_is_about_nobody_unless_it_promises(text, about):
    (found,) = statements(document(Block(text=text, kind=BlockKind.FOOTER, location="slide 1 footer")))
    assert (found.judged, found.readings.about) == (True, about)


def test_name_under_a_closing_is_part_of_the_greeting():
    assert statements(mail("We cut costs by 30 %.\n\nKind regards\nAnna Weiss"))[-1].readings.form is Form.GREETING


def test_name_elsewhere_is_no_greeting():
    assert statements(mail("We cut costs by 30 %.\n\nFaster Onboarding"))[-1].readings.form is Form.STATEMENT


def _line(text, number, role):
    return Block(text=text, kind=BlockKind.LINE, location=f"body line {number}", role=role)


@pytest.mark.parametrize("between", [(), ("On Monday Ana wrote:",)])
def test_bare_answer_is_judged_above_the_question_it_quotes(between):
    answer = _line("Yes.", 1, Role.OWN)
    quoted = [_line(text, place, Role.QUOTED) for place, text in enumerate((*between, "Is SSO included?"), start=3)]
    assert statements(document(answer, *quoted))[0].judged


def test_bare_answer_above_a_quoted_question_has_it_as_context():
    answer, _ = statements(document(_line("Yes.", 1, Role.OWN), _line("Is SSO included?", 3, Role.QUOTED)))
    assert answer.context == "Is SSO included?"


def test_bare_answer_under_its_question_and_a_line_of_its_own_is_judged():
    question = _line("Is SSO included?", 1, Role.QUOTED)
    found = statements(document(question, _line("Regards", 2, Role.QUOTED), _line("Yes.", 4, Role.OWN)))
    assert found[-1].judged


def test_bare_answer_above_a_quoted_mail_of_many_questions_stays_unjudged():
    quoted = [_line(text, place, Role.QUOTED) for place, text in enumerate(("Is it fast?", "Is it free?"), start=3)]
    assert not statements(document(_line("Yes.", 1, Role.OWN), *quoted))[0].judged


def test_bare_answer_above_a_closing_and_its_quoted_question_is_judged():
    lines = [("Yes.", Role.OWN), ("Kind regards", Role.OWN), ("Tom", Role.OWN), ("Tom Ashworth", Role.SIGNATURE)]
    blocks = [_line(text, place, role) for place, (text, role) in enumerate([*lines, ("Is it free?", Role.QUOTED)])]
    assert statements(document(*blocks))[0].context == "Is it free?"


def test_line_that_is_too_long_for_a_sentence_is_not_judged():
    (found,) = statements(document(paragraph("berth 5, " * 1_000)))
    assert not found.judged
    assert found.not_judged_because == "too long for one sentence"
    assert not found.readings.figures


def test_long_sentence_is_judged():
    (found,) = statements(document(paragraph("It is fast, " * 200 + "and free.")))
    assert found.judged
