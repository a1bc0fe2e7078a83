"""Small ONNX models of one operator between QuantizeLinear and DequantizeLinear."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

__all__ = ["CASES", "QdqModel", "random_onnx"]


class QdqModel:
    """Builds a model; every result is quantized with a scale from its own range.

    Parameters
    ----------
    rng
        Of all numbers.
    unsigned
        Activations are uint8 instead of int8.
    """

    def __init__(self, rng: np.random.Generator, *, unsigned: bool = False):
        import onnx

        self.onnx: Any = onnx
        self.rng = rng
        self.dtype = np.dtype(np.uint8 if unsigned else np.int8)
        self.nodes: list[Any] = []
        self.initializers: list[Any] = []
        self.inputs: dict[str, tuple[int, ...]] = {}
        self.samples: dict[str, np.ndarray] = {}
        self.quantized: list[str] = []

    def constant(self, value: Any) -> str:
        """An initializer."""
        name = f"constant{len(self.initializers)}"
        self.initializers.append(self.onnx.numpy_helper.from_array(np.asarray(value), name))
        return name

    def _edge(self, real: str, low: float, high: float) -> str:
        """QuantizeLinear and DequantizeLinear for a range; the name of the real result."""
        low, high = min(low, 0.0), max(high, 1e-3)
        scale = np.float32((high - low) / 255)
        limits = np.iinfo(self.dtype)
        point = np.clip(np.rint(limits.min - low / scale), limits.min, limits.max).astype(
            self.dtype
        )
        names = [self.constant(scale), self.constant(point)]
        helper = self.onnx.helper
        self.nodes.append(helper.make_node("QuantizeLinear", [real, *names], [f"{real}_q"]))
        self.nodes.append(
            helper.make_node("DequantizeLinear", [f"{real}_q", *names], [f"{real}_d"])
        )
        self.quantized.append(f"{real}_q")
        return f"{real}_d"

    def input(self, shape: Sequence[int], spread: float = 1.0) -> str:
        """A float32 input, quantized."""
        name = f"x{len(self.inputs)}"
        self.inputs[name] = tuple(shape)
        self.samples[name] = self.rng.normal(0, spread, shape).astype(np.float32)
        return self._edge(name, -3 * spread, 3 * spread)

    def weights(self, shape: Sequence[int], axis: int | None = None, spread: float = 0.3) -> str:
        """int8 weights behind a DequantizeLinear, with a scale for each index of an axis."""
        values = self.rng.integers(-127, 128, shape).astype(np.int8)
        size = () if axis is None else (shape[axis],)
        scale = (spread / 127 * self.rng.uniform(0.5, 1.5, size)).astype(np.float32)
        names = [
            self.constant(values),
            self.constant(scale),
            self.constant(np.zeros(size, np.int8)),
        ]
        out = f"{names[0]}_d"
        attributes = {} if axis is None else {"axis": axis}
        self.nodes.append(
            self.onnx.helper.make_node("DequantizeLinear", names, [out], **attributes)
        )
        return out

    def real(self, op: str, inputs: Sequence[str], **attributes: Any) -> str:
        """An operator; its result in real numbers."""
        name = f"r{len(self.nodes)}"
        domain = attributes.pop("domain", "")
        self.nodes.append(
            self.onnx.helper.make_node(op, inputs, [name], domain=domain, **attributes)
        )
        return name

    def operator(self, op: str, inputs: Sequence[str], **attributes: Any) -> str:
        """An operator, its result quantized."""
        name = self.real(op, inputs, **attributes)
        value = self.run([name])[0]
        return self._edge(name, float(value.min()), float(value.max()))

    def run(self, names: Sequence[str]) -> list[np.ndarray]:
        """Values for the samples, by onnxruntime without optimizations."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        options.log_severity_level = 3
        data = self.bytes(names, typed=False)
        session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        return [np.asarray(value) for value in session.run(list(names), self.samples)]

    def bytes(self, outputs: Sequence[str], *, typed: bool = True) -> bytes:
        """The file."""
        helper, proto = self.onnx.helper, self.onnx.TensorProto
        kinds = {
            name: proto.UINT8 if self.dtype == np.uint8 else proto.INT8 for name in self.quantized
        }
        shapes = {}
        if typed:
            shapes = {n: v.shape for n, v in zip(outputs, self.run(outputs), strict=True)}
        infos = [
            helper.make_tensor_value_info(name, kinds.get(name, proto.FLOAT), shapes.get(name))
            for name in outputs
        ]
        graph = helper.make_graph(
            self.nodes,
            "model",
            [helper.make_tensor_value_info(n, proto.FLOAT, s) for n, s in self.inputs.items()],
            infos,
            self.initializers,
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)])
        model.ir_version = 9
        return model.SerializeToString()


def _size(rng: np.random.Generator, low: int, high: int) -> int:
    return int(rng.integers(low, high))


def _map(m: QdqModel) -> str:
    return m.input((1, *(_size(m.rng, 2, 9) for _ in range(3))))


def _shape(m: QdqModel) -> tuple[int, ...]:
    return next(reversed(m.inputs.values()))


def _conv(m: QdqModel) -> str:
    x = _map(m)
    channels = _shape(m)[1]
    kernel = [_size(m.rng, 1, 4) for _ in range(2)]
    depthwise = bool(m.rng.integers(2))
    outputs = channels * _size(m.rng, 1, 3) if depthwise else _size(m.rng, 1, 12)
    weights = m.weights(
        (outputs, 1 if depthwise else channels, *kernel), 0 if m.rng.integers(2) else None
    )
    inputs = [x, weights]
    if m.rng.integers(2):
        inputs.append(m.constant(m.rng.normal(0, 0.3, outputs).astype(np.float32)))
    pads = [_size(m.rng, 0, kernel[i % 2] + 1) for i in range(4)]
    pads[2] = max(pads[2], kernel[0] - 2)
    pads[3] = max(pads[3], kernel[1] - 2)
    strides = [_size(m.rng, 1, 3) for _ in range(2)]
    name = m.real("Conv", inputs, pads=pads, strides=strides, group=channels if depthwise else 1)
    if m.rng.integers(2):
        return m.operator("Relu", [name])
    value = m.run([name])[0]
    return m._edge(name, float(value.min()), float(value.max()))


def _gemm(m: QdqModel) -> str:
    depth, outputs = _size(m.rng, 2, 30), _size(m.rng, 1, 20)
    x = m.input((_size(m.rng, 1, 4), depth))
    turned = int(m.rng.integers(2))
    weights = m.weights((outputs, depth) if turned else (depth, outputs), 0 if turned else 1)
    bias = m.constant(m.rng.normal(0, 0.3, outputs).astype(np.float32))
    return m.operator("Gemm", [x, weights, bias], transB=turned)


def _flat_gemm(m: QdqModel) -> str:
    channels = _size(m.rng, 2, 6)
    x = m.input((1, 3, 4, 5))
    x = m.operator("Conv", [x, m.weights((channels, 3, 2, 2), 0)])
    x = m.operator("Flatten", [x])
    return m.operator("Gemm", [x, m.weights((7, channels * 12), 0)], transB=1)


def _matmul_weights(m: QdqModel) -> str:
    depth = _size(m.rng, 2, 24)
    x = m.input((1, _size(m.rng, 1, 7), depth))
    name = m.real("MatMul", [x, m.weights((depth, 9), 1)])
    return m.operator("Add", [name, m.constant(m.rng.normal(0, 0.3, 9).astype(np.float32))])


def _matmul(m: QdqModel) -> str:
    rows, depth, columns = (_size(m.rng, 1, 12) for _ in range(3))
    batch = (1, _size(m.rng, 1, 4))
    a = m.input((*batch, rows, depth))
    if m.rng.integers(2):
        b = m.operator("Transpose", [m.input((*batch, columns, depth))], perm=[0, 1, 3, 2])
    else:
        b = m.input((*batch, depth, columns))
    return m.operator("MatMul", [a, b])


def _binary(op: str) -> Callable[[QdqModel], str]:
    def make(m: QdqModel) -> str:
        a = _map(m)
        shape = _shape(m)
        kind = int(m.rng.integers(4))
        if kind == 0:
            return m.operator(op, [a, m.constant(np.float32(m.rng.uniform(0.5, 2)))])
        if kind == 1:
            return m.operator(op, [a, m.input((shape[1], 1, 1))])
        b = m.input(shape)
        return m.operator(op, [a, b] if kind == 2 else [b, a])

    return make


def _function(op: str, **attributes: Any) -> Callable[[QdqModel], str]:
    return lambda m: m.operator(op, [_map(m)], **attributes)


def _gelu_pattern(m: QdqModel) -> str:
    x = m.input((1, 5, 16), 2.0)
    y = m.real("Erf", [m.real("Div", [x, m.constant(np.float32(np.sqrt(2)))])])
    y = m.real("Mul", [x, m.real("Add", [y, m.constant(np.float32(1))])])
    return m.operator("Mul", [y, m.constant(np.float32(0.5))])


def _pool(op: str) -> Callable[[QdqModel], str]:
    def make(m: QdqModel) -> str:
        x = m.input((1, _size(m.rng, 1, 10), 7, 6))
        kernel = [_size(m.rng, 1, 4) for _ in range(2)]
        attributes: dict[str, Any] = {"kernel_shape": kernel, "strides": [1, 2]}
        if m.rng.integers(2):
            attributes["pads"] = [kernel[0] // 2, kernel[1] // 2] * 2
            if op == "AveragePool":
                attributes["count_include_pad"] = 1
        return m.operator(op, [x], **attributes)

    return make


def _layer_norm(m: QdqModel) -> str:
    size = _size(m.rng, 4, 40)
    x = m.input((1, 6, size))
    gamma = m.constant(m.rng.uniform(0.5, 1.5, size).astype(np.float32))
    beta = m.constant(m.rng.normal(0, 0.5, size).astype(np.float32))
    return m.operator("LayerNormalization", [x, gamma, beta], axis=-1)


def _concat(m: QdqModel) -> str:
    a = m.input((1, 3, 4, 5))
    b = m.input((1, _size(m.rng, 1, 6), 4, 5), 2.0)
    c = m.operator("Conv", [a, m.weights((8, 3, 1, 1), 0)])
    return m.operator("Concat", [a, b, c], axis=1)


def _heads(m: QdqModel) -> str:
    x = m.input((1, 6, 16))
    x = m.operator("Reshape", [x, m.constant(np.array([0, 0, 2, 8], np.int64))])
    x = m.operator("Transpose", [x], perm=[0, 2, 1, 3])
    y = m.operator("Transpose", [x], perm=[0, 1, 3, 2])
    return m.operator("MatMul", [x, y])


def _split(m: QdqModel) -> str:
    x = m.input((1, 4, 12))
    names = [f"part{len(m.nodes)}_{i}" for i in range(3)]
    m.nodes.append(m.onnx.helper.make_node("Split", [x], names, axis=2, num_outputs=3))
    return m.operator("Add", [names[0], names[2]])


def _slice(m: QdqModel) -> str:
    x = m.input((1, 5, 8, 9))
    numbers = [m.constant(np.array(v, np.int64)) for v in ([1, -7], [7, 9], [2, 3], [2, 1])]
    return m.operator("Slice", [x, *numbers])


def _late_reshape(m: QdqModel) -> str:
    x = _map(m)
    y = m.real("Relu", [m.real("GlobalAveragePool", [x])])
    return m.operator("Flatten", [y])


def _late_transpose(m: QdqModel) -> str:
    x = m.input((1, 5, 8))
    y = m.real("MatMul", [x, m.weights((8, 6), 1)])
    y = m.operator("Transpose", [y], perm=[0, 2, 1])
    return m.operator("MatMul", [m.input((1, 4, 6)), y])


def _late_pool(m: QdqModel) -> str:
    return m.operator("AveragePool", [m.real("Elu", [_map(m)])], kernel_shape=[2, 2])


CASES: dict[str, Callable[[QdqModel], str]] = {
    "Add": _binary("Add"),
    "AveragePool": _pool("AveragePool"),
    "Clip": lambda m: m.operator("Clip", [_map(m), m.constant(np.float32(-0.5)), m.constant(np.float32(1))]),
    "Concat": _concat,
    "Conv": _conv,
    "Div": lambda m: m.operator("Div", [_map(m), m.constant(np.float32(2.5))]),
    "Elu": _function("Elu", alpha=0.7),
    "Erf": _function("Erf"),
    "Flatten and Gemm": _flat_gemm,
    "Gather": lambda m: m.operator("Gather", [m.input((1, 5, 6)), m.constant(np.array(2, np.int64))], axis=1),
    "Gelu": _function("Gelu"),
    "Gelu by Erf": _gelu_pattern,
    "Gelu by tanh": _function("Gelu", approximate="tanh"),
    "Gemm": _gemm,
    "GlobalAveragePool": _function("GlobalAveragePool"),
    "HardSigmoid": _function("HardSigmoid"),
    "HardSwish": _function("HardSwish"),
    "LayerNormalization": _layer_norm,
    "LeakyRelu": _function("LeakyRelu", alpha=0.1),
    "MatMul": _matmul,
    "MatMul and bias": _matmul_weights,
    "MaxPool": _pool("MaxPool"),
    "Mul": _binary("Mul"),
    "Pad": lambda m: m.operator("Pad", [_map(m), m.constant(np.array([0, 1, 2, 0, 0, 0, 1, 3], np.int64))]),
    "ReduceMean": lambda m: m.operator("ReduceMean", [_map(m), m.constant(np.array([2, 3], np.int64))], keepdims=0),
    "ReduceMean of tokens": lambda m: m.operator("ReduceMean", [m.input((1, 7, 12)), m.constant(np.array([1], np.int64))], keepdims=_size(m.rng, 0, 2)),
    "Relu": _function("Relu"),
    "Reshape": lambda m: m.operator("Reshape", [m.input((1, 4, 6)), m.constant(np.array([2, -1], np.int64))]),
    "Resize": lambda m: m.operator(
        "Resize", [_map(m), "", m.constant(np.array([1, 1, 2, 3], np.float32))], mode="nearest",
        coordinate_transformation_mode="asymmetric", nearest_mode="floor",
    ),
    "Sigmoid": _function("Sigmoid"),
    "Slice": _slice,
    "Softmax": lambda m: m.operator("Softmax", [m.input((1, 5, _size(m.rng, 2, 30)), 3.0)], axis=-1),
    "Split": _split,
    "Sub": _binary("Sub"),
    "Tanh": _function("Tanh"),
    "attention scores": _heads,
    "maximum of a function": lambda m: m.operator("MaxPool", [m.real("LeakyRelu", [_map(m)])], kernel_shape=[2, 2]),
    "quantized behind a flatten": _late_reshape,
    "quantized behind a transpose": _late_transpose,
    "quantized behind an average": _late_pool,
}  # fmt: skip
"""Models by the operator that they are about."""


def random_onnx(rng: np.random.Generator) -> bytes:
    """A file of a random one of `CASES`."""
    model = QdqModel(rng, unsigned=bool(rng.integers(2)))
    name = str(rng.choice(list(CASES)))
    return model.bytes([CASES[name](model)])
