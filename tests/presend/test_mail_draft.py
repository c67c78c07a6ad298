"""A mail that is still being written, as the bytes of a mail."""

from email import policy
from email.parser import BytesParser

from hypothesis import given
from hypothesis import strategies as st

from msgcheck.presend.mail_draft import MailAttachment, MailFields, mail_draft
from msgcheck.reading.dispatch import read_named
from msgcheck.records import Document, Role


def read(**fields):
    return list(read_named(mail_draft(MailFields(**fields)).data, "draft.eml"))


def attached(**fields):
    return mail_draft(MailFields(**fields)).attached


def words(document):
    return [block.text for block in document.blocks]


def test_mail_draft_keeps_subject_and_text():
    (mail,) = read(subject="Näher am Kai", text="Hallo Ana,\n\ngrüße 😀")
    assert words(mail) == ["Näher am Kai", "Hallo Ana,", "grüße 😀"]


def test_mail_draft_of_nothing_holds_nothing():
    (mail,) = read()
    assert mail.blocks == ()


def test_mail_draft_reads_html_as_people_see_it():
    (mail,) = read(html="<p>Hi <b>Ana</b>,</p><blockquote type=cite><p>Is it safe?</p></blockquote>")
    assert [(block.text, block.role) for block in mail.blocks] == [
        ("Hi Ana,", Role.OWN),
        ("Is it safe?", Role.QUOTED),
    ]


def test_mail_draft_reads_two_versions_of_a_body_once():
    (mail,) = read(text="We moor boats.", html="<p>We moor boats.</p>")
    assert words(mail) == ["We moor boats."]


def test_mail_draft_hands_attachments_on():
    assert attached(attachments=(MailAttachment(name="deck.pptx", data=b"deck"),)) == (("deck.pptx", b"deck"),)


def test_mail_draft_makes_names_of_attachments_harmless():
    ((name, _),) = attached(attachments=(MailAttachment(name='../q"uay\r\nBcc: eve@other.example ø.txt', data=b"a"),))
    assert not set(name) & set("/\r\n")
    assert name.endswith(" ø.txt")


def test_mail_draft_says_which_attachments_were_too_large():
    draft = mail_draft(MailFields(text="Hi", attachments=(MailAttachment(name="deck.key", size=61_000_000),)))
    assert draft.unread == ("deck.key: too large to be handed over (61 MB)",)


def test_mail_draft_takes_recipients_from_all_three_fields():
    draft = mail_draft(MailFields(to=("Ana <ana@a.example>, bo@b.example",), cc=("c@c.example",), bcc=("d@d.example",)))
    assert draft.recipients == ("ana@a.example", "bo@b.example", "c@c.example", "d@d.example")


def test_mail_draft_keeps_a_recipient_without_an_address():
    assert mail_draft(MailFields(to=("All skippers",))).recipients == ("All skippers",)


def test_mail_draft_knows_all_of_ten_thousand_recipients():
    draft = mail_draft(MailFields(to=tuple(f'"Guest, {place}" <g{place}@c{place}.example>' for place in range(10_000))))
    assert len(draft.recipients) == 10_000
    assert draft.recipients[-1] == "g9999@c9999.example"


@given(sender=st.text(), subject=st.text(), text=st.text(), html=st.text())
def test_mail_draft_lets_no_field_begin_a_header(sender, subject, text, html):
    fields = MailFields(sender=sender, subject=subject, text=text, html=html)
    mail = BytesParser(policy=policy.compat32).parsebytes(mail_draft(fields).data)
    assert {key.lower() for key in mail} <= {
        "content-type",
        "content-transfer-encoding",
        "from",
        "subject",
        "mime-version",
    }


@given(subject=st.text(), text=st.text(), html=st.text(), name=st.text())
def test_mail_draft_can_always_be_read(subject, text, html, name):
    results = read(subject=subject, text=text, html=html, attachments=(MailAttachment(name=name, data=b"a"),))
    assert [type(result) for result in results] == [Document]


def test_mail_draft_shows_nothing_of_a_mail_where_it_is_printed():
    files = (MailAttachment(name="planted.key"), MailAttachment(name="planted.pptx", data=b"planted"))
    addresses = dict.fromkeys(("to", "cc", "bcc"), ("planted@customer.example",))
    fields = MailFields(sender="planted@a.example", subject="planted", text="planted", attachments=files, **addresses)
    assert "planted" not in repr(fields) + repr(mail_draft(fields))


def test_mail_draft_is_the_same_twice():
    fields = MailFields(text="a", html="<p>a</p>", attachments=(MailAttachment(name="a.txt", data=b"a"),))
    assert mail_draft(fields).data == mail_draft(fields).data
