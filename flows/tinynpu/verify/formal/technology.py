"""Equality of the multipliers of a technology with the plain ones, for all inputs."""

import dataclasses
import tempfile
from collections.abc import Callable
from pathlib import Path

from amaranth.back import rtlil
from amaranth.lib import wiring

from tinynpu.core.compact.booth import BoothMultiplier
from tinynpu.core.multiplier import Multiplier
from tinynpu.core.multiplier_pair import MultiplierPair
from tinynpu.core.multiply_add import GENERIC_CELLS, MultiplyAdd
from tinynpu.core.technology import Technology
from tinynpu.tools.cache import cache_directory
from tinynpu.verify.formal.cells import MULT18X18D, mult_gowin
from tinynpu.verify.formal.engines import case_by_case, reachability
from tinynpu.verify.formal.harness import ELABORATION
from tinynpu.verify.formal.model import Model
from tinynpu.verify.formal.result import FormalResult, Status
from tinynpu.verify.formal.yosys import run_yosys
from tinynpu.verify.yosys import find_pyosys

__all__ = ["COMPARISONS", "Comparison", "run_comparison"]

# Both multiplications as the same sum of rows, of operands as wide as the product: so one that is
# signed equals one of operands whose signs were extended.
_ROWS = """\
(* techmap_celltype = "$mul" *)
module rows (A, B, Y);
    parameter A_SIGNED = 0, B_SIGNED = 0, A_WIDTH = 1, B_WIDTH = 1, Y_WIDTH = 1;
    input [A_WIDTH-1:0] A;
    input [B_WIDTH-1:0] B;
    output [Y_WIDTH-1:0] Y;
    wire [Y_WIDTH-1:0] a, b;
    generate
        if (A_SIGNED) assign a = $signed(A); else assign a = A;
        if (B_SIGNED) assign b = $signed(B); else assign b = B;
    endgenerate
    wire [Y_WIDTH*(Y_WIDTH+1)-1:0] sums;
    assign sums[Y_WIDTH-1:0] = 0;
    genvar i;
    generate for (i = 0; i < Y_WIDTH; i = i + 1) begin
        assign sums[(i+1)*Y_WIDTH +: Y_WIDTH] =
            sums[i*Y_WIDTH +: Y_WIDTH] + ((a << i) & {Y_WIDTH{b[i]}});
    end endgenerate
    assign Y = sums[Y_WIDTH*Y_WIDTH +: Y_WIDTH];
endmodule
"""

_MITER = """\
read_rtlil gate.il
read_verilog cells.v
hierarchy -top gate
proc
flatten
opt_clean
read_rtlil gold.il
flatten gold
proc gold
techmap -map rows.v
opt_clean
setundef -init -zero
miter -equiv -make_assert -flatten gold gate miter
hierarchy -top miter
async2sync
chformal -lower
write_rtlil design.il
opt -fast
techmap
opt -fast -nodffe -nosdff
dffunmap
setundef -zero
aigmap
opt_clean
write_aiger -I -B -zinit -no-startoffset -symbols -map model.aim -ywmap model.ywa model.aig
"""


@dataclasses.dataclass(frozen=True)
class Comparison:
    """``make`` gives a multiplier in a technology; that of GENERIC is what it has to equal.

    With ``operand``, an input of a multiplier without registers, it is compared for each of its
    ``values`` by itself.
    """

    name: str
    technology: Technology
    make: Callable[[Technology], wiring.Component]
    limit: int = 300
    quick: bool = True
    operand: str = ""
    values: tuple[int, ...] = ()


def _pair(latency: int, one_enable: bool) -> Callable[[Technology], wiring.Component]:
    return lambda technology: MultiplierPair(
        technology=technology, latency=latency, one_enable=one_enable
    )


def _multiplier(width: int, block: bool = True) -> Callable[[Technology], wiring.Component]:
    return lambda technology: Multiplier(width, width, technology=technology, block=block)


def _booth(technology: Technology) -> wiring.Component:
    return BoothMultiplier(6, 31, technology=technology)


def _multiply_add(technology: Technology) -> wiring.Component:
    return MultiplyAdd(18, technology=technology)


def _exact_multiply_add(technology: Technology) -> wiring.Component:
    return MultiplyAdd(20, technology=technology, exact=True)


COMPARISONS: tuple[Comparison, ...] = (
    *(
        Comparison(
            f"pair_{latency}{'' if one_enable else '_own_enables'}_ice40",
            Technology.ICE40,
            _pair(latency, one_enable),
        )
        for latency in (2, 3)
        for one_enable in (True, False)
    ),
    *(
        Comparison(f"multiplier_{width}_{technology.value}", technology, _multiplier(width))
        for technology in (Technology.ECP5, Technology.GOWIN)
        for width in (8, 16, 18)
    ),
    *(
        Comparison(
            f"booth_{technology.value}",
            technology,
            _booth,
            quick=technology == Technology.ICE40,
        )
        for technology in (Technology.ICE40, Technology.ECP5)
    ),
    *(
        Comparison(
            f"multiply_add_silicon{name}",
            Technology.SILICON,
            _multiply_add,
            quick=bool(name),
            operand="in_b_n",
            values=values,
        )
        for name, values in (("", tuple(range(256))), ("_some", (0x00, 0x7F, 0x80, 0xA5, 0xFF)))
    ),
    Comparison(
        "exact_multiply_add_silicon_some",
        Technology.SILICON,
        _exact_multiply_add,
        operand="in_b_n",
        values=(0x00, 0x7F, 0xA5),
    ),
    Comparison("multiplier_4_ecp5_luts", Technology.ECP5, _multiplier(4, block=False)),
    Comparison("multiplier_8_ecp5_luts", Technology.ECP5, _multiplier(8, block=False), quick=False),
)
"""What is compared."""


def run_comparison(
    task: Comparison, *, transform: Callable[[str], str] | None = None
) -> FormalResult:
    """Compare a multiplier with the plain one in all states that they reach from registers of 0.

    Parameters
    ----------
    task
        Multiplier.
    transform
        Applied to the RTLIL of the technology first.

    Raises
    ------
    FlowError
        A tool is missing or fails.
    """
    cache = cache_directory() / "formal"
    cache.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="run-") as name:
        folder = Path(name)
        for side, technology in (("gold", Technology.GENERIC), ("gate", task.technology)):
            with ELABORATION:
                text = rtlil.convert(task.make(technology), name=side, emit_src=False)
            if side == "gate" and transform is not None:
                text = transform(text)
            (folder / f"{side}.il").write_text(text)
        (folder / "rows.v").write_text(_ROWS)
        (folder / "cells.v").write_text(_cells(task.technology))
        run_yosys(_MITER, folder)
        model, names = Model(folder, {task.name: 0}), [task.name]
        if task.operand:
            verdict = case_by_case(model, names, task.operand, task.values, limit=task.limit)
        else:
            verdict = reachability(model, names, limit=task.limit)
    status: Status = {True: "proved", False: "failed", None: "undecided"}[verdict.holds]  # type: ignore[assignment]
    return FormalResult(
        block="multiplier",
        name=task.name,
        statement=f"The multiplier of {task.technology.name} gives the products of the plain one.",
        kind="equivalence",
        engine="abc iprove" if task.operand else "abc scorr, pdr",
        depth=verdict.depth,
        unbounded=status == "proved",
        seconds=round(verdict.seconds, 3),
        status=status,
        detail="cell models of Yosys, or where it has none of `tinynpu.verify.formal.cells`; registers without reset begin at 0",
    )


def _cells(technology: Technology) -> str:
    """Verilog of the cells of a technology."""
    share = find_pyosys() / "share"
    if technology == Technology.ICE40:
        text = (share / "ice40" / "cells_sim.v").read_text()
        macros = text[: text.index("module ")]
        return macros + _modules(text, "SB_MAC16 (", "SB_LUT4 (")
    if technology == Technology.SILICON:
        return GENERIC_CELLS
    if technology == Technology.GOWIN:
        return mult_gowin(9) + mult_gowin(18)
    text = (share / "lattice" / "common_sim.vh").read_text()
    luts = _modules(text, "LUT2(", "LUT4(")
    return luts + (share / "lattice" / "ccu2c_sim.vh").read_text() + MULT18X18D


def _modules(text: str, *names: str) -> str:
    """Some modules of a file, by their names as they are written with the parenthesis."""
    begins = [text.index(f"module {name}") for name in names]
    return "".join(text[i : text.index("endmodule", i)] + "endmodule\n" for i in begins)
