"""TinyTapeout's demo board on the PC: what MicroPython code imports there, around a simulated tile.

The modules ``ttboard`` (the parts of SDK 3 that the driver uses), ``machine``, ``rp2`` and
``micropython`` act on one `Board`; its chip is the RTL. See `docs/bringup.md`.
"""

import dataclasses
import types
from collections.abc import Callable

from amaranth.sim import Simulator

from tinynpu.arch.tile import TileConfig
from tinynpu.boards.tt_top import TinyTapeoutTop
from tinynpu.testing.pio import make_rp2

__all__ = ["RP2040", "RP2350", "RP2350_ALPHA", "Board", "Cycle", "Pinout"]


@dataclasses.dataclass(frozen=True)
class Pinout:
    """GPIO numbers of a demo board, from ``ttboard/pins/gpio_map*.py`` of the SDK.

    Members
    -------
    ui, uio, uo
        From bit 0 to bit 7.
    """

    clock: int
    reset: int
    ui: tuple[int, ...]
    uio: tuple[int, ...]
    uo: tuple[int, ...]

    def gpio_map(self) -> types.SimpleNamespace:
        """``GPIOMap``; bits 1 to 3 of ``uo_out`` have other names on the oldest boards."""
        names = {"RP_PROJCLK": self.clock, "UO_OUT0": self.uo[0]}
        names |= {f"UI_IN{i}": pin for i, pin in enumerate(self.ui)}
        names |= {f"UIO{i}": pin for i, pin in enumerate(self.uio)}
        names |= {f"UO_OUT{i}": self.uo[i] for i in range(4, 8)}
        return types.SimpleNamespace(**names)


def _span(first: int) -> tuple[int, ...]:
    return tuple(range(first, first + 8))


RP2350 = Pinout(16, 14, _span(17), _span(25), _span(33))
RP2350_ALPHA = Pinout(21, 20, _span(12), _span(22), _span(30))
RP2040 = Pinout(0, 1, (9, 10, 11, 12, 17, 18, 19, 20), _span(21), (5, 6, 7, 8, 13, 14, 15, 16))


@dataclasses.dataclass(frozen=True)
class Cycle:
    """What the pins were when the tile's clock rose."""

    ui: int
    uio: int
    uo: int
    outputs: int

    @property
    def strobe(self) -> bool:
        """The host moves a byte."""
        return bool(self.uio & 1)

    @property
    def ready(self) -> bool:
        """The tile takes one."""
        return bool(self.outputs & 2)

    @property
    def valid(self) -> bool:
        """The tile gives one."""
        return bool(self.outputs & 4)


class _Chip:
    """The RTL; a pin is set only if it changes."""

    def __init__(self, config: TileConfig):
        self.top = TinyTapeoutTop(config)
        simulator = Simulator(self.top)
        contexts = []

        async def keep(ctx):
            contexts.append(ctx)

        simulator.add_testbench(keep)
        simulator.run()
        self._context = contexts[0]
        self._values = {"ui_in": 0, "uio_in": 0, "ena": 0, "clk": 0, "rst_n": 0}
        self.cycles: list[Cycle] = []

    def set(self, name: str, value: int):
        if self._values[name] == value:
            return
        if name == "clk" and value:
            values = self._values
            self.cycles.append(
                Cycle(values["ui_in"], values["uio_in"], self.get("uo_out"), self.get("uio_out"))
            )
        self._values[name] = value
        self._context.set(getattr(self.top, name), value)

    def get(self, name: str) -> int:
        return self._context.get(getattr(self.top, name))


class _Port:
    """Byte of the SDK: reads and writes through ``value``."""

    def __init__(self, read: Callable[[], int], write: Callable[[int], None] | None = None):
        self._read, self._write = read, write

    @property
    def value(self):
        # The SDK gives an object that is no int.
        read = self._read()
        return type("LogicArray", (), {"__int__": lambda _: read})()

    @value.setter
    def value(self, value: int):
        assert self._write is not None, "this port is read"
        assert 0 <= int(value) < 256
        self._write(int(value))


class Board:
    """A demo board with a chip that has the tile among its projects.

    Parameters
    ----------
    config
        Of the tile.
    pinout
        Of the board.
    system_hz
        Clock of the microcontroller.
    round_trip_ns
        From an edge of the tile's clock until its outputs are at the microcontroller, for PIO.
    project
        Name of the tile among the projects.

    Members
    -------
    cycles : list of `Cycle`
        All cycles of the tile's clock.
    edges : list of (PIO cycles, levels)
        What PIO put on the pins, and when: a dictionary of ``clk``, ``ui``, ``uio``.
    """

    def __init__(
        self,
        config: TileConfig,
        pinout: Pinout = RP2350,
        *,
        system_hz: int = 150_000_000,
        round_trip_ns: float = 20.0,
        project: str = "tt_um_tinynpu",
    ):
        self.config, self.pinout, self.project = config, pinout, project
        self.system_hz, self.round_trip_ns = system_hz, round_trip_ns
        self.chip = _Chip(config)
        self.cycles = self.chip.cycles
        self.edges: list[tuple[int, dict[str, int]]] = []
        self.clock_hz = 0
        self.selected = False
        self._mode = 0
        self._sio_out = self._sio_enable = 0
        self._pio_pins = self._pio_out = self._pio_enable = 0
        self._bytes = (("ui_in", pinout.ui), ("uio_in", pinout.uio))
        self.levels = 0
        self.settle()

    # Pins.
    def settle(self):
        """What is driven reaches the chip and comes back."""
        enable = self._sio_enable & ~self._pio_pins | self._pio_enable & self._pio_pins
        driven = self._sio_out & ~self._pio_pins | self._pio_out & self._pio_pins
        driven &= enable
        chip = self.chip
        for name, pins in self._bytes:
            value = sum((driven >> pin & 1) << i for i, pin in enumerate(pins))
            chip.set(name, value if self.selected else 0)
        chip.set("ena", int(self.selected))
        # The board has a pull-up at the reset.
        reset = self.pinout.reset
        chip.set("rst_n", int(not enable >> reset & 1 or driven >> reset & 1))
        chip.set("clk", driven >> self.pinout.clock & 1 if self.selected else 0)
        outputs = (
            (self.pinout.uo, chip.get("uo_out"), 0xFF),
            (self.pinout.uio, chip.get("uio_out"), chip.get("uio_oe")),
        )
        for pins, value, mask in outputs:
            for i, pin in enumerate(pins):
                if mask >> i & 1 and self.selected:
                    assert not enable >> pin & 1, f"GPIO {pin} is driven by both sides"
                    driven |= (value >> i & 1) << pin
        self.levels = driven

    def drive(self, pin: int, level: int):
        """An output of the processor."""
        self._sio_out = self._sio_out & ~(1 << pin) | bool(level) << pin
        self.settle()

    def direct(self, pin: int, output: bool):
        """Give a pin to the processor, as an output or an input."""
        self._pio_pins &= ~(1 << pin)
        self._sio_enable = self._sio_enable & ~(1 << pin) | output << pin
        self.settle()

    def give_to_pio(self, pins: int):
        """Take pins from the processor."""
        self._pio_pins |= pins

    def drive_pio(self, time: int, levels: int, enable: int):
        """Outputs of the PIO block, and when they change."""
        self._pio_out, self._pio_enable = levels, enable
        self.settle()
        state = {"clk": levels >> self.pinout.clock & 1} | {
            name: sum((levels >> pin & 1) << i for i, pin in enumerate(pins))
            for name, pins in (("ui", self.pinout.ui), ("uio", self.pinout.uio))
        }
        if not self.edges or self.edges[-1][1] != state:
            self.edges.append((time, state))

    def run_clock(self, cycles: int):
        """Let the clock run that nobody waits for."""
        for _ in range(cycles if self.clock_hz else 0):
            self.drive(self.pinout.clock, 1)
            self.drive(self.pinout.clock, 0)

    # The SDK.
    def _write(self, pins: tuple[int, ...], value: int):
        mask = sum(1 << pin for pin in pins)
        levels = sum((value >> i & 1) << pin for i, pin in enumerate(pins))
        self._sio_out = self._sio_out & ~mask | levels
        self.settle()

    def _read(self, pins: tuple[int, ...]) -> int:
        return sum((self.levels >> pin & 1) << i for i, pin in enumerate(pins))

    def _write_directions(self, value: int):
        for i, pin in enumerate(self.pinout.uio):
            self.direct(pin, bool(value >> i & 1))

    def _set_mode(self, mode: int):
        self._mode = mode
        pinout = self.pinout
        for pin in (*pinout.ui, *pinout.uio, *pinout.uo, pinout.clock, pinout.reset):
            self.direct(pin, mode == 1 and (pin in pinout.ui or pin == pinout.clock))

    def _enable(self, name: str):
        assert name == self.project
        self.selected = True
        self.settle()
        self.reset_project(True)
        self.reset_project(False)
        # The SDK starts the clock that the project asks for.
        self.clock_project_PWM(10_000_000)

    def reset_project(self, reset: bool):
        """As the SDK: an input when not in reset."""
        self.drive(self.pinout.reset, not reset)
        self.direct(self.pinout.reset, reset)
        self.run_clock(4)

    def clock_project_once(self):
        """As the SDK."""
        if self.clock_hz:
            self.clock_project_stop()
        self.direct(self.pinout.clock, True)
        self.drive(self.pinout.clock, 1)
        self.drive(self.pinout.clock, 0)

    def clock_project_PWM(self, hz: int):  # noqa: N802
        """As the SDK."""
        self.direct(self.pinout.clock, True)
        self.clock_hz = hz
        self.run_clock(4)

    def clock_project_stop(self):
        """As the SDK: the clock pin is an input then."""
        self.clock_hz = 0
        self.drive(self.pinout.clock, 0)
        self.direct(self.pinout.clock, False)

    def demo_board(self) -> types.SimpleNamespace:
        """``DemoBoard.get()``."""
        board, pinout = self, self.pinout

        class Shuttle:
            def has(self, name):
                return name == board.project

            def __getattr__(self, name):
                return types.SimpleNamespace(enable=lambda: board._enable(name))

        class DemoBoard(types.SimpleNamespace):
            @property
            def mode(self):
                return board._mode

            @mode.setter
            def mode(self, mode):
                board._set_mode(mode)

        return DemoBoard(
            shuttle=Shuttle(),
            ui_in=_Port(lambda: self._read(pinout.ui), lambda v: self._write(pinout.ui, v)),
            uio_in=_Port(lambda: self._read(pinout.uio), lambda v: self._write(pinout.uio, v)),
            uio_out=_Port(lambda: self._read(pinout.uio)),
            uo_out=_Port(lambda: self._read(pinout.uo)),
            uio_oe_pico=_Port(lambda: 0, self._write_directions),
            reset_project=self.reset_project,
            clock_project_once=self.clock_project_once,
            clock_project_PWM=self.clock_project_PWM,
            clock_project_stop=self.clock_project_stop,
        )

    def modules(self) -> dict[str, types.ModuleType]:
        """What a program on the board imports, for ``sys.modules``."""
        tt = self.demo_board()
        modes = types.SimpleNamespace(SAFE=0, ASIC_RP_CONTROL=1, ASIC_MANUAL_INPUTS=2)
        demo_board = types.SimpleNamespace(get=lambda: tt)
        contents = {
            "ttboard": {},
            "ttboard.demoboard": {"DemoBoard": demo_board},
            "ttboard.mode": {"RPMode": modes},
            "ttboard.pins": {},
            "ttboard.pins.gpio_map": {"GPIOMap": self.pinout.gpio_map()},
            "machine": self._machine(),
            "rp2": make_rp2(self),
            "micropython": {"native": lambda function: function, "kbd_intr": lambda code: None},
        }
        modules = {name: types.ModuleType(name) for name in contents}
        for name, values in contents.items():
            vars(modules[name]).update(values)
        for name, module in modules.items():
            parent, _, child = name.rpartition(".")
            if parent:
                setattr(modules[parent], child, module)
        return modules

    def _machine(self) -> dict[str, object]:
        board = self

        class Pin:
            IN, OUT = 0, 1

            def __init__(self, number, mode=None, value=None):
                self.number = number
                if value is not None:
                    board.drive(number, value)
                if mode is not None:
                    board.direct(number, mode == Pin.OUT)

            def __call__(self, value=None):
                if value is None:
                    return board.levels >> self.number & 1
                board.drive(self.number, value)
                return None

        class SoftSPI:
            def __init__(self, *, baudrate, polarity, phase, sck, mosi, miso):
                assert (polarity, phase) == (0, 0)
                self.half = board.clock_hz and board.clock_hz // (2 * baudrate)
                self.baudrate, self.pins = baudrate, (sck, mosi, miso)
                for pin in (sck, mosi):
                    board.direct(pin.number, True)
                sck(0)

            def write_readinto(self, written, read):
                sck, mosi, miso = self.pins
                half = board.clock_hz // (2 * self.baudrate)
                for i, byte in enumerate(written):
                    read[i] = 0
                    for bit in range(7, -1, -1):
                        mosi(byte >> bit & 1)
                        board.run_clock(half)
                        read[i] |= miso() << bit
                        sck(1)
                        board.run_clock(half)
                        sck(0)

        def freq(hz=None):
            if hz is None:
                return board.system_hz
            if hz % 1_000_000 or not 48_000_000 <= hz <= 150_000_000:
                raise ValueError("cannot change frequency")
            board.system_hz = hz
            return None

        return {"Pin": Pin, "SoftSPI": SoftSPI, "freq": freq}
