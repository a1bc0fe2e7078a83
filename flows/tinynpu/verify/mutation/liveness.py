"""Which bits of a netlist can reach an output of the core: changes of the others are no changes.

A bit is live if an output of the top, or a cell with a live output bit, reads it. The analysis goes
through registers, memories and modules bit by bit, so that a field of a queue's entry that nobody
looks at is found.
"""

from collections.abc import Iterator
from typing import Any

__all__ = ["Liveness"]

_BITWISE = {"$and", "$or", "$xor", "$xnor", "$not", "$mux", "$pos", "$dff", "$dffe", "$sdff"}
_BITWISE |= {"$sdffe", "$sdffce", "$pmux"}
_CARRY = {"$add", "$sub", "$mul", "$neg"}

Bit = tuple[str, Any]
"""A net of a module, or with a text ``memory:bit`` a bit of each word of a memory."""


class Liveness:
    """Live bits.

    Parameters
    ----------
    design
        What ``write_json`` of Yosys writes.
    top
        Name of the top module.
    """

    def __init__(self, design: dict[str, Any], top: str):
        self.modules: dict[str, Any] = design["modules"]
        self.top = top
        self._drivers: dict[Bit, list[tuple[str, str, str, int]]] = {}
        self._parents: dict[str, tuple[str, str]] = {}
        for module, content in self.modules.items():
            for name, cell in content["cells"].items():
                if cell["type"] in self.modules:
                    self._parents[cell["type"]] = (module, name)
                for port, index, bit in self._outputs(cell):
                    self._drivers.setdefault((module, bit), []).append((module, name, port, index))
        self.live: set[Bit] = set()
        self._spread()

    @staticmethod
    def _outputs(cell: dict[str, Any]) -> Iterator[tuple[str, int, Any]]:
        """Output port bits of a cell with their nets; a write port drives its memory."""
        if cell["type"] == "$memwr_v2":
            memory = cell["parameters"]["MEMID"]
            for index in range(len(cell["connections"]["DATA"])):
                yield "DATA", index, f"{memory}:{index}"
            return
        for port, direction in cell["port_directions"].items():
            if direction == "output":
                for index, bit in enumerate(cell["connections"][port]):
                    yield port, index, bit

    def _spread(self):
        waiting: list[Bit] = [
            (self.top, bit)
            for port in self.modules[self.top]["ports"].values()
            if port["direction"] == "output"
            for bit in port["bits"]
        ]
        while waiting:
            at = waiting.pop()
            if at in self.live or at[1] in ("0", "1", "x", "z"):
                continue
            self.live.add(at)
            module, bit = at
            for _, name, port, index in self._drivers.get(at, ()):
                cell = self.modules[module]["cells"][name]
                waiting += self._reads(module, cell, port, index)
            if module in self._parents and isinstance(bit, int):
                # An input of the module is driven by its instance.
                parent, name = self._parents[module]
                connections = self.modules[parent]["cells"][name]["connections"]
                for port, value in self.modules[module]["ports"].items():
                    if value["direction"] == "input" and bit in value["bits"]:
                        waiting.append((parent, connections[port][value["bits"].index(bit)]))

    def _reads(self, module: str, cell: dict[str, Any], port: str, index: int) -> list[Bit]:
        """Nets that an output bit of a cell depends on."""
        kind, connections = cell["type"], cell["connections"]
        if kind in self.modules:
            return [(kind, self.modules[kind]["ports"][port]["bits"][index])]
        found: list[Bit] = []
        if kind == "$memrd_v2":
            found.append((module, f"{cell['parameters']['MEMID']}:{index}"))
        for name, bits in connections.items():
            if cell["port_directions"][name] == "input":
                found += [
                    (module, bit)
                    for i, bit in enumerate(bits)
                    if self._matters(cell, name, i, index)
                ]
        return found

    @staticmethod
    def _matters(cell: dict[str, Any], port: str, bit: int, index: int) -> bool:
        """Whether an input bit of a primitive cell has a say in bit ``index`` of its output."""
        kind, bits = cell["type"], cell["connections"][port]
        if kind == "$memwr_v2":
            return port not in ("DATA", "EN") or bit == index
        if kind in _CARRY:
            return bit <= index
        if kind in _BITWISE and port in ("A", "B", "D"):
            if kind == "$pmux" and port == "B":
                return bit % len(cell["connections"]["Y"]) == index
            return bit == index or (bit == len(bits) - 1 and index > bit)
        return True

    def reaches(self, module: str, name: str, port: str, index: int) -> bool:
        """Whether a change of this bit of a port of a cell can reach an output of the top."""
        cell = self.modules[module]["cells"][name]
        kind, net = cell["type"], cell["connections"][port][index]
        if cell["port_directions"][port] == "output":
            return (module, net) in self.live
        if kind in self.modules:
            return (kind, self.modules[kind]["ports"][port]["bits"][index]) in self.live
        return any(
            (module, bit) in self.live and self._matters(cell, port, index, i)
            for _, i, bit in self._outputs(cell)
        )
