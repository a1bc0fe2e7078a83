"""ONNX operators that move values, to nodes."""

import dataclasses
import math
from collections.abc import Callable, Sequence

import numpy as np

from tinynpu.compiler.graph import Tensor
from tinynpu.compiler.onnx_site import NHWC, Builder, Site
from tinynpu.compiler.onnx_values import Constant, Function, Pending, Quantized, Value

__all__ = [
    "behind_operators",
    "concat",
    "flatten",
    "gather",
    "moved",
    "pad",
    "reshape",
    "resize",
    "slice_operator",
    "split",
    "squeeze",
    "transpose",
    "unsqueeze",
]


def moved(site: Site, source: Quantized, result: Quantized) -> Value:
    """The result of a move in the form of its operand: a function stays one."""
    value = site.value(0)
    if isinstance(value, Function):
        return dataclasses.replace(value, source=result)
    return result


def behind_operators(handler: Callable[[Site], Value]) -> Callable[[Site], Value]:
    """A move that also takes the result of an operator before it is quantized."""

    def run(site: Site) -> Value:
        value = site.value(0)
        if not isinstance(value, Pending):
            return handler(site)
        builder, inputs = site.builder, list(site.inputs)
        # What it would make of a tensor, to know shape and layout.
        site.builder = Builder()
        probe = site.builder.tensor(
            "probe", [value.shape[axis] for axis in value.layout], scale=(1.0,)
        )
        site.inputs[0] = Quantized(probe.name, value.shape, value.layout, 1.0, 0)
        shown = handler(site)
        site.builder, site.inputs = builder, inputs
        assert isinstance(shown, Quantized)

        def make(out: Tensor, clamp: tuple[int, int]):
            name = f"{out.name}/before"
            site.inputs[0] = site.finished(value, out.scale[0], out.zero_point, name, clamp)
            result = handler(site)
            assert isinstance(result, Quantized)
            laid = builder.laid(site.title, result, shown.layout)
            builder.node(f"{site.title}/result", "reshape", [laid.name], out.name)

        return dataclasses.replace(
            value, make=make, shape=shown.shape, layout=shown.layout, add_bias=None
        )

    return run


def _constant(site: Site) -> Constant | None:
    """The first operand if it is a constant without a scale for each channel."""
    value = site.value(0)
    if isinstance(value, Constant) and (value.scale is None or value.scale.size == 1):
        return value
    return None


def _source(site: Site) -> Quantized:
    value = site.value(0)
    return value.source if isinstance(value, Function) else site.quantized(0)


def transpose(site: Site) -> Value:
    """Transpose: only the axes' order in ONNX changes, no value moves yet."""
    rank = len(site.shape(0))
    perm = [site.axis(int(axis), rank) for axis in site.option("perm", range(rank)[::-1])]
    site.consistent(sorted(perm) == list(range(rank)), f"{perm} must be an order of {rank} axes")
    constant = site.value(0)
    if isinstance(constant, Constant):
        axis = (
            perm.index(constant.axis % rank)
            if constant.scale is not None and constant.scale.size > 1
            else constant.axis
        )
        return dataclasses.replace(constant, array=constant.array.transpose(perm), axis=axis)
    x = _source(site)
    shape = tuple(x.shape[axis] for axis in perm)
    layout = tuple(perm.index(axis) for axis in x.layout)
    return moved(site, x, dataclasses.replace(x, shape=shape, layout=layout))


def _reshaped(site: Site, shape: Sequence[int]) -> Value:
    constant = _constant(site)
    if constant is not None:
        return dataclasses.replace(constant, array=constant.array.reshape(shape))
    x = _source(site)
    site.consistent(
        math.prod(x.shape) == math.prod(shape) and min(shape, default=1) >= 1,
        f"input {list(x.shape)} and output {list(shape)} must have the same elements",
    )
    return moved(site, x, site.builder.reshaped(site.title, x, tuple(shape)))


def reshape(site: Site) -> Value:
    """Reshape."""
    source = site.shape(0)
    shape = site.integers(1, "the shape")
    zero = bool(site.option("allowzero", 0))
    site.consistent(
        shape.count(-1) <= 1 and min(shape, default=0) >= -1, f"{shape} must be a shape"
    )
    site.consistent(
        all(n != 0 or axis < len(source) for axis, n in enumerate(shape)),
        f"{shape} must be a shape",
    )
    shape = [source[axis] if n == 0 and not zero else n for axis, n in enumerate(shape)]
    if -1 in shape:
        rest = math.prod(n for n in shape if n != -1)
        site.consistent(
            rest > 0 and math.prod(source) % rest == 0, f"{shape} must fit {list(source)}"
        )
        shape[shape.index(-1)] = math.prod(source) // rest
    return _reshaped(site, shape)


def flatten(site: Site) -> Value:
    """Flatten."""
    shape = site.shape(0)
    axis = int(site.option("axis", 1))
    site.consistent(-len(shape) <= axis <= len(shape), f"the axis must fit {list(shape)}")
    axis = axis + len(shape) if axis < 0 else axis
    return _reshaped(site, (math.prod(shape[:axis]), math.prod(shape[axis:])))


def _axes(site: Site, rank: int) -> list[int]:
    given = site.option("axes")
    if given is None and site.has(1):
        given = site.integers(1, "the axes")
    return [site.axis(int(axis), rank) for axis in given or ()]


def squeeze(site: Site) -> Value:
    """Squeeze."""
    shape = site.shape(0)
    axes = _axes(site, len(shape)) or [axis for axis, n in enumerate(shape) if n == 1]
    site.consistent(all(shape[axis] == 1 for axis in axes), f"axes {axes} must be 1")
    return _reshaped(site, [n for axis, n in enumerate(shape) if axis not in axes])


def unsqueeze(site: Site) -> Value:
    """Unsqueeze."""
    shape = list(site.shape(0))
    given = site.option("axes") or site.integers(1, "the axes")
    rank = len(shape) + len(given)
    for axis in sorted(site.axis(int(axis), rank) for axis in given):
        shape.insert(axis, 1)
    return _reshaped(site, shape)


def concat(site: Site) -> Pending | Constant:
    """Concat: operands get the quantization of the result."""
    return joined(site, [site.value(index) for index in range(len(site.inputs))])


def joined(site: Site, values: list[Value]) -> Pending | Constant:
    """Values one behind the other."""
    site.consistent(bool(values), "there must be inputs")
    if all(isinstance(value, Constant) and value.scale is None for value in values):
        arrays = [value.array for value in values if isinstance(value, Constant)]
        return Constant(np.concatenate(arrays, int(site.option("axis"))))
    parts = [
        site.constant_tensor(value) if isinstance(value, Constant)
        else value.source if isinstance(value, Function) else value
        for value in values
    ]  # fmt: skip
    for index, part in enumerate(parts):
        if not isinstance(part, Quantized):
            site.quantized(index)
    first = parts[0]
    assert isinstance(first, Quantized)
    rank = len(first.shape)
    axis = site.axis(int(site.option("axis")), rank)
    shapes = [part.shape for part in parts if isinstance(part, Quantized)]
    site.consistent(
        all(
            len(s) == rank and all(s[i] == first.shape[i] for i in range(rank) if i != axis)
            for s in shapes
        ),
        "the shapes of the inputs must fit",
    )
    shape = tuple(
        sum(s[axis] for s in shapes) if i == axis else n for i, n in enumerate(first.shape)
    )
    layout = first.layout

    def make(out: Tensor, clamp: tuple[int, int]):
        names = []
        for number, (value, part) in enumerate(zip(values, parts, strict=True)):
            given = part if isinstance(value, Constant) else value
            same = site.quantize(given, out.scale[0], out.zero_point, f"{out.name}/part{number}")
            names.append(site.builder.laid(site.title, same, layout).name)
        site.builder.node(site.title, "concat", names, out.name, axis=layout.index(axis))

    return Pending(make, shape, layout, site.kind, clamps=False)


def pad(site: Site) -> Value:
    """Pad with zeros."""
    x = _source(site)
    rank = len(x.shape)
    mode = site.option("mode", b"constant")
    mode = mode.decode() if isinstance(mode, bytes) else mode
    site.need(mode == "constant", "the mode", mode, "constant", "pad with zeros")
    given = site.option("pads") or site.integers(1, "the padding")
    if site.has(2):
        value = site.value(2)
        real = float(value.real.reshape(-1)[0]) if isinstance(value, Constant) else math.nan
        site.need(real == 0.0, "the value of the padding", real, "0", "pad with zeros")
    axes = list(range(rank))
    if site.has(3):
        axes = [site.axis(axis, rank) for axis in site.integers(3, "the axes")]
    site.consistent(
        len(given) == 2 * len(axes), f"there must be {2 * len(axes)} numbers of padding"
    )
    site.need(min(given) >= 0, "the padding", given, "at least 0", "slice instead")
    pairs = [(0, 0)] * rank
    for number, axis in enumerate(axes):
        pairs[axis] = (int(given[number]), int(given[number + len(axes)]))
    value = site.value(0)
    site.need(
        not isinstance(value, Function) or value.plain,
        "the input",
        "not quantized",
        "quantized",
        "quantize it",
    )
    shape = tuple(n + before + after for n, (before, after) in zip(x.shape, pairs, strict=True))
    result = dataclasses.replace(x, shape=shape)
    out = site.builder.like(site.outputs[0], x, result.stored)
    padding = tuple(pairs[axis] for axis in x.layout)
    site.builder.node(site.title, "pad", [x.name], out.name, padding=padding)
    return moved(site, x, dataclasses.replace(result, name=out.name))


def _sliced(site: Site, x: Quantized, limits: list[tuple[int, int, int]], name: str) -> Quantized:
    shape = tuple(len(range(*limit)) for limit in limits)
    site.consistent(min(shape, default=1) >= 1, "a slice must not be empty")
    result = dataclasses.replace(x, shape=shape)
    if shape == x.shape:
        return x
    out = site.builder.like(name, x, result.stored)
    begin, end, strides = zip(*(limits[axis] for axis in x.layout), strict=True)
    site.builder.node(
        site.title, "slice", [x.name], out.name, begin=begin, end=end, strides=strides
    )
    return dataclasses.replace(result, name=out.name)


def slice_operator(site: Site) -> Value:
    """Slice, forwards."""
    shape = site.shape(0)
    rank = len(shape)
    starts, ends = site.integers(1, "the starts"), site.integers(2, "the ends")
    axes = site.integers(3, "the axes") if site.has(3) else list(range(len(starts)))
    steps = site.integers(4, "the steps") if site.has(4) else [1] * len(starts)
    site.consistent(
        len(starts) == len(ends) == len(axes) == len(steps),
        "starts, ends, axes and steps must be as many",
    )
    site.need(
        min(steps, default=1) >= 1,
        "the steps",
        steps,
        "positive",
        "reverse the order in the weights",
    )
    limits = [(0, n, 1) for n in shape]
    for start, end, given, step in zip(starts, ends, axes, steps, strict=True):
        axis = site.axis(given, rank)
        n = shape[axis]
        first, last = (min(max(value + n if value < 0 else value, 0), n) for value in (start, end))
        limits[axis] = (first, last, step)
    constant = _constant(site)
    if constant is not None:
        return dataclasses.replace(
            constant, array=constant.array[tuple(slice(*limit) for limit in limits)]
        )
    x = _source(site)
    return moved(site, x, _sliced(site, x, limits, site.outputs[0]))


def split(site: Site) -> list[Value]:
    """Split."""
    shape = site.shape(0)
    axis = site.axis(int(site.option("axis", 0)), len(shape))
    count = len(site.outputs)
    given = site.option("split")
    if given is None and site.has(1):
        given = site.integers(1, "the sizes")
    if given is None:
        size = -(-shape[axis] // count)
        given = [size] * (count - 1) + [shape[axis] - size * (count - 1)]
    site.consistent(
        len(given) == count and sum(given) == shape[axis] and min(given) >= 1,
        f"sizes {list(given)} must add up to {shape[axis]}",
    )
    x = _source(site)
    result: list[Value] = []
    first = 0
    for size, name in zip(given, site.outputs, strict=True):
        limits = [(0, n, 1) for n in shape]
        limits[axis] = (first, first + size, 1)
        result.append(moved(site, x, _sliced(site, x, limits, name)))
        first += size
    return result


def gather(site: Site) -> Value:
    """Gather of one index: a slice without its axis."""
    shape = site.shape(0)
    axis = site.axis(int(site.option("axis", 0)), len(shape))
    value = site.value(1)
    constant = _constant(site)
    if constant is not None and isinstance(value, Constant):
        return dataclasses.replace(
            constant, array=np.take(constant.array, value.array.astype(np.int64), axis)
        )
    indices = site.constant(1, "the index")
    site.need(indices.size == 1, "the indices", indices.size, "one", "use slices")
    index = site.axis(int(indices.reshape(-1)[0]), shape[axis])
    limits = [(0, n, 1) for n in shape]
    limits[axis] = (index, index + 1, 1)
    x = _source(site)
    part = _sliced(site, x, limits, f"{site.outputs[0]}/slice")
    if indices.ndim == 0:
        part = site.builder.reshaped(site.title, part, shape[:axis] + shape[axis + 1 :])
    return moved(site, x, part)


def resize(site: Site) -> Value:
    """Resize, nearest."""
    x = _source(site)
    site.need(len(x.shape) == 4, "the shape of the input", list(x.shape), "[batch, channels, height, width]", "reshape it")  # fmt: skip
    mode = site.option("mode", b"nearest").decode()
    site.need(mode == "nearest", "the mode", mode, "nearest", "use the nearest neighbour")
    if site.has(3):
        shape = site.integers(3, "the sizes")
    else:
        scales = site.constant(2, "the scales").reshape(-1)
        site.consistent(scales.size == 4, "there must be four scales")
        shape = [math.floor(n * float(scale)) for n, scale in zip(x.shape, scales, strict=True)]
    site.consistent(len(shape) == 4 and min(shape) >= 1, "the sizes must be four numbers")
    site.need(tuple(shape[:2]) == x.shape[:2], "the sizes", shape, "those of batch and channels", "resize height and width only")  # fmt: skip
    value = site.builder.laid(site.title, x, NHWC)
    coordinates = site.option("coordinate_transformation_mode", b"half_pixel").decode()
    rounding = site.option("nearest_mode", b"round_prefer_floor").decode()
    wanted = [
        _indices(site, n, m, coordinates, rounding)
        for n, m in zip(x.shape[2:], shape[2:], strict=True)
    ]
    for corners, centers in ((False, False), (False, True), (True, False)):
        have = [
            _tflite_indices(n, m, corners=corners, centers=centers)
            for n, m in zip(x.shape[2:], shape[2:], strict=True)
        ]
        if all(np.array_equal(a, b) for a, b in zip(wanted, have, strict=True)):
            result = dataclasses.replace(value, shape=tuple(shape))
            out = site.builder.like(site.outputs[0], x, result.stored)
            site.builder.node(site.title, "resize_nearest", [value.name], out.name, align_corners=corners, half_pixel_centers=centers)  # fmt: skip
            return moved(site, x, dataclasses.replace(result, name=out.name))
    site.refuse("the coordinates", f"{coordinates}, {rounding}", "asymmetric, floor", "resize by whole factors")  # fmt: skip


def _indices(site: Site, n: int, m: int, coordinates: str, rounding: str) -> np.ndarray:
    """Source of each place, as ONNX says."""
    i = np.arange(m, dtype=np.float64)
    scale = m / n
    forms = {
        "asymmetric": i / scale,
        "half_pixel": (i + 0.5) / scale - 0.5,
        "pytorch_half_pixel": (i + 0.5) / scale - 0.5 if m > 1 else 0 * i,
        "align_corners": i * (n - 1) / max(m - 1, 1),
    }
    site.need(coordinates in forms, "the coordinates", coordinates, f"one of {', '.join(forms)}", "resize by whole factors")  # fmt: skip
    at = forms[coordinates]
    rounded = {
        "floor": np.floor(at),
        "ceil": np.ceil(at),
        "round_prefer_floor": np.ceil(at - 0.5),
        "round_prefer_ceil": np.floor(at + 0.5),
    }.get(rounding)
    site.consistent(rounded is not None, f"{rounding} must be a known way to round")
    assert rounded is not None
    return np.clip(rounded, 0, n - 1).astype(np.int64)


def _tflite_indices(n: int, m: int, *, corners: bool, centers: bool) -> np.ndarray:
    """Source of each place, as the graph's node says; see `tinynpu.golden.resize_nearest`."""
    from tinynpu import golden

    row = np.arange(n, dtype=np.int64).reshape(1, n, 1, 1) % 256
    if n > 128:
        return np.full(m, -1)
    result = golden.resize_nearest(
        row.astype(np.int8), (m, 1), align_corners=corners, half_pixel_centers=centers
    )
    return result.reshape(-1).astype(np.int64)
