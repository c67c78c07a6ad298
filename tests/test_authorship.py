import pytest

from msgcheck.authorship import Author, author_of, counts_in_unknown
from msgcheck.codes import Label
from msgcheck.records import (
    Audience,
    Block,
    BlockKind,
    Company,
    Document,
    DocumentId,
    Judgement,
    MailHeaders,
    Messaging,
    Product,
    Statement,
)
from tests.builders_judge import matched

ACME = Messaging(
    company=Company(name="Acme", aliases=("Acme Ltd",), domains=("acme.example",)),
    products=(Product(name="Acme Flow", aliases=("Flow",)),),
)


def deck(*texts, **values):
    blocks = tuple(
        Block(text=text, kind=BlockKind.BULLET, location=f"slide 1 bullet {n}") for n, text in enumerate(texts)
    )
    return Document(id=DocumentId("a.pptx"), format="pptx", blocks=blocks, **values)


def mail(sender):
    return Document(id=DocumentId("a.eml"), format="eml", mail=MailHeaders(sender=sender))


def author(document, *, messaging=ACME, audience=Audience(), around=None):  # noqa: B008
    return author_of(document, messaging, audience, around=around)


@pytest.mark.parametrize("text", ["Acme saves time", "With ACME FLOW in place", "Offer of Acme Ltd"])
def test_deck_that_names_us_is_ours(text):
    assert author(deck("Agenda", text)) is Author.OURS


@pytest.mark.parametrize("text", ["Our open-source programme", "Flow of goods", "Acmeology today"])
def test_deck_that_does_not_name_us_is_unknown(text):
    assert author(deck(text)) is Author.UNKNOWN


def test_deck_is_ours_where_the_settings_name_an_owner():
    assert author(deck("Agenda"), audience=Audience(owner="field")) is Author.OURS


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        ("jo@acme.example", Author.OURS),
        ("jo@sales.acme.example", Author.OURS),
        ("anna@customer.example", Author.THEIRS),
        ("eve@notacme.example", Author.THEIRS),
        ("", Author.OURS),
    ],
)
def test_mail_belongs_to_its_sender(sender, expected):
    assert author(mail(sender)) is expected


def test_mail_is_ours_where_nobody_knows_our_domains():
    assert author(mail("anna@customer.example"), messaging=Messaging(company=Company(name="Acme"))) is Author.OURS


@pytest.mark.parametrize("around", [Author.OURS, Author.THEIRS])
def test_attachment_has_the_author_of_its_mail(around):
    assert author(deck("Agenda"), around=around) is around


def test_in_an_unknown_document_only_what_is_near_our_lines_counts():
    def judgement(cosine):
        match = matched("Setup takes a day.", "Setup takes an hour.", cosine=cosine)
        return Judgement(statement=match.statement, label=Label.FIGURE_CHANGED, score=0.9, match=match)

    assert counts_in_unknown(judgement(0.8))
    assert not counts_in_unknown(judgement(0.3))
    claim = Statement(text="We won a prize.", document=DocumentId("a"), location="")
    assert not counts_in_unknown(Judgement(statement=claim, label=Label.UNSUPPORTED, score=0.99))
