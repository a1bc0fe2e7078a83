"""Digits on a layout with its delays: ``python benchmarks/gate_timing.py tt build/asic/tt-sky130``.

Takes the netlist and the SDF file that `tinynpu asic --to route` (or further) has left in the folder, compiles
them with Icarus Verilog and models of the cells, and runs the known-answer test of the digits: every byte and
the checksum of the whole memory are compared.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tinynpu.arch.presets import preset
from tinynpu.bench.measure import prepare
from tinynpu.bench.reference import random_inputs
from tinynpu.demo.digits import MODEL
from tinynpu.flows.asic.design import TOP
from tinynpu.flows.asic.liberty import read_text
from tinynpu.flows.asic.memory import MACROS
from tinynpu.flows.asic.netlist import flat_netlist
from tinynpu.flows.asic.pdk import KITS, Pdk, find_data
from tinynpu.flows.asic.stages import Corner
from tinynpu.flows.asic.timed_cells import timed_cells
from tinynpu.flows.asic.worker import VIEWS_STEP, outputs_of
from tinynpu.kat import make_vectors, write_vectors

_ANNOTATE = """
module annotate;
  initial $sdf_annotate("{sdf}", kat_tb.dut);
endmodule
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("preset")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--corner", default="typical", choices=[each.value for each in Corner])
    parser.add_argument("--period", type=int, default=20, help="of the clock, in ns")
    arguments = parser.parse_args()
    if arguments.period < 4 or arguments.period % 2:
        parser.error(f"the period must be even and at least 4 ns, not {arguments.period}")
    views = outputs_of(arguments.folder / "build", TOP, VIEWS_STEP)
    netlist, sdf = views / f"{TOP}.vg", views / f"{TOP}.{arguments.corner}.sdf"
    if not shutil.which("iverilog"):
        parser.error("Icarus Verilog must be on PATH (Debian: iverilog)")
    for path in (netlist, sdf):
        if not path.exists():
            parser.error(f"the layout must be routed, and there is no {path}")
    program = prepare(str(MODEL), preset(arguments.preset)).program
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = find_data(Pdk.SKY130, None, folder).folder
        if data is None:
            parser.error("the PDK's data must be in a folder: TINYNPU_PDK_DATA")
        write_vectors(make_vectors(program, random_inputs(program, 0, 0), seed=0), folder / "kat")
        liberty = read_text(data / KITS[Pdk.SKY130].timing()[arguments.corner])
        cells = flat_netlist(netlist, TOP, folder)["cells"]
        kinds = {cell["type"] for cell in cells.values()}
        macros = [macro for macro in MACROS.values() if macro.name in kinds]
        kinds -= {macro.name for macro in macros}
        (folder / "cells.v").write_text(
            timed_cells(liberty, kinds)
            + "".join(macro.model for macro in macros)
            + _ANNOTATE.format(sdf=sdf.resolve())
        )
        command = ["iverilog", "-g2012", "-gspecify", "-o", folder / "kat.vvp", "-s", "kat_tb"]
        sources = [folder / "kat" / "kat_tb.sv", folder / "cells.v", netlist]
        subprocess.run([*command, "-s", "annotate", f"-I{folder / 'kat'}", *sources], check=True)
        began = time.monotonic()
        result = subprocess.run(
            [
                "vvp",
                "-n",
                folder / "kat.vvp",
                f"+dir={folder / 'kat'}",
                f"+period={arguments.period}",
            ],
            capture_output=True,
            text=True,
            check=False,
        )
    cycles = re.search(r"vector 0: (\d+) cycles", result.stdout)
    if result.returncode:
        print(result.stdout[-2000:], result.stderr[-2000:], file=sys.stderr)
    figures = {
        "preset": arguments.preset,
        "cells": len(cells),
        "corner": arguments.corner,
        "period_ns": arguments.period,
        "passed": result.returncode == 0 and "KAT PASS" in result.stdout,
        "cycles": int(cycles[1]) if cycles else None,
        "seconds": round(time.monotonic() - began),
    }
    print(json.dumps(figures))
    sys.exit(not figures["passed"])


if __name__ == "__main__":
    main()
