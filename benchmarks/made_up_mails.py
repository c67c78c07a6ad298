"""A large messaging and long mails, put together from the training companies.

The messagings of many companies become one: the same company and products throughout, so that for every sentence many
wordings are plausible. Mails are made of sentences that people of these companies write, one in five of them a claim,
and of these one in two drifts. No sentence stands in two mails, so that nothing is remembered from one to the next;
what a mail quotes below is as long as threads become.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from textwrap import wrap
from typing import Any

from rapidfuzz import fuzz, process
from ruamel.yaml import YAML

from msgcheck.codes import CLEAN
from msgcheck.config import ReadingLimits
from msgcheck.reading.dispatch import read_bytes
from msgcheck.reading.interface import FileInfo
from msgcheck.records import Document, DocumentId
from msgcheck.segment.interface import Vocabulary
from msgcheck.segment.plain_segmenter import PlainSegmenter

TRAIN = Path("corpora/statements/train")
CLEAN_MAIL = Path("corpora/clean")
COMPANY = "Wexholme"
PRODUCTS = ("Wexholme One", "Wexholme Loop", "Wexholme Gate", "Wexholme Field")
DOMAIN = "wexholme.example"

_CLAIMS = 0.2
"""Share of the sentences of a mail that say something about the company."""
_A_CLAIM = 55
"""Likeness in per cent to an approved wording from which a sentence of a clean mail counts as a claim and is left
out: how many claims a mail holds is decided here."""
_FEWEST_WORDS = 4
_QUOTED_DEPTHS = 6
"""Mails in the thread below."""
_QUOTED_WIDTH = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class LongMail:
    """One mail about to be sent."""

    name: str
    data: bytes
    own_words: int
    quoted_words: int


def write_messaging(path: Path, *, wordings: int) -> int:
    """Return how many approved wordings the messaging holds that was written: messages and their variants.

    Args:
        path: the file to write.
        wordings: as many, or the few more that the last company brings.
    """
    merged: dict[str, Any] = {
        "version": 1,
        "company": {"name": COMPANY, "domains": [DOMAIN]},
        "products": [{"name": name} for name in PRODUCTS],
        "messages": [],
        "retired": [],
        "never_say": [],
    }
    count = 0
    for folder in _companies():
        if count >= wordings:
            break
        found = _as_ours(_messaging(folder), folder.name)
        for group in ("messages", "retired", "never_say"):
            merged[group] += found.get(group, [])
        count += len(_approved(found))
    with path.open("w", encoding="utf-8") as stream:
        YAML(typ="safe").dump(merged, stream)
    return count


def long_mails(*, count: int, own_words: int, quoted_words: int, seed: int = 6) -> Iterator[LongMail]:
    """Return mails, the same ones each time.

    Args:
        count: how many.
        own_words: words of the writer in each, or the few more that the last sentence brings.
        quoted_words: words of the thread below.
        seed: of what is put where.
    """
    chance = random.Random(seed)  # noqa: S311 - not for keeping secrets
    small_talk, right, drifted = _small_talk(), *_claims()
    chance.shuffle(right)
    chance.shuffle(drifted)
    thread = [*right, *drifted, *small_talk]
    chance.shuffle(thread)
    talk, claims = iter(small_talk), (iter(right), iter(drifted))
    for number in range(count):
        own: list[str] = []
        while _words(own) < own_words:
            own.append(next(chance.choice(claims)) if chance.random() < _CLAIMS else next(talk))
        start = chance.randrange(len(thread))
        quoted = _as_many(thread[start:] + thread[:start], words=quoted_words)
        yield LongMail(
            name=f"mail-{number:02}.eml",
            data=_mail(own, quoted, chance).encode(),
            own_words=_words(own),
            quoted_words=_words(quoted),
        )


def _companies() -> list[Path]:
    return sorted(path for path in TRAIN.iterdir() if (path / "messaging.yaml").is_file())


def _messaging(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load((folder / "messaging.yaml").read_text(encoding="utf-8"))
    return found


def _as_ours(messaging: dict[str, Any], prefix: str) -> dict[str, Any]:
    """Return the entries of a messaging with our names and with ids that stand nowhere else."""
    ours = _renaming(messaging)
    for group in ("messages", "retired", "never_say"):
        for entry in messaging.get(group, []):
            for key in ("id", "replaced_by", "instead"):
                if key in entry:
                    entry[key] = f"{prefix}-{entry[key]}"
            entry.pop("pillar", None)
            for worded in (entry, *entry.get("variants", [])):
                worded["text"] = ours(worded["text"])
    return messaging


def _renaming(messaging: dict[str, Any]) -> Any:
    """Return what puts our names in the place of a company's."""
    names = dict.fromkeys((messaging["company"]["name"], *messaging["company"].get("aliases", [])), COMPANY)
    for place, product in enumerate(messaging.get("products", [])):
        ours = PRODUCTS[place % len(PRODUCTS)]
        names.update((name, ours) for name in (product["name"], *product.get("aliases", [])))
    pattern = re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in sorted(names, key=len, reverse=True))})\b")
    return lambda text: pattern.sub(lambda found: names[found.group()], text)


def _approved(messaging: dict[str, Any]) -> list[str]:
    """Return the texts of messages and their variants."""
    return [worded["text"] for entry in messaging["messages"] for worded in (entry, *entry.get("variants", []))]


def _claims() -> tuple[list[str], list[str]]:
    """Return labelled sentences of mail: those on message, those that drift."""
    right: dict[str, None] = {}
    drifted: dict[str, None] = {}
    for folder in _companies():
        ours = _renaming(_messaging(folder))
        for line in (folder / "statements.jsonl").read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            if item["channel"] == "email" and item["label"] != "not_a_claim":
                (right if item["label"] in CLEAN else drifted)[ours(item["statement"])] = None
    return list(right), list(drifted)


def _small_talk() -> list[str]:
    """Return what else people write, in its order: sentences of the clean mails that are like no wording."""
    found: dict[str, None] = {}
    for folder in sorted(path for path in CLEAN_MAIL.iterdir() if path.is_dir()):
        messaging = _messaging(TRAIN / folder.name)
        ours, approved = _renaming(messaging), _approved(messaging)
        for path in sorted(folder.glob("*.eml")):
            for sentence in _own_sentences(path):
                likest = process.extractOne(sentence, approved, scorer=fuzz.token_set_ratio)
                if likest[1] < _A_CLAIM:
                    found[ours(sentence)] = None
    return list(found)


def _own_sentences(path: Path) -> list[str]:
    info = FileInfo(id=DocumentId(path.name), name=path.name, limits=ReadingLimits())
    return [
        " ".join(statement.text.split())
        for document in read_bytes(path.read_bytes(), info, named=True)
        if isinstance(document, Document)
        for statement in PlainSegmenter().segment(document, Vocabulary())
        if statement.judged and len(statement.text.split()) >= _FEWEST_WORDS
    ]


def _as_many(sentences: Sequence[str], *, words: int) -> list[str]:
    """Return the first sentences with that many words together."""
    taken: list[str] = []
    for sentence in sentences:
        if _words(taken) >= words:
            break
        taken.append(sentence)
    return taken


def _mail(own: Sequence[str], quoted: Sequence[str], chance: random.Random) -> str:
    """Return a mail with a thread quoted below, each mail of it one deeper."""
    lines = [
        f"From: Robin Hale <robin.hale@{DOMAIN}>",
        "To: Alex Mortimer <a.mortimer@tollgate-foods.example>",
        "Subject: Re: next steps",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        "",
        "Hi Alex,",
        "",
        *_paragraphs(own, chance),
        "Best regards,",
        "Robin",
        "",
    ]
    each = -(-len(quoted) // _QUOTED_DEPTHS)
    for depth in range(_QUOTED_DEPTHS):
        part = quoted[depth * each : (depth + 1) * each]
        lines.append(">" * depth + f"{' ' if depth else ''}On {20 - depth} November 2026 at 10:1{depth}, Alex wrote:")
        quotation = ">" * (depth + 1)
        for line in _paragraphs(part, chance):
            lines.extend(f"{quotation} {piece}" for piece in wrap(line, _QUOTED_WIDTH) or [""])
    return "\n".join(lines) + "\n"


def _paragraphs(sentences: Sequence[str], chance: random.Random) -> list[str]:
    """Return lines: paragraphs of two to five sentences with empty lines between."""
    lines: list[str] = []
    rest = iter(sentences)
    while part := list(islice(rest, chance.randint(2, 5))):
        lines += [" ".join(part), ""]
    return lines


def _words(sentences: Sequence[str]) -> int:
    return sum(len(sentence.split()) for sentence in sentences)
