"""A board on Verilator: the UART's pins driven bit by bit, behind a pseudo-terminal."""

from tinynpu.board.faults import Faults
from tinynpu.board.simulator import BoardSimulator
from tinynpu.board.terminal import SimulatedBoard

__all__ = ["BoardSimulator", "Faults", "SimulatedBoard"]
