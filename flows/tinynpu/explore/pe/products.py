"""Products as bits for a heap, and the words that travel for it."""

import enum
from typing import Any

from amaranth.hdl import Cat, Const, Instance, Signal

from tinynpu.explore.pe.heap import Heap

__all__ = ["Product", "add_product", "booth_code"]

_GATE_DELAY, _SELECT_DELAY, _SIGN_DELAY = 1.0, 4.0, 5.0
"""Of a bit of the product, in 0.1 ns: a gate; a selector; a selector whose output may be inverted."""
_BAUGH_WOOLEY = (1 << 8) - (1 << 15)
_BOOTH = -sum(1 << (2 * digit + 8) for digit in range(4))


class Product(enum.Enum):
    """How a sample and a weight of 8 bits become bits of a heap.

    Members
    -------
    FORMULA
        They do not: ``*`` and ``+``, and what synthesis makes of them.
    AND, NOR
        The 64 products of bits, those of one sign bit inverted. NOR: of inverted operands, and the
        smallest gate there is.
    BOOTH
        Four rows of 9 bits, chosen by digits from -2 to 2 that are decoded from the weight beside it.
    BOOTH_WEIGHT, BOOTH_SAMPLE
        The same, but this operand travels and is kept as digits (`booth_code`), so that decoding is
        done once for a row of the array.

    Source
    ------
    AND, NOR: C. R. Baugh, B. A. Wooley, *A two's complement parallel array multiplication algorithm*,
    1973. BOOTH: A. D. Booth, *A signed binary multiplication technique*, 1951; O. L. MacSorley,
    *High-speed arithmetic in binary computers*, 1961. Digits with a carry between them: A. Avizienis,
    *Signed-digit number representations for fast parallel arithmetic*, 1961. Digits made at the edge of
    the array: I. Ullah, K. Inayat, J.-S. Yang, J. Chung, *Factored radix-8 systolic array for tensor
    processing*, DAC 2020; Q. Wu and others, *EN-T: optimizing tensor computing engines performance via
    encoder-based methodology*, arXiv 2404.11887, 2024.
    """

    FORMULA = "formula"
    AND = "and"
    NOR = "nor"
    BOOTH = "booth"
    BOOTH_WEIGHT = "booth weight"
    BOOTH_SAMPLE = "booth sample"

    @property
    def sample_width(self) -> int:
        """Bits that a sample travels as."""
        return 9 if self is Product.BOOTH_SAMPLE else 8

    @property
    def weight_width(self) -> int:
        """Bits that a weight is kept as."""
        return 9 if self is Product.BOOTH_WEIGHT else 8

    @property
    def offset(self) -> int:
        """What the heap has too little: constants that the first addend of a column has instead.

        A sign bit counts negative: ``-b = ~b - 1``, and the ones of a row are a constant.
        """
        if self is Product.FORMULA:
            return 0
        return _BAUGH_WOOLEY if self in (Product.AND, Product.NOR) else _BOOTH


def add_product(m: Any, name: str, heap: Heap, kind: Product, sample: Any, weight: Any):
    """Add ``sample * weight - kind.offset``, both as `Product` says that they travel."""
    if kind in (Product.AND, Product.NOR):
        _add_bits(m, name, heap, sample, weight, inverted=kind is Product.NOR)
    elif kind is Product.BOOTH:
        _add_decoded(m, name, heap, sample, weight)
    elif kind is Product.BOOTH_WEIGHT:
        _add_coded(m, name, heap, weight, sample)
    else:
        _add_coded(m, name, heap, sample, weight)


def _add_bits(m: Any, name: str, heap: Heap, a: Any, b: Any, *, inverted: bool):
    for i in range(8):
        for j in range(8):
            both = ~(a[i] | b[j]) if inverted else a[i] & b[j]
            bit = Signal(name=f"{name}_{i}_{j}")
            m.d.comb += bit.eq(~both if (i == 7) != (j == 7) else both)
            heap.add(i + j, bit, _GATE_DELAY)


def _add_decoded(m: Any, name: str, heap: Heap, a: Any, b: Any):
    once, twice = Cat(a, a[7]), Cat(Const(0, 1), a)
    for digit in range(4):
        high, middle = b[2 * digit + 1], b[2 * digit]
        low = b[2 * digit - 1] if digit else Const(0, 1)
        one, two = Signal(name=f"{name}_one_{digit}"), Signal(name=f"{name}_two_{digit}")
        m.d.comb += [one.eq(middle ^ low), two.eq((high ^ middle) & ~one)]
        for i in range(9):
            bit = Signal(name=f"{name}_{digit}_{i}")
            chosen = (one & once[i] | two & twice[i]) ^ high
            m.d.comb += bit.eq(~chosen if i == 8 else chosen)
            heap.add(2 * digit + i, bit, _SIGN_DELAY)
        heap.add(2 * digit, high)


def booth_code(word: Any) -> Any:
    """Four digits of a signed word of 8 bits, as 9 bits.

    A digit is two bits and a carry from below, -2, -1, 0 or 1 and a carry. It is kept as ``minus`` (-2, -1)
    and ``exact`` (-1, 0), the signals that its selectors need. The highest digit gives no carry, so
    it may be 2 as well: ``one_n`` (low for -1 and 1), ``two_n`` (low for -2 and 2), ``plus`` (1, 2).
    """
    carry, bits = Const(0, 1), []
    for digit in range(3):
        low, high = word[2 * digit], word[2 * digit + 1]
        minus = high ^ (low & carry)
        bits += [minus, ~(minus ^ low ^ carry)]
        carry = high | (low & carry)
    low, sign = word[6], word[7]
    one_n = ~(low ^ carry)
    two_n = ~(sign & ~low & ~carry | ~sign & low & carry)
    return Cat(*bits, one_n, two_n, ~sign & (low | carry))


def _add_coded(m: Any, name: str, heap: Heap, code: Any, word: Any):
    """Rows of ``word``, chosen by ``code``.

    A negative row is that of the positive digit inverted, and a one in its lowest place.
    """
    word_n = Signal(8, name=f"{name}_word_n")
    m.d.comb += word_n.eq(~word)
    for digit in range(3):
        # Selectors take the word for -1, and its inverse for 1; for 0 both, which leaves nothing.
        minus, exact = code[2 * digit], code[2 * digit + 1]
        plus, two = Signal(name=f"{name}_plus_{digit}"), Signal(name=f"{name}_two_{digit}")
        m.d.comb += [plus.eq(~minus), two.eq(minus & ~exact)]
        for i in range(9):
            bit = Signal(name=f"{name}_{digit}_{i}")
            if i == 0:
                m.d.comb += bit.eq(~(exact & word[0] | plus & word_n[0]))
            elif i == 8:
                m.d.comb += bit.eq(~(~minus & ~exact & word[7] | minus & word_n[7]))
            else:
                pairs = ((exact, word[i]), (plus, word_n[i]), (two, word[i - 1]))
                m.submodules[f"{name}_select_{digit}_{i}"] = _select(pairs, bit)
            heap.add(2 * digit + i, bit, _SELECT_DELAY)
        heap.add(2 * digit, minus)

    one_n, two_n, plus = code[6], code[7], code[8]
    minus = Signal(name=f"{name}_minus_3")
    m.d.comb += minus.eq(~(plus | one_n & two_n))
    for i in range(9):
        bit = Signal(name=f"{name}_3_{i}")
        once, twice = word[min(i, 7)], word[i - 1] if i else Const(0, 1)
        chosen_n = (one_n | once) & (two_n | twice)
        m.d.comb += bit.eq(chosen_n ^ plus if i == 8 else ~(chosen_n ^ plus))
        heap.add(6 + i, bit, _SIGN_DELAY)
    heap.add(6, minus)


def _select(pairs: Any, bit: Any) -> Any:
    """``bit = ~(a1 & a2 | b1 & b2 | c1 & c2)`` as a cell: synthesis takes two for it."""
    ports: Any = {
        f"i_{letter}{place}": operand
        for letter, pair in zip("abc", pairs, strict=True)
        for place, operand in enumerate(pair, 1)
    }
    return Instance("tinynpu_select", **ports, o_y=bit)
