"""What a scan leaves for the store: everything the feedback loop needs, and of mail no words."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from msgcheck.codes import Label
from msgcheck.embed.cache import Cache
from msgcheck.feedback.scan_record import ScanRecorder
from msgcheck.identity import normalised
from msgcheck.record_json import to_json_value
from msgcheck.records import (
    Block,
    BlockKind,
    DayFrom,
    Document,
    DocumentId,
    FormerName,
    MailHeaders,
    Product,
    Role,
    Skipped,
    Term,
    Unread,
)
from tests.builders_judge import (
    NOW,
    NOWHERE,
    TODAY,
    CountingEmbedder,
    StubJudge,
    internal,
    mail,
    make_checker,
    message,
    messaging,
    retired,
    slides,
)

APPROVED = "Harbourlight cuts onboarding time by up to 30%."
CHANGED = "Harbourlight cuts onboarding time by up to 50%."
PRIVATE = "Our floor price is seventy-one euros a month for every pier."
SENT = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
HOUSE = messaging(
    message("onboarding", APPROVED),
    message("support", "Support answers within four hours on working days."),
    products=(Product(name="Harbourlight Flow", aliases=("Flow",)),),
    terms=(Term(use="berth", not_=("parking lot",), where=NOWHERE),),
    retired=(retired("onboarding-old", "Harbourlight cuts onboarding time by up to 20%."),),
    internal_only=(internal("floor-price", PRIVATE, owner="pricing"),),
)
DECK = slides(
    ["Harbourlight Flow", CHANGED, "Support answers within four hours on working days.", "Every berth is known."],
    author="Ana Ortiz",
    modified=datetime(2026, 6, 1, 12, 0, tzinfo=UTC),
)
MAIL = mail("Hi Ana,", CHANGED, id_="note.eml", sent=SENT)


def scanned(*results, checker=None, house=HOUSE, **recorder):
    """Return the record of a scan over what was read."""
    checker = checker or make_checker(HOUSE, judge=StubJudge({CHANGED: Label.FIGURE_CHANGED}))
    recorder = {"vectors": checker.vectors, "today": TODAY, "least": 0.4} | recorder
    keeper = ScanRecorder(house, **recorder)
    report = checker.check_results(results, created=NOW, keep=keeper.keep)
    return keeper.scan(report)


def document(*results, **more):
    return scanned(*results, **more).documents[-1]


def test_record_holds_what_the_report_says_of_the_scan():
    scan = scanned(DECK, Skipped(id=DocumentId("b.pptx"), format="pptx", reason="it is encrypted"))
    assert (scan.created, scan.as_of, scan.messaging_hash) == (NOW, TODAY, HOUSE.hash)
    assert scan.skipped == ((DocumentId("b.pptx"), "it is encrypted"),)


def test_statement_that_only_touches_the_theme_of_a_message_is_no_use_of_it():
    heading = "Working days at the harbour"
    judge = StubJudge({heading: Label.CONSISTENT})
    kept = document(slides(["Harbourlight Flow", heading]), checker=make_checker(HOUSE, judge=judge))
    assert (kept.used, kept.claims) == ((), 0)


def test_line_that_will_be_retired_is_used_until_then():
    line = "Harbourlight answers every call within six hours."
    house = replace(HOUSE, retired=(retired("calls-2026", line, retired_on=date(2027, 3, 1)),))
    checker = make_checker(house, judge=StubJudge({line: Label.CONSISTENT}))
    kept = document(slides(["Harbourlight Flow", line]), checker=checker, house=house)
    assert kept.used == (("calls-2026", 1),)


def test_scanning_twice_gives_the_same_record():
    assert scanned(DECK, MAIL) == scanned(DECK, MAIL)


def test_document_is_counted():
    kept = document(DECK)
    assert (kept.family, kept.private, kept.author) == ("deck", False, "ana ortiz")
    assert (kept.judged, kept.claims, kept.covered) == (4, 2, 2)
    assert kept.used == (("support", 1),)
    assert [id_ for id_, _ in kept.nearness] == ["onboarding", "support"]
    assert all(0.5 < cosine <= 1.0 for _, cosine in kept.nearness)


def test_statements_are_the_writers_own_normalised():
    assert document(DECK).statements == tuple(map(normalised, (block.text for block in DECK.blocks)))


def test_quoted_lines_are_no_statements_of_ours():
    quoted = replace(MAIL, blocks=tuple(replace(block, role="quoted") for block in MAIL.blocks))
    assert document(quoted).statements == ()


def test_product_and_term_are_noticed():
    kept = document(DECK)
    assert kept.names_product
    assert kept.uses_term
    plain = document(MAIL)
    assert not plain.names_product
    assert not plain.uses_term


def test_term_counts_as_a_word_only():
    assert not document(slides(["Harbourlight", "We berthed early."])).uses_term


# --- documents over time ---------------------------------------------------------------------------


def test_language_is_kept():
    assert document(DECK).language == "en"
    assert document(replace(DECK, language=None)).language == ""


@pytest.mark.parametrize("spelling", ["Harbourlight Flow", "Flow", "HarbourFlow", "Quay Planner"])
def test_products_are_named_as_the_messaging_writes_them(spelling):
    product = Product(
        name="Harbourlight Flow",
        aliases=("Flow",),
        wrong=("HarbourFlow",),
        former=(FormerName(name="Quay Planner"),),
    )
    house = replace(HOUSE, products=(product, Product(name="Harbourlight Core")))
    kept = document(slides(["Harbourlight", f"{spelling} plans every berth."]), checker=make_checker(house))
    assert kept.named == ("Harbourlight Flow",)
    assert kept.names_product


def test_products_are_named_in_order_once_each():
    house = replace(HOUSE, products=(Product(name="Yard"), Product(name="Basin")))
    deck = slides(["Harbourlight", "With Yard and Basin.", "With Yard."])
    assert document(deck, checker=make_checker(house)).named == ("Basin", "Yard")


def test_product_that_only_a_quoted_line_names_is_not_named():
    quoted = mail("Is Harbourlight Flow for us?", id_="q.eml", sent=SENT, role=Role.QUOTED)
    assert document(quoted).named == ()


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ("slide 3 title", "slide 3"),
        ("slide 3 bullet 2", "slide 3"),
        ("slide 12 table row 2 column 3", "slide 12"),
        ("slide 6 notes", "slide 6"),
        ("page 2 line 14", "page 2"),
        ("deck.pptx: slide 3 shape 7", "slide 3"),
        ("outer.eml: page 9: deck.pptx: slide 3 chart", "slide 3"),
    ],
)
def test_place_of_a_statement_is_its_slide_or_page(location, place):
    block = Block(text="Every berth is known.", kind=BlockKind.BULLET, location=location)
    assert document(replace(DECK, blocks=(block,))).places == (place,)


@pytest.mark.parametrize(
    "location", ["paragraph 12", "body line 5", "sheet slide 3 row 2 column 1", "page 9.docx: paragraph 4", "slide"]
)
def test_place_that_is_no_slide_or_page_is_none(location):
    block = Block(text="Every berth is known.", kind=BlockKind.PARAGRAPH, location=location)
    assert document(replace(DECK, blocks=(block,))).places == ()


def test_places_stand_beside_their_statements():
    blocks = (
        Block(text="Every berth is known.", kind=BlockKind.BULLET, location="slide 1 bullet 1"),
        Block(text="Harbourlight in June", kind=BlockKind.FOOTER, location="slide 1 footer"),
        Block(text="Said aside.", kind=BlockKind.COMMENT, location="slide 1 comment"),
        Block(text="Every pier is known.", kind=BlockKind.BULLET, location="slide 2 bullet 1"),
    )
    kept = document(replace(DECK, blocks=blocks))
    assert dict(zip(kept.statements, kept.places, strict=True)) == {
        "every berth is known.": "slide 1",
        "harbourlight in june": "",
        "every pier is known.": "slide 2",
    }


# --- findings --------------------------------------------------------------------------------------


def test_finding_of_a_deck_has_the_vector_of_its_sentence():
    checker = make_checker(HOUSE, judge=StubJudge({CHANGED: Label.FIGURE_CHANGED}))
    (finding,) = document(DECK, checker=checker).findings
    assert finding.finding.found == CHANGED
    vector = np.frombuffer(finding.vector, dtype="<f4")
    np.testing.assert_allclose(vector, checker.finder.embedder.embed([CHANGED])[0], atol=1e-6)


def test_finding_of_a_mail_has_no_vector():
    (finding,) = document(MAIL).findings
    assert finding.vector == b""


def test_finding_in_an_attachment_of_a_mail_has_no_vector():
    inside = slides(["Harbourlight", CHANGED], id_="note.eml/deck.pptx", parent=DocumentId("note.eml"))
    kept = document(MAIL, inside)
    assert kept.private
    assert [entry.vector for entry in kept.findings] == [b""]


def test_vectors_come_from_the_cache_where_it_has_them(tmp_path):
    with Closing(tmp_path) as cache:
        judge = StubJudge({CHANGED: Label.FIGURE_CHANGED})
        first = document(DECK, checker=make_checker(HOUSE, judge=judge, cache=cache))
        embedder = CountingEmbedder()
        second = document(DECK, checker=make_checker(HOUSE, judge=judge, cache=cache, embedder=embedder))
        assert second == first
        assert CHANGED not in embedder.seen


def test_what_the_report_no_longer_raises_is_not_kept():
    checker = make_checker(HOUSE, judge=StubJudge({CHANGED: Label.FIGURE_CHANGED}))
    keeper = ScanRecorder(HOUSE, vectors=checker.vectors, today=TODAY, least=0.4)
    report = checker.check_results([DECK], created=NOW, keep=keeper.keep)
    assert keeper.scan(replace(report, findings=())).documents[0].findings == ()


def silenced(house=HOUSE, *, found=CHANGED, label=Label.FIGURE_CHANGED, accepted=False):
    """Return the record of a deck with one finding that was silenced."""
    checker = make_checker(house, judge=StubJudge({found: label}))
    keeper = ScanRecorder(house, vectors=checker.vectors, today=TODAY, least=0.4)
    deck = slides(["Harbourlight Flow", found])
    report = checker.check_results([deck], created=NOW, keep=keeper.keep)
    assert report.findings
    return keeper.scan(replace(report, findings=()), is_accepted=lambda _: accepted).documents[0]


def test_what_is_silenced_still_says_its_message_and_not_on_message():
    assert silenced().used == (("onboarding", 0),)


def test_what_is_accepted_says_its_message_on_message():
    assert silenced(accepted=True).used == (("onboarding", 1),)


def test_silenced_claim_that_no_line_backs_says_no_message():
    claim = "Harbourlight has forty cranes."
    assert silenced(found=claim, label=Label.UNSUPPORTED).used == ()


def test_internal_line_is_in_no_finding():
    scan = scanned(slides(["Harbourlight", PRIVATE]))
    assert PRIVATE not in str(to_json_value(replace(scan.documents[0], statements=(), findings=())))
    assert all(entry.vector == b"" for entry in scan.documents[0].findings)


# --- days ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("results", "options", "day", "day_from"),
    [
        ([MAIL], {}, date(2026, 5, 4), DayFrom.MAIL),
        ([DECK], {}, date(2026, 6, 1), DayFrom.METADATA),
        ([replace(DECK, modified=None, created=SENT)], {}, date(2026, 5, 4), DayFrom.METADATA),
        ([replace(DECK, modified=None)], {"file_day": lambda _: date(2026, 2, 3)}, date(2026, 2, 3), DayFrom.FILE),
        ([replace(DECK, modified=None)], {}, TODAY, DayFrom.AS_OF),
        ([MAIL], {"as_of": date(2026, 1, 9)}, date(2026, 1, 9), DayFrom.AS_OF),
    ],
)
def test_day_is_the_best_one_known(results, options, day, day_from):
    kept = document(*results, **options)
    assert (kept.day, kept.day_from) == (day, day_from)


@pytest.mark.parametrize(
    "modified",
    [
        datetime(2031, 1, 1, tzinfo=UTC),
        datetime(1980, 1, 1, tzinfo=UTC),
        datetime(2013, 1, 27, 9, 14, 16),  # noqa: DTZ001  as the reader gives it
        datetime(2013, 12, 23, 23, 15, tzinfo=UTC),
    ],
)
def test_a_day_that_cannot_be_is_passed_over(modified):
    kept = document(replace(DECK, modified=modified), file_day=lambda _: date(2026, 2, 3))
    assert kept.day == date(2026, 2, 3)


def test_attachment_without_a_day_has_that_of_its_mail():
    inside = slides(["Harbourlight", CHANGED], id_="note.eml/deck.pptx", parent=DocumentId("note.eml"))
    assert document(MAIL, inside).day == date(2026, 5, 4)


# --- mail ------------------------------------------------------------------------------------------


def test_account_is_told_of_mail_only():
    checker = make_checker(HOUSE, account_of=lambda document: "Norrby" if document.mail else "")
    assert [entry.account for entry in scanned(DECK, MAIL, checker=checker).documents] == ["", "Norrby"]


def test_author_of_a_mail_is_its_sender():
    assert document(MAIL).author == "tom@harbourlight.example"


def test_name_a_mail_shows_is_kept_beside_its_address():
    assert document(replace(MAIL, author="Tom  Quay")).author_name == "tom quay"


def test_author_of_a_deck_stands_beside_no_address():
    assert document(replace(DECK, author="Tom Quay")).author_name == ""


def test_no_words_of_a_mail_are_kept_but_its_statements():
    words = "Setup takes thirteen marmalade days."
    other = "Setup takes ninety marmalade days."
    one = mail(words, id_="one.eml", sent=SENT)
    two = mail(other, id_="two.eml", sent=SENT)
    thread = MailHeaders(sender="tom@harbourlight.example", recipients=("a@b.example",), message_id="1", subject="Plum")
    scan = scanned(replace(one, mail=thread), replace(two, mail=replace(thread, message_id="2", references=("1",))))
    assert len(scan.conflicts) == 1
    bare = replace(scan, documents=tuple(replace(entry, statements=(), findings=()) for entry in scan.documents))
    told = str(to_json_value(bare)).lower()
    assert "marmalade" not in told
    assert "plum" not in told


def test_themes_are_those_of_decks_and_documents():
    claim = "Harbourlight has forty cranes."
    judge = StubJudge({claim: Label.UNSUPPORTED})
    checker = make_checker(HOUSE, judge=judge)
    assert scanned(mail(claim), checker=checker).uncovered == ()
    assert scanned(slides(["Harbourlight", claim]), checker=make_checker(HOUSE, judge=judge)).uncovered != ()


def test_conflict_between_slides_is_kept_with_its_words():
    deck = slides(["Harbourlight", "Setup takes ten days."], ["Summary", "Setup takes thirty days."])
    (conflict,) = scanned(deck).conflicts
    assert (conflict.scope, conflict.subject) == ("deck", "setup")
    assert [(side.location, side.says) for side in conflict.sides] == [
        ("slide 1 bullet 1", "ten days"),
        ("slide 2 bullet 1", "thirty days"),
    ]


class Closing:
    """A cache that is closed at the end."""

    def __init__(self, folder):
        self.cache = Cache(folder)

    def __enter__(self):
        return self.cache

    def __exit__(self, *_):
        self.cache.close()


# --- what was not read -----------------------------------------------------------------------------


PICTURES = (
    Unread(kind="words", found=40, read=40),
    Unread(kind="pictures", found=12, read=0, reason="pictures hold no text without OCR"),
)


def test_parts_that_were_not_read_are_not_judged():
    assert document(DECK).not_judged == 0
    assert document(replace(DECK, unread=PICTURES)).not_judged == 12


def test_parts_of_a_customers_mail_are_none_of_ours_to_read():
    theirs = replace(MAIL, mail=MailHeaders(sender="ana@customer.example"), unread=PICTURES)
    inside = replace(DECK, parent=theirs.id, unread=PICTURES)
    kept = scanned(theirs, inside).documents
    assert [(one.private, one.judged, one.not_judged) for one in kept] == [(True, 0, 0), (True, 0, 0)]


def test_mailbox_holds_no_words_of_ours_but_the_mails_it_is_cut_off_before():
    unread = Unread(kind="messages", found=9, read=9)
    mailbox = Document(id=DocumentId("in.mbox"), format="mbox", unread=(unread,))
    assert (document(mailbox).judged, document(mailbox).not_judged) == (0, 0)
    assert document(replace(mailbox, unread=(replace(unread, read=7),))).not_judged == 2
