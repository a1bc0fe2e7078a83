"""A layer with weights as the mappings see it."""

import dataclasses
from collections.abc import Iterable

import numpy as np

from tinynpu.arch.errors import CompileError
from tinynpu.arch.tile import MAX_STEPS, RunFlag, TileConfig
from tinynpu.compiler.graph import Graph, Node
from tinynpu.compiler.tile.layer import Layer, Pattern, Rescale
from tinynpu.compiler.tile.ranges import bounds, fits, input_range

__all__ = ["Site", "make_site"]

_BIAS_BITS = 24
_MOST_RIGHT = 15


@dataclasses.dataclass(frozen=True, eq=False)
class Site:
    """What all mappings of a layer have in common.

    Members
    -------
    node, config
        The layer, and the tile.
    source_shape, shape
        Of the input and of the output.
    weights
        int8, as the operator has them.
    matrix : int8 [channels, products]
        The same, one row for each output channel.
    limits
        Least and greatest activation, padding included.
    padding
        Value beside the input: its zero point.
    rescale
        From sums to the output.
    macs
        Multiply-accumulates.
    scales
        The tile's requantizer can make the results, if its sums are whole.
    """

    node: Node
    config: TileConfig
    source_shape: tuple[int, ...]
    shape: tuple[int, ...]
    weights: np.ndarray
    matrix: np.ndarray
    limits: tuple[int, int]
    padding: int
    rescale: Rescale
    macs: int
    scales: bool

    @property
    def beside(self) -> int:
        """Place of the padding behind the input; that of a 0 is the next."""
        return int(np.prod(self.source_shape))

    def layer(
        self, mapping: str, flags: RunFlag, patterns: Iterable[Pattern], *, swapped: bool = False
    ) -> Layer:
        """The layer, once it is known what its blocks are."""
        return Layer(
            name=self.node.name,
            op=self.node.op,
            macs=self.macs,
            source=self.node.inputs[0],
            output=self.node.output,
            shape=self.shape,
            padding=self.padding,
            mapping=mapping,
            flags=flags,
            swapped=swapped,
            patterns=tuple(patterns),
            rescale=self.rescale,
        )


def make_site(graph: Graph, node: Node, config: TileConfig) -> Site:
    """The layer of a node.

    Raises
    ------
    CompileError
        The weights or the bias are no constants, or a tensor is not int8.
    """
    source, weights = (graph.tensors[name] for name in node.inputs[:2])
    out = graph.tensors[node.output]
    for what, tensor in (("input", source), ("weights", weights), ("output", out)):
        if tensor.dtype != "int8":
            raise CompileError(
                f"Node {node.name} ({node.op}): the {what} must be int8 on a tile, not {tensor.dtype}."
            )
    for name in node.inputs[1:]:
        if graph.tensors[name].data is None:
            raise CompileError(
                f"Node {node.name} ({node.op}): {name} must be a constant on a tile, not made by a node."
            )
    data = weights.data
    assert data is not None
    data = data.reshape(weights.shape)
    channels = out.shape[-1]
    axes = np.moveaxis(data, -1, 0) if node.op == "depthwise_conv2d" else data
    matrix = np.ascontiguousarray(axes.reshape(channels, -1))
    low, high = input_range(graph, source.name)
    limits = min(low, source.zero_point), max(high, source.zero_point)
    rescale = _rescale(graph, node, matrix)
    return Site(
        node=node,
        config=config,
        source_shape=source.shape,
        shape=out.shape,
        weights=data,
        matrix=matrix,
        limits=limits,
        padding=source.zero_point,
        rescale=rescale,
        macs=graph.macs(node),
        scales=_scales(rescale, matrix, limits, config),
    )


def _rescale(graph: Graph, node: Node, matrix: np.ndarray) -> Rescale:
    source, out = graph.tensors[node.inputs[0]], graph.tensors[node.output]
    channels = len(matrix)
    bias = np.zeros(channels, np.int64)
    if len(node.inputs) > 2:
        data = graph.tensors[node.inputs[2]].data
        assert data is not None
        bias = data.reshape(-1).astype(np.int64)
    pairs = graph.multipliers(node)
    multiplier, shift = np.array(pairs * channels if len(pairs) == 1 else pairs, np.int64).T
    return Rescale(
        bias=bias - source.zero_point * matrix.sum(axis=1, dtype=np.int64),
        multiplier=multiplier,
        shift=shift,
        zero_point=out.zero_point,
        clamp=node.attributes.get("clamp", (-128, 127)),
        # As the golden functions have it: a fully connected layer rounds once unless it says otherwise.
        round_once=node.attributes.get("round_once", node.op == "fully_connected"),
    )


def _scales(
    rescale: Rescale, matrix: np.ndarray, limits: tuple[int, int], config: TileConfig
) -> bool:
    """Whether a tile with a requantizer gives the same results as the golden model."""
    low, high = (ends.sum(axis=1) for ends in bounds(matrix, limits))
    return (
        config.requantizer_bits > 0
        and matrix.shape[1] <= MAX_STEPS
        and not rescale.round_once
        and bool((rescale.shift <= 0).all() and (rescale.shift >= -_MOST_RIGHT).all())
        and fits(low, high, config.accumulator_width)
        and fits(rescale.bias, rescale.bias, _BIAS_BITS)
        and fits(low + rescale.bias, high + rescale.bias, _BIAS_BITS)
    )
