"""Faults that no test can find: proofs over all states and inputs."""

from collections.abc import Iterable, Mapping
from typing import Any

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.dft.circuit import ONE, ZERO, Circuit, Instance, Net
from tinynpu.flows.asic.dft.cover import prime_implicants
from tinynpu.flows.asic.dft.faults import Fault
from tinynpu.flows.asic.functions import names_in

__all__ = ["redundant_faults"]


def redundant_faults(circuit: Circuit, faults: Iterable[Fault]) -> set[Fault]:
    """Those that change no output and no next state, whatever the state and the inputs are.

    They cannot be found with scan chains either.

    Raises
    ------
    FlowError
        The package z3-solver is missing.
    """
    try:
        import z3
    except ImportError:
        raise FlowError("Proofs of redundancy need Z3: pip install z3-solver.") from None
    prover = _Prover(z3, circuit)
    return {fault for fault in faults if prover.is_redundant(fault)}


class _Prover:
    """A circuit as formulas, and for each fault those that it changes."""

    def __init__(self, z3: Any, circuit: Circuit):
        self._z3 = z3
        self._circuit = circuit
        self._states = {one.name: z3.Bool(f"state{i}") for i, one in enumerate(circuit.registers)}
        self._sound: dict[Net, Any] = {ZERO: z3.BoolVal(False), ONE: z3.BoolVal(True)}
        self._sound |= {net: z3.Bool(f"in{i}") for i, net in enumerate(circuit.inputs.values())}
        # An edge comes in every cycle, unless a clock gate or a fault is before it.
        self._sound[circuit.clock] = z3.BoolVal(True)
        self._next: dict[str, Any] = {}
        nets, self._next = self._changed(None)
        self._sound |= nets

    def is_redundant(self, fault: Fault) -> bool:
        """Whether the faulty circuit cannot be told from the sound one."""
        nets, following = self._changed(fault)
        pairs = [(self._next[name], value) for name, value in following.items()]
        pairs += [
            (self._sound[net], nets[net]) for net in self._circuit.outputs.values() if net in nets
        ]
        solver = self._z3.Solver()
        solver.add(self._z3.Or([sound != faulty for sound, faulty in pairs]))
        return solver.check() == self._z3.unsat

    def _changed(self, fault: Fault | None) -> tuple[dict[Net, Any], dict[str, Any]]:
        """Formulas of nets and next states that depend on a fault; of all without one."""
        nets: dict[Net, Any] = {}
        for one in (*self._circuit.registers, *self._circuit.gates):
            here = fault is not None and fault.instance == one.name
            inputs = one.pins.values() if one.cell.register is None else ()
            if fault is None or here or any(net in nets for net in inputs):
                pins = self._pins(one, nets, fault)
                for pin in one.cell.outputs:
                    if pin in one.pins:
                        value = self._output(one, pin, pins)
                        nets[one.pins[pin]] = self._forced(one, pin, value, fault)
        following = {}
        for one in self._circuit.registers:
            here = fault is not None and fault.instance == one.name
            if fault is None or here or any(net in nets for net in one.pins.values()):
                following[one.name] = self._following(one, self._pins(one, nets, fault))
        return nets, following

    def _pins(self, one: Instance, nets: Mapping[Net, Any], fault: Fault | None) -> dict[str, Any]:
        """Formulas of a cell's inputs, and of the states of a register."""
        register = one.cell.register
        values = {}
        for pin in one.cell.inputs:
            net = one.pins.get(pin, ZERO)
            # The outputs of registers come before the gates that make their inputs.
            value = nets[net] if net in nets else self._sound.get(net)
            values[pin] = self._forced(one, pin, value, fault)
        if register is not None:
            state = self._states[one.name]
            values |= zip(register.states, (state, self._z3.Not(state)), strict=True)
        return values

    def _forced(self, one: Instance, pin: str, value: Any, fault: Fault | None) -> Any:
        if fault is None or (fault.instance, fault.pin) != (one.name, pin):
            return value
        stuck = fault.value and one.pins[pin] not in self._circuit.ticks
        return self._z3.BoolVal(bool(stuck))

    def _output(self, one: Instance, pin: str, pins: Mapping[str, Any]) -> Any:
        gate = one.cell.clock_gate
        if gate is None:
            return self._function(one, one.cell.outputs[pin], pins)
        opened = [pins[name] for name in (gate.enable, gate.test) if name]
        return self._z3.And(pins[gate.clock], self._z3.Or(opened))

    def _following(self, one: Instance, pins: Mapping[str, Any]) -> Any:
        register = one.cell.register
        assert register is not None
        value = self._function(one, register.next_state, pins)
        return self._z3.If(pins[names_in(register.clock)[0]], value, self._states[one.name])

    def _function(self, one: Instance, function: str, pins: Mapping[str, Any]) -> Any:
        z3, names = self._z3, names_in(function)
        table = one.cell.table(function, pins=names) if names else one.cell.table(function)[:1]
        products = [
            z3.And(
                [
                    pins[name] if value >> i & 1 else z3.Not(pins[name])
                    for i, name in enumerate(names)
                    if care >> i & 1
                ]
            )
            for care, value in prime_implicants(tuple(table.tolist()))
        ]
        return z3.Or(products)
