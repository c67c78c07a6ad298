"""Many mails at a steady pace, from several clients at once, and what became of each."""

from __future__ import annotations

import smtplib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

HOST = "127.0.0.1"
_TIMEOUT_S = 120.0


@dataclass(slots=True)
class Load:
    """Mails that are sent at a pace.

    Args:
        port: where Postfix takes them.
        mails: (Message-ID, mail), in the order they are sent.
        per_second: how many.
        clients: how many send at once.
    """

    port: int
    mails: list[tuple[str, bytes]]
    per_second: float
    sender: str = "tom@harbourlight.example"
    recipient: str = "ana@customer.example"
    clients: int = 12
    taken: list[str] = field(default_factory=list)
    """Message-IDs of mails that Postfix took."""
    refused: list[str] = field(default_factory=list)
    """What Postfix said where it did not take one."""
    waits_s: list[float] = field(default_factory=list)
    """From MAIL FROM to the answer that a mail is taken."""
    _next: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self, *, at: dict[float, Callable[[], None]] | None = None) -> float:
        """Send everything and return how many seconds that took.

        Args:
            at: what to do meanwhile, by seconds from the beginning.
        """
        begun = time.monotonic()
        threads = [threading.Thread(target=self._client, args=(begun,)) for _ in range(self.clients)]
        for thread in threads:
            thread.start()
        for after_s, act in sorted((at or {}).items()):
            time.sleep(max(0.0, begun + after_s - time.monotonic()))
            act()
        for thread in threads:
            thread.join()
        return time.monotonic() - begun

    def _client(self, begun: float) -> None:
        while True:
            with self._lock:
                number, self._next = self._next, self._next + 1
            if number >= len(self.mails):
                return
            time.sleep(max(0.0, begun + number / self.per_second - time.monotonic()))
            # Each mail comes by a connection of its own, as from people; Postfix asks the milter once a connection.
            with smtplib.SMTP(HOST, self.port, local_hostname="client.example", timeout=_TIMEOUT_S) as client:
                self._send(client, *self.mails[number])

    def _send(self, client: smtplib.SMTP, message_id: str, mail: bytes) -> None:
        begun = time.monotonic()
        try:
            client.sendmail(self.sender, [self.recipient], mail)
        except smtplib.SMTPResponseException as err:
            with self._lock:
                self.refused.append(f"{err.smtp_code} {err.smtp_error!r}")
        else:
            with self._lock:
                self.taken.append(message_id)
                self.waits_s.append(time.monotonic() - begun)


def numbered_mails(count: int, *lines: str) -> list[tuple[str, bytes]]:
    """Return mails, each with an id of its own; their lines take turns."""
    return [
        (
            f"<load.{number}@harbourlight.example>",
            (
                f"Message-ID: <load.{number}@harbourlight.example>\r\nFrom: tom@harbourlight.example\r\n"
                f"To: ana@customer.example\r\nSubject: Quay\r\n\r\nDear Ana,\r\n\r\n{lines[number % len(lines)]}\r\n"
            ).encode(),
        )
        for number in range(count)
    ]
