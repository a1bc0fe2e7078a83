"""Importer: int8 ONNX models, with QuantizeLinear and DequantizeLinear or with QLinear operators.

Between a DequantizeLinear and the next QuantizeLinear a model is in real numbers. Here these become: a
table, if they depend on one byte each; else an operator that waits for its quantization.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from tinynpu.arch.errors import CompileError
from tinynpu.compiler import onnx_layers as layers
from tinynpu.compiler import onnx_shapes as shapes
from tinynpu.compiler import onnx_tables as tables
from tinynpu.compiler.graph import Graph, Node
from tinynpu.compiler.onnx_site import MAX_ELEMENTS, Builder, Refusal, Site, plain, to_int8
from tinynpu.compiler.onnx_values import Constant, Function, Pending, Quantized, Unknown, Value
from tinynpu.compiler.problems import Problem, Unsupported

__all__ = ["OPERATORS", "import_onnx", "import_tensors"]

_FIRST_OPSET = 13

Result = Value | list[Value]


def _quantization(site: Site, scale: int, zero_point: int) -> tuple[np.ndarray, np.ndarray | None]:
    """Scale and zero point operands."""
    scales = site.constant(scale, "the scale").astype(np.float64)
    site.consistent(
        bool(np.isfinite(scales).all() and (scales >= 1e-18).all() and (scales <= 1e18).all()),
        "scales must be in 1e-18..1e18",
    )
    points = None
    if site.has(zero_point):
        value = site.value(zero_point)
        site.consistent(isinstance(value, Constant), "the zero point must be a constant")
        assert isinstance(value, Constant)
        points = value.array
        site.need(
            points.dtype in (np.int8, np.uint8, np.int32),
            "the type of the zero point",
            points.dtype,
            "int8 or uint8",
            "quantize to 8 bits",
        )
    return scales, points


def _activation(site: Site, scale: int, zero_point: int) -> tuple[float, int]:
    """Scale and zero point of an int8 activation; uint8 is moved by 128."""
    scales, points = _quantization(site, scale, zero_point)
    site.need(scales.size == 1, "the number of scales", scales.size, "1", "quantize activations as a whole")  # fmt: skip
    # Without a zero point the type is uint8.
    points = np.zeros(1, np.uint8) if points is None else points
    site.need(points.dtype in (np.int8, np.uint8), "the type", points.dtype, "int8 or uint8", "quantize to 8 bits")  # fmt: skip
    return float(scales.reshape(-1)[0]), to_int8(points.reshape(-1)[:1], points.reshape(-1)[:1])[1]


def _quantize_linear(site: Site) -> Value:
    value = site.value(0)
    if isinstance(value, Constant):
        scales, points = _quantization(site, 1, 2)
        axis = int(site.option("axis", 1))
        shape = [1] * value.array.ndim
        if scales.size > 1:
            shape[axis] = scales.size
        dtype = np.dtype(np.uint8) if points is None else points.dtype
        limits = np.iinfo(dtype)
        offset = (
            0
            if points is None
            else points.astype(np.int64).reshape(shape if points.size > 1 else [])
        )
        integers = np.rint(value.real / scales.reshape(shape if scales.size > 1 else [])) + offset
        array = np.clip(integers, limits.min, limits.max).astype(dtype)
        return Constant(array, scales, points, axis)
    scale, zero_point = _activation(site, 1, 2)
    return site.quantize(value, scale, zero_point, site.outputs[0])


def _dequantize_linear(site: Site) -> Value:
    value = site.value(0)
    if isinstance(value, Constant):
        scales, points = _quantization(site, 1, 2)
        return Constant(value.array, scales, points, int(site.option("axis", 1)))
    scale, zero_point = _activation(site, 1, 2)
    site.consistent(isinstance(value, Quantized), "the input must be an integer tensor")
    assert isinstance(value, Quantized)
    if (value.scale, value.zero_point) != (scale, zero_point):
        # The integers stay, what they stand for does not.
        table = (
            np.arange(256, dtype=np.uint8).view(np.int8).astype(np.float64) - zero_point
        ) * scale
        return Function(value, table.astype(np.float32))
    return Function(value, value.real, plain=True)


def _view(value: Value, scale: float, zero_point: int) -> Value:
    """An integer operand of a QLinear operator with the quantization that it gives."""
    if isinstance(value, Quantized) and (value.scale, value.zero_point) != (scale, zero_point):
        table = (
            np.arange(256, dtype=np.uint8).view(np.int8).astype(np.float64) - zero_point
        ) * scale
        return Function(value, table.astype(np.float32))
    return value


def _qlinear(
    function: Callable[[Site], Value], operands: list[tuple[int, int, int]], result: tuple[int, int],
    rest: tuple[int, ...] = (),
) -> Callable[[Site], Value]:  # fmt: skip
    """An operator on integers: its operands with scales and zero points, those of the result."""

    def run(site: Site) -> Value:
        inputs: list[Value | None] = []
        for data, scale, point in operands:
            value = site.value(data)
            if isinstance(value, Constant):
                scales, points = _quantization(site, scale, point)
                axis = 0 if site.kind == "QLinearConv" else value.array.ndim - 1
                if site.kind == "QGemm" and site.option("transB", 0):
                    axis = 0
                inputs.append(Constant(value.array, scales, points, axis))
            else:
                inputs.append(_view(value, *_activation(site, scale, point)))
        inputs += [site.value(index) if site.has(index) else None for index in rest]
        scale, zero_point = _activation(site, *result)
        site.inputs = inputs
        return site.quantize(function(site), scale, zero_point, site.outputs[0])

    return run


def _qlinear_concat(site: Site) -> Value:
    scale, zero_point = _activation(site, 0, 1)
    values = []
    for first in range(2, len(site.inputs), 3):
        values.append(_view(site.value(first), *_activation(site, first + 1, first + 2)))
    return site.quantize(shapes.joined(site, values), scale, zero_point, site.outputs[0])


def _constant(site: Site) -> Value:
    for name in ("value", "value_float", "value_int", "value_floats", "value_ints"):
        if site.option(name) is not None:
            return Constant(np.asarray(site.option(name)))
    site.refuse("the value", "a text or sparse", "a tensor", "use an initializer")


def _shape(site: Site) -> Value:
    return Constant(np.array(site.shape(0), np.int64))


def _pass(site: Site) -> Value:
    return site.value(0)


def _cast(site: Site) -> Value:
    value = site.value(0)
    if isinstance(value, Constant):
        import onnx

        dtype = onnx.helper.tensor_dtype_to_np_dtype(site.option("to"))
        return Constant(value.real.astype(dtype))
    site.need(site.option("to") == 1, "the type", site.option("to"), "float32 of a quantized tensor", "quantize with QuantizeLinear")  # fmt: skip
    return value


def _function_of(kind: str) -> Callable[[Site], Value]:
    def run(site: Site) -> Value:
        site.kind, known = kind, site.kind
        try:
            return tables.function(site)
        finally:
            site.kind = known

    return run


OPERATORS: dict[str, Callable[[Site], Result]] = {
    "Add": layers.binary,
    "AveragePool": layers.average_pool,
    "Cast": _cast,
    "Clip": tables.clip,
    "Concat": shapes.concat,
    "Constant": _constant,
    "Conv": layers.convolution,
    "DequantizeLinear": _dequantize_linear,
    "Div": layers.binary,
    "Dropout": _pass,
    "Flatten": shapes.behind_operators(shapes.flatten),
    "Gather": shapes.gather,
    "Gemm": layers.gemm,
    "GlobalAveragePool": layers.mean,
    "Identity": _pass,
    "LayerNormalization": layers.layer_norm,
    "MatMul": layers.matmul,
    "MaxPool": layers.max_pool,
    "Mul": layers.binary,
    "Pad": shapes.pad,
    "QGemm": _qlinear(layers.gemm, [(0, 1, 2), (3, 4, 5)], (7, 8), (6,)),
    "QLinearAdd": _qlinear(layers.binary, [(0, 1, 2), (3, 4, 5)], (6, 7)),
    "QLinearAveragePool": _qlinear(layers.average_pool, [(0, 1, 2)], (3, 4)),
    "QLinearConcat": _qlinear_concat,
    "QLinearConv": _qlinear(layers.convolution, [(0, 1, 2), (3, 4, 5)], (6, 7), (8,)),
    "QLinearGlobalAveragePool": _qlinear(layers.mean, [(0, 1, 2)], (3, 4)),
    "QLinearLeakyRelu": _qlinear(_function_of("LeakyRelu"), [(0, 1, 2)], (3, 4)),
    "QLinearMatMul": _qlinear(layers.matmul, [(0, 1, 2), (3, 4, 5)], (6, 7)),
    "QLinearMul": _qlinear(layers.binary, [(0, 1, 2), (3, 4, 5)], (6, 7)),
    "QLinearSigmoid": _qlinear(_function_of("Sigmoid"), [(0, 1, 2)], (3, 4)),
    "QLinearSoftmax": _qlinear(layers.softmax, [(0, 1, 2)], (3, 4)),
    "QuantizeLinear": _quantize_linear,
    "ReduceMean": layers.mean,
    "Relu": tables.relu,
    "Reshape": shapes.behind_operators(shapes.reshape),
    "Resize": shapes.resize,
    "Shape": _shape,
    "Slice": shapes.slice_operator,
    "Softmax": layers.softmax,
    "Split": shapes.split,
    "Squeeze": shapes.behind_operators(shapes.squeeze),
    "Sub": layers.binary,
    "Transpose": shapes.behind_operators(shapes.transpose),
    "Unsqueeze": shapes.behind_operators(shapes.unsqueeze),
    **dict.fromkeys(tables.FUNCTIONS, tables.function),
}
"""Operators by their name in ONNX."""


def import_onnx(data: bytes) -> Graph:
    """Graph of a model.

    Inputs and outputs keep the shapes and types of the file.

    Raises
    ------
    Unsupported
        Something in the model is not supported.
    CompileError
        The file is not a model, or damaged.
    """
    return import_tensors(data)[0]


def import_tensors(data: bytes) -> tuple[Graph, dict[str, Quantized]]:
    """Graph of a model, and for each integer tensor of the file what it is in the graph.

    Raises
    ------
    Unsupported
        Something in the model is not supported.
    CompileError
        The file is not a model, or damaged.
    """
    try:
        import onnx
    except ImportError:
        raise CompileError(
            "A model must be a TensorFlow Lite file (identifier TFL3), or ONNX, which needs the onnx "
            "package: pip install 'tinynpu[onnx]'."
        ) from None
    try:
        model = onnx.load_model_from_string(data)
        nodes = len(model.graph.node)
    except Exception:  # the parser has errors of its own
        nodes = 0
        model = None
    if model is None or not nodes or not model.opset_import:
        raise CompileError(
            "A model must be a TensorFlow Lite file (identifier TFL3) or an ONNX file with nodes; "
            "this is neither."
        )
    try:
        importer = _Importer(onnx, model)
        # Numbers of a file may be anything; what matters is checked where it is used.
        with np.errstate(all="ignore"):
            graph = importer.graph()
        known = {n: v for n, v in importer.values.items() if isinstance(v, Quantized)}
        return graph, known
    except CompileError:
        raise
    # A file may say anything: whatever does not fit, the file is damaged.
    except (ArithmeticError, AssertionError, AttributeError, LookupError) as error:
        raise _damaged(error) from None
    except (MemoryError, RecursionError, TypeError, ValueError) as error:
        raise _damaged(error) from None


def _damaged(error: Exception) -> CompileError:
    text = str(error).splitlines()[0] if str(error) else type(error).__name__
    text = "".join(c if c.isprintable() else "?" for c in text)[:120]
    return CompileError(f"An ONNX file must be complete; this is damaged ({text}).")


_TYPES = {1: "float32", 2: "uint8", 3: "int8"}


class _Importer:
    def __init__(self, onnx: Any, model: Any):
        self.onnx = onnx
        self.model = model
        self.builder = Builder()
        self.values: dict[str, Value] = {}
        self.problems: list[Problem] = []
        self.inputs: list[str] = []
        self.floats: dict[str, tuple[int, ...]] = {}

    def graph(self) -> Graph:
        """The whole model."""
        source = self.model.graph
        self._opset()
        for initializer in source.initializer:
            self.values[initializer.name] = Constant(self._array(initializer))
        for value in source.input:
            if value.name not in self.values:
                self._input(value)
        for index, node in enumerate(source.node):
            self._node(index, node)
        outputs = [self._output(value) for value in source.output] if not self.problems else []
        if self.problems:
            raise Unsupported(self.problems)
        if not self.inputs or not outputs:
            raise CompileError("A model must have inputs and outputs.")
        graph = Graph(
            self.builder.tensors, self._needed(outputs), tuple(self.inputs), tuple(outputs)
        )
        graph.verify()
        return graph

    def _needed(self, outputs: list[str]) -> tuple[Node, ...]:
        """Nodes that the outputs depend on."""
        needed = set(outputs)
        kept = []
        for node in reversed(self.builder.nodes):
            if node.output in needed:
                kept.append(node)
                needed.update(node.inputs)
        return tuple(kept[::-1])

    def _opset(self):
        version = max((each.version for each in self.model.opset_import if each.domain in ("", "ai.onnx")), default=0)  # fmt: skip
        if version < _FIRST_OPSET:
            self._problem(
                "the opset",
                str(version),
                f"{_FIRST_OPSET} or later",
                "convert the model with onnx.version_converter",
            )

    def _problem(self, attribute: str, found: str, supported: str, suggestion: str):
        self.problems.append(Problem("", "", attribute, found, supported, suggestion))

    def _array(self, tensor: Any) -> np.ndarray:
        """Numbers of a tensor; those in other files are not read."""
        count = int(np.prod(list(tensor.dims), dtype=np.float64)) if tensor.dims else 1
        if tensor.data_location == 1 or any(n < 0 for n in tensor.dims) or count > MAX_ELEMENTS:
            raise CompileError(
                f"The constant {_printable(tensor.name)} must lie in the model's file and have at most {MAX_ELEMENTS} elements."
            )
        return self.onnx.numpy_helper.to_array(tensor)

    def _input(self, value: Any):
        name = _printable(value.name)
        kind = value.type.tensor_type
        dtype = _TYPES.get(kind.elem_type)
        sizes = [d.dim_value if d.HasField("dim_value") else 0 for d in kind.shape.dim]
        # What is open is one sample.
        if sizes and sizes[0] == 0:
            sizes[0] = 1
        count = float(np.prod(sizes, dtype=np.float64)) if sizes else 1.0
        self.values[value.name] = Unknown()
        if dtype is None:
            self._problem(f"the type of input {name}", str(kind.elem_type), "float32, int8 or uint8", "quantize the model (tinynpu quantize)")  # fmt: skip
        elif any(n < 1 for n in sizes) or len(sizes) > 6 or count > MAX_ELEMENTS:
            self._problem(f"the shape of input {name}", str(sizes), f"fixed, of at most {MAX_ELEMENTS} elements", "export the model with fixed shapes")  # fmt: skip
        elif dtype == "float32":
            self.floats[value.name] = tuple(sizes)
            tensor = self.builder.tensor(name, sizes, dtype="float32")
            self.inputs.append(tensor.name)
        else:
            self.values[value.name] = self._integers(name, tuple(sizes), dtype, value.name)

    def _integers(self, name: str, shape: tuple[int, ...], dtype: str, key: str) -> Value:
        """An integer input: its first user says what it stands for."""
        scale, zero_point = 1.0, 0
        for node in self.model.graph.node:
            if node.input and node.input[0] == key and len(node.input) > 2:
                found = self.values.get(node.input[1]), self.values.get(node.input[2])
                if all(isinstance(each, Constant) and each.array.size == 1 for each in found):
                    scale = float(found[0].array.reshape(-1)[0])  # type: ignore[union-attr]
                    zero_point = int(found[1].array.reshape(-1)[0])  # type: ignore[union-attr]
                    break
        tensor = self.builder.tensor(
            name, shape, dtype=dtype, scale=(scale,), zero_point=zero_point
        )
        self.inputs.append(tensor.name)
        layout = plain(len(shape))
        if dtype == "int8":
            return Quantized(tensor.name, shape, layout, scale, zero_point)
        out = self.builder.tensor(
            f"{name}/int8", shape, scale=(scale,), zero_point=zero_point - 128
        )
        self.builder.node(f"{name}/int8", "quantize", [tensor.name], out.name)
        return Quantized(out.name, shape, layout, scale, zero_point - 128)

    def _node(self, index: int, node: Any):
        outputs = [name for name in node.output if name]
        for name in outputs:
            if name in self.values:
                raise CompileError(
                    f"Every value must be made once; {_printable(name)} is made twice."
                )
        results: Result = Unknown()
        try:
            results = self._run(index, node)
        except Refusal as refusal:
            if refusal.problem is not None:
                self.problems.append(refusal.problem)
        many = results if isinstance(results, list) else [results] * len(outputs)
        for name, value in zip(outputs, many, strict=True):
            self.values[name] = value

    def _run(self, index: int, node: Any) -> Result:
        if node.domain not in ("", "ai.onnx", "com.microsoft") or node.op_type not in OPERATORS:
            kind = f"{node.domain}.{node.op_type}" if node.domain else node.op_type
            raise Refusal(
                Problem(
                    str(index),
                    _printable(kind),
                    "the operator",
                    _printable(kind),
                    f"one of {', '.join(OPERATORS)}",
                    "write it with these operators, or leave it to the host",
                )
            )
        attributes = {each.name: self._attribute(each) for each in node.attribute}
        inputs: list[Value | None] = []
        for name in node.input:
            if name in self.floats:
                inputs.append(self._float_input(index, node, name))
            elif name and name not in self.values:
                raise CompileError(
                    f"Node {index} ({_printable(node.op_type)}) must have inputs that are made before it; "
                    f"{_printable(name)} is not."
                )
            else:
                inputs.append(self.values[name] if name else None)
        if any(isinstance(value, Unknown) for value in inputs):
            return Unknown()
        site = Site(self.builder, index, node, inputs, attributes)
        result = OPERATORS[node.op_type](site)
        self._check_size(site, result)
        return result

    def _attribute(self, attribute: Any) -> Any:
        if attribute.type == 4:  # a tensor
            return self._array(attribute.t)
        return self.onnx.helper.get_attribute_value(attribute)

    @staticmethod
    def _check_size(site: Site, result: Result):
        for value in result if isinstance(result, list) else [result]:
            shape = (
                value.array.shape if isinstance(value, Constant) else getattr(value, "shape", ())
            )
            count = float(np.prod(shape, dtype=np.float64)) if shape else 1.0
            site.need(
                len(shape) <= 6 and count <= MAX_ELEMENTS,
                "the shape of the result",
                list(shape),
                f"up to six dimensions with {MAX_ELEMENTS} elements in all",
                "use smaller tensors",
            )

    def _float_input(self, index: int, node: Any, name: str) -> Value:
        """A floating-point input, which a QuantizeLinear must take."""
        if node.op_type != "QuantizeLinear":
            raise Refusal(
                Problem(
                    str(index),
                    _printable(node.op_type),
                    f"input {_printable(name)}",
                    "in floating point",
                    "quantized (QuantizeLinear)",
                    "quantize the model (tinynpu quantize)",
                )
            )
        shape = self.floats[name]
        source = (
            self.inputs[[*self.floats].index(name)] if name not in self.builder.tensors else name
        )

        def make(out, clamp):
            self.builder.node(f"{index}:QuantizeLinear", "quantize", [source], out.name)

        return Pending(make, shape, plain(len(shape)), "QuantizeLinear")

    def _output(self, value: Any) -> str:
        """Name of an output in the graph, in ONNX's own layout and type."""
        found = self.values.get(value.name)
        name = _printable(value.name)
        if isinstance(found, Unknown | None):
            raise CompileError(f"Output {name} must be computed by a node.")
        kind = _TYPES.get(value.type.tensor_type.elem_type, "")
        builder = self.builder
        if isinstance(found, Function) and found.plain and kind == "float32":
            source = builder.laid(name, found.source, plain(len(found.shape)))
            out = builder.tensor(
                f"{name}/real" if name in builder.tensors else name, source.shape, dtype="float32"
            )
            builder.node(f"{name}/dequantize", "dequantize", [source.name], out.name)
            return out.name
        if isinstance(found, Quantized) and kind == "int8":
            return builder.laid(name, found, plain(len(found.shape))).name
        if isinstance(found, Quantized) and kind == "uint8":
            source = builder.laid(name, found, plain(len(found.shape)))
            out = builder.tensor(
                f"{name}/uint8", source.shape, dtype="uint8", scale=(source.scale,), zero_point=source.zero_point + 128,
            )  # fmt: skip
            builder.node(f"{name}/uint8", "quantize", [source.name], out.name)
            return out.name
        self._problem(
            f"output {name}",
            "the unquantized result of an operator",
            "quantized",
            "quantize the model (tinynpu quantize)",
        )
        raise Unsupported(self.problems)


def _printable(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name)
