"""LEDs and button: the host's accesses pass, the panel's own come in between."""

import cocotb
from cocotbext.axi import AxiLiteBus, AxiLiteMaster, AxiLiteSlave, AxiResp

from tinynpu.arch.registers import register
from tinynpu.cosim.agents import Bench, quantity
from tinynpu.cosim.axi import LiteMonitor
from tinynpu.verify.blocks import find_block

_STATUS, _CONTROL = register("status").offset, register("control").offset
_PERIOD = 1 << 12
"""Cycles of the heartbeat in this size of the block."""


class Registers:
    """Bytes; what is written to ``control`` is listed."""

    def __init__(self, random):
        self.content = bytearray(random.randbytes(1 << 12))
        self.content[_STATUS : _STATUS + 4] = bytes(4)
        self.control: list[bytes] = []
        self.status_reads = 0

    async def read(self, address: int, length: int) -> bytes:
        self.status_reads += address == _STATUS
        return bytes(self.content[address : address + length])

    async def write(self, address: int, data: bytes):
        if address == _CONTROL:
            self.control.append(bytes(data))
        else:
            self.content[address : address + len(data)] = data


class System:
    """Block, host and registers."""

    def __init__(self, bench: Bench, chance: float = 0.0):
        self.bench = bench
        dut = bench.dut
        self.registers = Registers(bench.random)
        self.slave = AxiLiteSlave(
            AxiLiteBus.from_prefix(dut, "registers_"), dut.clk, dut.rst, self.registers
        )
        self.host = AxiLiteMaster(AxiLiteBus.from_prefix(dut, "host_"), dut.clk, dut.rst)
        LiteMonitor(bench, "registers__")
        LiteMonitor(bench, "host__")
        for side in (self.slave, self.host):
            write, read = side.write_if, side.read_if
            for end in (
                write.aw_channel, write.w_channel, write.b_channel, read.ar_channel, read.r_channel,
            ):  # fmt: skip
                end.set_pause_generator(bench.chances(chance))

    def set_status(self, value: int):
        self.registers.content[_STATUS] = value

    async def traffic(self, count: int):
        """One access of the host after the other, as the bridge makes them."""
        random, content = self.bench.random, self.registers.content
        for _ in range(count):
            address = 0x100 + 4 * random.randrange(256)
            await self.bench.cycles(random.randint(1, 6))
            if random.getrandbits(1):
                data = random.randbytes(4)
                assert (await self.host.write(address, data)).resp == AxiResp.OKAY
                assert content[address : address + 4] == data
            else:
                found = await self.host.read(address, 4)
                assert found.data == bytes(content[address : address + 4])


async def prepare(dut, chance: float = 0.0) -> System:
    bench = Bench(dut, find_block("panel").make())
    await bench.start()
    system = System(bench, chance)
    await bench.cycles(2)
    return system


@cocotb.test()
async def state_is_shown(dut):
    """Busy, done, error, while the host works and while it does not."""
    system = await prepare(dut, 0.2)
    bench = system.bench
    for value in (0, 1, 2, 4, 0, 5):
        system.set_status(value)
        await system.traffic(quantity(30, 300))
        await bench.cycles(_PERIOD // 8)
        assert bench.bits("leds") >> 1 == value
    assert system.registers.status_reads > 6
    assert not system.registers.control


@cocotb.test()
async def button(dut):
    """A press is one write of ``control.reset``; while it is held all LEDs blink together."""
    system = await prepare(dut, 0.2)
    bench = system.bench
    for presses in range(1, quantity(4, 20)):
        bench.set("button", 1)
        traffic = cocotb.start_soon(system.traffic(quantity(30, 300)))
        await bench.cycles(_PERIOD // 8)
        await traffic
        seen = set()
        for _ in range(_PERIOD):
            await bench.edge()
            seen.add(bench.bits("leds"))
        assert seen == {0, 15}
        assert system.registers.control == [b"\x02"] * presses
        bench.set("button", 0)
        await system.traffic(quantity(30, 300))
        await bench.cycles(_PERIOD // 8)
        assert bench.bits("leds") >> 1 == 0
        assert len(system.registers.control) == presses


@cocotb.test()
async def heartbeat(dut):
    """One change in half a period; more while the link is at work."""
    system = await prepare(dut)
    bench = system.bench

    async def changes() -> int:
        count, before = 0, bench.bits("leds") & 1
        for _ in range(2 * _PERIOD):
            await bench.edge()
            now = bench.bits("leds") & 1
            count, before = count + (now != before), now
        return count

    assert await changes() == 4
    bench.set("link_active", 1)
    assert await changes() > 12
    bench.set("link_active", 0)
    await bench.cycles(_PERIOD // 8)
    assert await changes() == 4
