"""Digits on the gates of a configuration: ``python benchmarks/gate_level.py tt``.

Synthesizes it for sky130 (`tinynpu asic --to synth`), builds a simulator of the netlist with the functions
of the cells, and compares every byte of each output with the golden model, and the cycles with the RTL.
"""

import json
import sys
import tempfile
from pathlib import Path

from tinynpu.arch.presets import preset
from tinynpu.bench.measure import prepare
from tinynpu.bench.reference import differing_bytes, find_reference, random_inputs
from tinynpu.demo.digits import MODEL
from tinynpu.flows.asic.gates import gate_simulator
from tinynpu.flows.asic.pdk import KITS, Pdk, find_data
from tinynpu.flows.asic.run import build_asic
from tinynpu.flows.asic.stages import Corner, Goal
from tinynpu.rtl import Simulator
from tinynpu.runtime.device import MachineDevice

IMAGES = 10


def main(name: str):
    config = preset(name)
    program = prepare(str(MODEL), config).program
    _, reference = find_reference(program.model)
    with tempfile.TemporaryDirectory() as folder:
        result = build_asic(config, Path(folder), goal=Goal.SYNTH)
        data = find_data(Pdk.SKY130, None, Path(folder)).folder
        assert data is not None
        liberty = data / KITS[Pdk.SKY130].timing()[Corner.TYPICAL.value]
        gates = gate_simulator(config, Path(result.netlist), liberty)
    cycles, wrong, compared = {}, 0, 0
    for title, simulator in (("gates", gates), ("rtl", Simulator(config))):
        with simulator:
            device = MachineDevice(simulator)
            for number in range(IMAGES):
                values = random_inputs(program, 0, number)
                inference = device.run(program, values)
                differing, count = differing_bytes(inference.outputs, reference(values))
                wrong, compared = wrong + differing, compared + count
                cycles[title] = inference.result.counters["cycles"]
    figures = {
        "preset": name,
        "cells": sum(result.cells.values()),
        "images": IMAGES,
        "bytes_compared": compared,
        "bytes_that_differ": wrong,
        "cycles_gates": cycles["gates"],
        "cycles_rtl": cycles["rtl"],
    }
    print(json.dumps(figures))
    sys.exit(0 if wrong == 0 and cycles["gates"] == cycles["rtl"] else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
