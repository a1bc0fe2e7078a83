"""Amaranth's FIFOs in the sizes in which the core uses them: order, level, no loss."""

from functools import partial

from amaranth.hdl import Mux, Signal
from amaranth.lib.fifo import SyncFIFO, SyncFIFOBuffered

from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.rules import implies

__all__ = ["BENCHES"]

_WIDTH = 4


def _build(kind: type[SyncFIFO | SyncFIFOBuffered], depth: int, h: Harness) -> None:
    m = h.m
    m.submodules.dut = dut = kind(width=_WIDTH, depth=depth)
    name = f"{kind.__name__.lower()}_{depth}"
    m.d.comb += [
        dut.w_en.eq(h.free("w_en")),
        dut.w_data.eq(h.free("w_data", _WIDTH)),
        dut.r_en.eq(h.free("r_en")),
    ]
    puts, takes = dut.w_en & dut.w_rdy, dut.r_en & dut.r_rdy

    count = Signal(range(depth + 2))
    m.d.sync += count.eq(count + puts - takes)
    h.prove(
        f"{name}_level",
        "`level` counts the entries, at most `depth`.",
        (dut.level == count) & (count <= depth),
    )
    h.prove(
        f"{name}_never_empty_read",
        "Nothing is read from an empty queue.",
        implies(dut.r_rdy, count != 0),
    )
    # The buffered one hides an entry for a cycle on its way through the memory.
    hidden = Signal(3)
    m.d.sync += hidden.eq(Mux(~dut.r_rdy & (count != 0), hidden + ~hidden.all(), 0))
    h.prove(
        f"{name}_shows_entries",
        "An entry can be read at the latest two cycles after there is one.",
        hidden <= 2,
    )
    h.prove(
        f"{name}_room",
        "A queue that is not full accepts an entry.",
        implies(count < (depth if kind is SyncFIFO else depth - 1), dut.w_rdy)
        & implies(count == depth, ~dut.w_rdy),
    )

    # Any one of the entries: how many are ahead of it, until it comes out.
    chosen = h.free("chosen")
    followed, used = Signal(), Signal()
    ahead = Signal(range(depth + 2))
    value = Signal(_WIDTH)
    with m.If(takes & followed):
        m.d.sync += ahead.eq(ahead - 1)
        with m.If(ahead == 0):
            m.d.sync += followed.eq(0)
    with m.If(puts & chosen & ~used):
        m.d.sync += [followed.eq(1), used.eq(1), value.eq(dut.w_data), ahead.eq(count - takes)]
    h.prove(
        f"{name}_order",
        "Any entry comes out unchanged, behind those that were there before it.",
        implies(followed & (ahead == 0) & dut.r_rdy, dut.r_data == value),
    )
    h.prove(
        f"{name}_no_loss",
        "An entry that went in is there until it comes out.",
        implies(followed, ahead < count),
    )
    h.cover(
        f"{name}_full",
        "The queue is full, the followed entry last.",
        followed & (count == depth) & (ahead == depth - 1),
    )
    if depth > 1:
        h.cover(
            f"{name}_second",
            "The followed entry comes out behind another.",
            h.past(followed & (ahead == 1) & takes, "was_second") & takes,
        )


BENCHES = tuple(
    Bench(block="fifo", name=f"{kind.__name__.lower()}_{depth}", build=partial(_build, kind, depth))
    for kind, depth in (
        (SyncFIFO, 1),
        (SyncFIFO, 2),
        (SyncFIFO, 4),
        (SyncFIFOBuffered, 2),
        (SyncFIFOBuffered, 3),
        (SyncFIFOBuffered, 4),
    )
)
