"""Memory in the banks of the scratchpad and the flash behind it: bursts, waits, errors, start-up."""

import os
import random
from itertools import pairwise

import pytest
from amaranth.sim import Simulator

from tinynpu.arch.link import FLASH_WINDOW
from tinynpu.bus.shared_memory import SharedMemory
from tinynpu.testing.flash import FlashModel

SEED = int(os.environ.get("TINYNPU_SEED", "1"))
SIZE = 4096
CONTENT = random.Random(5).randbytes(3 * 4096)
START_UP = 200
LIMIT = 20000


class Bench:
    """The block with RAM, flash, and agents of core and host.

    Parameters
    ----------
    chance
        Of a wait: RAM refuses, or an agent does not take or offer, in a cycle.
    """

    def __init__(self, *, flash: bool = True, chance: float = 0.0, asleep: bool = True):
        self.random = random.Random(SEED)
        self.chance = chance
        self.block = SharedMemory(size=SIZE, flash=flash)
        self.flash = FlashModel(CONTENT, asleep=asleep) if flash else None
        self.ram = bytearray(self.random.randbytes(SIZE))
        self.cycle = 0
        self._done = False

    def waits(self) -> bool:
        return self.random.random() < self.chance

    def run(self, *testbenches):
        simulator = Simulator(self.block)
        simulator.add_clock(1e-6)
        left = len(testbenches)

        async def surroundings(ctx):
            while left:
                await self._cycle(ctx)

        def counted(testbench):
            async def run(ctx):
                nonlocal left
                await testbench(ctx)
                left -= 1

            return run

        for testbench in testbenches:
            simulator.add_testbench(counted(testbench))
        simulator.add_testbench(surroundings)
        simulator.run()

    async def _cycle(self, ctx):
        """RAM and flash in a cycle."""
        block = self.block
        read, write = block.ram_read, block.ram_write
        grants = not self.waits()
        # What is asked for is known before it is granted.
        await ctx.delay(0.2e-6)
        reads, writes = ctx.get(read.valid) and grants, ctx.get(write.valid) and grants
        ctx.set(read.ready, int(reads))
        ctx.set(write.ready, int(writes))
        at = 4 * ctx.get(read.address)
        pins = None
        mask, data = ctx.get(write.mask), ctx.get(write.data).to_bytes(4, "little")
        if self.flash:
            names = ("clock", "select", "output", "drive")
            pins = {name: ctx.get(getattr(block.flash, name)) for name in names}
        await ctx.tick()
        self.cycle += 1
        ctx.set(
            read.data, int.from_bytes(self.ram[at : at + 4], "little") if reads else self._any(32)
        )
        if writes:
            for i in range(4):
                if mask >> i & 1:
                    self.ram[at + i] = data[i]
        if self.flash and pins:
            value = self.flash.cycle(**pins)
            ctx.set(block.flash.inputs, self._any(4) if value is None else value)

    def _any(self, bits: int) -> int:
        return self.random.getrandbits(bits)

    async def _put(self, ctx, port, channel, **payload):
        while self.waits():
            await ctx.tick()
        for name, value in payload.items():
            ctx.set(getattr(port, channel + name), value)
        ctx.set(getattr(port, f"{channel}valid"), 1)
        ready = getattr(port, f"{channel}ready")
        for _ in range(LIMIT):
            _, _, taken = await ctx.tick().sample(ready)
            if taken:
                break
        else:
            raise AssertionError(f"{channel} must be taken")
        ctx.set(getattr(port, f"{channel}valid"), 0)

    async def _get(self, ctx, port, channel, *names):
        while self.waits():
            await ctx.tick()
        ctx.set(getattr(port, f"{channel}ready"), 1)
        signals = [getattr(port, f"{channel}valid"), *(getattr(port, channel + n) for n in names)]
        for _ in range(LIMIT):
            _, _, valid, *values = await ctx.tick().sample(*signals)
            if valid:
                ctx.set(getattr(port, f"{channel}ready"), 0)
                return values
        raise AssertionError(f"{channel} must come")

    def expected(self, address: int) -> tuple[int, bytes | None]:
        """Response and content of a word."""
        if address < SIZE:
            return 0, bytes(self.ram[address : address + 4])
        if self.flash and address >> 24 == 1:
            at = address - FLASH_WINDOW
            return 0, (CONTENT[at : at + 4] + b"\xff" * 4)[:4]
        return 3, None

    async def read(self, ctx, address: int, beats: int):
        port = self.block.read
        await self._put(ctx, port, "ar", addr=address, len=beats - 1)
        for i in range(beats):
            data, response, last = await self._get(ctx, port, "r", "data", "resp", "last")
            wanted, content = self.expected(address + 4 * i)
            assert (response, last) == (wanted, i == beats - 1), (hex(address), i)
            if content is not None:
                assert data.to_bytes(4, "little") == content, (hex(address), i)

    async def write(self, ctx, address: int, beats: int):
        port = self.block.write
        await self._put(ctx, port, "aw", addr=address, len=beats - 1)
        for i in range(beats):
            data, strobes = self._any(32), self._any(4)
            await self._put(ctx, port, "w", data=data, strb=strobes, last=int(i == beats - 1))
        (response,) = await self._get(ctx, port, "b", "resp")
        assert response == (0 if address < SIZE else 3)

    async def host_read(self, ctx, address: int):
        port = self.block.host
        await self._put(ctx, port, "ar", addr=address)
        data, response = await self._get(ctx, port, "r", "data", "resp")
        wanted, content = self.expected(address)
        assert response == wanted
        assert content is None or data.to_bytes(4, "little") == content

    async def host_write(self, ctx, address: int):
        port = self.block.host
        data, strobes = self._any(32), self._any(4)
        ctx.set(port.awaddr, address)
        ctx.set(port.awvalid, 1)
        await self._put(ctx, port, "w", data=data, strb=strobes)
        ctx.set(port.awvalid, 0)
        (response,) = await self._get(ctx, port, "b", "resp")
        assert response == (0 if address < SIZE else 3)
        if address < SIZE:
            for i in range(4):
                if strobes >> i & 1:
                    assert self.ram[address + i] == data >> 8 * i & 0xFF


async def start_up(ctx):
    await ctx.tick().repeat(START_UP)


@pytest.mark.parametrize("chance", [0.0, 0.3, 0.8])
@pytest.mark.parametrize("flash", [False, True])
def test_both_at_once(flash, chance):
    """Core and host, memory and flash, bursts of all lengths."""
    bench = Bench(flash=flash, chance=chance)

    async def core(ctx):
        await start_up(ctx)
        for _ in range(60):
            beats = bench.random.choice((1, 2, 16, bench.random.randint(1, 32)))
            at = 4 * bench.random.randrange(SIZE // 4 - beats)
            kind = bench.random.randrange(4)
            if kind == 0:
                await bench.write(ctx, at // 2 & ~3, min(beats, 16))
            elif kind == 1:
                await bench.read(ctx, at, beats)
            else:
                await bench.read(ctx, FLASH_WINDOW + at, beats)

    async def host(ctx):
        await start_up(ctx)
        for _ in range(100):
            at = SIZE // 2 + 4 * bench.random.randrange(SIZE // 8)
            kind = bench.random.randrange(3)
            if kind == 0:
                await bench.host_write(ctx, at)
            else:
                await bench.host_read(ctx, at + (kind - 1) * FLASH_WINDOW)

    # The host writes in the upper half, the core in the lower one.
    bench.run(core, host)


def test_boundaries():
    """Bursts to both sides of pages, the first and the last words, and bits of all weights."""
    bench = Bench()

    async def core(ctx):
        await start_up(ctx)
        for address, beats in (
            (0, 1),
            (4, 3),
            (4096 - 64, 16),
            (4096, 16),
            (8192 - 4, 1),
            (8192, 2),
        ):
            await bench.read(ctx, FLASH_WINDOW + address, beats)
        for bit in range(2, 24):
            await bench.read(ctx, FLASH_WINDOW + (1 << bit), 1)
        await bench.read(ctx, FLASH_WINDOW + 0xFFFFFC, 1)

    bench.run(core)
    wanted = [0, 4, 4096 - 64, 4096, 8192 - 4, 8192, *(1 << bit for bit in range(2, 24)), 0xFFFFFC]
    assert bench.flash is not None
    assert bench.flash.reads == wanted


def test_beyond():
    """Errors, for reads in each beat; the flash takes no writes."""
    bench = Bench()

    async def core(ctx):
        await start_up(ctx)
        for address in (SIZE, FLASH_WINDOW - 4096, 2 * FLASH_WINDOW, 3 * FLASH_WINDOW, 1 << 31):
            await bench.read(ctx, address, 3)
            await bench.write(ctx, address, 2)
            await bench.host_read(ctx, address)
            await bench.host_write(ctx, address)
        before = bytes(bench.ram)
        await bench.write(ctx, FLASH_WINDOW, 4)
        await bench.host_write(ctx, FLASH_WINDOW + 64)
        assert bench.ram == before
        await bench.read(ctx, FLASH_WINDOW, 4)

    bench.run(core)


@pytest.mark.parametrize("asleep", [False, True])
def test_start_up(asleep):
    """The flash is woken once, and not touched for a while after that."""
    bench = Bench(asleep=asleep)

    async def core(ctx):
        await ctx.tick().repeat(60)
        assert bench.flash
        assert not bench.flash.asleep
        assert bench.flash.pulses in range(8, 60)
        await ctx.tick().repeat(140)
        pulses = bench.flash.pulses
        await bench.read(ctx, FLASH_WINDOW, 1)
        assert bench.flash.pulses > pulses
        assert bench.flash.reads == [0]

    bench.run(core)


def test_speed():
    """A word of the flash in eight cycles if it is taken within four."""
    bench = Bench()
    taken = []

    async def core(ctx):
        await start_up(ctx)
        port = bench.block.read
        begin = bench.cycle
        ctx.set(port.araddr, FLASH_WINDOW + 64)
        ctx.set(port.arlen, 15)
        ctx.set(port.arvalid, 1)
        await ctx.tick()
        ctx.set(port.arvalid, 0)
        for i in range(16):
            await ctx.tick().until(port.rvalid)
            taken.append(bench.cycle - begin)
            await ctx.tick().repeat(2)
            ctx.set(port.rready, 1)  # in the fourth cycle
            _, _, data, last = await ctx.tick().sample(port.rdata, port.rlast)
            ctx.set(port.rready, 0)
            assert data.to_bytes(4, "little") == CONTENT[64 + 4 * i : 68 + 4 * i]
            assert last == (i == 15)

    bench.run(core)
    assert [b - a for a, b in pairwise(taken)] == [8] * 15
    assert taken[0] <= 52
