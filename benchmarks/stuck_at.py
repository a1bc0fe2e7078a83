"""Stuck-at faults that a known-answer test finds: ``python benchmarks/stuck_at.py tt [--checked N]``.

Synthesizes the processing element of a preset for sky130, as `tinynpu asic` does a core. Records what the digits
make the elements in the corners of the array do on the RTL, and simulates all single stuck-at faults of the netlist with that, once
without scan chains, and once with a chain through which some of the same states are loaded. Compares the netlist
with the RTL in every cycle, and the cycles in which faults are found with Verilator, for N of them.
"""

import argparse
import json
import random
import sys
import tempfile
from pathlib import Path

import numpy as np

from tinynpu.arch.presets import preset
from tinynpu.bench.measure import prepare
from tinynpu.bench.reference import random_inputs
from tinynpu.demo.digits import MODEL
from tinynpu.flows.asic.dft.circuit import Circuit
from tinynpu.flows.asic.dft.element import ELEMENT, element_netlist
from tinynpu.flows.asic.dft.faults import pin_faults
from tinynpu.flows.asic.dft.injection import second_opinion
from tinynpu.flows.asic.dft.library import read_models
from tinynpu.flows.asic.dft.loads import random_loads, sample_loads, scan_stimulus
from tinynpu.flows.asic.dft.recording import (
    Recording,
    differing_bits,
    element_stimulus,
    record_elements,
)
from tinynpu.flows.asic.liberty import read_text
from tinynpu.flows.asic.netlist import flat_netlist
from tinynpu.flows.asic.pdk import KITS, Pdk, find_data
from tinynpu.flows.asic.scan import insert_scan
from tinynpu.flows.asic.stages import Corner
from tinynpu.flows.asic.stuck_at import Coverage, measure_coverage
from tinynpu.kat import make_vectors

SEED = 0
LOADS = 100
POINTS = (500, 600, 700, 1000, 2000, 5000, 10000)


def percent(share: float) -> float:
    return round(100 * share, 2)


def figures_of(coverage: Coverage) -> dict:
    return {
        "cycles": coverage.cycles,
        "faults": coverage.faults,
        "different_faults": len(set(coverage.classes.values())),
        "found": len(coverage.first),
        "found_whatever_a_stopped_register_holds": len(coverage.held),
        "coverage_percent": percent(coverage.fault_coverage),
        "coverage_of_different_percent": percent(coverage.class_coverage),
        "coverage_of_testable_percent": percent(coverage.test_coverage),
        "not_found": dict(sorted(coverage.count().items())),
        "found_after_cycles": coverage.growth(
            [*(point for point in POINTS if point < coverage.cycles), coverage.cycles]
        ),
    }


def with_chain(netlist: Path, liberty: Path, folder: Path, config, recording: Recording) -> dict:
    """The same with a chain: states that the test comes to are loaded, and others."""
    result = insert_scan(netlist, ELEMENT, liberty, folder)
    module = json.loads(Path(result.netlist_json).read_text())["modules"][ELEMENT]
    kinds = {cell["type"] for cell in module["cells"].values()}
    models = read_models(read_text(liberty), lambda name, text: name in kinds)
    circuit = Circuit(module, models)
    loads = sample_loads(circuit, element_stimulus(config, recording, circuit), LOADS)
    rng = np.random.default_rng(SEED)
    found = {"area": [result.area_before, result.area_after]}
    for title, chosen in (("known_answer", loads), ("random", random_loads(circuit, LOADS, rng))):
        stimulus = scan_stimulus(circuit, result.chains, chosen)
        found[f"{title}_loads"] = figures_of(measure_coverage(circuit, stimulus))
    return found


def main(arguments: list[str]):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("preset", nargs="?", default="tt")
    parser.add_argument("--checked", type=int, default=100, help="faults that Verilator repeats")
    options = parser.parse_args(arguments)
    config = preset(options.preset)
    program = prepare(str(MODEL), config).program
    vectors = make_vectors(program, random_inputs(program, SEED, 0), seed=SEED)
    recordings = record_elements(config, vectors)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = find_data(Pdk.SKY130, None, folder).folder
        assert data is not None
        liberty = data / KITS[Pdk.SKY130].timing()[Corner.TYPICAL.value]
        netlist = element_netlist(config, folder / "element")
        module = flat_netlist(netlist, ELEMENT, folder)
        kinds = {cell["type"] for cell in module["cells"].values()}
        models = read_models(read_text(liberty), lambda name, text: name in kinds)
        circuit = Circuit(module, models)
        elements, missed = {}, {}
        compared = differing = 0
        corners = {(r, c) for r in (0, config.rows - 1) for c in (0, config.cols - 1)}
        for row, col in sorted(corners):
            recording = recordings[row, col]
            counts = differing_bits(config, recording, circuit)
            compared, differing = compared + counts[0], differing + counts[1]
            found = {}
            for title, used in (("all_outputs", False), ("outputs_of_waves", True)):
                stimulus = element_stimulus(config, recording, circuit, used=used)
                coverage = measure_coverage(circuit, stimulus)
                found[title] = figures_of(coverage)
            elements[f"{row},{col}"] = found
            missed = {str(fault): cause for fault, cause in coverage.causes.items()}
        last = recordings[config.rows - 1, config.cols - 1]
        faults = random.Random(SEED).sample(pin_faults(circuit), options.checked)
        stimulus = element_stimulus(config, last, circuit)
        opinions = second_opinion(module, circuit, faults, stimulus, liberty)
        figures = {
            "preset": options.preset,
            "cells": len(module["cells"]),
            "registers": len(circuit.registers),
            "bits_compared_with_rtl": compared,
            "bits_that_differ": differing,
            "elements": elements,
            "missed_by_the_last": missed,
            "faults_on_verilator": len(opinions),
            "other_cycles_on_verilator": sum(a != b for a, b in opinions.values()),
            "scan": with_chain(netlist, liberty, folder / "scan", config, last),
        }
    print(json.dumps(figures))
    sys.exit(0 if not differing and not figures["other_cycles_on_verilator"] else 1)


if __name__ == "__main__":
    main(sys.argv[1:])
