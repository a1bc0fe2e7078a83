"""Fully connected layers: a matrix product with as many pixels as there are rows in the input."""

import numpy as np

from tinynpu.compiler.tile.layer import Layer
from tinynpu.compiler.tile.product import multiply
from tinynpu.compiler.tile.site import Site

__all__ = ["fully_connected"]


def fully_connected(site: Site) -> Layer:
    """Every row of the input is a pixel of its own."""
    products = site.matrix.shape[1]
    return multiply(site, np.arange(site.beside, dtype=np.int32).reshape(-1, products))
