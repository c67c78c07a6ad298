"""The report on a month: what is counted, in which period, and what is said of it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msgcheck.errors import InputError
from msgcheck.record_json import from_json_value, to_json_value
from msgcheck.records import (
    Audience,
    Call,
    Company,
    Dispute,
    DocumentId,
    DocumentThen,
    DriftReport,
    Fingerprint,
    MessageId,
    Messaging,
    Period,
    PeriodKind,
    Product,
    Retired,
    SlideKeys,
)
from tests.builders_months import LAST_DAY, NOVEMBER, OCTOBER, Months, message_of, report_on, with_message
from tests.builders_stored import MESSAGING, WHERE, FakeStore, make_scan

MARKETING = Audience(owner="marketing")
NOV = date(2026, 11, 10)


# --- what is refused


def test_drift_report_of_a_store_without_scans_says_what_to_run_first():
    with pytest.raises(InputError, match="msgcheck scan"):
        report_on(FakeStore())


def test_drift_report_of_a_period_without_documents_names_the_periods_there_are():
    months = Months()
    months.write(date(2026, 6, 3))
    months.write(date(2026, 8, 3))
    with pytest.raises(InputError, match="2026-11") as raised:
        report_on(months)
    assert raised.value.hint == "there are documents of 2026-06 and 2026-08"


def test_drift_report_names_the_first_and_the_last_of_many_periods():
    months = Months()
    for month in range(1, 9):
        months.write(date(2026, month, 3))
    with pytest.raises(InputError) as raised:
        report_on(months)
    assert raised.value.hint == "there are documents of 2026-01 to 2026-08"


def test_drift_report_names_quarters_where_a_quarter_is_asked_for():
    months = Months()
    months.write(date(2026, 6, 3))
    with pytest.raises(InputError, match="2026-Q4") as raised:
        report_on(months, Period(first=date(2026, 10, 1), kind=PeriodKind.QUARTER))
    assert raised.value.hint == "there are documents of 2026-Q2"


def test_drift_report_does_not_compare_a_month_with_a_quarter():
    months = Months()
    months.write(NOV)
    with pytest.raises(InputError, match="quarter"):
        report_on(months, compared_with=Period.of(NOV, PeriodKind.QUARTER))


def test_drift_report_of_a_period_that_had_not_begun_asks_for_a_later_day():
    months = Months()
    months.write(NOV)
    with pytest.raises(InputError, match="2026-11 had not begun on 2026-10-31") as raised:
        report_on(months, as_of=date(2026, 10, 31))
    assert "later day" in raised.value.hint


def test_drift_report_as_of_a_day_before_all_documents_of_the_period_says_so():
    months = Months()
    months.write(NOV)
    with pytest.raises(InputError, match="is of 2026-11 up to 2026-11-09") as raised:
        report_on(months, as_of=date(2026, 11, 9))
    assert raised.value.hint == "there are documents of 2026-11"


# --- which documents count, and when


def test_drift_report_counts_nothing_written_after_its_day():
    months = Months()
    months.write(date(2026, 10, 3), on_message=True)
    months.write(NOV, on_message=True)
    months.write(date(2026, 11, 22), edit="figure 30 percent > 50 percent")
    report = report_on(months, as_of=NOV)
    quay = message_of(report)
    assert (report.material.decks, report.new, report.disputed.findings) == (1, (), 0)
    assert (quay.periods[-1].on_message, quay.periods[-1].drifting) == (1, 0)
    assert len(report_on(months).new) == 1


def test_drift_report_takes_a_file_as_it_was_on_its_day():
    months = Months()
    months.write(date(2026, 11, 3), path="deck.pptx", superseded=True, on_message=True)
    months.write(date(2026, 11, 22), path="deck.pptx", edit="dropped up to", code="MC103")
    quay = message_of(report_on(months, as_of=NOV))
    assert (quay.periods[-1].on_message, quay.periods[-1].drifting) == (1, 0)


def test_drift_report_does_not_know_what_a_scan_after_its_day_could_not_read():
    months = Months()
    months.write(NOV)
    scans = tuple(
        make_scan(number, as_of=date(2026, 11, day), skipped=((DocumentId(f"{day}.pdf"), "no text layer"),))
        for number, day in enumerate((10, 11), start=1)
    )
    report = report_on(months.store(stored_scans=scans), as_of=NOV)
    assert report.unreadable == (("10.pdf", "no text layer"),)


def test_drift_report_does_not_know_what_was_called_wrong_after_its_day():
    months = Months()
    months.write(NOV, edit="dropped up to", code="MC103")
    disputes = tuple(
        Dispute(
            fingerprint=Fingerprint(f"mc1:{day}"), code="MC103", message_id=None, day=date(2026, 11, day), upheld=None
        )
        for day in (10, 11)
    )
    store = months.store(kept_disputes=disputes)
    assert [report_on(store, as_of=day).disputed.called_wrong for day in (NOV, LAST_DAY)] == [1, 2]


def test_drift_report_tells_no_version_nor_phrase_of_after_its_day():
    months = Months()
    earlier = months.write(date(2026, 10, 8), path="may.pptx", superseded=True)
    later = [
        months.write(
            day, path=path, version_of=earlier.key, edit="other", text="Quayside Express arrives in ten minutes."
        )
        for day, path in ((date(2026, 11, 20 + number), f"june-{number}.pptx") for number in range(5))
    ]
    months.write(NOV)
    slides = {one.key: (SlideKeys(place="slide 1", statements=frozenset({one.key})),) for one in (earlier, *later)}
    store = months.store(stored_slides=slides)
    so_far, whole = report_on(store, as_of=NOV), report_on(store)
    assert (so_far.versions, so_far.phrases) == ((), ())
    assert whole.versions
    assert whole.phrases


def test_drift_report_compares_an_old_month_with_all_of_a_later_one():
    months = Months()
    months.write(date(2026, 10, 3), on_message=True)
    months.write(date(2026, 11, 30), on_message=True)
    quay = message_of(report_on(months, OCTOBER, compared_with=NOVEMBER))
    assert (quay.periods[-1].on_message, quay.compared.on_message) == (1, 1)


def test_drift_report_counts_a_document_in_the_month_of_its_day():
    months = Months()
    months.write(date(2026, 10, 31), on_message=True)
    months.write(date(2026, 11, 1), edit="dropped up to", code="MC103")
    quay = message_of(report_on(months))
    assert [(one.period.first.month, one.on_message, one.drifting) for one in quay.periods] == [(10, 1, 0), (11, 0, 1)]


def test_drift_report_of_the_first_month_shows_no_month_before_it():
    months = Months()
    months.write(NOV, on_message=True)
    quay = message_of(report_on(months))
    assert [one.period for one in quay.periods] == [NOVEMBER]
    assert (quay.compared.period, quay.compared.eligible) == (OCTOBER, 0)
    assert quay.called.call is Call.INSUFFICIENT


def test_drift_report_shows_months_without_documents_between_others():
    months = Months()
    months.write(date(2026, 8, 3), on_message=True)
    months.write(NOV, on_message=True)
    assert [one.eligible for one in message_of(report_on(months)).periods] == [1, 0, 0, 1]


def test_drift_report_shows_a_year_before_its_month_at_most():
    months = Months()
    months.write(date(2024, 1, 3), on_message=True)
    months.write(NOV, on_message=True)
    shown = message_of(report_on(months)).periods
    assert (shown[0].period.first, len(shown)) == (date(2025, 11, 1), 13)


def test_drift_report_of_a_quarter_counts_its_three_months_together():
    months = Months()
    for month in (7, 10, 11, 12):
        months.write(date(2026, month, 5), on_message=True)
    quarter = Period(first=date(2026, 10, 1), kind=PeriodKind.QUARTER)
    quay = message_of(report_on(months, quarter))
    assert [one.on_message for one in quay.periods] == [1, 3]
    assert quay.compared.period == quarter.before()


def test_drift_report_compares_with_any_month_asked_for():
    months = Months()
    months.write(date(2024, 2, 3), edit="dropped up to", code="MC103")
    months.write(NOV, on_message=True)
    february = Period(first=date(2024, 2, 1), kind=PeriodKind.MONTH)
    report = report_on(months, compared_with=february)
    assert report.compared_with == february
    assert message_of(report).compared.drifting == 1


def test_drift_report_counts_a_replaced_version_in_its_own_month():
    months = Months()
    months.write(date(2026, 10, 5), path="deck.pptx", superseded=True, edit="dropped up to", code="MC103")
    months.write(NOV, path="deck.pptx", on_message=True)
    quay = message_of(report_on(months))
    assert [(one.on_message, one.drifting) for one in quay.periods] == [(0, 1), (1, 0)]


def test_drift_report_counts_a_file_saved_twice_in_a_month_once_as_it_stood_at_the_end():
    months = Months()
    months.write(NOV, path="deck.pptx", superseded=True, edit="dropped up to", code="MC103")
    months.write(NOV, path="deck.pptx", on_message=True)
    report = report_on(months)
    assert report.material.decks == 1
    assert (message_of(report).periods[-1].on_message, message_of(report).periods[-1].drifting) == (1, 0)


def test_drift_report_takes_documents_as_they_were_judged_when_they_were_new():
    months = Months()
    document = months.write(NOV, edit="dropped up to", code="MC103")
    then = DocumentThen(
        document=replace(document, used=((MessageId("quay"), 1),)),
        findings=(),
        messaging_hash="mc1:old",
        judge="default",
    )
    quay = message_of(report_on(months.store(stored_then=(then,))))
    assert (quay.periods[-1].on_message, quay.periods[-1].drifting) == (1, 0)


def test_drift_report_leaves_marketings_own_documents_out_of_the_shares_and_in_the_material():
    months = Months()
    months.write(NOV, edit="dropped up to", code="MC103", audience=MARKETING)
    months.write(NOV, on_message=True)
    report = report_on(months)
    assert report.material.decks == 2
    assert (message_of(report).periods[-1].eligible, message_of(report).periods[-1].drifting) == (1, 0)


def test_drift_report_says_how_many_judges_the_months_shown_had():
    months = Months()
    first, second = months.write(date(2026, 10, 5)), months.write(NOV)
    then = tuple(
        DocumentThen(document=document, findings=(), messaging_hash="mc1:1", judge=judge)
        for document, judge in ((first, "one"), (second, "other"))
    )
    assert report_on(months.store(stored_then=then)).material.judges == 2


# --- what is said of messages


def _drifting_more(months, *, segment=""):
    """Six months of 40 documents with a tenth drifting, and one with half of them."""
    for month in range(5, 12):
        for number in range(40):
            drifts = number < (20 if month == 11 else 4)
            months.write(
                date(2026, month, 1 + number % 28),
                on_message=not drifts,
                edit="dropped up to" if drifts else "",
                code="MC103",
                text="Harbourlight cuts waiting times at the quay by 30%.",
                audience=Audience(segment=segment),
            )
    return months


def test_drift_report_calls_a_message_that_drifts_far_more():
    assert message_of(report_on(_drifting_more(Months()))).called.call is Call.DRIFTING


def test_drift_report_lists_the_edit_that_made_it_grow():
    (edit,) = report_on(_drifting_more(Months())).growing
    assert (edit.what, edit.documents, edit.before, edit.called.call) == ("“up to” is missing", 20, 4, Call.DRIFTING)


def _with_old_line(months, in_last, **values):
    """Six months on message, and one in which some documents say a retired line."""
    for month in range(5, 12):
        for number in range(40):
            is_old = month == 11 and number < in_last
            months.write(
                date(2026, month, 1 + number % 28),
                on_message=not is_old,
                edit="old line quay-2024" if is_old else "",
                code="MC201",
                message_id=MessageId("quay-2024"),
            )
    old = Retired(id=MessageId("quay-2024"), text="By 20%.", replaced_by=MessageId("quay"), where=WHERE, **values)
    return report_on(months, messaging=replace(MESSAGING, retired=(old,)))


def test_drift_report_says_of_a_line_retired_this_month_that_documents_follow():
    report = _with_old_line(Months(), 15, retired_on=date(2026, 11, 2))
    assert report.growing == ()
    assert [edit.called.call for edit in report.counted] == [Call.FOLLOWING]
    assert message_of(report).called.call is Call.FOLLOWING


def test_drift_report_calls_an_old_line_growing_that_was_retired_long_ago():
    report = _with_old_line(Months(), 15, retired_on=date(2025, 1, 2))
    assert [(edit.code, edit.said_part) for edit in report.growing] == [("MC201", "20%")]
    assert message_of(report).periods[-1].retired == 15


def test_drift_report_counts_copies_of_one_deck_once_where_it_calls_drift():
    months = Months()
    for month in range(5, 12):
        for number in range(40):
            copied = month == 11 and number < 20
            months.write(
                date(2026, month, 1 + number % 28),
                on_message=not copied,
                edit="dropped up to" if copied else "",
                code="MC103",
                **({"group": 9000} if copied else {}),
            )
    report = report_on(months)
    assert message_of(report).periods[-1].drifting == 20
    assert message_of(report).called.call is not Call.DRIFTING
    assert report.growing == ()


def test_drift_report_says_of_a_reworded_message_that_documents_follow():
    months = _drifting_more(Months())
    messaging = with_message(valid_from=date(2026, 11, 1))
    assert message_of(report_on(months, messaging=messaging)).called.call is Call.FOLLOWING


def test_drift_report_names_the_day_a_message_began():
    months = Months()
    months.write(NOV, on_message=True)
    report = report_on(months, messaging=with_message(valid_from=date(2026, 10, 12)))
    assert message_of(report).changed_on == date(2026, 10, 12)


def test_drift_report_tells_how_a_message_was_taken_up():
    months = Months()
    months.write(date(2026, 11, 5), on_message=True)
    months.write(date(2026, 11, 9), on_message=True)
    months.write(date(2026, 11, 20), on_message=True)
    months.write(date(2026, 11, 21), family="email")
    found = message_of(report_on(months, messaging=with_message(valid_from=date(2026, 11, 6)))).adoption
    assert (found.share.part, found.share.whole, found.days) == (2, 3, 24)
    assert [(family, share.part, share.whole) for family, share in found.by_family] == [("deck", 2, 2), ("email", 0, 1)]


def test_drift_report_tells_how_a_launch_was_taken_up_from_its_first_day_on():
    months = Months()
    months.write(NOV, on_message=True)
    old = Retired(id=MessageId("old"), text="By 20%.", replaced_by=MessageId("quay"), retired_on=NOV, where=WHERE)
    messaging = replace(with_message(valid_from=date(2026, 11, 1)), retired=(old,))
    message = message_of(report_on(months, messaging=messaging))
    assert (message.changed_on, message.adoption.approved_on) == (NOV, date(2026, 11, 1))


def test_drift_report_counts_days_of_a_launch_to_today_while_the_month_lasts():
    months = Months()
    months.write(NOV, on_message=True)
    messaging = with_message(valid_from=date(2026, 11, 6))
    assert message_of(report_on(months, messaging=messaging, as_of=date(2026, 11, 20))).adoption.days == 14


def test_drift_report_counts_what_stands_now_without_sent_mails():
    months = Months()
    months.write(date(2026, 6, 5), on_message=True)
    months.write(date(2026, 6, 5), on_message=True, superseded=True)
    months.write(NOV, edit="old line quay", code="MC201")
    months.write(NOV, on_message=True, family="email")
    quay = message_of(report_on(months))
    assert (quay.stock, quay.stock_retired) == (2, 1)


@pytest.mark.parametrize("family", ["email", "deck"])
def test_drift_report_takes_nothing_that_was_sent_for_stock(family):
    months = Months()
    months.write(NOV, on_message=True, family=family, private=True)
    months.write(NOV, on_message=True)
    assert message_of(report_on(months)).stock == 1


def test_drift_report_says_how_far_mentions_are_from_the_approved_wording():
    months = Months()
    for number in range(6):
        months.write(NOV, on_message=True, nearness=((MessageId("quay"), 0.8 + 0.01 * number),))
    found = message_of(report_on(months)).periods[-1].distance
    assert (found.mean, found.count) == (pytest.approx(0.175), 6)
    assert found.low < found.mean < found.high


def test_drift_report_gives_no_distance_of_few_documents():
    months = Months()
    for _ in range(4):
        months.write(NOV, on_message=True, nearness=((MessageId("quay"), 0.8),))
    assert message_of(report_on(months)).periods[-1].distance is None


# --- edits


def test_drift_report_calls_an_edit_new_that_nobody_made_before_the_month():
    months = Months()
    months.write(date(2026, 10, 3), on_message=True)
    months.write(NOV, edit="figure 30 percent > 50 percent")
    months.write(NOV, edit="figure 30 percent > 50 percent")
    (edit,) = report_on(months).new
    assert (edit.documents, edit.sources, edit.before, edit.since) == (2, 2, 0, NOV)
    assert (edit.approved_part, edit.said_part) == ("30%", "50%")


def test_drift_report_calls_nothing_new_where_nothing_is_known_of_earlier_months():
    months = Months()
    months.write(NOV, edit="figure 30 percent > 50 percent")
    report = report_on(months)
    assert (report.new, len(report.counted)) == ((), 1)


def test_drift_report_counts_an_edit_known_before_without_a_trend_word():
    months = Months()
    months.write(date(2026, 10, 3), edit="figure 30 percent > 50 percent")
    months.write(NOV, edit="figure 30 percent > 50 percent")
    report = report_on(months)
    assert (report.new, report.growing) == ((), ())
    assert [(edit.documents, edit.before) for edit in report.counted] == [(1, 1)]


def test_drift_report_calls_no_old_line_new():
    months = Months()
    months.write(date(2026, 10, 3), on_message=True)
    months.write(NOV, edit="old line quay", code="MC201")
    report = report_on(months)
    assert (report.new, len(report.counted)) == ((), 1)


def test_drift_report_shows_no_word_of_an_internal_line():
    months = Months()
    months.write(date(2026, 10, 3), on_message=True)
    months.write(NOV, edit="internal margin", code="MC203", message_id=MessageId("margin"), text="Margin is 70%.")
    report = report_on(months)
    (edit,) = report.counted
    assert (edit.what, edit.approved, edit.said, edit.approved_part, edit.said_part) == ("", "", "", "", "")


def test_drift_report_names_the_segment_most_of_an_edit_is_for_where_it_may_be_shown():
    months = Months()
    months.write(date(2026, 10, 3), on_message=True)
    for segment in ("retail",) * 6:
        months.write(NOV, edit="figure 30 percent > 50 percent", audience=Audience(segment=segment))
    assert report_on(months).new[0].segment == "retail"


def test_drift_report_names_no_segment_of_few_writers():
    months = Months()
    months.write(date(2026, 10, 3), on_message=True)
    for author in ("ann", "bob", "cem", "dee", "dee"):
        months.write(NOV, edit="figure 30 percent > 50 percent", audience=Audience(segment="retail"), author=author)
    assert report_on(months).new[0].segment == ""


def test_drift_report_tells_what_comes_from_our_own_material_with_its_copies():
    months = Months()
    template = {"path": "marketing/pitch-template-v7.pptx", "audience": MARKETING, "group": 77, "author": "marketing"}
    months.write(date(2026, 10, 3), edit="old line quay", code="MC201", **template)
    for _ in range(3):
        months.write(NOV, edit="old line quay", code="MC201", group=77)
    report = report_on(months)
    (edit,) = report.own_material
    assert (edit.template, edit.documents, edit.copies, edit.before) == ("pitch template v7", 4, 3, 0)
    assert report.counted == ()


def test_drift_report_of_an_earlier_month_knows_nothing_of_our_own_material_that_came_later():
    months = Months()
    months.write(date(2026, 10, 3), on_message=True)
    months.write(NOV, edit="old line quay", code="MC201", audience=MARKETING)
    assert report_on(months, OCTOBER).own_material == ()
    assert len(report_on(months).own_material) == 1


# --- the report as a value


def test_drift_report_of_an_empty_messaging_counts_material_all_the_same():
    months = Months()
    months.write(NOV, edit="figure 30 percent > 50 percent")
    report = report_on(months, messaging=Messaging(company=Company(name="Harbourlight")))
    assert (report.messages, report.material.decks) == ((), 1)


def test_drift_report_says_how_changes_were_called():
    months = Months()
    months.write(NOV)
    assert report_on(months).method


def test_drift_report_of_one_document_says_nothing_of_drift():
    months = Months()
    months.write(NOV, edit="figure 30 percent > 50 percent")
    report = report_on(months)
    assert {message.called.call for message in report.messages} == {Call.INSUFFICIENT}
    assert report.growing == ()


def test_drift_report_reads_each_table_once():
    months = Months()
    months.write(NOV, on_message=True)
    store, reads = months.store(), []

    class Counting(FakeStore):
        def documents(self):
            reads.append("documents")
            return super().documents()

        def findings(self):
            reads.append("findings")
            return super().findings()

        def documents_then(self, documents=()):
            reads.append("then")
            return super().documents_then(documents)

    report_on(Counting(**{name: getattr(store, name) for name in store.__dataclass_fields__}))
    assert sorted(reads) == ["documents", "findings", "then"]


EDITS = ("", "dropped up to", "figure 30 percent > 50 percent")
DOCUMENTS = st.lists(
    st.fixed_dictionaries(
        {
            "day": st.dates(date(2026, 8, 1), LAST_DAY),
            "on_message": st.booleans(),
            "edit": st.sampled_from(EDITS),
            "family": st.sampled_from(("deck", "email", "document")),
            "group": st.integers(1, 6),
            "author": st.sampled_from(("", "ann", "bob")),
            "judged": st.sampled_from((0, 5)),
            "claims": st.sampled_from((0, 3)),
            "named": st.sampled_from(((), ("Quayside",))),
            "audience": st.builds(
                Audience, owner=st.sampled_from(("", "marketing")), segment=st.sampled_from(("", "ferry", "cargo"))
            ),
        }
    ),
    max_size=25,
)
WITH_PRODUCT = replace(with_message(applies_to=("Quayside",), segment=("ferry",)), products=(Product(name="Quayside"),))


def _written(documents):
    months = Months()
    months.write(NOV, on_message=True)
    for document in documents:
        months.write(**document)
    return months


@settings(max_examples=40, deadline=None)
@given(DOCUMENTS, st.sampled_from((MESSAGING, WITH_PRODUCT)))
def test_drift_report_counts_add_up(documents, messaging):
    report = report_on(_written(documents), messaging=messaging)
    for message in report.messages:
        for one in (*message.periods, message.compared):
            assert one.eligible >= one.carrying >= one.drifting >= one.retired >= 0
            assert one.on_message + one.drifting == one.carrying
            assert one.drifting >= one.sources
    assert report.material.decks + report.material.mails + report.material.documents >= 1


@settings(max_examples=40, deadline=None)
@given(DOCUMENTS)
def test_drift_report_lists_each_edit_once(documents):
    report = report_on(_written(documents))
    listed = [
        edit.divergence
        for edits in (report.new, report.growing, report.counted, report.own_material, report.settled)
        for edit in edits
    ]
    assert len(listed) == len(set(listed))


@settings(max_examples=25, deadline=None)
@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_drift_report_does_not_depend_on_the_order_of_what_is_stored(documents, chance):
    months = _written(documents)
    before = report_on(months)
    store = months.store()
    mixed = list(store.documents_then())
    chance.shuffle(mixed)
    assert report_on(replace(store, stored_then=tuple(mixed))) == before


@settings(max_examples=15, deadline=None)
@given(DOCUMENTS)
def test_drift_report_loads_back_equal(documents):
    report = report_on(_written(documents))
    assert from_json_value(DriftReport, to_json_value(report)) == report
