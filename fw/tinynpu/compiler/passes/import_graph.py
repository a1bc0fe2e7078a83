"""Import: a graph as a module of layers."""

from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Block, SSAValue

from tinynpu.arch.errors import CompileError
from tinynpu.compiler.graph import Graph, Tensor
from tinynpu.compiler.ir.attributes import TensorType
from tinynpu.compiler.ir.dialect import LAYER_OPS, Constant, Model, Output

__all__ = ["import_graph"]


def _type(tensor: Tensor) -> TensorType:
    return TensorType.make(tensor.shape, tensor.dtype, tensor.scale, tensor.zero_point)


def import_graph(graph: Graph) -> ModuleOp:
    """Module with one ``npu.model``: a layer for each node, a constant for each constant in use.

    Raises
    ------
    CompileError
        A node is not a layer of the dialect.
    """
    block = Block(arg_types=[_type(graph.tensors[name]) for name in graph.inputs])
    values: dict[str, SSAValue] = dict(zip(graph.inputs, block.args, strict=True))

    def value(name: str) -> SSAValue:
        tensor = graph.tensors[name]
        if name not in values and tensor.data is not None:
            data = tensor.data.reshape(tensor.shape)
            op = Constant.make([], _type(tensor), value=data, title=name)
            block.add_op(op)
            values[name] = op.results[0]
        return values[name]

    for node in graph.nodes:
        if node.op not in LAYER_OPS:
            raise CompileError(
                f"Node {node.name} must be a layer that the compiler knows, not {node.op}."
            )
        attributes = dict(node.attributes)
        if node.op == "pad":
            before, after = zip(*attributes.pop("padding"), strict=True)
            attributes |= {"before": before, "after": after}
        op = LAYER_OPS[node.op].make(
            [value(name) for name in node.inputs],
            _type(graph.tensors[node.output]),
            title=node.name,
            macs=graph.macs(node),
            **attributes,
        )
        block.add_op(op)
        values[node.output] = op.results[0]
    block.add_op(Output.make([value(name) for name in graph.outputs], None))
    model = Model.make(block, input_names=graph.inputs, output_names=graph.outputs)
    return ModuleOp([model])
