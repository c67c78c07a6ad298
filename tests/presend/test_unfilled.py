"""Fields of templates that nobody filled in, told apart from what only looks like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.presend.unfilled import unfilled_fields
from msgcheck.records import Block, BlockKind, Document, DocumentId, Role

MAIL = DocumentId("draft.eml")


def fields(*texts, role=Role.OWN, kind=BlockKind.LINE, parent=None, document_format="eml"):
    blocks = tuple(
        Block(text=text, kind=kind, location=f"body line {number}", role=role) for number, text in enumerate(texts, 1)
    )
    document = Document(id=DocumentId("d"), parent=parent, format=document_format, blocks=blocks)
    return [(item.field, item.location) for item in unfilled_fields([document])]


def names(text, **values):
    return [field for field, _ in fields(text, **values)]


@pytest.mark.parametrize(
    "field",
    [
        "{{first_name}}",
        "{{ contact.first_name | default: 'there' }}",
        "{{{Recipient.FirstName}}}",
        "{{lead.First Name:default=there}}",
        "{{var:name}}",
        "[[Name]]",
        '[[First Name OR "Friend"]]',
        "<<Company>>",
        "«First_Name»",
        "%FIRSTNAME%",
        "%%first_name%%",
        "{First Name}",
        "{FirstName}",
        "${Contacts.First Name}",
        "*|FNAME|*",
        "{!Contact.FirstName}",
        "{% if company %}",
        "[First Name]",
        "[Company name]",
        "[COMPANY]",
        "[Your name]",
        "[firstname,fallback=there]",
        "[insert customer quote here]",
        "[contact's first name]",
        "[First name/Company]",
        "[your name here]",
        "<First Name>",
    ],
)
def test_unfilled_names_a_field(field):
    assert names(f"Hi {field}, good to meet you") == [field]


@pytest.mark.parametrize(
    "text",
    [
        "as we said [1], and again [2]",
        "[EXTERNAL] Re: quay",
        'He wrote: "We like that [the company] answers, and [our team name] does, too."',
        "that [company's] answer",
        "[sic] and [...] and [see above] and [x] and [the customer]",
        "the [Harbourlight logo] and [cid:image001.png] and [image: Company logo]",
        "Your price [EUR]: 30",
        "https://quay.example/a%20name%20b?to=%7Bname%7D",
        "Growth of 30%, 40% and 50% of that",
        "[Company name](https://quay.example)",
        '{"first_name": "Ana", "company": {"name": 1}}',
        "{ name: 'Ana' }",
        "GET /users/{name}/boats/{number}",
        "C:\\{name}\\%NAME%.txt and %APPDATA% and ${HOME}",
        'print(f"Hello {name}");',
        "if (boat) {",
        "<p>Hi {{ first_name }}</p>",
        "write `{{first_name}}` and it is filled in",
        "Ana <ana@quay.example> and <https://quay.example/name>",
        "«Bonjour» and <<File: deck.pptx>> and [[Quay]]",
        "{{0}} and {{}} and {} and [] and %%",
    ],
)
def test_unfilled_leaves_alone_what_only_looks_like_a_field(text):
    assert names(text) == []


def test_unfilled_says_where():
    assert fields("Hi Ana,", "{{company}} moors boats.") == [("{{company}}", "body line 2")]


def test_unfilled_names_each_field_once_a_document():
    assert fields("Hi [Name],", "dear [Name] of [Company]") == [("[Name]", "body line 1"), ("[Company]", "body line 2")]


@pytest.mark.parametrize("role", [Role.OWN, Role.HEADER, Role.SIGNATURE])
def test_unfilled_looks_at_what_the_writer_says(role):
    assert names("[Your name]", role=role) == ["[Your name]"]


@pytest.mark.parametrize("role", [Role.QUOTED, Role.FORWARDED, Role.DISCLAIMER])
def test_unfilled_leaves_words_of_others_alone(role):
    assert names("Hi {{first_name}}", role=role) == []


@pytest.mark.parametrize("kind", [BlockKind.ALT_TEXT, BlockKind.COMMENT])
def test_unfilled_leaves_what_nobody_sees_alone(kind):
    assert names("[Company]", kind=kind, role=None) == []


@pytest.mark.parametrize(("document_format", "found"), [("pptx", ["[Company]"]), ("docx", []), ("pdf", [])])
def test_unfilled_looks_at_attached_decks_not_at_forms(document_format, found):
    assert names("For [Company]", role=None, parent=MAIL, document_format=document_format) == found


@given(st.text(alphabet="[]{}<>%*|«»$!aN me_1:`", max_size=60))
def test_unfilled_gives_back_what_stands_there(text):
    assert all(field in text for field in names(text))
