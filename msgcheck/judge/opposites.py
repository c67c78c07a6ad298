"""Words that say the opposite of each other in business prose.

A pair counts only where one side stands in the approved line and the other in the statement, and neither on
both; the table therefore needs no senses.
"""

from __future__ import annotations

from collections.abc import Sequence

_PAIRS = """
accept/refuse accept/reject add/remove after/before allow/forbid allow/prevent allow/prohibit always/never
approve/reject automatic/manual automatically/manually backward/forward basic/premium begin/end big/small
bottom/top buy/lease buy/rent buy/sell cheap/expensive close/open cloud/on-premise connect/disconnect
cover/exclude daily/monthly daily/weekly day/night dear/cheap decline/grow decrease/increase deny/grant
deposit/withdraw digital/paper down/up early/late earn/lose empty/full enable/disable encrypt/unencrypted
everything/nothing everywhere/nowhere external/internal extra/include fall/rise fast/slow few/many fewer/more
first/last fixed/flexible fixed/variable foreign/domestic free/charge free/paid gain/lose gross/net hard/easy
hard/soft heavy/light high/low higher/lower in-house/outsource include/exclude include/extra
independent/dependent inside/outside join/leave keep/delete keep/discard keep/lose large/small lead/follow
leave/stay less/more local/abroad local/remote long/short longer/shorter loss/profit major/minor
mandatory/optional manual/automatic maximum/minimum month/year monthly/annual monthly/yearly
national/international new/old new/refurbish new/used offline/online often/rarely on/off online/offline
open/closed own/lease own/rent own/third-party partial/full partly/fully pass/fail permanent/temporary
permit/forbid plus/minus possible/impossible preferred/excluded present/absent private/public private/shared
profit/loss public/private pull/push raise/lower real/simulated receive/send reduce/increase reject/approve
release/withhold require/optional reusable/disposable rise/fall safe/unsafe same/different save/cost
save/waste secure/insecure separate/shared separate/together short/long single/multiple slow/fast
slower/faster standard/custom standard/optional start/end start/stop strong/weak succeed/fail sweet/sour
temporary/permanent thick/thin tight/loose transparent/hidden under/over unique/common unlimited/limited
upper/lower urban/rural voluntary/mandatory warm/cold weekday/weekend wet/dry wholesale/retail wide/narrow
win/lose with/without worse/better yes/no
"""


def _table() -> dict[str, frozenset[str]]:
    """Return each word with its opposites."""
    found: dict[str, set[str]] = {}
    for pair in _PAIRS.split():
        left, right = pair.split("/")
        found.setdefault(left, set()).add(right)
        found.setdefault(right, set()).add(left)
    return {word: frozenset(opposites) for word, opposites in found.items()}


OPPOSITES = _table()


def opposed(lost: Sequence[str], added: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return (word of the wording, its opposite in the statement) for words that stand on one side only."""
    there = set(added)
    return tuple((word, other) for word in lost for other in sorted(OPPOSITES.get(word, frozenset()) & there))
