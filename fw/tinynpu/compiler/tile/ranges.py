"""Whether sums fit: exact bounds, and where to cut a sum that is too large."""

import numpy as np

from tinynpu.arch.tile import MAX_STEPS
from tinynpu.compiler.graph import Graph

__all__ = ["bounds", "cuts", "fits", "input_range"]


def input_range(graph: Graph, name: str) -> tuple[int, int]:
    """Least and greatest value of a tensor: what the clamp of its producer lets through."""
    producer = graph.producer(name)
    return producer.attributes.get("clamp", (-128, 127)) if producer else (-128, 127)


def bounds(weights: np.ndarray, limits: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Least and greatest product of each weight with an activation within limits, as int64."""
    ends = [weights.astype(np.int64) * limit for limit in limits]
    return np.minimum(*ends), np.maximum(*ends)


def fits(low: np.ndarray, high: np.ndarray, bits: int) -> bool:
    """Whether all numbers from ``low`` to ``high`` are two's complement of so many bits."""
    half = 1 << (bits - 1)
    return bool((low >= -half).all() and (high < half).all())


def cuts(weights: np.ndarray, limits: tuple[int, int], bits: int) -> list[slice]:
    """Parts of the steps whose sums fit into accumulators, as few as there can be.

    Parameters
    ----------
    weights : int8 [steps, sums]
        Weights of every sum.
    limits
        Least and greatest activation.
    bits
        Of an accumulator.
    """
    low, high = bounds(weights, limits)
    half = 1 << (bits - 1)
    parts, begin = [], 0
    while begin < len(weights):
        part = slice(begin, begin + MAX_STEPS)
        least = np.cumsum(low[part], axis=0).min(axis=1)
        most = np.cumsum(high[part], axis=0).max(axis=1)
        # An accumulator may wrap on the way: only the sum at the end has to fit.
        (ends,) = np.nonzero((least >= -half) & (most < half))
        assert len(ends), "a product fits into every accumulator"
        end = begin + int(ends[-1]) + 1
        parts.append(slice(begin, end))
        begin = end
    return parts
