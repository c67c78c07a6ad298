"""What clients get, described for /openapi.json; answers are built where they are known and sent as they are.

Of a schema with a number, `msgcheck.check/1`, only additions are made.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from msgcheck.service.refusals import RefusalCode


class Word(BaseModel):
    """A word of a sentence, with the space before it."""

    text: str
    space: str
    changed: bool


class CheckFinding(BaseModel):
    """What should be looked at in a draft, with both sentences; an internal line is named by id and owner only."""

    fingerprint: str
    code: str = Field(examples=["MC102"])
    shown_as: str = Field(examples=["figure changed"])
    severity: Literal["high", "medium", "low"]
    document: str
    location: str = Field(examples=["body line 3"])
    found: str
    approved: str
    found_words: list[Word]
    approved_words: list[Word]
    sentence: str = Field(description="What changed, by which source, what to do.")
    suggestion: str
    mended: bool = Field(
        description="Whether the suggestion is the writer's own sentence; else it is the approved line."
    )
    message_id: str | None
    owner: str
    may_accept: bool = Field(description='Whether "this is fine" may be answered.')


class UnfilledField(BaseModel):
    """A field of a template that nobody filled in."""

    field: str = Field(examples=["{{first_name}}"])
    location: str


class NotJudgedPart(BaseModel):
    """What could not be judged; never to be taken for clean."""

    location: str
    reason: str


class ReasonToSend(BaseModel):
    """A reason to send past a finding."""

    key: str = Field(examples=["agreed"])
    shown_as: str = Field(examples=["agreed with deal desk"])


class CheckAnswer(BaseModel):
    """What to tell the writer of a draft."""

    schema_: Literal["msgcheck.check/1"] = Field(alias="schema")
    interrupts: bool = Field(description="Whether to hold the mail until its writer has looked.")
    ask: list[CheckFinding]
    waiting: list[CheckFinding]
    first: int = Field(description="How many of `ask` are shown at first.")
    quiet: str = Field(description="One line behind which `waiting` is shown; empty where nothing waits.")
    unfilled: list[UnfilledField]
    judged: int = Field(description="Sentences that were judged; where there are none, the draft was not checked.")
    not_judged: list[NotJudgedPart]
    forwarded_lines: int
    unread: list[str]
    notes: list[str] = Field(description="Lines to be shown small.")
    calibrated: bool
    outward: bool
    reasons: list[ReasonToSend]


class ApprovedLine(BaseModel):
    """An approved line that fits, with what backs it."""

    text: str
    message_id: str
    owner: str
    proof: str
    answers: list[str] = Field(description="Objections it answers.")
    use_when: str
    persona: list[str]
    segment: list[str]
    region: list[str]
    valid_until: date | None
    beside: list[str] = Field(description="Disclaimers that must stand beside it.")


class SayAnswer(BaseModel):
    """Approved lines, the best first."""

    schema_: Literal["msgcheck.say/1"] = Field(alias="schema")
    lines: list[ApprovedLine] = Field(description="Those that answer.")
    nearest: list[ApprovedLine] = Field(
        description="Where none answers: what comes nearest, to be shown as that and not as an answer."
    )


class OverrideAnswer(BaseModel):
    """What was kept."""

    kept: str


class AcceptAnswer(BaseModel):
    """What was proposed."""

    proposed: str


class Health(BaseModel):
    """The service answers."""

    status: Literal["ok"]
    version: str


class Readiness(BaseModel):
    """The models are loaded."""

    status: Literal["ready"]


class RefusalDetail(BaseModel):
    """Why a request was not answered; nothing of a mail stands in it."""

    code: RefusalCode
    message: str
    hint: str


class RefusalAnswer(BaseModel):
    """A request that was not answered."""

    error: RefusalDetail
