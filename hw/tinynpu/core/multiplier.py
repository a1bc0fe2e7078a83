"""Signed multiplier with registers, in the primitives of a technology."""

from collections.abc import Callable

from amaranth.hdl import Cat, ClockSignal, Const, Instance, Module, Signal, Value, signed
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

from tinynpu.core.technology import Technology

__all__ = ["Multiplier"]


class Multiplier(wiring.Component):
    """``product = a * b``, `LATENCY` cycles later.

    Operands go into registers in front of the multiplier, ``b`` only with ``b_enable``: a weight
    stays there while samples pass. Two more registers follow, in and behind the multiplier. None
    of them has a reset.

    Parameters
    ----------
    a_width, b_width
        Bits of the operands, at most 18.
    technology
        ECP5: ``MULT18X18D``; GOWIN: ``MULT9X9`` or ``MULT18X18``. Others: plain RTL.
    block
        False: of LUTs, also where the technology has a block (ECP5: ``b_width`` is a multiple of 4).

    Members
    -------
    a, b : In(signed(a_width)), In(signed(b_width))
        Operands.
    b_enable : In(1)
        ``b`` is taken in this cycle.
    product : Out(signed(a_width + b_width))
        Product.

    Source
    ------
    Lattice FPGA-TN-02205, *ECP5 and ECP5-5G sysDSP Usage Guide*; Gowin UG287, *DSP User Guide*.
    """

    LATENCY = 3

    def __init__(
        self,
        a_width: int,
        b_width: int,
        *,
        technology: Technology = Technology.GENERIC,
        block: bool = True,
    ):
        assert max(a_width, b_width) <= 18, (a_width, b_width)
        self.a_width = a_width
        self.b_width = b_width
        self.technology = technology
        self.block = block
        super().__init__(
            {
                "a": In(signed(a_width)),
                "b": In(signed(b_width)),
                "b_enable": In(1),
                "product": Out(signed(a_width + b_width)),
            }
        )

    def elaborate(self, platform):
        m = Module()
        if self.technology == Technology.ECP5:
            (self._ecp5 if self.block else self._ecp5_luts)(m)
        elif self.technology == Technology.GOWIN and self.block:
            self._gowin(m)
        else:
            self._plain(m)
        return m

    def _operands(self, m: Module):
        """Registers of the operands, outside of a block."""
        a = Signal(signed(self.a_width), name="a_register", reset_less=True)
        b = Signal(signed(self.b_width), name="b_register", reset_less=True)
        m.d.sync += a.eq(self.a)
        with m.If(self.b_enable):
            m.d.sync += b.eq(self.b)
        return a, b

    def _plain(self, m: Module):
        a, b = self._operands(m)
        multiplied = Signal.like(self.product, name="multiplied", reset_less=True)
        output = Signal.like(self.product, name="output", reset_less=True)
        m.d.sync += [multiplied.eq(a * b), output.eq(multiplied)]
        m.d.comb += self.product.eq(output)

    def _ecp5(self, m: Module):
        ports: dict[str, Value] = {}
        for letter, operand in (("A", self.a), ("B", self.b)):
            for bit in range(18):  # the sign is extended
                ports[f"i_{letter}{bit}"] = operand[min(bit, len(operand) - 1)]
        output = Signal(36)
        ports |= {f"i_C{bit}": Const(0, 1) for bit in range(18)}
        ports |= {f"o_P{bit}": output[bit] for bit in range(36)}
        clocked = {}
        for place, enable in (("INPUTA", 0), ("INPUTB", 1), ("PIPELINE", 0), ("OUTPUT", 0)):
            clocked |= {
                f"p_REG_{place}_CLK": "CLK0",
                f"p_REG_{place}_CE": f"CE{enable}",
                f"p_REG_{place}_RST": "RST0",
            }
        m.submodules.mult = Instance(
            "MULT18X18D",
            **clocked,
            p_GSR="DISABLED",
            i_CLK0=ClockSignal(),
            i_CE0=Const(1, 1),
            i_CE1=self.b_enable,
            i_RST0=Const(0, 1),
            i_SIGNEDA=Const(1, 1),
            i_SIGNEDB=Const(1, 1),
            i_SOURCEA=Const(0, 1),
            i_SOURCEB=Const(0, 1),
            **ports,
        )
        m.d.comb += self.product.eq(output[: len(self.product)].as_signed())

    def _gowin(self, m: Module):
        width = 9 if max(self.a_width, self.b_width) <= 9 else 18
        # A block has one clock enable: the register of `b` is outside.
        b = Signal(signed(self.b_width), name="b_register", reset_less=True)
        with m.If(self.b_enable):
            m.d.sync += b.eq(self.b)
        output = Signal(2 * width)

        def extended(operand):
            return Cat(operand, operand[-1].replicate(width - len(operand)))

        m.submodules.mult = Instance(
            f"MULT{width}X{width}",
            p_AREG=Const(1, 1),
            p_BREG=Const(0, 1),
            p_PIPE_REG=Const(1, 1),
            p_OUT_REG=Const(1, 1),
            p_ASIGN_REG=Const(0, 1),
            p_BSIGN_REG=Const(0, 1),
            p_SOA_REG=Const(0, 1),
            p_MULT_RESET_MODE="SYNC",
            i_A=extended(self.a),
            i_B=extended(b),
            i_SIA=Const(0, width),
            i_SIB=Const(0, width),
            i_ASIGN=Const(1, 1),
            i_BSIGN=Const(1, 1),
            i_ASEL=Const(0, 1),
            i_BSEL=Const(0, 1),
            i_CE=Const(1, 1),
            i_CLK=ClockSignal(),
            i_RESET=Const(0, 1),
            o_DOUT=output,
        )
        m.d.comb += self.product.eq(output[: len(self.product)].as_signed())

    def _ecp5_luts(self, m: Module):
        """Rows of two bits of ``b``, each in a carry chain whose LUTs make the products of bits, too.

        The top bit counts negative: −2·a·b = 2·(~a)·b + 2·b for a bit b. The latter comes in as
        carry and in the free lowest bit.
        """
        assert self.b_width % 4 == 0, self.b_width
        a, b = self._operands(m)
        rows = []
        for pair in range(self.b_width // 2):
            low, high = b[2 * pair], b[2 * pair + 1]
            top = 2 * pair + 2 == self.b_width
            row = Signal(signed(self.a_width + 2), name=f"row_{pair}")
            # here & low + before & high, or here & low + ~before & high. A cell's carry is that of
            # its first two inputs where the sum of a bit, without the carry, is 0.
            table = _table(
                lambda here, low, before, high, top=top: here & low ^ (before ^ top) & high
            )
            carry = high if top else Const(0, 1)
            for at in range(0, len(row), 2):
                ports = {}
                for i, bit in enumerate((at, at + 1)):
                    ports[f"i_A{i}"] = a[min(bit, self.a_width - 1)]
                    ports[f"i_B{i}"] = low
                    ports[f"i_C{i}"] = a[min(bit - 1, self.a_width - 1)] if bit else Const(0, 1)
                    ports[f"i_D{i}"] = high
                    ports[f"o_S{i}"] = row[bit]
                following = Signal(name=f"carry_{pair}_{at}")
                m.submodules[f"row_{pair}_{at}"] = Instance(
                    "CCU2C",
                    p_INIT0=table,
                    p_INIT1=table,
                    p_INJECT1_0="NO",
                    p_INJECT1_1="NO",
                    i_CIN=carry,
                    o_COUT=following,
                    **ports,
                )
                carry = following
            rows.append(row)
        half = len(rows) // 2
        halves = []
        for index, part in enumerate((rows[:half], rows[half:])):
            register = Signal(
                signed(self.a_width + 2 * half), name=f"half_{index}", reset_less=True
            )
            m.d.sync += register.eq(sum((row << 2 * i for i, row in enumerate(part)), Const(0)))
            halves.append(register)
        output = Signal.like(self.product, name="output", reset_less=True)
        m.d.sync += output.eq(halves[0] + (halves[1] << 2 * half))
        m.d.comb += self.product.eq(output)


def _table(function: Callable[[int, int, int, int], int]) -> Const:
    """Contents of a LUT with four inputs."""
    bits = (function(*(index >> i & 1 for i in range(4))) << index for index in range(16))
    return Const(sum(bits), 16)
