"""What is read from the folders of SiliconCompiler's steps."""

import json

import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.figures import read_figures
from tinynpu.flows.asic.pdk import Pdk
from tinynpu.flows.asic.stages import Corner

ROUTED = "route.detailed_antenna_repair"
LVS = "signoff/lvs/0/reports/tinynpu.lvs.out"


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture
def job(tmp_path):
    tmp_path /= "asic"
    kinds = {"inv": 3, "sky130_sram_2kbyte_1rw1r_32x512_8": 2, "tinynpu.core": 1}
    stat = {
        "design": {"area": "12.34", "num_cells_by_type": kinds},
        "modules": {"\\tinynpu": {}, "\\tinynpu.core": {}},
    }
    write(tmp_path / "synthesis/0/reports/stat.json", json.dumps(stat))
    return tmp_path


def timing(job, step, setups, holds):
    folder = job / step / "0/reports/timing/scenarios"
    for kind, word, values in (("setup", "max", setups), ("hold", "min", holds)):
        for corner, slack in values.items():
            write(
                folder / corner / f"worst_slack.{kind}.{corner}.rpt",
                f"worst slack {word} {slack}\n",
            )
    for corner in setups:
        write(folder / corner / f"total_negative_slack.setup.{corner}.rpt", "tns max -1.5\n")


def test_synthesis_only(job):
    found = read_figures(job, {"synthesis": {"exetime": 2.04}}, Pdk.SKY130, Corner.TYPICAL, 50)
    assert found["cell_area_um2"] == 12.3
    assert found["cells"] == {"inv": 3}
    assert found["macros"] == {"sky130_sram_2kbyte_1rw1r_32x512_8": 2}
    assert found["seconds"] == {"synthesis": 2.0}
    assert "fmax_mhz" not in found


def test_slower_corners_are_known_only_at_the_end(job):
    """Before, their cells are those of the corner that is aimed at."""
    setups, holds = {"slow": 10.0, "typical": 10.0, "fast": 15.0}, {"typical": 0.3, "fast": "INF"}
    timing(job, ROUTED, setups, holds)
    steps = {"synthesis": {}, ROUTED: {"wirelength": 7.0, "stdcellarea": 20.0}}
    found = read_figures(job, steps, Pdk.SKY130, Corner.TYPICAL, 50)
    assert found["fmax_corners"] == {"typical": 100.0, "fast": 200.0}
    assert found["hold_corners"] == {"typical": 0.3}
    assert (found["wns_ns"], found["tns_ns"], found["fmax_mhz"]) == (10.0, -1.5, 100.0)
    assert found["timing"] == f"OpenROAD after {ROUTED}"
    assert (found["cell_area_um2"], found["wire_length_um"]) == (20.0, 7.0)

    timing(job, "write.views", {**setups, "slow": -20.0}, holds)
    found = read_figures(job, steps | {"write.views": {}}, Pdk.SKY130, Corner.TYPICAL, 50)
    assert found["fmax_corners"]["slow"] == 25.0
    assert found["fmax_mhz"] == 100.0


def test_checks_and_files(job):
    antennas = job / ROUTED / "0/reports/route/tinynpu.antenna.rpt"
    write(antennas, "net - a\n  Par: 500 (VIOL)\nnet - b\n  Par: 1\n")
    write(job / ROUTED / "0/outputs/tinynpu.def.gz", "")
    write(job / "write.gds/0/outputs/tinynpu.gds.gz", "")
    steps = {"synthesis": {}, ROUTED: {}, "write.gds": {}, "drc": {"drcs": 3}, "lvs": {"drcs": 0}}
    write(job.parent / LVS, "Final result: Circuits match uniquely.\n")
    found = read_figures(job, steps, Pdk.SKY130, Corner.TYPICAL, 50)
    assert (found["antenna"], found["drc"], found["lvs"]) == (1, 3, 0)
    assert found["placement"] == str(job / ROUTED / "0/outputs/tinynpu.def.gz")
    assert found["gds"] == str(job / "write.gds/0/outputs/tinynpu.gds.gz")
    assert found["routed_netlist"] is None
    assert found["last_step"] == "lvs"


def test_nothing_compared_is_no_match(job):
    """netgen says so of a layout without devices, and no difference is counted."""
    steps = {"synthesis": {}, "lvs": {"drcs": 0}}
    write(job.parent / LVS, "Verify:  cell tinynpu has no elements and/or nodes.  Not checked.\n")
    assert read_figures(job, steps, Pdk.SKY130, Corner.TYPICAL, 50)["lvs"] is None
    steps["lvs"]["drcs"] = 7
    assert read_figures(job, steps, Pdk.SKY130, Corner.TYPICAL, 50)["lvs"] == 7


def test_swapped_pins_are_a_difference(job):
    """SiliconCompiler does not count those of the top."""
    steps = {"synthesis": {}, "lvs": {"drcs": 0}}
    write(job.parent / LVS, "Final result: Top level cell failed pin matching.\n")
    assert read_figures(job, steps, Pdk.SKY130, Corner.TYPICAL, 50)["lvs"] == 1


def test_files_of_an_earlier_run_are_not_those_of_this(job):
    write(job / ROUTED / "0/reports/route/tinynpu.antenna.rpt", "Par: 500 (VIOL)\n")
    write(job / "write.views/0/outputs/tinynpu.vg", "")
    write(job / "write.gds/0/outputs/tinynpu.gds.gz", "")
    found = read_figures(job, {"synthesis": {}, "place.detailed": {}}, Pdk.SKY130, Corner.FAST, 50)
    assert (found["antenna"], found["routed_netlist"], found["gds"]) == (None, None, None)
    assert found["cell_area_um2"] == 12.3


def test_no_metrics(job):
    with pytest.raises(FlowError, match=r"SiliconCompiler must tell what its steps found"):
        read_figures(job, {}, Pdk.SKY130, Corner.FAST, 50)
