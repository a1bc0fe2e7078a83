"""On-chip memory: bursts of the core and words of the host at once, with pauses everywhere."""

import os

import cocotb

from tinynpu.bus.small_memory import SmallMemory
from tinynpu.cosim.agents import Bench, quantity
from tinynpu.cosim.axi import ChannelMonitor
from tinynpu.verify.blocks import find_block

_SIZE = int(os.environ.get("TINYNPU_MEMORY_SIZE", "2048"))
_SMALL = os.environ.get("TINYNPU_MEMORY_KIND") == "small"
"""`SmallMemory`, or what `find_block` gives."""
_BUS = 4 if _SMALL else 8
_BEAT_CYCLES = 2 if _SMALL else 1
_WHOLE = (1 << _BUS) - 1
_HALF = _SIZE // 2
"""The core works below, the host above, so that every result is known."""
_LIMIT = 200


class Channel:
    """Our end of a channel: waits for a handshake, with pauses before it."""

    def __init__(self, bench: Bench, prefix: str, chance: float):
        self.bench, self.prefix, self.chance = bench, prefix, chance

    async def pause(self):
        while self.bench.random.random() < self.chance:
            await self.bench.edge()

    async def put(self, channel: str, **payload: int):
        """Offer a payload until it is taken."""
        bench, port = self.bench, f"{self.prefix}__{channel}"
        await self.pause()
        for name, value in payload.items():
            bench.set(f"{port}{name}", value)
        bench.set(f"{port}valid", 1)
        for _ in range(_LIMIT):
            await bench.edge()
            if bench.bits(f"{port}ready"):
                break
        else:
            raise AssertionError(f"{port} must be taken within {_LIMIT} cycles")
        bench.set(f"{port}valid", 0)
        for name in payload:
            bench.scramble(f"{port}{name}")

    async def get(self, channel: str, *names: str) -> tuple[int, ...]:
        """Take a payload."""
        bench, port = self.bench, f"{self.prefix}__{channel}"
        await self.pause()
        bench.set(f"{port}ready", 1)
        for _ in range(_LIMIT):
            await bench.edge()
            if bench.bits(f"{port}valid"):
                break
        else:
            raise AssertionError(f"{port} must come within {_LIMIT} cycles")
        bench.set(f"{port}ready", 0)
        return tuple(bench.bits(f"{port}{name}") for name in names)


class System:
    """Block and what its memory has to hold."""

    def __init__(self, bench: Bench, chance: float):
        self.bench = bench
        self.shadow = bytearray(_SIZE)
        self.read, self.write, self.host = (
            Channel(bench, name, chance) for name in ("read", "write", "host")
        )
        for prefix, channel, payload in (
            ("read", "r", ("data", "resp", "last")),
            ("write", "b", ("resp",)),
            ("host", "r", ("data", "resp")),
            ("host", "b", ("resp",)),
        ):
            ChannelMonitor(bench, f"{prefix}__", channel, payload)

    def _burst(self) -> tuple[int, int]:
        random = self.bench.random
        beats = random.choice((1, 2, random.randint(1, 32)))
        return random.randrange(_HALF // _BUS - beats) * _BUS, beats

    async def read_burst(self, address: int, beats: int, stop: int = _SIZE):
        """Read; beats at or beyond ``stop`` are errors."""
        await self.read.put("ar", addr=address, len=beats - 1)
        for i in range(beats):
            data, response, last = await self.read.get("r", "data", "resp", "last")
            assert last == (i == beats - 1)
            at = address + i * _BUS
            if at >= stop:
                assert response == 3
                continue
            assert response == 0
            wanted = self.shadow[at : at + _BUS]
            assert data.to_bytes(_BUS, "little") == wanted, f"address {at}"

    async def write_burst(self, address: int, beats: int, whole: bool = False, stop: int = _SIZE):
        random = self.bench.random
        await self.write.put("aw", addr=address, len=beats - 1)
        for i in range(beats):
            data, strobes = (
                random.randbytes(_BUS),
                random.choice((_WHOLE, random.getrandbits(_BUS))),
            )
            if whole:
                strobes = _WHOLE
            last = int(i == beats - 1)
            await self.write.put("w", data=int.from_bytes(data, "little"), strb=strobes, last=last)
            at = address + i * _BUS
            for byte in range(_BUS):
                if strobes >> byte & 1 and at < stop:
                    self.shadow[at + byte] = data[byte]
        (response,) = await self.write.get("b", "resp")
        assert response == (3 if address + beats * _BUS > stop else 0)

    async def host_read(self, address: int):
        await self.host.put("ar", addr=address)
        data, response = await self.host.get("r", "data", "resp")
        if address >= _SIZE:
            assert response == 3
        else:
            assert response == 0
            assert data.to_bytes(4, "little") == self.shadow[address : address + 4]

    async def host_write(self, address: int, strobes: int = 15):
        data = self.bench.random.randbytes(4)
        address_half = cocotb.start_soon(self.host.put("aw", addr=address))
        await self.host.put("w", data=int.from_bytes(data, "little"), strb=strobes)
        await address_half
        (response,) = await self.host.get("b", "resp")
        assert response == (3 if address >= _SIZE else 0)
        if address < _SIZE:
            for byte in range(4):
                if strobes >> byte & 1:
                    self.shadow[address + byte] = data[byte]

    async def fill(self):
        """Give every byte a known value, from either side."""
        for address in range(0, _HALF, 32 * _BUS):
            await self.write_burst(address, 32, whole=True)
        for address in range(_HALF, _SIZE, 4):
            await self.host_write(address)

    async def core_traffic(self, count: int):
        for _ in range(count):
            work = self.write_burst if self.bench.random.getrandbits(1) else self.read_burst
            await work(*self._burst())

    async def host_traffic(self, count: int):
        random = self.bench.random
        for _ in range(count):
            address = _HALF + 4 * random.randrange(_HALF // 4)
            if random.getrandbits(1):
                await self.host_write(address, random.getrandbits(4))
            else:
                await self.host_read(address)

    async def compare(self):
        """Each side reads what the other one wrote."""
        for address in range(0, _SIZE, 32 * _BUS):
            await self.read_burst(address, 32)
        for address in range(0, _SIZE, 4 * 7):
            await self.host_read(address)


async def prepare(dut, chance: float = 0.0) -> System:
    memory = SmallMemory(size=_SIZE) if _SMALL else find_block("memory").make()
    bench = Bench(dut, memory)
    await bench.start()
    system = System(bench, chance)
    await system.fill()
    return system


@cocotb.test()
@cocotb.parametrize(chance=[0.0, 0.3, 0.8])
async def both_at_once(dut, chance):
    """Core and host, reads and writes, byte by byte."""
    system = await prepare(dut, chance)
    count = quantity(40, 1000)
    core = cocotb.start_soon(system.core_traffic(count))
    await system.host_traffic(4 * count)
    await core
    await system.compare()


@cocotb.test()
async def reads_and_writes_of_the_core_at_once(dut):
    """Both directions of the core's port do not disturb each other."""
    system = await prepare(dut, 0.1)

    async def read_quarter(count):
        for _ in range(count):
            await system.read_burst(_HALF + system.bench.random.randrange(64) * _BUS, 16)

    reads = cocotb.start_soon(read_quarter(quantity(40, 1000)))
    for _ in range(quantity(40, 1000)):
        await system.write_burst(*system._burst())
    await reads
    await system.compare()


@cocotb.test()
async def beyond_the_end(dut):
    """DECERR there, for each beat of a read, and nothing else is changed."""
    system = await prepare(dut, 0.1)
    random = system.bench.random
    for _ in range(quantity(15, 300)):
        inside = random.randint(0, 3)
        address = _SIZE - inside * _BUS
        await system.write_burst(address, inside + random.randint(1, 4))
        await system.read_burst(address, inside + random.randint(1, 4))
        far = random.randrange(_SIZE, 1 << 32, 256)
        await system.read_burst(far, 2)
        await system.host_read(far)
        await system.host_write(far)
    await system.compare()


@cocotb.test()
async def full_speed(dut):
    """Without pauses a beat a cycle in each direction; a beat read in two cycles of the small one."""
    system = await prepare(dut)
    bench = system.bench
    for length in (1, 16, 32):
        await bench.cycles(4)
        bench.set("read__rready", 1)
        await system.read.put("ar", addr=0, len=length - 1)
        beats = []
        for cycle in range(_BEAT_CYCLES * length + 4):
            await bench.edge()
            if bench.bits("read__rvalid"):
                beats.append(cycle)
        assert beats == list(range(beats[0], beats[0] + _BEAT_CYCLES * length, _BEAT_CYCLES))
        assert beats[0] <= 2
        bench.set("read__rready", 0)
