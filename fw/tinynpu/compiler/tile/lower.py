"""Lower: what the tile multiplies becomes blocks, everything else is for the host."""

import dataclasses

from tinynpu.arch.tile import TileConfig
from tinynpu.compiler.compile import import_model
from tinynpu.compiler.graph import Graph
from tinynpu.compiler.tile.convolution import convolution
from tinynpu.compiler.tile.depthwise import depthwise
from tinynpu.compiler.tile.fully_connected import fully_connected
from tinynpu.compiler.tile.program import HostNode, TileProgram, read_tile_program
from tinynpu.compiler.tile.site import make_site
from tinynpu.runtime.golden import evaluate

__all__ = ["compile_tile", "load_tile_program", "lower_graph"]

_LAYERS = {
    "conv2d": convolution,
    "depthwise_conv2d": depthwise,
    "fully_connected": fully_connected,
}


def compile_tile(model: bytes, config: TileConfig) -> TileProgram:
    """Program of a model for a tile.

    Raises
    ------
    CompileError
        The model is damaged or not supported.
    """
    return lower_graph(import_model(model), config, model)


def load_tile_program(data: bytes) -> TileProgram:
    """Program from the content of its file.

    Raises
    ------
    CompileError
        It is not a program for a tile, or damaged.
    """
    config, model = read_tile_program(data)
    return compile_tile(model, config)


def lower_graph(graph: Graph, config: TileConfig, model: bytes = b"") -> TileProgram:
    """Program of a graph for a tile; ``model`` is the file that it came from.

    The graph is taken as it was imported: what the passes of the core gain by fusing costs nothing
    on the host, and they turn depthwise convolutions with a multiplier into dense ones.

    Raises
    ------
    CompileError
        A layer is not supported.
    """
    graph.verify()
    graph = _folded(graph)
    steps = tuple(
        _LAYERS[node.op](make_site(graph, node, config)) if node.op in _LAYERS else HostNode(node)
        for node in graph.nodes
    )
    return TileProgram(config, graph, steps, model)


def _folded(graph: Graph) -> Graph:
    """The graph with constants in the place of nodes that have only constants to work on."""
    tensors, nodes = dict(graph.tensors), []
    for node in graph.nodes:
        constant = all(tensors[name].data is not None for name in node.inputs)
        if not constant or node.output in graph.outputs:
            nodes.append(node)
            continue
        alone = Graph(tensors, (node,), (), (node.output,))
        data = evaluate(alone, [])[node.output]
        tensors[node.output] = dataclasses.replace(tensors[node.output], data=data)
    return Graph(tensors, tuple(nodes), graph.inputs, graph.outputs)
