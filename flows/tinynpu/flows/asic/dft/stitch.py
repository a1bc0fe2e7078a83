"""Changes a netlist: scan flip-flops in a chain, clock gates with a test pin, macros that are held idle."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.dft.equivalents import holding_gate
from tinynpu.flows.asic.dft.library import Cell
from tinynpu.flows.asic.netlist import nets_of

__all__ = ["SCAN_ENABLE", "SCAN_IN", "SCAN_OUT", "Chain", "Element", "Stitcher"]

SCAN_IN, SCAN_OUT, SCAN_ENABLE = "scan_in", "scan_out", "scan_enable"
"""Ports that are added: a bit for each chain, a bit for each chain, and one that is high while chains shift."""


@dataclasses.dataclass(frozen=True)
class Element:
    """A flip-flop of a chain.

    Members
    -------
    instance, cell
        Where it is, and what it is now.
    data, out
        Pins that the chain goes through.
    data_inverted, out_inverted
        Its state is the inverse of what comes in; what leaves it is the inverse of its state.
    """

    instance: str
    cell: str
    data: str
    out: str
    data_inverted: bool = False
    out_inverted: bool = False

    @property
    def inverting(self) -> bool:
        """Whether what leaves it is the inverse of what came in."""
        return self.data_inverted != self.out_inverted


@dataclasses.dataclass(frozen=True)
class Chain:
    """Flip-flops from the bit of `SCAN_IN` to that of `SCAN_OUT`."""

    scan_in: str
    scan_out: str
    elements: tuple[Element, ...]


class Stitcher:
    """Changes a module of Yosys' JSON, and adds the ports.

    Parameters
    ----------
    module
        Flat; it is changed.
    models
        Cells of the library: those of the netlist, those that replace them, and gates.
    chains
        How many there will be.

    Raises
    ------
    FlowError
        The module has one of the ports.
    """

    def __init__(self, module: Any, models: Mapping[str, Cell], chains: int):
        taken = [port for port in (SCAN_IN, SCAN_OUT, SCAN_ENABLE) if port in module["ports"]]
        if taken:
            raise FlowError(f"A netlist without scan chains must have no port {taken[0]}.")
        self._module = module
        self._models = models
        self._chains = chains
        self._last = max(nets_of(module), default=1)
        self._port(SCAN_IN, "input", [])
        self._port(SCAN_OUT, "output", [])
        self._port(SCAN_ENABLE, "input", [self._net()])
        (self._enable,) = module["ports"][SCAN_ENABLE]["bits"]
        self._disable: int | None = None

    def _net(self) -> int:
        self._last += 1
        return self._last

    def _port(self, name: str, direction: str, bits: list[int]):
        # One list for both: bits that are added later are in the port and in its net.
        self._module["ports"][name] = {"direction": direction, "bits": bits}
        self._module["netnames"][name] = {"hide_name": 0, "bits": bits, "attributes": {}}

    def _add(self, instance: str, cell: Cell, connections: Mapping[str, int]):
        self._module["cells"][instance] = {
            "hide_name": 0,
            "type": cell.name,
            "parameters": {},
            "attributes": {},
            "connections": {pin: [net] for pin, net in connections.items()},
        }

    def _enabled(self, active_low: bool) -> int:
        """Net of the enable, or of its inverse, which an inverter makes."""
        if not active_low:
            return self._enable
        if self._disable is None:
            inverters = [
                cell for cell in self._models.values() if cell.follows is False and not cell.special
            ]
            if not inverters:
                raise FlowError("A library whose scan flip-flops shift at 0 must have an inverter.")
            cell = min(inverters, key=lambda cell: (cell.area, cell.name))
            self._disable = self._net()
            (output,) = cell.outputs
            pins = {cell.inputs[0]: self._enable, output: self._disable}
            self._add(f"{SCAN_ENABLE}_inverter", cell, pins)
        return self._disable

    def open_gate(self, instance: str, replacement: Cell):
        """Put a clock gate in the place of another, which the enable opens."""
        entry = self._module["cells"][instance]
        old, new = self._models[entry["type"]].clock_gate, replacement.clock_gate
        assert old is not None
        assert new is not None
        pins = entry["connections"]
        entry["type"] = replacement.name
        entry["connections"] = {
            new.clock: pins[old.clock],
            new.enable: pins[old.enable],
            new.output: pins[old.output],
            new.test: [self._enable],
        }
        entry.pop("port_directions", None)

    def hold(self, instance: str, pin: str, level: int):
        """Put a gate before a pin of a macro, which is at a level while chains shift.

        Raises
        ------
        FlowError
            The library has no such gate.
        """
        found = holding_gate(level, self._models.values())
        if found is None:
            raise FlowError(
                f"The library must have a gate that holds {pin} of {instance} at {level}, and has none."
            )
        cell, signal, test = found
        bits = self._module["cells"][instance]["connections"][pin]
        net = self._net()
        (output,) = cell.outputs
        self._add(
            f"{instance}/{pin}_idle", cell, {signal: bits[0], test: self._enable, output: net}
        )
        bits[:] = [net]

    def chain(self, flops: Mapping[str, Cell]) -> Chain:
        """Replace flip-flops, and connect them to a chain with ports of its own."""
        net = self._net()
        ports = self._module["ports"]
        number = len(ports[SCAN_IN]["bits"])
        ports[SCAN_IN]["bits"].append(net)
        elements = []
        for instance, cell in flops.items():
            scan = cell.scan
            assert scan is not None
            entry = self._module["cells"][instance]
            entry["type"] = cell.name
            entry.pop("port_directions", None)
            pins = entry["connections"]
            pins[scan.data], pins[scan.enable] = [net], [self._enabled(scan.active_low)]
            out = scan.out or scan.out_n
            if not pins.get(out):
                pins[out] = [self._net()]
            net = pins[out][0]
            elements.append(
                Element(instance, cell.name, scan.data, out, scan.inverting, not scan.out)
            )
        ports[SCAN_OUT]["bits"].append(net)
        bit = f"[{number}]" if self._chains > 1 else ""
        return Chain(f"{SCAN_IN}{bit}", f"{SCAN_OUT}{bit}", tuple(elements))
