"""The host link of a simulated board under faults: wrong results, lost links."""

import dataclasses
import random
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.errors import DeviceError
from tinynpu.arch.program import Program
from tinynpu.arch.registers import register
from tinynpu.board import BoardSimulator, Faults, SimulatedBoard
from tinynpu.compiler import compile_model
from tinynpu.demo.digits import MODEL
from tinynpu.runtime.board import BoardDevice, BoardMachine
from tinynpu.runtime.device import GoldenDevice
from tinynpu.runtime.image import Image
from tinynpu.runtime.link import Link
from tinynpu.runtime.link.transport import SerialTransport

__all__ = ["LinkFigures", "measure_link"]

_MEMORY = 1 << 15
_LONGEST = 600
"""Bytes of a transfer at most: up to four frames."""
_INFERENCE = 0.02
"""Chance that a step is an inference."""


@dataclasses.dataclass
class LinkFigures:
    """What was done, what was damaged, and what came of it.

    ``wrong`` are results that differ from what they have to be, ``lost`` operations that the
    driver gave up.
    """

    preset: str
    seed: int
    fault_rate: float
    frames: int = 0
    requests: int = 0
    transfers: int = 0
    register_accesses: int = 0
    inferences: int = 0
    bytes_written: int = 0
    bytes_read: int = 0
    faults_to_board: dict[str, int] = dataclasses.field(default_factory=dict)
    faults_to_host: dict[str, int] = dataclasses.field(default_factory=dict)
    sent_again_refused: int = 0
    sent_again_damaged: int = 0
    sent_again_silent: int = 0
    wrong: int = 0
    lost: int = 0
    messages: list[str] = dataclasses.field(default_factory=list)
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """All figures by name."""
        return dataclasses.asdict(self)


class _Traffic:
    """Random accesses whose results are known."""

    def __init__(self, device: BoardDevice, program: Program, figures: LinkFigures):
        self.device = device
        self.program = program
        self.figures = figures
        self.random = random.Random(figures.seed)
        self.golden = GoldenDevice()
        self.first = len(Image(program).memory)  # the program lies below
        self.shadow = bytearray(_MEMORY)
        self.watchdog: int | None = None

    def fill(self):
        """Give the memory above the program a known content."""
        self.shadow[self.first :] = self.random.randbytes(_MEMORY - self.first)
        self.device.machine.port.write_memory(self.first, bytes(self.shadow[self.first :]))

    def step(self):
        """One random operation."""
        if self.random.random() < _INFERENCE:
            self._infer()
        elif self.random.random() < 0.3:
            self._register()
        else:
            self._memory()

    def _expect(self, right: bool, what: str):
        if not right:
            self.figures.wrong += 1
            self.figures.messages.append(what)

    def _memory(self):
        port = self.device.machine.port
        size = round(_LONGEST ** self.random.random())  # short ones and long ones
        address = self.random.randrange(self.first, _MEMORY - size)
        self.figures.transfers += 1
        if self.random.getrandbits(1):
            data = self.random.randbytes(size)
            self.shadow[address : address + size] = data  # also if the driver gives up: see below
            port.write_memory(address, data)
        else:
            data = port.read_memory(address, size)
            self._expect(
                data == self.shadow[address : address + size], f"memory {address}+{size} differs"
            )

    def _register(self):
        port = self.device.machine.port
        # The driver knows what it wrote to base3, and has to notice that it is not there any more.
        name, width = ("base3", 32) if self.random.random() < 0.1 else ("interrupt_enable", 2)
        self.figures.register_accesses += 1
        value = self.random.getrandbits(width)
        port.write_register(register(name).offset, value)
        (found,) = port.read_registers(register(name).offset, 1)
        self._expect(found == value, f"{name} is {found:#x}, not {value:#x}")

    def _infer(self):
        rng = np.random.default_rng(self.random.getrandbits(32))
        inputs = [
            rng.integers(-128, 128, tensor.shape).astype(tensor.dtype)
            for tensor in self.program.inputs
        ]
        self.figures.inferences += 1
        found = self.device.run(self.program, inputs).outputs
        wanted = self.golden.run(self.program, inputs).outputs
        right = all(np.array_equal(a, b) for a, b in zip(found, wanted, strict=True))
        self._expect(right, "an inference differs from golden")


def measure_link(
    config: Config,
    *,
    frames: int,
    rate: float,
    seed: int,
    progress: Callable[[str, float], None] | None = None,
) -> LinkFigures:
    """Send at least so many frames through the pins of a simulated board whose line is bad.

    Parameters
    ----------
    config
        Configuration of the core.
    frames
        Requests sent, repetitions included.
    rate
        Chance of each byte, in both directions, to be damaged; one of `tinynpu.board.faults.KINDS`.
    seed
        Of accesses and faults.
    progress
        Told what is being done.
    """
    tell = progress or (lambda text, fraction: None)
    program = compile_model(MODEL.read_bytes(), config)
    figures = LinkFigures(config.name, seed, rate)
    to_board, to_host = Faults(rate, seed), Faults(rate, seed + 1)
    simulator = BoardSimulator(config, memory_bytes=_MEMORY, progress=progress)
    begin = time.monotonic()
    with SimulatedBoard(simulator, to_board=to_board, to_host=to_host) as board:
        link = Link(lambda: SerialTransport(board.path))
        device = BoardDevice(BoardMachine(link, config))
        traffic = _Traffic(device, program, figures)
        traffic.fill()
        while link.counts.frames < frames:
            try:
                traffic.step()
            except DeviceError as error:
                figures.lost += 1
                figures.messages.append(str(error))
                traffic.fill()  # what a transfer that was given up has written is open
            tell(f"{link.counts.frames:,} frames", link.counts.frames / frames)
        device.close()
    counts = link.counts
    figures.frames, figures.requests = counts.frames, counts.requests
    figures.bytes_written, figures.bytes_read = counts.bytes_written, counts.bytes_read
    figures.sent_again_refused = counts.refused
    figures.sent_again_damaged = counts.damaged
    figures.sent_again_silent = counts.silent
    figures.faults_to_board = dict(sorted(to_board.counts.items()))
    figures.faults_to_host = dict(sorted(to_host.counts.items()))
    figures.seconds = round(time.monotonic() - begin, 1)
    return figures
