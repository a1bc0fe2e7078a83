"""Devices: the golden model, the ISS, the RTL, behind one interface."""

import dataclasses
import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol, overload

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.errors import DeviceError
from tinynpu.arch.isa import COMMAND_BYTES, ErrorCode
from tinynpu.arch.program import HostStep, NpuStep, Program, TensorInfo
from tinynpu.arch.run import Machine, RunResult, Span
from tinynpu.arch.tile import TileConfig
from tinynpu.runtime.host import run_host
from tinynpu.runtime.image import Image, check_input

if TYPE_CHECKING:
    from tinynpu.runtime.board import BoardDevice
    from tinynpu.runtime.tile import TileDevice

__all__ = [
    "BOARDS",
    "DEVICES",
    "Device",
    "Inference",
    "MachineDevice",
    "board_config",
    "is_board",
    "open_device",
]

DEVICES = ("rtl", "iss", "golden")
"""Kinds of devices that need no board."""

BOARDS = ("uart:PORT[,baud]", "spi:/dev/spidevB.C[,hz]", "mmio:/dev/uioN[,MEMORY]")
"""Kinds of boards."""


@dataclasses.dataclass(frozen=True)
class Inference:
    """Outputs of a run, and what the machine says of it (None from the golden model)."""

    outputs: tuple[np.ndarray, ...]
    result: RunResult | None


class Device(Protocol):
    """Something that runs programs."""

    def run(self, program: Program, inputs: Sequence[np.ndarray]) -> Inference:
        """Run a program once.

        Raises
        ------
        DeviceError
            The inputs do not fit, the program is for another configuration, or it fails.
        """
        ...

    def close(self):
        """Free what the device holds."""
        ...


class MachineDevice:
    """Device around a machine with a memory image."""

    def __init__(self, machine: Machine):
        self.machine = machine
        self._loaded: tuple[Program, Image] | None = None

    def run(self, program: Program, inputs: Sequence[np.ndarray]) -> Inference:
        """See `Device.run`."""
        config = self.machine.config
        if program.config.hash != config.hash:
            raise DeviceError(
                f"A program must be compiled for the device's configuration ({config.name}, "
                f"{config.hash:08x}); this is for {program.config.name}, {program.config.hash:08x}."
            )
        if self._loaded is None or self._loaded[0] is not program:
            self._loaded = program, self._image(program)
        image = self._loaded[1]
        image.write_inputs(inputs)
        written = [*program.inputs, *program.outputs]
        results = []
        for number, step in enumerate(program.steps):
            if isinstance(step, HostStep):
                operands = [image.view(tensor) for tensor in step.inputs]
                image.view(step.output)[...] = run_host(step, operands)
                written.append(step.output)
                continue
            address = image.program + step.first_command * COMMAND_BYTES
            wanted = _wanted(program, number)
            result = self._execute(image, address, written, wanted)
            written = []
            if result.error != ErrorCode.NONE:
                command = step.first_command + result.error_command
                layer = program.layer_of(command)
                where = f", layer {layer.name}" if layer else ""
                raise DeviceError(
                    f"The core stopped with {result.error.name} at command {command}{where}."
                )
            results.append((step, result))
        return Inference(image.read_outputs(), _joined(results))

    def _image(self, program: Program) -> Image:
        return Image(program)

    def _execute(
        self,
        image: Image,
        program: int,
        written: Sequence[TensorInfo],
        wanted: Sequence[TensorInfo],
    ) -> RunResult:
        """Run the step at an address; ``written`` since the last one, ``wanted`` before the next."""
        return self.machine.execute(image.memory, program=program, bases=image.bases)

    def close(self):
        """See `Device.close`."""
        close = getattr(self.machine, "close", None)
        if close:
            close()


def _wanted(program: Program, number: int) -> list[TensorInfo]:
    """Tensors that the host looks at between a step of the core and the next one."""
    wanted = []
    for step in program.steps[number + 1 :]:
        if isinstance(step, NpuStep):
            return wanted
        wanted += step.inputs
    return [*wanted, *program.outputs]


def _joined(results: list[tuple[NpuStep, RunResult]]) -> RunResult:
    """Runs one after the other as one: counters added up, events with commands of the program."""
    counters: dict[str, int] = {}
    events, spans = [], []
    for step, result in results:
        begin = counters.get("cycles", 0)
        spans += [Span(begin + s.begin, begin + s.end, s.cycles) for s in result.spans]
        events += [
            dataclasses.replace(
                event,
                command=step.first_command + event.command,
                begin=begin + event.begin,
                end=begin + event.end,
            )
            for event in result.events
        ]
        for name, value in result.counters.items():
            counters[name] = counters.get(name, 0) + value
    return RunResult(ErrorCode.NONE, 0, counters, tuple(events), tuple(spans))


class GoldenDevice:
    """Runs the model that a program was made from, with the golden operations."""

    def __init__(self):
        self._loaded = None

    def run(self, program: Program, inputs: Sequence[np.ndarray]) -> Inference:
        """See `Device.run`."""
        from tinynpu.compiler.compile import import_model
        from tinynpu.runtime.golden import evaluate

        if self._loaded is None or self._loaded[0] is not program:
            self._loaded = program, import_model(program.model)
        graph = self._loaded[1]
        if len(inputs) != len(program.inputs):
            raise DeviceError(f"A run must have {len(program.inputs)} inputs, not {len(inputs)}.")
        for tensor, value in zip(program.inputs, inputs, strict=True):
            check_input(tensor, value)
        values = evaluate(graph, inputs)
        return Inference(tuple(values[name] for name in graph.outputs), None)

    def close(self):
        """See `Device.close`."""


def is_board(kind: str) -> bool:
    """Whether this names a board."""
    return kind.partition(":")[0] in ("uart", "spi", "mmio") and ":" in kind


@overload
def open_device(kind: str, config: TileConfig, **options: Any) -> "TileDevice": ...
@overload
def open_device(kind: str, config: Config | None, **options: Any) -> Device: ...
def open_device(
    kind: str, config: Config | TileConfig | None, **options: Any
) -> "Device | TileDevice":
    """Device of a kind: one of `DEVICES`, or a board by its port as in `BOARDS`.

    Parameters
    ----------
    config
        Configuration of the core; None: that of the board, if it is a preset. Parameters of a
        TinyTapeout tile: the device is one of `tinynpu.runtime.tile.TILE_DEVICES` or `TILE_BOARDS`.
    options
        For ``rtl``: those of `tinynpu.rtl.Simulator`. For ``uart`` and ``spi``: those of
        `tinynpu.runtime.link.Link`. For a tile: those of `tinynpu.runtime.tile.open_tile`.

    Raises
    ------
    DeviceError
        There is no such kind, or the board does not answer as it should.
    """
    if isinstance(config, TileConfig):
        from tinynpu.runtime.tile import open_tile

        return open_tile(kind, config, **options)
    if is_board(kind):
        return _open_board(kind, config, **options)
    if kind == "golden":
        return GoldenDevice()
    if kind in DEVICES and config is None:
        raise TypeError(f"A device of kind {kind} must have a configuration.")
    if kind == "iss" and config:
        from tinynpu.iss import Simulator

        return MachineDevice(Simulator(config))
    if kind == "rtl" and config:
        from tinynpu.rtl import Simulator as Rtl

        return MachineDevice(Rtl(config, **options))
    raise DeviceError(f"A device must be one of {', '.join(DEVICES + BOARDS)}, not {kind}.")


def board_config(kind: str) -> Config:
    """Configuration that the core of a board has.

    Raises
    ------
    DeviceError
        The board does not answer as it should, or it is no preset.
    """
    board = _open_board(kind, None)
    board.close()
    return board.machine.config


def _open_board(kind: str, config: Config | None, **options: Any) -> "BoardDevice":
    from tinynpu.runtime.board import BoardDevice, BoardMachine
    from tinynpu.runtime.link import Link, open_transport
    from tinynpu.runtime.mmio import open_mmio

    name, _, rest = kind.partition(":")
    if name == "mmio":
        port = open_mmio(rest)
    else:
        port = Link(functools.partial(open_transport, kind), **options)
    try:
        return BoardDevice(BoardMachine(port, config))
    except BaseException:
        port.close()
        raise
