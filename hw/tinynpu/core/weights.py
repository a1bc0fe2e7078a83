"""Weight loader: runs ahead of the samples and fills the array's second set of weights."""

from amaranth.hdl import C, Cat, Module, Mux, Signal, signed
from amaranth.lib import data, stream, wiring
from amaranth.lib.memory import Memory
from amaranth.lib.wiring import In, Out, connect, flipped

from tinynpu.arch.config import Config
from tinynpu.arch.isa import ErrorCode, Opcode
from tinynpu.core.ahead import Ahead
from tinynpu.core.chain import chained
from tinynpu.core.shapes import READ_LATENCY, ReadPort, command_layout, entry_layout

__all__ = ["WeightLoader", "WeightReader"]

_LOOPS = ("in_blocks", "kernel_width", "kernel_height", "outer_blocks")

_AHEAD = 8
"""Words that are asked for and not yet loaded, at most: more than are on their way at once."""


class WeightReader(wiring.Component):
    """Asks for the words of every pass of a TILE, one after the other.

    Members
    -------
    command, index
        As in `WeightLoader`.
    hold, halt : In(1)
        From the next cycle on find out no more words; from the next cycle on, until a reset, do not
        even ask for those that were found out.
    room : In(1), step : Out(1)
        There is a place for another word; it is taken in this cycle.
    read : Out(ReadPort)
        Scratchpad; the data are for the caller. A word is asked for a cycle after ``step`` or later.
    last : Out(1)
        The word that is asked for is the last one of a pass.
    outside : Out(1)
        The next word is beyond the scratchpad.
    """

    def __init__(self, config: Config, words: int):
        self.config = config
        self.words = words
        super().__init__(
            {
                "command": In(stream.Signature(entry_layout(words))),
                "hold": In(1),
                "halt": In(1),
                "index": Out(16),
                "room": In(1),
                "step": Out(1),
                "read": Out(ReadPort(config.rows)),
                "last": Out(1),
                "outside": Out(1),
            }
        )

    def elaborate(self, platform):
        m = Module()
        config = self.config
        incoming = data.View(command_layout(Opcode.TILE, self.words), self.command.payload.raw)

        active = Signal()
        address = Signal(16)
        inside = Signal()  # while active
        words = Signal(signed(len(incoming.weight_cols) + 1))  # behind this one, less one
        words_of_pass = Signal.like(words)
        # Rounds behind this one, less one: negative in the last round.
        left = {
            name: Signal(signed(len(incoming[name]) + 1), name=f"left_{name}") for name in _LOOPS
        }
        limits = {name: Signal.like(left[name], name=f"limit_{name}") for name in _LOOPS}

        # Requests wait here, so that the walk does not depend on the grant of this very cycle.
        request = data.StructLayout({"address": 16, "last": 1})
        m.submodules.requests = requests = Ahead(request)
        # In the cycle after the last word of a pass the loops go on; a pass of one word waits for them:
        # its loader needs two cycles at least.
        begins, wrapped = Signal(), Signal()
        wraps = self.step & words[-1]
        may = Signal()
        m.d.sync += [
            begins.eq(self.command.valid & ~active & ~begins),  # taken in the cycle after
            wrapped.eq(wraps),
            may.eq(~self.hold & ~(wraps & words_of_pass[-1])),
        ]
        m.d.comb += [
            self.command.ready.eq(begins),
            self.step.eq(inside & may & self.room & requests.room),
            self.outside.eq(active & ~inside & may),
            requests.put.eq(self.step),
            requests.entry.address.eq(address),
            requests.entry.last.eq(words[-1]),
            self.read.address.eq(requests.head.address),
            requests.drop.eq(self.halt),
            self.read.valid.eq(requests.some),
            self.last.eq(requests.head.last),
            requests.take.eq(self.read.valid & self.read.ready),
        ]
        with m.If(begins):
            m.d.sync += [
                active.eq(self.command.valid),
                self.index.eq(self.command.payload.index),
                address.eq(incoming.weight_base),
                inside.eq(self.command.valid & (incoming.weight_base < config.scratchpad_words)),
                words.eq(incoming.weight_cols - 2),
                words_of_pass.eq(incoming.weight_cols - 2),
            ]
            m.d.sync += [limits[name].eq(incoming[name] - 2) for name in _LOOPS]
            m.d.sync += [left[name].eq(incoming[name] - 2) for name in _LOOPS]
        with m.If(self.step):
            m.d.sync += [
                address.eq(address + 1),
                inside.eq(address != config.scratchpad_words - 1),
                words.eq(Mux(words[-1], words_of_pass, words - 1)),
            ]
        carry = wrapped
        for name in _LOOPS:
            last = left[name][-1]
            with m.If(carry):
                less = chained(m, f"less_{name}", left[name], C(-1))
                m.d.sync += left[name].eq(Mux(last, limits[name], less))
            carry = carry & last
        with m.If(wraps & Cat(value[-1] for value in left.values()).all()):
            m.d.sync += [active.eq(0), inside.eq(0)]
        return m


class WeightLoader(wiring.Component):
    """Loads ``weight_cols`` columns for every pass of a TILE; the other columns become 0.

    One column a cycle. The words are read ahead, into a queue. The columns of the next pass follow
    as soon as those of the last one have been swapped in, also across commands.

    Parameters
    ----------
    config
        Array and scratchpad sizes.
    words
        Words of a compute command.

    Members
    -------
    command : In(stream)
        A TILE; accepted when all words of the one before have been asked for.
    hold : In(1)
        From the next cycle on find out no more words to read (fence); at most two that were found
        out before are read.
    swap : In(1)
        The loaded weights are taken by a sample that is read in this cycle.
    loaded, loaded_next : Out(1)
        All columns of a pass will be loaded before a sample that is read now, in the next cycle, is
        in the array, and they have not been swapped in.
    read : Out(ReadPort)
        Scratchpad.
    load, weight : Out(cols), Out(8 * rows)
        Column that is loaded in this cycle, one-hot; its weights.
    error, index : Out(8), Out(16)
        Error code until reset, and the command's index.
    halt : In(1)
        From the next cycle on read nothing more.
    """

    def __init__(self, config: Config, words: int):
        self.config = config
        self.words = words
        super().__init__(
            {
                "command": In(stream.Signature(entry_layout(words))),
                "hold": In(1),
                "swap": In(1),
                "loaded": Out(1),
                "loaded_next": Out(1),
                "read": Out(ReadPort(config.rows)),
                "load": Out(config.cols),
                "weight": Out(8 * config.rows),
                "error": Out(8),
                "index": Out(16),
                "halt": In(1),
            }
        )

    def elaborate(self, platform):
        m = Module()
        config = self.config
        cols, word_bits = config.cols, 8 * config.rows
        failed = Signal()
        m.submodules.reader = reader = WeightReader(config, self.words)
        connect(m, flipped(self.command), reader.command)
        connect(m, reader.read, flipped(self.read))
        m.d.comb += [
            reader.halt.eq(self.halt | failed),
            reader.hold.eq(self.hold | reader.halt),
            self.index.eq(reader.index),
        ]

        # Words that were asked for arrive in the queue; there is room for all of them.
        asked = Signal()
        m.d.comb += asked.eq(self.read.valid & self.read.ready)
        arriving, arriving_last = asked, reader.last
        for stage in range(READ_LATENCY):
            later, later_last = Signal(name=f"arriving_{stage}"), Signal(name=f"last_{stage}")
            m.d.sync += [later.eq(arriving), later_last.eq(arriving_last)]
            arriving, arriving_last = later, later_last
        m.submodules.queue = queue = Memory(shape=word_bits + 1, depth=_AHEAD, init=[])
        writer, head = queue.write_port(), queue.read_port(domain="comb")
        taken = Signal()
        free_places = Signal(range(_AHEAD + 1), init=_AHEAD)
        room = Signal()
        level = Signal(range(_AHEAD + 1))
        m.d.comb += [
            reader.room.eq(room),
            writer.data.eq(Cat(self.read.data, arriving_last)),
            writer.en.eq(arriving),
        ]
        # Places beside one that is taken in this cycle, which is not known in time.
        m.d.sync += room.eq(Mux(reader.step, free_places > 1, free_places != 0))
        m.d.sync += [
            free_places.eq(free_places + taken - reader.step),
            level.eq(level + arriving - taken),
            writer.addr.eq(writer.addr + arriving),
            head.addr.eq(head.addr + taken),
        ]
        word, last_word = head.data[:-1], head.data[-1]

        # The next column: a word, or behind the last one 0.
        column = Signal(range(cols))
        filling = Signal()
        free, step = Signal(), Signal()
        m.d.comb += [
            free.eq((column != 0) | ~self.loaded),
            step.eq(free & (filling | (level != 0))),
            taken.eq(free & ~filling & (level != 0)),
        ]
        with m.If(reader.outside & free & ~filling & free_places[-1]):
            m.d.sync += failed.eq(1)
        m.d.comb += self.error.eq(Mux(failed, ErrorCode.SCRATCHPAD_RANGE, 0))

        # A column is in the array a cycle before a sample that is read in the cycle of its step. So
        # a pass may begin with its last step, which is known beforehand if its word is there.
        certain = filling | last_word | (level > 1)
        told = Signal()
        m.d.sync += self.loaded.eq(self.loaded_next)
        m.d.comb += self.loaded_next.eq(self.loaded)
        with m.If(self.swap):
            m.d.comb += self.loaded_next.eq(0)
        with m.If(step):
            m.d.sync += [column.eq(column + 1), filling.eq(filling | last_word)]
            if cols > 1:
                with m.If((column == cols - 2) & certain):
                    m.d.sync += told.eq(1)
                    m.d.comb += self.loaded_next.eq(1)
            with m.If(column == cols - 1):
                m.d.sync += [column.eq(0), filling.eq(0), told.eq(0)]
                with m.If(~told):
                    m.d.comb += self.loaded_next.eq(1)

        # To the array; READ_LATENCY - 1 cycles.
        assert READ_LATENCY == 3
        load, zero, held = Signal(cols), Signal(), Signal(word_bits, reset_less=True)
        m.d.sync += [
            load.eq(Mux(step, 1 << column, 0)),
            zero.eq(filling),
            held.eq(word),
            self.load.eq(load),
            self.weight.eq(Mux(zero, 0, held)),
        ]
        return m
