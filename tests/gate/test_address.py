"""Where the gate listens."""

import asyncio
import socket
import stat

import pytest

from msgcheck.errors import EnvironmentFailure, InputError
from msgcheck.gate.address import PortAddress, listen, read_address


@pytest.mark.parametrize("written", ["inet:127.0.0.1:8899", "inet:[::1]:8899", "inet:localhost:1", "unix:/run/m.sock"])
def test_address_is_read_as_postfix_writes_it(written):
    assert str(read_address(written)) == written


@pytest.mark.parametrize(
    "written",
    ["", "8899", "inet:8899", "inet::8899", "inet:h:0", "inet:h:70000", "inet:h:²", "unix:relative", "tcp:h:1"],
)
def test_address_that_is_none_is_refused(written):
    with pytest.raises(InputError, match="no address"):
        read_address(written)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("192.0.2.1", False), ("mx1", False)],
)
def test_address_tells_whether_others_reach_it(host, loopback):
    assert PortAddress(host=host, port=1).loopback is loopback


async def _nobody(_, writer):
    writer.close()


def listening(address, mode=0o660):
    async def run():
        server = await listen(address, _nobody, socket_mode=mode)
        server.close()

    asyncio.run(run())


def test_listen_makes_a_socket_with_its_permissions(tmp_path):
    listening(read_address(f"unix:{tmp_path / 'milter'}"), 0o600)
    assert stat.S_IMODE((tmp_path / "milter").stat().st_mode) == 0o600


def test_listen_takes_the_place_of_a_socket_whose_process_was_killed(tmp_path):
    path = tmp_path / "milter"
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(path))
    listening(read_address(f"unix:{path}"))


def test_listen_leaves_a_socket_where_somebody_listens(tmp_path):
    path = tmp_path / "milter"
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(str(path))
        other.listen()
        with pytest.raises(EnvironmentFailure, match="cannot listen"):
            listening(read_address(f"unix:{path}"))
    assert path.is_socket()


def test_listen_leaves_a_file_that_is_no_socket(tmp_path):
    path = tmp_path / "notes"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(EnvironmentFailure, match="cannot listen"):
        listening(read_address(f"unix:{path}"))
    assert path.read_text(encoding="utf-8") == "mine"


def test_listen_on_a_port_that_is_taken_says_so():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(EnvironmentFailure, match="cannot listen on inet:127"):
            listening(PortAddress(host="127.0.0.1", port=other.getsockname()[1]))
