"""Burst splitter against a model; read arbiter with two clients on an AXI4 memory."""

import numpy as np
import pytest
from amaranth.sim import Simulator

from tinynpu.arch.config import Config
from tinynpu.bus.axi import BurstSplitter, ReadArbiter
from tinynpu.testing.axi import AxiMemory
from tinynpu.testing.transfers import bursts_of

SEED = 33
MEMORY_BYTES = 1 << 14


def simulate(design, *testbenches, background=()):
    simulator = Simulator(design)
    simulator.add_clock(1e-6)
    for testbench in testbenches:
        simulator.add_testbench(testbench)
    for testbench in background:
        simulator.add_testbench(testbench, background=True)
    simulator.run()


@pytest.mark.parametrize("bus", [4, 8, 16])
@pytest.mark.parametrize("burst", [1, 8, 256])
def test_splitter(bus, burst):
    config = Config(bus_bytes=bus, burst_beats=burst)
    rng = np.random.default_rng((SEED, bus, burst))
    splitter = BurstSplitter(config)
    transfers = [(0xFFFFFFF0 + 5, 17, 3, 40), (4096 - bus, 4096, 2, bus), (0, 0, 2, 4096)]
    for _ in range(20):
        first, step = (int(value) for value in rng.integers(0, 1 << 32, 2))
        if rng.integers(2):
            first = first | 0xF80  # just below a page's end
        size = int(rng.integers(1, rng.choice([3, 100, 1200])))
        transfers.append((first, step, int(rng.integers(1, 5)), size))

    async def testbench(ctx):
        port = splitter.burst
        for address, step, lines, line_bytes in transfers:
            base = int(rng.integers(1 << 32))
            ctx.set(splitter.base, base)
            ctx.set(splitter.offset, (address - base) % (1 << 32))
            ctx.set(splitter.step, step)
            ctx.set(splitter.lines, lines)
            ctx.set(splitter.line_bytes, line_bytes)
            ctx.set(splitter.start, 1)
            ctx.set(port.ready, 0)
            await ctx.tick()
            ctx.set(splitter.start, 0)
            found, held = [], None
            idle = -2  # the first burst comes two cycles later than the others
            while ctx.get(splitter.active):
                if not ctx.get(port.valid):
                    assert held is None, "an offer was withdrawn"
                    assert idle < 2, "a burst must be offered in the third cycle"
                    idle += 1
                    ctx.set(port.ready, int(rng.integers(2)))
                    await ctx.tick()
                    continue
                idle = 0
                burst = ctx.get(port.payload.address), ctx.get(port.payload.beats)
                assert held in (None, burst), "payload changed before the transfer"
                ready = int(rng.integers(2))
                ctx.set(port.ready, ready)
                held = None if ready else burst
                if ready:
                    found.append(burst)
                await ctx.tick()
            assert not ctx.get(port.valid)
            assert found == bursts_of(config, address, step, lines, line_bytes)

    simulate(splitter, testbench)


class Client:
    """Asks for bursts, and checks the beats that come; with random pauses."""

    def __init__(self, request, response, bursts, content, rng, pace):
        self.request, self.response = request, response
        self.bursts = bursts
        self.content = content
        self.rng, self.pace = rng, pace
        self.requested = self.answered = self.faults = 0

    async def testbench(self, ctx):
        request, response = self.request, self.response
        bus = len(response.payload.data) // 8
        offered, beat = False, 0
        while True:
            if self.requested < len(self.bursts) and self.rng.random() < self.pace:
                offered = True
                address, beats = self.bursts[self.requested]
                ctx.set(request.payload.address, address)
                ctx.set(request.payload.beats, beats)
            ctx.set(request.valid, int(offered))
            ctx.set(response.ready, int(self.rng.random() < self.pace))
            *_, taken, valid, ready, payload = await ctx.tick().sample(
                request.ready, response.valid, response.ready, response.payload
            )
            if offered and taken:
                self.requested += 1
                offered = False
            if valid and ready:
                assert self.answered < self.requested
                address, beats = self.bursts[self.answered]
                at = address + bus * beat
                if payload.error:
                    self.faults += 1
                else:
                    word = self.content[at : at + bus].tobytes()
                    assert payload.data == int.from_bytes(word, "little")
                beat += 1
                assert payload.last == (beat == beats)
                if payload.last:
                    self.answered += 1
                    beat = 0


class Run:
    """Two clients on an arbiter and a memory, until all is done or halted."""

    def __init__(self, config, bursts, rng, *, pace, latency=3, halt_at=None, read_fault=None):
        self.arbiter = arbiter = ReadArbiter(config)
        self.halt_at = halt_at
        content = rng.integers(0, 256, MEMORY_BYTES, dtype=np.uint8)
        self.clients = [
            Client(request, response, own, content, rng, pace)
            for request, response, own in (
                (arbiter.fetch_request, arbiter.fetch_response, bursts[0]),
                (arbiter.load_request, arbiter.load_response, bursts[1]),
            )
        ]
        self.memory = AxiMemory(
            content, arbiter.axi, bus_bytes=config.bus_bytes, burst_beats=config.burst_beats,
            rng=rng, pace=pace, latency=latency, read_fault=read_fault,
        )  # fmt: skip
        background = [*(client.testbench for client in self.clients), self.memory.reads]
        simulate(arbiter, self.monitor, background=background)

    async def monitor(self, ctx):
        arbiter = self.arbiter
        cycle = quiet_since = beats = 0
        while not quiet_since or cycle < quiet_since + 20:
            assert cycle < 50000, "not quiet"
            halted = self.halt_at is not None and cycle >= self.halt_at
            ctx.set(arbiter.halt, int(halted))
            complete = all(client.requested == len(client.bursts) for client in self.clients)
            *_, fetch_valid, fetch_ready, load_ready, quiet, beat, arvalid = (
                await ctx.tick().sample(
                    arbiter.fetch_request.valid, arbiter.fetch_request.ready,
                    arbiter.load_request.ready, arbiter.quiet, arbiter.beat, arbiter.axi.arvalid,
                )
            )  # fmt: skip
            assert not (load_ready and fetch_valid), "load before fetch"
            assert not (halted and (load_ready or fetch_ready)), "request taken while halted"
            assert not (arvalid and quiet), "quiet too early"
            assert not (arvalid and quiet_since), "burst after quiet"
            beats += beat
            if (halted or complete) and quiet and not quiet_since:
                quiet_since = cycle
                assert self.memory.reads_under_way == 0
                assert all(client.answered == client.requested for client in self.clients)
            cycle += 1
        self.cycles = quiet_since
        assert beats == self.memory.read_beats


def random_bursts(rng, config, count):
    bursts = []
    while len(bursts) < count:
        beats = int(rng.integers(1, config.burst_beats + 1))
        address = int(rng.integers(MEMORY_BYTES)) // config.bus_bytes * config.bus_bytes
        if address // 4096 == (address + beats * config.bus_bytes - 1) // 4096:
            bursts.append((address, beats))
    return bursts


@pytest.mark.parametrize("pace", [1.0, 0.6])
@pytest.mark.parametrize(
    ("bus", "burst", "outstanding"), [(4, 1, 1), (8, 4, 2), (16, 16, 3), (8, 8, 16)]
)
def test_each_client_gets_its_beats(bus, burst, outstanding, pace):
    config = Config(bus_bytes=bus, burst_beats=burst, outstanding=outstanding)
    rng = np.random.default_rng((SEED, bus, burst, outstanding))
    bursts = [random_bursts(rng, config, 30), random_bursts(rng, config, 30)]
    run = Run(config, bursts, rng, pace=pace, latency=int(rng.integers(1, 15)), read_fault=20)
    assert run.memory.read_bursts == 60
    assert run.memory.most_reads <= outstanding
    assert sum(client.faults for client in run.clients) == 1


@pytest.mark.parametrize("pace", [1.0, 0.6])
def test_halt(pace):
    config = Config(burst_beats=8)
    for halt_at in range(1, 60, 5):
        rng = np.random.default_rng((SEED, halt_at))
        bursts = [random_bursts(rng, config, 20), random_bursts(rng, config, 20)]
        run = Run(config, bursts, rng, pace=pace, halt_at=halt_at)
        assert run.memory.read_bursts < 40


def test_no_gaps_when_the_bursts_cover_the_latency():
    config = Config(burst_beats=32, outstanding=2)
    bursts = [(256 * i, 32) for i in range(16)]
    run = Run(config, [[], bursts], np.random.default_rng(SEED), pace=1.0, latency=25)
    assert run.cycles - 25 <= 16 * 32 + 8
