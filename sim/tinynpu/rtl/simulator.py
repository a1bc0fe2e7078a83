"""Machine that executes programs on the Verilated RTL."""

import ctypes
from pathlib import Path

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.errors import DeviceError, FlowError
from tinynpu.arch.isa import ErrorCode
from tinynpu.arch.registers import COUNTERS, register
from tinynpu.arch.run import Event, RunResult, Span
from tinynpu.rtl.build import Progress, build

__all__ = ["CHANNELS", "UNITS", "RegisterAccess", "Simulator"]

CHANNELS = ("AR", "R", "AW", "W", "B")
"""Channels of the memory, in the order of the harness."""

UNITS = ("load", "feed", "requantizer", "store")
"""Units of the events, in the order of the harness; behind them comes the array."""

_ACTIVITIES = {
    0: "stall_command",
    1: "array_active",
    2: "stall_fence",
    3: "stall_handover",
    4: "stall_weight",
    5: "stall_accumulator",
    6: "stall_bank",
    7: "stall_gap",
    15: "stall_token",
}
"""Counters by `tinynpu.core.shapes.Activity`, and by `tinynpu.core.top.TRACED_TOKEN`."""


class _Options(ctypes.Structure):
    _fields_ = (
        ("read_latency", ctypes.c_uint32),
        ("write_latency", ctypes.c_uint32),
        ("beat_cycles", ctypes.c_uint32),
        ("pause_per_1024", ctypes.c_uint32),
        ("seed", ctypes.c_uint64),
        ("error_begin", ctypes.c_uint64),
        ("error_end", ctypes.c_uint64),
        ("events", ctypes.c_uint32),
        ("origin", ctypes.c_uint32),
        ("error_response", ctypes.c_uint32),
        ("stalled", ctypes.c_uint32),
        ("stall_begin", ctypes.c_uint64),
        ("stall_end", ctypes.c_uint64),
    )


class RegisterAccess(ctypes.Structure):
    """A read, a write, or both at once on the register port.

    Members
    -------
    reads, writes
        Whether there is a read, a write.
    read_address, write_address, write_data, strobe
        Byte addresses, data, and its byte enables.
    read_delay, address_delay, data_delay, response_delay
        Cycles before AR, AW, W are offered, and before R and B are taken.
    read_data
        What was read.
    """

    _fields_ = tuple(
        (name, ctypes.c_uint32)
        for name in (
            "reads",
            "writes",
            "read_address",
            "write_address",
            "write_data",
            "strobe",
            "read_delay",
            "address_delay",
            "data_delay",
            "response_delay",
            "read_data",
        )
    )


class _Event(ctypes.Structure):
    _fields_ = (
        ("unit", ctypes.c_uint32),
        ("command", ctypes.c_uint32),
        ("begin", ctypes.c_uint64),
        ("end", ctypes.c_uint64),
    )


def _load(path: Path) -> ctypes.CDLL:
    library = ctypes.CDLL(str(path))
    handle = ctypes.c_void_p
    for name, result, arguments in (
        ("create", handle, (ctypes.c_uint32,)),
        ("destroy", None, (handle,)),
        ("options", None, (handle, ctypes.POINTER(_Options))),
        ("memory", None, (handle, ctypes.c_void_p, ctypes.c_uint64)),
        ("csr_read", ctypes.c_uint32, (handle, ctypes.c_uint32)),
        ("csr_write", None, (handle, ctypes.c_uint32, ctypes.c_uint32)),
        ("csr_access", None, (handle, ctypes.POINTER(RegisterAccess))),
        ("begin", None, (handle,)),
        ("run", ctypes.c_int, (handle, ctypes.c_uint64)),
        ("ticks", None, (handle, ctypes.c_uint64)),
        ("cycle", ctypes.c_uint64, (handle,)),
        ("beats_read", ctypes.c_uint64, (handle,)),
        ("beats_written", ctypes.c_uint64, (handle,)),
        ("irq", ctypes.c_int, (handle,)),
        ("violation", ctypes.c_char_p, (handle,)),
        ("event_count", ctypes.c_uint64, (handle,)),
        ("events", ctypes.POINTER(_Event), (handle,)),
        ("open_wave", ctypes.c_int, (handle, ctypes.c_char_p)),
        ("close_wave", None, (handle,)),
        ("write_coverage", ctypes.c_int, (handle, ctypes.c_char_p)),
    ):
        function = getattr(library, f"tinynpu_{name}")
        function.restype = result
        function.argtypes = arguments
    return library


class Simulator:
    """RTL of a core with a memory, as a `tinynpu.arch.run.Machine`.

    Parameters
    ----------
    config
        Configuration; the simulator for it is built unless the cache has it.
    latency
        Cycles from a read request to its first beat, and from the last beat written to its answer.
    beat_cycles
        Cycles from one beat to the next of the same direction; 1 is the full bandwidth.
    pause
        Chance (0 to below 1) that a channel of the memory pauses in a cycle.
    seed
        Of the pauses.
    errors
        Range of byte addresses, ``(begin, end)``, that the memory answers with an error.
    origin
        Address of the first byte of the memory; addresses wrap at 2**32.
    events
        Record what each unit works on, and what the array does.
    wave
        File for the signals of all cycles, ``.vcd`` or ``.fst``.
    max_cycles
        A program that takes longer is given up.
    zig
        Build with ziglang even if there is another compiler.
    coverage
        Count which lines run and which bits toggle; see `write_coverage`.
    library
        Library of `tinynpu.rtl.build.build_mutants`, instead of building the core.
    mutant
        With it: number of the mutant; 0 is the core itself.
    progress
        Told what is being done while building.

    Raises
    ------
    FlowError
        The simulator cannot be built, or the wave file not be written.
    """

    def __init__(
        self,
        config: Config,
        *,
        latency: int = 20,
        beat_cycles: int = 1,
        pause: float = 0.0,
        seed: int = 1,
        errors: tuple[int, int] = (0, 0),
        origin: int = 0,
        events: bool = False,
        wave: str | Path | None = None,
        max_cycles: int = 200_000_000,
        zig: bool = False,
        coverage: bool = False,
        library: Path | None = None,
        mutant: int = 0,
        progress: Progress | None = None,
    ):
        self._config = config
        self.max_cycles = max_cycles
        self.handle = None
        self._memory: np.ndarray | None = None
        kind = "" if wave is None else Path(wave).suffix.lstrip(".")
        if kind not in ("", "vcd", "fst") or (wave is not None and not kind):
            raise FlowError(f"A wave file must end in .vcd or .fst, not {wave}.")
        self._library = _load(
            library or build(config, wave=kind, coverage=coverage, zig=zig, progress=progress)
        )
        self.handle = self._library.tinynpu_create(mutant)
        self.options = _Options(
            read_latency=latency,
            write_latency=latency,
            beat_cycles=beat_cycles,
            pause_per_1024=min(round(pause * 1024), 1000),
            seed=seed,
            error_begin=errors[0],
            error_end=errors[1],
            events=int(events),
            origin=origin,
        )
        self.set_options()
        if wave is not None and not self._library.tinynpu_open_wave(
            self.handle, str(wave).encode()
        ):
            raise FlowError(f"The wave file must be writable, which {wave} is not.")

    @property
    def config(self) -> Config:
        """Configuration of the core."""
        return self._config

    def read_register(self, name: str) -> int:
        """Value of a register, through AXI4-Lite."""
        return self._library.tinynpu_csr_read(self.handle, register(name).offset)

    def write_register(self, name: str, value: int):
        """Write a register, through AXI4-Lite."""
        self._library.tinynpu_csr_write(self.handle, register(name).offset, value & 0xFFFFFFFF)

    def access(self, access: RegisterAccess):
        """Access registers in a given order and pace; ``access.read_data`` is filled in."""
        self._library.tinynpu_csr_access(self.handle, access)

    @property
    def violation(self) -> str:
        """The first rule of a bus that the core broke, or nothing."""
        return self._library.tinynpu_violation(self.handle).decode()

    def set_options(self):
        """Let changes of ``options`` take effect."""
        self._library.tinynpu_options(self.handle, self.options)

    @property
    def irq(self) -> bool:
        """Level of the interrupt line."""
        return bool(self._library.tinynpu_irq(self.handle))

    @property
    def cycle(self) -> int:
        """Cycles since the simulation began."""
        return self._library.tinynpu_cycle(self.handle)

    @property
    def beats(self) -> tuple[int, int]:
        """Beats read and written by the last program, as the memory saw them."""
        library = self._library
        return library.tinynpu_beats_read(self.handle), library.tinynpu_beats_written(self.handle)

    def change(self, **options: int):
        """Give the memory other ``read_latency``, ``error_begin``, … from now on.

        Raises
        ------
        TypeError
            The harness has no such option.
        """
        for name, value in options.items():
            if not hasattr(self.options, name):
                raise TypeError(f"An option must be a field of the harness, not {name}.")
            setattr(self.options, name, value)
        self.set_options()

    def hold(self, channel: str, *, after: int, cycles: int):
        """Let a channel of the memory (of `CHANNELS`) rest for ``cycles``, ``after`` cycles from now.

        On AR, AW and W there is no READY then, on R and B no new VALID.
        """
        begin = self.cycle + after
        self.change(
            stalled=1 << CHANNELS.index(channel), stall_begin=begin, stall_end=begin + cycles
        )

    def write_coverage(self, path: Path):
        """Write Verilator's coverage data of this simulation.

        Raises
        ------
        FlowError
            The simulation was not made with ``coverage``.
        """
        if not self._library.tinynpu_write_coverage(self.handle, str(path).encode()):
            raise FlowError("Coverage data needs a simulator that was made with coverage=True.")

    def reset(self):
        """Reset by the control register.

        Raises
        ------
        DeviceError
            The core does not come to rest.
        """
        self.write_register("control", 2)
        for _ in range(100_000):
            if not self.read_register("status") & 1:
                return
        raise DeviceError("The core must come to rest after a reset, but stays busy.")

    def start(self, memory: np.ndarray, *, program: int, bases: tuple[int, int, int, int]):
        """Start a program and return at once; `ticks` lets it run. ``memory`` must stay alive."""
        if memory.dtype != np.uint8 or memory.ndim != 1 or not memory.flags.c_contiguous:
            raise TypeError("Memory must be a one-dimensional contiguous array of uint8.")
        library, handle = self._library, self.handle
        self._memory = memory
        library.tinynpu_memory(handle, memory.ctypes.data, len(memory))
        self.write_register("interrupt_pending", 3)
        self.write_register("interrupt_enable", 3)
        self.write_register("program", program)
        for region, base in enumerate(bases):
            self.write_register(f"base{region}", base)
        library.tinynpu_begin(handle)
        self.write_register("control", 1)

    def ticks(self, cycles: int):
        """Let the clock run."""
        self._library.tinynpu_ticks(self.handle, cycles)

    def execute(
        self, memory: np.ndarray, *, program: int, bases: tuple[int, int, int, int]
    ) -> RunResult:
        """Run a program; see `tinynpu.arch.run.Machine`.

        After an error the core is reset, so that the next program finds it ready.

        Raises
        ------
        DeviceError
            ``max_cycles`` passed, or the core broke a rule of the bus.
        """
        library, handle = self._library, self.handle
        self.start(memory, program=program, bases=bases)
        ended = library.tinynpu_run(handle, self.max_cycles)
        if self.violation:
            raise DeviceError(f"The core must keep the rules of AXI4: {self.violation}.")
        if not ended:
            raise DeviceError(f"A program must end within {self.max_cycles} cycles; this did not.")
        error = self.read_register("error")
        counters = {name: self.read_register(name) for name in COUNTERS}
        count = library.tinynpu_event_count(handle)
        raw = library.tinynpu_events(handle)
        events, spans = [], []
        for i in range(count):
            unit, command, begin, end = raw[i].unit, raw[i].command, raw[i].begin, raw[i].end
            if unit < len(UNITS):
                events.append(Event(UNITS[unit], command, begin, end))
            else:
                spans.append(Span(begin, end, {_ACTIVITIES[command]: end - begin}))
        if error & 0xFF:
            self.reset()
        # The simulation holds no reference to the memory between runs.
        library.tinynpu_memory(handle, None, 0)
        self._memory = None
        return RunResult(
            ErrorCode(error & 0xFF), error >> 16, counters, tuple(events), tuple(spans)
        )

    def close(self):
        """Finish the wave file and free the simulation."""
        if self.handle:
            self._library.tinynpu_destroy(self.handle)
            self.handle = None

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def __del__(self):
        self.close()
