"""Single stuck-at faults of a netlist, and which of them are the same."""

import dataclasses
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from tinynpu.flows.asic.dft.circuit import Circuit, Instance, Net

__all__ = ["Fault", "collapse", "pin_faults"]


@dataclasses.dataclass(frozen=True, order=True)
class Fault:
    """A pin of an instance that stays at 0 or 1, whatever drives it; the rest of its net is sound."""

    instance: str
    pin: str
    value: int

    def __str__(self) -> str:
        return f"{self.instance}/{self.pin} stuck at {self.value}"


def pin_faults(circuit: Circuit) -> list[Fault]:
    """Both faults of every connected pin, input or output, of every cell."""
    return [
        Fault(one.name, pin, value)
        for one in (*circuit.registers, *circuit.gates)
        for pin in (*one.cell.inputs, *one.cell.outputs)
        if pin in one.pins
        for value in (0, 1)
    ]


def collapse(circuit: Circuit, faults: Sequence[Fault]) -> dict[Fault, Fault]:
    """For each fault one that no test can tell from it; the same for all of a class.

    Two faults are the same if they are at the two ends of a net with one sink, or if an input that is
    stuck keeps the only output of a gate without a state at a value.

    Source
    ------
    E. J. McCluskey, F. W. Clegg, "Fault equivalence in combinational logic networks", 1971.
    """
    parent = {fault: fault for fault in faults}

    def find(fault: Fault) -> Fault:
        while parent[fault] != fault:
            parent[fault] = parent[parent[fault]]
            fault = parent[fault]
        return fault

    def join(first: Fault, second: Fault):
        if first in parent and second in parent:
            low, high = sorted((find(first), find(second)))
            parent[high] = low

    drivers, sinks = _ends(circuit)
    for net, (instance, pin) in drivers.items():
        if len(sinks[net]) == 1 and net not in circuit.outputs.values():
            for value in (0, 1):
                join(Fault(instance, pin, value), Fault(*sinks[net][0], value))
    for one in circuit.gates:
        for pin, value, output, kept in _kept_outputs(one):
            join(Fault(one.name, pin, value), Fault(one.name, output, kept))
    return {fault: find(fault) for fault in faults}


def _ends(circuit: Circuit):
    """Of each net what drives it, and what it drives, as (instance, pin)."""
    drivers: dict[Net, tuple[str, str]] = {}
    sinks: dict[Net, list[tuple[str, str]]] = defaultdict(list)
    for one in (*circuit.registers, *circuit.gates):
        for pin, net in one.pins.items():
            if pin in one.cell.outputs:
                drivers[net] = one.name, pin
            elif pin in one.cell.inputs:
                sinks[net].append((one.name, pin))
    return drivers, sinks


def _kept_outputs(one: Instance):
    """Inputs of a gate that keep its output, as (pin, value, output, value of the output)."""
    if one.cell.clock_gate is not None or len(one.cell.outputs) != 1:
        return
    ((output, function),) = one.cell.outputs.items()
    pins = one.cell.inputs
    states = np.arange(1 << len(pins))
    table = one.cell.table(function)
    for i, pin in enumerate(pins):
        for value in (0, 1):
            kept = set(table[states >> i & 1 == value].tolist())
            if len(kept) == 1:
                yield pin, value, output, int(kept.pop())
