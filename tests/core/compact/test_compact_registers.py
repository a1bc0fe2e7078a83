"""Registers of the compact core: a part of the counters, and accesses that wait for their turn."""

import gc
import random
import warnings

import pytest
from amaranth.sim import Simulator

from tinynpu.arch.errors import ConfigurationError
from tinynpu.arch.registers import COUNTERS, register
from tinynpu.core.compact.microcode import State
from tinynpu.core.compact.registers import MirroredRegisters

SEED = 4
PERIOD = 5
"""Cycles from one turn of the service port to the next."""


class Bench:
    """Registers in front of a model of the engine's."""

    def __init__(self, dut: MirroredRegisters):
        self.dut = dut
        self.mirror = [0] * 256
        self.expected = dict.fromkeys(COUNTERS, 0)
        self.random = random.Random(SEED)
        self.events = self.done = False
        self.simulator = Simulator(dut)
        self.simulator.add_clock(1e-6)
        self.simulator.add_testbench(self.engine)
        self.simulator.add_testbench(self.count)

    def run(self, testbench):
        async def until_done(ctx):
            await testbench(ctx)
            self.done = True

        self.simulator.add_testbench(until_done)
        self.simulator.run()

    async def engine(self, ctx):
        dut = self.dut
        while not self.done:
            ctx.set(dut.service_turn, 1)
            *_, low, high = await ctx.tick().sample(dut.service_low, dut.service_high)
            ctx.set(dut.service_turn, 0)
            ctx.set(dut.service_data, self.mirror[low] | self.mirror[high] << 16)
            *_, write, at, value, mask = await ctx.tick().sample(
                dut.service_write, dut.service_address, dut.service_value, dut.service_mask
            )
            if write:
                bits = (0, 0xFF, 0xFF00, 0xFFFF)[mask]
                self.mirror[at] = (self.mirror[at] & ~bits) | (value & bits)
            ctx.set(dut.service_data, self.random.getrandbits(32))
            await ctx.tick().repeat(PERIOD - 2)

    async def count(self, ctx):
        while not self.done:
            events = self.random.getrandbits(len(COUNTERS)) | 1 if self.events else 0
            ctx.set(self.dut.events, events)
            for index, name in enumerate(COUNTERS):
                self.expected[name] += events >> index & 1
            await ctx.tick()

    async def state(self, ctx, value):
        """As the microcode writes it; wait until the counters are up to date."""
        ctx.set(self.dut.state_written, 1)
        await ctx.tick()
        ctx.set(self.dut.state_written, 0)
        ctx.set(self.dut.state, value)
        await ctx.tick()
        for _ in range(2000):
            if ctx.get(self.dut.counted):
                return
            await ctx.tick()
        raise AssertionError("the counters must be up to date within 2000 cycles")

    async def read(self, ctx, address):
        axi = self.dut.axi
        ctx.set(axi.araddr, address)
        ctx.set(axi.arvalid, 1)
        await ctx.tick().until(axi.arready)
        ctx.set(axi.arvalid, 0)
        ctx.set(axi.araddr, self.random.getrandbits(12))
        await ctx.tick().repeat(self.random.randint(1, 4))
        ctx.set(axi.rready, 1)
        *_, value = await ctx.tick().sample(axi.rdata).until(axi.rvalid)
        ctx.set(axi.rready, 0)
        return value

    async def write(self, ctx, address, value, strobe=15):
        axi = self.dut.axi
        ctx.set(axi.awaddr, address)
        ctx.set(axi.wdata, value)
        ctx.set(axi.wstrb, strobe)
        first, second = self.random.sample((axi.awvalid, axi.wvalid), 2)
        ctx.set(first, 1)
        await ctx.tick().repeat(self.random.randint(1, 12))
        ctx.set(second, 1)
        await ctx.tick().until(axi.awready & axi.wready)
        ctx.set(first, 0)
        ctx.set(second, 0)
        ctx.set(axi.wdata, self.random.getrandbits(32))
        ctx.set(axi.bready, 1)
        await ctx.tick().until(axi.bvalid)
        ctx.set(axi.bready, 0)


@pytest.mark.parametrize(
    "counters",
    [
        tuple(COUNTERS),
        ("cycles",),
        ("array_active", "cycles"),
        ("cycles", "read_beats", "commands"),
    ],
)
def test_counters(counters):
    """Those that are built are exact, whatever the host does meanwhile; the others read 0."""
    bench = Bench(MirroredRegisters(counters))

    async def testbench(ctx):
        for _ in range(2):
            await bench.state(ctx, State.BUSY | State.CLEAR)
            bench.expected = dict.fromkeys(COUNTERS, 0)
            bench.events = True
            await bench.state(ctx, State.BUSY | State.RUNNING)
            for name in counters:  # the low halves overflow soon
                at = register(name).offset // 2
                bench.mirror[at] = (bench.mirror[at] + 0xFF00) & 0xFFFF
                bench.expected[name] += 0xFF00
            for i in range(200):
                await bench.write(ctx, register("base1").offset, i)
                assert await bench.read(ctx, register("base1").offset) == i
            bench.events = False
            await bench.state(ctx, State.BUSY)
            for name in COUNTERS:
                wanted = bench.expected[name] if name in counters else 0
                assert await bench.read(ctx, register(name).offset) == wanted, name

    bench.run(testbench)


def test_accesses():
    """Strobes, bits that are not there, registers that are not in the mirror."""
    bench = Bench(MirroredRegisters(("cycles",)))

    async def testbench(ctx):
        await bench.state(ctx, 0)
        await bench.write(ctx, register("watchdog").offset, 0x11223344)
        await bench.write(ctx, register("watchdog").offset, 0x55667788, strobe=0b0110)
        assert await bench.read(ctx, register("watchdog").offset) == 0x11667744
        await bench.write(ctx, register("program").offset, 0xFFFFFFFF)
        assert await bench.read(ctx, register("program").offset) == 0xFFFFFFC0
        await bench.write(ctx, register("cycles").offset, 5)
        assert await bench.read(ctx, register("cycles").offset) == 0
        await bench.write(ctx, register("interrupt_enable").offset, 2)
        assert await bench.read(ctx, register("interrupt_enable").offset) == 2
        for address in (0x100, 0x3C, 0x800 + register("watchdog").offset):
            await bench.write(ctx, address, 0xFFFFFFFF)
            assert await bench.read(ctx, address) == 0
        assert await bench.read(ctx, register("watchdog").offset) == 0x11667744

    bench.run(testbench)


@pytest.mark.filterwarnings("ignore::amaranth.hdl.UnusedElaboratable")
def test_counters_that_cannot_be():
    for counters in ((), ("array_active",), ("cycles", "cache_misses")):
        with pytest.raises(ConfigurationError, match="The counters must be cycles and any of cycles, array_active, "):  # fmt: skip
            MirroredRegisters(counters)
    with warnings.catch_warnings():  # those that were refused are not missed
        warnings.simplefilter("ignore")
        gc.collect()
