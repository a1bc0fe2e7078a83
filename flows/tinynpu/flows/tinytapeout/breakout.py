"""A project on TinyTapeout's FPGA breakouts: an iCE40UP5K in the place of the chip on the demo board."""

import dataclasses
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tinynpu.arch.errors import ConfigurationError
from tinynpu.arch.program import write_file
from tinynpu.boards.board import Family
from tinynpu.flows.fpga.build import implement
from tinynpu.flows.fpga.design import Design
from tinynpu.flows.fpga.reports import summarize
from tinynpu.flows.tinytapeout.text import read_utf8

__all__ = ["BREAKOUTS", "Bitstream", "Breakout", "build_bitstream"]

Progress = Callable[[str, float], None]

_TOP = "tt_fpga_top"
_WRAPPER = """\
module {top} (
  input clk, input rst_n, input [7:0] ui_in, output [7:0] uo_out, inout [7:0] uio
);
  wire [7:0] uio_in, uio_out, uio_oe;
  reg reset_n;
  always @(posedge clk) reset_n <= rst_n;
  genvar i;
  generate for (i = 0; i < 8; i = i + 1) begin : pads
    // Output with an enable, and a plain input.
    SB_IO #(.PIN_TYPE(6'b1010_01)) pad (
      .PACKAGE_PIN(uio[i]), .OUTPUT_ENABLE(uio_oe[i]), .D_OUT_0(uio_out[i]), .D_IN_0(uio_in[i])
    );
  end endgenerate
  {project} project (
    .ui_in(ui_in), .uo_out(uo_out), .uio_in(uio_in), .uio_out(uio_out), .uio_oe(uio_oe),
    .ena(1'b1), .clk(clk), .rst_n(reset_n)
  );
endmodule
"""


@dataclasses.dataclass(frozen=True)
class Breakout:
    """A breakout: pins of the package, from bit 0 on.

    Source: ``fpga/`` of TinyTapeout/tt-support-tools.
    """

    title: str
    clk: int
    rst_n: int
    ui_in: tuple[int, ...]
    uo_out: tuple[int, ...]
    uio: tuple[int, ...]

    def constraints(self) -> str:
        """PCF."""
        pins = {"clk": self.clk, "rst_n": self.rst_n}
        for name in ("ui_in", "uo_out", "uio"):
            pins |= {f"{name}[{bit}]": pin for bit, pin in enumerate(getattr(self, name))}
        return "".join(f"set_io {name} {pin}\n" for name, pin in pins.items())


BREAKOUTS = {
    "fabricfox": Breakout(
        "FabricFox",
        clk=20,
        rst_n=37,
        ui_in=(13, 19, 18, 21, 23, 25, 26, 27),
        uo_out=(38, 42, 43, 44, 45, 46, 47, 48),
        uio=(2, 4, 3, 6, 9, 10, 11, 12),
    ),
    "classic": Breakout(
        "that of TT04",
        clk=35,
        rst_n=38,
        ui_in=(2, 3, 4, 6, 9, 10, 11, 12),
        uo_out=(18, 20, 19, 21, 23, 26, 25, 28),
        uio=(27, 42, 44, 43, 46, 45, 48, 47),
    ),
}
"""By name, as TinyTapeout's own tool has them."""


@dataclasses.dataclass(frozen=True)
class Bitstream:
    """What was built.

    Members
    -------
    file
        Bitstream.
    clock_mhz, fmax_mhz
        Clock that was wanted, and the one that is possible.
    cells
        What the FPGA has and what is used, by kind.
    """

    file: str
    clock_mhz: float
    fmax_mhz: float
    cells: dict[str, Any]


def build_bitstream(
    top: str,
    sources: Sequence[Path],
    breakout: Breakout,
    target: Path,
    *,
    clock_mhz: float = 12.0,
    seeds: int = 1,
    progress: Progress = lambda text, fraction: None,
) -> Bitstream:
    """Bitstream of a project; it appears when everything has succeeded.

    Parameters
    ----------
    top, sources
        Top module, with TinyTapeout's ports, and its Verilog.
    breakout
        Breakout.
    target
        File for the bitstream.
    clock_mhz
        Clock that the demo board is going to give.
    seeds
        How many placements to try.
    progress
        Called with a text and the fraction that is done.

    Raises
    ------
    ConfigurationError
        The clock is out of range.
    TinyNPUError
        See `tinynpu.flows.fpga.build.implement`.
    """
    if not 1 <= clock_mhz <= 66:
        raise ConfigurationError(f"The clock must be between 1 and 66 MHz, not {clock_mhz:g}.")
    texts = [read_utf8(path) for path in sources]
    design = Design(
        name=_TOP,
        family=Family.ICE40,
        device="iCE40UP5K",
        package="SG48",
        speed="",
        verilog="\n".join([*texts, _WRAPPER.format(top=_TOP, project=top)]),
        constraint_file=f"{_TOP}.pcf",
        constraints=f"{breakout.constraints()}set_frequency clk {clock_mhz:g}\n",
        mhz=clock_mhz,
    )
    built = implement(design, range(1, seeds + 1), progress=progress)
    assert built.bitstream is not None, "a breakout has pins"
    write_file(target, built.bitstream.read_bytes())
    result = Bitstream(
        str(target),
        clock_mhz,
        round(built.best.fmax_mhz, 2),
        summarize(design.family, built.best.cells, built.netlist),
    )
    text = json.dumps(dataclasses.asdict(result), indent=1) + "\n"
    write_file(target.with_suffix(".json"), text.encode())
    return result
