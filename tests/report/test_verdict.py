"""What a writer is told before sending, and in which order."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from msgcheck.codes import Lane, Severity
from msgcheck.identity import finding_fingerprint
from msgcheck.records import DocumentId, Finding, MessageId, NotJudged, Report, Skipped
from msgcheck.report.verdict import Unfilled, verdict_of
from tests.builders_findings import make_summary


def finding(code="MC102", *, severity=Severity.HIGH, lane=Lane.ASK, probability=0.97, message="quay", **values):
    statement = values.get("found", "It takes 9 days.")
    return Finding(
        **{
            "fingerprint": finding_fingerprint(code=code, message_id=message or None, statement=statement, ordinal=0),
            "code": code,
            "severity": severity,
            "lane": lane,
            "probability": probability,
            "message_id": MessageId(message) if message else None,
            "document": DocumentId("draft.eml"),
            "location": "body line 3",
            "found": "It takes 9 days.",
            "approved": "It takes 10 days.",
            "sentence": "You write 9 days; the approved figure is 10 days.",
            **values,
        }
    )


def report(*findings, **values):
    return Report(
        **{
            "version": "1",
            "created": datetime(2026, 11, 16, tzinfo=UTC),
            "as_of": date(2026, 11, 16),
            "messaging_hash": "",
            "model": "",
            "judge": "",
            "calibrated": True,
            "documents": (),
            "findings": findings,
            "skipped": (),
            "not_judged": (),
            "messages": (),
            **values,
        }
    )


def not_judged(reason="in German"):
    return NotJudged(document=DocumentId("draft.eml"), location="body line 1", text="Hallo", reason=reason)


def judged(count):
    return replace(make_summary("draft.eml"), judged=count)


def codes(findings):
    return [item.code for item in findings]


def test_verdict_shows_the_worst_first_and_internal_lines_before_all():
    verdict = verdict_of(
        report(
            finding("MC101", probability=0.96),
            finding("MC102", probability=0.99),
            finding("MC203", probability=0.955, message="floor"),
        )
    )
    assert codes(verdict.ask) == ["MC203", "MC102", "MC101"]


@pytest.mark.parametrize(("lane", "interrupts"), [(Lane.ASK, True), (Lane.SUGGEST, False), (Lane.NOTE, False)])
def test_verdict_interrupts_for_the_ask_lane_alone(lane, interrupts):
    assert verdict_of(report(finding(lane=lane))).interrupts is interrupts


def test_verdict_interrupts_for_an_unfilled_field():
    verdict = verdict_of(report(), unfilled=[Unfilled(field="{{name}}", location="body line 1")])
    assert verdict.interrupts


def test_verdict_leaves_out_what_is_known():
    verdict = verdict_of(report(finding(known=True)))
    assert (verdict.ask, verdict.waiting, verdict.interrupts) == ((), (), False)


@pytest.mark.parametrize(
    ("count", "quiet"),
    [
        (0, ""),
        (1, "1 smaller thing could be said closer to the messaging."),
        (2, "2 smaller things could be said closer to the messaging."),
    ],
)
def test_verdict_has_one_quiet_line(count, quiet):
    assert verdict_of(report(*[finding(lane=Lane.NOTE)] * count)).quiet == quiet


def test_verdict_notes_what_was_not_looked_at():
    skipped = Skipped(
        id=DocumentId("draft.eml/a.key"), parent=DocumentId("draft.eml"), format="key", reason="no reader"
    )
    verdict = verdict_of(
        report(
            skipped=(skipped,),
            not_judged=(not_judged(), not_judged(), not_judged("a bare yes or no")),
            calibrated=False,
        ),
        forwarded_lines=1,
        unread=["b.key: too large"],
    )
    assert verdict.notes == (
        "Not read: b.key: too large",
        "Not read: a.key: no reader",
        "Not judged: 3 sentences (in German, a bare yes or no).",
        "Not judged: 1 forwarded line.",
        "This model is not calibrated: findings are notes only.",
    )


def test_verdict_counts_what_was_judged_of_the_whole_mail():
    assert verdict_of(report(documents=(judged(2), judged(3)))).judged == 5


def test_verdict_names_the_owners_of_what_was_found():
    verdict = verdict_of(report(finding()), owners=[(MessageId("quay"), "product"), (MessageId("other"), "legal")])
    assert verdict.owners == (("quay", "product"),)
