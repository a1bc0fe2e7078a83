"""Weight loader: where it reads, and the order in which the columns are loaded."""

from amaranth.hdl import Mux, Signal

from tinynpu.arch.isa import COMMANDS, ErrorCode, Opcode, Queue
from tinynpu.core.shapes import queue_words
from tinynpu.core.weights import WeightLoader
from tinynpu.verify.blocks import SMALL
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.benches.command_checker import legal
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.rules import implies, stays

__all__ = ["BENCHES"]


def _build(h: Harness) -> None:
    words = queue_words(Queue.COMPUTE)
    dut = h.block(WeightLoader(SMALL, words))
    m = h.m
    command, read = dut.command, dut.read
    h.assume(implies(command.valid, legal(COMMANDS[Opcode.TILE], command.payload.raw, words)))
    h.assume(implies(command.valid, command.payload.raw[:4] == Opcode.TILE))
    stays(h, command.valid, command.ready, command.payload)
    h.assume(implies(dut.swap, dut.loaded))

    h.prove(
        "address_in_range",
        "A scratchpad address that is asked for is inside.",
        implies(read.valid, read.address < SMALL.scratchpad_words),
    )
    h.prove(
        "held",
        "With `hold`, `halt` or an error nothing is read.",
        implies(dut.hold | dut.halt | (dut.error != 0), ~read.valid),
    )
    h.prove(
        "error",
        "The only error is SCRATCHPAD_RANGE, and it stays.",
        ((dut.error == 0) | (dut.error == ErrorCode.SCRATCHPAD_RANGE))
        & implies(h.past(dut.error != 0), dut.error != 0),
    )
    # Columns of the pass that have been loaded.
    column = Signal(range(SMALL.cols + 1))
    loads = dut.load.any()
    m.d.sync += column.eq(Mux(loads, Mux(column == SMALL.cols - 1, 0, column + 1), column))
    h.prove(
        "in_order",
        "Columns are loaded one at a time, from the first to the last, pass after pass.",
        implies(loads, dut.load == (1 << column)[: SMALL.cols]),
    )
    kept = h.past(dut.loaded & ~dut.swap)
    h.prove(
        "loaded",
        "`loaded` from the cycle before the last column is loaded until the swap.",
        implies(kept, dut.loaded) & (dut.load[-1] == h.past(dut.loaded & ~kept)),
    )
    h.prove(
        "no_overwriting",
        "The first column of a pass is loaded only when the pass before has been swapped in.",
        implies(dut.load[0], h.past(h.past(dut.swap | ~dut.loaded, init=1), init=1)),
    )
    h.prove(
        "data",
        "A column is read two cycles before it is loaded, or is 0.",
        implies(loads, dut.zero | h.past(h.past(read.valid & read.ready))),
    )
    h.cover(
        "second_pass",
        "A second pass is read in the cycle of the swap, and loaded two cycles later.",
        dut.load[0] & h.past(h.past(dut.swap)) & ~dut.zero,
    )
    h.cover("zero_column", "A column is filled with 0.", loads & dut.zero)
    h.cover("range_error", "An address outside stops the loader.", dut.error != 0)


BENCHES = (Bench(block="weights", name="weights", build=_build),)
