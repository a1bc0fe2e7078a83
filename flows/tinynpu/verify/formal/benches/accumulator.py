"""Accumulator lane: the value of any one entry, against a model of that entry alone."""

from amaranth.hdl import Array, Cat, Mux, Signal, signed

from tinynpu.core.accumulator import AccumulatorLane
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.rules import implies

__all__ = ["BENCHES"]

_WIDTH, _DEPTH, _PSUM = 32, 8, 18


def _build(h: Harness) -> None:
    dut = h.block(AccumulatorLane(_WIDTH, _DEPTH, _PSUM))
    m = h.m
    address, buffer = h.constant("entry", range(_DEPTH)), h.constant("entry_buffer")
    tag = dut.tag
    mine = tag.valid & (tag.buffer == buffer) & (tag.address == address)

    # The model takes the value at once, and shows it a cycle later, as the lane is promised to do.
    now, then = Signal(signed(_WIDTH)), Signal(signed(_WIDTH))
    largest = Mux(now > dut.psum, now, dut.psum)
    with m.If(mine):
        m.d.sync += now.eq(Mux(tag.first, dut.psum, Mux(tag.maximum, largest, now + dut.psum)))
    m.d.sync += then.eq(now)
    # The memory itself, for an invariant: what is in it is what the model shows.
    memory = [
        h.peek(f"dut.buffer_{b}[{a}]", signed(_WIDTH)) for b in range(2) for a in range(_DEPTH)
    ]
    h.prove(
        "memory",
        "The memory holds in any entry what the tags up to the cycle before last made of it.",
        Array(memory)[Cat(address, buffer)] == then,
    )
    pending = h.past(mine)
    h.prove(
        "sum",
        "What is about to be written is the value with the last tag in it; with none nothing changes.",
        Mux(pending, h.peek("dut.value", signed(_WIDTH)) == now, now == then),
    )
    drained = (
        (dut.drain_buffer == buffer)
        & (dut.drain_address == address)
        & ~(tag.valid & (tag.buffer == buffer))
    )
    h.prove(
        "entry",
        "An entry holds the sum, or the maximum, of what its tags brought since the last `first`, "
        "from the second cycle after the last of them on.",
        implies(h.past(drained), dut.drain_data == then),
    )
    other = tag.valid & ((tag.address != address) | (tag.buffer != buffer))
    h.cover(
        "back_to_back",
        "Two values for the entry in following cycles, another one behind, then it is drained.",
        h.past(
            h.past(h.past(mine & ~tag.first) & mine & ~tag.maximum) & other & (tag.buffer != buffer)
        )
        & h.past(drained)
        & (dut.drain_data == 77),
    )
    h.cover(
        "maximum",
        "A maximum that is kept.",
        h.past(h.past(mine & tag.maximum & (now > dut.psum))) & (now == -5),
    )


BENCHES = (
    Bench(
        block="accumulator",
        name="accumulator",
        build=_build,
        method="induction",
        depth=3,
        note="no drain from a buffer in a cycle in which the array uses it, as the docstring asks",
    ),
)
