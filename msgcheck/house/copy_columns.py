"""Which column of somebody's spreadsheet holds what, however it is headed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_NAMES: Mapping[str, str] = {
    "text": "text, claim, message, messages, wording, approved wording, approved text, copy, approved copy, line,"
    " statement, sentence, headline, messaging, approved message, approved claim, claim text, message text,"
    " key message, content",
    "id": "id, key, code, ref, message id, claim id",
    "type": "type, message type, claim type, category, role, kind of message",
    "applies_to": "product, products, applies to, product name, offering, solution, service",
    "evidence": "evidence, proof, source, sources, substantiation, support, supporting evidence, proof point,"
    " reference, backup",
    "owner": "owner, claim owner, message owner, responsible, contact",
    "approved_by": "approved by, approver, signed off by",
    "persona": "persona, personas, audience, buyer, reader, target, target audience",
    "segment": "segment, segments, industry, vertical, sector",
    "region": "region, regions, country, countries, geo, territory",
    "channel": "channel, channels",
    "stage": "stage, sales stage, funnel stage",
    "variant": "variant, variants, alternative, alternatives, alternative wording, alt, other wording, variation,"
    " variations",
    "pillar": "pillar, theme, topic, message pillar",
    "valid_from": "valid from, from, start, start date, approved on, approval date, effective, effective from",
    "valid_until": "valid until, valid to, until, end, end date, expires, expiry, expiry date, expiration date",
    "use_when": "use when, when to use, usage, context",
    "because": "because, reason, why, rationale",
    "replaced_by": "replaced by, replacement, successor",
    "instead": "instead, say instead, use instead",
    "retired_on": "retired on, retired, since",
    "status": "status, state, section",
}
_BY_HEAD = {head.strip(): key for key, heads in _NAMES.items() for head in heads.split(",")}


def columns_of(row: Sequence[str]) -> dict[int, str]:
    """Return what each column of a row of heads holds, by its place; unknown heads are left out.

    `variant` followed by anything else is a variant for that persona: "Variant (CFO)" gives `variant:cfo`.
    """
    columns: dict[int, str] = {}
    for place, head in enumerate(row):
        plain = _plain(head)
        key = _BY_HEAD.get(plain)
        made_for = re.fullmatch(r"(?:variant|variation|wording|text|message) (?:for )?(.+)", plain)
        if key is None and made_for:
            key = "variant:" + made_for[1].replace(" ", "-")
        if key is not None and key not in columns.values():
            columns[place] = key
    return columns


def find_heads(rows: Sequence[Sequence[str]]) -> tuple[int, dict[int, str]] | None:
    """Return the row of heads among the first ten, with its columns; None where no column holds a wording."""
    best: tuple[int, dict[int, str]] | None = None
    for place, row in enumerate(rows[:10]):
        columns = columns_of(row)
        if "text" in columns.values() and (best is None or len(columns) > len(best[1])):
            best = place, columns
    return best


def _plain(head: str) -> str:
    return re.sub(r"[\s_/()\[\].:*-]+", " ", head).strip().casefold()
