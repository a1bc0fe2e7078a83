"""The ``npu`` dialect of MLIR, by xDSL."""

from tinynpu.compiler.ir.attributes import Data, TensorType, from_attribute, to_attribute
from tinynpu.compiler.ir.dialect import NPU, context, parse_module, print_module

__all__ = [
    "NPU",
    "Data",
    "TensorType",
    "context",
    "from_attribute",
    "parse_module",
    "print_module",
    "to_attribute",
]
