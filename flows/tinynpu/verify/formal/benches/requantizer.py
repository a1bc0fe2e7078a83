"""Requantizer lane: the formula of its docstring, up to the product and from there on."""

from amaranth.hdl import Const, Mux, Signal, signed

from tinynpu.core.requantizer import RequantizerLane
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.rules import implies

__all__ = ["BENCHES"]


def _build(h: Harness) -> None:
    dut = h.block(
        RequantizerLane(),
        driven=["parameters", "load", "round_once", "zero_point", "clamp_min", "clamp_max"],
    )
    m = h.m
    # All parameters hold still while values are on their way.
    bias, multiplier = h.constant("bias", signed(32)), h.constant("multiplier", 32)
    shift, round_once = h.constant("shift", signed(6)), h.constant("round_once")
    zero_point = h.constant("zero_point", signed(8))
    low, high = h.constant("clamp_min", signed(8)), h.constant("clamp_max", signed(8))
    m.d.comb += [
        dut.parameters.bias.eq(bias),
        dut.parameters.multiplier.eq(multiplier),
        dut.parameters.shift.eq(shift),
        dut.load.eq(1),
        dut.round_once.eq(round_once),
        dut.zero_point.eq(zero_point),
        dut.clamp_min.eq(low),
        dut.clamp_max.eq(high),
    ]
    h.assume(~multiplier[31] & (shift >= -31) & (shift <= 31))

    def stage(value, shape):
        register = Signal(shape)
        m.d.sync += register.eq(value)
        return register

    started = Signal(5)
    m.d.sync += started.eq(started + ~started.all())
    left = Mux(shift[5], Const(0, 5), shift[:5])
    right = Mux(shift[5], (-shift)[:5], Const(0, 5))

    # What is multiplied.
    biased = stage(dut.value + bias, signed(32))
    shifted = stage((biased << left)[:32].as_signed(), signed(32))
    h.prove(
        "operand",
        "What is multiplied is the value and the bias, shifted to the left, two cycles before.",
        implies(started >= 3, h.peek("dut.a", signed(32)) == shifted)
        & implies(started >= 3, h.peek("dut.b", 31) == multiplier[:31]),
    )
    parts = {
        (i, j): h.peek(f"dut.multiplier.part_{i}{j}.product", signed(width))
        for (i, j), width in {(0, 0): 36, (0, 1): 33, (1, 0): 33, (1, 1): 30}.items()
    }
    total = parts[0, 0] + ((parts[0, 1] + parts[1, 0]) << 17) + (parts[1, 1] << 34)
    product = h.peek("dut.product", signed(64))
    low_halves = implies(started >= 2, (parts[0, 0] >= 0) & (parts[0, 0] < 1 << 34))
    h.assume(low_halves)
    h.prove(
        "sum_of_parts",
        "The product is the sum of the products of the halves, two cycles before.",
        implies(started >= 4, product == stage(stage(total, signed(64)), signed(64))),
    )

    # From the product on.
    rounded = (product + Const(1 << 30, signed(64))) >> 31  # at half, up
    rounded = stage(Mux(round_once, product >> 30, rounded), signed(34))
    h.assume((product < 1 << 62) & (product > -(1 << 62)))  # |a| <= 2**31 and b < 2**31
    rounded = stage(rounded, signed(34))

    # Twice rounded: the magnitude plus half, divided, with the sign put back: half away from zero.
    magnitude = Mux(rounded < 0, -rounded, rounded)[:34]
    half = (Const(1, 32) << right) >> 1
    divided = (magnitude + half) >> right
    twice = Mux(rounded < 0, -divided.as_signed(), divided)
    # Once rounded: add half of what the last bit is worth, and divide.
    once = (rounded + (Const(1, 33) << right)) >> (right + 1)
    quotient = stage(Mux(round_once, once, twice), signed(34))
    sum_ = stage(quotient + zero_point, signed(34))
    raised = Mux(sum_ < low, low, sum_)
    result = stage(stage(Mux(raised > high, high, raised), signed(8)), signed(8))

    h.prove(
        "within_clamp",
        "The result is never outside of `clamp_min`..`clamp_max`.",
        implies((low <= high) & (started >= 2), (dut.result >= low) & (dut.result <= high)),
    )
    h.prove(
        "formula",
        "Six cycles after a product comes what `requantize` makes of it.",
        implies(started >= 2 + dut.LATENCY, dut.result == result),
    )
    h.cover(
        "half_below_zero",
        "A negative half that is rounded away from zero.",
        (started == 31)
        & ~round_once
        & (right == 3)
        & (quotient == -2)
        & h.past(rounded == -12)
        & (shift < 0),
    )
    h.cover(
        "clamped",
        "A result at the upper clamp.",
        (started == 31) & (dut.result == high) & (high == 100),
    )


BENCHES = (
    Bench(
        block="requantizer",
        name="requantizer",
        build=_build,
        quick=False,  # half a minute
        note="the products of the halves, which `tinynpu.verify.formal.technology` compares, are any",
    ),
)
