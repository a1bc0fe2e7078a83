"""Read arbiter: two clients on one AXI4 read port, of cocotbext-axi."""

from collections import deque

import cocotb

from tinynpu.cosim.agents import (
    Bench,
    Scoreboard,
    StreamSink,
    StreamSource,
    quantity,
    restart,
    stretches,
)
from tinynpu.cosim.axi_memory import DECERR, EXOKAY, OKAY, SLVERR, ReadMemory, ReadRules
from tinynpu.verify.blocks import SMALL, find_block

_BUS, _BEATS = SMALL.bus_bytes, SMALL.burst_beats


def answer(address: int) -> tuple[int, int]:
    """Data and response at an address: a hash, and each response at some addresses."""
    word = (address ^ address >> 7) * 0x9E3779B1 & 0xFFFFFFFF
    return word, {3: SLVERR, 5: DECERR, 7: EXOKAY}.get(word >> 8 & 15, OKAY)


class Clients:
    """Both clients, the memory, and what has to come.

    Parameters
    ----------
    bench
        Block.
    chance, longest
        Of pauses: with this chance one of up to so many cycles, on every stream and channel.
    """

    def __init__(self, bench: Bench, memory: ReadMemory, chance: float, longest: int):
        self.bench = bench
        self.memory = memory

        def pauses():
            return stretches(bench, chance, longest)

        self.requests = {
            name: StreamSource(bench, f"{name}_request", pauses()) for name in ("fetch", "load")
        }
        self.beats = {name: Scoreboard(f"beat for {name}") for name in self.requests}
        self.responses = [
            StreamSink(bench, f"{name}_response", self._beat(name), pauses())
            for name in self.requests
        ]
        self.bursts = Scoreboard("burst on AR")
        self.rules = ReadRules(bench, SMALL, self.bursts.take)
        self.accepted = self.completed = 0
        self.order: deque[str] = deque()
        self.task = cocotb.start_soon(self._watch())

    def agents(self):
        return [*self.requests.values(), *self.responses, self.rules, self]

    def ask(self, name: str, address: int, beats: int):
        self.requests[name].queue.append({"address": address, "beats": beats})

    def ask_random(self, count: int, beats: int = _BEATS):
        """Bursts for either client, some at the end of a page or of all memory."""
        draw = self.bench.random
        for _ in range(count):
            length = draw.choice((1, beats, draw.randint(1, beats)))
            address = draw.getrandbits(32) // _BUS * _BUS
            if draw.random() < 0.3 or address % 4096 + length * _BUS > 4096:
                address = (address | 4095) + 1 - length * _BUS
            self.ask(draw.choice(("fetch", "load")), address, length)

    async def finish(self, limit: int = 20_000):
        """Wait until all has been asked and answered."""
        for _ in range(limit):
            await self.bench.edge()
            if not self.accepted > self.completed and not any(
                source.queue for source in self.requests.values()
            ):
                break
        else:
            raise AssertionError("not all was answered")
        await self.bench.edge()
        assert not self.bursts.expected
        assert not any(board.expected for board in self.beats.values())

    def _beat(self, name: str):
        def take(beat):
            assert self.order, "a beat without a request"
            assert self.order[0] == name, "a beat for the other client"
            self.beats[name].take((beat.data, beat.last, beat.error))

        return take

    async def _watch(self):
        """Requests in every cycle: precedence, halt, how many, and the status."""
        bench = self.bench
        while True:
            await bench.edge()
            ready = {name: bench.bits(f"{name}_request__ready") for name in self.requests}
            valid = {name: bench.bits(f"{name}_request__valid") for name in self.requests}
            assert not (ready["load"] and valid["fetch"]), "fetch must be first"
            assert not (bench.bits("halt") and any(ready.values())), "accepted while halted"
            assert bench.bits("quiet") == (self.accepted == self.completed), "quiet is wrong"
            beat = bench.bits("axi__rvalid") and bench.bits("axi__rready")
            assert bench.bits("beat") == beat, "beat is wrong"
            for name in self.requests:
                if ready[name] and valid[name]:
                    request = bench.get(f"{name}_request__payload")
                    self._accept(name, request.address, request.beats)
            if beat and bench.bits("axi__rlast"):
                self.completed += 1
                self.order.popleft()
            assert self.accepted - self.completed <= SMALL.outstanding, "too many under way"

    def _accept(self, name: str, address: int, beats: int):
        self.accepted += 1
        self.order.append(name)
        self.bursts.expect((address, beats))
        for i in range(beats):
            word, response = answer((address + i * _BUS) & 0xFFFFFFFF)
            last = int(i == beats - 1)
            self.beats[name].expect((word, last, int(response in (SLVERR, DECERR))))


async def start(dut, chance: float, longest: int = 4) -> Clients:
    bench = Bench(dut, find_block("read_arbiter").make())
    memory = ReadMemory(
        bench, SMALL, answer, (stretches(bench, chance, longest), stretches(bench, chance, longest))
    )
    await bench.start()
    return Clients(bench, memory, chance, longest)


@cocotb.test()
async def every_length_for_each_client(dut):
    """Bursts of 1..16 beats, alternating; every beat goes to who asked, with data, last and error."""
    clients = await start(dut, 0)
    for beats in range(1, _BEATS + 1):
        clients.ask("fetch", 0x1000 * beats, beats)
        clients.ask("load", 0x1000 * beats - beats * _BUS, beats)
    await clients.finish()


@cocotb.test()
@cocotb.parametrize(pauses=((0.0, 1), (0.3, 3), (0.05, 60)))
async def random_bursts(dut, pauses):
    """Random bursts of both clients with pauses everywhere, from none to READY away for long."""
    clients = await start(dut, *pauses)
    clients.ask_random(quantity(40, 2000))
    await clients.finish(quantity(20_000, 1_000_000))


@cocotb.test()
async def beats_without_gaps(dut):
    """Nobody pauses: two bursts under way keep R busy, so no beat is lost between bursts."""
    clients = await start(dut, 0)
    bench = clients.bench
    bursts = 20
    for i in range(bursts):
        clients.ask(("load", "fetch")[i % 2], 0x40 * i, _BEATS)
    first = last = None
    for cycle in range(bursts * _BEATS + 50):
        await bench.edge()
        if bench.bits("beat"):
            first = cycle if first is None else first
            last = cycle
    await clients.finish()
    assert first is not None
    assert last is not None
    assert last - first + 1 == bursts * _BEATS, f"{last - first + 1} cycles"


@cocotb.test()
async def a_request_is_offered_in_the_next_cycle(dut):
    """ARVALID rises in the cycle after the handshake of the request."""
    clients = await start(dut, 0)
    bench = clients.bench
    for name in ("fetch", "load"):
        clients.ask(name, 0x100, 1)
        for _ in range(50):
            await bench.edge()
            if bench.bits(f"{name}_request__valid") and bench.bits(f"{name}_request__ready"):
                break
        else:
            raise AssertionError("a request must be accepted")
        assert not bench.bits("axi__arvalid")
        await bench.edge()
        assert bench.bits("axi__arvalid")
        await clients.finish()


@cocotb.test()
async def halt_at_any_moment(dut):
    """Halted, nothing more is accepted, what was is completed; then requests go on."""
    clients = await start(dut, 0.2)
    bench = clients.bench
    for _ in range(quantity(20, 1000)):
        clients.ask_random(4, 5)
        await bench.cycles(bench.random.randint(1, 25))
        bench.set("halt", 1)
        await bench.edge()
        for _ in range(2000):
            await bench.edge()
            if bench.bits("quiet"):
                break
        else:
            raise AssertionError("the bus must become quiet")
        accepted = clients.accepted
        await bench.cycles(bench.random.randint(1, 5))
        assert clients.accepted == accepted
        bench.set("halt", 0)
    await clients.finish()


@cocotb.test()
async def reset_at_any_moment(dut):
    """A reset with bursts under way (the bus is reset too): afterwards it is as new."""
    clients = await start(dut, 0.2)
    bench = clients.bench
    for _ in range(quantity(20, 1000)):
        clients.ask_random(6, 8)
        await bench.cycles(bench.random.randint(1, 40))
        await restart(bench, *clients.agents())
        clients = Clients(bench, clients.memory, 0.2, 4)
        await bench.edge()
    clients.ask_random(10)
    await clients.finish()
