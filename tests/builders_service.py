"""A service on a free port of this machine with plain stages, for tests of clients: it is ready at once.

with running_service(tmp_path) as service:
    service.address, service.token, service.link()
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from msgcheck import assembly
from msgcheck.assembly import open_store_for, settings_for
from msgcheck.config import Thresholds
from msgcheck.embed.hashing import HashingEmbedder
from msgcheck.judge.calibration import Calibration, Models
from msgcheck.presend.draft_checker import Draft
from msgcheck.presend.resident import Resident
from msgcheck.report.verdict import Verdict
from msgcheck.segment.plain_segmenter import PlainSegmenter
from msgcheck.service import unix_client
from msgcheck.service.pairing import Clients
from msgcheck.service.server import ServeOptions, Service
from msgcheck.state_folder import VARIABLE as STATE_VARIABLE
from tests.cli.plain_stages import HOUSE, SETTINGS, RepeatsJudge

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
_READY_TIMEOUT_S = 60
_STOP_TIMEOUT_S = 30
_MOST_HELD_S = 120.0
"""A check that no test lets go ends by then."""


class PlainResident(Resident):
    """Checks with plain stages; as slowly as a test wants."""

    delay_s = 0.0
    """For each check."""
    breaks_with: BaseException | None = None
    """Raised by each check."""

    def __init__(self, settings: Any, **more: Any) -> None:
        super().__init__(settings, **more)
        self.held: threading.Event | None = None
        """What each check waits for; None where none waits."""
        self.checked: list[Draft] = []
        """What came to be checked, from when its check began."""

    def check(self, draft: Draft, *, persona: str = "") -> Verdict:
        held = self.held
        self.checked.append(draft)
        if self.breaks_with is not None:
            raise self.breaks_with
        if held is not None:
            held.wait(_MOST_HELD_S)
        time.sleep(self.delay_s)
        return super().check(draft, persona=persona)


@dataclass(slots=True)
class RunningService:
    """A service that runs in a thread."""

    address: str
    """http://127.0.0.1:54321, without a slash at the end."""
    token: str
    """Of the client `tests`, which is paired."""
    folder: Path
    state: Path
    resident: PlainResident
    service: Service
    _thread: threading.Thread = field(repr=False)
    errors: list[Exception] = field(default_factory=list)

    @property
    def port(self) -> int:
        return self.service.addresses.port

    def link(self) -> str:
        """Return a link that opens /compose once."""
        return self.service.new_link()

    def slow(self, delay_s: float) -> None:
        """Let each check from now on take this long."""
        self.resident.delay_s = delay_s

    def hold(self) -> threading.Event:
        """Let each check that begins from now on go on only once the event is set that this returns."""
        self.resident.held = threading.Event()
        return self.resident.held

    def hold_no_more(self) -> None:
        """Let each check go on at once, and those that wait."""
        if self.resident.held is not None:
            self.resident.held.set()
        self.resident.held = None

    @property
    def taken(self) -> int:
        """How many requests are being answered by the models, or wait for it."""
        return self.service._models._taken

    def stop(self) -> None:
        """Stop it; nothing listens on its port any more."""
        self.service.stop()
        self._thread.join(_STOP_TIMEOUT_S)
        assert not self._thread.is_alive(), "the service does not stop"


@contextmanager
def plain_stages() -> Iterator[None]:
    """Put plain stages in the place of the models."""
    calibration = Calibration(
        models=Models(judge=RepeatsJudge.name, embedder=HashingEmbedder().model),
        raise_at=0.5,
        thresholds=Thresholds(ask=0.9, suggest=0.6, note=0.4, calibrated=True),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assembly, "_segmenter", PlainSegmenter)
        patch.setattr(assembly, "packaged_judge", lambda **_: RepeatsJudge())
        patch.setattr(assembly, "packaged_calibration", lambda: calibration)
        yield


def plain_resident(folder: Path, *, house: str = HOUSE) -> PlainResident:
    """Return a resident checker for the messaging in a folder, which is written where it is not there."""
    (folder / "messaging").mkdir(parents=True, exist_ok=True)
    for path, text in ((folder / "messaging" / "house.yaml", house), (folder / "msgcheck.yaml", SETTINGS)):
        if not path.exists():
            path.write_text(text, encoding="utf-8")
    environ = {"MSGCHECK_STORE": str(folder / "state" / "store.sqlite3"), **os.environ}
    settings = settings_for((), cwd=folder, environ=environ, overrides={}, audience={})
    return PlainResident(settings, clock=lambda: NOW)


@contextmanager
def running_service(
    folder: Path,
    *,
    house: str = HOUSE,
    port: int = 0,
    wait: bool = True,
    resident: PlainResident | None = None,
    **options: Any,
) -> Iterator[RunningService]:
    """Run a service until the block ends.

    Args:
        folder: for messaging, settings, state and store; a test's own.
        house: the messaging, where the folder has none.
        port: 0 takes a free one.
        wait: whether to wait until it is ready.
        resident: checks instead of one that is made here.
        options: of `ServeOptions`: cert, key, allow_origins, names, max_body_bytes.
    """
    state = folder / "state"
    with plain_stages(), pytest.MonkeyPatch.context() as patch:
        patch.setenv(STATE_VARIABLE, str(state))
        # A busy machine is no reason to take a service for one that does not answer.
        patch.setattr(unix_client, "_CONNECT_TIMEOUT_S", _READY_TIMEOUT_S)
        patch.setitem(unix_client.ServiceSocket._asked.__kwdefaults__, "timeout_s", _READY_TIMEOUT_S)
        resident = resident or plain_resident(folder, house=house)
        token = Clients(state).pair("tests", day=date(2026, 11, 16))
        settings = resident.settings
        service = Service(
            resident, ServeOptions(state=state, port=port, **options), open_store=lambda: open_store_for(settings)
        )
        errors: list[Exception] = []
        thread = threading.Thread(target=_run, args=(service, errors), name="service")
        running = RunningService(service.address, token, folder, state, resident, service, thread, errors)
        thread.start()
        try:
            if wait:
                _until_ready(running)
            yield running
        finally:
            running.hold_no_more()
            running.stop()
            if resident.stages.cache is not None:
                resident.stages.cache.close()


def _run(service: Service, errors: list[Exception]) -> None:
    try:
        service.run()
    except Exception as err:  # noqa: BLE001  told to whoever looks
        errors.append(err)


def _until_ready(running: RunningService) -> None:
    until = time.monotonic() + _READY_TIMEOUT_S
    while not running.service.is_ready:
        assert not running.errors, running.errors
        assert time.monotonic() < until, "the service does not get ready"
        time.sleep(0.01)
