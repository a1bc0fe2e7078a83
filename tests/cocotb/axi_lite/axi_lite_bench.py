"""AXI4-Lite subordinate: a memory behind it, accesses from cocotbext-axi with pauses everywhere."""

import cocotb
import cocotb.triggers
from cocotbext.axi import AxiLiteBus, AxiLiteMaster, AxiResp

from tinynpu.cosim.agents import Bench, quantity
from tinynpu.cosim.axi import LiteMonitor
from tinynpu.verify.blocks import find_block

_WORDS = 1024
_CHANNELS = ("aw", "w", "b", "ar", "r")
_PAUSES = {
    "none": (),
    "address_late": ("aw",),
    "data_late": ("w",),
    "responses_late": ("b", "r"),
    "all": _CHANNELS,
}


class Memory:
    """Words behind the register bus; reads answer in the same cycle."""

    def __init__(self, bench: Bench):
        self.bench = bench
        self.words = [bench.random.getrandbits(32) for _ in range(_WORDS)]
        self.writes = 0
        cocotb.start_soon(self._write())
        cocotb.start_soon(self._read())

    async def _write(self):
        bench = self.bench
        while True:
            await bench.edge()
            if bench.bits("registers__write") and not bench.bits("rst"):
                self.writes += 1
                address = bench.bits("registers__write_address")
                data, mask = (
                    bench.bits("registers__write_data"),
                    bench.bits("registers__write_mask"),
                )
                self.words[address] = merged(self.words[address], data, mask)

    async def _read(self):
        bench = self.bench
        while True:
            # In the middle of the cycle its address stands, and its data is in time for the edge.
            await cocotb.triggers.FallingEdge(bench.dut.clk)
            address = bench.dut.registers__read_address.value
            if address.is_resolvable:
                bench.set("registers__read_data", self.words[int(address)])


def merged(old: int, new: int, strobe: int) -> int:
    """A word of which the bytes with a strobe bit were written."""
    field = sum(0xFF << 8 * byte for byte in range(4) if strobe >> byte & 1)
    return (old & ~field) | (new & field)


async def prepare(dut) -> tuple[Bench, Memory, LiteMonitor, AxiLiteMaster]:
    """Reset block with its memory, the monitor and the manager of cocotbext-axi."""
    bench = Bench(dut, find_block("axi_lite").make())
    await bench.start()
    memory = Memory(bench)
    monitor = LiteMonitor(bench, "axi__")
    manager = AxiLiteMaster(AxiLiteBus.from_prefix(dut, "axi_"), dut.clk, dut.rst)
    await bench.cycles(2)
    return bench, memory, monitor, manager


def pause(bench: Bench, manager: AxiLiteMaster, chances: dict[str, float]):
    """Let channels pause with these chances."""
    read, write = manager.read_if, manager.write_if
    ends = {
        "aw": write.aw_channel,
        "w": write.w_channel,
        "b": write.b_channel,
        "ar": read.ar_channel,
        "r": read.r_channel,
    }
    for name, end in ends.items():
        end.set_pause_generator(bench.chances(chances.get(name, 0)))


async def access(bench: Bench, manager: AxiLiteMaster, shadow: list[int], count: int):
    """Random reads and writes of 1 to 4 bytes, one after the other, against ``shadow``."""
    for _ in range(count):
        word, first = bench.random.randrange(_WORDS), bench.random.randrange(4)
        length = bench.random.randint(1, 4 - first)
        if bench.random.getrandbits(1):
            raw = bench.random.randbytes(length)
            response = await manager.write(4 * word + first, raw)
            assert response.resp == AxiResp.OKAY
            data = int.from_bytes(raw, "little") << 8 * first
            strobe = ((1 << length) - 1) << first
            shadow[word] = merged(shadow[word], data, strobe)
        else:
            response = await manager.read(4 * word + first, length)
            assert response.resp == AxiResp.OKAY
            wanted = shadow[word].to_bytes(4, "little")[first : first + length]
            assert response.data == wanted, f"word {word}: {response.data} read, not {wanted}"


@cocotb.test()
@cocotb.parametrize(pauses=[*_PAUSES])
async def accesses(dut, pauses):
    """What was written is read, byte by byte, whichever channel pauses."""
    slow = _PAUSES[pauses]
    bench, memory, monitor, manager = await prepare(dut)
    pause(bench, manager, dict.fromkeys(slow, 0.6))
    shadow = list(memory.words)
    await access(bench, manager, shadow, quantity(300, 10_000))
    assert memory.words == shadow
    for channel in monitor.channels:
        assert channel.transfers, f"{channel.channel}: nothing came"
        if not slow:
            assert channel.longest_wait <= 3, f"{channel.channel}: a wait without a reason"


@cocotb.test()
async def reads_and_writes_at_once(dut):
    """Both directions at work together, several accesses waiting; every write counts once."""
    bench, memory, _, manager = await prepare(dut)
    pause(bench, manager, dict.fromkeys(_CHANNELS, 0.3))
    count = quantity(300, 10_000)
    before = list(memory.words)
    half = _WORDS // 2
    writes = {half + i % half: bench.random.getrandbits(32) for i in range(count)}
    reads = [bench.random.randrange(half) for _ in range(count)]
    operations = [
        (manager.init_write(4 * word, value.to_bytes(4, "little")), None)
        for word, value in writes.items()
    ] + [(manager.init_read(4 * word, 4), word) for word in reads]
    for operation, word in operations:
        await operation.wait()
        if word is not None:
            assert operation.data.data == before[word].to_bytes(4, "little")
    assert memory.writes == len(writes)
    assert all(memory.words[word] == value for word, value in writes.items())


@cocotb.test()
async def reset_at_every_phase(dut):
    """A reset in any cycle of a write and a read leaves no response behind; then all works."""
    bench, memory, monitor, manager = await prepare(dut)
    for delay in range(12):
        word = bench.random.randrange(_WORDS)
        manager.init_write(4 * word, bytes(4))
        manager.init_read(4 * word, 4)
        await bench.cycles(delay)
        await bench.reset()
        monitor.forget()
        await bench.cycles(1)
        assert not bench.bits("axi__bvalid"), f"a reset after {delay} cycles left a write response"
        assert not bench.bits("axi__rvalid"), f"a reset after {delay} cycles left a read response"
        assert bench.bits("axi__awready"), "the next write address must be taken at once"
        assert bench.bits("axi__wready"), "the next write data must be taken at once"
        shadow = list(memory.words)
        await access(bench, manager, shadow, 4)
        assert memory.words == shadow
