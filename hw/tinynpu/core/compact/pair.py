"""Two 8×8 multipliers with registers, as one DSP of an iCE40 UltraPlus holds them."""

from amaranth.hdl import C, Cat, ClockSignal, Instance, Module, ResetSignal, Signal, signed
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

from tinynpu.core.technology import Technology

__all__ = ["MultiplierPair"]


class MultiplierPair(wiring.Component):
    """``product = a * b``, two cycles later; ``b`` is taken only with ``load_b`` and kept.

    Parameters
    ----------
    technology
        ``ICE40``: one ``SB_MAC16``; else plain logic.

    Members
    -------
    a0, a1, b0, b1 : In(signed(8))
        Factors.
    load_b : In(1)
        Take ``b0`` and ``b1``.
    product0, product1 : Out(signed(16))
        Products.

    Source
    ------
    Lattice, *iCE40 Technology Library*: SB_MAC16, 8×8 multipliers with input and product registers.
    """

    def __init__(self, *, technology: Technology):
        self.technology = technology
        super().__init__(
            {
                "a0": In(signed(8)),
                "a1": In(signed(8)),
                "b0": In(signed(8)),
                "b1": In(signed(8)),
                "load_b": In(1),
                "product0": Out(signed(16)),
                "product1": Out(signed(16)),
            }
        )

    def elaborate(self, platform):
        m = Module()
        if self.technology == Technology.ICE40:
            self._mac16(m)
            return m
        for a, b, product in (
            (self.a0, self.b0, self.product0),
            (self.a1, self.b1, self.product1),
        ):
            held_a, held_b = Signal.like(a), Signal.like(b)
            m.d.sync += [held_a.eq(a), product.eq(held_a * held_b)]
            with m.If(self.load_b):
                m.d.sync += held_b.eq(b)
        return m

    def _mac16(self, m: Module):
        output = Signal(32)
        parameters = {
            "A_REG": 1, "B_REG": 1, "C_REG": 0, "D_REG": 0,
            "TOP_8x8_MULT_REG": 1, "BOT_8x8_MULT_REG": 1,
            "PIPELINE_16x16_MULT_REG1": 0, "PIPELINE_16x16_MULT_REG2": 0,
            "TOPOUTPUT_SELECT": 2, "BOTOUTPUT_SELECT": 2,
            "TOPADDSUB_LOWERINPUT": 0, "TOPADDSUB_UPPERINPUT": 0, "TOPADDSUB_CARRYSELECT": 0,
            "BOTADDSUB_LOWERINPUT": 0, "BOTADDSUB_UPPERINPUT": 0, "BOTADDSUB_CARRYSELECT": 0,
            "MODE_8x8": 1, "A_SIGNED": 1, "B_SIGNED": 1, "NEG_TRIGGER": 0,
        }  # fmt: skip
        widths = {"TOPOUTPUT_SELECT": 2, "BOTOUTPUT_SELECT": 2, "TOPADDSUB_LOWERINPUT": 2,
                  "TOPADDSUB_CARRYSELECT": 2, "BOTADDSUB_LOWERINPUT": 2,
                  "BOTADDSUB_CARRYSELECT": 2}  # fmt: skip
        zeros = ("CI", "AHOLD", "CHOLD", "DHOLD", "ADDSUBTOP", "ADDSUBBOT", "OHOLDTOP", "OHOLDBOT",
                 "OLOADTOP", "OLOADBOT", "ORSTTOP", "ORSTBOT", "ACCUMCI", "SIGNEXTIN")  # fmt: skip
        m.submodules.mac = Instance(
            "SB_MAC16",
            **{f"p_{name}": C(value, widths.get(name, 1)) for name, value in parameters.items()},
            **{f"i_{name}": C(0, 1) for name in zeros},
            i_CLK=ClockSignal(),
            i_CE=C(1, 1),
            i_A=Cat(self.a0, self.a1),
            i_B=Cat(self.b0, self.b1),
            i_C=C(0, 16),
            i_D=C(0, 16),
            i_BHOLD=~self.load_b,
            i_IRSTTOP=ResetSignal(),
            i_IRSTBOT=ResetSignal(),
            o_O=output,
        )
        m.d.comb += [self.product0.eq(output[:16]), self.product1.eq(output[16:])]
