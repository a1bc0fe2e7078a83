"""Accumulator lane: the value of any one entry, against a model of that entry alone."""

from functools import partial

from amaranth.hdl import Array, Cat, Mux, Signal, signed

from tinynpu.core.accumulator import AccumulatorLane
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.rules import implies

__all__ = ["BENCHES"]

_WIDTH, _DEPTH, _PSUM = 32, 8, 18


def _build(distance: int, h: Harness) -> None:
    prefix = "" if distance == 1 else f"distance_{distance}_"
    dut = h.block(AccumulatorLane(_WIDTH, _DEPTH, _PSUM, distance=distance))
    m = h.m
    address, buffer = h.constant("entry", range(_DEPTH)), h.constant("entry_buffer")
    tag = dut.tag
    mine = tag.valid & (tag.buffer == buffer) & (tag.address == address)
    # What the lane relies on; said of any entry, so of all.
    before = mine
    for _ in range(1, distance):
        before = h.past(before)
        h.assume(~(mine & before))

    # The model takes the value at once; `ages[n]` is what it was n cycles before.
    now = Signal(signed(_WIDTH), name="now")
    largest = Mux(now > dut.psum, now, dut.psum)
    with m.If(mine):
        m.d.sync += now.eq(Mux(tag.first, dut.psum, Mux(tag.maximum, largest, now + dut.psum)))
    ages = [now]
    arrived = [mine]  # `mine` so many cycles before
    for _ in range(dut.latency + 1):
        ages.append(h.past(ages[-1]))
        arrived.append(h.past(arrived[-1]))
    writes = dut.latency - 2  # cycles from a tag to the write of its sum
    entry = Cat(address, buffer)
    # The memories themselves, for invariants: what is in them is what the model was.
    for name, age, text in (
        ("sums", writes, "sum"),
        ("whole", writes + 1, "drain"),
    ):
        memory = [h.peek(f"dut.{name}[{i}]", signed(_WIDTH)) for i in range(2 * _DEPTH)]
        h.prove(
            f"{prefix}{name}",
            f"The memory of the {text} holds in any entry what the tags up to cycle {age + 1} before "
            "made of it.",
            Array(memory)[entry] == ages[age],
        )
    h.prove(
        f"{prefix}sum",
        "What is about to be written is the value with the last tag in it; with none nothing changes.",
        Mux(
            arrived[writes],
            h.peek("dut.value", signed(_WIDTH)) == ages[writes - 1],
            ages[writes - 1] == ages[writes],
        ),
    )
    if distance > 2:
        h.prove(
            f"{prefix}exclusive",
            "No entry is read for a sum in the cycle in which it is written.",
            ~(mine & arrived[writes]),
        )
    drained = (
        (dut.drain_buffer == buffer)
        & (dut.drain_address == address)
        & ~(tag.valid & (tag.buffer == buffer))
    )
    h.prove(
        f"{prefix}entry",
        "An entry holds the sum, or the maximum, of what its tags brought since the last `first`, "
        f"from cycle {dut.latency} after the last of them on.",
        implies(h.past(h.past(drained)), dut.drain_data == ages[dut.latency + 1]),
    )
    other = tag.valid & ((tag.address != address) | (tag.buffer != buffer))
    second = h.past(mine & ~tag.first)
    for _ in range(1, distance):
        second = h.past(second)
    whole = h.past(h.past(second & mine & ~tag.maximum) & other & (tag.buffer != buffer))
    for _ in range(dut.latency - 1):
        whole = h.past(whole)
    h.cover(
        f"{prefix}back_to_back",
        "Two values for the entry as soon as may be, another one behind, then it is drained.",
        whole & h.past(h.past(drained) & (dut.drain_data == 77)),
    )
    h.cover(
        f"{prefix}maximum",
        "A maximum that is kept.",
        h.past(h.past(mine & tag.maximum & (now > dut.psum))) & (now == -5),
    )


BENCHES = tuple(
    Bench(
        block="accumulator",
        name=f"distance_{distance}",
        build=partial(_build, distance),
        method="induction",
        depth=6,
        note="no drain from a buffer in a cycle in which the array uses it, as the docstring asks",
    )
    for distance in (1, 2, 3, 4)
)
