"""What clients send, checked once where it comes in.

Unknown keys are passed over, so that a newer client still gets its mail checked.
"""

from __future__ import annotations

import base64
import binascii
from pathlib import PurePath
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, field_validator, model_validator

from msgcheck.presend.draft_checker import Draft
from msgcheck.presend.mail_draft import MailAttachment, MailFields, mail_draft
from msgcheck.records import DocumentId, OverrideReason

_MAX_NAME_CHARS = 1_000
"""Of a file's name or path."""
_MAX_WORDS_CHARS = 2_000
"""Of a question, a persona, one sentence."""


def _whole(value: Any) -> Any:
    """Return a text without lone halves of surrogate pairs, which a mail program may cut an emoji into."""
    return value.encode("utf-8", errors="replace").decode("utf-8") if isinstance(value, str) else value


def _decoded(value: Any) -> Any:
    """Return the bytes that Base64 stands for.

    Raises:
        ValueError: it is no Base64.
    """
    if not isinstance(value, str):
        return value
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        # What it holds may be somebody's text, and must not stand in the message.
        raise ValueError("this is not Base64") from None


Text = Annotated[str, BeforeValidator(_whole)]
Words = Annotated[Text, Field(max_length=_MAX_WORDS_CHARS)]
FileName = Annotated[Text, Field(max_length=_MAX_NAME_CHARS)]
FileBytes = Annotated[bytes, BeforeValidator(_decoded), WithJsonSchema({"type": "string", "contentEncoding": "base64"})]
ReasonKey = Literal["agreed", "does-not-work", "customers-words", "wrong"]
"""The keys of `OverrideReason`."""


class Attachment(BaseModel):
    """A file that goes with a mail."""

    name: FileName = Field(default="", examples=["deck.pptx"])
    data: FileBytes | None = Field(default=None, description="null where it is too large to be handed over", repr=False)
    size: int = Field(default=0, ge=0, description="Bytes.")


class Mail(BaseModel):
    """A mail as a mail program shows it to its writer."""

    model_config = ConfigDict(populate_by_name=True)

    sender: Text = Field(default="", alias="from", examples=["jo@acme.example"])
    to: list[Text] = Field(default=[], examples=[["ana@customer.example"]])
    cc: list[Text] = []
    bcc: list[Text] = []
    subject: Text = ""
    text: Text = Field(default="", description="The body as plain text, or", examples=["Hi Ana, ..."], repr=False)
    html: Text = Field(default="", description="the body as HTML.", repr=False)
    attachments: list[Attachment] = []


class AttachedFile(BaseModel):
    """A file that goes with a draft that is a file."""

    name: FileName
    data: FileBytes = Field(repr=False)


class File(BaseModel):
    """A draft that is a file: a mail, a text, a deck."""

    name: FileName = Field(description="Its suffix tells the format.", examples=["draft.eml"])
    data: FileBytes = Field(repr=False)
    attached: list[AttachedFile] = Field(default=[], description="Beside those that it holds itself.")

    @field_validator("name")
    @classmethod
    def _named(cls, name: str) -> str:
        if not name.strip():
            raise ValueError("a file needs a name whose suffix tells the format")
        return name


class CheckRequest(BaseModel):
    """A draft to check before it is sent: a mail, or a file."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "mail": {
                        "from": "jo@acme.example",
                        "to": ["ana@customer.example"],
                        "subject": "Our offer",
                        "text": "Hi Ana,\n\nour product cuts your onboarding time by 50%.\n",
                    }
                },
                {"file": {"name": "draft.eml", "data": "VG86IGFuYUBjdXN0b21lci5leGFtcGxlCgpIaSBBbmEsCg=="}},
            ]
        }
    )

    mail: Mail | None = None
    file: File | None = None
    recipients: list[Text] = Field(default=[], description="Of a file that names none itself.")
    persona: Words = Field(default="", description="Whom it speaks to, where the writer says so.")

    @model_validator(mode="after")
    def _one_draft(self) -> CheckRequest:
        if (self.mail is None) == (self.file is None):
            raise ValueError('give either "mail" or "file"')
        return self

    def draft(self) -> Draft:
        """Return what is to be checked."""
        if self.file is not None:
            return Draft(
                data=self.file.data,
                name=PurePath(self.file.name).name,
                id=DocumentId(self.file.name),
                recipients=tuple(self.recipients),
                attached=tuple((one.name, one.data) for one in self.file.attached),
            )
        return mail_draft(_fields(self.mail or Mail()))


class SayRequest(BaseModel):
    """What the writer wants to say, to whom."""

    question: Words = Field(examples=["roi for a retail cfo"])
    persona: Words = ""
    most: int = Field(default=5, ge=1, le=50, description="How many lines.")


class OverrideRequest(BaseModel):
    """Why a mail is sent past a finding."""

    code: Words = Field(examples=["MC102"])
    message_id: Words | None = None
    reason: ReasonKey
    sentence: Words = Field(default="", description='Only with "tell marketing" ticked.', repr=False)

    @property
    def why(self) -> OverrideReason:
        """Return the reason of the key."""
        return next(reason for reason in OverrideReason if reason.key == self.reason)


class AcceptRequest(BaseModel):
    """A sentence that is fine as it stands."""

    code: Words = Field(examples=["MC105"])
    message_id: Words | None = None
    fingerprint: Words
    sentence: Words = Field(repr=False)


def _fields(mail: Mail) -> MailFields:
    return MailFields(
        sender=mail.sender,
        to=tuple(mail.to),
        cc=tuple(mail.cc),
        bcc=tuple(mail.bcc),
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        attachments=tuple(MailAttachment(name=one.name, data=one.data, size=one.size) for one in mail.attachments),
    )
