"""Pads of a flash on an iCE40, with the model of SB_IO in Yosys on Icarus Verilog."""

import re
import subprocess

import pytest
from amaranth.back import verilog

from tinynpu.arch.errors import ConfigurationError
from tinynpu.boards.flash_pads import Ice40FlashPads
from tinynpu.boards.icebreaker import ICEBREAKER
from tinynpu.cosim.build import missing_tool
from tinynpu.verify.yosys import find_pyosys

BENCH = """
`timescale 1ns/1ps
module bench;
  reg clk = 0, pulse = 0, select = 0, out = 0, drive = 0;
  wire sck, cs, dq0, dq1, dq2, dq3;
  wire [3:0] inputs;
  pads dut(.clk(clk), .rst(1'b0), .pins__clock(pulse), .pins__select(select), .pins__output(out),
    .pins__drive(drive), .pins__inputs(inputs), .flash_clk(sck), .flash_cs(cs), .flash_dq0(dq0),
    .flash_dq1(dq1), .flash_dq2(dq2), .flash_dq3(dq3));
  reg [3:0] flash = 4'bzzzz;
  assign {dq3, dq2, dq1, dq0} = flash;
  always #10 clk = ~clk;
  always @(posedge sck) $display("rise %0d %b", $time % 20, dq0);
  always @(negedge sck) if ($time > 0) $display("fall %0d", $time % 20);
  initial begin
    @(posedge clk); #1 select = 1; drive = 1; out = 1; pulse = 1;
    @(posedge clk); #1 out = 0;
    @(posedge clk); #1 pulse = 0; drive = 0;
    @(posedge clk); #1 flash = 4'b1010;
    #2 $display("cs %b inputs %b", cs, inputs);
    @(posedge clk); #1 select = 0;
    #2 $display("cs %b", cs);
    $finish;
  end
endmodule
"""


def test_edges(tmp_path):
    """The clock rises in the middle of a cycle with a pulse, with what is sent, and falls at its end."""
    if reason := missing_tool("icarus"):
        pytest.skip(reason)
    pads = Ice40FlashPads()
    cells = (find_pyosys() / "share" / "ice40" / "cells_sim.v").read_text()
    model = re.search(r"^module SB_IO \(.*?^endmodule$", cells, re.DOTALL | re.MULTILINE)
    assert model
    source = tmp_path / "pads.v"
    text = verilog.convert(pads, name="pads", strip_internal_attrs=True, emit_src=False)
    defines = "`timescale 1ns/1ps\n"
    for level in (0, 1):
        defines += f"`define ICE40_DEFAULT_ASSIGNMENT_{level}\n"
    source.write_text(defines + model[0] + "\n" + text + BENCH)
    subprocess.run(
        ["iverilog", "-g2012", "-s", "bench", "-o", tmp_path / "bench", source], check=True
    )
    result = subprocess.run(
        ["vvp", "-n", tmp_path / "bench"], capture_output=True, text=True, check=True
    )
    edges = "fall 10\nrise 0 1\nfall 10\nrise 0 0\nfall 10\n"
    assert result.stdout.startswith(edges), result.stdout
    assert "cs 0 inputs 1010\ncs 1\n" in result.stdout


def test_pins():
    assert {name: pin.name for name, pin in ICEBREAKER.flash.items()} == {
        "clk": "15", "cs": "16", "dq0": "14", "dq1": "17", "dq2": "12", "dq3": "13",
    }  # fmt: skip
    with pytest.raises(ConfigurationError, match="pins clk, cs, dq0, dq1, dq2, dq3 and an iCE40"):
        ICEBREAKER.replace(flash={"clk": ICEBREAKER.clock})
