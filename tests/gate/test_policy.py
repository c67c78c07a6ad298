"""What a verdict means for a mail, mode by mode."""

from dataclasses import replace

import pytest

from msgcheck.codes import Lane, Severity
from msgcheck.gate.outcome import Happened, Raised
from msgcheck.gate.policy import Mode, Policy
from msgcheck.records import DocumentId, Finding, Fingerprint, MessageId, NotJudged
from msgcheck.report.verdict import Unfilled, Verdict

NOTHING = Verdict(ask=(), waiting=(), not_judged=(), unread=(), calibrated=True)


def finding(code, message_id="floor", *, lane=Lane.ASK):
    return Finding(
        fingerprint=Fingerprint("mc1:x"),
        code=code,
        severity=Severity.HIGH,
        lane=lane,
        probability=1.0,
        message_id=MessageId(message_id) if message_id else None,
        document=DocumentId("mail.eml"),
        location="body line 1",
        found="Words.",
        approved="",
        sentence="",
    )


INTERNAL = replace(NOTHING, ask=(finding("MC203"),))
OTHER = replace(NOTHING, ask=(finding("MC202", "refund"), finding("MC202", "refund"), finding("MC301", "")))


def outcome(verdict, mode=Mode.COUNT, codes=("MC203",), *, may_quarantine=True):
    return Policy(mode=mode, codes=frozenset(codes)).outcome(verdict, may_quarantine=may_quarantine)


def test_policy_counts_by_default_whatever_is_found():
    found = Policy().outcome(INTERNAL, may_quarantine=True)
    assert found.happened is Happened.FOUND
    assert found.raised == (Raised(code="MC203", message_id="floor"),)


def test_policy_names_what_was_found_once_and_sorted():
    assert outcome(OTHER).raised == (Raised(code="MC202", message_id="refund"), Raised(code="MC301"))


@pytest.mark.parametrize(
    ("mode", "happened"), [(Mode.QUARANTINE, Happened.QUARANTINED), (Mode.REJECT, Happened.REFUSED)]
)
def test_policy_holds_up_findings_of_the_chosen_codes(mode, happened):
    held = outcome(replace(NOTHING, ask=(*INTERNAL.ask, *OTHER.ask)), mode)
    assert held.happened is happened
    assert held.because == (Raised(code="MC203", message_id="floor"),)
    assert len(held.raised) == 3


@pytest.mark.parametrize("mode", Mode)
def test_policy_lets_findings_of_other_codes_pass(mode):
    assert outcome(OTHER, mode).happened is Happened.FOUND


@pytest.mark.parametrize("mode", Mode)
def test_policy_lets_pass_what_does_not_ask(mode):
    assert outcome(replace(NOTHING, waiting=(finding("MC203", lane=Lane.NOTE),)), mode).happened is Happened.CLEAN


def test_policy_lets_pass_where_the_server_cannot_quarantine():
    assert outcome(INTERNAL, Mode.QUARANTINE, may_quarantine=False).happened is Happened.FOUND


@pytest.mark.parametrize("mode", Mode)
def test_policy_counts_fields_that_nobody_filled_in_and_holds_up_none(mode):
    found = outcome(replace(NOTHING, unfilled=(Unfilled(field="{{first_name}}", location="body line 1"),)), mode)
    assert found.happened is Happened.FOUND
    assert found.raised == (Raised(code="unfilled"),)


@pytest.mark.parametrize(
    "verdict",
    [
        replace(NOTHING, unread=("deck.key: export it",)),
        replace(NOTHING, calibrated=False),
        replace(
            NOTHING,
            not_judged=(
                NotJudged(document=DocumentId("m"), location="body line 1", text="x", reason="other language"),
            ),
        ),
    ],
    ids=["unread", "uncalibrated", "not judged"],
)
def test_policy_never_calls_clean_what_was_not_judged_whole(verdict):
    assert outcome(verdict).happened is Happened.NOT_JUDGED
