"""Documents over several scans, as real files: what stays the same deck, what is its next version, and its day."""

import io
import json
import os
import re
from datetime import UTC, date, datetime
from email.message import EmailMessage

import docx
import openpyxl
import pptx
import pytest
from builders_office import parts_of, zipped
from builders_pdf import make_pdf

from msgcheck.assembly import open_store_for
from msgcheck.cli.main import run
from msgcheck.config import Settings
from msgcheck.feedback.lineage import version_changes
from msgcheck.records import DayFrom, Period, PeriodKind
from tests.cli.plain_stages import APPROVED, HOUSE, OUTDATED, mail_bytes, write

JUNE, JULY = datetime(2026, 6, 3, 9, 0), datetime(2026, 7, 3, 9, 0)  # noqa: DTZ001  as python-pptx takes it
SLIDES = (
    ("Harbourlight", APPROVED, "Skippers see the plan on the water."),
    ("What changes", "Pilots see every berth on one map.", "The crane is booked from a phone."),
    ("What stays", "Ropes are counted by hand.", "The lock keeps its own plan."),
    ("Next steps", "We meet the harbour office in May.", "We agree on the first quay."),
)


@pytest.fixture
def docs(plain):
    return plain / "docs"


def save_deck(path, slides=SLIDES, *, modified=JUNE, **core):
    """Write a deck of titles and bullets with these core properties."""
    deck = pptx.Presentation()
    for title, *bullets in slides:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "\n".join(bullets)
    for name, value in ({"modified": modified, "author": "Kim Example"} | core).items():
        setattr(deck.core_properties, name, value)
    deck.save(path)
    return path


def with_slide(number, *lines):
    """Return the slides with one that says something else."""
    return (*SLIDES[: number - 1], lines, *SLIDES[number:])


def scan(capsys, *arguments):
    run(["scan", "--quiet", *map(str, arguments)])
    capsys.readouterr()


def kept():
    """Return the documents of the store, by key."""
    with open_store_for(Settings()) as store:
        return store.documents()


def changed_in(day):
    with open_store_for(Settings()) as store:
        return version_changes(store, store.documents(), period=Period.of(day, PeriodKind.MONTH))


# --- the same deck ---------------------------------------------------------------------------------


def test_renamed_deck_is_the_same_deck(docs, capsys):
    deck = save_deck(docs / "a.pptx")
    scan(capsys, docs)
    deck.rename(docs / "b.pptx")
    scan(capsys, docs)
    (document,) = kept()
    assert (document.path.rpartition("/")[2], document.day) == ("b.pptx", JUNE.date())


def test_deck_that_is_saved_again_is_the_same_deck_with_its_first_day(docs, capsys):
    path = save_deck(docs / "a.pptx")
    scan(capsys, docs)
    deck = pptx.Presentation(path)
    deck.core_properties.modified = JULY
    deck.core_properties.last_modified_by = "Sam Example"
    deck.core_properties.revision = 9
    deck.core_properties.title = "Quay, final"
    deck.save(path)
    scan(capsys, docs)
    (document,) = kept()
    assert (document.day, document.day_from) == (JUNE.date(), DayFrom.METADATA)


def test_deck_that_is_renamed_and_saved_again_later_is_the_same_deck(docs, capsys):
    save_deck(docs / "a.pptx").rename(docs / "first.pptx")
    scan(capsys, docs)
    deck = pptx.Presentation(docs / "first.pptx")
    deck.core_properties.modified = JULY
    deck.save(docs / "second.pptx")
    (docs / "first.pptx").unlink()
    scan(capsys, docs)
    (document,) = kept()
    assert (document.path.rpartition("/")[2], document.day, document.version_of) == ("second.pptx", JUNE.date(), None)


def test_older_file_of_the_same_deck_tells_its_day(docs, capsys):
    save_deck(docs / "a.pptx", modified=JULY)
    scan(capsys, docs)
    save_deck(docs / "archive.pptx", modified=JUNE)
    scan(capsys, docs)
    assert [document.day for document in kept()] == [JUNE.date()]


def test_oldest_of_several_files_of_one_deck_tells_its_day(docs, capsys):
    for name, modified in (("a", JULY), ("b", JUNE), ("c", JULY)):
        save_deck(docs / f"{name}.pptx", modified=modified)
    scan(capsys, docs)
    assert [document.day for document in kept()] == [JUNE.date()]


# --- the next version ------------------------------------------------------------------------------


def test_slide_that_was_changed_in_place_is_told(docs, capsys):
    save_deck(docs / "a.pptx")
    scan(capsys, docs)
    save_deck(docs / "a.pptx", with_slide(2, "What changes", "Pilots see every berth."), modified=JULY)
    scan(capsys, docs)
    (change,) = changed_in(JULY.date())
    assert (change.changed, change.added, change.removed) == (("slide 2",), (), ())
    assert (change.earlier_day, change.day) == (JUNE.date(), JULY.date())


def test_slide_that_was_put_in_another_file_is_told(docs, capsys):
    new = ("Prices", "Ask the harbour office.")
    save_deck(docs / "a.pptx")
    save_deck(docs / "b.pptx", (SLIDES[0], new, *SLIDES[1:]), modified=JULY)
    scan(capsys, docs)
    (change,) = changed_in(JULY.date())
    assert (change.changed, change.added, change.removed) == ((), ("slide 2",), ())


def test_moved_slides_have_not_changed(docs, capsys):
    save_deck(docs / "a.pptx")
    scan(capsys, docs)
    save_deck(docs / "a.pptx", SLIDES[::-1], modified=JULY)
    scan(capsys, docs)
    first, second = kept()
    assert second.version_of == first.key
    assert changed_in(JULY.date()) == ()


def test_two_months_scanned_in_one_go_follow_their_days(docs, capsys):
    save_deck(docs / "a-july.pptx", with_slide(1, *SLIDES[0][:2], "Pilots too."), modified=JULY)
    save_deck(docs / "b-june.pptx", modified=JUNE)
    scan(capsys, docs)
    first, second = kept()
    assert (first.day, second.day, second.version_of) == (JUNE.date(), JULY.date(), first.key)


def test_changed_notes_change_their_slide(docs, capsys):
    for day, note in ((JUNE, "Say how long it takes."), (JULY, "Say what it costs.")):
        path = save_deck(docs / "a.pptx", modified=day)
        deck = pptx.Presentation(path)
        deck.slides[2].notes_slide.notes_text_frame.text = note
        deck.save(path)
        scan(capsys, docs)
    assert [change.changed for change in changed_in(JULY.date())] == [("slide 3",)]


def test_changed_page_of_a_pdf_is_told(docs, capsys):
    pages = [[title, *lines] for title, *lines in SLIDES]
    (docs / "a.pdf").write_bytes(make_pdf(*pages))
    scan(capsys, docs)
    (docs / "a.pdf").write_bytes(make_pdf(*pages[:3], ["Next steps", "We meet the harbour office in June."]))
    scan(capsys, docs)
    assert [change.changed for change in changed_in(date(2025, 3, 1))] == [("page 4",)]


def test_language_and_products_are_kept(docs, capsys):
    save_deck(docs / "a.pptx", (*SLIDES, ("HarbourFlow", "HarbourFlow plans the quay for every boat.")))
    scan(capsys, docs)
    (document,) = kept()
    assert (document.language, document.named) == ("en", ("Harbourlight Flow",))


# --- days ------------------------------------------------------------------------------------------


def days(capsys, docs, *arguments):
    scan(capsys, docs, *arguments)
    return sorted((document.day, document.day_from) for document in kept())


def test_word_text_has_the_day_of_its_metadata(docs, capsys):
    text = docx.Document()
    text.add_paragraph(APPROVED)
    text.core_properties.modified = JUNE
    text.save(docs / "a.docx")
    assert days(capsys, docs) == [(JUNE.date(), DayFrom.METADATA)]


def test_workbook_has_the_day_of_its_metadata(docs, capsys):
    stream = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["Text", APPROVED])
    book.save(stream)
    parts = parts_of(stream.getvalue())  # openpyxl says it was saved now, whatever it is told
    core = re.sub(
        rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>2026-06-03T09:00:00Z", parts["docProps/core.xml"]
    )
    (docs / "a.xlsx").write_bytes(zipped({**parts, "docProps/core.xml": core}))
    assert days(capsys, docs) == [(JUNE.date(), DayFrom.METADATA)]


def test_pdf_has_the_day_of_its_metadata(docs, capsys):
    (docs / "a.pdf").write_bytes(make_pdf([APPROVED]))
    assert days(capsys, docs) == [(date(2025, 3, 1), DayFrom.METADATA)]


def test_plain_text_has_the_day_of_its_file(docs, capsys):
    path = write(docs / "a.md", APPROVED)
    moment = JUNE.replace(tzinfo=UTC).timestamp()
    os.utime(path, (moment, moment))
    assert days(capsys, docs) == [(JUNE.date(), DayFrom.FILE)]


def test_file_of_the_future_has_the_day_of_the_scan(docs, capsys):
    path = write(docs / "a.md", APPROVED)
    os.utime(path, (4_000_000_000, 4_000_000_000))
    assert days(capsys, docs) == [(date(2026, 11, 16), DayFrom.AS_OF)]


def test_mail_has_the_day_of_its_header(docs, capsys):
    (docs / "a.eml").write_bytes(mail_bytes(APPROVED))
    assert days(capsys, docs) == [(date(2026, 11, 16), DayFrom.MAIL)]


@pytest.mark.parametrize(
    ("modified", "expected"),
    [
        (JUNE, (JUNE.date(), DayFrom.METADATA)),
        (datetime(2013, 1, 27, 9, 14, 16), (date(2026, 7, 20), DayFrom.MAIL)),  # noqa: DTZ001
    ],
    ids=["its own", "that of its mail"],
)
def test_deck_in_a_mail_has_a_day(docs, capsys, modified, expected):
    stream = io.BytesIO()
    save_deck(stream, modified=modified)
    (docs / "a.eml").write_bytes(mail_with(stream.getvalue()))
    scan(capsys, docs)
    (deck,) = (document for document in kept() if document.family == "deck")
    assert (deck.day, deck.day_from) == expected


def test_day_that_is_given_holds_for_every_document(docs, capsys):
    save_deck(docs / "a.pptx")
    (docs / "a.eml").write_bytes(mail_bytes(APPROVED))
    assert days(capsys, docs, "--as-of", "2026-09-01") == [(date(2026, 9, 1), DayFrom.AS_OF)] * 2


def mail_with(deck: bytes, to: str = "ana@customer.example") -> bytes:
    """Return a mail of 20 July with a deck attached."""
    message = EmailMessage()
    message["From"], message["To"] = "tom@harbourlight.example", to
    message["Subject"], message["Date"] = "Quay", "Mon, 20 Jul 2026 08:00:00 +0000"
    message.set_content("Hello Ana, the deck is attached.")
    message.add_attachment(deck, maintype="application", subtype="octet-stream", filename="deck.pptx")
    return message.as_bytes()


# --- mail, month by month --------------------------------------------------------------------------


def mailbox(*mails: bytes) -> bytes:
    return b"".join(b"From tom@harbourlight.example Mon Nov 16 08:00:00 2026\n" + mail + b"\n\n" for mail in mails)


def reported(capsys, plain, month: str):
    """Return what the report on a month says it is made of."""
    target = plain / "report.json"
    assert run(["report", "--month", month, "--output", str(target)]) == 0
    capsys.readouterr()
    return json.loads(target.read_text(encoding="utf-8"))["material"]


def test_mailbox_that_is_exported_anew_loses_no_mail(plain, docs, capsys):
    for start in (1, 4):
        mails = [sent_on(f"{day:02} Nov 2026") for day in range(start, start + 3)]
        (docs / "sent.mbox").write_bytes(mailbox(*mails))
        scan(capsys, docs)
    assert reported(capsys, plain, "2026-11")["mails"] == 6


def test_customers_and_mailboxes_are_no_mails_of_ours(plain, docs, capsys):
    theirs = mail_bytes("Thank you, we will read your offer.").replace(b"tom@harbourlight", b"ana@customer")
    (docs / "in.mbox").write_bytes(mailbox(mail_bytes("Hello Ana,", APPROVED), theirs))
    scan(capsys, docs)
    found = reported(capsys, plain, "2026-11")
    assert (found["mails"], found["other_language"], found["not_judged"]) == (1, 0, 0)


def test_deck_that_went_to_several_customers_is_one_deck_of_its_month(plain, docs, capsys):
    stream = io.BytesIO()
    save_deck(stream)
    for name in ("ana", "ben", "cleo"):
        (docs / f"{name}.eml").write_bytes(mail_with(stream.getvalue(), f"{name}@{name}.example"))
    scan(capsys, docs)
    assert reported(capsys, plain, "2026-06")["decks"] == 1
    assert reported(capsys, plain, "2026-07")["mails"] == 3


# --- the messaging that was in force ---------------------------------------------------------------


@pytest.fixture
def retired_in_june(plain):
    """The folder of the documents, with a line that was retired on 15 June."""
    house = plain / "messaging" / "house.yaml"
    house.write_text(HOUSE.replace("retired_on: 2026-01-15", "retired_on: 2026-06-15"), encoding="utf-8")
    return plain / "docs"


def raised(capsys, docs, *arguments):
    """Return the codes raised in each document."""
    scan(capsys, docs, *arguments)
    with open_store_for(Settings()) as store:
        paths = {document.key: document.path.rpartition("/")[2] for document in store.documents()}
        return {paths[finding.document]: finding.code for finding in store.findings()}


def sent_on(day: str) -> bytes:
    return mail_bytes(f"Hello Ana, it is {day}.", OUTDATED).replace(b"Mon, 16 Nov 2026", day.encode())


def test_sent_mail_is_judged_by_the_messaging_of_its_day(retired_in_june, capsys):
    (retired_in_june / "march.eml").write_bytes(sent_on("Mon, 16 Mar 2026"))
    (retired_in_june / "july.eml").write_bytes(sent_on("Thu, 16 Jul 2026"))
    assert raised(capsys, retired_in_june) == {"july.eml": "MC201"}


def test_deck_is_judged_by_the_messaging_of_today(retired_in_june, capsys):
    save_deck(retired_in_june / "march.pptx", (("Harbourlight", OUTDATED),), modified=datetime(2026, 3, 16))  # noqa: DTZ001
    assert raised(capsys, retired_in_june) == {"march.pptx": "MC201"}


def test_day_that_is_given_overrides_the_day_of_a_mail(retired_in_june, capsys):
    (retired_in_june / "march.eml").write_bytes(sent_on("Mon, 16 Mar 2026"))
    (retired_in_june / "july.eml").write_bytes(sent_on("Thu, 16 Jul 2026"))
    assert raised(capsys, retired_in_june, "--as-of", "2026-07-31") == {"march.eml": "MC201", "july.eml": "MC201"}


def test_day_that_is_given_overrides_today_for_decks(retired_in_june, capsys):
    save_deck(retired_in_june / "july.pptx", (("Harbourlight", OUTDATED),), modified=JULY)
    assert raised(capsys, retired_in_june, "--as-of", "2026-03-31") == {}
