"""Where nets of a netlist come from: ports and constants, through buffers, inverters and clock gates."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from tinynpu.flows.asic.dft.library import Cell

__all__ = ["Origin", "Origins"]


@dataclasses.dataclass(frozen=True)
class Origin:
    """What drives a net in the end.

    Members
    -------
    name
        Port, ``0`` or ``1``, or for anything else the cell.
    is_port, is_constant
        What it is; a constant is told as the net has it.
    inverted
        Whether the net has the inverse of the port.
    gates
        Instances of clock gates on the way, from the net on.
    """

    name: str
    is_port: bool = False
    is_constant: bool = False
    inverted: bool = False
    gates: tuple[str, ...] = ()


class Origins:
    """Finds the origin of nets.

    Parameters
    ----------
    module
        Of Yosys' JSON, flat.
    models
        The cells of the library that it has, at least.
    """

    def __init__(self, module: Any, models: Mapping[str, Cell]):
        self._cells = module["cells"]
        self._models = models
        self._ports = {
            bit: name if len(port["bits"]) == 1 else f"{name}[{i}]"
            for name, port in module["ports"].items()
            if port["direction"] == "input"
            for i, bit in enumerate(port["bits"])
        }
        self._drivers = {
            cell["connections"][pin][0]: (instance, pin)
            for instance, cell in self._cells.items()
            if (model := models.get(cell["type"])) is not None
            for pin in model.outputs
            if cell["connections"].get(pin)
        }

    def of(self, net: int | str) -> Origin:
        """Origin of a net, a number or a constant of the JSON."""
        inverted, gates = False, []
        seen = set()
        while net not in seen:
            seen.add(net)
            if net in self._ports:
                return Origin(self._ports[net], True, False, inverted, tuple(gates))
            if isinstance(net, str):
                return _constant(net == "1", inverted)
            if net not in self._drivers:
                return Origin("no cell of the library")
            instance, pin = self._drivers[net]
            kind = self._cells[instance]["type"]
            model = self._models[kind]
            pins = self._cells[instance]["connections"]
            if model.clock_gate is not None:
                gates.append(instance)
                net = pins[model.clock_gate.clock][0]
            elif model.follows is not None:
                inverted ^= not model.follows
                net = pins[model.inputs[0]][0]
            elif not model.inputs and model.outputs[pin] in ("0", "1"):
                return _constant(model.outputs[pin] == "1", inverted)
            else:
                return Origin(f"{instance} ({kind})")
        return Origin("a loop")


def _constant(value: bool, inverted: bool) -> Origin:
    return Origin(str(int(value ^ inverted)), is_constant=True)
