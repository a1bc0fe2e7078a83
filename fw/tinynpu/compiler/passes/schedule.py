"""Schedule: kernels to commands in an order in which transfers and computation overlap."""

import dataclasses
from collections.abc import Sequence

import numpy as np
from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.passes import ModulePass

from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError
from tinynpu.arch.isa import ISA_VERSION, MAGIC, Opcode
from tinynpu.compiler.cycles import mixed_counts
from tinynpu.compiler.ir.dialect import (
    COMMAND_OPS,
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
from tinynpu.compiler.items import Item, check_tokens, insert_tokens
from tinynpu.compiler.kernels import (
    KernelCommands,
    MatmulCommands,
    Step,
    TileCommands,
    VectorCommands,
    commands_of,
)
from tinynpu.compiler.layout import Box, Placement
from tinynpu.compiler.loops import with_inner_loops
from tinynpu.compiler.passes.allocate import REGIONS
from tinynpu.compiler.passes.lower import source_value
from tinynpu.compiler.prefetch import Space, prefetched
from tinynpu.compiler.transfers import Location, load_fields, store_fields
from tinynpu.compiler.tuning import Tuning

__all__ = ["Schedule"]


@dataclasses.dataclass
class Constants:
    """Content of the constants' region, and what each chunk of it is for.

    Members
    -------
    data
        The bytes.
    chunks
        Byte offset and words of each chunk.
    """

    data: bytearray
    chunks: list[tuple[int, int]]

    def add(self, words: np.ndarray) -> int:
        """Append a chunk; returns its number."""
        self.chunks.append((len(self.data), len(words)))
        self.data += words.tobytes()
        self.data += bytes(-len(self.data) % 16)  # whole beats
        return len(self.chunks) - 1

    def copy(self) -> "Constants":
        """As they are now."""
        return Constants(bytearray(self.data), list(self.chunks))

    def again(self, number: int) -> int:
        """The same constants as another chunk, loaded by itself."""
        self.chunks.append(self.chunks[number])
        return len(self.chunks) - 1


class Schedule(ModulePass):
    """Replace kernels by commands, segment by segment, with tokens and fences.

    Parameters
    ----------
    config
        Configuration.
    tuning
        Size of chunks.
    """

    name = "schedule"

    def __init__(self, config: Config, tuning: Tuning):
        super().__init__()
        object.__setattr__(self, "config", config)
        object.__setattr__(self, "tuning", tuning)

    config: Config
    tuning: Tuning

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        """See the class."""
        block, model = body(op), model_of(op)
        constants = Constants(bytearray(model.get("constants_at")), [])
        for item in block.ops:
            if isinstance(item, Constant):
                data = item.get("value").tobytes()
                at = _constant_offset(item)
                constants.data[at : at + len(data)] = data
        kernels = [k for k in block.ops if isinstance(k, Kernel) and not isinstance(k, View)]
        layers = []
        segments: dict[int, list[Kernel]] = {}
        for kernel in kernels:
            segments.setdefault(kernel.get("segment"), []).append(kernel)
            layers.append((kernel.title, kernel.get("op"), kernel.get("macs", 0)))
        model.put(
            layer_names=tuple(name for name, _, _ in layers),
            layer_ops=tuple(kind for _, kind, _ in layers),
            layer_macs=tuple(macs for _, _, macs in layers) or (0,),
        )
        number = 0
        used = 0
        for part in segments.values():
            before = constants.copy()
            try:
                ordered, fields, words = self._order(part, constants, number, model, mix=True)
            except CompileError:
                # Kernels whose commands are mixed need more room than one after the other.
                constants = before
                ordered, fields, words = self._order(part, constants, number, model, mix=False)
            used = max(used, words)
            first = part[0]
            start = COMMAND_OPS[Opcode.START].make(
                [], None, magic=MAGIC, version=ISA_VERSION, config_hash=self.config.hash
            )
            block.insert_op_before(start, first)
            for item, tokens in zip(ordered, fields, strict=True):
                values = {key: value for key, value in {**item.fields, **tokens}.items() if value}
                command = COMMAND_OPS[item.opcode].make([], None, layer=item.layer, **values)
                block.insert_op_before(command, first)
            block.insert_op_before(COMMAND_OPS[Opcode.END].make([], None), first)
            number += len(part)
        model.put(constants=np.frombuffer(bytes(constants.data), np.int8), scratchpad_words=used)
        _erase_kernels(block)

    def _order(
        self, kernels: list[Kernel], constants: Constants, number: int, model: Model, *, mix: bool
    ) -> tuple[list[Item], list[dict[str, int]], int]:
        """Items of a segment in order, the fields that they get besides, and the words in use."""
        # Outputs are read, too, where a later layer takes them from memory.
        work_bytes, output_bytes = model.get("work_bytes"), model.get("output_bytes")
        builder = _Segment(
            self.config, self.tuning, kernels, constants, number, work_bytes, mix=mix
        )
        items = builder.build()
        space = builder.space()
        depth = self.config.queue_depth
        for most in (depth + 2, depth, depth // 2, 0):
            ordered, words = prefetched(self.config, items, constants.chunks, space, most)
            fields = insert_tokens(self.config, ordered, work_bytes + output_bytes)
            if check_tokens(self.config, ordered, fields):
                return ordered, fields, words
        raise CompileError("The program must need at most 15 tokens at a time.")


def _constant_offset(constant: Constant) -> int:
    """Where the allocation put a constant, as its users know it."""
    for use in constant.results[0].uses:
        memory = use.operation.attributes.get("source_memory")
        if memory is not None:
            return use.operation.get("source_memory")[2 * use.index + 1]  # type: ignore[attr-defined]
        if isinstance(use.operation, View):
            return _constant_offset(use.operation)  # type: ignore[arg-type]
    raise AssertionError("a constant without a user")


def _erase_kernels(block):
    """Kernels and constants go; what host operations and the output read is named by memory alone."""
    for item in list(block.ops):
        if isinstance(item, Host | Output):
            for number, operand in enumerate(item.inputs):
                item.attributes[f"type_{number}"] = operand.type
            item.operands = []
    for item in reversed(list(block.ops)):
        if isinstance(item, Kernel | Constant):
            item.detach()
            item.erase()


class _Segment:
    """Items of a run of kernels, in an order in which they could run one after the other."""

    def __init__(
        self,
        config: Config,
        tuning: Tuning,
        kernels: list[Kernel],
        constants: Constants,
        first: int,
        work_bytes: int,
        *,
        mix: bool,
    ):
        self.config = config
        self.work_bytes = work_bytes
        self.mix = mix
        self.kernels = kernels
        self.constants = constants
        self.first = first
        self.items: list[Item] = []
        self.most = tuning.chunk_words or max(config.scratchpad_words // 8, 1)
        self.pending_loads: dict[object, _Resident] = {}
        self.pairs: list[tuple[int, int]] = []

    def build(self) -> list[Item]:
        """All items."""
        skip = set()
        for number, kernel in enumerate(self.kernels):
            if number in skip:
                continue
            follower = None
            if self.mix and number + 1 < len(self.kernels) and self._follows(number):
                follower = number + 1
                skip.add(follower)
                self.pairs.append((number, follower))
            self._kernel(number, kernel, follower)
        return self.items

    def space(self) -> list[Space]:
        """Words of each kernel; two whose commands are mixed have the same."""
        space = [
            Space(kernel.get("occupied"), _sampled(self.config, kernel)) for kernel in self.kernels
        ]
        for first, second in self.pairs:
            both = space[first].occupied + space[second].occupied
            for number in (first, second):
                space[number] = dataclasses.replace(space[number], occupied=both)
        return space

    def _follows(self, number: int) -> bool:
        """Whether the next kernel works element by element on what this one makes, so that its
        commands can go between this one's.
        """
        kernel, following = self.kernels[number], self.kernels[number + 1]
        result = kernel.results[0]
        return (
            isinstance(following, Vector)
            and not isinstance(kernel, Vector | Matmul)
            and not kernel.get("piece")
            # What goes to memory, too, must be there before it is overwritten in place.
            and not kernel.get("store")
            and not any(kernel.get("stripe"))
            and not any(following.get("stripe"))
            and kernel.get("tile")[1] == kernel.type.hwc[1]
            and any(operand is result for operand in following.inputs)
            and kernel.type.hwc == following.type.hwc
            and not any(following.get("loads"))
            and all(operand.type.hwc == following.type.hwc for operand in following.inputs)  # type: ignore[attr-defined]
            and not self._overwrites(following, kernel)
            and self._gap(number, number + 1)
            >= commands_of(kernel, self.config).smallest_chunk() + self._tables(number + 1)
        )

    def _overwrites(self, following: Kernel, kernel: Kernel) -> bool:
        """Whether the result of one kernel lies where another one, that is not done yet, reads."""
        out = Placement.dense(self.config, following.get("target"), following.type.hwc)
        commands = commands_of(kernel, self.config)
        places = [commands.place(i, base) for i, base in enumerate(kernel.get("sources"))]
        return any(
            out.base < place.base + place.words and place.base < out.base + out.words
            for place in places
        )

    def _tables(self, number: int) -> int:
        """Words of a kernel's tables."""
        return len(self.kernels[number].get("tables")) * self.config.table_words

    def _gap(self, *numbers: int) -> int:
        """Words of the largest range that no tensor of some kernels occupies."""
        occupied = [part for n in numbers for part in self.kernels[n].get("occupied")]
        return _free(self.config, occupied)

    def _limit(self, commands: KernelCommands, number: int, follower: int | None) -> int:
        """Words of a chunk: what is free, but not all of it, so that the next one can be loaded."""
        if follower is None:
            room = self._gap(number)
        else:
            room = self._gap(number, follower) - self._tables(follower)
        return max(commands.smallest_chunk(), min(self.most, room // 3))

    def _kernel(self, number: int, kernel: Kernel, follower: int | None):
        config = self.config
        commands = commands_of(kernel, config)
        if isinstance(commands, MatmulCommands):
            self._matmul(number, kernel, commands)
            return
        height, width, _ = commands.shape
        whole = Box(0, height, 0, width)
        stripe = kernel.get("stripe")
        tile = kernel.get("tile")
        boxes = whole.tiles(*stripe) if any(stripe) else [whole]
        behind = _Follower(self, follower) if follower is not None else None
        limit = self._limit(commands, number, follower)
        ends = {"rise": not number, "fall": number == len(self.kernels) - 1}
        if behind is not None and isinstance(commands, TileCommands):
            counts = commands.counts(limit, **ends)
            counts = mixed_counts(commands, behind.kernel, whole.tiles(*tile), counts)
            chunks = commands.runs(counts)
        else:
            chunks = commands.chunks(limit, **ends)
        if len(boxes) > 1:
            # All constants at once, if they fit, need not be loaded for every stripe.
            together = commands.chunks(self._gap(number))
            chunks = together if len(together) == 1 else chunks
        numbers = [
            self.constants.add(chunk.words) if len(chunk.words) else None for chunk in chunks
        ]
        for turn, (box, parts) in enumerate(_turns(commands, boxes, tile)):
            load = not turn or len(chunks) > 1
            if turn and len(chunks) > 1:
                numbers = [None if c is None else self.constants.again(c) for c in numbers]
            stripe_number = boxes.index(box)
            sources, out = self._places(kernel, commands, box, stripe_number)
            if parts[0].y0 == box.y0 and parts[0].x0 == box.x0:
                self._stream_in(number, kernel, commands, box, sources)
            for position, (chunk, constant) in enumerate(zip(chunks, numbers, strict=True)):
                last = position == len(chunks) - 1
                if constant is not None and load:
                    self._load_constants(number, constant)
                if isinstance(kernel, Vector) and load:
                    for step in commands.prologue(position):  # type: ignore[attr-defined]
                        self._compute(number, step, constant)
                if behind is not None and chunk.blocks:
                    behind.begin()
                for part in parts:
                    self._ensure(number, kernel, commands, part, sources)
                    for step in chunk.steps(part, sources, out):
                        self._compute(number, step, constant)
                    if behind is not None:
                        behind.made(part, chunk.blocks)
                    elif last:
                        self._store(number, kernel, part, box, out)

    def _matmul(self, number: int, kernel: Kernel, commands: MatmulCommands):
        """For each batch its matrix, then its pixels."""
        whole = Box(0, commands.batches, 0, commands.shape[1])
        sources, out = self._places(kernel, commands, whole, 0)
        self._stream_in(number, kernel, commands, whole, sources)
        fixed = {
            value: self.constants.add(commands.term_words(value)) for value in commands.b_terms
        }
        parameters = self.constants.add(commands.parameters)
        bases = kernel.get("matrix")
        memory = kernel.get("source_memory")[2:4]
        for batch in range(commands.batches):
            base = bases[batch % len(bases)]
            if batch < len(bases):
                self._fixed(number, parameters, base + commands.weight_words)
            for block, at, value in commands.passes(base):
                if value is not None:
                    if batch < len(bases):
                        self._fixed(number, fixed[value], at)
                elif batch == 0 or not commands.shared:
                    self._matrix(number, commands.matrix_load(batch, block, at, memory))
            row = Box(batch, batch + 1, 0, whole.x1)
            for part in row.tiles(1, kernel.get("tile")[1]):
                self._ensure(number, kernel, commands, part, sources)
                for step in commands.steps(part, base, sources[0], out):
                    self._compute(number, step, None)
            self._store(number, kernel, row, whole, out)

    def _fixed(self, number: int, constant: int, base: int):
        """Load constants to a fixed place."""
        offset, words = self.constants.chunks[constant]
        fields = {**self._constant_fields(offset, words), "base": base}
        self.items.append(
            Item(
                Opcode.LOAD, fields, self.first + number, kernel=number,
                writes=((base, base + words),),
            )
        )  # fmt: skip

    def _matrix(self, number: int, fields: dict[str, int]):
        """Load rows of a matrix as weights."""
        low = fields["base"]
        high = low + fields["word_step"] * (fields["words"] - 1) + fields["lines"]
        at = fields["memory_offset"]
        span = (at, at + fields["lines"] * fields["line_bytes"])
        self.items.append(
            Item(
                Opcode.LOAD, fields, self.first + number, kernel=number,
                writes=((low, high),), memory_reads=self._written(fields["region"], *span),
            )
        )  # fmt: skip

    def _constant_fields(self, offset: int, words: int) -> dict[str, int]:
        """LOAD of a run of words of the constants' region."""
        return {
            "region": REGIONS["constants"],
            "memory_offset": offset,
            "base": 0,
            "word_step": 1,
            "step": self.config.rows,
            "lines": 1,
            "words": words,
            "line_bytes": words * self.config.rows,
        }

    def _written(self, region: int, begin: int, end: int) -> tuple[tuple[int, int], ...]:
        """A range of what commands may write: the work region, and the outputs behind it."""
        if region == REGIONS["work"]:
            return ((begin, end),)
        if region == REGIONS["outputs"]:
            return ((self.work_bytes + begin, self.work_bytes + end),)
        return ()

    def _places(
        self, kernel: Kernel, commands: KernelCommands, box: Box, turn: int
    ) -> tuple[list[Placement], Placement]:
        """Placements of the operands and of the result for a stripe."""
        buffers = list(kernel.get("buffers"))
        sources = []
        for index, base in enumerate(kernel.get("sources")):
            if base < 0:
                pair = buffers[:2]
                del buffers[:2]
                need = commands.source_box(index, box)
                sources.append(commands.place(index, pair[turn % 2], need))
            else:
                sources.append(commands.place(index, base))
        base = kernel.get("target")
        if base < 0:
            out = Placement.dense(self.config, buffers[turn % 2], commands.shape, box)
        else:
            out = Placement.dense(self.config, base, commands.shape)
        return sources, out

    def _memory(self, kernel: Kernel, index: int) -> Location:
        memory = kernel.get("source_memory")
        return Location(memory[2 * index], memory[2 * index + 1])

    # Transfers

    def _load(
        self,
        number: int,
        kernel: Kernel,
        commands: KernelCommands,
        index: int,
        place: Placement,
        box: Box,
    ):
        packing = commands.packing(index)
        location = self._memory(kernel, index)
        for fields in load_fields(self.config, place, location, box, packing):
            size = fields["line_bytes"]
            span = fields["memory_line_step"] * (fields["lines"] - 1) + size
            at = fields["memory_offset"]
            low = fields["base"]
            high = low + fields["line_step"] * (fields["lines"] - 1) + fields["words"]
            self.items.append(
                Item(
                    Opcode.LOAD, fields, self.first + number, kernel=number,
                    writes=((low, high),),
                    memory_reads=self._written(location.region, at, at + span),
                )
            )  # fmt: skip

    def _stream_in(self, number, kernel, commands, box: Box, sources: Sequence[Placement]):
        """Load the stripes of streamed operands; note resident ones that must be loaded."""
        for index, place in enumerate(sources):
            streamed = kernel.get("sources")[index] < 0
            if streamed:
                self._load(number, kernel, commands, index, place, place.box)
            elif kernel.get("loads")[index]:
                key = source_value(kernel.inputs[index])
                if key not in self.pending_loads:
                    self.pending_loads[key] = _Resident(0)

    def _ensure(self, number, kernel, commands, part: Box, sources: Sequence[Placement]):
        """Load what a box needs of resident operands that are not there yet."""
        for index, place in enumerate(sources):
            if kernel.get("sources")[index] < 0:
                continue
            resident = self.pending_loads.get(source_value(kernel.inputs[index]))
            if resident is None or not kernel.get("loads")[index]:
                continue
            need = commands.source_box(index, part)
            if need.y1 <= resident.rows:
                continue
            # A few rows more than needed, so that transfers are not too short.
            rows = min(max(need.y1, resident.rows + max(place.height // 16, 1)), place.height)
            box = Box(resident.rows, rows, 0, place.width)
            resident.rows = rows
            self._load(number, kernel, commands, index, place, box)
            last = part.y1 == commands.shape[0]
            if last and resident.rows < place.height:
                rest = Box(resident.rows, place.height, 0, place.width)
                resident.rows = place.height
                self._load(number, kernel, commands, index, place, rest)

    def _load_constants(self, number: int, constant: int):
        fields = self._constant_fields(*self.constants.chunks[constant])
        self.items.append(
            Item(
                Opcode.LOAD, fields, self.first + number, kernel=number, relative=("base",),
                chunk=constant,
            )
        )  # fmt: skip

    def _store(self, number: int, kernel: Kernel, part: Box, stripe: Box, out: Placement):
        """Store a box of the result, whole rows of the stripe at a time."""
        if not kernel.get("store") or part.x1 != stripe.x1:
            return
        memory = kernel.get("target_memory")
        box = Box(part.y0, part.y1, stripe.x0, stripe.x1)
        location = Location(*memory)
        for fields in store_fields(self.config, out, location, box):
            blocks = -(-fields["line_bytes"] // fields["step"])
            low = fields["base"]
            high = low + fields["line_step"] * (fields["lines"] - 1) + blocks
            at = fields["memory_offset"]
            span = fields["memory_line_step"] * (fields["lines"] - 1) + fields["line_bytes"]
            self.items.append(
                Item(
                    Opcode.STORE, fields, self.first + number, kernel=number,
                    reads=((low, high),),
                    memory_writes=self._written(location.region, at, at + span),
                )
            )  # fmt: skip

    def _compute(self, number: int, step: Step, constant: int | None):
        fields = with_inner_loops(self.config, step.opcode, dict(step.fields))
        self.items.append(
            Item(
                step.opcode, fields, self.first + number, kernel=number,
                relative=step.relative, reads=step.reads, writes=step.writes,
                constants=step.constants,
                chunk=constant if step.relative else None,
            )
        )  # fmt: skip


@dataclasses.dataclass
class _Resident:
    """Rows of a resident tensor that have been loaded."""

    rows: int


class _Follower:
    """An element-by-element kernel whose commands go between those of the one in front of it.

    The array works on the next tile while they run.
    """

    def __init__(self, segment: _Segment, number: int):
        self.segment = segment
        self.number = number
        kernel = segment.kernels[number]
        commands = commands_of(kernel, segment.config)
        assert isinstance(kernel, Vector)
        assert isinstance(commands, VectorCommands)
        self.kernel = kernel
        self.commands = commands
        height, width, _ = commands.shape
        self.whole = Box(0, height, 0, width)
        self.sources, self.out = segment._places(self.kernel, commands, self.whole, 0)
        self.words = self.out.column_words
        self.ready = False

    def begin(self):
        """Load the tables, if they are not there.

        The last one is taken before the next tile, in the compact core each other one before a tile in
        front of that: two commands wait there until the results of the tile before are written, and the
        next tile would wait behind them.
        """
        if self.ready:
            return
        self.ready = True
        segment = self.segment
        place = len(segment.items)
        for position, chunk in reversed(list(enumerate(self.commands.chunks(1 << 16)))):
            constant = segment.constants.add(chunk.words)
            end = len(segment.items)
            segment._load_constants(self.number, constant)
            for step in self.commands.prologue(position):
                segment._compute(self.number, step, constant)
            made = segment.items[end:]
            del segment.items[end:]
            if place < end:
                for item in made:
                    item.kernel = segment.items[place].kernel
            segment.items[place:place] = made
            place = self._earlier(place, len(chunk.words))

    def _earlier(self, place: int, words: int) -> int:
        """Place of the tile before a place, if nothing between needs other tables and there is room."""
        items = self.segment.items
        if not self.segment.config.compact:
            return place
        for index in range(place - 1, -1, -1):
            if items[index].opcode in (Opcode.VECTOR, Opcode.TABLE):
                break
            if items[index].opcode == Opcode.TILE:
                # Beside chunks of a third of the room, of which two are there at a time.
                room = self.segment._gap(items[index].kernel) // 3
                return index if words <= room else place
        return place

    def made(self, box: Box, part: range):
        """Some words of a box of the operand are made: their turn comes."""
        if not part:
            return
        for step in self.commands.steps(box, self.sources, self.out, part):
            self.segment._compute(self.number, step, None)
        if part.stop == self.words:
            self.segment._store(self.number, self.kernel, box, self.whole, self.out)


def _turns(
    commands: KernelCommands, boxes: list[Box], tile: tuple[int, int]
) -> list[tuple[Box, list[Box]]]:
    """Stripes with those of their tiles for which all constants are gone through once.

    That is all tiles, but each by itself if its sums come in parts: the accumulators hold one tile.
    """
    result = []
    for box in boxes:
        parts = list(box.tiles(min(tile[0], 4095), min(tile[1], 4095)))
        alone = isinstance(commands, TileCommands) and len(commands.pieces) > 1
        result += [(box, [part]) for part in parts] if alone else [(box, parts)]
    return result


def _sampled(config: Config, kernel: Kernel) -> tuple[int, ...]:
    """Ranges of words that a kernel reads as samples."""
    commands = commands_of(kernel, config)
    ranges: list[int] = []
    for index, base in enumerate(kernel.get("sources")):
        if base >= 0:
            ranges += [base, base + commands.place(index, base).words]
    return tuple(ranges) if ranges else kernel.get("occupied")


def _free(config: Config, occupied: Sequence[int]) -> int:
    """Words of the largest range that no tensor occupies."""
    at, most = 0, 0
    for low, high in sorted(zip(occupied[::2], occupied[1::2], strict=True)):
        most = max(most, low - at)
        at = max(at, high)
    return max(most, config.scratchpad_words - at)
