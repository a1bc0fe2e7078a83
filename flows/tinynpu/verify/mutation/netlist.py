"""Netlist of the core for mutations: which there are, and many of them in one Verilog file."""

import hashlib
import math
import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from amaranth.back import rtlil

from tinynpu.arch.config import Config
from tinynpu.arch.errors import FlowError
from tinynpu.core.top import Core
from tinynpu.verify.blocks import BLOCKS
from tinynpu.verify.mutation.report import Mutant
from tinynpu.verify.mutation.yosys import run_yosys

__all__ = ["TOP", "Netlist", "block_of"]

TOP = "tinynpu"

_BLOCKS = (
    (r"compute\.array\.pe_.*", "pe"),
    (r"compute\.array", "array"),
    (r"compute\.accumulators.*", "accumulator"),
    (r"compute\.requantizer\.lanes.*", "requantizer"),
    (r"compute\.requantizer\.vector\.table_.*", "lookup_table"),
    (r"compute\.weights", "weights"),
    (r"compute.*", "compute"),
    (r"scratchpad.*", "scratchpad"),
    (r"load\.buffer", "window_buffer"),
    (r"store\.buffer", "beat_buffer"),
    (r"(load|store)\.splitter", "burst_splitter"),
    (r"arbiter.*", "read_arbiter"),
    (r"load.*", "load"),
    (r"store.*", "store"),
    (r"fetch.*", "fetch"),
    (r"sequencer\.checker", "command_checker"),
    (r"sequencer.*", "sequencer"),
    (r"axi_lite", "axi_lite"),
    (r"registers", "registers"),
    (r"", "core"),
)
"""Modules by their path in the core, and the block of `BLOCKS` that they are part of."""

# Word-level: what Verilator would simplify anyway is gone, so fewer mutants change nothing.
_PREPARE = [
    "read_rtlil core.il",
    f"hierarchy -top {TOP}",
    "proc -noopt",
    "opt_expr -mux_undef -mux_bool",
    "opt_merge",
    "opt_clean",
    "wreduce -keepdc",
    "opt_expr",
    "setundef -zero",
    "opt_clean",
    "check -assert",
    "write_rtlil base.il",
    "write_json base.json",
]

_NO_PORTS = ("CLK", "clk", "rst")
"""A clock cannot be changed by logic; the external reset is applied once."""


def block_of(module: str) -> str:
    """Block that a module of the core belongs to."""
    path = module.removeprefix(TOP).removeprefix(".")
    return next(block for pattern, block in _BLOCKS if re.fullmatch(pattern, path))


class Netlist:
    """Netlist of a core, hierarchical and word-level, in a directory of its own.

    Parameters
    ----------
    config
        Configuration of the core.
    work
        Directory for files.

    Attributes
    ----------
    text
        The netlist as RTLIL.
    digest
        Digest of the text: mutants are the same if it is.
    """

    def __init__(self, config: Config, work: Path):
        self.config = config
        self.work = work
        work.mkdir(parents=True, exist_ok=True)
        text = rtlil.convert(Core(config), name=TOP, emit_src=True)
        # The directory of the sources is no part of the netlist.
        text = re.sub(r'(src "|\|)[^"|]*/((?:tinynpu|amaranth)/)', r"\1\2", text)
        (work / "core.il").write_text(text)
        run_yosys(work, "prepare", _PREPARE)
        self.text = (work / "base.il").read_text()
        self.digest = hashlib.sha256(self.text.encode()).hexdigest()[:16]
        self._kinds: dict[tuple[str, str], str] = {}
        module = ""
        for line in self.text.splitlines():
            if line.startswith("module "):
                module = line.split()[1].lstrip("\\")
            elif line.startswith("  cell "):
                kind, cell = (word.lstrip("\\") for word in line.split()[1:3])
                self._kinds[module, cell] = kind

    @property
    def modules(self) -> dict[str, list[str]]:
        """Modules of each block that has any."""
        found: dict[str, list[str]] = {}
        for module in dict.fromkeys(module for module, _ in self._kinds):
            found.setdefault(block_of(module), []).append(module)
        return {block: found[block] for block in BLOCKS if block in found}

    def cells(self, module: str) -> dict[str, str]:
        """Types of the cells of a module by their name."""
        return {cell: kind for (at, cell), kind in self._kinds.items() if at == module}

    def lines(self) -> set[str]:
        """Lines of the RTL that something in the netlist comes from."""
        found = re.findall(r'attribute \\src "([^"]*)"', self.text)
        return {line for entry in found for line in entry.split("|")}

    def sample(self, count: int, seed: int, blocks: list[str]) -> list[Mutant]:
        """Choose mutants, shared between blocks by the square root of their number of cells.

        Raises
        ------
        FlowError
            A block has no modules in this core.
        """
        modules = self.modules
        for block in blocks:
            if block not in modules:
                raise FlowError(f"A block must be one of {', '.join(modules)}, not {block}.")
        weights = {
            block: math.sqrt(sum(module in modules[block] for module, _ in self._kinds))
            for block in blocks
        }
        scale = count / sum(weights.values())
        shares = {block: int(scale * weight) for block, weight in weights.items()}
        for block in sorted(blocks, key=lambda b: shares[b] - scale * weights[b]):
            if sum(shares.values()) < count:
                shares[block] += 1
        commands = ["read_rtlil base.il"]
        for i, block in enumerate(blocks):
            # More than needed, because some are left out.
            commands.append(
                f"mutate -list {2 * shares[block] + 20} -seed {seed} -o list{i}.txt "
                + " ".join(modules[block])
            )
        run_yosys(self.work, "list", commands)
        mutants: list[Mutant] = []
        for i, block in enumerate(blocks):
            lines = (self.work / f"list{i}.txt").read_text().splitlines()
            found = dict.fromkeys(m for m in map(self._parse, lines) if m is not None)
            mutants += list(found)[: shares[block]]
        return mutants

    def _parse(self, line: str) -> Mutant | None:
        words = shlex.split(line.replace("\\", "\\\\"))
        values: dict[str, str] = {}
        sources = []
        for key, value in zip(words[1::2], words[2::2], strict=True):
            if key == "-src":
                sources += value.split("|")
            else:
                values[key] = value
        module, cell = values["-module"], values["-cell"]
        kind = self._kinds[module, cell]
        if values["-port"] in _NO_PORTS or kind.startswith("$meminit"):
            return None
        wire = f"{values['-wire']}[{values['-wirebit']}]" if "-wire" in values else ""
        return Mutant(
            block_of(module), values["-mode"], module, cell, kind, values["-port"],
            int(values["-portbit"]), int(values.get("-ctrlbit", -1)), wire, tuple(sources),
        )  # fmt: skip

    def verilog(self, mutants: Sequence[Mutant]) -> str:
        """Verilog of the core with all these mutants: ``mutsel`` n is the n-th, from 1; 0 is none."""
        width = len(mutants).bit_length()
        run_yosys(
            self.work,
            "batch",
            [
                "read_rtlil base.il",
                *(m.command(f"-ctrl mutsel {width} {i}") for i, m in enumerate(mutants, 1)),
                "opt_clean",
                "write_verilog -noattr batch.v",
            ],
        )
        return (self.work / "batch.v").read_text()
