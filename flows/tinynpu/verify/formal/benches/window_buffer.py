"""Window buffer: any byte that is put comes in each window that it is in, at its place."""

from amaranth.hdl import Array, Cat, Mux, Signal, signed

from tinynpu.core.realign import WindowBuffer
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.rules import implies

__all__ = ["BENCHES"]

_BEAT, _WINDOW = 4, 4
_LANES, _UNITS = 4, WindowBuffer.UNITS
_SIZE = _LANES * _UNITS
_BIAS = 8 - _WINDOW
"""Complete windows begin at a level of a power of two."""


def _build(h: Harness) -> None:
    dut = h.block(WindowBuffer(_BEAT, _WINDOW))
    m = h.m
    h.assume(implies(dut.put, dut.room))
    h.assume(implies(dut.take, dut.valid))
    h.assume((dut.step != 0) & (dut.step <= _WINDOW))
    begun = Signal()
    m.d.sync += begun.eq(1)
    h.assume(implies(begun & ~h.past(dut.clear), dut.step == h.past(dut.step)))

    level = Signal(signed(7))  # bytes from the begin of the next window on
    put = Mux(dut.put, _BEAT, 0)
    m.d.sync += level.eq(Mux(dut.clear, -dut.offset, level + put - Mux(dut.gathered, dut.step, 0)))
    inner = h.peek("dut.level", 5)
    h.prove("level", "The block knows how many bytes there are.", inner == level + _BIAS)
    read, write = h.peek("dut.read", 4), h.peek("dut.write", 2)
    h.prove(
        "pointers",
        "What is written next lies behind the bytes that there are.",
        (write << 2) == (read + level)[:4],
    )
    h.prove(
        "fits",
        "The bytes, and those before the next window in its lanes' first row, fit into the ring.",
        level + read[:2] <= _SIZE,
    )
    h.prove(
        "complete",
        "A window is gathered only if all its bytes are there, another is wanted, and there is room.",
        implies(dut.gathered, (level >= _WINDOW) & dut.more & (~dut.valid | dut.take)),
    )
    h.prove(
        "prompt",
        "A window whose bytes are there is gathered at once, if one is wanted and there is room.",
        implies((level >= _WINDOW) & dut.more & ~dut.valid, dut.gathered),
    )
    h.prove(
        "room",
        "There is room for a beat at the latest when no window is complete.",
        implies(level < _WINDOW, dut.room),
    )
    h.prove(
        "valid",
        "A window is at hand from the cycle after it was gathered until it is taken.",
        dut.valid == h.past(dut.gathered | (dut.valid & ~dut.take)),
    )
    h.prove(
        "stable",
        "A window that is at hand does not change.",
        implies(h.past(dut.valid & ~dut.take), dut.window == h.past(dut.window)),
    )

    # Any one of the bytes: how many are ahead of it, less than none when the window has passed it.
    chosen, index = h.free("chosen"), h.free("index", range(_BEAT))
    followed, ahead, value = Signal(), Signal(signed(7)), Signal(8)
    shown, place = Signal(), Signal(range(_WINDOW))
    inside = followed & (ahead >= 0) & (ahead < _WINDOW)
    with m.If(dut.gathered):
        m.d.sync += [
            shown.eq(inside),
            place.eq(ahead),
            ahead.eq(ahead - dut.step),
            followed.eq(followed & (ahead >= dut.step)),
        ]
    with m.If(dut.put & chosen & ~followed & (level + index >= Mux(dut.gathered, dut.step, 0))):
        m.d.sync += [
            followed.eq(1),
            value.eq(dut.beat.word_select(index, 8)),
            ahead.eq(level + index - Mux(dut.gathered, dut.step, 0)),
            shown.eq(0),
        ]
    with m.If(dut.clear):
        m.d.sync += followed.eq(0)
    content = Array(h.peek(f"dut.lane_{i % _LANES}[{i // _LANES}]", 8) for i in range(_SIZE))
    h.prove(
        "place",
        "A byte lies in the ring where the windows look for it.",
        implies(followed, (ahead >= 0) & (ahead < level) & (content[(read + ahead)[:4]] == value)),
    )
    turn, unturned = h.peek("dut.window_turn", 2), h.peek("dut.unturned", 32)
    h.prove(
        "lane",
        "A byte of the window at hand is in its lane.",
        implies(shown & dut.valid, unturned.word_select((turn + place)[:2], 8) == value),
    )
    h.prove(
        "order",
        "Any byte is in each window that reaches it, at its place.",
        implies(shown & dut.valid, dut.window.word_select(place, 8) == value),
    )
    h.cover(
        "overlap",
        "A byte is in a third window.",
        shown & dut.valid & (place == 0) & (dut.step == 1) & h.past(shown & (place == 1)),
    )
    h.cover("full", "There is no room.", ~dut.room & followed & (Cat(read)[:2] == 3))


BENCHES = (
    Bench(block="window_buffer", name="window_buffer", build=_build, method="induction", depth=2),
)
