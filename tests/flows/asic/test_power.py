"""Activity and power of netlists whose changes are known."""

import subprocess
from pathlib import Path

import numpy as np
import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.eda import tool_environment, write_shims
from tinynpu.flows.asic.activity import MACHINE, Activity, GateMachine
from tinynpu.flows.asic.blocks import OTHER, block_of_name, blocks_of
from tinynpu.flows.asic.functions import probability, sensitivity, truth_table
from tinynpu.flows.asic.gate_tables import gate_tables
from tinynpu.flows.asic.inference import InferencePower
from tinynpu.flows.asic.liberty import read_cells
from tinynpu.flows.asic.memory import MACROS
from tinynpu.flows.asic.netlist import flat_netlist
from tinynpu.flows.asic.opensta import activity_commands
from tinynpu.flows.asic.power import Power, PowerEstimate, estimate_power
from tinynpu.flows.asic.timing import Constraints, make_graph
from tinynpu.flows.fpga.steps import Step, run_step
from tinynpu.testing.liberty import LIBRARY
from tinynpu.tools.cxx import find_compiler

DATA = Path(__file__).resolve().parents[4] / "shared" / "pdk"
CELLS = DATA / "lambdapdk/sky130/libs/sky130hd/nldm/sky130_fd_sc_hd__tt_025C_1v80.lib.gz"
needs_cells = pytest.mark.skipif(not CELLS.is_file(), reason="needs the sky130 cells in shared/pdk")
LIMITS = Constraints(period=10.0, uncertainty=0.0, margin=0.0)


def energy(rise, fall, **values):
    """Group of the energy of two edges, in pJ."""
    words = " ".join(f'{name} : "{value}";' for name, value in values.items())
    tables = " ".join(
        f'{edge}_power (scalar) {{ values ("{value}"); }}'
        for edge, value in (("rise", rise), ("fall", fall))
    )
    return f"internal_power () {{ {words} {tables} }}"


POWER = (
    LIBRARY.replace(
        'time_unit : "1ns";',
        'time_unit : "1ns"; voltage_unit : "1V"; leakage_power_unit : "1uW"; '
        'capacitive_load_unit (1, "pf"); nom_voltage : 2.0;',
    )
    .replace(
        "cell (inv) {",
        'cell (inv) { cell_leakage_power : 9.0; leakage_power () { value : 4.0; when : "A"; } '
        'leakage_power () { value : 8.0; when : "!A"; }',
    )
    .replace('function : "!A";', f'function : "!A"; {energy(0.3, 0.1, related_pin="A")}')
    .replace("ff (IQ, IQN) {", "cell_leakage_power : 2.0; ff (IQ, IQN) {")
    .replace(
        "pin (CK) { direction : input;", f"pin (CK) {{ direction : input; {energy(0.02, 0.04)}"
    )
    .replace('function : "IQ";', f'function : "IQ"; {energy(0.5, 0.5, related_pin="CK")}')
)


def make_module(cells, ports):
    """Module as Yosys writes it: cells as (name, kind, pins), ports as (name, direction, bits)."""
    return {
        "ports": {name: {"direction": way, "bits": bits} for name, way, bits in ports},
        "cells": {
            name: {
                "type": kind,
                "parameters": {},
                "connections": {p: n if isinstance(n, list) else [n] for p, n in pins.items()},
            }
            for name, kind, pins in cells
        },
        "netnames": {},
    }


# A register that turns over in each cycle, and one behind a clock gate that it opens.
TOGGLE = make_module(
    [
        ("core/array/turn", "inv", {"A": 3, "Y": 4}),
        ("core/array/state$_DFF_P_", "dff", {"CK": 1, "D": 4, "Q": 3}),
        ("core/compute/samples/gate", "gate", {"CLK": 1, "EN": 3, "G": 5}),
        ("core/compute/samples/held$_DFF_P_", "dff", {"CK": 5, "D": 2, "Q": 6}),
    ],
    [("clk", "input", [1]), ("in", "input", [2]), ("out", "output", [6])],
)


@pytest.fixture(scope="session")
def machine(tmp_path_factory):
    """Library with the machine in it, alone."""
    path = tmp_path_factory.mktemp("machine") / "machine.so"
    compiler = find_compiler()
    command = [*compiler.command, *compiler.flags, "-std=gnu++20", "-O2", "-fPIC", "-shared"]
    subprocess.run([*command, "-o", str(path), str(MACHINE)], env=compiler.environment, check=True)
    return path


@pytest.fixture
def library(tmp_path):
    path = tmp_path / "power.lib"
    path.write_text(POWER)
    return path


def groups_of(text):
    return read_cells(text, lambda name, body: True)[1]


def test_functions():
    pins = ["A", "B", "C"]
    states = np.arange(8)
    a, b, c = (states >> i & 1 == 1 for i in range(3))
    for expression, value in {
        "(A&B) | (!C)": (a & b) | ~c,
        "A*B+C'": (a & b) | ~c,
        "A B + !C": (a & b) | ~c,
        "A ^ B C": (a ^ b) & c,
        "!(A^B)^C": ~(a ^ b) ^ c,
        "!A B": ~a & b,
        "1": states >= 0,
        "0": states < 0,
    }.items():
        assert (truth_table(expression, pins) == value).all(), expression
    high = np.array([[0.5, 0.5, 0.5], [1.0, 0.25, 0.0]])
    both = truth_table("A&B", pins)
    assert probability(both, high) == pytest.approx([0.25, 0.25])
    assert sensitivity(both, 0, high) == pytest.approx([0.5, 0.25])
    assert sensitivity(both, 2, high) == pytest.approx([0, 0])


@pytest.mark.parametrize("expression", ["A B)", "(A", "A ? B", "Z", "", "A &"])
def test_wrong_functions(expression):
    with pytest.raises(FlowError, match="Liberty function"):
        truth_table(expression, ["A", "B"])


def test_changes_are_counted(machine):
    tables = gate_tables(TOGGLE, groups_of(LIBRARY), "clk")
    gates = GateMachine(machine, tables)
    gates.step(np.array([0, 0]))
    gates.count()
    seen = [int(gates.step(np.array([0, cycle // 4 & 1]))[0]) for cycle in range(16)]
    found = gates.counted()
    # The clock gate is open in cycles 0, 2, 4 and so on, and the output shows what was there then.
    assert seen == [0] + [(cycle - 1) // 2 * 2 // 4 & 1 for cycle in range(1, 16)]
    assert found.cycles == 16
    assert found.clocks == {1, 5}
    assert found.toggles[3] == found.toggles[4] == 15
    assert found.toggles[1] == 32
    assert found.toggles[5] == 16
    assert found.high[1] == 0.5
    assert found.high[5] == 0.25
    assert found.high[3] == 0.5


def test_power_by_hand(library):
    graph = make_graph(TOGGLE, library)
    activity = Activity(
        cycles=100,
        toggles={1: 200.0, 2: 30.0, 3: 100.0, 4: 100.0, 5: 80.0, 6: 20.0},
        high={1: 0.5, 2: 0.5, 3: 0.25, 4: 0.75, 5: 0.2, 6: 0.5},
        clocks=frozenset({1, 5}),
    )
    found = estimate_power(graph, activity, blocks_of(TOGGLE), LIMITS)
    rate = {net: 1e9 * count / (100 * 10.0) for net, count in activity.toggles.items()}
    wire = {1: 0.01, 2: 0.02, 3: 0.03}  # pF, by sinks
    per_volt = 0.5 * 1e-12 * 2.0**2
    array = 1e3 * (
        per_volt * (0.2 + wire[2]) * rate[3]  # inverter and clock gate
        + per_volt * (0.2 + wire[1]) * rate[4]
        + per_volt * (0.2 + wire[2]) * rate[1] / 2  # a register and the clock gate share the clock
    )
    samples = 1e3 * (
        per_volt * (0.1 + wire[1]) * rate[5] + per_volt * (0.2 + wire[2]) * rate[1] / 2
    )
    blocks = found.blocks
    assert set(blocks) == {"array", "samples"}
    assert blocks["array"].switching == pytest.approx(array)
    assert blocks["samples"].switching == pytest.approx(samples)
    # The energy of an edge is the mean of both: 0.2 pJ, 0.03, 0.5.
    assert blocks["array"].internal == pytest.approx(
        1e-9 * (0.2 * rate[4] + 0.03 * rate[1] + 0.5 * rate[3])
    )
    assert blocks["samples"].internal == pytest.approx(1e-9 * (0.03 * rate[5] + 0.5 * rate[6]))
    assert blocks["array"].leakage == pytest.approx(1e-3 * (0.25 * 4 + 0.75 * 8 + 2))
    assert blocks["samples"].leakage == pytest.approx(1e-3 * 2)
    clocks = 1e3 * per_volt * ((0.2 + wire[2]) * rate[1] + (0.1 + wire[1]) * rate[5])
    assert found.clock == pytest.approx(clocks + 1e-9 * 0.03 * (rate[1] + rate[5]))
    assert found.clock_port == pytest.approx(1e3 * per_volt * (0.2 + wire[2]) * rate[1])
    assert found.clock_mhz == 100
    assert found.voltage == 2.0


def test_energy_of_an_inference():
    estimate = PowerEstimate(50.0, 1.8, {"array": Power(0.5, 1.0, 0.5)}, 1.0, 0.5, {})
    power = InferencePower(
        "m", estimate, 1000, 4000, Activity(10, {1: 20.0, 2: 5.0}, {}, frozenset({1}))
    )
    # 2 mW for 20 µs.
    assert power.energy_uj == pytest.approx(0.04)
    assert power.gops_per_watt == pytest.approx(2 * 4000 / 0.04e-6 / 1e9)
    assert power.toggles == 0.5
    assert power.to_json()["blocks_mw"]["array"]["internal"] == 1.0


def test_memory(machine):
    macro = MACROS["sky130"]
    pins = {
        "clk0": 2, "clk1": 2, "csb0": 3, "csb1": 4, "web0": "0",
        "wmask0": [5, 6, "0", "0"], "addr0": [7, *["0"] * 8], "addr1": [8, *["0"] * 8],
        "din0": list(range(10, 42)), "dout0": [], "dout1": list(range(50, 82)),
    }  # fmt: skip
    ports = [
        ("clk", "input", [2]),
        ("c", "input", [3, 4, 5, 6, 7, 8]),
        ("d", "input", pins["din0"]),
    ]
    module = make_module([("m", macro.name, pins)], [*ports, ("q", "output", pins["dout1"])])
    gates = GateMachine(machine, gate_tables(module, {}, "clk"))

    def step(write, read, mask, place, where, data):
        bits = [0, not write, not read, mask & 1, mask >> 1, place, where]
        out = gates.step(np.array([*bits, *(data >> i & 1 for i in range(32))]))
        return sum(int(bit) << i for i, bit in enumerate(out))

    step(1, 0, 3, 0, 0, 0xFFFF1234)
    step(1, 0, 1, 1, 0, 0x5678)
    step(1, 1, 2, 1, 0, 0x9A00)
    assert step(0, 1, 0, 0, 1, 0) == 0x1234
    assert step(0, 0, 0, 0, 0, 0) == 0x9A78
    assert step(0, 0, 0, 0, 0, 0) == 0x9A78


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ([("a", "inv", {"A": 2, "Y": 3}), ("b", "inv", {"A": 3, "Y": 2})], "2 gates are in one"),
        ([("a", "none", {"A": 2})], r"must have a model, and none \(a\) has none"),
        (
            [("a", "inv", {"A": 1, "Y": 3}), ("b", "dff", {"CK": 3, "D": 2, "Q": 4})],
            "clock must come from the port",
        ),
    ],
)
def test_netlists_that_are_refused(cells, sentence):
    module = make_module(cells, [("clk", "input", [1])])
    with pytest.raises(FlowError, match=sentence):
        gate_tables(module, groups_of(LIBRARY), "clk")


def test_blocks_by_name_and_by_connections():
    assert block_of_name("core/compute/array/pe_0_0/sum[3]$_DFF_P_") == "array"
    assert block_of_name("core\\/load\\/_12_") == "load"
    assert block_of_name("core/compute/kept[1]$_DFF_P_") == OTHER
    assert block_of_name("m_axi_wdata[3]$_DFFE_PP_") == OTHER
    cells = [
        ("core/load/x$_DFF_P_", "dff", {"CK": 1, "D": 3, "Q": 4}),
        ("core/store/y$_DFF_P_", "dff", {"CK": 1, "D": 6, "Q": 7}),
        ("_1_", "inv", {"A": 4, "Y": 5}),
        ("_2_", "inv", {"A": 5, "Y": 3}),
        ("core/_3_", "inv", {"A": 7, "Y": 6}),
        ("core/store/_4_", "inv", {"A": 4, "Y": 8}),
        ("$lost$5", "inv", {"A": 20, "Y": 21}),
    ]
    found = blocks_of(make_module(cells, [("clk", "input", [1])]))
    assert [found[name] for name, *_ in cells] == ["load", "store", "load", "load", "store", "store", OTHER]  # fmt: skip


def test_commands_for_opensta(library):
    activity = Activity(
        10,
        {1: 20.0, 3: 5.0, 4: 5.0, 5: 10.0, 6: 1.0},
        dict.fromkeys(range(7), 0.5),
        frozenset({1, 5}),
    )
    lines = list(activity_commands(make_graph(TOGGLE, library), activity))
    assert (
        "set_power_activity -pins [get_pins {core/array/turn/Y}] -activity 0.5 -duty 0.5" in lines
    )
    assert any("samples/held$_DFF_P_/CK}] -activity 1 " in line for line in lines)
    assert not any("turn/A" in line for line in lines)


COUNTER = """\
module counter (input clk, input rst, output reg [7:0] count);
  always @(posedge clk) if (rst) count <= 0; else count <= count + 1;
endmodule
"""
SYNTHESIS = """\
read_verilog counter.v
synth -flatten -top counter
dfflibmap -liberty cells.lib
abc -liberty cells.lib
clean
write_verilog -noattr counter.vg
"""


@needs_cells
def test_counter(machine, tmp_path):
    from tinynpu.flows.asic.liberty import read_text

    (tmp_path / "counter.v").write_text(COUNTER)
    (tmp_path / "cells.lib").write_text(read_text(CELLS))
    (tmp_path / "counter.ys").write_text(SYNTHESIS)
    write_shims(tmp_path / "bin", ["yosys"])
    step = Step(("yosys", "-q", "-s", "counter.ys"), ("counter.vg",), ())
    run_step(step, tmp_path, tool_environment(tmp_path / "bin"))
    module = flat_netlist(tmp_path / "counter.vg", "counter", tmp_path / "flat")
    graph = make_graph(module, CELLS)
    gates = GateMachine(machine, gate_tables(module, graph.groups, "clk"))
    for reset in (1, 1):
        gates.step(np.array([0, reset]))
    gates.count()
    values = [np.packbits(gates.step(np.array([0, 0])), bitorder="little")[0] for _ in range(257)]
    assert values == [cycle % 256 for cycle in range(257)]
    activity = gates.counted()
    bits = module["ports"]["count"]["bits"]
    assert [activity.toggles[bit] for bit in bits] == [256 >> i for i in range(8)]
    power = estimate_power(graph, activity, blocks_of(module), LIMITS)
    rate = 1e9 / (257 * 10)
    switched = sum(graph.load.get(bit, 0) * (256 >> i) for i, bit in enumerate(bits))
    clock = graph.load[module["ports"]["clk"]["bits"][0]] * 2 * 257
    least = 1e3 * 0.5e-12 * 1.8**2 * rate * (switched + clock)
    assert least < power.total.switching < 3 * least
    # Eight registers: rise and fall of the clock pin, transitions of 0, of the library's first points.
    (flop,) = [kind for kind in graph.groups if "__df" in kind]
    (pin,) = [pin for pin in graph.groups[flop].all("pin") if pin.arguments == ("CLK",)]
    entry = pin.first("internal_power")
    assert entry is not None
    mean = 0.0
    for edge in ("rise", "fall"):
        table = entry.first(f"{edge}_power")
        assert table is not None
        (x0, x1), (y0, y1) = table.numbers("index_1")[:2], table.numbers("values")[:2]
        mean += (y0 - x0 * (y1 - y0) / (x1 - x0)) / 2
    assert power.clock == pytest.approx(
        1e3 * rate * 2 * 257 * (8 * mean * 1e-12 + 0.5e-12 * 1.8**2 * clock / 514), rel=1e-6
    )
    assert 0 < power.total.leakage < 1e-3 * power.total.total
