"""Types and attributes of the dialect, and Python values to and from attributes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from xdsl.dialects.builtin import (
    ArrayAttr,
    BytesAttr,
    DenseArrayBase,
    IntAttr,
    IntegerAttr,
    StringAttr,
    f32,
    i1,
    i8,
    i32,
    i64,
)
from xdsl.ir import Attribute, ParametrizedAttribute, TypeAttribute
from xdsl.irdl import irdl_attr_definition
from xdsl.parser import AttrParser
from xdsl.printer import Printer
from xdsl.utils.exceptions import VerifyException

__all__ = ["Data", "Real", "TensorType", "from_attribute", "to_attribute"]

_ELEMENTS = {"int8": i8, "uint8": i8, "int32": i32, "int64": i64, "float32": f32}
DTYPES = tuple(_ELEMENTS)


def _number(value: float) -> str:
    """Shortest text that reads back as the same double; MLIR wants a point in it."""
    text = repr(float(value))
    mantissa, e, exponent = text.partition("e")
    return text if "." in mantissa else f"{mantissa}.0{e}{exponent}"


def _parse_list(parser: AttrParser, parse) -> list:
    return parser.parse_comma_separated_list(parser.Delimiter.SQUARE, parse)


@irdl_attr_definition
class Real(ParametrizedAttribute):
    """A double, printed so that it reads back exactly: ``#npu.real<0.1>``."""

    name = "npu.real"
    text: StringAttr

    @classmethod
    def make(cls, value: float) -> "Real":
        """Attribute of a value."""
        return cls(StringAttr(_number(value)))

    @property
    def value(self) -> float:
        """The number."""
        return float(self.text.data)

    @classmethod
    def parse_parameters(cls, parser: AttrParser) -> list[Attribute]:
        """``<number>``."""
        with parser.in_angle_brackets():
            return [StringAttr(_number(float(parser.parse_number())))]

    def print_parameters(self, printer: Printer) -> None:
        """``<number>``."""
        printer.print_string(f"<{self.text.data}>")


@irdl_attr_definition
class TensorType(ParametrizedAttribute, TypeAttribute):
    """A quantized tensor: ``!npu.tensor<[1, 8, 8, 3], "int8", [0.5], -128>``.

    Shape, element type, scale (one, or one for each channel; none if not quantized), zero point.
    """

    name = "npu.tensor"
    dimensions: ArrayAttr[IntAttr]
    element: StringAttr
    scales: ArrayAttr[Real]
    offset: IntAttr

    @classmethod
    def make(
        cls, shape: Sequence[int], dtype: str, scale: Sequence[float] = (), zero_point: int = 0
    ) -> "TensorType":
        """Type of Python values."""
        return cls(
            ArrayAttr([IntAttr(int(size)) for size in shape]),
            StringAttr(dtype),
            ArrayAttr([Real.make(value) for value in scale]),
            IntAttr(int(zero_point)),
        )

    @property
    def shape(self) -> tuple[int, ...]:
        """Dimensions."""
        return tuple(size.data for size in self.dimensions)

    @property
    def dtype(self) -> str:
        """Name of the element type, as NumPy has it."""
        return self.element.data

    @property
    def scale(self) -> tuple[float, ...]:
        """Scales."""
        return tuple(value.value for value in self.scales)

    @property
    def zero_point(self) -> int:
        """Zero point."""
        return self.offset.data

    @property
    def quantization(self) -> tuple[tuple[float, ...], int]:
        """Scales and zero point."""
        return self.scale, self.zero_point

    @property
    def size(self) -> int:
        """Elements."""
        return int(np.prod(self.shape, dtype=np.int64))

    @property
    def hwc(self) -> tuple[int, int, int]:
        """As (height, width, channels) of a feature map; batches are further rows."""
        shape = self.shape
        if len(shape) >= 3:
            return int(np.prod(shape[:-2], dtype=np.int64)), shape[-2], shape[-1]
        padded = (1, 1, *shape)[-3:] if shape else (1, 1, 1)
        return padded[0], padded[1], padded[2]

    def verify(self) -> None:
        """Check the parts."""
        if self.dtype not in DTYPES:
            raise VerifyException(
                f"An element type must be one of {', '.join(DTYPES)}, not {self.dtype}."
            )
        if any(size < 1 for size in self.shape):
            raise VerifyException(f"Dimensions must be positive, not {list(self.shape)}.")
        if any(not value > 0 for value in self.scale):
            raise VerifyException(f"Scales must be positive, not {list(self.scale)}.")

    @classmethod
    def parse_parameters(cls, parser: AttrParser) -> list[Attribute]:
        """``<[sizes], "dtype", [scales], zero point>``."""
        with parser.in_angle_brackets():
            shape = _parse_list(parser, parser.parse_integer)
            parser.parse_punctuation(",")
            dtype = parser.parse_str_literal()
            parser.parse_punctuation(",")
            scale = _parse_list(parser, lambda: float(parser.parse_number()))
            parser.parse_punctuation(",")
            zero_point = parser.parse_integer(allow_negative=True)
        made = cls.make(shape, dtype, scale, zero_point)
        return [made.dimensions, made.element, made.scales, made.offset]

    def print_parameters(self, printer: Printer) -> None:
        """``<[sizes], "dtype", [scales], zero point>``."""
        shape = ", ".join(map(str, self.shape))
        scale = ", ".join(value.text.data for value in self.scales)
        printer.print_string(f'<[{shape}], "{self.dtype}", [{scale}], {self.zero_point}>')


@irdl_attr_definition
class Data(ParametrizedAttribute):
    """An array of numbers with its shape: ``#npu.data<[2, 2], "int8", "01ff7f80">``.

    The values are the bytes of the array in memory, little-endian, in hexadecimal.
    """

    name = "npu.data"
    dimensions: ArrayAttr[IntAttr]
    element: StringAttr
    raw: BytesAttr

    @classmethod
    def make(cls, array: np.ndarray) -> "Data":
        """Attribute of an array."""
        little = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
        return cls(
            ArrayAttr([IntAttr(size) for size in array.shape]),
            StringAttr(array.dtype.name),
            BytesAttr(little.tobytes()),
        )

    @property
    def array(self) -> np.ndarray:
        """The array, read only."""
        shape = tuple(size.data for size in self.dimensions)
        dtype = np.dtype(self.element.data).newbyteorder("<")
        return np.frombuffer(self.raw.data, dtype).reshape(shape)

    @classmethod
    def parse_parameters(cls, parser: AttrParser) -> list[Attribute]:
        """``<[sizes], "dtype", "hex">``."""
        with parser.in_angle_brackets():
            shape = _parse_list(parser, parser.parse_integer)
            parser.parse_punctuation(",")
            dtype = parser.parse_str_literal()
            parser.parse_punctuation(",")
            raw = bytes.fromhex(parser.parse_str_literal())
        array = np.frombuffer(raw, np.dtype(dtype).newbyteorder("<")).reshape(shape)
        made = cls.make(array)
        return [made.dimensions, made.element, made.raw]

    def print_parameters(self, printer: Printer) -> None:
        """``<[sizes], "dtype", "hex">``."""
        shape = ", ".join(str(size.data) for size in self.dimensions)
        printer.print_string(f'<[{shape}], "{self.element.data}", "{self.raw.data.hex()}">')


def to_attribute(value: Any) -> Attribute:
    """Attribute of a Python value: bool, int, float, str, (nested) tuples of them, array."""
    if isinstance(value, bool | np.bool_):
        return IntegerAttr(int(value), i1)
    if isinstance(value, int | np.integer):
        return IntegerAttr(int(value), i64)
    if isinstance(value, float | np.floating):
        return Real.make(float(value))
    if isinstance(value, str):
        return StringAttr(value)
    if isinstance(value, np.ndarray):
        return Data.make(value)
    if isinstance(value, tuple | list):
        if value and all(isinstance(item, int | np.integer) for item in value):
            return DenseArrayBase.from_list(i64, [int(item) for item in value])
        return ArrayAttr([to_attribute(item) for item in value])
    raise TypeError(f"An attribute must be a number, a text, an array or a tuple, not {value!r}.")


def from_attribute(attribute: Attribute) -> Any:
    """Python value of an attribute that `to_attribute` made."""
    if isinstance(attribute, IntegerAttr):
        value = attribute.value.data
        return bool(value) if attribute.type == i1 else value
    if isinstance(attribute, Real):
        return attribute.value
    if isinstance(attribute, StringAttr):
        return attribute.data
    if isinstance(attribute, Data):
        return attribute.array
    if isinstance(attribute, DenseArrayBase):
        return tuple(int(item) for item in attribute.get_values())
    if isinstance(attribute, ArrayAttr):
        return tuple(from_attribute(item) for item in attribute)
    raise TypeError(f"Attribute {attribute} has no Python value.")
