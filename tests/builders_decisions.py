"""Divergences, decisions and messaging folders made by hand for the tests of the feedback loop."""

from dataclasses import replace
from datetime import date

from msgcheck.codes import Severity
from msgcheck.messaging.load import load_messaging
from msgcheck.records import (
    Answer,
    Decision,
    Divergence,
    DivergenceId,
    DocumentKey,
    FindingKey,
    MessageId,
    Mover,
    Spread,
)

TODAY = date(2026, 11, 22)
ABC = "Harbourlight cuts onboarding time by up to 30%."
XYZ = "Harbourlight cuts onboarding time by up to 50%."

HOUSE = """\
# The house of Harbourlight.
version: 1
company: {name: Harbourlight}

messages:
  # the one everybody quotes
  - id: onboarding-time
    type: claim
    text: "Harbourlight cuts onboarding time by up to 30%."   # from the study
    variants:
      - {text: "Up to 30% less onboarding", channel: slide}
    evidence: 2025 customer study, 112 customers
    owner: product-marketing
    approved_by: Mina Okafor
    valid_from: 2026-01-15

  - id: our-point
    type: positioning
    text: Harbourlight is onboarding software for bakeries.
    owner: product-marketing

retired:
  - id: old-onboarding
    text: Harbourlight cuts onboarding time by a fifth.
    replaced_by: onboarding-time
"""


def make_spread(**changes):
    values = {
        "documents": 17,
        "sources": 6,
        "copies": 4,
        "by_kind": (("deck", 14), ("email", 3)),
        "by_slide": (("slide 3 title", 9),),
        "by_segment": (),
        "by_team": (("retail", 12), ("other", 5)),
        "first_seen": date(2026, 6, 1),
        "last_seen": date(2026, 10, 30),
    }
    return Spread(**{**values, **changes})


def make_divergence(**changes):
    spread = make_spread(**changes.pop("spread", {}))
    values = {
        "id": DivergenceId("div:1a2b3c4d5e6f"),
        "message_id": MessageId("onboarding-time"),
        "code": "MC102",
        "change": "figure 30 percent > 50 percent",
        "what": "30 % became 50 %",
        "approved": ABC,
        "said": XYZ,
        "severity": Severity.HIGH,
        "owner": "product-marketing",
        "mover": Mover.FIELD,
        "spread": spread,
        "findings": (FindingKey(1), FindingKey(2)),
        "documents": (DocumentKey(1), DocumentKey(2)),
    }
    return Divergence(**{**values, **changes})


REFRAMED = make_divergence(
    id=DivergenceId("div:77aa00bb11cc"),
    message_id=MessageId("our-point"),
    code="MC105",
    change="wording 0123456789abcdef",
    what="another point",
    approved="Harbourlight is onboarding software for bakeries.",
    said="Harbourlight is where bakeries welcome new people.",
    severity=Severity.LOW,
)


def make_decision(divergence=None, answer=Answer.ADOPT, **changes):
    divergence = divergence or make_divergence()
    wording = (divergence.said or "") if answer in {Answer.ADOPT, Answer.ADOPT_FOR, Answer.TEST} else ""
    decision = Decision(
        divergence=divergence.id,
        message_id=divergence.message_id,
        code=divergence.code,
        change=divergence.change,
        answer=answer,
        wording=wording,
        decided_on=date(2026, 11, 22),
        sources=divergence.spread.sources,
        documents=divergence.spread.documents,
    )
    return replace(decision, **changes)


def write_house(folder, text=HOUSE, name="house.yaml"):
    """Write one messaging file to the byte and return the messaging."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return load_messaging(folder)
