"""Runs the programs of a tile: the host gathers samples, the tile multiplies."""

import dataclasses
import time
from collections.abc import Callable, Sequence

import numpy as np

from tinynpu.arch.errors import DeviceError
from tinynpu.arch.isa import ErrorCode
from tinynpu.arch.run import RunResult
from tinynpu.arch.tile import RunFlag, TileConfig
from tinynpu.compiler.graph import Graph
from tinynpu.compiler.tile.layer import Layer
from tinynpu.compiler.tile.program import HostNode, TileProgram
from tinynpu.runtime.device import Inference
from tinynpu.runtime.golden import evaluate
from tinynpu.runtime.image import check_input
from tinynpu.runtime.tile.link import TileLink

__all__ = ["LayerRun", "TileDevice", "TileInference", "decode"]

Progress = Callable[[str, float], None]


@dataclasses.dataclass(frozen=True)
class LayerRun:
    """A layer that ran: its cycles (None if nobody counts them), and the seconds that it took here."""

    layer: Layer
    cycles: int | None
    seconds: float


@dataclasses.dataclass(frozen=True)
class TileInference(Inference):
    """Outputs of a run on a tile; ``layers`` are those that the tile multiplied."""

    layers: tuple[LayerRun, ...] = ()


def decode(data: bytes, config: TileConfig, flags: RunFlag) -> np.ndarray:
    """Sums or results [rows, columns] from the bytes that leave the tile, as int64.

    Raises
    ------
    DeviceError
        There are more or fewer bytes.
    """
    order = config.output_order(flags)
    if len(data) != len(order) * config.columns:
        raise DeviceError(f"A tile must give {len(order) * config.columns} bytes, not {len(data)}.")
    rows, bytes_ = np.array(order).T
    # The highest byte of a value has the sign.
    signed = bytes_ == bytes_.max()
    values = np.frombuffer(data, np.uint8).reshape(config.columns, -1).astype(np.int64)
    values = np.where(signed, values.astype(np.int8), values) << 8 * bytes_
    result = np.zeros((config.rows, config.columns), np.int64)
    np.add.at(result, rows, values.T)
    return result


class TileDevice:
    """Device around a tile.

    Parameters
    ----------
    link
        The tile behind its pins.
    progress
        Told the layer, and which part of the layers is done.
    """

    def __init__(self, link: TileLink, progress: Progress | None = None):
        self.link = link
        self._progress = progress or (lambda text, fraction: None)

    def run(self, program: TileProgram, inputs: Sequence[np.ndarray]) -> TileInference:
        """Run a program once.

        Raises
        ------
        DeviceError
            The inputs do not fit, the program is for another tile, or the tile fails.
        """
        config = self.link.config
        if program.config != config:
            raise DeviceError(
                f"A program must be compiled for the device's tile ({config}), not for "
                f"{program.config}."
            )
        if len(inputs) != len(program.inputs):
            raise DeviceError(f"A run must have {len(program.inputs)} inputs, not {len(inputs)}.")
        for tensor, value in zip(program.inputs, inputs, strict=True):
            check_input(tensor, value)
        graph = program.graph
        values = {name: t.data for name, t in graph.tensors.items() if t.data is not None}
        values |= dict(zip(graph.inputs, inputs, strict=True))
        runs = []
        for number, step in enumerate(program.steps):
            if isinstance(step, HostNode):
                values[step.node.output] = _run_host(graph, step, values)
                continue
            self._progress(step.name, number / len(program.steps))
            begin = time.perf_counter(), self.link.cycles
            values[step.output] = self._multiply(step, values[step.source])
            cycles = self.link.cycles
            taken = None if cycles is None or begin[1] is None else cycles - begin[1]
            runs.append(LayerRun(step, taken, time.perf_counter() - begin[0]))
        outputs = tuple(np.array(values[name]) for name in graph.outputs)
        return TileInference(outputs, _result(program, runs), tuple(runs))

    def _multiply(self, layer: Layer, source: np.ndarray) -> np.ndarray:
        if layer.flags & RunFlag.SCALE:
            self.link.settings(layer.rescale.settings)
        found = [
            decode(self.link.run(block), self.link.config, layer.flags)
            for block in layer.blocks(source)
        ]
        return layer.result(found)

    def close(self):
        """See `tinynpu.runtime.Device.close`."""
        self.link.close()


def _run_host(graph: Graph, step: HostNode, values: dict[str, np.ndarray]) -> np.ndarray:
    node = step.node
    alone = Graph(graph.tensors, (node,), node.inputs, (node.output,))
    return evaluate(alone, [values[name] for name in node.inputs])[node.output]


def _result(program: TileProgram, runs: list[LayerRun]) -> RunResult:
    """Counters of the whole program; ``cycles`` only where they are counted."""
    total = program.count()
    counters = {"blocks": total.blocks, "sent": total.sent, "received": total.received}
    cycles = [run.cycles for run in runs if run.cycles is not None]
    if len(cycles) == len(runs):
        counters["cycles"] = sum(cycles)
    return RunResult(ErrorCode.NONE, 0, counters, (), ())
