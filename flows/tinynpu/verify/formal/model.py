"""From a harness to an AIGER model: what ABC reads."""

import dataclasses
import json
import re
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.verify.formal.harness import Harness
from tinynpu.verify.formal.yosys import run_yosys

__all__ = ["Model", "build_model"]

_FLATTEN = """\
read_rtlil harness.il
hierarchy -top harness
proc
flatten
memory -nomap
memory_nordff
memory_map
cd harness
"""

_LOWER = """\
cd ..
opt_clean
async2sync
chformal -lower
write_rtlil design.il
"""

# Flip-flops keep their form: `opt_dff` would give don't-cares to inputs that an enable masks.
_AIGER = """\
opt -fast -nodffe -nosdff
techmap
opt -fast -nodffe -nosdff
dffunmap
setundef -undriven -anyseq
aigmap
opt_clean
write_aiger -I -B -zinit -no-startoffset -symbols -map model.aim -ywmap model.ywa model.aig
"""

# An SMT2 model is for induction over all assertions at once; covers, whose assertions fail, go.
_SMT2 = """\
read_rtlil design.il
delete t:$assert c:*cover_* %i
opt -fast -nodffe -nosdff
dffunmap
setundef -undriven -anyseq
write_smt2 -wires model.smt2
"""


@dataclasses.dataclass(frozen=True)
class Model:
    """A model in a folder.

    Parameters
    ----------
    folder
        Where ``design.il`` (flat netlist), ``model.aig`` and ``model.aim`` (names of its inputs
        and latches) are.
    outputs
        For each claim the number of its output in ``model.aig``; None if Yosys found, by folding
        constants, that the assertion is always true.
    """

    folder: Path
    outputs: dict[str, int | None]


def _resolve(path: str, rtlil: str) -> str:
    """Name of a signal in the flat netlist; Amaranth numbers those of the same name in a module.

    ``dut.active$`` is the numbered one, where the plain name is that of a port of a submodule.
    """
    if not path.endswith("$"):
        return path
    module, _, name = path[:-1].rpartition(".")
    begin = rtlil.index(f"module \\harness.{module}\n")
    body = rtlil[begin : rtlil.index("\nend\n", begin)]
    found = re.findall(rf"^  wire .*\\({re.escape(name)}\$\d+)$", body, re.MULTILINE)
    if len(found) != 1:
        raise FlowError(f"There must be one signal {path}<number>, not {len(found)}.")
    return f"{module}.{found[0]}"


def build_model(harness: Harness, rtlil: str, folder: Path, *, smt2: bool = False) -> Model:
    """Write the model of a harness into a folder.

    Parameters
    ----------
    harness
        Harness.
    rtlil
        Its RTLIL, possibly changed.
    folder
        Exists.
    smt2
        Write ``model.smt2``, too.

    Raises
    ------
    FlowError
        Yosys fails, or a claim did not arrive in the model.
    """
    (folder / "harness.il").write_text(rtlil)
    inside = [
        f"rename {_resolve(path, rtlil)} {name}_inside\ndelete -input {name}\nconnect -set {name} {name}_inside\n"
        for name, path in harness.peeks.items()
    ]
    if harness.any_state:  # before `rename`, by which signals of the block would leave it
        inside.insert(0, "setattr -unset init w:dut.* w:$dut.*\n")
    run_yosys(_FLATTEN + "".join(inside) + _LOWER + _AIGER, folder)
    if smt2:
        run_yosys(_SMT2, folder)
    claims = re.findall(
        r"^  cell \$assert \$flatten\\(?:assert|cover)_(\w+)\.",
        (folder / "design.il").read_text(),
        re.MULTILINE,
    )
    outputs: dict[str, int | None] = dict.fromkeys(claims)
    for index, (path,) in enumerate(json.loads((folder / "model.ywa").read_text())["asserts"]):
        match = re.search(r"\\(?:assert|cover)_(\w+)\.", path)
        if match is None or match[1] not in outputs:
            raise FlowError(f"An assertion must come from a claim of the harness; {path} does not.")
        outputs[match[1]] = index
    return Model(folder, outputs)
