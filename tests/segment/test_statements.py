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
    assert statements(document(question, answer))[1].judged


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
    claims = PlainSegmenter().split(
        "We collect every empty box, and your labs throw nothing away. Returns are free of charge."
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
