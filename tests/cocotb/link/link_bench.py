"""Link bridge: requests as bytes, registers and memory behind cocotbext-axi, every way to damage a frame.

The replies are compared byte by byte with those that the frames of `tinynpu.arch.link` ask for.
"""

import cocotb
from cocotbext.axi import AxiLiteBus, AxiLiteSlave

from tinynpu.arch.link import (
    BLOCK_BYTES,
    BLOCK_WORDS,
    IDENTITY,
    LINK_VERSION,
    REQUEST_SYNC,
    Space,
    Status,
)
from tinynpu.cosim.agents import (
    Bench,
    StreamSink,
    StreamSource,
    quantity,
    restart,
    stretches,
)
from tinynpu.cosim.axi import ChannelMonitor
from tinynpu.runtime.link.protocol import encode_reply, encode_request, find_reply
from tinynpu.verify.blocks import find_block

_TIMEOUT = 512
_LONGEST = 300 * (10 + 4 * 30)
"""Cycles of a request and its reply at most: 300 bytes, a CRC each and a word now and then."""


class Target:
    """Bytes behind a bus; what is accessed is counted, addresses in ``faulty`` fail."""

    def __init__(self, size: int, random):
        self.content = bytearray(random.randbytes(size))
        self.faulty = range(0)
        self.reads = self.writes = 0

    async def read(self, address: int, length: int) -> bytes:
        self.reads += 1
        self._check(address)
        address %= len(self.content)
        return bytes(self.content[address : address + length])

    async def write(self, address: int, data: bytes):
        self.writes += 1
        self._check(address)
        address %= len(self.content)
        self.content[address : address + len(data)] = data

    def _check(self, address: int):
        if address in self.faulty:
            raise IndexError(f"no register or memory at {address:#x}")


class System:
    """Block, host and buses.

    Parameters
    ----------
    chance
        Of pauses on both streams and all channels.
    """

    def __init__(self, bench: Bench, chance: float = 0.0):
        self.bench = bench
        dut = bench.dut
        self.sent = bytearray()
        self.sequence = bench.random.getrandbits(8)

        def pauses():
            return stretches(bench, chance, 20)

        self.source = StreamSource(bench, "received", pauses())
        self.sink = StreamSink(bench, "send", self.sent.append, pauses())
        self.targets = {
            Space.REGISTERS: Target(1 << 12, bench.random),
            Space.MEMORY: Target(1 << 16, bench.random),
        }
        self.slaves = {}
        for space, name in ((Space.REGISTERS, "registers"), (Space.MEMORY, "memory")):
            bus = AxiLiteBus.from_prefix(dut, f"{name}_")
            slave = AxiLiteSlave(bus, dut.clk, dut.rst, self.targets[space])
            write, read = slave.write_if, slave.read_if
            for end in (
                write.aw_channel, write.w_channel, write.b_channel, read.ar_channel, read.r_channel,
            ):  # fmt: skip
                end.set_pause_generator(bench.chances(chance))
            self.slaves[space] = slave
            for channel, payload in (("aw", ("addr",)), ("w", ("data", "strb")), ("ar", ("addr",))):
                ChannelMonitor(bench, f"{name}__", channel, payload)

    def agents(self):
        return [self.source, self.sink]

    async def idle(self, limit: int = _LONGEST):
        """Wait until the bridge waits for a request."""
        for _ in range(limit):
            await self.bench.edge()
            if not self.source.queue and not self.bench.bits("active"):
                return
        raise AssertionError(f"the bridge must be idle within {limit} cycles")

    async def raw(self, data: bytes) -> bytes:
        """Send bytes; what comes until the bridge is idle again."""
        self.sent.clear()
        self.source.queue.extend(data)
        await self.bench.cycles(2)
        await self.idle()
        await self.bench.cycles(3)
        return bytes(self.sent)

    async def request(self, space: Space, address: int, *, repeat: bool = False, **what) -> bytes:
        """Send a request with the next sequence number, or the last one again."""
        self.sequence = (self.sequence + (not repeat)) % 256
        return await self.raw(encode_request(self.sequence, space, address, **what))

    def reply(self, status: Status = Status.OK, payload: bytes = b"") -> bytes:
        return encode_reply(self.sequence, status, payload)

    async def alive(self):
        """A good request is answered."""
        found = await self.request(Space.MEMORY, 0, words=2)
        assert found == self.reply(payload=bytes(self.targets[Space.MEMORY].content[:8]))


def identity_bytes(bench_block) -> bytes:
    return b"".join(bench_block.identity[name].to_bytes(4, "little") for name, _ in IDENTITY)


async def prepare(dut, chance: float = 0.0) -> System:
    bench = Bench(dut, find_block("link").make())
    await bench.start()
    return System(bench, chance)


def some_place(random, space: Space) -> tuple[int, int]:
    """Address and words of a transfer within a block."""
    words = random.choice((1, 2, random.randint(1, BLOCK_WORDS), BLOCK_WORDS))
    size = 1 << 12 if space == Space.REGISTERS else 1 << 16
    block = random.randrange(size // BLOCK_BYTES) * BLOCK_BYTES
    return block + 4 * random.randint(0, BLOCK_WORDS - words), words


@cocotb.test()
@cocotb.parametrize(chance=[0.0, 0.02, 0.4])
async def accesses(dut, chance):
    """Random reads and writes with strobes of both spaces, and the identity."""
    system = await prepare(dut, chance)
    random = system.bench.random
    shadow = {space: bytearray(target.content) for space, target in system.targets.items()}
    for _ in range(quantity(20, 2000)):
        space = random.choice((Space.REGISTERS, Space.MEMORY, Space.MEMORY, Space.IDENTITY))
        if space == Space.IDENTITY:
            words = random.randint(1, 8)
            whole = 3 * identity_bytes(find_block("link").make())
            assert await system.request(space, 0, words=words) == system.reply(
                payload=whole[: 4 * words]
            )
            continue
        address, words = some_place(random, space)
        if random.getrandbits(1):
            data, strobes = random.randbytes(4 * words), random.choice((15, random.getrandbits(4)))
            found = await system.request(space, address, data=data, strobes=strobes)
            assert found == system.reply()
            for i, byte in enumerate(data):
                if strobes >> i % 4 & 1:
                    shadow[space][address + i] = byte
        else:
            found = await system.request(space, address, words=words)
            wanted = bytes(shadow[space][address : address + 4 * words])
            assert found == system.reply(payload=wanted)
    for space, target in system.targets.items():
        assert target.content == shadow[space]


@cocotb.test()
async def repeated(dut):
    """A write that is sent again is answered again, and done once; a read is done again."""
    system = await prepare(dut)
    random, target = system.bench.random, system.targets[Space.REGISTERS]
    for _ in range(quantity(6, 300)):
        words = random.randint(1, 4)
        data = random.randbytes(4 * words)
        target.faulty = range(4 * random.randint(1, 3), 16) if random.random() < 0.3 else range(0)
        before = target.writes
        status = Status.BUS_ERROR if target.faulty.start in range(1, 4 * words) else Status.OK
        assert await system.request(Space.REGISTERS, 0, data=data) == system.reply(status)
        done = target.writes - before
        assert done == (target.faulty.start // 4 + 1 if status else words)
        target.faulty = range(0)
        target.content[:16] = bytes(16)
        for _ in range(random.randint(1, 3)):
            if random.getrandbits(1):  # what comes damaged in between changes nothing
                other = encode_request(random.getrandbits(8), Space.MEMORY, 0, words=1)
                await system.raw(other[:-1] + bytes([other[-1] ^ random.randint(1, 255)]))
            again = await system.request(Space.REGISTERS, 0, data=data, repeat=True)
            assert again == system.reply(status)
            assert target.writes - before == done
        reads = target.reads
        found = await system.request(Space.REGISTERS, 0, words=1)
        assert found == system.reply(payload=bytes(4))
        target.content[:4] = b"abcd"
        found = await system.request(Space.REGISTERS, 0, words=1, repeat=True)
        assert found == system.reply(payload=b"abcd")
        assert target.reads == reads + 2
        # A write with the number of the read before is taken for a repetition of that.
        assert await system.request(Space.REGISTERS, 0, data=data, repeat=True) == system.reply()
        assert target.writes - before == done


@cocotb.test()
async def first_write_after_reset(dut):
    """After a reset no sequence number is that of a repetition."""
    system = await prepare(dut)
    bench = system.bench
    for sequence in (0, 1, 255):
        await restart(bench, *system.agents())
        system = System(bench)
        before = system.targets[Space.MEMORY].writes
        await system.raw(encode_request(sequence, Space.MEMORY, 0, data=bytes(4)))
        assert system.targets[Space.MEMORY].writes == before + 1


@cocotb.test()
async def bus_errors(dut):
    """An error in a read or write is the status; then all works."""
    system = await prepare(dut, 0.05)
    random, target = system.bench.random, system.targets[Space.MEMORY]
    for _ in range(quantity(6, 300)):
        address, words = some_place(random, Space.MEMORY)
        bad = address + 4 * random.randrange(words)
        target.faulty = range(bad, bad + 4)
        if random.getrandbits(1):
            data = random.randbytes(4 * words)
            found = await system.request(Space.MEMORY, address, data=data)
            assert found == system.reply(Status.BUS_ERROR)
            assert target.content[address:bad] == data[: bad - address]
        else:
            found = find_reply(
                await system.request(Space.MEMORY, address, words=words), system.sequence, words
            )
            assert found is not None
            assert found.status == Status.BUS_ERROR
            assert len(found.payload) == 4 * words
        target.faulty = range(0)
        await system.alive()


@cocotb.test()
async def unknown_commands(dut):
    """Other versions, spaces and lengths are refused, and nothing is done."""
    system = await prepare(dut)
    random = system.bench.random
    import zlib

    for _ in range(quantity(40, 1000)):
        data = random.randbytes(4) if random.getrandbits(1) else None
        body = bytearray(encode_request(7, Space.MEMORY, 0, words=1, data=data)[1:-4])
        kind = random.randrange(6)
        status = Status.BAD_COMMAND
        if kind == 0:
            body[0] = (LINK_VERSION + random.randint(1, 255)) % 256
            status = Status.BAD_VERSION
        elif kind == 1:
            body[2] |= 8
        elif kind == 2:
            body[2] |= 6  # space 3
        elif kind == 3:
            body[2] = body[2] & ~6 | 4
            if data is None:
                continue
        elif kind == 4:
            body[3] |= random.choice((64, 128, 192))
        else:
            body[4] |= random.randint(1, 3)
        found = await system.raw(
            bytes([REQUEST_SYNC]) + body + zlib.crc32(body).to_bytes(4, "little")
        )
        assert found == encode_reply(7, status)
        assert all(target.reads == target.writes == 0 for target in system.targets.values())
    await system.alive()


@cocotb.test()
async def half_frames(dut):
    """A request that breaks off anywhere is answered with INCOMPLETE after the pause; the next works."""
    system = await prepare(dut)
    bench, memory = system.bench, system.targets[Space.MEMORY]
    frame = encode_request(3, Space.MEMORY, 0, data=bench.random.randbytes(8))
    for length in range(1, len(frame), quantity(3, 1)):
        system.sent.clear()
        system.source.queue.extend(frame[:length])
        await system.source.idle()
        await bench.cycles(_TIMEOUT - 20)
        assert not system.sent, "a pause that is allowed must not end a frame"
        await bench.cycles(20 + _TIMEOUT // 2)
        found = find_reply(system.sent, -1, 0)
        assert found is not None
        assert found.status == Status.INCOMPLETE
        assert memory.writes == 0
        await system.alive()


@cocotb.test()
async def damaged_frames(dut):
    """Flipped, lost, doubled bytes: nothing is done, and the next good request is answered."""
    system = await prepare(dut)
    random = system.bench.random
    before = {space: bytes(target.content) for space, target in system.targets.items()}
    for _ in range(quantity(30, 5000)):
        space = random.choice((Space.REGISTERS, Space.MEMORY))
        address, words = some_place(random, space)
        words = min(words, random.choice((1, 4, BLOCK_WORDS)))
        data = random.randbytes(4 * words)
        frame = bytearray(encode_request(random.getrandbits(8), space, address, data=data))
        good = bytes(frame)
        for _ in range(random.choice((1, 1, 2, 5))):
            place = random.randrange(len(frame))
            kind = random.randrange(3)
            if kind == 0:
                frame[place] ^= 1 << random.randrange(8)
            elif kind == 1:
                del frame[place]
            else:
                frame.insert(place, frame[place])
        if good in bytes(frame):
            continue
        found = find_reply(await system.raw(bytes(frame)), -1, 0)
        assert found is None or found.status in (Status.BAD_CRC, Status.INCOMPLETE)
        await system.alive()
    for space, target in system.targets.items():
        assert target.content == before[space]
        assert target.writes == 0


@cocotb.test()
async def garbage(dut):
    """Random bytes, rich in first bytes of requests: nothing is done, and the bridge comes back."""
    system = await prepare(dut)
    random = system.bench.random
    for _ in range(quantity(8, 1000)):
        noise = bytes(
            random.choice((REQUEST_SYNC, LINK_VERSION, random.getrandbits(8)))
            for _ in range(random.randint(1, 400))
        )
        await system.raw(noise)
        assert all(target.writes == 0 for target in system.targets.values())
        await system.alive()


@cocotb.test()
async def reset_at_any_time(dut):
    """A reset in any phase leads back to the begin."""
    system = await prepare(dut)
    bench = system.bench
    for _ in range(quantity(20, 400)):
        data = bench.random.randbytes(8) if bench.random.getrandbits(1) else None
        system.source.queue.extend(encode_request(9, Space.MEMORY, 16, words=2, data=data))
        await bench.cycles(bench.random.randint(1, 400))
        await restart(bench, *system.agents())
        assert not bench.bits("active")
        system = System(bench)
        await bench.cycles(2)
        await system.alive()
