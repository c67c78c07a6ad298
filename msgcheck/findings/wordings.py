"""Which approved line to show and to suggest for one document's readers."""

from __future__ import annotations

from msgcheck.records import Approved, Audience, Judgement, Message, MessageId, Messaging, NeverSay, Retired, Source
from msgcheck.validity import in_force, meant_for


def approved_line(message: Message, audience: Audience, channel: str = "") -> str:
    """Return the wording of `message` that fits these readers and this channel best; "" where none is in force.

    A wording for another persona, segment or region does not fit; an unset key fits everybody. Among what
    fits, the one made for these readers wins, then the one made for the channel, then the earlier one.
    """
    fitting = [
        wording
        for wording in (message, *message.variants)
        if in_force(message, wording, audience.day) and _fits(wording, audience)
    ]
    if not fitting:
        return ""
    return max(
        fitting, key=lambda wording: (_aimed(wording, audience), channel != "" and channel in wording.channel)
    ).text


def is_for(wording: Approved, message: Message, audience: Audience) -> bool:
    """Return whether a wording was made for some readers and may be used for these, as far as they are known."""
    made_for_some = bool(wording.persona or wording.segment or wording.region)
    return made_for_some and in_force(message, wording, audience.day) and _fits(wording, audience)


def shown_line(judgement: Judgement, messaging: Messaging, audience: Audience) -> str:
    """Return the line to show above the statement: what it was compared with, whole, or "" where none may be shown."""
    if judgement.match is None:
        message = messaging.message(judgement.message_id)
        return approved_line(message, audience) if message is not None else ""
    wording = judgement.match.wording
    if wording.source in {Source.INTERNAL_ONLY, Source.NEVER_SAY, Source.RETIRED}:
        return ""
    return wording.approved.text if wording.approved is not None else wording.text


def retired_entry(judgement: Judgement, messaging: Messaging) -> Retired | None:
    """Return the retired entry a judgement is about, by the wording compared with, else by id."""
    entry_id = judgement.message_id
    if judgement.match is not None and judgement.match.wording.source is Source.RETIRED:
        entry_id = judgement.match.wording.id
    return next((entry for entry in messaging.retired if entry.id == entry_id), None)


def message_meant(message_id: MessageId | None, messaging: Messaging) -> MessageId | None:
    """Return the message that stands now where a retired line stood, else the id itself."""
    replaced_by = {entry.id: entry.replaced_by for entry in messaging.retired}
    seen: set[MessageId] = set()
    while message_id in replaced_by and message_id not in seen:
        seen.add(message_id)
        message_id = replaced_by[message_id] or message_id
    return message_id


def never_say_entry(judgement: Judgement, messaging: Messaging) -> NeverSay | None:
    """Return the never_say entry a judgement is about, by the wording compared with, else by id."""
    entry_id: MessageId | None = judgement.message_id
    if judgement.match is not None and judgement.match.wording.source is Source.NEVER_SAY:
        entry_id = judgement.match.wording.id
    return next((entry for entry in messaging.never_say if entry.id == entry_id), None)


def _fits(wording: Approved, audience: Audience) -> bool:
    right_stage = not wording.stage or not audience.stage or audience.stage in wording.stage
    return right_stage and meant_for(wording, audience)


def _aimed(wording: Approved, audience: Audience) -> int:
    """Return how many known facts about the readers this wording was made for, less what it wants and is not known."""
    pairs = (
        (wording.persona, audience.persona),
        (wording.segment, audience.segment),
        (wording.region, audience.region),
        (wording.stage, audience.stage),
    )
    return sum(1 if given in wanted else -1 for wanted, given in pairs if wanted)
