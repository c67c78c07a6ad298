"""What a writer is told of a draft: mechanics, with plain stages in the place of the models."""

import os
from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msgcheck.assembly import build_stages, settings_for
from msgcheck.errors import InputError
from msgcheck.messaging.load import load_messaging
from msgcheck.presend.draft_checker import Draft, DraftChecker
from msgcheck.presend.mail_draft import MailAttachment, MailFields, mail_draft
from msgcheck.records import DocumentId
from tests.builders_office import plain_deck, plain_text
from tests.builders_pdf import make_pdf
from tests.cli.plain_stages import APPROVED, FORBIDDEN, OUTDATED, PRIVATE

CREATED = datetime(2026, 11, 16, 9, tzinfo=UTC)
OURS = "jo@harbourlight.example"
THEIRS = "ana@customer.example"


@pytest.fixture
def check(plain):
    """Check drafts with the house's messaging."""
    chosen = settings_for((), cwd=plain, environ=os.environ, overrides={}, audience={})
    stages = build_stages(chosen, use_cache=False)

    def checked(draft=None, **fields):
        checker = DraftChecker(load_messaging(chosen.messaging), chosen, stages, today=date(2026, 11, 16))
        return checker.check(draft or mail_draft(MailFields(**{"to": (THEIRS,), **fields})), created=CREATED)

    return checked


def draft(data, name="draft.txt", **values):
    return Draft(data=data.encode() if isinstance(data, str) else data, name=name, id=DocumentId(name), **values)


def codes(verdict):
    return [finding.code for finding in verdict.ask]


# --- to whom ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("recipients", "outward"),
    [
        ({"to": (OURS,)}, False),
        ({"to": (THEIRS,)}, True),
        ({"to": (OURS,), "cc": (THEIRS,)}, True),
        ({"to": (OURS,), "bcc": (THEIRS,)}, True),
        ({"to": (OURS, "All skippers")}, True),
        ({"to": ("Jo <jo@sub.harbourlight.example>",)}, False),
        ({"to": ("jo@notharbourlight.example",)}, True),
        ({"to": ()}, True),
    ],
)
def test_check_tells_by_the_recipients_whether_a_mail_leaves(check, recipients, outward):
    verdict = check(text=f"Hi,\n\n{PRIVATE}", **recipients)
    assert (verdict.outward, codes(verdict)) == (outward, ["MC203"] if outward else [])


def test_check_finds_the_one_outsider_among_ten_thousand(check):
    inside = tuple(f"p{place}@harbourlight.example" for place in range(9_999))
    assert codes(check(text=f"Hi,\n\n{PRIVATE}", to=inside, bcc=(THEIRS,))) == ["MC203"]


def test_check_finds_the_one_outsider_in_a_file_with_ten_thousand(check):
    mail = EmailMessage()
    mail.set_content(f"Hi,\n\n{PRIVATE}\n")
    inside = ", ".join(f"p{place}@harbourlight.example" for place in range(9_999))
    data = f"From: {OURS}\r\nSubject: Quay\r\nTo: {inside}, {THEIRS}\r\n".encode() + mail.as_bytes()
    assert codes(check(draft(data, "draft.eml"))) == ["MC203"]


def test_check_counts_recipients_it_is_given_beside_those_the_mail_names(check):
    data = f"From: {OURS}\nTo: {OURS}\nSubject: Quay\n\nHi,\n\n{PRIVATE}\n"
    assert codes(check(draft(data, "draft.eml", recipients=(THEIRS,)))) == ["MC203"]


def test_check_takes_region_and_account_from_the_recipients(plain, check):
    (plain / "accounts.csv").write_text("account,domains,region\nCustomer,customer.example,US\n", encoding="utf-8")
    (plain / "msgcheck.yaml").write_text("embedder: {kind: hashing}\ncache: cache\naccounts: accounts.csv\n")
    (plain / "messaging" / "us.yaml").write_text(
        "version: 1\nmessages:\n  - {id: tide, type: claim, text: We tell the tide to the minute., region: EU}\n"
    )
    chosen = settings_for((), cwd=plain, environ=os.environ, overrides={}, audience={})
    checker = DraftChecker(load_messaging(chosen.messaging), chosen, build_stages(chosen), today=date(2026, 11, 16))
    found = [
        [finding.code for finding in (*verdict.ask, *verdict.waiting)]
        for to in (THEIRS, "bo@elsewhere.example")
        for verdict in [
            checker.check(mail_draft(MailFields(to=(to,), text="We tell the tide to the minute.")), created=CREATED)
        ]
    ]
    assert found == [["MC403"], []]


# --- internal lines --------------------------------------------------------------------------------


def test_check_shows_an_internal_line_first_and_by_id_and_owner_only(check):
    verdict = check(text=f"Hi Ana,\n\n{FORBIDDEN}\n\nIt never rains on a Harbourlight quay.\n\n{PRIVATE}")
    first = verdict.ask[0]
    assert (first.code, first.message_id) == ("MC203", "floor")
    assert (first.found, first.approved, first.suggestion) == ("", "", "")
    assert dict(verdict.owners)["floor"] == "pricing"
    assert "seventy-one" not in repr(verdict)


def test_check_finds_an_internal_line_in_a_mail_that_is_attached(check):
    inner = f"From: {OURS}\nTo: {OURS}\nSubject: Price\n\n{PRIVATE}\n\n{FORBIDDEN}\n".encode()
    verdict = check(text="See below.", attachments=(MailAttachment(name="price.eml", data=inner),))
    assert codes(verdict) == ["MC203"]
    assert verdict.forwarded_lines > 0


# --- what is in a mail -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("deck.pptx", plain_deck("Harbourlight", FORBIDDEN)),
        ("offer.docx", plain_text("Harbourlight", FORBIDDEN)),
        ("offer.pdf", make_pdf(["Harbourlight moors boats.", FORBIDDEN])),
    ],
)
def test_check_reads_attachments_and_names_them(check, name, data):
    verdict = check(text="Please find it attached.", attachments=(MailAttachment(name=name, data=data),))
    assert [(finding.code, finding.document) for finding in verdict.ask] == [("MC202", f"draft.eml/{name}")]
    assert verdict.ask[0].location.startswith(f"{name}: ")


def test_check_reads_files_that_go_with_a_text(check):
    verdict = check(draft("Hi Ana, see the deck.", attached=(("deck.pptx", plain_deck("Quay", FORBIDDEN)),)))
    assert [finding.location.partition(":")[0] for finding in verdict.ask] == ["deck.pptx"]


def test_check_judges_files_that_go_with_a_text_by_its_recipients(check):
    deck = (("deck.pptx", plain_deck("Quay", PRIVATE)),)
    assert codes(check(draft("Hi Jo.", recipients=(OURS,), attached=deck))) == []
    assert codes(check(draft("Hi Jo.", recipients=(THEIRS,), attached=deck))) == ["MC203"]


def test_check_says_what_it_could_not_read(check):
    verdict = check(
        text="See both.",
        attachments=(
            MailAttachment(name="broken.pptx", data=b"PK\x03\x04 broken"),
            MailAttachment(name="large.key", size=80_000_000),
        ),
    )
    assert [item.partition(":")[0] for item in verdict.unread] == ["large.key", "broken.pptx"]
    assert not verdict.interrupts


GMAIL = (
    '<div dir="ltr">{top}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">'
    'On Mon, 16 Nov 2026 at 08:12, Ana &lt;<a href="mailto:ana@customer.example">ana@customer.example</a>&gt; wrote:'
    '<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204)">'
    "<div>{quoted}</div></blockquote></div>"
)
OUTLOOK = (
    '<div class="WordSection1"><p class="MsoNormal">{top}<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
    '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal"><b>From:'
    "</b> Ana &lt;ana@customer.example&gt;<br><b>Sent:</b> Monday, 16 November 2026 08:12<br><b>To:</b> Tom "
    "&lt;tom@harbourlight.example&gt;<br><b>Subject:</b> Quay<o:p></o:p></p></div>"
    '<p class="MsoNormal">{quoted}<o:p></o:p></p></div>'
)
OUTLOOK_WEB = (
    '<div class="elementToProof">{top}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%">'
    '<div id="divRplyFwdMsg" dir="ltr"><b>From:</b> Ana &lt;ana@customer.example&gt;<br><b>Sent:</b> Monday, 16 '
    "November 2026 08:12<br><b>To:</b> Tom &lt;tom@harbourlight.example&gt;<br><b>Subject:</b> Quay<div>&nbsp;</div>"
    "</div><div>{quoted}</div>"
)
THUNDERBIRD = (
    '<body><p>{top}</p><div class="moz-cite-prefix">On 16/11/2026 08:12, Ana wrote:<br></div>'
    '<blockquote type="cite" cite="mid:a@customer.example"><p>{quoted}</p></blockquote></body>'
)
APPLE = (
    '<body>{top}<br><div><br><blockquote type="cite"><div>On 16 Nov 2026, at 08:12, Ana &lt;ana@customer.example&gt; '
    "wrote:</div><br><div>{quoted}</div></blockquote></div></body>"
)
THEM = "<blockquote type='cite'><p>{}</p></blockquote>"
CLIENTS = [GMAIL, OUTLOOK, OUTLOOK_WEB, THUNDERBIRD, APPLE]
CLIENT_NAMES = ["gmail", "outlook", "outlook-web", "thunderbird", "apple"]


@pytest.mark.parametrize("client", CLIENTS, ids=CLIENT_NAMES)
def test_check_leaves_the_customers_own_words_alone(check, client):
    assert not check(html=client.format(top="Hi Ana, thanks.", quoted=FORBIDDEN)).interrupts


@pytest.mark.parametrize("client", CLIENTS, ids=CLIENT_NAMES)
def test_check_asks_about_what_stands_above_a_quotation(check, client):
    assert codes(check(html=client.format(top=FORBIDDEN, quoted="What do we get?"))) == ["MC202"]


@pytest.mark.parametrize(
    "html",
    [
        THEM.format("What do we get?") + "<p>{own}</p>" + THEM.format("When?") + "<p>In May.</p>",
        GMAIL.format(
            top="See below.", quoted="What do we get?</div></blockquote><div>{own}</div><blockquote><div>When?"
        ),
    ],
)
def test_check_takes_an_answer_inside_a_quotation_for_the_writers_own(check, html):
    assert codes(check(html=html.format(own=FORBIDDEN))) == ["MC202"]


def test_check_takes_an_answer_between_quoted_lines_for_the_writers_own(check):
    text = f"On Monday Ana wrote:\n> What do we get?\n\n{FORBIDDEN}\n\n> And when?\n\nIn May.\n"
    assert codes(check(text=text)) == ["MC202"]


def test_check_looks_at_the_subject_too(check):
    assert [item.location for item in check(subject="Hi {{first_name}}", text="See you.").unfilled] == ["subject"]


# --- unfilled fields -------------------------------------------------------------------------------


def test_check_interrupts_for_a_field_nobody_filled_in(check):
    verdict = check(text="Hi {{first_name}},\n\nsee you on Thursday.")
    assert verdict.interrupts
    assert [(item.field, item.location) for item in verdict.unfilled] == [("{{first_name}}", "body line 1")]


@pytest.mark.parametrize("name", ["template.html", "template.md"])
def test_check_takes_a_page_without_recipients_for_a_template(check, name):
    assert not check(draft("Hi {{first_name}}, see you.", name)).interrupts
    assert check(draft("Hi {{first_name}}, see you.", name, recipients=(THEIRS,))).interrupts


def test_check_leaves_the_fields_of_a_template_alone(check):
    assert not check(draft("Hi {{first_name}}, see you.", template=True)).interrupts


def test_check_looks_for_fields_in_attached_decks(check):
    deck = MailAttachment(name="deck.pptx", data=plain_deck("For [Company name]"))
    assert [item.location for item in check(text="See it.", attachments=(deck,)).unfilled] == [
        "deck.pptx: slide 1 title"
    ]


# --- bad input -------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", ["", "  \n\n "])
@pytest.mark.parametrize("name", ["draft.txt", "draft", "draft.eml"])
def test_check_passes_an_empty_mail(check, data, name):
    verdict = check(draft(data, name))
    assert (verdict.ask, verdict.waiting, verdict.not_judged, verdict.unfilled) == ((), (), (), ())


def test_check_passes_a_mail_without_words(check):
    assert not check(text="", subject="").interrupts


def test_check_still_looks_at_what_goes_with_an_empty_mail(check):
    deck = MailAttachment(name="deck.pptx", data=plain_deck("Quay", FORBIDDEN))
    assert codes(check(text="", attachments=(deck,))) == ["MC202"]


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "deck.pptx"), (b"\xff\xd8\xff\xe0 JFIF" + bytes(50), "deck.pptx"), (bytes(range(256)) * 20, "draft.eml")],
)
def test_check_of_what_cannot_be_read_at_all_is_an_error(check, data, name):
    with pytest.raises(InputError, match="cannot be read"):
        check(draft(data, name))


@pytest.mark.parametrize(
    "data",
    [
        b"Content-Type: multipart/mixed; boundary=a\nTo: ana@customer.example\nSubject: x\n\n--a\n--a--a\n\n"
        + b"--a\n" * 9,
        b"To: ana@customer.example\nSubject: =?utf-8?b?broken\nContent-Type: text/html; charset=nonsense\n\n<p>Hi <b",
        b"To: a\nFrom: b\nContent-Type: multipart/mixed\n\nno boundary at all",
        b"Content-Transfer-Encoding: base64\nTo: ana@customer.example\nSubject: x\n\n!!!not base64!!!",
    ],
)
def test_check_passes_a_broken_mail(check, data):
    assert not check(draft(data, "draft.eml")).interrupts


def test_check_reads_what_can_be_read_of_a_broken_mail(check):
    data = (
        b"To: ana@customer.example\nSubject: x\nContent-Type: multipart/mixed; boundary=a\n\n--a\n\n"
        + FORBIDDEN.encode()
        + b"\n--a\nContent-Type: application/pdf; name=x.pdf\nContent-Transfer-Encoding: base64\n\nAAAA"
    )
    verdict = check(draft(data, "draft.eml"))
    assert codes(verdict) == ["MC202"]
    assert [item.partition(":")[0] for item in verdict.unread] == ["x.pdf"]


def test_check_does_not_judge_another_language(check):
    verdict = check(
        text="Hallo Ana,\n\nwir freuen uns sehr auf das Gespräch am Donnerstag und bringen die Unterlagen mit.\n"
        "Die Einrichtung dauert höchstens zehn Tage, und danach können alle Schiffer selbst buchen."
    )
    assert not verdict.interrupts
    assert verdict.not_judged
    assert "in German" in verdict.notes[0]


def test_check_passes_a_file_of_fifty_megabytes(check):
    large = MailAttachment(name="film.mp4", data=bytes(50_000_000))
    verdict = check(text=f"Hi,\n\n{OUTDATED}", attachments=(large,))
    assert [finding.code for finding in (*verdict.ask, *verdict.waiting)] == ["MC201"]
    assert len(verdict.unread) == 1


def test_check_is_the_same_twice(check):
    fields = {"text": f"Hi {{{{first_name}}}},\n\n{FORBIDDEN}\n\n{APPROVED}\n\n{OUTDATED}"}
    assert check(**fields) == check(**fields)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.fixed_dictionaries({"subject": st.text(), "text": st.text(), "html": st.text()}),
    to=st.lists(st.text(), max_size=3),
    data=st.binary(),
)
def test_check_never_fails_for_what_a_mail_holds(check, fields, to, data):
    verdict = check(to=tuple(to), attachments=(MailAttachment(name="deck.pptx", data=data),), **fields)
    assert not verdict.ask
