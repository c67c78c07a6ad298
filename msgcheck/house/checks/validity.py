"""Wordings that are out of date, soon will be, or wait for a second look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from msgcheck.house.interface import House, Level, LintItem, item


def check_validity(house: House) -> Iterator[LintItem]:
    """Yield each wording that has expired or soon will, and each whose review is due."""
    soon = house.today + timedelta(days=house.soon_days)
    for line in house.lines():
        until, review = line.approved.valid_until, line.approved.review_by
        if until is not None and until < house.today:
            what = f"expired on {until}: renew `valid_until` or move the text to `retired`"
            yield item(Level.WARNING, "expired", line.where, what, line.message.id)
        elif until is not None and until <= soon:
            days = (until - house.today).days
            when = "today" if days == 0 else f"in {days} day{'s' if days > 1 else ''}"
            what = f"expires {when}, on {until}: renew `valid_until` or prepare its successor"
            yield item(Level.WARNING, "expires-soon", line.where, what, line.message.id)
        if review is not None and review < house.today:
            what = f"was to be reviewed by {review}: look at it again and set a new `review_by`"
            yield item(Level.WARNING, "review-due", line.where, what, line.message.id)


def check_retired(house: House) -> Iterator[LintItem]:
    """Yield each retired wording for which nobody is told what to say now."""
    for retired in house.messaging.retired:
        if retired.replaced_by is None:
            what = "is retired without a replacement: name the message used now under `replaced_by:`"
            yield item(Level.WARNING, "no-replacement", retired.where, what, retired.id)
        if retired.grace_until is not None and retired.retired_on is None:
            what = "has `grace_until` but no `retired_on`: say from which day it is old"
            yield item(Level.HINT, "no-retired-on", retired.where, what, retired.id)
