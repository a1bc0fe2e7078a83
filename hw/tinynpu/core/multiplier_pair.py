"""Two 8x8 multipliers, which an iCE40 has in one block."""

from amaranth.hdl import Cat, ClockSignal, Const, Instance, Module, Signal, signed
from amaranth.lib import data, wiring
from amaranth.lib.wiring import In, Out

from tinynpu.core.technology import Technology

__all__ = ["MultiplierPair"]


class MultiplierPair(wiring.Component):
    """``product[i] = a[i] * b[i]``, ``latency`` cycles later, for i = 0, 1.

    Operands go into registers in front of the multipliers, those of ``b`` only with ``b_enable``:
    a weight stays there while samples pass. None of the registers has a reset.

    Parameters
    ----------
    technology
        ICE40: one ``SB_MAC16``. Others: plain RTL.
    latency
        2: registers behind the multipliers; 3: others behind those.
    one_enable
        Both ``b_enable`` are always equal. Else an ``SB_MAC16``, whose registers of ``b`` have one
        enable together, leaves these 16 registers to the fabric.

    Members
    -------
    a, b : In(ArrayLayout(signed(8), 2))
        Operands.
    b_enable : In(2)
        ``b[i]`` is taken in this cycle.
    product : Out(ArrayLayout(signed(16), 2))
        Products.

    Source
    ------
    Lattice FPGA-TN-02007, *DSP Function Usage Guide for iCE40 Devices*.
    """

    def __init__(
        self,
        *,
        technology: Technology = Technology.GENERIC,
        latency: int = 3,
        one_enable: bool = True,
    ):
        assert latency in (2, 3), latency
        self.technology = technology
        self.latency = latency
        self.one_enable = one_enable
        super().__init__(
            {
                "a": In(data.ArrayLayout(signed(8), 2)),
                "b": In(data.ArrayLayout(signed(8), 2)),
                "b_enable": In(2),
                "product": Out(data.ArrayLayout(signed(16), 2)),
            }
        )

    def elaborate(self, platform):
        m = Module()
        if self.technology == Technology.ICE40:
            self._block(m)
        else:
            self._plain(m)
        return m

    def _plain(self, m: Module):
        for i in range(2):
            a = Signal(signed(8), name=f"a_{i}", reset_less=True)
            b = Signal(signed(8), name=f"b_{i}", reset_less=True)
            enable = self.b_enable[0 if self.one_enable else i]
            m.d.sync += a.eq(self.a[i])
            with m.If(enable):
                m.d.sync += b.eq(self.b[i])
            product = a * b
            for stage in range(self.latency - 1):
                register = Signal(signed(16), name=f"product_{i}_{stage}", reset_less=True)
                m.d.sync += register.eq(product)
                product = register
            m.d.comb += self.product[i].eq(product)

    def _block(self, m: Module):
        operand = Cat(self.b[0].as_unsigned(), self.b[1].as_unsigned())
        hold = ~self.b_enable[0]
        if not self.one_enable:
            registers = data.View(
                data.ArrayLayout(8, 2), Signal(16, name="b_registers", reset_less=True)
            )
            for i in range(2):
                with m.If(self.b_enable[i]):
                    m.d.sync += registers[i].eq(self.b[i])
            operand, hold = registers.as_value(), Const(1, 1)
        # The product is the output, or through the adder, which adds C = D = 0, to its register.
        late = self.latency == 3
        halves = {}
        for half, letter in (("TOP", "C"), ("BOT", "D")):
            halves |= {
                f"p_{half}OUTPUT_SELECT": Const(1 if late else 2, 2),
                f"p_{half}ADDSUB_LOWERINPUT": Const(1, 2),  # the 8x8 product
                f"p_{half}ADDSUB_UPPERINPUT": Const(1, 1),  # C or D
                f"p_{half}ADDSUB_CARRYSELECT": Const(0, 2),
                f"p_{half}_8x8_MULT_REG": Const(1, 1),
                f"p_{letter}_REG": Const(0, 1),
                f"i_{letter}": Const(0, 16),
                f"i_{letter}HOLD": Const(0, 1),
                f"i_IRST{half}": Const(0, 1),
                f"i_ORST{half}": Const(0, 1),
                f"i_OLOAD{half}": Const(0, 1),
                f"i_OHOLD{half}": Const(0, 1),
                f"i_ADDSUB{half}": Const(0, 1),
            }
        output = Signal(32)
        m.submodules.mac = Instance(
            "SB_MAC16",
            **halves,
            p_NEG_TRIGGER=Const(0, 1),
            p_A_REG=Const(1, 1),
            p_B_REG=Const(int(self.one_enable), 1),
            p_PIPELINE_16x16_MULT_REG1=Const(0, 1),
            p_PIPELINE_16x16_MULT_REG2=Const(0, 1),
            p_MODE_8x8=Const(1, 1),
            p_A_SIGNED=Const(1, 1),
            p_B_SIGNED=Const(1, 1),
            i_CLK=ClockSignal(),
            i_CE=Const(1, 1),
            i_A=Cat(self.a[0].as_unsigned(), self.a[1].as_unsigned()),
            i_B=operand,
            i_AHOLD=Const(0, 1),
            i_BHOLD=hold,
            i_CI=Const(0, 1),
            i_ACCUMCI=Const(0, 1),
            i_SIGNEXTIN=Const(0, 1),
            o_O=output,
        )
        m.d.comb += [self.product[i].eq(output.word_select(i, 16).as_signed()) for i in range(2)]
