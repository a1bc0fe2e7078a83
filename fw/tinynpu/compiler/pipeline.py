"""The passes in their order, with a verifier before and after each, and their text on demand."""

from collections.abc import Callable, Collection, Iterable

from xdsl.dialects.builtin import ModuleOp
from xdsl.passes import ModulePass
from xdsl.utils.exceptions import VerifyException

from tinynpu.arch.config import Config
from tinynpu.arch.errors import CompileError
from tinynpu.compiler.ir.dialect import context, print_module
from tinynpu.compiler.passes.allocate import Allocate
from tinynpu.compiler.passes.canonicalize import Canonicalize
from tinynpu.compiler.passes.fold import Fold
from tinynpu.compiler.passes.fuse import Fuse
from tinynpu.compiler.passes.lower import Lower
from tinynpu.compiler.passes.order import Order
from tinynpu.compiler.passes.schedule import Schedule
from tinynpu.compiler.passes.tile import Tile
from tinynpu.compiler.tuning import Tuning

__all__ = ["PASSES", "Observe", "Show", "passes", "require_passes", "run_passes"]

PASSES = (
    "import",
    "canonicalize",
    "fold",
    "fuse",
    "lower",
    "order",
    "tile",
    "allocate",
    "schedule",
    "assemble",
)
"""Names of all passes. The first makes the module, the last reads it."""

Show = Callable[[str, str], None]
"""Told a heading and the text of a module."""

Observe = Callable[[str, ModuleOp], None]
"""Told the name of a pass and the module after it, which the next pass will change."""


def passes(config: Config, tuning: Tuning | None = None) -> dict[str, ModulePass]:
    """Passes from module to module by name, in order."""
    tuning = tuning or Tuning()
    made = (
        Canonicalize(),
        Fold(),
        Fuse(),
        Lower(config),
        Order(config),
        Tile(config, tuning),
        Allocate(config),
        Schedule(config, tuning),
    )
    return {item.name: item for item in made}


def require_passes(names: Iterable[str], known: Collection[str]):
    """Refuse names that are no passes.

    Raises
    ------
    CompileError
        With the names that there are.
    """
    for name in names:
        if name not in known:
            raise CompileError(f"A pass must be one of {', '.join(known)}, not {name}.")


def verify(module: ModuleOp, when: str):
    """Check a module.

    Raises
    ------
    CompileError
        With what is wrong, and when.
    """
    try:
        module.verify()
    except VerifyException as error:
        lines = [line for line in str(error).splitlines() if line.strip()]
        raise CompileError(f"The module must be well formed {when}: {lines[-1].strip()}") from None


def run_passes(
    module: ModuleOp,
    chosen: Collection[ModulePass],
    *,
    show: Show | None = None,
    before: Collection[str] = (),
    after: Collection[str] = (),
    observe: Observe | None = None,
):
    """Run passes on a module, in place.

    Parameters
    ----------
    show
        Told a heading and the text of the module.
    before, after
        Names of the passes before and after which to show it; ``all`` stands for every one.
    observe
        Called after each pass.

    Raises
    ------
    CompileError
        The module is not well formed, or a pass cannot go on.
    """
    ctx = context()
    for item in chosen:
        verify(module, f"before {item.name}")
        if show and (item.name in before or "all" in before):
            show(f"before {item.name}", print_module(module))
        item.apply(ctx, module)
        if show and (item.name in after or "all" in after):
            show(f"after {item.name}", print_module(module))
        if observe:
            observe(item.name, module)
    verify(module, "after the last pass")
