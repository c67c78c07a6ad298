"""Play the story in the folder it was made in: the scans month by month, what marketing and the field answer, the reports.

    python corpora/story/play_story.py FOLDER

Every command is one that people type; each is printed before it runs, with the day it is played on. The reports are
written beside the folder: story.* on divergences, story-november.* on the month, story-ahead.* for the weeks ahead.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

SCANS = (
    ("2026-06-30", "documents/06-june"),
    ("2026-07-31", "documents/07-july"),
    ("2026-08-31", "documents/08-august"),
    ("2026-09-30", "documents/09-september"),
    ("2026-10-31", "documents/10-october"),
    ("2026-11-30", "documents"),
)
"""(day, what is scanned on it): each month's documents, at last all."""
LAST_MONTH = "11-november/"
"""The folder of the month that is reported, and whose findings the field looks at."""
NOTE = "2026-11-04"
"""When marketing tells the field that the free pilot is over."""
END = "2026-11-30"
FIXES = {
    "pilot-free": "The offer ended in August; please quote the price list.",
    "price-branch": "The list price is €49; whoever wrote otherwise calls the customer.",
}
"""Message -> what marketing tells the field."""
WRONG = ("MC104",)
"""Codes that the field calls wrong in decks, and marketing agrees: what else the price includes is no smaller promise."""
_PROGRAM = Path(sys.executable).with_name("msgcheck")


class Player:
    """Calls msgcheck in the folder of the story."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def call(self, *arguments: str, day: str) -> str:
        """Return what a command prints on a day; findings are no failure here."""
        print(f"{day}  msgcheck {' '.join(arguments)}", flush=True)
        environment = {**os.environ, "MSGCHECK_NOW": f"{day}T17:00:00+00:00"}
        done = subprocess.run(
            [_PROGRAM, *arguments], cwd=self._folder, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode > 1:
            sys.exit(done.stderr)
        return done.stdout

    def play(self) -> None:
        """Play the six months and write the reports."""
        for day, documents in SCANS[:-1]:
            self.call("scan", documents, "--quiet", day=day)
        self._fix("pilot-free", day=NOTE)
        day, documents = SCANS[-1]
        found = json.loads(self.call("scan", documents, "--quiet", "--format", "json", day=day))["findings"]
        self._dispute(found)
        self._fix("price-branch", day=END)
        self.call("outcomes", "import", "deals.csv", day=END)
        self._report("story", ("html", "pptx", "md", "json"))
        self._report("story-november", ("html", "md", "csv", "json"), "--month", "2026-11")
        self._report("story-ahead", ("html", "ics"), "--ahead", "6w")

    def _fix(self, message: str, *, day: str) -> None:
        """Decide that what is said most often instead of a message is to be put right in the field."""
        listed = json.loads(self.call("divergences", "list", "--message", message, "--format", "json", day=day))
        divergences = listed["divergences"]
        most = max(divergences, key=lambda divergence: divergence["spread"]["documents"])
        self.call("divergences", "decide", most["id"], "fix", "--reason", FIXES[message], day=day)

    def _dispute(self, findings: Sequence[dict[str, str]]) -> None:
        """Let the field call findings in decks of the last month wrong: a few that are, and one that is not."""
        written = [entry for entry in findings if LAST_MONTH in entry["document"] and entry["lane"] != "note"]
        in_decks = [entry for entry in written if entry["document"].endswith(".pptx")]
        for entry in in_decks:
            if entry["code"] in WRONG:
                self.call("accept", entry["fingerprint"], day=END)
        planned = next(entry for entry in in_decks if entry["message_id"] == "claim-live")
        reason = "The customer asked for two weeks."
        arguments = ("--document", planned["document"], "--wrong", "--reason", reason, "--until", "2026-12-31")
        self.call("silence", planned["fingerprint"], *arguments, day=END)

    def _report(self, name: str, suffixes: Sequence[str], *kind: str) -> None:
        outputs = [part for suffix in suffixes for part in ("--output", f"../{name}.{suffix}")]
        print(self.call("report", *kind, *outputs, day=END))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the folder the story was made in: python corpora/story/play_story.py FOLDER")
    Player(Path(sys.argv[1])).play()
