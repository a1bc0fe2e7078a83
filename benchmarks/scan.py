"""Scan chains in a whole core: ``python benchmarks/scan.py tt [--chains N] [--netlist FILE]``.

Synthesizes the preset for sky130 (`tinynpu asic --to synth`), or takes a netlist that this made; puts chains into it;
proves that they change nothing while they do not shift; shifts bits through them, and captures, on Verilator.
"""

import argparse
import dataclasses
import json
import sys
import tempfile
import time
from pathlib import Path

from tinynpu.arch.presets import preset
from tinynpu.flows.asic.design import TOP
from tinynpu.flows.asic.dft.chains import check_chains
from tinynpu.flows.asic.dft.proof import prove_unchanged
from tinynpu.flows.asic.pdk import KITS, Pdk, find_data
from tinynpu.flows.asic.run import build_asic
from tinynpu.flows.asic.scan import insert_scan
from tinynpu.flows.asic.stages import Corner, Goal


def main(arguments: list[str]):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("preset", nargs="?", default="tt")
    parser.add_argument("--chains", type=int, default=1)
    parser.add_argument("--netlist", type=Path)
    parser.add_argument("--no-simulation", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        netlist = options.netlist
        if netlist is None:
            netlist = Path(build_asic(preset(options.preset), folder, goal=Goal.SYNTH).netlist)
        data = find_data(Pdk.SKY130, None, folder).folder
        assert data is not None
        liberty = data / KITS[Pdk.SKY130].timing()[Corner.TYPICAL.value]
        begin = time.perf_counter()
        result = insert_scan(netlist, TOP, liberty, folder / "scan", chains=options.chains)
        seconds = {"insertion": time.perf_counter() - begin}
        begin = time.perf_counter()
        unchanged = prove_unchanged(netlist, result, liberty)
        seconds["proof"] = time.perf_counter() - begin
        figures = {"preset": options.preset, **result.figures(), "unchanged": unchanged}
        passed = unchanged
        if not options.no_simulation:
            begin = time.perf_counter()
            check = check_chains(netlist, result, liberty, folder / "check")
            seconds["simulation"] = time.perf_counter() - begin
            figures |= dataclasses.asdict(check)
            passed = passed and check.passed
        figures["seconds"] = {step: round(value, 1) for step, value in seconds.items()}
    print(json.dumps(figures))
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main(sys.argv[1:])
