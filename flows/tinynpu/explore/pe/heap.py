"""Bits by their weights, added by full adders."""

import functools
import heapq
import itertools
import operator
from collections.abc import Collection
from typing import Any

from amaranth.hdl import Instance, Signal

__all__ = ["Heap"]

_SUM_DELAY, _CARRY_DELAY = 4.0, 3.7
"""Through an adder, in 0.1 ns of sky130_fd_sc_hd: which bits are there first."""


class Heap:
    """Columns of bits, each worth twice the one before, that adders reduce.

    A full adder takes the three bits of a column that are there first. It leaves one bit fewer, so
    there is one for each bit that the sum has less than the heap; a half adder only moves a bit up.

    Parameters
    ----------
    width
        Columns; what is beyond is dropped, the sum wraps.

    Source
    ------
    C. S. Wallace, *A suggestion for a fast multiplier*, 1964; the order is that of V. G. Oklobdzija,
    D. Villeger, S. S. Liu, *A method for speed optimized partial product reduction*, 1996.
    """

    def __init__(self, width: int):
        self._columns: list[list[tuple[float, int, Any]]] = [[] for _ in range(width)]
        self._numbers = itertools.count()

    def add(self, column: int, bit: Any, time: float = 0.0):
        """Add a bit worth ``2**column`` that is there at ``time``, in 0.1 ns."""
        if column < len(self._columns):
            heapq.heappush(self._columns[column], (time, next(self._numbers), bit))

    def reduce(self, m: Any, name: str, pairs: Collection[int] = ()) -> list[list[Any]]:
        """The bits that adders leave in each column: one, or none if there was none.

        Parameters
        ----------
        m
            Gets the cells ``tinynpu_full_adder`` and ``tinynpu_half_adder``.
        name
            Begins the names of what is added.
        pairs
            Columns in which two bits may be left.
        """
        names = itertools.count()
        left = []
        for column, bits in enumerate(self._columns):
            while len(bits) > (2 if column in pairs else 1):
                taken = [heapq.heappop(bits) for _ in range(min(len(bits), 3))]
                time = max(entry[0] for entry in taken)
                operands = [entry[2] for entry in taken]
                number = next(names)
                total = Signal(name=f"{name}_sum_{number}")
                if column == len(self._columns) - 1:
                    m.d.comb += total.eq(functools.reduce(operator.xor, operands))
                else:
                    carry = Signal(name=f"{name}_carry_{number}")
                    m.submodules[f"{name}_{number}"] = _adder(operands, total, carry)
                    self.add(column + 1, carry, time + _CARRY_DELAY)
                self.add(column, total, time + _SUM_DELAY)
            left.append([entry[2] for entry in bits])
        return left


def _adder(operands: list[Any], total: Any, carry: Any) -> Instance:
    """Full adder of three bits, or half adder of two."""
    ports: Any = dict(zip(("i_a", "i_b", "i_c"), operands, strict=False))
    kind = "full" if len(operands) == 3 else "half"
    return Instance(f"tinynpu_{kind}_adder", **ports, o_sum=total, o_carry=carry)
