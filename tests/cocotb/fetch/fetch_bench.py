"""Instruction fetch: the commands of a program in order, at most four ahead of what is taken."""

import cocotb

from tinynpu.arch.isa import COMMAND_BYTES
from tinynpu.cosim.agents import Bench, Scoreboard, StreamSink, cancel, quantity, restart, stretches
from tinynpu.cosim.memory import StreamMemory
from tinynpu.verify.blocks import SMALL, find_block

_BUS = SMALL.bus_bytes
_BEATS = COMMAND_BYTES // _BUS
_AHEAD = 4


def random_word(address: int) -> int:
    """What the memory holds."""
    return (address ^ address >> 9) * 0x9E3779B1 & 0xFFFFFFFF


class Program:
    """Fetches a program and checks every cycle.

    Parameters
    ----------
    bench, address
        Block, and where the program is.
    pauses, latency
        Of the memory.
    taking
        Chance and longest duration of pauses of who takes the commands.
    faulty
        Addresses of beats that the bus answers with an error.
    """

    def __init__(
        self, bench: Bench, address, *, pauses=(0.0, 1), latency=1, taking=(0.0, 1), faulty=()
    ):
        self.bench = bench
        self.address = address
        self.faulty = set(faulty)
        self.asked = self.taken = 0
        self.commands = Scoreboard("command")

        def disabled():
            return not bench.bits("enable")

        self.memory = StreamMemory(
            bench, _BUS, lambda at: (random_word(at), int(at in self.faulty)), self._ask,
            pauses=pauses, latency=latency, may_withdraw=disabled,
        )  # fmt: skip
        self.sink = StreamSink(
            bench, "command", self._take, stretches(bench, *taking), may_withdraw=disabled
        )
        self.enabled = bench.bits("enable")  # in the cycle before
        self.task = cocotb.start_soon(self._watch())
        bench.set("address", address)
        bench.set("enable", 1)

    @property
    def agents(self):
        return [self, self.sink, *self.memory.agents]

    def _ask(self, address, beats):
        assert beats == _BEATS
        start = (self.address + COMMAND_BYTES * self.asked) & 0xFFFFFFFF
        assert address == start, f"{start:#x} was expected, {address:#x} was asked for"
        places = [(start + _BUS * i) & 0xFFFFFFFF for i in range(_BEATS)]
        raw = sum(random_word(at) << 8 * _BUS * i for i, at in enumerate(places))
        error = int(not self.faulty.isdisjoint(places))
        self.commands.expect((self.asked & 0xFFFF, error, raw))
        self.asked += 1

    def _take(self, command):
        self.commands.take((command.index, command.error, command.raw))
        self.taken += 1

    async def _watch(self):
        bench = self.bench
        asked = taken = 0  # before this cycle
        known = 0  # of those that were taken: they are known a cycle later
        idle, enabled = True, self.enabled
        while True:
            await bench.edge()
            assert bench.bits("request__valid") == (enabled and asked - known < _AHEAD)
            assert bench.bits("response__ready"), "a response must never wait"
            assert enabled or not bench.bits("command__valid"), "a command while not enabled"
            assert bench.bits("idle") == (idle and not enabled), "idle is wrong"
            known, enabled = taken, bench.bits("enable")
            asked += bench.bits("request__valid") & bench.bits("request__ready")
            taken += bench.bits("command__valid") & bench.bits("command__ready")
            # Memory and sink saw this cycle already: they were started earlier.
            idle = not self.memory.under_way
            assert (asked, taken) == (self.asked, self.taken)

    async def until(self, taken: int, limit: int = 100_000):
        for _ in range(limit):
            if self.taken >= taken:
                return
            await self.bench.edge()
        raise AssertionError(f"{self.taken} of {taken} commands came in {limit} cycles")

    async def stop(self):
        """Disable, and wait until nothing is awaited."""
        self.bench.set("enable", 0)
        for _ in range(10_000):
            await self.bench.edge()
            if not self.bench.bits("enable") and self.bench.bits("idle"):
                break
        else:
            raise AssertionError("fetch must become idle")
        cancel(*self.agents)


async def start(dut) -> Bench:
    bench = Bench(dut, find_block("fetch").make())
    await bench.start()
    assert bench.bits("idle")
    return bench


def random_address(bench: Bench) -> int:
    """Multiple of 64, sometimes at the end of all memory."""
    if bench.random.random() < 0.2:
        return (1 << 32) - COMMAND_BYTES * bench.random.randint(1, 4)
    return bench.random.getrandbits(32) & -COMMAND_BYTES


def random_program(bench: Bench, **options) -> Program:
    return Program(bench, random_address(bench), **options)


@cocotb.test()
async def a_beat_in_every_cycle(dut):
    """Nobody pauses: a command every 16 cycles, and the index wraps (in the long run)."""
    bench = await start(dut)
    program = Program(bench, 0x1000)
    await program.until(1)
    for _ in range(quantity(30, 66_000)):
        await bench.cycles(_BEATS)
        taken = program.taken
    assert taken == 1 + quantity(30, 66_000)


@cocotb.test()
@cocotb.parametrize(
    pauses=((0.0, 1), (0.3, 3), (0.02, 60)), taking=((0.0, 1), (0.3, 20), (0.05, 300))
)
async def random_pauses(dut, pauses, taking):
    """The memory or who takes the commands pause, for so long that all is full or empty."""
    bench = await start(dut)
    program = random_program(
        bench, pauses=pauses, taking=taking, latency=bench.random.randint(1, 40)
    )
    await program.until(quantity(12, 500))


@cocotb.test()
async def an_error_marks_its_command(dut):
    """An error in any beat marks that command and no other."""
    bench = await start(dut)
    address = 0xFFFF_FF00
    faulty = [(address + COMMAND_BYTES * 2 * i + _BUS * i) & 0xFFFFFFFF for i in range(_BEATS)]
    program = Program(bench, address, pauses=(0.1, 2), faulty=faulty)
    await program.until(2 * _BEATS + 2)


@cocotb.test()
async def disabled_at_any_moment(dut):
    """What was fetched is dropped, what is awaited is let in and dropped; then another program.

    Also with a full buffer, and when nothing is awaited for no more than a cycle.
    """
    bench = await start(dut)
    for _ in range(quantity(14, 1000)):
        program = random_program(
            bench,
            pauses=bench.random.choice(((0.0, 1), (0.2, 3))),
            taking=bench.random.choice(((0.1, 30), (0.9, 300))),
            latency=bench.random.randint(1, 20),
        )
        await bench.cycles(bench.random.choice((bench.random.randint(1, 120), 100)))
        await program.stop()
        await bench.cycles(bench.random.randint(0, 3))
    await random_program(bench).until(3)


@cocotb.test()
async def reset_at_any_moment(dut):
    """A reset with commands under way (the memory is reset too): afterwards it is as new."""
    bench = await start(dut)
    for _ in range(quantity(14, 1000)):
        program = random_program(bench, pauses=(0.2, 3), taking=(0.2, 10))
        await bench.cycles(bench.random.randint(1, 100))
        address = random_address(bench)
        enable = bench.random.getrandbits(1)  # 1: not even a cycle without it
        await restart(bench, *program.agents, enable=enable, address=address)
        program = Program(bench, address)
        await program.until(2)
        await program.stop()
