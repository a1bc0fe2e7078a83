"""Power of a configuration during an inference of the digits: ``python benchmarks/power.py tt [NETLIST]``.

Synthesizes it for sky130 unless there is a netlist (`tinynpu asic --to synth`), simulates the gates, and prints
the estimate by block; beside it what OpenSTA says of the same activity, if a new one is on PATH, and how far the
estimate without the net at the port of the clock is off.
"""

import json
import sys
import tempfile
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.arch.presets import preset
from tinynpu.flows.asic.design import TOP, constraints_of
from tinynpu.flows.asic.inference import digits, measure_power
from tinynpu.flows.asic.netlist import flat_netlist
from tinynpu.flows.asic.opensta import report_power
from tinynpu.flows.asic.pdk import KITS, Pdk, find_data
from tinynpu.flows.asic.run import build_asic
from tinynpu.flows.asic.stages import Corner, Goal
from tinynpu.flows.asic.timing import make_graph

CLOCK_MHZ = 50.0


def main(name: str, netlist: str = ""):
    config = preset(name)
    limits = constraints_of(CLOCK_MHZ)
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        made = netlist or build_asic(config, folder, goal=Goal.SYNTH, clock_mhz=CLOCK_MHZ).netlist
        data = find_data(Pdk.SKY130, None, folder).folder
        assert data is not None
        liberty = data / KITS[Pdk.SKY130].timing()[Corner.TYPICAL.value]
        module = flat_netlist(Path(made), TOP, folder / "flat")
        program, image = digits(config)
        power = measure_power(config, module, liberty, program, image, limits, model="digits")
        found = power.to_json()
        try:
            graph = make_graph(module, liberty)
            theirs = report_power(
                Path(made), TOP, liberty, graph, power.activity, limits, folder / "sta"
            )
            total = power.estimate.total.total - power.estimate.clock_port
            found["opensta_mw"] = {
                kind: getattr(theirs, kind)
                for kind in ("leakage", "internal", "switching", "total")
            }
            found["off_opensta"] = f"{total / theirs.total - 1:+.2%}"
        except FlowError as error:
            found["opensta_mw"] = str(error)
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main(*sys.argv[1:])
