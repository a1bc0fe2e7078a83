"""ONNX operators that multiply and add, to nodes."""

import dataclasses
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from tinynpu.compiler.graph import Tensor
from tinynpu.compiler.onnx_site import NHWC, QUANTIZE, Site, plain
from tinynpu.compiler.onnx_values import Constant, Function, Pending, Quantized

__all__ = [
    "average_pool",
    "binary",
    "convolution",
    "gemm",
    "layer_norm",
    "matmul",
    "max_pool",
    "mean",
    "softmax",
]


@dataclasses.dataclass(frozen=True)
class Weights:
    """int8 weights with zero point 0, and a scale for each output channel or one."""

    integers: np.ndarray
    scale: tuple[float, ...]


def weights_of(site: Site, index: int, axis: int) -> Weights:
    """A constant operand as weights, with the scales along an axis."""
    value = site.value(index)
    if not isinstance(value, Constant):
        site.refuse(f"input {index}", "computed by the model", "a constant", "use MatMul for a product of two activations")  # fmt: skip
    site.need(
        value.scale is not None and value.array.dtype in (np.int8, np.uint8),
        f"the weights (input {index})",
        value.array.dtype,
        "quantized int8 or uint8",
        QUANTIZE,
    )
    assert value.scale is not None
    scales = value.scale.reshape(-1)
    points = (
        np.zeros(1, np.int64) if value.zero_point is None else value.zero_point.astype(np.int64)
    )
    shape = [1] * value.array.ndim
    many = scales.size > 1 or points.size > 1
    if many:
        site.need(
            value.axis % value.array.ndim == axis,
            "the axis of the weights' scales",
            value.axis,
            f"{axis}, that of the output channels",
            "quantize each output channel, or the whole tensor",
        )
        shape[axis] = value.array.shape[axis]
    site.consistent(scales.size in (1, value.array.shape[axis]), "scales must fit the weights")
    integers = value.array.astype(np.int64) - points.reshape(
        shape if points.size > 1 else [1] * len(shape)
    )
    site.need(
        bool((integers >= -128).all() and (integers <= 127).all()),
        "the zero point of the weights",
        int(points.reshape(-1)[0]),
        "0, or one that leaves differences of 8 bits",
        "quantize weights symmetrically",
    )
    return Weights(integers.astype(np.int8), tuple(float(scale) for scale in scales))


def _emit_layer(
    site: Site,
    op: str,
    x: Quantized,
    weights: np.ndarray,
    scale: tuple[float, ...],
    bias: np.ndarray | None,
    out: Tensor,
    clamp: tuple[int, int],
    **attributes: Any,
):
    """A node with weights; the bias is in real numbers."""
    builder = site.builder
    for each in (min(scale), max(scale)):
        site.ratio(x.scale * each / out.scale[0])
    constant = builder.tensor(f"{site.title}/weights", weights.shape, scale=scale, data=weights)
    names = [x.name, constant.name]
    if bias is not None:
        products = x.scale * np.array(scale)
        integers = np.clip(np.rint(bias / products), -(2**31), 2**31 - 1).astype(np.int32)
        sizes = tuple(float(product) for product in products)
        names.append(builder.tensor(f"{site.title}/bias", bias.shape, dtype="int32", scale=sizes, data=integers).name)  # fmt: skip
    builder.node(site.title, op, names, out.name, clamp=clamp, round_once=True, **attributes)


def _layer(
    site: Site,
    emit: Callable[[np.ndarray | None, Tensor, tuple[int, int]], None],
    shape: Sequence[int],
    layout: tuple[int, ...],
    channels: int,
    bias: np.ndarray | None,
) -> Pending:
    """A layer to which a bias may still be added."""

    def make(out: Tensor, clamp: tuple[int, int]):
        emit(bias, out, clamp)

    def add_bias(more: np.ndarray) -> Pending | None:
        flat = more.reshape(-1)
        if flat.size not in (1, channels) or (more.ndim and more.shape[-1] != flat.size):
            return None
        total = np.zeros(channels) if bias is None else bias
        return _layer(site, emit, shape, layout, channels, total + flat.astype(np.float64))

    return Pending(make, tuple(shape), layout, site.kind, add_bias=add_bias)


def _window(site: Site, size: tuple[int, int], kernel: tuple[int, int]) -> dict[str, Any]:
    """Stride, dilation and padding (top, bottom, left, right)."""
    stride = tuple(site.option("strides", [1, 1]))
    dilation = tuple(site.option("dilations", [1, 1]))
    pads = site.option("pads", [0, 0, 0, 0])
    auto = site.option("auto_pad", b"NOTSET")
    auto = auto.decode() if isinstance(auto, bytes) else auto
    site.consistent(
        len(stride) == len(dilation) == 2
        and len(pads) == 4
        and min(stride) >= 1
        and min(dilation) >= 1
        and min(pads) >= 0,
        "strides, dilations and pads must be those of two dimensions",
    )
    padding = [int(pads[0]), int(pads[2]), int(pads[1]), int(pads[3])]
    if auto in ("SAME_UPPER", "SAME_LOWER"):
        padding = []
        for n, k, s, d in zip(size, kernel, stride, dilation, strict=True):
            total = max((-(-n // s) - 1) * s + (k - 1) * d + 1 - n, 0)
            small, large = total // 2, total - total // 2
            padding += [small, large] if auto == "SAME_UPPER" else [large, small]
    elif auto == "VALID":
        padding = [0, 0, 0, 0]
    site.need(
        max(stride) <= 15
        or all(n <= (k - 1) * d + 1 for n, k, d in zip(size, kernel, dilation, strict=True)),
        "the stride",
        list(stride),
        "in 1..15",
        "take a smaller stride and a pooling layer",
    )
    site.need(
        max(kernel) <= 255, "the window", list(kernel), "in 1..255", "use several smaller layers"
    )
    site.need(
        max(dilation) <= 63, "the dilation", list(dilation), "in 1..63", "use a larger kernel"
    )
    return {"stride": stride, "dilation": dilation, "padding": tuple(padding)}


def _size(
    site: Site, size: tuple[int, int], kernel: tuple[int, int], window: dict[str, Any]
) -> tuple[int, int]:
    """Height and width of the result."""
    result = []
    top, bottom, left, right = window["padding"]
    for n, pads, k, s, d in zip(
        size,
        (top + bottom, left + right),
        kernel,
        window["stride"],
        window["dilation"],
        strict=True,
    ):
        count = (n + pads - (k - 1) * d - 1) // s + 1
        site.consistent(count >= 1, f"the window must fit the input, {list(size)}")
        result.append(count)
    return result[0], result[1]


def convolution(site: Site) -> Pending:
    """Conv."""
    x = site.image(0)
    batch, channels, height, width = x.shape
    weights = weights_of(site, 1, 0)
    site.consistent(weights.integers.ndim == 4, "weights must have four dimensions")
    outputs, per_group, *kernel = weights.integers.shape
    group = int(site.option("group", 1))
    depthwise = group == channels and per_group == 1 and outputs % channels == 0
    site.need(
        group == 1 or depthwise,
        "the groups",
        group,
        f"1 or {channels} (depthwise)",
        "split the groups into convolutions and concatenate them",
    )
    site.consistent(
        per_group * group == channels,
        f"weights {list(weights.integers.shape)} must fit {channels} channels",
    )
    size = (height, width)
    window = _window(site, size, (kernel[0], kernel[1]))
    shape = (batch, outputs, *_size(site, size, (kernel[0], kernel[1]), window))
    bias = _bias(site, 2, x.scale, weights, outputs)
    if group == 1:
        op, integers = "conv2d", weights.integers.transpose(0, 2, 3, 1)
    else:
        op, integers = "depthwise_conv2d", weights.integers.transpose(1, 2, 3, 0)
    integers = np.ascontiguousarray(integers)

    def emit(bias: np.ndarray | None, out: Tensor, clamp: tuple[int, int]):
        _emit_layer(site, op, x, integers, weights.scale, bias, out, clamp, **window)

    return _layer(site, emit, shape, NHWC, outputs, bias)


def _bias(
    site: Site, index: int, scale: float, weights: Weights, channels: int
) -> np.ndarray | None:
    """A constant bias in real numbers; int32 without a scale is in steps of the accumulators."""
    if not site.has(index):
        return None
    value = site.value(index)
    if not isinstance(value, Constant):
        site.refuse("the bias", "computed by the model", "a constant", "fold it into the layer")
    real = value.real.astype(np.float64).reshape(-1)
    if value.scale is None and value.array.dtype == np.int32:
        real = real * scale * np.array(weights.scale)
    site.consistent(real.size == channels, f"the bias must have {channels} values, not {real.size}")
    return real


def gemm(site: Site) -> Pending:
    """Gemm with constant weights."""
    x = site.quantized(0)
    site.need(len(x.shape) == 2 and not site.option("transA", 0), "the first operand", "transposed or no matrix", "a matrix [rows, depth]", "flatten it")  # fmt: skip
    turned = bool(site.option("transB", 0))
    weights = weights_of(site, 1, 0 if turned else 1)
    site.consistent(weights.integers.ndim == 2, "weights must have two dimensions")
    integers = weights.integers if turned else np.ascontiguousarray(weights.integers.T)
    alpha, beta = float(site.option("alpha", 1.0)), float(site.option("beta", 1.0))
    site.need(alpha > 0, "alpha", alpha, "positive", "negate the weights")
    scale = tuple(each * alpha for each in weights.scale)
    bias = _bias(site, 2, x.scale, Weights(integers, scale), len(integers))
    return _dense(site, x, integers, scale, None if bias is None else bias * beta)


def _dense(
    site: Site,
    x: Quantized,
    integers: np.ndarray,
    scale: tuple[float, ...],
    bias: np.ndarray | None,
) -> Pending:
    """Product of the last axis with weights [out, in]."""
    site.consistent(
        x.shape[-1] == integers.shape[1],
        f"operands {list(x.shape)} and weights {list(integers.shape)} must fit",
    )
    x, integers = _flattened(site, x, integers)
    x = site.builder.laid(site.title, x, plain(len(x.shape)))
    shape = (*x.shape[:-1], len(integers))

    def emit(bias: np.ndarray | None, out: Tensor, clamp: tuple[int, int]):
        _emit_layer(site, "fully_connected", x, integers, scale, bias, out, clamp)

    return _layer(site, emit, shape, plain(len(shape)), len(integers), bias)


def _flattened(site: Site, x: Quantized, integers: np.ndarray) -> tuple[Quantized, np.ndarray]:
    """A flattened feature map stays as it lies in the graph; the weights change places instead."""
    source = site.builder.origin.get(x.name)
    if source is None or source.layout == plain(len(source.shape)):
        return x, integers
    if len(x.shape) != 2 or source.layout[0] != 0 or source.shape[0] != x.shape[0]:
        return x, integers
    order = np.arange(x.shape[1]).reshape(source.shape[1:])
    order = order.transpose([axis - 1 for axis in source.layout[1:]]).reshape(-1)
    out = site.builder.like(f"{x.name}/flat", x, x.shape)
    site.builder.node(f"{site.title}/flatten", "reshape", [source.name], out.name)
    return dataclasses.replace(x, name=out.name), np.ascontiguousarray(integers[:, order])


def matmul(site: Site) -> Pending:
    """MatMul: with constant weights a fully connected layer, else a product of activations."""
    b = site.value(1)
    if isinstance(b, Constant) and b.array.ndim == 2 and b.scale is not None:
        weights = weights_of(site, 1, 1)
        return _dense(site, site.quantized(0), np.ascontiguousarray(weights.integers.T), weights.scale, None)  # fmt: skip
    operands, flags = [], []
    for index in (0, 1):
        value = site.quantized(index)
        rank = len(value.shape)
        site.need(
            rank >= 2, f"input {index}", list(value.shape), "at least two-dimensional", "reshape it"
        )
        swapped = (*range(rank - 2), rank - 1, rank - 2)
        # A matrix may be given as its transpose; its last axis then need not move.
        turned = value.layout[-1] == rank - 2
        operands.append(site.builder.laid(site.title, value, swapped if turned else plain(rank)))
        flags.append(turned)
    a, b = operands
    rank = max(len(a.shape), len(b.shape))
    try:
        batch = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    except ValueError:
        batch = None
    site.consistent(
        batch is not None and a.shape[-1] == b.shape[-2],
        f"operands {list(a.shape)} and {list(b.shape)} must fit",
    )
    assert batch is not None
    shape = (*batch, a.shape[-2], b.shape[-1])

    def make(out: Tensor, clamp: tuple[int, int]):
        site.ratio(a.scale * b.scale / out.scale[0])
        site.builder.node(
            site.title, "batch_matmul", [a.name, b.name], out.name, adj_x=flags[0], adj_y=flags[1],
            clamp=clamp,
        )  # fmt: skip

    return Pending(make, shape, plain(rank), site.kind)


def average_pool(site: Site) -> Pending | Function:
    """AveragePool: each tap of a depthwise convolution has the weight 1/count."""
    x = site.image(0)
    batch, channels, height, width = x.shape
    kernel = tuple(site.option("kernel_shape"))
    site.need(not site.option("ceil_mode", 0), "ceil_mode", 1, "0", "pad the input")
    window = _window(site, (height, width), kernel)
    whole = not any(window["padding"]) or bool(site.option("count_include_pad", 0))
    shape = (batch, channels, *_size(site, (height, width), kernel, window))
    count = math.prod(kernel)

    def make(out: Tensor, clamp: tuple[int, int]):
        same = out.scale == (x.scale,) and out.zero_point == x.zero_point
        if not whole:
            site.need(
                same and window["dilation"] == (1, 1),
                "padding that does not count",
                "another quantization or dilation",
                "with the input's quantization",
                "set count_include_pad, or pad before",
            )
        if (same and window["dilation"] == (1, 1) and not any(window["padding"])) or not whole:
            attributes = {key: window[key] for key in ("stride", "padding")}
            site.builder.node(site.title, "average_pool2d", [x.name], out.name, kernel=kernel, clamp=clamp, **attributes)  # fmt: skip
            return
        ones = np.ones((1, *kernel, channels), np.int8)
        _emit_layer(site, "depthwise_conv2d", x, ones, (1 / count,), None, out, clamp, **window)

    return Pending(make, shape, NHWC, site.kind)


def max_pool(site: Site) -> Quantized | Function:
    """MaxPool keeps the quantization; behind a function that rises it takes the bytes in front of that."""
    value = site.value(0)
    rising = isinstance(value, Function) and bool((np.diff(np.roll(value.table, 128)) >= 0).all())
    if isinstance(value, Function) and rising:
        site.inputs[0] = value.source
    x = site.image(0)
    batch, channels, height, width = x.shape
    kernel = tuple(site.option("kernel_shape"))
    site.need(not site.option("ceil_mode", 0), "ceil_mode", 1, "0", "pad the input")
    window = _window(site, (height, width), kernel)
    site.need(
        window["dilation"] == (1, 1), "the dilation", window["dilation"], "1", "use a larger stride"
    )
    shape = (batch, channels, *_size(site, (height, width), kernel, window))
    out = site.builder.like(site.outputs[0], x, [shape[axis] for axis in NHWC])
    site.builder.node(
        site.title, "max_pool2d", [x.name], out.name, kernel=kernel, stride=window["stride"],
        padding=window["padding"], clamp=(-128, 127),
    )  # fmt: skip
    result = dataclasses.replace(x, name=out.name, shape=shape)
    if not isinstance(value, Function):
        return result
    if rising:
        return dataclasses.replace(value, source=result)
    return Function(result, result.real, plain=True)


def mean(site: Site) -> Pending:
    """GlobalAveragePool, ReduceMean over height and width, or over all axes between the first and the last."""
    x = site.quantized(0)
    rank = len(x.shape)
    keep = True
    axes = [2, 3]
    if site.kind == "ReduceMean":
        axes = site.option("axes") or (site.integers(1, "the axes") if site.has(1) else [])
        axes = sorted(site.axis(int(axis), rank) for axis in axes)
        keep = bool(site.option("keepdims", 1))
    image = rank == 4 and axes == [2, 3]
    site.need(
        image or (rank >= 3 and axes == list(range(1, rank - 1))),
        "the axes",
        f"{axes} of {rank}",
        "height and width of a feature map, or all between the first and the last",
        "transpose, or use an average pool",
    )
    if image:
        x, layout = site.image(0), NHWC if keep else (0, 1)
        shape = (*x.shape[:2], 1, 1) if keep else x.shape[:2]
    else:
        batch, channels = x.shape[0], x.shape[-1]
        x = site.builder.reshaped(site.title, x, (batch, math.prod(x.shape[1:-1]), 1, channels))
        shape = (batch, *([1] * (rank - 2) if keep else []), channels)
        layout = plain(len(shape))

    def make(out: Tensor, clamp: tuple[int, int]):
        site.ratio(x.scale / out.scale[0])
        if len(shape) in (2, 4):
            site.builder.node(site.title, "mean", [x.name], out.name)
            return
        # The graph's mean is of a feature map.
        flat = (shape[0], shape[-1])
        made = site.builder.tensor(
            f"{out.name}/mean", flat, scale=out.scale, zero_point=out.zero_point
        )
        site.builder.node(site.title, "mean", [x.name], made.name)
        site.builder.node(f"{site.title}/result", "reshape", [made.name], out.name)

    return Pending(make, shape, layout, site.kind, clamps=False)


def binary(site: Site) -> Pending | Function:
    """Add, Sub, Mul, Div: of two tensors, or a function of one and a number."""
    op = site.kind.removeprefix("QLinear")
    compute = {"Add": np.add, "Sub": np.subtract, "Mul": np.multiply, "Div": np.divide}[op]
    values = [site.value(0), site.value(1)]
    numbers = [value.real if isinstance(value, Constant) else None for value in values]
    for index, number in enumerate(numbers):
        other = values[1 - index]
        if number is None or isinstance(other, Constant):
            continue
        if op == "Add" and isinstance(other, Pending) and other.add_bias is not None:
            sized = number if other.layout != NHWC else _channel_bias(number)
            added = None if sized is None else other.add_bias(sized)
            if added is not None:
                return added
        if number.size == 1:
            function = site.function(1 - index)
            operands = (number.reshape(-1)[0], function.table)
            with np.errstate(all="ignore"):
                table = compute(*operands if index == 0 else operands[::-1])
            made = np.asarray(table, np.float32)
            return Function(function.source, made, operator=(site.title, site.kind))
    if all(isinstance(value, Function | Quantized) for value in values):
        a, b = site.function(0), site.function(1)
        if a.source.name == b.source.name and a.shape == b.shape and not (a.plain and b.plain):
            with np.errstate(all="ignore"):
                made = compute(a.table, b.table).astype(np.float32)
            return Function(a.source, made, operator=(site.title, site.kind))
    site.need(op != "Div", "the divisor", "a tensor", "a number", "multiply by the reciprocal")
    return _elementwise(site, op.lower())


def _channel_bias(number: np.ndarray) -> np.ndarray | None:
    """A constant [c, 1, 1] or [1, c, 1, 1] as one for each channel."""
    if number.ndim >= 3 and number.shape[-2:] == (1, 1) and number.size == number.shape[-3]:
        return number.reshape(-1)
    return number.reshape(-1) if number.size == 1 else None


def _elementwise(site: Site, op: str) -> Pending:
    operands = [site.quantized(index) for index in (0, 1)]
    try:
        shape = np.broadcast_shapes(*(operand.shape for operand in operands))
    except ValueError:
        site.consistent(False, "the shapes of the operands must fit")
        raise
    rank = len(shape)
    layout = next((x.layout for x in operands if x.shape == shape), plain(rank))
    laid = []
    for operand in operands:
        wide = (1,) * (rank - len(operand.shape)) + operand.shape
        whole = (
            operand if wide == operand.shape else site.builder.reshaped(site.title, operand, wide)
        )
        laid.append(site.builder.laid(site.title, whole, layout))

    def make(out: Tensor, clamp: tuple[int, int]):
        a, b = laid
        ratio = a.scale * b.scale if op == "mul" else max(a.scale, b.scale)
        site.ratio(ratio / out.scale[0])
        site.builder.node(site.title, op, [a.name, b.name], out.name, clamp=clamp)

    return Pending(make, shape, layout, site.kind)


def softmax(site: Site) -> Pending:
    """Softmax over the last axis, by the host."""
    x = site.quantized(0)
    rank = len(x.shape)
    axis = site.axis(int(site.option("axis", -1)), rank)
    site.need(axis == rank - 1, "the axis", axis, "the last one", "transpose before and behind")
    x = site.builder.laid(site.title, x, plain(rank))

    def make(out: Tensor, clamp: tuple[int, int]):
        site.builder.node(site.title, "softmax", [x.name], out.name, beta=1.0, kind="float")

    return Pending(make, x.shape, plain(rank), site.kind, clamps=False)


def layer_norm(site: Site) -> Pending:
    """LayerNormalization over the last axis, by the host."""
    x = site.quantized(0)
    rank = len(x.shape)
    axis = site.axis(int(site.option("axis", -1)), rank)
    site.need(axis == rank - 1, "the axis", axis, "the last one", "transpose before and behind")
    x = site.builder.laid(site.title, x, plain(rank))
    size = x.shape[-1]
    gamma = site.constant(1, "the scale").astype(np.float32).reshape(-1)
    beta = np.zeros(size, np.float32)
    if site.has(2):
        beta = site.constant(2, "the bias").astype(np.float32).reshape(-1)
    site.consistent(gamma.size == beta.size == size, f"scale and bias must have {size} values")
    epsilon = float(site.option("epsilon", 1e-5))

    def make(out: Tensor, clamp: tuple[int, int]):
        site.builder.node(site.title, "layer_norm", [x.name], out.name, axis=-1, epsilon=epsilon, gamma=gamma, beta=beta)  # fmt: skip

    return Pending(make, x.shape, plain(rank), site.kind, clamps=False)
