"""What depends on shuttle and top in the ``test/`` of a project; the rest is in ``templates``."""

from collections.abc import Sequence

from tinynpu.flows.tinytapeout.pinout import PORTS
from tinynpu.flows.tinytapeout.shuttle import Shuttle

__all__ = ["makefile", "testbench_verilog"]

_MAKEFILE = """\
# make: the Verilog in ../src on Icarus Verilog.
# make GATES=yes: the netlist of the layout, gate_level_netlist.v, with the models of the cells below $PDK_ROOT.
SIM ?= icarus
FST ?= -fst
TOPLEVEL_LANG ?= verilog
SRC_DIR = $(CURDIR)/../src
PROJECT_SOURCES = {sources}

ifneq ($(GATES),yes)
SIM_BUILD = sim_build/rtl
VERILOG_SOURCES += $(addprefix $(SRC_DIR)/,$(PROJECT_SOURCES))
else
SIM_BUILD = sim_build/gl
COMPILE_ARGS += {defines}
{models}
VERILOG_SOURCES += $(CURDIR)/gate_level_netlist.v
endif

COMPILE_ARGS += -I$(SRC_DIR)
VERILOG_SOURCES += $(CURDIR)/tb.v
TOPLEVEL = tb
COCOTB_TOPLEVEL = tb
COCOTB_TEST_MODULES = test
export COCOTB_RANDOM_SEED ?= 1

include $(shell cocotb-config --makefiles)/Makefile.sim
"""

_TESTBENCH = """\
`default_nettype none
`timescale 1ns / 1ps

// The project, its pins as variables that test.py drives and reads.
module tb ();
  initial begin
    $dumpfile("tb.fst");
    $dumpvars(0, tb);
  end

{signals}

  {top} user_project (
{connections}
  );
endmodule
"""


def makefile(shuttle: Shuttle, sources: Sequence[str]) -> str:
    """The Makefile, in the terms of cocotb's own."""
    defines = ["-DGL_TEST", "-DFUNCTIONAL", "-DSIM", r"-DUNIT_DELAY=\#1"]
    if shuttle.power_pins:
        defines.append("-DUSE_POWER_PINS")
    models = [
        f"VERILOG_SOURCES += $(PDK_ROOT)/{shuttle.name}/{path}" for path in shuttle.library.models
    ]
    return _MAKEFILE.format(
        sources=" ".join(sources), defines=" ".join(defines), models="\n".join(models)
    )


def testbench_verilog(shuttle: Shuttle, top: str) -> str:
    """``tb.v``; a netlist of gates has pins for power on most shuttles."""
    signals = [
        f"  {'reg' if way == 'input' else 'wire'} {f'[{width - 1}:0] ' if width > 1 else ''}{name};"
        for name, (way, width) in PORTS.items()
    ]
    connections = ",\n".join(f"      .{name}({name})" for name in PORTS)
    if shuttle.power_pins:
        signals += ["`ifdef GL_TEST", "  wire VPWR = 1'b1;", "  wire VGND = 1'b0;", "`endif"]
        power = "      .VPWR(VPWR),\n      .VGND(VGND),\n"
        connections = f"`ifdef GL_TEST\n{power}`endif\n{connections}"
    return _TESTBENCH.format(top=top, signals="\n".join(signals), connections=connections)
