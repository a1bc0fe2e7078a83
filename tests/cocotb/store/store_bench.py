"""Store engine: words of the scratchpad to lines of memory, on cocotbext-axi."""

from collections import deque

import cocotb

from tinynpu.arch.assembler import Instruction
from tinynpu.arch.isa import ErrorCode, Opcode
from tinynpu.core.shapes import READ_LATENCY
from tinynpu.cosim.agents import (
    Bench,
    Scoreboard,
    StreamSource,
    quantity,
    restart,
    stretches,
)
from tinynpu.cosim.axi_memory import DECERR, EXOKAY, OKAY, SLVERR, WriteMemory, WriteRules
from tinynpu.cosim.engine import EngineMonitor, command_payload
from tinynpu.testing.transfers import bursts_of, random_transfer, store_lines
from tinynpu.verify.blocks import SMALL, find_block

_BUS, _ROWS = SMALL.bus_bytes, SMALL.rows


def scratchpad_word(address: int) -> bytes:
    """What the scratchpad holds."""
    return ((address + 1) * 0x9E3779B1 & 0xFFFFFFFF).to_bytes(_ROWS, "little")


class Bus:
    """The memory, for all stores of a test; ``store`` is the present one.

    Parameters
    ----------
    bench
        Block.
    aw, w, b
        Chance and longest duration of pauses of each channel.
    """

    def __init__(self, bench: Bench, aw=(0.0, 1), w=(0.0, 1), b=(0.0, 1)):
        self.bench = bench
        self.store: Store | None = None
        self.content: dict[int, int] = {}
        pauses = tuple(stretches(bench, *channel) for channel in (aw, w, b))
        self.memory = WriteMemory(bench, SMALL, self.content.__setitem__, self._respond, pauses)

    def _respond(self) -> int:
        assert self.store is not None
        return self.store.respond()


class Store:
    """Runs commands and checks every cycle.

    Parameters
    ----------
    bus, bases
        Memory, and base registers.
    pauses
        Chance and longest duration of pauses of the scratchpad and of who gives the commands.
    faulty, fault
        Number of the burst that the bus answers with ``fault``.
    """

    def __init__(self, bus: Bus, bases, *, pauses=(0.0, 1), faulty=None, fault=SLVERR):
        self.bus = bus
        self.bench = bench = bus.bench
        self.bases = bases
        self.faulty, self.fault = faulty, fault
        self.reads = Scoreboard("read")
        self.bursts = Scoreboard("burst")
        self.beats: deque[tuple[int, int, int]] = deque()
        self.owners: list[int] = []  # index of the command of each burst
        self.ends: deque[tuple[int, dict[int, int]]] = deque()
        self.monitor = EngineMonitor(bench, self._done)
        self.wanted_error = None
        self.first = self.last = self.cycle = self.responded = 0
        self.stopped = self.stopped_before = self.held = False
        self.coming: list[int | None] = [None] * (READ_LATENCY - 1)
        self.commands = StreamSource(bench, "command", stretches(bench, *pauses))
        self.pauses = stretches(bench, *pauses)
        self.rules = WriteRules(bench, SMALL, self.bursts.take, self._beat)
        bench.set("bases", bases)
        bus.store = self
        bus.content.clear()
        self.task = cocotb.start_soon(self._watch())

    @property
    def agents(self):
        return [self, self.commands, self.rules]

    def give(self, commands):
        """Queue commands; their indices differ."""
        for command in commands:
            f = dict(command.values)
            index = (len(self.monitor.commands) * 77 + 0xFFF0) & 0xFFFF
            self.monitor.commands.append((index, command))
            self.commands.queue.append(command_payload(index, command))
            content = {}
            for i, (address, line) in enumerate(store_lines(f, self.bases, scratchpad_word)):
                for k in range(-(-f["line_bytes"] // f["step"])):
                    word = f["base"] + i * f["line_step"] + k * f["word_step"]
                    self.reads.expect(word & 0xFFFF)
                content |= {(address + k) & 0xFFFFFFFF: value for k, value in enumerate(line)}
                bursts = bursts_of(SMALL, address, 0, 1, len(line))
                self._expect_beats(address, line, bursts)
                for burst in bursts:
                    self.bursts.expect(burst)
                self.owners += [index] * len(bursts)
            self.ends.append((len(self.owners), content))

    def respond(self) -> int:
        """Response of the next burst."""
        number, self.responded = self.responded, self.responded + 1
        return self.fault if number == self.faulty else (OKAY, EXOKAY)[number & 1]

    async def finish(self, limit: int = 200_000):
        """Wait until all commands are done, or one has failed."""
        monitor = self.monitor
        for _ in range(limit):
            if monitor.error or monitor.done == len(monitor.commands):
                return
            await self.bench.edge()
        raise AssertionError(f"not done in {limit} cycles: {monitor.commands[monitor.done][1]}")

    async def stop(self):
        """Halt; bursts that were begun must be completed, and nothing more begun."""
        bench = self.bench
        bench.set("engine__halt", 1)
        await bench.cycles(2)
        for _ in range(5_000):
            await bench.edge()
            if bench.bits("quiet"):
                break
        else:
            raise AssertionError("the bus must become quiet")
        begun = self.bursts.seen
        await bench.cycles(5)
        assert self.bursts.seen == begun
        assert not self.rules.pending

    def _expect_beats(self, address, line, bursts):
        """Data, strobes and last of each beat."""
        for start, count in bursts:
            for i in range(count):
                value = strobe = 0
                for lane in range(_BUS):
                    k = (start + i * _BUS + lane - address) & 0xFFFFFFFF
                    if k < len(line):
                        value |= line[k] << 8 * lane
                        strobe |= 1 << lane
                self.beats.append((value, strobe, int(i == count - 1)))

    def _beat(self, beat: tuple[int, ...]):
        value, strobe, last = beat
        assert self.beats, "a beat beyond the last"
        wanted, lanes, wanted_last = self.beats.popleft()
        assert last == wanted_last, "WLAST is at the wrong beat"
        if strobe == 0 and self.monitor.stopped:
            return
        assert strobe == lanes, f"strobes {lanes:#x} were expected, {strobe:#x} came"
        mask = sum(255 << 8 * lane for lane in range(_BUS) if lanes >> lane & 1)
        assert value & mask == wanted, f"{wanted:#x} was expected, {value & mask:#x} came"
        self.first = self.first or self.cycle
        self.last = self.cycle

    def _done(self, index, command):
        bursts, content = self.ends.popleft()
        assert self.bursts.seen == bursts, f"done before the last burst: {command}"
        assert self.responded == bursts, f"done before the last answer: {command}"
        assert not self.rules.pending, "done with a burst under way"
        written = self.bus.content
        assert all(written.get(at) == value for at, value in content.items()), f"memory: {command}"

    async def _watch(self):
        bench = self.bench
        while True:
            bench.set("read__ready", int(not next(self.pauses)))
            await bench.edge()
            self.cycle += 1
            # The rules looked at this cycle already: they were started earlier.
            quiet = bench.bits("quiet")
            assert not (quiet and self.rules.pending), "quiet is wrong"
            if self.stopped or not bench.bits("engine__busy"):
                assert quiet or self.rules.pending, "it must be quiet"
            beat = bench.bits("axi__wvalid") and bench.bits("axi__wready")
            assert bench.bits("beat") == beat, "beat is wrong"
            assert bench.bits("axi__bready"), "an answer must not wait"
            self._check_strobes()
            self._read()
            self.monitor.check()
            if self.wanted_error:
                assert self.monitor.error == self.wanted_error, f"{self.monitor.error} is wrong"
            fails = bench.bits("axi__bvalid") and bench.bits("axi__bresp") & 2
            if fails and not (self.stopped or bench.bits("engine__error")):
                self.wanted_error = ErrorCode.STORE_BUS, self.owners[self.faulty]
            self.stopped_before, self.stopped = self.stopped, self.monitor.stopped

    def _check_strobes(self):
        """A beat that is first offered in the second cycle after a stop must write nothing."""
        bench = self.bench
        valid = bench.bits("axi__wvalid")
        if valid and not self.held and self.stopped_before:
            assert not bench.bits("axi__wstrb"), "a beat that writes was begun after the stop"
        self.held = bool(valid and not bench.bits("axi__wready"))

    def _read(self):
        bench = self.bench
        granted = None
        if bench.bits("read__valid"):
            assert not self.stopped, "a read after the stop"
            address = bench.bits("read__address")
            assert address < SMALL.scratchpad_words, "a read beyond the scratchpad"
            if bench.bits("read__ready"):
                granted = address
        # The word is there READ_LATENCY cycles after the handshake only.
        self.coming.append(granted)
        arriving = self.coming.pop(0)
        if granted is not None:
            self.reads.take(granted)
        if arriving is None:
            bench.scramble("read__data")
        else:
            bench.set("read__data", int.from_bytes(scratchpad_word(arriving), "little"))


async def start(dut, **pauses) -> Bus:
    bench = Bench(dut, find_block("store").make())
    bus = Bus(bench, **pauses)
    await bench.start()
    return bus


def random_bases(bench: Bench) -> list[int]:
    return [bench.random.getrandbits(32) for _ in range(4)]


def store(**fields) -> Instruction:
    """STORE of one line of whole words, but for the fields given."""
    return Instruction.make(Opcode.STORE, **{"word_step": 1, "lines": 1, "step": _ROWS, **fields})


def random_command(bench: Bench, most: int = 60) -> Instruction:
    """STORE with every field anywhere in its range, but for what would take long."""
    draw = bench.random
    words = draw.randint(1, draw.choice((2, most)))
    f = random_transfer(draw, SMALL, words)
    return Instruction.make(
        Opcode.STORE,
        **f,
        line_bytes=words * f["step"] - draw.randrange(f["step"]),
        signal_load=draw.getrandbits(1),
        signal_compute=draw.getrandbits(1),
    )


@cocotb.test()
async def corners(dut):
    """Each offset in a beat with each step and each end in a beat; lines that meet in a beat."""
    bus = await start(dut)
    engine = Store(bus, [0, 0x1000, 0xFFFF_FFFC, 1])
    for offset in range(_BUS):
        for step in range(1, _ROWS + 1):
            for size in (1, 5 * step - 1, 5 * step):
                engine.give([store(memory_offset=offset, step=step, line_bytes=max(size, 1))])
    engine.give(
        [
            store(line_bytes=1, lines=4, line_step=1, memory_line_step=1),
            store(line_bytes=1, lines=4, line_step=0xFFFF, base=3, memory_line_step=0xFFFF_FFFF),
            store(line_bytes=200, region=2, signal_load=1),
            store(line_bytes=130, region=1, memory_offset=0xFFFF_FFBF, signal_compute=1),
            store(line_bytes=quantity(400, 1 << 18), word_step=0, base=127),
            store(line_bytes=3, lines=quantity(50, 65535), base=127, memory_line_step=3),
        ]
    )
    await engine.finish(2_000_000)
    assert engine.monitor.error is None


@cocotb.test()
@cocotb.parametrize(
    pauses=(
        {},
        {"aw": (0.3, 4), "w": (0.3, 4), "b": (0.3, 4)},
        {"aw": (0.1, 80)},
        {"w": (0.05, 80)},
        {"b": (0.2, 80)},
    )
)
async def random_commands(dut, pauses):
    """Random commands; READY of one channel away for long, so that data wait for addresses or not."""
    bus = await start(dut, **pauses)
    bench = bus.bench
    engine = Store(bus, random_bases(bench), pauses=bench.random.choice(((0.0, 1), (0.3, 3))))
    engine.give(random_command(bench) for _ in range(quantity(8, 400)))
    await engine.finish(5_000_000)
    assert engine.monitor.error is None


@cocotb.test()
async def a_beat_in_every_cycle(dut):
    """A long line takes as many cycles as it has beats, or words if those are more."""
    bus = await start(dut)
    for offset in range(_BUS):
        for step in range(1, _ROWS + 1):
            engine = Store(bus, [0] * 4)
            words = 80
            engine.give([store(memory_offset=offset, step=step, line_bytes=words * step)])
            await engine.finish()
            beats = (offset + words * step + _BUS - 1) // _BUS
            cycles = engine.last - engine.first + 1
            # With short steps the words take longer; the end of the line may be a beat of its own.
            assert cycles <= max(beats, words + 1), f"{cycles} cycles, {offset=} {step=}"
            await restart(bus.bench, *engine.agents)


@cocotb.test()
async def range_errors(dut):
    """A word beyond the scratchpad stops the engine and names its command."""
    bus = await start(dut, w=(0.2, 4))
    size = SMALL.scratchpad_words
    for bad in (
        store(base=size, line_bytes=4),
        store(base=size - 3, line_bytes=16),
        store(base=0, word_step=0xFFFF, line_bytes=8),
        store(base=size - 1, lines=2, line_step=1, line_bytes=1),
        store(base=0xFFFF, line_bytes=100),
    ):
        good = bus.bench.random.randint(0, 2)
        engine = Store(bus, random_bases(bus.bench), pauses=(0.2, 3))
        engine.give(
            [*(random_command(bus.bench, 10) for _ in range(good)), bad, store(line_bytes=9)]
        )
        await engine.finish()
        assert engine.monitor.error == (
            ErrorCode.SCRATCHPAD_RANGE,
            engine.monitor.commands[good][0],
        )
        assert engine.monitor.done == good
        assert engine.reads.expected[0] >= size, "a legal word was not read"
        await engine.stop()
        await restart(bus.bench, *engine.agents)


@cocotb.test()
async def bus_errors(dut):
    """SLVERR or DECERR of any burst stops the engine at its command; EXOKAY does not."""
    bus = await start(dut, aw=(0.1, 3), b=(0.2, 20))
    bench = bus.bench
    for _ in range(quantity(12, 600)):
        engine = Store(bus, random_bases(bench), fault=bench.random.choice((SLVERR, DECERR)))
        engine.give(random_command(bench, 30) for _ in range(3))
        engine.faulty = bench.random.randrange(len(engine.owners))
        await engine.finish()
        assert engine.monitor.error == (ErrorCode.STORE_BUS, engine.owners[engine.faulty])
        await engine.stop()
        await restart(bench, *engine.agents)


@cocotb.test()
@cocotb.parametrize(pauses=({}, {"aw": (0.2, 9), "w": (0.2, 4), "b": (0.2, 9)}))
async def halt_at_any_moment(dut, pauses):
    """Halted, bursts that were begun are completed with beats that write nothing; then a reset."""
    bus = await start(dut, **pauses)
    bench = bus.bench
    for _ in range(quantity(10, 500)):
        engine = Store(bus, random_bases(bench))
        engine.give(random_command(bench, 40) for _ in range(3))
        await bench.cycles(bench.random.randint(1, 80))
        await engine.stop()
        await restart(bench, *engine.agents)


@cocotb.test()
async def reset_at_any_moment(dut):
    """A reset at any moment (the memory is reset too): the next command is complete."""
    bus = await start(dut, w=(0.1, 3), b=(0.2, 9))
    bench = bus.bench
    for _ in range(quantity(12, 600)):
        engine = Store(bus, random_bases(bench), pauses=(0.2, 3))
        engine.give(random_command(bench, 20) for _ in range(3))
        await bench.cycles(bench.random.randint(1, 80))
        await restart(bench, *engine.agents)
        engine = Store(bus, random_bases(bench))
        engine.give([random_command(bench, 5)])
        await engine.finish()
        assert engine.monitor.error is None
        await restart(bench, *engine.agents)
