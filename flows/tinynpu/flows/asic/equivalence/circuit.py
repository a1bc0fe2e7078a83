"""A module as combinational logic between what is cut: ports, registers, and instances of other modules."""

import dataclasses
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.dft.library import Cell, Register
from tinynpu.flows.asic.functions import names_in

__all__ = ["PRIMITIVES", "Circuit", "Flop", "Gate", "Net", "read_circuit"]

Net = int | str
"""Number of a net in Yosys' JSON, a constant ``0`` or ``1``, or a name for a net that is not there: inside of
a cell, or for each ``x``, as no two of these need be the same."""
Directions = Mapping[str, Mapping[str, str]]

_CONSTANTS = ("0", "1")
_IDENTITY = (False, True)
_TRACED = 100_000
_SUFFIX = re.compile(r"\$_[A-Z]+_\w*$")


@dataclasses.dataclass(frozen=True)
class Gate:
    """A net as a function of others; net ``i`` of the inputs is bit ``i`` of the place in the table."""

    output: Net
    inputs: tuple[Net, ...]
    table: tuple[bool, ...]


@dataclasses.dataclass(frozen=True)
class Flop:
    """A register: net of its state, net of its next state, and all names that its state has."""

    state: Net
    following: Net
    names: tuple[str, ...]


@dataclasses.dataclass
class Circuit:
    """What `read_circuit` returns.

    Members
    -------
    name
        Module.
    gates
        In an order in which each net is there before it is used.
    inputs
        Nets that can be anything, by name: input ports, and what instances give.
    points
        Nets that the world outside sees, by name: output ports, and what instances get.
    flops
        Registers by name, all with the same clock.
    clock
        Input that the edges of the clock come from; None: there are no registers.
    loose
        Nets that nothing drives.
    nets
        All nets that have names, by these.
    instances
        Modules and black boxes that it has instances of, by their names.
    """

    name: str
    gates: list[Gate]
    inputs: dict[str, Net]
    points: dict[str, Net]
    flops: dict[str, Flop]
    clock: str | None
    loose: tuple[Net, ...]
    nets: dict[str, Net]
    instances: dict[str, str]

    def cone(self, nets: Sequence[Net]) -> set[Net]:
        """All nets that others depend on, without those before registers."""
        found = set(nets)
        for gate in reversed(self.gates):
            if gate.output in found:
                found.update(gate.inputs)
        return found


def _primitive(name: str, inputs: str, function: str) -> Cell:
    return Cell(name, 0.0, tuple(inputs), {"Y": function}, {"Y": 0.0})


PRIMITIVES: dict[str, Cell] = {
    cell.name: cell
    for cell in (
        _primitive("$_NOT_", "A", "!A"),
        _primitive("$_BUF_", "A", "A"),
        _primitive("$_AND_", "AB", "A&B"),
        _primitive("$_OR_", "AB", "A|B"),
        _primitive("$_XOR_", "AB", "A^B"),
        _primitive("$_MUX_", "ABS", "(A&!S)|(B&S)"),
        Cell(
            "$_DFF_P_",
            0.0,
            ("C", "D"),
            {"Q": "IQ"},
            {"Q": 0.0},
            register=Register(("IQ", "IQN"), "C", "D"),
        ),
    )
}
"""What is left of RTL when Yosys has taken it apart."""


def read_circuit(
    name: str, module: Any, models: Mapping[str, Cell], directions: Directions
) -> Circuit:
    """Cut a module.

    Parameters
    ----------
    name, module
        Of Yosys' JSON.
    models
        Cells with functions, by type.
    directions
        ``input`` or ``output`` by pin, of the modules and black boxes that it may have instances of.

    Raises
    ------
    FlowError
        It has a cell that is not known between others, a latch, a register with an asynchronous reset, a clock that
        is not a port, several clocks, a net with several drivers, or a loop without a register.
    """
    return _Reader(name, module, models, directions).read()


class _Reader:
    def __init__(self, name: str, module: Any, models: Mapping[str, Cell], directions: Directions):
        self._name = name
        self._module = module
        self._models = models
        self._directions = directions
        self._gates: dict[Net, Gate] = {}
        self._inputs: dict[str, Net] = {}
        self._points: dict[str, Net] = {}
        self._instances: dict[str, str] = {}
        self._registers: dict[str, tuple[Cell, dict[str, Net]]] = {}
        self._clock_gates: dict[Net, tuple[Cell, dict[str, Net]]] = {}
        self._strangers: dict[str, set[Net]] = {}
        self._ports: dict[Net, str] = {}
        self._new = (f"new_{i}" for i in itertools.count())
        self._driven: set[Net] = set()

    def read(self) -> Circuit:
        for port, entry in self._module["ports"].items():
            if entry["direction"] == "inout":  # supplies
                self._strangers[port] = set(entry["bits"])
                continue
            for i, net in enumerate(entry["bits"]):
                self._cut(_bit(port, i, entry["bits"]), net, entry["direction"] == "output")
        for instance, entry in self._module["cells"].items():
            self._cell(instance, entry["type"], entry["connections"])
        self._ports = {net: port for port, net in self._inputs.items()}
        flops: dict[str, Flop] = {}
        clocks: set[str] = set()
        names = _names(self._module)
        for instance, (cell, pins) in self._registers.items():
            clock, flop = self._flop(instance, cell, pins, names)
            clocks.add(clock)
            flops[flop.names[0] if flop.names[0] not in flops else instance] = flop
        if len(clocks) > 1:
            raise FlowError(
                f"The registers of {self._name} must have one clock, not {', '.join(sorted(clocks))}."
            )
        gates = list(self._sorted())
        driven = {*self._gates, *self._inputs.values(), *(flop.state for flop in flops.values())}
        used = [net for gate in gates for net in gate.inputs]
        used += [*self._points.values(), *(flop.following for flop in flops.values())]
        for stranger, nets in self._strangers.items():
            # Fillers and taps have supplies only, and these have nothing to do with any function.
            if nets & {*driven, *used}:
                raise FlowError(f"{self._name} must be of known cells; {stranger} is none.")
        loose = dict.fromkeys(net for net in used if net not in driven and net not in _CONSTANTS)
        clock = clocks.pop() if clocks else None
        nets = {name: net for net, group in names.items() for name in group}
        return Circuit(
            self._name,
            gates,
            self._inputs,
            self._points,
            flops,
            clock,
            tuple(loose),
            nets,
            self._instances,
        )

    def _cell(self, instance: str, kind: str, connections: Mapping[str, Sequence[Net]]):
        cell = self._models.get(kind)
        if cell is None:
            self._instance(instance, kind, connections)
            return
        pins = {pin: bits[0] for pin, bits in connections.items() if bits}
        if cell.register is not None:
            self._registers[instance] = cell, pins
        elif cell.clock_gate is not None and cell.clock_gate.output in pins:
            self._clock_gates[self._claim(pins[cell.clock_gate.output])] = cell, pins
        elif cell.latch and not cell.clock_gate:
            raise FlowError(f"{self._name} must have no latch, and {instance} is one ({kind}).")
        else:
            for pin, function in cell.outputs.items():
                if pin in pins:
                    if not function:
                        raise FlowError(f"The library must have a function for {pin} of {kind}.")
                    self._drive(pins[pin], cell, function, pins)

    def _instance(self, instance: str, kind: str, connections: Mapping[str, Sequence[Net]]):
        if kind not in self._directions:
            self._strangers[f"{instance} ({kind})"] = {
                net for bits in connections.values() for net in bits
            }
            return
        self._instances[instance] = kind
        for pin, way in self._directions[kind].items():
            bits = connections.get(pin, ())
            for i, net in enumerate(bits):
                self._cut(f"{instance}.{_bit(pin, i, bits)}", net, way == "input")

    def _cut(self, name: str, net: Net, seen: bool):
        """Note a place of a cut: what is seen there is compared, the others can be anything."""
        if name in self._points or name in self._inputs:
            raise FlowError(f"Names in {self._name} must be different, and {name} is there twice.")
        if seen:
            self._points[name] = self._own(net)
        else:
            self._inputs[name] = self._claim(net)

    def _claim(self, net: Net) -> Net:
        """The net of a driver, which must be the only one; one of its own, if it is not connected."""
        net = self._own(net)
        if net in _CONSTANTS or net in self._driven:
            raise FlowError(
                f"Each net of {self._name} must have one driver, and {net} has several."
            )
        self._driven.add(net)
        return net

    def _own(self, net: Net) -> Net:
        """The net, or one of its own for what is not connected."""
        return net if isinstance(net, int) or net not in ("x", "z") else next(self._new)

    def _drive(self, net: Net, cell: Cell, function: str, nets: Mapping[str, Net]):
        names = names_in(function)
        table = cell.table(function, pins=names) if names else cell.table(function)[:1]
        inputs = tuple(self._own(nets.get(name, "x")) for name in names)
        net = self._claim(net)
        self._gates[net] = Gate(net, inputs, tuple(table.tolist()))

    def _function(self, cell: Cell, function: str, nets: Mapping[str, Net]) -> Net:
        """A new net with a function of others."""
        net = next(self._new)
        self._drive(net, cell, function, nets)
        return net

    def _flop(
        self, instance: str, cell: Cell, pins: Mapping[str, Net], names: Mapping[Net, list[str]]
    ) -> tuple[str, Flop]:
        """Clock and register. Where a clock gate is shut, the state stays."""
        register = cell.register
        assert register is not None
        for asynchronous in filter(None, (register.clear, register.preset)):
            if not self._is_off(cell, asynchronous, pins):
                raise FlowError(
                    f"The registers of {self._name} must have no asynchronous reset; {instance} has one."
                )
        state: Net = next(self._new)
        for pin, net in pins.items():
            if cell.outputs.get(pin) == register.states[0]:
                state = self._claim(net)  # its names are those of the register
        inverse = self._function_of("(!A)", state)
        nets = {**pins, register.states[0]: state, register.states[1]: inverse}
        for pin, net in pins.items():
            if pin in cell.outputs and cell.outputs[pin] != register.states[0]:
                self._drive(net, cell, cell.outputs[pin], nets)
        following = self._function(cell, register.next_state, nets)
        (pin,) = names_in(register.clock)
        source, rising, enables = self._trace(pins.get(pin, "x"))
        if rising != bool(cell.table(register.clock, pins=[pin])[1]):
            raise FlowError(
                f"The registers of {self._name} must take rising edges; {instance} does not."
            )
        for enable in enables:
            net = next(self._new)
            mux = PRIMITIVES["$_MUX_"]
            self._drive(net, mux, mux.outputs["Y"], {"A": state, "B": following, "S": enable})
            following = net
        own = _SUFFIX.sub("", instance)
        others = names.get(state, [])
        # A name that Yosys made up says nothing; RTL's cells have no other.
        ordered = [own, *others] if own != instance else [*others, own]
        return source, Flop(state, following, tuple(dict.fromkeys(ordered)))

    def _is_off(self, cell: Cell, function: str, pins: Mapping[str, Net]) -> bool:
        """Whether a function is 0 because of constants."""
        names = names_in(function)
        place = 0
        for i, name in enumerate(names):
            net = pins.get(name, "x")
            gate = self._gates.get(net)
            if gate is not None and len(set(gate.table)) == 1:
                net = str(int(gate.table[0]))
            if net not in _CONSTANTS:
                return False
            place |= int(net) << i
        return not cell.table(function, pins=names)[place]

    def _function_of(self, function: str, net: Net) -> Net:
        return self._function(PRIMITIVES["$_NOT_"], function, {"A": net})

    def _trace(self, net: Net) -> tuple[str, bool, list[Net]]:
        """Input that a clock comes from, whether it is not inverted, and the enables of its gates."""
        rising, enables = True, []
        for _ in range(_TRACED):
            if net in self._ports:
                return self._ports[net], rising, enables
            if net in self._clock_gates:
                cell, pins = self._clock_gates[net]
                gate = cell.clock_gate
                assert gate is not None
                if gate.kind != "latch_posedge" or not rising:
                    break
                enable = "|".join(filter(None, (gate.enable, gate.test)))
                enables.append(self._function(cell, enable, pins))
                net = pins.get(gate.clock, "x")
                continue
            found = self._gates.get(net)
            if found is None or len(found.inputs) != 1 or len(set(found.table)) != 2:
                break
            rising ^= found.table != _IDENTITY
            (net,) = found.inputs
        raise FlowError(
            f"The clocks of {self._name} must come from a port, by buffers and clock gates; {net} does not."
        )

    def _sorted(self) -> Iterator[Gate]:
        """The gates in the order of their values."""
        done: set[Net] = set()
        open_: set[Net] = set()
        for last in list(self._gates):
            stack = [last]
            while stack:
                net = stack[-1]
                gate = self._gates.get(net)
                waiting = [
                    each
                    for each in (gate.inputs if gate else ())
                    if each in self._gates and each not in done
                ]
                if net in done or not waiting:
                    stack.pop()
                    open_.discard(net)
                    if net not in done and gate:
                        done.add(net)
                        yield gate
                elif net in open_:
                    raise FlowError(f"{self._name} must have no loop; there is one at net {net}.")
                else:
                    open_.add(net)
                    stack += waiting


def _bit(name: str, place: int, bits: Sequence[Net]) -> str:
    return f"{name}[{place}]" if len(bits) > 1 else name


def _names(module: Any) -> dict[Net, list[str]]:
    """All names of nets, those of the source first."""
    names: dict[Net, list[str]] = {}
    for name, entry in sorted(module["netnames"].items(), key=lambda item: item[1]["hide_name"]):
        offset = entry.get("offset", 0)
        for i, net in enumerate(entry["bits"]):
            bit = f"{name}[{offset + i}]" if len(entry["bits"]) > 1 else name
            names.setdefault(net, []).append(bit)
    return names
