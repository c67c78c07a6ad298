"""The hand-off sheet: what starts, changes, ends or loses its proof in the coming weeks, told before it happens."""

from __future__ import annotations

from msgcheck.feedback.hand_off.ahead import last_day_ahead
from msgcheck.feedback.hand_off.sharing import shared_hand_off
from msgcheck.feedback.hand_off.sheet import hand_off

__all__ = ["hand_off", "last_day_ahead", "shared_hand_off"]
