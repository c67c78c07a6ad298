"""What marketing calls its own documents."""

import pytest

from msgcheck.feedback.drift.template_title import template_title
from msgcheck.records import DocumentId


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("marketing/pitch-template-v7.pptx", "pitch template v7"),
        ("marketing\\Pitch Template_2026.potx", "Pitch Template 2026"),
        ("mail/launch.eml/One-Pager.docx", "One Pager"),
        ("v1.2-deck.pptx", "v1 2 deck"),
        ("pitch-template", "pitch template"),
        ("-.pptx", ""),
    ],
)
def test_template_title_is_the_name_of_the_file_in_words(path, title):
    assert template_title(DocumentId(path), ()) == title


@pytest.mark.parametrize("path", ["decks/port-of-skagen-pitch.pptx", "decks/Pitch_PORT_OF_SKAGEN.pptx"])
def test_template_title_names_no_customer(path):
    assert template_title(DocumentId(path), ("Skagen", "Port of Skagen")).casefold() == "pitch"


def test_template_title_keeps_words_that_only_begin_like_a_customer():
    assert template_title(DocumentId("portal-pitch.pptx"), ("Port",)) == "portal pitch"
