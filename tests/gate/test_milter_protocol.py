"""The codec: every command, cut anywhere, and what is no milter protocol at all."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.gate.milter_protocol import (
    Action,
    BrokenProtocol,
    Command,
    Packet,
    PacketReader,
    Step,
    packet,
    quarantined,
    read_macros,
    read_offer,
    refused,
    removed_header,
)
from tests.gate.mail_server import answers, macros, negotiation, said

_DATA = {
    Command.NEGOTIATE: struct.pack("!III", 6, 0x1FF, 0x1FFFFF),
    Command.MACRO: b"Mi\x004F31A33298C\0{mail_addr}\0j\xc3\xb6rg@customer.example\0",
    Command.CONNECT: b"localhost\x006\x00\x19IPv6:::1\0",
    Command.HELO: b"\xff\xfe.example\0",
    Command.MAIL: b"<tom@harbourlight.example>\0SIZE=1\0",
    Command.RECIPIENT: b"<ana@customer.example>\0",
    Command.HEADER: b"X-\xe4\0 v\n\tw\0",
    Command.BODY: b"\0\xff" * 1000,
    Command.UNKNOWN: b"FOO bar\0",
}
_PACKETS = st.lists(
    st.builds(Packet, command=st.sampled_from(list(Command)), data=st.binary(max_size=200)), min_size=1, max_size=8
)


@pytest.mark.parametrize("command", Command, ids=lambda command: command.name.lower())
def test_reader_gives_every_command_with_its_data(command):
    data = _DATA.get(command, b"")
    assert list(PacketReader().packets(packet(command, data))) == [Packet(command=command, data=data)]


@pytest.mark.parametrize("command", Command, ids=lambda command: command.name.lower())
def test_reader_waits_for_the_last_byte_of_every_command(command):
    written = packet(command, _DATA.get(command, b""))[:100]
    written = struct.pack("!I", len(written) - 4) + written[4:]
    for at in range(1, len(written)):
        reader = PacketReader()
        assert list(reader.packets(written[:at])) == []
        assert [one.command for one in reader.packets(written[at:])] == [command]


@given(packets=_PACKETS, size=st.integers(min_value=1, max_value=50))
def test_reader_gives_the_same_packets_however_they_arrive(packets, size):
    stream = b"".join(packet(one.command, one.data) for one in packets)
    reader = PacketReader()
    found = [one for at in range(0, len(stream), size) for one in reader.packets(stream[at : at + size])]
    assert found == packets
    assert list(PacketReader().packets(stream)) == packets


@given(arrived=st.lists(st.binary(max_size=100), max_size=10))
def test_reader_refuses_what_is_no_protocol_and_fails_in_no_other_way(arrived):
    reader = PacketReader()
    try:
        for piece in arrived:
            list(reader.packets(piece))
    except BrokenProtocol:
        pass


@given(size=st.integers(min_value=1, max_value=40), piece=st.integers(min_value=1, max_value=50))
def test_reader_drops_the_data_of_a_packet_that_is_too_large_and_reads_on(size, piece):
    stream = packet("B", b"x" * (10 + size)) + packet("E")
    reader = PacketReader(most_bytes=10)
    found = [one for at in range(0, len(stream), piece) for one in reader.packets(stream[at : at + piece])]
    assert found == [Packet(command=Command.BODY, cut=True), Packet(command=Command.END_OF_BODY)]


def test_reader_holds_little_of_a_packet_that_never_ends():
    reader = PacketReader(most_bytes=1000)
    assert list(reader.packets(struct.pack("!I", 4_000_000_000) + b"B")) == []
    for _ in range(100):
        assert list(reader.packets(b"x" * 65_536)) == []
    assert len(reader._buffer) == 0


@pytest.mark.parametrize("arrived", [b"\0\0\0\0A", b"\0\0\0\1z", b"GET / HTTP/1.1\r\n", b"\0\0\0\1\xff"])
def test_reader_refuses_a_stream_that_is_none(arrived):
    with pytest.raises(BrokenProtocol):
        list(PacketReader().packets(arrived))


def test_reader_gives_what_came_before_a_stream_broke():
    found = PacketReader().packets(packet("A") + b"\0\0\0\0A")
    assert next(found) == Packet(command=Command.ABORT)
    with pytest.raises(BrokenProtocol):
        next(found)


def test_offer_keeps_only_what_this_gate_knows():
    (one,) = PacketReader().packets(negotiation(actions=0xFFFFFFFF, steps=0xFFFFFFFF))
    offer = read_offer(one)
    assert offer.version == 6
    assert offer.actions == Action.CHANGE_HEADERS | Action.QUARANTINE
    assert Step.SKIP in offer.steps


@pytest.mark.parametrize("data", [b"", b"\0" * 11, struct.pack("!III", 1, 0, 0)], ids=["empty", "short", "old"])
def test_offer_that_cannot_be_taken_is_refused(data):
    with pytest.raises(BrokenProtocol):
        read_offer(Packet(command=Command.NEGOTIATE, data=data))


def test_macros_are_read_whatever_their_bytes():
    (one,) = PacketReader().packets(macros(b"M", b"i", b"4F31", b"{mail_addr}", b"j\xc3\xb6rg", b"lonely"))
    assert read_macros(one) == {b"i": b"4F31", b"{mail_addr}": b"j\xc3\xb6rg", b"lonely": b""}


@given(data=st.binary(max_size=200))
def test_macros_of_any_bytes_give_something(data):
    assert isinstance(read_macros(Packet(command=Command.MACRO, data=data)), dict)


def test_removed_header_names_the_occurrence_and_gives_no_value():
    assert answers(removed_header(b"x-msgcheck-a", 2)) == [("m", b"\0\0\0\2x-msgcheck-a\0\0")]


def test_quarantined_gives_a_reason_in_one_line():
    assert answers(quarantined("msgcheck: MC203\r\nflöor")) == [("q", b"msgcheck: MC203??fl?or\0")]


def test_refused_is_a_line_that_fits_into_smtp():
    ((what, line),) = answers(refused("100 % of " + "x" * 1000))
    assert what == "y"
    assert line.startswith(b"550 5.7.1 100 ? of ")
    assert len(line) < 512
    assert line.endswith(b"\0")
    assert b"%" not in line


def test_said_and_packet_agree():
    assert packet(Command.BODY, b"x") == said(b"B", b"x")
