"""Allocate: where every tensor lies, in the scratchpad, in memory, or in both.

A tensor is *resident* if all of it is in the scratchpad while it is used, else *streamed*: it lies in
memory, and its consumers and its producer work on stripes of rows in two buffers.
"""

import dataclasses

from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import SSAValue
from xdsl.passes import ModulePass

from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError
from tinynpu.compiler.ir.attributes import TensorType
from tinynpu.compiler.ir.dialect import (
    Constant,
    Host,
    Kernel,
    Matmul,
    Model,
    Output,
    Vector,
    View,
    body,
    model_of,
)
from tinynpu.compiler.kernels import KernelCommands, MatmulCommands, TileCommands, commands_of
from tinynpu.compiler.layout import Box
from tinynpu.compiler.passes.lower import source_value

__all__ = ["REGIONS", "Allocate", "Lifetime", "pack"]

REGIONS = {"constants": 0, "work": 1, "inputs": 2, "outputs": 3}
"""Regions of memory by what they hold."""

_ALIGNMENT = 64


@dataclasses.dataclass(frozen=True)
class Lifetime:
    """Something that needs so many words from one step to another (both inclusive)."""

    key: object
    words: int
    first: int
    last: int

    def meets(self, other: "Lifetime") -> bool:
        """Whether both live in some step."""
        return self.first <= other.last and other.first <= self.last


def _gaps(taken: list[tuple[int, int]], total: int) -> list[tuple[int, int]]:
    result, at = [], 0
    for begin, end in sorted(taken):
        if begin > at:
            result.append((at, begin))
        at = max(at, end)
    if at < total:
        result.append((at, total))
    return result


def pack(items: list[Lifetime], total: int, *, both_ends: bool = False) -> dict[object, int] | None:
    """Place items, in their order, where nothing that lives at the same time lies; None if they do not fit.

    With ``both_ends`` items that begin at an odd step are placed from the end downwards.
    """
    placed: list[tuple[Lifetime, int]] = []
    for item in items:
        taken = [(base, base + other.words) for other, base in placed if other.meets(item)]
        fits = [gap for gap in _gaps(taken, total) if gap[1] - gap[0] >= item.words]
        if item.words == 0:
            fits = [(0, 0)]
        if not fits:
            return None
        downwards = both_ends and item.first % 2
        placed.append((item, fits[-1][1] - item.words if downwards else fits[0][0]))
    return {item.key: base for item, base in placed}


def _largest_gap(items: list[Lifetime], bases: dict[object, int], step: int, total: int) -> int:
    taken = [
        (bases[item.key], bases[item.key] + item.words)
        for item in items
        if item.first <= step <= item.last
    ]
    return max((end - begin for begin, end in _gaps(taken, total)), default=0)


@dataclasses.dataclass
class _Value:
    """A tensor with its users, by steps of the whole model."""

    value: SSAValue
    type: TensorType
    made: int
    uses: list[int]
    region: int | None = None
    offset: int = 0
    producer: Kernel | None = None

    @property
    def bytes(self) -> int:
        """Size in memory."""
        return self.type.size * (4 if self.type.dtype in ("float32", "int32") else 1)


class Allocate(ModulePass):
    """Decide, and write down for every kernel.

    Attributes: ``segment``; for each operand ``sources`` (word, or −1 if streamed), ``source_memory`` (region, offset; −1
    if it is not in memory), ``loads`` (1: it comes from memory and is used here first); ``target``,
    ``target_memory``, ``store``; ``buffers`` (two words for each streamed operand and result), ``stripe`` (rows,
    columns); ``matrix`` (words for the rows of a product); ``piece`` (words of weights at once, where those of a block
    are too many); ``occupied`` (ranges of words in use).

    Parameters
    ----------
    config
        Scratchpad size.
    """

    name = "allocate"

    def __init__(self, config: Config):
        super().__init__()
        object.__setattr__(self, "config", config)

    config: Config

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        """See the class."""
        block, model = body(op), model_of(op)
        steps = [item for item in block.ops if isinstance(item, Host | Kernel | Output)]
        steps = [item for item in steps if not isinstance(item, View)]
        values = self._values(op, steps)
        segments = _segments(steps)
        for number, indices in enumerate(segments):
            for index in indices:
                steps[index].put(segment=number)
        self._externals(model, values, steps, segments)
        plans = [_Segment(self.config, values, steps, indices).solve() for indices in segments]
        self._work_memory(model, values, len(steps))
        for plan in plans:
            plan.annotate()
        for index, item in enumerate(steps):
            if isinstance(item, Host):
                item.put(step=index, **_memory_attributes(item, values))
        outputs = next(item for item in steps if isinstance(item, Output))
        outputs.put(**_memory_attributes(outputs, values))

    def _values(self, op: ModuleOp, steps: list) -> dict[SSAValue, _Value]:
        values: dict[SSAValue, _Value] = {}
        for argument in body(op).args:
            values[argument] = _Value(argument, argument.type, -1, [])  # type: ignore[arg-type]
        for item in body(op).ops:
            if isinstance(item, Constant):
                result = item.results[0]
                values[result] = _Value(result, item.type, -1, [])
        for index, item in enumerate(steps):
            for operand in item.inputs:
                values[source_value(operand)].uses.append(index)
            if item.results:
                result = item.results[0]
                producer = item if isinstance(item, Kernel) else None
                values[result] = _Value(result, item.type, index, [], producer=producer)
        return values

    def _externals(self, model: Model, values, steps, segments):
        """Regions and offsets of inputs, constants and outputs; marks what else must be in memory."""
        segment_of = {index: number for number, part in enumerate(segments) for index in part}
        offset = 0
        for argument in model.region.block.args:
            values[argument].region, values[argument].offset = REGIONS["inputs"], offset
            offset += -(-values[argument].bytes // _ALIGNMENT) * _ALIGNMENT
        offset = 0
        for value in values.values():
            if isinstance(value.value.owner, Constant):
                value.region, value.offset = REGIONS["constants"], offset
                offset += -(-value.bytes // _ALIGNMENT) * _ALIGNMENT
        model.put(constants_at=offset)
        offset = 0
        outputs = next(item for item in steps if isinstance(item, Output))
        for operand in outputs.inputs:
            value = values[source_value(operand)]
            if value.made < 0:
                raise CompileError("An output must be computed, not passed through.")
            if value.region is None:
                value.region, value.offset = REGIONS["outputs"], offset
                offset += -(-value.bytes // _ALIGNMENT) * _ALIGNMENT
        model.put(output_bytes=offset)
        for value in values.values():
            if value.region is not None or value.made < 0:
                continue
            home = segment_of.get(value.made)
            for use in value.uses:
                user = steps[use]
                by_memory = isinstance(user, Matmul) and source_value(user.inputs[1]) is value.value
                if home is None or segment_of.get(use) != home or by_memory:
                    value.region = REGIONS["work"]

    def _work_memory(self, model: Model, values, end: int):
        """Offsets of what lies in the work region, by lifetimes."""
        items = [
            Lifetime(
                key,
                -(-value.bytes // _ALIGNMENT),
                value.made,
                max(value.uses, default=end),
            )
            for key, value in values.items()
            if value.region == REGIONS["work"]
        ]
        items.sort(key=lambda item: -item.words)
        bases = pack(items, 1 << 25)
        if bases is None:
            raise CompileError("The tensors in memory must take less than 2 GiB.")
        for item in items:
            values[item.key].offset = bases[item.key] * _ALIGNMENT  # type: ignore[operator]
        size = max((bases[i.key] + i.words for i in items), default=0) * _ALIGNMENT
        model.put(work_bytes=size)


def _segments(steps: list) -> list[list[int]]:
    """Runs of kernels between host operations."""
    result: list[list[int]] = []
    open_ = False
    for index, item in enumerate(steps):
        if isinstance(item, Kernel):
            if not open_:
                result.append([])
            result[-1].append(index)
            open_ = True
        else:
            open_ = False
    return result


def _memory(value: _Value) -> tuple[int, int]:
    return (-1, 0) if value.region is None else (value.region, value.offset)


def _memory_attributes(item, values: dict[SSAValue, _Value]) -> dict:
    sources = [_memory(values[source_value(operand)]) for operand in item.inputs]
    result = {"source_memory": tuple(part for pair in sources for part in pair)}
    if item.results:
        result["target_memory"] = _memory(values[item.results[0]])
    return result


class _Segment:
    """Placement of the tensors of one segment."""

    def __init__(self, config: Config, values: dict, steps: list, indices: list[int]):
        self.config = config
        self.values = values
        self.indices = indices
        self.kernels: list[Kernel] = [steps[index] for index in indices]
        self.commands: list[KernelCommands] = [commands_of(k, config) for k in self.kernels]
        for i, commands in enumerate(self.commands):
            if 2 * commands.smallest_chunk() > config.scratchpad_words:
                self._split(i, config.scratchpad_words // 4)
        self.streamed: set[SSAValue] = set()
        self.position = {index: i for i, index in enumerate(indices)}

    def _split(self, i: int, most: int | None = None) -> bool:
        """Load the weights of a block in smaller pieces, or in pieces of at most so many words."""
        commands = self.commands[i]
        if not isinstance(commands, TileCommands):
            return False
        size = commands.smaller_piece()
        while size is not None:
            self.kernels[i].put(piece=size)
            self.commands[i] = commands = commands_of(self.kernels[i], self.config)
            assert isinstance(commands, TileCommands)
            if most is None or commands.smallest_chunk() <= most:
                return True
            size = commands.smaller_piece()
        return False

    def _touched(self, i: int) -> list[SSAValue]:
        """Operands and result of a kernel, each once."""
        kernel = self.kernels[i]
        found = [source_value(operand) for operand in self._sources(kernel)]
        return list(dict.fromkeys([*found, kernel.results[0]]))

    @staticmethod
    def _sources(kernel: Kernel) -> list[SSAValue]:
        """Operands that lie in the scratchpad as tensors."""
        return list(kernel.inputs)[:1] if isinstance(kernel, Matmul) else list(kernel.inputs)

    def _words(self, value: SSAValue) -> int:
        """Words of a resident tensor."""
        for i, kernel in enumerate(self.kernels):
            for number, operand in enumerate(self._sources(kernel)):
                if operand is value:
                    return self.commands[i].place(number, 0).words
        height, width, channels = self.values[value].type.hwc
        return height * width * -(-channels // self.config.rows)

    def _resident(self) -> list[Lifetime]:
        """Lifetimes of resident tensors; an element-by-element result may take its operand's place."""
        first: dict[SSAValue, int] = {}
        last: dict[SSAValue, int] = {}
        for i in range(len(self.kernels)):
            for value in self._touched(i):
                if value not in self.streamed:
                    first.setdefault(value, i)
                    last[value] = i
        self.place_of = {value: value for value in first}
        for i, kernel in enumerate(self.kernels):
            result = kernel.results[0]
            if not isinstance(kernel, Vector) or result in self.streamed:
                continue
            for operand in kernel.inputs:
                source = source_value(operand)
                same = operand.type.hwc == kernel.type.hwc  # type: ignore[attr-defined]
                ends = source in last and last[source] == i and first[source] < i
                if same and ends and source is operand:
                    root = self.place_of[source]
                    self.place_of[result] = root
                    last[root] = max(last[root], last[result])
                    break
        return [
            Lifetime(value, self._words(value), first[value], last[value])
            for value in first
            if self.place_of[value] is value
        ]

    def _reserve(self, i: int) -> int:
        """Words that a kernel's constants need at least."""
        return self.commands[i].smallest_chunk()

    def solve(self) -> "_Segment":
        """Find a placement; stream tensors until there is one."""
        while True:
            resident = self._resident()
            stripes = self._stripes(resident)
            if stripes is not None:
                found = self._placement([*resident, *stripes])
                if found is not None:
                    self.lifetimes, self.bases = found
                    return self
            self._stream_one(resident)

    def _live(self, resident: list[Lifetime], i: int) -> int:
        return sum(item.words for item in resident if item.first <= i <= item.last)

    def _stream_one(self, resident: list[Lifetime]):
        """Move the tensor that helps most from the scratchpad to memory."""
        total = self.config.scratchpad_words
        load = [self._live(resident, i) + self._reserve(i) for i in range(len(self.kernels))]
        worst = max(range(len(load)), key=lambda i: (load[i], -i))
        candidates = [item for item in resident if item.first <= worst <= item.last]
        products = {
            value
            for i, commands in enumerate(self.commands)
            if isinstance(commands, MatmulCommands)
            for value in self._touched(i)
        }
        if not candidates:
            if self._split(worst):
                return
            kernel = self.kernels[worst]
            raise CompileError(
                f"A layer must fit the scratchpad row by row: layer {kernel.title} needs "
                f"{self._reserve(worst)} words for weights and two rows of its tensors beside them, and "
                f"there are {total} words of {self.config.rows} bytes."
            )

        def rank(item: Lifetime) -> tuple:
            value = self.values[item.key]
            outside = value.region is not None
            return (item.key in products, not outside, -item.words)

        chosen = min(candidates, key=rank)
        for value, root in self.place_of.items():
            if root is chosen.key:
                self.streamed.add(value)
                if self.values[value].region is None:
                    self.values[value].region = REGIONS["work"]

    def _stripes(self, resident: list[Lifetime]) -> list[Lifetime] | None:
        """Lifetimes of the buffers of kernels with streamed tensors; None if one does not fit."""
        self.stripe: dict[int, tuple[int, int]] = {}
        result = []
        for i, commands in enumerate(self.commands):
            streamed = [value for value in self._touched(i) if value in self.streamed]
            if isinstance(commands, MatmulCommands):
                if streamed:
                    raise CompileError(
                        f"The rows of a matrix product must fit the scratchpad; those of layer "
                        f"{commands.title} do not."
                    )
                for half in range(1 if commands.batches == 1 or commands.shared else 2):
                    result.append(Lifetime((i, "matrix", half), commands.matrix_words, i, i))
                continue
            if not streamed:
                continue
            room = self.config.scratchpad_words - self._live(resident, i) - self._reserve(i)
            found = None
            for size in _stripe_sizes(commands):
                buffers = self._buffers(i, size)
                if 2 * sum(buffers.values()) <= room:
                    found = size, buffers
                    break
            if found is None:
                return None
            self.stripe[i] = found[0]
            for key, words in found[1].items():
                result += [Lifetime((i, key, half), words, i, i) for half in (0, 1)]
        return result

    def _buffers(self, i: int, size: tuple[int, int]) -> dict[int, int]:
        """Words of a stripe's buffer for each streamed operand, and the result (−1)."""
        commands, kernel = self.commands[i], self.kernels[i]
        height, width, channels = commands.shape
        boxes = Box(0, height, 0, width).tiles(*size)
        result = {}
        for number, operand in enumerate(self._sources(kernel)):
            if source_value(operand) in self.streamed:
                result[number] = max(
                    commands.place(number, 0, commands.source_box(number, box)).words
                    for box in boxes
                )
        if kernel.results[0] in self.streamed:
            blocks = -(-channels // self.config.rows)
            result[-1] = max(box.pixels for box in boxes) * blocks
        return result

    def _placement(self, items: list[Lifetime]):
        total = self.config.scratchpad_words
        orders = (
            lambda item: (-item.words, item.first),
            lambda item: (item.first, -item.words),
            lambda item: (-(item.last - item.first), -item.words),
        )
        best, best_score = None, None
        for order in orders:
            ordered = sorted(items, key=order)
            for both_ends in (True, False):
                bases = pack(ordered, total, both_ends=both_ends)
                if bases is None:
                    continue
                gaps = [_largest_gap(items, bases, i, total) for i in range(len(self.kernels))]
                spare = [gap - self._reserve(i) for i, gap in enumerate(gaps)]
                if min(spare) < 0:
                    continue
                # Room for two chunks everywhere, then as little as possible in use.
                score = min(min(spare), 1024)
                if best_score is None or score > best_score:
                    best, best_score = bases, score
        return None if best is None else (items, best)

    def annotate(self):
        """Write the decisions down as attributes."""
        loaded: set[SSAValue] = set()
        for i, (kernel, index) in enumerate(zip(self.kernels, self.indices, strict=True)):
            sources, loads, buffers = [], [], []
            for number, operand in enumerate(self._sources(kernel)):
                value = source_value(operand)
                if value in self.streamed:
                    sources.append(-1)
                    loads.append(1)
                    buffers += [self.bases[i, number, 0], self.bases[i, number, 1]]
                    continue
                sources.append(self.bases[self.place_of[value]])
                made_here = self.values[value].made in self.position
                loads.append(int(not made_here and value not in loaded))
                loaded.add(value)
            result = kernel.results[0]
            value = self.values[result]
            if result in self.streamed:
                target = -1
                buffers += [self.bases[i, -1, 0], self.bases[i, -1, 1]]
            else:
                target = self.bases[self.place_of[result]]
            occupied = [
                part
                for item in self.lifetimes
                if item.first <= i <= item.last and item.words
                for part in (self.bases[item.key], self.bases[item.key] + item.words)
            ]
            kernel.put(
                step=index,
                sources=tuple(sources),
                loads=tuple(loads),
                target=target,
                store=int(value.region is not None),
                buffers=tuple(buffers),
                stripe=self.stripe.get(i, (0, 0)),
                matrix=tuple(
                    self.bases[i, "matrix", half]
                    for half in (0, 1)
                    if (i, "matrix", half) in self.bases
                ),
                occupied=tuple(occupied),
                **_memory_attributes(kernel, self.values),
            )


def _stripe_sizes(commands: KernelCommands) -> list[tuple[int, int]]:
    """Sizes of stripes to try, the best first: several rows of tiles, then parts of a row."""
    height, width, _ = commands.shape
    tile_rows = commands.op.get("tile")[0]
    wanted = max(-(-height // 6), tile_rows)
    rows = sorted(
        {
            min(-(-max(n, 1) // tile_rows) * tile_rows, height)
            for n in (wanted, wanted // 2, wanted // 4)
        }
        | {n for n in (tile_rows // 2, tile_rows // 4, 2, 1) if 1 <= n <= height},
        reverse=True,
    )
    sizes = [(n, width) for n in rows]
    if commands.packing(0) is None:
        columns = width
        while columns > 1:
            columns = -(-columns // 2)
            sizes.append((1, columns))
    return sizes
