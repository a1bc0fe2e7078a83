import io
import tracemalloc
import types

import numpy as np
import pytest

from tinynpu.arch.tile import MAX_STEPS, Command, RunFlag
from tinynpu.arch.tile_exchange import TileLayer, exchanges
from tinynpu.golden.tile import tile_bytes, tile_sums
from tinynpu.testing.demo_board import RP2040, RP2350

from .conftest import SCALED, SUMS
from .test_driver import make_block


def reference_crc(data):
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value << 1 ^ (0x107 if value & 0x80 else 0)
    return value


def request(transfers, wanted):
    body = len(transfers).to_bytes(2, "little") + np.asarray(transfers, np.uint8).tobytes()
    body += wanted.to_bytes(2, "little")
    return b"N" + body + bytes([reference_crc(body)])


def answer(data=b"", status=0):
    text = bytes([status]) + data
    return text + bytes([reference_crc(text)])


def serve(machine, requests, **options):
    tile = machine.tinynpu_tt.connect(**options)
    tile.identify()
    sink = io.BytesIO()
    machine.serve.Server(tile, io.BytesIO(requests), sink).run()
    return sink.getvalue()


@pytest.mark.parametrize("port", ["bitbang", "pio"])
def test_blocks_cross_in_frames(boot, port):
    machine = boot(SCALED)
    rng = np.random.default_rng(5)
    layer = TileLayer(2, -120, 120)
    sums = make_block(SCALED, RunFlag.SUMS, 2, rng)
    scaled = make_block(SCALED, RunFlag.SCALE, 2, rng)
    requests, answers = b"V" + request(layer.exchange().transfers, 0), answer(b"\1") + answer()
    for block in (sums, scaled):
        output = tile_bytes(block, SCALED, layer)
        for part in exchanges(block, SCALED):
            requests += request(part.transfers, part.wanted)
            answers += answer(output[: part.wanted])
            output = output[part.wanted :]
    assert serve(machine, requests + b"Q" + b"V", port=port) == answers + answer()


def test_a_block_may_be_cut(boot):
    machine = boot(SCALED, RP2040)
    block = make_block(SCALED, RunFlag.SCALE, 1, np.random.default_rng(6))
    first, *others = exchanges(block, SCALED)
    expected = tile_bytes(block, SCALED)
    requests, answers = b"", b""
    for begin in range(0, len(first.transfers), 7):
        requests += request(first.transfers[begin : begin + 7], 0)
        answers += answer()
    requests += request([], first.wanted - 1) + request([], 1)
    answers += answer(expected[: first.wanted - 1])
    answers += answer(expected[first.wanted - 1 : first.wanted])
    for i, part in enumerate(others, 1):
        requests += request(part.transfers, part.wanted)
        answers += answer(expected[i * part.wanted :][: part.wanted])
    assert serve(machine, requests) == answers


def test_what_goes_wrong(boot):
    identify = request([(Command.IDENTIFY, 0)], 8)
    damaged = bytearray(identify)
    damaged[3] ^= 4
    requests = bytes(damaged) + b"?" + request([], 1) + b"R" + identify + identify[:4]
    answers = answer(status=1) + answer(status=2) + answer() + answer(SUMS.identity)
    assert serve(boot(), requests, port="bitbang", patience=20) == answers


def test_a_frame_that_the_board_has_no_memory_for(boot, monkeypatch):
    machine = boot()

    def scarce(count):
        if count > 8192:
            raise MemoryError
        return bytearray(count)

    monkeypatch.setattr(machine.serve, "bytearray", scarce, raising=False)
    # N would be the next request if its bytes were not skipped.
    long = request(np.full((5000, 2), ord("N")), 0)
    identify = request([(Command.IDENTIFY, 0)], 8)
    requests, answers = long + identify, answer(status=3) + answer(SUMS.identity)
    assert serve(machine, requests) == answers


def test_no_memory_while_a_frame_moves(boot, monkeypatch):
    machine = boot()
    tile = machine.tinynpu_tt.connect()
    exchange = tile.port.exchange
    failures = [MemoryError, MemoryError, machine.tinynpu_tt.TileError]

    def fail(stream=b"", wanted=0):
        if stream == machine.tinynpu_tt.SOFT_RESET:
            return exchange(stream, wanted)
        raise failures.pop(0)

    monkeypatch.setattr(tile.port, "exchange", fail)
    monkeypatch.setattr(tile.port, "reset", fail)
    sink = io.BytesIO()
    identify = request([(Command.IDENTIFY, 0)], 8)
    machine.serve.Server(tile, io.BytesIO(identify + b"RRVQ"), sink).run()
    answers = [answer(status=3), answer(status=3), answer(status=2), answer(b"\1"), answer()]
    assert sink.getvalue() == b"".join(answers)


def test_the_tile_begins_anew_after_a_failure(boot):
    machine = boot(SUMS)
    block = make_block(SUMS, RunFlag.SUMS, 2, np.random.default_rng(8))
    (whole,) = exchanges(block, SUMS)
    # The tile still waits for operands when the bytes are wanted: PIO's strobe gives it some zeros.
    longest = [(Command.RUN, 0), (MAX_STEPS & 255, 0), (MAX_STEPS >> 8, 0)]
    requests = request([(0x99, 0)], 0) + request(longest, 3)
    answers = answer() + answer(status=2)
    # Error flags are gone, too.
    requests += request(whole.transfers, whole.wanted) + request([(Command.STATUS, 0)], 1)
    answers += answer(tile_bytes(block, SUMS)) + answer(b"\0")
    for port, options in (("bitbang", {"patience": 20}), ("pio", {"polls": 20})):
        assert serve(machine, requests, port=port, **options) == answers


@pytest.mark.parametrize("pinout", [RP2350, RP2040])
def test_the_longest_frame_of_the_pc_needs_little_memory(boot, pinout):
    """Of 4096 transfers and bytes; an RP2040 has some 190 KB for all."""
    machine = boot(SUMS, pinout)
    port = machine.tinynpu_tt.connect().port
    moved = []
    port._send = lambda words, count: moved.append(count)
    port.receive_machine = types.SimpleNamespace(put=lambda _: None, active=lambda _: None)
    port.receive_dma = types.SimpleNamespace(config=lambda **_: None, active=lambda: False)
    stream = bytearray(8192)
    tracemalloc.start()
    found = port.exchange(stream, 4096)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == bytes(4096)
    assert moved == [2048, 2048]
    # Beside the stream and what `connect` has.
    assert peak < 20_000, peak


def test_the_pcs_link(boot):
    """Both ends of `docs/tile_host.md`, in one process."""
    from tinynpu.runtime.tile.board import BoardLink

    machine = boot(SCALED)
    tile = machine.tinynpu_tt.connect()
    tile.identify()

    class Line:
        """The board answers what was written as soon as the PC reads."""

        name = "test"

        def __init__(self):
            self.written = b""

        def write(self, data):
            self.written += bytes(data)

        def read(self, timeout):
            sink = io.BytesIO()
            machine.serve.Server(tile, io.BytesIO(self.written), sink).run()
            self.written = b""
            return sink.getvalue()

        def close(self):
            pass

    link = BoardLink(Line(), SCALED)
    rng = np.random.default_rng(7)
    layer = TileLayer(-9, -128, 100)
    link.settings(layer)
    for flags in (RunFlag.SUMS, RunFlag.SCALE, RunFlag.SCALE | RunFlag.SHIFT | RunFlag.ONE_CHANNEL):
        block = make_block(SCALED, flags, 2, rng)
        assert link.run(block) == tile_bytes(block, SCALED, layer)
    assert tile_sums(block, SCALED).any()
