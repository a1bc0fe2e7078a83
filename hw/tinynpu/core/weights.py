"""Weight loader: runs ahead of the samples and fills the array's second set of weights."""

from amaranth.hdl import C, Module, Mux, Signal, signed
from amaranth.lib import data, stream, wiring
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import Config
from tinynpu.arch.isa import ErrorCode, Opcode
from tinynpu.core.shapes import ReadPort, command_layout, entry_layout

__all__ = ["WeightLoader"]

_LOOPS = ("in_blocks", "kernel_width", "kernel_height", "outer_blocks")


class WeightLoader(wiring.Component):
    """Loads ``weight_cols`` columns for every pass of a TILE; the other columns become 0.

    One column a cycle. The columns of the next pass follow as soon as those of the last one have
    been swapped in, also across commands.

    Parameters
    ----------
    config
        Array and scratchpad sizes.
    words
        Words of a compute command.

    Members
    -------
    command : In(stream)
        A TILE; accepted when all columns of the one before have been loaded.
    hold : In(1)
        Start no load (fence).
    swap : In(1)
        The loaded weights are taken by a sample in this cycle.
    loaded : Out(1)
        All columns of a pass are loaded and not yet swapped in.
    read : Out(ReadPort)
        Scratchpad.
    load, zero : Out(cols), Out(1)
        Column that is loaded in this cycle, one-hot; from ``read.data``, or 0.
    error, index : Out(8), Out(16)
        Error code until reset, and the command's index.
    halt : In(1)
        Read nothing more.
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
                "read": Out(ReadPort(config.rows)),
                "load": Out(config.cols),
                "zero": Out(1),
                "error": Out(8),
                "index": Out(16),
                "halt": In(1),
            }
        )

    def elaborate(self, platform):
        m = Module()
        config = self.config
        incoming = data.View(command_layout(Opcode.TILE, self.words), self.command.payload.raw)

        active = Signal()
        address = Signal(16)
        column = Signal(range(config.cols))
        words = Signal(signed(len(incoming.weight_cols) + 1))  # behind this one, less one
        words_of_pass = Signal.like(words)
        is_zero = Signal()
        # Rounds behind this one, less one: negative in the last round.
        left = {
            name: Signal(signed(len(incoming[name]) + 1), name=f"left_{name}") for name in _LOOPS
        }
        limits = {name: Signal.like(left[name], name=f"limit_{name}") for name in _LOOPS}

        with m.If(self.command.valid & ~active):
            m.d.comb += self.command.ready.eq(1)
            m.d.sync += [
                active.eq(1),
                self.index.eq(self.command.payload.index),
                address.eq(incoming.weight_base),
                words.eq(incoming.weight_cols - 2),
                words_of_pass.eq(incoming.weight_cols - 2),
                is_zero.eq(0),
            ]
            m.d.sync += [limits[name].eq(incoming[name] - 2) for name in _LOOPS]
            m.d.sync += [left[name].eq(incoming[name] - 2) for name in _LOOPS]

        inside = address < config.scratchpad_words
        # The first column may be loaded in the cycle of the swap: the array takes care of this.
        free = (column != 0) | ~self.loaded | self.swap
        go = Signal()
        step = Signal()
        m.d.comb += [
            go.eq(active & ~self.hold & ~self.halt & (self.error == 0)),
            # A word is asked for before it is known whether it can be loaded: nobody comes behind
            # this reader, and a word that cannot is asked for again.
            self.read.address.eq(address),
            self.read.valid.eq(go & ~is_zero & inside),
            step.eq(free & go & (is_zero | (inside & self.read.ready))),
        ]
        with m.If(go & free & ~inside & ~is_zero):
            m.d.sync += self.error.eq(ErrorCode.SCRATCHPAD_RANGE)
        with m.If(self.swap):
            m.d.sync += self.loaded.eq(0)

        load, zero = Signal(config.cols), Signal()  # of the column whose word comes next
        m.d.sync += [load.eq(0), zero.eq(is_zero), self.load.eq(load), self.zero.eq(zero)]
        with m.If(step):
            m.d.sync += [
                load.eq(1 << column),
                address.eq(address + ~is_zero),
                words.eq(words - 1),
                is_zero.eq(is_zero | words[-1]),
                column.eq(column + 1),
            ]
            with m.If(column == config.cols - 1):
                m.d.sync += [
                    column.eq(0),
                    words.eq(words_of_pass),
                    is_zero.eq(0),
                    self.loaded.eq(1),
                ]
                carry = C(1, 1)
                for name in _LOOPS:
                    last = left[name][-1]
                    with m.If(carry):
                        m.d.sync += left[name].eq(Mux(last, limits[name], left[name] - 1))
                    carry = carry & last
                with m.If(carry):
                    m.d.sync += active.eq(0)
        return m
