"""What the benchmark finds out about a model."""

import dataclasses
from typing import Any

__all__ = ["TARGETS", "Layer", "Measurement"]

TARGETS = {"resnet8": 235_000, "ds-cnn": 62_000, "mobilenet": 170_000, "autoencoder": 36_000}
"""Cycles that the reference models should need at most on ``base``."""


@dataclasses.dataclass(frozen=True)
class Layer:
    """Figures of a layer.

    Members
    -------
    name, op, macs
        As in `tinynpu.arch.program.LayerInfo`.
    cycles_rtl, cycles_model
        From the end of the layer before it to its own, on the RTL and in the cycle model.
    utilization
        Of all multipliers in the cycles of the RTL.
    stalls
        Cycles in which the array did not multiply, by cause.
    bytes
        Read and written at the memory port.
    bound_cycles, bound
        The larger of what array and port need at least, and which it is.
    """

    name: str
    op: str
    macs: int
    cycles_rtl: int
    cycles_model: int
    utilization: float
    stalls: dict[str, int]
    bytes: int
    bound_cycles: int
    bound: str

    @property
    def model_error(self) -> float:
        """How far the cycle model is off, relative to the RTL."""
        return _error(self.cycles_model, self.cycles_rtl)


@dataclasses.dataclass(frozen=True)
class Measurement:
    """Figures of a model.

    Members
    -------
    model, preset, macs
        Name or file, name of the configuration, multiply-accumulates of an inference.
    cycles_rtl, cycles_model
        Of all that the NPU does; what the host does takes none of them.
    utilization, port_utilization
        Of all multipliers, and of the reads of the memory port, in all cycles.
    mismatched_bytes, output_bytes, reference, inputs
        Bytes of the outputs that differ from the reference, of how many, which reference that is, and for how
        many random inputs.
    vela_cycles, vela_npu_cycles, vela_version
        Vela's estimate for an Ethos-U55 with as many multipliers: all, and those of its NPU alone. None: there
        is none, and ``vela_missing`` says why.
    target
        Of `TARGETS`, on ``base`` with the default memory.
    stalls
        Cycles in which the array did not multiply, by the counters' names.
    compile_seconds, rtl_seconds
        From the bytes of the file to the program, and of one inference.
    host
        Operators that the host runs, with the reason.
    """

    model: str
    preset: str
    macs: int
    cycles_rtl: int
    cycles_model: int
    utilization: float
    port_utilization: float
    mismatched_bytes: int
    output_bytes: int
    reference: str
    inputs: int
    vela_cycles: int | None
    vela_npu_cycles: int | None
    vela_version: str | None
    vela_missing: str | None
    target: int | None
    memory_latency: int
    stalls: dict[str, int]
    bytes_read: int
    bytes_written: int
    compile_seconds: float
    rtl_seconds: float
    layers: tuple[Layer, ...]
    host: tuple[dict[str, str], ...]

    @property
    def model_error(self) -> float:
        """How far the cycle model is off, relative to the RTL."""
        return _error(self.cycles_model, self.cycles_rtl)

    @property
    def worst_layer_error(self) -> float | None:
        """The same of the layer where it is most, of those above 1,000 cycles; None: there is none."""
        errors = [layer.model_error for layer in self.layers if layer.cycles_rtl > 1000]
        return max(errors, key=abs, default=None)

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return dataclasses.asdict(self)


def _error(model: int, rtl: int) -> float:
    return model / rtl - 1 if rtl else 0.0
