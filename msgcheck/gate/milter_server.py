"""Listens for a mail server and keeps the conversations going, many at once.

A connection that makes no sense is closed, and the mail server then does what it was told to do without a milter. On
SIGTERM nobody new is let in; mails that are passing are finished, and connections that only wait are closed.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from msgcheck.codes import BY_CODE
from msgcheck.errors import MsgcheckError
from msgcheck.gate.address import Address, PortAddress, SocketAddress, listen
from msgcheck.gate.counts import Counting
from msgcheck.gate.gatekeeper import Gatekeeper
from msgcheck.gate.milter_protocol import BrokenProtocol, Packet, PacketReader
from msgcheck.gate.outcome import Happened, Outcome, Raised
from msgcheck.gate.session import Limits, Session

_log = logging.getLogger(__name__)

_READ_BYTES = 1 << 17
_IDLE_S = 3600.0
"""Longer than any mail server waits for its clients: nobody is at the other end any more."""
_DRAIN_S = 5.0
"""Mails that are passing get so long when the gate is stopped."""
_WRITE_EVERY_S = 5.0
"""So much counting is lost where the process is killed."""
_REFRESH_EVERY_S = 30.0
_REFUSED = "Not sent: msgcheck found {what}. Change it and send it again, or ask whoever looks after your messaging."


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """Where the gate listens."""

    address: Address
    socket_mode: int = 0o660


class MilterServer:
    """The gate.

    Args:
        gatekeeper: decides on mails.
        counting: counts what became of them.
        limits: what sessions may use.
        quarantines: whether mail may be quarantined.
    """

    def __init__(self, gatekeeper: Gatekeeper, counting: Counting, limits: Limits, *, quarantines: bool) -> None:
        self._gatekeeper = gatekeeper
        self._counting = counting
        self._limits = limits
        self._quarantines = quarantines
        self._sessions: dict[asyncio.Task[None], Session] = {}
        self._stop = asyncio.Event()

    async def run(self, listening: Listening) -> None:
        """Listen until SIGTERM or SIGINT, and then finish what is passing.

        Raises:
            MsgcheckError: the messaging or a model cannot be loaded, or nobody can listen there.
        """
        self._gatekeeper.begin()
        server = await listen(listening.address, self._serve, socket_mode=listening.socket_mode)
        _log.info("listening on %s", listening.address)
        if isinstance(listening.address, PortAddress) and not listening.address.loopback:
            _log.warning("other machines may reach %s, and mail arrives there unencrypted", listening.address)
        try:
            async with self._housekeeping():
                await self._warm_until_stopped()
        finally:
            if isinstance(listening.address, SocketAddress):
                # While it still is ours: the next gate may begin to listen there as soon as this one stops.
                listening.address.path.unlink(missing_ok=True)
            server.close()
            await self._drain()
            await asyncio.to_thread(self._counting.write)

    async def _warm_until_stopped(self) -> None:
        """Load the models, and wait for the end; where they cannot be loaded, that is the end."""
        warming = asyncio.create_task(self._gatekeeper.warm())
        stopping = asyncio.create_task(self._stop.wait())
        await asyncio.wait({warming, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if warming.done():
            await warming
            _log.info("ready")
        await stopping
        warming.cancel()

    @asynccontextmanager
    async def _housekeeping(self) -> AsyncIterator[None]:
        """Answer signals, write the counts and look at the messaging now and then."""
        loop = asyncio.get_running_loop()
        for ending in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(ending, self._stop.set)
        asked = asyncio.Event()
        loop.add_signal_handler(signal.SIGUSR1, asked.set)
        tasks = [asyncio.create_task(self._keep_writing(asked)), asyncio.create_task(self._keep_refreshing())]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _keep_writing(self, asked: asyncio.Event) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(asked.wait(), _WRITE_EVERY_S)
            asked.clear()
            await asyncio.to_thread(self._counting.write)

    async def _keep_refreshing(self) -> None:
        while True:
            await asyncio.sleep(_REFRESH_EVERY_S)
            try:
                await self._gatekeeper.refresh()
            except (MsgcheckError, OSError) as err:
                _log.warning("the messaging cannot be read: %s", err)

    async def _drain(self) -> None:
        """Let mails that are passing come to their end, for a while, and close all else."""
        for task, session in self._sessions.items():
            if session.between_mails:
                task.cancel()
        if self._sessions:
            await asyncio.wait(self._sessions, timeout=_DRAIN_S)
        for task in self._sessions:
            task.cancel()
        await asyncio.gather(*self._sessions, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Keep up one conversation, to its end or to that of the connection."""
        session = Session(self._limits, self._gatekeeper.own_domains, quarantines=self._quarantines)
        task = asyncio.current_task()
        assert task is not None  # noqa: S101  a coroutine always runs in one
        self._sessions[task] = session
        try:
            await self._converse(session, reader, writer)
        except BrokenProtocol as err:
            _log.warning("a connection was closed: it is not the milter protocol: %s", err)
            self._count_failure(session)
        except (ConnectionError, TimeoutError):
            _log.info("a connection broke off")
        except asyncio.CancelledError:
            self._count_failure(session)  # the gate is being stopped, and has waited long enough
        except Exception as err:  # noqa: BLE001  one connection must not end the others
            _log.warning("a connection was closed: %s", type(err).__name__)
            self._count_failure(session)
        finally:
            session.close()
            del self._sessions[task]
            writer.close()
            with suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()

    def _count_failure(self, session: Session) -> None:
        """Count the mail that was passing, which goes on without an answer of ours."""
        if not session.between_mails:
            self._counting.note(Outcome(happened=Happened.FAILED))

    async def _converse(self, session: Session, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        packets = PacketReader()
        while not (self._stop.is_set() and session.between_mails):
            async with asyncio.timeout(_IDLE_S):
                arrived = await reader.read(_READ_BYTES)
            if not arrived:
                return
            for packet in packets.packets(arrived):
                reply, ended = await self._react(session, packet)
                writer.write(reply)
                if ended:
                    return
            await writer.drain()

    async def _react(self, session: Session, packet: Packet) -> tuple[bytes, bool]:
        """Return the reply to a packet, and whether the conversation is over."""
        reaction = session.take(packet)
        if reaction.happened is not None:
            self._counting.note(Outcome(happened=reaction.happened))
        if reaction.mail is None:
            return reaction.reply, reaction.ended
        _log.info("%s: weighing %d bytes", reaction.mail.queue_id or "a mail", len(reaction.mail.data))
        outcome = await self._gatekeeper.outcome(reaction.mail, may_quarantine=session.may_quarantine)
        self._counting.note(outcome)
        named = ", ".join(map(_in_short, outcome.raised)) or "nothing named"
        _log.info("%s: %s: %s", reaction.mail.queue_id or "a mail", outcome.happened.value, named)
        return _reply(session, outcome), False


def _reply(session: Session, outcome: Outcome) -> bytes:
    match outcome.happened:
        case Happened.QUARANTINED:
            return session.kept_back("msgcheck: " + ", ".join(map(_in_short, outcome.because)))
        case Happened.REFUSED:
            return session.refused(_REFUSED.format(what=", ".join(map(_in_words, outcome.because))))
        case _:
            return session.accepted()


def _in_short(raised: Raised) -> str:
    return f"{raised.code} {raised.message_id}".rstrip()


def _in_words(raised: Raised) -> str:
    """Return what a sender is told: never a word of the mail or of the messaging, only what it is called."""
    words = f'"{BY_CODE[raised.code].shown_as}"'
    return f"{words} ({raised.message_id})" if raised.message_id else words
