"""A Liberty library with scan flip-flops and clock gates, and a netlist of its cells."""

__all__ = ["LIBRARY", "NETLIST"]


def _gate(name: str, function: str, inputs: str, area: float) -> str:
    pins = "".join(f"    pin ({pin}) {{ direction : input; }}\n" for pin in inputs)
    return f"""\
  cell ({name}) {{
    area : {area};
{pins}    pin (Y) {{ direction : output; max_capacitance : 1.0; function : "{function}"; }}
  }}
"""


def _flop(name: str, next_state: str, area: float, *, more: str = "", drive: float = 1.0) -> str:
    return f"""\
  cell ({name}) {{
    area : {area};
    ff (IQ, IQN) {{ clocked_on : "CK"; next_state : "{next_state}"; }}
    pin (CK) {{ direction : input; clock : true; }}
    pin (D) {{ direction : input; }}
    pin (Q) {{ direction : output; max_capacitance : {drive}; function : "IQ"; }}
{more}  }}
"""


_SCAN = """\
    pin (SI) { direction : input; }
    pin (SE) { direction : input; }
    test_cell () {
      ff (IQ, IQN) { clocked_on : "CK"; next_state : "D"; }
      pin (SI) { direction : input; signal_type : test_scan_in; }
      pin (SE) { direction : input; signal_type : test_scan_enable; }
      pin (Q) { direction : output; function : "IQ"; signal_type : test_scan_out; }
    }
"""
_BOTH = '    pin (QN) { direction : output; max_capacitance : 1.0; function : "IQN"; }\n'
_LOW = """\
    pin (SI) { direction : input; }
    pin (SEN) { direction : input; }
    test_cell () {
      pin (SI) { direction : input; signal_type : test_scan_in; }
      pin (SEN) { direction : input; signal_type : test_scan_enable_inverted; }
      pin (QN) { direction : output; signal_type : test_scan_out_inverted; }
    }
"""
_CLEAR = "    pin (R) { direction : input; }\n"
_GATED = """\
    pin (CLK) { direction : input; clock : true; clock_gate_clock_pin : true; }
    pin (EN) { direction : input; clock_gate_enable_pin : true; }
    pin (G) { direction : output; clock_gate_out_pin : true; state_function : "CLK & M"; }
    pin (M) { direction : internal; internal_node : "M"; }
    statetable ("CLK EN", "M") { table : "L L : - : L,L H : - : H,H - : - : N"; }
"""

LIBRARY = (
    "library (scan) {\n"
    + _gate("inv", "!A", "A", 1.0)
    + _gate("buf", "A", "A", 1.5)
    + _gate("nand2", "(A B)'", "AB", 2.0)
    + _gate("or2", "A+B", "AB", 2.0)
    + _gate("isolate", "A+B", "AB", 1.0).replace("area", "is_isolation_cell : true;\n    area")
    + _gate("andn", "A*!B", "AB", 2.0)
    + _gate("xor2", "A^B", "AB", 3.0)
    + """\
  cell (fa) {
    area : 6.0;
    pin (A) { direction : input; }
    pin (B) { direction : input; }
    pin (C) { direction : input; }
    pin (S) { direction : output; max_capacitance : 1.0; function : "A^B^C"; }
    pin (CO) { direction : output; max_capacitance : 1.0; function : "(A&B) | (A&C) | (B&C)"; }
  }
"""
    + _flop("dff", "D", 4.0)
    + _flop("dff_low", "D", 4.0).replace('"CK"', '"!CK"')
    + _flop("dff_pair", "D", 5.0, more=_BOTH)
    + _flop("dff_clear", "D", 5.0, more=_CLEAR).replace("next_state", 'clear : "!R"; next_state')
    + _flop("sdff_strong", "(SE SI) + (SE' D)", 7.0, more=_SCAN, drive=4.0)
    + _flop("sdff", "(SE SI) + (SE' D)", 6.0, more=_SCAN)
    + _flop("sdff_wrong", "(SE SI) + (SE' D')", 1.0, more=_SCAN)
    + _flop("sdff_clear", "(SE SI) + (SE' D)", 7.0, more=_SCAN + _CLEAR).replace(
        "next_state", 'clear : "!R"; next_state'
    )
    + _flop("sdff_pair", "(SEN' SI') + (SEN D)", 7.0, more=_BOTH + _LOW).replace(
        "test_scan_in;", "test_scan_in_inverted;"
    )
    + f'  cell (gate) {{\n    area : 4.0;\n    clock_gating_integrated_cell : "latch_posedge";\n{_GATED}  }}\n'
    + "  cell (test_gate) {\n    area : 5.0;\n"
    + '    clock_gating_integrated_cell : "latch_posedge_precontrol";\n'
    + "    pin (TE) { direction : input; clock_gate_test_pin : true; }\n"
    + f"{_GATED}  }}\n"
    + """\
  cell (latch) {
    area : 3.0;
    latch (IQ, IQN) { data_in : "D"; enable : "E"; }
    pin (E) { direction : input; }
    pin (D) { direction : input; }
    pin (Q) { direction : output; function : "IQ"; }
  }
}
"""
)
"""Its best fits are not its first ones, and not its smallest."""

NETLIST = """\
module low (input clk, input d, output q);
  dff_pair pair (.CK(clk), .D(d), .Q(q), .QN());
endmodule

module top (input clk, input enable, input [1:0] a, output [3:0] q, output parity);
  wire gated, carry, over;
  wire [3:0] d;
  gate clock_gate (.CLK(clk), .EN(enable), .G(gated));
  inv add_0 (.A(q[0]), .Y(d[0]));
  fa add_1 (.A(q[1]), .B(q[0]), .C(a[0]), .S(d[1]), .CO(carry));
  fa add_2 (.A(q[2]), .B(carry), .C(a[1]), .S(d[2]), .CO(over));
  xor2 add_3 (.A(q[3]), .B(over), .Y(d[3]));
  dff r0 (.CK(gated), .D(d[0]), .Q(q[0]));
  dff r1 (.CK(gated), .D(d[1]), .Q(q[1]));
  dff r2 (.CK(gated), .D(d[2]), .Q(q[2]));
  dff r3 (.CK(gated), .D(d[3]), .Q(q[3]));
  low parity_of (.clk(clk), .d(over), .q(parity));
endmodule
"""
"""A counter whose steps are chosen, with a clock gate, and a flip-flop in a module of its own."""
