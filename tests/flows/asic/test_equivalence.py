"""Equivalence of RTL and netlist: what synthesis may do is proved, and what it must not do is refuted."""

import copy
import dataclasses
import json
import re
from pathlib import Path

import pytest

pytest.importorskip("pyosys")

from tinynpu.arch.errors import FlowError
from tinynpu.core.multiply_add import GENERIC_CELLS
from tinynpu.flows.asic.design import cell_verilog
from tinynpu.flows.asic.dft.library import Cell, Register
from tinynpu.flows.asic.equivalence.blif import Verdict, compare
from tinynpu.flows.asic.equivalence.blocks import _open_nets, _reached, prove_blocks
from tinynpu.flows.asic.equivalence.circuit import PRIMITIVES, read_circuit
from tinynpu.flows.asic.equivalence.correspondence import Image, guess
from tinynpu.flows.asic.equivalence.designs import MemoryMaps
from tinynpu.flows.asic.equivalence.proof import count_undefined, prove_circuit
from tinynpu.flows.asic.liberty import read_text
from tinynpu.flows.asic.memory import MACROS, memory_map_files, write_memory_maps
from tinynpu.flows.asic.pdk import Pdk
from tinynpu.verify.formal.yosys import run_yosys

DATA = Path(__file__).resolve().parents[4] / "shared" / "pdk"
CELLS = DATA / "lambdapdk/sky130/libs/sky130hd/nldm/sky130_fd_sc_hd__tt_025C_1v80.lib.gz"

FEW = "nand2_1 nor2_1 inv_1 xor2_1 mux2_1 buf_1 dfxtp_1 edfxtp_1 dlclkp_1 conb_1 fa_1 ha_1 dlxtp_1"
"""Cells that the netlists of these tests are made of; a whole library takes long to read."""

RTL = """\
module top(clk, rst, go, stop, a, b, at, read, write, sum, product, bits, word, state, odd);
  input clk, rst, go, stop, read, write;
  input [7:0] a, b, at;
  output [7:0] bits, odd;
  output [15:0] product;
  output sum;
  output [31:0] word;
  output [2:0] state;

  // Registers with one enable, which get a clock gate; two of them are the same.
  reg [7:0] kept, copied, fixed;
  always @(posedge clk) if (go) kept <= a;
  always @(posedge clk) if (go) copied <= a;
  always @(posedge clk) if (rst) fixed <= 8'h12; else if (stop) fixed <= 8'h12;
  assign bits = kept ^ {copied[3:0], copied[7:4]} ^ fixed;

  wire carry;
  tinynpu_full_adder adder (.a(a[0]), .b(b[0]), .c(kept[0]), .sum(sum), .carry(carry));

  // A state machine, as Amaranth writes it.
  reg [1:0] fsm_state;
  always @(posedge clk) begin
    case (fsm_state)
      2'd0: if (go) fsm_state <= 2'd1;
      2'd1: if (stop) fsm_state <= 2'd2; else if (carry) fsm_state <= 2'd3;
      2'd2: fsm_state <= 2'd3;
      2'd3: if (a == b) fsm_state <= 2'd0;
    endcase
    if (rst) fsm_state <= 2'd0;
  end
  assign state = {fsm_state == 2'd3, fsm_state == 2'd2, fsm_state == 2'd1};

  // A word that is not there.
  reg [7:0] words [2:0];
  always @(posedge clk) if (write & at[1:0] != 2'd3) words[at[1:0]] <= a;
  assign odd = words[b[1:0]];

  part part (.clk(clk), .a(a), .b(b), .product(product));
  table_of_words store (.clk(clk), .at({a[0], at}), .read(read), .write(write), .value({b, a, b, a}), .word(word));
endmodule

(* keep_hierarchy *)
module part(input clk, input [7:0] a, input [7:0] b, output reg [15:0] product);
  reg [7:0] x;
  reg [7:0] y;
  always @(posedge clk) begin
    x <= a;
    y <= {1'b0, b[6:0]};
    product <= $signed(x) * $signed(y);
  end
endmodule

(* keep_hierarchy *)
module table_of_words(input clk, input [8:0] at, input read, input write, input [31:0] value, output reg [31:0] word);
  reg [31:0] memory [511:0];
  always @(posedge clk) if (write) memory[at] <= value;
  always @(posedge clk) if (read) word <= memory[~at];
endmodule
"""

SYNTHESIS = """\
read_liberty -overwrite -setattr liberty_cell -lib cells.lib
read_verilog -setattr blackbox -sv memory_cells.v
read_verilog -noblackbox -sv top.v
hierarchy -top top
scratchpad -set flatten.separator /
synth -flatten -top top -run begin:fine
memory_libmap -lib memory.lib
techmap -map memory_map.v
opt -fast -mux_undef -mux_bool -fine
memory_map
opt -mux_undef -mux_bool -fine
techmap
abc
opt -purge
rename -wire
clockgate -liberty cells.lib -min_net_size 6
dfflibmap -liberty cells.lib
opt
abc -liberty cells.lib
clean -purge
setundef -zero
splitnets
hilomap -singleton -locell sky130_fd_sc_hd__conb_1 LO -hicell sky130_fd_sc_hd__conb_1 HI
clean -purge
write_verilog -noexpr netlist.v
write_json netlist.json
"""


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    """Folder with RTL, a netlist of it, and a library."""
    if not CELLS.exists():
        pytest.skip("needs the sky130 cells in shared/pdk")
    folder = tmp_path_factory.mktemp("equivalence")
    (folder / "cells.lib").write_text(few_cells(read_text(CELLS)))
    (folder / "top.v").write_text(RTL + cell_verilog(Pdk.SKY130))
    write_memory_maps(MACROS["sky130"], folder)
    run_yosys(SYNTHESIS, folder)
    return folder


def few_cells(liberty):
    """A library with few of its cells."""
    wanted = {f"sky130_fd_sc_hd__{name}" for name in FEW.split()}
    head, *cells = re.split(r"^(?=[ \t]*cell \()", liberty, flags=re.MULTILINE)
    chosen = [cell for cell in cells if cell.split('"')[1] in wanted]
    end = "" if chosen[-1] is cells[-1] else "}\n"
    return head + "".join(chosen) + end


def prove(folder, netlist, **options):
    proofs = prove_blocks(
        folder / "top.v",
        netlist,
        folder / "cells.lib",
        "top",
        cells=GENERIC_CELLS,
        memories=MemoryMaps(*memory_map_files(folder)),
        seconds=60,
        **options,
    )
    return {proof.name: proof for proof in proofs}


def test_what_synthesis_does_is_proved(build):
    text = (build / "netlist.v").read_text()
    for cell in ("dlclkp_1", "fa_1", "conb_1"):
        assert f"sky130_fd_sc_hd__{cell} " in text
    seen = []
    proofs = prove(build, build / "netlist.v", jobs=2, progress=seen.append)
    assert [proof.verdict for proof in proofs.values()] == [Verdict.PROVED] * 3
    assert list(proofs.values()) == seen
    top, part, table = (proofs[name] for name in ("top", "part", "table_of_words"))
    assert (top.constant, top.machines, top.merged) == (8, 1, 8)
    assert top.registers == 8 + 24 + 4  # one code of the machine for each state
    assert top.rtl_registers == 3 * 8 + 24 + 2
    assert part.registers == 15 + 16 - 1  # no sign of y, and so two equal bits of the product
    assert table.registers == 0
    assert MACROS["sky130"].name in text
    assert (top.undefined, part.undefined, table.undefined) == (8, 0, 32)
    assert top.to_json()["verdict"] == "proved"


def cells_of(design, module, kind):
    cells = design["modules"][module]["cells"]
    return [cell for cell in cells.values() if cell["type"].endswith(kind)]


def swap_gate(design):
    gate = cells_of(design, "top", "xor2_1")[0]
    gate["type"] = "sky130_fd_sc_hd__nand2_1"
    gate["connections"]["Y"] = gate["connections"].pop("X")


def open_clock_gate(design):
    cells_of(design, "top", "dlclkp_1")[0]["connections"]["GATE"] = ["1"]


def register_of(design, place):
    """Pins of a register that has a clock gate."""
    cells = design["modules"]["top"]["cells"]
    (name,) = (name for name in cells if re.match(rf"(kept|copied){re.escape(place)}\$", name))
    return cells[name]["connections"]


def invert_register(design):
    cells = design["modules"]["top"]["cells"]
    register = register_of(design, "[3]")
    cells["inverter"] = {
        "type": "sky130_fd_sc_hd__inv_1",
        "attributes": {},
        "parameters": {},
        "connections": {"A": register["D"], "Y": [999999]},
    }
    register["D"] = [999999]


def swap_registers(design):
    one, other = (register_of(design, f"[{i}]") for i in (1, 2))
    one["Q"], other["Q"] = other["Q"], one["Q"]


def swap_adder_outputs(design):
    pins = cells_of(design, "top", "fa_1")[0]["connections"]
    pins["SUM"], pins["COUT"] = pins["COUT"], pins["SUM"]


def leave_state(design):
    register = design["modules"]["top"]["cells"]["state[2]$_DFF_P_"]
    register["connections"]["D"] = ["0"]


def move_address(design):
    (macro,) = cells_of(design, "table_of_words", MACROS["sky130"].name)
    macro["connections"]["addr0"][:2] = reversed(macro["connections"]["addr0"][:2])


def change_product(design):
    cells_of(design, "part", "xor2_1")[0]["connections"]["A"] = ["0"]


def cut_net(design):
    cells_of(design, "part", "dfxtp_1")[0]["connections"]["D"] = [999999]


def swap_instance(design):
    cells_of(design, "top", "part")[0]["type"] = "table_of_words"


@pytest.mark.parametrize(
    ("change", "module"),
    [
        (swap_gate, "top"),
        (open_clock_gate, "top"),
        (invert_register, "top"),
        (swap_registers, "top"),
        (swap_adder_outputs, "top"),
        (leave_state, "top"),
        (move_address, "table_of_words"),
        (change_product, "part"),
        (cut_net, "part"),
        (swap_instance, "top"),
    ],
)
def test_what_synthesis_must_not_do_is_refuted(build, change, module, monkeypatch, tmp_path):
    keep_rtl(build, monkeypatch)
    design = json.loads((build / "netlist.json").read_text())
    change(design)
    path = tmp_path / "netlist.json"
    path.write_text(json.dumps(design))
    proofs = prove(build, path)
    assert proofs.pop(module).verdict is Verdict.REFUTED
    assert {proof.verdict for proof in proofs.values()} == {Verdict.PROVED}


def keep_rtl(build, monkeypatch):
    """Read the RTL once for all tests: it is the same for all."""
    from tinynpu.flows.asic.equivalence import blocks

    path = build / "kept.json"
    original = blocks.read_rtl

    def read(*arguments, **options):
        if not path.exists():
            path.write_text(json.dumps(original(*arguments, **options)))
        return json.loads(path.read_text())

    monkeypatch.setattr(blocks, "read_rtl", read)


def test_gated_clocks_have_one_driver(build, monkeypatch, tmp_path):
    """A clock gate whose output is also a port would be passed by."""
    keep_rtl(build, monkeypatch)
    design = json.loads((build / "netlist.json").read_text())
    clock = design["modules"]["top"]["ports"]["clk"]["bits"]
    cells_of(design, "top", "dlclkp_1")[0]["connections"]["GCLK"] = clock
    path = tmp_path / "netlist.json"
    path.write_text(json.dumps(design))
    proof = prove(build, path)["top"]
    assert proof.verdict is Verdict.UNDECIDED
    assert "must have one driver" in proof.reason


def test_there_must_be_a_top(build, tmp_path):
    design = json.loads((build / "netlist.json").read_text())
    design["modules"]["other"] = design["modules"].pop("top")
    path = tmp_path / "netlist.json"
    path.write_text(json.dumps(design))
    with pytest.raises(FlowError, match=r"The netlist must have the module top, and has not"):
        prove(build, path)


def test_a_machine_needs_the_reset_of_the_top():
    """A machine with other codes begins right only behind a reset."""

    def module(*cells):
        ports = {"rst": {"direction": "input", "bits": [2]}}
        return {"ports": ports, "cells": dict(cells)}

    def instance(name, kind, net):
        return name, {"type": kind, "connections": {"rst": [net]}}

    rtl = {
        "top": module(instance("a", "good", 2), instance("b", "bad", 2), instance("c", "bad", 3)),
        "good": module(),
        "bad": module(instance("d", "below", 2)),
        "below": module(),
    }
    assert _reached(rtl, "top", "rst") == {"top", "good"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda cell: cell.update(type="sky130_fd_sc_hd__dlxtp_1"), "must have no latch"),
        (lambda cell: cell.update(type="unknown"), "must be of known cells"),
        (lambda cell: cell["connections"].update(CLK=["1"]), "must come from a port"),
    ],
)
def test_what_cannot_be_compared_stays_open(build, change, reason, monkeypatch, tmp_path):
    keep_rtl(build, monkeypatch)
    design = json.loads((build / "netlist.json").read_text())
    change(cells_of(design, "part", "dfxtp_1")[0])
    path = tmp_path / "netlist.json"
    path.write_text(json.dumps(design))
    proof = prove(build, path)["part"]
    assert proof.verdict is Verdict.UNDECIDED
    assert reason in proof.reason


def module_of(cells, ports, names):
    """A module of Yosys' JSON of (name, primitive, nets by pin), (port, way, net) and names of nets."""
    return {
        "ports": {name: {"direction": way, "bits": [net]} for name, way, net in ports},
        "cells": {
            name: {"type": kind, "connections": {pin: [net] for pin, net in pins.items()}}
            for name, kind, pins in cells
        },
        "netnames": {name: {"bits": [net], "hide_name": 0} for name, net in names.items()},
    }


PORTS = [("clk", "input", 2), ("rst", "input", 3), ("a", "input", 4), ("b", "input", 5)]
BEFORE = [
    ("r1", "$_DFF_P_", {"C": 2, "D": 4, "Q": 6}),
    ("r2", "$_DFF_P_", {"C": 2, "D": 5, "Q": 7}),
    ("g1", "$_AND_", {"A": 6, "B": 7, "Y": 8}),
    ("g2", "$_XOR_", {"A": 6, "B": 7, "Y": 9}),
]
AFTER = [
    ("one", "$_DFF_P_", {"C": 2, "D": 4, "Q": 6}),
    ("two", "$_DFF_P_", {"C": 2, "D": 5, "Q": 7}),
    ("g1", "$_AND_", {"A": 4, "B": 5, "Y": 10}),
    ("both", "$_DFF_P_", {"C": 2, "D": 10, "Q": 8}),
    ("g2", "$_XOR_", {"A": 6, "B": 7, "Y": 9}),
]
OUTPUTS = [("y", "output", 8), ("z", "output", 9)]


def circuits(before, after):
    names = {"one": 6, "two": 7, "both": 8}
    return tuple(
        read_circuit("top", module_of(cells, [*PORTS, *OUTPUTS], names), PRIMITIVES, {})
        for cells in (before, after)
    )


def test_registers_behind_logic(tmp_path):
    rtl, netlist = circuits(BEFORE, AFTER)
    found = guess(rtl, netlist, reset="rst")
    assert found.images == {"one": Image("one"), "two": Image("two")}
    assert found.derived == {"both": 8}
    assert prove_circuit(rtl, netlist, found, tmp_path, reset="rst", seconds=9) == (
        Verdict.PROVED,
        [],
    )
    wrong = copy.deepcopy(AFTER)
    wrong[2][2]["A"] = 5
    rtl, netlist = circuits(BEFORE, wrong)
    verdict, different = prove_circuit(rtl, netlist, found, tmp_path, reset="rst", seconds=9)
    assert (verdict, different) == (Verdict.REFUTED, ["next both, moved"])


def test_a_register_that_is_there_twice(tmp_path):
    after = [*copy.deepcopy(BEFORE), ("r3", "$_DFF_P_", {"C": 2, "D": 4, "Q": 12})]
    after[2][2]["A"] = 12
    rtl, netlist = circuits(BEFORE, after)
    found = guess(rtl, netlist, reset="rst")
    assert found.derived == {"r3": 6}
    verdict, _ = prove_circuit(rtl, netlist, found, tmp_path, reset="rst", seconds=9)
    assert verdict is Verdict.PROVED


def test_a_register_that_keeps_its_state_must_begin_right(tmp_path):
    hold = [("m", "$_MUX_", {"A": 8, "B": 10, "S": 4, "Y": 11})]
    after = [*copy.deepcopy(AFTER), *hold]
    after[3][2]["D"] = 11
    after[0][2]["D"], after[1][2]["D"] = 12, 13
    after += [
        ("m1", "$_MUX_", {"A": 6, "B": 4, "S": 4, "Y": 12}),
        ("m2", "$_MUX_", {"A": 7, "B": 5, "S": 4, "Y": 13}),
    ]
    before = [*copy.deepcopy(BEFORE), *after[-2:]]
    before[0][2]["D"], before[1][2]["D"] = 12, 13
    rtl, netlist = circuits(before, after)
    found = guess(rtl, netlist, reset="rst")
    verdict, _ = prove_circuit(rtl, netlist, found, tmp_path, reset="rst", seconds=9)
    assert verdict is Verdict.REFUTED  # reset does not load it


def test_undefined_values_bind_nothing(tmp_path):
    def with_unknown(first):
        cells = [*BEFORE[:3], ("m", "$_MUX_", {"A": first, "B": "x", "S": 7, "Y": 9})]
        return cells

    for before, verdict in ((6, Verdict.PROVED), (5, Verdict.REFUTED)):
        rtl, netlist = circuits(
            with_unknown(before), [*BEFORE[:3], ("m", "$_BUF_", {"A": 6, "Y": 9})]
        )
        found = guess(rtl, netlist, reset="rst")
        answer, _ = prove_circuit(rtl, netlist, found, tmp_path, reset="rst", seconds=9)
        assert answer is verdict
        assert count_undefined(rtl, netlist, found, tmp_path, seconds=9) == 1


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ([("g", "$_AND_", {"A": 4, "B": 9, "Y": 9})], "no loop"),
        ([("r", "$_DFF_P_", {"C": 9, "D": 4, "Q": 8})], "must come from a port"),
        ([("r", "$_DFF_P_", {"D": 4, "Q": 8})], "must come from a port"),
        (
            [("g", "$_AND_", {"A": 4, "B": 5, "Y": 8}), ("h", "$_OR_", {"A": 4, "B": 5, "Y": 8})],
            "must have one driver, and 8 has several",
        ),
        (
            [
                ("g", "$_AND_", {"A": 4, "B": 5, "Y": 8}),
                ("r", "$_DFF_P_", {"C": 2, "D": 4, "Q": 8}),
            ],
            "must have one driver, and 8 has several",
        ),
        ([("g", "$_AND_", {"A": 4, "B": 5, "Y": 2})], "must have one driver, and 2 has several"),
        ([("g", "$_AND_", {"A": 4, "B": 5, "Y": "0"})], "must have one driver, and 0 has several"),
        (
            [
                ("r", "$_DFF_P_", {"C": 2, "D": 4, "Q": 8}),
                ("s", "$_DFF_P_", {"C": 5, "D": 4, "Q": 9}),
            ],
            "must have one clock, not b, clk",
        ),
        (
            [
                ("n", "$_NOT_", {"A": 2, "Y": 9}),
                ("r", "$_DFF_P_", {"C": 9, "D": 4, "Q": 8}),
            ],
            "must take rising edges",
        ),
    ],
)
def test_modules_that_are_refused(cells, message):
    with pytest.raises(FlowError, match=message):
        read_circuit("top", module_of(cells, [*PORTS, *OUTPUTS], {}), PRIMITIVES, {})


def test_nets_must_be_driven(tmp_path):
    lines = [".model a", ".inputs i", ".outputs o", ".names i q o", "11 1", ".end"]
    with pytest.raises(FlowError, match="must be driven"):
        compare(lines, lines, tmp_path, seconds=9)


def test_a_lost_net_of_the_rtl_is_not_free():
    """A word that a memory does not have is."""
    for name, found in (("lost", ["lost"]), ("$memory\\words$rdmux[0][1]$b$2", [])):
        cells = [("g", "$_AND_", {"A": 4, "B": 11, "Y": 8})]
        module = module_of(cells, [*PORTS, OUTPUTS[0]], {name: 11})
        assert _open_nets(read_circuit("top", module, PRIMITIVES, {})) == found


@pytest.mark.parametrize("level", ["1", "0"])
def test_a_reset_must_be_tied_off(level):
    register = Register(("IQ", "IQN"), "C", "D", clear="!R")
    flop = dataclasses.replace(PRIMITIVES["$_DFF_P_"], inputs=("C", "D", "R"), register=register)
    models = {**PRIMITIVES, "dfr": flop, "tie": Cell("tie", 0.0, (), {"Y": level}, {"Y": 0.0})}
    cells = [("t", "tie", {"Y": 11}), ("r", "dfr", {"C": 2, "D": 4, "R": 11, "Q": 8})]
    module = module_of(cells, [*PORTS, OUTPUTS[0]], {"one": 8})
    if level == "1":
        assert len(read_circuit("top", module, models, {}).flops) == 1
    else:
        with pytest.raises(FlowError, match=r"must have no asynchronous reset; r has one"):
            read_circuit("top", module, models, {})
