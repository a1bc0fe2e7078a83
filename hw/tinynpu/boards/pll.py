"""What the PLLs of all families have in common."""

from typing import Any

from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

__all__ = ["Pll"]


class Pll(wiring.Component):
    """A clock of another frequency; each family elaborates its own primitive.

    Parameters
    ----------
    dividers
        Of the function of the family that finds them.

    Members
    -------
    clock : In(1)
        Input.
    out : Out(1)
        Output.
    locked : Out(1)
        The output is stable.
    """

    clock: In(1)
    out: Out(1)
    locked: Out(1)

    def __init__(self, dividers: Any):
        self.dividers = dividers
        super().__init__()
