"""A Postfix of the tests' own: on loopback, with queue and log of its own, delivering to a mailbox in this process."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path
from typing import Any, Self

from aiosmtpd.controller import Controller

HOST = "127.0.0.1"
_START_S = 60.0
_DELIVERED_S = 60.0
_TRIES = 3
"""Another program may take a free port before Postfix does."""
_PORTS = range(20_000, 32_000)
"""Below those that systems choose from by themselves."""
_MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
# Others than root may write the log, and only below a folder that is named.
maillog_file = {folder}/log/maillog
maillog_file_prefixes = {folder}/log
myhostname = mail.harbourlight.example
mydestination =
local_recipient_maps =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
relayhost = [127.0.0.1]:{sink}
smtp_dns_support_level = disabled
smtp_host_lookup = native
smtpd_peername_lookup = no
smtpd_relay_restrictions = permit_mynetworks, reject
smtputf8_enable = yes
smtpd_tls_security_level = none
smtp_tls_security_level = none
alias_maps =
alias_database =
# The tests send as fast as they can; pausing for the queue is for machines that do more than test.
in_flow_delay = 0
minimal_backoff_time = 3s
maximal_backoff_time = 3s
queue_run_delay = 3s
milter_protocol = 6
non_smtpd_milters = {sendmail_milter}
"""
_SERVICES = """\
pickup    unix  n - n 60 1 pickup
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
smtp      unix  - - n - - smtp
relay     unix  - - n - - smtp
showq     unix  n - n - - showq
error     unix  - - n - - error
retry     unix  - - n - - error
discard   unix  - - n - - discard
anvil     unix  - - n - 1 anvil
scache    unix  - - n - 1 scache
postlog   unix-dgram n - n - 1 postlogd
"""


def postfix_program() -> str | None:
    """Return the program that starts Postfix, None where it is not installed or this is not root, as it must be."""
    found = shutil.which("postfix", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    return found if os.geteuid() == 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """A port where Postfix takes mail."""

    milter: str = ""
    """Where it asks a milter, as Postfix writes it; empty for none."""
    options: tuple[tuple[str, str], ...] = ()
    """Parameters of its own."""

    def line(self, port: int) -> str:
        """Return its line of master.cf."""
        chosen = (("smtpd_milters", self.milter), *self.options)
        words = " ".join(f"-o {{ {name} = {value} }}" for name, value in chosen)
        return f"{HOST}:{port} inet n - n - - smtpd {words}\n"


class Mailbox:
    """What Postfix delivered, in the order it came."""

    def __init__(self) -> None:
        self._mails: list[bytes] = []
        self._came = threading.Condition()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a mail; called by aiosmtpd."""
        with self._came:
            self._mails.append(envelope.original_content)
            self._came.notify_all()
        return "250 taken"

    def mails(self) -> list[bytes]:
        """Return all that came."""
        with self._came:
            return list(self._mails)

    def ids(self) -> list[str]:
        """Return the Message-ID of every mail that came."""
        return [str(message_from_bytes(mail)["Message-ID"]) for mail in self.mails()]

    def one(self, message_id: str, *, within_s: float = _DELIVERED_S) -> bytes:
        """Return the mail with this Message-ID as soon as it came."""
        wanted = f"Message-ID: {message_id}".encode()
        with self._came:
            self._came.wait_for(lambda: any(wanted in mail for mail in self._mails), within_s)
            return next(mail for mail in self._mails if wanted in mail)

    def wait_for(self, count: int, *, within_s: float = _DELIVERED_S) -> None:
        """Return as soon as so many mails came, or when the time is over."""
        with self._came:
            self._came.wait_for(lambda: len(self._mails) >= count, within_s)

    def clear(self) -> None:
        """Forget what came."""
        with self._came:
            self._mails.clear()


class PostfixServer:
    """A Postfix that runs, with one port a listener.

    Args:
        program: from `postfix_program`.
        listeners: by name.
        sendmail_milter: the milter that is asked about mail from programs of this machine; such mail passes without it.
    """

    def __init__(self, program: str, listeners: dict[str, Listener], *, sendmail_milter: str = "") -> None:
        self._sendmail_milter = sendmail_milter
        self._program = program
        self._listeners = listeners
        self._folder = Path(tempfile.mkdtemp(prefix="msgcheck-postfix-"))
        self._process: subprocess.Popen[bytes] | None = None
        self.ports: dict[str, int] = {}
        self.mailbox = Mailbox()
        self._sink = Controller(
            self.mailbox,
            hostname=HOST,
            port=free_port(),
            enable_SMTPUTF8=True,
            decode_data=False,
            ready_timeout=_START_S,
        )
        try:
            self._sink.start()
            self._begin()
        except BaseException:
            self.stop()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def settings(self) -> Path:
        """The folder of main.cf and master.cf."""
        return self._folder / "etc"

    def send(self, listener: str, sender: str, recipients: list[str], mail: bytes) -> None:
        """Hand a mail to Postfix.

        Raises:
            smtplib.SMTPException: Postfix does not take it.
        """
        with smtplib.SMTP(HOST, self.ports[listener], local_hostname="client.example", timeout=_START_S) as client:
            client.sendmail(sender, recipients, mail)

    def sendmail(self, sender: str, recipients: list[str], mail: bytes) -> None:
        """Hand a mail to Postfix as programs of this machine do."""
        program = str(Path(self._program).with_name("sendmail"))
        subprocess.run(
            [program, "-C", str(self.settings), "-i", "-f", sender, *recipients],
            input=mail,
            check=True,
            timeout=_START_S,
        )

    def held(self) -> list[bytes]:
        """Return the mails in the hold queue, as they lie there."""
        return [path.read_bytes() for path in sorted((self._folder / "queue" / "hold").iterdir())]

    def drop_held(self) -> None:
        """Empty the hold queue."""
        for path in (self._folder / "queue" / "hold").iterdir():
            path.unlink()

    def log(self) -> str:
        """Return what Postfix logged."""
        path = self._folder / "log" / "maillog"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def postconf(self, *arguments: str) -> str:
        """Return what postconf says of this Postfix."""
        return self._run("postconf", *arguments)

    def stop(self) -> None:
        """Stop Postfix and the mailbox and remove all they kept."""
        self._end()
        self._sink.stop(no_assert=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _end(self) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(_START_S)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _begin(self) -> None:
        self._folder.chmod(0o755)
        for name in ("etc", "queue", "data", "log"):
            (self._folder / name).mkdir()
        shutil.chown(self._folder / "data", "postfix", pwd.getpwnam("postfix").pw_gid)
        asked = f"{{ {self._sendmail_milter}, default_action=accept }}" if self._sendmail_milter else ""
        main = _MAIN.format(folder=self._folder, sink=self._sink.port, sendmail_milter=asked)
        (self.settings / "main.cf").write_text(main, encoding="utf-8")
        for _ in range(_TRIES):
            self.ports = {name: free_port() for name in self._listeners}
            lines = [listener.line(self.ports[name]) for name, listener in self._listeners.items()]
            (self.settings / "master.cf").write_text(_SERVICES + "".join(lines), encoding="utf-8")
            self._process = self._started()
            if self._answers():
                return
            self._end()
        said = (self._folder / "said").read_text(encoding="utf-8", errors="replace")
        raise RuntimeError(f"Postfix did not start: {said}{self.log()}")

    def _started(self) -> subprocess.Popen[bytes]:
        """Return the process that all others of this Postfix belong to, once its folders are made."""
        self._run("postfix", "check")
        master = str(Path(self.postconf("-h", "daemon_directory").strip()) / "master")
        # Ends with the tests even where these are killed.
        tied = ["setpriv", "--pdeathsig=TERM"] if shutil.which("setpriv") else []
        with (self._folder / "said").open("wb") as said:
            return subprocess.Popen(
                [*tied, master, "-c", str(self.settings), "-s"],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _run(self, program: str, *arguments: str) -> str:
        """Return what a program of this Postfix prints."""
        found = str(Path(self._program).with_name(program))
        told = subprocess.run(
            [found, "-c", str(self.settings), *arguments], capture_output=True, text=True, check=False, timeout=_START_S
        )
        if told.returncode:
            raise RuntimeError(f"{program} failed: {told.stderr}{told.stdout}")
        return told.stdout

    def _answers(self) -> bool:
        """Return whether every port greets; False where Postfix ended instead."""
        give_up = time.monotonic() + _START_S
        waiting = set(self.ports.values())
        while waiting and self._process is not None and self._process.poll() is None and time.monotonic() < give_up:
            for port in sorted(waiting):
                try:
                    smtplib.SMTP(HOST, port, local_hostname="client.example", timeout=_START_S).quit()
                except (OSError, smtplib.SMTPException):
                    time.sleep(0.1)
                else:
                    waiting.discard(port)
        return not waiting


def free_port() -> int:
    """Return a port that nobody listens on now, and that the system hands out to nobody who asks for any."""
    while True:
        port = secrets.choice(_PORTS)
        with closing(socket.socket()) as probe:
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
