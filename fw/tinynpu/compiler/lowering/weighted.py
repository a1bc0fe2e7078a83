"""Layers with weights, pools and means to kernels."""

import numpy as np
from xdsl.ir import Operation

from tinynpu import golden
from tinynpu.arch.errors import CompileError
from tinynpu.compiler.graph import multipliers
from tinynpu.compiler.ir.attributes import TensorType
from tinynpu.compiler.ir.dialect import (
    Dense,
    Depthwise,
    Layer,
    View,
)
from tinynpu.compiler.lowering.base import IDENTITY, Base, HostError
from tinynpu.compiler.passes.canonicalize import constant_value

__all__ = ["Weighted", "average_multiplier"]

_AVERAGE_WEIGHT = 4
"""Weight of each pixel in an average: the sum gets two bits more than it needs."""


def average_multiplier(count: int) -> tuple[int, int]:
    """Multiplier and shift that divide `_AVERAGE_WEIGHT` times a sum by ``count``, exactly.

    The result is rounded half away from zero. With ``2**bits >= 2 · count`` the first rounding
    keeps so many fractional bits that only a true half looks like one; the multiplier is rounded
    up, so a true half never falls below. Exact for sums of ``count`` int8, ``count < 2**18``.
    """
    bits = (2 * count - 1).bit_length()
    return -(-(1 << (31 + bits)) // (_AVERAGE_WEIGHT * count)), -bits


class Weighted(Base):
    """Convolutions, fully connected layers, pools, means."""

    def _weights(self, layer: Layer) -> np.ndarray:
        value = constant_value(layer.inputs[1])
        if value is None or value.dtype != np.int8:
            raise CompileError(f"The weights of {layer.title} must be constant int8.")
        return value

    def _require_sums(self, sizes: np.ndarray):
        """``sizes``: sum of the weights' magnitudes for each channel; no input may make a sum wrap."""
        width = self.config.accumulator_width
        largest = int(sizes.max(initial=0))
        if 128 * largest >= 1 << (width - 1):
            raise HostError(f"sums of up to {128 * largest} do not fit {width}-bit accumulators")

    def _scaling(self, layer: Layer, zero_terms: np.ndarray) -> dict:
        """Scaling of a layer with weights; the input's zero point goes into the bias."""
        kind = layer.name.removeprefix("npu.")
        source, out = layer.input_type(0), layer.type
        channels = len(zero_terms)
        pairs = multipliers(kind, source.scale[0], layer.input_type(1).scale, out.scale[0])
        pairs *= channels if len(pairs) == 1 else 1
        for multiplier, shift in pairs:
            if not (-31 <= shift <= 31 and multiplier < 1 << 31):
                raise CompileError(f"The scales of layer {layer.title} must be less far apart.")
        bias = np.zeros(channels, np.int64)
        if len(layer.inputs) > 2:
            data = constant_value(layer.inputs[2])
            if data is None or data.size != channels:
                raise CompileError(f"The bias of {layer.title} must be {channels} constants.")
            bias += data.reshape(-1)
        bias -= source.zero_point * zero_terms
        wrapped = (bias + (1 << 31)) % (1 << 32) - (1 << 31)
        return {
            "bias": wrapped.astype(np.int32),
            "multiplier": np.array([pair[0] for pair in pairs], np.int32),
            "shift": np.array([pair[1] for pair in pairs], np.int32),
            "zero_point": out.zero_point,
            "clamp": layer.get("clamp"),
            "round_once": bool(layer.get("round_once", kind == "fully_connected")),
        }

    def _window(self, layer: Layer, kernel: tuple[int, int], pad: int) -> dict:
        top, _, left, _ = layer.get("padding")
        return {
            "kernel": kernel,
            "stride": layer.get("stride"),
            "dilation": layer.get("dilation", (1, 1)),
            "padding": (top, left),
            "pad": pad,
        }

    def conv2d(self, layer: Layer) -> Operation:
        """Sum over windows and channels."""
        self._one_batch(layer)
        weights = self._weights(layer)
        out_channels, kernel_h, kernel_w, channels = weights.shape
        pad = layer.input_type(0).zero_point
        self._require_sums(np.abs(weights.astype(np.int64)).sum(axis=(1, 2, 3)))
        scaling = self._scaling(layer, weights.astype(np.int64).sum(axis=(1, 2, 3)))
        window = self._window(layer, (kernel_h, kernel_w), pad)
        packing = self._packing(layer, window, channels)
        if packing[0]:
            step, apart, passes = packing
            rows = self.config.rows
            flat = weights.reshape(out_channels, kernel_h, kernel_w * channels)
            words = np.zeros((out_channels, kernel_h, passes, 1, rows), np.int8)
            for number in range(passes):
                at = number * apart * step
                # All passes but the last stop where the next one begins.
                size = apart * step if number < passes - 1 else rows
                part = flat[:, :, at : at + size]
                words[:, :, number, 0, : part.shape[2]] = part
        else:
            words = self._blocked(weights)
        return Dense.make(
            [layer.inputs[0]], layer.type, words=words, packing=packing, **window, **scaling
        )

    def _packing(self, layer: Layer, window: dict, channels: int) -> tuple[int, int, int]:
        """How columns and channels of an input from memory go into the rows together, or zeros.

        (Bytes from a window to the next, words from a pass of a kernel row to the next, passes.)
        """
        rows = self.config.rows
        source = layer.inputs[0]
        kernel_w = window["kernel"][1]
        step = window["stride"][1] * channels
        packs = (
            not isinstance(source.owner, Operation)  # an argument: it is in memory
            and len(list(source.uses)) == 1
            and kernel_w > 1
            and 2 * channels <= rows
            and window["dilation"][1] == 1
            and step <= rows
            and window["padding"][1] * channels <= 255
        )
        if not packs:
            return 0, 0, 0
        apart = rows // step
        # The last pass may use all bytes of its word.
        passes = 1 + max(-(-(kernel_w * channels - rows) // (apart * step)), 0)
        return step, apart, passes

    def depthwise_conv2d(self, layer: Layer) -> Operation:
        """Sum over windows for each channel."""
        self._one_batch(layer)
        taps = self._weights(layer)[0]
        self._require_sums(np.abs(taps.astype(np.int64)).sum(axis=(0, 1)))
        scaling = self._scaling(layer, taps.astype(np.int64).sum(axis=(0, 1)))
        window = self._window(layer, taps.shape[:2], layer.input_type(0).zero_point)
        return Depthwise.make(
            [layer.inputs[0]], layer.type, taps=taps, maximum=False, **window, **scaling
        )

    def fully_connected(self, layer: Layer) -> Operation | list[Operation]:
        """Sum over all inputs, for each row of them."""
        weights = self._weights(layer)
        outputs, size = weights.shape
        self._require_sums(np.abs(weights.astype(np.int64)).sum(axis=1))
        scaling = self._scaling(layer, weights.astype(np.int64).sum(axis=1))
        source = layer.input_type(0)
        height, width, channels = source.hwc
        pad = source.zero_point
        values = layer.inputs[0]
        ops: list[Operation] = []
        if source.size == size:
            words = self._blocked(weights.reshape(outputs, height, width, channels))
            if height * width * words.shape[3] <= 4095:
                # The words of all pixels follow each other: one row of blocks.
                words = words.reshape(outputs, 1, 1, -1, self.config.rows)
                kernel = (1, 1)
            else:
                kernel = (height, width)
        elif channels == size:
            words = self._blocked(weights.reshape(outputs, 1, 1, size))
            kernel = (1, 1)
        else:
            raise HostError(f"rows of {size} in a tensor of {list(source.shape)}")
        window = {
            "kernel": kernel,
            "stride": (1, 1),
            "dilation": (1, 1),
            "padding": (0, 0),
            "pad": pad,
        }
        rows_of = layer.type.hwc[:2]
        if kernel == (1, 1) and source.size != size and rows_of != (height, width):
            kind = TensorType.make(
                (*rows_of, channels), source.dtype, source.scale, source.zero_point
            )
            ops.append(View.make([values], kind, title=layer.title))
            values = ops[0].results[0]
        ops.append(
            Dense.make([values], layer.type, words=words, packing=(0, 0, 0), **window, **scaling)
        )
        return ops

    def _pool(
        self, layer: Layer, multiplier: int, shift: int, *, maximum: bool
    ) -> Operation | list[Operation]:
        self._one_batch(layer)
        source, out = layer.input_type(0), layer.type
        channels = out.hwc[2]
        if source.quantization != out.quantization:
            raise HostError("it changes the quantization")
        kernel = layer.get("kernel")
        taps = np.full((*kernel, channels), 1 if maximum else _AVERAGE_WEIGHT, np.int8)
        scaling = {
            "bias": np.zeros(channels, np.int32),
            "multiplier": np.full(channels, multiplier, np.int32),
            "shift": np.full(channels, shift, np.int32),
            "zero_point": 0,
            "clamp": layer.get("clamp"),
        }
        if not maximum and kernel == source.hwc[:2] and not any(layer.get("padding")):
            return self._whole(layer, taps, **scaling)
        if max(kernel) > 255:
            raise HostError(f"its window {kernel} is wider than 255")
        window = self._window(layer, kernel, -128 if maximum else 0)
        return Depthwise.make(
            [layer.inputs[0]], layer.type, taps=taps, maximum=maximum, round_once=False, **window,
            **scaling,
        )  # fmt: skip

    def average_pool2d(self, layer: Layer) -> Operation | list[Operation]:
        """Sum with a multiplier that divides exactly."""
        kernel = layer.get("kernel")
        count = kernel[0] * kernel[1]
        if 128 * _AVERAGE_WEIGHT * count > 1 << (self.config.accumulator_width - 1):
            raise HostError(
                f"{count} pixels do not fit {self.config.accumulator_width}-bit accumulators"
            )
        op = self._pool(layer, *average_multiplier(count), maximum=False)
        if any(layer.get("padding")):
            assert isinstance(op, Depthwise)
            op.put(regions=_regions(layer))
        return op

    def max_pool2d(self, layer: Layer) -> Operation | list[Operation]:
        """Largest of each window."""
        if not self.config.has_maximum:
            raise HostError("the compact core takes no maxima")
        return self._pool(layer, *IDENTITY, maximum=True)

    def mean(self, layer: Layer) -> list[Operation]:
        """Sum over all pixels, requantized."""
        self._one_batch(layer)
        source, out = layer.input_type(0), layer.type
        height, width, channels = source.hwc
        count = height * width
        multiplier, shift = golden.mean_multiplier(source.scale[0], out.scale[0], count)
        if 128 * count > 1 << (self.config.accumulator_width - 1) or not -31 <= shift <= 31:
            raise HostError(
                f"{count} pixels do not fit {self.config.accumulator_width}-bit accumulators"
            )
        return self._whole(
            layer,
            taps=np.ones((height, width, channels), np.int8),
            bias=np.full(channels, -count * source.zero_point, np.int32),
            multiplier=np.full(channels, multiplier, np.int32),
            shift=np.full(channels, shift, np.int32),
            zero_point=out.zero_point,
            clamp=layer.get("clamp", (-128, 127)),
        )

    def _whole(self, layer: Layer, taps: np.ndarray, **scaling) -> list[Operation]:
        """A window over all pixels: they are taken as rows that fit the array's filters."""
        height, width, channels = layer.input_type(0).hwc
        count = height * width
        columns = max(n for n in range(1, self.config.cols + 1) if count % n == 0)
        rows = count // columns
        if rows > 255:
            raise HostError(f"a window of {height}×{width} pixels has more than 255 rows")
        source = layer.input_type(0)
        kind = TensorType.make(
            (1, rows, columns, channels), "int8", source.scale, source.zero_point
        )
        view = View.make([layer.inputs[0]], kind, title=layer.title)
        op = Depthwise.make(
            [view.results[0]], layer.type, taps=taps.reshape(rows, columns, channels), maximum=False,
            kernel=(rows, columns), stride=(1, 1), dilation=(1, 1), padding=(0, 0), pad=0,
            round_once=False, **scaling,
        )  # fmt: skip
        return [view, op]


def _regions(layer: Layer) -> np.ndarray:
    """Rectangles of output pixels whose windows hold equally many pixels.

    int64 [n, 6]: first and last + 1 row, first and last + 1 column, multiplier, shift.
    """
    height, width, _ = layer.input_type(0).hwc
    out = layer.type.hwc
    top, _, left, _ = layer.get("padding")
    kernel, stride = layer.get("kernel"), layer.get("stride")

    def runs(size: int, count: int, pad: int, k: int, s: int) -> list[tuple[int, int, int]]:
        covered = [min(i * s - pad + k, size) - max(i * s - pad, 0) for i in range(count)]
        result, begin = [], 0
        for i in range(1, count + 1):
            if i == count or covered[i] != covered[begin]:
                result.append((begin, i, covered[begin]))
                begin = i
        return result

    rows = runs(height, out[0], top, kernel[0], stride[0])
    columns = runs(width, out[1], left, kernel[1], stride[1])
    found = [
        (y0, y1, x0, x1, *average_multiplier(max(a * b, 1)))
        for y0, y1, a in rows
        for x0, x1, b in columns
    ]
    return np.array(found, np.int64)
