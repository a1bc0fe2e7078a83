"""Truth tables as sums of products that are exact with unknown values."""

import functools
import itertools
from collections.abc import Sequence

__all__ = ["prime_implicants", "rails"]


@functools.cache
def prime_implicants(table: tuple[bool, ...]) -> tuple[tuple[int, int], ...]:
    """All prime implicants of a function, as (care, value): it is 1 where ``state & care == value``.

    Their sum is 1 with some pins unknown if and only if it is so for both values of each of them.

    Parameters
    ----------
    table
        Value for each state of the pins; pin ``i`` is bit ``i`` of the state.

    Source
    ------
    W. V. Quine, "A way to simplify truth functions", 1955; E. B. Eichelberger, "Hazard detection in
    combinational and sequential switching circuits", 1965.
    """
    everything = len(table) - 1
    level = {(everything, state) for state, value in enumerate(table) if value}
    primes: set[tuple[int, int]] = set()
    while level:
        larger, used = set(), set()
        for care, value in level:
            for bit in range(everything.bit_length()):
                other = care, value ^ (1 << bit)
                if care >> bit & 1 and other in level:
                    larger.add((care & ~(1 << bit), value & ~(1 << bit)))
                    used |= {(care, value), other}
        primes |= level - used
        level = larger
    return tuple(sorted(primes))


def rails(table: Sequence[bool], pins: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Python expressions of a function on two rails: what is certainly 1, and what is certainly 0.

    Parameters
    ----------
    table
        As of `prime_implicants`.
    pins
        Expressions of both rails of each pin.
    """
    ones, zeros = tuple(bool(value) for value in table), tuple(not value for value in table)
    return _sum(ones, pins), _sum(zeros, pins)


def _sum(table: tuple[bool, ...], pins: Sequence[tuple[str, str]]) -> str:
    if all(table):
        return "full"
    products = []
    for care, value in prime_implicants(table):
        taken = itertools.compress(range(len(pins)), (care >> i & 1 for i in range(len(pins))))
        products.append("&".join(pins[i][not value >> i & 1] for i in taken))
    return "|".join(products) or "0"
