"""One model on a TinyTapeout tile: what crosses its pins, how long that takes, and whether every byte is right."""

import dataclasses
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tinynpu.arch.tile import TileConfig
from tinynpu.bench.reference import differing_bytes, find_reference, random_inputs
from tinynpu.compiler import read_model
from tinynpu.compiler.tile import TileProgram, compile_tile, is_tile_program, load_tile_program
from tinynpu.compiler.tile.layer import Count, Layer
from tinynpu.models import MODELS, find_model
from tinynpu.runtime.tile import open_tile

__all__ = ["CLOCK_HZ", "Pio", "TileMeasurement", "measure_tile", "prepare_tile"]

Progress = Callable[[str, float], None]

CLOCK_HZ = 50_000_000
"""Clock of a tile: that of TinyTapeout's template."""


@dataclasses.dataclass(frozen=True)
class Pio:
    """A PIO block that drives a tile with the programs of ``fw/micropython/tinynpu_pio.py``.

    Both programs take an instruction a cycle. That the words are there in time is taken for granted.

    Members
    -------
    clock_hz
        Of the state machines and of the system: 100 MHz, so that two instructions are one cycle of the
        tile's 50 MHz.
    send
        Instructions of a transfer to the tile: ``out``, ``jmp``.
    receive
        Of a byte from it: ``jmp`` (is it valid?), ``in``, ``jmp`` that waits until the pins have settled,
        ``settle`` more instructions.
    settle_ns
        From an edge of the clock until ``valid`` has come back: that of the driver.

    Source
    ------
    RP2040 datasheet, chapter PIO: an instruction a cycle, inputs two cycles late. TinyTapeout's pads take
    66 MHz in and give 33 MHz out; a round trip of 20 ns was seen.
    """

    clock_hz: int = 100_000_000
    send: int = 2
    receive: int = 3
    settle_ns: int = 40
    synchronizer_cycles: int = 2

    @property
    def settle(self) -> int:
        """Instructions that wait, as the driver counts them."""
        wait_ns = self.settle_ns + self.synchronizer_cycles * 1_000_000_000 // self.clock_hz
        return max(-(-wait_ns * self.clock_hz // 1_000_000_000) - 1, 0)

    def seconds(self, count: Count) -> float:
        """Time of commands; a cycle in which nothing moves is one in which ``valid`` is looked at."""
        idle = count.cycles - count.transfers
        instructions = count.sent * self.send
        instructions += count.received * (self.receive + self.settle)
        instructions += idle * (self.receive - 1 + self.settle)
        return instructions / self.clock_hz


@dataclasses.dataclass(frozen=True)
class TileMeasurement:
    """What a model does on a tile.

    Members
    -------
    model, program
        What it is called, and its program.
    device
        Kind of the device.
    cycles
        Of each layer, measured; None where nobody counts them.
    mismatched_bytes, output_bytes, reference, inputs
        Bytes that differ from the reference's, of how many, from how many inputs.
    seconds
        That the runs took here.
    """

    model: str
    program: TileProgram
    device: str
    cycles: tuple[int | None, ...]
    mismatched_bytes: int
    output_bytes: int
    reference: str
    inputs: int
    seconds: float

    @property
    def total(self) -> Count:
        """Of all layers."""
        return self.program.count()

    @property
    def tile_seconds(self) -> float:
        """At full speed."""
        return self.total.cycles / CLOCK_HZ

    def to_json(self) -> dict[str, Any]:
        """As ``--json`` prints it."""
        total = self.total
        return {
            "model": self.model,
            "device": self.device,
            "tile": dataclasses.asdict(self.program.config),
            "macs": self.program.macs,
            **_figures(total),
            "seconds_at_50_mhz": self.tile_seconds,
            "seconds_behind_rp2040": Pio().seconds(total),
            "mismatched_bytes": self.mismatched_bytes,
            "output_bytes": self.output_bytes,
            "reference": self.reference,
            "inputs": self.inputs,
            "simulated_seconds": round(self.seconds, 3),
            "layers": [
                {"name": layer.name, "op": layer.op, "mapping": layer.mapping, "macs": layer.macs}
                | _figures(layer.count(self.program.config))
                | {"measured_cycles": cycles}
                for layer, cycles in zip(self.program.layers, self.cycles, strict=True)
            ],
        }


def _figures(count: Count) -> dict[str, int]:
    return {**dataclasses.asdict(count), "transfers": count.transfers}


def prepare_tile(
    model: str, config: TileConfig, directory: Path | None = None
) -> tuple[str, TileProgram]:
    """What a model is called, and its program; see `tinynpu.bench.measure.prepare`.

    Raises
    ------
    TinyNPUError
        The model is absent or refused.
    """
    path = find_model(model, directory)
    data = read_model(path)
    program = load_tile_program(data) if is_tile_program(data) else compile_tile(data, config)
    return model if model in MODELS else path.name, program


def measure_tile(
    model: str,
    program: TileProgram,
    device: str = "tt-sim",
    *,
    inputs: int = 1,
    seed: int = 0,
    progress: Progress = lambda text, fraction: None,
) -> TileMeasurement:
    """Run a model on a tile, and compare it with its reference.

    Parameters
    ----------
    device
        Kind of a tile, as for `tinynpu.runtime.tile.open_tile`.
    inputs, seed
        Random inputs, of which the last one's cycles are told (they are always the same).

    Raises
    ------
    TinyNPUError
        A tool is missing, or a run fails.
    """
    name, reference = find_reference(program.model)
    wrong = compared = 0
    layers: list[tuple[Layer, int | None]] = []
    opened = open_tile(device, program.config, progress=progress)
    begin = time.perf_counter()
    try:
        for number in range(inputs):
            values = random_inputs(program, seed, number)
            found = opened.run(program, values)
            differing, count = differing_bytes(found.outputs, reference(values))
            wrong, compared = wrong + differing, compared + count
            layers = [(run.layer, run.cycles) for run in found.layers]
    finally:
        opened.close()
    return TileMeasurement(
        model=model,
        program=program,
        device=device,
        cycles=tuple(cycles for _, cycles in layers),
        mismatched_bytes=wrong,
        output_bytes=compared,
        reference=name,
        inputs=inputs,
        seconds=time.perf_counter() - begin,
    )
