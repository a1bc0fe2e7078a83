"""NumPy reference of every operation, equal to LiteRT's reference kernels bit for bit."""

from tinynpu.golden.convolution import conv2d, depthwise_conv2d, fully_connected
from tinynpu.golden.edges import dequantize, quantize, rescale
from tinynpu.golden.elementwise import add, lookup, mul, sub
from tinynpu.golden.matmul import batch_matmul
from tinynpu.golden.pooling import average_pool2d, max_pool2d, mean, mean_multiplier
from tinynpu.golden.real import layer_norm, real_softmax
from tinynpu.golden.requantize import requantize
from tinynpu.golden.shapes import concat, pad, resize_nearest, slice_axes, transpose
from tinynpu.golden.softmax import softmax

__all__ = [
    "add",
    "average_pool2d",
    "batch_matmul",
    "concat",
    "conv2d",
    "depthwise_conv2d",
    "dequantize",
    "fully_connected",
    "layer_norm",
    "lookup",
    "max_pool2d",
    "mean",
    "mean_multiplier",
    "mul",
    "pad",
    "quantize",
    "real_softmax",
    "requantize",
    "rescale",
    "resize_nearest",
    "slice_axes",
    "softmax",
    "sub",
    "transpose",
]
