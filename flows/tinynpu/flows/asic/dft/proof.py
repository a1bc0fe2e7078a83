"""Proof that scan chains change nothing while they do not shift."""

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.dft.library import Cell, read_models
from tinynpu.flows.asic.dft.stitch import SCAN_ENABLE, SCAN_IN, SCAN_OUT
from tinynpu.flows.asic.equivalence.blif import Verdict, compare, model_lines, table_lines
from tinynpu.flows.asic.functions import names_in
from tinynpu.flows.asic.liberty import read_text
from tinynpu.flows.asic.netlist import flat_netlist
from tinynpu.flows.asic.scan import ScanResult
from tinynpu.tools.cache import cache_directory

__all__ = ["prove_unchanged"]

_SECONDS = 600
_SAME, _INVERSE = (False, True), (True, False)
"""Truth tables of one input."""


def prove_unchanged(netlist: Path, result: ScanResult, liberty: Path) -> bool:
    """Whether, with the enable at 0, every output and every next state is the same function as before.

    Registers, latches, clock gates, and cells that the library does not have are cut out of both netlists: what they
    give is a free input of both, and what they get is compared, by ABC. So the netlists are equal in every
    state, and stay so.

    Parameters
    ----------
    netlist
        Verilog without chains.
    result
        With chains.
    liberty
        Library.

    Raises
    ------
    FlowError
        Yosys or ABC fails.
    """
    cache = cache_directory() / "asic"
    cache.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="proof-") as work:
        folder = Path(work)
        before = flat_netlist(netlist, result.top, folder)
        after = json.loads(Path(result.netlist_json).read_text())["modules"][result.top]
        _disable(after)
        kinds = {cell["type"] for side in (before, after) for cell in side["cells"].values()}
        models = read_models(read_text(liberty), lambda name, text: name in kinds)
        # Names that both sides have, and that BLIF takes.
        numbers = {name: i for i, name in enumerate({**before["cells"], **after["cells"]})}
        lines = [_Writer(module, models, numbers).lines() for module in (before, after)]
        verdict, _ = compare(lines[0], lines[1], folder, seconds=_SECONDS)
    if verdict is Verdict.UNDECIDED:
        raise FlowError(f"ABC must prove or refute within {_SECONDS} s, and does not.")
    return verdict is Verdict.PROVED


def _disable(module: Any):
    """Take the ports of the chains away, and connect what they drive to 0."""
    ports = [module["ports"].pop(name) for name in (SCAN_IN, SCAN_ENABLE)]
    del module["ports"][SCAN_OUT]
    driven = {bit for port in ports for bit in port["bits"]}
    for cell in module["cells"].values():
        for bits in cell["connections"].values():
            bits[:] = ["0" if bit in driven else bit for bit in bits]


class _Writer:
    """A netlist as combinational logic in BLIF."""

    def __init__(self, module: Any, models: Mapping[str, Cell], numbers: Mapping[str, int]):
        self._module = module
        self._models = models
        self._numbers = numbers
        self._inputs: list[str] = []
        self._outputs: list[str] = []
        self._tables: list[str] = []
        self._driven: set[Any] = {"0", "1", "x"}

    def lines(self) -> Iterator[str]:
        """The text."""
        for name, port in self._module["ports"].items():
            if port["direction"] == "input":
                for i, bit in enumerate(port["bits"]):
                    self._give(f"port_{name}_{i}", bit)
        others = []
        for name, entry in self._module["cells"].items():
            cell = self._models.get(entry["type"])
            if cell is None:
                others.append((self._numbers[name], entry["connections"]))
                continue
            pins = {pin: bits[0] for pin, bits in entry["connections"].items() if bits}
            self._cell(self._numbers[name], cell, pins)
        for number, connections in others:
            self._unknown(number, connections)
        for name, port in self._module["ports"].items():
            if port["direction"] == "output":
                for i, bit in enumerate(port["bits"]):
                    self._take(f"port_{name}_{i}", bit)
        constants = (".names net_0", ".names net_1", "1", ".names net_x")
        yield from model_lines(self._inputs, self._outputs, (*constants, *self._tables))

    def _give(self, name: str, net: Any):
        """A net that is a free input."""
        self._inputs.append(f"in_{name}")
        self._drive([f"in_{name}"], _SAME, net)

    def _take(self, name: str, net: Any):
        """A net that is compared."""
        self._outputs.append(f"out_{name}")
        self._table([f"net_{net}"], _SAME, f"out_{name}")

    def _drive(self, inputs: Sequence[str], table: Sequence[bool], net: Any):
        self._driven.add(net)
        self._table(inputs, table, f"net_{net}")

    def _table(self, inputs: Sequence[str], table: Sequence[bool], output: str):
        self._tables += table_lines(inputs, table, output)

    def _cell(self, number: int, cell: Cell, pins: Mapping[str, Any]):
        nets = {pin: f"net_{pins.get(pin, 'x')}" for pin in cell.inputs}
        outputs = {pin: pins[pin] for pin in cell.outputs if pin in pins}
        register, gate = cell.register, cell.clock_gate
        taken: dict[str, str] = {}
        if register is not None:
            state, inverse = register.states
            self._inputs.append(f"in_{number}_state")
            self._table([f"in_{number}_state"], _INVERSE, f"inverse_{number}")
            nets |= {state: f"in_{number}_state", inverse: f"inverse_{number}"}
            taken = {name: getattr(register, name) for name in ("clock", "next_state")}
            taken |= {name: getattr(register, name) or "0" for name in ("clear", "preset")}
        elif gate is not None:
            taken = {
                "clock": gate.clock,
                "enable": "|".join(filter(None, (gate.enable, gate.test))),
            }
        elif cell.latch or not all(cell.outputs.values()):
            taken = {pin: pin for pin in cell.inputs}
        if taken and register is None:
            for pin, net in outputs.items():
                self._give(f"{number}_{pin}", net)
        else:
            for pin, net in outputs.items():
                self._drive(*_table(cell, cell.outputs[pin], nets), net)
        for name, function in taken.items():
            self._outputs.append(f"out_{number}_{name}")
            self._table(*_table(cell, function, nets), f"out_{number}_{name}")

    def _unknown(self, number: int, connections: Mapping[str, Sequence[Any]]):
        """A cell that the library does not have: its inputs are what something else drives."""
        for pin, bits in connections.items():
            known = all(bit in self._driven for bit in bits)
            for i, bit in enumerate(bits):
                (self._take if known else self._give)(f"{number}_{pin}_{i}", bit)


def _table(cell: Cell, function: str, nets: Mapping[str, str]) -> tuple[list[str], Sequence[bool]]:
    """Nets that a function of a cell depends on, and its truth table."""
    names = names_in(function)
    table = cell.table(function, pins=names) if names else cell.table(function)[:1]
    return [nets[name] for name in names], table.tolist()
