"""Weight loader: where it reads, and the order in which the columns are loaded."""

from amaranth.hdl import Mux, Signal

from tinynpu.arch.isa import COMMANDS, ErrorCode, Opcode, Queue
from tinynpu.core.shapes import READ_LATENCY, queue_words
from tinynpu.core.weights import WeightLoader
from tinynpu.verify.blocks import SMALL
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.benches.command_checker import legal
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.rules import implies

__all__ = ["BENCHES"]


def _build(h: Harness) -> None:
    words = queue_words(Queue.COMPUTE)
    dut = h.block(WeightLoader(SMALL, words))
    m = h.m
    command, read = dut.command, dut.read
    h.assume(implies(command.valid, legal(COMMANDS[Opcode.TILE], command.payload.raw, words)))
    h.assume(implies(command.valid, command.payload.raw[:4] == Opcode.TILE))
    # A command that waits may go, as it does when a program stops, but does not become another one.
    h.assume(
        implies(
            h.past(command.valid & ~command.ready) & command.valid,
            command.payload.as_value() == h.past(command.payload.as_value()),
        )
    )
    h.assume(implies(dut.swap, dut.loaded))

    h.prove(
        "address_in_range",
        "A scratchpad address that is asked for is inside.",
        implies(read.valid, read.address < SMALL.scratchpad_words),
    )
    h.prove(
        "halted",
        "From the cycle after `halt` or an error on nothing is read.",
        implies(h.past(dut.halt | (dut.error != 0)), ~read.valid),
    )
    held = Signal(range(4))  # words that were read with `hold`
    holding = h.past(dut.hold)
    m.d.sync += held.eq(Mux(holding, held + (read.valid & read.ready), 0))
    h.prove(
        "held",
        "From the cycle after `hold` on no more words are found out, and at most the two that waited "
        "are read.",
        implies(holding, ~h.peek("dut.reader.step")) & (held <= 2),
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
    # A sample that is read now swaps the weights in the array so much later.
    swap = dut.swap
    for _ in range(READ_LATENCY):
        swap = h.past(swap)
    whole = Signal()  # all columns of a pass are in the array, and were not swapped in
    m.d.sync += whole.eq((whole & ~swap) | dut.load[-1])
    h.prove(
        "complete", "All columns have been loaded when they are swapped in.", implies(swap, whole)
    )
    h.prove(
        "no_overwriting",
        "The first column of a pass is loaded only when the pass before has been swapped in.",
        implies(dut.load[0], ~whole | swap),
    )
    h.prove(
        "next",
        "`loaded_next` is `loaded` of the next cycle.",
        implies(h.past(1), dut.loaded == h.past(dut.loaded_next)),
    )
    h.prove(
        "kept",
        "`loaded` stays until the swap.",
        implies(h.past(dut.loaded & ~dut.swap), dut.loaded),
    )
    ahead = Signal(range(16))  # words that were asked for and are not in the array
    level = h.peek("dut.level", 4)
    m.d.sync += ahead.eq(ahead + (read.valid & read.ready) - h.peek("dut.taken"))
    h.prove(
        "room", "There is room for all words that are asked for.", (ahead <= 8) & (level <= ahead)
    )
    h.cover(
        "second_pass",
        "The first column of a second pass is loaded in the cycle of the swap.",
        dut.load[0] & swap & (dut.weight != 0),
    )
    h.cover("range_error", "An address outside stops the loader.", dut.error != 0)


BENCHES = (Bench(block="weights", name="weights", build=_build),)
