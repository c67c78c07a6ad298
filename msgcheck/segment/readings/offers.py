"""Offers: a price or term held out to one customer, which a seller may be free to make.

"We can do €79 a seat if you sign by Friday" differs from the list price on purpose. A strong cue alone
makes an offer; a concession ("we can do") and a weak cue ("for you") need a price beside them.
"""

from __future__ import annotations

from msgcheck.segment.readings.cue_table import CueTable

_STRONG = CueTable(
    {
        "deadline": r"""
            if you (sign|order|commit|book|confirm|decide|close|go ahead|buy|say yes|come back|upgrade|
              renew) {\w*} {\w*} (by|before|this|until|within|today|now|in time),
            (when|provided) you (sign|order|commit|book) (by|before|this),
            if we (sign|close|get this signed|can close) \w* ?(by|before|this),
            (valid|good|holds?|stands?|open) (until|till|through) (friday|monday|the end|end of|month|year|quarter|
              \d+),
            (this|the) (week|month|quarter) only
        """,
        "special": """
            special (price|offer|rate|discount|deal|terms|conditions), one off (price|discount|offer|deal),
            one time (discount|offer|deal), as a gesture, goodwill, in your case,
            as a {special|personal} (favour|favor|courtesy),
            as an exception, just this once, just for you, only for you,
            for you alone, your (own|special|personal) (price|rate|discount|deal), our offer to you,
            (custom|tailored|individual) (price|quote|offer|rate), (sweeten|exclusive) (the deal|offer|price)
        """,
    }
)
_CONCESSION = CueTable(
    {
        "concession": """
            (I|we) (can|could|will|would|am able to|are able to) (do|go|come down|drop|knock|waive|throw in|stretch|
              let you have|give you|match|sharpen|shave|get you|hold),
            (I'll|I'd|we'll|we'd) (knock|waive|throw in|drop|give you|let you have|match|sharpen|shave|take off|hold),
            happy to (do|offer|drop|waive|throw in|knock|give you|match), prepared to (do|offer|drop|waive|go),
            (got|have|had) (approval|sign off|the ok|the go ahead) (for|to)
        """,
    }
)
_TO_ONE = CueTable(
    {
        "to one": """
            for you, for you guys, for your (team|company|firm|group|practice|school|plant|site|sites|office), to you,
            your (price|rate|quote|discount|offer|deal), as (agreed|discussed|promised)
        """,
    }
)
_PRICE = CueTable(
    {
        "price": r"""
            [£€$]\d*, (eur|usd|gbp|chf|euros?|dollars?|pounds?|quid|bucks), discount*, \d+ ?(%|percent|per cent) off,
            free of charge, at no (cost|charge), free, waive*, prices?, quote, rate, fees?, net \d+, payment terms,
            \d+ ?(%|percent|per cent), \d+ (days|months) (to pay|net|payment|terms), per (seat|user|month|year)
        """,
    }
)


def read_offer(text: str) -> bool:
    """Return whether `text` holds out a price or term to one customer."""
    if _STRONG.found_in(text):
        return True
    return (_CONCESSION.found_in(text) or _TO_ONE.found_in(text)) and _PRICE.found_in(text)
