"""What becomes of a sender's answer to a warning: it is counted; a sentence goes to marketing only where it is given.

Of an override there is the code, the message, the month and the reason. The sentence is kept if the sender ticked "tell
marketing", or says that it is fine: then it is proposed as one of its message's examples. Neither has a name.
"""

from __future__ import annotations

import re
from datetime import date

from msgcheck.codes import OTHER_WORDING
from msgcheck.config import Settings
from msgcheck.errors import InputError
from msgcheck.findings.known import ACCEPTED, Silence, add_silence
from msgcheck.history.interface import Store
from msgcheck.identity import is_of_words
from msgcheck.pipeline import repeats_internal_line
from msgcheck.records import MAX_SENTENCE, MessageId, Messaging, Offered, OverrideReason

_CODE = re.compile(r"[A-Z]{1,8}\d{1,5}")
"""MC102, and what a plugin calls its own; nothing that could be words."""


def override(
    store: Store,
    messaging: Messaging,
    *,
    code: str,
    message_id: str | None,
    reason: OverrideReason,
    day: date,
    sentence: str = "",
) -> str:
    """Count that a warning was sent past, and return what is kept, in words for the sender.

    Args:
        store: where it is counted.
        messaging: what the warning was about.
        code: of the finding.
        message_id: of the finding; None where it is about no message.
        reason: why it is sent all the same.
        day: today; only the month is kept, unless a sentence is given.
        sentence: the sender's words, only where they are given to marketing.

    Raises:
        InputError: there is no such code or message.
        StoreError: it cannot be kept.
    """
    about = _about(messaging, code, message_id)
    words = _one_sentence(sentence)
    store.keep_override(code=code, message_id=about, month=day.replace(day=1), reason=reason.value)
    offered = Offered(code=code, message_id=about, sentence=words, reason=reason, day=day)
    if words and _offer(store, messaging, offered):
        return "Counted without your name; marketing gets the sentence."
    return "Counted, without your name and without your words."


def accept(
    store: Store,
    settings: Settings,
    messaging: Messaging,
    *,
    code: str,
    message_id: str | None,
    fingerprint: str,
    sentence: str,
    day: date,
) -> str:
    """Propose a sentence as saying the same as its message, and return what was done, in words for the sender.

    The same words are not asked about again.

    Args:
        store: where the proposal waits for marketing.
        settings: where silences stand.
        messaging: what is approved.
        code: of the finding.
        message_id: of the finding.
        fingerprint: of the finding.
        sentence: the sender's words, as the finding has them.
        day: today.

    Raises:
        InputError: this finding is not another wording of an approved message, or is about other words.
        StoreError: it cannot be kept.
    """
    about = _about(messaging, code, message_id)
    if code not in OTHER_WORDING or messaging.message(about) is None:
        raise InputError(
            "this is not another wording of an approved line",
            hint="a changed figure or an old line is for marketing to decide; send it with a reason",
        )
    words = _one_sentence(sentence)
    if not words:
        raise InputError("there is no sentence to propose", hint="give the sentence the finding is about")
    if not is_of_words(fingerprint, code=code, message_id=about, statement=words):
        # Else whoever may ask could silence any finding for good, and have any words kept in its place.
        raise InputError("this finding is not about these words", hint="send the finding as the check gave it")
    offered = Offered(code=code, message_id=about, sentence=words, reason=None, day=day)
    is_kept = _offer(store, messaging, offered)
    add_silence(settings.silences, Silence(fingerprint=fingerprint, reason=ACCEPTED, all_documents=True))
    if not is_kept:
        return "These words are not asked about again; the store keeps no sentences, so nothing was proposed."
    return f"Proposed to marketing as another way to say {about}; these words are not asked about again."


def _about(messaging: Messaging, code: str, message_id: str | None) -> MessageId | None:
    """Return the id a finding is about as the messaging has it.

    Raises:
        InputError: there is no such code or message; nothing but these may be kept.
    """
    if not _CODE.fullmatch(code):
        raise InputError("there is no such code", hint="send the code of the finding as the check gave it")
    if not message_id:
        return None
    known = {line.id for line in messaging.messages}
    known |= {line.id for line in messaging.retired}
    known |= {line.id for line in messaging.never_say}
    known |= {line.id for line in messaging.internal_only}
    if message_id not in known:
        raise InputError("there is no such message", hint="send the message_id of the finding as the check gave it")
    return MessageId(message_id)


def _one_sentence(text: str) -> str:
    """Return a sentence on one line.

    Raises:
        InputError: it is longer than a sentence is.
    """
    words = " ".join(text.split())
    if len(words) > MAX_SENTENCE:
        raise InputError(
            f"the sentence has {len(words):,} characters, {MAX_SENTENCE:,} is the most", hint="give the one sentence"
        )
    return words


def _offer(store: Store, messaging: Messaging, offered: Offered) -> bool:
    """Keep a sentence for marketing and return whether it is kept; one that repeats an internal line never is."""
    return not repeats_internal_line(offered.sentence, messaging) and store.keep_offered(offered)
