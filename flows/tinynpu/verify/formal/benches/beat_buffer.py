"""Beat buffer: every byte of the ring is the last one that was put there."""

from amaranth.hdl import Array, Signal

from tinynpu.core.realign import BeatBuffer
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.rules import implies

__all__ = ["BENCHES"]

_WORD, _BEAT = 4, 4
_SIZE = 16 * _WORD
_LANES = 4


def _build(h: Harness) -> None:
    dut = h.block(BeatBuffer(_WORD, _BEAT))
    m = h.m
    h.assume(dut.count <= _WORD)
    place = h.constant("place", range(_SIZE))
    distance = Signal(range(_SIZE))
    hit = Signal()
    m.d.comb += [
        distance.eq(place - dut.position),
        hit.eq(dut.put & (distance < dut.count)),
    ]
    # The byte as it is, and as it is seen: a cycle later.
    now, then = Signal(8), Signal(8)
    with m.If(hit):
        m.d.sync += now.eq(dut.word.word_select(distance[:2], 8))
    m.d.sync += then.eq(now)
    content = Array(h.peek(f"dut.lane_{i % _LANES}[{i // _LANES}]", 8) for i in range(_SIZE))
    h.prove(
        "memory",
        "The ring holds what was put, up to the cycle before last.",
        content[place] == then,
    )
    lane, unit = place[:2], place[2:]
    enabled, units = h.peek("dut.enabled", _LANES), h.peek("dut.units", _LANES * len(unit))
    word, turn = h.peek("dut.held", 8 * _LANES), h.peek("dut.held_turn", 2)
    writes = enabled.bit_select(lane, 1) & (units.word_select(lane, len(unit)) == unit)
    h.prove(
        "register",
        "What is about to be written is what was put in the cycle before, if anything.",
        (writes == h.past(hit))
        & implies(writes, word.word_select((lane - turn)[:2], 8) == now)
        & implies(~writes, now == then),
    )
    h.prove(
        "beat",
        "A beat has the bytes that were put there last, from the second cycle after that on.",
        implies(dut.index == unit, dut.beat.word_select(lane, 8) == then),
    )
    h.cover(
        "turned",
        "A byte comes by a word that begins in the beat before.",
        h.past(h.past(hit & (dut.position[:2] == 3) & (distance == 2)))
        & (dut.index == unit)
        & (then == 77),
    )


BENCHES = (
    Bench(block="beat_buffer", name="beat_buffer", build=_build, method="induction", depth=2),
)
