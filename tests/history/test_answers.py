from dataclasses import replace
from datetime import date

import pytest
from builders_history import ONBOARDING, make_decision, make_divergence, make_document, make_finding, make_scan

from msgcheck.errors import StoreError
from msgcheck.records import Answer, MessageId, Offered, OverrideReason, Told, Verdict

A, B, C = "div:aaaaaaaaaaaa", "div:bbbbbbbbbbbb", "div:cccccccccccc"
TOLD = Told(message_id=ONBOARDING, verdict=Verdict.WORKS, text="Landed well.", day=date(2026, 7, 2))


@pytest.fixture
def findings(store):
    """Keys of four findings."""
    said = [make_finding(f"Onboarding takes {part} % less time.") for part in (40, 50, 60, 70)]
    store.keep_scan(make_scan(make_document(findings=tuple(said))))
    return [finding.key for finding in store.findings()]


def test_divergences_are_read_back_by_first_finding(store, findings):
    one, two, three, four = findings
    store.keep_divergences([make_divergence(A, two, three), make_divergence(B, four, one, aliases=(C,))])
    assert store.known_divergences() == ((B, (C,), (one, four)), (A, (), (two, three)))


def test_kept_divergences_take_the_place_of_those_before(store, findings):
    one, two, three, four = findings
    store.keep_divergences([make_divergence(A, one, two), make_divergence(B, three, four)])
    store.keep_divergences([make_divergence(A, *findings, aliases=(B,))])
    assert store.known_divergences() == ((A, (B,), tuple(findings)),)


def test_split_divergence_gives_up_findings(store, findings):
    store.keep_divergences([make_divergence(A, *findings)])
    store.keep_divergences([make_divergence(A, *findings[:2]), make_divergence(B, *findings[2:])])
    assert store.known_divergences() == ((A, (), tuple(findings[:2])), (B, (), tuple(findings[2:])))


def test_divergence_that_is_not_named_stays(store, findings):
    one, two, three, four = findings
    store.keep_divergences([make_divergence(A, one), make_divergence(B, two, three)])
    store.keep_divergences([make_divergence(C, three, four)])
    assert store.known_divergences() == ((A, (), (one,)), (B, (), (two,)), (C, (), (three, four)))


def test_merged_divergence_that_kept_a_finding_hands_it_over(store, findings):
    one, two, *_ = findings
    store.keep_divergences([make_divergence(A, one), make_divergence(B, two)])
    store.keep_divergences([make_divergence(A, one, aliases=(B,))])
    assert store.known_divergences() == ((A, (B,), (one, two)),)


def test_divergence_of_an_unknown_finding_is_refused_and_changes_nothing(store, findings):
    store.keep_divergences([make_divergence(A, *findings)])
    with pytest.raises(StoreError):
        store.keep_divergences([make_divergence(B, 999)])
    assert store.known_divergences() == ((A, (), tuple(findings)),)


def test_decision_is_read_back(store):
    decision = make_decision(
        answer=Answer.ADOPT_FOR,
        wording="Up to 40 % for retail.",
        segment="retail",
        review_by=date(2026, 12, 1),
        waiting_for=("the patch to be merged", "evidence"),
    )
    store.keep_decision(decision)
    assert store.decisions() == (decision,)


def test_later_decision_is_in_force_and_the_earlier_one_in_the_history(store):
    first = make_decision()
    second = replace(first, answer=Answer.ADOPT, decided_on=date(2026, 8, 1))
    other = make_decision(A, decided_on=date(2026, 7, 20))
    for decision in (first, other, second):
        store.keep_decision(decision)
    assert store.decisions() == (other, second)
    with store._database.reading() as session:
        assert session.connection().exec_driver_sql("select count(*) from decisions").scalar() == 3


def test_decision_in_force_is_not_kept_again(store):
    for _ in range(2):
        store.keep_decision(make_decision())
    with store._database.reading() as session:
        assert session.connection().exec_driver_sql("select count(*) from decisions").scalar() == 1


def test_first_decision_can_be_taken_again(store):
    first = make_decision()
    second = replace(first, answer=Answer.WATCH)
    for decision in (first, second, first):
        store.keep_decision(decision)
    assert store.decisions() == (first,)


def test_equal_words_of_sellers_are_all_kept(store):
    for _ in range(2):
        store.keep_told(TOLD)
    assert store.told() == (TOLD, TOLD)


def test_told_is_read_oldest_first(store):
    older = replace(TOLD, day=date(2026, 6, 1), message_id=MessageId("price"), name="Kim")
    store.keep_told(TOLD)
    store.keep_told(older)
    assert store.told() == (older, TOLD)


def test_answer_goes_to_the_word_it_answers(store):
    for _ in range(2):
        store.keep_told(TOLD)
    answered = replace(TOLD, answer="We will test it.", answered_on=date(2026, 7, 9))
    store.keep_told(answered)
    assert store.told() == (answered, TOLD)
    store.keep_told(answered)
    assert store.told() == (answered, answered)


def test_answer_can_be_put_right(store):
    answered = replace(TOLD, answer="We will test it.", answered_on=date(2026, 7, 9))
    store.keep_told(answered)
    better = replace(answered, answer="It is approved now.")
    store.keep_told(better)
    assert store.told() == (better,)


def test_overrides_are_counted_by_month(store):
    for day in (date(2026, 7, 3), date(2026, 7, 30), date(2026, 8, 1)):
        store.keep_override(code="MC102", message_id=ONBOARDING, month=day, reason="customer asked")
    store.keep_override(code="MC202", message_id=None, month=date(2026, 7, 1), reason="wrong alarm")
    assert store.overrides() == (
        ("MC102", ONBOARDING, date(2026, 7, 1), "customer asked", 2),
        ("MC202", None, date(2026, 7, 1), "wrong alarm", 1),
        ("MC102", ONBOARDING, date(2026, 8, 1), "customer asked", 1),
    )


def test_offered_sentences_are_kept_in_order_and_each_time(store):
    first = Offered(code="MC103", message_id=ONBOARDING, sentence="In a day.", reason=None, day=date(2026, 7, 3))
    later = replace(first, reason=OverrideReason.AGREED, message_id=None, day=date(2026, 7, 4))
    for offered in (later, first, first):
        assert store.keep_offered(offered)
    assert store.offered() == (first, first, later)
