"""Writes to a store in processes of their own, which can be made to die or to lack room, as those of users do.

`Writers` starts this file as a program, once; the program then forks for each thing it shall do, as starting Python
anew each time would take long. Where the tests run as root, the program gives up root's right to write everywhere.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

_WITHOUT_RIGHTS = "--bounding-set=-dac_override,-dac_read_search"
_AT_THE_END = -1


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one process."""

    killed: bool
    error: str
    """What its `StoreError` said, with the hint; "" where there was none."""


class Writers:
    """The program, and what it can be asked for."""

    def __init__(self, folder: Path) -> None:
        as_owner = ["setpriv", _WITHOUT_RIGHTS] if os.geteuid() == 0 else []
        if as_owner and shutil.which("setpriv") is None:
            raise RuntimeError("as root the tests need setpriv, of the package util-linux")
        self._process = subprocess.Popen(
            [*as_owner, sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def keep(
        self, url: str, *names: str, documents: int = 3, die_at: int | None = None, max_bytes: int | None = None
    ) -> Outcome:
        """Keep a scan for each name, of documents that no other name has.

        Args:
            url: where the store is.
            names: of the scans.
            documents: of each scan.
            die_at: the process is killed before this statement, counted from 1 and from when the store is open; a
                commit counts as one.
            max_bytes: no file can become larger, as on a disk that is full.
        """
        return self._ask([_work(url, names, documents=documents, die_at=die_at, max_bytes=max_bytes)])[0]

    def keep_and_die(self, url: str, *names: str) -> Outcome:
        """Keep a scan for each name and be killed before the store is closed."""
        return self._ask([_work(url, names, die_at=_AT_THE_END)])[0]

    def keep_at_once(self, url: str, *names: Iterable[str]) -> list[Outcome]:
        """Keep scans in as many processes as there are lists of names."""
        return self._ask([_work(url, each) for each in names])

    def open(self, url: str, *, die_at: int | None = None, max_bytes: int | None = None) -> Outcome:
        """Open a store, which begins it or brings it up to date; of its statements the first counts as 1."""
        return self._ask([_work(url, (), opening=True, die_at=die_at, max_bytes=max_bytes)])[0]

    def read(self, url: str) -> Outcome:
        """Read all scans and documents of a store."""
        return self._ask([_work(url, (), reading=True)])[0]

    def _ask(self, work: list[dict[str, Any]]) -> list[Outcome]:
        environment = {name: value for name, value in os.environ.items() if name.startswith("MSGCHECK_")}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([{**each, "environment": environment} for each in work]) + "\n")
        self._process.stdin.flush()
        return [Outcome(**told) for told in json.loads(self._process.stdout.readline())]


def _work(
    url: str,
    names: Iterable[str],
    *,
    documents: int = 3,
    die_at: int | None = None,
    max_bytes: int | None = None,
    opening: bool = False,
    reading: bool = False,
) -> dict[str, Any]:
    return {
        "url": url,
        "names": tuple(names),
        "documents": documents,
        "die_at": die_at,
        "max_bytes": max_bytes,
        "opening": opening,
        "reading": reading,
    }


def _main() -> None:
    """Do what each line of the input asks for, in processes of their own, and print what became of them."""
    for line in sys.stdin:
        begun = [_begun(work) for work in json.loads(line)]
        print(json.dumps([_outcome(*process) for process in begun]), flush=True)  # noqa: T201


def _begun(work: dict[str, Any]) -> tuple[int, int]:
    """Return the id of a new process and the end of a pipe that it writes to."""
    reads, writes = os.pipe()
    process = os.fork()
    if process:
        os.close(writes)
        return process, reads
    os.close(reads)
    status = 1
    try:
        told = json.dumps(_done(work))
        os.write(writes, told.encode())
        status = 0
    finally:
        # Nothing of the program this was forked from may run here.
        os._exit(status)
    raise AssertionError


def _outcome(process: int, reads: int) -> dict[str, Any]:
    with os.fdopen(reads, encoding="utf-8") as stream:
        told = stream.read()
    _, status = os.waitpid(process, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    if not told and not killed:
        raise RuntimeError(f"a writer ended with status {status}")
    return {"killed": killed, "error": json.loads(told) if told else ""}


def _done(work: dict[str, Any]) -> str:
    """Do in this process what was asked for, and return what a `StoreError` said; "" where there was none."""
    from msgcheck.errors import StoreError
    from msgcheck.history.sql_store import open_store

    os.environ.update(work["environment"])
    if work["max_bytes"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (work["max_bytes"], work["max_bytes"]))
    try:
        if work["opening"]:
            _die_at(work["die_at"])
        with open_store(work["url"]) as store:
            if work["reading"]:
                store.scans()
                store.documents()
            elif not work["opening"]:
                _die_at(work["die_at"])
            for name in work["names"]:
                store.keep_scan(scan_named(name, documents=work["documents"]))
            if work["die_at"] == _AT_THE_END:
                os.kill(os.getpid(), signal.SIGKILL)
    except StoreError as err:
        return str(err)
    return ""


def _die_at(step: int | None) -> None:
    """Kill this process at a statement or commit, counted from now on."""
    from sqlalchemy import Engine, event

    taken = 0

    def take(*_: object) -> None:
        nonlocal taken
        taken += 1
        if taken == step:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", take)
    event.listen(Engine, "commit", take)


def scan_named(name: str, *, documents: int = 3) -> Any:
    """Return a scan with something for every table; scans of different names share no words."""
    from builders_history import make_conflict, make_document, make_finding, make_mail, make_scan, make_side

    from msgcheck.records import DocumentId

    found = f"{name} takes 50 % less time. " + "It does. " * 50
    decks = [
        make_document(
            f"{name}/{number}.pptx",
            statements=(f"{name} {number}.", f"Line {number} of {name}."),
            findings=(make_finding(f"{number}: {found}"),),
        )
        for number in range(documents)
    ]
    sides = (make_side(f"{name}/0.pptx", "30 %", "Up to 30 %."), make_side(f"{name}/1.pptx", "35 %"))
    return make_scan(
        *decks,
        make_mail(f"{name}/mail.eml", statements=(f"Dear {name}.",)),
        skipped=((DocumentId(f"{name}/x.key"), "Keynote files are not read."),),
        uncovered=((name, 2),),
        conflicts=(make_conflict(*sides),),
        messaging_hash=f"mc1:{name}",
    )


if __name__ == "__main__":
    import builders_history  # noqa: F401 - imported once, for all that are forked
    from alembic import command  # noqa: F401

    import msgcheck.history.sql_store  # noqa: F401

    _main()
