from msgcheck.codes import Label
from msgcheck.findings.uncovered import uncovered_themes
from msgcheck.records import DocumentId, Judgement, Readings, Statement, Token


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
