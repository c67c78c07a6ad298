"""The hand-off sheet made from a messaging and a store."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.errors import InputError
from msgcheck.feedback.hand_off import hand_off, last_day_ahead, shared_hand_off
from msgcheck.history.sql_store import open_store
from msgcheck.records import Answer, Audience, ComingKind, FormerName, InternalOnly, MessageId
from tests.builders_hand_off import (
    AS_OF,
    CREATED,
    CUSTOMER,
    PATH,
    PRIVATE,
    SECRET,
    UNTIL,
    WHERE,
    make_customer,
    make_message,
    make_messaging,
    make_product,
    make_retired,
    make_test_decision,
    make_variant,
    sample_messaging,
)
from tests.builders_history import make_document, make_finding, make_mail, make_scan
from tests.builders_stored import FakeStore, make_stored, make_stored_finding

DAY = date(2026, 12, 1)
EVE = date(2026, 11, 30)


def sheet_of(messaging, *documents, findings=(), decisions=(), as_of=AS_OF, until=UNTIL, shared=False):
    store = FakeStore(stored_documents=documents, stored_findings=tuple(findings), kept_decisions=tuple(decisions))
    return hand_off(store, messaging, created=CREATED, as_of=as_of, until=until, shared=shared)


def only(sheet):
    (coming,) = sheet.coming
    return coming


def carrying(key, *messages, **values):
    return make_stored(key, used=tuple((message, 1) for message in messages), **values)


# what starts


def test_message_under_embargo_starts_on_the_day_its_embargo_names():
    coming = only(sheet_of(make_messaging(make_message("m", "New.", embargo_until=DAY))))
    assert (coming.kind, coming.day, coming.old, coming.new) == (ComingKind.STARTS, DAY, "", "New.")
    assert coming.because == "its embargo ends on 1 December 2026"


def test_message_starts_on_the_later_of_embargo_and_first_day_of_validity():
    message = make_message("m", "New.", embargo_until=DAY, valid_from=date(2026, 12, 5))
    assert only(sheet_of(make_messaging(message))).because == "valid from 5 December 2026"


def test_variants_that_start_with_their_message_are_told_with_it():
    variant = make_variant("New, short.", channel=("slide",))
    coming = only(sheet_of(make_messaging(make_message("m", "New.", valid_from=DAY, variants=(variant,)))))
    assert [(one.readers, one.old, one.new) for one in coming.also] == [("slide", "", "New, short.")]


def test_variant_that_starts_alone_says_for_whom():
    variant = make_variant("New for shops.", segment=("retail",), valid_from=DAY)
    coming = only(sheet_of(make_messaging(make_message("m", "Old.", variants=(variant,)))))
    assert (coming.new, coming.title) == ("New for shops.", "Claim, for retail")


def test_start_makes_no_document_wrong():
    assert only(sheet_of(make_messaging(make_message("m", "New.", valid_from=DAY)), carrying(1, "m"))).families == ()


# what changes


def test_message_that_replaces_a_line_retired_that_day_is_a_change_of_both():
    retired = make_retired("old", "Old.", replaced_by=MessageId("m"), retired_on=DAY)
    messaging = make_messaging(make_message("m", "New.", valid_from=DAY), retired=(retired,))
    coming = only(sheet_of(messaging, carrying(1, "old"), carrying(2, "m"), carrying(3, "other")))
    assert (coming.kind, coming.day, coming.old, coming.new) == (ComingKind.CHANGES, DAY, "Old.", "New.")
    assert coming.families == (("deck", 2),)


def test_line_retired_a_week_later_still_gives_the_old_wording_and_ends_on_its_own_day():
    retired = make_retired("old", "Old.", replaced_by=MessageId("m"), retired_on=DAY + timedelta(days=7))
    sheet = sheet_of(make_messaging(make_message("m", "New.", valid_from=DAY), retired=(retired,)))
    assert [(one.kind, one.day) for one in sheet.coming] == [
        (ComingKind.CHANGES, DAY),
        (ComingKind.NAME_ENDS, DAY + timedelta(days=6)),
    ]


def test_line_retired_long_before_is_not_what_a_message_replaces():
    retired = make_retired("old", "Old.", replaced_by=MessageId("m"), retired_on=date(2026, 3, 1))
    messaging = make_messaging(make_message("m", "New.", valid_from=DAY), retired=(retired,))
    assert only(sheet_of(messaging)).kind is ComingKind.STARTS


def test_wording_of_the_same_message_that_ends_the_day_before_is_replaced():
    message = make_message(
        "m",
        "Stays.",
        variants=(
            make_variant("Old.", segment=("retail",), valid_until=EVE),
            make_variant("New.", segment=("retail",), valid_from=DAY),
        ),
    )
    coming = only(sheet_of(make_messaging(message)))
    assert (coming.kind, coming.day, coming.old, coming.new) == (ComingKind.CHANGES, DAY, "Old.", "New.")


def test_wordings_for_other_readers_do_not_replace_one_another():
    message = make_message(
        "m",
        "Stays.",
        variants=(
            make_variant("Old.", segment=("retail",), valid_until=EVE),
            make_variant("New.", segment=("hotels",), valid_from=DAY),
        ),
    )
    kinds = [coming.kind for coming in sheet_of(make_messaging(message)).coming]
    assert kinds == [ComingKind.ENDS, ComingKind.STARTS]


def test_message_that_follows_on_another_in_nearly_the_same_words_is_a_change():
    messaging = make_messaging(
        make_message("price-2026", "A berth costs €49 a month.", kind="price", valid_until=EVE),
        make_message("price-2027", "A berth costs €52 a month.", kind="price", valid_from=DAY),
    )
    coming = only(sheet_of(messaging, carrying(1, "price-2026"), carrying(2, "price-2027")))
    assert (coming.message_id, coming.old, coming.new) == (
        "price-2027",
        "A berth costs €49 a month.",
        "A berth costs €52 a month.",
    )
    assert [one.document for one in coming.breaking] == ["decks/1.pptx"]


def test_of_several_messages_that_end_the_likest_is_the_one_that_is_followed():
    before = ("The gate costs €19 per berth and month.", "The desk costs €49 per berth and month.")
    after = ("The desk costs €52 per berth and month.", "The gate costs €21 per berth and month.")
    messaging = make_messaging(
        *(make_message(f"old-{place}", text, valid_until=EVE) for place, text in enumerate(before)),
        *(make_message(f"new-{place}", text, valid_from=DAY) for place, text in enumerate(after)),
    )
    pairs = {(coming.old, coming.new) for coming in sheet_of(messaging).coming}
    assert pairs == {(before[1], after[0]), (before[0], after[1])}


def test_variants_of_a_message_follow_those_of_the_one_it_follows():
    old = make_variant("€49 a berth", channel=("slide",))
    new = make_variant("Only €52", channel=("slide",))
    messaging = make_messaging(
        make_message("p1", "A berth costs €49 a month.", valid_until=EVE, variants=(old,)),
        make_message("p2", "A berth costs €52 a month.", valid_from=DAY, variants=(new,)),
    )
    assert [(one.old, one.new) for one in only(sheet_of(messaging)).also] == [("€49 a berth", "Only €52")]


def test_message_that_follows_on_an_unlike_one_is_no_change():
    messaging = make_messaging(
        make_message("gone", "Harbour pilots are included this autumn.", valid_until=EVE),
        make_message("tide", "We forecast every tide.", valid_from=DAY),
    )
    assert [coming.kind for coming in sheet_of(messaging).coming] == [ComingKind.ENDS, ComingKind.STARTS]


def test_change_that_begins_after_the_sheet_ends_is_told_as_an_end_with_the_new_wording():
    messaging = make_messaging(
        make_message("p1", "A berth costs €49 a month.", valid_until=UNTIL),
        make_message("p2", "A berth costs €52 a month.", valid_from=UNTIL + timedelta(days=1)),
    )
    coming = only(sheet_of(messaging))
    assert (coming.kind, coming.new) == (ComingKind.ENDS, "A berth costs €52 a month.")


# what ends


def test_message_ends_on_its_last_day_with_its_variants():
    variant = make_variant("Old, short.", channel=("slide",))
    coming = only(sheet_of(make_messaging(make_message("m", "Old.", valid_until=EVE, variants=(variant,)))))
    assert (coming.kind, coming.day, coming.old, coming.new) == (ComingKind.ENDS, EVE, "Old.", "")
    assert [one.old for one in coming.also] == ["Old, short."]


def test_last_day_today_is_ahead_and_first_day_today_is_not():
    messaging = make_messaging(
        make_message("a", "Harbour pilots.", valid_until=AS_OF), make_message("b", "Every tide.", valid_from=AS_OF)
    )
    assert only(sheet_of(messaging)).message_id == "a"


def test_variant_that_ends_gives_way_to_what_is_left_of_its_message():
    variant = make_variant("For shops.", segment=("retail",), valid_until=EVE)
    assert only(sheet_of(make_messaging(make_message("m", "For all.", variants=(variant,))))).new == "For all."


def test_message_that_ends_says_when_its_next_wording_comes():
    variant = make_variant("Next.", valid_from=date(2026, 12, 20))
    messaging = make_messaging(
        make_message("m", "Old.", valid_until=EVE, variants=(replace(variant, valid_until=date(2027, 12, 31)),))
    )
    first = sheet_of(messaging).coming[0]
    assert first.new == "Next."
    assert "20 December 2026" in first.to_do


def test_message_that_ends_names_the_one_that_was_brought_in_before_in_nearly_the_same_words():
    messaging = make_messaging(
        make_message("p1", "A berth costs €49 a month.", valid_until=date(2026, 12, 31)),
        make_message("p2", "A berth costs €52 a month.", valid_from=DAY),
    )
    sheet = sheet_of(messaging)
    assert [(one.kind, one.new) for one in sheet.coming] == [
        (ComingKind.STARTS, "A berth costs €52 a month."),
        (ComingKind.ENDS, "A berth costs €52 a month."),
    ]


def test_message_that_ends_is_not_followed_by_one_that_replaces_another():
    messaging = make_messaging(
        make_message("gate-1", "A gate costs €19 a month.", valid_until=EVE),
        make_message("berth-1", "A berth costs €49 a month.", valid_until=EVE),
        make_message("berth-2", "A berth costs €52 a month.", valid_from=DAY),
    )
    assert {(one.old, one.new) for one in sheet_of(messaging).coming} == {
        ("A gate costs €19 a month.", ""),
        ("A berth costs €49 a month.", "A berth costs €52 a month."),
    }


def test_wording_that_can_never_be_used_never_starts_nor_ends():
    assert sheet_of(make_messaging(make_message("m", "Odd.", valid_from=DAY, valid_until=EVE))).coming == ()


# what loses its proof


def test_message_to_be_reviewed_loses_its_proof_until_somebody_looks():
    coming = only(sheet_of(make_messaging(make_message("m", "Line.", owner="legal", review_by=DAY)), carrying(1, "m")))
    assert (coming.kind, coming.day, coming.old) == (ComingKind.PROOF_ENDS, DAY, "Line.")
    assert coming.to_do == "Before you use it after 1 December 2026, ask legal whether its proof still holds."
    assert coming.families == (("deck", 1),)


def test_review_concerns_only_documents_for_readers_the_message_is_meant_for():
    variant = make_variant("For hotels.", region=("spain",))
    message = make_message("m", "Line.", region=("germany",), variants=(variant,), review_by=DAY)
    documents = [
        carrying(number, "m", audience=Audience(region=region))
        for number, region in enumerate(("germany", "spain", "france"), 1)
    ]
    breaking = only(sheet_of(make_messaging(message), *documents)).breaking
    assert [one.document for one in breaking] == ["decks/1.pptx", "decks/2.pptx"]


def test_review_of_a_message_that_has_ended_by_then_is_not_told():
    sheet = sheet_of(make_messaging(make_message("m", "Line.", valid_until=EVE, review_by=DAY)))
    assert [coming.kind for coming in sheet.coming] == [ComingKind.ENDS]


def test_end_and_review_of_a_message_on_one_day_are_one():
    coming = only(sheet_of(make_messaging(make_message("m", "Line.", valid_until=DAY, review_by=DAY))))
    assert coming.kind is ComingKind.ENDS
    assert coming.because == ("valid until 1 December 2026 and its proof is to be looked at again by 1 December 2026")


def test_wording_under_test_loses_its_leave_on_its_review_day():
    messaging = make_messaging(make_message("setup", "Setup takes up to ten days."))
    coming = only(sheet_of(messaging, decisions=[make_test_decision()]))
    assert (coming.kind, coming.old, coming.new) == (
        ComingKind.PROOF_ENDS,
        "Setup takes five days.",
        "Setup takes up to ten days.",
    )


def test_wording_under_test_concerns_the_documents_of_its_readers_that_say_it():
    messaging = make_messaging(make_message("setup", "Setup takes up to ten days."))
    said = {"message_id": MessageId("setup"), "code": "MC102", "change": "figure 10 days > 5 days"}
    documents = [
        make_stored(1, audience=Audience(segment="retail")),
        make_stored(2, audience=Audience(segment="hotels")),
    ]
    findings = [make_stored_finding(1, 1, **said), make_stored_finding(2, 2, **said)]
    decision = make_test_decision(segment="retail")
    coming = only(sheet_of(messaging, *documents, findings=findings, decisions=[decision]))
    assert coming.title == "Claim, for retail"
    assert [one.document for one in coming.breaking] == ["decks/1.pptx"]


def test_edit_whose_change_may_not_be_named_counts_no_document():
    messaging = make_messaging(make_message("setup", "Setup takes up to ten days."))
    found = make_stored_finding(1, 1, message_id=MessageId("setup"), code="MC102", change="not named")
    decision = make_test_decision(change="not named")
    assert only(sheet_of(messaging, make_stored(1), findings=[found], decisions=[decision])).families == ()


def test_wording_under_test_that_was_approved_since_is_not_told():
    messaging = make_messaging(make_message("setup", "Setup takes five days."))
    assert sheet_of(messaging, decisions=[make_test_decision()]).coming == ()


def test_test_that_stands_in_the_messaging_too_is_told_once():
    variant = make_variant("Setup takes five days.", test_status="in test", review_by=date(2026, 12, 15))
    messaging = make_messaging(make_message("setup", "Setup takes up to ten days.", variants=(variant,)))
    assert only(sheet_of(messaging, decisions=[make_test_decision()])).because == "its test ends on 15 December 2026"


@pytest.mark.parametrize("answer", [answer for answer in Answer if answer is not Answer.TEST])
def test_other_answers_of_marketing_are_not_told(answer):
    assert sheet_of(make_messaging(), decisions=[make_test_decision(answer=answer)]).coming == ()


def test_permission_to_name_a_customer_ends_with_the_lines_that_do():
    messaging = make_messaging(make_message("proof", f"{CUSTOMER} saves a day."), customers=(make_customer(),))
    coming = only(sheet_of(messaging, carrying(1, "proof")))
    assert (coming.message_id, coming.title, coming.old) == (None, f"Customer: {CUSTOMER}", f"{CUSTOMER} saves a day.")
    assert coming.families == (("deck", 1),)


def test_customer_that_may_not_be_named_anyway_is_not_told():
    assert sheet_of(make_messaging(customers=(make_customer(naming="none"),))).coming == ()


# names and retired lines


def test_former_name_ends_on_its_last_day_and_on_that_of_its_grace():
    former = FormerName(name="Quay Planner", until=EVE, grace_until=date(2026, 12, 31))
    sheet = sheet_of(make_messaging(products=(make_product(former=(former,)),)))
    assert [(one.day, one.old, one.new) for one in sheet.coming] == [
        (EVE, "Quay Planner", "Tidewell Desk"),
        (date(2026, 12, 31), "Quay Planner", "Tidewell Desk"),
    ]


def test_former_name_counts_the_documents_it_was_found_in():
    former = FormerName(name="Quay Planner", grace_until=EVE)
    found = make_stored_finding(
        1, 1, code="MC401", message_id=None, change="term Quay Planner > Tidewell Desk", count=3
    )
    other = make_stored_finding(2, 2, code="MC401", message_id=None, change="term QuayX > Tidewell Desk")
    sheet = sheet_of(
        make_messaging(products=(make_product(former=(former,)),)),
        make_stored(1),
        make_stored(2),
        findings=[found, other],
    )
    assert [(one.document, one.statements) for one in only(sheet).breaking] == [("decks/1.pptx", 3)]


def test_retired_line_ends_the_day_before_it_is_old_and_shows_what_replaces_it():
    retired = make_retired("old", "Old.", replaced_by=MessageId("m"), retired_on=DAY)
    coming = only(sheet_of(make_messaging(make_message("m", "New."), retired=(retired,))))
    assert (coming.kind, coming.day, coming.message_id, coming.new) == (ComingKind.NAME_ENDS, EVE, "old", "New.")


def test_grace_of_a_retired_line_ends():
    retired = make_retired("old", "Old.", retired_on=date(2026, 10, 1), grace_until=DAY)
    found = make_stored_finding(1, 1, code="MC201", message_id=MessageId("old"))
    coming = only(sheet_of(make_messaging(retired=(retired,)), make_stored(1), findings=[found]))
    assert (coming.day, coming.families) == (DAY, (("deck", 1),))


# which documents


@pytest.mark.parametrize(
    "document",
    [
        make_stored(1, family="email", private=True, used=(("m", 1),)),
        make_stored(1, private=True, used=(("m", 1),)),
        make_stored(1, superseded=True, used=(("m", 1),)),
        make_stored(1, used=(("other", 1),)),
        make_stored(1, used=(("m", 1),), audience=Audience(region="france")),
    ],
    ids=["mail", "attachment", "superseded", "without it", "for others"],
)
def test_document_is_not_counted(document):
    messaging = make_messaging(make_message("m", "Old.", valid_until=EVE, region=("germany",)))
    coming = only(sheet_of(messaging, document))
    assert coming.families == ()
    assert coming.breaking == ()


@pytest.mark.parametrize(
    ("document", "findings"),
    [
        (carrying(1, "m"), ()),
        (make_stored(1, nearness=(("m", 0.8),)), ()),
        (make_stored(1), (make_stored_finding(1, 1, message_id=MessageId("m")),)),
    ],
    ids=["used", "near", "said otherwise"],
)
def test_document_is_counted(document, findings):
    sheet = sheet_of(make_messaging(make_message("m", "Old.", valid_until=EVE)), document, findings=findings)
    assert [(one.document, one.statements) for one in only(sheet).breaking] == [("decks/1.pptx", 1)]


def test_finding_that_is_gone_or_says_the_line_is_missing_does_not_count():
    findings = [
        make_stored_finding(1, 1, message_id=MessageId("m"), current=False),
        make_stored_finding(2, 1, message_id=MessageId("m"), code="MC402"),
    ]
    sheet = sheet_of(make_messaging(make_message("m", "Old.", valid_until=EVE)), make_stored(1), findings=findings)
    assert only(sheet).families == ()


def test_variant_that_ends_concerns_only_documents_for_its_readers_while_the_message_goes_on():
    variant = make_variant("For shops.", segment=("retail",), valid_until=EVE)
    sheet = sheet_of(
        make_messaging(make_message("m", "For all.", variants=(variant,))),
        carrying(1, "m", audience=Audience(segment="retail")),
        carrying(2, "m", audience=Audience(segment="hotels")),
        carrying(3, "m"),
    )
    assert [one.document for one in only(sheet).breaking] == ["decks/1.pptx"]


def test_document_that_says_a_new_line_too_early_is_right_from_its_day_on():
    retired = make_retired("old", "Old.", replaced_by=MessageId("m"), retired_on=DAY)
    early = make_stored_finding(1, 1, code="MC204", message_id=MessageId("m"))
    messaging = make_messaging(make_message("m", "New.", embargo_until=DAY), retired=(retired,))
    assert only(sheet_of(messaging, carrying(1, "m"), findings=[early])).families == ()


def test_own_material_is_counted_with_its_owner():
    sheet = sheet_of(
        make_messaging(make_message("m", "Old.", valid_until=EVE)),
        carrying(1, "m", audience=Audience(owner="marketing"), family="document"),
        carrying(2, "m"),
        carrying(3, "m"),
    )
    assert only(sheet).families == (("deck", 2), ("document", 1))
    assert [one.owner for one in only(sheet).breaking] == ["marketing", "", ""]


def test_sheet_counts_the_documents_it_looked_at():
    assert sheet_of(make_messaging(), make_stored(1), make_stored(2, family="email", private=True)).documents == 1


def test_sheet_is_made_of_what_a_real_store_gives_back(tmp_path, monkeypatch):
    monkeypatch.setenv("MSGCHECK_STATE_DIR", str(tmp_path / "state"))
    wrong_name = make_finding("Quay Planner", code="MC401", message_id=None, change="term Quay Planner > Tidewell Desk")
    scanned = replace(make_document("decks/a.pptx"), used=((MessageId("certificate"), 2),), findings=(wrong_name,))
    with open_store(str(tmp_path / "store.sqlite")) as store:
        store.keep_scan(make_scan(scanned, make_mail()))
        sheet = hand_off(store, sample_messaging(), created=CREATED, as_of=AS_OF, until=UNTIL, shared=False)
    wrong = {coming.title: coming.breaking[0].statements for coming in sheet.coming if coming.breaking}
    assert wrong == {"Safe to sign": 2, "Former name of Tidewell Desk": 1}
    assert sheet.documents == 1


# the shared sheet


def shared_sample():
    documents = (carrying(1, "saving-2025", "certificate", "proof", path=PATH),)
    decisions = (make_test_decision(wording=f"{CUSTOMER} was set up in five days."),)
    return sheet_of(sample_messaging(), *documents, decisions=decisions, shared=True)


def test_shared_sheet_holds_no_embargoed_line_path_customer_or_sentence_of_the_field():
    sheet = shared_sample()
    assert sheet.shared
    for word in (SECRET, *PRIVATE, "five days"):
        assert word not in repr(sheet)


def test_shared_sheet_keeps_counts_and_what_is_out():
    saving = shared_sample().coming[0]
    assert (saving.message_id, saving.old, saving.new) == (
        "saving",
        "Tidewell cuts waiting at the quay by up to 30%.",
        "",
    )
    assert saving.families == (("deck", 1),)
    assert "marketing" in saving.to_do


def test_shared_sheet_tells_of_a_variant_under_embargo_not_even_for_whom_it_is():
    variant = make_variant("New for shops.", segment=("retail",), embargo_until=DAY)
    message = make_message("m", "Old.", applies_to=("Tidewell Desk",), variants=(variant,))
    coming = only(sheet_of(make_messaging(message), shared=True))
    assert (coming.title, coming.new, coming.also) == ("Claim, Tidewell Desk", "", ())


def test_shared_sheet_of_what_is_not_under_embargo_shows_the_new_line():
    messaging = make_messaging(make_message("m", "New.", valid_from=DAY))
    assert only(sheet_of(messaging, shared=True)).new == "New."


def test_shared_sheet_asks_nobody_to_do_something_about_a_customer_it_does_not_name():
    messaging = make_messaging(customers=(make_customer(until=date(2026, 12, 31)),))
    shared, local = (only(sheet_of(messaging, shared=shared)) for shared in (True, False))
    assert shared.to_do == "A customer's permission ends on 31 December 2026; marketing will tell those concerned."
    assert local.to_do.startswith("After 31 December 2026 name the customer only if")


def test_sharing_a_stored_sheet_gives_what_making_a_shared_one_gives():
    documents = (carrying(1, "saving-2025", path=PATH),)
    decisions = (make_test_decision(),)
    local = sheet_of(sample_messaging(), *documents, decisions=decisions)
    made = sheet_of(sample_messaging(), *documents, decisions=decisions, shared=True)
    assert shared_hand_off(local, sample_messaging()) == made
    assert shared_hand_off(made, sample_messaging()) == made


def test_sharing_a_sheet_of_an_older_messaging_shows_nothing_that_is_not_in_the_present_one():
    shared = shared_hand_off(sheet_of(sample_messaging(), decisions=[make_test_decision()]), make_messaging())
    assert all((coming.old, coming.new) == ("", "") for coming in shared.coming)


def test_internal_line_is_never_told():
    internal = InternalOnly(id=MessageId("cost"), text="A berth costs us six euros a month.", where=WHERE)
    decision = make_test_decision(wording="A berth costs us six euros a month.")
    messaging = make_messaging(make_message("setup", "Setup takes up to ten days."), internal_only=(internal,))
    assert "six euros" not in repr(sheet_of(messaging, decisions=[decision]))


# how far ahead


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6w", date(2027, 1, 3)),
        ("40d", date(2027, 1, 1)),
        ("3m", date(2027, 2, 22)),
        (" 6W ", date(2027, 1, 3)),
        ("2y", date(2028, 11, 22)),
        ("1d", date(2026, 11, 23)),
        ("24m", date(2028, 11, 22)),
    ],
)
def test_last_day_ahead_counts_days_weeks_and_months(text, day):
    assert last_day_ahead(text, AS_OF) == day


def test_last_day_ahead_of_a_month_that_is_too_short_is_its_last():
    assert last_day_ahead("1m", date(2027, 1, 31)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    "text", ["", "6", "w", "0d", "-6w", "3y", "25m", "105w", "732d", "1.5w", "6w6w", "6weeks", "٦w", "9" * 30 + "d"]
)
def test_last_day_ahead_refuses_what_it_cannot_read_and_says_how_to_write_it(text):
    with pytest.raises(InputError) as caught:
        last_day_ahead(text, AS_OF)
    assert "6w" in caught.value.hint


@pytest.mark.parametrize("text", ["6w", "3m"])
def test_looking_past_the_end_of_the_calendar_is_an_input_error(text):
    with pytest.raises(InputError):
        last_day_ahead(text, date.max)


# whatever is planned


def _days():
    near = st.dates(AS_OF - timedelta(days=20), UNTIL + timedelta(days=20))
    return st.none() | near | st.sampled_from([date.min, date.max, AS_OF, UNTIL])


def _dated(text):
    days = {key: _days() for key in ("valid_from", "valid_until", "embargo_until", "review_by")}
    readers = st.sampled_from([(), ("retail",), ("hotels",)])
    return st.fixed_dictionaries({**days, "segment": readers, "owner": st.none() | st.text(max_size=80)}).map(
        lambda values: {**values, "text": text}
    )


@st.composite
def _messagings(draw):
    messages = []
    for number in range(draw(st.integers(0, 4))):
        variants = []
        for place in range(draw(st.integers(0, 3))):
            values = draw(_dated(f"variant{number}x{place} of the line."))
            values.pop("owner")
            variants.append(make_variant(values.pop("text"), **values))
        values = draw(_dated(f"message{number} of the line."))
        messages.append(make_message(f"m{number}", values.pop("text"), variants=tuple(variants), **values))
    retired = tuple(
        make_retired(
            f"r{number}",
            f"retired{number} of the line.",
            replaced_by=draw(st.none() | st.sampled_from([message.id for message in messages] or [None])),
            retired_on=draw(_days()),
            grace_until=draw(_days()),
        )
        for number in range(draw(st.integers(0, 3)))
    )
    former = tuple(
        FormerName(name=f"former{number}", until=draw(_days()), grace_until=draw(_days()))
        for number in range(draw(st.integers(0, 2)))
    )
    customers = tuple(make_customer(until=draw(_days())) for _ in range(draw(st.integers(0, 1))))
    return make_messaging(*messages, retired=retired, products=(make_product(former=former),), customers=customers)


def _facts(messaging):
    """Every (wording, last day) and (wording, first day) in the window, told without the code under test."""
    from msgcheck.validity import last_day, not_before

    starts, ends = set(), set()
    for message in messaging.messages:
        for approved in (message, *message.variants):
            first, last = not_before(message, approved), last_day(message, approved)
            if first is not None and last is not None and last < first:
                continue
            if first is not None and AS_OF < first <= UNTIL:
                starts.add((approved.text, first))
            if last is not None and AS_OF <= last <= UNTIL:
                ends.add((approved.text, last))
    return starts, ends


def _pairs(coming):
    return [(coming.old, coming.new), *((one.old, one.new) for one in coming.also)]


@given(_messagings())
def test_every_start_is_told_on_its_day_in_exactly_one_change(messaging):
    starts, _ = _facts(messaging)
    messages = {message.id for message in messaging.messages}
    changes = [coming for coming in sheet_of(messaging).coming if coming.message_id in messages]
    told = [(text, coming.day) for coming in changes for text in {new for _, new in _pairs(coming)}]
    assert [told.count(start) for start in starts] == [1] * len(starts)


@given(_messagings())
def test_every_end_is_told_on_its_day_or_as_a_change_on_the_next(messaging):
    _, ends = _facts(messaging)
    told = {
        (old, coming.day - timedelta(days=later))
        for coming in sheet_of(messaging).coming
        for old, _ in _pairs(coming)
        for later in ((0, 1) if coming.kind is ComingKind.CHANGES else (0,))
    }
    assert ends <= told


@given(_messagings())
def test_nothing_outside_the_days_is_told_and_days_are_in_order(messaging):
    days = [coming.day for coming in sheet_of(messaging).coming]
    assert all(AS_OF <= day <= UNTIL for day in days)
    assert days == sorted(days)


@given(_messagings())
def test_a_message_is_told_once_a_day(messaging):
    told = [(coming.message_id, coming.day) for coming in sheet_of(messaging).coming if coming.message_id is not None]
    assert len(told) == len(set(told))


@given(_messagings())
def test_what_to_do_takes_at_most_thirty_words(messaging):
    documents = [carrying(number, f"m{number % 4}", f"r{number % 3}") for number in range(8)]
    for shared in (True, False):
        for coming in sheet_of(messaging, *documents, shared=shared).coming:
            assert 0 < len(coming.to_do.split()) <= 30
            assert coming.to_do.endswith(".")


@given(_messagings())
def test_shared_sheet_never_holds_a_line_under_embargo_or_a_path(messaging):
    from msgcheck.validity import embargoed_until

    shown = repr(sheet_of(messaging, *[carrying(number, f"m{number}") for number in range(4)], shared=True))
    assert ".pptx" not in shown
    for message in messaging.messages:
        for approved in (message, *message.variants):
            until = embargoed_until(message, approved)
            if until is not None and until > AS_OF:
                assert approved.text not in shown
