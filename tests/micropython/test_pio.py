"""PIO programs in the emulator, cycle by cycle."""

import functools
import itertools
import random

import pytest

from tinynpu.testing.demo_board import RP2040, RP2350, RP2350_ALPHA


def levels_while(board, work):
    """``(cycle, clk, ui, uio)`` of every change on the pins meanwhile."""
    board.edges.clear()
    work()
    return [(time, level["clk"], level["ui"], level["uio"]) for time, level in board.edges]


@pytest.mark.parametrize("pinout", [RP2350, RP2040])
def test_a_transfer_takes_two_cycles_and_changes_while_the_clock_is_low(boot, pinout):
    machine = boot(pinout=pinout)
    port = machine.tinynpu_tt.connect().port
    stream = bytes([0x00, 0xF1, 0x80, 0x01, 0x7F, 0xA0, 0x00, 0x51])
    edges = levels_while(machine.board, lambda: port.exchange(stream, 0))
    begin = next(i for i, edge in enumerate(edges) if edge[3] == 0xF1)
    edges = edges[begin:]
    first = edges[0][0]
    expected = []
    for i in range(0, 8, 2):
        expected.append((i, 0, stream[i], stream[i + 1]))
        expected.append((i + 1, 1, stream[i], stream[i + 1]))
    # Then a cycle in which nothing moves, and the clock stays low.
    found = [(time - first, *rest) for time, *rest in edges]
    assert found[:8] == expected
    after = [(0, stream[6], stream[7]), (0, 0, 0), (1, 0, 0), (0, 0, 0)]
    assert [edge[1:] for edge in found[8:]] == after


@pytest.mark.parametrize(
    ("system_hz", "asked_hz", "divider"),
    [
        (125_000_000, 62_500_000, 1),
        (125_000_000, 50_000_000, 2),
        (125_000_000, 25_000_000, 3),
        (125_000_000, 10_000_000, 7),
        (150_000_000, 10_000_000, 8),
        (133_000_000, 1_000_000, 67),
        (125_000_000, 954, 65_514),
    ],
)
def test_every_cycle_is_as_long_as_asked_for(boot, system_hz, asked_hz, divider):
    """No fraction in the divider: PIO would make some cycles shorter by one of the system's."""
    settle_ns = 0 if asked_hz < 1_000_000 else 40
    port = boot(system_hz=system_hz).tinynpu_tt.connect(clock_hz=asked_hz, settle_ns=settle_ns).port
    assert port.clock_hz == system_hz // (2 * divider) <= asked_hz
    for machine_ in (port.send_machine, port.receive_machine):
        # As MicroPython's `ports/rp2/rp2_pio.c` finds the divider's 256ths.
        found = system_hz * 256 // machine_.freq
        # With large dividers a Hz is more than a 256th: cycles are then longer, never shorter.
        assert found == 256 * divider if divider < 500 else found >= 256 * divider


@pytest.mark.parametrize("system_hz", [125_000_000, 133_000_000, 150_000_000])
def test_the_time_to_settle_is_that_of_the_real_clock(boot, system_hz):
    machine = boot(system_hz=system_hz)
    rng = random.Random(5)
    for _ in range(8):
        settle_ns, asked_hz = rng.randrange(100), rng.randrange(1_000_000, 62_500_000)
        port = machine.tinynpu_tt.connect(clock_hz=asked_hz, settle_ns=settle_ns).port
        port.exchange(b"\x01\x01", 0)
        edges = levels_while(machine.board, functools.partial(port.exchange, b"", 2))
        rise = next(time for time, clk, _, _ in edges if clk)
        fall = next(time for time, clk, _, _ in edges if not clk and time > rise)
        # Exactly so many cycles of the system as are needed, up to one of PIO.
        divider = -(-system_hz // (2 * asked_hz))
        late = (fall - rise) * divider - 2 - settle_ns * system_hz / 1e9
        assert 0 <= late < divider or fall - rise == 1, (settle_ns, asked_hz)


def test_a_taken_byte_needs_the_time_to_settle(boot):
    machine = boot()
    # At 25 MHz a cycle of PIO is 20 ns; 40 ns and two cycles of 150 MHz are three of them.
    port = machine.tinynpu_tt.connect(clock_hz=25_000_000).port
    port.exchange(b"\x01\x01", 0)
    edges = levels_while(machine.board, lambda: port.exchange(b"", 8))
    assert all(uio & 1 for _, _, _, uio in edges[1:-1])
    assert edges[-1][3] & 1 == 0
    rises = [time for time, clk, _, _ in edges if clk]
    falls = [time for time, clk, _, _ in edges if not clk]
    assert len(rises) == 8
    assert {late - early for early, late in itertools.pairwise(rises)} == {5}
    assert {min(t for t in falls if t > rise) - rise for rise in rises} == {3}


def test_too_little_time_to_settle_loses_bytes(boot):
    machine = boot(round_trip_ns=30)
    tt = machine.tinynpu_tt
    tile = tt.connect(clock_hz=50_000_000, settle_ns=0)
    with pytest.raises(tt.TileError, match="not 74 74 6e 01"):
        tile.identify()
    tile.port.close()
    assert tt.connect(clock_hz=50_000_000, settle_ns=30).identify()["columns"] == 2


def test_a_long_stream_goes_in_chunks(boot, monkeypatch):
    machine = boot()
    monkeypatch.setattr(machine.tinynpu_pio, "CHUNK", 5)
    tile = machine.tinynpu_tt.connect()
    stream = machine.tinynpu_tt.plain_stream([0] * 11 + [1])
    assert tile.port.exchange(stream, 8)[:2] == b"tn"


def test_silence_ends_and_the_port_goes_on(boot):
    machine = boot()
    tt = machine.tinynpu_tt
    tile = tt.connect(polls=3)
    with pytest.raises(tt.TileError, match="not valid for 2 bytes"):
        tile.port.exchange(b"", 2)
    tile.reset()
    assert tile.status() == 0
    assert tile.identify()["columns"] == 2


def test_what_cannot_be(boot):
    tt = boot(pinout=RP2350_ALPHA).tinynpu_tt
    with pytest.raises(tt.TileError, match="not in 12 to 37"):
        tt.connect()
    tt = boot().tinynpu_tt
    with pytest.raises(
        tt.TileError, match="at most half of the system's 150000000 Hz, not 80000000"
    ):
        tt.connect(clock_hz=80_000_000)
    with pytest.raises(tt.TileError, match="must be at least 1145 Hz, not 1144"):
        tt.connect(clock_hz=1144)
    # Sixteen cycles of 75 MHz less two of 150 MHz.
    tt.connect(clock_hz=50_000_000, settle_ns=200)
    with pytest.raises(tt.TileError, match="settle_ns must be at most 200 at this clock"):
        tt.connect(clock_hz=50_000_000, settle_ns=201)


def test_one_port_is_open(boot):
    tt = boot().tinynpu_tt
    for _ in range(4):
        # The one before is closed: its programs leave room.
        tile = tt.connect()
        assert sum(len(program.opcodes) for program in tile.port.programs) == 13
        assert tile.status() == 0
    tile.port.close()
    tile.port.close()
    tile = tt.connect(port="bitbang")
    assert tile.status() == 0
    assert tt.connect().status() == 0
