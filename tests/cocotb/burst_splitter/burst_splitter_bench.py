"""Burst splitter: the lines of a transfer as bursts, of at most 16 beats and within 4 KiB."""

import cocotb

from tinynpu.cosim.agents import Bench, Scoreboard, StreamSink, quantity, restart
from tinynpu.testing.transfers import bursts_of
from tinynpu.verify.blocks import SMALL, find_block

_BUS, _BEATS = SMALL.bus_bytes, SMALL.burst_beats
_BURST_BYTES = _BUS * _BEATS
_FIELDS = ("base", "offset", "step", "lines", "line_bytes")


class Splitter:
    """Gives transfers and checks the bursts, by the rules of AXI4 and by the model."""

    def __init__(self, bench: Bench, pause: float):
        self.bench = bench
        self.scoreboard = Scoreboard("burst")
        self.sink = StreamSink(bench, "burst", self._take, bench.chances(pause))

    def _take(self, burst):
        assert burst.address % _BUS == 0, "a burst must be aligned to beats"
        assert 1 <= burst.beats <= _BEATS, f"a burst must have 1..{_BEATS} beats, not {burst.beats}"
        assert burst.address % 4096 + burst.beats * _BUS <= 4096, "a burst must not cross 4 KiB"
        self.scoreboard.take((burst.address, burst.beats))

    async def begin(self, transfer, expected=None):
        """Start; what the fields show at any other time must not matter."""
        bench = self.bench
        bursts = bursts_of(SMALL, *transfer) if expected is None else expected
        for burst in bursts:
            self.scoreboard.expect(burst)
        address, *rest = transfer
        base = bench.random.choice((0, bench.random.getrandbits(32)))
        for name, value in zip(_FIELDS, (base, (address - base) % (1 << 32), *rest), strict=True):
            bench.set(name, value)
        bench.set("start", 1)
        await bench.edge()
        assert not bench.bits("active"), "active with no transfer"
        assert not bench.bits("burst__valid"), "a burst without a transfer"
        bench.set("start", 0)
        for name in _FIELDS:
            bench.scramble(name)
        return len(bursts)

    async def finish(self):
        """Wait for the bursts: ``active`` falls after the last one, not earlier and not later."""
        while self.scoreboard.expected:
            await self.bench.edge()
            if self.scoreboard.expected:
                assert self.bench.bits("active"), "not active although bursts are left"

    async def run(self, transfers):
        for transfer in transfers:
            await self.begin(transfer)
            await self.finish()


async def start(dut, pause: float) -> Splitter:
    bench = Bench(dut, find_block("burst_splitter").make())
    await bench.start()
    return Splitter(bench, pause)


def random_transfer(bench: Bench, bursts: int = 12):
    """Transfer of about so many bursts, often with lines that end at or near a page's end."""
    draw = bench.random
    lines = draw.randint(1, 5)
    line_bytes = draw.randint(1, draw.choice((3, _BURST_BYTES, bursts * _BURST_BYTES // lines)))
    address = draw.getrandbits(32)
    if draw.random() < 0.5:
        page = draw.choice((0, 1 << 32, address & ~4095))
        address = (page - draw.choice((line_bytes, _BURST_BYTES)) + draw.randint(-5, 5)) % (1 << 32)
    step = draw.choice((draw.getrandbits(32), line_bytes, 4096, -line_bytes % (1 << 32)))
    return address, step, lines, line_bytes


@cocotb.test()
async def every_offset_and_length_near_a_burst(dut):
    """Each place of the first byte in a beat, with lengths of a beat and of a burst ± 1."""
    splitter = await start(dut, 0)
    lengths = [*range(1, 6), *range(_BURST_BYTES - 4, _BURST_BYTES + 6)]
    await splitter.run((256 + k, 0, 1, length) for k in range(_BUS) for length in lengths)


@cocotb.test()
async def pages_end_bursts(dut):
    """Lines that end a byte before, at, and a byte behind 4 KiB, and at the end of all memory."""
    splitter = await start(dut, 0)
    for page in (4096, 1 << 31, 1 << 32):
        for before in (1, _BUS, _BUS + 1, _BURST_BYTES - 1, _BURST_BYTES, _BURST_BYTES + 1):
            address = page - before
            await splitter.run(
                (address, 4096, 2, length)
                for length in (before - 1, before, before + 1, before + _BURST_BYTES)
                if length
            )
    await splitter.run([(4096, 4096, 2, 4096), (4095, 0, 1, 4098), (0, 0, 3, 4096)])


@cocotb.test()
async def a_burst_in_every_third_cycle(dut):
    """The first burst comes five cycles after the start; then one in each third cycle, also of new lines."""
    splitter = await start(dut, 0)
    bench = splitter.bench
    for _ in range(quantity(50, 1000)):
        bursts = await splitter.begin(random_transfer(bench, 40))
        await bench.cycles(5 + 3 * (bursts - 1))
        assert len(splitter.scoreboard.expected) <= 1, "a burst came late"
        await bench.edge()
        assert not splitter.scoreboard.expected, "the last burst came late"
        assert not bench.bits("active")


@cocotb.test()
@cocotb.parametrize(pause=(0.0, 0.3, 0.8))
async def random_transfers(dut, pause):
    """Random transfers, with pauses of the receiver from none to long ones."""
    splitter = await start(dut, pause)
    await splitter.run(random_transfer(splitter.bench) for _ in range(quantity(120, 5000)))


@cocotb.test()
@cocotb.parametrize(transfer=((0xFFFF_FF03, 5, 65535, 2), (0x7F3, 0, 1, (1 << 24) - 1)))
async def the_largest_counts(dut, transfer):
    """65535 lines, and a line of 2**24 - 1 bytes: as many bursts as there is time for."""
    splitter = await start(dut, 0)
    most = quantity(400, 1 << 20)
    address, step, lines, line_bytes = transfer
    some = (address, step, min(lines, most), min(line_bytes, most * _BURST_BYTES))
    expected = bursts_of(SMALL, *some)[:most]
    await splitter.begin(transfer, expected)
    while splitter.scoreboard.expected:
        await splitter.bench.edge()
    splitter.sink.task.cancel()
    await splitter.bench.edge()
    assert splitter.bench.bits("active") == (len(expected) == most)


@cocotb.test()
async def reset_at_any_moment(dut):
    """A reset ends the transfer, whatever its state; the next one is complete."""
    splitter = await start(dut, 0.4)
    bench = splitter.bench
    for _ in range(quantity(150, 5000)):
        await splitter.begin(random_transfer(bench))
        await bench.cycles(bench.random.randint(0, 12))
        await restart(bench, splitter.sink)
        splitter = Splitter(bench, 0.4)
        await splitter.run([random_transfer(bench, 3)])
