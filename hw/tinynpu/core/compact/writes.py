"""How a unit of the compact core takes what the microcode writes."""

from typing import Any

from amaranth.hdl import Module, Value
from amaranth.lib.wiring import In

from tinynpu.core.compact.ports import Output

__all__ = ["WRITE_MEMBERS", "Writes"]

WRITE_MEMBERS = {"out": In(1), "port": In(6), "data": In(16)}
"""In one cycle: ``data`` is written to the `Output` ``port``."""


class Writes:
    """The writes that a component sees at its members of `WRITE_MEMBERS`.

    Parameters
    ----------
    m, unit
        Module of the component, and itself; the micro engine, which has these members as outputs,
        serves too.
    """

    def __init__(self, m: Module, unit: Any):
        self._m = m
        self._unit = unit

    def __call__(self, output: Output) -> Value:
        """Whether the output is written in this cycle."""
        return self._unit.out & (self._unit.port == output)

    def register(self, output: Output, target: Any, shift: int = 0) -> Any:
        """Let a signal keep what is written to the output, from bit ``shift`` on; returns it."""
        data = self._unit.data
        with self._m.If(self(output)):
            self._m.d.sync += target.eq(data >> shift if shift else data)
        return target
