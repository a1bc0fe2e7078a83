"""A small project that keeps all rules, and what tools make of it."""

import shutil
from pathlib import Path

import pytest

from tinynpu.arch.tile import TileConfig
from tinynpu.flows.tinytapeout.folder import Folder
from tinynpu.flows.tinytapeout.project import Project, project_files
from tinynpu.flows.tinytapeout.rules import UncheckedError

SMALL = Project(config=TileConfig(columns=1, depth=1, spi=False), author="Ada", tiles="1x1")
STAND_IN = """\
module tt_um_tinynpu (
  input [7:0] ui_in, output [7:0] uo_out, input [7:0] uio_in, output [7:0] uio_out, output [7:0] uio_oe,
  input ena, input clk, input rst_n
);
  reg [7:0] sum;
  wire low, carry;
  tinynpu_full_adder adder (.a(ui_in[0]), .b(uio_in[0]), .c(ena), .sum(low), .carry(carry));
  always @(posedge clk)
    if (!rst_n) sum <= 0;
    else sum <= sum + (ui_in ^ uio_in);
  assign uo_out = sum;
  assign uio_out = {6'b0, carry, low};
  assign uio_oe = 8'h03;
endmodule
"""


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """The project, and its folder once all tools have run."""
    path = tmp_path_factory.mktemp("small") / "project"
    files = project_files(SMALL)
    files["src/tt_um_tinynpu.v"] = STAND_IN.encode()
    for name, data in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path, Folder(path, tmp_path_factory.mktemp("tools"))


@pytest.fixture
def changed(small, tmp_path):
    """A copy of the project as a folder to check: ``changed(function of its path, parts that are as before)``."""
    path, original = small

    def make(change=lambda path: None, kept=("ports", "messages", "netlist"), **options):
        copy: Path = tmp_path / "project"
        shutil.copytree(path, copy)
        change(copy)
        folder = Folder(copy, tmp_path, **options)
        for name in kept:
            try:
                folder.__dict__[name] = getattr(original, name)
            except UncheckedError as reason:
                pytest.skip(str(reason))
        return folder

    return make
