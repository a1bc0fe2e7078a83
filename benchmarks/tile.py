"""Organizations of the TinyTapeout tile: ``python benchmarks/tile.py [TILES…] [--page docs/tinytapeout.md]``.

Synthesizes tiles for sky130, and counts the cycles in which MLPerf Tiny's keyword spotting crosses the pins: of all
presets, or, with names of tiles (1x1, 1x2, 2x2), of the alternatives that were weighed for these. The page gets the table in
its part ``presets`` or ``alternatives``.
"""

import argparse
import json
import tempfile
from pathlib import Path

from tinynpu.explore.tile import CANDIDATES, measure_all, presets, tile_table
from tinynpu.flows.generated import replace_generated
from tinynpu.models.store import find_model


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tiles", nargs="*", default=[])
    parser.add_argument("--pdk-data", type=Path)
    parser.add_argument("--page", type=Path)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    model = find_model("ds-cnn").read_bytes()
    choices = [("", tiles, config) for tiles in arguments.tiles for config in CANDIDATES[tiles]]
    with tempfile.TemporaryDirectory() as folder:
        rows = measure_all(
            choices or presets(),
            {"keyword spotting": model},
            Path(folder),
            data=arguments.pdk_data,
            progress=lambda text, fraction: print(f"{fraction:.0%} {text}", flush=True),
        )
    command = " ".join(["python benchmarks/tile.py", *arguments.tiles])
    table = tile_table(rows, command)
    print(json.dumps([row.to_json() for row in rows], indent=1) if arguments.json else table)
    if arguments.page:
        part = "alternatives" if arguments.tiles else "presets"
        arguments.page.write_text(replace_generated(arguments.page.read_text(), {part: table}))


if __name__ == "__main__":
    main()
