"""Verilog of standard cells whose delays an SDF file sets, for event-driven simulators."""

from collections.abc import Iterable, Iterator

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.dft.cover import prime_implicants
from tinynpu.flows.asic.gate_models import CellModel, Function, cell_model
from tinynpu.flows.asic.liberty import Group, read_cells

__all__ = ["timed_cells"]

_CELL = """\
module {name} ({ports});
{body}  specify
{paths}  endspecify
endmodule
"""
_REGISTER = """\
  reg {state};
  always @(posedge {clock}) {state} <= {next};
"""
_GATE = """\
  reg open;
  always @* if (!{clock}) open = {enable};
  assign {gated} = {clock} & open;
"""


def timed_cells(liberty: str, kinds: Iterable[str]) -> str:
    """Verilog of kinds of cells, with a path from each input to each output that depends on it.

    A function is the sum of all its prime implicants, so that an unknown input makes an output unknown
    only where it matters. Registers take what is there at the edge: setup and hold are not checked.
    Kinds without outputs (taps, fillers, antenna diodes) become empty modules.

    Parameters
    ----------
    liberty
        Text of a library.
    kinds
        Of a netlist; those that the library does not have must be cells without ports.

    Raises
    ------
    FlowError
        `tinynpu.flows.asic.gate_models.cell_model` has no model of a cell, or it is a register with
        asynchronous inputs.
    """
    wanted = set(kinds)
    _, groups = read_cells(liberty, lambda name, text: name in wanted)
    return "`timescale 1ns / 1ps\n" + "\n".join(
        _cell(name, groups[name]) if name in groups else f"module {name}; endmodule\n"
        for name in sorted(wanted)
    )


def _cell(name: str, group: Group) -> str:
    inputs = [
        pin.arguments[0] for pin in group.all("pin") if pin.values.get("direction") == "input"
    ]
    outputs = [
        pin.arguments[0] for pin in group.all("pin") if pin.values.get("direction") == "output"
    ]
    ports = ", ".join([*(f"input {pin}" for pin in inputs), *(f"output {pin}" for pin in outputs)])
    if not outputs:
        return f"module {name} ({ports}); endmodule\n"
    model = cell_model(name, group)
    paths = "".join(f"    ({pin} => {output}) = 0;\n" for output, pin in _paths(model))
    return _CELL.format(name=name, ports=ports, body=_body(name, model), paths=paths)


def _body(name: str, model: CellModel) -> str:
    if model.gate is not None:
        return _GATE.format(**model.gate)
    register = ""
    if model.state:
        if model.off:
            raise FlowError(f"A register must have no asynchronous input, as {name} has.")
        if model.state in model.next[1]:
            raise FlowError(f"A register must not read its own state, as {name} does.")
        register = _REGISTER.format(
            state=model.state, clock=model.clock, next=_expression(model.next)
        )
    return register + "".join(
        f"  assign {pin} = {_expression(function)};\n" for pin, function in model.outputs.items()
    )


def _paths(model: CellModel) -> Iterator[tuple[str, str]]:
    if model.gate is not None:
        yield model.gate["gated"], model.gate["clock"]
    for output, (_table, pins) in model.outputs.items():
        for pin in pins:
            yield output, model.clock if pin == model.state else pin


def _expression(function: Function) -> str:
    table, pins = function
    states = 1 << len(pins)
    values = tuple(bool(table >> state & 1) for state in range(states))
    products = [
        " & ".join(
            ("" if value >> i & 1 else "~") + pin for i, pin in enumerate(pins) if care >> i & 1
        )
        or "1'b1"
        for care, value in prime_implicants(values)
    ]
    return " | ".join(f"({product})" for product in products) or "1'b0"
