"""A netlist as what happens in a cycle: gates in order, registers, and which clocks tick."""

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.dft.library import Cell
from tinynpu.flows.asic.functions import names_in

__all__ = ["ONE", "ZERO", "Circuit", "Instance", "Net"]

Net = int | str
"""As in Yosys' JSON: a number, or a constant."""

ZERO, ONE = "0", "1"


@dataclasses.dataclass(frozen=True)
class Instance:
    """A cell of the netlist, and the net of each pin that has one."""

    name: str
    cell: Cell
    pins: Mapping[str, Net]


class Circuit:
    """Flat netlist with one clock, whose registers take its rising edge, through clock gates or not.

    Parameters
    ----------
    module
        Of Yosys' JSON.
    models
        Cells of the library. What others drive is not known.
    clock
        Port.

    Members
    -------
    inputs, outputs
        Bits of the ports without the clock, as (port, bit), with their nets; in the order of the netlist.
    clock, clock_port
        Net of the clock, and its port.
    gates
        Instances without a state, and clock gates, each behind those that drive it.
    registers
        Instances with a state.
    ticks
        Nets that are a clock: the port and what clock gates and buffers make of it.
    unknown
        Names of instances whose outputs are not known: no cells of the library, and latches.

    Raises
    ------
    FlowError
        There is another clock, a register with clear or preset, a loop, or a function that is missing.
    """

    def __init__(self, module: Any, models: Mapping[str, Cell], *, clock: str = "clk"):
        ports = module["ports"]
        if clock not in ports or len(ports[clock]["bits"]) != 1:
            raise FlowError(f"A netlist must have the clock {clock}, and has {', '.join(ports)}.")
        self.clock_port = clock
        self.clock: Net = ports[clock]["bits"][0]
        self.inputs = _bits(ports, "input", without=clock)
        self.outputs = _bits(ports, "output")
        self.unknown = tuple(
            name
            for name, entry in module["cells"].items()
            if entry["type"] not in models or models[entry["type"]].latch
        )
        unknown = set(self.unknown)
        found = [
            Instance(
                name,
                models[entry["type"]],
                {pin: bits[0] for pin, bits in entry["connections"].items() if bits},
            )
            for name, entry in module["cells"].items()
            if name not in unknown
        ]
        self.registers = [one for one in found if one.cell.register is not None]
        self.gates = _in_order([one for one in found if one.cell.register is None])
        self.ticks = self._clocks_from({self.clock})
        self._check()

    def clocked_through(self, instance: str, pin: str) -> list[int]:
        """Numbers of the registers that have no clock without a pin of it: their own, or of what is before."""
        nets: set[Net] = set()
        for one in self.gates:
            if one.name == instance:
                source = one.pins[pin] in self.ticks
                gating = one.cell.clock_gate
                enabling = (
                    gating is not None and pin == gating.enable and gating.test not in one.pins
                )
                if source or enabling:
                    nets |= {one.pins[output] for output in one.cell.outputs if output in one.pins}
        nets = self._clocks_from(nets)
        return [
            number
            for number, one in enumerate(self.registers)
            if (clock := _clock_pin(one))
            and ((one.name, clock) == (instance, pin) or one.pins[clock] in nets)
        ]

    def _clocks_from(self, nets: set[Net]) -> set[Net]:
        """Clocks, and what clock gates and buffers make of them."""
        ticks = set(nets)
        for gate in self.gates:
            cell = gate.cell
            if cell.clock_gate is not None and gate.pins.get(cell.clock_gate.clock) in ticks:
                ticks.add(gate.pins[cell.clock_gate.output])
            elif cell.follows and gate.pins.get(cell.inputs[0]) in ticks:
                ticks |= {gate.pins[pin] for pin in cell.outputs}
        return ticks

    def _check(self):
        for one in self.registers:
            register = one.cell.register
            assert register is not None
            if register.clear or register.preset:
                raise FlowError(
                    f"Registers must have no clear and no preset to be simulated here, and {one.name} has."
                )
            if one.pins.get(_clock_pin(one)) not in self.ticks:
                raise FlowError(
                    f"All registers must take the rising edge of the clock, and {one.name} does not."
                )
        for one in self.gates:
            cell, gating = one.cell, one.cell.clock_gate
            if gating is not None:
                if gating.kind != "latch_posedge" or one.pins.get(gating.clock) not in self.ticks:
                    raise FlowError(
                        f"Clock gates must pass rising edges of the clock, and {one.name} does not."
                    )
                continue
            if not cell.follows and any(one.pins.get(pin) in self.ticks for pin in cell.inputs):
                raise FlowError(
                    f"The clock must drive registers, clock gates and buffers only, and drives {one.name}."
                )
            for pin, function in cell.outputs.items():
                if pin in one.pins and not function:
                    raise FlowError(
                        f"The library must tell the function of {cell.name}/{pin}, and does not."
                    )


def _bits(
    ports: Mapping[str, Any], direction: str, without: str = ""
) -> dict[tuple[str, int], Net]:
    return {
        (name, i): bit
        for name, port in ports.items()
        if port["direction"] == direction and name != without
        for i, bit in enumerate(port["bits"])
    }


def _clock_pin(one: Instance) -> str:
    """Pin whose rising edge a register takes; nothing if there is no such pin."""
    register = one.cell.register
    assert register is not None
    pins = names_in(register.clock)
    rising = len(pins) == 1 and one.cell.table(register.clock, pins=pins).tolist() == [False, True]
    return pins[0] if rising else ""


def _in_order(gates: Sequence[Instance]) -> list[Instance]:
    """Each behind those that drive it."""
    users: dict[Net, list[Instance]] = defaultdict(list)
    driven = {one.pins[pin] for one in gates for pin in one.cell.outputs if pin in one.pins}
    needs = {}
    for one in gates:
        sources = {one.pins[pin] for pin in one.cell.inputs if pin in one.pins} & driven
        needs[one.name] = len(sources)
        for net in sources:
            users[net].append(one)
    ready = [one for one in gates if not needs[one.name]]
    for one in ready:  # it grows
        for pin in one.cell.outputs:
            for user in users.get(one.pins.get(pin, ""), ()):
                needs[user.name] -= 1
                if not needs[user.name]:
                    ready.append(user)
    if len(ready) != len(gates):
        stuck = next(one.name for one in gates if needs[one.name])
        raise FlowError(f"A netlist must have no loop of gates, and {stuck} is in one.")
    return ready
