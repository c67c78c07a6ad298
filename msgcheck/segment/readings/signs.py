"""Signs: phrases that open a sentence or stand anywhere in it, written with classes of words.

The notation is that of `cue_table`, and besides `<class>` stands for any word of a class below, `_` for any
one word, `...` for a few words of the same clause. A class is written as words separated by white space;
there `_` stands for a space inside one entry, `*` for any ending.
"""

from __future__ import annotations

import re

from msgcheck.segment.readings.cue_table import phrase_pattern, phrases_of


def _any_of(words: str) -> str:
    """Return the pattern of any one of the words, longest first."""
    entries = sorted(words.split(), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(entry.replace("*", r"\w*").replace("_", r"[\s-]") for entry in entries) + ")"


_MONTH = "january february march april may june july august september october november december"
_NUMBER = r"\d[\d.,]*"

WORDS: dict[str, str] = {
    "theirs": _any_of("your their his her"),
    "person": _any_of("he she they you"),
    "current": _any_of("current present incumbent existing old last previous former in-house usual legacy today's "
    "other"),
    "supplier": _any_of(
        "supplier* vendor* provider* tool* system* platform* agency agencies bank* insurer* broker* carrier* "
        "contractor* outfit firm partner "
        "software app solution portal package crm erp landlord dealer bureau haulier* factor installer* accountant* "
        "architect* lawyer* "
        "solicitor* printer caterer liquidator cleaner* lender operator consultant* consultancy distributor "
        "manufacturer maker make kit "
        "machine setup mob lot crowd company payroll telco network utility recruiter studio laundry lab host "
        "registrar pharmacy brand "
        "contract lease deal edition policy service arrangement product guy guys house marketplace molder"
    ),
    "said": _any_of(
        "said told mentioned wrote noted reported explained described quoted reckoned complained admitted confirmed"
    ),
    "says": _any_of("said told says reckons believes thinks swears reports complains wrote mentioned reckon"),
    "told": _any_of("said told_me told_you told_him told_her says reckons believes thinks swears"),
    "shared": _any_of("sent shared gave forwarded showed handed emailed e-mailed mentioned wrote"),
    "record": _any_of(
        "list report figures data numbers sheet records email e-mail notes rfp tender survey log logs invoice "
        "invoices bill statement "
        "statements brief website accounts reckoning estimate count words"
    ),
    "month": _any_of(_MONTH),
    "weekday": (
        r"(?:(?:mon|tues?|wed(?:nes|s)?|thu(?:rs)?|fri|satur|sun)(?:day)?)\b"
        r"(?!\s*(?:to|through|thru|until|and)\b|\s?-)"
    ),
    "time": r"(?:\d{1,2}(?:[:.]\d\d)?\ ?(?:[ap]\.?m|o'clock)|(?:[7-9]|1\d|2[0-3])[:.][0-5]\d)",
    "period": "(?:"
    + "|".join(
        (
            r"(?:last|this)[\s-](?:year|quarter|month|week|season|winter|summer|spring|autumn|fall|peak|night)",
            rf"(?:in|since|last|back[\s-]in)[\s-](?:{'|'.join(_MONTH.split())}|q[1-4]|(?:19|20)\d\d)",
            r"yesterday|at[\s-]the[\s-]moment|right[\s-]now|these[\s-]days|currently|at[\s-]present|so[\s-]far",
        )
    )
    + ")",
    "Country": "(?-i:"
    + _any_of(
        "UK U.K. US U.S. USA EU Britain England Scotland Wales Ireland Germany France Austria Switzerland Spain "
        "Italy Netherlands Belgium "
        "Benelux Denmark Sweden Norway Finland Poland Europe Canada Australia America American British German "
        "French Canadian Australian "
        "European Irish Scottish Dutch Danish Swedish Norwegian Swiss Austrian Spanish Italian DACH Ontario Ohio "
        "Texas California"
    )
    + ")(?:'s)?",
    "Name": r"(?-i:[A-Z][a-z]\w+)",
    "moved": "(?:"
    + _any_of("fell falls rose rises hit passed lost lose loses grew grow grows climbed dropped shrank doubled "
        "halved slipped jumped tightened eased")
    + rf"|(?:up|down)[\s-](?:(?:by|around|about|some|almost|over)[\s-])?(?:again|on|from|{_NUMBER}|a[\s-](?:third|"
        rf"quarter|half)))",
    "people": _any_of(
        "americans brits britons europeans germans danes canadians australians consumers shoppers adults workers "
        "employers firms companies "
        "businesses buyers engineers households people smes pupils students graduates apprentices drivers nurses "
        "doctors gps motorists "
        "travellers travelers parents teenagers retailers manufacturers exporters landlords restaurants pubs "
        "farmers farms hospitals "
        "practices schools universities charities councils developers marketers contractors startups boards "
        "directors over-65s "
        "hotels plants clubs cent(?:re|er)s offices banks insurers brokers patients tenants teams"
    ),
    "share": rf"(?:{_NUMBER}\s?%|\d+[\s-](?:in|out[\s-]of)[\s-]\d+|"
    r"(?:one|two|three|four|seven|eight|nine)[\s-](?:in|out[\s-]of)[\s-](?:two|three|four|five|six|eight|nine|ten)|"
    r"two[\s-]thirds|three[\s-]quarters|(?:(?:more[\s-]than|roughly|about|over|nearly|around)[\s-])?(?:a|"
    r"one)[\s-](?:third|quarter|fifth|tenth|half))",
    "price": r"(?:prices?|inflation|vacancy|vacancies|insolvencies|futures|wages|rates|electricity|fares|volumes|"
    r"sales|diesel|gas|bills?)",
    "authority": _any_of(
        "regulator* legislation lawmakers congress parliament government ministry ofsted ofgem ofcom hmrc uscis "
        "osha the_fca the_fda the_irs "
        "the_epa the_ico the_law directive statute inspectors nih companies_house"
    ),
    "decides": _any_of(
        "want wants expect expects require requires plan plans ban bans passed introduc* tighten* raise raises "
        "raised publish* announced will "
        "cycle now handed updated awarded"
    ),
    "thing": _any_of("vendor supplier provider landlord agency insurer bank broker accountant installer contractor "
    "dealer utility carrier "
                     "lender solicitor factor molder dno"),
    "charges": _any_of("quote quoted proposed charge charges take takes has says said told sent raised wants "
    "promise promises billed pays surcharge"),
    "venue": _any_of(
        "venue parking hotel train flight taxi caterer caterers room_hire job-board_ad job_board ticket lunch "
        "dinner hall conference_centre "
        "convention_centre convention_center group_rate booth car_park"
    ),
    "meet": _any_of("move push shift make_it meet meeting down_for catch_up can_do can't_do speak land drive grab "
    "reschedule see_you"),
    "number": _NUMBER,
    "note": _any_of("deck slides link recording agenda notes nda minutes questionnaire invite"),
}  # fmt: skip
"""Name -> pattern of any one word of the class."""

_WORD = r"[\w'&-]+"
_GAP = r"[\s-]+"
_FEW_WORDS = r"[^.;:!?]{0,45}?"


_END = r"(?:(?<!\w)|(?!\w))"
"""Not in the middle of a word; a sign may also end with a space or a colon."""


def signs_pattern(*, opening: str = "", anywhere: str = "") -> re.Pattern[str]:
    """Return the pattern that finds any of the phrases, at the beginning of a text or anywhere in it."""
    alternatives = []
    if opening:
        alternatives.append(rf"^\W*(?:\d[.)]\s)?(?:{_any_sign(opening)}){_END}")
    if anywhere:
        alternatives.append(rf"(?<!\w)(?:{_any_sign(anywhere)}){_END}")
    return re.compile("|".join(alternatives), re.IGNORECASE)


def _any_sign(phrases: str) -> str:
    return "|".join(_sign_pattern(phrase) for phrase in phrases_of(phrases))


def _sign_pattern(phrase: str) -> str:
    pattern = re.sub(r"(?<![\w\\])_(?![\w])", lambda _: _WORD, phrase_pattern(phrase))
    pattern = pattern.replace(f"{_GAP}...{_GAP}", f"{_GAP}(?:{_FEW_WORDS}{_GAP})?").replace("...", _FEW_WORDS)
    return re.sub(r"<(\w+)>", lambda found: WORDS[found.group(1)], pattern)
