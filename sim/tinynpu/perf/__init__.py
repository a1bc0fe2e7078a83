"""How many cycles a program takes, and what bounds it: a model of the core's units, no simulation."""

from tinynpu.perf.estimate import Estimate, estimate, estimate_code
from tinynpu.perf.layers import layer_cycles, layer_stalls, layer_units
from tinynpu.perf.roofline import LayerBound, roofline

__all__ = [
    "Estimate",
    "LayerBound",
    "estimate",
    "estimate_code",
    "layer_cycles",
    "layer_stalls",
    "layer_units",
    "roofline",
]
