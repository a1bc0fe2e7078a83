"""A processing element, or several that share something, put together of ideas."""

import dataclasses
from typing import Any

from amaranth.hdl import Cat, Module, Mux, Signal, signed
from amaranth.lib import wiring
from amaranth.lib.wiring import In, Out

from tinynpu.explore.pe.heap import Heap
from tinynpu.explore.pe.products import Product, add_product, booth_code
from tinynpu.explore.pe.storage import Storage, active_weight, swap_clock

__all__ = ["Column", "Edge", "Element", "Recipe"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Recipe:
    """What an `Element` is made of.

    Members
    -------
    product, storage
        See `Product` and `Storage`.
    pairs
        Columns of a partial sum that keep two bits (carry-save): only behind the last element of a
        column of the array they are added up (`Column`).
    rows, cols
        Elements of so many rows share one register of the partial sum, those of so many columns one register
        of the sample: waves are skewed by such blocks, not by single elements.
    diagonal
        So many blocks of a diagonal, which swap in the same cycle, share the gate for it.
    fir
        Registers for the FIR mode; only for single elements.
    psum_width
        Bits of a partial sum.

    Source
    ------
    Product and sum in one tree: E. E. Swartzlander, *Merged arithmetic*, IEEE Transactions on Computers, 1980.
    Two weights: N. P. Jouppi and others, *In-datacenter performance analysis of a tensor processing
    unit*, 2017. Pairs: T. G. Noll, *Carry-save architectures for high-speed digital signal processing*,
    1991. Rows and columns without registers between them: *ArrayFlex: a systolic array architecture with
    configurable transparent pipelining*, arXiv 2211.12600, 2022.
    """

    product: Product = Product.FORMULA
    storage: Storage = Storage.FLIP_FLOPS
    pairs: tuple[int, ...] = ()
    rows: int = 1
    cols: int = 1
    diagonal: int = 1
    fir: bool = False
    psum_width: int = 20

    def __post_init__(self):
        assert not self.fir or self.elements == 1, self
        assert not self.pairs or self.product is not Product.FORMULA, self

    @property
    def elements(self) -> int:
        """Multipliers."""
        return self.rows * self.cols * self.diagonal

    @property
    def psum_bits(self) -> int:
        """Bits that a partial sum travels as."""
        return self.psum_width + len(self.pairs)

    @property
    def offset(self) -> int:
        """See `Product.offset`; of all products in a partial sum."""
        return self.product.offset * self.rows


class Element(wiring.Component):
    """``psum_out = psum_in + weight * activation_in - offset``, as `tinynpu.core.silicon_pe.SiliconPE`.

    ``psum_in`` comes one cycle after ``activation_in``, and ``psum_out`` one more cycle later. With rows, it is
    the sum over them.

    Parameters
    ----------
    recipe
        What it is made of.

    Members
    -------
    Those of `tinynpu.core.pe.PE`, side by side for each block of the diagonal, and there for each row
    (``activation_in``, ``activation_out``, ``weight``) or column (``load``, ``psum_in``, ``psum_out``).
    Samples and weights as `Edge` makes them; with `Storage.late`, weights and loads come later.
    """

    activation_in: Any
    activation_out: Any
    valid: Any
    delay: Any
    swap: Any
    weight: Any
    load: Any
    psum_in: Any
    psum_out: Any

    def __init__(self, recipe: Recipe):
        self.recipe = recipe
        inputs, outputs = recipe.rows * recipe.diagonal, recipe.cols * recipe.diagonal
        super().__init__(
            {
                "activation_in": In(recipe.product.sample_width * inputs),
                "activation_out": Out(recipe.product.sample_width * inputs),
                "valid": In(1),
                "delay": In(1),
                "swap": In(1),
                "weight": In(recipe.product.weight_width * inputs),
                "load": In(outputs),
                "psum_in": In(recipe.psum_bits * outputs),
                "psum_out": Out(recipe.psum_bits * outputs),
            }
        )

    def elaborate(self, platform):
        """Samples of each block, and a partial sum for each of its columns."""
        m: Any = Module()
        recipe = self.recipe
        swap = swap_clock(m, recipe.storage, self.swap)
        for block in range(recipe.diagonal):
            rows = range(block * recipe.rows, (block + 1) * recipe.rows)
            samples = [self._sample(m, row) for row in rows]
            for col in range(block * recipe.cols, (block + 1) * recipe.cols):
                weights = []
                for row in rows:
                    weight = self.weight.word_select(row, recipe.product.weight_width)
                    name = f"weight_{row}_{col}"
                    load = self.load[col]
                    weights.append(active_weight(m, name, recipe.storage, weight, load, swap))
                psum = Signal(recipe.psum_bits, name=f"psum_{col}", reset_less=True)
                psum_in = self.psum_in.word_select(col, recipe.psum_bits)
                m.d.sync += psum.eq(self._total(m, f"total_{col}", psum_in, samples, weights))
                m.d.comb += self.psum_out.word_select(col, recipe.psum_bits).eq(psum)
        return m

    def _sample(self, m: Any, row: int) -> Any:
        width = self.recipe.product.sample_width
        incoming = self.activation_in.word_select(row, width)
        sample = Signal(width, name=f"sample_{row}", reset_less=True)
        passed = sample
        if self.recipe.fir:
            passed = Signal(width, name=f"passed_{row}", reset_less=True)
            with m.If(self.valid):
                m.d.sync += sample.eq(incoming)
            m.d.sync += passed.eq(Mux(self.delay, sample, incoming))
        else:
            m.d.sync += sample.eq(incoming)
        m.d.comb += self.activation_out.word_select(row, width).eq(passed)
        return sample

    def _total(self, m: Any, name: str, psum, samples, weights):
        recipe = self.recipe
        if recipe.product is Product.FORMULA:
            products = [
                sample.as_signed() * weight.as_signed()
                for sample, weight in zip(samples, weights, strict=True)
            ]
            return sum(products, psum.as_signed())
        heap = Heap(recipe.psum_width)
        _add_psum(heap, psum, recipe.psum_width, recipe.pairs)
        for row, (sample, weight) in enumerate(zip(samples, weights, strict=True)):
            add_product(m, f"{name}_product_{row}", heap, recipe.product, sample, weight)
        left = heap.reduce(m, name, recipe.pairs)
        seconds = (left[column][1:] or [0] for column in recipe.pairs)
        return Cat(*(bits[0] for bits in left), *seconds)


def _add_psum(heap: Heap, psum: Any, width: int, pairs: tuple[int, ...]):
    """Its word, and behind it the second bits of the pairs."""
    for place, column in enumerate((*range(width), *pairs)):
        heap.add(column, psum[place])


class Edge(wiring.Component):
    """What a row of the array has in front of its elements.

    Parameters
    ----------
    product, late
        Of the elements; see `Product` and `Storage.late`.

    Members
    -------
    sample, sample_code : In(signed(8)), Out
        A sample, and how it travels, in the same cycle.
    weight, weight_code : In(signed(8)), Out
        The same of a weight, ``late`` cycles later.
    """

    sample: Any
    sample_code: Any
    weight: Any
    weight_code: Any

    def __init__(self, product: Product, late: int = 0):
        self.product = product
        self.late = late
        super().__init__(
            {
                "sample": In(signed(8)),
                "sample_code": Out(product.sample_width),
                "weight": In(signed(8)),
                "weight_code": Out(product.weight_width),
            }
        )

    def elaborate(self, platform):
        """Codes, and the registers that make weights late."""
        m: Any = Module()
        sample, weight = self.sample, self.weight
        if self.product is Product.NOR:
            sample, weight = ~sample, ~weight
        elif self.product is Product.BOOTH_SAMPLE:
            sample = booth_code(sample)
        elif self.product is Product.BOOTH_WEIGHT:
            weight = booth_code(weight)
        for stage in range(self.late):
            register = Signal(len(weight), name=f"weight_{stage}", reset_less=True)
            m.d.sync += register.eq(weight)
            weight = register
        m.d.comb += [self.sample_code.eq(sample), self.weight_code.eq(weight)]
        return m


class Column(wiring.Component):
    """What a column of the array has behind its elements with `Recipe.pairs`: the sum of all bits.

    Parameters
    ----------
    psum_width, pairs
        See `Recipe`.

    Members
    -------
    psum, total : In(psum_width + len(pairs)), Out(psum_width)
        Partial sum as it travels, and as one word, in the same cycle.
    """

    psum: Any
    total: Any

    def __init__(self, psum_width: int, pairs: tuple[int, ...]):
        self.psum_width = psum_width
        self.pairs = pairs
        super().__init__({"psum": In(psum_width + len(pairs)), "total": Out(psum_width)})

    def elaborate(self, platform):
        """A chain of adders."""
        m: Any = Module()
        heap = Heap(self.psum_width)
        _add_psum(heap, self.psum, self.psum_width, self.pairs)
        m.d.comb += self.total.eq(Cat(*heap.reduce(m, "total")))
        return m
