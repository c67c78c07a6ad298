"""The sheet as it goes round: no path, no customer, nothing a seller wrote, and no line under embargo.

A line under embargo is marketing's secret until its day. The shared sheet says that something comes, under the
message's id, theme and product, and not what it says. Shown is only what stands in the messaging and is under no
embargo on the day of the sheet; so a sheet made before the messaging changed shows too little, never too much.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from msgcheck.feedback.hand_off.events import Cause, Event
from msgcheck.feedback.hand_off.other_events import CUSTOMER, FORMER_NAME
from msgcheck.feedback.hand_off.outlook import title_of
from msgcheck.feedback.hand_off.words import to_do
from msgcheck.feedback.public_lines import text_key
from msgcheck.feedback.shown_words import ShownWords
from msgcheck.in_words import day_in_words
from msgcheck.records import Coming, ComingKind, HandOff, Messaging, Reworded

_CAUSE_OF = {
    ComingKind.STARTS: Cause.EMBARGO,
    ComingKind.CHANGES: Cause.REPLACES,
    ComingKind.ENDS: Cause.VALID_UNTIL,
    ComingKind.NAME_ENDS: Cause.RETIRED,
    ComingKind.PROOF_ENDS: Cause.TEST,
}
"""What stands in the sheet without its cause, where what to do is said anew."""
_TOLD_BY_MARKETING = "marketing will tell those concerned"
"""Who does not know which customer it is can do nothing about it."""


def shared_hand_off(sheet: HandOff, messaging: Messaging) -> HandOff:
    """Return a sheet that may go round.

    Args:
        sheet: whole or shared already.
        messaging: its words may be shown, but for names of customers and lines under embargo.
    """
    if sheet.shared:
        return sheet
    words = _SharedWords.of(messaging, sheet.as_of)
    return replace(sheet, shared=True, coming=tuple(_shared(coming, words) for coming in sheet.coming))


@dataclass(frozen=True, slots=True, kw_only=True)
class _SharedWords:
    """The wordings and names that others may read."""

    messaging: Messaging
    words: ShownWords

    @classmethod
    def of(cls, messaging: Messaging, day: date) -> _SharedWords:
        """Return what may be read on a day; what starts later without an embargo is what the sheet is there for."""
        return cls(messaging=messaging, words=ShownWords.of(messaging, day, announces=True))

    def wording(self, text: str) -> str:
        """Return a wording or name without customers, "" for one that may not be read."""
        return self.words.without_customers(text) if text_key(text) in self.words.wordings else ""

    def bare_title(self, coming: Coming) -> str:
        """Return theme and product of what is held back, and not for whom it is."""
        message = self.messaging.message(coming.message_id)
        return self.words.without_customers(title_of(message, self.messaging)) if message is not None else coming.title


def _shared(coming: Coming, words: _SharedWords) -> Coming:
    old, new = words.wording(coming.old), words.wording(coming.new)
    also = (
        Reworded(readers=one.readers, old=words.wording(one.old), new=words.wording(one.new)) for one in coming.also
    )
    shown = replace(
        coming,
        title=_title(coming, words),
        old=old,
        new=new,
        breaking=(),
        also=tuple(one for one in also if one.old or one.new),
    )
    if coming.message_id is None and shown.title == CUSTOMER:
        return replace(
            shown, to_do=f"A customer's permission ends on {day_in_words(coming.day)}; {_TOLD_BY_MARKETING}."
        )
    if not coming.new or new:
        return shown
    bare = replace(shown, title=words.bare_title(shown))
    return replace(bare, to_do=_held_back_to_do(bare))


def _title(coming: Coming, words: _SharedWords) -> str:
    """Return what it is about; names that are no longer in the messaging may be anybody's."""
    if coming.message_id is not None:
        return words.words.without_customers(coming.title)
    if coming.kind is ComingKind.NAME_ENDS:
        return coming.title if words.wording(coming.new) else FORMER_NAME
    return CUSTOMER if coming.title.startswith(CUSTOMER) else words.words.without_customers(coming.title)


def _held_back_to_do(coming: Coming) -> str:
    event = Event(
        day=coming.day,
        cause=_CAUSE_OF[coming.kind],
        message_id=coming.message_id,
        title=coming.title,
        new_is_held_back=True,
    )
    return to_do(event, coming.families)
