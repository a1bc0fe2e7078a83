"""NumPy reference of every operation, equal to LiteRT's reference kernels bit for bit."""

from tinynpu.golden.convolution import conv2d, depthwise_conv2d, fully_connected
from tinynpu.golden.elementwise import add, lookup, mul, sub
from tinynpu.golden.pooling import average_pool2d, max_pool2d
from tinynpu.golden.requantize import requantize

__all__ = [
    "add",
    "average_pool2d",
    "conv2d",
    "depthwise_conv2d",
    "fully_connected",
    "lookup",
    "max_pool2d",
    "mul",
    "requantize",
    "sub",
]
