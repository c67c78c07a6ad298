"""Every refusal in the words clients get; /openapi.json shows the same as examples."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from msgcheck.errors import InputError, UnknownPersona
from msgcheck.service.refusals import Refusal, RefusalCode

_SEE_DESCRIPTION = "see /openapi.json"


def bad_json() -> Refusal:
    """Return the refusal of what is no JSON."""
    return Refusal(RefusalCode.BAD_JSON, "The request is no JSON.", hint="send one JSON object in UTF-8")


def bad_fields(mistakes: Sequence[str]) -> Refusal:
    """Return the refusal of a request by its fields, "mail.to: ..." each."""
    return Refusal(
        RefusalCode.BAD_REQUEST,
        "; ".join(mistakes),
        hint="send JSON with Content-Type: application/json; /openapi.json says what it holds",
    )


def bad_answer(err: InputError) -> Refusal:
    """Return the refusal of a sender's answer that cannot be kept as it is."""
    return Refusal(RefusalCode.BAD_REQUEST, f"{err.message}.", hint=err.hint)


def bad_token() -> Refusal:
    """Return the refusal of whoever shows nothing that holds."""
    return Refusal(
        RefusalCode.BAD_TOKEN,
        "This client is not paired with msgcheck.",
        hint="run msgcheck serve --pair NAME and give the client the token it prints; "
        "for the page /compose, msgcheck serve --link prints a new link",
    )


def bad_origin() -> Refusal:
    """Return the refusal of a page that was not allowed."""
    return Refusal(
        RefusalCode.BAD_ORIGIN,
        "Pages of this origin may not ask.",
        hint="if it is an add-in of yours, start msgcheck serve with --allow-origin and its origin",
    )


def other_page() -> Refusal:
    """Return the refusal of a page that asks with the cookie of /compose."""
    return Refusal(RefusalCode.BAD_ORIGIN, "Only the page /compose itself may ask with its cookie.", hint="use a token")


def bad_host(known: str) -> Refusal:
    """Return the refusal of a name that is not the service's; `known` is one that is."""
    return Refusal(
        RefusalCode.BAD_HOST,
        "This is not a name that msgcheck answers to.",
        hint=f"use {known}, or start msgcheck serve with --name",
    )


def not_there() -> Refusal:
    """Return the refusal of a path that leads nowhere, or not for whoever asks."""
    return Refusal(RefusalCode.NOT_THERE, "There is nothing of this name.", hint=_SEE_DESCRIPTION)


def bad_method() -> Refusal:
    """Return the refusal of a GET for a POST."""
    return Refusal(RefusalCode.BAD_METHOD, "This is not how it is asked.", hint=_SEE_DESCRIPTION)


def too_slow() -> Refusal:
    """Return the refusal of a request that did not come whole."""
    return Refusal(RefusalCode.TOO_SLOW, "The request did not come in time.", hint="try again")


def too_large(max_bytes: int) -> Refusal:
    """Return the refusal of more than is taken in at once."""
    return Refusal(
        RefusalCode.TOO_LARGE,
        f"This is more than the {max_bytes / 1e6:,.0f} MB that are checked at once.",
        hint="leave large attachments out (data: null), or start msgcheck serve with a larger --max-mb",
    )


def too_many() -> Refusal:
    """Return the refusal of a client that never stops."""
    return Refusal(
        RefusalCode.TOO_MANY, "This client asks more often than anybody writes.", hint="wait a second", retry_after_s=1
    )


def unreadable() -> Refusal:
    """Return the refusal of a draft that is no document."""
    return Refusal(
        RefusalCode.UNREADABLE,
        "Nothing in this draft can be read.",
        hint="an encrypted, damaged or unknown file cannot be checked",
    )


def unknown_persona(err: UnknownPersona) -> Refusal:
    """Return the refusal of a persona that the messaging does not name."""
    return Refusal(RefusalCode.UNKNOWN_PERSONA, f"{err.message}.", hint=err.hint)


def starting() -> Refusal:
    """Return the refusal of a service whose models are not loaded yet."""
    return Refusal(
        RefusalCode.STARTING,
        "msgcheck is still loading its models.",
        hint="it takes some seconds; /v1/ready says when it is done",
        retry_after_s=2,
    )


def busy() -> Refusal:
    """Return the refusal of what would wait too long."""
    return Refusal(
        RefusalCode.BUSY,
        "msgcheck has more to check than it can in time.",
        hint="let the mail go; several people should not share one msgcheck serve on a small machine",
        retry_after_s=1,
    )


def not_kept() -> Refusal:
    """Return the refusal of an answer for which there is no room."""
    return Refusal(
        RefusalCode.NOT_KEPT,
        "Your answer could not be kept.",
        hint="the mail may go all the same; see to the disk and to the store that msgcheck serve uses",
    )


def own_mistake() -> Refusal:
    """Return the refusal where the messaging, the silences or the accounts were spoilt meanwhile."""
    return Refusal(
        RefusalCode.FAILED,
        "A file of msgcheck itself holds a mistake.",
        hint="the log of msgcheck serve says which, and how to mend it",
    )


def failed() -> Refusal:
    """Return the refusal of a request that something unforeseen came in the way of."""
    return Refusal(
        RefusalCode.FAILED,
        "msgcheck could not answer; nothing was kept.",
        hint="the log of msgcheck serve names the place under this request's X-Request-Id; please report it",
    )


_EXAMPLES: dict[RefusalCode, Callable[[], Refusal]] = {
    RefusalCode.BAD_JSON: bad_json,
    RefusalCode.BAD_REQUEST: partial(bad_fields, ("mail.to: input should be a valid list",)),
    RefusalCode.BAD_TOKEN: bad_token,
    RefusalCode.BAD_ORIGIN: bad_origin,
    RefusalCode.NOT_THERE: not_there,
    RefusalCode.BAD_METHOD: bad_method,
    RefusalCode.TOO_SLOW: too_slow,
    RefusalCode.TOO_LARGE: partial(too_large, 25_000_000),
    RefusalCode.BAD_HOST: partial(bad_host, "http://127.0.0.1:8765"),
    RefusalCode.UNREADABLE: unreadable,
    RefusalCode.UNKNOWN_PERSONA: partial(
        unknown_persona,
        UnknownPersona(
            'the messaging names no persona "cto"', hint='did you mean "cfo"? it names cfo, it-lead and quality-manager'
        ),
    ),
    RefusalCode.TOO_MANY: too_many,
    RefusalCode.FAILED: failed,
    RefusalCode.STARTING: starting,
    RefusalCode.BUSY: busy,
    RefusalCode.NOT_KEPT: not_kept,
}


def example_of(code: RefusalCode) -> Refusal:
    """Return a refusal with this code, as clients get it."""
    return _EXAMPLES[code]()
