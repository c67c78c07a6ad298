"""Our own statements that do not agree with each other: ABC against ABC.

"Slide 3: 30 %, slide 17: 35 %; mail of 4 May: 40 %" is a conflict whatever the messaging says. Two claims conflict if
they stand in one document, one mail thread or with one account, are about the same thing, hold for the same (plan,
place, period, product), and give figures that cannot both be true. A false alarm here costs more than a conflict that
is passed over, so whatever may tell two claims apart does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations

from msgcheck.feedback.figure_claims import FigureClaim
from msgcheck.identity import normalised
from msgcheck.judge.figure_points import dates_agree, endless, points_of
from msgcheck.records import Comparator, Conflict, ConflictSide, Figure, MailHeaders

_ROUNDING = 0.05
"""Relative distance of two counts or amounts that may be one, rounded: 1,187 customers and 1,200."""
_ABOUT = 0.1
_CALENDAR_SLACK = 0.035
_SHARE_SLACK = 0.007
_EXACT = 1e-6
_ROUNDED_FROM = 20
"""Smaller counts are not rounded: 4 sites are not 5."""
_MOST_EXTRA_WORDS, _MOST_EXTRA_ON_MESSAGE = 1, 3
_MOST_IN_A_BUCKET = 400
"""Claims of one account with one word and measure that are compared, so that a mailbox of years takes no hour."""
_MOST_SIDES = 12
_REPLY = re.compile(r"^(?:(?:re|fw|fwd|aw|wg|sv|antw|tr|rv)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_SHORTEST_SUBJECT = 12
"""Letters from which two mails of one subject to one account are one thread, though no reference says so."""


def find_conflicts(claims: Sequence[FigureClaim]) -> tuple[Conflict, ...]:
    """Return the conflicts among figures that we claim, in order of their first side.

    Args:
        claims: of all documents of a scan.
    """
    threads = _threads(claims)
    joined = _Joined(len(claims))
    for one, other in _pairs(claims, threads):
        if _conflict(claims[one], claims[other]):
            joined.join(one, other)
    return tuple(
        sorted(
            (_as_conflict([claims[place] for place in group], [threads[place] for place in group]) for group in joined),
            key=lambda conflict: [(str(side.day), side.document, side.location, side.says) for side in conflict.sides],
        )
    )


class _Joined:
    """Places that were joined, as groups."""

    def __init__(self, count: int) -> None:
        self._root = list(range(count))

    def join(self, one: int, other: int) -> None:
        """Put two places, and all that were joined to either, in one group."""
        first, second = sorted((self._find(one), self._find(other)))
        self._root[second] = first

    def _find(self, place: int) -> int:
        while self._root[place] != place:
            self._root[place] = self._root[self._root[place]]
            place = self._root[place]
        return place

    def root(self, place: int) -> int:
        """Return the first place of the group."""
        return self._find(place)

    def __iter__(self) -> Iterator[list[int]]:
        """Yield the groups of two and more."""
        groups: dict[int, list[int]] = defaultdict(list)
        for place in range(len(self._root)):
            groups[self._find(place)].append(place)
        return iter([group for group in groups.values() if len(group) > 1])


def _threads(claims: Sequence[FigureClaim]) -> list[str]:
    """Return the thread of each claim, "" for what is no mail.

    Mails are of one thread if one names the other, or if they have a subject and an account in common.
    """
    mails = {claim.place.thread: claim.place.account for claim in claims if claim.place.thread is not None}
    headers = list(mails)
    joined = _Joined(len(headers))
    seen: dict[Hashable, int] = {}
    for place, mail in enumerate(headers):
        for key in _thread_keys(mail, mails[mail]):
            joined.join(seen.setdefault(key, place), place)
    number = {mail: joined.root(place) for place, mail in enumerate(headers)}
    return [f"thread {number[claim.place.thread]}" if claim.place.thread is not None else "" for claim in claims]


def _thread_keys(mail: MailHeaders, account: str) -> Iterator[Hashable]:
    for id_ in (mail.message_id, *mail.references):
        if id_:
            yield "id", id_
    subject = _REPLY.sub("", normalised(mail.subject))
    if account and len(subject) >= _SHORTEST_SUBJECT:
        yield "subject", subject, account


def _pairs(claims: Sequence[FigureClaim], threads: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of claims that stand together, have one measure and share a word."""
    buckets: dict[Hashable, list[int]] = defaultdict(list)
    for place, (claim, thread) in enumerate(zip(claims, threads, strict=True)):
        scopes = [("document", claim.place.document), ("thread", thread), ("account", claim.place.account)]
        for scope in scopes:
            if scope[1]:
                for word in claim.words:
                    buckets[scope, claim.measure, word].append(place)
    done: set[tuple[int, int]] = set()
    for places in buckets.values():
        for pair in combinations(places[:_MOST_IN_A_BUCKET], 2):
            if pair not in done:
                done.add(pair)
                yield pair


def _conflict(one: FigureClaim, other: FigureClaim) -> bool:
    """Return whether two claims that stand together cannot both be true."""
    if (one.approved and other.approved) or not figures_clash(one.figure, other.figure):
        return False
    if one.place.document == other.place.document and (one.ordinal == other.ordinal or one.table == other.table != ""):
        return False  # the cells of a table tell different things, whatever their heads
    if one.direction and other.direction and one.direction != other.direction:
        return False
    return _same_scope(one, other) and _same_subject(one, other)


def _same_scope(one: FigureClaim, other: FigureClaim) -> bool:
    """Return whether two claims hold for the same."""
    if one.qualifiers != other.qualifiers:
        return False
    if one.names != other.names:
        # "We cut onboarding time" speaks of the product that the other sentence names; of prices there is one each.
        products = all(name.startswith("product:") for name in one.names | other.names)
        if not products or (one.names and other.names) or one.figure.kind == "money":
            return False
    topic = one.words | other.words
    first, second = one.headings - topic, other.headings - topic
    return not (first and second and first.isdisjoint(second))


def _same_subject(one: FigureClaim, other: FigureClaim) -> bool:
    """Return whether two claims are about the same thing: no word of one stands in the place of a word of the other."""
    on_message = one.message_id is not None and one.message_id == other.message_id
    shared = one.words & other.words
    first, second = (one.nouns, other.nouns) if on_message else (one.words, other.words)
    only_one, only_other = first - other.words, second - one.words
    if not shared or (only_one and only_other):
        return False
    if not on_message and len(shared) == 1 and (only_one or only_other):
        return False
    return len(only_one | only_other) <= (_MOST_EXTRA_ON_MESSAGE if on_message else _MOST_EXTRA_WORDS)


def figures_clash(one: Figure, other: Figure) -> bool:
    """Return whether two figures of one measure cannot both be true of the same thing.

    "Up to 30 %" and "25 %" can, and so can "over 100" and "112"; two different ceilings or floors are two promises, but
    for floors of counts, which grow.
    """
    if one.kind == "date" or other.kind == "date":
        return one.kind == other.kind and dates_agree(one, other) is False
    first, second = _bound(one), _bound(other)
    if {first, second} == {"upper", "lower"} or (first == second == "lower" and one.kind == "number"):
        return False
    (low, high), (other_low, other_high) = _ends(one), _ends(other)
    if first == second:
        return _apart(one, other, (low, high), (other_low, other_high))
    if first == "" or second == "":
        bound, exact = (other, one) if first == "" else (one, other)
        (_, limit), (low, high) = _ends(bound), _ends(exact)
        beyond = low > limit if _bound(bound) == "upper" else high < limit
        return beyond and _apart(bound, exact, (limit, limit), (low, high))
    return False


def _bound(figure: Figure) -> str:
    match figure.comparator:
        case Comparator.AT_MOST | Comparator.LESS:
            return "upper"
        case Comparator.AT_LEAST | Comparator.MORE:
            return "lower"
        case Comparator.EQUAL:
            return ""


def _ends(figure: Figure) -> tuple[float, float]:
    values = sorted(point.value for point in points_of([figure]))
    return values[0], values[-1]


def _apart(one: Figure, other: Figure, ends: tuple[float, float], other_ends: tuple[float, float]) -> bool:
    """Return whether two ranges, or single values, lie further apart than rounding takes them."""
    gap = max(ends[0], other_ends[0]) - min(ends[1], other_ends[1])
    largest = max(abs(ends[1]), abs(other_ends[1]))
    return gap > _slack(one, other, largest)


def _slack(one: Figure, other: Figure, largest: float) -> float:
    if one.approximate or other.approximate:
        return _ABOUT * largest
    if endless(one) or endless(other):
        return _SHARE_SLACK
    if one.kind == "duration" and one.as_written[1] != other.as_written[1]:
        return _CALENDAR_SLACK * largest
    if one.kind in {"number", "size"} and largest >= _ROUNDED_FROM:
        return _ROUNDING * largest
    return _EXACT * largest


def _as_conflict(claims: Sequence[FigureClaim], threads: Sequence[str]) -> Conflict:
    """Return claims that do not agree as a conflict."""
    documents = {claim.place.document for claim in claims}
    if len(documents) == 1:
        scope = "deck" if claims[0].place.family == "deck" else "document"
    else:
        scope = "thread" if len(set(threads)) == 1 and threads[0] else "account"
    messages = {claim.message_id for claim in claims}
    shown = sorted(
        claims, key=lambda claim: (claim.place.day, claim.place.document, claim.ordinal, claim.figure.start)
    )[:_MOST_SIDES]
    return Conflict(
        scope=scope,
        subject=min(
            (claim.subject for claim in claims if claim.subject), key=lambda text: (len(text), text), default=""
        ),
        message_id=messages.pop() if len(messages) == 1 else None,
        sides=tuple(
            ConflictSide(
                document=claim.place.document,
                location=claim.location,
                says=claim.says,
                text=claim.text,
                day=claim.place.day,
            )
            for claim in shown
        ),
    )
