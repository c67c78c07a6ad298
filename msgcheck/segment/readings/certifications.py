"""Certifications, standards and laws a company says it meets: ISO 27001, SOC 2 Type II, PCI DSS Level 1, GDPR.

Lemmas are `certification:` and the canonical name with number and level, so that `ISO/IEC 27001:2022` and
`iso 27001` are the same, and SOC 2 Type I and Type II are not.
"""

from __future__ import annotations

import re

from msgcheck.records import Cue
from msgcheck.segment.readings.cue_table import lowered

_KNOWN: tuple[tuple[str, str], ...] = (
    (
        r"(?:(?:din|bs)\s)?(?:en\s)?iso(?:\s?/\s?(?:iec|sae|ts|tr))?[\s-]?(?P<number>\d{3,5}(?:-\d+)?)(?::\d{4})?",
        "iso",
    ),
    (r"(?:din\s)?en[\s-](?P<number>\d{2,5}(?:-\d+)*)(?::\d{4})?", "en"),
    (r"bs[\s-](?P<number>\d{4,5}(?:-\d+)*)(?::\d{4})?", "bs"),
    (r"iec[\s-](?P<number>\d{4,5}(?:-\d+)*)", "iec"),
    (r"soc[\s-]?(?P<number>[123])(?:[\s-]type[\s-](?P<more>i{1,2}|[12]))?", "soc"),
    (r"pci(?:[\s-]?dss)?(?:\s?v?\d\.\d)?(?:[\s-]level[\s-](?P<more>[1-4]))?", "pci dss"),
    (r"fedramp(?:[\s-](?P<more>high|moderate|low|ready|authori[sz]ed))?", "fedramp"),
    (r"wcag(?:\s(?P<number>\d\.\d))?(?:[\s-](?:level[\s-])?(?P<more>a{1,3}))?", "wcag"),
    (r"uk[\s-]gdpr", "uk gdpr"),
    (r"gdpr|dsgvo|general data protection regulation", "gdpr"),
    (r"hipaa", "hipaa"),
    (r"hitrust", "hitrust"),
    (r"ccpa", "ccpa"),
    (r"tisax", "tisax"),
    (r"fips(?:[\s-](?P<number>\d{3}-\d))?", "fips"),
    (r"nist(?:[\s-](?:sp[\s-])?(?P<number>\d{3}-\d+))?", "nist"),
    (r"cyber essentials(?:[\s-](?P<more>plus))?", "cyber essentials"),
    (r"(?:bsi[\s-])?(?:c5|it-grundschutz)", "bsi c5"),
    (r"haccp", "haccp"),
    (r"brc(?:gs)?(?:[\s-](?P<more>aa?\+?))?", "brcgs"),
    (r"gmp", "gmp"),
    (r"mdr", "mdr"),
    (r"ce[\s-](?:mark(?:ed|ing)?|certified)", "ce"),
    (r"ukca", "ukca"),
    (r"tüv(?:[\s-](?P<more>süd|rheinland|nord|austria))?", "tüv"),
    (r"ul[\s-](?:listed|certified|(?P<number>\d{2,5}))", "ul"),
    (r"fsc", "fsc"),
    (r"pefc", "pefc"),
    (r"msc[\s-]certified", "msc"),
    (r"fair[\s-]?trade", "fairtrade"),
    (r"b[\s-]corp(?:oration)?", "b corp"),
    (r"leed(?:[\s-](?P<more>platinum|gold|silver))?", "leed"),
    (r"breeam(?:[\s-](?P<more>outstanding|excellent|very good))?", "breeam"),
    (r"fca[\s-](?:regulated|authori[sz]ed)", "fca"),
    (r"fscs", "fscs"),
    (r"fda[\s-](?:approved|cleared|registered|clearance|approval)", "fda"),
    (r"oeko[\s-]?tex", "oeko-tex"),
    (r"gots", "gots"),
    (r"atex", "atex"),
    (r"nfpa(?:\s(?P<number>\d+))?", "nfpa"),
    (r"astm(?:\s(?P<number>[a-z]\d+))?", "astm"),
    (r"kosher", "kosher"),
    (r"halal", "halal"),
    (r"sox", "sox"),
    (r"dora", "dora"),
    (r"nis[\s-]?2", "nis 2"),
    (r"eidas", "eidas"),
    (r"mifid(?:\sii)?", "mifid"),
)
"""Pattern in small letters and canonical name; the longer of two that begin alike comes first."""

_PATTERNS = tuple((re.compile(rf"(?:{pattern})(?!\w|-\d)"), name) for pattern, name in _KNOWN)
_ANY = re.compile(rf"(?<!\w)(?:{'|'.join(re.sub(r'[?]P<[a-z]+>', '?:', pattern) for pattern, _ in _KNOWN)})(?!\w|-\d)")
_ONLY_CAPITALS = frozenset("sox dora mdr gots atex fsc gmp leed fips en bs ul".split())
"""Small letters make another word of these."""
_ROMAN = {"1": "i", "2": "ii"}


def read_certifications(text: str) -> tuple[Cue, ...]:
    """Return the certifications, standards and laws named in `text`, in order."""
    small = lowered(text)
    cues = []
    for found in _ANY.finditer(small):
        start, end = found.span()
        name, parts = _name_at(small, start)
        if name in _ONLY_CAPITALS and not text[start:end].split(maxsplit=1)[0].isupper():
            continue
        lemma = " ".join(part for part in (f"certification:{name}", *parts) if part)
        cues.append(Cue(start=start, end=end, text=text[start:end], lemma=lemma))
    return tuple(cues)


def _name_at(small: str, start: int) -> tuple[str, tuple[str, str]]:
    """Return the canonical name of what begins at `start`, and its number and level."""
    found, name = next((found, name) for pattern, name in _PATTERNS if (found := pattern.match(small, start)))
    groups = found.groupdict()
    level = groups.get("more") or ""
    if name == "soc" and level:
        level = f"type {_ROMAN.get(level, level)}"
    return name, (groups.get("number") or "", level)
