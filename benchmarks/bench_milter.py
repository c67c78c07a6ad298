"""What the gate costs a mail on its way through Postfix, and what becomes of more mails than it can check.

    PYTHONPATH=tests python benchmarks/bench_milter.py [--mails N] [--seconds N] [--per-second N]

A Postfix of its own on loopback (as root, Debian's package) and `msgcheck gate milter` with its models, 1,000 approved
wordings and mails of 300 own words above a long thread. First one mail after another, without the gate and with it:
from MAIL FROM to the answer that the mail is taken. Then many a second for a minute, with the gate killed in the
middle and started again: what was counted, and whether each mail arrived once.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from made_up_mails import DOMAIN, long_mails, write_messaging
from mail_load import Load
from postfix_server import HOST, Listener, PostfixServer, free_port, postfix_program

from msgcheck.gate.counts import read_counts

OWN_WORDS = 300
QUOTED_WORDS = 3000
WORDINGS = 1000
SENDER, CUSTOMER, COLLEAGUE = f"sam@{DOMAIN}", "ana@customer.example", f"ben@{DOMAIN}"
_START_S = 120.0
_BUDGET_MS = 2_000
_LONG_BUDGET_MS = 9_000
"""Less than the content timeout below; a check that takes longer on a busy machine is measured all the same."""
_LISTENER = (
    ("milter_default_action", "accept"),
    ("milter_connect_timeout", "2s"),
    ("milter_command_timeout", "5s"),
    ("milter_content_timeout", "10s"),
)


class Gate:
    """`msgcheck gate milter` as a process of its own."""

    def __init__(self, folder: Path, address: str) -> None:
        self._folder = folder
        self._address = address
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *, budget_ms: int = _BUDGET_MS) -> None:
        """Start it, and return once its models are loaded."""
        log = self._folder / "said"
        command = [sys.executable, "-m", "msgcheck", "--verbose", "gate", "milter", "--listen", self._address]
        with log.open("wb") as said:
            self._process = subprocess.Popen(
                [*command, "--messaging", str(self._folder / "messaging.yaml"), "--budget-ms", str(budget_ms)],
                cwd=self._folder,
                env={**os.environ, "MSGCHECK_STATE_DIR": str(self._folder / "state")},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        give_up = time.monotonic() + _START_S
        while "msgcheck: ready" not in log.read_text(encoding="utf-8"):
            if self._process.poll() is not None or time.monotonic() > give_up:
                raise RuntimeError(log.read_text(encoding="utf-8"))
            time.sleep(0.1)

    def end(self, ending: signal.Signals) -> None:
        """End it with a signal."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(ending)
            self._process.wait()

    def kill(self) -> None:
        """End it as a crash would."""
        self.end(signal.SIGKILL)

    def counted(self) -> Counter[str]:
        """Return how many mails each thing happened to; the process must have ended."""
        mails = read_counts(self._folder / "state" / "gate-counts.json").mails
        return Counter({f"{one.happened.value}": number for one, number in mails.items()})

    def resident_mb(self) -> float:
        """Return how much memory it holds."""
        assert self._process is not None
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) / 1000 if found else 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--mails", type=int, default=15, help="mails sent one after another, of each kind")
    parser.add_argument("--seconds", type=int, default=60, help="how long many are sent")
    parser.add_argument("--per-second", type=int, default=50, help="how many")
    options = parser.parse_args(arguments)
    program = postfix_program()
    if program is None:
        print("skipped: Postfix is not installed, or this is not root")
        return 0
    folder = Path(tempfile.mkdtemp(prefix="msgcheck-bench-milter-"))
    address = f"inet:{HOST}:{free_port()}"
    listeners = {"without": Listener(), "with": Listener(milter=address, options=_LISTENER)}
    gate = Gate(folder, address)
    try:
        write_messaging(folder / "messaging.yaml", wordings=WORDINGS)
        texts = [
            mail.data for mail in long_mails(count=3 * options.mails, own_words=OWN_WORDS, quoted_words=QUOTED_WORDS)
        ]
        with PostfixServer(program, listeners) as postfix:
            gate.start(budget_ms=_LONG_BUDGET_MS)
            _one_after_another(postfix, gate, texts)
            _many_a_second(postfix, gate, texts, options.per_second, options.seconds)
    finally:
        gate.kill()
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _one_after_another(postfix: PostfixServer, gate: Gate, texts: list[bytes]) -> None:
    """Print how long a mail takes without the gate and with it."""
    third = len(texts) // 3
    print(f"One mail after another, {third} mails of {OWN_WORDS} own words each:")
    rows = (
        ("without the gate", "without", CUSTOMER),
        ("stays in the company", "with", COLLEAGUE),
        ("checked", "with", CUSTOMER),
    )
    for number, (what, listener, recipient) in enumerate(rows):
        some = texts[number * third : (number + 1) * third]
        load = _load(
            postfix, listener, _named(listener + str(number), some, third), recipient, per_second=1e6, clients=1
        )
        load.run()
        print(f"  {what:<20} {_told(load.waits_s)}")
    gate.end(signal.SIGTERM)
    print(f"  counted: {dict(sorted(gate.counted().items()))}\n")
    postfix.mailbox.wait_for(3 * third)
    postfix.mailbox.clear()
    gate.start()


def _many_a_second(postfix: PostfixServer, gate: Gate, texts: list[bytes], per_second: int, seconds: int) -> None:
    """Print what becomes of many mails, the gate killed in the middle."""
    before = gate.counted()
    mails = _named("load", texts, per_second * seconds)
    load = _load(postfix, "with", mails, CUSTOMER, per_second=per_second, clients=24)
    took_s = load.run(at={0.4 * seconds: gate.kill, 0.5 * seconds: gate.start})
    memory_mb = gate.resident_mb()
    gate.end(signal.SIGTERM)
    postfix.mailbox.wait_for(len(mails))
    arrived = Counter(postfix.mailbox.ids())
    print(
        f"{len(mails)} mails in {took_s:.0f} s ({len(mails) / took_s:.0f} a second), the gate killed and started again:"
    )
    print(f"  taken {len(load.taken)}, refused {len(load.refused)}, {_told(load.waits_s)}")
    print(f"  arrived {len(arrived)}, lost {len(set(load.taken) - set(arrived))}, ", end="")
    print(f"doubled {sum(number > 1 for number in arrived.values())}")
    print(f"  counted: {dict(sorted((gate.counted() - before).items()))}; memory {memory_mb:.0f} MB")


def _load(
    postfix: PostfixServer,
    listener: str,
    mails: list[tuple[str, bytes]],
    recipient: str,
    *,
    per_second: float,
    clients: int,
) -> Load:
    port = postfix.ports[listener]
    return Load(port, mails, per_second=per_second, sender=SENDER, recipient=recipient, clients=clients)


def _named(prefix: str, texts: list[bytes], count: int) -> list[tuple[str, bytes]]:
    """Return so many mails, the texts by turns, each with a Message-ID of its own."""
    ids = (f"<{prefix}.{number}@{DOMAIN}>" for number in range(count))
    return [
        (id_, f"Message-ID: {id_}\r\n".encode() + re.sub(rb"(?im)^Message-ID:.*\r?\n", b"", texts[number % len(texts)]))
        for number, id_ in enumerate(ids)
    ]


def _told(waits_s: list[float]) -> str:
    if not waits_s:
        return "none was taken"
    hundredths = statistics.quantiles(waits_s, n=100, method="inclusive") if len(waits_s) > 1 else waits_s * 99
    median, p95, most = (1000 * value for value in (statistics.median(waits_s), hundredths[94], max(waits_s)))
    return f"median {median:.0f} ms, p95 {p95:.0f} ms, longest {most:.0f} ms"


if __name__ == "__main__":
    sys.exit(main())
