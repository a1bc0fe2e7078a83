"""Devices: the golden model, the ISS, the RTL, behind one interface."""

import dataclasses
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.errors import DeviceError
from tinynpu.arch.isa import ErrorCode
from tinynpu.arch.program import Program
from tinynpu.arch.run import Machine, RunResult
from tinynpu.runtime.image import Image, check_input

__all__ = ["DEVICES", "Device", "Inference", "open_device"]

DEVICES = ("rtl", "iss", "golden")
"""Kinds of devices."""


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
            self._loaded = program, Image(program)
        image = self._loaded[1]
        image.write_inputs(inputs)
        result = self.machine.execute(image.memory, program=image.program, bases=image.bases)
        if result.error != ErrorCode.NONE:
            layer = program.layer_of(result.error_command)
            where = f", layer {layer.name}" if layer else ""
            raise DeviceError(
                f"The core stopped with {result.error.name} at command {result.error_command}{where}."
            )
        return Inference(image.read_outputs(), result)

    def close(self):
        """See `Device.close`."""
        close = getattr(self.machine, "close", None)
        if close:
            close()


class GoldenDevice:
    """Runs the model that a program was made from, with the golden operations."""

    def __init__(self):
        self._loaded = None

    def run(self, program: Program, inputs: Sequence[np.ndarray]) -> Inference:
        """See `Device.run`."""
        from tinynpu.compiler.tflite import import_tflite
        from tinynpu.runtime.golden import evaluate

        if self._loaded is None or self._loaded[0] is not program:
            self._loaded = program, import_tflite(program.model)
        graph = self._loaded[1]
        if len(inputs) != len(program.inputs):
            raise DeviceError(f"A run must have {len(program.inputs)} inputs, not {len(inputs)}.")
        for tensor, value in zip(program.inputs, inputs, strict=True):
            check_input(tensor, value)
        values = evaluate(graph, inputs)
        return Inference(tuple(values[name] for name in graph.outputs), None)

    def close(self):
        """See `Device.close`."""


def open_device(kind: str, config: Config, **options: Any) -> Device:
    """Device of a kind (one of `DEVICES`).

    Parameters
    ----------
    options
        For ``rtl``: those of `tinynpu.rtl.Simulator`.

    Raises
    ------
    DeviceError
        There is no such kind.
    """
    if kind == "golden":
        return GoldenDevice()
    if kind == "iss":
        from tinynpu.iss import Simulator

        return MachineDevice(Simulator(config))
    if kind == "rtl":
        from tinynpu.rtl import Simulator as Rtl

        return MachineDevice(Rtl(config, **options))
    raise DeviceError(f"A device must be one of {', '.join(DEVICES)}, not {kind}.")
