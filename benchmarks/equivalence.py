"""Formal equivalence of RTL and netlist: ``python benchmarks/equivalence.py [--preset tt] [--out DIR]``.

Synthesizes the preset for sky130 (`tinynpu asic --to synth`), or takes the folder of a build that is there, and proves for
each module of the netlist that it does what its RTL does. Prints a line for each, and the sums as
JSON; the exit code is 1 if one is not proved.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from tinynpu.arch.presets import preset
from tinynpu.flows.asic.design import TOP, Sources
from tinynpu.flows.asic.equivalence.blocks import BlockProof
from tinynpu.flows.asic.equivalence.build import prove_build, sums_of
from tinynpu.flows.asic.memory import memory_map_files
from tinynpu.flows.asic.pdk import KITS, Pdk, find_data
from tinynpu.flows.asic.run import build_asic
from tinynpu.flows.asic.stages import Corner, Goal
from tinynpu.flows.asic.worker import outputs_of

NETLIST = outputs_of(Path("build"), TOP, "synthesis") / f"{TOP}.vg"


def main(arguments: list[str]):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--preset", default="tt", help="what is synthesized, without --out")
    parser.add_argument(
        "--out", type=Path, help="folder of a build of any preset; it is made if it is not there"
    )
    parser.add_argument("--netlist", type=Path, help="Verilog of another step of this build")
    parser.add_argument("--seconds", type=int, default=300, help="limit of a run of ABC")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = options.out or Path(name)
        if not (folder / NETLIST).exists():
            build_asic(preset(options.preset), folder, goal=Goal.SYNTH)
        begin = time.perf_counter()
        proofs = prove(folder, options.netlist or folder / NETLIST, options.seconds, options.jobs)
        elapsed = time.perf_counter() - begin
    figures = sums_of(proofs)
    print(json.dumps(figures | {"seconds": round(elapsed, 1)}))
    sys.exit(0 if figures["proved"] == len(proofs) else 1)


def prove(folder: Path, netlist: Path, seconds: int, jobs: int) -> list[BlockProof]:
    """The proofs of a build."""
    data = find_data(Pdk.SKY130, None, folder).folder
    if data is None:
        sys.exit("The PDK's data must be in a folder: TINYNPU_PDK_DATA.")
    maps = memory_map_files(folder)
    sources = Sources(
        folder / f"{TOP}.v",
        folder / f"{TOP}.sdc",
        *(maps if all(path.exists() for path in maps) else ()),
    )
    liberty = data / KITS[Pdk.SKY130].timing()[Corner.TYPICAL.value]
    print(f"{'module':52} {'registers':>9} {'points':>7} {'verdict':9} {'s':>6}")
    return prove_build(sources, netlist, liberty, seconds=seconds, jobs=jobs, progress=show)


def show(proof: BlockProof):
    """A line for a module."""
    print(
        f"{proof.name:52} {proof.registers:9} {proof.points:7} {proof.verdict.value:9} "
        f"{proof.seconds:6.1f}  {proof.reason}".rstrip(),
        flush=True,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
