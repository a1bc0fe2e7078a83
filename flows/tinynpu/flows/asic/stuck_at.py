"""Which stuck-at faults of a netlist a sequence of inputs finds at its outputs, and why not the others.

Registers begin unknown: nothing is found by what they happen to hold when the power comes.
"""

import dataclasses
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from tinynpu.flows.asic.dft.circuit import Circuit
from tinynpu.flows.asic.dft.faults import Fault, collapse, pin_faults
from tinynpu.flows.asic.dft.parallel import Case, Stimulus, find_cases
from tinynpu.flows.asic.dft.redundant import redundant_faults
from tinynpu.flows.asic.dft.simulation import Simulation

__all__ = ["MASKED", "QUIET", "REDUNDANT", "UNKNOWN", "Coverage", "measure_coverage"]

REDUNDANT = "redundant: no state and no input shows it (proved)"
UNKNOWN = "seen only where the faulty copy is unknown"
QUIET = "the pin never had the other value"
MASKED = "the pin had the other value, but no output showed it"

_MOST_REGISTERS = 10
"""Without a clock, for which all their states at power-up are tried."""


@dataclasses.dataclass(frozen=True, eq=False)
class Coverage:
    """How many faults a stimulus finds.

    Members
    -------
    cycles
        Length of the stimulus.
    first
        Cycle in which each fault is found, of those that are.
    held
        Those of them that stop the clock of registers. They are found whatever these hold at power-up,
        at the latest in the cycle that ``first`` tells.
    causes
        Why each of the others is not found: `REDUNDANT`, `UNKNOWN`, `QUIET` or `MASKED`.
    classes
        For each fault one that is the same; see `tinynpu.flows.asic.dft.faults.collapse`.
    """

    cycles: int
    first: Mapping[Fault, int]
    held: frozenset[Fault]
    causes: Mapping[Fault, str]
    classes: Mapping[Fault, Fault]

    @property
    def faults(self) -> int:
        """Number of all faults."""
        return len(self.classes)

    @property
    def fault_coverage(self) -> float:
        """Share of all faults that is found."""
        return len(self.first) / self.faults

    @property
    def test_coverage(self) -> float:
        """As `fault_coverage`, of the faults that are not proved to be redundant."""
        return len(self.first) / (self.faults - self.count()[REDUNDANT])

    @property
    def class_coverage(self) -> float:
        """As `fault_coverage`, of faults that differ."""
        found = {self.classes[fault] for fault in self.first}
        return len(found) / len(set(self.classes.values()))

    def count(self) -> Counter[str]:
        """Faults that are not found by cause."""
        return Counter(self.causes.values())

    def growth(self, cycles: Iterable[int]) -> dict[int, int]:
        """Faults that are found in the first so many cycles."""
        times = np.array(sorted(self.first.values()), dtype=int)
        return {limit: int(np.searchsorted(times, limit)) for limit in cycles}


def measure_coverage(
    circuit: Circuit, stimulus: Stimulus, faults: Sequence[Fault] | None = None
) -> Coverage:
    """Simulate faults, and tell why those that are not found are not.

    Parameters
    ----------
    circuit
        Netlist of cells that are all in the library.
    stimulus
        Inputs from the moment on in which all registers are unknown.
    faults
        Both of every pin if they are not given.

    Raises
    ------
    FlowError
        A cell is not known, the stimulus does not fit, or Z3 is missing.
    """
    classes = collapse(circuit, pin_faults(circuit) if faults is None else faults)
    kinds = sorted(set(classes.values()))
    numbers, doubtful = find_cases(circuit, [Case(fault) for fault in kinds], stimulus)
    found = {kinds[number]: cycle for number, cycle in numbers.items()}
    unsure = {kinds[number] for number in doubtful}
    held = _without_clock(circuit, stimulus, sorted(unsure))
    redundant = redundant_faults(circuit, [k for k in kinds if k not in found and k not in held])
    found |= held
    missed = [fault for fault in classes if classes[fault] not in found]
    moved = _moved(circuit, stimulus, missed)
    causes = {}
    for fault in missed:
        if classes[fault] in redundant:
            causes[fault] = REDUNDANT
        elif classes[fault] in unsure:
            causes[fault] = UNKNOWN
        else:
            causes[fault] = MASKED if fault in moved else QUIET
    return Coverage(
        len(stimulus.inputs),
        {fault: found[kind] for fault, kind in classes.items() if kind in found},
        frozenset(fault for fault, kind in classes.items() if kind in held),
        causes,
        classes,
    )


def _without_clock(
    circuit: Circuit, stimulus: Stimulus, faults: Sequence[Fault]
) -> dict[Fault, int]:
    """Faults that stop clocks and are found with every state that the stopped registers can begin with."""
    cases = []
    for fault in faults:
        registers = circuit.clocked_through(fault.instance, fault.pin)
        if 0 < len(registers) <= _MOST_REGISTERS:
            for values in itertools.product((0, 1), repeat=len(registers)):
                cases.append(Case(fault, dict(zip(registers, values, strict=True))))
    numbers, _ = find_cases(circuit, cases, stimulus)
    cycles: dict[Fault, list[int | None]] = defaultdict(list)
    for number, case in enumerate(cases):
        cycles[case.fault].append(numbers.get(number))
    return {
        fault: max(cycle for cycle in found if cycle is not None)
        for fault, found in cycles.items()
        if None not in found
    }


def _moved(circuit: Circuit, stimulus: Stimulus, faults: Iterable[Fault]) -> set[Fault]:
    """Faults whose pins had the other value once; pins of clocks, an edge."""
    instances = {one.name: one for one in (*circuit.registers, *circuit.gates)}
    nets = {fault: instances[fault.instance].pins[fault.pin] for fault in faults}
    ones = dict.fromkeys(nets.values(), False)
    zeros = dict(ones)
    simulation = Simulation(circuit)
    for word in stimulus.words():
        simulation.evaluate(word)
        for net in ones:
            one, zero = simulation.value(net)
            ones[net] |= bool(one)
            zeros[net] |= bool(zero)
        simulation.tick()
    return {
        fault
        for fault, net in nets.items()
        if (ones[net] if fault.value == 0 or net in circuit.ticks else zeros[net])
    }
