"""Operations of the dialect, in its three levels.

*Layers* are operators of a model, on quantized tensors. *Kernels* are what the core's commands can do
with whole tensors; layers are lowered to them. *Commands* are the instruction set, one operation
each, made from `tinynpu.arch.isa.COMMANDS`. Model, kernels and commands are the body of ``npu.model``.
"""

import io
from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np
from xdsl.context import Context
from xdsl.dialects.builtin import Builtin, ModuleOp
from xdsl.ir import Block, Dialect, Region, SSAValue
from xdsl.irdl import (
    IRDLOperation,
    irdl_op_definition,
    opt_result_def,
    region_def,
    traits_def,
    var_operand_def,
)
from xdsl.parser import Parser
from xdsl.printer import Printer
from xdsl.traits import IsTerminator, NoTerminator
from xdsl.utils.exceptions import ParseError, VerifyException

from tinynpu.arch.errors import CompileError
from tinynpu.arch.isa import COMMANDS
from tinynpu.compiler.ir.attributes import Data, Real, TensorType, from_attribute, to_attribute

__all__ = [
    "COMMAND_OPS",
    "LAYER_OPS",
    "NPU",
    "Constant",
    "Host",
    "Kernel",
    "Layer",
    "Model",
    "Output",
    "body",
    "context",
    "model_of",
    "parse_module",
    "print_module",
]

Check = Callable[[Any], bool]


def _integers(count: int) -> Check:
    return lambda value: isinstance(value, tuple) and len(value) == count


def _is(*kinds: type) -> Check:
    return lambda value: isinstance(value, kinds)


_PAIR, _QUAD, _INTS = _integers(2), _integers(4), _is(tuple)
_ARRAY, _BOOL, _INT, _TEXT, _REAL = _is(np.ndarray), _is(bool), _is(int), _is(str), _is(float)


class NpuOperation(IRDLOperation):
    """Operation with tensors in and at most one out, and attributes as Python values.

    Members
    -------
    KEYS
        Attributes that must be there, with a check of each.
    OPERANDS
        Fewest and most operands.
    """

    name = "npu.operation"
    inputs = var_operand_def(TensorType)
    output = opt_result_def(TensorType)
    KEYS: ClassVar[dict[str, Check]] = {}
    OPERANDS: ClassVar[tuple[int, int]] = (0, 1 << 16)

    @classmethod
    def make(
        cls, inputs: list[SSAValue] | tuple[SSAValue, ...], result: TensorType | None, **values: Any
    ):
        """Operation of operands, result type and attributes."""
        return cls.build(
            operands=[list(inputs)],
            result_types=[[result] if result is not None else []],
            attributes={key: to_attribute(value) for key, value in values.items()},
        )

    def get(self, key: str, default: Any = None) -> Any:
        """Python value of an attribute."""
        attribute = self.attributes.get(key)
        return default if attribute is None else from_attribute(attribute)

    def values(self) -> dict[str, Any]:
        """All attributes as Python values."""
        return {key: from_attribute(value) for key, value in self.attributes.items()}

    def put(self, **values: Any):
        """Set attributes."""
        for key, value in values.items():
            self.attributes[key] = to_attribute(value)

    @property
    def title(self) -> str:
        """Name of the operation in the model."""
        return self.get("title", self.name)

    @property
    def type(self) -> TensorType:
        """Type of the result."""
        assert self.output is not None
        return self.output.type

    def input_type(self, index: int) -> TensorType:
        """Type of an operand."""
        kind = self.inputs[index].type
        assert isinstance(kind, TensorType)
        return kind

    def verify_(self) -> None:
        """Operands and attributes."""
        least, most = self.OPERANDS
        if not least <= len(self.inputs) <= most:
            raise VerifyException(
                f"{self.title} must have {least} to {most} operands, not {len(self.inputs)}."
            )
        for key, check in self.KEYS.items():
            if key not in self.attributes or not check(self.get(key)):
                raise VerifyException(
                    f"{self.title} must have a valid attribute {key}, not {self.get(key)!r}."
                )


@irdl_op_definition
class Model(IRDLOperation):
    """The whole model: a block whose arguments are the inputs, ended by ``npu.output``."""

    name = "npu.model"
    region = region_def("single_block")
    traits = traits_def(NoTerminator())

    @classmethod
    def make(cls, block: Block, **values: Any) -> "Model":
        """Model of a block."""
        return cls.build(
            regions=[Region([block])],
            attributes={key: to_attribute(value) for key, value in values.items()},
        )

    get = NpuOperation.get
    put = NpuOperation.put


@irdl_op_definition
class Output(NpuOperation):
    """The tensors that the model yields."""

    name = "npu.output"
    traits = traits_def(IsTerminator())


class Layer(NpuOperation):
    """An operator of a model. ``title`` is its name there, ``macs`` its multiply-accumulates."""

    KEYS: ClassVar[dict[str, Check]] = {}
    OPERANDS: ClassVar = (1, 1)

    def verify_(self) -> None:
        """A layer has a result."""
        super().verify_()
        if self.output is None:
            raise VerifyException(f"{self.title} must have a result.")


class _Weighted(Layer):
    """Input, weights, and perhaps a bias."""

    OPERANDS: ClassVar = (2, 3)


@irdl_op_definition
class Constant(Layer):
    """A constant tensor."""

    name = "npu.constant"
    KEYS: ClassVar = {"value": _ARRAY}
    OPERANDS: ClassVar = (0, 0)

    def verify_(self) -> None:
        """The value fits the type."""
        super().verify_()
        if self.get("value").shape != self.type.shape:
            raise VerifyException(
                f"{self.title} must have a value of shape {list(self.type.shape)}."
            )


def _windowed(op: type[Layer], kernel: tuple[int, int], dilation: tuple[int, int]) -> Callable:
    """Check that output size, padding and stride of a window agree."""

    def check(self: Layer):
        super(op, self).verify_()
        # Of one sample, where there is a batch.
        height, width = (1, 1, *self.input_type(0).shape)[-3:-1]
        out = (1, 1, *self.type.shape)[-3:-1]
        top, bottom, left, right = self.get("padding")
        for size, pads, k, d, s, n in (
            (height, top + bottom, kernel[0], dilation[0], self.get("stride")[0], out[0]),
            (width, left + right, kernel[1], dilation[1], self.get("stride")[1], out[1]),
        ):
            reach = (k - 1) * d + 1
            if s < 1 or (size + pads - reach) // s + 1 < n:
                raise VerifyException(f"{self.title} must have an output that its window covers.")

    return check


_WINDOW: dict[str, Check] = {"stride": _PAIR, "padding": _QUAD, "clamp": _PAIR}


@irdl_op_definition
class Conv2D(_Weighted):
    """Convolution; weights [out, height, width, in]."""

    name = "npu.conv2d"
    KEYS: ClassVar = {**_WINDOW, "dilation": _PAIR}

    def verify_(self) -> None:
        """The window covers the output."""
        weights = self.input_type(1).shape
        if len(weights) != 4 or weights[3] != self.input_type(0).hwc[2]:
            raise VerifyException(f"{self.title} must have weights for all input channels.")
        _windowed(Conv2D, weights[1:3], self.get("dilation", (1, 1)))(self)


@irdl_op_definition
class DepthwiseConv2D(_Weighted):
    """Convolution of each channel by itself; weights [1, height, width, in · multiplier]."""

    name = "npu.depthwise_conv2d"
    KEYS: ClassVar = {**_WINDOW, "dilation": _PAIR}

    def verify_(self) -> None:
        """The window covers the output."""
        weights = self.input_type(1).shape
        if len(weights) != 4 or weights[3] % self.input_type(0).hwc[2]:
            raise VerifyException(f"{self.title} must have weights for all input channels.")
        _windowed(DepthwiseConv2D, weights[1:3], self.get("dilation", (1, 1)))(self)


@irdl_op_definition
class FullyConnected(_Weighted):
    """Product with constant weights [out, in]; every row of inputs by itself."""

    name = "npu.fully_connected"
    KEYS: ClassVar = {"clamp": _PAIR}

    def verify_(self) -> None:
        """Sizes agree."""
        super().verify_()
        if self.input_type(0).size % self.input_type(1).shape[-1]:
            raise VerifyException(f"{self.title} must have whole rows of inputs.")


class _Pool(Layer):
    KEYS: ClassVar = {**_WINDOW, "kernel": _PAIR}

    def verify_(self) -> None:
        """The window covers the output."""
        _windowed(_Pool, self.get("kernel", (1, 1)), (1, 1))(self)


@irdl_op_definition
class AveragePool2D(_Pool):
    """Average of each window, rounded half away from zero; padding does not count."""

    name = "npu.average_pool2d"


@irdl_op_definition
class MaxPool2D(_Pool):
    """Largest value of each window."""

    name = "npu.max_pool2d"


@irdl_op_definition
class Mean(Layer):
    """Mean over height and width, requantized."""

    name = "npu.mean"


class _Binary(Layer):
    OPERANDS: ClassVar = (2, 2)
    KEYS: ClassVar = {"clamp": _PAIR}

    def verify_(self) -> None:
        """Operands broadcast to the result."""
        super().verify_()
        shapes = [self.input_type(0).shape, self.input_type(1).shape]
        try:
            shape = np.broadcast_shapes(*shapes)
        except ValueError:
            shape = ()
        if int(np.prod(shape)) != self.type.size:
            raise VerifyException(
                f"{self.title} must have operands that broadcast to its result, not {shapes}."
            )


@irdl_op_definition
class Add(_Binary):
    """Sum."""

    name = "npu.add"


@irdl_op_definition
class Sub(_Binary):
    """Difference."""

    name = "npu.sub"


@irdl_op_definition
class Mul(_Binary):
    """Product."""

    name = "npu.mul"


@irdl_op_definition
class Concat(Layer):
    """Tensors one behind the other along an axis."""

    name = "npu.concat"
    OPERANDS: ClassVar = (1, 1 << 16)
    KEYS: ClassVar = {"axis": _INT}


@irdl_op_definition
class Pad(Layer):
    """Zero points around a tensor; ``before`` and ``after`` for each axis."""

    name = "npu.pad"
    KEYS: ClassVar = {"before": _INTS, "after": _INTS}


@irdl_op_definition
class Slice(Layer):
    """Every ``strides``-th element from ``begin`` to before ``end``, for each axis."""

    name = "npu.slice"
    KEYS: ClassVar = {"begin": _INTS, "end": _INTS, "strides": _INTS}


@irdl_op_definition
class Reshape(Layer):
    """The same elements in the same order with another shape."""

    name = "npu.reshape"

    def verify_(self) -> None:
        """Nothing is lost."""
        super().verify_()
        if self.type.size != self.input_type(0).size:
            raise VerifyException(f"{self.title} must keep the number of elements.")


@irdl_op_definition
class Transpose(Layer):
    """Axes in another order."""

    name = "npu.transpose"
    KEYS: ClassVar = {"perm": _INTS}


@irdl_op_definition
class Lookup(Layer):
    """Any function of one int8: a table of 256 int8, indexed by the byte as unsigned."""

    name = "npu.lookup"
    KEYS: ClassVar = {"table": _ARRAY, "function": _TEXT}


@irdl_op_definition
class Softmax(Layer):
    """Softmax over the last axis."""

    name = "npu.softmax"
    KEYS: ClassVar = {"beta": _REAL}


@irdl_op_definition
class LayerNorm(Layer):
    """Layer normalization in single precision."""

    name = "npu.layer_norm"
    KEYS: ClassVar = {"axis": _INT, "epsilon": _REAL, "gamma": _ARRAY, "beta": _ARRAY}


@irdl_op_definition
class Quantize(Layer):
    """float32 or uint8 to int8."""

    name = "npu.quantize"


@irdl_op_definition
class Dequantize(Layer):
    """int8 to float32 or uint8."""

    name = "npu.dequantize"


@irdl_op_definition
class BatchMatmul(Layer):
    """Products of matrices that are both computed."""

    name = "npu.batch_matmul"
    OPERANDS: ClassVar = (2, 2)
    KEYS: ClassVar = {"adj_x": _BOOL, "adj_y": _BOOL, "clamp": _PAIR}


@irdl_op_definition
class ResizeNearest(Layer):
    """Nearest neighbour."""

    name = "npu.resize_nearest"
    KEYS: ClassVar = {"align_corners": _BOOL, "half_pixel_centers": _BOOL}


class Kernel(NpuOperation):
    """Something that the core's commands do with whole tensors."""


@irdl_op_definition
class Host(NpuOperation):
    """A layer that the host runs; ``op`` is the layer's name, ``arguments`` its attributes."""

    name = "npu.host"
    KEYS: ClassVar = {"op": _TEXT}


@irdl_op_definition
class View(Kernel):
    """Another shape for the same words."""

    name = "npu.view"
    OPERANDS: ClassVar = (1, 1)


_SCALING: dict[str, Check] = {
    "bias": _ARRAY, "multiplier": _ARRAY, "shift": _ARRAY, "zero_point": _INT, "clamp": _PAIR,
    "round_once": _BOOL,
}  # fmt: skip
_MOVING: dict[str, Check] = {
    "kernel": _PAIR, "stride": _PAIR, "dilation": _PAIR, "padding": _PAIR, "pad": _INT,
}  # fmt: skip


@irdl_op_definition
class Dense(Kernel):
    """Sum over all input channels of a window.

    ``words`` int8 [out, kernel rows, passes of a kernel row, input blocks, rows]: for each pass the
    weight word of every output channel. ``packing`` (bytes, words, passes) or (0, 0, 0): the input lies as
    windows of (column, channel) bytes, so many bytes apart; a kernel row's passes are so many words apart.
    """

    name = "npu.dense"
    OPERANDS: ClassVar = (1, 1)
    KEYS: ClassVar = {**_SCALING, **_MOVING, "words": _ARRAY, "packing": _integers(3)}


@irdl_op_definition
class Depthwise(Kernel):
    """Sum, or the largest, over a window for each channel by itself; ``taps`` int8 [rows, columns, channels]."""

    name = "npu.depthwise"
    OPERANDS: ClassVar = (1, 1)
    KEYS: ClassVar = {**_SCALING, **_MOVING, "taps": _ARRAY, "maximum": _BOOL}


@irdl_op_definition
class Vector(Kernel):
    """Element by element: ``tables`` int32 [operands, 256], combined and requantized."""

    name = "npu.vector"
    OPERANDS: ClassVar = (1, 2)
    KEYS: ClassVar = {
        "tables": _ARRAY, "combine": _INT, "multiplier": _INT, "shift": _INT, "zero_point": _INT,
        "clamp": _PAIR,
    }  # fmt: skip


@irdl_op_definition
class Move(Kernel):
    """Rectangles of pixels from the operands to the result; what none of them covers is ``fill``.

    ``moves`` int64 [n, 11]: operand; row, column, channel there; steps of row and column there; row, column,
    channel in the result; steps of row and column in the result; rows and columns are in ``sizes``
    int64 [n, 3] with the channels. With ``swap`` rows of the operand become columns.
    """

    name = "npu.move"
    OPERANDS: ClassVar = (1, 1 << 16)
    KEYS: ClassVar = {"moves": _ARRAY, "sizes": _ARRAY, "fill": _INT, "covered": _BOOL}


@irdl_op_definition
class Matmul(Kernel):
    """a [m, k] times the transpose of b [n, k], both computed; ``b`` comes through memory.

    Results are ``requantize(Σ (a − a_zero)(b − b_zero))``.
    """

    name = "npu.matmul"
    OPERANDS: ClassVar = (2, 2)
    KEYS: ClassVar = {
        "batches": _INT, "a_zero": _INT, "b_zero": _INT, "multiplier": _INT, "shift": _INT,
        "zero_point": _INT, "clamp": _PAIR, "round_once": _BOOL,
    }  # fmt: skip


def _command_op(opcode) -> type[NpuOperation]:
    """Operation of a command: its fields are attributes; those absent are 0."""
    command = COMMANDS[opcode]
    fields = {field.name: field for field in command.fields}

    def verify_(self) -> None:
        for key in self.attributes:
            if key == "layer":
                continue
            field = fields.get(key)
            if field is None:
                raise VerifyException(f"{opcode.name} must have known fields, not {key}.")
            least, most = field.representable
            if not least <= self.get(key) <= most:
                raise VerifyException(
                    f"Field {key} of {opcode.name} must be in {least}..{most}, not {self.get(key)}."
                )

    members = {
        "name": f"npu.cmd.{opcode.name.lower()}",
        "__doc__": command.doc,
        "__module__": __name__,
        "OPCODE": int(opcode),
        "OPERANDS": (0, 0),
        "verify_": verify_,
        "__annotations__": {"OPCODE": "ClassVar[int]", "OPERANDS": "ClassVar[tuple[int, int]]"},
    }
    return irdl_op_definition(type(opcode.name.title(), (NpuOperation,), members))


COMMAND_OPS = {opcode: _command_op(opcode) for opcode in COMMANDS}
"""Operations of the commands."""

LAYER_OPS: dict[str, type[Layer]] = {
    op.name.removeprefix("npu."): op
    for op in (
        Constant, Conv2D, DepthwiseConv2D, FullyConnected, AveragePool2D, MaxPool2D, Mean, Add, Sub,
        Mul, Concat, Pad, Slice, Reshape, Transpose, Lookup, Softmax, LayerNorm, Quantize,
        Dequantize, BatchMatmul, ResizeNearest,
    )
}  # fmt: skip
"""Operations of layers by the names of the graph's operators."""

NPU = Dialect(
    "npu",
    [Model, Output, Host, View, Dense, Depthwise, Vector, Move, Matmul, *LAYER_OPS.values(),
     *COMMAND_OPS.values()],
    [TensorType, Data, Real],
)  # fmt: skip


def context() -> Context:
    """Context that knows the dialect."""
    result = Context()
    result.load_dialect(Builtin)
    result.load_dialect(NPU)
    return result


def print_module(module: ModuleOp) -> str:
    """MLIR text of a module, the same for the same module."""
    buffer = io.StringIO()
    Printer(stream=buffer).print_op(module)
    return buffer.getvalue() + "\n"


def parse_module(text: str) -> ModuleOp:
    """Module of MLIR text.

    Raises
    ------
    CompileError
        The text is not a well-formed module.
    """
    try:
        return Parser(context(), text).parse_module()
    except (ParseError, VerifyException, ValueError) as error:
        raise CompileError(
            f"The text must be MLIR of the npu dialect: {str(error).splitlines()[-1]}"
        ) from None


def model_of(module: ModuleOp) -> Model:
    """The model in a module."""
    for op in module.body.block.ops:
        if isinstance(op, Model):
            return op
    raise CompileError("A module must have one npu.model; this has none.")


def body(module: ModuleOp) -> Block:
    """Block of the model."""
    return model_of(module).region.block
