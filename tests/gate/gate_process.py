"""A gate that runs as a process of its own, without models, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Self

from msgcheck.gate.counts import read_counts
from tests.cli.plain_stages import HOUSE, SETTINGS
from tests.gate.plain_gate import GO_ON, WRITING, WRITTEN

ROOT = Path(__file__).resolve().parents[2]
_START_S = 60.0


class GateProcess:
    """The process; used in a `with`, it ends there."""

    def __init__(self, folder: Path, listen: str, *options: str) -> None:
        self.listen = listen
        self._folder = folder
        # Ends with the tests even where these are killed.
        tied = ["setpriv", "--pdeathsig=KILL"] if shutil.which("setpriv") else []
        self._command = [*tied, sys.executable, "-m", "tests.gate.plain_gate", "--listen", listen, *options]
        self._process: subprocess.Popen[bytes] | None = None
        (folder / "messaging").mkdir(exist_ok=True)
        (folder / "messaging" / "house.yaml").write_text(HOUSE, encoding="utf-8")
        (folder / "msgcheck.yaml").write_text(SETTINGS, encoding="utf-8")

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def counts_file(self) -> Path:
        return self._folder / "state" / "gate-counts.json"

    def start(self) -> None:
        """Start the process, and return once it checks mail."""
        self._said.write_bytes(b"")
        with self._said.open("ab") as said:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._folder,
                env={
                    **os.environ,
                    "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}",
                    "MSGCHECK_STATE_DIR": str(self._folder / "state"),
                    "MSGCHECK_NOW": "2026-11-16T09:00:00+00:00",
                },
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.wait_for("msgcheck: ready")

    def wait_for(self, line: str, *, times: int = 1) -> None:
        """Return once the process said something, so many times."""
        give_up = time.monotonic() + _START_S
        while self.said().count(line) < times:
            if self.process.poll() is not None or time.monotonic() > give_up:
                raise RuntimeError(f"the gate did not say {line!r}: {self.said()}")
            time.sleep(0.05)

    @property
    def process(self) -> subprocess.Popen[bytes]:
        assert self._process is not None
        return self._process

    def said(self) -> str:
        """Return what the process logged."""
        return self._said.read_text(encoding="utf-8", errors="replace")

    def let_go(self) -> None:
        """Let checks that are held go on."""
        (self._folder / GO_ON).touch()

    def end(self) -> int:
        """Ask the process to end, and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(_START_S)

    def kill(self) -> None:
        """Kill the process, as a crash or a full memory would."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def counted(self) -> Counter[str]:
        """Return how many mails each thing happened to, by its key, after asking for what is in memory."""
        if self.process.poll() is None:
            # A writing that went on already may lack the latest; the next one does not.
            begun = self.said().count(WRITING)
            self.process.send_signal(signal.SIGUSR1)
            self.wait_for(WRITTEN, times=begun + 1)
        found: Counter[str] = Counter()
        for one, number in read_counts(self.counts_file).mails.items():
            found[one.happened.value] += number
        return found

    def raised(self) -> Counter[tuple[str, str, str]]:
        """Return in how many mails each thing was found: (code, message id, what happened)."""
        self.counted()
        counts = read_counts(self.counts_file)
        return Counter({(one.code, one.message_id, one.happened.value): n for one, n in counts.raised.items()})

    @property
    def _said(self) -> Path:
        return self._folder / "said"
