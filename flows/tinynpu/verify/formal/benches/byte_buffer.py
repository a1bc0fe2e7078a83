"""Byte buffer: level, order and integrity of the bytes, as long as its caller keeps the contract."""

from amaranth.hdl import Mux, Signal

from tinynpu.core.realign import ByteBuffer
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.rules import implies

__all__ = ["BENCHES"]

_SIZE, _PUT, _TAKE = 8, 4, 4


def _build(h: Harness) -> None:
    dut = h.block(ByteBuffer(_SIZE, _PUT, _TAKE))
    m = h.m
    h.assume(implies(dut.put, (dut.put_count <= _PUT) & (dut.level + dut.put_count <= _SIZE)))
    h.assume(dut.take_count <= _TAKE)
    h.assume(dut.clear_level < _PUT + _TAKE)

    level = Signal(range(_SIZE + 1))
    removed = Mux(dut.take, Mux(dut.take_count < level, dut.take_count, level), 0)
    m.d.sync += level.eq(
        Mux(dut.clear, dut.clear_level, level - removed + Mux(dut.put, dut.put_count, 0))
    )
    h.prove("level", "`level` is the bytes put less those taken.", dut.level == level)
    h.prove("no_overflow", "The level never exceeds the size.", dut.level <= _SIZE)
    for i in range(_TAKE):
        h.prove(
            f"zero_beyond_level_{i}",
            f"Byte {i} of `front` is 0 if the level does not reach it.",
            implies(level <= i, dut.front.word_select(i, 8) == 0),
        )

    # Any one of the bytes: how many are ahead of it, until it is taken.
    chosen, index = h.free("chosen"), h.free("index", range(_PUT))
    followed = Signal()
    ahead = Signal(range(_SIZE + 1))
    value = Signal(8)
    with m.If(dut.take):
        m.d.sync += [
            followed.eq(followed & (ahead >= dut.take_count)),
            ahead.eq(ahead - dut.take_count),
        ]
    with m.If(dut.put & chosen & (index < dut.put_count) & ~followed):
        m.d.sync += [
            followed.eq(1),
            value.eq(dut.put_data.word_select(index, 8)),
            ahead.eq(level - removed + index),
        ]
    with m.If(dut.clear):
        m.d.sync += followed.eq(0)
    h.prove(
        "order",
        "Any byte comes to the front unchanged, behind those that were there before it.",
        implies(followed & (ahead < _TAKE), dut.front.word_select(ahead[:2], 8) == value),
    )
    h.prove(
        "no_loss", "A byte is in the buffer until it is taken.", implies(followed, ahead < level)
    )
    # Bytes that `clear` leaves are 0, as far as nothing was put behind them.
    cleared = h.past(dut.clear)
    h.prove(
        "clear",
        "After `clear` there are `clear_level` bytes of 0.",
        implies(cleared, (dut.level == h.past(dut.clear_level)) & (dut.front == 0)),
    )
    h.cover(
        "full",
        "The buffer is full, the followed byte last.",
        followed & (level == _SIZE) & (ahead == _SIZE - 1),
    )
    h.cover(
        "both",
        "Bytes are taken and put in one cycle.",
        dut.take & (dut.take_count == 3) & dut.put & (dut.put_count == 2) & (level == 6),
    )


BENCHES = (Bench(block="byte_buffer", name="byte_buffer", build=_build),)
