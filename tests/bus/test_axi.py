"""Burst splitter against a model; read arbiter with two clients on an AXI4 memory."""

import numpy as np
import pytest
from amaranth.sim import Simulator

from tinynpu.arch.config import Config
from tinynpu.bus.axi import BurstSplitter, ReadArbiter
from tinynpu.testing.axi import AxiMemory

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


def bursts_of(config, address, step, lines, line_bytes):
    """Bursts (address, beats) of a transfer, beat by beat."""
    bus, result = config.bus_bytes, []
    for line in range(lines):
        first = (address + line * step) & 0xFFFFFFFF
        begin = True
        for beat in range(first // bus, (first + line_bytes - 1) // bus + 1):
            at = beat * bus & 0xFFFFFFFF
            if begin or at % 4096 == 0 or result[-1][1] == config.burst_beats:
                result.append([at, 0])
            result[-1][1] += 1
            begin = False
    return [tuple(burst) for burst in result]


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
            ctx.set(splitter.address, address)
            ctx.set(splitter.step, step)
            ctx.set(splitter.lines, lines)
            ctx.set(splitter.line_bytes, line_bytes)
            ctx.set(splitter.start, 1)
            ctx.set(port.ready, 0)
            await ctx.tick()
            ctx.set(splitter.start, 0)
            found, held = [], None
            while ctx.get(splitter.active):
                assert ctx.get(port.valid)
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


class Run:
    """Two clients of an arbiter, each asks for its bursts and checks what comes.

    Attributes: ``cycles``, ``done`` (bursts answered of fetch and load), ``memory``.
    """

    def __init__(self, config, bursts, rng, *, pace, latency=3, halt_at=None, read_fault=None):
        self.config = config
        self.bursts = bursts
        self.rng = rng
        self.pace = pace
        self.halt_at = halt_at
        self.arbiter = ReadArbiter(config)
        self.content = rng.integers(0, 256, MEMORY_BYTES, dtype=np.uint8)
        self.faults = 0
        self.requested = [0, 0]
        self.done = [0, 0]
        self.memory = AxiMemory(
            self.content, self.arbiter.axi, bus_bytes=config.bus_bytes,
            burst_beats=config.burst_beats, rng=rng, pace=pace, latency=latency,
            read_fault=read_fault,
        )  # fmt: skip
        simulate(self.arbiter, self.testbench, background=[self.memory.reads])

    async def testbench(self, ctx):
        arbiter, bus = self.arbiter, self.config.bus_bytes
        requests = arbiter.fetch_request, arbiter.load_request
        responses = arbiter.fetch_response, arbiter.load_response
        offered, beat, beats = [False, False], [0, 0], 0
        for self.cycles in range(50000):
            halted = self.halt_at is not None and self.cycles >= self.halt_at
            ctx.set(arbiter.halt, int(halted))
            for i in range(2):
                bursts = self.bursts[i]
                if self.requested[i] < len(bursts) and self.rng.random() < self.pace:
                    offered[i] = True
                    address, count = bursts[self.requested[i]]
                    ctx.set(requests[i].payload.address, address)
                    ctx.set(requests[i].payload.beats, count)
                ctx.set(requests[i].valid, int(offered[i]))
                ctx.set(responses[i].ready, int(self.rng.random() < self.pace))
            *_, fetch, load, quiet, event, arvalid = await ctx.tick().sample(
                arbiter.fetch_request.ready, arbiter.load_request.ready, arbiter.quiet,
                arbiter.beat, arbiter.axi.arvalid,
            )  # fmt: skip
            *_, fetch_taken, fetch_beat, load_taken, load_beat = [0] * 4
            beats += event
            if halted:
                assert not fetch
                assert not load
            assert not (load and offered[0]), "load before fetch"
            if quiet:
                assert not arvalid
            for i, ready in enumerate((fetch, load)):
                if offered[i] and ready:
                    self.requested[i] += 1
                    offered[i] = False
            finished = halted or self.requested == [len(bursts) for bursts in self.bursts]
            if finished and quiet:
                break
        else:
            pytest.fail("not quiet")
