"""The alternatives, by name."""

import dataclasses
from collections.abc import Callable

from amaranth.lib import wiring

from tinynpu.core.pe import PE
from tinynpu.core.silicon_pe import SiliconPE
from tinynpu.explore.pe.check import Contract
from tinynpu.explore.pe.element import Column, Edge, Element, Recipe
from tinynpu.explore.pe.products import Product
from tinynpu.explore.pe.storage import Storage
from tinynpu.explore.pe.synthesis import Style

__all__ = ["VARIANTS", "Variant", "made_of"]

PSUM_WIDTH = 20
"""Bits of a partial sum of all alternatives."""
_PAIRS = {
    Product.NOR: tuple(range(9, 16)),
    Product.BOOTH_SAMPLE: (*range(9), 11, 13, 15),
}
"""Columns without a half adder: where two bits come in, two are left, and no adder is lost for it."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Variant:
    """An alternative.

    Members
    -------
    idea
        What it is, in a line.
    make
        Gives the element.
    contract
        What it promises.
    edge
        Gives what a row of the array has in front of its elements.
    column
        Gives what a column has behind them; None: nothing.
    style
        How it is synthesized.
    """

    idea: str
    make: Callable[[], wiring.Component]
    contract: Contract
    edge: Callable[[], wiring.Component]
    column: Callable[[], wiring.Component] | None = None
    style: Style = dataclasses.field(default_factory=Style)

    @property
    def elements(self) -> int:
        """Multipliers."""
        return self.contract.rows * self.contract.cols * self.contract.diagonal


def made_of(idea: str, recipe: Recipe, style: Style | None = None) -> Variant:
    """The alternative of a recipe."""
    contract = Contract(
        late=recipe.storage.late,
        offset=recipe.offset,
        rows=recipe.rows,
        cols=recipe.cols,
        diagonal=recipe.diagonal,
        pairs=recipe.pairs,
        fir=recipe.fir,
        psum_width=recipe.psum_width,
    )
    return Variant(
        idea=idea,
        make=lambda: Element(recipe),
        contract=contract,
        edge=lambda: Edge(recipe.product, recipe.storage.late),
        column=(lambda: Column(recipe.psum_width, recipe.pairs)) if recipe.pairs else None,
        style=style or Style(),
    )


def _ours(idea: str, *, fir: bool = False, style: Style | None = None) -> Variant:
    return Variant(
        idea=idea,
        make=lambda: SiliconPE(PSUM_WIDTH, fir=fir),
        contract=Contract(latency=SiliconPE.LATENCY, offset=SiliconPE.OFFSET, fir=fir),
        edge=lambda: Edge(Product.NOR),
        style=style or Style(),
    )


def _plain(idea: str, *options: str, clock_gates: bool = True, adders: bool = False) -> Variant:
    style = Style(clock_gates=clock_gates, options=options, adders=adders)
    return made_of(idea, Recipe(), style)


def _of(product: Product, storage: Storage = Storage.FLIP_FLOPS, **options) -> Recipe:
    return Recipe(product=product, storage=storage, psum_width=PSUM_WIDTH, **options)


_NOR, _SAMPLE, _WEIGHT = Product.NOR, Product.BOOTH_SAMPLE, Product.BOOTH_WEIGHT
_LATCH, _LATCHES = Storage.LATCH, Storage.LATCHES

VARIANTS: dict[str, Variant] = {
    "plain-enables": _plain("`*` and `+`, registers with enables", clock_gates=False),
    "plain": _plain("`*` and `+` as one `$macc`, clock gates"),
    "plain-apart": _plain("`*`, then `+` (`synth -noalumacc`)", "-noalumacc"),
    "plain-tree": _plain("`*` and `+` as a carry-save tree (`synth -arith_tree`)", "-arith_tree"),
    "plain-booth": _plain("Yosys' Booth (`synth -booth`)", "-booth"),
    "plain-booth-adders": _plain(
        "the same, full adders extracted (`extract_fa`)", "-booth", adders=True
    ),
    "fpga": Variant(
        idea="element for FPGAs (`core.pe`): a register behind the product",
        make=lambda: PE(PSUM_WIDTH, fir=False),
        contract=Contract(latency=PE.LATENCY),
        edge=lambda: Edge(Product.FORMULA),
    ),
    "and-tree": made_of("tree of full adders for product and sum, ANDs", _of(Product.AND)),
    "nor-tree-enables": _ours(
        "`core.silicon_pe`: NORs of inverted operands, enables", style=Style(clock_gates=False)
    ),
    "nor-tree": _ours("`core.silicon_pe`: the same, clock gates"),
    "nor-tree-shared": made_of("… a swap gate for four elements", _of(_NOR, diagonal=4)),
    "nor-tree-latch": made_of("… next weight in latches", _of(_NOR, _LATCH)),
    "nor-tree-latches": made_of("… both weights in latches", _of(_NOR, _LATCHES)),
    "nor-tree-saved": made_of("… carry-save sums", _of(_NOR, pairs=_PAIRS[_NOR])),
    "booth-tree": made_of("Booth rows in the tree, decoded in the element", _of(Product.BOOTH)),
    "booth-weight": made_of("… weights kept as digits", _of(_WEIGHT)),
    "booth-sample": made_of("… samples travel as digits", _of(_SAMPLE)),
    "booth-sample-saved": made_of("… and carry-save sums", _of(_SAMPLE, pairs=_PAIRS[_SAMPLE])),
    "booth-sample-latch": made_of("… and next weight in latches", _of(_SAMPLE, _LATCH)),
    "booth-sample-latches": made_of("… and both weights in latches", _of(_SAMPLE, _LATCHES)),
    "booth-sample-latches-shared": made_of(
        "… and a swap gate for four elements", _of(_SAMPLE, _LATCHES, diagonal=4)
    ),
    "booth-sample-rows": made_of("two rows a register of the sum", _of(_SAMPLE, rows=2)),
    "booth-sample-latches-block": made_of(
        "2×2 share sums, samples and swap gate, latches", _of(_SAMPLE, _LATCHES, rows=2, cols=2)
    ),
    "nor-tree-fir": _ours("FIR mode: `core.silicon_pe`", fir=True),
    "booth-weight-fir": made_of("FIR mode: weights kept as digits", _of(_WEIGHT, fir=True)),
    "booth-weight-latches-fir": made_of(
        "FIR mode: the same, weights in latches", _of(_WEIGHT, _LATCHES, fir=True)
    ),
}
"""In the order of the table; "…" goes on with the idea above it."""
