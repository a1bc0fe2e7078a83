"""Load engine: lines of memory to windows of a word in the scratchpad."""

from collections import deque

import cocotb

from tinynpu.arch.assembler import Instruction
from tinynpu.arch.isa import ErrorCode, Opcode
from tinynpu.cosim.agents import (
    Bench,
    Scoreboard,
    StreamSource,
    cancel,
    quantity,
    restart,
    stretches,
)
from tinynpu.cosim.engine import EngineMonitor, command_payload
from tinynpu.cosim.memory import StreamMemory
from tinynpu.testing.transfers import bursts_of, line_addresses, load_words, random_transfer
from tinynpu.verify.blocks import SMALL, find_block

_BUS, _ROWS = SMALL.bus_bytes, SMALL.rows


def random_word(address: int) -> int:
    """What the memory holds in a beat."""
    return (address ^ address >> 9) * 0x9E3779B1 & 0xFFFFFFFF


def memory_byte(address: int) -> int:
    return random_word(address & -_BUS) >> 8 * (address % _BUS) & 255


class Load:
    """Runs commands and checks every cycle.

    Parameters
    ----------
    bench, bases
        Block, and base registers.
    pauses
        Chance and longest duration of pauses on every stream and port.
    latency
        Of the memory.
    faulty
        Number of the beat that the bus answers with an error.
    """

    def __init__(self, bench: Bench, bases, *, pauses=(0.0, 1), latency=1, faulty=None):
        self.bench = bench
        self.bases = bases
        self.faulty = faulty
        self.words = Scoreboard("word")
        self.bursts = Scoreboard("burst")
        self.monitor = EngineMonitor(bench, self._done)
        self.ends: deque[int] = deque()  # words written when each command is done
        self.beats: list[int] = []  # index of the command of each beat
        self.wanted_error = None
        self.first = self.last = 0  # cycles of the first and of the last write
        self.written = self.cycle = self.offered = 0
        self.commands = StreamSource(bench, "command", stretches(bench, *pauses))
        self.pauses = stretches(bench, *pauses)
        self.held = None
        self.memory = StreamMemory(
            bench, _BUS, self._answer, lambda *burst: self.bursts.take(burst),
            pauses=pauses, latency=latency, may_withdraw=self._stopping,
        )  # fmt: skip
        bench.set("bases", bases)
        self.task = cocotb.start_soon(self._watch())

    @property
    def agents(self):
        return [self, self.commands, *self.memory.agents]

    def give(self, commands):
        """Queue commands; their indices are random but differ."""
        for command in commands:
            f = dict(command.values)
            index = (len(self.monitor.commands) * 77 + 0xFFF0) & 0xFFFF
            self.monitor.commands.append((index, command))
            self.commands.queue.append(command_payload(index, command))
            bursts = []
            for address in line_addresses(f, self.bases):
                bursts += bursts_of(SMALL, address, 0, 1, f["line_bytes"])
            for burst in bursts:
                self.bursts.expect(burst)
            self.beats += [index] * sum(beats for _, beats in bursts)
            for word in load_words(SMALL, f, self.bases, memory_byte):
                self.words.expect(word)
            self.ends.append(self.words.seen + len(self.words.expected))

    async def finish(self, limit: int = 200_000):
        """Wait until all commands are done, or one has failed."""
        monitor = self.monitor
        for _ in range(limit):
            if monitor.error or monitor.done == len(monitor.commands):
                return
            await self.bench.edge()
        raise AssertionError(f"not done in {limit} cycles: {monitor.commands[monitor.done][1]}")

    async def stop(self):
        """Halt; what is under way must be let in, and nothing more begun."""
        bench = self.bench
        bench.set("engine__halt", 1)
        await bench.cycles(2)
        for _ in range(5_000):
            await bench.edge()
            if bench.bits("engine__halt") and not self.memory.under_way:
                break
        else:
            raise AssertionError("the memory must become quiet")
        await bench.cycles(5)
        assert not self.memory.under_way

    def _stopping(self) -> bool:
        return bool(self.bench.bits("engine__halt") or self.bench.bits("engine__error"))

    def _answer(self, address):
        error = int(self.offered == self.faulty)
        self.offered += 1
        return random_word(address) ^ (0xFFFFFFFF if error else 0), error

    def _done(self, index, command):
        assert self.words.seen == self.ends.popleft(), f"done too early: {command}"

    async def _watch(self):
        bench = self.bench
        stopping = False
        while True:
            bench.set("write__ready", int(not next(self.pauses)))
            await bench.edge()
            self.cycle += 1
            stopped, stopping = stopping, self._stopping()  # from the next cycle on
            assert not (stopped and bench.bits("request__valid")), "a request after the stop"
            assert not (stopped and not bench.bits("response__ready")), "a response must not wait"
            self._write(stopped)
            self.monitor.check()
            if self.wanted_error:
                assert self.monitor.error == self.wanted_error, f"{self.monitor.error} is wrong"
            answered = bench.bits("response__valid") and bench.bits("response__ready")
            if (
                answered
                and bench.get("response__payload").error
                and not (stopped or bench.bits("engine__error"))
            ):
                self.wanted_error = ErrorCode.LOAD_BUS, self.beats[self.faulty]

    def _write(self, stopped: bool):
        bench = self.bench
        write = None
        if bench.bits("write__valid"):
            assert not stopped, "a write after the stop"
            assert bench.bits("write__mask") == (1 << _ROWS) - 1
            raw = bench.bits("write__data").to_bytes(_ROWS, "little")
            write = bench.bits("write__address"), raw
            assert write[0] < SMALL.scratchpad_words, "a write beyond the scratchpad"
        if self.held is not None and not stopped:
            assert write == self.held, "a write changed before its handshake"
        self.held = write
        if write and bench.bits("write__ready"):
            self.held = None
            self.first = self.first or self.cycle
            self.last = self.cycle
            self.words.take(write)


async def start(dut) -> Bench:
    bench = Bench(dut, find_block("load").make())
    await bench.start()
    return bench


def random_bases(bench: Bench) -> list[int]:
    return [bench.random.getrandbits(32) for _ in range(4)]


def load(**fields) -> Instruction:
    """LOAD of one line of whole words, but for the fields given."""
    fields = {"word_step": 1, "lines": 1, "step": _ROWS, "words": 1, **fields}
    return Instruction.make(Opcode.LOAD, **fields)


def random_command(bench: Bench, most: int = 40) -> Instruction:
    """LOAD with every field anywhere in its range, but for what would take long."""
    draw = bench.random
    words = draw.randint(1, draw.choice((2, most)))
    return Instruction.make(
        Opcode.LOAD,
        **random_transfer(draw, SMALL, words),
        words=words,
        line_bytes=draw.randint(1, draw.choice((4, 2 * most, 4 * most))),
        pad_left=draw.choice((0, 0, 1, draw.randrange(20), 255)),
        fill=draw.choice((-128, -1, 0, 127, draw.randrange(-128, 128))),
        signal_compute=draw.getrandbits(1),
        signal_store=draw.getrandbits(1),
    )


@cocotb.test()
async def corners(dut):
    """Each offset in a beat with each window step; nothing but padding; bytes that no word takes."""
    bench = await start(dut)
    engine = Load(bench, [0, 0x1000, 0xFFFF_FFFC, 1])
    for offset in range(_BUS):
        for step in range(1, _ROWS + 1):
            engine.give(
                [load(memory_offset=offset, step=step, words=5, line_bytes=5 * step, fill=-1)]
            )
    engine.give(
        [
            load(line_bytes=1),
            load(line_bytes=1, pad_left=255, fill=-128, lines=3, line_step=1),
            load(line_bytes=1, pad_left=255, fill=127, words=64, memory_line_step=1, lines=2),
            load(line_bytes=200, words=1, lines=2, memory_line_step=0xFFFF_FFFF, region=2),
            load(line_bytes=4, words=100, fill=-1, word_step=0xFFFF, base=127),
            load(line_bytes=130, words=1, region=1, memory_offset=0xFFFF_FFBF, signal_store=1),
            load(line_bytes=quantity(400, 1 << 20), words=3, step=1, signal_compute=1),
            load(line_bytes=9, words=quantity(150, 65535), word_step=0, base=127, step=3),
            load(line_bytes=1, words=1, lines=quantity(100, 65535), line_step=0, base=127),
        ]
    )
    await engine.finish(2_000_000)
    assert engine.monitor.error is None


@cocotb.test()
@cocotb.parametrize(pauses=((0.0, 1), (0.3, 3), (0.03, 60)))
async def random_commands(dut, pauses):
    """Random commands; pauses of the memory, of the scratchpad and of who gives the commands."""
    bench = await start(dut)
    engine = Load(bench, random_bases(bench), pauses=pauses, latency=bench.random.choice((1, 30)))
    engine.give(random_command(bench) for _ in range(quantity(12, 600)))
    await engine.finish(5_000_000)
    assert engine.monitor.error is None


@cocotb.test()
async def a_word_in_every_cycle(dut):
    """Once its line has begun, a word is written in each cycle, at each offset and window step."""
    bench = await start(dut)
    for offset in range(_BUS):
        for step in range(1, _ROWS + 1):
            engine = Load(bench, [0] * 4, latency=bench.random.choice((1, 20)))
            words = 60
            size = (
                step * words + _ROWS - step
            )  # so that no fill byte, a cycle of its own, is needed
            engine.give([load(memory_offset=offset, step=step, words=words, line_bytes=size)])
            await engine.finish()
            assert engine.last - engine.first + 1 == words, (offset, step)
            await restart(bench, *engine.agents)


@cocotb.test()
async def commands_follow_each_other(dut):
    """The address side is a command ahead: between two commands only 7 cycles are lost."""
    bench = await start(dut)
    engine = Load(bench, [0] * 4)
    count, words = 10, 32
    engine.give(
        load(memory_offset=4 * words * i, words=words, line_bytes=4 * words) for i in range(count)
    )
    await engine.finish()
    cycles = engine.last - engine.first + 1
    assert cycles <= count * words + 7 * (count - 1), f"{cycles} cycles"


@cocotb.test()
async def range_errors(dut):
    """The first word beyond the scratchpad stops the engine and names its command."""
    bench = await start(dut)
    size = SMALL.scratchpad_words
    for bad in (
        load(base=size, line_bytes=4),
        load(base=size - 3, words=4, line_bytes=16),
        load(base=0, words=2, word_step=0xFFFF, line_bytes=4),
        load(base=size - 1, lines=2, line_step=1, line_bytes=1),
        load(base=0xFFFF, line_bytes=1),
    ):
        good = bench.random.randint(0, 2)
        engine = Load(bench, random_bases(bench), pauses=(0.2, 3))
        engine.give([*(random_command(bench, 10) for _ in range(good)), bad, load(line_bytes=9)])
        await engine.finish()
        assert engine.monitor.error == (
            ErrorCode.SCRATCHPAD_RANGE,
            engine.monitor.commands[good][0],
        )
        assert engine.monitor.done == good
        assert engine.words.expected[0][0] >= size, "a legal word was not written"
        await engine.stop()
        await restart(bench, *engine.agents)


@cocotb.test()
async def bus_errors(dut):
    """An error in any beat, also of bytes that no word takes, stops the engine at that command."""
    bench = await start(dut)
    for _ in range(quantity(12, 600)):
        engine = Load(bench, random_bases(bench), pauses=(0.2, 3))
        engine.give(random_command(bench, 10) for _ in range(3))
        engine.faulty = bench.random.randrange(len(engine.beats))
        await engine.finish()
        assert engine.monitor.error == (ErrorCode.LOAD_BUS, engine.beats[engine.faulty])
        await engine.stop()
        await restart(bench, *engine.agents)


@cocotb.test()
async def halt_at_any_moment(dut):
    """Halted, nothing is written or asked for, what was asked for comes in; then a reset."""
    bench = await start(dut)
    for _ in range(quantity(12, 600)):
        pauses = bench.random.choice(((0.0, 1), (0.3, 3)))
        engine = Load(bench, random_bases(bench), pauses=pauses)
        engine.give(random_command(bench, 20) for _ in range(3))
        await bench.cycles(bench.random.randint(1, 80))
        await engine.stop()
        await restart(bench, *engine.agents)


@cocotb.test()
async def reset_at_any_moment(dut):
    """A reset at any moment (the memory is reset too): the next command is complete."""
    bench = await start(dut)
    for _ in range(quantity(12, 600)):
        engine = Load(bench, random_bases(bench), pauses=(0.2, 3))
        engine.give(random_command(bench, 20) for _ in range(3))
        await bench.cycles(bench.random.randint(1, 80))
        await restart(bench, *engine.agents)
        engine = Load(bench, random_bases(bench))
        engine.give([random_command(bench, 5)])
        await engine.finish()
        assert engine.monitor.error is None
        cancel(*engine.agents)
