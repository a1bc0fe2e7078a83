"""Post-training quantizer: a float network and calibration data to an int8 graph."""

import dataclasses
from collections.abc import Sequence

import numpy as np

from tinynpu.arch.errors import CompileError
from tinynpu.compiler.graph import Graph, Node, Tensor
from tinynpu.compiler.tflite_writer import fused_range, same_padding

__all__ = ["FloatLayer", "FloatNetwork", "quantize"]


@dataclasses.dataclass(frozen=True, eq=False)
class FloatLayer:
    """A layer in float32.

    Members
    -------
    op
        conv2d, depthwise_conv2d, fully_connected, average_pool2d or max_pool2d.
    weights, bias
        [out, kernel_h, kernel_w, in], [1, kernel_h, kernel_w, channels] or [out, in]; [out].
        None for pooling.
    kernel, stride
        (rows, columns), of pooling and of convolutions (``kernel`` only of pooling).
    same
        Padding so that the output has ``ceil(input / stride)`` pixels; else none.
    relu
        Cut negative results off.
    """

    op: str
    weights: np.ndarray | None = None
    bias: np.ndarray | None = None
    kernel: tuple[int, int] = (1, 1)
    stride: tuple[int, int] = (1, 1)
    same: bool = False
    relu: bool = False

    def padding(self, size: tuple[int, int]) -> tuple[int, int, int, int]:
        """(top, bottom, left, right) for an input of a size."""
        return same_padding(size, self.window, self.stride) if self.same else (0, 0, 0, 0)

    @property
    def window(self) -> tuple[int, int]:
        """Rows and columns of the window."""
        if self.weights is not None and self.weights.ndim == 4:
            return self.weights.shape[1], self.weights.shape[2]
        return self.kernel

    def taps(self, x: np.ndarray, fill: float = 0.0):
        """For each tap of the window: its row and column, and the samples under it, NHWC."""
        top, bottom, left, right = self.padding(x.shape[1:3])
        padded = np.pad(x, ((0, 0), (top, bottom), (left, right), (0, 0)), constant_values=fill)
        rows = (padded.shape[1] - self.window[0]) // self.stride[0] + 1
        columns = (padded.shape[2] - self.window[1]) // self.stride[1] + 1
        for ky in range(self.window[0]):
            for kx in range(self.window[1]):
                yield (
                    ky,
                    kx,
                    padded[
                        :,
                        ky : ky + rows * self.stride[0] : self.stride[0],
                        kx : kx + columns * self.stride[1] : self.stride[1],
                    ],
                )

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Output for a batch."""
        w = self.weights
        if self.op == "fully_connected":
            assert w is not None
            y = x.reshape(len(x), -1) @ w.T
        elif self.op == "conv2d":
            assert w is not None
            y = sum(part @ w[:, ky, kx].T for ky, kx, part in self.taps(x))
        elif self.op == "depthwise_conv2d":
            assert w is not None
            y = sum(part * w[0, ky, kx] for ky, kx, part in self.taps(x))
        elif self.op == "average_pool2d":
            y = sum(part for *_, part in self.taps(x)) / np.prod(self.window)
        elif self.op == "max_pool2d":
            y = np.max([part for *_, part in self.taps(x, -np.inf)], axis=0)
        else:
            raise CompileError(f"A layer must be of a known kind, not {self.op}.")
        y = np.asarray(y)
        if self.bias is not None:
            y = y + self.bias
        return np.maximum(y, 0) if self.relu else y


@dataclasses.dataclass(frozen=True, eq=False)
class FloatNetwork:
    """Layers one after the other; the input is [n, *input_shape]."""

    input_shape: tuple[int, int, int]
    layers: tuple[FloatLayer, ...]

    def activations(self, x: np.ndarray) -> list[np.ndarray]:
        """The input and the output of every layer."""
        values = [x]
        for layer in self.layers:
            values.append(layer.forward(values[-1]))
        return values


def _range(values: np.ndarray) -> tuple[float, int]:
    """Scale and zero point of an asymmetric int8 tensor that holds all values, and 0 exactly."""
    low, high = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
    scale = float(np.float32((high - low) / 255)) or 1.0
    return scale, int(np.clip(round(-128 - low / scale), -128, 127))


def quantize(network: FloatNetwork, calibration: np.ndarray) -> Graph:
    """Int8 graph of a network.

    Activations are asymmetric per tensor, over the range that they have on the calibration data;
    weights symmetric per output channel (a fully connected layer: per tensor); biases int32 at the
    product of the scales.

    Parameters
    ----------
    calibration
        Inputs, float [n, *input_shape].
    """
    values = network.activations(calibration)
    tensors: dict[str, Tensor] = {}
    nodes: list[Node] = []
    scale, zero_point = _range(values[0])
    tensors["input"] = Tensor("input", (1, *network.input_shape), "int8", (scale,), zero_point)
    name = "input"
    for index, (layer, value) in enumerate(zip(network.layers, values[1:], strict=True)):
        source = tensors[name]
        if layer.weights is None:
            out_scale, out_zero = source.scale[0], source.zero_point
        else:
            out_scale, out_zero = _range(value)
        output = f"{index}_{layer.op}"
        shape = (1, *value.shape[1:])
        tensors[output] = Tensor(output, shape, "int8", (out_scale,), out_zero)
        inputs: Sequence[str] = (name,)
        if layer.op == "fully_connected" and len(source.shape) != 2:
            flat = f"{index}_flat"
            size = (1, int(np.prod(source.shape)))
            tensors[flat] = Tensor(flat, size, "int8", source.scale, source.zero_point)
            nodes.append(Node(f"{index}_reshape", "reshape", (name,), flat))
            inputs = (flat,)
        if layer.weights is not None:
            inputs = (*inputs, *_constants(tensors, index, layer, source.scale[0]))
        attributes = {"clamp": fused_range("RELU" if layer.relu else "NONE", out_scale, out_zero)}
        if layer.op != "fully_connected":
            size = np.asarray(source.shape)
            padding = layer.padding((int(size[1]), int(size[2])))
            attributes |= {"stride": layer.stride, "padding": padding}
            attributes |= (
                {"kernel": layer.kernel} if layer.weights is None else {"dilation": (1, 1)}
            )
        nodes.append(Node(output, layer.op, tuple(inputs), output, attributes))
        name = output
    graph = Graph(tensors, tuple(nodes), ("input",), (name,))
    graph.verify()
    return graph


def _constants(
    tensors: dict[str, Tensor], index: int, layer: FloatLayer, input_scale: float
) -> tuple[str, str]:
    """Add the int8 weights and int32 bias of a layer; returns their names."""
    weights = layer.weights
    assert weights is not None
    if layer.op == "conv2d":
        largest = np.abs(weights).max(axis=(1, 2, 3))
    elif layer.op == "depthwise_conv2d":
        largest = np.abs(weights).max(axis=(0, 1, 2))
    else:
        largest = np.abs(weights).max(keepdims=True).reshape(1)
    scales = np.maximum(largest / 127, 1e-9).astype(np.float32)
    shaped = scales.reshape(-1, 1, 1, 1) if layer.op == "conv2d" else scales
    rounded = np.clip(np.round(weights / shaped), -127, 127).astype(np.int8)
    products = (np.float32(input_scale) * scales).astype(np.float32)
    channels = weights.shape[-1] if layer.op == "depthwise_conv2d" else len(weights)
    bias = np.zeros(channels) if layer.bias is None else layer.bias
    integers = np.clip(np.round(bias / products), -(2**31), 2**31 - 1).astype(np.int32)
    names = f"{index}_weights", f"{index}_bias"
    tensors[names[0]] = Tensor(
        names[0], rounded.shape, "int8", tuple(float(s) for s in scales), 0, rounded
    )
    tensors[names[1]] = Tensor(
        names[1], integers.shape, "int32", tuple(float(s) for s in products), 0, integers
    )
    return names
