import pytest

from msgcheck.codes import Label
from msgcheck.findings.uncovered import uncovered_themes
from msgcheck.records import Cue, DocumentId, Figure, Judgement, Readings, Statement, Token


def claim(*nouns, label=Label.UNSUPPORTED, score=0.9):
    tokens = tuple(Token(start=0, end=0, lemma=noun, pos="NOUN") for noun in nouns)
    statement = Statement(text=" ".join(nouns), document=DocumentId("a"), location="", readings=Readings(tokens=tokens))
    return Judgement(statement=statement, label=label, score=score)


def test_uncovered_themes_count_each_claim_once():
    claims = [claim("training", "price"), claim("training"), claim("price"), claim("forklift")]
    assert uncovered_themes(claims, least=0.5) == (("price", 2), ("forklift", 1), ("training", 1))


def test_uncovered_themes_leave_out_what_is_covered_or_unsure():
    claims = [claim("training", label=Label.CONSISTENT), claim("training", score=0.2)]
    assert uncovered_themes(claims, least=0.5) == ()


def test_uncovered_themes_do_not_depend_on_order():
    claims = [claim("a-one", "b-two"), claim("b-two"), claim("c-three", "a-one")]
    assert uncovered_themes(claims, least=0.5) == uncovered_themes(claims[::-1], least=0.5)


@pytest.mark.parametrize("lemma", ["23rd", "2026", "9:30", "q3", "monday", "march", "week", "tomorrow"])
def test_uncovered_themes_are_no_dates_and_no_numbers(lemma):
    assert uncovered_themes([claim(lemma, "forklift"), claim(lemma, "training")], least=0.5) == (
        ("forklift", 1),
        ("training", 1),
    )


def test_uncovered_themes_are_no_words_of_a_figure():
    text = "Forklifts for five euros"
    words = [("Forklifts", "forklift"), ("euros", "euro")]
    tokens = tuple(
        Token(start=text.index(word), end=text.index(word) + len(word), lemma=lemma, pos="NOUN")
        for word, lemma in words
    )
    figure = Figure(start=14, end=24, text="five euros", kind="money", value=5.0)
    statement = Statement(
        text=text, document=DocumentId("a"), location="", readings=Readings(tokens=tokens, figures=(figure,))
    )
    judgement = Judgement(statement=statement, label=Label.UNSUPPORTED, score=0.9)
    assert uncovered_themes([judgement], least=0.5) == (("forklift", 1),)


def test_uncovered_themes_keep_what_is_counted():
    tokens = (Token(start=4, end=13, lemma="forklift", pos="NOUN"),)
    figure = Figure(start=0, end=13, text="112 forklifts", kind="number", value=112.0, unit="forklift")
    readings = Readings(tokens=tokens, figures=(figure,))
    statement = Statement(text="112 forklifts", document=DocumentId("a"), location="", readings=readings)
    judgement = Judgement(statement=statement, label=Label.UNSUPPORTED, score=0.9)
    assert uncovered_themes([judgement], least=0.5) == (("forklift", 1),)


def test_uncovered_themes_are_no_names_of_ours():
    text = "Rimeholt forklift"
    tokens = (
        Token(start=0, end=8, lemma="rimeholt", pos="PROPN"),
        Token(start=9, end=17, lemma="forklift", pos="NOUN"),
    )
    name = Cue(start=0, end=8, text="Rimeholt", lemma="company:Rimeholt")
    statement = Statement(
        text=text, document=DocumentId("a"), location="", readings=Readings(tokens=tokens, names=(name,))
    )
    claim_ = Judgement(statement=statement, label=Label.UNSUPPORTED, score=0.9)
    assert uncovered_themes([claim_], least=0.5) == (("forklift", 1),)
