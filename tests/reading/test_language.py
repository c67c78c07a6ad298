from __future__ import annotations

import pytest

from msgcheck.reading.language import identify, with_languages
from msgcheck.records import Block, BlockKind, Document, DocumentId

ENGLISH = "Our support team answers every request within one working day, and nothing leaves your own network."
GERMAN = "Unser Team beantwortet jede Anfrage innerhalb eines Arbeitstages, und nichts verlässt Ihr eigenes Netz."


def document(*texts: str) -> Document:
    blocks = tuple(Block(text=text, kind=BlockKind.LINE, location=f"line {n}") for n, text in enumerate(texts, 1))
    return with_languages(Document(id=DocumentId("a.txt"), format="txt", blocks=blocks))


def languages(*texts: str) -> list[str | None]:
    return [block.language for block in document(*texts).blocks]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        ("Notre équipe répond à chaque demande dans un délai d'un jour ouvrable.", "fr"),
        ("Nuestro equipo responde a cada solicitud en un plazo de un día laborable.", "es"),
        ("Il nostro gruppo risponde a ogni richiesta entro un giorno lavorativo.", "it"),
        ("弊社のチームは、すべてのお問い合わせに一営業日以内に回答いたします。", "ja"),
        ("CUT YOUR ONBOARDING TIME AND KEEP EVERY CUSTOMER HAPPY", "en"),
    ],
)
def test_identify_names_the_language(text: str, language: str):
    assert identify(text) == language


@pytest.mark.parametrize(
    "text", ["", "12 34 567", "99.95 % 24/7 30 €", "OK", "https://example.invalid/a/b", "+++ --- ***"]
)
def test_identify_says_nothing_where_there_are_no_words(text: str):
    assert identify(text) is None


def test_with_languages_tells_the_document_from_all_its_text():
    assert document(*ENGLISH.split(",")).language == "en"


def test_with_languages_gives_a_long_block_its_own():
    assert languages(ENGLISH, ENGLISH, GERMAN) == ["en", "en", "de"]


def test_with_languages_gives_a_short_block_that_of_the_document():
    assert languages(ENGLISH, "Jetzt kostenlos testen", "Gratis") == ["en", "en", "en"]


def test_with_languages_gives_a_block_of_figures_none():
    assert languages(ENGLISH, "1,200 / 30 %") == ["en", None]


def test_with_languages_takes_names_for_the_language_of_the_document():
    assert languages(ENGLISH, "Trusted by Hoffmann Logistik, Weber GmbH Fulda and Schreiner AG")[1] == "en"


def test_with_languages_keeps_what_a_reader_knows():
    block = Block(text=ENGLISH, kind=BlockKind.LINE, location="line 1", language="nl")
    found = with_languages(Document(id=DocumentId("a.txt"), format="txt", language="nl", blocks=(block,)))
    assert (found.language, found.blocks[0].language) == ("nl", "nl")


def test_with_languages_is_the_same_every_time():
    assert languages(ENGLISH, GERMAN) == languages(ENGLISH, GERMAN)
