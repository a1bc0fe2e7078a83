"""Workflows of a project on GitHub: layout and its checks, datasheet, tests, FPGA."""

from collections.abc import Iterator

from tinynpu.flows.tinytapeout.shuttle import Shuttle

__all__ = ["NAMES", "workflows"]

NAMES = ("gds.yaml", "docs.yaml", "test.yaml", "fpga.yaml")
"""Files below ``.github/workflows``."""

_RUNNER = "ubuntu-24.04"
_CHECKOUT = "actions/checkout@v6"

_GDS = """\
name: gds
on:
  push:
  workflow_dispatch:

jobs:
  gds:
    runs-on: {runner}
    steps:
      - uses: {checkout}
      - uses: {actions}@{tag}
        with:
          pdk: {pdk}

  precheck:
    needs: gds
    runs-on: {runner}
    steps:
      - uses: {actions}/precheck@{tag}

  gl_test:
    needs: gds
    runs-on: {runner}
    steps:
      - uses: {checkout}
      - uses: {actions}/gl_test@{tag}

  viewer:
    needs: gds
    runs-on: {runner}
    permissions:
      pages: write
      id-token: write
    steps:
      - uses: {actions}/viewer@{tag}
"""

_DOCS = """\
name: docs
on:
  push:
  workflow_dispatch:

jobs:
  docs:
    runs-on: {runner}
    steps:
      - uses: {checkout}
      - uses: {actions}/docs@{tag}
"""

_TEST = """\
name: test
on:
  push:
  workflow_dispatch:

jobs:
  test:
    runs-on: {runner}
    steps:
      - uses: {checkout}
      - run: sudo apt-get update && sudo apt-get install -y iverilog
      - uses: actions/setup-python@v6
        with:
          python-version: "3.11"
      - run: pip install -r test/requirements.txt
      - name: test
        working-directory: test
        run: |
          make clean
          make
          test -f results.xml
          ! grep failure results.xml
      - uses: actions/upload-artifact@v7
        if: always()
        with:
          name: test-results
          path: |
            test/results.xml
            test/tb.fst
"""

_FPGA = """\
name: fpga
on:
  workflow_dispatch:

jobs:
  fpga:
    runs-on: {runner}
    steps:
      - uses: {checkout}
      - uses: {actions}/fpga/ice40up5k@{tag}
"""


def workflows(shuttle: Shuttle) -> Iterator[tuple[str, str]]:
    """Name and text of each workflow."""
    for name, text in zip(NAMES, (_GDS, _DOCS, _TEST, _FPGA), strict=True):
        values = {
            "runner": _RUNNER,
            "checkout": _CHECKOUT,
            "actions": "TinyTapeout/tt-gds-action",
            "tag": shuttle.tag,
            "pdk": shuttle.name,
        }
        yield name, text.format(**values)
