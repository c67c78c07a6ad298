from pathlib import Path

import pytest

from msgcheck.audience import Account, AudienceBook, account_for, audience_for, load_accounts
from msgcheck.config import DocumentSettings, Settings
from msgcheck.errors import SettingsError
from msgcheck.records import Document, DocumentId, MailHeaders


def settings(*documents: DocumentSettings) -> Settings:
    return Settings(documents=documents)


def matches(pattern: str, path: str) -> bool:
    return audience_for(path, settings=settings(DocumentSettings(match=pattern, team="hit"))).team == "hit"


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("decks/retail/**", "decks/retail/a.pptx", True),
        ("decks/retail/**", "decks/retail/deep/a.pptx", True),
        ("decks/retail/**", "decks/food/a.pptx", False),
        ("decks/*", "decks/retail/a.pptx", False),
        ("decks/**/a.pptx", "decks/a.pptx", True),
        ("*.pptx", "decks/retail/a.pptx", True),
        ("**", "a.pptx", True),
        ("**", "mail.eml/a.pptx", True),
        ("mail/**", "mail/m.eml/a.pptx", True),
        ("Decks/**", "decks/a.pptx", True),
        ("./decks/**", "decks/a.pptx", True),
        ("decks/**", "./decks/a.pptx", True),
        ("decks/a?.pptx", "decks/a1.pptx", True),
        ("decks/[ab].pptx", "decks/b.pptx", True),
        ("decks/[!ab].pptx", "decks/b.pptx", False),
        ("decks/a+b.pptx", "decks/a+b.pptx", True),
        ("decks/a.pptx", "decks/axpptx", False),
    ],
)
def test_patterns_match_paths(pattern, path, expected):
    assert matches(pattern, path) is expected


def test_patterns_match_absolute_paths_below_the_settings(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert matches("decks/**", str(tmp_path / "decks" / "a.pptx"))


def test_last_match_wins_key_by_key():
    given = settings(
        DocumentSettings(match="decks/**", persona="hr", segment="retail"),
        DocumentSettings(match="decks/cfo/**", persona="cfo"),
    )
    audience = audience_for("decks/cfo/a.pptx", settings=given)
    assert (audience.persona, audience.segment, audience.region) == ("cfo", "retail", "")


def test_an_entry_without_a_pattern_matches_nothing():
    assert audience_for("a.pptx", settings=settings(DocumentSettings(persona="hr"))).persona == ""


def test_mail_patterns_match_addresses_only():
    given = settings(
        DocumentSettings(sender="*@acme.example", team="ours"),
        DocumentSettings(recipient="partner.example", we="partner"),
    )
    mail = audience_for("m.eml", settings=given, sender="A <a@acme.example>", recipients=("x@sub.partner.example",))
    assert (mail.team, mail.we) == ("ours", "partner")
    assert audience_for("m.pptx", settings=given).team == ""


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        (("a@acme.example", "b@mail.acme.example"), "inside"),
        (("a@acme.example", "b@other.example"), "outside"),
        (("a@notacme.example",), "outside"),
        ((), ""),
    ],
)
def test_mail_only_to_our_domains_is_inside(recipients, expected):
    audience = audience_for("m.eml", settings=Settings(), recipients=recipients, company_domains=("acme.example",))
    assert audience.audience == expected
    assert audience.outward is (expected != "inside")


def test_without_our_domains_nothing_is_known_and_mail_is_outward():
    audience = audience_for("m.eml", settings=Settings(), recipients=("a@acme.example",))
    assert (audience.audience, audience.outward) == ("", True)


ACCOUNTS = (
    Account(name="Big", domains=("big.example",), region="uk", segment="retail", stage="won"),
    Account(name="Big DE", domains=("de.big.example",), region="germany", segment="retail"),
)


def test_accounts_say_where_a_recipient_is():
    audience = audience_for("m.eml", settings=Settings(), recipients=("a@x.de.big.example",), accounts=ACCOUNTS)
    assert (audience.region, audience.segment, audience.stage) == ("germany", "retail", "")


def test_accounts_that_differ_leave_a_key_unknown():
    both = ("a@big.example", "b@de.big.example")
    audience = audience_for("m.eml", settings=Settings(), recipients=both, accounts=ACCOUNTS)
    assert (audience.region, audience.segment) == ("", "retail")


def test_settings_go_before_accounts():
    given = settings(DocumentSettings(match="**", region="ireland"))
    audience = audience_for("m.eml", settings=given, recipients=("a@big.example",), accounts=ACCOUNTS)
    assert audience.region == "ireland"


def test_what_lies_in_a_mail_goes_where_the_mail_goes():
    book = AudienceBook(settings=Settings(), company_domains=("acme.example",))
    headers = MailHeaders(sender="a@acme.example", recipients=("b@acme.example",))
    mail = Document(id=DocumentId("m.eml"), format="eml", mail=headers)
    deck = Document(id=DocumentId("m.eml/d.pptx"), parent=mail.id, format="pptx")
    inner = Document(id=DocumentId("m.eml/d.pptx/x.xlsx"), parent=deck.id, format="xlsx")
    assert [book.audience_of(document).audience for document in (mail, deck, inner)] == ["inside"] * 3


def test_accounts_are_read_from_csv(tmp_path):
    path = tmp_path / "accounts.csv"
    path.write_text("Account;Domains;Region\nBig;Big.example, @big.de;uk\n", encoding="utf-8")
    assert load_accounts(path) == (Account(name="Big", domains=("big.example", "big.de"), region="uk"),)


@pytest.mark.parametrize("text", ["account,region\nBig,uk\n", ""])
def test_accounts_without_domains_are_a_mistake(tmp_path, text):
    path = tmp_path / "accounts.csv"
    path.write_text(text)
    with pytest.raises(SettingsError, match="no column 'domains'"):
        load_accounts(path)


def test_accounts_that_are_not_there_are_a_mistake():
    with pytest.raises(SettingsError, match="cannot be read"):
        load_accounts(Path("nowhere.csv"))


# --- accounts --------------------------------------------------------------------------------------

NORRBY = Account(name="Norrby Dairies", domains=("norrby.example", "norrby.example.org"))
FJORD = Account(name="Fjordline", domains=("fjord.example",))


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        (["a@norrby.example"], "Norrby Dairies"),
        (["a@mail.norrby.example", "b@norrby.example.org"], "Norrby Dairies"),
        (["a@norrby.example", "b@consultant.example"], "Norrby Dairies"),
        (["a@norrby.example", "b@fjord.example"], ""),
        (["a@unknown.example", "tom@acme.example"], "unknown.example"),
        (["a@unknown.example", "b@other.example"], ""),
        (["a@gmail.com"], ""),
        (["a@unknown.example", "a@gmail.com"], "unknown.example"),
        (["tom@acme.example"], ""),
        ([], ""),
    ],
)
def test_account_is_the_one_the_recipients_belong_to(recipients, expected):
    assert account_for(recipients, company_domains=("acme.example",), accounts=(NORRBY, FJORD)) == expected


def test_domain_tells_no_account_where_ours_are_unknown():
    assert account_for(["a@unknown.example"]) == ""
    assert account_for(["a@norrby.example"], accounts=(NORRBY,)) == "Norrby Dairies"


def test_book_remembers_one_mail_at_a_time():
    book = AudienceBook(settings=Settings(), company_domains=("acme.example",))
    for name in ("a.eml", "b.eml"):
        mail = MailHeaders(recipients=("a@acme.example",))
        book.audience_of(Document(id=DocumentId(name), format="eml", mail=mail))
        inside = Document(id=DocumentId(f"{name}/deck.pptx"), parent=DocumentId(name), format="pptx")
        assert not book.audience_of(inside).outward
    of_the_first = Document(id=DocumentId("a.eml/deck.pptx"), parent=DocumentId("a.eml"), format="pptx")
    assert book.audience_of(of_the_first).outward


def test_audience_of_thousands_of_recipients_is_that_of_their_domains():
    recipients = [f"p{place}@norrby.example" for place in range(20_000)]
    accounts = [Account(name=str(place), domains=(f"d{place}.example",), region="US") for place in range(5_000)]
    known = Account(name="Norrby Dairies", domains=("norrby.example",), region="EU")
    audience = audience_for("a.eml", settings=settings(), recipients=recipients, accounts=(*accounts, known))
    assert audience.region == "EU"


def test_account_of_an_attachment_is_that_of_its_mail():
    book = AudienceBook(settings=Settings(), company_domains=("acme.example",), accounts=(NORRBY,))
    mail = Document(id=DocumentId("a.eml"), format="eml", mail=MailHeaders(recipients=("a@norrby.example",)))
    inside = Document(id=DocumentId("a.eml/deck.pptx"), parent=mail.id, format="pptx")
    for document in (mail, inside):
        book.audience_of(document)
    assert book.account_of(inside) == "Norrby Dairies"
    assert book.account_of(Document(id=DocumentId("b.pptx"), format="pptx")) == ""
