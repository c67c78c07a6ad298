"""Words by which two figures are told to be about the same thing or not; written for English copy.

The tables hold plain words and are compared by their stems, so that onboarding, onboards and onboarded are one.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgcheck.identity import normalised

_ENDINGS = ("ings", "ing", "ies", "ed", "es", "s")
_SHORTEST_STEM = 3


def bare_stem(word: str) -> str:
    """Return a word without its ending, crudely, by spelling alone."""
    word = normalised(word).removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM and not word.endswith("ss"):
            word = word.removesuffix(ending) + ("y" if ending == "ies" else "")
            break
    bare = word.removesuffix("e") if len(word) > _SHORTEST_STEM else word
    doubled = len(bare) > _SHORTEST_STEM and bare[-1] == bare[-2] and bare[-1] not in "ls"
    return bare[:-1] if doubled else bare


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(bare_stem, words.split()))


def _each(groups: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the name of its group for the stem of every word."""
    return {stem_: name for name, words in groups for stem_ in _stems(words)}


DIRECTIONS = _each(
    (
        ("less", "cut reduce reduction save saving lower low shorten short shorter shrink drop fall decline"),
        ("less", "less fewer few decrease down slash trim shave"),
        ("more", "grow grew growth increase rise rose raise boost gain more high higher climb lift"),
        ("faster", "fast faster quick quicker quickly soon sooner speed accelerate"),
    )
)
"""Stem -> which way a figure goes."""

SAME_WORDS = _each(
    (
        ("answer", "answer respond response reply"),
        ("cost", "cost price pay charge fee"),
        ("setup", "setup set-up install installation deploy deployment implement implementation"),
        ("available", "available availability uptime"),
        ("warranty", "warranty warrant guarantee guaranteed"),
        ("site", "site location"),
        ("train", "train training"),
        ("deliver", "deliver delivery ship shipping"),
    )
)
"""Stem -> the word that stands for it and for those of the same sense."""

NO_TOPIC = _stems(
    "customer client company team user people business organisation organization firm time amount number figure be "
    "is are am was were been being have has had having can may might could would will shall should do does get gets "
    "give take make need help us let offer provide reach achieve mean see work your our you we it its they their "
    "them this that these those there here who which what how all any each every most many much some such only just "
    "also even still up to at by in on of for from with within over under about around roughly approximately nearly "
    "almost than as the a an and or not per cent percent least typically usually currently now today already so "
    "very too yet ever le no i me my result benefit value solution product service software tool platform system "
    "expect enjoy keep stay remain hold stand come go look find know tell say show thank please run less more fewer "
    "well good great easy simple simply generally serve use trust rely choose"
)
"""Stems that say nothing of what is measured."""

QUALIFIERS = frozenset(
    (
        "was were before after previously formerly originally earlier last next old former used first second third "
        "fourth final initial year quarter month week phase stage step pilot trial proof test rollout target goal "
        "forecast plan planned estimate estimated example case average averaged median mean maximum max minimum min "
        "peak best worst total overall net gross vat tax annual annually yearly monthly weekly daily quarterly "
        "without additional extra another further remaining renewal upgrade basic starter standard plus premium "
        "professional pro business enterprise ultimate gold silver bronze free essential essentials advanced growth "
        "scale lite light small medium large big mid-size mid-market smb sme weekday weekend weekdays weekends "
        "night day morning off-peak summer winter phone mail email e-mail chat urgent critical severe major minor "
        "north south east west domestic abroad international national global europe public private cloud on-premise "
        "on-premises remote on-site onsite single double half other others rest deposit penalty partner partners "
        "reseller resellers nonprofit education government list budget industry market competitor competitors "
        "typical elsewhere new existing emergency priority express spare rented leased manual manually automatic "
        "automatically paper digital"
    ).split()
)
"""Words, as they stand, that narrow a claim: it is compared only with claims that they narrow likewise."""

NEGOTIATED = _stems(
    "discount rebate offer quote quotation budget invoice proposal credit voucher refund bonus instalment "
    "installment deposit salary vat fine"
)
"""Stems of what differs from customer to customer, so that two amounts are no conflict."""

SOMEBODY_ELSES = frozenset(
    "testimonial testimonials story stories case cases reference references example examples scenario sample".split()
)
"""Words of a heading under which the figures of single customers stand."""

SUMMARIES = frozenset(
    (
        "summary overview agenda recap conclusion benefit benefits value why key takeaway takeaways result results "
        "introduction intro next step steps about us our the a an at glance proof fact facts number numbers figure "
        "figures roi impact solution product offering promise for you your and of in with to what we do how it "
        "works company close appendix contents highlight highlights main points point reminder short brief notes "
        "faq"
    ).split()
)
"""Words of a heading that name no subject of their own."""

ASKED_OF_DATES = _stems(
    "launch release valid certify certified effective retire end expire start beta ga support discontinue live"
) | {"available", "deliver"}
"""Stems of what a date is claimed of; other dates are those of meetings."""


def stem(word: str) -> str:
    """Return what a word is compared by: its stem, or the word that stands for those of the same sense."""
    bare = bare_stem(word)
    return SAME_WORDS.get(bare, bare)
