"""A netlist of standard cells as tables for the machine in ``gate_machine.cpp``."""

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.gate_models import BUFFER, PINS, CellModel, cell_model
from tinynpu.flows.asic.liberty import Group
from tinynpu.flows.asic.memory import MACROS, Macro

__all__ = ["GATE", "REGISTER", "Tables", "gate_tables"]

GATE = np.dtype([("table", "u8"), ("output", "u4"), ("inputs", "u4", PINS)], align=True)
"""A gate, as the machine has it."""
REGISTER = np.dtype(
    [("table", "u8"), ("state", "u4"), ("clock", "u4"), ("inputs", "u4", PINS)], align=True
)
"""A register, as the machine has it."""
_MACROS = {macro.name: macro for macro in MACROS.values()}
_PORT = re.compile(r"\.(\w+)\((~?)(\w+)\)")


@dataclasses.dataclass(frozen=True)
class Tables:
    """What the machine is told; nets have numbers from 0, and the first two are the constants.

    Members
    -------
    nets
        How many.
    number
        Of a net of the netlist's JSON.
    gates, registers
        Arrays of `GATE`, in the order of working them out, and of `REGISTER`.
    clocks
        Parent and enable of each clock, uint32 [n, 2]; the first is the port.
    memories, memory_nets
        See the machine; uint32 [n, 6] and uint32 [n].
    inputs, outputs
        Nets of all ports in their order, uint32 [n].
    clock_of
        Clock by net of the JSON, for those that carry one.
    """

    nets: int
    number: Mapping[Any, int]
    gates: np.ndarray
    registers: np.ndarray
    clocks: np.ndarray
    memories: np.ndarray
    memory_nets: np.ndarray
    inputs: np.ndarray
    outputs: np.ndarray
    clock_of: Mapping[Any, int]


def gate_tables(module: Any, groups: Mapping[str, Group], clock: str) -> Tables:
    """Tables of a flat netlist.

    Parameters
    ----------
    module
        Of `tinynpu.flows.asic.netlist.flat_netlist`.
    groups
        Cells of the library by name.
    clock
        Port.

    Raises
    ------
    FlowError
        There is a cell without a model, a clock that comes from logic, or a loop of gates.
    """
    return _Builder(module, groups, clock).tables()


class _Builder:
    """Collects the tables, cell by cell."""

    def __init__(self, module: Any, groups: Mapping[str, Group], clock: str):
        self.module = module
        self.groups = groups
        self.models: dict[str, CellModel] = {}
        self.number: dict[Any, int] = {"0": 0, "x": 0, "z": 0, "1": 1}
        self.nets = 2
        self.gates: list[tuple[int, int, list[int]]] = []
        self.registers: list[tuple[int, int, Any, list[int]]] = []
        self.macros: list[tuple[Macro, Mapping[str, list[Any]]]] = []
        self.gated: dict[Any, tuple[Any, Any]] = {}
        self.buffered: dict[Any, Any] = {}
        (root,) = module["ports"][clock]["bits"]
        self.clocks: list[tuple[int, int]] = [(0, 0)]
        self.clock_of: dict[Any, int] = {root: 0}

    def tables(self) -> Tables:
        """See `gate_tables`."""
        for name, cell in self.module["cells"].items():
            kind, pins = cell["type"], cell["connections"]
            if kind in _MACROS:
                self.macros.append((_MACROS[kind], pins))
            elif kind in self.groups:
                if kind not in self.models:
                    self.models[kind] = cell_model(kind, self.groups[kind])
                self.add(
                    name, self.models[kind], {pin: bits[0] for pin, bits in pins.items() if bits}
                )
            else:
                raise FlowError(f"A cell must have a model, and {kind} ({name}) has none.")
        registers = [
            (table, state, self.clock(source), pins)
            for table, state, source, pins in self.registers
        ]
        memories, memory_nets = [], []
        for macro, pins in self.macros:
            head, nets = self.memory(macro, pins)
            memories.append([*head, len(memory_nets)])
            memory_nets += nets
        inputs, outputs = (
            [
                self.net(bit)
                for port in self.module["ports"].values()
                if port["direction"] == way
                for bit in port["bits"]
            ]
            for way in ("input", "output")
        )
        gates = [(table, output, _padded(pins)) for table, output, pins in self.ordered()]
        return Tables(
            nets=self.nets,
            number=self.number,
            gates=np.array(gates, GATE),
            registers=np.array([(t, s, c, _padded(p)) for t, s, c, p in registers], REGISTER),
            clocks=np.array(self.clocks, np.uint32),
            memories=np.array(memories, np.uint32).reshape(-1, 6),
            memory_nets=np.array(memory_nets, np.uint32),
            inputs=np.array(inputs, np.uint32),
            outputs=np.array(outputs, np.uint32),
            clock_of=self.clock_of,
        )

    def net(self, bit: Any) -> int:
        """Number of a net of the netlist."""
        if bit not in self.number:
            self.number[bit] = self.new()
        return self.number[bit]

    def new(self) -> int:
        """Number of one more net."""
        self.nets += 1
        return self.nets - 1

    def add(self, name: str, model: CellModel, pins: dict[str, Any]):
        """Take a cell of the library."""
        for pin, value in model.off.items():
            if pins.get(pin, "x") != value:
                raise FlowError(f"Pin {pin} of {name} must be the constant {value}.")
        if model.gate is not None:
            clock, enable, gated = (pins.get(model.gate[r]) for r in ("clock", "enable", "gated"))
            self.gated[gated] = clock, enable
            return
        numbers = {pin: self.net(bit) for pin, bit in pins.items() if pin not in model.outputs}
        outputs = {pin: model.outputs[pin] for pin in pins if pin in model.outputs}
        if model.state:
            # The net that shows the state holds it, if there is one.
            own = (BUFFER, (model.state,))
            shown = next((pin for pin, function in outputs.items() if function == own), None)
            state = self.new() if shown is None else self.net(pins[shown])
            outputs = {pin: function for pin, function in outputs.items() if pin != shown}
            numbers[model.state] = state
            table, sources = model.next
            clock = pins.get(model.clock)
            self.registers.append((table, state, clock, [numbers[pin] for pin in sources]))
        for pin, (table, sources) in outputs.items():
            self.gates.append((table, self.net(pins[pin]), [numbers[s] for s in sources]))
            if table == BUFFER and len(sources) == 1 and sources[0] in pins:
                self.buffered[pins[pin]] = pins[sources[0]]

    def clock(self, bit: Any) -> int:
        """Clock that a net carries."""
        if bit not in self.clock_of:
            if bit in self.buffered:
                found = self.clock(self.buffered[bit])
            elif bit in self.gated:
                source, enable = self.gated[bit]
                parent = self.clock(source)
                found = len(self.clocks)
                self.clocks.append((parent, self.net(enable)))
            else:
                raise FlowError(
                    "A clock must come from the port of the clock or from a clock gate."
                )
            self.clock_of[bit] = found
        return self.clock_of[bit]

    def memory(self, macro: Macro, pins: Mapping[str, list[Any]]) -> tuple[list[int], list[int]]:
        """A memory's entry without its last number, and its nets."""
        ports: dict[str, list[int]] = {}
        clocks = set()
        for pin, inverted, role in _PORT.findall(macro.ports):
            if role == "clk":
                clocks.add(self.clock(pins[pin][0]))
            elif inverted:
                ports[role] = [self.new() for _ in pins[pin]]
                for output, bit in zip(ports[role], pins[pin], strict=True):
                    self.gates.append((0b01, output, [self.net(bit)]))
            else:
                ports[role] = [self.net(bit) for bit in pins[pin]]
        if len(clocks) != 1:
            raise FlowError(f"A memory must have one clock, and a {macro.name} has {len(clocks)}.")
        head = [*clocks, *ports["write"], *ports["read"], macro.address_bits, macro.width]
        order = ("bytes", "write_address", "write_data", "read_address", "read_data")
        return head, [net for role in order for net in ports[role]]

    def ordered(self) -> Iterator[tuple[int, int, list[int]]]:
        """The gates, each behind those that it depends on."""
        driver = {output: i for i, (_, output, _) in enumerate(self.gates)}
        users: dict[int, list[int]] = defaultdict(list)
        waits = []
        for i, (_, _, inputs) in enumerate(self.gates):
            sources = {driver[net] for net in inputs if net in driver}
            waits.append(len(sources))
            for source in sources:
                users[source].append(i)
        ready = [i for i, count in enumerate(waits) if count == 0]
        for i in ready:  # grows
            yield self.gates[i]
            for user in users[i]:
                waits[user] -= 1
                if waits[user] == 0:
                    ready.append(user)
        if len(ready) != len(self.gates):
            raise FlowError(
                "A netlist must have no loop of gates, and "
                f"{len(self.gates) - len(ready)} gates are in one."
            )


def _padded(pins: list[int]) -> list[int]:
    return [*pins, *[0] * (PINS - len(pins))]
