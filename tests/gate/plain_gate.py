"""`msgcheck gate milter` without models, as a process of its own; started by `gate_process.py`.

Lines of a mail make its check misbehave, as faults of a checker would. It says when it writes counts, and when they are
written.
"""

import sys
import time
from pathlib import Path

from msgcheck import assembly
from msgcheck.cli.main import run
from msgcheck.config import Thresholds
from msgcheck.embed.hashing import HashingEmbedder
from msgcheck.gate.counts import Counting
from msgcheck.judge.calibration import Calibration, Models
from msgcheck.presend.resident import Resident
from msgcheck.segment.plain_segmenter import PlainSegmenter
from tests.cli.plain_stages import RepeatsJudge

CRASH = "Let the check crash."
PANIC = "Let the check panic."
SLOW = "Let the check take a second."
HANG = "Let the check never end."
HELD = "Let the check end when it is told to."
GO_ON = "go-on"
"""A file of this name in the gate's folder tells it."""
IS_HELD = "a check is held"
WRITING, WRITTEN = "counts are being written", "counts were written"


class Panic(BaseException):
    """What foreign code raises when it panics."""


def _misbehave(data: bytes) -> None:
    if CRASH.encode() in data:
        raise RuntimeError("words of the mail: do not show them")
    if PANIC.encode() in data:
        raise Panic
    if SLOW.encode() in data:
        time.sleep(1)
    while HANG.encode() in data:
        time.sleep(1)
    if HELD.encode() in data:
        _say(IS_HELD)
    while HELD.encode() in data and not Path(GO_ON).exists():
        time.sleep(0.01)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def main() -> int:
    assembly._segmenter = PlainSegmenter
    assembly.packaged_judge = lambda **_: RepeatsJudge()
    assembly.packaged_calibration = lambda: Calibration(
        models=Models(judge=RepeatsJudge.name, embedder=HashingEmbedder().model),
        raise_at=0.5,
        thresholds=Thresholds(ask=0.9, suggest=0.6, note=0.4, calibrated=True),
    )
    check = Resident.check

    def misbehaving(self, draft, **options):
        _misbehave(draft.data)
        return check(self, draft, **options)

    Resident.check = misbehaving
    write = Counting.write

    def telling(self):
        _say(WRITING)
        write(self)
        _say(WRITTEN)

    Counting.write = telling
    return run(["--verbose", "gate", "milter", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
