"""Equivalence of the RTL that Amaranth writes with the gates that Yosys makes of it."""

import dataclasses
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.tools.cache import cache_directory
from tinynpu.verify.blocks import find_block
from tinynpu.verify.formal.engines import reachability
from tinynpu.verify.formal.harness import ELABORATION
from tinynpu.verify.formal.model import Model
from tinynpu.verify.formal.result import FormalResult, Status
from tinynpu.verify.formal.yosys import run_yosys

__all__ = ["EQUIVALENCES", "Equivalence", "run_equivalence"]

_SYNTHESIZE = """\
read_rtlil rtl.il
hierarchy -top {block}
synth -flatten -top {block}
rename {block} gate
write_rtlil gate.il
"""

# The RTL is only lowered, operator by operator, with the same adders and multipliers as in `synth`:
# no optimization of logic, no `abc`. So what is proved is everything that these do.
_MITER = """\
read_rtlil rtl.il
hierarchy -top {block}
rename {block} gold
proc
flatten
opt_clean
memory -nomap
memory_map
alumacc
techmap
opt_clean
read_rtlil gate.il
setundef -init -zero
miter -equiv -make_assert -flatten gold gate miter
hierarchy -top miter
async2sync
chformal -lower
write_rtlil design.il
techmap
dffunmap
setundef -undriven -anyseq
aigmap
opt_clean
write_aiger -I -B -zinit -no-startoffset -symbols -map model.aim -ywmap model.ywa model.aig
stat
"""


@dataclasses.dataclass(frozen=True)
class Equivalence:
    """A block whose gates are compared with its RTL; ``quick``: part of the default test run."""

    block: str
    limit: int = 300
    quick: bool = False

    @property
    def name(self) -> str:
        """Name of the result."""
        return "gates_equal_rtl"


EQUIVALENCES: tuple[Equivalence, ...] = (
    Equivalence("pe", quick=True),
    Equivalence("requantizer"),
    Equivalence("accumulator"),
    Equivalence("window_buffer"),
    Equivalence("beat_buffer"),
    Equivalence("burst_splitter"),
    Equivalence("read_arbiter"),
    Equivalence("command_checker"),
    Equivalence("axi_lite", quick=True),
    Equivalence("registers"),
    Equivalence("weights"),
    Equivalence("fetch"),
    Equivalence("load"),
    Equivalence("store"),
    Equivalence("sequencer"),
)
"""What is compared."""


def run_equivalence(
    task: Equivalence, *, transform: Callable[[str], str] | None = None
) -> FormalResult:
    """Compare a block before and after synthesis, in all states that it reaches from reset.

    Parameters
    ----------
    task
        Block.
    transform
        Applied to the RTLIL of the gates first.

    Raises
    ------
    FlowError
        A tool is missing or fails.
    """
    cache = cache_directory() / "formal"
    cache.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="run-") as name:
        folder = Path(name)
        with ELABORATION:
            rtlil = find_block(task.block).rtlil()
        (folder / "rtl.il").write_text(rtlil)
        run_yosys(_SYNTHESIZE.format(block=task.block), folder)
        gates = (folder / "gate.il").read_text()
        cells = len(re.findall(r"^  cell \$_(?!S?DFF|ALDFF)", gates, re.MULTILINE))
        if cells == 0:
            raise FlowError(f"Synthesis of {task.block} must give gates, and gave none.")
        (folder / "gate.il").write_text(transform(gates) if transform is not None else gates)
        run_yosys(_MITER.format(block=task.block), folder)
        verdict = reachability(Model(folder, {task.name: 0}), [task.name], limit=task.limit)
    status: Status = {True: "proved", False: "failed", None: "undecided"}[verdict.holds]  # type: ignore[assignment]
    return FormalResult(
        block=task.block,
        name=task.name,
        statement=f"The gates that `synth` makes of {task.block} have the outputs of the RTL in every cycle.",
        kind="equivalence",
        engine="abc scorr, pdr",
        depth=verdict.depth,
        unbounded=status == "proved",
        seconds=round(verdict.seconds, 3),
        status=status,
        detail=f"{cells} gates; RTL lowered by Yosys's techmap, which synthesis shares; registers without reset begin at 0",
    )
