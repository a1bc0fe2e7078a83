"""Instruction-set simulator."""

from tinynpu.iss.simulator import Simulator

__all__ = ["Simulator"]
