"""The digits on a TinyTapeout tile, compared with the golden model byte for byte."""

import dataclasses
import time

import numpy as np

from tinynpu.arch.tile import TileConfig
from tinynpu.bench.tile import CLOCK_HZ, Pio
from tinynpu.compiler.tile import TileProgram, compile_tile
from tinynpu.compiler.tile.layer import Count
from tinynpu.demo.digits import MODEL, held_out_inputs
from tinynpu.demo.run import Progress, versions
from tinynpu.runtime.golden import evaluate
from tinynpu.runtime.tile import open_tile

__all__ = ["TileDemo", "run_tile_demo"]


@dataclasses.dataclass(frozen=True)
class TileDemo:
    """What the demo found.

    Members
    -------
    program, device
        The compiled model, and the kind of device.
    labels, predictions
        What the images show, and what the tile says.
    mismatched_bytes
        Bytes that differ from the golden model's.
    cycles
        Of an image, measured; None where nobody counts them.
    seconds
        That all images took here.
    """

    program: TileProgram
    device: str
    labels: np.ndarray
    predictions: np.ndarray
    mismatched_bytes: int
    cycles: int | None
    seconds: float

    @property
    def count(self) -> Count:
        """What an image costs."""
        return self.program.count()

    def summary(self) -> dict:
        """The figures, as ``--json`` prints them."""
        count = self.count
        return {
            "images": len(self.labels),
            "accuracy": float((self.predictions == self.labels).mean()),
            "mismatched_bytes": self.mismatched_bytes,
            "device": self.device,
            "tile": dataclasses.asdict(self.program.config),
            "macs_per_image": self.program.macs,
            "blocks_per_image": count.blocks,
            "transfers_per_image": count.transfers,
            "cycles_per_image": count.cycles if self.cycles is None else self.cycles,
            "cycles_are_measured": self.cycles is not None,
            "seconds_per_image_at_50_mhz": count.cycles / CLOCK_HZ,
            "seconds_per_image_behind_rp2040": Pio().seconds(count),
            "images_per_second_here": round(len(self.labels) / self.seconds, 1),
            "versions": versions(),
        }


def run_tile_demo(config: TileConfig, device: str, images: int, progress: Progress) -> TileDemo:
    """Run held-out images; see `tinynpu.demo.run.run_demo`.

    Parameters
    ----------
    device
        Kind of a tile, as for `tinynpu.runtime.tile.open_tile`.

    Raises
    ------
    TinyNPUError
        A tool is missing, or the tile fails.
    """
    progress("compiling the model", 0.0)
    program = compile_tile(MODEL.read_bytes(), config)
    (tensor,) = program.inputs
    _, inputs, labels = held_out_inputs(tensor, images)
    opened = open_tile(device, config)
    predictions, mismatched, cycles = [], 0, None
    begin = time.perf_counter()
    try:
        for index, image in enumerate(inputs):
            progress("images through the tile", index / len(inputs))
            found = opened.run(program, [image[None]])
            expected = evaluate(program.graph, [image[None]])[program.graph.outputs[0]]
            mismatched += int((found.outputs[0] != expected).sum())
            predictions.append(found.outputs[0].reshape(-1).argmax())
            cycles = found.result.counters.get("cycles") if found.result else None
    finally:
        opened.close()
    return TileDemo(
        program=program,
        device=device,
        labels=labels,
        predictions=np.array(predictions),
        mismatched_bytes=mismatched,
        cycles=cycles,
        seconds=time.perf_counter() - begin,
    )
