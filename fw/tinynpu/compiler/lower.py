"""Nodes of a graph to jobs, with the tensors placed in the scratchpad."""

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError
from tinynpu.arch.fixed_point import multiply_by_quantized_multiplier, quantize_multiplier
from tinynpu.arch.isa import Combine, Opcode
from tinynpu.compiler.allocate import Allocation, Lifetime, allocate
from tinynpu.compiler.graph import Graph, Node, Tensor
from tinynpu.compiler.jobs import Chunk, Job, Step
from tinynpu.compiler.layout import Placement, table_bytes
from tinynpu.compiler.tiles import Scaling, Window, dense_chunks, depthwise_chunks

__all__ = ["Lowering", "average_multiplier"]

_IDENTITY = (1 << 30, 1)
"""Multiplier and shift that leave a value as it is."""


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


class Lowering:
    """Tensors and jobs of a graph for a configuration.

    Members
    -------
    graph, config
        What is lowered.
    aliases
        For the output of each reshape, the tensor whose words it shares.
    packed
        Inputs that lie as windows of (column, channel) bytes, with their only consumer.
    """

    def __init__(self, graph: Graph, config: Config):
        self.graph = graph
        self.config = config
        self.nodes = [node for node in graph.nodes if node.op != "reshape"]
        self.aliases: dict[str, str] = {}
        for node in graph.nodes:
            if node.op == "reshape":
                self.aliases[node.output] = self.root(node.inputs[0])
        self.packed = {
            node.inputs[0]: node for node in self.nodes if node.op == "conv2d" and self._packs(node)
        }
        self._check_reshapes()
        self.allocation = self._allocate()

    def root(self, name: str) -> str:
        """Tensor whose words a tensor shares."""
        return self.aliases.get(name, name)

    def shape(self, name: str) -> tuple[int, int, int]:
        """(height, width, channels) of a feature map or a vector.

        Raises
        ------
        CompileError
            It has more than one batch, or too many dimensions.
        """
        shape = self.graph.tensors[name].shape
        if len(shape) == 4 and shape[0] == 1:
            return shape[1], shape[2], shape[3]
        if 1 <= len(shape) <= 3 and np.prod(shape) == shape[-1]:
            return 1, 1, shape[-1]
        raise CompileError(
            f"A tensor must be [1, height, width, channels] or a vector; {name} is {list(shape)}."
        )

    def _check_reshapes(self):
        """A reshape must leave the words as they are, or feed a fully connected layer."""
        for name, root in self.aliases.items():
            before, after = self.shape(root), self.shape(name)
            flat = before[0] * before[1] == 1 or before[2] % self.config.rows == 0
            same = before == after or (flat and after[0] * after[1] == 1)
            users = self.graph.consumers(name)
            only_dense = all(node.op in ("fully_connected", "reshape") for node in users)
            if not same and (name in self.graph.outputs or not only_dense):
                raise CompileError(
                    f"A reshape must only flatten for a fully connected layer; that of {name} "
                    f"from {list(before)} to {list(after)} does not."
                )

    def _packs(self, node: Node) -> bool:
        """Whether a first convolution's columns and channels go into the rows together."""
        name = node.inputs[0]
        channels = self.graph.tensors[name].shape[3]
        kernel_w = self.graph.tensors[node.inputs[1]].shape[2]
        return (
            name in self.graph.inputs
            and len(self.graph.consumers(name)) == 1
            and kernel_w > 1
            and 2 * channels <= self.config.rows
            and node.attributes["dilation"][1] == 1
            and node.attributes["stride"][1] * channels <= self.config.rows
            and node.attributes["padding"][2] * channels <= 255
        )

    def _packing(self, node: Node) -> tuple[int, int, int]:
        """(step in bytes, words from one chunk of a kernel row to the next, chunks)."""
        channels = self.graph.tensors[node.inputs[0]].shape[3]
        step = node.attributes["stride"][1] * channels
        apart = self.config.rows // step
        row_bytes = self.graph.tensors[node.inputs[1]].shape[2] * channels
        # The last chunk may use all bytes of its word.
        chunks = 1 + max(-(-(row_bytes - self.config.rows) // (apart * step)), 0)
        return step, apart, chunks

    def placement(self, name: str) -> Placement:
        """Where a tensor lies."""
        root = self.root(name)
        return self._placement(root, self.allocation.bases[root])

    def _placement(self, root: str, base: int) -> Placement:
        height, width, channels = self.shape(root)
        if root in self.packed:
            node = self.packed[root]
            _, apart, chunks = self._packing(node)
            out = self.graph.tensors[node.output].shape
            words = out[2] + (chunks - 1) * apart
            return Placement(base, height, words, channels, words, 1)
        return Placement.dense(self.config, base, (height, width, channels))

    def _allocate(self) -> Allocation:
        graph = self.graph
        end = len(self.nodes)
        lifetimes = {}
        names = [*graph.inputs, *(node.output for node in self.nodes)]
        for name in names:
            made = [i for i, node in enumerate(self.nodes) if node.output == name]
            used = [
                i
                for i, node in enumerate(self.nodes)
                if name in (self.root(value) for value in node.inputs)
            ]
            kept = any(self.root(output) == name for output in graph.outputs)
            lifetimes[name] = Lifetime(
                name,
                self._placement(name, 0).words,
                made[0] if made else 0,
                end if kept else max(used, default=made[0] if made else 0),
            )
        return allocate(self.config, list(lifetimes.values()))

    # Transfers

    def load_fields(self, name: str, offset: int) -> dict[str, int]:
        """LOAD of an input that lies dense at an offset in region 2."""
        place = self.placement(name)
        height, width, channels = self.shape(name)
        rows = self.config.rows
        fields = {"region": 2, "memory_offset": offset, "base": place.base, "word_step": 1}
        fill = self.graph.tensors[name].zero_point
        if name in self.packed:
            node = self.packed[name]
            step, _, _ = self._packing(node)
            return fields | {
                "lines": height,
                "memory_line_step": width * channels,
                "line_step": place.row_words,
                "line_bytes": width * channels,
                "words": place.row_words,
                "step": step,
                "pad_left": node.attributes["padding"][2] * channels,
                "fill": fill,
            }
        return fields | self._dense_lines(name, "words") | {"fill": fill} if rows else fields

    def store_fields(self, name: str, offset: int) -> dict[str, int]:
        """STORE of an output to an offset in region 3."""
        fields = {
            "region": 3,
            "memory_offset": offset,
            "base": self.placement(name).base,
            "word_step": 1,
        }
        return fields | self._dense_lines(self.root(name), "")

    def _dense_lines(self, name: str, words_field: str) -> dict[str, int]:
        """Lines that hold as many pixels as they can."""
        height, width, channels = self.shape(name)
        rows = self.config.rows
        blocks = -(-channels // rows)
        if channels % rows == 0 or blocks == 1:
            # All pixels follow each other in words as in memory.
            step = rows if channels % rows == 0 else channels
            lines, count = 1, height * width * blocks
        else:
            step = rows
            lines, count = height * width, blocks
        line_bytes = height * width * channels // lines
        if count > 65535 or lines > 65535 or line_bytes >= 1 << 24:
            raise CompileError(f"Tensor {name} must be smaller for one transfer.")
        fields = {
            "lines": lines,
            "memory_line_step": line_bytes,
            "line_step": count,
            "line_bytes": line_bytes,
            "step": step,
        }
        return fields | ({words_field: count} if words_field else {})

    # Jobs

    def jobs(self) -> list[Job]:
        """A job for each node."""
        result = []
        for node in self.nodes:
            lower = getattr(self, f"_{node.op}")
            result.append(Job(node.name, node.op, self.graph.macs(node), tuple(lower(node))))
        return result

    def _scaling(self, node: Node, zero_terms: np.ndarray) -> Scaling:
        """Scaling of a layer with weights; the input's zero point goes into the bias."""
        tensors = self.graph.tensors
        source, out = tensors[node.inputs[0]], tensors[node.output]
        channels = len(zero_terms)
        pairs = self.graph.multipliers(node)
        pairs *= channels if len(pairs) == 1 else 1
        for multiplier, shift in pairs:
            if not (-31 <= shift <= 31 and multiplier < 1 << 31):
                raise CompileError(f"The scales of layer {node.name} must be less far apart.")
        bias = np.zeros(channels, np.int64)
        if len(node.inputs) > 2:
            data = tensors[node.inputs[2]].data
            assert data is not None
            bias += data
        bias -= source.zero_point * zero_terms
        wrapped = (bias + (1 << 31)) % (1 << 32) - (1 << 31)
        return Scaling(
            wrapped.astype(np.int32),
            np.array([pair[0] for pair in pairs]),
            np.array([pair[1] for pair in pairs]),
            out.zero_point,
            node.attributes["clamp"],
            round_once=node.op == "fully_connected",
        )

    def _data(self, name: str) -> np.ndarray:
        data = self.graph.tensors[name].data
        assert data is not None
        return data

    def _window(self, node: Node, kernel: tuple[int, int], pad: int) -> Window:
        top, _, left, _ = node.attributes["padding"]
        return Window(
            kernel=kernel,
            stride=node.attributes["stride"],
            dilation=node.attributes.get("dilation", (1, 1)),
            padding=(top, left),
            pad=pad,
        )

    def _blocked(self, weights: np.ndarray) -> np.ndarray:
        """[..., channels] to [..., blocks, rows], padded with 0."""
        rows = self.config.rows
        blocks = -(-weights.shape[-1] // rows)
        padded = np.zeros((*weights.shape[:-1], blocks * rows), np.int8)
        padded[..., : weights.shape[-1]] = weights
        return padded.reshape(*weights.shape[:-1], blocks, rows)

    def _conv2d(self, node: Node) -> tuple[Chunk, ...]:
        weights = self._data(node.inputs[1])
        out_channels, kernel_h, kernel_w, channels = weights.shape
        source = self.graph.tensors[node.inputs[0]]
        scaling = self._scaling(node, weights.astype(np.int64).sum(axis=(1, 2, 3)))
        window = self._window(node, (kernel_h, kernel_w), source.zero_point)
        if self.root(node.inputs[0]) in self.packed:
            step, apart, chunks = self._packing(node)
            rows = self.config.rows
            flat = weights.reshape(out_channels, kernel_h, kernel_w * channels)
            words = np.zeros((out_channels, kernel_h, chunks, 1, rows), np.int8)
            for chunk in range(chunks):
                at = chunk * apart * step
                # All chunks but the last stop where the next one begins.
                size = apart * step if chunk < chunks - 1 else rows
                part = flat[:, :, at : at + size]
                words[:, :, chunk, 0, : part.shape[2]] = part
            window = Window(
                kernel=(kernel_h, chunks),
                stride=(window.stride[0], 1),
                dilation=(window.dilation[0], 1),
                padding=(window.padding[0], 0),
                pad=source.zero_point,
                packed_step=apart,
            )
        else:
            words = self._blocked(weights)
        return self._dense(node, words, scaling, window)

    def _dense(
        self, node: Node, words: np.ndarray, scaling: Scaling, window: Window
    ) -> tuple[Chunk, ...]:
        return dense_chunks(
            node.name,
            self.config,
            self.placement(node.inputs[0]),
            self.placement(node.output),
            words,
            scaling,
            window,
            self.allocation.buffer_words,
        )

    def _fully_connected(self, node: Node) -> tuple[Chunk, ...]:
        weights = self._data(node.inputs[1])
        height, width, channels = self.shape(self.root(node.inputs[0]))
        scaling = self._scaling(node, weights.astype(np.int64).sum(axis=1))
        words = self._blocked(weights.reshape(len(weights), height, width, channels))
        pad = self.graph.tensors[node.inputs[0]].zero_point
        if height * width * words.shape[3] <= 4095:
            # The words of all pixels follow each other: one row of blocks.
            words = words.reshape(len(weights), 1, 1, -1, self.config.rows)
            return self._dense(node, words, scaling, Window(kernel=(1, 1), pad=pad))
        return self._dense(node, words, scaling, Window(kernel=(height, width), pad=pad))

    def _depthwise_conv2d(self, node: Node) -> tuple[Chunk, ...]:
        weights = self._data(node.inputs[1])[0]
        scaling = self._scaling(node, weights.astype(np.int64).sum(axis=(0, 1)))
        zero_point = self.graph.tensors[node.inputs[0]].zero_point
        window = self._window(node, weights.shape[:2], zero_point)
        return self._per_channel(node, weights, scaling, window)

    def _per_channel(
        self,
        node: Node,
        weights: np.ndarray,
        scaling: Scaling,
        window: Window,
        *,
        maximum: bool = False,
    ) -> tuple[Chunk, ...]:
        return depthwise_chunks(
            node.name,
            self.config,
            self.placement(node.inputs[0]),
            self.placement(node.output),
            weights,
            scaling,
            window,
            self.allocation.buffer_words,
            maximum=maximum,
        )

    def _pooling(self, node: Node, multiplier: int, shift: int, *, maximum: bool):
        channels = self.graph.tensors[node.output].shape[3]
        source, out = self.graph.tensors[node.inputs[0]], self.graph.tensors[node.output]
        if (source.scale, source.zero_point) != (out.scale, out.zero_point):
            raise CompileError(f"Pooling {node.name} must keep the quantization of its input.")
        scaling = Scaling(
            np.zeros(channels, np.int32),
            np.full(channels, multiplier),
            np.full(channels, shift),
            0,
            node.attributes["clamp"],
        )
        kernel = node.attributes["kernel"]
        weights = np.full((*kernel, channels), 1 if maximum else _AVERAGE_WEIGHT, np.int8)
        window = self._window(node, kernel, -128 if maximum else 0)
        return self._per_channel(node, weights, scaling, window, maximum=maximum)

    def _average_pool2d(self, node: Node) -> tuple[Chunk, ...]:
        if any(node.attributes["padding"]):
            raise CompileError(
                f"An average pooling must have no padding; node {node.name} has "
                f"{node.attributes['padding']} (top, bottom, left, right)."
            )
        kernel = node.attributes["kernel"]
        count = kernel[0] * kernel[1]
        if 128 * _AVERAGE_WEIGHT * count > 1 << (self.config.accumulator_width - 1):
            raise CompileError(
                f"The window of node {node.name} must fit {self.config.accumulator_width}-bit "
                f"accumulators; {count} pixels do not."
            )
        multiplier, shift = average_multiplier(count)
        return self._pooling(node, multiplier, shift, maximum=False)

    def _max_pool2d(self, node: Node) -> tuple[Chunk, ...]:
        return self._pooling(node, *_IDENTITY, maximum=True)

    def _add(self, node: Node) -> tuple[Chunk, ...]:
        a, b, out = self._operands(node)
        twice = 2 * max(a.scale[0], b.scale[0])
        tables = [
            multiply_by_quantized_multiplier(
                (_bytes() - tensor.zero_point) << 20, *quantize_multiplier(tensor.scale[0] / twice)
            )
            for tensor in (a, b)
        ]
        if node.op == "sub":
            tables[1] = -tables[1]
        scale = quantize_multiplier(twice / ((1 << 20) * out.scale[0]))
        return self._vector(node, tables, Combine.ADD, scale)

    _sub = _add

    def _mul(self, node: Node) -> tuple[Chunk, ...]:
        a, b, out = self._operands(node)
        tables = [_bytes() - tensor.zero_point for tensor in (a, b)]
        real = np.float32(a.scale[0]) * np.float32(b.scale[0]) / np.float32(out.scale[0])
        return self._vector(node, tables, Combine.MULTIPLY, quantize_multiplier(float(real)))

    def _operands(self, node: Node) -> tuple[Tensor, Tensor, Tensor]:
        tensors = self.graph.tensors
        if any(self.root(name) in self.packed for name in node.inputs):
            raise CompileError(f"Node {node.name} cannot read a packed input.")
        a, b = (tensors[name] for name in node.inputs)
        return a, b, tensors[node.output]

    def _vector(
        self, node: Node, tables: list[np.ndarray], combine: Combine, scale: tuple[int, int]
    ) -> tuple[Chunk, ...]:
        """Both tables, then one VECTOR over all words."""
        config = self.config
        out = self.placement(node.output)
        places = {
            "a": self.placement(node.inputs[0]),
            "b": self.placement(node.inputs[1]),
            "out": out,
        }
        count = out.words
        # Dense words: as rows of at most 4095.
        width = next(w for w in range(min(count, 4095), 0, -1) if count % w == 0)
        if count // width > 4095:
            raise CompileError(f"Tensor {node.output} must be smaller for node {node.name}.")
        fields = {
            "combine": int(combine),
            "table_a": 1,
            "table_b": 1,
            "height": count // width,
            "width": width,
            "blocks": 1,
            "multiplier": scale[0],
            "shift": scale[1],
            "zero_point": self.graph.tensors[node.output].zero_point,
            "clamp_min": node.attributes["clamp"][0],
            "clamp_max": node.attributes["clamp"][1],
        }
        for key, place in places.items():
            fields |= {
                f"{key}_base": place.base,
                f"{key}_column_step": 1,
                f"{key}_row_step": width,
            }
        words = [table_bytes(config, table) for table in tables]
        if sum(map(len, words)) <= self.allocation.buffer_words:
            steps = (
                Step(Opcode.TABLE, {"table": 0, "base": 0}, ("base",)),
                Step(Opcode.TABLE, {"table": 1, "base": len(words[0])}, ("base",)),
                Step(Opcode.VECTOR, fields, ()),
            )
            return (Chunk(np.concatenate(words), steps),)
        if len(words[0]) > self.allocation.buffer_words:
            raise CompileError(
                f"A table must fit the scratchpad: layer {node.name} needs {len(words[0])} words, "
                f"and {self.allocation.buffer_words} are left beside the activations (two buffers)."
            )
        first = (Step(Opcode.TABLE, {"table": 0, "base": 0}, ("base",)),)
        second = (
            Step(Opcode.TABLE, {"table": 1, "base": 0}, ("base",)),
            Step(Opcode.VECTOR, fields, ()),
        )
        return Chunk(words[0], first), Chunk(words[1], second)


def _bytes() -> np.ndarray:
    """The int8 value of each table index."""
    return np.arange(256, dtype=np.uint8).view(np.int8).astype(np.int64)
