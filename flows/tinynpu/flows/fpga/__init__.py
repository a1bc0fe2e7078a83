"""FPGA boards and cores on FPGAs: synthesis, place and route, bitstream, figures."""

from tinynpu.flows.fpga.board import build_board, program_command
from tinynpu.flows.fpga.build import implement
from tinynpu.flows.fpga.design import Design, board_design, core_design
from tinynpu.flows.fpga.results import ClockReport, FpgaResult, Placement, Usage

__all__ = [
    "ClockReport",
    "Design",
    "FpgaResult",
    "Placement",
    "Usage",
    "board_design",
    "build_board",
    "core_design",
    "implement",
    "program_command",
]
