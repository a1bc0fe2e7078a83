"""Switching activity of the nets of a netlist during an inference, from a simulation of the gates.

The gates are worked out by ``gate_machine.cpp``, from tables: unlike Verilator, which `tinynpu.flows.asic.gates` uses,
it has nothing to compile for a netlist, and looks at each net in each cycle. The ports are Verilated, so that the
netlist runs behind the same memory and the same driver as the core.
"""

import ctypes
import dataclasses
import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tinynpu.arch.config import Config
from tinynpu.arch.errors import FlowError
from tinynpu.arch.program import Program
from tinynpu.flows.asic.gate_tables import Tables, gate_tables
from tinynpu.flows.asic.gates import GATES, gate_wrapper
from tinynpu.flows.asic.liberty import Group
from tinynpu.rtl import Simulator
from tinynpu.rtl.build import HARNESS, Progress, build_top
from tinynpu.runtime.device import Inference, MachineDevice

__all__ = ["MACHINE", "Activity", "GateMachine", "measure_activity"]

MACHINE = Path(__file__).with_name("gate_machine.cpp")
"""Source of what works out the gates."""


@dataclasses.dataclass(frozen=True)
class Activity:
    """What the nets did in a number of cycles.

    There are no delays in the simulation: a net changes at most once a cycle, clocks twice, and there are no
    glitches.

    Members
    -------
    cycles
        Length.
    toggles
        Changes of a net by its number in the netlist's JSON, both directions counted.
    high
        Share of the time at 1.
    clocks
        Nets that carry a clock.
    """

    cycles: int
    toggles: Mapping[int, float]
    high: Mapping[int, float]
    clocks: frozenset[int] = frozenset()


class GateMachine:
    """A netlist in a library that holds the machine; one at a time.

    Parameters
    ----------
    library
        Shared library with `MACHINE` in it.
    tables
        Netlist.
    """

    def __init__(self, library: Path, tables: Tables):
        self._tables = tables
        self._library = ctypes.CDLL(str(library))
        arguments: list[Any] = [ctypes.c_uint32(tables.nets)]
        for array in (
            tables.gates,
            tables.registers,
            tables.clocks,
            tables.memories,
            tables.memory_nets,
            tables.inputs,
            tables.outputs,
        ):
            arguments += [ctypes.c_void_p(array.ctypes.data), ctypes.c_uint32(len(array))]
        self._library.gates_load(*arguments)
        self._library.gates_counted.restype = ctypes.c_uint64

    def step(self, inputs: np.ndarray) -> np.ndarray:
        """A cycle: outputs for these inputs, before the edge of the clock; bits [n] each, in the order of ports."""
        words = np.zeros(len(inputs) // 32 + 1, np.uint32)
        bits = np.packbits(inputs.astype(np.uint8), bitorder="little")
        words.view(np.uint8)[: len(bits)] = bits
        count = len(self._tables.outputs)
        found = np.zeros(count // 32 + 1, np.uint32)
        self._library.gates_settle(*(ctypes.c_void_p(a.ctypes.data) for a in (words, found)))
        self._library.gates_edge()
        return np.unpackbits(found.view(np.uint8), bitorder="little")[:count]

    def count(self):
        """Begin to count what the nets do."""
        self._library.gates_count()

    def counted(self) -> Activity:
        """End of counting: what the nets did.

        Raises
        ------
        FlowError
            There was no cycle.
        """
        tables = self._tables
        toggles, high = np.zeros((2, tables.nets), np.uint32)
        pulses = np.zeros(len(tables.clocks), np.uint32)
        cycles = self._library.gates_counted(
            *(ctypes.c_void_p(array.ctypes.data) for array in (toggles, high, pulses))
        )
        if not cycles:
            raise FlowError("Activity must be measured in at least one cycle, and there was none.")
        places = {net: place for net, place in tables.number.items() if isinstance(net, int)}
        changes = {net: float(toggles[place]) for net, place in places.items()}
        share = {net: float(high[place] / cycles) for net, place in places.items()}
        for net, clock in tables.clock_of.items():
            edges = float(pulses[clock])
            changes[net], share[net] = 2 * edges, 0.5 * edges / cycles
        return Activity(cycles, changes, share, frozenset(tables.clock_of))


def measure_activity(
    config: Config,
    module: Any,
    groups: Mapping[str, Group],
    program: Program,
    inputs: Sequence[np.ndarray],
    *,
    clock: str = "clk",
    progress: Progress | None = None,
) -> tuple[Activity, Inference]:
    """Run one inference on the gates of a netlist, and count how often each net changes.

    Counted from the write that starts the program to its interrupt; of a program with steps on the host, the
    last step of the core.

    Parameters
    ----------
    config
        Configuration that the netlist was made of.
    module
        Of `tinynpu.flows.asic.netlist.flat_netlist`.
    groups
        Cells of the library by name.
    program, inputs
        What runs.
    clock
        Port.
    progress
        Told what is being done while the ports are Verilated.

    Returns
    -------
    activity : Activity
        Of all nets.
    inference : Inference
        Outputs and counters.

    Raises
    ------
    FlowError
        A tool is missing, there is a cell without a model, or nothing of the program runs on the core.
    DeviceError
        The gates do not run the program.
    """
    tables = gate_tables(module, groups, clock)
    ports = _ports(module, clock)
    with tempfile.TemporaryDirectory() as folder:
        harness = Path(folder) / "harness.cpp"
        harness.write_text(HARNESS.read_text() + MACHINE.read_text())
        library = build_top(
            config,
            lambda: ports + gate_wrapper(config),
            harness=harness,
            key=hashlib.sha256(ports.encode()).digest(),
            progress=progress,
        )
    machine = GateMachine(library, tables)
    with _Counting(config, library, machine) as simulator:
        inference = MachineDevice(simulator).run(program, inputs)
    if simulator.activity is None:
        raise FlowError("A program must run on the core to be measured, and has no step there.")
    return simulator.activity, inference


class _Counting(Simulator):
    """A simulator of gates that counts while a program runs."""

    def __init__(self, config: Config, library: Path, machine: GateMachine):
        self.activity: Activity | None = None
        self._machine = machine
        self._running = False
        super().__init__(config, library=library)

    def start(self, memory: np.ndarray, *, program: int, bases: tuple[int, int, int, int]):
        """See `Simulator.start`; then count."""
        super().start(memory, program=program, bases=bases)
        self._machine.count()
        self._running = True

    def read_register(self, name: str) -> int:
        """See `Simulator.read_register`; the first one after a program ends the count."""
        if self._running:
            self.activity = self._machine.counted()
            self._running = False
        return super().read_register(name)


def _ports(module: Any, clock: str) -> str:
    """Verilog of a module with the ports of the netlist, which leaves everything to the machine."""
    ports = module["ports"]
    widths = {
        way: {name: len(port["bits"]) for name, port in ports.items() if port["direction"] == way}
        for way in ("input", "output")
    }
    inputs = ["1'b0" if name == clock else name for name in reversed(widths["input"])]
    outputs = ", ".join(reversed(widths["output"]))
    into, out = sum(widths["input"].values()), sum(widths["output"].values())
    return "\n".join(
        [
            f"module {GATES} ({', '.join(ports)});",
            *(
                f"  {way} [{width - 1}:0] {name};"
                for way in widths
                for name, width in widths[way].items()
            ),
            f'  import "DPI-C" function void gates_settle(input bit [{into}:0] i, output bit [{out - 1}:0] o);',
            '  import "DPI-C" function void gates_edge();',
            "  reg edges;",
            f"  bit [{out - 1}:0] found;",
            f"  assign {{{outputs}}} = found;",
            f"  always @(posedge {clock}) begin",
            "    gates_edge();",
            "    edges <= !edges;",
            "  end",
            f"  always @* gates_settle({{edges, {', '.join(inputs)}}}, found);",
            "endmodule",
            "",
        ]
    )
