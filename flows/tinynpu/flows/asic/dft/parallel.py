"""Simulates faults, each in a copy of the netlist of its own, until an output differs from that of a sound copy."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.dft.circuit import Circuit
from tinynpu.flows.asic.dft.faults import Fault
from tinynpu.flows.asic.dft.simulation import Simulation

__all__ = ["Case", "Stimulus", "find_cases"]

_FEWER = 0.75
"""Share of copies that are left when a simulation begins anew without those whose faults are found."""


@dataclasses.dataclass(frozen=True, eq=False)
class Stimulus:
    """What the inputs of a circuit are in each cycle, and where its outputs are looked at.

    Members
    -------
    inputs
        bool [cycles, inputs], in the order of the circuit.
    watched
        bool [cycles, outputs]; None: all outputs in all cycles.
    """

    inputs: np.ndarray
    watched: np.ndarray | None = None

    def words(self) -> list[int]:
        """Inputs of each cycle as an integer, the first in its lowest bit."""
        packed = np.packbits(self.inputs, axis=1, bitorder="little")
        return [int.from_bytes(row.tobytes(), "little") for row in packed]

    def require_fit(self, circuit: Circuit):
        """Refuse a stimulus of another circuit.

        Raises
        ------
        FlowError
            The numbers of bits are not those of the circuit.
        """
        wanted = len(circuit.inputs)
        if self.inputs.ndim != 2 or self.inputs.shape[1] != wanted:
            raise FlowError(
                f"A stimulus must have {wanted} bits in each cycle, not the shape {self.inputs.shape}."
            )
        shape = (len(self.inputs), len(circuit.outputs))
        if self.watched is not None and self.watched.shape != shape:
            raise FlowError(
                f"What is watched must have the shape {shape}, cycles and outputs, not {self.watched.shape}."
            )


@dataclasses.dataclass(frozen=True)
class Case:
    """A fault, and what some registers hold when the power comes, by their number in the circuit.

    The others begin unknown.
    """

    fault: Fault
    states: Mapping[int, int] = dataclasses.field(default_factory=dict)


def find_cases(
    circuit: Circuit,
    cases: Sequence[Case],
    stimulus: Stimulus,
    *,
    sound: Mapping[int, int] | None = None,
) -> tuple[dict[int, int], set[int]]:
    """Simulate faults.

    A fault is found in the first cycle in which an output that is watched is known in the sound copy, and known
    to be different in the faulty one.

    Parameters
    ----------
    circuit
        Netlist of cells that are all in the library.
    cases
        What to simulate.
    stimulus
        Inputs.
    sound
        What registers of the sound copy hold at first; the others are unknown.

    Returns
    -------
    found : dict
        Cycle by number of the case.
    unsure : set
        Numbers of cases that are not found, whose output was unknown when the sound one was known.

    Raises
    ------
    FlowError
        There is a cell that is not in the library, or the stimulus does not fit.
    """
    if circuit.unknown:
        raise FlowError(
            f"All cells must be gates or flip-flops of the library, and {circuit.unknown[0]} is not."
        )
    stimulus.require_fit(circuit)
    found: dict[int, int] = {}
    unsure: set[int] = set()
    copies = _Copies(circuit, cases, sound or {})
    nets = list(circuit.outputs.values())
    watched = None if stimulus.watched is None else stimulus.watched.tolist()
    for cycle, word in enumerate(stimulus.words()):
        simulation = copies.simulation
        simulation.evaluate(word)
        differing = unknown = 0
        for i, net in enumerate(nets):
            if watched is not None and not watched[cycle][i]:
                continue
            one, zero = simulation.value(net)
            if one & 1:
                differing |= zero
            elif zero & 1:
                differing |= one
            else:
                continue
            unknown |= ~(one | zero)
        simulation.tick()
        found |= dict.fromkeys(copies.take(differing), cycle)
        unsure.update(copies.unsure(unknown))
        copies.shrink()
    return found, unsure - set(found)


class _Copies:
    """A simulation of a sound copy, the first, and of one for each case whose fault is not found yet."""

    def __init__(self, circuit: Circuit, cases: Sequence[Case], sound: Mapping[int, int]):
        self._circuit = circuit
        self._cases = cases
        self._numbers = list(range(len(cases)))
        self._build()
        states = [[0, 0] for _ in circuit.registers]
        for copy, values in enumerate((sound, *(case.states for case in cases))):
            for register, value in values.items():
                states[register][not value] |= 1 << copy
        self.simulation.states = [(one, zero) for one, zero in states]

    def _build(self):
        stuck: dict[tuple[str, str], tuple[int, int]] = {}
        for copy, number in enumerate(self._numbers, 1):
            fault = self._cases[number].fault
            masks = list(stuck.get((fault.instance, fault.pin), (0, 0)))
            masks[fault.value] |= 1 << copy
            stuck[fault.instance, fault.pin] = masks[0], masks[1]
        self.simulation = Simulation(self._circuit, len(self._numbers) + 1, stuck)
        self._left = self.simulation.full & ~1
        self._told = 0

    def take(self, differing: int) -> list[int]:
        """Cases whose copies differ and did not before."""
        hit = differing & self._left
        self._left &= ~hit
        return self._of(hit)

    def unsure(self, unknown: int) -> list[int]:
        """Cases that are left, whose copies are unknown and were not before."""
        hit = unknown & self._left & ~self._told
        self._told |= hit
        return self._of(hit)

    def _of(self, copies: int) -> list[int]:
        found = []
        while copies:
            lowest = copies & -copies
            found.append(self._numbers[lowest.bit_length() - 2])
            copies ^= lowest
        return found

    def shrink(self):
        """Drop the copies whose faults are found, if there are many."""
        if self._left.bit_count() > _FEWER * len(self._numbers) or not self._numbers:
            return
        states, size = self.simulation.states, len(self._numbers) + 1
        kept = [0, *(i for i in range(1, size) if self._left >> i & 1)]
        self._numbers = [self._numbers[i - 1] for i in kept[1:]]
        self._build()
        self.simulation.states = [
            (_gather(one, kept, size), _gather(zero, kept, size)) for one, zero in states
        ]


def _gather(value: int, kept: Iterable[int], size: int) -> int:
    """Some bits of a value, moved together."""
    bits = f"{value:0{size}b}"[::-1]
    return int("".join([bits[i] for i in kept])[::-1], 2)
