"""How strongly a sentence promises: softeners, absolutes, limits, guarantees, superlatives, comparatives.

Only words count here, never figures: "up to 30 %" is read with its figure. A word stands in one table,
except where two readings are true of it at once ("most": softened and limited).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from msgcheck.records import Cue
from msgcheck.segment.readings.cue_table import CueTable, lowered, without_overlaps

_SOFTENERS = CueTable(
    {
        "may": "may(?! I), might, could, possibly, perhaps, maybe, potentially",
        "can": "can(?!not|'t| not| never| no | I ), (is|are) able to",
        "help": "help, helps, helped, helping, assist, assists",
        "typically": r"""
            typically, generally, normally, usually, ordinarily, commonly, as a rule, in general, by and large,
            more often than not, for the most part, mostly, in most cases, most of the time,
            nine times (out of|in) ten, tend to, tends to, typical, typ\., in the normal run, in the main,
            customarily, mainly
        """,
        "average": "on average, average, averages, averaged, avg, median, in the mean",
        "often": "often, sometimes, occasionally, frequently, at times, now and then, in some cases, from time to time,"
        " regularly, in many cases, not always, once in a while",
        "designed to": """
            {(is|are|was|were)} (designed|intended|meant|built|made) (to|for), aims? to, aiming to, aims? for,
            the aim is, geared to, our (target|goal|aim) is, a target, targets?
        """,
        "try": """
            (try|tries|trying) to, attempts? to, (do|does|doing) (our|its|their) best, best efforts?,
            reasonable efforts?, where possible, if possible, where we can, if we can, when we can, strive*, hope to,
            hopes to, hoping to
        """,
        "should": """
            should(?! (you|your|the|a|an|any|anyone|anything|it|they) ), expect* to, is expected, likely, probably,
            ought to, hopefully, in theory, in principle, presumably
        """,
        "seem": "seems?, appears? to, suggests?, indicates?, points? to",
        "almost": "almost, nearly, close to, virtually, practically, more or less, next to, just about, close on",
        "estimate": "estimate*, projected, forecast to, modelled, modeled",
    }
)

_ABSOLUTES = CueTable(
    {
        "all": """
            all(?! set| in all|-in-one| right| the best| about), every, each and every,
            any(?! questions| other questions| feedback), everyone, everybody, everything, anyone, anybody, anything,
            everywhere, anywhere, {(the|your|our|their)} (entire|whole), the lot, in full, the full, every last,
            every single, every one, across the board, the whole lot, whichever
        """,
        "always": """
            always, at all times, 24/7, 24 ?[x×] ?7, round the clock, around the clock, day and night, day or night,
            any ?time, at any hour, 24 hours a day, all day long, every time, forever, for ever, for life, for good,
            permanently, all year round
        """,
        "never": "never, ever, at no time, not once, no way, not a single, in no case, under no circumstances",
        "none": "none, nobody, no one, nothing, zero, not one, not a, nowhere, no single",
        "completely": """
            complete, completely, entirely, fully, totally, wholly, absolutely, 100 ?(%|percent|per cent),
            a hundred per ?cent, one hundred per ?cent, utterly, in its entirety, end to end, without limits?,
            without limitation, to the penny, to the cent
        """,
        "regardless": """
            regardless, whatever, whenever, wherever, no matter, irrespective, come what may, in any case,
            in every case, either way, makes no difference, doesn't matter, does not matter, whether or not
        """,
        "without exception": """
            without exceptions?, no exceptions?, no ifs, no buts, full stop, period(?=[.!]?$), unconditional*,
            no strings, no questions asked, no catch, no small print, no conditions?, without conditions?, no limits?,
            no ceiling, no cap, with no restrictions?, no restrictions?, bar none, every case
        """,
        "unlimited": """
            unlimited, limitless, infinite, endless, boundless,
            as (many|much|often|long) as you (like|want|please|need)
        """,
        "immediately": """
            immediately, instantly, instant, at once, straight away, right away, on the spot, overnight, in no time,
            in real time
        """,
    }
)

_LIMITS = CueTable(
    {
        "some": r"""
            some(?!how|what|one|thing| of our customers say), several, certain(?! to| that), selected,
            select(?= \w+s\b), a few, few(?!er), a handful, handful, a number of, various, individual, in places,
            in part, partly, partially, parts? of, a portion of, a fraction of, one or two
        """,
        "most": r"""
            most(?= (of|[\w-]+( [\w-]+){0,2}s)\b), the majority, a majority, the bulk of, largely, chiefly, primarily,
            many, a good many, nearly all, almost all, the better part
        """,
        "only": """
            only, solely, exclusively, merely, simply, nothing but, no more than, alone, nothing other than,
            limited to, restricted to, confined to, limited, restricted, reserved for, on request, by appointment,
            basic, pilot, beta, in preview, early access
        """,
    }
)

_GUARANTEES = CueTable(
    {
        "guarantee": """
            guarantee*, warrant*, money back, your money back, risk free, no risk, without risk, penalty free,
            backed by an? SLA
        """,
        "promise": """
            promise*, pledge*, commit to, commits to, committed to, our word, you have our word, we swear, vow*,
            on our honou?r, contractual*, by contract, in the contract, written into the contract, in writing,
            binding, legally binding
        """,
        "ensure": "ensure*, assure*, make sure, makes sure, making sure, rest assured, secured?",
        "certain": """
            certain to, for certain, for sure, sure to, bound to, definitely, certainly, surely, undoubtedly,
            no doubt, without doubt, without fail, no question, beyond question, count on it, you can count on,
            can rely on, will not fail, can't fail, cannot fail, can't go wrong, never fails?, foolproof, fail safe,
            failsafe, bulletproof, watertight, ironclad, inevitable, inevitably, must, has to, proven, prove*,
            is a given, a sure thing, you bet, mark my words
        """,
    }
)

_FORMED = re.compile(r"(?<![\w-])[a-z]{3,}est(?!\w)")
_NOT_FORMED = frozenset(
    "request interest forest harvest honest invest divest suggest protest contest digest ingest manifest modest arrest "
    "earnest tempest priest northwest southwest midwest conquest inquest unrest behest congest infest molest incest "
    "reforest attest detest budapest everest bucharest inquest bequest latest retest pretest crest chest guest quest "
    "west nest vest jest pest zest lest test rest best backtest stresstest".split()
)
_SUPERLATIVES = CueTable(
    {
        "best": """
            {by far} the best,
            best(?! regards| wishes| practices?| effort| efforts| time| of luck| day| before| way to reach), finest,
            second to none, top notch, unbeatable, unbeaten, unmatched, unrivall?ed, unparalleled, unsurpassed,
            world class, best in class, state of the art, cutting edge, gold standard, premier, ultimate, perfect,
            perfectly, flawless, flawlessly
        """,
        "leading": r"""
            leading, leader, market leader, the leader, industry leading, market leading, world leading, number one,
            no\. ?1, no 1, #1, top rated, top ranked, foremost, dominant, the go to, the standard
        """,
        "only": r"""
            the only, the sole, only one, the one and only, one of a kind, unique, uniquely, no other, nobody else,
            no one else, none of the others, nothing else, unlike (any|all) other*, the first(?= \w+ to\b),
            first ever, world's first, the world's
        """,
        "most": r"""
            the most, the least,
            most(?= (accurate|advanced|affordable|trusted|popular|reliable|secure|powerful|complete|comprehensive|
              efficient|widely|precise|modern|innovative|experienced)\b)
        """,
    }
)
_COMPARATIVES = CueTable(
    {
        "than": r"""
            than, compared (to|with), comparison with, relative to, as against, versus, vs, vs\., against the,
            next to other
        """,
        "unlike": """
            unlike, in contrast to, as opposed to, where others, while others,
            other (suppliers|vendors|providers|makers|brands|tools|systems|platforms|agencies|firms|insurers|banks)
        """,
        "instead of": "instead of, rather than, in place of, in lieu of, not just, replac(e|es|ing)",
        "more": """
            more(?! than welcome| or less| often than not| info| details| information), greater, extra, additional,
            further
        """,
        "less": "less, fewer, lower, reduced",
        "better": "better, superior, outperform*, beats?, ahead of, outdo*, outclass*, surpass*, exceed*",
        "worse": "worse, inferior, behind",
        "faster": "faster, quicker, sooner, earlier, speedier, in less time",
        "slower": "slower, later",
        "cheaper": "cheaper, more affordable, less expensive, undercut*",
        "dearer": "dearer, pricier, more expensive",
        "higher": "higher, bigger, larger, longer, stronger",
        "smaller": "smaller, shorter, weaker, lighter, narrower",
        "easier": "easier, simpler, safer, smarter, cleaner, healthier, happier",
        "multiple": "twice, double, doubles, triple, triples, half the, \\d+ ?(x|times)",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """What was read of how strongly a sentence promises; the fields are those of `Readings`."""

    softeners: tuple[Cue, ...]
    absolutes: tuple[Cue, ...]
    limits: tuple[Cue, ...]
    guarantees: tuple[Cue, ...]
    superlatives: tuple[Cue, ...]
    comparatives: tuple[Cue, ...]


def read_strength(text: str) -> Strength:
    """Return softeners, absolutes, limits, guarantees, superlatives and comparatives of `text`."""
    superlatives = _superlatives(text)
    return Strength(
        softeners=tuple(cue for cue in _SOFTENERS.find(text) if cue.text != "May"),
        absolutes=without_overlaps(_ABSOLUTES.find(text), superlatives),
        limits=without_overlaps(_LIMITS.find(text), superlatives),
        guarantees=without_overlaps(_GUARANTEES.find(text), superlatives),
        superlatives=superlatives,
        comparatives=_COMPARATIVES.find(text),
    )


def _superlatives(text: str) -> tuple[Cue, ...]:
    """Return the listed superlatives and those formed with -est."""
    listed = _SUPERLATIVES.find(text)
    formed = tuple(
        Cue(start=found.start(), end=found.end(), text=text[found.start() : found.end()], lemma=found.group())
        for found in _FORMED.finditer(lowered(text))
        if found.group() not in _NOT_FORMED
    )
    both = listed + without_overlaps(formed, listed)
    return tuple(sorted(both, key=lambda cue: cue.start))
