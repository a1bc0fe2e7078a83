"""A processing element to GDS and sign-off: ``python benchmarks/element_layout.py --pdk-data DIR``.

That of an array of `tt`, for 50 MHz in sky130. OpenROAD must be on PATH; for sign-off also Magic and netgen,
and rules for these in the PDK's data.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tinynpu.arch.presets import preset
from tinynpu.flows.asic.design import write_element
from tinynpu.flows.asic.run import build_asic
from tinynpu.flows.asic.stages import Goal

FIGURES = (
    *("last_step", "missing", "cell_area_um2", "die_area_um2", "utilization", "wire_length_um"),
    *("fmax_corners", "hold_corners", "power_mw", "drc", "lvs", "antenna", "seconds", "versions"),
)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pdk-data", type=Path)
    parser.add_argument("--to", default="signoff", choices=[goal.value for goal in Goal])
    parser.add_argument("--out", type=Path, help="keep everything here")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = build_asic(
            preset("tt"),
            arguments.out or Path(folder),
            goal=Goal(arguments.to),
            data=arguments.pdk_data,
            write=write_element,
        )
    values = result.to_json()
    print(json.dumps({name: values[name] for name in FIGURES}, indent=1))
    checks = (result.drc, result.lvs, result.antenna)
    not_checked = arguments.to == Goal.SIGNOFF.value and None in checks
    sys.exit(bool(result.missing or not_checked or any(checks)))


if __name__ == "__main__":
    main()
