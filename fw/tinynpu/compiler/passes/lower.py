"""Lower: layers to kernels, and what the core cannot do to the host."""

import numpy as np
from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Block, BlockArgument, Operation, SSAValue
from xdsl.passes import ModulePass

from tinynpu.arch.config import Config
from tinynpu.compiler.ir.attributes import TensorType
from tinynpu.compiler.ir.dialect import (
    Constant,
    Host,
    Kernel,
    Layer,
    Move,
    Output,
    View,
    body,
)
from tinynpu.compiler.lowering import HostError, Lowering

__all__ = ["HOST_LAYERS", "Lower", "source_value"]

HOST_LAYERS = ("softmax", "layer_norm", "quantize", "dequantize")
"""Layers that the host always runs."""

_ONE_BY_ONE = (
    "conv2d",
    "depthwise_conv2d",
    "average_pool2d",
    "max_pool2d",
    "mean",
    "resize_nearest",
)
"""Layers that the core does for one sample at a time."""


def _batched(layer: Layer) -> bool:
    """Whether a layer works on several samples that must be taken apart."""
    shape = layer.input_type(0).shape
    name = layer.name.removeprefix("npu.")
    padded = name == "pad" and not layer.get("before")[0] and not layer.get("after")[0]
    return (name in _ONE_BY_ONE or padded) and len(shape) == 4 and shape[0] > 1


class Lower(ModulePass):
    """A kernel, or a host operation, for each layer.

    Parameters
    ----------
    config
        Configuration: weights are laid out for its array.
    """

    name = "lower"

    def __init__(self, config: Config):
        super().__init__()
        object.__setattr__(self, "config", config)
        object.__setattr__(self, "lowering", Lowering(config))

    config: Config
    lowering: Lowering

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        """See the class."""
        block = body(op)
        for layer in list(block.ops):
            if isinstance(layer, Output) or not isinstance(layer, Layer):
                continue
            if isinstance(layer, Constant):
                continue
            new = self._lower(layer)
            for operation in new:
                block.insert_op_before(operation, layer)
            layer.results[0].replace_all_uses_with(new[-1].results[0])
            layer.detach()
            layer.erase()
        self._pass_through(block)
        for constant in [item for item in block.ops if isinstance(item, Constant)]:
            if not any(True for _ in constant.results[0].uses):
                constant.detach()
                constant.erase()

    @staticmethod
    def _pass_through(block: Block):
        """An output that nothing computes is copied by the host."""
        output = block.last_op
        assert isinstance(output, Output)
        for index, operand in enumerate(output.inputs):
            source = source_value(operand)
            if isinstance(source, BlockArgument) or isinstance(source.owner, Constant):
                kind = operand.type
                assert isinstance(kind, TensorType)
                copy = Host.make(
                    [source], kind, op="reshape", title=f"output {index}", macs=0,
                    reason="nothing computes this output",
                )  # fmt: skip
                block.insert_op_before(copy, output)
                output.operands[index] = copy.results[0]

    def _lower(self, layer: Layer) -> list[Operation]:
        kind = layer.name.removeprefix("npu.")
        if kind in HOST_LAYERS:
            return [_host(layer, kind, "")]
        tensors = [layer.type, *(layer.input_type(i) for i in range(len(layer.inputs)))]
        try:
            if any(tensor.dtype not in ("int8", "int32") for tensor in tensors):
                raise HostError("its tensors are not int8")
            made = self._batches(layer) if _batched(layer) else getattr(self.lowering, kind)(layer)
        except HostError as reason:
            return [_host(layer, kind, str(reason))]
        made = made if isinstance(made, list) else [made]
        last = made[-1]
        assert isinstance(last, Kernel)
        last.put(title=layer.title, op=kind, macs=layer.get("macs", 0))
        return made

    def _batches(self, layer: Layer) -> list[Operation]:
        """Samples of a batch one after the other; they are further rows of a map."""
        source, out = layer.input_type(0), layer.type
        count = source.shape[0]
        ops: list[Operation] = []
        parts: list[SSAValue] = []
        for number in range(count):
            kinds = [
                TensorType.make((1, *kind.shape[1:]), kind.dtype, kind.scale, kind.zero_point)
                for kind in (source, out)
            ]
            rows, columns, channels = kinds[0].hwc
            taken = Move.make(
                [layer.inputs[0]], kinds[0],
                moves=np.array([(0, number * rows, 0, 0, 1, 1, 0, 0, 0, 1, 1)], np.int64),
                sizes=np.array([(rows, columns, channels)], np.int64), fill=0, covered=True,
                title=f"{layer.title} sample {number}", op="slice", macs=0,
            )  # fmt: skip
            values = {**layer.values(), "title": f"{layer.title} of sample {number}", "macs": layer.get("macs", 0) // count}  # fmt: skip
            single = type(layer).make([taken.results[0], *layer.inputs[1:]], kinds[1], **values)
            made = self._lower(single)
            # The layer for one sample was only there to be lowered.
            single.drop_all_references()
            ops += [taken, *made]
            parts.append(made[-1].results[0])
        # Results are further rows, or columns where a layer leaves one pixel.
        one = TensorType.make((1, *out.shape[1:]), "int8").hwc
        step = (one[0], 0) if out.hwc == (count * one[0], *one[1:]) else (0, one[1])
        moves = [(n, 0, 0, 0, 1, 1, n * step[0], n * step[1], 0, 1, 1) for n in range(count)]
        joined = Move.make(
            parts, out, moves=np.array(moves, np.int64),
            sizes=np.array([one] * count, np.int64), fill=0, covered=True,
        )  # fmt: skip
        return [*ops, joined]


def _host(layer: Layer, kind: str, reason: str) -> Host:
    values = layer.values()
    title, macs = values.pop("title", ""), values.pop("macs", 0)
    arguments = {f"arg_{key}": value for key, value in values.items()}
    return Host.make(
        layer.inputs, layer.type, op=kind, title=title, macs=macs, reason=reason, **arguments
    )


def source_value(value: SSAValue) -> SSAValue:
    """The value whose words a value shares."""
    while isinstance(value.owner, View):
        value = value.owner.inputs[0]
    return value
