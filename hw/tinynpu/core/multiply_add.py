"""Multiply and add in one tree of full adders, for standard cells."""

import heapq
import itertools

from amaranth.hdl import Cat, Instance, Module, Signal, Value, signed
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

from tinynpu.core.technology import Technology

__all__ = ["GENERIC_CELLS", "MultiplyAdd"]

GENERIC_CELLS = """\
module tinynpu_full_adder (input a, input b, input c, output sum, output carry);
  assign sum = a ^ b ^ c;
  assign carry = a & b | a & c | b & c;
endmodule

module tinynpu_half_adder (input a, input b, output sum, output carry);
  assign sum = a ^ b;
  assign carry = a & b;
endmodule
"""
"""Verilog of the cells that `MultiplyAdd` names, for whatever has none of its own."""

_PRODUCT_DELAY, _SUM_DELAY, _CARRY_DELAY = 1.0, 4.0, 3.7
"""Of a gate, and through an adder: which bits are there first. (sky130_fd_sc_hd: 0.1 ns, 0.4 ns.)"""


class MultiplyAdd(wiring.Component):
    """``total = addend + ~a_n * ~b_n - OFFSET``, combinational.

    The products of bits and the addend are one heap, which full adders reduce to one bit in each
    column: there is no sum of the product alone, and no second carry chain behind it. A product of
    bits is a NOR of inverted operands, the smallest gate there is.

    The top bits of the operands count negative. Their products are inverted instead, and what that
    adds, 2**15 - 2**8 modulo the width, is left to whoever makes the first addend (`OFFSET` for each
    product): constants in the middle of a chain would cost an adder. With ``exact`` it is taken off
    here: where a column has a constant, two other bits need no adder, but two gates.

    Parameters
    ----------
    width
        Bits of the sum, 16 at least.
    exact
        ``total = addend + ~a_n * ~b_n``.
    technology
        SILICON: the tree, of cells ``tinynpu_full_adder`` and ``tinynpu_half_adder``. Others: the
        formula.

    Members
    -------
    a_n, b_n : In(8), In(8)
        Operands, inverted.
    addend, total : In(signed(width)), Out(signed(width))
        Sum before and after; it wraps.

    Source
    ------
    C. R. Baugh, B. A. Wooley, *A two's complement parallel array multiplication algorithm*, 1973;
    the order of the adders is that of V. G. Oklobdzija, D. Villeger, S. S. Liu, *A method for speed
    optimized partial product reduction*, 1996.
    """

    OFFSET = (1 << 8) - (1 << 15)

    def __init__(
        self, width: int, *, technology: Technology = Technology.GENERIC, exact: bool = False
    ):
        assert width >= 16, width
        self.width = width
        self.exact = exact
        self.technology = technology
        super().__init__(
            {
                "a_n": In(8),
                "b_n": In(8),
                "addend": In(signed(width)),
                "total": Out(signed(width)),
            }
        )

    def elaborate(self, platform):
        m = Module()
        if self.technology == Technology.SILICON:
            self._tree(m)
        else:
            product = (~self.a_n).as_signed() * (~self.b_n).as_signed()
            offset = 0 if self.exact else self.OFFSET
            m.d.comb += self.total.eq(self.addend + product - offset)
        return m

    def _tree(self, m: Module):
        # Columns of bits as (when they are there, number, bit), the first first.
        columns: list[list[tuple[float, int, Value]]] = [[] for _ in range(self.width)]
        numbers, names = itertools.count(), itertools.count()

        def put(column: int, time: float, bit: Value):
            if column < self.width:
                heapq.heappush(columns[column], (time, next(numbers), bit))

        for column in range(self.width):
            put(column, 0.0, self.addend[column])
        for i in range(8):
            for j in range(8):
                either = self.a_n[i] | self.b_n[j]
                bit = Signal(name=f"product_{i}_{j}")
                m.d.comb += bit.eq(either if (i == 7) != (j == 7) else ~either)
                put(i + j, _PRODUCT_DELAY, bit)

        total = []
        for column, bits in enumerate(columns):
            if self.exact and self.OFFSET >> column & 1:
                taken = [heapq.heappop(bits) for _ in range(min(len(bits), 2))]
                time = max(entry[0] for entry in taken)
                sum_, carry = _increment([entry[2] for entry in taken])
                put(column, time + _PRODUCT_DELAY, sum_)
                put(column + 1, time + _PRODUCT_DELAY, carry)
            while len(bits) > 1:
                taken = [heapq.heappop(bits) for _ in range(min(len(bits), 3))]
                time = max(entry[0] for entry in taken)
                sum_, carry = _adder(m, next(names), [entry[2] for entry in taken])
                put(column, time + _SUM_DELAY, sum_)
                put(column + 1, time + _CARRY_DELAY, carry)
            total.append(bits[0][2])
        m.d.comb += self.total.eq(Cat(total))


def _increment(bits: list[Value]) -> tuple[Value, Value]:
    """Sum and carry of one or two bits and a one."""
    if len(bits) == 1:
        return ~bits[0], bits[0]
    return ~(bits[0] ^ bits[1]), bits[0] | bits[1]


def _adder(m: Module, name: int, bits: list[Value]) -> tuple[Signal, Signal]:
    """Full adder of three bits, or half adder of two."""
    sum_, carry = Signal(name=f"sum_{name}"), Signal(name=f"carry_{name}")
    ports = dict(zip(("i_a", "i_b", "i_c"), bits, strict=False))
    kind = "full" if len(bits) == 3 else "half"
    m.submodules[f"adder_{name}"] = Instance(
        f"tinynpu_{kind}_adder", **ports, o_sum=sum_, o_carry=carry
    )
    return sum_, carry
