"""The everyday mail of the story: put together from written sentences, in the same way on every run.

No chance is involved: who writes, to whom, when, and which sentences are taken all follow from the number of the mail,
so that the planted counts are exact and can be told to the test.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Entry = dict[str, Any]

_HERE = Path(__file__).resolve().parent
_MAILS = 40
"""A month."""
_TALK = 3
"""Sentences of small talk a mail; enough that no two mails are near copies."""
_NORTH = tuple(f"author-{number:02}" for number in range(1, 8))
_SOUTH = tuple(f"author-{number:02}" for number in range(8, 15))
_YEAR = 2026
_FIRST_DAY = 5
"""Of the month; before it nobody wrote, so that a note of the fourth comes before the mails of its month."""


@dataclass(frozen=True)
class Correspondence:
    """The mails of one month, and which of them carry which edit."""

    mails: tuple[Entry, ...]
    edited: dict[str, tuple[str, ...]]
    """Edit -> files of the mails that carry it, below the folder of the month."""


def correspondence(month: str) -> Correspondence:
    """Return the mails of a month: "06-june"."""
    described = yaml.safe_load((_HERE / "correspondence.yaml").read_text(encoding="utf-8"))
    planted = described["months"][month]
    said = _interleaved(planted["lines"])
    if len(said) != 2 * _MAILS:
        raise ValueError(f"{month}: {len(said)} lines for {_MAILS} mails of two lines each")
    wordings = [_wording(described, line, number) for number, line in enumerate(said)]
    edited: dict[str, list[str]] = {}
    for edit, count in planted["edits"].items():
        of_line = [
            n for n, line in enumerate(said) if line == described["edits"][edit]["line"] and wordings[n][1] == ""
        ]
        for number, place in enumerate(_spread(of_line, count)):
            texts = described["edits"][edit]["wordings"]
            wordings[place] = (texts[number % len(texts)], edit)
    mails = []
    for number in range(_MAILS):
        two = (wordings[number], wordings[number + _MAILS])
        mail = _mail(described, month, number, [text for text, _ in two])
        mails.append(mail)
        for _, edit in two:
            if edit:
                edited.setdefault(edit, []).append(mail["file"])
    return Correspondence(mails=tuple(mails), edited={edit: tuple(files) for edit, files in edited.items()})


def _interleaved(lines: dict[str, int]) -> list[str]:
    """Return each line as often as planted, in an order in which places 40 apart hold different lines."""
    return [line for line, count in lines.items() for _ in range(count)]


def _wording(described: Entry, line: str, number: int) -> tuple[str, str]:
    """Return a wording of a line that is on message, and no edit."""
    wordings = described["lines"][line]
    return wordings[number % len(wordings)], ""


def _spread(places: list[int], count: int) -> Iterator[int]:
    """Yield so many of the places, evenly spread."""
    for number in range(count):
        yield places[number * len(places) // count]


def _mail(described: Entry, month: str, number: int, lines: list[str]) -> Entry:
    position = int(month[:2]) * _MAILS + number
    author = (_NORTH + _SOUTH)[position * 5 % 14]
    team = "north" if author in _NORTH else "south"
    account, address = _accounts()[position * 7 % len(_accounts())]
    talk = described["small_talk"]
    first, second, third = (
        talk[(position * 11 + step * 17 + position // len(talk)) % len(talk)] for step in range(_TALK)
    )
    days = calendar.monthrange(_YEAR, int(month[:2]))[1]
    day = _FIRST_DAY + number * (days - _FIRST_DAY - 1) // _MAILS
    greeting = described["greetings"][position % len(described["greetings"])]
    farewell = described["farewells"][position * 3 % len(described["farewells"])]
    return {
        "file": f"{team}/mail/{month[3:]}-{number + 1:02}-{account}.eml",
        "author": author,
        "at": f"{_YEAR}-{month[:2]}-{day:02}T{9 + number % 8:02}:{number % 6}5",
        "client": ("outlook", "gmail", "thunderbird")[number % 3],
        "to": [address],
        "subject": f"Our visit on {day} {calendar.month_name[int(month[:2])]}",
        "body": f"{greeting},\n\n{first} {_sentence(second)}\n\n{lines[0]} {lines[1]}\n\n{_sentence(third)}\n\n{farewell}\n",
    }


def _accounts() -> list[tuple[str, str]]:
    """Return (name for files, address) of each account."""
    rows = (_HERE / "accounts.csv").read_text(encoding="utf-8").splitlines()[1:]
    return [(row.split(",")[1].removesuffix(".example"), f"office@{row.split(',')[1]}") for row in rows]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
