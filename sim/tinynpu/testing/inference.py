"""Inferences on a device that have to equal the golden model."""

import numpy as np

from tinynpu.arch.program import Program
from tinynpu.runtime import open_device
from tinynpu.runtime.device import Device, Inference

__all__ = ["equal_to_golden", "inputs_of"]


def inputs_of(program: Program, seed: int) -> list[np.ndarray]:
    """Random inputs of a program."""
    rng = np.random.default_rng(seed)
    return [rng.integers(-128, 128, t.shape).astype(t.dtype) for t in program.inputs]


def equal_to_golden(device: Device, program: Program, seed: int) -> Inference:
    """Run a program on random inputs; all outputs have to equal those of the golden model."""
    found = device.run(program, inputs_of(program, seed))
    wanted = open_device("golden", program.config).run(program, inputs_of(program, seed))
    assert all(np.array_equal(a, b) for a, b in zip(found.outputs, wanted.outputs, strict=True))
    return found
