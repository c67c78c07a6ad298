"""Decks and texts with wrong names and old lines in them, put together of runs that look different."""

from __future__ import annotations

from collections.abc import Sequence

import docx
import pptx
from pptx.util import Inches

from tests.builders_office import saved

WRONG = "HarbourFlow"
RIGHT = "Harbourlight Flow"


def deck_of(*slides: Sequence[Sequence[str]]) -> bytes:
    """Return a deck; of each slide the first entry is its title, the others are bullets, each in runs of its own.

    The second run of a paragraph is bold.
    """
    deck = pptx.Presentation()
    for title, *bullets in slides:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = "".join(title)
        frame = slide.placeholders[1].text_frame
        for number, runs in enumerate(bullets):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            for place, text in enumerate(runs):
                run = paragraph.add_run()
                run.text = text
                run.font.bold = place == 1
    return saved(deck)


def crowded_deck() -> bytes:
    """Return a deck with the wrong name in a group, a table, the notes and the title."""
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = f"Harbourlight: why {WRONG} works at sea"
    group = slide.shapes.add_group_shape().shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, Inches(2), Inches(1)).text_frame.text = f"Harbours run on {WRONG} every day."
    table = slide.shapes.add_table(2, 2, 0, 0, Inches(4), Inches(2)).table
    table.cell(1, 1).text = f"With {WRONG} it takes a day."
    slide.notes_slide.notes_text_frame.text = f"Say that {WRONG} is ready."
    return saved(deck)


def text_of(*paragraphs: Sequence[str]) -> bytes:
    """Return a Word text of these paragraphs, each in runs of its own; the second run of each is bold."""
    text = docx.Document()
    for runs in paragraphs:
        paragraph = text.add_paragraph()
        for place, piece in enumerate(runs):
            paragraph.add_run(piece).bold = place == 1
    return saved(text)


def crowded_text() -> bytes:
    """Return a Word text with the wrong name in a table, a header and the body."""
    text = docx.Document()
    text.add_paragraph(f"Harbourlight sells {WRONG} to harbours.")
    text.add_table(1, 2).cell(0, 1).text = f"With {WRONG} it takes a day."
    text.sections[0].header.paragraphs[0].text = f"All about {WRONG} and the sea"
    return saved(text)
