"""AXI4-Lite subordinate and the registers behind it, against a model."""

import numpy as np
import pytest
from amaranth.hdl import Module
from amaranth.lib import wiring
from amaranth.lib.wiring import connect
from amaranth.sim import Simulator

from tinynpu.arch.presets import preset
from tinynpu.arch.registers import CSR_ADDRESS_WIDTH, REGISTERS, register
from tinynpu.bus.axi_lite import AxiLiteSubordinate
from tinynpu.bus.csr import ControlRegisters

CONFIG = preset("base")


class Bench(wiring.Component):
    def __init__(self):
        self.axi = AxiLiteSubordinate(CSR_ADDRESS_WIDTH)
        self.registers = ControlRegisters(CONFIG)
        super().__init__({})

    def elaborate(self, platform):
        m = Module()
        m.submodules.axi = self.axi
        m.submodules.registers = self.registers
        connect(m, self.axi.registers, self.registers.bus)
        return m


class Manager:
    """Accesses with random pauses, address and data of a write in any order."""

    def __init__(self, ctx, port, rng):
        self.ctx, self.port, self.rng = ctx, port, rng

    async def pause(self):
        for _ in range(int(self.rng.integers(3))):
            await self.ctx.tick()

    async def read(self, address):
        ctx, port = self.ctx, self.port
        await self.pause()
        ctx.set(port.araddr, address)
        ctx.set(port.arvalid, 1)
        while not ctx.get(port.arready):
            await ctx.tick()
        await ctx.tick()
        ctx.set(port.arvalid, 0)
        await self.pause()
        ctx.set(port.rready, 1)
        while not ctx.get(port.rvalid):
            await ctx.tick()
        value, response = ctx.get(port.rdata), ctx.get(port.rresp)
        await ctx.tick()
        ctx.set(port.rready, 0)
        assert response == 0
        return value

    async def write(self, address, value, strobe=15):
        ctx, port = self.ctx, self.port
        delays = {"aw": int(self.rng.integers(4)), "w": int(self.rng.integers(4))}
        ctx.set(port.awaddr, address)
        ctx.set(port.wdata, value)
        ctx.set(port.wstrb, strobe)
        left = {"aw", "w"}
        cycle = 0
        while left:
            for channel in left:
                ctx.set(getattr(port, f"{channel}valid"), int(cycle >= delays[channel]))
            taken = {
                channel
                for channel in left
                if cycle >= delays[channel] and ctx.get(getattr(port, f"{channel}ready"))
            }
            assert not ctx.get(port.bvalid), "response before the write is complete"
            await ctx.tick()
            for channel in taken:
                ctx.set(getattr(port, f"{channel}valid"), 0)
            left -= taken
            cycle += 1
        await self.pause()
        ctx.set(port.bready, 1)
        while not ctx.get(port.bvalid):
            await ctx.tick()
        assert ctx.get(port.bresp) == 0
        await ctx.tick()
        ctx.set(port.bready, 0)


def simulate(body):
    bench = Bench()

    async def testbench(ctx):
        await body(bench, ctx, Manager(ctx, bench.axi.axi, np.random.default_rng(4)))

    simulator = Simulator(bench)
    simulator.add_clock(1e-6)
    simulator.add_testbench(testbench)
    simulator.run()


def test_constants_and_unknown_offsets():
    async def body(bench, ctx, manager):
        for entry in REGISTERS:
            value = sum(f.value(CONFIG) << f.lsb for f in entry.fields if f.value)
            assert await manager.read(entry.offset) == value, entry.name
        await manager.write(0, 0)
        assert await manager.read(0) == 0x55504E54
        await manager.write(0xFFC, 0xFFFFFFFF)
        assert await manager.read(0xFFC) == 0

    simulate(body)


@pytest.mark.parametrize("name", ["base0", "base3", "program", "watchdog", "interrupt_enable"])
def test_read_write_with_strobes(name):
    entry = register(name)
    mask = sum(((1 << f.width) - 1) << f.lsb for f in entry.fields)

    async def body(bench, ctx, manager):
        rng = np.random.default_rng(5)
        expected = 0
        for _ in range(40):
            value, strobe = int(rng.integers(1 << 32)), int(rng.integers(16))
            bytes_ = sum(255 << 8 * i for i in range(4) if strobe >> i & 1)
            expected = (expected & ~bytes_) | (value & bytes_)
            await manager.write(entry.offset, value, strobe)
            assert await manager.read(entry.offset) == expected & mask

    simulate(body)


def test_pulses_and_write_one_to_clear():
    async def body(bench, ctx, manager):
        registers = bench.registers
        ctx.set(registers.interrupt_pending_done, 1)
        await ctx.tick()
        ctx.set(registers.interrupt_pending_done, 0)
        offset = register("interrupt_pending").offset
        assert await manager.read(offset) == 1
        await manager.write(offset, 2)
        assert await manager.read(offset) == 1
        await manager.write(offset, 1)
        assert await manager.read(offset) == 0
        # Setting wins over clearing.
        ctx.set(registers.interrupt_pending_error, 1)
        await manager.write(offset, 3)
        ctx.set(registers.interrupt_pending_error, 0)
        assert await manager.read(offset) == 2
        await manager.write(register("control").offset, 1)
        assert await manager.read(register("control").offset) == 0

    simulate(body)


def test_start_is_one_pulse():
    bench = Bench()
    pulses = []

    async def count(ctx):
        async for _, _, start, reset in ctx.tick().sample(
            bench.registers.control_start, bench.registers.control_reset
        ):
            pulses.append((start, reset))

    async def testbench(ctx):
        manager = Manager(ctx, bench.axi.axi, np.random.default_rng(6))
        await manager.write(register("control").offset, 1)
        await manager.write(register("control").offset, 2)
        await manager.write(register("control").offset, 3, strobe=0)
        await ctx.tick().repeat(4)

    simulator = Simulator(bench)
    simulator.add_clock(1e-6)
    simulator.add_testbench(testbench)
    simulator.add_testbench(count, background=True)
    simulator.run()
    assert pulses.count((1, 0)) == 1
    assert pulses.count((0, 1)) == 1
    assert pulses.count((1, 1)) == 0
