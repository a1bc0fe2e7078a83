"""Scan chains: which cells take part, what the netlist becomes, and that broken chains are found."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.dft.chains import check_chains
from tinynpu.flows.asic.dft.equivalents import clock_gate_with_test, holding_gate, scan_register
from tinynpu.flows.asic.dft.library import read_models
from tinynpu.flows.asic.dft.models import functional_verilog
from tinynpu.flows.asic.dft.pins import PinSimulator
from tinynpu.flows.asic.dft.proof import prove_unchanged
from tinynpu.flows.asic.memory import MACROS
from tinynpu.flows.asic.scan import insert_scan
from tinynpu.testing.scan_cells import LIBRARY, NETLIST

MODELS = read_models(LIBRARY, lambda name, text: True)


@pytest.fixture
def scanned(tmp_path):
    """Puts chains into a netlist; the netlist, the library and the result."""

    def insert(text=NETLIST, library=LIBRARY, **options):
        netlist, liberty = tmp_path / "netlist.v", tmp_path / "cells.lib"
        netlist.write_text(text)
        liberty.write_text(library)
        return netlist, liberty, insert_scan(netlist, "top", liberty, tmp_path / "out", **options)

    return insert


def cells_of(result):
    return json.loads(Path(result.netlist_json).read_text())["modules"]["top"]["cells"]


def change(result, edit):
    """Change the cells of a netlist with chains."""
    path = Path(result.netlist_json)
    design = json.loads(path.read_text())
    edit({name: cell["connections"] for name, cell in design["modules"]["top"]["cells"].items()})
    path.write_text(json.dumps(design))


def reasons(result):
    return {left.instance: left.reason for left in result.left}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("dff", "sdff"),
        ("dff_pair", "sdff_pair"),
        ("dff_clear", "sdff_clear"),
        ("dff_low", None),
        ("sdff", None),
    ],
)
def test_scan_equivalents_are_found_by_what_cells_do(name, expected):
    found = scan_register(MODELS[name], MODELS.values())
    assert (found and found.name) == expected


def test_other_cells_are_found_by_what_they_do():
    gate = clock_gate_with_test(MODELS["gate"], MODELS.values())
    assert gate is not None
    assert gate.name == "test_gate"
    for level, name, pins in ((0, "andn", ("A", "B")), (1, "or2", ("A", "B"))):
        found = holding_gate(level, MODELS.values())
        assert found is not None
        assert (found[0].name, *found[1:]) == (name, *pins)
    assert holding_gate(0, [MODELS["or2"], MODELS["inv"]]) is None


def test_insertion(scanned):
    _, _, result = scanned(chains=2)
    assert [len(chain.elements) for chain in result.chains] == [2, 3]
    assert [element.instance for chain in result.chains for element in chain.elements] == [
        "r0", "r1", "r2", "r3", "parity_of/pair",
    ]  # fmt: skip
    assert result.replaced == {"dff > sdff": 4, "dff_pair > sdff_pair": 1, "gate > test_gate": 1}
    assert result.left == ()
    # Four flip-flops that are 2 larger, one too, a clock gate that is 1 larger, an inverter.
    assert result.area_after == pytest.approx(result.area_before + 4 * 2 + 2 + 1 + 1)
    text = Path(result.netlist).read_text()
    assert "input [1:0] scan_in;" in text
    assert ".TE(scan_enable)" in text
    assert "r3 ( IN SI ) ( OUT Q )" in Path(result.scandef).read_text()
    assert (
        json.loads(Path(result.description).read_text())["chains"][1]["scan_out"] == "scan_out[1]"
    )
    json.dumps(result.figures())


def test_insertion_is_deterministic(scanned):
    first = Path(scanned(chains=3)[2].netlist_json).read_text()
    assert Path(scanned(chains=3)[2].netlist_json).read_text() == first


def test_registers_that_stay(scanned):
    text = """\
module top (input clk, input other, input clear, input [7:0] d, output [7:0] q);
  wire gated, made, low;
  dff good (.CK(clk), .D(d[0]), .Q(q[0]));
  dff_low falling (.CK(clk), .D(d[1]), .Q(q[1]));
  dff foreign (.CK(other), .D(d[2]), .Q(q[2]));
  nand2 logic_ (.A(clk), .B(d[3]), .Y(made));
  dff derived (.CK(made), .D(d[3]), .Q(q[3]));
  dff_clear cleared (.CK(clk), .R(clear), .D(d[4]), .Q(q[4]));
  inv turn (.A(q[4]), .Y(low));
  dff_clear by_logic (.CK(clk), .R(q[0]), .D(d[5]), .Q(q[5]));
  latch open (.E(d[6]), .D(low), .Q(q[6]));
  sdff before (.CK(clk), .D(d[7]), .SI(d[7]), .SE(d[0]), .Q(q[7]));
  black box (.A(clk));
endmodule
"""
    _, _, result = scanned(text)
    assert [element.instance for element in result.chains[0].elements] == ["good", "cleared"]
    assert result.resets == ("clear",)
    assert result.unknown == ("box",)
    found = reasons(result)
    assert found["falling"] == "no scan flip-flop of the library behaves the same"
    assert (
        found["foreign"] == "it has the rising edge of other, and most have the rising edge of clk"
    )
    assert found["derived"] == "its clock comes from logic_ (nand2)"
    assert found["by_logic"] == "its R comes from good (dff)"
    assert found["open"] == "it is a latch"
    assert found["before"] == "it is a scan flip-flop already"


def test_clock_gates_without_a_test_pin(scanned):
    _, _, result = scanned(library=LIBRARY.replace("test_gate", "not_that").replace("clock_gate_test_pin", "x"))  # fmt: skip
    assert [element.instance for element in result.chains[0].elements] == ["parity_of/pair"]
    assert reasons(result)["clock_gate"] == "no clock gate of the library has a test pin"
    assert reasons(result)["r0"] == "its clock gate clock_gate stays"


def test_mistakes(scanned):
    for chains in (0, 6):
        with pytest.raises(FlowError, match=f"must be between 1 and 5, .*, not {chains}"):
            scanned(chains=chains)
    with pytest.raises(FlowError, match="must have no port scan_in"):
        scanned(NETLIST.replace("enable", "scan_in"))
    with pytest.raises(FlowError, match="must have a gate that holds ce of m at 0"):
        scanned(
            NETLIST.replace("  inv add_0", "  memory m (.ce(enable));\n  inv add_0"),
            LIBRARY.replace("A*!B", "A*B"),
            idle={"memory": {"ce": 0}},
        )


def test_chains_work(scanned, tmp_path):
    netlist, liberty, result = scanned(chains=2)
    assert prove_unchanged(netlist, result, liberty)
    check = check_chains(netlist, result, liberty, tmp_path / "check", rounds=4)
    assert check.passed
    # 5 next states, and 5 outputs in each round.
    assert (check.captured, check.captured_unknown) == (40, 0)
    assert check.shifted == (2 * 3 + 64 - 2, 2 * 3 + 64 - 3)

    # A flip-flop that is passed by: bits come too early. Two that are exchanged: they capture wrongly.
    def shorten(cells):
        cells["parity_of/pair"]["SI"] = cells["r3"]["SI"]

    def exchange(cells):
        cells["r0"]["D"], cells["r1"]["D"] = cells["r1"]["D"], cells["r0"]["D"]

    for edit in (shorten, exchange):
        _, _, broken = scanned(chains=2)
        change(broken, edit)
        assert prove_unchanged(netlist, broken, liberty) == (edit is shorten)
        check = check_chains(netlist, broken, liberty, tmp_path / "check", rounds=20)
        assert not check.passed
        assert any(check.shifted_wrong) == (edit is shorten)
        assert check.captured_wrong > 0


def test_memories_keep_their_words(scanned):
    macro = MACROS["sky130"]
    netlist, liberty, result = scanned(f"""\
module top (input clk, input [31:0] d, output [31:0] q);
  wire [13:0] s;
  {"".join(f"dff r{i} (.CK(clk), .D(d[{i}]), .Q(s[{i}]));" for i in range(14))}
  {macro.name} m (
    .clk0(clk), .csb0(s[0]), .web0(s[1]), .wmask0({{4{{s[2]}}}}), .addr0({{s[6:3], s[7:3]}}),
    .din0(d), .dout0(), .clk1(clk), .csb1(s[8]), .addr1({{s[12:9], s[13:9]}}), .dout1(q)
  );
endmodule
""")
    assert result.held == ("m/csb0", "m/csb1")
    assert cells_of(result)["m/csb0_idle"]["type"] == "or2"
    assert prove_unchanged(netlist, result, liberty)

    def contents(shifts: int) -> np.ndarray:
        """Words that are read after words were written, and chains shifted."""
        verilog = functional_verilog(Path(result.netlist_json), "top", liberty, name="gates")
        ports = {"d": 32, "scan_in": 1, "scan_enable": 1}
        rng = np.random.default_rng(1)
        place = np.arange(32)[:, None] >> np.arange(5) & 1
        write, read = np.zeros((2, 34, 34), bool)
        write[:, 8] = True
        write[:32, 3:8] = place
        write[:32, 2] = True
        write[:, 14:32] = rng.integers(2, size=(34, 18))
        write[32:, 0] = read[:, 0] = True  # nothing is written behind the last word
        read[:32, 9:14] = place
        shift = rng.integers(2, size=(shifts, 34)).astype(bool)
        shift[:, 33] = True
        shift[-1:, 32] = True  # nor in the first cycle that does not shift
        with PinSimulator(verilog, "gates", ports, {"q": 32}) as simulator:
            return simulator.run(np.concatenate((write, shift, read)))[-32:]

    written = contents(0)
    assert len(np.unique(written, axis=0)) > 20
    assert (contents(200) == written).all()

    def connect(cells):
        for pin in ("csb0", "csb1"):
            cells["m"][pin] = cells[f"m/{pin}_idle"]["A"]

    change(result, connect)
    assert (contents(200) != written).any()


def test_results_are_plain(scanned):
    _, _, result = scanned()
    assert json.loads(json.dumps(dataclasses.asdict(result)))["chains"][0]["scan_in"] == "scan_in"
