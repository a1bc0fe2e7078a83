"""What the values of an ONNX model are while it is being imported."""

import dataclasses
from collections.abc import Callable

import numpy as np

from tinynpu.compiler.graph import Tensor

__all__ = ["BYTES", "Constant", "Function", "Pending", "Quantized", "Unknown", "Value"]

BYTES = np.arange(256, dtype=np.uint8).view(np.int8).astype(np.int64)
"""All int8, by the byte as unsigned: the order of a table."""


@dataclasses.dataclass(frozen=True, eq=False)
class Constant:
    """A constant; with ``scale`` it is quantized: its integers, and scale and zero point for ``axis``."""

    array: np.ndarray
    scale: np.ndarray | None = None
    zero_point: np.ndarray | None = None
    axis: int = 0

    @property
    def real(self) -> np.ndarray:
        """The real numbers that it stands for."""
        if self.scale is None:
            return self.array
        shape = [1] * self.array.ndim
        if self.scale.size > 1:
            shape[self.axis] = self.scale.size
        zero_point = 0 if self.zero_point is None else self.zero_point.astype(np.int64)
        centered = self.array.astype(np.int64) - np.reshape(
            zero_point, shape if np.size(zero_point) > 1 else []
        )
        return (centered * self.scale.reshape(shape if self.scale.size > 1 else [])).astype(
            np.float32
        )


@dataclasses.dataclass(frozen=True, eq=False)
class Quantized:
    """An int8 tensor of the graph.

    Members
    -------
    name
        In the graph.
    shape
        As ONNX has it.
    layout
        Axis of ONNX at each place of the tensor in the graph; feature maps are NHWC there.
    scale, zero_point
        Of int8.
    """

    name: str
    shape: tuple[int, ...]
    layout: tuple[int, ...]
    scale: float
    zero_point: int

    @property
    def stored(self) -> tuple[int, ...]:
        """Shape in the graph."""
        return tuple(self.shape[axis] for axis in self.layout)

    @property
    def real(self) -> np.ndarray:
        """The real number of each byte, by the byte as unsigned."""
        return ((BYTES - self.zero_point) * np.float64(self.scale)).astype(np.float32)


@dataclasses.dataclass(frozen=True, eq=False)
class Function:
    """Real numbers that each depend on one byte of a tensor: ``table`` float32 [256].

    ``plain``: the table is what the bytes stand for. ``operator``: title and name of what made it.
    """

    source: Quantized
    table: np.ndarray
    plain: bool = False
    operator: tuple[str, str] | None = None

    @property
    def shape(self) -> tuple[int, ...]:
        """As ONNX has it."""
        return self.source.shape


@dataclasses.dataclass(frozen=True, eq=False)
class Pending:
    """The real result of an operator; a node of the graph once it is known how it is quantized.

    Members
    -------
    make
        Makes the node for a result tensor and a clamp, and its further tensors.
    shape, layout
        Of the result.
    low, high
        Bounds of an activation behind it.
    operator
        Its name in ONNX.
    clamps
        Whether the node takes a clamp.
    add_bias
        The same with a constant added to each output channel, or None.
    """

    make: Callable[[Tensor, tuple[int, int]], None]
    shape: tuple[int, ...]
    layout: tuple[int, ...]
    operator: str
    low: float | None = None
    high: float | None = None
    clamps: bool = True
    add_bias: Callable[[np.ndarray], "Pending | None"] | None = None

    def cut(self, low: float | None, high: float | None) -> "Pending":
        """Within bounds."""
        lows = [bound for bound in (self.low, low) if bound is not None]
        highs = [bound for bound in (self.high, high) if bound is not None]
        return dataclasses.replace(
            self, low=max(lows, default=None), high=min(highs, default=None), add_bias=None
        )


@dataclasses.dataclass(frozen=True)
class Unknown:
    """The result of something that is not supported."""


Value = Constant | Quantized | Function | Pending | Unknown
