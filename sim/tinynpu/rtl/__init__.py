"""The Verilated RTL behind a Python handle."""

from tinynpu.rtl.simulator import Simulator

__all__ = ["Simulator"]
