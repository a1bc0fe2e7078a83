"""Two places ahead: order, no loss, and that neither side waits for the other."""

from amaranth.hdl import Signal

from tinynpu.core.ahead import Ahead
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.rules import implies, sticky

__all__ = ["BENCHES"]

_WIDTH = 8


def _build(h: Harness) -> None:
    dut = h.block(Ahead(_WIDTH))
    m = h.m
    h.assume(implies(dut.put, dut.room))
    h.assume(implies(dut.take, dut.some))
    sticky(h, dut.drop)
    dropped = h.past(dut.drop)
    level = Signal(3)
    m.d.sync += level.eq(level + dut.put - dut.take)
    h.prove("level", "There are at most two entries.", dropped | (level <= 2))
    h.prove(
        "some",
        "`some` exactly while there is an entry, and never from the cycle after `drop` on.",
        dut.some == ((level != 0) & ~dropped),
    )
    h.prove(
        "room",
        "There is room exactly while there are not two entries, whatever is taken.",
        dropped | (dut.room == (level != 2)),
    )
    h.prove(
        "stable",
        "The oldest entry does not change before it is taken.",
        implies(
            h.past(dut.some & ~dut.take & ~dut.drop), dut.some & (dut.head == h.past(dut.head))
        ),
    )
    # Any one of the entries: how many are ahead of it.
    chosen = h.free("chosen")
    followed, ahead, value = Signal(), Signal(2), Signal(_WIDTH)
    with m.If(dut.take & followed):
        m.d.sync += [ahead.eq(ahead - 1), followed.eq(ahead != 0)]
    with m.If(dut.put & chosen & ~followed):
        m.d.sync += [followed.eq(1), ahead.eq(level - dut.take), value.eq(dut.entry)]
    h.prove(
        "order",
        "Any entry is the oldest one when those before it have been taken.",
        implies(followed & (ahead == 0) & ~dropped, dut.some & (dut.head == value)),
    )
    h.cover(
        "both",
        "An entry comes when another is taken, and is the oldest in the next cycle.",
        h.past(dut.put & dut.take & chosen) & followed & (ahead == 0) & (dut.head == 0xA5),
    )
    h.cover("full", "The second of two entries is taken.", followed & dut.take & ~dut.room)


BENCHES = (Bench(block="ahead", name="ahead", build=_build),)
