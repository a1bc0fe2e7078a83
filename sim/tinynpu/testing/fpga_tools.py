"""Programs that stand in for Yosys, nextpnr and the packers: quick, and with any outcome."""

import json
import sys
from pathlib import Path

from tinynpu.boards.board import Family
from tinynpu.eda.locate import Tool
from tinynpu.flows.fpga.design import Design

__all__ = ["SMALL", "FakeTools"]

PROGRAM = """
import json, pathlib, sys
name, plan = sys.argv[1], json.loads(pathlib.Path({plan!r}).read_text())
arguments = sys.argv[2:]
with pathlib.Path({calls!r}).open("a") as calls:
    calls.write(" ".join([name, *arguments]) + chr(10))
if name == plan.get("fails"):
    print("Info: begin")
    sys.exit("ERROR: " + plan.get("message", "it is tired"))
if name == "yosys":
    cells = {{str(i): {{"type": "LUT4"}} for i in range(3)}} | {{"f": {{"type": "TRELLIS_FF"}}}}
    pathlib.Path("small.json").write_text(json.dumps({{"modules": {{"small": {{"cells": cells}}}}}}))
elif name.startswith("nextpnr"):
    seed = arguments[arguments.index("--seed") + 1]
    mhz = plan["fmax"][seed]
    if mhz is None:
        print(plan.get("log", ""))
        sys.exit("ERROR: " + plan.get("message", "no way to route"))
    report = {{
        "critical_paths": [],
        "fmax": {{"$glbnet$clk": {{"achieved": mhz, "constraint": 50.0}}}},
        "utilization": {{
            "TRELLIS_COMB": {{"used": 7, "available": 24288}},
            "TRELLIS_FF": {{"used": 5, "available": 24288}},
            "DP16KD": {{"used": 0, "available": 56}},
        }},
    }}
    pathlib.Path("report.json").write_text(json.dumps(report))
    pathlib.Path("small.config").write_text("placed " + seed)
else:
    pathlib.Path(arguments[-1]).write_text("bits of " + pathlib.Path(arguments[-2]).read_text())
"""


class FakeTools:
    """The outcome of the programs, and their calls."""

    def __init__(self, folder: Path):
        self._plan, self._calls = folder / "plan.json", folder / "calls"
        self.script = folder / "program.py"
        self.script.write_text(PROGRAM.format(plan=str(self._plan), calls=str(self._calls)))
        self.plan(fmax={"1": 60.0, "2": 70.0, "3": 40.0})

    def plan(self, **values: object):
        self._plan.write_text(json.dumps(values))

    def calls(self) -> list[str]:
        text = self._calls.read_text() if self._calls.exists() else ""
        return [line.split()[0] for line in text.splitlines()]

    def lines(self) -> list[str]:
        return self._calls.read_text().splitlines()

    def find(self, name: str) -> Tool:
        return Tool(name, (sys.executable, str(self.script), name), "1.0", "native-like")


SMALL = Design(
    name="small",
    family=Family.ECP5,
    device="LFE5U-25F",
    package="CABGA381",
    speed="6",
    verilog="module small; endmodule\n",
    constraint_file="small.lpf",
    constraints='FREQUENCY PORT "clk" 25 MHZ;\n',
    mhz=50.0,
)
"""A design for `FakeTools`."""
