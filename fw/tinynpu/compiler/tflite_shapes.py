"""TensorFlow Lite operators that move values, to nodes."""

import math

from tinynpu.compiler.graph import Tensor
from tinynpu.compiler.tflite_site import Site

__all__ = [
    "concatenation",
    "pad",
    "reshape",
    "resize_nearest",
    "slice_operator",
    "split",
    "split_at_sizes",
    "strided_slice",
    "transpose",
    "unpack",
]

_FORWARD = "reverse the order with a transpose or in the weights of the next layer"


def reshape(site: Site):
    """RESHAPE, SQUEEZE, EXPAND_DIMS: the shape of the output says it all."""
    site.count((1, 2))
    x, output = site.input(0), site.outputs[0]
    site.int8(x, output)
    site.same_quantization(x, output)
    _same_size(site, x, output)
    site.add("reshape", [x], output)


def transpose(site: Site):
    """TRANSPOSE; a reshape if no values move."""
    site.count((2, 2))
    x, output = site.input(0), site.outputs[0]
    site.int8(x, output)
    site.same_quantization(x, output)
    rank = len(x.shape)
    perm = [site.axis(axis, rank) for axis in site.constant(1, "the order of the axes")]
    site.consistent(sorted(perm) == list(range(rank)), f"{perm} must be an order of {rank} axes")
    site.shape(output, tuple(x.shape[axis] for axis in perm))
    wide = [axis for axis in perm if x.shape[axis] > 1]
    if wide == sorted(wide):
        site.add("reshape", [x], output)
    else:
        site.add("transpose", [x], output, perm=tuple(perm))


def concatenation(site: Site):
    """CONCATENATION."""
    site.count((1, 1024))
    parts = [site.input(index) for index in range(len(site.inputs))]
    output = site.outputs[0]
    site.int8(*parts, output)
    site.same_quantization(output, *parts)
    site.require(
        site.clamp(output) == (-128, 127),
        "the fused activation",
        "a narrower range",
        "NONE",
        "make the activation an operator of its own",
    )
    rank = len(output.shape)
    axis = site.axis(int(site.option("Axis")), rank)
    for part in parts:
        site.consistent(
            len(part.shape) == rank
            and part.shape[:axis] + part.shape[axis + 1 :]
            == output.shape[:axis] + output.shape[axis + 1 :],
            f"the shape of {part.name} must fit {list(output.shape)} on all axes but {axis}",
        )
    total = sum(part.shape[axis] for part in parts)
    site.shape(output, (*output.shape[:axis], total, *output.shape[axis + 1 :]))
    site.add("concat", parts, output, axis=axis)


def pad(site: Site):
    """PAD; PADV2 with the zero point."""
    version2 = site.kind == "PADV2"
    site.count((3, 3) if version2 else (2, 2))
    x, output = site.input(0), site.outputs[0]
    site.int8(x, output)
    site.same_quantization(x, output)
    numbers = site.constant(1, "the padding")
    site.consistent(
        len(numbers) == 2 * len(x.shape) and min(numbers) >= 0,
        f"the padding must be {2 * len(x.shape)} numbers of at least 0",
    )
    padding = tuple(zip(numbers[::2], numbers[1::2], strict=True))
    site.shape(
        output,
        tuple(before + n + after for n, (before, after) in zip(x.shape, padding, strict=True)),
    )
    if version2:
        value = site.input(2)
        found = value.data.reshape(-1).tolist() if value.data is not None else "computed"
        site.require(
            found == [output.zero_point],
            "the value of the padding",
            found[0] if isinstance(found, list) and found else found,
            f"the zero point, {output.zero_point}",
            "pad with 0.0",
        )
    site.add("pad", [x], output, padding=padding)


def resize_nearest(site: Site):
    """RESIZE_NEAREST_NEIGHBOR."""
    site.count((2, 2))
    x, output = site.input(0), site.outputs[0]
    site.int8(x, output)
    site.rank4(x, output)
    site.same_quantization(x, output)
    size = site.constant(1, "the size")
    site.consistent(len(size) == 2, "the size must be height and width")
    site.shape(output, (x.shape[0], size[0], size[1], x.shape[3]))
    site.add(
        "resize_nearest",
        [x],
        output,
        align_corners=bool(site.option("AlignCorners")),
        half_pixel_centers=bool(site.option("HalfPixelCenters")),
    )


def slice_operator(site: Site):
    """SLICE."""
    site.count((3, 3))
    x = site.input(0)
    begin = site.constant(1, "the begin")
    size = site.constant(2, "the size")
    rank = len(x.shape)
    site.consistent(len(begin) == len(size) == rank, f"begin and size must be {rank} numbers each")
    end = [
        n if count == -1 else first + count
        for n, first, count in zip(x.shape, begin, size, strict=True)
    ]
    _slice(site, x, site.outputs[0], begin, end, [1] * rank)


def strided_slice(site: Site):
    """STRIDED_SLICE, forwards."""
    site.count((4, 4))
    x, output = site.input(0), site.outputs[0]
    limits = [site.constant(i, what) for i, what in ((1, "the begin"), (2, "the end"))]
    strides = site.constant(3, "the strides")
    masks = [
        int(site.option(name))
        for name in ("BeginMask", "EndMask", "ShrinkAxisMask", "EllipsisMask", "NewAxisMask")
    ]
    site.need(
        masks[3] == 0 and masks[4] == 0,
        "the slice",
        "with an ellipsis or a new axis",
        "without",
        "write all axes of the slice and reshape",
    )
    site.need(all(stride >= 1 for stride in strides), "the strides", strides, "positive", _FORWARD)
    rank = len(x.shape)
    count = len(strides)
    site.consistent(
        len(limits[0]) == len(limits[1]) == count <= rank,
        f"begin, end and strides must be at most {rank} numbers each",
    )
    begin, end = [0] * rank, list(x.shape)
    for axis in range(count):
        n = x.shape[axis]
        first, last = (
            value + n if value < 0 else value for value in (limits[0][axis], limits[1][axis])
        )
        if masks[2] >> axis & 1:
            begin[axis], end[axis] = first, first + 1
            continue
        if not masks[0] >> axis & 1:
            begin[axis] = min(max(first, 0), n)
        if not masks[1] >> axis & 1:
            end[axis] = min(max(last, 0), n)
    if len(site.inputs) == 4 and site.option("Offset"):
        site.refuse("the end of the slice", "relative", "absolute", "export without offsets")
    _slice(site, x, output, begin, end, strides + [1] * (rank - count))


def split(site: Site):
    """SPLIT into equal parts."""
    site.count((2, 2), None)
    x = site.input(1)
    axes = site.constant(0, "the axis")
    site.consistent(len(axes) == 1, "there must be one axis")
    axis = site.axis(axes[0], len(x.shape))
    count = len(site.outputs)
    site.consistent(
        count >= 1 and count == site.option("NumSplits") and x.shape[axis] % count == 0,
        f"axis {axis} of {list(x.shape)} must divide into {count} parts",
    )
    _parts(site, x, axis, [x.shape[axis] // count] * count)


def split_at_sizes(site: Site):
    """SPLIT_V into parts of given sizes."""
    site.count((3, 3), None)
    x = site.input(0)
    sizes = site.constant(1, "the sizes")
    axes = site.constant(2, "the axis")
    site.consistent(len(axes) == 1, "there must be one axis")
    axis = site.axis(axes[0], len(x.shape))
    if sizes.count(-1) == 1:
        sizes[sizes.index(-1)] = x.shape[axis] - sum(sizes) - 1
    site.consistent(
        len(sizes) == len(site.outputs) and min(sizes, default=0) >= 1,
        f"there must be {len(site.outputs)} sizes of at least 1",
    )
    site.consistent(
        sum(sizes) == x.shape[axis],
        f"the sizes must add up to {x.shape[axis]}, not {sum(sizes)}",
    )
    _parts(site, x, axis, sizes)


def unpack(site: Site):
    """UNPACK: an axis disappears."""
    site.count((1, 1), None)
    x = site.input(0)
    site.consistent(len(x.shape) >= 1, "the input must have an axis")
    axis = site.axis(int(site.option("Axis")), len(x.shape))
    site.consistent(
        len(site.outputs) == site.option("Num") == x.shape[axis],
        f"there must be {x.shape[axis]} outputs",
    )
    _parts(site, x, axis, [1] * x.shape[axis])


def _parts(site: Site, x: Tensor, axis: int, sizes: list[int]):
    """A slice for each output."""
    first = 0
    for size, output in zip(sizes, site.outputs, strict=True):
        begin, end = [0] * len(x.shape), list(x.shape)
        begin[axis], end[axis] = first, first + size
        _slice(site, x, output, begin, end, [1] * len(begin))
        first += size


def _slice(
    site: Site, x: Tensor, output: Tensor, begin: list[int], end: list[int], strides: list[int]
):
    """A slice, and a reshape if the output has lost axes."""
    site.int8(x, output)
    site.same_quantization(x, output)
    inside = all(0 <= first < last <= n for first, last, n in zip(begin, end, x.shape, strict=True))
    site.consistent(inside, f"the slice {begin} to {end} must lie in {list(x.shape)}")
    shape = tuple(
        -(-(last - first) // step) for first, last, step in zip(begin, end, strides, strict=True)
    )
    attributes = {"begin": tuple(begin), "end": tuple(end), "strides": tuple(strides)}
    if output.shape == shape:
        site.add("slice", [x], output, **attributes)
        return
    site.consistent(
        tuple(n for n in shape if n > 1) == tuple(n for n in output.shape if n > 1),
        f"the shape of {output.name} must be that of the slice, {list(shape)}, "
        f"not {list(output.shape)}",
    )
    part = site.value(output, "slice", shape, like=x)
    site.add("slice", [x], part, **attributes)
    site.add("reshape", [part], output)


def _same_size(site: Site, x: Tensor, output: Tensor):
    site.consistent(
        math.prod(x.shape) == math.prod(output.shape),
        f"input {list(x.shape)} and output {list(output.shape)} must have the same elements",
    )
