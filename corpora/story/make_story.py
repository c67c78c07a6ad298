"""Make the story in a folder: six months of decks and mails of Wattlebrook, an invented company, and its messaging.

    python corpora/story/make_story.py FOLDER

`source/` has one file a month, beside which `correspondence.yaml` plants everyday mail. It describes decks and mails in the terms of the demo, whose writers are used, and
near copies of decks by what differs. The same descriptions give the same bytes on every run and every machine.
Messaging and settings are copied beside the documents, so that whatever is decided there changes nothing here.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

_HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(_HERE.parent / "demo"), str(_HERE)]

from correspondence import correspondence  # noqa: E402
from demo_mail import mail_bytes  # noqa: E402 - the folder of the writers has to be known first
from demo_pptx import deck_bytes  # noqa: E402

Entry = dict[str, Any]

MONTHS = tuple(sorted(path.stem for path in (_HERE / "source").glob("*.yaml")))
"""Names of the folders, one a month, oldest first."""
_HOUSE = ("messaging", "msgcheck.yaml", "accounts.csv", "deals.csv")
_DOMAIN = "wattlebrook.example"
_ZONE = ZoneInfo("Europe/Brussels")


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield each document as (path below `documents/`, bytes), month by month."""
    decks: dict[str, Entry] = {}
    for month in MONTHS:
        described = yaml.safe_load((_HERE / "source" / f"{month}.yaml").read_text(encoding="utf-8"))
        decks |= {deck["file"]: deck for deck in described["decks"]}
        copies = [_copied(copy, decks[copy["of"]]) for copy in described.get("copies", [])]
        for deck in (*described["decks"], *copies):
            yield f"{month}/{deck['file']}", deck_bytes(_in_use(deck))
        for cut in described.get("cut_off", []):
            whole = deck_bytes(_in_use(decks[cut["of"]]))
            yield f"{month}/{cut['file']}", whole[: len(whole) // 2]
        for mail in (*described.get("mails", []), *correspondence(month).mails):
            yield f"{month}/{mail['file']}", mail_bytes(_in_full(mail))


def make_story(folder: Path) -> list[Path]:
    """Write `documents/` and the house into `folder`, over what is there, and return the documents."""
    written = []
    for name, data in documents():
        path = folder / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        written.append(path)
    for name in _HOUSE:
        if (_HERE / name).is_dir():
            shutil.rmtree(folder / name, ignore_errors=True)
            shutil.copytree(_HERE / name, folder / name)
        else:
            shutil.copyfile(_HERE / name, folder / name)
    return written


def _in_use(deck: Entry) -> Entry:
    """Return the description of a deck as the demo's writer wants it; its author is named as in mails."""
    return {**deck, "author": f"{deck['author']}@{_DOMAIN}", "modified": str(deck["day"])}


def _copied(copy: Entry, original: Entry) -> Entry:
    """Return the description of a deck that differs from `original` in its author, its day and some slides."""
    changed = copy["slides"]
    slides = [changed.get(number, slide) for number, slide in enumerate(original["slides"], start=1)]
    return {**original, **copy, "slides": slides}


def _in_full(mail: Entry) -> Entry:
    """Return the description of a mail as the demo's writer wants it: with headers and a signature."""
    author = mail["author"]
    sent = datetime.fromisoformat(mail["at"]).replace(tzinfo=_ZONE)
    return {
        **mail,
        "date": format_datetime(sent),
        "from": f"{author} <{author}@{_DOMAIN}>",
        "id": f"{Path(mail['file']).stem}@{_DOMAIN}",
        "signature": f"{author}\nWattlebrook\n",
    }


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the folder to write to: python corpora/story/make_story.py FOLDER")
    print(f"{len(make_story(Path(sys.argv[1])))} documents written")
