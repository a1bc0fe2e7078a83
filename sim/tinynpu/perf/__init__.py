"""How many cycles a program takes, and what bounds it: a model of the core's units, no simulation."""

from tinynpu.perf.estimate import Estimate, estimate, estimate_code
from tinynpu.perf.layers import layer_cycles

__all__ = ["Estimate", "estimate", "estimate_code", "layer_cycles"]
