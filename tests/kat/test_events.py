"""Initial values and constants as events: what changes in the text, and that Yosys sees the same."""

import importlib.util
import re
import shutil
import subprocess
import sys

import pytest

from tinynpu.kat.events import with_events

MODULE = r"""
module tb(clk, a, b, c);
  reg \$auto$verilog_backend.cc:2355:dump_module$1  = 0;
  input clk;
  output reg a;
  output reg [1:0] b;
  output c;
  reg state = 1'h1;
  wire clk;
  assign c = state;
  always @(posedge clk)
    state <= ~state;
  always @* begin
    if (\$auto$verilog_backend.cc:2355:dump_module$1 ) begin end
    a = state;
  end
  always @*
    b[1] = 1'h1;
  always @*
    b[0] = state;
endmodule
"""


def test_text():
    text = with_events(MODULE)
    assert not re.search(r"dump_module\$1\s+= 0;", text)
    assert "initial \\$auto$verilog_backend.cc:2355:dump_module$1 <= 0;" in text
    for number, statement in ((1, "b[1] = 1'h1;"), (2, "b[0] = state;")):
        mark = f"\\time_zero${number} "
        assert f"always @* begin\n    if ({mark}) begin end\n    {statement}\n  end\n" in text
        assert f"initial {mark}<= 0;" in text
    assert "reg state = 1'h1;" in text
    assert with_events(text) == text


@pytest.mark.parametrize(("transform", "values"), [(with_events, "1 11"), (str, "x xx")])
def test_icarus_sees_initial_values(tmp_path, transform, values):
    """Without it, a constant never arrives: that is what the transformation is for."""
    for tool in ("iverilog", "vvp"):
        if shutil.which(tool) is None:
            pytest.skip(f"Icarus Verilog is not installed: no {tool} on PATH.")
    source = tmp_path / "t.v"
    bench = "module t; wire a, c; wire [1:0] b; tb tb(1'b0, a, b, c); initial #1 $display(\"%b %b\", a, b); endmodule"  # fmt: skip
    source.write_text(transform(MODULE) + bench)
    compiled = tmp_path / "t.vvp"
    subprocess.run(["iverilog", "-g2012", "-o", compiled, "-s", "t", source], check=True, capture_output=True)  # fmt: skip
    result = subprocess.run(["vvp", "-n", compiled], check=True, capture_output=True, text=True)
    assert result.stdout.strip() == values


PROVE = """
from pyosys import libyosys
design = libyosys.Design()
for command in (
    "read_verilog before.v", "read_verilog after.v", "proc", "opt_clean",
    "equiv_make before after equiv", "equiv_induct equiv", "equiv_status -assert equiv",
):
    libyosys.run_pass(command, design)
"""


@pytest.mark.parametrize("same", [True, False])
def test_yosys_proves_the_same_hardware(tmp_path, same):
    if importlib.util.find_spec("pyosys") is None:
        pytest.skip("Yosys is needed for the proof: pip install pyosys.")
    after = with_events(MODULE)
    if not same:
        after = after.replace("b[1] = 1'h1", "b[1] = 1'h0")
    (tmp_path / "before.v").write_text(MODULE.replace("module tb", "module before"))
    (tmp_path / "after.v").write_text(after.replace("module tb", "module after"))
    # A process of its own: an error of Yosys ends it.
    result = subprocess.run(
        [sys.executable, "-c", PROVE], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (result.returncode == 0) == same, result.stdout
    assert ("Equivalence successfully proven!" in result.stdout) == same
