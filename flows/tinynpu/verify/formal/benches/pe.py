"""Processing element: the formula of its docstring, in all modes."""

from amaranth.hdl import Mux, Signal, signed

from tinynpu.core.pe import PE
from tinynpu.core.silicon_pe import SiliconPE
from tinynpu.core.technology import Technology
from tinynpu.verify.formal.bench import Bench
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.rules import implies

__all__ = ["BENCHES"]

_WIDTH = 18


def _operands(h: Harness, dut) -> tuple[Signal, Signal, Signal]:
    """The weight that was loaded before, and the operands of a wave one cycle later."""
    m = h.m
    loaded = Signal(signed(8))  # by the last `load` before this cycle
    active = Signal(signed(8))  # by the last `swap` before this cycle
    weight = Signal(signed(8))
    m.d.comb += weight.eq(Mux(dut.swap, loaded, active))
    m.d.sync += active.eq(weight)
    with m.If(dut.load):
        m.d.sync += loaded.eq(dut.weight)
    kept_weight, kept_sample = Signal(signed(8)), Signal(signed(8))
    m.d.sync += [kept_weight.eq(weight), kept_sample.eq(dut.activation_in)]
    return loaded, kept_weight, kept_sample


def _passing(h: Harness, dut, prefix: str = "") -> None:
    """What becomes of a sample; ``prefix`` of the names of the claims."""
    sample = dut.activation_in
    before = Signal(signed(8))  # sample of the last wave
    with h.m.If(dut.valid):
        h.m.d.sync += before.eq(sample)
    h.prove(
        f"{prefix}passes_the_sample",
        "Without `delay` the sample is passed on one cycle later.",
        implies(h.past(~dut.delay), dut.activation_out == h.past(sample)),
    )
    h.prove(
        f"{prefix}passes_the_sample_before",
        "With `delay` the sample of the wave before is passed on.",
        implies(h.past(dut.delay), dut.activation_out == h.past(before)),
    )


def _build(h: Harness) -> None:
    dut = h.block(PE(_WIDTH, fir=True))
    m = h.m
    sample = dut.activation_in
    # The operands are kept, and multiplied as late as in the block, and in the same order: so the
    # engine sees that it is the same multiplication.
    loaded, kept_weight, kept_sample = _operands(h, dut)
    product, late_product = Signal(signed(16)), Signal(signed(16))
    total = Signal(signed(_WIDTH))
    m.d.sync += [
        product.eq(kept_sample * kept_weight),
        late_product.eq(product),
        total.eq(dut.psum_in + late_product),
    ]
    h.prove(
        "multiply_accumulate",
        "`psum_out` is `psum_in` of the cycle before + weight · `activation_in` of the fourth cycle "
        "before, the weight being the active one or, with `swap`, the one that was loaded last.",
        dut.psum_out == total,
    )

    _passing(h, dut)
    h.cover(
        "load_with_swap",
        "A weight is loaded in the very cycle of a swap, then used with the next swap.",
        h.past(dut.load & dut.swap & (dut.weight == -128), "both")
        & dut.swap
        & (sample == -128)
        & (loaded == -128),
    )
    h.cover("sum_is_negative", "A sum below zero.", dut.psum_out == -1000)


def _build_silicon(h: Harness) -> None:
    dut = h.block(SiliconPE(_WIDTH, fir=True, technology=Technology.GENERIC))
    loaded, kept_weight, _ = _operands(h, dut)
    kept_sample = Signal(signed(8))
    with h.m.If(dut.valid):
        h.m.d.sync += kept_sample.eq(dut.activation_in)
    product = (~kept_sample).as_signed() * (~kept_weight).as_signed()
    total = Signal(signed(_WIDTH))
    h.m.d.sync += total.eq(dut.psum_in + product - SiliconPE.OFFSET)
    h.prove(
        "silicon_multiply_accumulate",
        "`psum_out` is `psum_in` of the cycle before + weight · sample of the last wave that came two cycles "
        "before or earlier - the offset, the weight being the active one or, with `swap`, the one that was "
        "loaded last.",
        dut.psum_out == total,
    )
    _passing(h, dut, "silicon_")
    h.cover(
        "silicon_load_with_swap",
        "A weight is loaded in the very cycle of a swap, then used with the next swap.",
        h.past(dut.load & dut.swap & (dut.weight == 127), "both")
        & dut.swap
        & (dut.activation_in == 127)
        & (loaded == 127),
    )


def _product(h: Harness) -> None:
    """The multiplication of the netlist, which the other bench takes for granted."""
    dut = h.block(PE(_WIDTH, fir=False), driven=["psum_in", "swap"])  # which stay 0 and 1
    weight = h.constant("weight_value", signed(8))
    h.assume(dut.load & (dut.weight == weight))
    h.m.d.comb += dut.swap.eq(1)
    sample = dut.activation_in
    product = Mux(weight[7], -(sample << 7), 0)
    for bit in range(7):
        product = product + Mux(weight[bit], sample << bit, 0)
    # The first product is 0: the first weight is loaded in the cycle of its sample.
    expected = product
    for name in ("taken", "multiplied", "put_out", "added"):
        register = Signal(signed(_WIDTH), name=name)
        h.m.d.sync += register.eq(expected)
        expected = register
    loaded = h.past(1, "loaded")
    for name in ("loaded_taken", "loaded_multiplied", "loaded_put_out", "loaded_added"):
        loaded = h.past(loaded, name)
    h.prove(
        "product",
        "For all weights and samples the product is the sum of the shifted samples.",
        dut.psum_out == Mux(loaded, expected, 0),
    )
    h.cover("product_of_extremes", "(-128) · (-128) = 16384.", dut.psum_out == 16384)


BENCHES = (
    Bench(
        block="pe",
        name="pe",
        build=_build,
        note="model and block share the multiplication, which `product` verifies",
    ),
    Bench(
        block="pe",
        name="silicon",
        build=_build_silicon,
        note="model and block share the multiplication; its tree is compared with the formula for each weight",
    ),
    Bench(
        block="pe",
        name="product",
        build=_product,
        quick=False,  # a minute: two multipliers of different structure
    ),
)
