"""Many copies of a circuit at once, each with a fault of its own, with 0, 1 and unknown.

A net has two integers with a bit for each copy: where it is certainly 1, and where it is certainly 0. A
cycle is a Python function that is written for the circuit and its faults.
"""

from collections.abc import Iterator, Mapping

from tinynpu.flows.asic.dft.circuit import ONE, ZERO, Circuit, Instance, Net
from tinynpu.flows.asic.dft.cover import rails
from tinynpu.flows.asic.functions import names_in

__all__ = ["Simulation", "Stuck"]

Stuck = Mapping[tuple[str, str], tuple[int, int]]
"""Faults by instance and pin: copies in which the pin is stuck at 0, and at 1, a bit for each copy."""

_Rails = tuple[str, str]
"""Python expressions of where something is 1, and where it is 0."""

_LINES = 1500
"""In a function: Python takes much longer for longer ones."""


class Simulation:
    """Copies of a circuit that get the same inputs.

    The clock is no signal: what a clock's net holds is whether an edge comes at the end of the cycle. A
    clock's pin that is stuck, at 0 or at 1, has none.

    Parameters
    ----------
    circuit
        Circuit.
    copies
        How many.
    stuck
        Faults.

    Members
    -------
    full
        A bit for each copy.
    states
        Of each register of the circuit, in its order: in which copies it is 1, and in which 0. They begin unknown,
        and can be set.
    """

    def __init__(self, circuit: Circuit, copies: int = 1, stuck: Stuck | None = None):
        self.circuit = circuit
        self.full = (1 << copies) - 1
        self.states = [(0, 0)] * len(circuit.registers)
        writer = _Writer(circuit, stuck or {})
        self._index = writer.index
        self._values = [0] * (2 * len(writer.index))
        self._inputs = [2 * writer.index[net] for net in circuit.inputs.values()]
        self._masks = writer.masks
        self._functions = writer.functions()
        for net, rail in ((ONE, 0), (ZERO, 1), (circuit.clock, 0)):
            self._values[2 * writer.index[net] + rail] = self.full

    def evaluate(self, inputs: int):
        """A cycle up to the edge; bit i is the i-th of the circuit's inputs.

        `value` then tells what nets are, and `tick` takes the edge.
        """
        values, full = self._values, self.full
        for place in self._inputs:
            values[place], values[place + 1] = (full, 0) if inputs & 1 else (0, full)
            inputs >>= 1
        self._next: list[tuple[int, int]] = []
        for function in self._functions:
            function(values, self._masks, self.states, self._next, full)

    def tick(self):
        """The edge of the clock."""
        self.states = self._next

    def value(self, net: Net) -> tuple[int, int]:
        """Copies in which a net is 1, and in which it is 0."""
        place = 2 * self._index[net]
        return self._values[place], self._values[place + 1]


class _Writer:
    """Writes the functions of a cycle."""

    def __init__(self, circuit: Circuit, stuck: Stuck):
        self.circuit = circuit
        self.stuck = stuck
        self.masks: list[int] = []
        nets: dict[Net, int] = {}
        used = [net for one in (*circuit.registers, *circuit.gates) for net in one.pins.values()]
        for net in (
            ZERO,
            ONE,
            circuit.clock,
            *circuit.inputs.values(),
            *circuit.outputs.values(),
            *used,
        ):
            nets.setdefault(net, len(nets))
        self.index = nets

    def functions(self) -> list:
        """Functions (values, masks, states, next states, full), to be called in this order."""
        parts: list[list[str]] = [[]]
        for lines in (*self._outputs(), *self._gates(), *self._edges()):
            if len(parts[-1]) > _LINES:
                parts.append([])
            parts[-1] += lines
        found = []
        for part in parts:
            names: dict = {}
            exec("def run(v, m, s, n, full):\n " + "\n ".join(["pass", *part]), names)
            found.append(names["run"])
        return found

    def _outputs(self) -> Iterator[list[str]]:
        """Lines for each register: what it drives."""
        for number, one in enumerate(self.circuit.registers):
            pins = _states(one)
            yield [
                f"q, r = s[{number}]",
                *(
                    self._output(one, pin, _function(one, function, pins))
                    for pin, function in one.cell.outputs.items()
                    if pin in one.pins
                ),
            ]

    def _gates(self) -> Iterator[list[str]]:
        """Lines for each gate."""
        for one in self.circuit.gates:
            pins: dict[str, _Rails] = {}
            lines = self._inputs(one, pins)
            gate = one.cell.clock_gate
            if gate is not None:
                yield [*lines, self._output(one, gate.output, _edge(one, pins))]
                continue
            for pin, function in one.cell.outputs.items():
                if pin in one.pins:
                    lines.append(self._output(one, pin, _function(one, function, pins)))
            yield lines

    def _edges(self) -> Iterator[list[str]]:
        """Lines for each register: its next state."""
        for number, one in enumerate(self.circuit.registers):
            register = one.cell.register
            assert register is not None
            pins = _states(one)
            lines = [f"q, r = s[{number}]", *self._inputs(one, pins)]
            tick, rest = pins[names_in(register.clock)[0]]
            lines.append("x, y = {}, {}".format(*_function(one, register.next_state, pins)))
            # Without the edge it stays; if that is not known, it is known if it stays anyway.
            lines.append(f"n.append((x&{tick}|q&{rest}|x&q, y&{tick}|r&{rest}|y&r))")
            yield lines

    def _inputs(self, one: Instance, pins: dict[str, _Rails]) -> list[str]:
        """Lines before a cell's function; the expressions of its inputs are put into ``pins``."""
        lines = []
        for number, pin in enumerate(one.cell.inputs):
            if pin not in one.pins:
                pins[pin] = "0", "0"
                continue
            place = 2 * self.index[one.pins[pin]]
            pins[pin] = f"v[{place}]", f"v[{place + 1}]"
            if (one.name, pin) in self.stuck:
                lines.append(f"a{number}, b{number} = {self._forced(one, pin, pins[pin])}")
                pins[pin] = f"a{number}", f"b{number}"
        return lines

    def _output(self, one: Instance, pin: str, value: _Rails) -> str:
        place = 2 * self.index[one.pins[pin]]
        text = f"{value[0]}, {value[1]}"
        if (one.name, pin) in self.stuck:
            text = self._forced(one, pin, value)
        return f"v[{place}], v[{place + 1}] = {text}"

    def _forced(self, one: Instance, pin: str, value: _Rails) -> str:
        """Both rails of a pin that is stuck in some copies."""
        low, high = self.stuck[one.name, pin]
        if one.pins[pin] in self.circuit.ticks:
            low, high = low | high, 0
        place = len(self.masks)
        self.masks += [~low, high, ~high, low]
        return f"({value[0]})&m[{place}]|m[{place + 1}], ({value[1]})&m[{place + 2}]|m[{place + 3}]"


def _states(one: Instance) -> dict[str, _Rails]:
    register = one.cell.register
    assert register is not None
    return dict(zip(register.states, (("q", "r"), ("r", "q")), strict=True))


def _edge(one: Instance, pins: Mapping[str, _Rails]) -> _Rails:
    """Whether an edge leaves a clock gate: one comes, and it is enabled or opened for a test."""
    gate = one.cell.clock_gate
    assert gate is not None
    tick, enable, test = pins[gate.clock], pins[gate.enable], pins.get(gate.test, ("0", "full"))
    return f"{tick[0]}&({enable[0]}|{test[0]})", f"{tick[1]}|{enable[1]}&{test[1]}"


def _function(one: Instance, function: str, pins: Mapping[str, _Rails]) -> _Rails:
    names = names_in(function)
    table = one.cell.table(function, pins=names) if names else one.cell.table(function)[:1]
    return rails(table.tolist(), [pins[name] for name in names])
