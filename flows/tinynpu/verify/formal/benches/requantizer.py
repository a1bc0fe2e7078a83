"""Requantizer lane: the formula of its docstring, from the product on."""

from amaranth.hdl import Const, Mux, Signal, signed

from tinynpu.core.requantizer import Rounding
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.rules import implies

__all__ = ["BENCHES"]


def _stages(h: Harness, value, count: int = 1):
    """The value some cycles later."""
    for _ in range(count):
        register = Signal.like(value)
        h.m.d.sync += register.eq(value)
        value = register
    return value


def _started(h: Harness):
    """Cycles from the beginning, at most 31."""
    started = Signal(5)
    h.m.d.sync += started.eq(started + ~started.all())
    return started


def _rounding(h: Harness) -> None:
    dut = h.block(
        Rounding(), driven=["right", "round_once", "zero_point", "clamp_min", "clamp_max"]
    )
    # All parameters hold still while values are on their way.
    right, round_once = h.constant("right", 5), h.constant("round_once")
    zero_point = h.constant("zero_point", signed(8))
    low, high = h.constant("clamp_min", signed(8)), h.constant("clamp_max", signed(8))
    h.m.d.comb += [
        dut.right.eq(right),
        dut.round_once.eq(round_once),
        dut.zero_point.eq(zero_point),
        dut.clamp_min.eq(low),
        dut.clamp_max.eq(high),
    ]
    product = dut.product
    h.assume((product <= 1 << 62) & (product >= -(1 << 62)))  # |a| <= 2**31 and b < 2**31
    started = _started(h)

    rounded = Signal(signed(34))
    halves_up = (product + Const(1 << 30, signed(64))) >> 31
    h.m.d.comb += rounded.eq(Mux(round_once, product >> 30, halves_up))
    rounded = _stages(h, rounded)
    h.prove(
        "first_rounding",
        "What is to be divided is the rounded product, with a bit more where it is not rounded.",
        h.peek("dut.high", signed(34)) == Mux(round_once, rounded, (rounded << 1)[:34].as_signed()),
    )
    rounded = _stages(h, rounded)
    # Twice rounded: the magnitude plus half, divided, with the sign put back: half away from zero.
    magnitude = Mux(rounded < 0, -rounded, rounded)[:34]
    half = (Const(1, 32) << right) >> 1
    divided = (magnitude + half) >> right
    twice = Mux(rounded < 0, -divided.as_signed(), divided)
    # Once rounded: add half of what the last bit is worth, and divide.
    once = (rounded + (Const(1, 33) << right)) >> (right + 1)
    quotient = Signal(signed(34))
    h.m.d.comb += quotient.eq(Mux(round_once, once, twice))
    quotient = _stages(h, quotient)
    h.prove(
        "division",
        "The quotient is that of the formula, after it has been rounded.",
        implies(
            started >= 3,
            (h.peek("dut.quotient", signed(33)) + h.peek("dut.up"))[:34].as_signed() == quotient,
        ),
    )
    total = Signal(signed(34))
    h.m.d.comb += total.eq(quotient + zero_point)
    total = _stages(h, total)
    raised = Mux(total < low, low, total)
    result = Signal(signed(8))
    h.m.d.comb += result.eq(Mux(raised > high, high, raised))
    result = _stages(h, result, 2)

    h.prove(
        "within_clamp",
        "The result is never outside of `clamp_min`..`clamp_max`.",
        implies((low <= high) & (started >= 2), (dut.result >= low) & (dut.result <= high)),
    )
    h.prove(
        "formula",
        "Six cycles after a product comes what `requantize` makes of it.",
        implies(started >= dut.LATENCY, dut.result == result),
    )
    h.cover(
        "half_below_zero",
        "A negative half that is rounded away from zero.",
        (started == 9)
        & ~round_once
        & (right == 3)
        & (quotient == -2)
        & h.past(rounded == -12)
        & (total < 0),
    )
    h.cover(
        "clamped",
        "A result at the upper clamp.",
        (started == 9) & (dut.result == high) & (high == 100) & (low < high),
    )


BENCHES = (
    Bench(
        block="requantizer",
        name="rounding",
        build=_rounding,
        quick=False,  # half a minute
        note="from the product on, which is any",
    ),
)
