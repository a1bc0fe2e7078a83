"""Models of cells whose delays come from an SDF file, on Icarus Verilog."""

import shutil
import subprocess

import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.timed_cells import timed_cells
from tinynpu.testing.liberty import LIBRARY

MUX = """\
  cell (mux) {
    area : 2.0;
    pin (A) { direction : input; }
    pin (B) { direction : input; }
    pin (S) { direction : input; }
    pin (Y) { direction : output; function : "(A&!S) | (B&S)"; }
  }
  cell (diode) { area : 1.0; pin (DIODE) { direction : input; } }
}
"""
LIBERTY = LIBRARY.rstrip().removesuffix("}") + MUX

SDF = """\
(DELAYFILE (SDFVERSION "3.0") (TIMESCALE 1ns)
 (CELL (CELLTYPE "gate") (INSTANCE g) (DELAY (ABSOLUTE (IOPATH CLK G (1:1:1) (1:1:1)))))
 (CELL (CELLTYPE "dff") (INSTANCE f) (DELAY (ABSOLUTE (IOPATH CK Q (2:2:2) (3:3:3)))))
 (CELL (CELLTYPE "inv") (INSTANCE i) (DELAY (ABSOLUTE (IOPATH A Y (0.5:0.5:0.5) (0.25:0.25:0.25)))))
)
"""
BENCH = """\
`timescale 1ns / 1ps
module chip (input clk, en, d, output y, z);
  wire c, q;
  gate g (.CLK(clk), .EN(en), .G(c));
  dff f (.CK(c), .D(d), .Q(q));
  inv i (.A(q), .Y(y));
  mux m (.A(d), .B(1'b1), .S(q), .Y(z));
  diode x (.DIODE(q));
  fill n ();
endmodule
module bench;
  reg clk = 0, en = 1, d = 1;
  wire y, z;
  chip dut (.clk(clk), .en(en), .d(d), .y(y), .z(z));
  initial $sdf_annotate("chip.sdf", dut);
  always @(y) $display("%0t %b", $realtime, y);
  initial begin
    $timeformat(-9, 2, "", 0);
    #1 $display("z %b", z);         // both choices are 1, so the unknown one does not matter
    #9 clk = 1; #10 clk = 0; d = 0;
    #10 clk = 1; #10 clk = 0; d = 1; en = 0;
    #10 clk = 1; #10 $finish(0);    // the gate is closed
  end
endmodule
"""


@pytest.mark.skipif(not shutil.which("iverilog"), reason="needs Icarus Verilog, which has no wheel")
def test_delays_and_unknown_values(tmp_path):
    kinds = ["inv", "dff", "gate", "mux", "diode", "fill"]
    (tmp_path / "cells.v").write_text(timed_cells(LIBERTY, kinds))
    (tmp_path / "bench.v").write_text(BENCH)
    (tmp_path / "chip.sdf").write_text(SDF)
    words = ["iverilog", "-g2012", "-gspecify", "-o", "bench", "-s", "bench", "bench.v", "cells.v"]
    subprocess.run(words, cwd=tmp_path, check=True)
    words = ["vvp", "-n", "bench"]
    result = subprocess.run(words, cwd=tmp_path, check=True, capture_output=True, text=True)
    # Clock gate 1 ns, register 2 ns up and 3 ns down, inverter 0.25 ns down and 0.5 ns up.
    assert result.stdout.split("\n")[:-1] == ["z 1", "13.25 0", "34.50 1"]


def test_functions():
    text = timed_cells(LIBERTY, ["mux", "fill"])
    assert "assign Y = (A & ~S) | (A & B) | (S & B);" in text
    assert "module fill; endmodule" in text
    for pin in "ABS":
        assert f"({pin} => Y) = 0;" in text
    assert "dff" not in text


def test_register_that_reads_itself():
    liberty = LIBERTY.replace('next_state : "D"', 'next_state : "D ^ IQ"')
    with pytest.raises(FlowError, match=r"A register must not read its own state, as dff does"):
        timed_cells(liberty, ["dff"])


def test_register_with_a_clear():
    liberty = LIBERTY.replace('next_state : "D"', 'clear : "!RN"; next_state : "D"')
    with pytest.raises(FlowError, match=r"A register must have no asynchronous input, as dff has"):
        timed_cells(liberty, ["dff"])
